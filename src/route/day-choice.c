/* SPDX-License-Identifier: Apache-2.0 */
#include "route/days.h"

/* For each day, set of candidates seen so far, last one seen and number of stops of the day: the
 * earliest clock at the departure. Both times of a clock are the least over all ways there, each
 * for itself, which is right because neither ever depends on the other being late. The nights
 * between need no clock: every day begins at the same time. */
enum { CHOICE_MAX = 15, BYTES_MAX = 96 << 20 };

typedef struct {
  const TyDays *days;
  guint n, n_counts; /* n_counts: 0 … max_stops, or 0 and "some" */
  gsize n_sets;
  TyClock *clock; /* [((day · n_sets + set) · n + last) · n_counts + count] */
  guint32 *night; /* [day · n_sets + set]: a bit for each last one that a night may follow */
} Choice;

static const TyClock never = {TY_NEVER, TY_NEVER};

static TyClock *cell(const Choice *choice, guint day, gsize set, gsize last, guint count) {
  return &choice
              ->clock[((day * choice->n_sets + set) * choice->n + last) * choice->n_counts + count];
}

static gboolean is_never(TyClock clock) {
  return clock.hungry_s >= TY_NEVER && clock.fed_s >= TY_NEVER;
}

/* The count after one more visit; G_MAXUINT when the day has its number. */
static guint count_on(const Choice *choice, guint count, gsize at) {
  guint max_stops = choice->days->rules->max_stops;

  if (choice->days->dwell_s[at] == 0)
    return count;
  if (max_stops && count == max_stops)
    return G_MAXUINT;
  return MIN(count + 1, choice->n_counts - 1);
}

/* Whether `at` may come after the set: pinned ends keep their places. */
static gboolean may_follow(const Choice *choice, gsize set, gsize at) {
  const TyDays *days = choice->days;

  if (set >> at & 1)
    return FALSE;
  if (days->pin_first && (set == 0) != (at == 0))
    return FALSE;
  return !(days->pin_last && set >> (choice->n - 1) & 1);
}

static TyClock step(const Choice *choice, TyClock clock, gssize from, gboolean slept, gsize at,
                    guint day) {
  return ty_clock_visit(choice->days, ty_clock_travel(choice->days, clock, from, slept, at), at,
                        day);
}

static void lower(TyClock *clock, TyClock by) {
  clock->hungry_s = MIN(clock->hungry_s, by.hungry_s);
  clock->fed_s = MIN(clock->fed_s, by.fed_s);
}

static void go_on(const Choice *choice, guint day, gsize set, gssize from, gboolean slept,
                  TyClock clock, guint count) {
  for (gsize at = 0; at < choice->n; at++) {
    guint count_at = may_follow(choice, set, at) ? count_on(choice, count, at) : G_MAXUINT;
    if (count_at != G_MAXUINT)
      lower(cell(choice, day, set | (gsize) 1 << at, at, count_at),
            step(choice, clock, from, slept, at, day));
  }
}

static void run_day(const Choice *choice, guint day) {
  const TyDays *days = choice->days;
  const guint32 *before = choice->night + day * choice->n_sets;
  guint32 *after = choice->night + (day + 1) * choice->n_sets;
  TyClock begin = ty_clock_begin(days);

  for (gsize set = 0; set < choice->n_sets; set++) {
    after[set] |= before[set];
    if (set == 0)
      go_on(choice, day, 0, -1, TRUE, begin, 0);
    for (gsize last = 0; last < choice->n; last++) {
      if (before[set] >> last & 1)
        go_on(choice, day, set, (gssize) last, TRUE, begin, 0);
      for (guint count = 0; count < choice->n_counts; count++) {
        TyClock clock = *cell(choice, day, set, last, count);
        if (is_never(clock))
          continue;
        if (ty_clock_end(days, clock, last, FALSE) < TY_NEVER)
          after[set] |= 1U << last;
        go_on(choice, day, set, (gssize) last, FALSE, clock, count);
      }
    }
  }
}

/* Where a tour may end: on a day, after a set, at a last one, with a count of stops that day. */
typedef struct {
  double worth;
  guint day;
  gsize set, last;
} Finish;

static Finish best_finish(const Choice *choice) {
  const TyDays *days = choice->days;
  Finish best = {0, 0, 0, 0};

  for (gsize set = 1; set < choice->n_sets; set++) {
    double worth = 0;
    for (gsize at = 0; at < choice->n; at++)
      worth += set >> at & 1 ? days->worth[at] : 0;
    for (guint day = 0; worth > best.worth && day < days->n_days; day++)
      for (gsize last = 0; last < choice->n; last++)
        for (guint count = 0; count < choice->n_counts; count++)
          if (worth > best.worth && (!days->pin_last || last == choice->n - 1) &&
              ty_clock_end(days, *cell(choice, day, set, last, count), last,
                           days->rules->return_to_start) < TY_NEVER)
            best = (Finish){worth, day, set, last};
  }
  return best;
}

