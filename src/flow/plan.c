/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/choice.h"
#include "flow/clock.h"
#include "flow/profile.h"

#include "base/file.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define USUAL_DWELL_HOURS 2.5
#define USUAL_SLACK .1
#define USUAL_MAX_STOPS 3
#define USUAL_MIN_STOPS 2
#define LUNCH_MINUTES 60
#define LUNCH_FROM_MINUTES (11 * 60 + 30)

static void plan_clear(TyPlan *plan) {
  g_clear_pointer(&plan->wishes, ty_wishes_free);
  g_clear_pointer(&plan->reach, ty_reach_free);
  g_clear_pointer(&plan->site, g_array_unref);
  g_clear_pointer(&plan->wish_of, g_array_unref);
  g_clear_pointer(&plan->dist_m, g_free);
  g_clear_pointer(&plan->duration_s, g_free);
  g_clear_pointer(&plan->tour, ty_tour_free);
  g_clear_pointer(&plan->days, ty_day_plan_free);
  g_clear_pointer(&plan->notes, json_decref);
}

/* Which sites can be reached --------------------------------------------------------------------
 */

static gboolean find_ways(TyPlan *plan, GError **error) {
  g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(gint64));

  for (guint i = 0; i < plan->wishes->wishes->len; i++)
    g_array_append_val(wanted, g_array_index(plan->wishes->wishes, TyWish, i).id);
  plan->reach =
      ty_reach_new(plan->workspace, plan->request->legs, wanted, plan->request->speed_kmh, error);
  return plan->reach != NULL;
}

/* The wish number i is place number i of the reach: both keep the order of the theme. */
static gboolean choose_sites(TyPlan *plan, GError **error) {
  guint32 start = 0;

  for (guint i = 0; i < plan->wishes->wishes->len; i++)
    if (g_array_index(plan->wishes->wishes, TyWish, i).id == plan->wishes->start)
      start = i;
  plan->site = g_array_new(FALSE, FALSE, sizeof(guint32));
  plan->wish_of = g_array_new(FALSE, FALSE, sizeof(guint32));
  plan->end = -1;
  for (guint32 i = 0; i < plan->wishes->wishes->len; i++) {
    TyWish *wish = &g_array_index(plan->wishes->wishes, TyWish, i);
    if (wish->left_out)
      continue;
    if (!isfinite(ty_reach_m(plan->reach, start, i))) {
      wish->left_out = "no leg leads there";
      if (wish->must || plan->wishes->given) {
        g_set_error(
            error, TY_ERROR, TY_ERROR_INFEASIBLE,
            "%s cannot be reached from %s over %s legs: leave it out, or let estimated legs "
            "count (--legs estimated)",
            wish->name, (const char *) plan->reach->names->pdata[start],
            plan->request->legs ? plan->request->legs : "published and inferred");
        return FALSE;
      }
      continue;
    }
    if (i == start)
      plan->start = plan->site->len;
    if (wish->id == plan->wishes->end)
      plan->end = plan->site->len;
    g_array_append_val(plan->site, i);
    g_array_append_val(plan->wish_of, i);
  }
  if (plan->site->len > 1 || plan->wishes->wishes->len == 1)
    return TRUE;
  g_set_error(
      error, TY_ERROR, TY_ERROR_INFEASIBLE,
      "no leg leads from %s to any other site of %s: found 0 reachable sites, expected 1 or "
      "more; --legs estimated also counts great circles between known coordinates",
      (const char *) plan->reach->names->pdata[start],
      plan->request->theme ? plan->request->theme : "the list");
  return FALSE;
}

static void fill_tables(TyPlan *plan) {
  gsize n = plan->site->len;

  plan->dist_m = g_new(double, n *n);
  plan->duration_s = g_new(double, n *n);
  for (gsize a = 0; a < n; a++)
    for (gsize b = 0; b < n; b++) {
      guint32 from = g_array_index(plan->site, guint32, a),
              to = g_array_index(plan->site, guint32, b);
      double length_m = ty_reach_m(plan->reach, from, to);
      plan->dist_m[a * n + b] = length_m;
      plan->duration_s[a * n + b] =
          ty_travel_s(&plan->travel, length_m, ty_reach_s(plan->reach, from, to));
    }
}

