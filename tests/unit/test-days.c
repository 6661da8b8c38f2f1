/* SPDX-License-Identifier: Apache-2.0 */
#include "day-brute.h"

static void random_case(Case *c, TyRandom *random, gsize n) {
  memset(c, 0, sizeof *c);
  c->n = n;
  c->dist_m = random_table(random, n, (TableKind) ty_random_below(random, 2));
  c->duration_s = g_new(double, n *n);
  guint n_days = 1 + (guint) ty_random_below(random, 2);
  for (gsize i = 0; i < n * n; i++) {
    c->dist_m[i] *= 100;
    c->duration_s[i] = c->dist_m[i] / 11;
  }
  for (gsize i = 0; i < n; i++) {
    TyStop *stop = &c->stops[i];
    *stop = (TyStop){.dwell_s = (gint32) (3600 + 900 * (gint32) ty_random_below(random, 9)),
                     .score = (double) (1 + ty_random_below(random, 9)),
                     .must = ty_random_below(random, 6) == 0};
    if (ty_random_below(random, 2))
      stop->dwell_min_s = stop->dwell_s - 900 * (gint32) ty_random_below(random, 4);
    if (ty_random_below(random, 8) == 0)
      stop->dwell_s = stop->dwell_min_s = 0;
    if (ty_random_below(random, 3))
      stop->opening = c->openings[i];
    for (guint day = 0; day < n_days; day++) {
      TyOpening *o = &c->openings[i][day];
      *o = (TyOpening){28800 + 1800 * (gint32) ty_random_below(random, 8),
                       50400 + 1800 * (gint32) ty_random_below(random, 12), 0, 0, 0};
      if (ty_random_below(random, 6) == 0)
        *o = (TyOpening){0, 0, 0, 0, 0};
      else if (ty_random_below(random, 3) == 0)
        o->last_entry_s = o->close_s - 1800 * (gint32) ty_random_below(random, 6);
      else if (ty_random_below(random, 3) == 0) {
        o->break_from_s = 43200;
        o->break_until_s = 43200 + 1800 * (gint32) ty_random_below(random, 5);
      }
    }
    c->order[i] = (guint32) i;
  }
  c->rules = (TyDayRules){.n_days = n_days,
                          .day_start_s = 32400,
                          .day_length_s = 3600 * (gint32) (5 + ty_random_below(random, 6)),
                          .min_stops = 1,
                          .max_stops = (guint) ty_random_below(random, 4),
                          .slack = ty_random_below(random, 2) ? .15 : 0,
                          .lunch_s = ty_random_below(random, 3) ? 3600 : 0,
                          .lunch_from_s = 41400,
                          .lunch_until_s = 48600,
                          .start_fixed = ty_random_below(random, 5) == 0,
                          .end_fixed = ty_random_below(random, 5) == 0,
                          .return_to_start = ty_random_below(random, 5) == 0};
  if (c->rules.max_stops == 0 || ty_random_below(random, 2))
    c->rules.min_stops = 0;
  if (ty_random_below(random, 4) == 0) {
    c->rules.max_days = n_days;
    c->rules.n_days = 0;
  }
}

static double value_of(const Case *c, const TyDayPlan *plan) {
  double value = 0;
  for (guint i = 0; i < plan->visits->len; i++) {
    const TyStop *stop = &c->stops[g_array_index(plan->visits, TyVisit, i).stop];
    value += stop->score + (stop->must ? 1e6 : 0);
  }
  return value;
}

/* A stop that can be in no plan loses its pin: such cases are not compared. */
static gboolean ends_lost(const Case *c, const TyDayPlan *plan) {
  for (guint i = 0; i < plan->left_out->len; i++) {
    const TyLeftOutStop *left_out = &g_array_index(plan->left_out, TyLeftOutStop, i);
    if (left_out->why != TY_LEFT_OUT_TIME &&
        (left_out->stop == c->order[0] || left_out->stop == c->order[c->n - 1]))
      return TRUE;
  }
  return FALSE;
}

