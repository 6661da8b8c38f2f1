/* SPDX-License-Identifier: Apache-2.0 */
/** Timetables: what rows say, and ways by them against a search without any idea. */
#include "base/random.h"
#include <tuyou/timetable.h>

#include <math.h>
#include <string.h>

enum { STATIONS = 7, NEVER = TY_TOO_LATE };

static gboolean add(TyTimetable *timetable, const char *cells, GError **error) {
  g_auto(GStrv) heading = g_strsplit("from,to,departure,arrival,days,price,number,km", ",", -1);
  g_auto(GStrv) cell = g_strsplit(cells, ",", -1);
  g_assert_cmpuint(g_strv_length(cell), ==, g_strv_length(heading));
  return ty_timetable_add(timetable, "t.csv", 2, g_strv_length(heading), heading, cell, error);
}

static const TyRide *ride_at(const TyTimetable *timetable, guint i) {
  return &g_array_index(timetable->rides, TyRide, i);
}

static void test_reads_rows(void) {
  g_autoptr(TyTimetable) timetable = ty_timetable_new();
  TyCalendarDay friday, sunday;

  g_assert_true(add(timetable, "甲, 乙 ,08:05,09:10,Mo-Fr,28.5,C1,60", NULL));
  g_assert_true(add(timetable, "乙,丙,23:50,00:40,,,,", NULL));
  g_assert_true(add(timetable, "乙,丙,23:50,23:55+1,67,,,", NULL));
  g_assert_true(add(timetable, "丙,甲,7:00:30,8:00,2026-05-01至2026-05-05,0,,", NULL));
  g_assert_cmpuint(timetable->stations->len, ==, 3);
  g_assert_cmpstr(timetable->stations->pdata[1], ==, "乙");
  g_assert_cmpint(ride_at(timetable, 0)->departs_s, ==, 8 * 3600 + 300);
  g_assert_cmpfloat(ride_at(timetable, 0)->price_cny, ==, 28.5);
  g_assert_cmpfloat(ride_at(timetable, 0)->length_m, ==, 60000);
  g_assert_cmpint(ride_at(timetable, 1)->arrives_s, ==, 86400 + 2400);
  g_assert_true(isnan(ride_at(timetable, 1)->price_cny));
  g_assert_cmpint(ride_at(timetable, 2)->arrives_s, ==, 2 * 86400 - 300);
  g_assert_true(ty_calendar_day((TyDate){2026, 4, 10}, &friday, NULL));
  g_assert_true(ty_calendar_day((TyDate){2026, 5, 3}, &sunday, NULL));
  g_autoptr(TyDepartures) on_friday = ty_departures_new(timetable, &friday),
                          on_sunday = ty_departures_new(timetable, &sunday),
                          on_any = ty_departures_new(timetable, NULL);
  g_assert_cmpuint(ty_departures_n(on_friday), ==, 2);
  g_assert_cmpuint(ty_departures_n(on_sunday), ==, 3);
  g_assert_cmpuint(ty_departures_n(on_any), ==, 1);
}

