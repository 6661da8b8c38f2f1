/* SPDX-License-Identifier: Apache-2.0 */
/** Legs, shortest paths, tours, days; the calendar and the coordinates that they are planned with.
 */
#pragma once
#include <tuyou/calendar.h>

G_BEGIN_DECLS

/* Legs and distances -------------------------------------------------------------------------- */

/** A leg between two places, to be driven both ways unless it says otherwise. */
typedef struct {
  guint32 a, b;
  double length_m;   /**< ≥ 0 */
  double duration_s; /**< ≥ 0; NAN when unknown */
  TyOrigin origin;
  gboolean one_way; /**< from a to b only */
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

/* Tours --------------------------------------------------------------------------------------- */

/** Length from site `a` to site `b`, a ≠ b. */
typedef double (*TyLengthFunc)(gconstpointer data, gsize a, gsize b);

/** What a tour is to be. The table is n × n metres, may be asymmetric; INFINITY where no way leads.
 */
typedef struct {
  gsize n;
  const double *dist_m; /**< NULL: `length` says */
  gsize start;
  gssize end;      /**< −1: anywhere */
  gboolean closed; /**< back to the start; `end` is then −1 */
  /** Where a table would be too large: always the same for the same sites. */
  TyLengthFunc length;
  gconstpointer length_data;
  gboolean whole; /**< all that `length` says are whole numbers */
  /** n, or NULL: where the sites lie in a plane in which near sites have near points. `length` is
   * then symmetric and finite. TY_RULE_SEARCH looks for near sites there rather than among all. */
  const double *x, *y;
} TyTourProblem;

typedef enum {
  /** Always on to the nearest site not yet visited; ties by lower index. A fixed end is kept for
   * last. O(n²) */
  TY_RULE_NEAREST,
  /** Held & Karp 1962 up to TY_EXACT_MAX sites: proven shortest; of several, the first in
   * dictionary order. O(n² 2ⁿ): 20 sites take about 0.2 s and 42 MB, 16 sites 10 ms and 3 MB. */
  TY_RULE_EXACT,
  /** The ant colony system of Dorigo & Gambardella 1997 with the paper's parameters: ten ants,
   * β = 2, q0 = 0.9, ρ = α = 0.1, first trail 1 / (n · length by TY_RULE_NEAREST), fifteen
   * candidates a site; 300,000 / n rounds, at least 50 and at most 2,000. */
  TY_RULE_ANT,
  /** A first tour (cheapest insertion; along Hilbert's curve in the plane), improved by 2-opt and
   * 3-opt moves (Or-opt among them) along the edges of least α-nearness (Helsgaun 2000, EJOR
   * 126:106), then annealed over kicks: three short neighbouring pieces are put together in another
   * order (a local double bridge, Martin, Otto & Felten 1991), 3-opt moves mend what that broke,
   * and a longer tour is kept the more seldom, the longer it is and the further the time has gone.
   * Any size; asymmetric tables by twice as many nodes (Jonker & Volgenant 1983). Up to 9 sites it
   * is TY_RULE_EXACT. */
  TY_RULE_SEARCH,
  /** The order given is measured. */
  TY_RULE_GIVEN,
} TyTourRule;

#define TY_EXACT_MAX 20

const char *ty_rule_name(TyTourRule rule);
gboolean ty_rule_parse(const char *name, TyTourRule *rule);

/** How long TY_RULE_SEARCH goes on. With a number of kicks alone the tour depends on the seed and
 * nothing else; with seconds it depends on the clock too, and may differ from run to run. */
typedef struct {
  guint64 kicks;  /**< 0: TY_KICKS_LEAST + TY_KICKS_A_SITE · n; with seconds, no limit */
  double seconds; /**< 0: no limit */
} TyTourEffort;

#define TY_KICKS_LEAST 20000
#define TY_KICKS_A_SITE 100

/** A tour. */
typedef struct {
  gsize n;
  guint32 *order;  /**< n sites, order[0] == start; order[n − 1] == end where that is fixed */
  double length_m; /**< with the way back when closed */
  double lower_bound_m; /**< no tour can be shorter; equals length_m when proven */
  gboolean proven;
} TyTour;

/** Orders all the sites by a rule.
 *
 * The lower bound is the optimum up to 16 sites and with TY_RULE_EXACT. Beyond, it is the bound of
 * Held & Karp 1970 (minimum 1-trees, node penalties by subgradient steps), and on an asymmetric
 * table the cheapest assignment where that is more. Whole-numbered tables round it up.
 *
 * @param order  for TY_RULE_GIVEN: the n sites in order; else NULL
 * @param seed   of TY_RULE_ANT and TY_RULE_SEARCH
 * @return NULL with TY_ERROR_INFEASIBLE when a site cannot be reached (named by index) or the rule
 *         finds no tour without a missing way, or TY_ERROR_USAGE when the problem is not well
 * formed (start, end, order, a negative or NAN length, TY_RULE_EXACT with more than TY_EXACT_MAX
 *         sites). The diagonal is not looked at. */
TyTour *ty_tour_solve(const TyTourProblem *problem, TyTourRule rule, const guint32 *order,
                      guint64 seed, GError **error);

/** The same, with the effort of TY_RULE_SEARCH; NULL: its defaults. */
TyTour *ty_tour_solve_effort(const TyTourProblem *problem, TyTourRule rule, const guint32 *order,
                             const TyTourEffort *effort, guint64 seed, GError **error);
void ty_tour_free(TyTour *tour);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyTour, ty_tour_free)

