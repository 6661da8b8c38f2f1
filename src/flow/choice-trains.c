/* SPDX-License-Identifier: Apache-2.0 */
/* Trains in a chosen tour. A way from the start or a hotel sets out when the day begins, one to a
 * hotel or the end must be done when it ends: at those the timetable is looked up to the minute.
 * Between two stops, whose hour is open while the tour is sought, the party takes taxis. */
#include "flow/choice.h"

#include <math.h>
#include <tuyou/corpus.h>
#include <tuyou/timetable.h>

#define MOST_STATIONS 300

struct TyTrains {
  char *file;
  TyTimetable *timetable;
  GArray *ids;     /* of gint64: the entity of each station */
  guint32 *place;  /* by station: place of the reach */
  gboolean *train; /* nodes × nodes: the way goes by train */
  GArray *days;    /* of TyCalendarDay; empty without a date */
  GPtrArray *departures;
};

/* Rides with the taxis before and behind. */
typedef struct {
  guint32 from_place, to_place;
  guint32 from_station, to_station;
  GArray *rides;              /* of guint32; NULL: none */
  gint32 ready_s;             /* at the first station */
  gint32 leaves_s, arrives_s; /* from door to door, with what is kept free */
  double m, s, cny, co2_kg;
} Journey;

/* Timetable -------------------------------------------------------------------------------------
 */

typedef struct {
  TyTrains *trains;
  GError *rejected; /* the first row that is none */
} Reading;

static gboolean take_row(gsize line, gsize n, char *const *heading, char *const *cells,
                         gpointer data, GError **error) {
  TyTrains *trains = ((Reading *) data)->trains;
  return ty_timetable_add(trains->timetable, trains->file, line, n, heading, cells, error);
}

/* A torn row stops it all: a missing train is worse than a message. */
static void take_reject(const TyReject *reject, gpointer data) {
  Reading *reading = data;
  if (!reading->rejected)
    reading->rejected = g_error_new(TY_ERROR, TY_ERROR_INPUT, "%s:%zu: %s", reading->trains->file,
                                    reject->line, reject->reason);
}

static gboolean find_stations(TyChoice *choice, GError **error) {
  TyTrains *trains = choice->trains;
  const GPtrArray *stations = trains->timetable->stations;

  if (stations->len == 0 || stations->len > MOST_STATIONS) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found %u stations, expected 2 to %d",
                trains->file, stations->len, MOST_STATIONS);
    return FALSE;
  }
  for (guint i = 0; i < stations->len; i++) {
    gint64 id = ty_workspace_entity(choice->workspace, stations->pdata[i], error);
    if (!id) {
      g_prefix_error(error, "%s: ", trains->file);
      return FALSE;
    }
    g_array_append_val(trains->ids, id);
  }
  return TRUE;
}

gboolean ty_trains_read(TyChoice *choice, GArray *wanted, GError **error) {
  TyTrains *trains = choice->trains = g_new0(TyTrains, 1);
  Reading reading = {trains, NULL};

  trains->file = g_path_get_basename(choice->request->timetable);
  trains->timetable = ty_timetable_new();
  trains->ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  trains->days = g_array_new(FALSE, TRUE, sizeof(TyCalendarDay));
  trains->departures = g_ptr_array_new_with_free_func((GDestroyNotify) ty_departures_free);
  gboolean read =
      ty_corpus_read_table(choice->request->timetable, take_row, take_reject, &reading, error);
  if (read && reading.rejected)
    g_propagate_error(error, g_steal_pointer(&reading.rejected));
  else if (read && find_stations(choice, error)) {
    g_array_append_vals(wanted, trains->ids->data, trains->ids->len);
    return TRUE;
  }
  g_clear_error(&reading.rejected);
  return FALSE;
}