static void test_equals_brute_force(void) {
  TyRandom random = ty_random(31, 0);
  guint n_compared = 0, n_reordered = 0, n_chosen = 0, n_none = 0;

  for (int round = 0; round < 600; round++) {
    Case c;
    random_case(&c, &random, 1 + ty_random_below(&random, 5));
    g_autoptr(GError) error = NULL;
    g_autoptr(TyDayPlan) plan = solve(&c, &error);
    Brute all = {.c = &c, .shrunk = TRUE, .least_days = G_MAXUINT};
    Brute kept = {.c = &c, .in_order = TRUE, .least_days = G_MAXUINT};

    brute_extend(&all, 0, 0, 0, 0);
    brute_extend(&kept, 0, 0, 0, 0);
    if (!plan) {
      g_assert_error(error, TY_ERROR, TY_ERROR_INFEASIBLE);
      gboolean pins = c.rules.start_fixed || c.rules.end_fixed || c.rules.return_to_start;
      g_assert_true(all.best == 0 || pins);
      n_none++;
    } else {
      check_plan(&c, plan);
      g_assert_true(plan->proven);
      if (!ends_lost(&c, plan)) {
        g_assert_cmpfloat_with_epsilon(value_of(&c, plan), all.best, 1e-6);
        n_compared++;
      }
      if (kept.least_days != G_MAXUINT) { /* all fit as given */
        g_assert_true(plan->in_order);
        g_assert_cmpuint(plan->left_out->len, ==, 0);
        if (!c.rules.n_days)
          g_assert_cmpuint(plan->n_days, ==, kept.least_days);
      }
      n_reordered += !plan->in_order;
      n_chosen += plan->left_out->len > 0;
    }
    case_clear(&c);
  }
  g_assert_cmpuint(n_compared, >, 300);
  g_assert_cmpuint(n_reordered, >, 20);
  g_assert_cmpuint(n_chosen, >, 100);
  g_assert_cmpuint(n_none, <, 150);
}

/* More candidates than the exact method takes: feasible, and with all of small tours' worth: the
 * annealing alone reaches what the exact method says on the same stops. */
static void test_large_plans_hold_up(void) {
  TyRandom random = ty_random(32, 0);

  for (int round = 0; round < 6; round++) {
    Case c;
    random_case(&c, &random, 16 + ty_random_below(&random, 30));
    g_autoptr(GError) error = NULL;
    g_autoptr(TyDayPlan) plan = solve(&c, &error), again = solve(&c, NULL);

    g_assert_no_error(error);
    check_plan(&c, plan);
    g_assert_false(plan->proven);
    g_assert_cmpuint(plan->visits->len, ==, again->visits->len);
    g_assert_cmpmem(plan->visits->data, plan->visits->len * sizeof(TyVisit), again->visits->data,
                    again->visits->len * sizeof(TyVisit));
    case_clear(&c);
  }
}

/* Twelve stops that matter, and twelve worth nothing that push the problem over the exact method's
 * size: the score must be that of the exact method on the twelve. */
static void test_annealing_meets_exact(void) {
  TyRandom random = ty_random(33, 0);
  double sum = 0, sum_exact = 0;

  for (int round = 0; round < 8; round++) {
    Case c;
    random_case(&c, &random, 24);
    c.rules.start_fixed = c.rules.end_fixed = c.rules.return_to_start = FALSE;
    for (gsize i = 12; i < 24; i++)
      c.stops[i].score = c.stops[i].must = 0;
    g_autoptr(TyDayPlan) plan = solve(&c, NULL);
    g_autoptr(TyDayPlan) exact =
        ty_days_plan(c.stops, c.n, c.dist_m, c.duration_s, c.order, 12, &c.rules, 1, NULL);

    check_plan(&c, plan);
    g_assert_true(exact->proven);
    g_assert_cmpfloat(plan->score, <=, exact->score);
    sum += plan->score;
    sum_exact += exact->score;
    case_clear(&c);
  }
  g_assert_cmpfloat(sum, >=, .98 * sum_exact);
}

