/* SPDX-License-Identifier: Apache-2.0 */
#include "route/days.h"

#include <math.h>

/* Visits shrink in so many equal parts from the wished time to the least. */
enum { N_SHRINKS = 8 };

static gboolean check_rules(const TyDayRules *rules, GError **error) {
  if (!rules->n_days && !rules->max_days)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found 0 days, expected 1 or more");
  else if (MAX(rules->n_days, rules->max_days) > 366)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found %u days, expected at most 366",
                MAX(rules->n_days, rules->max_days));
  else if (rules->day_start_s < 0 || rules->day_start_s > 2 * 86400 || rules->day_length_s <= 0 ||
           rules->day_length_s > 2 * 86400)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "the day begins at %d s and lasts %d s, expected more than 0 and at most 2 days",
                rules->day_start_s, rules->day_length_s);
  else if (!(rules->slack >= 0) || rules->slack > 10)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "the slack is %g, expected a share from 0 to 10",
                rules->slack);
  else if (rules->lunch_s < 0 || rules->lunch_s > 86400 ||
           (rules->lunch_s && rules->lunch_from_s > rules->lunch_until_s))
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "lunch takes %d s and begins from %d s to %d s, expected a time and a span",
                rules->lunch_s, rules->lunch_from_s, rules->lunch_until_s);
  else if (rules->max_stops && rules->min_stops > rules->max_stops)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found %u to %u stops a day, expected a span",
                rules->min_stops, rules->max_stops);
  else
    return TRUE;
  return FALSE;
}

static gboolean check_stops(const TyStop *stops, gsize n, const guint32 *order, gsize n_order,
                            GError **error) {
  g_autofree gboolean *seen = g_new0(gboolean, n + 1);

  for (gsize i = 0; i < n_order; i++) {
    if (order[i] >= n || seen[order[i]]) {
      g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                  "position %zu of the order holds stop %u, expected different ones of %zu stops",
                  i, order[i], n);
      return FALSE;
    }
    seen[order[i]] = TRUE;
    const TyStop *stop = &stops[order[i]];
    if (!(stop->score >= 0) || isinf(stop->score) || stop->dwell_s < 0 ||
        stop->dwell_s > 2 * 86400 || stop->dwell_min_s < 0 || stop->dwell_min_s > stop->dwell_s) {
      g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                  "stop %u takes %d s, at least %d s, and is worth %g, expected 0 or more and no "
                  "more than 2 days",
                  order[i], stop->dwell_s, stop->dwell_min_s, stop->score);
      return FALSE;
    }
  }
  return TRUE;
}

/* Everything that the steps of the planning share. */
typedef struct {
  TyDays days;
  gsize n_stops;
  const double *dist_m;
  guint32 *stop;
  gint32 *way_s, *dwell_s;
  double *worth;
  TyDayRows rows;
  GArray *left_out;
} Planning;

static gint32 dwell_s(const TyStop *stop, guint shrinks) {
  if (!stop->dwell_min_s)
    return stop->dwell_s;
  gint32 shrunk_s =
      stop->dwell_s - (gint32) ((gint64) (stop->dwell_s - stop->dwell_min_s) * shrinks / N_SHRINKS);
  gint32 minutes_s = shrunk_s / 60 * 60;
  return shrinks == N_SHRINKS || minutes_s < stop->dwell_min_s ? MAX(shrunk_s, stop->dwell_min_s)
         : shrinks                                             ? minutes_s
                                                               : shrunk_s;
}

static void set_dwells(Planning *planning, guint shrinks) {
  for (gsize i = 0; i < planning->days.n; i++)
    planning->dwell_s[i] = dwell_s(&planning->days.stops[planning->stop[i]], shrinks);
}

static gint32 seconds(double value_s) {
  return value_s < TY_NEVER * .25 ? (gint32) ceil(value_s - 1e-6) : TY_NEVER; /* NAN: never */
}

static void leave_out(Planning *planning, guint32 stop, TyLeftOut why) {
  TyLeftOutStop left_out = {stop, why};
  g_array_append_val(planning->left_out, left_out);
}

static gboolean ever_open(const TyStop *stop, guint n_days) {
  for (guint day = 0; stop->opening && day < n_days; day++)
    if (stop->opening[day].open_s < stop->opening[day].close_s)
      return TRUE;
  return !stop->opening;
}

/* Whether candidate `at` alone, without any way, fits into a day. */
static gboolean fits_alone(const TyDays *days, guint32 at) {
  for (guint day = 0; day < days->n_days; day++)
    if (ty_day_length(days, -1, &at, 1, day, FALSE) < TY_NEVER)
      return TRUE;
  return FALSE;
}

