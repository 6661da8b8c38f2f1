/* SPDX-License-Identifier: Apache-2.0 */
/** Inside of the local search: its state, and what a move costs. */
#pragma once
#include "route/array-tour.h"
#include "route/or-opt.h"

/* Places in a row of remembered costs. */
enum { TY_OR_OPT_ROW = 32 };

typedef struct {
  double cost; /* penalised */
  guint32 node;
} TyOrOptEdge;

/* Nodes bear numbers of the search's own, in the order of the tour that it began with: what is near
 * on the tour is near in memory. Nodes whose surroundings changed wait in a queue; only they are
 * looked at (don't-look bits). */
struct TyOrOpt {
  TyArrayTour tour;
  const TySymmetric *symmetric;
  guint32 *name;   /* of each node: its number outside */
  double *penalty; /* by node */
  guint32 n_near;
  TyOrOptEdge *near; /* n × n_near: the candidates */
  TyOrOptEdge *seen; /* n × TY_OR_OPT_ROW: costs that were asked for, by the last bits of the
                        number of the other node */
  guint32 *queue;    /* a ring of n places */
  guint32 queue_head, queue_length;
  guint8 *waiting;
  guint32 *outside; /* the tour by outside numbers, see ty_or_opt_tour */
  double gain;      /* since the log was emptied */
  double least_gain, mean_edge;
};

/* Without penalties. */
static inline double ty_or_opt_plain(const TyOrOpt *search, guint32 a, guint32 b) {
  return ty_symmetric_cost(search->symmetric, search->name[a], search->name[b]);
}

/* Of two different nodes; `a` is that which is asked about more often. */
static inline double ty_or_opt_edge(const TyOrOpt *search, guint32 a, guint32 b) {
  TyOrOptEdge *seen = &search->seen[(gsize) a * TY_OR_OPT_ROW + b % TY_OR_OPT_ROW];

  if (G_UNLIKELY(seen->node != b)) {
    seen->node = b;
    seen->cost = ty_or_opt_plain(search, a, b) + search->penalty[a] + search->penalty[b];
  }
  return seen->cost;
}

static inline void ty_or_opt_wait_for(TyOrOpt *search, guint32 node) {
  if (search->waiting[node])
    return;
  guint32 at = search->queue_head + search->queue_length++, n = search->tour.n;
  search->queue[at >= n ? at - n : at] = node;
  search->waiting[node] = TRUE;
}

/* Takes out the edges t1–t2 and t3–t4 and puts in t2–t3 and t4–t1. */
static inline void ty_or_opt_exchange(TyOrOpt *search, guint32 t1, guint32 t2, guint32 t3,
                                      guint32 t4) {
  if (ty_array_tour_next(&search->tour, t1) == t2)
    ty_array_tour_reverse(&search->tour, t2, t4);
  else
    ty_array_tour_reverse(&search->tour, t1, t3);
}

/* Makes moves until none is found at the nodes that wait, nor at those that these moves change. */
void ty_or_opt_settle(TyOrOpt *search);
