/* SPDX-License-Identifier: Apache-2.0 */
/** Which edges a local search looks at: for each node, the few that are most likely in a short
 * tour.
 *
 * Near nodes are found first (in the plane where points are given, each direction seen to). Then
 * node penalties are raised by subgradient steps until the minimum 1-tree over those edges is
 * nearly a tour, and edges are ranked by α-nearness: how much longer the tree gets with the edge in
 * it (Helsgaun 2000, EJOR 126:106). */
#pragma once
#include "route/symmetric.h"

typedef struct {
  gsize n, k;      /**< nodes, candidates a node at most */
  guint32 *node;   /**< n × k, cheapest first by penalised cost */
  double *cost;    /**< n × k penalised costs; INFINITY after the last */
  double *penalty; /**< n; cost(a, b) + penalty[a] + penalty[b] ranks edges, and leaves the
                      differences between tours as they are */
} TyCandidates;

/** Subgradient steps that a search begins with. */
#define TY_PENALTY_STEPS 80

/** @param nodes  a tour: its edges are looked at too, and its cost guides the steps
 * @param n_steps  subgradient steps; 0: no penalties
 * @param n_rounds  so often, the edges of the minimum 1-tree of all edges are added and the steps
 * made again: near nodes alone miss the ways between clusters. O(n²) each
 * @param until_us  no more steps when ty_processor_time_us is past this; G_MAXINT64: never */
TyCandidates *ty_candidates_new(const TySymmetric *symmetric, const guint32 *nodes, guint n_steps,
                                guint n_rounds, gint64 until_us);
void ty_candidates_free(TyCandidates *candidates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyCandidates, ty_candidates_free)

/** The `k` nearest nodes of each, n × k in `near`, nearest first; G_MAXUINT32 after the last. Edges
 * that are fixed or may not be are passed over. In the plane, ⌈k / 5⌉ nearest of each quadrant come
 * before others. O(n k log n) in the plane, else O(n²). */
void ty_near_nodes(const TySymmetric *symmetric, gsize k, guint32 *near);

/** A closed tour of all nodes by the greedy rule: the cheapest edges between near nodes are taken
 * that neither close a ring nor make a fork; then, again and again, those between the ends of the
 * pieces. For nodes without fixed edges. About O(n k log n + m²) with m ends of pieces, some n / 8.
 * @param nodes  out: n */
void ty_greedy_nodes(const TySymmetric *symmetric, guint32 *nodes);

/** Cost of the minimum 1-tree over all edges with the penalties, less twice the penalties and the
 * fixed edges (every tour holds those, whatever they cost here): no tour costs less. Prim's method,
 * O(n²).
 * @param parent  out, or NULL: n; the node that each joined the tree at (node 0: itself; the last
 *        node, which stands outside the tree: the nearer end of its two edges) */
double ty_dense_tree(const TySymmetric *symmetric, const double *penalty, guint32 *parent);
