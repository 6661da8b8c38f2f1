/* SPDX-License-Identifier: Apache-2.0 */
#include "route/tour.h"

/* Up to here the bound of a heuristic tour is the optimum itself: Held–Karp takes 16 ms. */
enum { EXACT_BOUND_MAX = 16, ASSIGNMENT_MAX = 1200 };

/* Up to here lengths that are calculated are written into a table first. */
enum { TABLE_MAX = 2500 };

gboolean ty_tour_symmetric(const TyTourProblem *problem) {
  if (problem->x)
    return TRUE;
  for (gsize a = 0; a < problem->n; a++)
    for (gsize b = 0; b < a; b++) {
      double there = ty_tour_leg(problem, a, b), back = ty_tour_leg(problem, b, a);
      if (there != back && !(fabs(there - back) <= 1e-12 * (there + back)))
        return FALSE;
    }
  return TRUE;
}

gboolean ty_tour_integral(const TyTourProblem *problem) {
  if (problem->whole || !problem->dist_m)
    return problem->whole;
  for (gsize a = 0; a < problem->n; a++)
    for (gsize b = 0; b < problem->n; b++) {
      double m = a == b ? 0 : ty_tour_leg(problem, a, b);
      if (isfinite(m) && m != floor(m))
        return FALSE;
    }
  return TRUE;
}

double ty_tour_longest_leg(const TyTourProblem *problem) {
  double longest = 0;

  for (gsize a = 0; a < problem->n; a++)
    for (gsize b = 0; b < problem->n; b++) {
      double m = a == b ? 0 : ty_tour_leg(problem, a, b);
      if (isfinite(m) && m > longest)
        longest = m;
    }
  return longest;
}

double ty_tour_length(const TyTourProblem *problem, const guint32 *order) {
  double length_m = 0;

  for (gsize i = 1; i < problem->n; i++)
    length_m += ty_tour_leg(problem, order[i - 1], order[i]);
  if (problem->closed && problem->n > 1)
    length_m += ty_tour_leg(problem, order[problem->n - 1], order[0]);
  return length_m;
}

/* The first site that cannot be reached from the start (`back`: that does not reach it); n if none.
 */
static gsize first_unreached(const TyTourProblem *problem, gboolean back) {
  gsize n = problem->n, n_stack = 1;
  g_autofree gboolean *seen = g_new0(gboolean, n);
  g_autofree gsize *stack = g_new(gsize, n);

  stack[0] = problem->start;
  seen[problem->start] = TRUE;
  while (n_stack) {
    gsize here = stack[--n_stack];
    for (gsize there = 0; there < n; there++)
      if (!seen[there] &&
          isfinite(back ? ty_tour_leg(problem, there, here) : ty_tour_leg(problem, here, there))) {
        seen[there] = TRUE;
        stack[n_stack++] = there;
      }
  }
  for (gsize i = 0; i < n; i++)
    if (!seen[i])
      return i;
  return n;
}

void ty_tour_set_infeasible(const TyTourProblem *problem, GError **error) {
  gsize site = first_unreached(problem, FALSE);

  if (site < problem->n)
    g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE, "no way leads from site %zu to site %zu",
                problem->start, site);
  else if (problem->closed && (site = first_unreached(problem, TRUE)) < problem->n)
    g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE, "no way leads from site %zu back to site %zu",
                site, problem->start);
  else
    g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE,
                "found no order of the %zu sites from site %zu without a missing way", problem->n,
                problem->start);
}

static gboolean check_problem(const TyTourProblem *problem, GError **error) {
  gsize n = problem->n;

  if (n == 0 || problem->start >= n)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "the start is site %zu, expected one of %zu sites",
                problem->start, n);
  else if (n > G_MAXUINT32 / 4)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found %zu sites, expected at most %u", n,
                G_MAXUINT32 / 4);
  else if (problem->end < -1 || (problem->end >= 0 && (gsize) problem->end >= n))
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "the end is site %zd, expected one of %zu sites",
                problem->end, n);
  else if (problem->closed && problem->end >= 0)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "the tour is to end at site %zd and to come back to site %zu, expected one of both",
                problem->end, problem->start);
  else if (n > 1 && problem->end >= 0 && (gsize) problem->end == problem->start)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "site %zu is both start and end, expected a closed tour for that", problem->start);
  else if (!problem->dist_m && !problem->length)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found neither a table nor lengths");
  else {
    /* Lengths that are calculated are taken as they are. */
    for (gsize i = 0; problem->dist_m && i < n * n; i++)
      if (i / n != i % n && !(problem->dist_m[i] >= 0)) {
        g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                    "from site %zu to site %zu it is %g m, expected 0 or more", i / n, i % n,
                    problem->dist_m[i]);
        return FALSE;
      }
    return TRUE;
  }
  return FALSE;
}

