/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/trip.h"

#include "flow/position.h"
#include "flow/reach.h"

#include <math.h>
#include <stdio.h>
#include <tuyou/route.h>

/* Roads against straight lines, when sites are placed by road distances. */
#define PLACING_DETOUR 1.35

static gint32 seconds_of(const json_t *stop, const char *key) {
  const char *text = json_string_value(json_object_get(stop, key));
  int hour, minute;

  if (!text || sscanf(text, "%d:%d", &hour, &minute) != 2)
    return TY_NO_TIME;
  return hour * 3600 + minute * 60;
}

static TyOrigin origin_of(const json_t *leg) {
  TyOrigin origin = TY_ORIGIN_ESTIMATED;
  ty_origin_parse(json_string_value(json_object_get(leg, "origin")), &origin);
  return origin;
}

static gboolean add_stop(TyWorkspace *workspace, TyPlannedTrip *trip, guint day, const json_t *stop,
                         GError **error) {
  const json_t *legs = json_object_get(trip->answer, "legs");
  const json_t *leg = trip->stops->len ? json_array_get(legs, trip->stops->len - 1) : NULL;
  TyTripStop added = {.name = json_string_value(json_object_get(stop, "name")),
                      .day = day,
                      .arrive_s = seconds_of(stop, "begin"),
                      .depart_s = seconds_of(stop, "depart"),
                      .dwell_s =
                          60 * (gint32) json_integer_value(json_object_get(stop, "dwell_minutes")),
                      .leg_m = NAN,
                      .leg_s = TY_NO_TIME,
                      .lon_deg = NAN,
                      .lat_deg = NAN};
  gint64 id = ty_workspace_entity(workspace, added.name, error);

  if (id == 0)
    return FALSE;
  if (leg) {
    added.leg_m = 1000 * json_number_value(json_object_get(leg, "km"));
    added.leg_s = 60 * (gint32) json_number_value(json_object_get(leg, "minutes"));
    added.leg_origin = origin_of(leg);
  }
  g_array_append_val(trip->stops, added);
  g_array_append_val(trip->entities, id);
  return TRUE;
}

/* A tour of which no position is known hangs on the seats of its counties: the first stop in each
 * stands there, and the distances place the others. */
static void seat_stops(guint n, const TyPosition *seats, double *lat, double *lon,
                       gboolean *seated) {
  for (guint i = 0; i < n; i++)
    if (!isnan(lat[i]))
      return;
  for (guint i = 0; i < n; i++) {
    gboolean taken = FALSE;
    for (guint before = 0; before < i; before++)
      taken = taken || (seated[before] && seats[before].lat_deg == seats[i].lat_deg &&
                        seats[before].lon_deg == seats[i].lon_deg);
    seated[i] = !taken && !isnan(seats[i].lat_deg);
    if (seated[i]) {
      lat[i] = seats[i].lat_deg;
      lon[i] = seats[i].lon_deg;
    }
  }
}

/* The road from the stop before, where the leg is one way on roads: from door to door. */
static void draw_leg(const TyWorkspace *workspace, TyPlannedTrip *trip, const TyReach *reach,
                     guint to) {
  const TyTripStop *from = ty_trip_stop(trip, to - 1);
  TyTripStop *stop = &g_array_index(trip->stops, TyTripStop, to);
  TyPoint ends[] = {{from->lat_deg, from->lon_deg}, {stop->lat_deg, stop->lon_deg}};
  TyRoadSnap snaps[2];
  g_autoptr(GArray) legs = ty_reach_way(reach, to - 1, to);

  if (!legs || legs->len != 1 || ty_reach_origin(reach, to - 1, to) != TY_ORIGIN_ROAD ||
      !ty_roads_snap(workspace->roads, ends[0], &snaps[0]) ||
      !ty_roads_snap(workspace->roads, ends[1], &snaps[1]))
    return;
  g_autoptr(GArray) way = ty_roads_way(workspace->roads, &snaps[0], &snaps[1], NULL);
  if (!way)
    return;
  g_array_prepend_val(way, ends[0]);
  g_array_append_val(way, ends[1]);
  double *path = g_new(double, 2 * (gsize) way->len);
  for (guint i = 0; i < way->len; i++) {
    path[i] = g_array_index(way, TyPoint, i).lon_deg;
    path[way->len + i] = g_array_index(way, TyPoint, i).lat_deg;
  }
  stop->lon_path_deg = path;
  stop->lat_path_deg = path + way->len;
  stop->n_path = way->len;
  g_ptr_array_add(trip->paths, path);
}

