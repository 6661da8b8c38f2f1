/* SPDX-License-Identifier: Apache-2.0 */
#include "base/processor-time.h"
#include "route/or-opt.h"

#include <string.h>

/* Below this many nodes a kick has no room; Held–Karp answers at once. */
enum { SMALL = 9, INSERTION_MAX = 1000, GREEDY_MAX = 20000, ROUNDS_MAX = 3000 };

/* A first tour, better the fewer sites there are. */
static void set_out(const TyTourProblem *problem, const TySymmetric *symmetric, guint32 *nodes) {
  g_autofree guint32 *order = g_new(guint32, problem->n);

  if (problem->x && problem->closed && problem->n <= GREEDY_MAX) {
    ty_greedy_nodes(symmetric, nodes);
    return;
  }
  if (problem->x && problem->closed)
    ty_tour_hilbert(problem, order);
  else if (problem->n <= INSERTION_MAX || !ty_tour_nearest(problem, order, NULL))
    ty_tour_insertion(problem, order);
  ty_symmetric_nodes(symmetric, order, nodes);
}

gboolean ty_tour_search(const TyTourProblem *problem, const TyTourEffort *effort, guint64 seed,
                        guint32 *order, GError **error) {
  gsize n = problem->n;

  if (n <= SMALL)
    return ty_tour_held_karp(problem, order, error);

  g_autoptr(TySymmetric) symmetric = ty_symmetric_new(problem);
  g_autofree guint32 *nodes = g_new(guint32, symmetric->n);
  TyRandom random = ty_random(seed, 1);
  guint64 n_kicks = effort ? effort->kicks : 0;
  gint64 until_us = G_MAXINT64;

  if (effort && effort->seconds > 0) {
    until_us = ty_processor_time_us() + (gint64) (1e6 * MIN(effort->seconds, 1e9));
    n_kicks = n_kicks ? n_kicks : G_MAXUINT64;
  }
  if (!n_kicks)
    n_kicks = TY_KICKS_LEAST + TY_KICKS_A_SITE * (guint64) n;
  set_out(problem, symmetric, nodes);

  g_autoptr(TyCandidates) near = ty_candidates_new(symmetric, nodes, 0, 0, until_us);
  g_autoptr(TyOrOpt) first = ty_or_opt_new(symmetric, near, nodes);
  ty_or_opt_descend(first);
  memcpy(nodes, ty_or_opt_tour(first), symmetric->n * sizeof *nodes);

  gint64 now_us = ty_processor_time_us();
  gint64 steps_until_us = until_us == G_MAXINT64 ? until_us : now_us + (until_us - now_us) / 8;
  g_autoptr(TyCandidates) candidates = ty_candidates_new(
      symmetric, nodes, TY_PENALTY_STEPS, symmetric->n <= ROUNDS_MAX, steps_until_us);
  g_autoptr(TyOrOpt) search = ty_or_opt_new(symmetric, candidates, nodes);
  ty_or_opt_descend(search);
  ty_or_opt_kick(search, n_kicks, until_us, &random);
  ty_symmetric_sites(symmetric, ty_or_opt_tour(search), order);
  if (isinf(ty_tour_length(problem, order))) {
    ty_tour_set_infeasible(problem, error);
    return FALSE;
  }
  return TRUE;
}
