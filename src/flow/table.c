/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/position.h"
#include "flow/reach.h"

#include <math.h>

#define SITES_MOST 3000 /* n² cells of 32 bytes, and Dijkstra's method from each over legs */

static gboolean take_site(const TyEntity *entity, gpointer data, GError **error) {
  GArray *ids = data;
  (void) error;
  g_array_append_val(ids, entity->id);
  return TRUE;
}

static gboolean find_sites(TyWorkspace *workspace, const char *const *sites, GArray *ids,
                           GError **error) {
  for (const char *const *site = sites; site && *site; site++) {
    gint64 id = ty_workspace_entity(workspace, *site, error);
    if (id == 0)
      return FALSE;
    for (guint i = 0; i < ids->len; i++)
      if (g_array_index(ids, gint64, i) == id) {
        g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found %s twice, expected each site once",
                    *site);
        return FALSE;
      }
    g_array_append_val(ids, id);
  }
  if ((!sites || !*sites) &&
      !ty_atlas_each_entity(workspace->atlas, "site", NULL, take_site, ids, error))
    return FALSE;
  if (ids->len == 0 || ids->len > SITES_MOST) {
    g_set_error(error, TY_ERROR, ids->len ? TY_ERROR_USAGE : TY_ERROR_NOT_FOUND,
                "found %u sites, expected from 1 to %d", ids->len, SITES_MOST);
    return FALSE;
  }
  return TRUE;
}

static json_t *places_of(TyWorkspace *workspace, const TyReach *reach, GError **error) {
  g_autofree TyPosition *positions =
      ty_positions_of(workspace, (const gint64 *) reach->ids->data, reach->n_wanted, error);
  if (!positions)
    return NULL;
  json_t *places = json_array();

  for (guint32 i = 0; i < reach->n_wanted; i++) {
    json_t *place = json_pack("{s:s}", "name", reach->names->pdata[i]);
    if (!isnan(positions[i].lat_deg)) {
      json_object_set_new(place, "lat", ty_json_number(positions[i].lat_deg, 6));
      json_object_set_new(place, "lon", ty_json_number(positions[i].lon_deg, 6));
    }
    if (reach->road_m && !isnan(reach->road_m[i]))
      json_object_set_new(place, "road_m", ty_json_number(reach->road_m[i], 0));
    json_array_append_new(places, place);
  }
  return places;
}

json_t *ty_table_of_sites(TyWorkspace *workspace, const char *const *sites, const char *legs,
                          GError **error) {
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  if (!find_sites(workspace, sites, ids, error))
    return NULL;
  g_autoptr(TyReach) reach = ty_reach_new(workspace, legs ? legs : "estimated", ids, 0, error);
  json_t *places = reach ? places_of(workspace, reach, error) : NULL;
  if (!places)
    return NULL;
  json_t *metres = json_array(), *seconds = json_array(), *origins = json_array();

  for (guint32 a = 0; a < reach->n_wanted; a++) {
    json_t *row_m = json_array(), *row_s = json_array(), *row_origin = json_array();
    for (guint32 b = 0; b < reach->n_wanted; b++) {
      double m = a == b ? INFINITY : ty_reach_m(reach, a, b);
      gboolean known = isfinite(m);
      json_array_append_new(row_m, known ? ty_json_number(m, 0) : json_null());
      json_array_append_new(row_s,
                            known ? ty_json_number(ty_reach_s(reach, a, b), 0) : json_null());
      json_array_append_new(row_origin,
                            known ? json_string(ty_origin_name(ty_reach_origin(reach, a, b)))
                                  : json_null());
    }
    json_array_append_new(metres, row_m);
    json_array_append_new(seconds, row_s);
    json_array_append_new(origins, row_origin);
  }
  return json_pack("{s:o, s:o, s:o, s:o}", "places", places, "metres", metres, "seconds", seconds,
                   "origins", origins);
}
