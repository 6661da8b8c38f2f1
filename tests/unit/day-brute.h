/* SPDX-License-Identifier: Apache-2.0 */
/** For tests of days: a problem, a checker of plans, and the best plan by brute force. */
#pragma once
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
