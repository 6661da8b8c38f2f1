/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/statement.h"

#include <string.h>

static TyRepeat repeat_of(const char *name) {
  TyRepeat repeat = TY_REPEAT_NONE;

  for (TyRepeat each = TY_REPEAT_EXACT; name && each <= TY_REPEAT_REPOST; each++)
    if (g_str_equal(name, ty_repeat_name(each)))
      repeat = each;
  return repeat;
}

gboolean ty_atlas_each_likeness(TyAtlas *atlas, TyLikenessFunc func, gpointer data,
                                GError **error) {
  /* Most documents repeat none: those that do are few, and in an index of their own. */
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error,
      "SELECT likeness.document, text_hash, opening, sketch, duplicate_kind, duplicate_of"
      " FROM likeness LEFT JOIN (SELECT id, duplicate_kind, duplicate_of FROM document"
      " WHERE duplicate_kind IS NOT NULL) ON id = likeness.document ORDER BY likeness.document",
      "");
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    gboolean whole = sqlite3_column_bytes(row, 3) == TY_SKETCH_BYTES;
    TyLikeness likeness = {(guint64) sqlite3_column_int64(row, 1),
                           (guint64) sqlite3_column_int64(row, 2),
                           whole ? sqlite3_column_blob(row, 3) : NULL};
    if (!func(sqlite3_column_int64(row, 0), &likeness, repeat_of(ty_column_text(row, 4)),
              sqlite3_column_int64(row, 5), data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_set_repeat(TyAtlas *atlas, gint64 document, TyRepeat repeat, gint64 original,
                             GError **error) {
  return ty_atlas_write(atlas, error,
                        "UPDATE document SET duplicate_kind = ?, duplicate_of = ? WHERE id = ?",
                        "tri", ty_repeat_name(repeat), original, document);
}

gboolean ty_atlas_has_orphans(TyAtlas *atlas) {
  return ty_atlas_number(atlas, 0,
                         "SELECT EXISTS (SELECT 1 FROM document WHERE duplicate_kind = 'near'"
                         " AND duplicate_of IS NULL)",
                         "") != 0;
}

/* Forgetting ------------------------------------------------------------------------------------
 */

static gint64 count_of(TyAtlas *atlas, const char *sql, const char *hash) {
  return ty_atlas_number(atlas, 0, sql, "t", hash);
}

gboolean ty_atlas_forget_author(TyAtlas *atlas, const char *author, TyForgotten *forgotten,
                                GError **error) {
  g_autofree char *hash = ty_atlas_hash_author(atlas, author);
  TyForgotten gone = {count_of(atlas, "SELECT count(*) FROM document WHERE author = ?", hash),
                      count_of(atlas,
                               "SELECT count(*) FROM mention WHERE document IN"
                               " (SELECT id FROM document WHERE author = ?)",
                               hash),
                      count_of(atlas,
                               "SELECT count(*) FROM evidence WHERE document IN"
                               " (SELECT id FROM document WHERE author = ?)",
                               hash),
                      count_of(atlas, "SELECT count(*) FROM fact", NULL), 0};

  if (gone.documents > 0 &&
      (!ty_atlas_spoil_index(atlas, error) ||
       !ty_atlas_run(atlas, "INSERT INTO document_index (document_index) VALUES ('delete-all')",
                     error) ||
       !ty_atlas_write(atlas, error, "DELETE FROM document WHERE author = ?", "t", hash) ||
       !ty_atlas_settle(atlas, error) || !ty_atlas_clear_results(atlas, error)))
    return FALSE;
  gone.facts -= count_of(atlas, "SELECT count(*) FROM fact", NULL);
  gone.coauthored = count_of(atlas, "SELECT count(*) FROM paper_author WHERE author = ?", hash);
  if (gone.coauthored > 0 && !ty_atlas_forget_coauthor(atlas, hash, error))
    return FALSE;
  if (forgotten)
    *forgotten = gone;
  return TRUE;
}

gboolean ty_atlas_compact(TyAtlas *atlas, GError **error) {
  return ty_atlas_run(atlas, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", error);
}

/* Bulk ------------------------------------------------------------------------------------------
 */

/* A document refers to the source it comes from, its likeness to it, and a repeat to a document
 * that was found in the atlas: looking up each again would take a tenth of the time. */
void ty_atlas_check_references(TyAtlas *atlas, gboolean check) {
  sqlite3_db_config(atlas->db, SQLITE_DBCONFIG_ENABLE_FKEY, (int) check, NULL);
}

/* An index is made at once by sorting, in one pass; kept up row by row it is a walk to a random
 * page for each. document_source and document_duplicate grow at their ends and stay. */
gboolean ty_atlas_begin_bulk(TyAtlas *atlas, GError **error) {
  ty_atlas_check_references(atlas, FALSE);
  return ty_atlas_run(
      atlas, "DROP INDEX IF EXISTS document_author; DROP INDEX IF EXISTS document_place", error);
}

void ty_atlas_use_journal(TyAtlas *atlas, gboolean rollback) {
  sqlite3_busy_timeout(atlas->db, rollback ? 0 : TY_ATLAS_BUSY_MS);
  sqlite3_exec(atlas->db, rollback ? "PRAGMA journal_mode = TRUNCATE" : "PRAGMA journal_mode = WAL",
               NULL, NULL, NULL);
  sqlite3_busy_timeout(atlas->db, TY_ATLAS_BUSY_MS);
}

gboolean ty_atlas_end_bulk(TyAtlas *atlas, GError **error) {
  ty_atlas_check_references(atlas, TRUE);
  /* Sorted in memory, up to some two million documents. */
  return ty_atlas_run(atlas,
                      "PRAGMA cache_size = " TY_ATLAS_SORTING_CACHE ";"
                      "CREATE INDEX document_author ON document (author) WHERE author IS NOT NULL;"
                      "CREATE INDEX document_place ON document (kind, place, term);"
                      "PRAGMA cache_size = " TY_ATLAS_CACHE,
                      error);
}
