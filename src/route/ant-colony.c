/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"
#include "route/tour.h"

#include <string.h>

/* The ant colony system of Dorigo & Gambardella 1997 (IEEE Trans. Evol. Comput. 1:53) with the
 * parameters of their section IV: ten ants, each step the best arc with probability q0, else one
 * drawn in proportion to trail · nearness^β, from the candidates first. */
static const double beta = 2, q0 = .9, rho = .1, alpha = .1;
enum {
  SITES_MAX = 4000,
  N_ANTS = 10,
  N_CANDIDATES = 15,
  STEPS_MAX = 3000000,
  ROUNDS_MAX = 2000,
  ROUNDS_MIN = 50
};

typedef struct {
  const TyTourProblem *problem;
  gsize n, n_candidates;
  guint32 *candidates; /* n × n_candidates, nearest first */
  double *nearness;    /* n × n: (1 / length)^β; 0 where no way leads */
  double *trail;       /* n × n */
  double first_trail;
  gboolean *visited;
  double *weight; /* n */
  TyRandom random;
} Colony;

/* Of the unvisited among `site` (NULL: all sites), one by the rule of the paper; n when none has a
 * way. */
static gsize choose(Colony *colony, gsize here, const guint32 *site, gsize n_sites) {
  gsize n = colony->n, best = n;
  double best_weight = 0, sum = 0;

  for (gsize i = 0; i < n_sites; i++) {
    gsize there = site ? site[i] : i, arc = here * n + there;
    double weight = colony->visited[there] ? 0 : colony->trail[arc] * colony->nearness[arc];
    colony->weight[i] = weight;
    sum += weight;
    if (weight > best_weight) {
      best_weight = weight;
      best = there;
    }
  }
  if (best == n || ty_random_double(&colony->random) < q0)
    return best;
  double mark = ty_random_double(&colony->random) * sum;
  for (gsize i = 0; i < n_sites; i++) {
    mark -= colony->weight[i];
    if (mark < 0 && colony->weight[i] > 0)
      return site ? site[i] : i;
  }
  return best;
}

static void move_trail(Colony *colony, gsize a, gsize b, double share, double amount) {
  double *trail = &colony->trail[a * colony->n + b];
  *trail = (1 - share) * *trail + share * amount;
}

/* One ant's tour; FALSE when it ran into a dead end. */
static gboolean walk(Colony *colony, guint32 *order) {
  const TyTourProblem *problem = colony->problem;
  gsize n = colony->n, end = problem->end < 0 ? n : (gsize) problem->end;

  for (gsize i = 0; i < n; i++)
    colony->visited[i] = i == problem->start || i == end;
  order[0] = (guint32) problem->start;
  for (gsize step = 1; step < n; step++) {
    gsize here = order[step - 1], next = end;
    if (step < n - 1 || end == n) {
      next = choose(colony, here, colony->candidates + here * colony->n_candidates,
                    colony->n_candidates);
      if (next == n)
        next = choose(colony, here, NULL, n);
      if (next == n)
        return FALSE;
    }
    order[step] = (guint32) next;
    colony->visited[next] = TRUE;
    move_trail(colony, here, next, rho, colony->first_trail);
  }
  if (problem->closed)
    move_trail(colony, order[n - 1], order[0], rho, colony->first_trail);
  return TRUE;
}

static void rank_candidates(Colony *colony) {
  gsize n = colony->n, k = colony->n_candidates;

  for (gsize a = 0; a < n; a++) {
    guint32 *row = colony->candidates + a * k;
    gsize n_row = 0;
    for (gsize b = 0; b < n; b++) {
      double m = ty_tour_leg(colony->problem, a, b);
      if (a == b || (n_row == k && m >= ty_tour_leg(colony->problem, a, row[k - 1])))
        continue;
      gsize at = n_row < k ? n_row++ : k - 1;
      for (; at && ty_tour_leg(colony->problem, a, row[at - 1]) > m; at--)
        row[at] = row[at - 1];
      row[at] = (guint32) b;
    }
  }
}

/* Zero lengths count as a thousandth of the mean, so that nearness stays finite. */
static void set_nearness(Colony *colony) {
  gsize n = colony->n, n_finite = 0;
  double sum_m = 0;

  for (gsize i = 0; i < n * n; i++) {
    double m = i / n == i % n ? INFINITY : ty_tour_leg(colony->problem, i / n, i % n);
    colony->nearness[i] = m;
    if (isfinite(m)) {
      sum_m += m;
      n_finite++;
    }
  }
  double least_m = sum_m > 0 ? sum_m / (double) n_finite / 1000 : 1;
  for (gsize i = 0; i < n * n; i++)
    colony->nearness[i] = pow(1 / MAX(colony->nearness[i], least_m), beta);
}

static void lay_trail(Colony *colony, const guint32 *order, double length_m) {
  gsize n = colony->n;
  double amount = 1 / MAX(length_m, 1e-9);

  for (gsize i = 0; i < n - !colony->problem->closed; i++)
    move_trail(colony, order[i], order[(i + 1) % n], alpha, amount);
}

gboolean ty_tour_ant_colony(const TyTourProblem *problem, guint64 seed, guint32 *order,
                            GError **error) {
  gsize n = problem->n, k = MIN(n - 1, N_CANDIDATES);

  if (n < 3 + (problem->end >= 0))
    return ty_tour_nearest(problem, order, error);
  if (n > SITES_MAX) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found %zu sites, expected at most %d for the rule \"ant\"; the rule \"search\" "
                "takes any number",
                n, SITES_MAX);
    return FALSE;
  }

  g_autofree guint32 *candidates = g_new0(guint32, n * k);
  g_autofree double *nearness = g_new0(double, n *n);
  g_autofree double *trail = g_new0(double, n *n);
  g_autofree double *weight = g_new0(double, n);
  g_autofree gboolean *visited = g_new0(gboolean, n);
  g_autofree guint32 *walked = g_new0(guint32, n);
  Colony colony = {problem, n, k,       candidates, nearness,
                   trail,   0, visited, weight,     ty_random(seed, 0)};
  gsize n_rounds = CLAMP(STEPS_MAX / (N_ANTS * n), ROUNDS_MIN, ROUNDS_MAX);
  double best_m;

  rank_candidates(&colony);
  set_nearness(&colony);
  if (ty_tour_nearest(problem, order, NULL))
    best_m = ty_tour_length(problem, order);
  else
    best_m = INFINITY;
  /* 1 / (n · length by the nearest-neighbour rule) */
  colony.first_trail =
      1 / MAX((double) n * (isfinite(best_m) ? best_m : (double) n * ty_tour_longest_leg(problem)),
              1e-9);
  for (gsize i = 0; i < n * n; i++)
    trail[i] = colony.first_trail;
  for (gsize round = 0; round < n_rounds; round++) {
    for (guint ant = 0; ant < N_ANTS; ant++) {
      double length_m = walk(&colony, walked) ? ty_tour_length(problem, walked) : INFINITY;
      if (length_m < best_m) {
        best_m = length_m;
        memcpy(order, walked, n * sizeof *order);
      }
    }
    if (isfinite(best_m))
      lay_trail(&colony, order, best_m);
  }
  if (isinf(best_m))
    ty_tour_set_infeasible(problem, error);
  return isfinite(best_m);
}
