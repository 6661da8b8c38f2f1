/* SPDX-License-Identifier: Apache-2.0 */
/** Inside of the search for itineraries: the clock of a day (see days.h) from tables, and its
 * reverse: how late one may be. */
#pragma once
#include "route/outing.h"

static inline gint32 ty_outing_later(gint32 time_s, gint32 by_s) {
  return time_s >= TY_NEVER - by_s ? TY_NEVER : time_s + by_s;
}

static inline gint32 ty_outing_after_lunch(const TyDayRules *rules, gint32 time_s) {
  gint32 from_s = MAX(time_s, rules->lunch_from_s);
  return from_s <= rules->lunch_until_s ? from_s + rules->lunch_s : TY_NEVER;
}

/** The departure from a visit that could begin at `time_s`; TY_NEVER when it cannot. */
static inline gint32 ty_outing_serve(const TyOpening *opening, gint32 time_s, gint32 dwell_s) {
  gint32 begin_s = MAX(time_s, opening->open_s);

  if (opening->break_from_s < opening->break_until_s && begin_s + dwell_s > opening->break_from_s &&
      begin_s < opening->break_until_s)
    begin_s = opening->break_until_s;
  if (time_s >= TY_NEVER || opening->open_s >= opening->close_s ||
      begin_s > opening->close_s - dwell_s ||
      (opening->last_entry_s && begin_s > opening->last_entry_s))
    return TY_NEVER;
  return begin_s + dwell_s;
}

static inline TyClock ty_outing_visit(const TyDayRules *rules, const TyOpening *opening,
                                      TyClock clock, gint32 dwell_s) {
  clock.fed_s = MIN(clock.fed_s, ty_outing_after_lunch(rules, clock.hungry_s));
  clock.hungry_s = ty_outing_serve(opening, clock.hungry_s, dwell_s);
  clock.fed_s = ty_outing_serve(opening, clock.fed_s, dwell_s);
  clock.fed_s = MIN(clock.fed_s, ty_outing_after_lunch(rules, clock.hungry_s));
  return clock;
}

/** The latest arrival with which a visit ends by `until_s`; −1: none. */
static inline gint32 ty_outing_serve_by(const TyOpening *opening, gint32 until_s, gint32 dwell_s) {
  gint32 begin_s = MIN(until_s, opening->close_s) - dwell_s;

  if (opening->open_s >= opening->close_s)
    return -1;
  if (opening->last_entry_s)
    begin_s = MIN(begin_s, opening->last_entry_s);
  if (opening->break_from_s < opening->break_until_s && begin_s < opening->break_until_s)
    begin_s = MIN(begin_s, opening->break_from_s - dwell_s);
  return begin_s < opening->open_s ? -1 : begin_s;
}

/** The latest time at which lunch can begin so as to end by `until_s`; −1: none. */
static inline gint32 ty_outing_lunch_by(const TyDayRules *rules, gint32 until_s) {
  gint32 at_s = MIN(until_s - rules->lunch_s, rules->lunch_until_s);
  return at_s < rules->lunch_from_s ? -1 : at_s;
}

/** The latest arrivals from the latest departures (−1: none) of a visit. */
static inline TyClock ty_outing_visit_by(const TyDayRules *rules, const TyOpening *opening,
                                         TyClock depart, gint32 dwell_s) {
  gint32 fed_s = ty_outing_serve_by(opening, depart.fed_s, dwell_s);
  gint32 lunch_after_s = ty_outing_lunch_by(rules, depart.fed_s);
  gint32 hungry_s = ty_outing_serve_by(opening, MAX(depart.hungry_s, lunch_after_s), dwell_s);

  return (TyClock){MAX(hungry_s, ty_outing_lunch_by(rules, fed_s)), fed_s};
}

static inline TyClock ty_outing_travel(TyClock clock, gint32 by_s) {
  return (TyClock){ty_outing_later(clock.hungry_s, by_s), ty_outing_later(clock.fed_s, by_s)};
}

static inline gboolean ty_outing_in_time(TyClock clock, TyClock latest) {
  return clock.hungry_s <= latest.hungry_s || clock.fed_s <= latest.fed_s;
}

/** The latest departures from `last` as the day's last stop, on the way to `to`; −1: none. */
TyClock ty_outing_leave_by(const TyOutingGround *ground, gsize day, gssize to, guint32 last);

/** Whether a day on the road alone is long enough. */
gboolean ty_outing_road_holds(const TyOutingGround *ground, gsize day, gssize from, gssize to);

/** The arrival at the day's first stop. */
TyClock ty_outing_morning(const TyOutingGround *ground, gsize day, gssize from, guint32 first);

/** Whether a day holds with another beginning, the rest being as it is. Constant time. */
gboolean ty_outing_holds_from(const TyOutingGround *ground, const TyOuting *outing, gsize day,
                              gssize from);

/** Chooses the nights around a day anew, where there is one with which both days hold. */
void ty_outing_sleep_around(const TyOutingGround *ground, TyOuting *outing, gsize day);
