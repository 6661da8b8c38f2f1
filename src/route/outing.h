/* SPDX-License-Identifier: Apache-2.0 */
/** Inside of the search for itineraries: a plan that changes by single visits, each day with its
 * clocks, so that whether one more visit fits is known in constant time. */
#pragma once
#include "base/random.h"
#include "route/itinerary.h"

/** How much more the best stops count than others, from hardly to very much. */
#define TY_OUTING_TASTES 8
static inline double ty_outing_exponent(gsize taste) {
  return .5 + 2.5 * ((double) taste + .5) / TY_OUTING_TASTES;
}

/** What does not change during a search. */
typedef struct {
  const TyItineraryModel *model;
  gsize n, n_days, n_nodes;
  gint32 *busy_s;    /**< n_nodes × n_nodes: the way and what is kept free, after a visit */
  gint32 *morning_s; /**< the same after a night */
  double *way_cost;  /**< the same: what the way costs, in scores */
  double *taste[TY_OUTING_TASTES]; /**< n × n_days: what each is worth, to several powers */
  guint32 *exclusive;              /**< n: of stops with the same number at most one is visited */
  guint8 *ordered;                 /**< n: a wish of order names it */
  guint64 capped;                  /**< themes with a most */
  double *night_cny;               /**< n_nodes: what a night costs there */
  guint8 *must;                    /**< n: a wish asks for it */
  double *decay;                   /**< n + 1: powers of theme_decay */
  double log_decay;
  double *row; /**< n: for measuring */
} TyOutingGround;

TyOutingGround *ty_outing_ground_new(const TyItineraryModel *model);
void ty_outing_ground_free(TyOutingGround *ground);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyOutingGround, ty_outing_ground_free)

typedef struct {
  guint32 *at;     /**< n: its stops, in order */
  gsize n;         /**< how many */
  gssize from, to; /**< nodes; −1: nowhere in particular */
  gboolean holds;  /**< it fits; else its clocks say nothing */
  guint64 key;     /**< hash of its stops and ends */
  TyClock *depart; /**< n + 1: when it sets out, and leaves each stop */
  TyClock *latest; /**< n: the latest arrivals, hungry or fed, with which the rest fits; −1: none */
  double *worth;   /**< n: of each visit, at its hour */
  gint64 way_s;
  double way_cost, cny; /**< of its ways, and of its tickets and ways */
} TyOutingDay;

typedef struct {
  TyOutingDay *days; /**< n_days */
  gssize *night;     /**< n_days: −1 after the last day, and where there is none */
  gint16 *day_of;    /**< n: −1: not visited */
  guint *n_same;     /**< n: visits by `exclusive` */
  guint *n_counted;  /**< n_themes: visits by the theme that counts */
  guint *n_of_theme; /**< n_themes: visits by any of their themes */
  double cny;        /**< of tickets, ways and nights */
  gsize n_broken;    /**< days that do not hold */
  gsize n_unmet;
  double value;
} TyOuting;

TyOuting *ty_outing_new(const TyOutingGround *ground);
void ty_outing_free(const TyOutingGround *ground, TyOuting *outing);
void ty_outing_copy(const TyOutingGround *ground, TyOuting *to, const TyOuting *from);

/** From a draft and back. */
void ty_outing_read(const TyOutingGround *ground, TyOuting *outing, const TyItineraryDraft *draft);
void ty_outing_write(const TyOutingGround *ground, const TyOuting *outing, TyItineraryDraft *draft);

/** The day's clocks and sums anew, after its stops or ends changed. O(stops of the day) */
void ty_outing_refresh(const TyOutingGround *ground, TyOuting *outing, gsize day);

/** Puts a stop in, or takes visit number `position` out, or gives a day other stops altogether; the
 * nights around the day are chosen anew. */
void ty_outing_insert(const TyOutingGround *ground, TyOuting *outing, gsize day, gsize position,
                      guint32 stop);
