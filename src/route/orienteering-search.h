/* SPDX-License-Identifier: Apache-2.0 */
/** The search: annealing over ruin and recreate. */
#pragma once
#include "route/orienteering.h"

/** Length of the table of blinks, and how many slots are passed over (Christiaens & Vanden Berghe
 * 2020, Transp. Sci. 54:417). */
#define TY_BLINKS 4096
#define TY_BLINK_CHANCE 0.02
/** Temperatures, in mean scores. */
#define TY_HOT 0.8
#define TY_COLD 0.1
/** Stops taken out at once, at most; and one time in four. */
#define TY_RUIN_MOST 10
#define TY_RUIN_RARELY 24
/** Share of iterations that force a vertex in, and that let two days swap what follows. */
#define TY_FORCE_CHANCE 0.3
#define TY_TAILS_CHANCE 0.1
/** Forced in where least score goes, give or take as many mean scores. */
#define TY_FORCE_NOISE 0.5
/** All the travel that fits into a day is worth so many mean scores of all vertices. */
#define TY_TRAVEL_WORTH 0.01
/** Shares of the effort: first annealing, before the exact method; between recombinations. */
#define TY_FIRST_SHARE 0.05
#define TY_RECOMBINE_SHARE 0.01
/** Days of a state go into the pool when its score is this share of the best. */
#define TY_POOL_SHARE 0.985

typedef struct TyOrientPool TyOrientPool;

typedef struct {
  const TyOrient *orient;
  const TyOrienteeringEffort *effort;
  TyRandom random;
  TyOrientState *current, *trial, *best;
  float *blink, *all; /**< TY_BLINKS + stride: 0 with chance TY_BLINK_CHANCE; stride: all 1 */
  guint8 *marked;     /**< stride: slots to be taken out */
  guint8 *touched;    /**< n_days: days of trial that may differ from current */
  guint32 *list;      /**< 2 stride: scratch */
  double most;        /**< score that no plan can go over */
  double unit;        /**< mean score of a vertex: of temperatures */
  double time_worth;  /**< score that a unit of travel costs in the objective */
  TyOrientPool *pool;
  guint64 iterations;
  gint64 begin_us;
} TyOrientSearch;

/** Takes a few stops out of `trial`, or forces one in; sets `touched`. */
void ty_orient_ruin(TyOrientSearch *search);

/** Fills `trial` up. @param power  0 … TY_N_POWERS − 1 */
void ty_orient_recreate(TyOrientSearch *search, guint power, gboolean blink);

/** Share of the effort used up; ≥ 1 when it is over. */
double ty_orient_elapsed(const TyOrientSearch *search);

/** Anneals once, from TY_HOT to TY_COLD, until that share of the effort is used up or `best`, which
 * holds the outcome, cannot be better. */
void ty_orient_anneal(TyOrientSearch *search, double until);

/** Good days that have been seen, to be put together anew. */
TyOrientPool *ty_orient_pool_new(const TyOrient *orient);
void ty_orient_pool_free(TyOrientPool *pool);
void ty_orient_pool_add(TyOrientPool *pool, const TyOrient *orient, const TyOrientDay *day);

/** Fills `free_days` (in order of kind) of `best` with days of the pool, by branch and bound over
 * what they add; a vertex on two of them is dropped from the later. `trial` is the outcome.
 * @return whether it is better than `best` */
gboolean ty_orient_pool_recombine(TyOrientSearch *search, const guint32 *free_days, gsize n_free);

/** What the exact method may take before it gives up: slots, labels, and steps of some nanoseconds.
 */
#define TY_EXACT_SLOTS 200
#define TY_EXACT_LABELS 20000
#define TY_EXACT_STEPS 4000000

/** For one day on which no detour saves time: looks for a plan better than `best`, which it
 * replaces.
 * @return whether it is sure that there is none better now */
gboolean ty_orient_exact(TyOrientSearch *search, gint64 steps);
