/* SPDX-License-Identifier: Apache-2.0 */
#include "route/outing.h"

#include <math.h>

static void fill_ways(TyOutingGround *ground) {
  const TyItineraryModel *model = ground->model;
  const TyItinerary *problem = model->problem;
  gsize n = ground->n_nodes;

  for (gsize a = 0; a < n; a++)
    for (gsize b = 0; b < n; b++) {
      gint32 way_s = problem->way_s[a * n + b];
      double kg = problem->way_co2_kg ? problem->way_co2_kg[a * n + b] : 0;
      gboolean leads = way_s < TY_NEVER;
      double free_s = ceil(problem->slack * (way_s + model->dwell_s[a]) - 1e-6);
      double free_morning_s = ceil(problem->slack * way_s - 1e-6);
      ground->busy_s[a * n + b] = leads ? (gint32) (way_s + free_s) : TY_NEVER;
      ground->morning_s[a * n + b] = leads ? (gint32) (way_s + free_morning_s) : TY_NEVER;
      ground->way_cost[a * n + b] =
          problem->hour_weight * MIN(way_s, TY_NEVER) / 3600 + problem->co2_weight * kg;
    }
}

/* Stops without a group are groups of one; all numbers are below n. */
static void number_groups(TyOutingGround *ground) {
  g_autoptr(GHashTable) first = g_hash_table_new(NULL, NULL);

  for (guint32 i = 0; i < ground->n; i++) {
    guint32 group = ground->model->problem->stops[i].group;
    gpointer known = group ? g_hash_table_lookup(first, GUINT_TO_POINTER(group)) : NULL;
    ground->exclusive[i] = known ? GPOINTER_TO_UINT(known) - 1 : i;
    if (group && !known)
      g_hash_table_insert(first, GUINT_TO_POINTER(group), GUINT_TO_POINTER(i + 1));
  }
}

TyOutingGround *ty_outing_ground_new(const TyItineraryModel *model) {
  TyOutingGround *ground = g_new0(TyOutingGround, 1);
  const TyItinerary *problem = model->problem;
  gsize n = model->n, n_nodes = problem->n_nodes;

  ground->model = model;
  ground->n = n;
  ground->n_days = model->n_days;
  ground->n_nodes = n_nodes;
  ground->busy_s = g_new(gint32, n_nodes * n_nodes + 1);
  ground->morning_s = g_new(gint32, n_nodes * n_nodes + 1);
  ground->way_cost = g_new(double, n_nodes *n_nodes + 1);
  ground->exclusive = g_new0(guint32, n + 1);
  ground->ordered = g_new0(guint8, n + 1);
  ground->night_cny = g_new0(double, n_nodes + 1);
  for (gsize h = problem->hotel_cny ? problem->n_hotels : 0; h--;)
    ground->night_cny[problem->hotels[h]] = problem->hotel_cny[h];
  ground->must = g_new0(guint8, n + 1);
  ground->decay = g_new(double, n + 1);
  ground->log_decay = log(problem->theme_decay);
  ground->row = g_new(double, n + 1);
  fill_ways(ground);
  number_groups(ground);
  for (gsize taste = 0; taste < TY_OUTING_TASTES; taste++) {
    ground->taste[taste] = g_new(double, n * model->n_days + 1);
    for (gsize i = 0; i < n * model->n_days; i++)
      ground->taste[taste][i] =
          pow(model->worth[i] / model->mean_score + 1e-6, ty_outing_exponent(taste));
  }
  ground->decay[0] = 1;
  for (gsize k = 1; k <= n; k++)
    ground->decay[k] = ground->decay[k - 1] * problem->theme_decay;
  for (guint t = 0; t < problem->n_themes; t++)
    if (model->most[t] < G_MAXUINT)
      ground->capped |= (guint64) 1 << t;
  for (gsize w = 0; w < problem->n_wishes; w++) {
    const TyItineraryWish *wish = &problem->wishes[w];
    if (wish->kind == TY_WISH_BEFORE && ty_itinerary_asked(model, w))
      ground->ordered[wish->a] = ground->ordered[wish->b] = 1;
    if (wish->kind == TY_WISH_VISIT && ty_itinerary_asked(model, w))
      ground->must[wish->a] = 1;
  }
  return ground;
}

void ty_outing_ground_free(TyOutingGround *ground) {
  if (!ground)
    return;
  g_free(ground->busy_s);
  g_free(ground->morning_s);
  g_free(ground->way_cost);
  for (gsize taste = 0; taste < TY_OUTING_TASTES; taste++)
    g_free(ground->taste[taste]);
  g_free(ground->exclusive);
  g_free(ground->ordered);
  g_free(ground->night_cny);
  g_free(ground->must);
  g_free(ground->decay);
  g_free(ground->row);
  g_free(ground);
}