void ty_outing_remove(const TyOutingGround *ground, TyOuting *outing, gsize day, gsize position);
void ty_outing_set_day(const TyOutingGround *ground, TyOuting *outing, gsize day, const guint32 *at,
                       gsize n);

/** Whether a stop may be visited beside those that are: its group and its themes. */
gboolean ty_outing_may_enter(const TyOutingGround *ground, const TyOuting *outing, guint32 stop);

/** Where a stop goes into a day with the least way. */
typedef struct {
  gint32 added_s;
  gint16 position; /**< −1: nowhere */
  gint16 known;    /**< TRUE */
} TyOutingPlace;

/** Looks for it, by the hours of the day alone or also (`all`) by what the rest of the outing
 * allows. Constant time for each position. */
TyOutingPlace ty_outing_look(const TyOutingGround *ground, const TyOuting *outing, gsize day,
                             guint32 stop, gboolean all);

/** Whether the rest allows a visit: wishes of order, the budget and the next day, which sets out
 * from the last stop where there are no hotels. */
gboolean ty_outing_allowed(const TyOutingGround *ground, const TyOuting *outing, gsize day,
                           gsize position, guint32 stop);

/** Places by the hours of days alone, of the days last looked at. */
typedef struct TyOutingPlaces TyOutingPlaces;
TyOutingPlaces *ty_outing_places_new(const TyOutingGround *ground);
void ty_outing_places_free(TyOutingPlaces *places);
TyOutingPlace ty_outing_place(TyOutingPlaces *places, const TyOuting *outing, gsize day,
                              guint32 stop);

/** Puts a stop in; what did not fit into the day before does not after. */
void ty_outing_places_insert(TyOutingPlaces *places, TyOuting *outing, gsize day, gsize position,
                             guint32 stop);

/** Chooses all nights anew: those of the least cost with which all days hold, if there are such
 * (dynamic programming); the cheapest ones where only they keep within the budget.
 * O(days · hotels · (stops of a day + hotels)) */
void ty_outing_sleep(const TyOutingGround *ground, TyOuting *outing);

/** Fills in value and n_unmet. */
void ty_outing_measure(const TyOutingGround *ground, TyOuting *outing);

/** Whether one is better than another: fewer days that do not hold, fewer unmet wishes, value. */
gboolean ty_outing_better(const TyOuting *one, const TyOuting *than);

/** Good days that were seen. */
typedef struct TyOutingPool TyOutingPool;
TyOutingPool *ty_outing_pool_new(const TyOutingGround *ground);
void ty_outing_pool_free(TyOutingPool *pool);

/** Takes up the days of an outing, all of which hold. */
void ty_outing_pool_add_all(TyOutingPool *pool, const TyOutingGround *ground,
                            const TyOuting *outing);

/** Looks for days of the pool that are better together, no stop twice (set packing by branch and
 * bound); some days at a time where there are many. TRUE when the outing became better. */
gboolean ty_outing_pool_recombine(TyOutingPool *pool, const TyOutingGround *ground,
                                  TyOuting *outing);

/** Takes visits out that cost more than they are worth and, in at most `n_exchanges` trials,
 * exchanges one for another stop, on the best day for that, as long as it makes the outing better.
 * The pool takes up all days that are tried. */
void ty_outing_polish(const TyOutingGround *ground, TyOutingPlaces *places, TyOutingPool *pool,
                      TyOuting *outing, guint n_exchanges);

/** Way between two nodes, 0 from or to nowhere. */
static inline double ty_outing_cost(const TyOutingGround *ground, gssize from, gssize to) {
  return from < 0 || to < 0 || from == to
             ? 0
             : ground->way_cost[(gsize) from * ground->n_nodes + (gsize) to];
}

static inline gint32 ty_outing_way_s(const TyOutingGround *ground, gssize from, gssize to) {
  return from < 0 || to < 0 || from == to
             ? 0
             : ground->model->problem->way_s[(gsize) from * ground->n_nodes + (gsize) to];
}
