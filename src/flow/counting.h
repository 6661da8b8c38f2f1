/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: documents, one after the other, into TyWords on several threads.
 *
 *     add      documents gather until there are some megabytes
 *     threads  each takes the next block of documents and counts it by words of its own (tally.c)
 *     add      …
 *     finish   the threads' words are put in order of first occurrence; tokens are renumbered */
#pragma once
#include "flow/words.h"

typedef struct TyCounting TyCounting;

typedef struct {
  const char *text;
  gsize length;
  gboolean borrowed;    /**< stays where it is until the end: no copy is made */
  gboolean is_the_text; /**< may show that the document advertises */
} TyTextPart;

/** @param n_threads  0: as many as processors */
TyCounting *ty_counting_new(const TyLexicon *lexicon, const TyNoise *noise, TyWordsFlags flags,
                            guint n_threads);

/** Adds a document of some parts. */
void ty_counting_add(TyCounting *counting, gint64 document, const TyTextPart *parts, gsize n);

/** How a word is written; NULL: as it is. */
typedef const char *(*TySpellingFunc)(const char *word, gconstpointer data);

/** Frees `counting`. `spelling` may be NULL. */
TyWords *ty_counting_finish(TyCounting *counting, TySpellingFunc spelling, gconstpointer data);
void ty_counting_free(TyCounting *counting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyCounting, ty_counting_free)
