/* SPDX-License-Identifier: Apache-2.0 */
/* From a chosen tour to what the caller reads: days, reasons, wishes and what they cost. */
#include "flow/choice.h"

#include "base/parallel.h"

#include <math.h>
#include <string.h>

/* Steps of the searches that find conflicts and what wishes cost. */
enum { CONFLICT_STEPS = 150, COST_STEPS = 300 };

static char *clock_time(gint32 seconds) {
  gint32 minutes = (seconds + 30) / 60;
  return g_strdup_printf("%02d:%02d", minutes / 60, minutes % 60);
}

static const TyVisit *visit_at(const TyItineraryPlan *plan, guint i) {
  return &g_array_index(plan->visits, TyVisit, i);
}

static const TyChoiceSite *site_at(const TyChoice *choice, guint32 stop) {
  return &g_array_index(choice->candidates, TyChoiceSite, stop);
}

/* Why in ----------------------------------------------------------------------------------------
 */

static gint32 detour_s(const TyChoice *choice, const TyItineraryPlan *plan, guint i) {
  const TyVisit *visit = visit_at(plan, i);
  const TyItinerary *problem = &choice->problem;
  gsize n = problem->n_nodes;
  gssize before = i && visit_at(plan, i - 1)->day == visit->day
                      ? (gssize) visit_at(plan, i - 1)->stop
                  : visit->day ? plan->nights[visit->day - 1]
                               : problem->start;
  gssize after = i + 1 < plan->visits->len && visit_at(plan, i + 1)->day == visit->day
                     ? (gssize) visit_at(plan, i + 1)->stop
                 : visit->day + 1 < problem->n_days
                     ? problem->n_hotels ? plan->nights[visit->day] : -1
                     : problem->end;
  gint32 sum_s = visit->travel_s;
  if (after >= 0)
    sum_s += problem->way_s[visit->stop * n + (gsize) after];
  if (before >= 0 && after >= 0 && before != after)
    sum_s -= problem->way_s[(gsize) before * n + (gsize) after];
  return sum_s;
}

static json_t *reasons_in(const TyChoice *choice, const TyItineraryPlan *plan, guint i) {
  const TyVisit *visit = visit_at(plan, i);
  const TyChoiceSite *site = site_at(choice, visit->stop);
  const char *event = choice->events->pdata[visit->stop * choice->problem.n_days + visit->day];
  json_t *list = json_array();

  for (guint w = 0; w < choice->wishes->len; w++) {
    const TyItineraryWish *wish = &g_array_index(choice->wishes, TyItineraryWish, w);
    gboolean concerns = (wish->kind == TY_WISH_VISIT && wish->a == visit->stop) ||
                        (wish->kind == TY_WISH_AT_LEAST && site->themes >> wish->a & 1);
    if (concerns)
      json_array_append_new(list,
                            json_sprintf("asked for: %s", (char *) choice->wish_texts->pdata[w]));
  }
  if (site->theme >= 0)
    json_array_append_new(list,
                          json_sprintf("theme %s", (char *) choice->themes->pdata[site->theme]));
  json_array_append_new(list, json_sprintf("level %g of 5", site->level));
  if (event)
    json_array_append_new(list, json_sprintf("%s on this day", event));
  gsize at = visit->stop * choice->problem.n_days + visit->day;
  if (choice->day_cny[at] < choice->stops[visit->stop].cost_cny)
    json_array_append_new(list, json_string("free entry on this day"));
  json_array_append_new(
      list, json_sprintf("adds %d minutes of way", (detour_s(choice, plan, i) + 30) / 60));
  return list;
}

/* Why out ---------------------------------------------------------------------------------------
 */

static json_t *reason_out(const TyStaysOutReason *reason) {
  int day = reason->day + 1;

  switch (reason->why) {
  case TY_STAYS_OUT_CLOSED:
    return json_string("closed on every day of the tour");
  case TY_STAYS_OUT_UNREACHABLE:
    return json_string("no leg leads there");
  case TY_STAYS_OUT_THEME:
    return json_string("its theme has as many stops as wished");
  case TY_STAYS_OUT_BUDGET:
    return json_sprintf("it would go %.0f CNY over the budget", reason->amount);
  case TY_STAYS_OUT_FULL:
    return json_string("every day has as many stops as wished");
  case TY_STAYS_OUT_HOURS:
    return json_string("it is not open when one could be there");
  case TY_STAYS_OUT_TIME:
    if (reason->amount < 1)
      return json_sprintf("day %d has no time left between the hours of its stops", day);
    return json_sprintf("day %d would be %.0f minutes too long", day, ceil(reason->amount / 60));
  case TY_STAYS_OUT_WORTH:
    return json_sprintf("on day %d its way costs %.2f more than it is worth", day, reason->amount);
  default:
    return json_string("the order wished for forbids it");
  }
}

