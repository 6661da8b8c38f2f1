/* SPDX-License-Identifier: Apache-2.0 */
/** Inside of the day planner. Stops are numbered by their place among the candidates: those of the
 * order that can be visited at all. */
#pragma once
#include <tuyou/route.h>

/** Later than any time of day. */
#define TY_NEVER 0x3fffffff

typedef struct {
  gsize n;               /**< candidates, in the order given */
  const guint32 *stop;   /**< n: index of the stop */
  const TyStop *stops;   /**< by index */
  const gint32 *way_s;   /**< n × n seconds; TY_NEVER where no way leads */
  const gint32 *dwell_s; /**< n */
  const double *worth;   /**< n: score, and more than all scores for a must; > 0 */
  const TyDayRules *rules;
  guint n_days;
  gboolean pin_first, pin_last; /**< candidate 0 comes first, candidate n − 1 last */
  gsize home;                   /**< the candidate that a day comes back to, where it does */
} TyDays;

/** The clock of a day along its stops, for both states of the traveller. */
typedef struct {
  gint32 hungry_s; /**< earliest time without having had lunch; TY_NEVER when there is none */
  gint32 fed_s;    /**< earliest time with lunch behind, or with none to have */
} TyClock;

/** The clock when the day begins. */
TyClock ty_clock_begin(const TyDays *days);

/** On from a departure at `from` (−1: none before; `slept`: the night was spent there) to the
 * arrival at `to`. */
TyClock ty_clock_travel(const TyDays *days, TyClock clock, gssize from, gboolean slept, gsize to);

/** From the arrival at `at` to the departure on day `day`, with lunch before or after where that is
 * possible. */
TyClock ty_clock_visit(const TyDays *days, TyClock clock, gsize at, guint day);

/** Seconds from the day's beginning to its end after the departure from `last`; `home`: with the
 * way to the candidate of that name. TY_NEVER when the day is too short. */
gint32 ty_clock_end(const TyDays *days, TyClock clock, gsize last, gboolean home);

/** The same for a whole day of visits after a night at `night` (−1: the tour begins). */
gint32 ty_day_length(const TyDays *days, gssize night, const guint32 *at, gsize n_at, guint day,
                     gboolean home);

/** Appends the visits of a day, as early as can be. */
void ty_day_visits(const TyDays *days, gssize night, const guint32 *at, gsize n_at, guint day,
                   gboolean home, const double *dist_m, gsize n_stops, GArray *visits,
                   gint32 *home_s);

/** Days as rows of candidates: day d holds at[first[d]] … at[first[d + 1] − 1]. */
typedef struct {
  guint32 *at;  /**< n */
  gsize *first; /**< n_days + 1 */
} TyDayRows;

/** Cuts all the candidates, in order, into `n_days` days (at most that many, fewest, when
 * `fewest`).
 * @param n_short  out: stops missing to min_stops, over all days
 * @return the days used, 0 when it cannot be done */
guint ty_days_cut(const TyDays *days, gboolean fewest, TyDayRows *rows, guint *n_short);

/** Chooses the candidates of the highest total worth that fit. FALSE when there are too many of
 * them for this method; else `rows` holds the best choice, which may be none at all. */
gboolean ty_days_choose(const TyDays *days, TyDayRows *rows);

/** Looks for more worth, then for shorter ways, from `rows` on, which must be feasible; never ends
 * below it. */
void ty_days_anneal(const TyDays *days, TyDayRows *rows, guint64 seed);
