/* SPDX-License-Identifier: Apache-2.0 */
#include "published-legs.h"
#include "tables.h"

#include <string.h>

/* A day-planning problem with its tables. */
typedef struct {
  gsize n;
  TyStop stops[64];
  TyOpening openings[64][8];
  double *dist_m, *duration_s;
  guint32 order[64];
  TyDayRules rules;
} Case;

static void case_clear(Case *c) {
  g_clear_pointer(&c->dist_m, g_free);
  g_clear_pointer(&c->duration_s, g_free);
}

static TyDayPlan *solve(const Case *c, GError **error) {
  return ty_days_plan(c->stops, c->n, c->dist_m, c->duration_s, c->order, c->n, &c->rules, 1,
                      error);
}

/* The checker: written from the header alone, apart from the planner ----------------------------
 */

static gint32 free_time_s(const Case *c, gint32 busy_s) {
  return (gint32) ceil(c->rules.slack * busy_s - 1e-6);
}

static void check_opening(const TyOpening *opening, const TyVisit *visit) {
  if (!opening)
    return;
  opening += visit->day;
  g_assert_cmpint(opening->open_s, <, opening->close_s);
  g_assert_cmpint(visit->begin_s, >=, opening->open_s);
  g_assert_cmpint(visit->depart_s, <=, opening->close_s);
  if (opening->last_entry_s)
    g_assert_cmpint(visit->begin_s, <=, opening->last_entry_s);
  if (opening->break_from_s < opening->break_until_s)
    g_assert_true(visit->depart_s <= opening->break_from_s ||
                  visit->begin_s >= opening->break_until_s);
}

static void check_lunch(const Case *c, const TyVisit *visit) {
  const TyDayRules *rules = &c->rules;
  gint32 at_s = visit->lunch_at_s;

  g_assert_cmpint(at_s, >=, rules->lunch_from_s);
  g_assert_cmpint(at_s, <=, rules->lunch_until_s);
  g_assert_true((at_s >= visit->arrive_s && at_s + rules->lunch_s <= visit->begin_s) ||
                at_s >= visit->depart_s);
}

