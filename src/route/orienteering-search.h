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
  double noise, p_force, p_tails, cycle, hot, cold;
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
