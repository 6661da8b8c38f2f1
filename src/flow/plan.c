/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/plan.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define USUAL_DAY_HOURS 9
#define USUAL_DWELL_HOURS 2.5
#define USUAL_SLACK .1
#define USUAL_MAX_STOPS 3
#define USUAL_MIN_STOPS 2
#define LUNCH_MINUTES 60

/* A plan in the making. Tour sites are places of `reach`: site i is place site[i]. */
typedef struct {
  TyWorkspace *workspace;
  const TyPlanRequest *request;
  TyWishes *wishes;
  TyReach *reach;
  GArray *site;    /* of guint32: places that the tour visits, in the order of the theme */
  GArray *wish_of; /* of guint32: the wish of each */
  double *dist_m, *duration_s; /* n × n over sites */
  gsize start;
  gssize end;
  TyTour *tour;
  TyDayPlan *days;
  json_t *notes;
} Plan;

static void plan_clear(Plan *plan) {
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

static TyWish *wish_at(const Plan *plan, gsize site) {
  return &g_array_index(plan->wishes->wishes, TyWish, g_array_index(plan->wish_of, guint32, site));
}

/* Which sites can be reached --------------------------------------------------------------------
 */

static gboolean find_ways(Plan *plan, GError **error) {
  g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(gint64));

  for (guint i = 0; i < plan->wishes->wishes->len; i++)
    g_array_append_val(wanted, g_array_index(plan->wishes->wishes, TyWish, i).id);
  plan->reach =
      ty_reach_new(plan->workspace, plan->request->legs, wanted, plan->request->speed_kmh, error);
  return plan->reach != NULL;
}

/* The wish number i is place number i of the reach: both keep the order of the theme. */
static gboolean choose_sites(Plan *plan, GError **error) {
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

static void fill_tables(Plan *plan) {
  gsize n = plan->site->len;

  plan->dist_m = g_new(double, n *n);
  plan->duration_s = g_new(double, n *n);
  for (gsize a = 0; a < n; a++)
    for (gsize b = 0; b < n; b++) {
      guint32 from = g_array_index(plan->site, guint32, a),
              to = g_array_index(plan->site, guint32, b);
      plan->dist_m[a * n + b] = ty_reach_m(plan->reach, from, to);
      plan->duration_s[a * n + b] = ty_reach_s(plan->reach, from, to);
    }
}

/* The tour --------------------------------------------------------------------------------------
 */

static gboolean parse_rule(const Plan *plan, TyTourRule *rule, GError **error) {
  const char *name = plan->request->rule;

  *rule = plan->site->len <= TY_EXACT_MAX ? TY_RULE_EXACT : TY_RULE_SEARCH;
  if (plan->wishes->given) {
    *rule = TY_RULE_GIVEN;
    if (name && !g_str_equal(name, ty_rule_name(TY_RULE_GIVEN))) {
      g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                  "found --order and the rule %s, expected one of them", name);
      return FALSE;
    }
  } else if (name && !ty_rule_parse(name, rule)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the rule %s, expected nearest, exact, ant or search", name);
    return FALSE;
  } else if (*rule == TY_RULE_GIVEN) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "the rule given needs --order A,B,…");
    return FALSE;
  }
  return TRUE;
}

static TyTourProblem tour_problem(const Plan *plan) {
  return (TyTourProblem){.n = plan->site->len,
                         .dist_m = plan->dist_m,
                         .start = plan->start,
                         .end = plan->end,
                         .closed = plan->request->back_to_start};
}

static gboolean find_tour(Plan *plan, TyTourRule rule, GError **error) {
  TyTourProblem problem = tour_problem(plan);
  g_autofree guint32 *order = NULL;

  if (plan->wishes->given) {
    order = g_new(guint32, problem.n);
    for (guint i = 0; i < plan->wishes->given->len; i++)
      for (guint32 site = 0; site < problem.n; site++)
        if (wish_at(plan, site)->id == g_array_index(plan->wishes->given, gint64, i))
          order[i] = site;
  }
  plan->tour = ty_tour_solve(&problem, rule, order, plan->request->seed, error);
  return plan->tour != NULL;
}

/* The days --------------------------------------------------------------------------------------
 */

