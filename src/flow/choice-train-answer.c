/* SPDX-License-Identifier: Apache-2.0 */
/* The ways of a plan by train: found anew for the hours of the plan, and checked by the timetable.
 */
#include "flow/choice-journey.h"
#include "flow/clock.h"

#include <math.h>

static json_t *taxi_answer(const TyChoice *choice, guint32 from, guint32 to, gint32 departs_s) {
  TyWaySums none = {0};
  double length_m = ty_reach_m(choice->reach, from, to);
  double s = ty_travel_s(&choice->travel, length_m, ty_reach_s(choice->reach, from, to));

  return ty_way_answer(&choice->travel, choice->reach, from, to, departs_s,
                       departs_s + (gint32) ceil(s - 1e-9), &none);
}

static json_t *ride_answer(const TyChoice *choice, const TyRide *ride) {
  const TyTrains *trains = choice->trains;
  double length_m = ty_ride_m(choice, ride);
  g_autofree char *departs = ty_clock_text(ride->departs_s),
                  *arrives = ty_clock_text(ride->arrives_s);
  json_t *sources = json_pack("[o]", json_sprintf("%s:%zu", trains->file, ride->line));

  if (isnan(ride->length_m) && !isnan(length_m))
    json_array_append_new(sources, json_string("length by road"));
  return json_pack(
      "{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:o, s:o, s:o}", "mode", "train", "number",
      ride->number, "from", trains->timetable->stations->pdata[ride->from], "to",
      trains->timetable->stations->pdata[ride->to], "departs", departs, "arrives", arrives,
      "minutes", ty_json_number((ride->arrives_s - ride->departs_s) / 60., 0), "km",
      isnan(length_m) ? json_null() : ty_json_number(length_m / 1000, 2), "origin",
      ty_origin_name(isnan(ride->length_m) ? TY_ORIGIN_ESTIMATED : TY_ORIGIN_PUBLISHED), "sources",
      sources, "cny", isnan(ride->price_cny) ? json_null() : ty_json_number(ride->price_cny, 2),
      "co2_kg",
      isnan(length_m) ? json_null()
                      : ty_json_number(length_m / 1000 * ty_vehicle("train")->co2_kg_per_km, 2));
}

static json_t *journey_answer(const TyChoice *choice, const TyJourney *journey, gint32 planned_s,
                              TyWaySums *sums) {
  const TyTrains *trains = choice->trains;
  g_autofree char *departs = ty_clock_text(journey->leaves_s), *arrives = ty_clock_text(planned_s);
  json_t *rides = json_array();
  guint32 from = trains->place[journey->from_station], to = trains->place[journey->to_station];
  TyOrigin origin = TY_ORIGIN_PUBLISHED;
  gint32 last_s = 0;
  TyWaySums way = {journey->m, journey->s, journey->cny, journey->co2_kg};

  if (journey->from_place != from) {
    json_array_append_new(rides, taxi_answer(choice, journey->from_place, from, journey->leaves_s));
    origin = MAX(origin, ty_reach_origin(choice->reach, journey->from_place, from));
  }
  for (guint i = 0; i < journey->rides->len; i++) {
    const TyRide *ride = ty_trains_ride(trains, g_array_index(journey->rides, guint32, i));
    json_array_append_new(rides, ride_answer(choice, ride));
    origin = isnan(ride->length_m) ? TY_ORIGIN_ESTIMATED : origin;
    last_s = ride->arrives_s;
  }
  if (journey->to_place != to) {
    json_array_append_new(rides, taxi_answer(choice, to, journey->to_place, last_s));
    origin = MAX(origin, ty_reach_origin(choice->reach, to, journey->to_place));
  }
  ty_way_sums_add(sums, &way);
  double waits_s = planned_s - journey->leaves_s - journey->s;
  return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:s, s:s, s:[], s:[s], s:o, s:o, s:o}",
                   "from", choice->reach->names->pdata[journey->from_place], "to",
                   choice->reach->names->pdata[journey->to_place], "departs", departs, "arrives",
                   arrives, "minutes", ty_json_number(ceil(journey->s / 60 - 1e-9), 0),
                   "wait_minutes", ty_json_number(waits_s / 60, 0), "km",
                   ty_json_number(journey->m / 1000, 2), "mode", "train", "origin",
                   ty_origin_name(origin), "via", "sources", trains->file, "cny",
                   ty_json_number(journey->cny, 2), "co2_kg", ty_json_number(journey->co2_kg, 2),
                   "rides", rides);
}

static gboolean check_journey(const TyChoice *choice, const TyJourney *journey, guint day,
                              gint32 until_s, GError **error) {
  const TyTrains *trains = choice->trains;
  const TyCalendarDay *date =
      trains->days->len ? &g_array_index(trains->days, TyCalendarDay, day) : NULL;
  gint32 behind_s = ty_taxi_s(choice, trains->place[journey->to_station], journey->to_place);

  return ty_rides_check(trains->timetable, date, (const guint32 *) (gpointer) journey->rides->data,
                        journey->rides->len, journey->from_station, journey->ready_s,
                        journey->to_station, until_s - behind_s, error);
}

