/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"
#include <tuyou/export.h>

#include <jansson.h>
#include <math.h>
#include <string.h>

static const double road_lon[] = {105.3432114, 105.33, 105.3344334};
static const double road_lat[] = {30.0895761, 30.15, 30.2412629};

static const TyTripStop stops[] = {
    {.name = "宝顶山",
     .day = 1,
     .lon_deg = 105.79772849,
     .lat_deg = 29.7572619,
     .arrive_s = 32400,
     .depart_s = 39600,
     .dwell_s = TY_NO_TIME,
     .leg_m = NAN,
     .leg_s = TY_NO_TIME},
    {.name = "华严洞 \"大般若洞\"\\\n",
     .day = 1,
     .lon_deg = NAN,
     .lat_deg = NAN,
     .arrive_s = TY_NO_TIME,
     .depart_s = TY_NO_TIME,
     .dwell_s = 5400,
     .leg_m = 24000,
     .leg_s = 2160,
     .leg_origin = TY_ORIGIN_PUBLISHED},
    {.name = "圆觉洞",
     .day = 2,
     .lon_deg = 105.343211,
     .lat_deg = 30.089576,
     .position_estimated = TRUE,
     .arrive_s = TY_NO_TIME,
     .depart_s = TY_NO_TIME,
     .dwell_s = TY_NO_TIME,
     .leg_m = NAN,
     .leg_s = TY_NO_TIME,
     .note = "冬季免费"},
    {.name = "木门寺",
     .day = 2,
     .lon_deg = 105.334433,
     .lat_deg = 30.241263,
     .arrive_s = TY_NO_TIME,
     .depart_s = TY_NO_TIME,
     .dwell_s = TY_NO_TIME,
     .leg_m = 22360.4,
     .leg_s = 1830,
     .leg_origin = TY_ORIGIN_ROAD,
     .lon_path_deg = road_lon,
     .lat_path_deg = road_lat,
     .n_path = 3},
    {.name = "卧佛院",
     .day = 2,
     .lon_deg = -0.0000001,
     .lat_deg = 30,
     .arrive_s = TY_NO_TIME,
     .depart_s = TY_NO_TIME,
     .dwell_s = TY_NO_TIME,
     .leg_m = 11000,
     .leg_s = TY_NO_TIME,
     .leg_origin = TY_ORIGIN_INFERRED},
};
static const TyTrip trip = {"石刻线 </script>", NULL, stops, G_N_ELEMENTS(stops)};

static json_t *parse(GBytes *bytes) {
  gsize length;
  const char *text = g_bytes_get_data(bytes, &length);
  json_error_t problem;
  json_t *json = json_loadb(text, length, JSON_REJECT_DUPLICATES, &problem);

  g_assert_nonnull(json);
  return json;
}

static const char *text_at(json_t *object, const char *key) {
  return json_string_value(json_object_get(object, key));
}

static void check_position(json_t *position, double lon_deg, double lat_deg) {
  g_assert_cmpuint(json_array_size(position), ==, 2);
  g_assert_cmpfloat_with_epsilon(json_number_value(json_array_get(position, 0)), lon_deg, 5.1e-7);
  g_assert_cmpfloat_with_epsilon(json_number_value(json_array_get(position, 1)), lat_deg, 5.1e-7);
}

static void check_stop(json_t *feature, const TyTripStop *stop, gsize number) {
  json_t *properties = json_object_get(feature, "properties");
  json_t *geometry = json_object_get(feature, "geometry");

  g_assert_cmpstr(text_at(feature, "type"), ==, "Feature");
  g_assert_cmpstr(text_at(properties, "kind"), ==, "stop");
  g_assert_cmpstr(text_at(properties, "name"), ==, stop->name);
  g_assert_cmpstr(text_at(properties, "note"), ==, stop->note);
  g_assert_cmpint(json_integer_value(json_object_get(properties, "number")), ==, number);
  g_assert_cmpint(json_integer_value(json_object_get(properties, "day")), ==, stop->day);
  if (isnan(stop->lon_deg)) {
    g_assert_true(json_is_null(geometry));
    g_assert_null(text_at(properties, "position_origin"));
  } else {
    g_assert_cmpstr(text_at(geometry, "type"), ==, "Point");
    check_position(json_object_get(geometry, "coordinates"), stop->lon_deg, stop->lat_deg);
    g_assert_cmpstr(text_at(properties, "position_origin"), ==,
                    stop->position_estimated ? "estimated" : "published");
  }
}

