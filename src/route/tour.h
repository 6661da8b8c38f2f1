/* SPDX-License-Identifier: Apache-2.0 */
/** Inside of the tour solvers: one function a rule, all on a checked TyTourProblem. */
#pragma once
#include <math.h>
#include <tuyou/route.h>

/** Length from `a` to `b`, a ≠ b. */
static inline double ty_tour_leg(const TyTourProblem *problem, gsize a, gsize b) {
  return problem->dist_m ? problem->dist_m[a * problem->n + b]
                         : problem->length(problem->length_data, a, b);
}

/** Length from `a` to `b` in the closed tour that stands for any kind of tour: the way back from
 * the last site of an open tour is free, and INFINITY where it would not come from `end`. */
static inline double ty_tour_arc(const TyTourProblem *problem, gsize a, gsize b) {
  if (problem->closed)
    return ty_tour_leg(problem, a, b);
  if (b == problem->start)
    return problem->end < 0 || (gsize) problem->end == a ? 0 : INFINITY;
  return problem->end >= 0 && (gsize) problem->end == a ? INFINITY : ty_tour_leg(problem, a, b);
}

/** Whether the table is symmetric, to within the rounding of sums of legs. O(n²) */
gboolean ty_tour_symmetric(const TyTourProblem *problem);

/** Whether all the finite lengths are whole numbers, so that a bound may be rounded up. O(n²) */
gboolean ty_tour_integral(const TyTourProblem *problem);

/** Largest finite length between two different sites, 0 when there is none. O(n²) */
double ty_tour_longest_leg(const TyTourProblem *problem);

/** Length of a tour, with the way back when the problem is closed. */
double ty_tour_length(const TyTourProblem *problem, const guint32 *order);

/** Sets TY_ERROR_INFEASIBLE, naming a site that no way leads to (or from) if there is one. */
void ty_tour_set_infeasible(const TyTourProblem *problem, GError **error);

/* The rules. Each fills `order` with n sites, order[0] == start and order[n − 1] == end where that
 * is fixed, or fails with TY_ERROR_INFEASIBLE. ------------------------------------------------ */

/** See TY_RULE_NEAREST. A fixed end is kept for last. O(n²) */
gboolean ty_tour_nearest(const TyTourProblem *problem, guint32 *order, GError **error);

/** Cheapest insertion: begins with the start (and the end) and puts in, again and again, the site
 * that lengthens the tour least, at the place where it does; ties by lower site, then earlier
 * place. Never fails: where no finite tour is found the order holds missing ways. Usually O(n²) */
void ty_tour_insertion(const TyTourProblem *problem, guint32 *order);

/** Along Hilbert's space-filling curve through the points of the problem, from the start on. For
 * closed tours. O(n log n) */
void ty_tour_hilbert(const TyTourProblem *problem, guint32 *order);

/** Held & Karp 1962 (J. SIAM 10:196). Of several shortest tours, the first in dictionary order.
 * n ≤ TY_EXACT_MAX; O(n² 2ⁿ) time, 8 (n − 1) 2ⁿ⁻² bytes, and less with a fixed end. */
gboolean ty_tour_held_karp(const TyTourProblem *problem, guint32 *order, GError **error);

/** Ant colony system, see TY_RULE_ANT. */
gboolean ty_tour_ant_colony(const TyTourProblem *problem, guint64 seed, guint32 *order,
                            GError **error);

/** See TY_RULE_SEARCH. `effort` NULL: its defaults. */
gboolean ty_tour_search(const TyTourProblem *problem, const TyTourEffort *effort, guint64 seed,
                        guint32 *order, GError **error);

/* Lower bounds: no tour is shorter. ----------------------------------------------------------- */

/** The bound of Held & Karp 1970 (Oper. Res. 18:1138): the longest minimum 1-tree that subgradient
 * steps on the node penalties find. An asymmetric table counts with the shorter of both ways.
 * @param order  some tour, for the length of the steps
 * n ≥ 3. Small or asymmetric: O(n²) for each of some 50–1,500 steps, fewer the larger n is. Large
 * and symmetric: the steps are made on the candidate edges of the search, and O(n²) only once. */
double ty_bound_one_tree(const TyTourProblem *problem, const guint32 *order);

/** The cheapest assignment of a next site to each site (shortest augmenting paths, Jonker &
 * Volgenant 1987, Computing 38:325). n ≥ 2. O(n³) at worst. */
double ty_bound_assignment(const TyTourProblem *problem);

/** The shortest way out of (into, where that sums to more) each site. O(n²) */
double ty_bound_shortest_arcs(const TyTourProblem *problem);
