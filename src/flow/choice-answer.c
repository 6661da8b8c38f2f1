/* SPDX-License-Identifier: Apache-2.0 */
/* From a chosen tour to what the caller reads: days, reasons, wishes and what they cost. */
#include "flow/choice.h"

#include "base/parallel.h"

#include <math.h>
#include <string.h>

/* Steps of the searches that find conflicts and what wishes cost. */
enum { CONFLICT_STEPS = 150, COST_STEPS = 300 };

static const TyVisit *visit_at(const TyItineraryPlan *plan, guint i) {
  return &g_array_index(plan->visits, TyVisit, i);
}

static const TyChoiceSite *site_at(const TyChoice *choice, guint32 stop) {
  return &g_array_index(choice->candidates, TyChoiceSite, stop);
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

/* The answer -----------------------------------------------------------------------------------
 */

static json_t *notes(const TyChoice *choice, const TyItineraryPlan *plan) {
  json_t *list = json_array();
  g_autofree char *travel = ty_travel_note(&choice->travel);

  json_array_append_new(list, json_sprintf("chosen from %u sites that legs lead to",
                                           g_hash_table_size(choice->by_id)));
  json_array_append_new(list, json_string(travel));
  if (choice->trains) {
    g_autofree char *trains = ty_trains_note(choice);
    json_array_append_new(list, json_string(trains));
  }
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
  (void) error;

  if (ty_choice_says_shut(fact->value))
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

/* A tour without a stop is none: says so, and what keeps the best site out. */
static void say_nothing_visited(json_t *answer) {
  const json_t *best = json_array_get(json_object_get(answer, "left_out"), 0);

  json_array_insert_new(json_object_get(answer, "notes"), 0,
                        best
                            ? json_sprintf("nothing could be visited; %s: %s",
                                           json_string_value(json_object_get(best, "name")),
                                           json_string_value(json_object_get(best, "reason")))
                            : json_string("nothing could be visited: all sites are to be avoided"));
}

json_t *ty_choice_answer(TyChoice *choice, const TyItineraryPlan *plan, GError **error) {
  json_t *in_conflict = conflict(choice, plan, error);
  json_t *stops = json_array(), *legs = json_array();
  TyWaySums sums = {0};
  double other_cny = 0;

  if (!in_conflict) {
    json_decref(stops);
    json_decref(legs);
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
  json_t *days = ty_choice_days(choice, plan, &sums, &other_cny, error);
  if (!days) {
    json_decref(in_conflict);
    json_decref(stops);
    json_decref(legs);
    return NULL;
  }
  json_t *answer = json_pack(
      "{s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:o, s:o, s:o, s:o, s:o}",
      "rule", "choose", "feasible", plan->n_unmet == 0 && plan->visits->len > 0, "total_km",
      ty_json_number(sums.m / 1000, 2), "score", ty_json_number(plan->score, 2), "value",
      ty_json_number(plan->value, 2), "cost_cny", ty_json_number(other_cny + sums.cny, 2),
      "driving_minutes", ty_json_number(ceil(sums.s / 60 - 1e-9), 0), "ways_cny",
      ty_json_number(sums.cny, 2), "co2_kg", ty_json_number(sums.co2_kg, 2), "vehicles",
      ty_travel_answer(&choice->travel), "stops", stops, "legs", legs, "n_days",
      (json_int_t) choice->problem.n_days, "days", days, "wishes", wishes(choice, plan), "conflict",
      in_conflict, "left_out", left_out(choice, plan), "notes", notes(choice, plan));
  if (!add_doubts(choice, plan, json_object_get(answer, "notes"), error)) {
    json_decref(answer);
    return NULL;
  }
  if (!plan->visits->len)
    say_nothing_visited(answer);
  if (choice->request->start)
    json_object_set_new(answer, "start", json_string(choice->request->start));
  return answer;
}
