/* SPDX-License-Identifier: Apache-2.0 */
#include "route/itinerary.h"

#include <math.h>

gboolean ty_itinerary_asked(const TyItineraryModel *model, gsize i) {
  return !model->asked || model->asked[i];
}

/* A wish for a time narrows the hours of its stop, and closes it on other days. */
static void narrow(TyItineraryModel *model, const TyItineraryWish *wish) {
  for (gsize day = 0; day < model->n_days; day++) {
    TyOpening *opening = &model->openings[wish->a * model->n_days + day];
    if (wish->day >= 0 && (gsize) wish->day != day)
      opening->close_s = opening->open_s;
    if (!wish->from_s && !wish->until_s)
      continue;
    opening->open_s = MAX(opening->open_s, wish->from_s);
    if (!opening->last_entry_s || wish->until_s < opening->last_entry_s)
      opening->last_entry_s = MAX(wish->until_s, 1);
  }
}

static void apply_wishes(TyItineraryModel *model) {
  const TyItinerary *problem = model->problem;

  model->budget_cny = INFINITY;
  for (gsize t = 0; t < problem->n_themes; t++)
    model->most[t] = G_MAXUINT;
  for (gsize i = 0; i < problem->n_wishes; i++) {
    const TyItineraryWish *wish = &problem->wishes[i];
    if (!ty_itinerary_asked(model, i))
      continue;
    if (wish->kind == TY_WISH_VISIT)
      narrow(model, wish);
    else if (wish->kind == TY_WISH_BUDGET)
      model->budget_cny = MIN(model->budget_cny, wish->amount);
    else if (wish->kind == TY_WISH_AT_MOST)
      model->most[wish->a] = MIN(model->most[wish->a], (guint) MAX(wish->amount, 0));
  }
}

static void set_rules(TyItineraryModel *model) {
  const TyItinerary *problem = model->problem;

  for (gsize day = 0; day < model->n_days; day++)
    for (gsize evening = 0; evening < 2; evening++) {
      const TyItineraryDay *span = &problem->days[day];
      model->rules[2 * day + evening] = (TyDayRules){
          .day_start_s = span->start_s,
          .day_length_s = (evening ? span->evening_until_s : span->until_s) - span->start_s,
          .slack = problem->slack,
          .lunch_s = problem->lunch_s,
          .lunch_from_s = problem->lunch_from_s,
          .lunch_until_s = problem->lunch_until_s,
      };
    }
}

TyItineraryModel *ty_itinerary_model_new(const TyItinerary *problem, const gboolean *asked,
                                         gboolean shortest) {
  TyItineraryModel *model = g_new0(TyItineraryModel, 1);
  gsize n = problem->n_stops, n_days = problem->n_days;
  double sum = 0;

  model->problem = problem;
  model->asked = asked;
  model->n = n;
  model->n_days = n_days;
  model->nodes = g_new0(TyStop, problem->n_nodes + 1);
  model->node = g_new(guint32, problem->n_nodes + 1);
  model->openings = g_new0(TyOpening, n * n_days + 1);
  model->dwell_s = g_new0(gint32, problem->n_nodes + 1);
  model->worth = g_new(double, n *n_days + 1);
  model->rules = g_new(TyDayRules, 2 * n_days);
  model->most = g_new(guint, problem->n_themes + 1);
  for (gsize node = 0; node < problem->n_nodes; node++)
    model->node[node] = (guint32) node;
  for (gsize i = 0; i < n; i++) {
    const TyItineraryStop *stop = &problem->stops[i];
    gboolean shrinks = shortest && stop->dwell_min_s > 0 && stop->dwell_min_s < stop->dwell_s;
    model->dwell_s[i] = shrinks ? stop->dwell_min_s : stop->dwell_s;
    model->nodes[i] = (TyStop){.dwell_s = model->dwell_s[i],
                               .score = stop->score,
                               .opening = &model->openings[i * n_days]};
    for (gsize day = 0; day < n_days; day++) {
      model->openings[i * n_days + day] =
          stop->opening ? stop->opening[day] : (TyOpening){.close_s = 2 * 86400};
      model->worth[i * n_days + day] = stop->score * (stop->day_factor ? stop->day_factor[day] : 1);
    }
    sum += stop->score;
  }
  model->mean_score = sum > 0 ? sum / (double) n : 1;
  apply_wishes(model);
  set_rules(model);
  return model;
}

void ty_itinerary_model_free(TyItineraryModel *model) {
  if (!model)
    return;
  g_free(model->nodes);
  g_free(model->node);
  g_free(model->openings);
  g_free(model->dwell_s);
  g_free(model->worth);
  g_free(model->rules);
  g_free(model->most);
  g_free(model);
}

/* Well formed -----------------------------------------------------------------------------------
 */

static gboolean refuse(GError **error, const char *what, gsize i, const char *expected) {
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "%s %zu: expected %s", what, i, expected);
  return FALSE;
}

static gboolean node_ok(const TyItinerary *problem, gssize node) {
  return node < (gssize) problem->n_nodes;
}