/* The tour --------------------------------------------------------------------------------------
 */

static gboolean parse_rule(const TyPlan *plan, TyTourRule *rule, GError **error) {
  const char *name = plan->request->rule;

  *rule = plan->site->len <= TY_EXACT_MAX ? TY_RULE_EXACT : TY_RULE_SEARCH;
  if (plan->wishes->given) /* an order that is given needs no rule */
    *rule = TY_RULE_GIVEN;
  else if (name && !ty_rule_parse(name, rule)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the rule %s, expected nearest, exact, ant or search", name);
    return FALSE;
  } else if (*rule == TY_RULE_GIVEN) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "the rule given needs --order A,B,…");
    return FALSE;
  }
  return TRUE;
}

static TyTourProblem tour_problem(const TyPlan *plan) {
  return (TyTourProblem){.n = plan->site->len,
                         .dist_m = plan->dist_m,
                         .start = plan->start,
                         .end = plan->end,
                         .closed = plan->request->back_to_start};
}

static gboolean find_tour(TyPlan *plan, TyTourRule rule, GError **error) {
  TyTourProblem problem = tour_problem(plan);
  g_autofree guint32 *order = NULL;

  if (plan->wishes->given) {
    order = g_new(guint32, problem.n);
    for (guint i = 0; i < plan->wishes->given->len; i++)
      for (guint32 site = 0; site < problem.n; site++)
        if (ty_plan_wish(plan, site)->id == g_array_index(plan->wishes->given, gint64, i))
          order[i] = site;
  }
  plan->tour = ty_tour_solve(&problem, rule, order, plan->request->seed, error);
  return plan->tour != NULL;
}

/* The days --------------------------------------------------------------------------------------
 */

static gboolean day_rules(const TyPlan *plan, TyDayRules *rules, GError **error) {
  const TyPlanRequest *request = plan->request;
  gint32 start_s, length_s;

  if (!ty_clock_day(request, &start_s, &length_s, error))
    return FALSE;
  if (request->n_days > 366) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--days: found %u, expected at most 366",
                request->n_days);
    return FALSE;
  }
  *rules = (TyDayRules){
      .n_days = request->n_days,
      .max_days = plan->site->len,
      .day_start_s = start_s,
      .day_length_s = length_s,
      .min_stops = request->min_stops ? request->min_stops : USUAL_MIN_STOPS,
      .max_stops = request->max_stops ? request->max_stops : USUAL_MAX_STOPS,
      .slack = request->slack < 0   ? 0
               : request->slack > 0 ? request->slack
                                    : USUAL_SLACK,
      /* Who sets out in the lunch hour or later has had it. */
      .lunch_s = start_s < LUNCH_FROM_MINUTES * 60 ? LUNCH_MINUTES * 60 : 0,
      .lunch_from_s = LUNCH_FROM_MINUTES * 60,
      .lunch_until_s = 14 * 3600,
      .start_fixed = TRUE,
      .end_fixed = plan->end >= 0,
      .return_to_start = request->back_to_start,
  };
  rules->min_stops = MIN(rules->min_stops, rules->max_stops);
  return TRUE;
}

