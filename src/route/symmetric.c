/* SPDX-License-Identifier: Apache-2.0 */
#include "route/symmetric.h"

static double or_missing(const TySymmetric *symmetric, double m) {
  return isinf(m) ? symmetric->never / 4 / (double) symmetric->n : m;
}

static void set(TySymmetric *symmetric, gsize a, gsize b, double cost) {
  symmetric->cost[a * symmetric->n + b] = symmetric->cost[b * symmetric->n + a] = cost;
}

static void fill_open(TySymmetric *symmetric, const TyTourProblem *problem) {
  gsize n = problem->n;

  for (gsize a = 0; a < n; a++)
    for (gsize b = 0; b < a; b++)
      set(symmetric, a, b, or_missing(symmetric, ty_tour_leg(problem, a, b)));
  if (symmetric->n == n)
    return;
  for (gsize a = 0; a < n; a++)
    set(symmetric, n, a, problem->end < 0 ? 0 : symmetric->never);
  set(symmetric, n, problem->start, symmetric->fixed);
  if (problem->end >= 0)
    set(symmetric, n, (gsize) problem->end, symmetric->fixed);
}

static void fill_paired(TySymmetric *symmetric, const TyTourProblem *problem) {
  gsize n = problem->n;

  for (gsize i = 0; i < symmetric->n * symmetric->n; i++)
    symmetric->cost[i] = symmetric->never;
  for (gsize a = 0; a < n; a++)
    for (gsize b = 0; b < n; b++)
      set(symmetric, n + a, b,
          a == b ? symmetric->fixed : or_missing(symmetric, ty_tour_arc(problem, a, b)));
  if (problem->end >= 0)
    set(symmetric, n + (gsize) problem->end, problem->start, symmetric->fixed);
}

/* Lengths that are calculated in a plane are symmetric and there for every two sites: what it costs
 * to ask is less than what a table costs to fill and to read. */
static gboolean as_it_is(const TyTourProblem *problem) {
  return !problem->dist_m && problem->x && problem->closed;
}

TySymmetric *ty_symmetric_new(const TyTourProblem *problem) {
  TySymmetric *symmetric = g_new0(TySymmetric, 1);
  gsize n = problem->n;

  symmetric->problem = problem;
  symmetric->n = n;
  symmetric->never = INFINITY;
  symmetric->fixed = -INFINITY;
  if (as_it_is(problem))
    return symmetric;
  symmetric->paired = !ty_tour_symmetric(problem);
  symmetric->n = symmetric->paired ? 2 * n : n + !problem->closed;
  symmetric->longest_m = ty_tour_longest_leg(problem);
  /* A missing way costs more than any tour without one, and all of them less than `never`. */
  symmetric->never = 4 * (double) symmetric->n * (double) symmetric->n * (symmetric->longest_m + 1);
  symmetric->fixed = -symmetric->never;
  symmetric->cost = g_new0(double, symmetric->n * symmetric->n);
  if (symmetric->paired)
    fill_paired(symmetric, problem);
  else
    fill_open(symmetric, problem);
  return symmetric;
}

void ty_symmetric_free(TySymmetric *symmetric) {
  if (!symmetric)
    return;
  g_free(symmetric->cost);
  g_free(symmetric);
}

void ty_symmetric_nodes(const TySymmetric *symmetric, const guint32 *order, guint32 *nodes) {
  gsize n = symmetric->problem->n;

  for (gsize i = 0; i < n; i++) {
    if (symmetric->paired) {
      nodes[2 * i] = order[i];
      nodes[2 * i + 1] = order[i] + (guint32) n;
    } else {
      nodes[i] = order[i];
    }
  }
  if (!symmetric->paired && symmetric->n > n)
    nodes[n] = (guint32) n;
}

void ty_symmetric_sites(const TySymmetric *symmetric, const guint32 *nodes, guint32 *order) {
  gsize n = symmetric->problem->n, start = symmetric->problem->start;
  gsize size = symmetric->n, at = 0, step, n_order = 0;

  while (nodes[at] != start)
    at++;
  /* Forward is where the way out of the start follows its way in, or away from the added node. */
  if (symmetric->paired)
    step = nodes[(at + 1) % size] == start + n ? 1 : size - 1;
  else
    step = nodes[(at + 1) % size] == n ? size - 1 : 1;
  for (gsize i = 0; i < size; i++, at = (at + step) % size)
    if (nodes[at] < n)
      order[n_order++] = nodes[at];
}
