/* SPDX-License-Identifier: Apache-2.0 */
/** Between the atlas and the imports: the words of documents, made ready for the index on any
 * thread, and added to it in order of document.
 *
 *     a thread                             the atlas's thread
 *     words of a document → TyPostings  →  ty_atlas_index_document … → one segment of the index
 *
 * FTS5 itself looks each word up as it comes. Here a document's words are looked up once a word and
 * document, in memory that fits the caches, and go to the file as one sorted segment, in the form
 * that FTS5 writes (SQLite's ext/fts5/fts5_index.c); what it finds by them is the same. */
#pragma once
#include <tuyou/atlas.h>

/** The columns of the index. */
typedef enum { TY_INDEX_TITLE, TY_INDEX_TEXT, TY_INDEX_TAGS, TY_INDEX_COLUMNS } TyIndexColumn;

/** The words of some documents. */
typedef struct TyPostings TyPostings;

TyPostings *ty_postings_new(void);
void ty_postings_free(TyPostings *postings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyPostings, ty_postings_free)
/** Forgets all documents. */
void ty_postings_clear(TyPostings *postings);

/** Words told from now on are of that column of the document at hand; columns go in order. */
void ty_postings_begin_column(TyPostings *postings, TyIndexColumn column);
/** Takes a word of the document at hand: a TyIndexWordFunc, `data` is the TyPostings. */
gboolean ty_postings_take(const char *word, gsize length, TySpan span, gboolean beside,
                          gpointer data);
/** Ends the document at hand. @return its number, from 0 */
gsize ty_postings_end(TyPostings *postings);

/** From now on, in the transaction of the caller, ty_atlas_add_document leaves the index to
 * ty_atlas_index_document. The index must be current. */
gboolean ty_atlas_begin_postings(TyAtlas *atlas, GError **error);
/** Adds document `n` of `postings` to the index under `id`, which is above all before it. Some MiB
 * stay in memory until the next segment is written. */
gboolean ty_atlas_index_document(TyAtlas *atlas, gint64 id, const TyPostings *postings, gsize n,
                                 GError **error);
/** Writes what is left; then the index has all documents. A rollback forgets it instead. */
gboolean ty_atlas_end_postings(TyAtlas *atlas, GError **error);
