/* SPDX-License-Identifier: Apache-2.0 */
/* Ways by a timetable: all rides of a day are scanned once, in the order in which they depart. */
#include <tuyou/timetable.h>

struct TyDepartures {
  const TyTimetable *timetable;
  GArray *rides; /* of guint32, by departure */
};

static const TyRide *ride_at(const TyTimetable *timetable, guint32 ride) {
  return &g_array_index(timetable->rides, TyRide, ride);
}

static int by_departure(gconstpointer a, gconstpointer b, gpointer data) {
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  const TyRide *one = ride_at(data, x), *other = ride_at(data, y);

  if (one->departs_s != other->departs_s)
    return one->departs_s < other->departs_s ? -1 : 1;
  return (x > y) - (x < y);
}

TyDepartures *ty_departures_new(const TyTimetable *timetable, const TyCalendarDay *day) {
  TyDepartures *departures = g_new(TyDepartures, 1);

  *departures = (TyDepartures){timetable, g_array_new(FALSE, FALSE, sizeof(guint32))};
  for (guint32 i = 0; i < timetable->rides->len; i++) {
    const TyDateRule *days = ride_at(timetable, i)->days;
    if (!days || (day && ty_date_rule_matches(days, day)))
      g_array_append_val(departures->rides, i);
  }
  g_array_sort_with_data(departures->rides, by_departure, (gpointer) timetable);
  return departures;
}

void ty_departures_free(TyDepartures *departures) {
  if (!departures)
    return;
  g_array_unref(departures->rides);
  g_free(departures);
}

gsize ty_departures_n(const TyDepartures *departures) { return departures->rides->len; }

/* Whether one can be at a station in time to board: come otherwise, or by train. */
static gboolean boards(gint32 departs_s, gint32 ready_s, gint32 arrives_s) {
  return (ready_s != TY_TOO_LATE && ready_s <= departs_s - TY_BOARDING_S) ||
         (arrives_s != TY_TOO_LATE && arrives_s <= departs_s - TY_CHANGING_S);
}

void ty_departures_earliest(const TyDepartures *departures, const gint32 *ready_s,
                            gint32 *arrives_s, guint32 *by) {
  const TyTimetable *timetable = departures->timetable;

  for (guint station = 0; station < timetable->stations->len; station++)
    arrives_s[station] = TY_TOO_LATE;
  for (guint i = 0; i < departures->rides->len; i++) {
    guint32 number = g_array_index(departures->rides, guint32, i);
    const TyRide *ride = ride_at(timetable, number);
    if (ride->arrives_s >= arrives_s[ride->to] ||
        !boards(ride->departs_s, ready_s[ride->from], arrives_s[ride->from]))
      continue;
    arrives_s[ride->to] = ride->arrives_s;
    by[ride->to] = number;
  }
}

void ty_departures_latest(const TyDepartures *departures, const gint32 *until_s, gint32 *leaves_s,
                          guint32 *by) {
  const TyTimetable *timetable = departures->timetable;

  for (guint station = 0; station < timetable->stations->len; station++)
    leaves_s[station] = -1;
  for (guint i = departures->rides->len; i-- > 0;) {
    guint32 number = g_array_index(departures->rides, guint32, i);
    const TyRide *ride = ride_at(timetable, number);
    gboolean there = ride->arrives_s <= until_s[ride->to];
    gboolean goes_on = ride->arrives_s <= leaves_s[ride->to] - TY_CHANGING_S;
    if (ride->departs_s <= leaves_s[ride->from] || (!there && !goes_on))
      continue;
    leaves_s[ride->from] = ride->departs_s;
    by[ride->from] = number;
  }
}

/* A station's label is the best over all its trains, so that the label which a ride was taken by is
 * at most as late as when it was taken: the way back from label to label is one way. */
GArray *ty_rides_to(const TyTimetable *timetable, const gint32 *ready_s, const guint32 *by,
                    guint32 station) {
  GArray *rides = g_array_new(FALSE, FALSE, sizeof(guint32));

  for (;;) {
    guint32 number = by[station];
    const TyRide *ride = ride_at(timetable, number);
    g_array_prepend_val(rides, number);
    if (boards(ride->departs_s, ready_s[ride->from], TY_TOO_LATE))
      return rides;
    station = ride->from;
  }
}

GArray *ty_rides_from(const TyTimetable *timetable, const gint32 *until_s, const guint32 *by,
                      guint32 station) {
  GArray *rides = g_array_new(FALSE, FALSE, sizeof(guint32));

  for (;;) {
    guint32 number = by[station];
    const TyRide *ride = ride_at(timetable, number);
    g_array_append_val(rides, number);
    if (ride->arrives_s <= until_s[ride->to])
      return rides;
    station = ride->to;
  }
}
