/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/statement.h"

#include <math.h>

gboolean ty_atlas_add_coordinate(TyAtlas *atlas, const TyCoordinate *coordinate, GError **error) {
  return ty_atlas_write(atlas, error,
                        "INSERT INTO coordinate (entity, lat_deg, lon_deg, crs, wgs84_lat_deg,"
                        " wgs84_lon_deg, confidence, citation, source, line)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        "iddsdddtri", coordinate->entity, coordinate->lat_deg, coordinate->lon_deg,
                        coordinate->crs, coordinate->wgs84_lat_deg, coordinate->wgs84_lon_deg,
                        coordinate->confidence, coordinate->citation, coordinate->source,
                        coordinate->line);
}

gboolean ty_atlas_each_coordinate(TyAtlas *atlas, gint64 entity, TyCoordinateFunc func,
                                  gpointer data, GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error,
      "SELECT entity, lat_deg, lon_deg, crs, wgs84_lat_deg, wgs84_lon_deg, confidence, citation,"
      " ifnull(source, 0), line, name FROM coordinate JOIN entity ON entity.id = entity"
      " WHERE ?1 IS NULL OR entity = ?1 ORDER BY entity, confidence DESC, coordinate.id",
      "r", entity);
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyCoordinate coordinate = {sqlite3_column_int64(row, 0),  sqlite3_column_double(row, 1),
                               sqlite3_column_double(row, 2), ty_column_text(row, 3),
                               sqlite3_column_double(row, 4), sqlite3_column_double(row, 5),
                               sqlite3_column_double(row, 6), ty_column_text(row, 7),
                               sqlite3_column_int64(row, 8),  sqlite3_column_int64(row, 9)};
    if (!func(&coordinate, ty_column_text(row, 10), data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_add_leg(TyAtlas *atlas, const TyAtlasLeg *leg, GError **error) {
  return ty_atlas_write(atlas, error,
                        "INSERT INTO leg (a, b, length_m, duration_s, mode, origin, confidence,"
                        " citation, theme, note, source, line)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        "iiddssdtttri", leg->a, leg->b, leg->length_m, leg->duration_s, leg->mode,
                        leg->origin, leg->confidence, leg->citation, leg->theme, leg->note,
                        leg->source, leg->line);
}

gboolean ty_atlas_each_leg(TyAtlas *atlas, TyAtlasLegFunc func, gpointer data, GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error,
      "SELECT leg.id, a, b, length_m, duration_s, mode, origin, confidence, citation, theme, note,"
      " ifnull(source, 0), line, x.name, y.name, source.name FROM leg"
      " JOIN entity AS x ON x.id = a JOIN entity AS y ON y.id = b"
      " LEFT JOIN source ON source.id = source ORDER BY leg.id",
      "");
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyAtlasLeg leg = {
        .id = sqlite3_column_int64(row, 0),
        .a = sqlite3_column_int64(row, 1),
        .b = sqlite3_column_int64(row, 2),
        .length_m = sqlite3_column_double(row, 3),
        .duration_s =
            sqlite3_column_type(row, 4) == SQLITE_NULL ? NAN : sqlite3_column_double(row, 4),
        .mode = ty_column_text(row, 5),
        .origin = ty_column_text(row, 6),
        .confidence = sqlite3_column_double(row, 7),
        .citation = ty_column_text(row, 8),
        .theme = ty_column_text(row, 9),
        .note = ty_column_text(row, 10),
        .source = sqlite3_column_int64(row, 11),
        .line = sqlite3_column_int64(row, 12),
        .a_name = ty_column_text(row, 13),
        .b_name = ty_column_text(row, 14),
    };
    if (!func(&leg, ty_column_text(row, 15), data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_add_theme_site(TyAtlas *atlas, const TyThemeSite *site, GError **error) {
  return ty_atlas_write(atlas, error,
                        "INSERT OR REPLACE INTO theme_site (theme, entity, optional, weight,"
                        " source, line) VALUES (?, ?, ?, ?, ?, ?)",
                        "sibdri", site->theme, site->entity, site->optional, site->weight,
                        site->source, site->line);
}

gboolean ty_atlas_each_theme_site(TyAtlas *atlas, const char *theme, TyThemeSiteFunc func,
                                  gpointer data, GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error,
      "SELECT theme, entity, optional, weight, ifnull(source, 0), line, name FROM theme_site"
      " JOIN entity ON entity.id = entity WHERE ?1 IS NULL OR theme = ?1 ORDER BY theme_site.id",
      "t", theme);
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyThemeSite site = {ty_column_text(row, 0),       sqlite3_column_int64(row, 1),
                        sqlite3_column_int(row, 2),   sqlite3_column_double(row, 3),
                        sqlite3_column_int64(row, 4), sqlite3_column_int64(row, 5),
                        ty_column_text(row, 6)};
    if (!func(&site, data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

gboolean ty_atlas_add_calendar(TyAtlas *atlas, const TyCalendarRow *row, GError **error) {
  return ty_atlas_write(atlas, error,
                        "INSERT INTO calendar (event, kind, entity, county, calendar, first, last,"
                        " hours, confidence, citation, note, source, line)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        "strtssstdttri", row->event, row->kind, row->entity, row->county,
                        row->calendar, row->from, row->to, row->hours, row->confidence,
                        row->citation, row->note, row->source, row->line);
}

gboolean ty_atlas_each_calendar(TyAtlas *atlas, gint64 entity, TyCalendarFunc func, gpointer data,
                                GError **error) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, error,
      "SELECT event, kind, ifnull(entity, 0), county, calendar, first, last, hours, confidence,"
      " citation, note, ifnull(source, 0), line FROM calendar"
      " WHERE ?1 IS NULL OR entity = ?1 ORDER BY id",
      "r", entity);
  GError *why = NULL;

  if (!row)
    return FALSE;
  while (ty_atlas_next(atlas, row, &why)) {
    TyCalendarRow event = {.event = ty_column_text(row, 0),
                           .kind = ty_column_text(row, 1),
                           .entity = sqlite3_column_int64(row, 2),
                           .county = ty_column_text(row, 3),
                           .calendar = ty_column_text(row, 4),
                           .from = ty_column_text(row, 5),
                           .to = ty_column_text(row, 6),
                           .hours = ty_column_text(row, 7),
                           .confidence = sqlite3_column_double(row, 8),
                           .citation = ty_column_text(row, 9),
                           .note = ty_column_text(row, 10),
                           .source = sqlite3_column_int64(row, 11),
                           .line = sqlite3_column_int64(row, 12)};
    if (!func(&event, data, error))
      return FALSE;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}