/* Why a stop can be in no plan; TY_LEFT_OUT_TIME when it can. */
static TyLeftOut hopeless(const Planning *planning, const double *duration_s, guint32 first,
                          guint32 stop) {
  gsize n = planning->n_stops;
  const TyDays *days = &planning->days;

  if (stop != first &&
      (seconds(duration_s[first * n + stop]) >= TY_NEVER ||
       (days->rules->return_to_start && seconds(duration_s[stop * n + first]) >= TY_NEVER)))
    return TY_LEFT_OUT_UNREACHABLE;
  if (!ever_open(&days->stops[stop], days->n_days))
    return TY_LEFT_OUT_CLOSED;
  gint32 least_s = dwell_s(&days->stops[stop], N_SHRINKS), no_way_s = 0;
  TyDays alone = *days;
  alone.n = 1;
  alone.stop = &stop;
  alone.dwell_s = &least_s;
  alone.way_s = &no_way_s;
  return fits_alone(&alone, 0) ? TY_LEFT_OUT_TIME : TY_LEFT_OUT_TOO_LONG;
}

static void collect(Planning *planning, const double *duration_s, const guint32 *order,
                    gsize n_order) {
  TyDays *days = &planning->days;
  double total = 0;

  for (gsize i = 0; i < n_order; i++) {
    TyLeftOut why = hopeless(planning, duration_s, order[0], order[i]);
    if (why != TY_LEFT_OUT_TIME) {
      leave_out(planning, order[i], why);
      continue;
    }
    planning->stop[days->n++] = order[i];
    total += days->stops[order[i]].score;
  }
  days->pin_first = days->rules->start_fixed || days->rules->return_to_start;
  days->pin_last = days->rules->end_fixed && days->n > 1;
  for (gsize a = 0; a < days->n; a++)
    for (gsize b = 0; b < days->n; b++)
      planning->way_s[a * days->n + b] =
          a == b ? 0
                 : seconds(duration_s[planning->stop[a] * planning->n_stops + planning->stop[b]]);
  /* Among choices of equal score, more stops are better. */
  double least = 1e-9 * (total > 0 ? total : 1);
  for (gsize i = 0; i < days->n; i++) {
    const TyStop *stop = &days->stops[planning->stop[i]];
    planning->worth[i] = stop->score + least + (stop->must ? total + 1 : 0);
  }
}

/* Gives each day's visits as much of the wished time as it holds, and writes them down. */
static void fill_plan(Planning *planning, TyDayPlan *plan) {
  TyDays *days = &planning->days;
  gssize night = -1;

  for (guint day = 0; day < days->n_days; day++) {
    const guint32 *at = planning->rows.at + planning->rows.first[day];
    gsize n_at = planning->rows.first[day + 1] - planning->rows.first[day];
    gboolean home = days->rules->return_to_start &&
                    planning->rows.first[day + 1] == planning->rows.first[days->n_days];
    guint shrinks = 0;
    gint32 home_s;
    if (!n_at)
      continue;
    for (; shrinks < N_SHRINKS; shrinks++) {
      set_dwells(planning, shrinks);
      if (ty_day_length(days, night, at, n_at, day, home) < TY_NEVER)
        break;
    }
    set_dwells(planning, shrinks);
    ty_day_visits(days, night, at, n_at, day, home, planning->dist_m, planning->n_stops,
                  plan->visits, &home_s);
    night = at[n_at - 1];
    if (home) {
      plan->return_s = home_s;
      plan->return_m =
          planning->dist_m[planning->stop[night] * planning->n_stops + planning->stop[0]];
    }
  }
}

/* What of the candidates is in the plan, and in which order. */
static void account(Planning *planning, TyDayPlan *plan) {
  TyDays *days = &planning->days;
  g_autofree gboolean *inside = g_new0(gboolean, days->n + 1);
  gsize n_in = planning->rows.first[days->n_days];

  plan->in_order = TRUE;
  for (gsize i = 0; i < n_in; i++) {
    guint32 at = planning->rows.at[i];
    inside[at] = TRUE;
    plan->score += days->stops[planning->stop[at]].score;
    plan->in_order &= i == 0 || planning->rows.at[i - 1] < at;
  }
  for (gsize i = 0; i < days->n; i++)
    if (!inside[i])
      leave_out(planning, planning->stop[i], TY_LEFT_OUT_TIME);
}

static gint by_stop(gconstpointer a, gconstpointer b) {
  guint32 stop_a = ((const TyLeftOutStop *) a)->stop, stop_b = ((const TyLeftOutStop *) b)->stop;
  return stop_a < stop_b ? -1 : stop_a > stop_b;
}

/* Puts the pinned ends alone into the first day that takes the one and the last that takes the
 * other.
 */
static gboolean pin_ends(Planning *planning) {
  const TyDays *days = &planning->days;
  guint32 ends[2] = {0, (guint32) days->n - 1};
  guint n_days = days->n_days, first_day = 0, last_day = n_days - 1;
  gsize n_in = 0;
  gboolean home = days->rules->return_to_start, together = FALSE;

  for (guint day = 0; day <= n_days; day++)
    planning->rows.first[day] = 0;
  if (days->pin_first)
    while (ty_day_length(days, -1, ends, 1, first_day, home && !days->pin_last) >= TY_NEVER)
      if (++first_day == n_days)
        return FALSE;
  if (days->pin_last)
    for (;; last_day--) {
      gssize night = days->pin_first && first_day < last_day ? 0 : -1;
      together = days->pin_first && first_day == last_day;
      if (ty_day_length(days, night, together ? ends : ends + 1, together ? 2 : 1, last_day, home) <
          TY_NEVER)
        break;
      if (last_day == (days->pin_first ? first_day : 0))
        return FALSE;
    }
  for (guint day = 0; day < n_days; day++) {
    if (days->pin_first && day == first_day)
      planning->rows.at[n_in++] = ends[0];
    if (days->pin_last && day == last_day)
      planning->rows.at[n_in++] = ends[1];
    planning->rows.first[day + 1] = n_in;
  }
  return TRUE;
}