static void published_case(Case *c) {
  g_autoptr(TyDistances) distances = published_distances(TRUE, TRUE);

  memset(c, 0, sizeof *c);
  c->n = N_STONE;
  c->dist_m = g_memdup2(distances->dist_m, N_STONE * N_STONE * sizeof(double));
  c->duration_s = g_memdup2(distances->duration_s, N_STONE * N_STONE * sizeof(double));
  for (gsize i = 0; i < N_STONE; i++) {
    c->stops[i] = (TyStop){3 * 3600, 2 * 3600, 4 * 3600, (double) (1 + i % 5), FALSE, NULL};
    c->order[i] = (guint32) i;
  }
  c->rules = (TyDayRules){.max_days = 15,
                          .day_start_s = 9 * 3600,
                          .day_length_s = 9 * 3600,
                          .min_stops = 2,
                          .max_stops = 3,
                          .slack = .15,
                          .lunch_s = 3600,
                          .lunch_from_s = 11 * 3600 + 1800,
                          .lunch_until_s = 14 * 3600};
}

static void test_published_tour_in_days(void) {
  Case c;
  published_case(&c);
  for (int dwell_h = 2; dwell_h <= 3; dwell_h++) {
    for (gsize i = 0; i < N_STONE; i++)
      c.stops[i].dwell_s = dwell_h * 3600;
    g_autoptr(GError) error = NULL;
    g_autoptr(TyDayPlan) plan = solve(&c, &error);
    g_assert_no_error(error);
    check_plan(&c, plan);
    g_assert_cmpuint(plan->visits->len, ==, N_STONE);
    g_assert_true(plan->in_order);
    g_assert_cmpuint(plan->n_days, >=, 5);
    g_assert_cmpuint(plan->n_days, <=, 8);
  }
  c.rules.n_days = 3;
  g_autoptr(TyDayPlan) three = solve(&c, NULL);
  check_plan(&c, three);
  g_assert_cmpuint(three->n_days, ==, 3);
  g_assert_cmpuint(three->visits->len, >=, 6);
  g_assert_cmpuint(three->visits->len, <=, 9);
  g_assert_true(three->proven);
  /* The best nine are worth 3 · 5 + 3 · 4 + 3 · 3, but lie too far apart. */
  g_assert_cmpfloat(three->score, <=, 36);
  g_assert_cmpfloat(three->score, >=, 33);
  for (guint i = 0; i < three->left_out->len; i++)
    g_assert_cmpint(g_array_index(three->left_out, TyLeftOutStop, i).why, ==, TY_LEFT_OUT_TIME);

  c.stops[BAODINGSHAN].must = TRUE; /* worth least of all */
  c.stops[WOFOYUAN].must = TRUE;
  c.rules.start_fixed = c.rules.end_fixed = TRUE;
  g_autoptr(TyDayPlan) from_to = solve(&c, NULL);
  check_plan(&c, from_to);
  g_assert_cmpuint(g_array_index(from_to->visits, TyVisit, 0).stop, ==, BAODINGSHAN);
  g_assert_cmpuint(g_array_index(from_to->visits, TyVisit, from_to->visits->len - 1).stop, ==,
                   WOFOYUAN);
  case_clear(&c);
}