static void check_plan(const Case *c, const TyDayPlan *plan) {
  const TyDayRules *rules = &c->rules;
  const TyVisit *visits = (const TyVisit *) (const void *) plan->visits->data;
  gboolean seen[64] = {FALSE};
  guint n_of_day = 0, n_lunches = 0;
  double score = 0;

  g_assert_cmpuint(plan->n_days, <=, rules->n_days ? rules->n_days : rules->max_days);
  g_assert_cmpuint(plan->visits->len + plan->left_out->len, ==, c->n);
  for (guint i = 0; i < plan->visits->len; i++) {
    const TyVisit *visit = &visits[i], *before = i ? visit - 1 : NULL;
    const TyStop *stop = &c->stops[visit->stop];
    gboolean new_day = !before || before->day != visit->day;
    gint32 set_out_s = rules->day_start_s, spent_s = 0;

    g_assert_cmpuint(visit->stop, <, c->n);
    g_assert_false(seen[visit->stop]);
    seen[visit->stop] = TRUE;
    score += stop->score;
    g_assert_cmpuint(visit->day, <, plan->n_days);
    if (before)
      g_assert_cmpuint(visit->day, >=, before->day);
    if (!new_day) {
      set_out_s = before->depart_s;
      spent_s = before->depart_s - before->begin_s;
      if (before->lunch_at_s >= before->depart_s)
        set_out_s = before->lunch_at_s + rules->lunch_s;
    } else {
      n_of_day = n_lunches = 0;
    }
    gint32 way_s =
        before ? (gint32) ceil(c->duration_s[before->stop * c->n + visit->stop] - 1e-6) : 0;
    g_assert_cmpint(visit->travel_s, ==, way_s);
    g_assert_cmpfloat(visit->travel_m, ==,
                      before ? c->dist_m[before->stop * c->n + visit->stop] : 0);
    g_assert_cmpint(visit->arrive_s, ==, set_out_s + way_s + free_time_s(c, way_s + spent_s));
    g_assert_cmpint(visit->begin_s, >=, visit->arrive_s);
    g_assert_cmpint(visit->depart_s - visit->begin_s, <=, stop->dwell_s);
    g_assert_cmpint(visit->depart_s - visit->begin_s, >=,
                    stop->dwell_min_s ? stop->dwell_min_s : stop->dwell_s);
    check_opening(stop->opening, visit);
    if (visit->lunch_at_s >= 0) {
      check_lunch(c, visit);
      n_lunches++;
    }
    n_of_day += stop->dwell_s > 0;
    if (rules->max_stops)
      g_assert_cmpuint(n_of_day, <=, rules->max_stops);

    gboolean last_of_day = i + 1 == plan->visits->len || visit[1].day != visit->day;
    if (!last_of_day)
      continue;
    gint32 left_s =
        MAX(visit->depart_s,
            visit->lunch_at_s >= visit->depart_s ? visit->lunch_at_s + rules->lunch_s : 0);
    gint32 home_s = 0;
    if (rules->return_to_start && i + 1 == plan->visits->len)
      home_s = (gint32) ceil(c->duration_s[visit->stop * c->n + visits[0].stop] - 1e-6);
    gint32 end_s = left_s + home_s + free_time_s(c, home_s + visit->depart_s - visit->begin_s);
    if (rules->return_to_start && i + 1 == plan->visits->len)
      g_assert_cmpint(plan->return_s, ==, end_s);
    g_assert_cmpint(end_s, <=, rules->day_start_s + rules->day_length_s);
    if (rules->lunch_s)
      g_assert_true(n_lunches == 1 || (n_lunches == 0 && end_s <= rules->lunch_until_s));
    else
      g_assert_cmpuint(n_lunches, ==, 0);
  }
  for (guint i = 0; i < plan->left_out->len; i++) {
    const TyLeftOutStop *left_out = &g_array_index(plan->left_out, TyLeftOutStop, i);
    g_assert_false(seen[left_out->stop]);
    if (i)
      g_assert_cmpuint(left_out->stop, >, (left_out - 1)->stop);
    seen[left_out->stop] = TRUE;
  }
  g_assert_cmpfloat_with_epsilon(plan->score, score, 1e-9);
  if (rules->start_fixed && plan->visits->len)
    g_assert_true(visits[0].stop == c->order[0] || plan->left_out->len);
}

/* Brute force: all the orders of all the choices with all the cuts -------------------------------
 */

typedef struct {
  const Case *c;
  gboolean shrunk; /* visits take their least time, else the wished one */
  gboolean in_order;
  guint32 seq[8];
  guint day_of[8];
  double best;      /* score, musts first */
  guint least_days; /* to see all of them in order */
} Brute;

static gint32 brute_dwell_s(const Brute *brute, guint32 stop) {
  const TyStop *s = &brute->c->stops[stop];
  return brute->shrunk && s->dwell_min_s ? s->dwell_min_s : s->dwell_s;
}

static gboolean walk_day(const Brute *brute, gsize i, gsize to, guint day, gint32 time_s,
                         gboolean eaten, gboolean home);

static gboolean visit_then(const Brute *brute, gsize i, gsize to, guint day, gint32 time_s,
                           gboolean eaten, gboolean home) {
  const TyDayRules *rules = &brute->c->rules;
  const TyOpening *opening = brute->c->stops[brute->seq[i]].opening;
  gint32 dwell_s = brute_dwell_s(brute, brute->seq[i]), begin_s = time_s;

  if (opening) {
    const TyOpening *o = &opening[day];
    gint32 tries_s[] = {time_s, o->open_s, o->break_until_s}, found_s = G_MAXINT32;
    for (int k = 0; k < 3; k++) {
      gint32 b = tries_s[k];
      gboolean fine = b >= time_s && b >= o->open_s && b + dwell_s <= o->close_s &&
                      o->open_s < o->close_s && (!o->last_entry_s || b <= o->last_entry_s) &&
                      (o->break_from_s >= o->break_until_s || b + dwell_s <= o->break_from_s ||
                       b >= o->break_until_s);
      if (fine)
        found_s = MIN(found_s, b);
    }
    if (found_s == G_MAXINT32)
      return FALSE;
    begin_s = found_s;
  }
  gint32 depart_s = begin_s + dwell_s;
  if (walk_day(brute, i + 1, to, day, depart_s, eaten, home))
    return TRUE;
  gint32 lunch_s = MAX(depart_s, rules->lunch_from_s);
  return !eaten && lunch_s <= rules->lunch_until_s &&
         walk_day(brute, i + 1, to, day, lunch_s + rules->lunch_s, TRUE, home);
}

