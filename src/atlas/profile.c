/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/statement.h"

gboolean ty_atlas_add_profile(TyAtlas *atlas, const TyProfileRow *profile, GError **error) {
  return ty_atlas_write(atlas, error, "INSERT OR REPLACE INTO profile VALUES (?, ?, ?, ?)", "ssss",
                        profile->id, profile->label, profile->source, profile->content);
}

gboolean ty_atlas_drop_profile(TyAtlas *atlas, const char *id, gboolean *was_there,
                               GError **error) {
  *was_there = ty_atlas_number(atlas, 0, "SELECT 1 FROM profile WHERE id = ?", "s", id) == 1;
  return ty_atlas_write(atlas, error, "DELETE FROM profile WHERE id = ?", "s", id);
}

gboolean ty_atlas_each_profile(TyAtlas *atlas, const char *id, TyProfileFunc func, gpointer data,
                               GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(atlas, error,
                                               "SELECT id, label, source, content FROM profile"
                                               " WHERE ?1 IS NULL OR id = ?1 ORDER BY id",
                                               "t", id);
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyProfileRow profile = {ty_column_text(row, 0), ty_column_text(row, 1), ty_column_text(row, 2),
                            ty_column_text(row, 3)};
    if (!func(&profile, data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}