static gboolean same_or_earlier(TyClock clock, TyClock than, gboolean fed) {
  return fed ? clock.fed_s <= than.fed_s : clock.hungry_s <= than.hungry_s;
}

/* Walks one day back from its departure at `last` for which `ends` holds; writes the visits from
 * rows->at[*n_left − 1] downwards; returns the set and the last one of the night before. */
typedef struct {
  gsize set;
  gssize last;
} Night;

static Night walk_back(const Choice *choice, guint day, gsize set, gsize last, gboolean home,
                       guint32 *at, gsize *n_left) {
  const TyDays *days = choice->days;
  TyClock begin = ty_clock_begin(days), clock = never;
  guint count = 0;

  for (; count < choice->n_counts; count++) {
    clock = *cell(choice, day, set, last, count);
    if (ty_clock_end(days, clock, last, home) < TY_NEVER)
      break;
  }
  /* Only the time that the end needs is followed back. */
  gboolean fed = ty_clock_end(days, (TyClock){clock.hungry_s, TY_NEVER}, last, home) >= TY_NEVER;
  for (;;) {
    gsize rest = set & ~((gsize) 1 << last);
    at[--*n_left] = (guint32) last;
    gboolean first = rest == 0 && count_on(choice, 0, last) == count &&
                     same_or_earlier(step(choice, begin, -1, TRUE, last, day), clock, fed);
    if (first)
      return (Night){0, -1};
    for (gsize from = 0; from < choice->n; from++)
      if (choice->night[day * choice->n_sets + rest] >> from & 1 &&
          count_on(choice, 0, last) == count &&
          same_or_earlier(step(choice, begin, (gssize) from, TRUE, last, day), clock, fed))
        return (Night){rest, (gssize) from};

    gboolean found = FALSE;
    for (gsize from = 0; from < choice->n && !found; from++)
      for (guint before = 0; before < choice->n_counts && !found; before++) {
        TyClock earlier = rest >> from & 1 ? *cell(choice, day, rest, from, before) : never;
        if (is_never(earlier) || count_on(choice, before, last) != count)
          continue;
        /* From hungry to hungry; to fed either from fed, or by lunch here. */
        for (int state = 0; state <= (int) fed && !found; state++) {
          TyClock only =
              state ? (TyClock){TY_NEVER, earlier.fed_s} : (TyClock){earlier.hungry_s, TY_NEVER};
          if (same_or_earlier(step(choice, only, (gssize) from, FALSE, last, day), clock, fed)) {
            set = rest;
            last = from;
            count = before;
            clock = earlier;
            fed = state;
            found = TRUE;
          }
        }
      }
    g_return_val_if_fail(found, ((Night){0, -1}));
  }
}

static void trace(const Choice *choice, Finish finish, TyDayRows *rows) {
  const TyDays *days = choice->days;
  gsize n_visits = (gsize) __builtin_popcountll(finish.set), n_left = n_visits, set = finish.set;
  gssize last = (gssize) finish.last;

  for (guint day = days->n_days; day--;) {
    rows->first[day + 1] = n_left;
    gboolean is_final = day == finish.day;
    if (day > finish.day || last < 0 ||
        (!is_final && choice->night[day * choice->n_sets + set] >> last & 1))
      continue; /* an empty day */
    Night night = walk_back(choice, day, set, (gsize) last,
                            is_final && days->rules->return_to_start, rows->at, &n_left);
    set = night.set;
    last = night.last;
  }
  rows->first[0] = 0;
}

gboolean ty_days_choose(const TyDays *days, TyDayRows *rows) {
  Choice choice = {.days = days, .n = (guint) days->n};

  if (days->n > CHOICE_MAX)
    return FALSE;
  choice.n_sets = (gsize) 1 << days->n;
  choice.n_counts =
      days->rules->max_stops && days->rules->max_stops < days->n ? days->rules->max_stops + 1 : 2;
  gsize cells = days->n_days * choice.n_sets * days->n * choice.n_counts;
  if (cells > BYTES_MAX / sizeof(TyClock))
    return FALSE;

  g_autofree TyClock *clock = g_new0(TyClock, cells + 1);
  g_autofree guint32 *night = g_new0(guint32, (days->n_days + 1) * choice.n_sets);
  choice.clock = clock;
  choice.night = night;
  for (gsize i = 0; i < cells; i++)
    clock[i] = never;
  for (guint day = 0; day < days->n_days; day++)
    run_day(&choice, day);
  Finish finish = best_finish(&choice);
  if (finish.worth > 0) {
    trace(&choice, finish, rows);
  } else {
    for (guint day = 0; day <= days->n_days; day++)
      rows->first[day] = 0;
  }
  return TRUE;
}
