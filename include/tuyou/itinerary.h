/* SPDX-License-Identifier: Apache-2.0 */
/** Tours over days, chosen from many sites: what to see, in which order, on which day, where to
 * sleep, so that all that is wished for comes true and the rest is worth as much as can be.
 *
 * Nodes are rows of the travel tables: first the stops, then the other places (stations, hotels).
 * Times are seconds after midnight of their day. */
#pragma once
#include <tuyou/route.h>

G_BEGIN_DECLS

/** A stop that may be chosen. */
typedef struct {
  gint32 dwell_s;           /**< wished time on the spot; > 0 */
  gint32 dwell_min_s;       /**< the visit may shrink to this for the sake of wishes; 0: not */
  double score;             /**< what a visit is worth; ≥ 0 */
  const double *day_factor; /**< n_days: what the date makes of the score; NULL: 1 on each day */
  guint64 themes;           /**< bit t: it belongs to theme t */
  gint theme;               /**< the one that it counts for in diminishing returns; −1: none */
  double cost_cny;          /**< ≥ 0 */
  const double *day_cny;    /**< n_days: what it costs instead on each day; NULL: the same */
  const TyOpening *opening; /**< n_days; NULL: always open */
  guint32 group;            /**< of stops with the same group > 0 at most one is visited */
  gboolean evening;         /**< a day that ends with it may last until evening_until_s */
} TyItineraryStop;

typedef struct {
  gint32 start_s, until_s;
  gint32 evening_until_s; /**< ≥ until_s */
} TyItineraryDay;

/** What must come true. */
typedef enum {
  /** Stop `a` is visited; on `day` (−1: any), begun from `from_s` to `until_s` (0, 0: any time). */
  TY_WISH_VISIT,
  TY_WISH_AT_LEAST, /**< `amount` or more stops of theme `a` */
  TY_WISH_AT_MOST,  /**< `amount` or fewer stops of theme `a` */
  TY_WISH_BEFORE,   /**< where both are visited, stop `a` comes before stop `b` */
  TY_WISH_BUDGET,   /**< tickets, ways and nights cost `amount` CNY or less */
} TyWishKind;

typedef struct {
  TyWishKind kind;
  guint32 a, b;
  gint day;
  gint32 from_s, until_s;
  double amount;
} TyItineraryWish;

typedef struct {
  gsize n_nodes, n_stops;
  const TyItineraryStop *stops; /**< n_stops */
  const gint32 *way_s;          /**< n_nodes × n_nodes; TY_NO_WAY where none leads */
  const double *way_m;          /**< n_nodes × n_nodes */
  const double *way_cny;        /**< n_nodes × n_nodes; NULL: free */
  const double *way_co2_kg;     /**< n_nodes × n_nodes; NULL: none */
  gsize n_days;
  const TyItineraryDay *days; /**< n_days */
  gssize start, end;       /**< nodes of the first morning and the last evening; −1: anywhere */
  gsize n_hotels;          /**< 0: the nights are at the last stop of each day */
  const guint32 *hotels;   /**< n_hotels nodes, one of which is chosen for each night */
  const double *hotel_cny; /**< n_hotels: a night; NULL: free */
  guint max_stops;         /**< a day; 0: any number */
  double slack;            /**< share of travel and dwell kept free: .1 */
  gint32 lunch_s, lunch_from_s, lunch_until_s; /**< as in TyDayRules */
  gsize n_themes;                              /**< ≤ 64 */
  double theme_decay;        /**< the k-th best stop of a theme counts decay^(k − 1) times: .9 */
  const double *hour_factor; /**< 24: what the hour at which a visit begins makes of its score
                                (crowds); NULL: 1 */
  double hour_weight;        /**< what an hour on the way costs, in scores */
  double co2_weight;         /**< what a kg of CO₂ costs, in scores */
  gsize n_wishes;
  const TyItineraryWish *wishes; /**< n_wishes */
} TyItinerary;

#define TY_ITINERARY_MAX_STOPS 1000
#define TY_ITINERARY_MAX_DAYS 60

/** When the search stops. With steps alone the plan depends on the seed and nothing else. */
typedef struct {
  guint steps;    /**< of ruin and recreate; 0: TY_ITINERARY_STEPS */
  double seconds; /**< of the calling thread's processor time; 0: no limit */
} TyItineraryEffort;

#define TY_ITINERARY_STEPS 5000

typedef struct {
  GArray *visits;     /**< of TyVisit, in order; `stop` is the stop */
  gssize *nights;     /**< n_days: the node where the night after each day is spent; −1: none */
  gint32 *end_s;      /**< n_days: when each day ends, at its night's place or the end */
  gint32 *last_way_s; /**< n_days: the way there from the last stop */
  double score;       /**< of the visits, with dates, hours and diminishing returns */
  double value;       /**< score less what the ways cost */
  double cost_cny, co2_kg, way_m;
  gint64 way_s;
  gboolean *unmet; /**< n_wishes: wishes that did not come true */
  gsize n_unmet;
  gboolean shortened; /**< visits are shorter than wished */
  gboolean cut;       /**< `seconds` ended the search */
} TyItineraryPlan;

