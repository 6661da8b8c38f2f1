/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/stored.h"

#include <nettle/sha2.h>
#include <string.h>

/* Of documents with one text the first is the original; one that was a near duplicate of what went
 * is judged anew by who knows its text. */
gboolean ty_atlas_settle(TyAtlas *atlas, GError **error) {
  atlas->rank_all = TRUE;
  return ty_atlas_run(
      atlas,
      "DELETE FROM fact WHERE id NOT IN (SELECT fact FROM evidence);"
      "UPDATE fact SET confidence = (SELECT max(confidence) FROM evidence WHERE fact = fact.id)"
      " WHERE confidence > (SELECT max(confidence) FROM evidence WHERE fact = fact.id);"
      "CREATE TEMP TABLE orphan AS SELECT document.id, text_hash FROM document JOIN likeness"
      " ON likeness.document = document.id"
      " WHERE duplicate_kind = 'exact' AND duplicate_of IS NULL;"
      "WITH first AS (SELECT text_hash, min(id) AS id FROM orphan GROUP BY text_hash)"
      "UPDATE document SET duplicate_of = nullif(first.id, document.id),"
      " duplicate_kind = iif(first.id = document.id, 'near', 'exact')"
      " FROM orphan JOIN first USING (text_hash) WHERE orphan.id = document.id;"
      "DROP TABLE orphan",
      error);
}

gint64 ty_atlas_add_source(TyAtlas *atlas, const TySource *source, GError **error) {
  if (!ty_atlas_unindex_source(atlas, source->name, source->role, error) ||
      !ty_atlas_write(atlas, error, "DELETE FROM source WHERE name = ? AND role = ?", "ss",
                      source->name, source->role))
    return 0;
  if (sqlite3_changes64(atlas->db) > 0 && !ty_atlas_settle(atlas, error))
    return 0;
  if (!ty_atlas_write(atlas, error,
                      "INSERT INTO source (name, role, digest, grade) VALUES (?, ?, ?, ?)", "ssts",
                      source->name, source->role, source->digest,
                      source->grade ? source->grade : "public"))
    return 0;
  return sqlite3_last_insert_rowid(atlas->db);
}

char *ty_atlas_source_digest(TyAtlas *atlas, const char *name, const char *role) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, NULL, "SELECT digest FROM source WHERE name = ? AND role = ?", "ss", name, role);
  return row && ty_atlas_next(atlas, row, NULL) ? g_strdup(ty_column_text(row, 0)) : NULL;
}

gboolean ty_atlas_add_reject(TyAtlas *atlas, gint64 source, const TyReject *reject,
                             GError **error) {
  return ty_atlas_write(atlas, error,
                        "INSERT INTO rejected (source, line, reason, raw) VALUES (?, ?, ?, ?)",
                        "irst", source, (gint64) reject->line, reject->reason, reject->raw);
}