void ty_trains_free(TyTrains *trains) {
  if (!trains)
    return;
  g_free(trains->file);
  ty_timetable_free(trains->timetable);
  g_array_unref(trains->ids);
  g_free(trains->place);
  g_free(trains->train);
  g_array_unref(trains->days);
  g_ptr_array_unref(trains->departures);
  g_free(trains);
}

void ty_trains_places(TyChoice *choice, GHashTable *place_of) {
  TyTrains *trains = choice->trains;

  trains->place = g_new(guint32, trains->ids->len);
  for (guint i = 0; i < trains->ids->len; i++)
    trains->place[i] =
        GPOINTER_TO_UINT(g_hash_table_lookup(place_of, &g_array_index(trains->ids, gint64, i)));
}

gboolean ty_trains_near(const TyChoice *choice, guint32 place) {
  for (guint i = 0; choice->trains && i < choice->trains->ids->len; i++)
    if (isfinite(ty_reach_m(choice->reach, choice->trains->place[i], place)))
      return TRUE;
  return FALSE;
}

/* Journeys --------------------------------------------------------------------------------------
 */

static double slack_of(const TyPlanRequest *request) {
  return request->slack < 0 ? 0 : request->slack > 0 ? request->slack : .1;
}

/* Seconds by taxi or on foot, with what is kept free; TY_TOO_LATE where no way leads. */
static gint32 taxi_s(const TyChoice *choice, guint32 from, guint32 to) {
  double length_m = ty_reach_m(choice->reach, from, to);
  double s = ty_travel_s(&choice->travel, length_m, ty_reach_s(choice->reach, from, to));

  if (!isfinite(length_m) || s > 86400)
    return TY_TOO_LATE;
  s = ceil(s - 1e-9);
  return (gint32) (s + ceil(slack_of(choice->request) * s - 1e-6));
}

static void add_taxi(const TyChoice *choice, guint32 from, guint32 to, Journey *journey) {
  double length_m = ty_reach_m(choice->reach, from, to);

  journey->m += length_m;
  journey->s +=
      ceil(ty_travel_s(&choice->travel, length_m, ty_reach_s(choice->reach, from, to)) - 1e-9);
  journey->cny += ty_travel_cny(&choice->travel, length_m);
  journey->co2_kg += ty_travel_co2_kg(&choice->travel, length_m);
}

static const TyRide *ride_at(const TyTrains *trains, guint32 ride) {
  return &g_array_index(trains->timetable->rides, TyRide, ride);
}

/* Metres of a ride: as the timetable says, else by road. NAN when neither is known. */
static double ride_m(const TyChoice *choice, const TyRide *ride) {
  const TyTrains *trains = choice->trains;
  double length_m = ty_reach_m(choice->reach, trains->place[ride->from], trains->place[ride->to]);
  return !isnan(ride->length_m) ? ride->length_m : isfinite(length_m) ? length_m : NAN;
}

/* Adds up a journey whose rides and ends are known. */
static void measure(const TyChoice *choice, Journey *journey) {
  const TyTrains *trains = choice->trains;
  guint32 last = g_array_index(journey->rides, guint32, journey->rides->len - 1);

  journey->from_station = ride_at(trains, g_array_index(journey->rides, guint32, 0))->from;
  journey->to_station = ride_at(trains, last)->to;
  journey->m = journey->s = journey->cny = journey->co2_kg = 0;
  add_taxi(choice, journey->from_place, trains->place[journey->from_station], journey);
  add_taxi(choice, trains->place[journey->to_station], journey->to_place, journey);
  for (guint i = 0; i < journey->rides->len; i++) {
    const TyRide *ride = ride_at(trains, g_array_index(journey->rides, guint32, i));
    double length_m = ride_m(choice, ride);
    journey->m += isnan(length_m) ? 0 : length_m;
    journey->s += ride->arrives_s - ride->departs_s;
    journey->cny += isnan(ride->price_cny) ? 0 : ride->price_cny;
    journey->co2_kg += isnan(length_m) ? 0 : length_m / 1000 * ty_vehicle("train")->co2_kg_per_km;
  }
  journey->ready_s =
      journey->leaves_s + taxi_s(choice, journey->from_place, trains->place[journey->from_station]);
  journey->arrives_s = ride_at(trains, last)->arrives_s +
                       taxi_s(choice, trains->place[journey->to_station], journey->to_place);
}