/* Steps 1 to 3 of the header; the days used, 0 when not one stop fits. */
static guint plan_rows(Planning *planning, guint64 seed, gboolean *proven) {
  TyDays *days = &planning->days;

  guint shrinks_fitting = N_SHRINKS + 1, n_short;

  *proven = TRUE;
  for (guint shrinks = 0; shrinks <= N_SHRINKS; shrinks++) {
    set_dwells(planning, shrinks);
    guint used = ty_days_cut(days, !days->rules->n_days, &planning->rows, &n_short);
    if (used && !n_short)
      return used;
    if (used)
      shrinks_fitting = MIN(shrinks_fitting, shrinks);
  }
  if (shrinks_fitting <= N_SHRINKS) {
    set_dwells(planning, shrinks_fitting);
    return ty_days_cut(days, !days->rules->n_days, &planning->rows, &n_short);
  }
  *proven = ty_days_choose(days, &planning->rows);
  if (!*proven && !pin_ends(planning))
    return 0;
  ty_days_anneal(days, &planning->rows, seed);

  gsize n_in = planning->rows.first[days->n_days];
  guint used = days->n_days;
  while (used && planning->rows.first[used - 1] == n_in && (!n_in || !days->rules->n_days))
    used--;
  return used;
}

static void set_infeasible(const Planning *planning, GError **error) {
  guint n_by_reason[4] = {0};

  for (guint i = 0; i < planning->left_out->len; i++)
    n_by_reason[g_array_index(planning->left_out, TyLeftOutStop, i).why]++;
  g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE,
              "none of %zu stops fits into %u days of %.1f hours: %u cannot be reached, %u are "
              "closed, %u take longer than a day, %zu cannot be joined into a tour",
              planning->left_out->len + planning->days.n, planning->days.n_days,
              planning->days.rules->day_length_s / 3600., n_by_reason[TY_LEFT_OUT_UNREACHABLE],
              n_by_reason[TY_LEFT_OUT_CLOSED], n_by_reason[TY_LEFT_OUT_TOO_LONG], planning->days.n);
}

TyDayPlan *ty_days_plan(const TyStop *stops, gsize n, const double *dist_m,
                        const double *duration_s, const guint32 *order, gsize n_order,
                        const TyDayRules *rules, guint64 seed, GError **error) {
  if (!check_rules(rules, error) || !check_stops(stops, n, order, n_order, error))
    return NULL;

  guint n_days = rules->n_days ? rules->n_days : rules->max_days, used = 0;
  g_autofree guint32 *stop = g_new(guint32, n_order + 1);
  g_autofree gint32 *way_s = g_new(gint32, n_order * n_order + 1);
  g_autofree gint32 *dwells_s = g_new(gint32, n_order + 1);
  g_autofree double *worth = g_new(double, n_order + 1);
  g_autofree guint32 *at = g_new(guint32, n_order + 1);
  g_autofree gsize *first = g_new0(gsize, n_days + 1);
  g_autoptr(GArray) left_out = g_array_new(FALSE, FALSE, sizeof(TyLeftOutStop));
  Planning planning = {.days = {.stop = stop,
                                .stops = stops,
                                .way_s = way_s,
                                .dwell_s = dwells_s,
                                .worth = worth,
                                .rules = rules,
                                .n_days = n_days},
                       .n_stops = n,
                       .dist_m = dist_m,
                       .stop = stop,
                       .way_s = way_s,
                       .dwell_s = dwells_s,
                       .worth = worth,
                       .rows = {at, first},
                       .left_out = left_out};
  gboolean proven = TRUE;

  collect(&planning, duration_s, order, n_order);
  if (planning.days.n)
    used = plan_rows(&planning, seed, &proven);
  if (!used) {
    set_infeasible(&planning, error);
    return NULL;
  }

  TyDayPlan *plan = g_new0(TyDayPlan, 1);
  planning.days.n_days = used;
  plan->n_days = used;
  plan->proven = proven;
  plan->return_s = -1;
  plan->visits = g_array_new(FALSE, TRUE, sizeof(TyVisit));
  fill_plan(&planning, plan);
  account(&planning, plan);
  g_array_sort(left_out, by_stop);
  plan->left_out = g_steal_pointer(&left_out);
  return plan;
}

void ty_day_plan_free(TyDayPlan *plan) {
  if (!plan)
    return;
  g_array_unref(plan->visits);
  g_array_unref(plan->left_out);
  g_free(plan);
}
