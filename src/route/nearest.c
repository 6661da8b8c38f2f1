/* SPDX-License-Identifier: Apache-2.0 */
#include "route/tour.h"

/* The first of the unvisited sites nearest to `here`; n when none can be reached. */
static gsize nearest_unvisited(const TyTourProblem *problem, gsize here, const gboolean *visited) {
  gsize best = problem->n;
  double best_m = INFINITY;

  for (gsize site = 0; site < problem->n; site++) {
    if (!visited[site] && ty_tour_leg(problem, here, site) < best_m) {
      best = site;
      best_m = ty_tour_leg(problem, here, site);
    }
  }
  return best;
}

gboolean ty_tour_nearest(const TyTourProblem *problem, guint32 *order, GError **error) {
  gsize n = problem->n, end = problem->end < 0 ? n : (gsize) problem->end;
  g_autofree gboolean *visited = g_new0(gboolean, n);

  order[0] = (guint32) problem->start;
  visited[problem->start] = TRUE;
  if (end < n)
    visited[end] = TRUE;
  for (gsize step = 1; step < n; step++) {
    gsize here = order[step - 1], next;
    if (step == n - 1 && end < n)
      next = isfinite(ty_tour_leg(problem, here, end)) ? end : n;
    else
      next = nearest_unvisited(problem, here, visited);
    if (next == n) {
      g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE,
                  "no way leads on from site %zu; %zu of %zu sites are still to visit", here,
                  n - step, n);
      return FALSE;
    }
    order[step] = (guint32) next;
    visited[next] = TRUE;
  }
  if (problem->closed && n > 1 && isinf(ty_tour_leg(problem, order[n - 1], problem->start))) {
    g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE, "no way leads from site %u back to site %zu",
                order[n - 1], problem->start);
    return FALSE;
  }
  return TRUE;
}