/* Instance files --------------------------------------------------------------------------------
 */

/** A travelling salesman problem of TSPLIB 95 (Reinelt 1991, ORSA J. Comput. 3:376). */
typedef struct {
  char *name, *comment; /**< "" when the file has none */
  gsize n;
  gboolean symmetric;  /**< TYPE: TSP; else ATSP */
  char weight_type[9]; /**< EDGE_WEIGHT_TYPE as written: "EUC_2D" */
  double *x, *y, *z;   /**< n each; NULL where the file has none */
  double *table;       /**< n × n for EXPLICIT weights; else NULL */
  TyLengthFunc length; /**< of this instance, `data` being the instance: whole numbers */
} TyTsplib;

/** Reads a TSPLIB file: TYPE TSP or ATSP; EDGE_WEIGHT_TYPE EUC_2D, EUC_3D, MAX_2D, MAX_3D, MAN_2D,
 * MAN_3D, CEIL_2D, GEO, ATT, XRAY1, XRAY2 and EXPLICIT with every EDGE_WEIGHT_FORMAT (FULL_MATRIX
 * and UPPER_, LOWER_, with or without DIAG_, by ROW or COL). Display data is passed over.
 *
 * @param file  its name, for messages
 * @param text  `length` bytes, not followed by a NUL
 * @return NULL with TY_ERROR_INPUT that names the line, what was found and what was expected; fixed
 *         edges, other types and SPECIAL weights are refused that way
 * Memory beyond the text's own order only for EXPLICIT: 8 n² bytes. */
TyTsplib *ty_tsplib_read(const char *file, const char *text, gsize length, GError **error);
void ty_tsplib_free(TyTsplib *instance);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyTsplib, ty_tsplib_free)

/** The closed tour through all of it, from its first node; borrows the instance. Sites are nodes
 * numbered from 0. */
TyTourProblem ty_tsplib_problem(const TyTsplib *instance);

/* Days ------------------------------------------------------------------------------------------
 */

/** A stop to be put into days. */
typedef struct {
  gint32 dwell_s;     /**< wished time on the spot; 0 for a place that is only passed */
  gint32 dwell_min_s; /**< the visit may shrink to this when the days are short; 0: it may not */
  gint32 dwell_max_s; /**< for callers; a plan never goes over the wish */
  double score;       /**< how much it is worth, for choosing when not all fit; ≥ 0 */
  gboolean must;      /**< left out only when nothing else is possible */
  const TyOpening *opening; /**< one for each day of the tour; NULL: always open */
} TyStop;