static json_t *left_out(const TyChoice *choice, const TyItineraryPlan *plan) {
  g_autofree TyStaysOutReason *reasons = ty_itinerary_reasons(&choice->problem, plan);
  g_autofree gboolean *inside = g_new0(gboolean, choice->candidates->len + 1);
  json_t *list = json_array();

  for (guint i = 0; i < plan->visits->len; i++)
    for (guint c = 0; c < choice->candidates->len; c++)
      inside[c] |= site_at(choice, c)->id == site_at(choice, visit_at(plan, i)->stop)->id;
  for (guint c = 0; c < choice->candidates->len; c++)
    if (!inside[c] && !site_at(choice, c)->evening)
      json_array_append_new(list, json_pack("{s:s, s:o}", "name", site_at(choice, c)->name,
                                            "reason", reason_out(&reasons[c])));
  for (guint i = 0; i < choice->left_out->len; i += 2)
    json_array_append_new(list, json_pack("{s:s, s:s}", "name", choice->left_out->pdata[i],
                                          "reason", choice->left_out->pdata[i + 1]));
  return list;
}

/* Wishes ----------------------------------------------------------------------------------------
 */

typedef struct {
  const TyChoice *choice;
  const TyItineraryPlan *plan;
  double *cost;
} Costs;

static void find_cost(gsize wish, guint thread, gpointer data) {
  const Costs *costs = data;
  TyItineraryEffort effort = {.steps = COST_STEPS};
  (void) thread;

  if (!costs->plan->unmet[wish] && costs->choice->wish_texts->pdata[wish])
    costs->cost[wish] = ty_itinerary_wish_cost(&costs->choice->problem, costs->plan, wish, &effort,
                                               costs->choice->request->seed);
}

static json_t *wishes(const TyChoice *choice, const TyItineraryPlan *plan) {
  gsize n = choice->wishes->len;
  g_autofree double *cost = g_new0(double, n + 1);
  Costs costs = {choice, plan, cost};
  json_t *list = json_array();

  ty_parallel_for(choice->workspace->n_threads, n, find_cost, &costs);
  for (gsize w = 0; w < n; w++) {
    json_t *wish =
        json_pack("{s:s, s:b}", "wish", choice->wish_texts->pdata[w], "met", !plan->unmet[w]);
    if (!plan->unmet[w])
      json_object_set_new(wish, "costs", ty_json_number(cost[w], 2));
    json_array_append_new(list, wish);
  }
  return list;
}

static json_t *conflict(const TyChoice *choice, const TyItineraryPlan *plan, GError **error) {
  json_t *list = json_array();
  TyItineraryEffort effort = {.steps = CONFLICT_STEPS};

  if (!plan->n_unmet)
    return list;
  g_autoptr(GArray) found =
      ty_itinerary_conflict(&choice->problem, &effort, choice->request->seed, error);
  for (guint i = 0; found && i < found->len; i++)
    json_array_append_new(list,
                          json_string(choice->wish_texts->pdata[g_array_index(found, guint32, i)]));
  if (found)
    return list;
  json_decref(list);
  return NULL;
}

/* Days ------------------------------------------------------------------------------------------
 */

static json_t *stop_answer(const TyChoice *choice, const TyItineraryPlan *plan, guint i) {
  const TyVisit *visit = visit_at(plan, i);
  const TyChoiceSite *site = site_at(choice, visit->stop);
  g_autofree char *arrive = clock_time(visit->arrive_s), *begin = clock_time(visit->begin_s),
                  *depart = clock_time(visit->depart_s);
  json_t *stop = json_pack(
      "{s:s, s:s, s:s, s:s, s:I, s:I, s:o}", "name", site->name, "arrive", arrive, "begin", begin,
      "depart", depart, "dwell_minutes", (json_int_t) (visit->depart_s - visit->begin_s + 30) / 60,
      "way_minutes", (json_int_t) (visit->travel_s + 30) / 60, "why", reasons_in(choice, plan, i));
  if (visit->lunch_at_s >= 0) {
    g_autofree char *lunch = clock_time(visit->lunch_at_s);
    json_object_set_new(stop, "lunch", json_string(lunch));
  }
  if (site->evening)
    json_object_set_new(stop, "evening", json_true());
  return stop;
}

static void set_place(const TyChoice *choice, json_t *item, const char *key, gssize node) {
  if (node >= 0)
    json_object_set_new(item, key, json_string(ty_choice_name(choice, node)));
}