/** Plans it.
 *
 * Annealed ruin and recreate (Schrimpf et al. 2000, J. Comp. Phys. 159:139) over whole days: a few
 * visits are taken out, then those are put in that are worth most for the way they add, with noise;
 * hotels are chosen anew after each step. A day is walked with two clocks, with and without lunch
 * behind (see TyDayRules). As many wishes as can be come true, then the value counts. When some do
 * not, it is tried again with the shortest visits.
 *
 * @return NULL with TY_ERROR_USAGE when the problem is not well formed (the message says which
 *         part). A plan may have unmet wishes. O(steps · stops · visits) */
TyItineraryPlan *ty_itinerary_plan(const TyItinerary *problem, const TyItineraryEffort *effort,
                                   guint64 seed, GError **error);
void ty_itinerary_plan_free(TyItineraryPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyItineraryPlan, ty_itinerary_plan_free)

/** A smallest set of wishes, in the sense that any one fewer can come true, that the search does
 * not bring together: indices into `wishes` (guint32), in order (deletion filter; Chinneck &
 * Dravnieks 1991, ORSA J. Comput. 3:157). Empty when all come true together.
 * @param effort  of each of at most n_wishes + 1 searches */
GArray *ty_itinerary_conflict(const TyItinerary *problem, const TyItineraryEffort *effort,
                              guint64 seed, GError **error);

/** What a wish costs: how much more a plan would be worth without it, as far as a search from this
 * plan on finds; 0 or more. */
double ty_itinerary_wish_cost(const TyItinerary *problem, const TyItineraryPlan *plan, gsize wish,
                              const TyItineraryEffort *effort, guint64 seed);

/** Why a stop is not in a plan. */
typedef enum {
  TY_STAYS_OUT_CLOSED,      /**< on every day */
  TY_STAYS_OUT_UNREACHABLE, /**< from any other place of the plan */
  TY_STAYS_OUT_THEME,       /**< its theme has as many stops as wished */
  TY_STAYS_OUT_BUDGET,      /**< it would go over the budget by `amount` CNY */
  TY_STAYS_OUT_ORDER,       /**< a wish of order, or a stop in its place, forbids it */
  TY_STAYS_OUT_FULL,        /**< the days have as many stops as wished */
  TY_STAYS_OUT_HOURS,       /**< it is not open when one could be there */
  TY_STAYS_OUT_TIME,  /**< day `day` would last `amount` seconds too long; 0: it has no time left
                         between the hours of its stops */
  TY_STAYS_OUT_WORTH, /**< it would fit on `day`, but its ways cost `amount` more than it is
                         worth */
} TyStaysOut;

typedef struct {
  TyStaysOut why;
  gint day; /**< the day that would come nearest to taking it; −1: none */
  double amount;
} TyStaysOutReason;

/** For each stop that the plan does not visit, what keeps it out of this plan as it is.
 * @return n_stops entries, those of visited stops unset; to be freed */
TyStaysOutReason *ty_itinerary_reasons(const TyItinerary *problem, const TyItineraryPlan *plan);

/** Walks a plan by the problem alone, to the second: ways, slack, lunch, openings, ends of days,
 * nights, numbers of stops, and whether the wishes not said to be unmet came true.
 * @return FALSE with TY_ERROR_INFEASIBLE that names day, stop and time */
gboolean ty_itinerary_check(const TyItinerary *problem, const TyItineraryPlan *plan,
                            GError **error);

/* Many groups at once ---------------------------------------------------------------------------
 */

/** Groups of several kinds, plans that they may take, and cells (a site's hour) with room for so
 * many groups. */
typedef struct {
  gsize n_plans, n_cells, n_kinds, n_groups;
  const guint32 *cells_from; /**< n_plans + 1: a group with plan p is in the cells
                                cells[cells_from[p]] … cells[cells_from[p + 1] − 1], each once */
  const guint32 *cells;
  const double *capacity; /**< n_cells: groups; INFINITY: any number */
  const double *value;    /**< n_kinds × n_plans: what a plan is worth to a group; NAN: unfit */
  const guint32 *kind;    /**< n_groups */
} TyDiversion;

/** Gives every group a plan so that no cell holds more than it can, as far as the plans allow, with
 * little loss of value: best responses in turn to prices of overfull cells that rise until none is
 * left (a congestion game; Rosenthal 1973, Int. J. Game Theory 2:65), then each group's best plan
 * that fits. Always the same for the same input.
 * @param load  out: n_cells, groups in each; may be NULL
 * @return n_groups plans, to be freed; NULL with TY_ERROR_USAGE when a kind has no plan, or an
 * index is out of range. O(passes · groups · entries of cells) */
guint32 *ty_divert(const TyDiversion *diversion, guint *load, GError **error);

G_END_DECLS