static gboolean take_given(const TyTourProblem *problem, const guint32 *given, guint32 *order,
                           GError **error) {
  gsize n = problem->n;
  g_autofree gboolean *seen = g_new0(gboolean, n);

  if (!given) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found no order, expected one of %zu sites", n);
    return FALSE;
  }
  for (gsize i = 0; i < n; i++) {
    if (given[i] >= n || seen[given[i]]) {
      g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                  "position %zu of the order holds site %u, expected each of %zu sites once", i,
                  given[i], n);
      return FALSE;
    }
    seen[given[i]] = TRUE;
    order[i] = given[i];
  }
  if (order[0] != problem->start || (problem->end >= 0 && order[n - 1] != (gsize) problem->end)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "the order goes from site %u to site %u, expected it to keep the start and the end",
                order[0], order[n - 1]);
    return FALSE;
  }
  for (gsize i = 0; i < n; i++)
    if ((i + 1 < n || (problem->closed && n > 1)) &&
        isinf(ty_tour_leg(problem, order[i], order[(i + 1) % n]))) {
      g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE, "no way leads from site %u to site %u",
                  order[i], order[(i + 1) % n]);
      return FALSE;
    }
  return TRUE;
}

static double lower_bound(const TyTourProblem *problem, const guint32 *order, double length_m) {
  gboolean symmetric;
  double bound_m;

  if (problem->n <= EXACT_BOUND_MAX) {
    guint32 best[EXACT_BOUND_MAX];
    if (ty_tour_held_karp(problem, best, NULL))
      return ty_tour_length(problem, best);
  }
  symmetric = ty_tour_symmetric(problem);
  bound_m = ty_bound_one_tree(problem, order);
  if (!symmetric)
    bound_m = MAX(bound_m, problem->n <= ASSIGNMENT_MAX ? ty_bound_assignment(problem)
                                                        : ty_bound_shortest_arcs(problem));
  bound_m -= 1e-9 * fabs(bound_m);
  if (ty_tour_integral(problem))
    bound_m = ceil(bound_m - 1e-6);
  return CLAMP(bound_m, 0, length_m);
}

static double *table_of(const TyTourProblem *problem) {
  gsize n = problem->n;
  double *dist_m = g_new0(double, n *n);

  for (gsize a = 0; a < n; a++)
    for (gsize b = 0; b < n; b++)
      if (a != b)
        dist_m[a * n + b] = problem->length(problem->length_data, a, b);
  return dist_m;
}

TyTour *ty_tour_solve_effort(const TyTourProblem *problem, TyTourRule rule, const guint32 *given,
                             const TyTourEffort *effort, guint64 seed, GError **error) {
  if (!check_problem(problem, error))
    return NULL;

  gsize n = problem->n;
  g_autofree guint32 *order = g_new(guint32, n);
  g_autofree double *table = !problem->dist_m && n <= TABLE_MAX ? table_of(problem) : NULL;
  TyTourProblem tabled = *problem;
  gboolean done = FALSE;

  if (table) {
    tabled.dist_m = table;
    problem = &tabled;
  }

  switch (rule) {
  case TY_RULE_NEAREST:
    done = ty_tour_nearest(problem, order, error);
    break;
  case TY_RULE_EXACT:
    if (n > TY_EXACT_MAX)
      g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                  "found %zu sites, expected at most %d for the rule \"exact\"; the rule "
                  "\"search\" takes any number",
                  n, TY_EXACT_MAX);
    else
      done = ty_tour_held_karp(problem, order, error);
    break;
  case TY_RULE_ANT:
    done = ty_tour_ant_colony(problem, seed, order, error);
    break;
  case TY_RULE_SEARCH:
    done = ty_tour_search(problem, effort, seed, order, error);
    break;
  case TY_RULE_GIVEN:
    done = take_given(problem, given, order, error);
    break;
  }
  if (!done)
    return NULL;

  TyTour *tour = g_new(TyTour, 1);
  tour->n = n;
  tour->length_m = ty_tour_length(problem, order);
  tour->lower_bound_m =
      rule == TY_RULE_EXACT ? tour->length_m : lower_bound(problem, order, tour->length_m);
  /* Sums of the same legs in another order differ in the last bits. */
  tour->proven = tour->length_m <= tour->lower_bound_m * (1 + 1e-12);
  if (tour->proven)
    tour->lower_bound_m = tour->length_m;
  tour->order = g_steal_pointer(&order);
  return tour;
}

TyTour *ty_tour_solve(const TyTourProblem *problem, TyTourRule rule, const guint32 *order,
                      guint64 seed, GError **error) {
  return ty_tour_solve_effort(problem, rule, order, NULL, seed, error);
}

void ty_tour_free(TyTour *tour) {
  if (!tour)
    return;
  g_free(tour->order);
  g_free(tour);
}
