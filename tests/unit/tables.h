/* SPDX-License-Identifier: Apache-2.0 */
/** Random tables and tours for the tests of the route room, from a seed. */
#pragma once
#include "base/random.h"
#include <math.h>
#include <tuyou/route.h>

/** n × n whole lengths: points in a square of 1,000 (symmetric), or such with up to 300 added one
 * way (asymmetric), or without any geometry (wild). */
typedef enum { TABLE_SYMMETRIC, TABLE_ASYMMETRIC, TABLE_WILD } TableKind;

static inline double *random_table(TyRandom *random, gsize n, TableKind kind) {
  g_autofree double *xy = g_new(double, 2 * n);
  double *dist_m = g_new0(double, n *n);

  for (gsize i = 0; i < 2 * n; i++)
    xy[i] = (double) ty_random_below(random, 1000);
  for (gsize i = 0; i < n * n; i++) {
    gsize a = i / n, b = i % n;
    if (a == b)
      continue;
    dist_m[i] = round(hypot(xy[2 * a] - xy[2 * b], xy[2 * a + 1] - xy[2 * b + 1]));
    if (kind != TABLE_SYMMETRIC)
      dist_m[i] = (kind == TABLE_WILD ? 1 : dist_m[i]) + (double) ty_random_below(random, 300);
  }
  return dist_m;
}

/** A problem over a table: start, end and kind drawn. n ≥ 2 */
static inline TyTourProblem random_problem(TyRandom *random, gsize n, const double *dist_m) {
  TyTourProblem problem = {n, dist_m, ty_random_below(random, n), -1, FALSE};

  switch (ty_random_below(random, 3)) {
  case 0:
    problem.closed = TRUE;
    break;
  case 1:
    problem.end = (gssize) ((problem.start + 1 + ty_random_below(random, n - 1)) % n);
    break;
  default:
    break;
  }
  return problem;
}

/** Stops the test unless the tour is a permutation from start to end whose length is as stated and
 * not below its bound. */
static inline void check_tour(const TyTourProblem *problem, const TyTour *tour) {
  gsize n = problem->n;
  g_autofree gboolean *seen = g_new0(gboolean, n);
  double length_m = 0;

  g_assert_cmpuint(tour->n, ==, n);
  g_assert_cmpuint(tour->order[0], ==, problem->start);
  if (problem->end >= 0)
    g_assert_cmpuint(tour->order[n - 1], ==, problem->end);
  for (gsize i = 0; i < n; i++) {
    g_assert_cmpuint(tour->order[i], <, n);
    g_assert_false(seen[tour->order[i]]);
    seen[tour->order[i]] = TRUE;
    if (i)
      length_m += problem->dist_m[tour->order[i - 1] * n + tour->order[i]];
  }
  if (problem->closed && n > 1)
    length_m += problem->dist_m[tour->order[n - 1] * n + tour->order[0]];
  g_assert_cmpfloat_with_epsilon(tour->length_m, length_m, 1e-9 * length_m + 1e-12);
  g_assert_true(isfinite(tour->length_m));
  g_assert_cmpfloat(tour->lower_bound_m, <=, tour->length_m);
  g_assert_true(tour->proven == (tour->lower_bound_m == tour->length_m));
}