/** How days are to be. */
typedef struct {
  guint n_days;       /**< 0: as many as needed, at most max_days */
  guint max_days;     /**< counts when n_days is 0 */
  gint32 day_start_s; /**< 9:00 is 32400 */
  /** From setting out to the last departure, or to the arrival at the start of a tour that comes
   * back, with the slack of what came last. */
  gint32 day_length_s;
  guint min_stops; /**< a day; a wish. Places only passed do not count */
  guint max_stops; /**< a day; 0: any number */
  /** Share of travel and dwell kept free: .15. The free time of a visit and of the way after it
   * lies before the next arrival. */
  double slack;
  /** A pause at an arrival or a departure, begun from lunch_from_s to lunch_until_s; 0: none. */
  gint32 lunch_s;
  gint32 lunch_from_s, lunch_until_s; /**< a day that is over by lunch_until_s needs no pause */
  /* Of the stops of the order that can be visited at all: */
  gboolean start_fixed;     /**< the first is visited first */
  gboolean end_fixed;       /**< the last is visited last */
  gboolean return_to_start; /**< the last day ends back at the first, which is then fixed */
} TyDayRules;

/** One visit. Times are seconds after midnight of its day. */
typedef struct {
  guint32 stop; /**< index of the stop */
  guint day;
  gint32 arrive_s, begin_s, depart_s; /**< begin − arrive is waiting for the opening, or lunch */
  /** When the pause begins here, before begin_s or after depart_s; −1: not here. */
  gint32 lunch_at_s;
  double travel_m;
  gint32 travel_s; /**< from the stop before (of the day before, for the first of a day) */
} TyVisit;

/** Why a stop is not in the plan. */
typedef enum {
  TY_LEFT_OUT_UNREACHABLE, /**< no way leads there from the first stop, or none back */
  TY_LEFT_OUT_CLOSED,      /**< closed on every day of the tour */
  TY_LEFT_OUT_TOO_LONG,    /**< alone, without any way, it does not fit into a day */
  TY_LEFT_OUT_TIME,        /**< the days are full; others are worth more */
} TyLeftOut;

/** "unreachable", "closed", "too-long", "time". */
const char *ty_left_out_name(TyLeftOut why);

typedef struct {
  guint32 stop;
  TyLeftOut why;
} TyLeftOutStop;

typedef struct {
  guint n_days;      /**< as asked for, or as many as it takes */
  GArray *visits;    /**< of TyVisit, in order */
  GArray *left_out;  /**< of TyLeftOutStop, by stop */
  double score;      /**< of the visited */
  gboolean in_order; /**< the visits keep the order given */
  gboolean proven;   /**< no choice of stops that fits is worth more */
  gint32 return_s;   /**< arrival at the start on the last day, return_to_start; else −1 */
  double return_m;   /**< and the way there; else 0 */
} TyDayPlan;

/** Splits a tour into days, the nights at the last stop of each day.
 *
 * First, in the order given and with the wished times: as few days as hold it (or n_days), as few
 * stops short of min_stops as can be, then the days as even as can be (least sum of squared
 * lengths). A day may stay empty where all is closed. Dynamic programme over the cuts, O(n² days).
 *
 * If that does not fit, or leaves days short of min_stops that need not be, with visits cut towards
 * dwell_min_s, as little as it takes.
 *
 * If that does not fit either, the stops of the highest total score that fit, before all as many
 * `must` as possible, in the order that suits. Up to 15 stops that is exact (a dynamic programme
 * over sets, as Held & Karp 1962, with clocks; beyond 96 MB of them it is not tried). Annealed ruin
 * and recreate (Schrimpf et al. 2000, J. Comp. Phys. 159:139) then shortens the ways; beyond 15
 * stops it chooses too. What time is left in a day goes back to its visits, up to the wish.
 *
 * @param stops  n; opening rows have n_days entries, or max_days when that is 0
 * @param order  n_order different stops in the order of the tour; others are not looked at
 * @param dist_m, duration_s  n × n between stops; INFINITY where no way leads
 * @param seed   of step 3
 * @return NULL with TY_ERROR_INFEASIBLE when not one stop fits (the message says why), or
 *         TY_ERROR_USAGE when the rules or the stops are not well formed
 */
TyDayPlan *ty_days_plan(const TyStop *stops, gsize n, const double *dist_m,
                        const double *duration_s, const guint32 *order, gsize n_order,
                        const TyDayRules *rules, guint64 seed, GError **error);
void ty_day_plan_free(TyDayPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyDayPlan, ty_day_plan_free)

/* Coordinates -----------------------------------------------------------------------------------
 */

