/* SPDX-License-Identifier: Apache-2.0 */
#include "route/tour.h"

static double arc_m(const TyTourProblem *problem, double missing_m, gsize a, gsize b) {
  double m = a == b ? INFINITY : ty_tour_arc(problem, a, b);
  return isinf(m) ? missing_m : m;
}

/* A missing way may count as little as this: the bound stays one. */
static double missing_m(const TyTourProblem *problem) {
  return (double) problem->n * (ty_tour_longest_leg(problem) + 1);
}

double ty_bound_assignment(const TyTourProblem *problem) {
  gsize n = problem->n, none = n;
  g_autofree double *row_price = g_new0(double, n + 1);
  g_autofree double *column_price = g_new0(double, n + 1);
  g_autofree double *slack = g_new0(double, n + 1);
  g_autofree gsize *row_of = g_new0(gsize, n + 1);
  g_autofree gsize *way = g_new0(gsize, n + 1);
  g_autofree gboolean *done = g_new0(gboolean, n + 1);
  double far_m = missing_m(problem), sum = 0;

  g_return_val_if_fail(n >= 2, 0);
  for (gsize j = 0; j <= n; j++)
    row_of[j] = none;
  /* Column n stands for the row that is being assigned. */
  for (gsize row = 0; row < n; row++) {
    gsize column = n;
    row_of[n] = row;
    for (gsize j = 0; j <= n; j++) {
      slack[j] = INFINITY;
      done[j] = FALSE;
    }
    do {
      gsize from = row_of[column], nearest = n;
      double least = INFINITY;
      done[column] = TRUE;
      for (gsize j = 0; j < n; j++) {
        if (done[j])
          continue;
        double reduced = arc_m(problem, far_m, from, j) - row_price[from] - column_price[j];
        if (reduced < slack[j]) {
          slack[j] = reduced;
          way[j] = column;
        }
        if (slack[j] < least) {
          least = slack[j];
          nearest = j;
        }
      }
      for (gsize j = 0; j <= n; j++) {
        if (done[j]) {
          row_price[row_of[j]] += least;
          column_price[j] -= least;
        } else {
          slack[j] -= least;
        }
      }
      column = nearest;
    } while (row_of[column] != none);
    while (column != n) {
      row_of[column] = row_of[way[column]];
      column = way[column];
    }
  }
  for (gsize j = 0; j < n; j++)
    sum += arc_m(problem, far_m, row_of[j], j);
  return sum;
}

double ty_bound_shortest_arcs(const TyTourProblem *problem) {
  double far_m = missing_m(problem), out_m = 0, in_m = 0;

  for (gsize a = 0; a < problem->n; a++) {
    double least_out = far_m, least_in = far_m;
    for (gsize b = 0; b < problem->n; b++) {
      least_out = MIN(least_out, arc_m(problem, far_m, a, b));
      least_in = MIN(least_in, arc_m(problem, far_m, b, a));
    }
    out_m += least_out;
    in_m += least_in;
  }
  return MAX(out_m, in_m);
}