static gboolean stops_ok(const TyItinerary *problem, GError **error) {
  for (gsize i = 0; i < problem->n_stops; i++) {
    const TyItineraryStop *stop = &problem->stops[i];
    if (stop->dwell_s <= 0 || stop->dwell_s > 86400 || stop->dwell_min_s < 0)
      return refuse(error, "stop", i, "a dwell of more than 0 and at most 86400 s");
    if (!isfinite(stop->score) || stop->score < 0)
      return refuse(error, "stop", i, "a score that is a number, 0 or more");
    if (!isfinite(stop->cost_cny) || stop->cost_cny < 0)
      return refuse(error, "stop", i, "a cost that is a number, 0 or more");
    if (stop->theme >= (gint) problem->n_themes)
      return refuse(error, "stop", i, "a theme that the problem has");
    for (gsize day = 0; stop->day_cny && day < problem->n_days; day++)
      if (!isfinite(stop->day_cny[day]) || stop->day_cny[day] < 0)
        return refuse(error, "stop", i, "costs of days that are numbers, 0 or more");
    for (gsize day = 0; stop->day_factor && day < problem->n_days; day++)
      if (!isfinite(stop->day_factor[day]) || stop->day_factor[day] < 0)
        return refuse(error, "stop", i, "factors of days that are numbers, 0 or more");
  }
  return TRUE;
}

static gboolean wishes_ok(const TyItinerary *problem, GError **error) {
  for (gsize i = 0; i < problem->n_wishes; i++) {
    const TyItineraryWish *wish = &problem->wishes[i];
    gboolean of_theme = wish->kind == TY_WISH_AT_LEAST || wish->kind == TY_WISH_AT_MOST;
    gboolean of_stop = wish->kind == TY_WISH_VISIT || wish->kind == TY_WISH_BEFORE;
    if (of_theme && wish->a >= problem->n_themes)
      return refuse(error, "wish", i, "a theme that the problem has");
    if ((of_stop && wish->a >= problem->n_stops) ||
        (wish->kind == TY_WISH_BEFORE && (wish->b >= problem->n_stops || wish->a == wish->b)))
      return refuse(error, "wish", i, "a stop that the problem has, and another one after it");
    if (wish->kind == TY_WISH_VISIT &&
        (wish->day >= (gint) problem->n_days || wish->from_s > wish->until_s))
      return refuse(error, "wish", i, "a day of the tour, and a span of hours");
    if (isnan(wish->amount))
      return refuse(error, "wish", i, "an amount that is a number");
  }
  return TRUE;
}

static gboolean tables_ok(const TyItinerary *problem, GError **error) {
  gsize n = problem->n_nodes;

  for (gsize i = 0; i < n * n; i++) {
    if (i / n == i % n)
      continue;
    if (problem->way_s[i] < 0 || (problem->way_s[i] != TY_NO_WAY &&
                                  !(problem->way_m[i] >= 0 && isfinite(problem->way_m[i]))))
      return refuse(error, "entry of the tables of ways", i, "0 or more");
  }
  for (gsize i = 0; i < problem->n_hotels; i++)
    if (problem->hotels[i] >= n)
      return refuse(error, "hotel", i, "a node");
  return TRUE;
}

gboolean ty_itinerary_well_formed(const TyItinerary *problem, GError **error) {
  if (problem->n_days < 1 || problem->n_days > TY_ITINERARY_MAX_DAYS)
    return refuse(error, "days", problem->n_days, "1 to 60");
  if (problem->n_stops > TY_ITINERARY_MAX_STOPS || problem->n_nodes < problem->n_stops)
    return refuse(error, "stops", problem->n_stops, "at most 1000, each of them a node");
  if (problem->n_themes > 64)
    return refuse(error, "themes", problem->n_themes, "at most 64");
  if (!node_ok(problem, problem->start) || !node_ok(problem, problem->end))
    return refuse(error, "start and end", 0, "nodes");
  if (!(problem->slack >= 0) || problem->slack > 10 || !(problem->theme_decay > 0) ||
      problem->theme_decay > 1 || !(problem->hour_weight >= 0) || !(problem->co2_weight >= 0))
    return refuse(error, "slack, decay and weights", 0, "numbers, 0 or more; the decay at most 1");
  if (problem->lunch_s < 0 || problem->lunch_s > 86400 ||
      (problem->lunch_s && problem->lunch_from_s > problem->lunch_until_s))
    return refuse(error, "lunch", 0, "a time and a span to begin it in");
  for (gsize day = 0; day < problem->n_days; day++) {
    const TyItineraryDay *span = &problem->days[day];
    if (span->start_s < 0 || span->until_s <= span->start_s || span->until_s > 2 * 86400 ||
        span->evening_until_s < span->until_s || span->evening_until_s > 2 * 86400)
      return refuse(error, "day", day, "a start before its end, within two days");
  }
  return stops_ok(problem, error) && wishes_ok(problem, error) && tables_ok(problem, error);
}
