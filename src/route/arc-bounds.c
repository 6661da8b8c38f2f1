/* SPDX-License-Identifier: Apache-2.0 */
#include "route/tour.h"

#include "base/assignment.h"

static double arc_m(const TyTourProblem *problem, double missing_m, gsize a, gsize b) {
  double m = a == b ? INFINITY : ty_tour_arc(problem, a, b);
  return isinf(m) ? missing_m : m;
}

/* A missing way may count as little as this: the bound stays one. */
static double missing_m(const TyTourProblem *problem) {
  return (double) problem->n * (ty_tour_longest_leg(problem) + 1);
}

typedef struct {
  const TyTourProblem *problem;
  double missing_m;
} Arcs;

static double cost_of_arc(gsize row, gsize column, gpointer data) {
  const Arcs *arcs = data;
  return arc_m(arcs->problem, arcs->missing_m, row, column);
}

double ty_bound_assignment(const TyTourProblem *problem) {
  Arcs arcs = {problem, missing_m(problem)};

  g_return_val_if_fail(problem->n >= 2, 0);
  return ty_assign(problem->n, cost_of_arc, &arcs, NULL);
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
