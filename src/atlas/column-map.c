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