static json_t *day_answer(const TyChoice *choice, const TyItineraryPlan *plan, guint day,
                          guint *next) {
  const TyItinerary *problem = &choice->problem;
  json_t *item = json_object(), *stops = json_array(), *events = json_array();
  gssize from = day ? plan->nights[day - 1] : problem->start;
  gssize to = day + 1 == problem->n_days ? problem->end
              : problem->n_hotels        ? plan->nights[day]
                                         : -1;
  double way_m = 0, way_s = plan->last_way_s[day];
  gssize last = from;

  set_place(choice, item, "sets_out_from", from);
  for (; *next < plan->visits->len && visit_at(plan, *next)->day == day; ++*next) {
    const TyVisit *visit = visit_at(plan, *next);
    const char *event = choice->events->pdata[visit->stop * problem->n_days + day];
    json_array_append_new(stops, stop_answer(choice, plan, *next));
    if (event)
      json_array_append_new(events, json_string(event));
    way_m += visit->travel_m;
    way_s += visit->travel_s;
    last = visit->stop;
  }
  if (last >= 0 && to >= 0 && last != to)
    way_m += problem->way_m[(gsize) last * problem->n_nodes + (gsize) to];
  g_autofree char *ends = clock_time(plan->end_s[day]);
  json_object_set_new(item, "day", json_integer(day + 1));
  if (choice->request->date) {
    g_autofree char *date = ty_date_after(choice->request->date, day);
    json_object_set_new(item, "date", json_string(date));
  }
  json_object_set_new(item, "km", ty_json_number(way_m / 1000, 2));
  json_object_set_new(item, "driving_minutes", ty_json_number(way_s / 60, 0));
  json_object_set_new(item, "stops", stops);
  json_object_set_new(item, "events", events);
  json_object_set_new(item, "ends", json_string(ends));
  set_place(choice, item, day + 1 < problem->n_days ? "sleeps_at" : "ends_at",
            day + 1 < problem->n_days ? plan->nights[day] : problem->end);
  return item;
}

static json_t *notes(const TyChoice *choice, const TyItineraryPlan *plan) {
  json_t *list = json_array();
  g_autofree char *vehicle = ty_choice_vehicle_note(choice);

  json_array_append_new(list, json_sprintf("chosen from %u sites that legs lead to",
                                           g_hash_table_size(choice->by_id)));
  json_array_append_new(list, json_string(vehicle));
  if (plan->shortened)
    json_array_append_new(list, json_string("visits are shorter than usual, so that more wishes "
                                            "come true"));
  if (plan->cut)
    json_array_append_new(list, json_string("the search was cut by --seconds: another run may "
                                            "give another tour"));
  if (choice->request->evening)
    json_array_append_new(list, json_string("the evening's hour is a wish: ask the house whether "
                                            "it plays"));
  if (choice->request->keep)
    json_array_append_new(list, json_string("what the earlier plan visited counts three times in "
                                            "the score, on its day six times"));
  return list;
}

/* What sources say of the opening of a site beyond its hours: only whoever asks there knows. */
static gboolean take_status(const TyFact *fact, gpointer data, GError **error) {
  static const char *const doubts[] = {"停", "闭", "关", "锁", "施工", "维修", "修缮"};
  gboolean doubtful = FALSE;
  (void) error;

  for (gsize i = 0; fact->value && i < G_N_ELEMENTS(doubts); i++)
    doubtful = doubtful || strstr(fact->value, doubts[i]);
  if (doubtful)
    json_array_append_new(data, json_sprintf("%s: a source says %s (confidence %.2g): ask before "
                                             "you go",
                                             fact->subject_name, fact->value, fact->confidence));
  return TRUE;
}

static gboolean add_doubts(const TyChoice *choice, const TyItineraryPlan *plan, json_t *list,
                           GError **error) {
  for (guint i = 0; i < plan->visits->len; i++)
    if (!ty_atlas_each_fact(choice->workspace->atlas, site_at(choice, visit_at(plan, i)->stop)->id,
                            "open_status", 0, take_status, list, error))
      return FALSE;
  return TRUE;
}

json_t *ty_choice_answer(TyChoice *choice, const TyItineraryPlan *plan, GError **error) {
  json_t *in_conflict = conflict(choice, plan, error);
  json_t *stops = json_array(), *legs = json_array(), *days = json_array();
  guint next = 0;

  if (!in_conflict) {
    json_decref(stops);
    json_decref(legs);
    json_decref(days);
    return NULL;
  }
  for (guint i = 0; i < plan->visits->len; i++) {
    guint32 stop = visit_at(plan, i)->stop;
    json_array_append_new(stops, json_string(site_at(choice, stop)->name));
    if (i > 0)
      json_array_append_new(
          legs,
          ty_reach_leg(choice->reach,
                       g_array_index(choice->place_of_node, guint32, visit_at(plan, i - 1)->stop),
                       g_array_index(choice->place_of_node, guint32, stop)));
  }
  for (guint day = 0; day < choice->problem.n_days; day++)
    json_array_append_new(days, day_answer(choice, plan, day, &next));
  json_t *answer = json_pack(
      "{s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:o, s:o, s:o, s:o, s:o}", "rule",
      "choose", "feasible", plan->n_unmet == 0, "total_km", ty_json_number(plan->way_m / 1000, 2),
      "score", ty_json_number(plan->score, 2), "value", ty_json_number(plan->value, 2), "cost_cny",
      ty_json_number(plan->cost_cny, 2), "co2_kg", ty_json_number(plan->co2_kg, 2), "stops", stops,
      "legs", legs, "n_days", (json_int_t) choice->problem.n_days, "days", days, "wishes",
      wishes(choice, plan), "conflict", in_conflict, "left_out", left_out(choice, plan), "notes",
      notes(choice, plan));
  if (!add_doubts(choice, plan, json_object_get(answer, "notes"), error)) {
    json_decref(answer);
    return NULL;
  }
  if (choice->request->start)
    json_object_set_new(answer, "start", json_string(choice->request->start));
  return answer;
}
