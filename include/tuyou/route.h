/* SPDX-License-Identifier: Apache-2.0 */
/** Legs, shortest paths, tours, days. */
#pragma once
#include <tuyou/base.h>

G_BEGIN_DECLS

/* Legs and distances --------------------------------------------------------------------------- */

/** "published", "road", "inferred", "estimated". */
const char *ty_origin_name(TyOrigin origin);
gboolean ty_origin_parse(const char *name, TyOrigin *origin);

/** A leg that can be driven both ways between two places. */
typedef struct {
  guint32 a, b;
  double length_m;   /**< ≥ 0 */
  double duration_s; /**< ≥ 0; NAN when unknown */
  TyOrigin origin;
} TyLeg;

/** Shortest distances between every two of `n` places over legs, with the way. */
typedef struct {
  gsize n;
  double *dist_m;     /**< n × n, INFINITY where no legs lead */
  double *duration_s; /**< n × n along those ways; legs without a duration count at `speed_mps` */
  gint32 *via; /**< n × n: via[s * n + t] is the leg that enters t on the way from s; −1 */
} TyDistances;

/** Dijkstra's method from every place (binary heap, ties by lower place).
 * @param speed_mps  for legs whose duration is unknown
 * @return NULL with TY_ERROR_INPUT on a negative or NAN length or a place ≥ n. O(n · (m + n) log n)
 */
TyDistances *ty_distances_new(gsize n, const TyLeg *legs, gsize n_legs, double speed_mps,
                              GError **error);
void ty_distances_free(TyDistances *distances);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyDistances, ty_distances_free)

/** The legs of the shortest way from `s` to `t`, in order: indices into the legs given to
 * ty_distances_new. NULL when there is none (an empty array when s == t). */
GArray *ty_distances_way(const TyDistances *distances, const TyLeg *legs, guint32 s, guint32 t);

/* Tours -----------------------------------------------------------------------------------------
 */

/** What a tour is to be. The table is n × n metres, may be asymmetric; INFINITY where no way leads.
 */
typedef struct {
  gsize n;
  const double *dist_m;
  gsize start;
  gssize end;      /**< −1: anywhere */
  gboolean closed; /**< back to the start; `end` is then −1 */
} TyTourProblem;

typedef enum {
  TY_RULE_NEAREST, /**< always on to the nearest unvisited; ties by lower index */
  TY_RULE_EXACT,   /**< Held–Karp up to TY_EXACT_MAX sites: proven shortest */
  TY_RULE_ANT,     /**< ant colony system */
  TY_RULE_SEARCH,  /**< cheapest insertion, then 2-opt and Or-opt with restarts */
  TY_RULE_GIVEN,   /**< the order given is measured */
} TyTourRule;

#define TY_EXACT_MAX 20

const char *ty_rule_name(TyTourRule rule);
gboolean ty_rule_parse(const char *name, TyTourRule *rule);

/** A tour. */
typedef struct {
  gsize n;
  guint32 *order;       /**< n sites, order[0] == start */
  double length_m;      /**< with the way back when closed */
  double lower_bound_m; /**< no tour can be shorter; equals length_m when proven */
  gboolean proven;
} TyTour;

/** Orders all the sites by a rule.
 * @param order  for TY_RULE_GIVEN: the n sites in order; else NULL
 * @param seed   of TY_RULE_ANT and TY_RULE_SEARCH
 * @return NULL with TY_ERROR_INFEASIBLE when a site cannot be reached (named by index), or
 * TY_ERROR_USAGE when the problem is not well formed (exact with more than TY_EXACT_MAX sites: say
 * which rule does it) */
TyTour *ty_tour_solve(const TyTourProblem *problem, TyTourRule rule, const guint32 *order,
                      guint64 seed, GError **error);
void ty_tour_free(TyTour *tour);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyTour, ty_tour_free)

/* Days ------------------------------------------------------------------------------------------
 */

/** When a place can be visited on one day of the tour: seconds after midnight, open < close;
 * `open_s == close_s` means closed all day. `close_s` is when one must be out again. */
typedef struct {
  gint32 open_s, close_s;
} TyOpening;

/** A stop to be put into days. */
typedef struct {
  gint32 dwell_s; /**< wished time on the spot */
  gint32 dwell_min_s, dwell_max_s;
  double score;             /**< how much it is worth, for choosing when not all fit; ≥ 0 */
  gboolean must;            /**< left out only when nothing else is possible */
  const TyOpening *opening; /**< one for each day of the tour */
} TyStop;

/** How days are to be. */
typedef struct {
  guint n_days; /**< 0: as many as needed, at most max_days */
  guint max_days;
  gint32 day_start_s;         /**< 9:00 is 32400 */
  gint32 day_length_s;        /**< from setting out to the last departure or the way to the end */
  guint min_stops, max_stops; /**< a day; min is a wish */
  double slack;               /**< share of travel and dwell kept free: .15 */
  gint32 lunch_s; /**< pause, taken at the first arrival or departure after lunch_from_s */
  gint32 lunch_from_s, lunch_until_s;
} TyDayRules;

/** One visit. Times are seconds after midnight of its day. */
typedef struct {
  guint32 stop; /**< index of the stop */
  guint day;
  gint32 arrive_s, begin_s, depart_s; /**< begin − arrive is waiting for the opening, or lunch */
  double travel_m;
  gint32 travel_s; /**< from the stop before (of the day before, for the first of a day) */
} TyVisit;

/** Why a stop is not in the plan. */
typedef enum {
  TY_LEFT_OUT_UNREACHABLE, /**< no leg leads there */
  TY_LEFT_OUT_CLOSED,      /**< closed on every day of the tour */
  TY_LEFT_OUT_TOO_LONG,    /**< alone it does not fit into a day */
  TY_LEFT_OUT_TIME,        /**< the days are full; others are worth more */
} TyLeftOut;

typedef struct {
  guint n_days;
  GArray *visits;   /**< of TyVisit, in order */
  GArray *left_out; /**< of struct { guint32 stop; TyLeftOut why; } = TyLeftOutStop, by stop */
  double score;     /**< of the visited */
} TyDayPlan;

typedef struct {
  guint32 stop;
  TyLeftOut why;
} TyLeftOutStop;

/** Splits a tour into days: keeps the given order where all fit (fewest days, then evenest), the
 * nights at the last stop of each day. When `n_days` is given and not all fit, it chooses the
 * stops of the highest total score that fit and orders them again.
 *
 * @param order  n_order stops in the order of the tour
 * @param dist_m, duration_s  n × n between stops
 * @return NULL with TY_ERROR_INFEASIBLE when not one stop fits */
TyDayPlan *ty_days_plan(const TyStop *stops, gsize n, const double *dist_m,
                        const double *duration_s, const guint32 *order, gsize n_order,
                        const TyDayRules *rules, guint64 seed, GError **error);
void ty_day_plan_free(TyDayPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyDayPlan, ty_day_plan_free)

G_END_DECLS