static void test_refuses_rows(void) {
  static const char *const bad[][2] = {
      {"甲,乙,8,09:00,,,,", "t.csv:2: departure: found 8"},
      {"甲,乙,08:60,09:00,,,,", "departure"},
      {"甲,乙,08:00+1,09:00,,,,", "departure"},
      {"甲,乙,08:00,09:00+2,,,,", "arrival: found 09:00+2"},
      {"甲,乙,08:00,09:00,Mo-Xx,,,", "days: found Mo-Xx"},
      {"甲,乙,08:00,09:00,,-1,,", "price: found -1"},
      {"甲,乙,08:00,09:00,,nan,,", "price: found nan"},
      {"甲,乙,08:00,09:00,,,,99999", "km: found 99999"},
      {"甲,,08:00,09:00,,,,", "to: found nothing, expected a station"},
  };
  g_autoptr(TyTimetable) timetable = ty_timetable_new();

  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(add(timetable, bad[i][0], &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
    if (!strstr(error->message, bad[i][1]))
      g_error("%s: %s", bad[i][0], error->message);
  }
  g_assert_cmpuint(timetable->rides->len, ==, 0);
}

static void fill(TyTimetable *timetable, TyRandom *random, guint n) {
  for (guint i = 0; i < n; i++) {
    guint from = (guint) ty_random_below(random, STATIONS);
    guint to = (from + 1 + (guint) ty_random_below(random, STATIONS - 1)) % STATIONS;
    guint departs = (guint) ty_random_below(random, 20 * 60);
    guint arrives = departs + 5 + (guint) ty_random_below(random, 200);
    g_autofree char *row =
        g_strdup_printf("%u,%u,%02u:%02u,%02u:%02u,%s,1,,", from, to, departs / 60, departs % 60,
                        arrives / 60 % 24, arrives % 60, ty_random_below(random, 5) ? "" : "1");
    g_assert_true(add(timetable, row, NULL));
  }
}

/* Relaxes all rides until nothing changes. */
static void earliest(const TyTimetable *timetable, const TyCalendarDay *day, const gint32 *ready_s,
                     gint32 *arrives_s) {
  for (guint s = 0; s < STATIONS; s++)
    arrives_s[s] = NEVER;
  for (gboolean changed = TRUE; changed;) {
    changed = FALSE;
    for (guint i = 0; i < timetable->rides->len; i++) {
      const TyRide *ride = ride_at(timetable, i);
      gboolean runs = !ride->days || ty_date_rule_matches(ride->days, day);
      gboolean boards = (ready_s[ride->from] != NEVER &&
                         ready_s[ride->from] + TY_BOARDING_S <= ride->departs_s) ||
                        (arrives_s[ride->from] != NEVER &&
                         arrives_s[ride->from] + TY_CHANGING_S <= ride->departs_s);
      if (runs && boards && ride->arrives_s < arrives_s[ride->to]) {
        arrives_s[ride->to] = ride->arrives_s;
        changed = TRUE;
      }
    }
  }
}

static void test_ways_are_the_best(void) {
  TyRandom random = ty_random(5, 0);
  TyCalendarDay monday;
  guint n_ways = 0, n_changes = 0;

  g_assert_true(ty_calendar_day((TyDate){2026, 4, 6}, &monday, NULL));
  for (int round = 0; round < 150; round++) {
    g_autoptr(TyTimetable) timetable = ty_timetable_new();
    gint32 ready_s[STATIONS], arrives_s[STATIONS], expected_s[STATIONS], until_s[STATIONS],
        leaves_s[STATIONS];
    guint32 by[STATIONS], last[STATIONS];
    for (guint s = 0; s < STATIONS; s++) { /* every station is one of the table */
      g_autofree char *row =
          g_strdup_printf("%u,%u,03:00,04:00,7,,,", s, (s + 1) % STATIONS); /* not on Mondays */
      g_assert_true(add(timetable, row, NULL));
    }
    fill(timetable, &random, 10 + (guint) ty_random_below(&random, 80));
    g_autoptr(TyDepartures) departures = ty_departures_new(timetable, &monday);
    for (guint s = 0; s < STATIONS; s++)
      ready_s[s] = ty_random_below(&random, 3) ? NEVER : (gint32) ty_random_below(&random, 50000);
    ty_departures_earliest(departures, ready_s, arrives_s, by);
    earliest(timetable, &monday, ready_s, expected_s);
    for (guint32 to = 0; to < STATIONS; to++) {
      g_assert_cmpint(arrives_s[to], ==, expected_s[to]);
      if (arrives_s[to] == NEVER)
        continue;
      g_autoptr(GArray) rides = ty_rides_to(timetable, ready_s, by, to);
      const guint32 *ride = (const guint32 *) (const void *) rides->data;
      guint32 from = ride_at(timetable, ride[0])->from;
      g_assert_true(ty_rides_check(timetable, &monday, ride, rides->len, from, ready_s[from], to,
                                   arrives_s[to], NULL));
      g_assert_false(ty_rides_check(timetable, &monday, ride, rides->len, from, ready_s[from], to,
                                    arrives_s[to] - 1, NULL));
      n_ways++;
      n_changes += rides->len > 1;
      /* Who must be there by then may leave no later than this finds, and no earlier train that
       * serves is missed: from there on the earliest arrival is in time, a second later not. */
      for (guint s = 0; s < STATIONS; s++)
        until_s[s] = s == to ? arrives_s[to] : -1;
      ty_departures_latest(departures, until_s, leaves_s, last);
      for (guint32 s = 0; s < STATIONS; s++) {
        gint32 alone_s[STATIONS], found_s[STATIONS];
        for (guint k = 0; k < STATIONS; k++)
          alone_s[k] = k == s ? MAX(leaves_s[s] - TY_BOARDING_S, -TY_BOARDING_S) : NEVER;
        if (leaves_s[s] >= 0) {
          earliest(timetable, &monday, alone_s, found_s);
          g_assert_cmpint(found_s[to], <=, until_s[to]);
          g_autoptr(GArray) on = ty_rides_from(timetable, until_s, last, s);
          g_assert_true(ty_rides_check(timetable, &monday,
                                       (const guint32 *) (const void *) on->data, on->len, s,
                                       alone_s[s], to, until_s[to], NULL));
        }
        alone_s[s]++;
        earliest(timetable, &monday, alone_s, found_s);
        g_assert_true(found_s[to] == NEVER || found_s[to] > until_s[to]);
      }
    }
  }
  g_assert_cmpuint(n_ways, >, 200);
  g_assert_cmpuint(n_changes, >, 50);
}

/* What was found is refused once any part of it is another. */
static void test_checks_rides(void) {
  g_autoptr(TyTimetable) timetable = ty_timetable_new();
  TyCalendarDay monday, sunday;
  const guint32 rides[] = {0, 1}, turned[] = {1, 0}, tight[] = {0, 2};

  g_assert_true(ty_calendar_day((TyDate){2026, 4, 6}, &monday, NULL));
  g_assert_true(ty_calendar_day((TyDate){2026, 4, 5}, &sunday, NULL));
  g_assert_true(add(timetable, "甲,乙,08:00,09:00,1,,,", NULL));
  g_assert_true(add(timetable, "乙,丙,09:15,10:00,,,,", NULL));
  g_assert_true(add(timetable, "乙,丙,09:14,10:00,,,,", NULL));
#define HOLDS(day, rides, n, ready, until)                                                         \
  ty_rides_check(timetable, day, rides, n, 0, ready, 2, until, NULL)
  g_assert_true(HOLDS(&monday, rides, 2, 7 * 3600 + 2700, 36000));
  g_assert_false(HOLDS(&monday, rides, 2, 7 * 3600 + 2701, 36000));
  g_assert_false(HOLDS(&monday, rides, 2, 7 * 3600, 35999));
  g_assert_false(HOLDS(&sunday, rides, 2, 7 * 3600, 36000));
  g_assert_false(HOLDS(NULL, rides, 2, 7 * 3600, 36000));
  g_assert_false(HOLDS(&monday, turned, 2, 0, 86400));
  g_assert_false(HOLDS(&monday, tight, 2, 0, 86400));
  g_assert_false(HOLDS(&monday, rides, 1, 0, 86400));
  g_assert_false(HOLDS(&monday, rides, 0, 0, 86400));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/timetable/rows", test_reads_rows);
  g_test_add_func("/timetable/refuses", test_refuses_rows);
  g_test_add_func("/timetable/ways", test_ways_are_the_best);
  g_test_add_func("/timetable/check", test_checks_rides);
  return g_test_run();
}
