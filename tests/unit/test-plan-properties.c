/* SPDX-License-Identifier: Apache-2.0 */
/* What holds of every tour, whatever is asked for: random requests over the sample region. */
#include "support.h"

#include "base/random.h"

#include <math.h>
#include <stdio.h>

#define N_REQUESTS 150

static TyWorkspace *workspace;

typedef struct {
  const char *name;
  const char *const *starts;
} Theme;

static const char *const shike[] = {"宝顶山", "北山", "卧佛院", "茗山寺", NULL};
static const char *const chuanju[] = {"乐至县川剧团", "昌州古城", "巴岳山", NULL};
static const Theme themes[] = {{"石刻", shike}, {"川剧", chuanju}};

static const char *one_of(TyRandom *random, const char *const *names) {
  return names[ty_random_below(random, g_strv_length((char **) names))];
}

static TyPlanRequest random_request(TyRandom *random) {
  static const char *const rules[] = {"nearest", "exact", "ant", "search", NULL};
  static const char *const legs[] = {"published", "inferred", "estimated", NULL};
  static const char *const dates[] = {"2026-03-02", "2026-04-05", "2025-10-01", "2026-12-30", NULL};
  static const char *const starts[] = {"08:00", "09:30", "12:15", NULL};
  const Theme *theme = &themes[ty_random_below(random, G_N_ELEMENTS(themes))];
  TyPlanRequest request = {.theme = theme->name, .seed = ty_random_below(random, 1000)};

#define SOMETIMES(chance) (ty_random_below(random, chance) == 0)
  if (SOMETIMES(2))
    request.start = one_of(random, theme->starts);
  if (SOMETIMES(3))
    request.rule = one_of(random, rules);
  if (SOMETIMES(2))
    request.legs = one_of(random, legs);
  if (SOMETIMES(4))
    request.back_to_start = TRUE;
  else if (SOMETIMES(4))
    request.end = one_of(random, theme->starts);
  if (SOMETIMES(2))
    request.n_days = 1 + (guint) ty_random_below(random, 8);
  if (SOMETIMES(2))
    request.date = one_of(random, dates);
  if (SOMETIMES(4))
    request.day_hours = 5 + (double) ty_random_below(random, 8);
  if (SOMETIMES(4))
    request.day_start = one_of(random, starts);
  if (SOMETIMES(4))
    request.max_stops = 1 + (guint) ty_random_below(random, 4);
  if (SOMETIMES(6))
    request.avoid = one_of(random, theme->starts);
  if (SOMETIMES(6))
    request.include = one_of(random, theme->starts);
  if (SOMETIMES(6))
    request.optional = TRUE;
  return request;
}

static int minutes_of(const json_t *object, const char *key) {
  const char *text = text_of(object, key);
  int hour, minute, read = 0;
  g_assert_cmpint(sscanf(text, "%2d:%2d%n", &hour, &minute, &read), ==, 2);
  g_assert_cmpint(text[read], ==, '\0');
  g_assert_cmpint(minute, <, 60);
  return hour * 60 + minute;
}

static void check_stop(const json_t *stop, int *now) {
  int arrive = minutes_of(stop, "arrive"), begin = minutes_of(stop, "begin");
  int depart = minutes_of(stop, "depart"), dwell = (int) number_of(stop, "dwell_minutes");

  g_assert_cmpint(arrive, >=, *now);
  g_assert_cmpint(begin, >=, arrive);
  g_assert_cmpint(ABS(depart - begin - dwell), <=, 1); /* each is rounded by itself */
  g_assert_cmpint(dwell, >=, 120 - 1);
  g_assert_cmpint(dwell, <=, 240);
  g_assert_cmpint(depart, <=, 24 * 60);
  if (json_object_get(stop, "lunch")) {
    int lunch = minutes_of(stop, "lunch");
    g_assert_cmpint(lunch, >=, 11 * 60 + 30);
    g_assert_cmpint(lunch, <=, 14 * 60);
    g_assert_true(lunch >= depart || lunch + 60 <= begin + 1);
  }
  *now = depart;
}

