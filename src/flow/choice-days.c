/* SPDX-License-Identifier: Apache-2.0 */
/* The days of a chosen tour as its reader sees them: stops and why, ways, nights, sums. */
#include "flow/choice.h"
#include "flow/clock.h"

#include <math.h>

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

json_t *ty_choice_why(const TyChoice *choice, const TyItineraryPlan *plan, guint i) {
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
  if (site->doubt > 0)
    json_array_append_new(
        list, json_sprintf("may be shut: counts %.0f %% less", 100 * ty_choice_doubt_loss(site)));
  if (event)
    json_array_append_new(list, json_sprintf("%s on this day", event));
  gsize at = visit->stop * choice->problem.n_days + visit->day;
  if (choice->day_cny[at] < choice->stops[visit->stop].cost_cny)
    json_array_append_new(list, json_string("free entry on this day"));
  json_array_append_new(
      list, json_sprintf("adds %d minutes of way", (detour_s(choice, plan, i) + 30) / 60));
  return list;
}

/* Days ------------------------------------------------------------------------------------------
 */

static json_t *stop_answer(const TyChoice *choice, const TyItineraryPlan *plan, guint i) {
  const TyVisit *visit = visit_at(plan, i);
  const TyChoiceSite *site = site_at(choice, visit->stop);
  g_autofree char *arrive = ty_clock_text(visit->arrive_s), *begin = ty_clock_text(visit->begin_s),
                  *depart = ty_clock_text(visit->depart_s);
  double ticket = choice->day_cny[visit->stop * choice->problem.n_days + visit->day];
  json_t *stop = json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:o, s:o}", "name", site->name, "arrive",
                           arrive, "begin", begin, "depart", depart, "dwell_minutes",
                           (json_int_t) (visit->depart_s - visit->begin_s + 30) / 60, "way_minutes",
                           (json_int_t) (visit->travel_s + 30) / 60, "ticket_cny",
                           ty_json_number(ticket, 2), "why", ty_choice_why(choice, plan, i));
  if (visit->lunch_at_s >= 0) {
    g_autofree char *lunch = ty_clock_text(visit->lunch_at_s);
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

/* Where a day sets out from and must end; −1: nowhere in particular. */
static gssize sets_out_from(const TyChoice *choice, const TyItineraryPlan *plan, guint day) {
  return day ? plan->nights[day - 1] : choice->problem.start;
}

static gssize must_end_at(const TyChoice *choice, const TyItineraryPlan *plan, guint day) {
  return day + 1 == choice->problem.n_days ? choice->problem.end
         : choice->problem.n_hotels        ? plan->nights[day]
                                           : -1;
}

/* Adds the way between two nodes. A train does not wait: `free_s` of the visit before is kept free
 * before one sets out to it. `arrives_s` is as planned, and out for the way home by train. */
static gboolean add_way(const TyChoice *choice, guint day, gssize from, gssize to, gint32 departs_s,
                        gint32 free_s, gint32 *arrives_s, json_t *ways, TyWaySums *sums,
                        GError **error) {
  json_t *by_train;

  if (!ty_trains_way(choice, day, from, to, departs_s + free_s, arrives_s, &by_train, sums, error))
    return FALSE;
  if (by_train)
    json_array_append_new(ways, by_train);
  if (from < 0 || to < 0 || by_train)
    return TRUE;
  guint32 here = g_array_index(choice->place_of_node, guint32, from),
          there = g_array_index(choice->place_of_node, guint32, to);
  if (here != there)
    json_array_append_new(ways, ty_way_answer(&choice->travel, choice->reach, here, there,
                                              departs_s, *arrives_s, sums));
  return TRUE;
}

static double night_cny(const TyChoice *choice, const TyItineraryPlan *plan, guint day) {
  for (gsize h = 0; day + 1 < choice->problem.n_days && h < choice->problem.n_hotels; h++)
    if ((gssize) choice->hotels[h] == plan->nights[day])
      return choice->hotel_cny[h];
  return 0;
}

static void set_costs(double tickets_cny, double night, double ways_cny, json_t *day) {
  json_object_set_new(day, "tickets_cny", ty_json_number(tickets_cny, 2));
  json_object_set_new(day, "night_cny", ty_json_number(night, 2));
  json_object_set_new(day, "cost_cny", ty_json_number(tickets_cny + night + ways_cny, 2));
}

/* Stops, ways and what happens, into a day. */
static gboolean fill_day(const TyChoice *choice, const TyItineraryPlan *plan, guint day,
                         guint *next, json_t *item, TyWaySums *sums, GError **error) {
  const TyItinerary *problem = &choice->problem;
  json_t *stops = json_array(), *ways = json_array(), *events = json_array();
  gssize at = sets_out_from(choice, plan, day);
  gint32 leaves_s = problem->days[day].start_s, ends_s = plan->end_s[day], free_s = 0;

  json_object_set_new(item, "stops", stops);
  json_object_set_new(item, "ways", ways);
  json_object_set_new(item, "events", events);
  for (; *next < plan->visits->len && visit_at(plan, *next)->day == day; ++*next) {
    const TyVisit *visit = visit_at(plan, *next);
    const char *event = choice->events->pdata[visit->stop * problem->n_days + day];
    gint32 arrives_s = visit->arrive_s;
    json_array_append_new(stops, stop_answer(choice, plan, *next));
    if (event)
      json_array_append_new(events, json_string(event));
    if (!add_way(choice, day, at, visit->stop, leaves_s, free_s, &arrives_s, ways, sums, error))
      return FALSE;
    at = visit->stop;
    free_s = (gint32) ceil(problem->slack * (visit->depart_s - visit->begin_s) - 1e-6);
    leaves_s = visit->lunch_at_s >= visit->depart_s ? visit->lunch_at_s + problem->lunch_s
                                                    : visit->depart_s;
  }
  if (!add_way(choice, day, at, must_end_at(choice, plan, day), leaves_s, free_s, &ends_s, ways,
               sums, error))
    return FALSE;
  g_autofree char *ends = ty_clock_text(ends_s);
  json_object_set_new(item, "ends", json_string(ends));
  return TRUE;
}

static double tickets_cny(const TyChoice *choice, const TyItineraryPlan *plan, guint day) {
  double sum = 0;

  for (guint i = 0; i < plan->visits->len; i++)
    if (visit_at(plan, i)->day == day)
      sum += choice->day_cny[visit_at(plan, i)->stop * choice->problem.n_days + day];
  return sum;
}

json_t *ty_choice_days(const TyChoice *choice, const TyItineraryPlan *plan, TyWaySums *sums,
                       double *other_cny, GError **error) {
  json_t *days = json_array();
  guint next = 0, n_days = (guint) choice->problem.n_days;

  for (guint day = 0; day < n_days; day++) {
    TyWaySums of_day = {0};
    double tickets = tickets_cny(choice, plan, day), night = night_cny(choice, plan, day);
    json_t *item = json_object();
    json_array_append_new(days, item);
    json_object_set_new(item, "day", json_integer(day + 1));
    if (choice->request->date) {
      g_autofree char *date = ty_date_after(choice->request->date, day);
      json_object_set_new(item, "date", json_string(date));
    }
    set_place(choice, item, "sets_out_from", sets_out_from(choice, plan, day));
    if (!fill_day(choice, plan, day, &next, item, &of_day, error)) {
      json_decref(days);
      return NULL;
    }
    ty_way_sums_answer(&of_day, item);
    set_costs(tickets, night, of_day.cny, item);
    set_place(choice, item, day + 1 < n_days ? "sleeps_at" : "ends_at",
              day + 1 < n_days ? plan->nights[day] : choice->problem.end);
    ty_way_sums_add(sums, &of_day);
    *other_cny += tickets + night;
  }
  return days;
}