/* What goes in comes out: legs and stops in turn, unknown things left out. */
static void test_says_what_it_was_given(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = ty_export_geojson(&trip, &error);
  g_assert_no_error(error);
  json_t *root = parse(bytes), *features = json_object_get(root, "features");

  g_assert_cmpstr(text_at(root, "type"), ==, "FeatureCollection");
  g_assert_cmpstr(text_at(root, "name"), ==, trip.name);
  g_assert_null(json_object_get(root, "crs"));
  g_assert_cmpuint(json_array_size(features), ==, 2 * trip.n_stops - 1);
  for (gsize i = 0; i < trip.n_stops; i++)
    check_stop(json_array_get(features, 2 * i), &stops[i], i + 1);

  json_t *first = json_object_get(json_array_get(features, 0), "properties");
  g_assert_cmpstr(text_at(first, "arrive"), ==, "09:00");
  g_assert_cmpstr(text_at(first, "depart"), ==, "11:00");
  g_assert_cmpint(json_integer_value(json_object_get(first, "dwell_minutes")), ==, 120);

  json_t *lost = json_array_get(features, 1), *known = json_object_get(lost, "properties");
  g_assert_true(json_is_null(json_object_get(lost, "geometry")));
  g_assert_cmpstr(text_at(known, "from"), ==, "宝顶山");
  g_assert_cmpstr(text_at(known, "origin"), ==, "published");
  g_assert_cmpfloat(json_number_value(json_object_get(known, "km")), ==, 24);
  g_assert_cmpint(json_integer_value(json_object_get(known, "minutes")), ==, 36);

  json_t *unknown = json_object_get(json_array_get(features, 3), "properties");
  g_assert_null(json_object_get(unknown, "km"));
  g_assert_null(json_object_get(unknown, "origin"));

  json_t *road = json_object_get(json_array_get(features, 5), "geometry");
  g_assert_cmpstr(text_at(road, "type"), ==, "LineString");
  for (gsize i = 0; i < 3; i++)
    check_position(json_array_get(json_object_get(road, "coordinates"), i), road_lon[i],
                   road_lat[i]);
  g_assert_cmpfloat(json_number_value(json_object_get(
                        json_object_get(json_array_get(features, 5), "properties"), "km")),
                    ==, 22.36);
  json_decref(root);
}

/* Six decimals and no more, on random tours; the same bytes each time. */
static void test_rounds_to_six_decimals(void) {
  TyRandom random = ty_random(11, 0);
  g_autoptr(GRegex) seven = g_regex_new("\\[[^\\]]*\\.[0-9]{7}", 0, 0, NULL);

  for (int round = 0; round < 200; round++) {
    TyTripStop made[8];
    gsize n = 1 + ty_random_below(&random, 8);
    for (gsize i = 0; i < n; i++)
      made[i] = (TyTripStop){.name = "地点",
                             .day = 1,
                             .arrive_s = TY_NO_TIME,
                             .lon_deg = -180 + 360 * ty_random_double(&random),
                             .lat_deg = -90 + 180 * ty_random_double(&random),
                             .depart_s = TY_NO_TIME,
                             .dwell_s = TY_NO_TIME,
                             .leg_m = NAN,
                             .leg_s = TY_NO_TIME};
    TyTrip drawn = {"线", NULL, made, n};
    g_autoptr(GBytes) once = ty_export_geojson(&drawn, NULL);
    g_autoptr(GBytes) twice = ty_export_geojson(&drawn, NULL);
    g_assert_true(g_bytes_equal(once, twice));
    gsize length;
    const char *text = g_bytes_get_data(once, &length);
    g_assert_false(g_regex_match_full(seven, text, (gssize) length, 0, 0, NULL, NULL));
    json_t *root = parse(once);
    for (gsize i = 0; i < n; i++)
      check_stop(json_array_get(json_object_get(root, "features"), 2 * i), &made[i], i + 1);
    json_decref(root);
  }
}

static void expect_error(const TyTrip *bad, const char *part) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = ty_export_geojson(bad, &error);

  g_assert_null(bytes);
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, part));
}

static void test_refuses_what_is_no_tour(void) {
  TyTripStop one = stops[0], two[2] = {stops[0], stops[0]};
  TyTrip bad = {"线", NULL, &one, 1};

  expect_error(&(TyTrip){"线", NULL, NULL, 0}, "no stops");
  expect_error(&(TyTrip){NULL, NULL, &one, 1}, "name");
  one.lat_deg = 105.7;
  expect_error(&bad, "stop 1 (宝顶山) lies at longitude 105.798, latitude 105.7");
  one = stops[0];
  one.lon_deg = NAN;
  expect_error(&bad, "or both unknown");
  one = stops[0];
  one.name = "\xe5";
  expect_error(&bad, "not UTF-8");
  one = stops[0];
  one.name = "";
  expect_error(&bad, "stop 1 has no name");
  one = stops[0];
  one.leg_m = -5;
  expect_error(&bad, "is -5 m long");
  two[0].day = 2;
  expect_error(&(TyTrip){"线", NULL, two, 2}, "stop 2 (宝顶山) is on day 1");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/export/geojson/says-what-it-was-given", test_says_what_it_was_given);
  g_test_add_func("/export/geojson/rounds", test_rounds_to_six_decimals);
  g_test_add_func("/export/geojson/refuses", test_refuses_what_is_no_tour);
  return g_test_run();
}
