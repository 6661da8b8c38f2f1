/* SPDX-License-Identifier: Apache-2.0 */
/** The search: annealing over ruin and recreate. */
#pragma once
#include "route/orienteering.h"

/** Length of the table of blinks; 1 in 50 slots is passed over. */
#define TY_BLINKS 4096

typedef struct TyOrientPool TyOrientPool;

typedef struct {
  const TyOrient *orient;
  const TyOrienteeringEffort *effort;
  TyRandom random;
  TyOrientState *current, *trial, *best;
  float *blink;      /**< TY_BLINKS + stride */
  guint8 *marked;    /**< stride: slots to be taken out */
  guint8 *touched;   /**< n_days: days of trial that may differ from current */
  guint32 *list;     /**< 2 stride: scratch */
  double unit;       /**< mean score of a stop */
  double time_worth; /**< score that a unit of travel costs in the objective */
  double noise, p_force, p_tails, cycle, hot, cold, recombine;
  guint wins;
  guint32 most;
  float *all;        /**< stride: 1 */
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

/** Runs until the effort is used up. `best` holds the outcome. */
void ty_orient_anneal(TyOrientSearch *search);

gint64 ty_orient_clock_us(void);

/** Good days that have been seen, to be put together anew. */
TyOrientPool *ty_orient_pool_new(const TyOrient *orient);
void ty_orient_pool_free(TyOrientPool *pool);
void ty_orient_pool_add(TyOrientPool *pool, const TyOrient *orient, const TyOrientDay *day);

/** Fills `free_days` (in order of kind) of `best` with days of the pool, by branch and bound over
 * what they add; a vertex on two of them is dropped from the later. `trial` is the outcome.
 * @return whether it is better than `best` */
gboolean ty_orient_pool_recombine(TyOrientSearch *search, const guint32 *free_days, gsize n_free);