/* Times run on, a day is as long as asked, stops no more than asked. @return stops seen */
static gsize check_days(const TyPlanRequest *request, const json_t *answer) {
  int start = 9 * 60, read, hour, minute;
  double hours = request->day_hours > 0 ? request->day_hours : 9;
  gsize d, i, seen = 0, most = request->max_stops ? request->max_stops : 3;
  json_t *day, *stop;

  if (request->day_start && sscanf(request->day_start, "%d:%d%n", &hour, &minute, &read) == 2)
    start = hour * 60 + minute;
  json_array_foreach(json_object_get(answer, "days"), d, day) {
    int now = start, last = start;
    json_array_foreach(json_object_get(day, "stops"), i, stop) {
      check_stop(stop, &now);
      g_assert_cmpstr(text_of(stop, "name"), ==,
                      json_string_value(json_array_get(json_object_get(answer, "stops"), seen)));
      seen++;
      last = now;
    }
    g_assert_cmpuint(i, <=, most);
    if (json_object_get(day, "back_at"))
      last = minutes_of(day, "back_at");
    g_assert_cmpint(last, <=, start + (int) (hours * 60) + 1);
    g_assert_cmpint((int) number_of(day, "day"), ==, (int) d + 1);
  }
  if (request->n_days)
    g_assert_cmpuint(d, <=, request->n_days);
  return seen;
}

/* The total is the sum of the legs, which lead from stop to stop. */
static void check_legs(const TyPlanRequest *request, const json_t *answer) {
  static const char *const origins[] = {"published", "road", "inferred", "estimated", NULL};
  const json_t *stops = json_object_get(answer, "stops");
  gsize n = json_array_size(stops), i;
  double sum_km = 0, days_km = 0;
  json_t *leg, *day;

  json_array_foreach(json_object_get(answer, "legs"), i, leg) {
    g_assert_cmpstr(text_of(leg, "from"), ==, json_string_value(json_array_get(stops, i)));
    g_assert_cmpstr(text_of(leg, "to"), ==, json_string_value(json_array_get(stops, (i + 1) % n)));
    g_assert_true(g_strv_contains(origins, text_of(leg, "origin")));
    if (g_strcmp0(request->legs, "published") == 0)
      g_assert_cmpstr(text_of(leg, "origin"), ==, "published");
    if (g_strcmp0(request->legs, "estimated") != 0)
      g_assert_cmpstr(text_of(leg, "origin"), !=, "estimated");
    g_assert_cmpuint(size_of(leg, "sources"), ==, size_of(leg, "via") + 1);
    sum_km += number_of(leg, "km");
  }
  g_assert_cmpuint(i, ==, n == 1 ? 0 : request->back_to_start ? n : n - 1);
  g_assert_cmpfloat_with_epsilon(sum_km, number_of(answer, "total_km"), .006 * (double) n);
  json_array_foreach(json_object_get(answer, "days"), i, day) days_km += number_of(day, "km");
  g_assert_cmpfloat_with_epsilon(days_km, number_of(answer, "total_km"), .006 * (double) n);
}

typedef struct {
  const json_t *answer;
  guint n;
} Accounting;

static gboolean account_for(const TyThemeSite *site, gpointer data, GError **error) {
  Accounting *accounting = data;
  guint in = 0, out = 0;
  json_t *stop;
  gsize i;
  (void) error;

  json_array_foreach(json_object_get(accounting->answer, "stops"), i, stop) in +=
      g_str_equal(json_string_value(stop), site->name);
  json_array_foreach(json_object_get(accounting->answer, "left_out"), i, stop) {
    if (g_str_equal(text_of(stop, "name"), site->name)) {
      out++;
      g_assert_cmpuint(strlen(text_of(stop, "reason")), >, 5);
    }
  }
  g_assert_cmpuint(in + out, ==, 1); /* each site once: visited, or left out with a reason */
  accounting->n++;
  return TRUE;
}

static void check_sites(const TyPlanRequest *request, const json_t *answer) {
  Accounting accounting = {answer, 0};
  TyAtlas *atlas = ty_workspace_atlas(workspace);

  g_assert_true(ty_atlas_each_theme_site(atlas, request->theme, account_for, &accounting, NULL));
  g_assert_cmpuint(accounting.n, >, 0);
  if (request->avoid)
    g_assert_nonnull(item_with(answer, "left_out", "name", request->avoid));
}

static void check_bounds(const json_t *answer) {
  double total = number_of(answer, "total_km"), bound = number_of(answer, "lower_bound_km");

  g_assert_cmpfloat(bound, <=, total);
  g_assert_cmpfloat(bound, >=, 0);
  if (json_is_true(json_object_get(answer, "proven_optimal")))
    g_assert_cmpfloat(bound, ==, total);
  if (bound > 0)
    g_assert_cmpfloat_with_epsilon(number_of(answer, "gap"), (total - bound) / bound, 1e-3);
}

