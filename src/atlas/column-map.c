/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/statement.h"

gboolean ty_atlas_set_column_map(TyAtlas *atlas, const char *kind, const char *headings,
                                 const char *map, GError **error) {
  if (!*map)
    return ty_atlas_write(atlas, error, "DELETE FROM column_map WHERE kind = ? AND headings = ?",
                          "ss", kind, headings);
  return ty_atlas_write(atlas, error, "INSERT OR REPLACE INTO column_map VALUES (?, ?, ?)", "sss",
                        kind, headings, map);
}

char *ty_atlas_column_map(TyAtlas *atlas, const char *kind, const char *headings) {
  g_autoptr(sqlite3_stmt) row =
      ty_atlas_query(atlas, NULL, "SELECT map FROM column_map WHERE kind = ? AND headings = ?",
                     "ss", kind, headings);
  return row && ty_atlas_next(atlas, row, NULL) ? g_strdup(ty_column_text(row, 0)) : NULL;
}

gboolean ty_atlas_has_column_maps(TyAtlas *atlas, const char *kind) {
  return ty_atlas_number(atlas, 0, "SELECT count(*) FROM column_map WHERE kind = ?", "s", kind) > 0;
}

gboolean ty_atlas_each_column_map(TyAtlas *atlas, TyColumnMapFunc func, gpointer data,
                                  GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error, "SELECT kind, headings, map FROM column_map ORDER BY kind, headings", "");
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why))
    if (!func(ty_column_text(row, 0), ty_column_text(row, 1), ty_column_text(row, 2), data, error))
      return FALSE;
  if (why)
    g_propagate_error(error, why);
  return !why;
}
