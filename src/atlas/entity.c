/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/load.h"

/* In a bulk load what the table of names does not have is new. */
static gint64 insert_entity(TyAtlas *atlas, const TyEntity *entity, GError **error) {
  if (!ty_atlas_write(atlas, error,
                      "INSERT INTO entity (name, kind, category, county) VALUES (?, ?, ?, ?)",
                      "sstt", entity->name, entity->kind, entity->category, entity->county))
    return 0;
  gint64 id = sqlite3_last_insert_rowid(atlas->db);
  ty_load_note_entity(atlas->load, id, entity->name, entity->kind);
  return id;
}

gint64 ty_atlas_add_entity(TyAtlas *atlas, const TyEntity *entity, GError **error) {
  if (atlas->load && !ty_names_find(atlas->load->names, entity->name))
    return insert_entity(atlas, entity, error);
  if (!ty_atlas_write(atlas, error,
                      "INSERT INTO entity (name, kind, category, county) VALUES (?1, ?2, ?3, ?4)"
                      " ON CONFLICT (name) DO UPDATE SET category = ifnull(category, ?3),"
                      " county = ifnull(county, ?4)",
                      "sstt", entity->name, entity->kind, entity->category, entity->county))
    return 0;
  return ty_atlas_entity_by_name(atlas, entity->name);
}

gboolean ty_atlas_add_alias(TyAtlas *atlas, gint64 entity, const char *alias, const char *key,
                            GError **error) {
  if (atlas->load)
    return ty_atlas_write(atlas, error, "INSERT OR IGNORE INTO alias VALUES (?, ?, ?, ?)", "iiss",
                          entity, (gint64) (ty_names_find(atlas->load->names, alias) != entity),
                          alias, key);
  return ty_atlas_write(atlas, error,
                        "INSERT OR IGNORE INTO alias (entity, rank, alias, key)"
                        " SELECT id, name <> ?2, ?2, ?3 FROM entity WHERE id = ?1",
                        "iss", entity, alias, key);
}

gint64 ty_atlas_entity_by_name(TyAtlas *atlas, const char *name) {
  return atlas->load
             ? ty_names_find(atlas->load->names, name)
             : ty_atlas_kept_number(atlas, 0, "SELECT id FROM entity WHERE name = ?", "s", name);
}

static gboolean each_entity(TyAtlas *atlas, sqlite3_stmt *row, TyEntityFunc func, gpointer data,
                            GError **error) {
  GError *why = NULL;

  while (ty_atlas_next(atlas, row, &why)) {
    TyEntity entity = {sqlite3_column_int64(row, 0), ty_column_text(row, 1), ty_column_text(row, 2),
                       ty_column_text(row, 3), ty_column_text(row, 4)};
    if (!func(&entity, data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_entity(TyAtlas *atlas, gint64 id, TyEntityFunc func, gpointer data,
                         GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error, "SELECT id, name, kind, category, county FROM entity WHERE id = ?", "i", id);
  return row && each_entity(atlas, row, func, data, error);
}

gboolean ty_atlas_each_entity(TyAtlas *atlas, const char *kind, const char *county,
                              TyEntityFunc func, gpointer data, GError **error) {
  g_autoptr(sqlite3_stmt) row =
      ty_atlas_query(atlas, error,
                     "SELECT id, name, kind, category, county FROM entity"
                     " WHERE (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR county = ?2) ORDER BY id",
                     "tt", kind, county);
  return row && each_entity(atlas, row, func, data, error);
}

gboolean ty_atlas_each_named(TyAtlas *atlas, const char *key, TyEntityFunc func, gpointer data,
                             GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(atlas, error,
                                               "SELECT id, name, kind, category, county FROM entity"
                                               " JOIN alias ON alias.entity = id WHERE key = ?"
                                               " GROUP BY id ORDER BY min(rank), id",
                                               "s", key);
  return row && each_entity(atlas, row, func, data, error);
}

gboolean ty_atlas_each_alias(TyAtlas *atlas, gint64 entity, TyAliasFunc func, gpointer data,
                             GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(atlas, error,
                                               "SELECT entity, alias FROM alias"
                                               " WHERE ?1 IS NULL OR entity = ?1"
                                               " ORDER BY entity, rank, alias",
                                               "r", entity);
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why))
    if (!func(sqlite3_column_int64(row, 0), ty_column_text(row, 1), data, error))
      return FALSE;
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_each_named_count(TyAtlas *atlas, const char *kind, TyNamedCountFunc func,
                                   gpointer data, GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error,
      "SELECT id, name, kind, category, county, n, n_documents FROM"
      " (SELECT entity, count(*) AS n, count(DISTINCT document) AS n_documents FROM mention"
      "  GROUP BY entity) JOIN entity ON id = entity"
      " WHERE ?1 IS NULL OR kind = ?1 ORDER BY n DESC, id",
      "t", kind);
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyEntity entity = {sqlite3_column_int64(row, 0), ty_column_text(row, 1), ty_column_text(row, 2),
                       ty_column_text(row, 3), ty_column_text(row, 4)};
    if (!func(&entity, sqlite3_column_int64(row, 5), sqlite3_column_int64(row, 6), data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}
