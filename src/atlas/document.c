/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/statement.h"

gboolean ty_atlas_settle(TyAtlas *atlas, GError **error) {
  return ty_atlas_run(
      atlas,
      "DELETE FROM fact WHERE id NOT IN (SELECT fact FROM evidence);"
      "UPDATE fact SET confidence = (SELECT max(confidence) FROM evidence WHERE fact = fact.id)"
      " WHERE confidence > (SELECT max(confidence) FROM evidence WHERE fact = fact.id);"
      "WITH first AS (SELECT text_key, min(id) AS id FROM document GROUP BY text_key)"
      "UPDATE document SET duplicate_of = first.id FROM first"
      " WHERE first.text_key = document.text_key AND duplicate_of IS NULL"
      " AND first.id < document.id",
      error);
}

gint64 ty_atlas_add_source(TyAtlas *atlas, const TySource *source, GError **error) {
  if (!ty_atlas_write(atlas, error, "DELETE FROM source WHERE name = ? AND role = ?", "ss",
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

char *ty_atlas_hash_author(const TyAtlas *atlas, const char *author) {
  if (!author || !*author)
    return NULL;
  g_autofree char *salted = g_strconcat(atlas->salt ? atlas->salt : "", ":", author, NULL);
  return g_compute_checksum_for_string(G_CHECKSUM_SHA256, salted, -1);
}

gint64 ty_atlas_add_document(TyAtlas *atlas, gint64 source, const TyDocument *document,
                             const char *text_key, GError **error) {
  g_autofree char *author = ty_atlas_hash_author(atlas, document->author);

  if (!ty_atlas_write(
          atlas, error,
          "INSERT INTO document (source, line, kind, platform, native_id, title, text, author,"
          " date, place, term, url, tags, venue, organ, text_key, duplicate_of)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
          " (SELECT min(id) FROM document WHERE text_key = ?16))",
          "irstttsttttttttt", source, (gint64) document->line,
          ty_document_kind_name(document->kind), document->platform, document->native_id,
          document->title, document->text, author, document->date, document->place, document->term,
          document->url, document->tags, document->venue, document->organ, text_key))
    return 0;
  gint64 id = sqlite3_last_insert_rowid(atlas->db);
  return ty_atlas_add_authors(atlas, id, document, error) ? id : 0;
}

gboolean ty_atlas_each_document(TyAtlas *atlas, const TyDocumentFilter *filter,
                                TyStoredDocumentFunc func, gpointer data, GError **error) {
  static const TyDocumentFilter all = {0};
  const TyDocumentFilter *wanted = filter ? filter : &all;
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error,
      "SELECT document.id, source.name, document.line, kind, platform, native_id, title, text,"
      " date, place, term, url, tags, venue, organ, ifnull(duplicate_of, 0)"
      " FROM document JOIN source ON source.id = document.source"
      " WHERE (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR place = ?2)"
      " AND (?3 IS NULL OR platform = ?3) AND (?4 IS NULL OR term = ?4)"
      " AND (?5 IS NULL OR date >= ?5) AND (?6 IS NULL OR substr(date, 1, length(?6)) <= ?6)"
      " AND (?7 OR duplicate_of IS NULL) ORDER BY document.id",
      "ttttttb", wanted->kind, wanted->place, wanted->platform, wanted->term, wanted->since,
      wanted->until, wanted->duplicates);
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyStoredDocument document = {.id = sqlite3_column_int64(row, 0),
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
    if (!func(&document, data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gint64 ty_atlas_forget_author(TyAtlas *atlas, const char *author, GError **error) {
  g_autofree char *hash = ty_atlas_hash_author(atlas, author);

  if (!ty_atlas_begin(atlas, error))
    return -1;
  if (!ty_atlas_write(atlas, error, "DELETE FROM document WHERE author = ?", "s", hash)) {
    ty_atlas_rollback(atlas);
    return -1;
  }
  gint64 n = sqlite3_changes64(atlas->db);
  if (!ty_atlas_forget_coauthor(atlas, hash, error) || !ty_atlas_settle(atlas, error) ||
      !ty_atlas_commit(atlas, error)) {
    ty_atlas_rollback(atlas);
    return -1;
  }
  return n;
}