static gboolean place_stops(TyWorkspace *workspace, TyPlannedTrip *trip, const char *legs,
                            GError **error) {
  guint n = trip->stops->len;
  g_autofree TyPosition *known =
      ty_positions_of(workspace, (const gint64 *) trip->entities->data, n, error);
  g_autofree TyPosition *seats =
      known ? ty_county_seats_of(workspace, (const gint64 *) trip->entities->data, n, error) : NULL;
  g_autoptr(TyReach) reach = seats ? ty_reach_new(workspace, legs, trip->entities, 0, error) : NULL;
  if (!reach)
    return FALSE;
  g_autofree double *lat = g_new(double, n), *lon = g_new(double, n),
                    *dist_m = g_new(double, (gsize) n *n);
  g_autofree gboolean *placed = g_new0(gboolean, n), *seated = g_new0(gboolean, n);

  for (guint a = 0; a < n; a++) {
    lat[a] = known[a].lat_deg;
    lon[a] = known[a].lon_deg;
    for (guint b = 0; b < n; b++)
      dist_m[a * n + b] = ty_reach_m(reach, a, b);
  }
  seat_stops(n, seats, lat, lon, seated);
  ty_place_missing(n, lat, lon, dist_m, PLACING_DETOUR, placed);
  for (guint i = 0; i < n; i++) {
    TyTripStop *stop = &g_array_index(trip->stops, TyTripStop, i);
    stop->lat_deg = lat[i];
    stop->lon_deg = lon[i];
    stop->position_estimated = placed[i] || seated[i];
  }
  for (guint i = 1; workspace->roads && i < n; i++)
    if (!isnan(known[i - 1].lat_deg) && !isnan(known[i].lat_deg))
      draw_leg(workspace, trip, reach, i);
  return TRUE;
}

TyPlannedTrip *ty_trip_new(TyWorkspace *workspace, const TyPlanRequest *request, GError **error) {
  g_autoptr(TyPlannedTrip) trip = g_new0(TyPlannedTrip, 1);
  json_t *day, *stop;
  gsize d, i;

  trip->stops = g_array_new(FALSE, FALSE, sizeof(TyTripStop));
  trip->entities = g_array_new(FALSE, FALSE, sizeof(gint64));
  trip->paths = g_ptr_array_new_with_free_func(g_free);
  trip->answer = ty_plan(workspace, request, error);
  if (!trip->answer)
    return NULL;
  json_array_foreach(json_object_get(trip->answer, "days"), d, day)
      json_array_foreach(json_object_get(day, "stops"), i, stop) {
    if (!add_stop(workspace, trip, (guint) d + 1, stop, error))
      return NULL;
  }
  trip->name = g_strdup_printf("%s · %u 天 · %g 公里", request->theme ? request->theme : "线路",
                               (guint) json_array_size(json_object_get(trip->answer, "days")),
                               json_number_value(json_object_get(trip->answer, "total_km")));
  return place_stops(workspace, trip, request->legs, error) ? g_steal_pointer(&trip) : NULL;
}

void ty_trip_free(TyPlannedTrip *trip) {
  json_decref(trip->answer);
  g_array_unref(trip->stops);
  g_array_unref(trip->entities);
  g_ptr_array_unref(trip->paths);
  g_free(trip->name);
  g_free(trip);
}

const TyTripStop *ty_trip_stop(const TyPlannedTrip *trip, guint i) {
  return &g_array_index(trip->stops, TyTripStop, i);
}
