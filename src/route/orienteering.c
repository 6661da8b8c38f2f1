/* SPDX-License-Identifier: Apache-2.0 */
#include "route/orienteering-search.h"

#include <stdlib.h>
#include <string.h>

static double P(const char *n, double v) { const char *s = getenv(n); return s ? atof(s) : v; }

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

static void search_init(TyOrientSearch *search, const TyOrient *orient,
                        const TyOrienteeringEffort *effort, guint64 seed) {
  search->orient = orient;
  search->effort = effort;
  search->random = ty_random(seed, 0);
  search->current = ty_orient_state_new(orient);
  search->trial = ty_orient_state_new(orient);
  search->best = ty_orient_state_new(orient);
  search->blink = g_new(float, TY_BLINKS + orient->stride);
  for (gsize i = 0; i < TY_BLINKS + orient->stride; i++)
    search->blink[i] = ty_random_double(&search->random) >= P("BLINK", 0.02);
  search->all = g_new(float, orient->stride);
  for (gsize i = 0; i < orient->stride; i++)
    search->all[i] = 1;
  search->marked = g_new0(guint8, orient->stride);
  search->touched = g_new0(guint8, orient->n_days);
  search->list = g_new(guint32, 2 * orient->stride);
  double total = 0;
  for (gsize s = 0; s < orient->n_slots; s++)
    total += orient->weight[s];
  double most = 0;
  for (gsize v = 0; v < orient->source->n; v++)
    most = MAX(most, orient->source->score[v]);
  search->unit = total / MAX(1, orient->n_slots) * most;
  search->time_worth = P("TW", 0.1) * search->unit * orient->n_slots / (orient->day_until[0] - orient->day_from[0]) / 10;
  search->noise = P("NOISE", 0.5);
  search->p_force = P("FORCE", 0.5);
  search->p_tails = P("TAILS", 0.1);
  search->cycle = P("CYCLE", 1);
  search->hot = P("HOT", 0.8);
  search->cold = P("COLD", 0.1);
  search->pool = ty_orient_pool_new(orient);
  search->recombine = P("REC", 0.01);
  search->most = (guint32) P("MOST", 10);
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
  if (getenv("WINS")) g_printerr("wins %u ", search->wins);
  plan->iterations = search->iterations;
  plan->seconds = (double) (ty_orient_clock_us() - search->begin_us) * 1e-6;
  return plan;
}

TyOrienteeringPlan *ty_orienteering_solve(const TyOrienteering *problem,
                                          const TyOrienteeringEffort *effort, guint64 seed,
                                          GError **error) {
  const TyOrienteeringEffort usual = {.iterations = TY_ORIENTEERING_ITERATIONS};
  g_auto(TyOrientSearch) search = {.begin_us = ty_orient_clock_us()};
  g_autoptr(TyOrient) orient = ty_orient_new(problem, error);

  if (!orient)
    return NULL;
  if (!effort || (effort->iterations == 0 && !(effort->seconds > 0)))
    effort = &usual;
  search_init(&search, orient, effort, seed);
  if (orient->n_slots > 0)
    ty_orient_anneal(&search);
  return make_plan(&search);
}

void ty_orienteering_plan_free(TyOrienteeringPlan *plan) {
  if (!plan)
    return;
  g_free(plan->days_from);
  g_free(plan->stops);
  g_free(plan->begin);
  g_free(plan);
}
