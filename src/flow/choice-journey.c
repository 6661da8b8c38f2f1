/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/choice-journey.h"

#include <math.h>

double ty_trains_slack(const TyPlanRequest *request) {
  return request->slack < 0 ? 0 : request->slack > 0 ? request->slack : .1;
}

gint32 ty_taxi_s(const TyChoice *choice, guint32 from, guint32 to) {
  double length_m = ty_reach_m(choice->reach, from, to);
  double s = ty_travel_s(&choice->travel, length_m, ty_reach_s(choice->reach, from, to));

  if (!isfinite(length_m) || s > 86400)
    return TY_TOO_LATE;
  s = ceil(s - 1e-9);
  return (gint32) (s + ceil(ty_trains_slack(choice->request) * s - 1e-6));
}

static void add_taxi(const TyChoice *choice, guint32 from, guint32 to, TyJourney *journey) {
  double length_m = ty_reach_m(choice->reach, from, to);

  journey->m += length_m;
  journey->s +=
      ceil(ty_travel_s(&choice->travel, length_m, ty_reach_s(choice->reach, from, to)) - 1e-9);
  journey->cny += ty_travel_cny(&choice->travel, length_m);
  journey->co2_kg += ty_travel_co2_kg(&choice->travel, length_m);
}

const TyRide *ty_trains_ride(const TyTrains *trains, guint32 ride) {
  return &g_array_index(trains->timetable->rides, TyRide, ride);
}

double ty_ride_m(const TyChoice *choice, const TyRide *ride) {
  const TyTrains *trains = choice->trains;
  double length_m = ty_reach_m(choice->reach, trains->place[ride->from], trains->place[ride->to]);
  return !isnan(ride->length_m) ? ride->length_m : isfinite(length_m) ? length_m : NAN;
}

void ty_journey_measure(const TyChoice *choice, TyJourney *journey) {
  const TyTrains *trains = choice->trains;
  guint32 last = g_array_index(journey->rides, guint32, journey->rides->len - 1);

  journey->from_station = ty_trains_ride(trains, g_array_index(journey->rides, guint32, 0))->from;
  journey->to_station = ty_trains_ride(trains, last)->to;
  journey->m = journey->s = journey->cny = journey->co2_kg = 0;
  add_taxi(choice, journey->from_place, trains->place[journey->from_station], journey);
  add_taxi(choice, trains->place[journey->to_station], journey->to_place, journey);
  for (guint i = 0; i < journey->rides->len; i++) {
    const TyRide *ride = ty_trains_ride(trains, g_array_index(journey->rides, guint32, i));
    double length_m = ty_ride_m(choice, ride);
    journey->m += isnan(length_m) ? 0 : length_m;
    journey->s += ride->arrives_s - ride->departs_s;
    journey->cny += isnan(ride->price_cny) ? 0 : ride->price_cny;
    journey->co2_kg += isnan(length_m) ? 0 : length_m / 1000 * ty_vehicle("train")->co2_kg_per_km;
  }
  journey->ready_s = journey->leaves_s +
                     ty_taxi_s(choice, journey->from_place, trains->place[journey->from_station]);
  journey->arrives_s = ty_trains_ride(trains, last)->arrives_s +
                       ty_taxi_s(choice, trains->place[journey->to_station], journey->to_place);
}

void ty_outward_init(TyOutward *outward, const TyChoice *choice, guint day, guint32 from,
                     gint32 leaves_s) {
  const TyTrains *trains = choice->trains;
  guint n = trains->ids->len;

  *outward =
      (TyOutward){choice, from, leaves_s, g_new(gint32, n), g_new(gint32, n), g_new(guint32, n)};
  for (guint i = 0; i < n; i++) {
    gint32 s = ty_taxi_s(choice, from, trains->place[i]);
    outward->ready_s[i] = s == TY_TOO_LATE ? TY_TOO_LATE : leaves_s + s;
  }
  ty_departures_earliest(trains->departures->pdata[day], outward->ready_s, outward->arrives_s,
                         outward->by);
}

