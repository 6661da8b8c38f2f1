/* SPDX-License-Identifier: Apache-2.0 */
/* From a finished plan to what the caller reads. */
#include "flow/clock.h"
#include "flow/plan.h"

#include <math.h>

TyWish *ty_plan_wish(const TyPlan *plan, gsize site) {
  return &g_array_index(plan->wishes->wishes, TyWish, g_array_index(plan->wish_of, guint32, site));
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

static json_t *left_out_answer(const TyPlan *plan) {
  json_t *list = json_array();

  for (guint i = 0; i < plan->days->left_out->len; i++) {
    const TyLeftOutStop *left = &g_array_index(plan->days->left_out, TyLeftOutStop, i);
    ty_plan_wish(plan, left->stop)->left_out = explain(left->why);
  }
  for (guint i = 0; i < plan->wishes->wishes->len; i++) {
    const TyWish *wish = &g_array_index(plan->wishes->wishes, TyWish, i);
    if (wish->left_out)
      json_array_append_new(list,
                            json_pack("{s:s, s:s}", "name", wish->name, "reason", wish->left_out));
  }
  return list;
}

static const TyVisit *visit_at(const TyPlan *plan, guint i) {
  return &g_array_index(plan->days->visits, TyVisit, i);
}

static guint32 place_at(const TyPlan *plan, guint visit) {
  return g_array_index(plan->site, guint32, visit_at(plan, visit)->stop);
}

static json_t *stop_answer(const TyPlan *plan, const TyVisit *visit) {
  g_autofree char *arrive = ty_clock_text(visit->arrive_s), *begin = ty_clock_text(visit->begin_s),
                  *depart = ty_clock_text(visit->depart_s);
  json_t *stop =
      json_pack("{s:s, s:s, s:s, s:s, s:I}", "name", ty_plan_wish(plan, visit->stop)->name,
                "arrive", arrive, "begin", begin, "depart", depart, "dwell_minutes",
                (json_int_t) (visit->depart_s - visit->begin_s + 30) / 60);
  if (visit->lunch_at_s >= 0) {
    g_autofree char *lunch = ty_clock_text(visit->lunch_at_s);
    json_object_set_new(stop, "lunch", json_string(lunch));
  }
  return stop;
}

static gboolean add_events(const TyPlan *plan, guint first, guint last, guint day, json_t *item,
                           GError **error) {
  json_t *events = json_array(), *one;
  gsize k;

  json_object_set_new(item, "events", events);
  for (guint i = first; i < last; i++) {
    json_t *found = ty_events_on(plan->workspace, ty_plan_wish(plan, visit_at(plan, i)->stop)->id,
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

/* When one leaves a visit: after lunch, where that is taken after it. */
static gint32 leaves_s(const TyPlan *plan, guint i) {
  const TyVisit *visit = visit_at(plan, i);
  return visit->lunch_at_s >= visit->depart_s ? visit->lunch_at_s + plan->lunch_s : visit->depart_s;
}

static json_t *way_to(const TyPlan *plan, guint i, TyWaySums *sums) {
  gboolean first_of_day = visit_at(plan, i - 1)->day != visit_at(plan, i)->day;
  return ty_way_answer(&plan->travel, plan->reach, place_at(plan, i - 1), place_at(plan, i),
                       first_of_day ? plan->day_start_s : leaves_s(plan, i - 1),
                       visit_at(plan, i)->arrive_s, sums);
}

static json_t *days_answer(const TyPlan *plan, TyWaySums *sums, GError **error) {
  guint n = plan->days->visits->len, i = 0;
  json_t *days = json_array();

  for (guint day = 0; day < plan->days->n_days; day++) {
    json_t *stops = json_array(), *ways = json_array(), *item = json_object();
    TyWaySums of_day = {0};
    guint first = i;
    for (; i < n && visit_at(plan, i)->day == day; i++) {
      json_array_append_new(stops, stop_answer(plan, visit_at(plan, i)));
      if (i > 0)
        json_array_append_new(ways, way_to(plan, i, &of_day));
    }
    gboolean comes_back = plan->days->return_s >= 0 && i == n && first < n;
    if (comes_back && n > 1)
      json_array_append_new(ways, ty_way_answer(&plan->travel, plan->reach, place_at(plan, n - 1),
                                                place_at(plan, 0), leaves_s(plan, n - 1),
                                                plan->days->return_s, &of_day));
    ty_way_sums_add(sums, &of_day);
    json_object_set_new(item, "day", json_integer(day + 1));
    if (plan->request->date) {
      g_autofree char *date = ty_date_after(plan->request->date, day);
      json_object_set_new(item, "date", json_string(date));
    }
    ty_way_sums_answer(&of_day, item);
    json_object_set_new(item, "stops", stops);
    json_object_set_new(item, "ways", ways);
    if (comes_back) {
      g_autofree char *arrive = ty_clock_text(plan->days->return_s);
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
static gboolean visited_bound(const TyPlan *plan, double length_m, double *bound_m,
                              gboolean *proven, GError **error) {
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

static void add_notes(const TyPlan *plan) {
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

json_t *ty_plan_answer(const TyPlan *plan, TyTourRule rule, GError **error) {
  json_t *stops = json_array(), *legs = json_array();
  guint n = plan->days->visits->len;
  double length_m = 0, bound_m;
  gboolean proven;
  TyWaySums sums = {0};

  for (guint i = 0; i < n; i++) {
    json_array_append_new(stops, json_string(ty_plan_wish(plan, visit_at(plan, i)->stop)->name));
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
  json_t *days = visited_bound(plan, length_m, &bound_m, &proven, error)
                     ? days_answer(plan, &sums, error)
                     : NULL;
  if (!days) {
    json_decref(stops);
    json_decref(legs);
    return NULL;
  }
  json_t *left_out = left_out_answer(plan);
  g_autofree char *travel = ty_travel_note(&plan->travel);
  add_notes(plan);
  json_array_append_new(plan->notes, json_string(travel));
  return json_pack(
      "{s:s*, s:s, s:s, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:o, s:O}",
      "theme", plan->request->theme, "start", plan->reach->names->pdata[place_at(plan, 0)], "rule",
      ty_rule_name(rule), "total_km", ty_json_number(length_m / 1000, 2), "proven_optimal", proven,
      "lower_bound_km", ty_json_number(bound_m / 1000, 2), "gap",
      ty_json_number(bound_m > 0 ? MAX(length_m - bound_m, 0) / bound_m : 0, 4), "stops", stops,
      "left_out", left_out, "legs", legs, "driving_minutes",
      ty_json_number(ceil(sums.s / 60 - 1e-9), 0), "ways_cny", ty_json_number(sums.cny, 2),
      "co2_kg", ty_json_number(sums.co2_kg, 2), "vehicles", ty_travel_answer(&plan->travel),
      "n_days", (json_int_t) plan->days->n_days, "days", days, "notes", plan->notes);
}
