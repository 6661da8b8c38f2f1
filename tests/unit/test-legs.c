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
        g_assert_cmpstr(text_of(way, "arrives"), ==, text_of(stop, "arrive"));
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

/* Trains ----------------------------------------------------------------------------------------
 */

static const char timetable[] =
    "车次,出发站,到达站,开点,到点,开行日,票价,里程\n"
    "T1,远站,东站,09:40,11:00,每天,60,250\nT2,远站,东站,10:40,12:00,每天,55,250\n"
    "T3,远站,西站,09:30,10:50,周六、周日,70,290\n"
    "T4,西站,远站,15:00,16:30,12345,70,290\nT5,西站,远站,18:10,19:40,Mo-Su,70,290\n"
    "T6,东站,远站,19:50,21:10,,60,250\nT7,东站,西站,07:10,07:40,,10,45\n"
    "T8,西站,东站,18:05,18:35,,10,45\n";

static char *write_timetable(const char *name, const char *text) {
  char *path = g_build_filename(test_folder(), name, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  return path;
}

static const json_t *way_of_day(const json_t *answer, gsize day, gsize way) {
  const json_t *days = json_object_get(answer, "days");
  if (day >= json_array_size(days))
    day = json_array_size(days) - 1;
  const json_t *ways = json_object_get(json_array_get(days, day), "ways");
  return json_array_get(ways, MIN(way, json_array_size(ways) - 1));
}

#define LAST 100

/* By the table above, worked out by hand: the first train from the far station that one is at the
 * station for, and the first one home. */
static void test_trains_to_the_minute(void) {
  g_autofree char *path = write_timetable("trains.csv", timetable);
  g_auto_json answer = plan(PLAN(.mode = "train", .timetable = path, .n_days = 1, .start = "远站",
                                 .back_to_start = TRUE, .date = "2026-04-06", .day_hours = 13));
  const json_t *out = way_of_day(answer, 0, 0), *home = way_of_day(answer, 0, LAST);
  json_t *ride;
  gsize i;

  check_ways(answer);
  g_assert_cmpstr(text_of(out, "mode"), ==, "train");
  const json_t *first = json_array_get(json_object_get(out, "rides"), 0);
  g_assert_cmpstr(text_of(first, "number"), ==, "T1"); /* a Monday: not T3 */
  g_assert_cmpstr(text_of(first, "departs"), ==, "09:40");
  g_assert_cmpint(minutes_of(out, "arrives"), >=, 11 * 60);
  g_assert_cmpfloat(number_of(out, "wait_minutes"), >=, 40);
  const json_t *homeward = json_object_get(home, "rides");
  const json_t *last = json_array_get(homeward, json_array_size(homeward) - 1);
  g_assert_cmpstr(text_of(last, "to"), ==, "远站");
  g_assert_cmpstr(text_of(home, "arrives"), ==, text_of(last, "arrives"));
  int now = minutes_of(home, "departs");
  json_array_foreach(homeward, i, ride) {
    gboolean train = g_str_equal(text_of(ride, "mode"), "train");
    g_assert_cmpint(minutes_of(ride, "departs"), >=, now + (train && i > 0 ? 14 : 0));
    now = minutes_of(ride, "arrives");
  }
  g_assert_cmpfloat_with_epsilon(number_of(answer, "cost_cny"), number_of(answer, "ways_cny"), .01);
}

/* What is said of a weekend or of a date counts on it alone; without a date what runs every day. */
static void test_trains_on_their_days(void) {
  g_autofree char *path = write_timetable("days.csv", timetable);
  TyPlanRequest request =
      PLAN(.mode = "train", .timetable = path, .n_days = 1, .start = "远站", .include = "西寺",
           .end = "西站", .date = "2026-04-11", .max_stops = 1);
  g_auto_json saturday = plan(request);
  const json_t *ride = json_array_get(json_object_get(way_of_day(saturday, 0, 0), "rides"), 0);
  g_assert_cmpstr(text_of(ride, "number"), ==, "T3");
  request.date = NULL;
  g_auto_json any = plan(request);
  ride = json_array_get(json_object_get(way_of_day(any, 0, 0), "rides"), 0);
  g_assert_cmpstr(text_of(ride, "number"), ==, "T1");
}

/* Nights between two towns: whatever is planned, the rides hold (checked apart from the search). */
static void test_trains_from_hotel_to_hotel(void) {
  g_autofree char *path = write_timetable("hotels.csv", timetable);
  for (guint64 seed = 0; seed < 6; seed++) {
    g_auto_json answer =
        plan(PLAN(.mode = "train", .timetable = path, .n_days = 1 + (guint) seed % 3,
                  .start = "远站", .end = seed % 2 ? "远站" : "西站", .hotels = "东楼=200,西楼=180",
                  .date = "2026-04-10", .day_hours = 13, .seed = seed, .max_stops = 2));
    check_ways(answer);
  }
}

static void test_refuses_timetables(void) {
  static const struct {
    const char *text, *message;
  } bad[] = {
      {"from,to,departure\n东站,西站,08:00\n", "bad.csv:2: found no column arrival"},
      {"from,to,departure,arrival\n东站,西站,8h,09:00\n",
       "bad.csv:2: departure: found 8h, expected HH:MM"},
      {"from,to,departure,arrival\n东站,西站,08:00,24:10\n", "bad.csv:2: arrival: found 24:10"},
      {"from,to,departure,arrival\n东站,西站,08:00,08:00\n", "expected another time"},
      {"from,to,departure,arrival\n东站,东站,08:00,09:00\n", "expected another station"},
      {"from,to,departure,arrival\n,西站,08:00,09:00\n", "from: found nothing, expected a station"},
      {"from,to,departure,arrival,price\n东站,西站,08:00,09:00,free\n",
       "price: found free, expected CNY"},
      {"from,to,departure,arrival,days\n东站,西站,08:00,09:00,soon\n",
       "days: found soon, expected 1234567"},
      {"from,to,departure,arrival\n东站,火星站,08:00,09:00\n", "火星站"},
      {"from,to,departure,arrival\n东站,西站,08:00\n", "bad.csv:2"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autofree char *path = write_timetable("bad.csv", bad[i].text);
    g_autoptr(GError) error = NULL;
    TyPlanRequest request = PLAN(.mode = "train", .timetable = path, .n_days = 1, .start = "远站");
    g_auto_json answer = ty_plan(workspace, &request, &error);
    g_assert_null(answer);
    g_assert_nonnull(error);
    if (!strstr(error->message, bad[i].message))
      g_error("%s: found the message %s", bad[i].message, error->message);
  }
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
  g_test_add_func("/flow/legs/trains", test_trains_to_the_minute);
  g_test_add_func("/flow/legs/train-days", test_trains_on_their_days);
  g_test_add_func("/flow/legs/train-nights", test_trains_from_hotel_to_hotel);
  g_test_add_func("/flow/legs/timetables", test_refuses_timetables);
  int failed = run_tests();
  ty_workspace_free(workspace);
  return failed;
}
