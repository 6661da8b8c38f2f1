/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/position.h"

#include <math.h>
#include <tuyou/route.h>

gboolean ty_position_to_wgs84(const char *crs, double lat_deg, double lon_deg,
                              double *wgs84_lat_deg, double *wgs84_lon_deg, GError **error) {
  TyPoint point = {lat_deg, lon_deg};
  TyCrs from;

  if (!ty_crs_parse(crs, &from)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "crs is %s, expected WGS84, GCJ02 or BD09", crs);
    return FALSE;
  }
  point = ty_point_convert(point, from, TY_CRS_WGS84);
  *wgs84_lat_deg = point.lat_deg;
  *wgs84_lon_deg = point.lon_deg;
  return TRUE;
}

/* Coordinates come the most trusted first: the first of an entity is its position. */
static gboolean take_coordinate(const TyCoordinate *coordinate, const char *name, gpointer data,
                                GError **error) {
  TyPosition *position = data;
  (void) name, (void) error;

  if (isnan(position->lat_deg) && coordinate->confidence >= TY_POSITION_TRUST)
    *position =
        (TyPosition){coordinate->wgs84_lat_deg, coordinate->wgs84_lon_deg, coordinate->confidence};
  return TRUE;
}

TyPosition *ty_positions_of(TyWorkspace *workspace, const gint64 *ids, gsize n, GError **error) {
  g_autofree TyPosition *positions = g_new(TyPosition, MAX(n, 1));

  for (gsize i = 0; i < n; i++) {
    positions[i] = (TyPosition){NAN, NAN, 0};
    if (!ty_atlas_each_coordinate(workspace->atlas, ids[i], take_coordinate, &positions[i], error))
      return NULL;
  }
  return g_steal_pointer(&positions);
}

gboolean ty_is_county_seat(const char *name) {
  return g_str_has_suffix(name, "县城") || g_str_has_suffix(name, "城区");
}

typedef struct {
  GHashTable *county_of; /* gint64 id → county */
  GHashTable *seats;     /* county → TyPosition */
} Seats;

static gboolean note_county(const TyEntity *entity, gpointer data, GError **error) {
  Seats *seats = data;
  (void) error;
  if (entity->county)
    g_hash_table_insert(seats->county_of, g_memdup2(&entity->id, sizeof entity->id),
                        g_strdup(entity->county));
  return TRUE;
}

static gboolean note_seat(const TyCoordinate *coordinate, const char *name, gpointer data,
                          GError **error) {
  Seats *seats = data;
  const char *county = g_hash_table_lookup(seats->county_of, &coordinate->entity);
  TyPosition seat = {coordinate->wgs84_lat_deg, coordinate->wgs84_lon_deg, coordinate->confidence};
  (void) error;

  if (county && ty_is_county_seat(name) && coordinate->confidence >= TY_POSITION_TRUST &&
      !g_hash_table_contains(seats->seats, county))
    g_hash_table_insert(seats->seats, g_strdup(county), g_memdup2(&seat, sizeof seat));
  return TRUE;
}

TyPosition *ty_county_seats_of(TyWorkspace *workspace, const gint64 *ids, gsize n, GError **error) {
  g_autoptr(GHashTable) county_of =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr(GHashTable) by_county = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Seats seats = {county_of, by_county};

  if (!ty_atlas_each_entity(workspace->atlas, NULL, NULL, note_county, &seats, error) ||
      !ty_atlas_each_coordinate(workspace->atlas, 0, note_seat, &seats, error))
    return NULL;
  TyPosition *found = g_new(TyPosition, MAX(n, 1));
  for (gsize i = 0; i < n; i++) {
    const char *county = g_hash_table_lookup(county_of, &ids[i]);
    const TyPosition *seat = county ? g_hash_table_lookup(by_county, county) : NULL;
    found[i] = seat ? *seat : (TyPosition){NAN, NAN, 0};
  }
  return found;
}

double ty_position_distance_m(const TyPosition *a, const TyPosition *b) {
  if (isnan(a->lat_deg) || isnan(b->lat_deg))
    return NAN;
  return ty_point_distance_m((TyPoint){a->lat_deg, a->lon_deg}, (TyPoint){b->lat_deg, b->lon_deg});
}