/* The journeys of one day that set out from a place at a time. */
typedef struct {
  const TyChoice *choice;
  guint32 from;
  gint32 leaves_s;
  gint32 *ready_s, *arrives_s;
  guint32 *by;
} Outward;

static void outward_init(Outward *outward, const TyChoice *choice, guint day, guint32 from,
                         gint32 leaves_s) {
  const TyTrains *trains = choice->trains;
  guint n = trains->ids->len;

  *outward =
      (Outward){choice, from, leaves_s, g_new(gint32, n), g_new(gint32, n), g_new(guint32, n)};
  for (guint i = 0; i < n; i++) {
    gint32 s = taxi_s(choice, from, trains->place[i]);
    outward->ready_s[i] = s == TY_TOO_LATE ? TY_TOO_LATE : leaves_s + s;
  }
  ty_departures_earliest(trains->departures->pdata[day], outward->ready_s, outward->arrives_s,
                         outward->by);
}

static void outward_clear(Outward *outward) {
  g_free(outward->ready_s);
  g_free(outward->arrives_s);
  g_free(outward->by);
}

/* The station of the earliest arrival at a place, and when; −1: none. */
static gssize outward_best(const Outward *outward, guint32 to, gint32 *arrives_s) {
  const TyTrains *trains = outward->choice->trains;
  gssize best = -1;

  *arrives_s = TY_TOO_LATE;
  for (guint i = 0; i < trains->ids->len; i++) {
    gint32 s = outward->arrives_s[i] == TY_TOO_LATE ? TY_TOO_LATE
                                                    : taxi_s(outward->choice, trains->place[i], to);
    if (s != TY_TOO_LATE && outward->arrives_s[i] + s < *arrives_s) {
      *arrives_s = outward->arrives_s[i] + s;
      best = i;
    }
  }
  return best;
}

static gboolean outward_journey(const Outward *outward, guint32 to, Journey *journey) {
  const TyTrains *trains = outward->choice->trains;
  gint32 arrives_s;
  gssize station = outward_best(outward, to, &arrives_s);

  if (station < 0)
    return FALSE;
  *journey = (Journey){
      .from_place = outward->from,
      .to_place = to,
      .rides = ty_rides_to(trains->timetable, outward->ready_s, outward->by, (guint32) station),
      .leaves_s = outward->leaves_s};
  measure(outward->choice, journey);
  return TRUE;
}

/* The journeys of one day that are at a place by a time. */
typedef struct {
  const TyChoice *choice;
  guint32 to;
  gint32 *until_s, *leaves_s;
  guint32 *by;
} Homeward;

static void homeward_init(Homeward *homeward, const TyChoice *choice, guint day, guint32 to,
                          gint32 until_s) {
  const TyTrains *trains = choice->trains;
  guint n = trains->ids->len;

  *homeward = (Homeward){choice, to, g_new(gint32, n), g_new(gint32, n), g_new(guint32, n)};
  for (guint i = 0; i < n; i++) {
    gint32 s = taxi_s(choice, trains->place[i], to);
    homeward->until_s[i] = s == TY_TOO_LATE ? -1 : until_s - s;
  }
  ty_departures_latest(trains->departures->pdata[day], homeward->until_s, homeward->leaves_s,
                       homeward->by);
}

static void homeward_clear(Homeward *homeward) {
  g_free(homeward->until_s);
  g_free(homeward->leaves_s);
  g_free(homeward->by);
}

/* When one must leave a place at the latest, and the station that one must go to; −1: too late at
 * any time. */