static gboolean day_rules(const Plan *plan, TyDayRules *rules, GError **error) {
  const TyPlanRequest *request = plan->request;
  const char *start = request->day_start ? request->day_start : "09:00";
  double hours = request->day_hours > 0 ? request->day_hours : USUAL_DAY_HOURS;
  int hour, minute, read = 0;

  if (sscanf(start, "%2d:%2d%n", &hour, &minute, &read) != 2 || start[read] || hour < 0 ||
      hour > 23 || minute < 0 || minute > 59) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--day-start: found %s, expected HH:MM", start);
    return FALSE;
  }
  if (request->day_hours < 0 || hours > 24) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--day-hours: found %g, expected 0 to 24",
                request->day_hours);
    return FALSE;
  }
  if (request->n_days > 366) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--days: found %u, expected at most 366",
                request->n_days);
    return FALSE;
  }
  *rules = (TyDayRules){
      .n_days = request->n_days,
      .max_days = plan->site->len,
      .day_start_s = hour * 3600 + minute * 60,
      .day_length_s = (gint32) (hours * 3600),
      .min_stops = request->min_stops ? request->min_stops : USUAL_MIN_STOPS,
      .max_stops = request->max_stops ? request->max_stops : USUAL_MAX_STOPS,
      .slack = request->slack < 0   ? 0
               : request->slack > 0 ? request->slack
                                    : USUAL_SLACK,
      .lunch_s = LUNCH_MINUTES * 60,
      .lunch_from_s = 11 * 3600 + 1800,
      .lunch_until_s = 14 * 3600,
      .start_fixed = TRUE,
      .end_fixed = plan->end >= 0,
      .return_to_start = request->back_to_start,
  };
  rules->min_stops = MIN(rules->min_stops, rules->max_stops);
  return TRUE;
}

