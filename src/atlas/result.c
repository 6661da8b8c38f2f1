/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/statement.h"

gboolean ty_atlas_add_answer(TyAtlas *atlas, gint64 source, gint64 respondent, const char *field,
                             const char *value, GError **error) {
  return ty_atlas_write(atlas, error, "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", "iiss",
                        source, respondent, field, value);
}

gboolean ty_atlas_clear_result(TyAtlas *atlas, const char *kind, const char *scope,
                               GError **error) {
  if (g_str_equal(kind, "keyword"))
    return ty_atlas_write(atlas, error, "DELETE FROM keyword WHERE scope = ?", "s", scope);
  return ty_atlas_write(atlas, error, "DELETE FROM topic WHERE scope = ?", "s", scope) &&
         ty_atlas_write(atlas, error, "DELETE FROM topic_word WHERE scope = ?", "s", scope) &&
         ty_atlas_write(atlas, error, "DELETE FROM document_topic WHERE scope = ?", "s", scope);
}

gboolean ty_atlas_add_keyword(TyAtlas *atlas, const char *scope, const char *word, double weight,
                              gint64 documents, GError **error) {
  return ty_atlas_write(atlas, error, "INSERT INTO keyword VALUES (?, ?, ?, ?)", "ssdi", scope,
                        word, weight, documents);
}

gboolean ty_atlas_add_topic_word(TyAtlas *atlas, const char *scope, gint64 topic, gint64 rank,
                                 const char *word, double probability, GError **error) {
  return ty_atlas_write(atlas, error, "INSERT INTO topic_word VALUES (?, ?, ?, ?, ?)", "siisd",
                        scope, topic, rank, word, probability);
}

gboolean ty_atlas_add_topic(TyAtlas *atlas, const char *scope, gint64 topic, const char *label,
                            double share, GError **error) {
  return ty_atlas_write(atlas, error, "INSERT INTO topic VALUES (?, ?, ?, ?)", "sisd", scope, topic,
                        label, share);
}

gboolean ty_atlas_add_document_topic(TyAtlas *atlas, const char *scope, gint64 document,
                                     gint64 topic, double share, GError **error) {
  return ty_atlas_write(atlas, error, "INSERT INTO document_topic VALUES (?, ?, ?, ?)", "siid",
                        scope, document, topic, share);
}

gboolean ty_atlas_each_topic(TyAtlas *atlas, const char *scope, TyTopicFunc func, gpointer data,
                             GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error, "SELECT topic, label, share FROM topic WHERE scope = ? ORDER BY topic", "s",
      scope);
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why))
    if (!func(sqlite3_column_int64(row, 0), ty_column_text(row, 1), sqlite3_column_double(row, 2),
              data, error))
      return FALSE;
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_each_document_topic(TyAtlas *atlas, const char *scope, TyDocumentTopicFunc func,
                                      gpointer data, GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(atlas, error,
                                               "SELECT document, topic, share FROM document_topic"
                                               " WHERE scope = ? ORDER BY document, topic",
                                               "s", scope);
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why))
    if (!func(sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1),
              sqlite3_column_double(row, 2), data, error))
      return FALSE;
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_clear_results(TyAtlas *atlas, GError **error) {
  return ty_atlas_run(atlas,
                      "DELETE FROM keyword; DELETE FROM topic; DELETE FROM topic_word;"
                      "DELETE FROM document_topic",
                      error);
}