static void test_says_why_a_stop_is_left_out(void) {
  double dist_m[16], duration_s[16];
  TyOpening closed[2] = {{0, 0, 0, 0, 0}, {36000, 36000, 0, 0, 0}};
  TyOpening short_s[2] = {{36000, 39600, 0, 0, 0}, {36000, 39600, 0, 0, 0}};
  TyStop stops[4] = {{.dwell_s = 7200, .score = 1},
                     {.dwell_s = 7200, .score = 9, .opening = closed},
                     {.dwell_s = 7200, .score = 9, .opening = short_s},
                     {.dwell_s = 7200, .score = 9, .must = TRUE}};
  const guint32 order[] = {0, 1, 2, 3};
  TyDayRules rules = {.n_days = 2, .day_start_s = 32400, .day_length_s = 32400};

  for (gsize i = 0; i < 16; i++)
    dist_m[i] = duration_s[i] = i / 4 != i % 4 && (i / 4 == 3 || i % 4 == 3) ? INFINITY : 600;
  g_autoptr(GError) error = NULL;
  g_autoptr(TyDayPlan) plan =
      ty_days_plan(stops, 4, dist_m, duration_s, order, 4, &rules, 1, &error);
  const TyLeftOut expected[] = {TY_LEFT_OUT_CLOSED, TY_LEFT_OUT_TOO_LONG, TY_LEFT_OUT_UNREACHABLE};
  g_assert_no_error(error);
  g_assert_cmpuint(plan->visits->len, ==, 1);
  g_assert_cmpuint(plan->left_out->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint(g_array_index(plan->left_out, TyLeftOutStop, i).why, ==, expected[i]);

  stops[0].opening = closed;
  g_assert_null(ty_days_plan(stops, 4, dist_m, duration_s, order, 3, &rules, 1, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INFEASIBLE);
  g_assert_nonnull(g_strrstr(error->message, "2 are closed"));
}

/* Closed on the first day: the tour waits for the second, or turns round. */
static void test_goes_round_a_closed_day(void) {
  double table[4] = {0, 600, 600, 0};
  TyOpening monday[2] = {{0, 0, 0, 0, 0}, {32400, 61200, 0, 0, 0}};
  TyStop stops[2] = {{.dwell_s = 7200, .score = 1, .opening = monday},
                     {.dwell_s = 7200, .score = 1}};
  const guint32 order[] = {0, 1};
  TyDayRules rules = {.max_days = 2, .day_start_s = 32400, .day_length_s = 10800};

  g_autoptr(TyDayPlan) turned = ty_days_plan(stops, 2, table, table, order, 2, &rules, 1, NULL);
  g_assert_cmpuint(turned->visits->len, ==, 2);
  g_assert_false(turned->in_order);
  rules.day_length_s = 18000;
  g_autoptr(TyDayPlan) waits = ty_days_plan(stops, 2, table, table, order, 2, &rules, 1, NULL);
  g_assert_true(waits->in_order);
  g_assert_cmpuint(waits->n_days, ==, 2);
  g_assert_cmpuint(g_array_index(waits->visits, TyVisit, 0).day, ==, 1);
}

static void test_refuses_rules_that_cannot_be(void) {
  double table[1] = {0};
  TyStop stop = {.dwell_s = 3600, .score = 1}, bad_stop = {.dwell_s = 3600, .score = -1};
  const guint32 order[] = {0}, twice[] = {0, 0};
  const TyDayRules good = {.n_days = 1, .day_start_s = 32400, .day_length_s = 32400};
  TyDayRules wrong[6] = {good, good, good, good, good, good};

  wrong[0].n_days = 0;
  wrong[1].day_length_s = 0;
  wrong[2].slack = NAN;
  wrong[3].min_stops = 4;
  wrong[3].max_stops = 2;
  wrong[4].lunch_s = 3600;
  wrong[4].lunch_from_s = 50000;
  wrong[4].lunch_until_s = 40000;
  wrong[5].n_days = 100000;
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_days_plan(&stop, 1, table, table, order, 1, &wrong[i], 1, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_USAGE);
  }
  g_autoptr(GError) error = NULL;
  g_assert_null(ty_days_plan(&bad_stop, 1, table, table, order, 1, &good, 1, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_USAGE);
  g_clear_error(&error);
  g_assert_null(ty_days_plan(&stop, 1, table, table, twice, 2, &good, 1, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_USAGE);
  g_clear_error(&error);
  g_assert_null(ty_days_plan(&stop, 1, table, table, order, 0, &good, 1, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INFEASIBLE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/route/days/published-tour", test_published_tour_in_days);
  g_test_add_func("/route/days/equals-brute-force", test_equals_brute_force);
  g_test_add_func("/route/days/large-plans", test_large_plans_hold_up);
  g_test_add_func("/route/days/annealing-meets-exact", test_annealing_meets_exact);
  g_test_add_func("/route/days/why-left-out", test_says_why_a_stop_is_left_out);
  g_test_add_func("/route/days/closed-day", test_goes_round_a_closed_day);
  g_test_add_func("/route/days/refuses", test_refuses_rules_that_cannot_be);
  return g_test_run();
}
