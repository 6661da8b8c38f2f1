/* SPDX-License-Identifier: Apache-2.0 */
#include "route/tour.h"

/* The table holds, for each set S of the sites between start and end and each j in S, the shortest
 * way from j through the rest of S to the finish. Only members have a cell: those of S stand
 * together from cell first[S] on, in the order of the sites. */
typedef struct {
  guint m;        /* sites to order */
  guint32 *site;  /* m, ascending */
  double *leg_m;  /* m × m */
  guint32 *first; /* 2^m */
  double *rest_m; /* m · 2^(m−1) */
} Table;

static double finish_m(const TyTourProblem *problem, gsize last) {
  if (problem->closed)
    return ty_tour_leg(problem, last, problem->start);
  return problem->end < 0 ? 0 : ty_tour_leg(problem, last, (gsize) problem->end);
}

static void fill(const TyTourProblem *problem, Table *table) {
  guint m = table->m;

  for (guint32 set = 1, cell = 0; set < 1U << m; set++) {
    guint32 member[TY_EXACT_MAX], n_members = 0;
    for (guint32 left = set; left; left &= left - 1)
      member[n_members++] = (guint32) __builtin_ctz(left);
    table->first[set] = cell;
    if (n_members == 1) {
      table->rest_m[cell++] = finish_m(problem, table->site[member[0]]);
      continue;
    }
    for (guint at = 0; at < n_members; at++) {
      const double *rest_m = table->rest_m + table->first[set ^ (1U << member[at])];
      const double *leg_m = table->leg_m + (gsize) member[at] * m;
      double best_m = INFINITY;
      for (guint k = 0; k < at; k++)
        best_m = MIN(best_m, leg_m[member[k]] + rest_m[k]);
      for (guint k = at + 1; k < n_members; k++)
        best_m = MIN(best_m, leg_m[member[k]] + rest_m[k - 1]);
      table->rest_m[cell++] = best_m;
    }
  }
}

/* Walks the best ways from the start: at each step the lowest site that one of them takes. */
static double walk(const TyTourProblem *problem, const Table *table, guint32 *order) {
  guint32 set = (1U << table->m) - 1;
  double total_m = 0;

  for (guint step = 1; set; step++) {
    guint32 cell = table->first[set], best = 0;
    double best_m = INFINITY;
    for (guint32 left = set; left; left &= left - 1, cell++) {
      guint32 j = (guint32) __builtin_ctz(left);
      double m = ty_tour_leg(problem, order[step - 1], table->site[j]) + table->rest_m[cell];
      if (m < best_m) {
        best_m = m;
        best = j;
      }
    }
    if (step == 1)
      total_m = best_m;
    if (isinf(best_m))
      return INFINITY;
    order[step] = table->site[best];
    set ^= 1U << best;
  }
  return total_m;
}

gboolean ty_tour_held_karp(const TyTourProblem *problem, guint32 *order, GError **error) {
  gsize n = problem->n;
  guint32 site[TY_EXACT_MAX];
  Table table = {.site = site};
  double total_m = 0;

  g_return_val_if_fail(n <= TY_EXACT_MAX, FALSE);
  for (gsize i = 0; i < n; i++)
    if (i != problem->start && (gssize) i != problem->end)
      site[table.m++] = (guint32) i;
  order[0] = (guint32) problem->start;
  if (problem->end >= 0)
    order[n - 1] = (guint32) problem->end;
  if (table.m) {
    guint m = table.m;
    g_autofree double *leg_m = g_new(double, m *m);
    g_autofree guint32 *first = g_new0(guint32, (gsize) 1 << m);
    g_autofree double *rest_m = g_new(double, (gsize) m << (m - 1));

    for (guint i = 0; i < m * m; i++)
      leg_m[i] = ty_tour_leg(problem, site[i / m], site[i % m]);
    table.leg_m = leg_m;
    table.first = first;
    table.rest_m = rest_m;
    fill(problem, &table);
    total_m = walk(problem, &table, order);
  } else if (n > 1) {
    total_m = ty_tour_leg(problem, order[0], order[1]);
  }
  if (isinf(total_m)) {
    ty_tour_set_infeasible(problem, error);
    return FALSE;
  }
  return TRUE;
}
