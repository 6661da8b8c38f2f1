/* SPDX-License-Identifier: Apache-2.0 */
/* Questionnaires: their questions in order, their answers. */
#include "atlas/statement.h"

gboolean ty_atlas_add_survey_fields(TyAtlas *atlas, gint64 source, const char *const *fields,
                                    gsize n, GError **error) {
  if (ty_atlas_number(atlas, 0, "SELECT 1 FROM survey_field WHERE source = ? LIMIT 1", "i", source))
    return TRUE;
  for (gsize i = 0; i < n; i++)
    if (*fields[i] && !ty_atlas_write(atlas, error, "INSERT INTO survey_field VALUES (?, ?, ?)",
                                      "iis", source, (gint64) i, fields[i]))
      return FALSE;
  return TRUE;
}

/* A file's name, or how it ends after a slash; ?1 NULL: any. */
#define NAMED "(?1 IS NULL OR source.name = ?1 OR substr(source.name, -length(?1) - 1) = '/' || ?1)"

gboolean ty_atlas_each_survey_field(TyAtlas *atlas, const char *file, TySurveyFieldFunc func,
                                    gpointer data, GError **error) {
  g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error,
      "SELECT field FROM (SELECT source.id AS source, rank, field FROM survey_field JOIN source ON"
      " source.id = survey_field.source WHERE " NAMED
      " UNION ALL SELECT DISTINCT source.id, 1 << 40, field FROM answer JOIN source ON"
      " source.id = answer.source WHERE " NAMED ") ORDER BY source, rank, field",
      "t", file);
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    const char *field = ty_column_text(row, 0);
    if (g_hash_table_add(told, g_strdup(field)) && !func(field, data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_each_answer(TyAtlas *atlas, const char *file, TyAnswerFunc func, gpointer data,
                              GError **error) {
  g_autoptr(sqlite3_stmt) row =
      ty_atlas_query(atlas, error,
                     "SELECT source.name, source.id, respondent, field, value FROM answer JOIN"
                     " source ON source.id = answer.source WHERE " NAMED
                     " ORDER BY answer.source, respondent, field",
                     "t", file);
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why))
    if (!func(ty_column_text(row, 0), sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2),
              ty_column_text(row, 3), ty_column_text(row, 4), data, error))
      return FALSE;
  if (why)
    g_propagate_error(error, why);
  return !why;
}
