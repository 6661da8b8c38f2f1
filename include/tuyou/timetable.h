/* SPDX-License-Identifier: Apache-2.0 */
/** Fixed departures: a timetable as people keep it in a table, and ways by it: the part of the
 * route room (route.h) that knows of trains. Times are seconds after midnight of the day of the
 * ways. */
#pragma once
#include <tuyou/calendar.h>

G_BEGIN_DECLS

/** A ride that can be taken: from where one gets on to where one gets off. */
typedef struct {
  guint32 from, to;            /**< stations */
  gint32 departs_s, arrives_s; /**< arrives after it departs, maybe on the next day */
  double price_cny;            /**< ≥ 0; NAN: not said */
  double length_m;             /**< > 0; NAN: not said */
  char *number;                /**< "C752"; "" */
  TyDateRule *days;            /**< NULL: every day */
  gsize line;                  /**< of the table */
} TyRide;

typedef struct {
  GPtrArray *stations; /**< of char *, in the order of the table */
  GArray *rides;       /**< of TyRide, likewise */
} TyTimetable;

TyTimetable *ty_timetable_new(void);
void ty_timetable_free(TyTimetable *timetable);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyTimetable, ty_timetable_free)

#define TY_TIMETABLE_MOST_RIDES 1000000

/** Adds a row of a table by its headings, in any order, others passed over:
 *
 *     from, 出发站, 始发       station where one gets on
 *     to, 到达站, 终到         where one gets off: a row for each pair that one may ride between
 *     departure, 开点, 发车时间   08:05
 *     arrival, 到点, 到达时间     09:10; earlier than the departure, or with +1: on the next day
 *     days, 开行日, 日期       optional: 1234567 or Mo-Fr, or as TyDateRule: 周一至周五,
 *                              2026-05-01至2026-05-05, 法定节假日; empty, daily: every day
 *     price, 票价              optional, CNY: 28.5
 *     number, 车次             optional
 *     km, 里程                 optional
 *
 * @return FALSE with TY_ERROR_INPUT that names file, line and column, what was found and expected
 */
gboolean ty_timetable_add(TyTimetable *timetable, const char *file, gsize line, gsize n_columns,
                          char *const *heading, char *const *cells, GError **error);

/** The rides of one day, in order of departure. */
typedef struct TyDepartures TyDepartures;

/** @param timetable  must outlive it
 * @param day  NULL: unknown, only rides of every day are taken. O(rides log rides) */
TyDepartures *ty_departures_new(const TyTimetable *timetable, const TyCalendarDay *day);
void ty_departures_free(TyDepartures *departures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyDepartures, ty_departures_free)
gsize ty_departures_n(const TyDepartures *departures);

/** How long before it departs one must be at a station, and between two rides. */
#define TY_BOARDING_S (15 * 60)
#define TY_CHANGING_S (15 * 60)

/** No way leads there in time. */
#define TY_TOO_LATE G_MAXINT32

/** The earliest arrivals by train (Connection Scan; Dibbelt, Pajor, Strasser & Wagner 2013, SEA),
 * one ride at least.
 * @param ready_s    by station: when one can be there otherwise; TY_TOO_LATE: not at all
 * @param arrives_s  out: by station; TY_TOO_LATE
 * @param by         out: by station: the ride that arrives, its number in the timetable. O(rides)
 */
void ty_departures_earliest(const TyDepartures *departures, const gint32 *ready_s,
                            gint32 *arrives_s, guint32 *by);

/** The latest departures by train from which one is where one must be in time.
 * @param until_s   by station: when a train must have arrived there at the latest; −1: it need not
 * @param leaves_s  out: by station: when the last train departs that one may take; −1: none
 * @param by        out: by station: that ride. O(rides) */
void ty_departures_latest(const TyDepartures *departures, const gint32 *until_s, gint32 *leaves_s,
                          guint32 *by);

/** The rides, of guint32, that lead to a station by ty_departures_earliest, in order; or on from
 * one by ty_departures_latest. */
GArray *ty_rides_to(const TyTimetable *timetable, const gint32 *ready_s, const guint32 *by,
                    guint32 station);
GArray *ty_rides_from(const TyTimetable *timetable, const gint32 *until_s, const guint32 *by,
                      guint32 station);

/** Walks rides by the timetable alone: each runs on that day, from where the one before arrived,
 * with time to board and to change, from `from` when one is there at `ready_s`, to `to` by
 * `until_s`.
 * @return FALSE with TY_ERROR_INFEASIBLE that names ride and time */
gboolean ty_rides_check(const TyTimetable *timetable, const TyCalendarDay *day,
                        const guint32 *rides, gsize n, guint32 from, gint32 ready_s, guint32 to,
                        gint32 until_s, GError **error);

G_END_DECLS