/** Reference systems: that of satellites, that of Chinese maps by law (国测局, Amap, Tencent), and
 * that of Baidu Maps. */
typedef enum { TY_CRS_WGS84, TY_CRS_GCJ02, TY_CRS_BD09 } TyCrs;

/** "wgs84", "gcj02", "bd09"; reading does not mind case, hyphens and spaces. */
const char *ty_crs_name(TyCrs crs);
gboolean ty_crs_parse(const char *name, TyCrs *crs);

typedef struct {
  double lat_deg, lon_deg;
} TyPoint;

/** A point from one reference system in another.
 *
 * GCJ-02 shifts points of the mainland by some 100–700 m with a sum of sines that has been public
 * since 2010 (the formulas of "EvilTransform"); BD-09 shifts those once more. Both are undone by
 * fixed-point iteration until the way there and back agrees within 10⁻¹² degrees. Outside the
 * rectangle 0.8293– 55.8271° N, 72.004–137.8347° E all three are the same. A point whose latitude
 * or longitude is out of range or NAN comes back as it is. */
TyPoint ty_point_convert(TyPoint point, TyCrs from, TyCrs to);

/** Whether the point is a place on earth: latitude in [−90, 90], longitude in [−180, 180]. */
gboolean ty_point_valid(TyPoint point);

/** Great-circle distance on a sphere of 6,371,008.8 m (the mean radius of WGS-84, IUGG) by the
 * haversine formula (Sinnott 1984, Sky and Telescope 68:159): within 0.56 % of the ellipsoid's
 * geodesic. */
double ty_point_distance_m(TyPoint a, TyPoint b);

/* Placing ------------------------------------------------------------------------------------- */

/** Gives sites of unknown position (NAN) one that fits their distances to the others: least
 * weighted stress (SMACOF, weights 1 / d²) from several starts, the known ones held fast. Such a
 * position is an estimate: for drawing, never for navigation; mirror images can fit as well.
 *
 * @param lat_deg, lon_deg  n, in and out
 * @param dist_m   n × n road distances; INFINITY where none is known
 * @param detour   roads are this many times longer than straight lines, ≥ 1
 * @param placed   out: n; which were given a position
 * @return how many were. O(n²) times some thousand; always the same for the same input */
gsize ty_place_missing(gsize n, double *lat_deg, double *lon_deg, const double *dist_m,
                       double detour, gboolean *placed);

/* Orienteering -------------------------------------------------------------------------------- */

/** From when until when a visit may begin, both ends included. */
typedef struct {
  gint32 open, close;
} TyTimeWindow;

/** One day: it leaves `start` at `from` and is at `end` by `until`. */
typedef struct {
  guint32 start, end; /**< vertices; the same or not, for each day its own (hotels) */
  gint32 from, until;
} TyOrienteeringDay;

/** The team orienteering problem with time windows, with what tours need on top: choose and order
 * stops for several days so that the total score is as high as can be.
 *
 * All times are whole numbers of one unit of the caller's choosing (seconds; tenths of a unit),
 * from 0 to TY_ORIENTEERING_LATEST. A vertex at which a day starts or ends is no stop; for a site
 * in the same place give a vertex of its own. A vertex is visited once in all days, never before
 * its window opens (who comes early waits), never begun after it closes. */
typedef struct {
  gsize n;                       /**< vertices, at most TY_ORIENTEERING_MAX */
  gsize n_days;                  /**< 1 to TY_ORIENTEERING_MAX_DAYS */
  const TyOrienteeringDay *days; /**< n_days */
  const gint32 *travel;          /**< n × n, travel[from * n + to]; TY_NO_WAY where none leads; may
                                    be asymmetric. The diagonal is not looked at. The search counts
                                    on shortest ways: where a detour saves time it is weaker */
  const gint32 *service;         /**< n: how long a visit takes */
  const double *score;           /**< n, or n_days × n with `daily_scores`; finite, ≥ 0 */
  const TyTimeWindow *windows;   /**< of all vertices, one after the other, in order of time */
  const guint32 *windows_from;   /**< windows[windows_from[v] … windows_from[v + 1]) are those of
                                    vertex v: n + 1 entries, or n_days × n + 1 with
                                    `daily_windows`, day by day; a vertex without is closed */
  gboolean daily_scores, daily_windows;
  const gboolean *must; /**< n: must be visited; NULL: none must */
} TyOrienteering;