gboolean ty_atlas_each_source(TyAtlas *atlas, TySourceFunc func, gpointer data, GError **error) {
  g_autoptr(sqlite3_stmt) row =
      ty_atlas_query(atlas, error,
                     "SELECT id, name, role, digest, grade,"
                     " (SELECT count(*) FROM document WHERE source = source.id) +"
                     " (SELECT count(*) FROM evidence WHERE source = source.id),"
                     " (SELECT count(*) FROM rejected WHERE source = source.id)"
                     " FROM source ORDER BY id",
                     "");
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TySource source = {sqlite3_column_int64(row, 0), ty_column_text(row, 1), ty_column_text(row, 2),
                       ty_column_text(row, 3), ty_column_text(row, 4)};
    func(&source, sqlite3_column_int64(row, 5), sqlite3_column_int64(row, 6), data);
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

/* Documents -------------------------------------------------------------------------------------
 */

char *ty_atlas_hash_author(const TyAtlas *atlas, const char *author) {
  if (!author || !*author)
    return NULL;
  g_autofree char *salted = g_strconcat(atlas->salt ? atlas->salt : "", ":", author, NULL);
  char *hash = g_malloc(2 * SHA256_DIGEST_SIZE + 1);
  guint8 digest[SHA256_DIGEST_SIZE];
  struct sha256_ctx context;

  sha256_init(&context);
  sha256_update(&context, strlen(salted), (const guint8 *) salted);
  sha256_digest(&context, sizeof digest, digest);
  for (gsize i = 0; i < sizeof digest; i++)
    for (guint d = 0; d < 2; d++)
      hash[2 * i + d] = "0123456789abcdef"[digest[i] >> (4 - 4 * d) & 15];
  hash[2 * sizeof digest] = '\0';
  return hash;
}

const char *ty_repeat_name(TyRepeat repeat) {
  static const char *const names[] = {NULL, "exact", "near", "repost"};
  return names[repeat];
}

/* The words of the columns that are searched. */
static gboolean index_document(TyAtlas *atlas, gint64 id, const TyDocument *document,
                               GError **error) {
  if (atlas->indexing)
    return TRUE;
  if (!atlas->index_current)
    return ty_atlas_spoil_index(atlas, error);
  return ty_atlas_write(atlas, error,
                        "INSERT INTO document_index (rowid, title, text, tags)"
                        " VALUES (?, ?, ?, ?)",
                        "itst", id, document->title, document->text, document->tags);
}

/* No REPLACE here: a statement that may have to be undone in part makes SQLite set a savepoint, at
 * which FTS5 writes out all that it holds. */
static gboolean add_likeness(TyAtlas *atlas, gint64 document, const TyLikeness *likeness,
                             GError **error) {
  return ty_atlas_write(atlas, error, "INSERT INTO likeness VALUES (?, ?, ?, ?)", "iiik", document,
                        (gint64) likeness->text_hash, (gint64) likeness->opening, likeness->sketch);
}

gboolean ty_atlas_set_likeness(TyAtlas *atlas, gint64 document, const TyLikeness *likeness,
                               GError **error) {
  return ty_atlas_write(atlas, error, "INSERT OR REPLACE INTO likeness VALUES (?, ?, ?, ?)", "iiik",
                        document, (gint64) likeness->text_hash, (gint64) likeness->opening,
                        likeness->sketch);
}

gint64 ty_atlas_add_document(TyAtlas *atlas, gint64 source, const TyDocument *document,
                             const char *author_hash, const TyLikeness *likeness, TyRepeat repeat,
                             gint64 original, GError **error) {
  g_autofree char *author = author_hash ? NULL : ty_atlas_hash_author(atlas, document->author);

  if (!ty_atlas_write(
          atlas, error,
          "INSERT INTO document (source, line, kind, platform, native_id, title, text, author,"
          " date, place, term, url, tags, venue, organ, duplicate_of, duplicate_kind)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          "irstttsttttttttrt", source, (gint64) document->line,
          ty_document_kind_name(document->kind), document->platform, document->native_id,
          document->title, document->text, author_hash ? author_hash : author, document->date,
          document->place, document->term, document->url, document->tags, document->venue,
          document->organ, original, ty_repeat_name(repeat)))
    return 0;
  gint64 id = sqlite3_last_insert_rowid(atlas->db);
  return add_likeness(atlas, id, likeness, error) && index_document(atlas, id, document, error) &&
                 ty_atlas_add_authors(atlas, id, document, error)
             ? id
             : 0;
}

TyStoredDocument ty_stored_document(sqlite3_stmt *row) {
  return (TyStoredDocument){.id = sqlite3_column_int64(row, 0),
                            .file = ty_column_text(row, 1),
                            .line = sqlite3_column_int64(row, 2),
                            .kind = ty_column_text(row, 3),
                            .platform = ty_column_text(row, 4),
                            .native_id = ty_column_text(row, 5),
                            .title = ty_column_text(row, 6),
                            .text = ty_column_text(row, 7),
                            .date = ty_column_text(row, 8),
                            .place = ty_column_text(row, 9),
                            .term = ty_column_text(row, 10),
                            .url = ty_column_text(row, 11),
                            .tags = ty_column_text(row, 12),
                            .venue = ty_column_text(row, 13),
                            .organ = ty_column_text(row, 14),
                            .duplicate_of = sqlite3_column_int64(row, 15)};
}

gboolean ty_atlas_each_document(TyAtlas *atlas, const TyDocumentFilter *filter,
                                TyStoredDocumentFunc func, gpointer data, GError **error) {
  static const TyDocumentFilter all = {0};
  const TyDocumentFilter *wanted = filter ? filter : &all;
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error,
      "SELECT " TY_STORED_COLUMNS " FROM document JOIN source ON source.id = document.source"
      " WHERE " TY_FILTER_CONDITION " ORDER BY document.id",
      TY_FILTER_FORMAT, TY_FILTER_VALUES(wanted));
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyStoredDocument document = ty_stored_document(row);
    if (!func(&document, data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gint64 ty_atlas_last_document(TyAtlas *atlas) {
  return ty_atlas_number(atlas, 0, "SELECT max(id) FROM document", "");
}

gboolean ty_atlas_document_text(TyAtlas *atlas, gint64 document, char **title, char **text) {
  sqlite3_stmt *row =
      ty_atlas_kept_query(atlas, "SELECT title, text FROM document WHERE id = ?", "i", document);
  gboolean found = row && sqlite3_step(row) == SQLITE_ROW;

  if (found) {
    *title = g_strdup(ty_column_text(row, 0));
    *text = g_strdup(ty_column_text(row, 1));
  }
  if (row)
    sqlite3_reset(row);
  return found;
}
