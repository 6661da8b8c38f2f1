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

/* The way that leads on from the place before, when that is the next of the day. */
static const json_t *next_way(const TyPlannedTrip *trip, const json_t *ways, gsize *next,
                              const char *name) {
  const json_t *way = json_array_get(ways, *next);
  const char *before = trip->stops->len ? ty_trip_stop(trip, trip->stops->len - 1)->name : NULL;

  if (!way || !before || g_strcmp0(json_string_value(json_object_get(way, "from")), before) != 0 ||
      g_strcmp0(json_string_value(json_object_get(way, "to")), name) != 0)
    return NULL;
  ++*next;
  return way;
}

static double number_of(const json_t *way, const char *key) {
  const json_t *value = json_object_get(way, key);
  return json_is_number(value) ? json_number_value(value) : 0;
}

static gboolean add_stop(TyWorkspace *workspace, TyPlannedTrip *trip, TyTripStop added,
                         const json_t *way, GError **error) {
  gint64 id = ty_workspace_entity(workspace, added.name, error);

  if (id == 0)
    return FALSE;
  added.lon_deg = added.lat_deg = added.leg_m = NAN;
  added.leg_s = TY_NO_TIME;
  if (way) {
    added.leg_m = 1000 * number_of(way, "km");
    added.leg_s = 60 * (gint32) number_of(way, "minutes");
    added.leg_origin = origin_of(way);
    added.leg_mode = json_string_value(json_object_get(way, "mode"));
    added.leg_depart_s = seconds_of(way, "departs");
    added.leg_arrive_s = seconds_of(way, "arrives");
    added.leg_cny = number_of(way, "cny");
    added.leg_co2_kg = number_of(way, "co2_kg");
  }
  g_array_append_val(trip->stops, added);
  g_array_append_val(trip->entities, id);
  return TRUE;
}

static TyTripStop visit_of(guint day, const json_t *stop) {
  return (TyTripStop){.name = json_string_value(json_object_get(stop, "name")),
                      .day = day,
                      .arrive_s = seconds_of(stop, "begin"),
                      .depart_s = seconds_of(stop, "depart"),
                      .dwell_s = 60 * (gint32) number_of(stop, "dwell_minutes")};
}

static TyTripStop place_of(guint day, const char *name, TyTripRole role, gint32 arrive_s,
                           gint32 depart_s) {
  return (TyTripStop){.name = name,
                      .day = day,
                      .arrive_s = arrive_s,
                      .depart_s = depart_s,
                      .dwell_s = TY_NO_TIME,
                      .role = role};
}

/* Where a day ends, when that is not at its last stop. */
static gboolean add_end(TyWorkspace *workspace, TyPlannedTrip *trip, guint d, const json_t *day,
                        const json_t *ways, gsize next, GError **error) {
  const char *night = json_string_value(json_object_get(day, "sleeps_at"));
  const char *end = json_string_value(json_object_get(day, "ends_at"));
  gboolean back = json_object_get(day, "back_at") != NULL;
  const char *name = night  ? night
                     : end  ? end
                     : back ? json_string_value(json_object_get(trip->answer, "start"))
                            : NULL;
  const json_t *way = name ? next_way(trip, ways, &next, name) : NULL;

  return !way || add_stop(workspace, trip,
                          place_of(d, name, night ? TY_TRIP_NIGHT : TY_TRIP_END,
                                   seconds_of(way, "arrives"), TY_NO_TIME),
                          way, error);
}