/* The first of the journeys that a way may take: the earliest, unless it costs more than was
 * reckoned with, else the latest. */
static gboolean find_journey(const TyChoice *choice, guint day, gsize from, gsize to,
                             gint32 leaves_s, gint32 until_s, TyJourney *journey) {
  gsize n = choice->place_of_node->len;
  guint32 there = ty_choice_place(choice, to);
  TyOutward outward;

  ty_outward_init(&outward, choice, day, ty_choice_place(choice, from), leaves_s);
  gboolean found = ty_outward_journey(&outward, there, journey);
  ty_outward_clear(&outward);
  if (found && journey->arrives_s <= until_s &&
      journey->cny <= choice->way_cny[from * n + to] + 1e-9)
    return TRUE;
  TyJourney latest = {0};
  TyHomeward homeward;
  ty_homeward_init(&homeward, choice, day, there, until_s);
  gboolean later = ty_homeward_journey(&homeward, ty_choice_place(choice, from), &latest);
  ty_homeward_clear(&homeward);
  if (!later || latest.leaves_s < leaves_s) {
    ty_journey_clear(&latest);
    return found && journey->arrives_s <= until_s;
  }
  ty_journey_clear(journey);
  *journey = latest;
  journey->leaves_s = leaves_s;
  ty_journey_measure(choice, journey);
  return TRUE;
}

/* By when a way must be done: what goes to a stop, or sets out with the day, as planned; what
 * leaves a stop for the night or the end, by the end of the day. */
static gint32 until_of(const TyChoice *choice, guint day, gsize from, gsize to, gint32 planned_s) {
  gsize n_stops = choice->candidates->len;

  if (from >= n_stops || to < n_stops)
    return planned_s;
  return g_array_index(choice->candidates, TyChoiceSite, from).evening
             ? choice->days[day].evening_until_s
             : choice->days[day].until_s;
}

gboolean ty_trains_way(const TyChoice *choice, guint day, gssize from, gssize to, gint32 leaves_s,
                       gint32 *arrives_s, json_t **way, TyWaySums *sums, GError **error) {
  TyJourney journey = {0};
  gsize n = choice->place_of_node->len, a = (gsize) from, b = (gsize) to;

  *way = NULL;
  if (!choice->trains || from < 0 || to < 0 || !choice->trains->train[a * n + b])
    return TRUE;
  gint32 direct_s = ty_taxi_s(choice, ty_choice_place(choice, a), ty_choice_place(choice, b));
  gint32 until_s = until_of(choice, day, a, b, *arrives_s);
  gboolean rides = find_journey(choice, day, a, b, leaves_s, until_s, &journey);
  if (direct_s != TY_TOO_LATE && leaves_s + direct_s <= (rides ? journey.arrives_s : until_s)) {
    ty_journey_clear(&journey);
    *arrives_s = b < choice->candidates->len ? *arrives_s : leaves_s + direct_s;
    return TRUE;
  }
  if (!rides) {
    ty_journey_clear(&journey);
    g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE, "day %u: no train leads from %s to %s",
                day + 1, ty_choice_name(choice, from), ty_choice_name(choice, to));
    return FALSE;
  }
  if (b >= choice->candidates->len)
    *arrives_s = journey.arrives_s; /* home as soon as the trains allow */
  gboolean holds = check_journey(choice, &journey, day, until_s, error);
  if (holds)
    *way = journey_answer(choice, &journey, *arrives_s, sums);
  ty_journey_clear(&journey);
  return holds;
}

char *ty_trains_note(const TyChoice *choice) {
  const TyTrains *trains = choice->trains;
  guint n_some_days = 0, n_unknown = 0;

  for (guint i = 0; i < trains->timetable->rides->len; i++) {
    n_some_days += ty_trains_ride(trains, i)->days != NULL;
    n_unknown += isnan(ty_ride_m(choice, ty_trains_ride(trains, i))) ||
                 isnan(ty_trains_ride(trains, i)->price_cny);
  }
  GString *text = g_string_new(NULL);
  g_string_printf(text,
                  "trains by %s (%u rides) from the start and hotels and to hotels and the end, "
                  "%d minutes to board or change; between two stops by taxi",
                  trains->file, trains->timetable->rides->len, TY_BOARDING_S / 60);
  if (n_unknown)
    g_string_append_printf(text, "; of %u rides price or km are not said: sums are short of them",
                           n_unknown);
  if (n_some_days && !choice->request->date)
    g_string_append_printf(text, "; without --date %u rides of certain days do not count",
                           n_some_days);
  return g_string_free(text, FALSE);
}
