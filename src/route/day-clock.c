/* SPDX-License-Identifier: Apache-2.0 */
#include "route/days.h"

#include <math.h>

static gint32 later(gint32 time_s, gint32 by_s) {
  return time_s >= TY_NEVER - by_s ? TY_NEVER : time_s + by_s;
}

static gint32 slack_s(const TyDays *days, gint32 busy_s) {
  return (gint32) ceil(days->rules->slack * busy_s - 1e-6);
}

static gint32 after_lunch(const TyDays *days, gint32 time_s) {
  const TyDayRules *rules = days->rules;
  gint32 from_s = MAX(time_s, rules->lunch_from_s);
  return from_s <= rules->lunch_until_s ? from_s + rules->lunch_s : TY_NEVER;
}

/* When a visit that could begin at `time_s` does; TY_NEVER when it cannot that day. */
static gint32 begin_visit(const TyDays *days, gint32 time_s, gsize at, guint day) {
  const TyOpening *opening = days->stops[days->stop[at]].opening;
  gint32 dwell_s = days->dwell_s[at];

  if (!opening || time_s >= TY_NEVER)
    return time_s;
  opening += day;
  if (opening->open_s >= opening->close_s)
    return TY_NEVER;
  gint32 begin_s = MAX(time_s, opening->open_s);
  if (opening->break_from_s < opening->break_until_s && begin_s + dwell_s > opening->break_from_s &&
      begin_s < opening->break_until_s)
    begin_s = opening->break_until_s;
  if (begin_s > opening->close_s - dwell_s ||
      (opening->last_entry_s && begin_s > opening->last_entry_s))
    return TY_NEVER;
  return begin_s;
}

static gint32 serve(const TyDays *days, gint32 time_s, gsize at, guint day) {
  return later(begin_visit(days, time_s, at, day), days->dwell_s[at]);
}

TyClock ty_clock_begin(const TyDays *days) {
  gint32 start_s = days->rules->day_start_s;

  if (days->rules->lunch_s == 0)
    return (TyClock){TY_NEVER, start_s};
  return (TyClock){start_s, TY_NEVER};
}

TyClock ty_clock_travel(const TyDays *days, TyClock clock, gssize from, gboolean slept, gsize to) {
  if (from < 0)
    return clock;
  gint32 way_s = days->way_s[(gsize) from * days->n + to];
  if (way_s >= TY_NEVER)
    return (TyClock){TY_NEVER, TY_NEVER};
  gint32 by_s = way_s + slack_s(days, way_s + (slept ? 0 : days->dwell_s[from]));
  return (TyClock){later(clock.hungry_s, by_s), later(clock.fed_s, by_s)};
}

TyClock ty_clock_visit(const TyDays *days, TyClock clock, gsize at, guint day) {
  clock.fed_s = MIN(clock.fed_s, after_lunch(days, clock.hungry_s));
  clock.hungry_s = serve(days, clock.hungry_s, at, day);
  clock.fed_s = serve(days, clock.fed_s, at, day);
  clock.fed_s = MIN(clock.fed_s, after_lunch(days, clock.hungry_s));
  return clock;
}

static gint32 end_s(const TyDays *days, gint32 time_s, gsize last, gboolean home) {
  gint32 way_s = home ? days->way_s[last * days->n + days->home] : 0;
  if (way_s >= TY_NEVER)
    return TY_NEVER;
  return later(time_s, way_s + slack_s(days, way_s + days->dwell_s[last]));
}

gint32 ty_clock_end(const TyDays *days, TyClock clock, gsize last, gboolean home) {
  gint32 hungry_s = end_s(days, clock.hungry_s, last, home);
  gint32 ends_s = end_s(days, clock.fed_s, last, home);

  if (hungry_s <= days->rules->lunch_until_s)
    ends_s = MIN(ends_s, hungry_s);
  ends_s -= days->rules->day_start_s;
  return ends_s <= days->rules->day_length_s ? ends_s : TY_NEVER;
}

gint32 ty_day_length(const TyDays *days, gssize night, const guint32 *at, gsize n_at, guint day,
                     gboolean home) {
  TyClock clock = ty_clock_begin(days);

  for (gsize i = 0; i < n_at; i++) {
    clock = ty_clock_travel(days, clock, i ? (gssize) at[i - 1] : night, i == 0, at[i]);
    clock = ty_clock_visit(days, clock, at[i], day);
    if (clock.hungry_s >= TY_NEVER && clock.fed_s >= TY_NEVER)
      return TY_NEVER;
  }
  return n_at ? ty_clock_end(days, clock, at[n_at - 1], home) : 0;
}

void ty_day_visits(const TyDays *days, gssize night, const guint32 *at, gsize n_at, guint day,
                   gboolean home, const double *dist_m, gsize n_stops, GArray *visits,
                   gint32 *home_s) {
  g_autofree TyClock *arrive = g_new(TyClock, n_at + 1);
  TyClock clock = ty_clock_begin(days);
  guint base = visits->len;

  for (gsize i = 0; i < n_at; i++) {
    arrive[i] = ty_clock_travel(days, clock, i ? (gssize) at[i - 1] : night, i == 0, at[i]);
    clock = ty_clock_visit(days, arrive[i], at[i], day);
  }
  gint32 hungry_s = end_s(days, clock.hungry_s, at[n_at - 1], home);
  gint32 fed_s = end_s(days, clock.fed_s, at[n_at - 1], home);
  gboolean fed = !(hungry_s <= days->rules->lunch_until_s && hungry_s <= fed_s);
  *home_s = fed ? fed_s : hungry_s;

  /* Backwards: at each stop, the state at the departure tells the one at the arrival. */
  g_array_set_size(visits, base + (guint) n_at);
  for (gsize i = n_at; i--;) {
    gssize from = i ? (gssize) at[i - 1] : night;
    TyVisit *visit = &g_array_index(visits, TyVisit, base + i);
    gint32 hungry_here_s = arrive[i].hungry_s;
    *visit = (TyVisit){.stop = days->stop[at[i]], .day = day, .lunch_at_s = -1};
    if (from >= 0) {
      visit->travel_s = days->way_s[(gsize) from * days->n + at[i]];
      visit->travel_m = dist_m[days->stop[from] * n_stops + visit->stop];
    }
    visit->arrive_s = hungry_here_s;
    gint32 ready_s = hungry_here_s;
    if (fed) {
      gint32 lunched_s = after_lunch(days, hungry_here_s);
      gint32 before_s = serve(days, MIN(arrive[i].fed_s, lunched_s), at[i], day);
      gint32 after_s = after_lunch(days, serve(days, hungry_here_s, at[i], day));
      if (after_s < before_s) {
        visit->lunch_at_s = after_s - days->rules->lunch_s;
        fed = FALSE;
      } else if (lunched_s < arrive[i].fed_s) {
        visit->lunch_at_s = lunched_s - days->rules->lunch_s;
        ready_s = lunched_s;
        fed = FALSE;
      } else {
        visit->arrive_s = ready_s = arrive[i].fed_s;
      }
    }
    visit->begin_s = begin_visit(days, ready_s, at[i], day);
    visit->depart_s = visit->begin_s + days->dwell_s[at[i]];
  }
}
