/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: documents as words that count. */
#pragma once
#include "flow/workspace.h"
#include <tuyou/topics.h>

/** The documents selected as sequences of word ids; ids by first occurrence. */
typedef struct {
  GPtrArray *vocabulary;  /**< of char *: the word of each id, as people write it */
  GArray *documents;      /**< of gint64: the atlas's id of each document */
  GArray *start, *word;   /**< of guint32, as TyTokenMatrix */
  gsize n_advertisements; /**< left out because they advertise */
} TyWords;

/** Segments the documents and keeps the words that say something: of two characters or more, no
 * stop words, numbers, links or users; advertisements and repeated texts are left out. */
TyWords *ty_words_new(TyWorkspace *workspace, const TyDocumentFilter *filter, GError **error);
void ty_words_free(TyWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyWords, ty_words_free)

/** Borrows from `words`. */
TyTokenMatrix ty_words_matrix(const TyWords *words);

/** How many documents hold each word: n_words counts, to be freed. */
guint32 *ty_words_documents(const TyWords *words);
