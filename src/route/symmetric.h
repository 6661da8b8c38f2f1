/* SPDX-License-Identifier: Apache-2.0 */
/** Any tour problem as a closed tour over nodes with symmetric costs, the form that the local
 * search works on:
 *
 *     closed, symmetric    node i is site i
 *     open, symmetric      one more node n, next to the start by a fixed edge, and next to the end
 * by another, or at cost 0 to any site asymmetric           node i is the way into site i, node n +
 * i the way out of it, both joined by a fixed edge; out of a – into b costs the way from a to b
 * (Jonker & Volgenant 1983, Oper. Res. Lett. 2:161)
 *
 * A fixed edge costs less than nothing, so that no gain is made by taking it out. */
#pragma once
#include "route/tour.h"

typedef struct {
  gsize n; /**< nodes */
  const TyTourProblem *problem;
  double *cost;     /**< n × n; NULL: the problem's own lengths */
  double fixed;     /**< edges that cost no more than this are fixed; < 0 */
  double never;     /**< edges that cost this or more may not be; missing ways cost less */
  double longest_m; /**< longest way of the problem */
  gboolean paired;
} TySymmetric;

TySymmetric *ty_symmetric_new(const TyTourProblem *problem);
void ty_symmetric_free(TySymmetric *symmetric);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TySymmetric, ty_symmetric_free)

static inline double ty_symmetric_cost(const TySymmetric *symmetric, gsize a, gsize b) {
  return symmetric->cost ? symmetric->cost[a * symmetric->n + b]
                         : symmetric->problem->length(symmetric->problem->length_data, a, b);
}

/** The nodes in the order of a tour of the sites. */
void ty_symmetric_nodes(const TySymmetric *symmetric, const guint32 *order, guint32 *nodes);

/** The sites in the order of a tour of the nodes that holds every fixed edge. */
void ty_symmetric_sites(const TySymmetric *symmetric, const guint32 *nodes, guint32 *order);
