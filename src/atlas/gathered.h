/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the atlas: the words of many documents, on their way to one segment of the index. */
#pragma once
#include "atlas/posting.h"

typedef struct TyGathered TyGathered;

TyGathered *ty_gathered_new(void);
void ty_gathered_free(TyGathered *gathered);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyGathered, ty_gathered_free)
void ty_gathered_clear(TyGathered *gathered);
/** How much memory its lists take. */
gsize ty_gathered_bytes(const TyGathered *gathered);

/** Adds document `n` of `postings`; each `id` is above those before. */
void ty_gathered_add(TyGathered *gathered, gint64 id, const TyPostings *postings, gsize n);

/** Receives a word and its documents as FTS5 keeps them: for each its id (but for the first, less
 * the one before) and its list of places with their size. FALSE stops. */
typedef gboolean (*TyGatheredFunc)(const guint8 *word, gsize length, const guint8 *list,
                                   gsize n_list, gpointer data);
/** Calls `func` with each word, in order of its bytes. @return FALSE when it stopped */
gboolean ty_gathered_each(TyGathered *gathered, TyGatheredFunc func, gpointer data);
