/* SPDX-License-Identifier: Apache-2.0 */
#include "route/candidates.h"

/* An open tour is a spanning tree too, and its ends add one more edge each to a node outside: that
 * at the start is fixed, that at the end is fixed or goes to the site with the least penalty. A
 * closed tour is a spanning tree of all sites but the start and two edges at the start. */
enum { WORK = 100000000, STEPS_MIN = 50, STEPS_MAX = 1500, PATIENCE = 12 };
enum { SPARSE_MIN = 150, SPARSE_WORK = 100000, SPARSE_STEPS_MIN = 80, SPARSE_STEPS_MAX = 600 };
enum { ROUNDS = 5, LARGE = 3000, LARGE_STEPS = 120 };

typedef struct {
  const TyTourProblem *problem;
  gsize n;
  double missing_m;
  double *penalty;
  double *best_m; /* from the tree to a site outside it */
  guint32 *parent;
  gboolean *inside;
  gint *degree;
} Tree;

static double edge_m(const Tree *tree, gsize a, gsize b) {
  double m = MIN(ty_tour_leg(tree->problem, a, b), ty_tour_leg(tree->problem, b, a));
  return (isinf(m) ? tree->missing_m : m) + tree->penalty[a] + tree->penalty[b];
}

/* Prim's method over all sites but `without` (n: none). */
static double span(Tree *tree, gsize without) {
  gsize n = tree->n, here = without == 0 ? 1 : 0, n_left = n - 1 - (without < n);
  double sum = 0;

  for (gsize i = 0; i < n; i++) {
    tree->inside[i] = i == without;
    tree->best_m[i] = INFINITY;
  }
  tree->inside[here] = TRUE;
  for (; n_left; n_left--) {
    gsize nearest = n;
    double nearest_m = INFINITY;
    for (gsize i = 0; i < n; i++) {
      if (tree->inside[i])
        continue;
      double m = edge_m(tree, here, i);
      if (m < tree->best_m[i]) {
        tree->best_m[i] = m;
        tree->parent[i] = (guint32) here;
      }
      if (tree->best_m[i] < nearest_m) {
        nearest_m = tree->best_m[i];
        nearest = i;
      }
    }
    tree->inside[nearest] = TRUE;
    tree->degree[nearest]++;
    tree->degree[tree->parent[nearest]]++;
    sum += nearest_m;
    here = nearest;
  }
  return sum;
}

/* Adds the two shortest edges at the start. */
static double close_tree(Tree *tree) {
  gsize start = tree->problem->start, first = tree->n, second = tree->n;
  double first_m = INFINITY, second_m = INFINITY;

  for (gsize i = 0; i < tree->n; i++) {
    if (i == start)
      continue;
    double m = edge_m(tree, start, i);
    if (m < first_m) {
      second = first;
      second_m = first_m;
      first = i;
      first_m = m;
    } else if (m < second_m) {
      second = i;
      second_m = m;
    }
  }
  tree->degree[start] += 2;
  tree->degree[first]++;
  tree->degree[second]++;
  return first_m + second_m;
}

static double open_tree(Tree *tree) {
  gsize start = tree->problem->start, end = start;

  if (tree->problem->end >= 0) {
    end = (gsize) tree->problem->end;
  } else {
    for (gsize i = 0; i < tree->n; i++)
      if (i != start && (end == start || tree->penalty[i] < tree->penalty[end]))
        end = i;
  }
  tree->degree[start]++;
  tree->degree[end]++;
  return tree->penalty[start] + tree->penalty[end];
}

static double grow(Tree *tree) {
  double sum;

  for (gsize i = 0; i < tree->n; i++)
    tree->degree[i] = 0;
  sum = span(tree, tree->problem->closed ? tree->problem->start : tree->n);
  sum += tree->problem->closed ? close_tree(tree) : open_tree(tree);
  for (gsize i = 0; i < tree->n; i++)
    sum -= 2 * tree->penalty[i];
  return sum;
}

/* Subgradient steps with Polyak's step length, the direction smoothed as in Volgenant & Jonker 1982
 * (EJOR 9:83). */
static double climb(Tree *tree, double upper_m, gsize n_steps) {
  gsize n = tree->n;
  g_autofree gint *degree_before = g_new0(gint, n);
  double bound_m = -INFINITY, reach = 1;
  guint since_better = 0;

  for (gsize step = 0; step < n_steps && reach > 1e-4; step++) {
    double m = grow(tree);
    gint squares = 0;
    since_better = m > bound_m + 1e-5 * fabs(upper_m) ? 0 : since_better + 1;
    bound_m = MAX(bound_m, m);
    if (since_better > PATIENCE) {
      reach *= .7;
      since_better = 0;
    }
    for (gsize i = 0; i < n; i++)
      squares += (tree->degree[i] - 2) * (tree->degree[i] - 2);
    if (squares == 0 || m >= upper_m)
      break;
    double length = reach * (upper_m - m) / squares;
    for (gsize i = 0; i < n; i++) {
      gint excess = tree->degree[i] - 2;
      tree->penalty[i] += length * (.7 * excess + .3 * (step ? degree_before[i] : excess));
      degree_before[i] = excess;
    }
  }
  return bound_m;
}

/* Steps on the few edges that matter, and those of the tree of all edges that makes the bound. */
static double climb_sparse(const TySymmetric *symmetric, const guint32 *order) {
  gboolean large = symmetric->n > LARGE;
  guint n_steps = CLAMP(SPARSE_WORK / (guint) symmetric->n, SPARSE_STEPS_MIN, SPARSE_STEPS_MAX);
  g_autofree guint32 *nodes = g_new0(guint32, symmetric->n);
  ty_symmetric_nodes(symmetric, order, nodes);
  g_autoptr(TyCandidates) candidates = ty_candidates_new(
      symmetric, nodes, large ? LARGE_STEPS : n_steps, large ? 0 : ROUNDS, G_MAXINT64);
  return ty_dense_tree(symmetric, candidates->penalty, NULL);
}

double ty_bound_one_tree(const TyTourProblem *problem, const guint32 *order) {
  gsize n = problem->n;

  g_return_val_if_fail(n >= 3, 0);
  g_autofree double *penalty = g_new0(double, n);
  g_autofree double *best_m = g_new0(double, n);
  g_autofree guint32 *parent = g_new0(guint32, n);
  g_autofree gboolean *inside = g_new0(gboolean, n);
  g_autofree gint *degree = g_new0(gint, n);
  Tree tree = {problem, n, 0, penalty, best_m, parent, inside, degree};
  double bound_m = -INFINITY;

  if (n < SPARSE_MIN) {
    tree.missing_m = ty_tour_longest_leg(problem);
    bound_m =
        climb(&tree, ty_tour_length(problem, order), CLAMP(WORK / (n * n), STEPS_MIN, STEPS_MAX));
    if (ty_tour_symmetric(problem))
      return bound_m;
  }
  g_autoptr(TySymmetric) symmetric = ty_symmetric_new(problem);
  return MAX(bound_m, climb_sparse(symmetric, order));
}
