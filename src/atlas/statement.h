/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the atlas: prepared statements with values bound by a format, errors with the file's
 * name. */
#pragma once
#include <sqlite3.h>
#include <tuyou/atlas.h>

/** How long to wait for another program that writes. */
#define TY_ATLAS_BUSY_MS 10000

/** How much of the file is kept in memory, as PRAGMA cache_size says it (KiB, negative), and how
 * much while an index is sorted. */
#define TY_ATLAS_CACHE "-65536"
#define TY_ATLAS_SORTING_CACHE "-196608"

struct TyAtlas {
  sqlite3 *db;
  char *path;
  char *salt;
  TyTokenizer tokenizer;  /* words NULL: none */
  gboolean index_current; /* as meta.index says; read again when a transaction begins or ends */
  struct TyIndexing *indexing; /* NULL: none at work (indexing.h) */
  struct TyLoad *load;         /* NULL: no bulk load of a table is at work (load.h) */
  GArray *unranked;            /* of gint64: subjects whose values changed since they were ranked */
  gboolean rank_all;           /* or any subject's */
  GHashTable *writers; /* SQL text (by address) → prepared statement, for what runs once a row */
  GHashTable *idle;    /* SQL text → GPtrArray of statements that no match uses now */
  struct TyBound *bound; /* what limits the question that runs; NULL: nothing */
  char *cut;             /* why the last question's answer is not whole */
};

/** Sets `error` from SQLite's last fault: TY_ERROR_DAMAGED for a file that is no database or is
 * damaged, else TY_ERROR_SYSTEM. Always FALSE. */
gboolean ty_atlas_fail(TyAtlas *atlas, const char *doing, GError **error);

/** Runs SQL text that takes no values. */
gboolean ty_atlas_run(TyAtlas *atlas, const char *sql, GError **error);

/** Whether SQLite looks up what rows refer to, and deletes what refers to a row that goes: always,
 * but in a bulk load. */
void ty_atlas_check_references(TyAtlas *atlas, gboolean check);

/** Makes the tokenizer that the index asks for known to the connection. */
gboolean ty_atlas_register_tokenizer(TyAtlas *atlas, GError **error);
/** Reads whether the index is current. */
void ty_atlas_look_at_index(TyAtlas *atlas);
/** The index is not complete any more. */
gboolean ty_atlas_spoil_index(TyAtlas *atlas, GError **error);
/** Takes the documents of a source, which is about to go, out of the index. */
gboolean ty_atlas_unindex_source(TyAtlas *atlas, const char *name, const char *role,
                                 GError **error);

/** No facts are to be ranked. */
void ty_atlas_forget_ranks(TyAtlas *atlas);

/** After documents or evidence went: facts without evidence go too, the others are as sure as what
 * is left of theirs, and of documents with the same text the first is the original again. */
gboolean ty_atlas_settle(TyAtlas *atlas, GError **error);

/** Runs `sql` once with values, keeping it prepared: `sql` must be a literal. Formats, one letter a
 * value: t text (NULL and "" as NULL), s text (NULL as ""), i gint64, r reference (gint64, 0 as
 * NULL), d double (NAN as NULL), b gboolean, k a sketch (TY_SKETCH_BYTES bytes or NULL), y bytes
 * (two arguments: where, a gsize how many). Texts, sketches and bytes need only live until the
 * statement was run or is finalised. */
gboolean ty_atlas_write(TyAtlas *atlas, GError **error, const char *sql, const char *format, ...);

/** A new statement with values bound, to be stepped with ty_atlas_next and finalised. */
sqlite3_stmt *ty_atlas_query(TyAtlas *atlas, GError **error, const char *sql, const char *format,
                             ...);

/** As ty_atlas_query, with the statement kept prepared: to be reset, not finalised; `sql` must be a
 * literal. NULL on a fault. */
sqlite3_stmt *ty_atlas_kept_query(TyAtlas *atlas, const char *sql, const char *format, ...);

/** Steps to the next row. @return FALSE at the end, and on a fault with `error` set */
gboolean ty_atlas_next(TyAtlas *atlas, sqlite3_stmt *statement, GError **error);

/** The first column of the first row as a number; `missing` when there is no row or on a fault. */
gint64 ty_atlas_number(TyAtlas *atlas, gint64 missing, const char *sql, const char *format, ...);

/** As ty_atlas_number, with the statement kept prepared: `sql` must be a literal. */
gint64 ty_atlas_kept_number(TyAtlas *atlas, gint64 missing, const char *sql, const char *format,
                            ...);

/** A column as text, NULL for NULL; lives until the next step. */
const char *ty_column_text(sqlite3_stmt *statement, int column);

/** Keeps who wrote a paper, each author by hash; nothing for a post, which has one author. */
gboolean ty_atlas_add_authors(TyAtlas *atlas, gint64 id, const TyDocument *document,
                              GError **error);
/** Takes an author out of the papers that others wrote too: those stay. */
gboolean ty_atlas_forget_coauthor(TyAtlas *atlas, const char *hash, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)
