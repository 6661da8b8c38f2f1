/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: documents as words that count. */
#pragma once
#include "flow/workspace.h"
#include <tuyou/topics.h>

/** What stands in the text between a counted word and the one before it, the widest of all.
 */
typedef enum {
  TY_GAP_NONE,  /**< nothing: 千手观音|造像 */
  TY_GAP_SPACE, /**< white space, no line end */
  TY_GAP_WORDS, /**< stop words, numbers, words of one character */
  TY_GAP_BREAK, /**< a sign, emoji or address */
  TY_GAP_END,   /**< the end of a sentence or line, or the beginning of a text */
} TyGap;

/** The documents selected as sequences of word ids; ids by first occurrence. */
typedef struct {
  GPtrArray *vocabulary;  /**< of const char *: the word of each id, as people write it */
  GArray *documents;      /**< of gint64: the atlas's id of each document; its line */
  GArray *start, *word;   /**< of guint32, as TyTokenMatrix */
  GByteArray *gap;        /**< of TyGap, one a token; NULL when not asked for */
  gsize n_advertisements; /**< left out because they advertise */
  GPtrArray *texts;       /**< what `vocabulary` points into */
} TyWords;

typedef enum {
  TY_WORDS_PLAIN = 0,
  TY_WORDS_GAPS = 1 << 0,           /**< with `gap` */
  TY_WORDS_ADVERTISEMENTS = 1 << 1, /**< advertisements are documents like others */
} TyWordsFlags;

/** Segments the documents and keeps the words that say something: of two characters or more, no
 * stop words, numbers, links or users; advertisements and repeated texts are left out. The same for
 * any number of threads (the workspace's). O(bytes) time; beside the words' texts 4 bytes a token,
 * 12 a document and some megabytes a thread. */
TyWords *ty_words_new(TyWorkspace *workspace, const TyDocumentFilter *filter, GError **error);
TyWords *ty_words_new_with(TyWorkspace *workspace, const TyDocumentFilter *filter,
                           TyWordsFlags flags, GError **error);

/** The same of texts that stand in no atlas: UTF-8, a document a line, named by the line's number
 * from 1; an empty line is a document without words. The vocabulary is normalised.
 * @param n_threads  0: as many as processors */
TyWords *ty_words_of_lines(const TyLexicon *lexicon, const TyNoise *noise, const char *text,
                           gsize length, TyWordsFlags flags, guint n_threads);
void ty_words_free(TyWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyWords, ty_words_free)

/** Sets TY_ERROR_NOT_FOUND: says what was asked for and what there is. */
void ty_fail_no_document(TyWorkspace *workspace, const TyDocumentFilter *filter, GError **error);

/** Borrows from `words`. */
TyTokenMatrix ty_words_matrix(const TyWords *words);

/** How many documents hold each word: n_words counts, to be freed. */
guint32 *ty_words_documents(const TyWords *words);
