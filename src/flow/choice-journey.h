/* SPDX-License-Identifier: Apache-2.0 */
/** Inside a chosen tour: journeys by train with taxis before and behind. */
#pragma once
#include "flow/choice.h"
#include <tuyou/timetable.h>

struct TyTrains {
  char *file;
  TyTimetable *timetable;
  GArray *ids;     /* of gint64: the entity of each station */
  guint32 *place;  /* by station: place of the reach */
  gboolean *train; /* nodes × nodes: the way goes by train */
  GArray *days;    /* of TyCalendarDay; empty without a date */
  GPtrArray *departures;
};

/** Rides with the taxis before and behind. */
typedef struct {
  guint32 from_place, to_place;
  guint32 from_station, to_station;
  GArray *rides;              /* of guint32; NULL: none */
  gint32 ready_s;             /* at the first station */
  gint32 leaves_s, arrives_s; /* from door to door, with what is kept free */
  double m, s, cny, co2_kg;
} TyJourney;
void ty_journey_clear(TyJourney *journey);

/** Adds up a journey whose rides, ends and leaves_s are known. */
void ty_journey_measure(const TyChoice *choice, TyJourney *journey);

const TyRide *ty_trains_ride(const TyTrains *trains, guint32 ride);

/** Metres of a ride: as the timetable says, else by road. NAN when neither is known. */
double ty_ride_m(const TyChoice *choice, const TyRide *ride);

/** Share of a way that is kept free. */
double ty_trains_slack(const TyPlanRequest *request);

/** Seconds by taxi or on foot, with what is kept free; TY_TOO_LATE where no way leads. */
gint32 ty_taxi_s(const TyChoice *choice, guint32 from, guint32 to);

/** The reach's place of a node. */
static inline guint32 ty_choice_place(const TyChoice *choice, gsize node) {
  return g_array_index(choice->place_of_node, guint32, node);
}

/** The journeys of one day that set out from a place at a time. */
typedef struct {
  const TyChoice *choice;
  guint32 from;
  gint32 leaves_s;
  gint32 *ready_s, *arrives_s;
  guint32 *by;
} TyOutward;

void ty_outward_init(TyOutward *outward, const TyChoice *choice, guint day, guint32 from,
                     gint32 leaves_s);
void ty_outward_clear(TyOutward *outward);
/** The journey that arrives first. FALSE: none does. */
gboolean ty_outward_journey(const TyOutward *outward, guint32 to, TyJourney *journey);

/** The journeys of one day that are at a place by a time. */
typedef struct {
  const TyChoice *choice;
  guint32 to;
  gint32 *until_s, *leaves_s;
  guint32 *by;
} TyHomeward;

void ty_homeward_init(TyHomeward *homeward, const TyChoice *choice, guint day, guint32 to,
                      gint32 until_s);
void ty_homeward_clear(TyHomeward *homeward);
/** The journey that leaves last. FALSE: none is in time. */
gboolean ty_homeward_journey(const TyHomeward *homeward, guint32 from, TyJourney *journey);