static gssize homeward_best(const Homeward *homeward, guint32 from, gint32 *leaves_s) {
  const TyTrains *trains = homeward->choice->trains;
  gssize best = -1;

  *leaves_s = -1;
  for (guint i = 0; i < trains->ids->len; i++) {
    gint32 s =
        homeward->leaves_s[i] < 0 ? TY_TOO_LATE : taxi_s(homeward->choice, from, trains->place[i]);
    if (s != TY_TOO_LATE && homeward->leaves_s[i] - TY_BOARDING_S - s > *leaves_s) {
      *leaves_s = homeward->leaves_s[i] - TY_BOARDING_S - s;
      best = i;
    }
  }
  return best;
}

static gboolean homeward_journey(const Homeward *homeward, guint32 from, Journey *journey) {
  const TyTrains *trains = homeward->choice->trains;
  gint32 leaves_s;
  gssize station = homeward_best(homeward, from, &leaves_s);

  if (station < 0)
    return FALSE;
  *journey = (Journey){
      .from_place = from,
      .to_place = homeward->to,
      .rides = ty_rides_from(trains->timetable, homeward->until_s, homeward->by, (guint32) station),
      .leaves_s = leaves_s};
  measure(homeward->choice, journey);
  return TRUE;
}

static void journey_clear(Journey *journey) { g_clear_pointer(&journey->rides, g_array_unref); }

/* Ways for the search ---------------------------------------------------------------------------
 */

/* The least way whose time and what is kept free last so long. */
static gint32 way_of(const TyChoice *choice, gint64 lasts_s) {
  double slack = slack_of(choice->request);
  gint64 way_s = MAX((gint64) ((double) lasts_s / (1 + slack)) - 2, 0);

  while (way_s + (gint64) ceil(slack * (double) way_s - 1e-6) < lasts_s)
    way_s++;
  return (gint32) MIN(way_s, TY_NO_WAY - 1);
}

static guint32 place_of(const TyChoice *choice, gsize node) {
  return g_array_index(choice->place_of_node, guint32, node);
}

/* A way that must hold on several days: the longest of them counts, and the dearest. */
typedef struct {
  gint64 lasts_s;
  double m, cny, co2_kg;
  gboolean train, never;
} Worst;

static void worst_add(const TyChoice *choice, gsize from, gsize to, gint64 lasts_s,
                      Journey *journey, Worst *worst) {
  gint32 direct_s = taxi_s(choice, place_of(choice, from), place_of(choice, to));

  if (journey && (direct_s == TY_TOO_LATE || lasts_s < direct_s)) {
    worst->train = TRUE;
    worst->lasts_s = MAX(worst->lasts_s, lasts_s);
    worst->m = MAX(worst->m, journey->m);
    worst->cny = MAX(worst->cny, journey->cny);
    worst->co2_kg = MAX(worst->co2_kg, journey->co2_kg);
  } else if (direct_s != TY_TOO_LATE)
    worst->lasts_s = MAX(worst->lasts_s, direct_s);
  else
    worst->never = TRUE;
}

static void worst_write(TyChoice *choice, gsize from, gsize to, const Worst *worst) {
  gsize n = choice->place_of_node->len, at = from * n + to;

  if (!worst->train || worst->never) {
    choice->way_s[at] = worst->never ? TY_NO_WAY : choice->way_s[at];
    return;
  }
  choice->trains->train[at] = TRUE;
  choice->way_s[at] = way_of(choice, worst->lasts_s);
  choice->way_m[at] = MAX(choice->way_m[at], worst->m);
  choice->way_cny[at] = MAX(choice->way_cny[at], worst->cny);
  choice->way_co2_kg[at] = MAX(choice->way_co2_kg[at], worst->co2_kg);
}

