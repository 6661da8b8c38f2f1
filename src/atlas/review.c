/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/statement.h"

gboolean ty_atlas_add_review(TyAtlas *atlas, const TyReview *review, GError **error) {
  return ty_atlas_write(atlas, error,
                        "INSERT OR REPLACE INTO review (id, verdict, subject, predicate, object,"
                        " value, unit, qualifier, valid_from, valid_to)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        "sssstttttt", review->id, review->verdict, review->subject,
                        review->predicate, review->object, review->value, review->unit,
                        review->qualifier, review->valid_from, review->valid_to);
}

gboolean ty_atlas_each_review(TyAtlas *atlas, TyReviewFunc func, gpointer data, GError **error) {
  g_autoptr(sqlite3_stmt) row =
      ty_atlas_query(atlas, error,
                     "SELECT id, number, verdict, subject, predicate, object, value, unit,"
                     " qualifier, valid_from, valid_to FROM review ORDER BY number",
                     "");
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyReview review = {.id = ty_column_text(row, 0),
                       .number = sqlite3_column_int64(row, 1),
                       .verdict = ty_column_text(row, 2),
                       .subject = ty_column_text(row, 3),
                       .predicate = ty_column_text(row, 4),
                       .object = ty_column_text(row, 5),
                       .value = ty_column_text(row, 6),
                       .unit = ty_column_text(row, 7),
                       .qualifier = ty_column_text(row, 8),
                       .valid_from = ty_column_text(row, 9),
                       .valid_to = ty_column_text(row, 10)};
    if (!func(&review, data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_add_pattern_list(TyAtlas *atlas, const char *name, const char *text,
                                   GError **error) {
  return ty_atlas_write(atlas, error, "INSERT OR REPLACE INTO pattern_list VALUES (?, ?)", "ss",
                        name, text);
}

gboolean ty_atlas_each_pattern_list(TyAtlas *atlas, TyPatternListFunc func, gpointer data,
                                    GError **error) {
  g_autoptr(sqlite3_stmt) row =
      ty_atlas_query(atlas, error, "SELECT name, text FROM pattern_list ORDER BY name", "");
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why))
    if (!func(ty_column_text(row, 0), ty_column_text(row, 1), data, error))
      return FALSE;
  if (why)
    g_propagate_error(error, why);
  return !why;
}