/* On from the departure before visit `i` of the day that ends before visit `to`. */
static gboolean walk_day(const Brute *brute, gsize i, gsize to, guint day, gint32 time_s,
                         gboolean eaten, gboolean home) {
  const Case *c = brute->c;
  const TyDayRules *rules = &c->rules;
  gboolean first = i == 0 || brute->day_of[i - 1] != day;
  gint32 spent_s = first ? 0 : brute_dwell_s(brute, brute->seq[i - 1]), way_s = 0;

  if (i == to) {
    if (home)
      way_s = (gint32) ceil(c->duration_s[brute->seq[i - 1] * c->n + brute->seq[0]] - 1e-6);
    time_s += way_s + free_time_s(c, way_s + spent_s);
    return time_s <= rules->day_start_s + rules->day_length_s &&
           (eaten || time_s <= rules->lunch_until_s);
  }
  if (i) {
    if (isinf(c->duration_s[brute->seq[i - 1] * c->n + brute->seq[i]]))
      return FALSE;
    way_s = (gint32) ceil(c->duration_s[brute->seq[i - 1] * c->n + brute->seq[i]] - 1e-6);
    time_s += way_s + free_time_s(c, way_s + spent_s);
  }
  if (visit_then(brute, i, to, day, time_s, eaten, home))
    return TRUE;
  gint32 lunch_s = MAX(time_s, rules->lunch_from_s);
  return !eaten && lunch_s <= rules->lunch_until_s &&
         visit_then(brute, i, to, day, lunch_s + rules->lunch_s, TRUE, home);
}

static gboolean day_fits(const Brute *brute, gsize from, gsize to, guint day, gboolean home) {
  guint n_stops = 0;
  for (gsize i = from; i < to; i++)
    n_stops += brute->c->stops[brute->seq[i]].dwell_s > 0;
  if (brute->c->rules.max_stops && n_stops > brute->c->rules.max_stops)
    return FALSE;
  return walk_day(brute, from, to, day, brute->c->rules.day_start_s, brute->c->rules.lunch_s == 0,
                  home);
}

static void brute_extend(Brute *brute, gsize n_seq, gsize day_from, guint day, guint used) {
  const Case *c = brute->c;
  guint n_days = c->rules.n_days ? c->rules.n_days : c->rules.max_days;
  gboolean home = c->rules.return_to_start;
  gboolean starts = !(c->rules.start_fixed || home) || brute->seq[0] == c->order[0];
  gboolean ends = !c->rules.end_fixed || (n_seq && brute->seq[n_seq - 1] == c->order[c->n - 1]);

  if (n_seq && starts && ends && day_fits(brute, day_from, n_seq, day, home)) {
    double value = 0;
    for (gsize i = 0; i < n_seq; i++)
      value += c->stops[brute->seq[i]].score + (c->stops[brute->seq[i]].must ? 1e6 : 0);
    brute->best = MAX(brute->best, value);
    if (n_seq == c->n)
      brute->least_days = MIN(brute->least_days, day + 1);
  }
  for (guint next = day; next < n_days; next++) {
    if (next > day && (n_seq == 0 || !day_fits(brute, day_from, n_seq, day, FALSE)) &&
        !(n_seq == day_from))
      break;
    for (guint32 stop = 0; stop < c->n; stop++) {
      if (used >> stop & 1 || (brute->in_order && stop != c->order[n_seq]))
        continue;
      brute->seq[n_seq] = stop;
      brute->day_of[n_seq] = next;
      brute_extend(brute, n_seq + 1, next > day ? n_seq : day_from, next, used | 1U << stop);
    }
  }
}

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