static gboolean find_days(TyPlan *plan, GError **error) {
  gsize n = plan->site->len;
  TyDayRules rules;
  g_autofree gint64 *ids = g_new(gint64, n);
  g_autofree gint32 *wished_s = g_new(gint32, n), *least_s = g_new(gint32, n),
                    *most_s = g_new(gint32, n);
  g_autofree TyStop *stops = g_new0(TyStop, n);
  double usual = plan->request->dwell_hours > 0 ? plan->request->dwell_hours : USUAL_DWELL_HOURS;

  if (!day_rules(plan, &rules, error))
    return FALSE;
  plan->day_start_s = rules.day_start_s;
  plan->lunch_s = rules.lunch_s;
  guint n_days = rules.n_days ? rules.n_days : rules.max_days;
  for (gsize i = 0; i < n; i++)
    ids[i] = ty_plan_wish(plan, i)->id;
  g_autofree TyOpening *openings =
      ty_openings_of(plan->workspace, ids, n, plan->request->date, n_days, error);
  if (!openings || !ty_dwell_of(plan->workspace, ids, n, usual, wished_s, least_s, most_s, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    stops[i] = (TyStop){.dwell_s = wished_s[i],
                        .dwell_min_s = least_s[i],
                        .dwell_max_s = most_s[i],
                        .score = ty_plan_wish(plan, i)->weight,
                        .must = ty_plan_wish(plan, i)->must,
                        .opening = &openings[i * n_days]};
  plan->days = ty_days_plan(stops, n, plan->dist_m, plan->duration_s, plan->tour->order, n, &rules,
                            plan->request->seed, error);
  return plan->days != NULL;
}

/* Numbers that no tour can have, before anything is looked up. */
static gboolean check_numbers(const TyPlanRequest *request, GError **error) {
  const struct {
    const char *name;
    double value, most;
  } numbers[] = {
      {"--speed", request->speed_kmh, 300},        {"--day-hours", request->day_hours, 24},
      {"--dwell-hours", request->dwell_hours, 24}, {"--slack", request->slack, 2},
      {"--budget", request->budget_cny, 1e9},      {"--seconds", request->seconds, 1e6}};

  for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
    if (!(numbers[i].value <= numbers[i].most) ||
        (numbers[i].value < 0 && !g_str_equal(numbers[i].name, "--slack"))) {
      g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "%s: found %g, expected 0 to %g",
                  numbers[i].name, numbers[i].value, numbers[i].most);
      return FALSE;
    }
  return TRUE;
}

/* A tour through the sites of a theme. */
static json_t *plan_theme(TyWorkspace *workspace, const TyPlanRequest *request,
                          const TyProfile *profile, GError **error) {
  TyPlan plan = {.workspace = workspace, .request = request, .notes = json_array()};
  TyTourRule rule;
  json_t *answer = NULL;

  plan.wishes = ty_travel_read(workspace, request, &plan.travel, error)
                    ? ty_wishes_new(workspace, request, error)
                    : NULL;
  if (plan.wishes && (!profile || ty_profile_weigh(workspace, profile, plan.wishes, error)) &&
      find_ways(&plan, error) && choose_sites(&plan, error)) {
    fill_tables(&plan);
    if (parse_rule(&plan, &rule, error) && find_tour(&plan, rule, error) && find_days(&plan, error))
      answer = ty_plan_answer(&plan, rule, error);
  }
  plan_clear(&plan);
  return answer;
}

/* What only a tour chosen from all sites knows. */
static gboolean is_choice(const TyPlanRequest *request) {
  return request->choose || request->prefer || request->at_least || request->at_most ||
         request->pins || request->before || request->evening || request->hotels ||
         request->budget_cny != 0 || request->alternatives || request->keep || request->timetable ||
         g_strcmp0(request->mode, "train") == 0;
}

static gboolean check_choice(const TyPlanRequest *request, GError **error) {
  const char *found = request->order ? "--order" : request->rule ? "--rule" : NULL;

  if (!found)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              "found %s for a tour that is chosen from all sites, expected it with --theme alone",
              found);
  return FALSE;
}

json_t *ty_plan(TyWorkspace *workspace, const TyPlanRequest *request, GError **error) {
  TyPlanRequest whole = *request;
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);

  g_autoptr(GMappedFile) file = request->file ? ty_file_map(request->file, error) : NULL;
  if (request->file &&
      (!file || !ty_plan_request_read(&whole, request->file, g_mapped_file_get_contents(file),
                                      g_mapped_file_get_length(file), texts, error)))
    return NULL;
  if (!check_numbers(&whole, error) ||
      (whole.roads && !ty_workspace_use_roads(workspace, whole.roads, error)))
    return NULL;
  g_autoptr(TyProfile) profile =
      whole.profile ? ty_profile_open(workspace, whole.profile, error) : NULL;
  if (whole.profile && !profile)
    return NULL;
  if (profile)
    ty_profile_fill(profile, &whole);
  if (is_choice(&whole) && !check_choice(&whole, error))
    return NULL;
  if (!whole.prefer)
    whole.prefer = is_choice(&whole) ? whole.theme : NULL;
  json_t *answer = is_choice(&whole) ? ty_choose(workspace, &whole, profile, error)
                                     : plan_theme(workspace, &whole, profile, error);
  if (answer && profile)
    json_object_set_new(answer, "profile", json_string(profile->id));
  return answer;
}