static void test_every_tour_is_feasible(void) {
  TyRandom random = ty_random(20, 26);
  guint planned = 0;

  for (int i = 0; i < N_REQUESTS; i++) {
    TyPlanRequest request = random_request(&random);
    g_autoptr(GError) error = NULL;
    g_auto_json answer = ty_plan(workspace, &request, &error);
    if (!answer) { /* a contradiction, or days too short for anything */
      g_assert_true(error->domain == TY_ERROR);
      g_assert_true(error->code == TY_ERROR_INFEASIBLE || error->code == TY_ERROR_USAGE);
      continue;
    }
    g_test_message("request %d", i);
    planned++;
    g_assert_cmpuint(check_days(&request, answer), ==, size_of(answer, "stops"));
    check_legs(&request, answer);
    check_sites(&request, answer);
    check_bounds(answer);
  }
  g_assert_cmpuint(planned, >, N_REQUESTS / 2);
}

/* Without days in the way: no rule beats the proven optimum, and all keep its bound. */
static void test_no_rule_beats_the_optimum(void) {
  static const char *const rules[] = {"nearest", "ant", "search"};

  for (gsize t = 0; t < G_N_ELEMENTS(themes); t++)
    for (gsize s = 0; themes[t].starts[s]; s++)
      for (int back = 0; back < 2; back++) {
        TyPlanRequest request = {.theme = themes[t].name,
                                 .start = themes[t].starts[s],
                                 .rule = "exact",
                                 .back_to_start = back};
        g_auto_json best = ty_plan(workspace, &request, NULL);
        g_assert_true(json_is_true(json_object_get(best, "proven_optimal")));
        for (gsize r = 0; r < G_N_ELEMENTS(rules); r++) {
          request.rule = rules[r];
          request.seed = s;
          g_auto_json other = ty_plan(workspace, &request, NULL);
          g_assert_cmpfloat(number_of(best, "total_km"), <=, number_of(other, "total_km"));
          g_assert_cmpfloat(number_of(other, "lower_bound_km"), <=, number_of(best, "total_km"));
        }
      }
}

/* More days never hold fewer sites, and leaving a site out never makes the tour longer. */
static void test_more_room_never_hurts(void) {
  gsize before = 0;

  for (guint days = 1; days <= 8; days++) {
    TyPlanRequest request = {.theme = "石刻", .n_days = days};
    g_auto_json answer = ty_plan(workspace, &request, NULL);
    g_assert_cmpuint(size_of(answer, "stops"), >=, before);
    before = size_of(answer, "stops");
  }
  g_assert_cmpuint(before, ==, 15);
  TyPlanRequest all = {.theme = "石刻"}, fewer = {.theme = "石刻", .avoid = "木门寺,卧佛院"};
  g_auto_json long_tour = ty_plan(workspace, &all, NULL);
  g_auto_json short_tour = ty_plan(workspace, &fewer, NULL);
  g_assert_cmpfloat(number_of(short_tour, "total_km"), <=, number_of(long_tour, "total_km"));
}

/* A visit lies within the hours that the atlas states for the site. */
static void test_visits_keep_opening_hours(void) {
  TyPlanRequest request = {.theme = "石刻", .day_start = "07:00", .day_hours = 14};
  g_auto_json answer = ty_plan(workspace, &request, NULL);
  json_t *day, *stop, *fact;
  gsize d, i, f, checked = 0;

  json_array_foreach(json_object_get(answer, "days"), d, day)
      json_array_foreach(json_object_get(day, "stops"), i, stop) {
    g_auto_json card = ty_show(workspace, text_of(stop, "name"), NULL);
    double best = 0;
    json_array_foreach(json_object_get(card, "facts"), f, fact) {
      int hours[4];
      if (!g_str_equal(text_of(fact, "predicate"), "open_hours") ||
          json_is_true(json_object_get(fact, "weaker")) || number_of(fact, "confidence") <= best ||
          sscanf(text_of(fact, "value"), "%d:%d-%d:%d", &hours[0], &hours[1], &hours[2],
                 &hours[3]) != 4)
        continue;
      best = number_of(fact, "confidence");
      g_assert_cmpint(minutes_of(stop, "begin"), >=, hours[0] * 60 + hours[1]);
      g_assert_cmpint(minutes_of(stop, "depart"), <=, hours[2] * 60 + hours[3]);
      checked++;
    }
  }
  g_assert_cmpuint(checked, >, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  workspace = sample_workspace();
  g_test_add_func("/flow/plan/feasible", test_every_tour_is_feasible);
  g_test_add_func("/flow/plan/optimum", test_no_rule_beats_the_optimum);
  g_test_add_func("/flow/plan/more-room", test_more_room_never_hurts);
  g_test_add_func("/flow/plan/opening", test_visits_keep_opening_hours);
  int failed = run_tests();
  ty_workspace_free(workspace);
  return failed;
}