/* From a place to every other node, at the beginning of days first … last. */
static void set_out(TyChoice *choice, gsize from, guint first, guint last) {
  gsize n = choice->place_of_node->len;
  g_autofree Worst *worst = g_new0(Worst, n);

  for (guint day = first; day <= last; day++) {
    Outward outward;
    outward_init(&outward, choice, day, place_of(choice, from), choice->days[day].start_s);
    for (gsize to = 0; to < n; to++) {
      Journey journey = {0};
      gboolean found = outward_journey(&outward, place_of(choice, to), &journey);
      worst_add(choice, from, to, (gint64) journey.arrives_s - outward.leaves_s,
                found ? &journey : NULL, &worst[to]);
      journey_clear(&journey);
    }
    outward_clear(&outward);
  }
  for (gsize to = 0; to < n; to++)
    if (to != from)
      worst_write(choice, from, to, &worst[to]);
}

/* To a place from every stop, by the end of days first … last. A second more for the rounding of
 * what is kept free. */
static void come_home(TyChoice *choice, gsize to, guint first, guint last) {
  gsize n_stops = choice->candidates->len;
  g_autofree Worst *worst = g_new0(Worst, n_stops + 1);

  for (guint day = first; day <= last; day++)
    for (int evening = 0; evening < 2; evening++) {
      gint32 until_s = evening ? choice->days[day].evening_until_s : choice->days[day].until_s;
      Homeward homeward;
      homeward_init(&homeward, choice, day, place_of(choice, to), until_s);
      for (gsize from = 0; from < n_stops; from++) {
        Journey journey = {0};
        if (g_array_index(choice->candidates, TyChoiceSite, from).evening != evening)
          continue;
        gboolean found = homeward_journey(&homeward, place_of(choice, from), &journey);
        worst_add(choice, from, to, (gint64) until_s - journey.leaves_s + 1,
                  found ? &journey : NULL, &worst[from]);
        journey_clear(&journey);
      }
      homeward_clear(&homeward);
    }
  for (gsize from = 0; from < n_stops; from++)
    worst_write(choice, from, to, &worst[from]);
}

gboolean ty_trains_ways(TyChoice *choice, guint n_days, GError **error) {
  TyTrains *trains = choice->trains;
  gsize n = choice->place_of_node->len, first_place = choice->candidates->len;

  trains->train = g_new0(gboolean, n * n + 1);
  for (guint day = 0; day < n_days; day++) {
    TyCalendarDay date;
    if (choice->request->date) {
      if (!ty_day_parse(choice->request->date, day, &date, error))
        return FALSE;
      g_array_append_val(trains->days, date);
    }
    g_ptr_array_add(trains->departures,
                    ty_departures_new(trains->timetable, choice->request->date ? &date : NULL));
  }
  for (gsize h = 0; n_days > 1 && h < choice->problem.n_hotels; h++) {
    set_out(choice, first_place + choice->hotels[h], 1, n_days - 1);
    come_home(choice, first_place + choice->hotels[h], 0, n_days - 2);
  }
  if (choice->start >= 0)
    set_out(choice, first_place + (gsize) choice->start, 0, 0);
  if (choice->end >= 0)
    come_home(choice, first_place + (gsize) choice->end, n_days - 1, n_days - 1);
  return TRUE;
}

/* The answer ------------------------------------------------------------------------------------
 */

static json_t *taxi_answer(const TyChoice *choice, guint32 from, guint32 to, gint32 departs_s) {
  TyWaySums none = {0};
  double length_m = ty_reach_m(choice->reach, from, to);
  double s = ty_travel_s(&choice->travel, length_m, ty_reach_s(choice->reach, from, to));

  return ty_way_answer(&choice->travel, choice->reach, from, to, departs_s,
                       departs_s + (gint32) ceil(s - 1e-9), &none);
}

