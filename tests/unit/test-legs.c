/* SPDX-License-Identifier: Apache-2.0 */
/* Every way of a tour: there, complete, and adding up. */
#include "support.h"

#include <math.h>
#include <stdio.h>

/* A road of two towns, 30 km apart, with sites around each; the pond is 1 km from its hotel. */
static TyWorkspace *workspace;

static void make_workspace(void) {
  workspace = new_workspace("legs.atlas");
  import_all(workspace, "sites",
             "name,kind,lat,lon,crs,confidence,dwell_min_minutes,dwell_max_minutes\n"
             "东站,hub,30.0,105.0,wgs84,A,,\n西站,hub,30.0,105.4,wgs84,A,,\n"
             "远站,hub,31.5,107.0,wgs84,A,,\n"
             "东寺,site,30.05,105.0,wgs84,A,90,120\n东塘,nature,30.06,105.05,wgs84,A,60,90\n"
             "西寺,site,30.05,105.4,wgs84,A,90,120\n西窟,site,30.1,105.42,wgs84,A,90,120\n"
             "西楼,hub,30.06,105.41,wgs84,A,,\n东楼,hub,30.055,105.045,wgs84,A,,\n");
  import_all(workspace, "legs",
             "from,to,km,minutes,origin\n东站,东寺,6,12,published\n东寺,东塘,5,10,published\n"
             "东塘,东楼,1,3,published\n东楼,西楼,40,70,published\n西楼,西寺,3,8,published\n"
             "西寺,西窟,7,15,inferred\n西站,西寺,5,11,published\n东站,西站,42,75,published\n");
}

static json_t *plan(TyPlanRequest request) {
  g_autoptr(GError) error = NULL;
  json_t *answer = ty_plan(workspace, &request, &error);
  g_assert_no_error(error);
  return answer;
}

#define PLAN(...) ((TyPlanRequest){__VA_ARGS__})

static int minutes_of(const json_t *object, const char *key) {
  int hour, minute, read = 0;
  const char *text = text_of(object, key);
  g_assert_cmpint(sscanf(text, "%2d:%2d%n", &hour, &minute, &read), ==, 2);
  g_assert_cmpint(text[read], ==, '\0');
  return hour * 60 + minute;
}

static void check_way(const json_t *way, const char *from, int leaves, double sums[4]) {
  static const char *const keys[] = {"from", "to",     "departs", "arrives", "minutes", "km",
                                     "mode", "origin", "sources", "cny",     "co2_kg",  NULL};
  int departs = minutes_of(way, "departs"), arrives = minutes_of(way, "arrives");

  for (gsize k = 0; keys[k]; k++)
    g_assert_nonnull(json_object_get(way, keys[k]));
  g_assert_cmpstr(text_of(way, "from"), ==, from);
  g_assert_cmpint(departs, >=, leaves - 1);
  g_assert_cmpint(arrives - departs, >=, (int) number_of(way, "minutes") - 1);
  sums[0] += number_of(way, "km");
  sums[1] += number_of(way, "minutes");
  sums[2] += number_of(way, "cny");
  sums[3] += number_of(way, "co2_kg");
}

/* The ways of each day lead from where it sets out over all its stops to where it ends, one after
 * the other, and the sums are theirs. */
static void check_ways(const json_t *answer) {
  double tour[4] = {0};
  json_t *day;
  gsize d;
  const char *at = NULL;

  json_array_foreach(json_object_get(answer, "days"), d, day) {
    const json_t *ways = json_object_get(day, "ways"), *stops = json_object_get(day, "stops");
    double sums[4] = {0};
    gsize w = 0, i;
    json_t *stop;
    int leaves = 0;
    if (json_object_get(day, "sets_out_from")) {
      g_assert_true(!at || g_str_equal(at, text_of(day, "sets_out_from")));
      at = text_of(day, "sets_out_from");
    }
    json_array_foreach(stops, i, stop) {
      if (at && !g_str_equal(at, text_of(stop, "name"))) {
        const json_t *way = json_array_get(ways, w++);
        check_way(way, at, leaves, sums);
        g_assert_cmpstr(text_of(way, "to"), ==, text_of(stop, "name"));
        g_assert_cmpint(minutes_of(way, "arrives"), ==, minutes_of(stop, "arrive"));
      }
      at = text_of(stop, "name");
      leaves = minutes_of(stop, "depart");
    }
    const char *end = json_object_get(day, "sleeps_at") ? text_of(day, "sleeps_at")
                      : json_object_get(day, "ends_at") ? text_of(day, "ends_at")
                      : json_object_get(day, "back_at") ? text_of(answer, "start")
                                                        : at;
    if (at && !g_str_equal(end, at)) {
      const json_t *way = json_array_get(ways, w++);
      check_way(way, at, leaves, sums);
      g_assert_cmpstr(text_of(way, "to"), ==, end);
      at = end;
    }
    g_assert_cmpuint(w, ==, json_array_size(ways));
    g_assert_cmpfloat_with_epsilon(sums[0], number_of(day, "km"), .01 * (double) (w + 1));
    g_assert_cmpfloat_with_epsilon(sums[1], number_of(day, "driving_minutes"), (double) w + 1);
    g_assert_cmpfloat_with_epsilon(sums[2], number_of(day, "ways_cny"), .01 * (double) (w + 1));
    g_assert_cmpfloat_with_epsilon(sums[3], number_of(day, "co2_kg"), .01 * (double) (w + 1));
    tour[0] += number_of(day, "km");
    tour[2] += number_of(day, "ways_cny");
    tour[3] += number_of(day, "co2_kg");
  }
  g_assert_cmpfloat_with_epsilon(tour[0], number_of(answer, "total_km"), .02 * (double) d);
  g_assert_cmpfloat_with_epsilon(tour[2], number_of(answer, "ways_cny"), .02 * (double) d);
  g_assert_cmpfloat_with_epsilon(tour[3], number_of(answer, "co2_kg"), .02 * (double) d);
}