void ty_outward_clear(TyOutward *outward) {
  g_free(outward->ready_s);
  g_free(outward->arrives_s);
  g_free(outward->by);
}

/* The station of the earliest arrival at a place, and when; −1: none. */
static gssize outward_best(const TyOutward *outward, guint32 to, gint32 *arrives_s) {
  const TyTrains *trains = outward->choice->trains;
  gssize best = -1;

  *arrives_s = TY_TOO_LATE;
  for (guint i = 0; i < trains->ids->len; i++) {
    gint32 s = outward->arrives_s[i] == TY_TOO_LATE
                   ? TY_TOO_LATE
                   : ty_taxi_s(outward->choice, trains->place[i], to);
    if (s != TY_TOO_LATE && outward->arrives_s[i] + s < *arrives_s) {
      *arrives_s = outward->arrives_s[i] + s;
      best = i;
    }
  }
  return best;
}

gboolean ty_outward_journey(const TyOutward *outward, guint32 to, TyJourney *journey) {
  const TyTrains *trains = outward->choice->trains;
  gint32 arrives_s;
  gssize station = outward_best(outward, to, &arrives_s);

  if (station < 0)
    return FALSE;
  *journey = (TyJourney){
      .from_place = outward->from,
      .to_place = to,
      .rides = ty_rides_to(trains->timetable, outward->ready_s, outward->by, (guint32) station),
      .leaves_s = outward->leaves_s};
  ty_journey_measure(outward->choice, journey);
  return TRUE;
}

void ty_homeward_init(TyHomeward *homeward, const TyChoice *choice, guint day, guint32 to,
                      gint32 until_s) {
  const TyTrains *trains = choice->trains;
  guint n = trains->ids->len;

  *homeward = (TyHomeward){choice, to, g_new(gint32, n), g_new(gint32, n), g_new(guint32, n)};
  for (guint i = 0; i < n; i++) {
    gint32 s = ty_taxi_s(choice, trains->place[i], to);
    homeward->until_s[i] = s == TY_TOO_LATE ? -1 : until_s - s;
  }
  ty_departures_latest(trains->departures->pdata[day], homeward->until_s, homeward->leaves_s,
                       homeward->by);
}

void ty_homeward_clear(TyHomeward *homeward) {
  g_free(homeward->until_s);
  g_free(homeward->leaves_s);
  g_free(homeward->by);
}

/* When one must leave a place at the latest, and the station that one must go to; −1: too late at
 * any time. */
static gssize homeward_best(const TyHomeward *homeward, guint32 from, gint32 *leaves_s) {
  const TyTrains *trains = homeward->choice->trains;
  gssize best = -1;

  *leaves_s = -1;
  for (guint i = 0; i < trains->ids->len; i++) {
    gint32 s = homeward->leaves_s[i] < 0 ? TY_TOO_LATE
                                         : ty_taxi_s(homeward->choice, from, trains->place[i]);
    if (s != TY_TOO_LATE && homeward->leaves_s[i] - TY_BOARDING_S - s > *leaves_s) {
      *leaves_s = homeward->leaves_s[i] - TY_BOARDING_S - s;
      best = i;
    }
  }
  return best;
}

gboolean ty_homeward_journey(const TyHomeward *homeward, guint32 from, TyJourney *journey) {
  const TyTrains *trains = homeward->choice->trains;
  gint32 leaves_s;
  gssize station = homeward_best(homeward, from, &leaves_s);

  if (station < 0)
    return FALSE;
  *journey = (TyJourney){
      .from_place = from,
      .to_place = homeward->to,
      .rides = ty_rides_from(trains->timetable, homeward->until_s, homeward->by, (guint32) station),
      .leaves_s = leaves_s};
  ty_journey_measure(homeward->choice, journey);
  return TRUE;
}

void ty_journey_clear(TyJourney *journey) { g_clear_pointer(&journey->rides, g_array_unref); }
