/* SPDX-License-Identifier: Apache-2.0 */
#include "export/trip.h"

#include "base/number.h"

#include <jansson.h>
#include <math.h>

#define DEGREE_DECIMALS 6
/* json_dumps counts significant digits: 105.706452 has nine; fewer would round it. */
#define SIGNIFICANT 12

static json_t *position(double lon_deg, double lat_deg) {
  return json_pack("[f, f]", ty_number_round(lon_deg, DEGREE_DECIMALS),
                   ty_number_round(lat_deg, DEGREE_DECIMALS));
}

static void set_text(json_t *object, const char *key, const char *text) {
  if (text && *text)
    json_object_set_new(object, key, json_string(text));
}

static void set_clock(json_t *object, const char *key, gint32 time_s) {
  g_autoptr(GString) clock = g_string_new(NULL);
  ty_append_clock(clock, time_s);
  set_text(object, key, clock->str);
}

static void set_minutes(json_t *object, const char *key, gint32 time_s) {
  if (time_s != TY_NO_TIME)
    json_object_set_new(object, key, json_integer((time_s + 30) / 60));
}

static json_t *feature(json_t *geometry, json_t *properties) {
  return json_pack("{s:s, s:o, s:o}", "type", "Feature", "geometry", geometry, "properties",
                   properties);
}

static json_t *stop_feature(const TyTripStop *stop, gsize number) {
  static const char *const roles[] = {"stop", "start", "night", "end"};
  json_t *geometry = json_null(), *properties = json_object();

  if (ty_trip_has_position(stop))
    geometry = json_pack("{s:s, s:o}", "type", "Point", "coordinates",
                         position(stop->lon_deg, stop->lat_deg));
  set_text(properties, "kind", roles[stop->role]);
  if (stop->role == TY_TRIP_VISIT)
    json_object_set_new(properties, "number", json_integer((json_int_t) number));
  set_text(properties, "name", stop->name);
  json_object_set_new(properties, "day", json_integer(stop->day));
  set_clock(properties, "arrive", stop->arrive_s);
  set_clock(properties, "depart", stop->depart_s);
  set_minutes(properties, "dwell_minutes", ty_trip_dwell_s(stop));
  if (ty_trip_has_position(stop))
    set_text(properties, "position_origin", stop->position_estimated ? "estimated" : "published");
  set_text(properties, "note", stop->note);
  return feature(geometry, properties);
}

/* A line needs two points (RFC 7946, 3.1.4). */
static json_t *leg_geometry(const TyTripStop *from, const TyTripStop *to) {
  json_t *points;

  if (to->n_path < 2 && (!ty_trip_has_position(from) || !ty_trip_has_position(to)))
    return json_null();
  points = json_array();
  if (to->n_path >= 2) {
    for (gsize i = 0; i < to->n_path; i++)
      json_array_append_new(points, position(to->lon_path_deg[i], to->lat_path_deg[i]));
  } else {
    json_array_append_new(points, position(from->lon_deg, from->lat_deg));
    json_array_append_new(points, position(to->lon_deg, to->lat_deg));
  }
  return json_pack("{s:s, s:o}", "type", "LineString", "coordinates", points);
}

static json_t *leg_feature(const TyTripStop *from, const TyTripStop *to) {
  json_t *properties = json_object();

  set_text(properties, "kind", "leg");
  set_text(properties, "from", from->name);
  set_text(properties, "to", to->name);
  json_object_set_new(properties, "day", json_integer(to->day));
  if (!isnan(to->leg_m)) {
    json_object_set_new(properties, "km", json_real(ty_number_round(to->leg_m / 1000, 3)));
    set_text(properties, "origin", ty_origin_name(to->leg_origin));
  }
  set_minutes(properties, "minutes", to->leg_s);
  if (to->leg_mode) {
    set_text(properties, "mode", to->leg_mode);
    set_clock(properties, "depart", to->leg_depart_s);
    set_clock(properties, "arrive", to->leg_arrive_s);
    json_object_set_new(properties, "cny", json_real(ty_number_round(to->leg_cny, 2)));
    json_object_set_new(properties, "co2_kg", json_real(ty_number_round(to->leg_co2_kg, 2)));
  }
  return feature(leg_geometry(from, to), properties);
}

static void append_feature(GString *out, json_t *made) {
  char *text = json_dumps(made, JSON_COMPACT | JSON_REAL_PRECISION(SIGNIFICANT));

  g_string_append(out, text);
  free(text);
  json_decref(made);
}

GBytes *ty_export_geojson(const TyTrip *trip, GError **error) {
  if (!ty_trip_check(trip, error))
    return NULL;
  GString *out = g_string_new("{\"type\":\"FeatureCollection\",\"name\":");
  json_t *name = json_string(trip->name);
  char *quoted = json_dumps(name, JSON_ENCODE_ANY);

  g_string_append(out, quoted);
  free(quoted);
  json_decref(name);
  g_string_append(out, ",\"features\":[\n");
  for (gsize i = 0, number = 0; i < trip->n_stops; i++) {
    number += trip->stops[i].role == TY_TRIP_VISIT;
    if (i > 0) {
      append_feature(out, leg_feature(&trip->stops[i - 1], &trip->stops[i]));
      g_string_append(out, ",\n");
    }
    append_feature(out, stop_feature(&trip->stops[i], number));
    g_string_append(out, i + 1 < trip->n_stops ? ",\n" : "\n");
  }
  g_string_append(out, "]}\n");
  return g_string_free_to_bytes(out);
}