static json_t *ride_answer(const TyChoice *choice, const TyRide *ride) {
  const TyTrains *trains = choice->trains;
  double length_m = ride_m(choice, ride);
  g_autofree char *departs = ty_way_clock(ride->departs_s),
                  *arrives = ty_way_clock(ride->arrives_s);
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

static json_t *journey_answer(const TyChoice *choice, const Journey *journey, gint32 planned_s,
                              TyWaySums *sums) {
  const TyTrains *trains = choice->trains;
  g_autofree char *departs = ty_way_clock(journey->leaves_s), *arrives = ty_way_clock(planned_s);
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
    const TyRide *ride = ride_at(trains, g_array_index(journey->rides, guint32, i));
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

static gboolean check_journey(const TyChoice *choice, const Journey *journey, guint day,
                              gint32 until_s, GError **error) {
  const TyTrains *trains = choice->trains;
  const TyCalendarDay *date =
      trains->days->len ? &g_array_index(trains->days, TyCalendarDay, day) : NULL;
  gint32 behind_s = taxi_s(choice, trains->place[journey->to_station], journey->to_place);

  return ty_rides_check(trains->timetable, date, (const guint32 *) (gpointer) journey->rides->data,
                        journey->rides->len, journey->from_station, journey->ready_s,
                        journey->to_station, until_s - behind_s, error);
}

/* The first of the journeys that a way may take: the earliest, unless it costs more than was
 * reckoned with, else the latest. */
static gboolean find_journey(const TyChoice *choice, guint day, gsize from, gsize to,
                             gint32 leaves_s, gint32 until_s, Journey *journey) {
  gsize n = choice->place_of_node->len;
  guint32 there = place_of(choice, to);
  Outward outward;

  outward_init(&outward, choice, day, place_of(choice, from), leaves_s);
  gboolean found = outward_journey(&outward, there, journey);
  outward_clear(&outward);
  if (found && journey->arrives_s <= until_s &&
      journey->cny <= choice->way_cny[from * n + to] + 1e-9)
    return TRUE;
  Journey latest = {0};
  Homeward homeward;
  homeward_init(&homeward, choice, day, there, until_s);
  gboolean later = homeward_journey(&homeward, place_of(choice, from), &latest);
  homeward_clear(&homeward);
  if (!later || latest.leaves_s < leaves_s) {
    journey_clear(&latest);
    return found && journey->arrives_s <= until_s;
  }
  journey_clear(journey);
  *journey = latest;
  journey->leaves_s = leaves_s;
  measure(choice, journey);
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
  Journey journey = {0};
  gsize n = choice->place_of_node->len, a = (gsize) from, b = (gsize) to;

  *way = NULL;
  if (!choice->trains || from < 0 || to < 0 || !choice->trains->train[a * n + b])
    return TRUE;
  gint32 direct_s = taxi_s(choice, place_of(choice, a), place_of(choice, b));
  gint32 until_s = until_of(choice, day, a, b, *arrives_s);
  gboolean rides = find_journey(choice, day, a, b, leaves_s, until_s, &journey);
  if (direct_s != TY_TOO_LATE && leaves_s + direct_s <= (rides ? journey.arrives_s : until_s)) {
    journey_clear(&journey);
    *arrives_s = b < choice->candidates->len ? *arrives_s : leaves_s + direct_s;
    return TRUE;
  }
  if (!rides) {
    journey_clear(&journey);
    g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE, "day %u: no train leads from %s to %s",
                day + 1, ty_choice_name(choice, from), ty_choice_name(choice, to));
    return FALSE;
  }
  if (b >= choice->candidates->len)
    *arrives_s = journey.arrives_s; /* home as soon as the trains allow */
  gboolean holds = check_journey(choice, &journey, day, until_s, error);
  if (holds)
    *way = journey_answer(choice, &journey, *arrives_s, sums);
  journey_clear(&journey);
  return holds;
}

char *ty_trains_note(const TyChoice *choice) {
  const TyTrains *trains = choice->trains;
  guint n_some_days = 0, n_unknown = 0;

  for (guint i = 0; i < trains->timetable->rides->len; i++) {
    n_some_days += ride_at(trains, i)->days != NULL;
    n_unknown += isnan(ride_m(choice, ride_at(trains, i))) || isnan(ride_at(trains, i)->price_cny);
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
