/* SPDX-License-Identifier: Apache-2.0 */
#include "base/processor-time.h"
#include "route/orienteering-search.h"

#include <string.h>

static void search_clear(TyOrientSearch *search) {
  ty_orient_state_free(search->current);
  ty_orient_state_free(search->trial);
  ty_orient_state_free(search->best);
  ty_orient_pool_free(search->pool);
  g_free(search->blink);
  g_free(search->all);
  g_free(search->marked);
  g_free(search->touched);
  g_free(search->list);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TyOrientSearch, search_clear)

static double mean_score(const TyOrienteering *problem) {
  gsize cells = problem->n * (problem->daily_scores ? problem->n_days : 1), n = 0;
  double sum = 0;

  for (gsize i = 0; i < cells; i++)
    if (problem->score[i] > 0) {
      sum += problem->score[i];
      n++;
    }
  return n > 0 ? sum / (double) n : 1;
}

/* What no plan can go over: every vertex on the day that suits it best. */
static double most_score(const TyOrient *orient) {
  double most = 0;

  for (gsize v = 0; v < orient->source->n; v++) {
    double highest = 0;
    for (guint32 i = orient->slots_from[v]; i < orient->slots_from[v + 1]; i++)
      for (gsize k = 0; k < orient->n_kinds; k++)
        highest = MAX(highest, orient->score[k * orient->stride + orient->slots[i]]);
    most += highest;
  }
  return most;
}

static void search_init(TyOrientSearch *search, const TyOrient *orient,
                        const TyOrienteeringEffort *effort, guint64 seed) {
  gint32 longest = 1;

  search->orient = orient;
  search->effort = effort;
  search->random = ty_random(seed, 0);
  search->current = ty_orient_state_new(orient);
  search->trial = ty_orient_state_new(orient);
  search->best = ty_orient_state_new(orient);
  search->blink = g_new(float, TY_BLINKS + orient->stride);
  for (gsize i = 0; i < TY_BLINKS + orient->stride; i++)
    search->blink[i] = ty_random_double(&search->random) >= TY_BLINK_CHANCE;
  search->all = g_new(float, orient->stride);
  for (gsize i = 0; i < orient->stride; i++)
    search->all[i] = 1;
  search->marked = g_new0(guint8, orient->stride);
  search->touched = g_new0(guint8, orient->n_days);
  search->list = g_new(guint32, 2 * orient->stride);
  search->pool = ty_orient_pool_new(orient);
  for (gsize k = 0; k < orient->n_kinds; k++)
    longest = MAX(longest, orient->day_until[k] - orient->day_from[k]);
  search->most = most_score(orient);
  search->unit = mean_score(orient->source);
  search->time_worth = TY_TRAVEL_WORTH * search->unit * (double) orient->n_slots / longest;
}

/* A vertex that must be visited and is on no day of `state`; n when there is none. */
static gsize missing(const TyOrient *orient, const TyOrientState *state) {
  const TyOrienteering *problem = orient->source;
  gsize v = 0;

  while (v < problem->n && !(problem->must && problem->must[v] && state->day_of[v] < 0))
    v++;
  return v;
}

static gboolean fits_alone(const TyOrient *orient, TyOrientState *empty, gsize vertex) {
  gboolean fits = FALSE;

  for (guint32 d = 0; d < orient->n_days && !fits; d++)
    for (guint32 i = orient->slots_from[vertex]; i < orient->slots_from[vertex + 1] && !fits; i++) {
      ty_orient_set_day(orient, empty, d, &orient->slots[i], 1);
      fits = empty->day[d].n == 1;
      ty_orient_set_day(orient, empty, d, NULL, 0);
    }
  return fits;
}

static gboolean check_must(TyOrientSearch *search, GError **error) {
  const TyOrienteering *problem = search->orient->source;

  for (gsize v = 0; v < problem->n; v++)
    if (problem->must && problem->must[v] && !fits_alone(search->orient, search->trial, v)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE,
                  "vertex %zu must be visited, but fits into no day even alone", v);
      return FALSE;
    }
  return TRUE;
}

static gint64 exact_steps(const TyOrienteeringEffort *effort) {
  return (gint64) (TY_EXACT_STEPS * (effort->seconds > 0 ? MIN(effort->seconds, 100) : 1));
}

/* @return whether the plan is proven */
static gboolean search_run(TyOrientSearch *search) {
  if (search->orient->n_slots == 0)
    return TRUE;
  ty_orient_anneal(search, TY_FIRST_SHARE);
  if (search->best->score >= search->most ||
      (search->orient->n_days == 1 && ty_orient_exact(search, exact_steps(search->effort))))
    return TRUE;
  ty_orient_state_copy(search->orient, search->current, search->best);
  ty_orient_state_copy(search->orient, search->trial, search->best);
  ty_orient_anneal(search, 1);
  return search->best->score >= search->most;
}

static TyOrienteeringPlan *make_plan(const TyOrientSearch *search) {
  const TyOrient *orient = search->orient;
  const TyOrientState *best = search->best;
  TyOrienteeringPlan *plan = g_new0(TyOrienteeringPlan, 1);
  guint32 n = 0;

  plan->n_days = orient->n_days;
  plan->days_from = g_new0(guint32, plan->n_days + 1);
  for (gsize d = 0; d < plan->n_days; d++)
    plan->days_from[d + 1] = plan->days_from[d] + best->day[d].n;
  plan->stops = g_new(guint32, plan->days_from[plan->n_days] + 1);
  plan->begin = g_new(gint32, plan->days_from[plan->n_days] + 1);
  for (gsize d = 0; d < plan->n_days; d++)
    for (guint32 p = 1; p <= best->day[d].n; p++) {
      guint32 vertex = orient->vertex[best->day[d].node[p]];
      gsize row = orient->source->daily_scores ? d * orient->source->n : 0;
      plan->stops[n] = vertex;
      plan->begin[n++] = best->day[d].begin[p];
      plan->score += orient->source->score[row + vertex];
    }
  plan->iterations = search->iterations;
  plan->seconds = (double) (ty_processor_time_us() - search->begin_us) * 1e-6;
  return plan;
}

TyOrienteeringPlan *ty_orienteering_solve(const TyOrienteering *problem,
                                          const TyOrienteeringEffort *effort, guint64 seed,
                                          GError **error) {
  const TyOrienteeringEffort usual = {.iterations = TY_ORIENTEERING_ITERATIONS};
  g_auto(TyOrientSearch) search = {.begin_us = ty_processor_time_us()};
  g_autoptr(TyOrient) orient = ty_orient_new(problem, error);

  if (!orient)
    return NULL;
  if (!effort || (effort->iterations == 0 && !(effort->seconds > 0)))
    effort = &usual;
  search_init(&search, orient, effort, seed);
  if (!check_must(&search, error))
    return NULL;
  gboolean proven = search_run(&search);
  gsize left = missing(orient, search.best);
  if (left < problem->n) {
    g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE,
                "found no plan with all that must be visited: vertex %zu is left out%s", left,
                proven ? "; there is none" : "");
    return NULL;
  }
  TyOrienteeringPlan *plan = make_plan(&search);
  plan->proven = proven;
  return plan;
}

void ty_orienteering_plan_free(TyOrienteeringPlan *plan) {
  if (!plan)
    return;
  g_free(plan->days_from);
  g_free(plan->stops);
  g_free(plan->begin);
  g_free(plan);
}