static void test_every_way_is_there(void) {
  g_auto_json theme = plan(PLAN(.include = "东寺,东塘,西寺,西窟", .back_to_start = TRUE));
  check_ways(theme);
  g_auto_json one_way = plan(PLAN(.include = "东寺,东塘,西寺,西窟"));
  check_ways(one_way);
  g_auto_json chosen = plan(PLAN(.choose = TRUE, .n_days = 2, .start = "东站", .end = "西站",
                                 .hotels = "东楼=200,西楼=300", .max_stops = 2));
  check_ways(chosen);
  g_assert_nonnull(
      json_object_get(json_array_get(json_object_get(chosen, "days"), 0), "sleeps_at"));
  g_auto_json free = plan(PLAN(.choose = TRUE, .n_days = 2, .max_stops = 2));
  check_ways(free);
}

/* Tickets, nights and ways of all days are what the tour costs. */
static void test_costs_add_up(void) {
  g_auto_json answer = plan(PLAN(.choose = TRUE, .n_days = 2, .start = "东站", .end = "西站",
                                 .hotels = "东楼=200,西楼=300", .max_stops = 2));
  double sum = 0;
  json_t *day;
  gsize d;

  json_array_foreach(json_object_get(answer, "days"), d, day) {
    g_assert_cmpfloat_with_epsilon(number_of(day, "tickets_cny") + number_of(day, "night_cny") +
                                       number_of(day, "ways_cny"),
                                   number_of(day, "cost_cny"), .02);
    sum += number_of(day, "cost_cny");
  }
  g_assert_cmpfloat_with_epsilon(sum, number_of(answer, "cost_cny"), .03);
}

static void test_names_the_factor_of_emissions(void) {
  g_auto_json car = plan(PLAN(.include = "东寺,东塘"));
  const json_t *vehicle = item_with(car, "vehicles", "mode", "car");
  g_assert_nonnull(strstr(text_of(vehicle, "co2_source"), "IPCC"));
  g_assert_cmpfloat_with_epsilon(number_of(car, "co2_kg"),
                                 5 * number_of(vehicle, "co2_kg_per_km") / 2, .01);
  g_auto_json coach = plan(PLAN(.include = "东寺,东塘", .mode = "coach", .people = 20));
  g_assert_cmpfloat_with_epsilon(number_of(coach, "co2_kg"), 5 * .67 / 20, .01);
}

static void test_goes_on_foot(void) {
  g_auto_json walk = plan(PLAN(.include = "东寺,东塘", .mode = "walk"));
  const json_t *way =
      json_array_get(json_object_get(json_array_get(json_object_get(walk, "days"), 0), "ways"), 0);
  g_assert_cmpstr(text_of(way, "mode"), ==, "walk");
  g_assert_cmpfloat(number_of(way, "minutes"), ==, 67); /* 5 km at 4.5 km/h */
  g_assert_cmpfloat(number_of(walk, "co2_kg"), ==, 0);
  /* The coach drives on while one walks; a car must come along. */
  g_auto_json coach = plan(PLAN(.order = "东塘,东楼,西楼", .mode = "coach"));
  json_t *day;
  gsize d, n_walks = 0;
  check_ways(coach);
  json_array_foreach(json_object_get(coach, "days"), d, day) n_walks +=
      item_with(day, "ways", "mode", "walk") != NULL;
  g_assert_cmpuint(n_walks, ==, 1);
  g_auto_json car = plan(PLAN(.order = "东塘,东楼"));
  g_assert_null(item_with(json_array_get(json_object_get(car, "days"), 0), "ways", "mode", "walk"));
  g_auto_json asked = plan(PLAN(.order = "东塘,东楼", .walk_km = 2));
  g_assert_nonnull(
      item_with(json_array_get(json_object_get(asked, "days"), 0), "ways", "mode", "walk"));
}

static void refuses(TyPlanRequest request, const char *message) {
  g_autoptr(GError) error = NULL;
  g_auto_json answer = ty_plan(workspace, &request, &error);
  g_assert_null(answer);
  assert_fails(&error, TY_ERROR_USAGE, message);
}

static void test_refuses_modes(void) {
  refuses(PLAN(.include = "东寺,东塘", .mode = "sledge"), "found sledge, expected car, coach");
  refuses(PLAN(.include = "东寺,东塘", .mode = "train"), "found --mode train without --timetable");
  refuses(PLAN(.include = "东寺,东塘", .timetable = "t.csv"), "without --mode train");
  refuses(PLAN(.include = "东寺,东塘", .walk_km = 51), "--walk-km: found 51");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  make_workspace();
  g_test_add_func("/flow/legs/ways", test_every_way_is_there);
  g_test_add_func("/flow/legs/costs", test_costs_add_up);
  g_test_add_func("/flow/legs/emissions", test_names_the_factor_of_emissions);
  g_test_add_func("/flow/legs/walk", test_goes_on_foot);
  g_test_add_func("/flow/legs/modes", test_refuses_modes);
  int failed = run_tests();
  ty_workspace_free(workspace);
  return failed;
}