/* A day: its start, when none was before, its stops, and where it ends. */
static gboolean add_day(TyWorkspace *workspace, TyPlannedTrip *trip, guint d, const json_t *day,
                        GError **error) {
  const json_t *ways = json_object_get(day, "ways");
  const char *start = json_string_value(json_object_get(day, "sets_out_from"));
  json_t *stop;
  gsize i, next = 0;

  if (start && trip->stops->len == 0 && json_array_size(ways) > 0 &&
      !add_stop(workspace, trip,
                place_of(d, start, TY_TRIP_START, TY_NO_TIME,
                         seconds_of(json_array_get(ways, 0), "departs")),
                NULL, error))
    return FALSE;
  json_array_foreach(json_object_get(day, "stops"), i, stop) {
    TyTripStop added = visit_of(d, stop);
    if (!add_stop(workspace, trip, added, next_way(trip, ways, &next, added.name), error))
      return FALSE;
  }
  return add_end(workspace, trip, d, day, ways, next, error);
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

/* Roads are drawn where they start and end near the places, and are about as long as the leg is
 * said to be. */
#define FAR_FROM_ROAD_M 2000
#define ODD_LENGTH 1.6

/* The road from the stop before, from door to door: that of the leg, or of a leg whose length comes
 * from elsewhere the fastest. Trains do not go on roads. */
static void draw_leg(const TyWorkspace *workspace, TyPlannedTrip *trip, guint to) {
  const TyTripStop *from = ty_trip_stop(trip, to - 1);
  TyTripStop *stop = &g_array_index(trip->stops, TyTripStop, to);
  TyPoint ends[] = {{from->lat_deg, from->lon_deg}, {stop->lat_deg, stop->lon_deg}};
  TyRoadSnap snaps[2];
  TyRoadDistance distance;

  if (isnan(stop->leg_m) || g_strcmp0(stop->leg_mode, "train") == 0)
    return;
  for (int e = 0; e < 2; e++)
    if (!ty_roads_snap(workspace->roads, ends[e], &snaps[e]) ||
        (snaps[e].distance_m > FAR_FROM_ROAD_M && stop->leg_origin != TY_ORIGIN_ROAD))
      return;
  g_autoptr(GArray) way = ty_roads_way(workspace->roads, &snaps[0], &snaps[1], &distance);
  double length_m = way ? distance.length_dm / 10. : 0;
  if (!way || (stop->leg_origin != TY_ORIGIN_ROAD && (length_m > stop->leg_m * ODD_LENGTH + 1000 ||
                                                      length_m * ODD_LENGTH + 1000 < stop->leg_m)))
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

/* The entities of a trip, each once; `of`: the number of each stop's. */
static GArray *each_once(const TyPlannedTrip *trip, guint *of) {
  GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));

  for (guint i = 0; i < trip->entities->len; i++) {
    gint64 id = g_array_index(trip->entities, gint64, i);
    of[i] = 0;
    while (of[i] < ids->len && g_array_index(ids, gint64, of[i]) != id)
      of[i]++;
    if (of[i] == ids->len)
      g_array_append_val(ids, id);
  }
  return ids;
}

static gboolean place_stops(TyWorkspace *workspace, TyPlannedTrip *trip, const char *legs,
                            GError **error) {
  g_autofree guint *of = g_new0(guint, trip->stops->len + 1);
  g_autoptr(GArray) ids = each_once(trip, of);
  guint n = ids->len;
  g_autofree TyPosition *known =
      ty_positions_of(workspace, (const gint64 *) (gpointer) ids->data, n, error);
  g_autofree TyPosition *seats =
      known ? ty_county_seats_of(workspace, (const gint64 *) (gpointer) ids->data, n, error) : NULL;
  g_autoptr(TyReach) reach = seats ? ty_reach_new(workspace, legs, ids, 0, error) : NULL;
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
  for (guint i = 0; i < trip->stops->len; i++) {
    TyTripStop *stop = &g_array_index(trip->stops, TyTripStop, i);
    stop->lat_deg = lat[of[i]];
    stop->lon_deg = lon[of[i]];
    stop->position_estimated = placed[of[i]] || seated[of[i]];
  }
  for (guint i = 1; workspace->roads && i < trip->stops->len; i++)
    if (!isnan(known[of[i - 1]].lat_deg) && !isnan(known[of[i]].lat_deg) && of[i - 1] != of[i])
      draw_leg(workspace, trip, i);
  return TRUE;
}

TyPlannedTrip *ty_trip_new(TyWorkspace *workspace, const TyPlanRequest *request, GError **error) {
  g_autoptr(TyPlannedTrip) trip = g_new0(TyPlannedTrip, 1);
  json_t *day;
  gsize d;

  trip->stops = g_array_new(FALSE, FALSE, sizeof(TyTripStop));
  trip->entities = g_array_new(FALSE, FALSE, sizeof(gint64));
  trip->paths = g_ptr_array_new_with_free_func(g_free);
  trip->answer = ty_plan(workspace, request, error);
  if (!trip->answer)
    return NULL;
  json_array_foreach(json_object_get(trip->answer, "days"), d,
                     day) if (!add_day(workspace, trip, (guint) d + 1, day, error)) return NULL;
  trip->name = g_strdup_printf("%s · %u 天 · %g 公里", request->theme ? request->theme : "线路",
                               (guint) json_array_size(json_object_get(trip->answer, "days")),
                               json_number_value(json_object_get(trip->answer, "total_km")));
  gboolean chosen = json_object_get(trip->answer, "wishes") != NULL;
  const char *legs = request->legs ? request->legs : chosen ? "estimated" : NULL;
  return place_stops(workspace, trip, legs, error) ? g_steal_pointer(&trip) : NULL;
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