static gboolean find_days(Plan *plan, GError **error) {
  gsize n = plan->site->len;
  TyDayRules rules;
  g_autofree gint64 *ids = g_new(gint64, n);
  g_autofree gint32 *wished_s = g_new(gint32, n), *least_s = g_new(gint32, n),
                    *most_s = g_new(gint32, n);
  g_autofree TyStop *stops = g_new0(TyStop, n);
  double usual = plan->request->dwell_hours > 0 ? plan->request->dwell_hours : USUAL_DWELL_HOURS;

  if (!day_rules(plan, &rules, error))
    return FALSE;
  guint n_days = rules.n_days ? rules.n_days : rules.max_days;
  for (gsize i = 0; i < n; i++)
    ids[i] = wish_at(plan, i)->id;
  g_autofree TyOpening *openings =
      ty_openings_of(plan->workspace, ids, n, plan->request->date, n_days, error);
  if (!openings || !ty_dwell_of(plan->workspace, ids, n, usual, wished_s, least_s, most_s, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    stops[i] = (TyStop){.dwell_s = wished_s[i],
                        .dwell_min_s = least_s[i],
                        .dwell_max_s = most_s[i],
                        .score = wish_at(plan, i)->weight,
                        .must = wish_at(plan, i)->must,
                        .opening = &openings[i * n_days]};
  plan->days = ty_days_plan(stops, n, plan->dist_m, plan->duration_s, plan->tour->order, n, &rules,
                            plan->request->seed, error);
  return plan->days != NULL;
}

/* The answer ------------------------------------------------------------------------------------
 */

static char *clock_time(gint32 seconds) {
  gint32 minutes = (seconds + 30) / 60;
  return g_strdup_printf("%02d:%02d", minutes / 60, minutes % 60);
}

static const char *explain(TyLeftOut why) {
  switch (why) {
  case TY_LEFT_OUT_UNREACHABLE:
    return "no leg leads there";
  case TY_LEFT_OUT_CLOSED:
    return "closed on every day of the tour";
  case TY_LEFT_OUT_TOO_LONG:
    return "alone it does not fit into a day";
  default:
    return "the days are full; the stops chosen are worth more together";
  }
}

static json_t *left_out_answer(const Plan *plan) {
  json_t *list = json_array();

  for (guint i = 0; i < plan->days->left_out->len; i++) {
    const TyLeftOutStop *left = &g_array_index(plan->days->left_out, TyLeftOutStop, i);
    wish_at(plan, left->stop)->left_out = explain(left->why);
  }
  for (guint i = 0; i < plan->wishes->wishes->len; i++) {
    const TyWish *wish = &g_array_index(plan->wishes->wishes, TyWish, i);
    if (wish->left_out)
      json_array_append_new(list,
                            json_pack("{s:s, s:s}", "name", wish->name, "reason", wish->left_out));
  }
  return list;
}

static const TyVisit *visit_at(const Plan *plan, guint i) {
  return &g_array_index(plan->days->visits, TyVisit, i);
}

static guint32 place_at(const Plan *plan, guint visit) {
  return g_array_index(plan->site, guint32, visit_at(plan, visit)->stop);
}

static json_t *stop_answer(const Plan *plan, const TyVisit *visit) {
  g_autofree char *arrive = clock_time(visit->arrive_s), *begin = clock_time(visit->begin_s),
                  *depart = clock_time(visit->depart_s);
  json_t *stop = json_pack("{s:s, s:s, s:s, s:s, s:I}", "name", wish_at(plan, visit->stop)->name,
                           "arrive", arrive, "begin", begin, "depart", depart, "dwell_minutes",
                           (json_int_t) (visit->depart_s - visit->begin_s + 30) / 60);
  if (visit->lunch_at_s >= 0) {
    g_autofree char *lunch = clock_time(visit->lunch_at_s);
    json_object_set_new(stop, "lunch", json_string(lunch));
  }
  return stop;
}

static gboolean add_events(const Plan *plan, guint first, guint last, guint day, json_t *item,
                           GError **error) {
  json_t *events = json_array(), *one;
  gsize k;

  json_object_set_new(item, "events", events);
  for (guint i = first; i < last; i++) {
    json_t *found = ty_events_on(plan->workspace, wish_at(plan, visit_at(plan, i)->stop)->id,
                                 plan->request->date, day, error);
    if (!found)
      return FALSE;
    json_array_foreach(found, k, one) {
      gboolean known = FALSE;
      json_t *other;
      gsize o;
      json_array_foreach(events, o, other) known = known || json_equal(one, other);
      if (!known)
        json_array_append(events, one);
    }
    json_decref(found);
  }
  return TRUE;
}

static json_t *days_answer(const Plan *plan, GError **error) {
  guint n = plan->days->visits->len, i = 0;
  json_t *days = json_array();

  for (guint day = 0; day < plan->days->n_days; day++) {
    json_t *stops = json_array(), *item = json_object();
    double travel_m = 0, travel_s = 0;
    guint first = i;
    for (; i < n && visit_at(plan, i)->day == day; i++) {
      json_array_append_new(stops, stop_answer(plan, visit_at(plan, i)));
      travel_m += visit_at(plan, i)->travel_m;
      travel_s += visit_at(plan, i)->travel_s;
    }
    gboolean comes_back = plan->days->return_s >= 0 && i == n && first < n;
    if (comes_back)
      travel_m += plan->days->return_m;
    json_object_set_new(item, "day", json_integer(day + 1));
    if (plan->request->date) {
      g_autofree char *date = ty_date_after(plan->request->date, day);
      json_object_set_new(item, "date", json_string(date));
    }
    json_object_set_new(item, "km", ty_json_number(travel_m / 1000, 2));
    json_object_set_new(item, "driving_minutes", ty_json_number(travel_s / 60, 0));
    json_object_set_new(item, "stops", stops);
    if (comes_back) {
      g_autofree char *arrive = clock_time(plan->days->return_s);
      json_object_set_new(item, "back_at", json_string(arrive));
    }
    json_array_append_new(days, item);
    if (!add_events(plan, first, i, day, item, error)) {
      json_decref(days);
      return NULL;
    }
  }
  return days;
}

/* The bound of the sites visited: of the whole tour when none was left out, else anew. */
static gboolean visited_bound(const Plan *plan, double length_m, double *bound_m, gboolean *proven,
                              GError **error) {
  guint n = plan->days->visits->len;

  *bound_m = plan->tour->lower_bound_m;
  if (n < plan->site->len) {
    g_autofree double *dist_m = g_new(double, (gsize) n *n);
    TyTourProblem problem = {
        .n = n, .dist_m = dist_m, .start = 0, .end = -1, .closed = plan->request->back_to_start};
    for (guint a = 0; a < n; a++)
      for (guint b = 0; b < n; b++)
        dist_m[a * n + b] = ty_reach_m(plan->reach, place_at(plan, a), place_at(plan, b));
    if (plan->end >= 0)
      problem.end = (gssize) n - 1;
    g_autoptr(TyTour) best =
        ty_tour_solve(&problem, n <= TY_EXACT_MAX ? TY_RULE_EXACT : TY_RULE_SEARCH, NULL,
                      plan->request->seed, error);
    if (!best)
      return FALSE;
    *bound_m = best->lower_bound_m;
  }
  *proven = length_m <= *bound_m + 1e-6;
  return TRUE;
}

static void add_notes(const Plan *plan) {
  guint asked = plan->request->n_days;

  if (asked == 0 || plan->days->left_out->len == 0)
    json_array_append_new(plan->notes, json_sprintf("%u stops take %u days",
                                                    plan->days->visits->len, plan->days->n_days));
  else
    json_array_append_new(plan->notes,
                          json_sprintf("%u days hold the best %u of %u stops; %u are left out",
                                       plan->days->n_days, plan->days->visits->len, plan->site->len,
                                       plan->days->left_out->len));
  if (!plan->days->in_order)
    json_array_append_new(plan->notes, json_string("the order was changed to fit the days"));
  for (guint i = 0; i < plan->wishes->wishes->len; i++) {
    const TyWish *wish = &g_array_index(plan->wishes->wishes, TyWish, i);
    if (wish->must && wish->left_out)
      json_array_append_new(plan->notes, json_sprintf("%s was asked for and is left out: %s",
                                                      wish->name, wish->left_out));
  }
}

static json_t *plan_answer(const Plan *plan, TyTourRule rule, GError **error) {
  json_t *stops = json_array(), *legs = json_array();
  guint n = plan->days->visits->len;
  double length_m = 0, bound_m;
  gboolean proven;

  for (guint i = 0; i < n; i++) {
    json_array_append_new(stops, json_string(wish_at(plan, visit_at(plan, i)->stop)->name));
    if (i == 0 && !(plan->request->back_to_start && n > 1))
      continue;
    guint32 from = place_at(plan, i > 0 ? i - 1 : n - 1), to = place_at(plan, i);
    length_m += ty_reach_m(plan->reach, from, to);
    if (i > 0)
      json_array_append_new(legs, ty_reach_leg(plan->reach, from, to));
  }
  if (plan->request->back_to_start && n > 1)
    json_array_append_new(legs,
                          ty_reach_leg(plan->reach, place_at(plan, n - 1), place_at(plan, 0)));
  json_t *days =
      visited_bound(plan, length_m, &bound_m, &proven, error) ? days_answer(plan, error) : NULL;
  if (!days) {
    json_decref(stops);
    json_decref(legs);
    return NULL;
  }
  json_t *left_out = left_out_answer(plan);
  add_notes(plan);
  return json_pack("{s:s*, s:s, s:s, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:I, s:o, s:O}", "theme",
                   plan->request->theme, "start", plan->reach->names->pdata[place_at(plan, 0)],
                   "rule", ty_rule_name(rule), "total_km", ty_json_number(length_m / 1000, 2),
                   "proven_optimal", proven, "lower_bound_km", ty_json_number(bound_m / 1000, 2),
                   "gap", ty_json_number(bound_m > 0 ? MAX(length_m - bound_m, 0) / bound_m : 0, 4),
                   "stops", stops, "left_out", left_out, "legs", legs, "n_days",
                   (json_int_t) plan->days->n_days, "days", days, "notes", plan->notes);
}

json_t *ty_plan(TyWorkspace *workspace, const TyPlanRequest *request, GError **error) {
  Plan plan = {.workspace = workspace, .request = request, .notes = json_array()};
  TyTourRule rule;
  json_t *answer = NULL;

  plan.wishes = ty_wishes_new(workspace, request, error);
  if (plan.wishes && find_ways(&plan, error) && choose_sites(&plan, error)) {
    fill_tables(&plan);
    if (parse_rule(&plan, &rule, error) && find_tour(&plan, rule, error) && find_days(&plan, error))
      answer = plan_answer(&plan, rule, error);
  }
  plan_clear(&plan);
  return answer;
}

json_t *ty_distance(TyWorkspace *workspace, const char *from, const char *to, const char *legs,
                    GError **error) {
  gint64 ids[] = {ty_workspace_entity(workspace, from, error), 0};
  ids[1] = ids[0] ? ty_workspace_entity(workspace, to, error) : 0;
  if (ids[1] == 0)
    return NULL;
  g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_array_append_vals(wanted, ids, 2);
  g_autoptr(TyReach) reach = ty_reach_new(workspace, legs, wanted, 0, error);
  if (!reach)
    return NULL;
  guint32 target = ids[0] == ids[1] ? 0 : 1;
  if (!isfinite(ty_reach_m(reach, 0, target))) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND, "no legs lead from %s to %s", from, to);
    return NULL;
  }
  json_t *answer = ty_reach_leg(reach, 0, target), *steps = json_array();
  const TyLeg *all = (const TyLeg *) reach->legs->data;
  g_autoptr(GArray) way = ty_distances_way(reach->distances, all, 0, target);
  guint32 here = 0;
  for (guint i = 0; i < way->len; i++) {
    guint32 index = g_array_index(way, guint32, i);
    guint32 next = all[index].a == here ? all[index].b : all[index].a;
    json_array_append_new(steps,
                          json_pack("{s:s, s:s, s:o, s:s, s:s}", "from", reach->names->pdata[here],
                                    "to", reach->names->pdata[next], "km",
                                    ty_json_number(all[index].length_m / 1000, 2), "origin",
                                    ty_origin_name(all[index].origin), "source",
                                    reach->origins_of_legs->pdata[index]));
    here = next;
  }
  json_object_set_new(answer, "legs", steps);
  return answer;
}