#define TY_ORIENTEERING_MAX 8192
#define TY_ORIENTEERING_MAX_DAYS 366
#define TY_ORIENTEERING_LATEST (1 << 28)
#define TY_NO_WAY G_MAXINT32

/** When the search stops: at whichever limit comes first. With `iterations` alone the plan depends
 * on the seed and nothing else; with `seconds` it depends on the clock too, and may differ from run
 * to run. */
typedef struct {
  guint64 iterations; /**< 0: TY_ORIENTEERING_ITERATIONS when there is no other limit */
  double seconds;     /**< of the calling thread's processor time; 0: no limit */
} TyOrienteeringEffort;

#define TY_ORIENTEERING_ITERATIONS 200000

/** Stops in order, day by day. */
typedef struct {
  gsize n_days;
  guint32 *days_from; /**< n_days + 1: stops[days_from[d] … days_from[d + 1]) are those of day d */
  guint32 *stops;     /**< vertices, without where the days start and end */
  gint32 *begin;      /**< when the visit of stops[i] begins */
  double score;
  gboolean proven;    /**< no plan has a higher score */
  guint64 iterations; /**< of the search */
  double seconds;     /**< of the thread's processor time */
} TyOrienteeringPlan;

/** Plans days by annealing over ruin and recreate, with a pool of good days recombined.
 *
 * A vertex that must be visited is worth more than all scores together; a plan is only returned
 * with all of them.
 * @return NULL with TY_ERROR_USAGE when the problem is not well formed (the message names the
 * vertex or day), TY_ERROR_INFEASIBLE when a vertex that must be visited fits into no day even
 *         alone, or no plan with all of them was found (the message says which). Memory: about
 *         8 n² bytes, and 8 n a day; n counts a vertex with k windows k times.
 */
TyOrienteeringPlan *ty_orienteering_solve(const TyOrienteering *problem,
                                          const TyOrienteeringEffort *effort, guint64 seed,
                                          GError **error);
void ty_orienteering_plan_free(TyOrienteeringPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyOrienteeringPlan, ty_orienteering_plan_free)

/** Walks a plan anew, by the problem alone: every stop is a vertex that may be one and comes once,
 * begins in a window no earlier than one can be there, each day ends in time, all that must be
 * visited is, and the score is what it says.
 * @return FALSE with TY_ERROR_INFEASIBLE that names day, stop and time. O(stops + n) */
gboolean ty_orienteering_check(const TyOrienteering *problem, const TyOrienteeringPlan *plan,
                               GError **error);

/** An instance of the field: the files of Vansteenwegen et al. 2009 (Comput. Oper. Res. 36:3281)
 * with the problems of Solomon and of Cordeau, Gendreau and Laporte. */
typedef struct {
  gsize n;        /**< vertices; the first is where all days start and end, its window is the day */
  guint decimals; /**< times are in units of 10^−decimals of the file's */
  guint32 *number; /**< n: the vertices' numbers in the file */
  gint32 *travel;  /**< n × n: Euclidean, cut (not rounded) to so many decimals, exactly */
  gint32 *service;
  double *score;
  TyTimeWindow *windows; /**< n */
  guint32 *windows_from; /**< n + 1 */
} TyOptw;

/** Reads "k v N t", "D Q" (numbers may be missing), then N + 1 lines "i x y d S f a list O C":
 * number, place, duration, score, and, as the last two fields, opening and closing.
 *
 * @param file      its name, for messages
 * @param text      `length` bytes, not followed by a NUL
 * @param decimals  0 to 3 that distances are cut to; −1: as the field does, 1 when all coordinates
 *                  are whole numbers (Solomon's problems), else 2 (Cordeau's)
 * @return NULL with TY_ERROR_INPUT that names the line, what was found and what was expected */
TyOptw *ty_optw_read(const char *file, const char *text, gsize length, int decimals,
                     GError **error);
void ty_optw_free(TyOptw *optw);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyOptw, ty_optw_free)

/** The instance for a number of days; borrows it. @param days  out: n_days */
TyOrienteering ty_optw_problem(const TyOptw *optw, TyOrienteeringDay *days, gsize n_days);

G_END_DECLS
