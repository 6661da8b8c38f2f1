/* SPDX-License-Identifier: Apache-2.0 */
/* Facts as nothing but pairs of entities, for walks through the whole graph. */
#include "atlas/statement.h"

gboolean ty_atlas_each_relation(TyAtlas *atlas, TyRelationFunc func, gpointer data,
                                GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error, "SELECT subject, object FROM fact WHERE object IS NOT NULL ORDER BY object",
      "");
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why))
    func(sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), data);
  if (why)
    g_propagate_error(error, why);
  return !why;
}

/* One row more than is wanted tells whether there are more. */
static gboolean each_side(TyAtlas *atlas, const char *sql, gint64 entity, gint64 n_most,
                          TyRelationFunc func, gpointer data, gboolean *cut, GError **error) {
  sqlite3_stmt *row = ty_atlas_kept_query(atlas, sql, "ii", entity, n_most + 1);
  GError *why = NULL;

  if (!row)
    return ty_atlas_fail(atlas, "ask", error);
  for (gint64 n = 0; ty_atlas_next(atlas, row, &why); n++) {
    if (n == n_most)
      *cut = TRUE;
    else
      func(sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), data);
  }
  sqlite3_reset(row);
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_each_neighbour(TyAtlas *atlas, gint64 entity, gint64 n_most, TyRelationFunc func,
                                 gpointer data, gboolean *cut, GError **error) {
  *cut = FALSE;
  return each_side(atlas,
                   "SELECT subject, object FROM fact WHERE subject = ?1 AND object IS NOT NULL"
                   " LIMIT ?2",
                   entity, n_most, func, data, cut, error) &&
         each_side(atlas, "SELECT subject, object FROM fact WHERE object = ?1 LIMIT ?2", entity,
                   n_most, func, data, cut, error);
}
