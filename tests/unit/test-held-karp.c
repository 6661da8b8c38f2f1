/* SPDX-License-Identifier: Apache-2.0 */
#include "published-legs.h"
#include "route/tour.h"
#include "tables.h"

static double km(gboolean stone, gboolean inferred, gssize end, gboolean closed) {
  g_autoptr(TyDistances) distances = published_distances(stone, inferred);
  TyTourProblem problem = {distances->n, distances->dist_m, 0, end, closed};
  g_autoptr(GError) error = NULL;
  g_autoptr(TyTour) tour = ty_tour_solve(&problem, TY_RULE_EXACT, NULL, 0, &error);

  g_assert_no_error(error);
  check_tour(&problem, tour);
  g_assert_true(tour->proven);
  return tour->length_m / 1000;
}

static void test_published_optima(void) {
  g_assert_cmpfloat_with_epsilon(km(TRUE, FALSE, -1, FALSE), 201.42, 1e-9);
  g_assert_cmpfloat_with_epsilon(km(TRUE, TRUE, -1, FALSE), 178.42, 1e-9);
  g_assert_cmpfloat_with_epsilon(km(TRUE, FALSE, WOFOYUAN, FALSE), 202.22, 1e-9);
  g_assert_cmpfloat_with_epsilon(km(TRUE, FALSE, -1, TRUE), 324.48, 1e-9);
  g_assert_cmpfloat_with_epsilon(km(TRUE, TRUE, -1, TRUE), 300.68, 1e-9);
  g_assert_cmpfloat_with_epsilon(km(FALSE, FALSE, -1, FALSE), 261, 1e-9);
  g_assert_cmpfloat_with_epsilon(km(FALSE, TRUE, -1, FALSE), 217, 1e-9);
  g_assert_cmpfloat_with_epsilon(km(FALSE, FALSE, -1, TRUE), 400, 1e-9);
  g_assert_cmpfloat_with_epsilon(km(FALSE, TRUE, -1, TRUE), 400, 1e-9);
}

typedef struct {
  const TyTourProblem *problem;
  guint32 order[8], best[8];
  double best_m;
} Brute;

/* All the orders, in dictionary order. */
static void try_all(Brute *brute, gsize at, guint used) {
  const TyTourProblem *problem = brute->problem;
  gsize n = problem->n;

  if (at == n) {
    double m = ty_tour_length(problem, brute->order);
    if ((problem->end < 0 || brute->order[n - 1] == (gsize) problem->end) && m < brute->best_m) {
      brute->best_m = m;
      memcpy(brute->best, brute->order, sizeof brute->best);
    }
    return;
  }
  for (guint32 site = 0; site < n; site++)
    if (!(used >> site & 1)) {
      brute->order[at] = site;
      try_all(brute, at + 1, used | 1U << site);
    }
}

static void test_equals_brute_force(void) {
  TyRandom random = ty_random(2, 0);

  for (int round = 0; round < 240; round++) {
    gsize n = 2 + ty_random_below(&random, round < 200 ? 6 : 7);
    g_autofree double *dist_m = random_table(&random, n, (TableKind) (round % 3));
    if (round % 5 == 0) /* ties */
      for (gsize i = 0; i < n * n; i++)
        dist_m[i] = (double) (1 + (int) dist_m[i] % 3);
    TyTourProblem problem = random_problem(&random, n, dist_m);
    g_autoptr(TyTour) tour = ty_tour_solve(&problem, TY_RULE_EXACT, NULL, 0, NULL);
    Brute brute = {.problem = &problem, .order = {(guint32) problem.start}, .best_m = INFINITY};

    try_all(&brute, 1, 1U << problem.start);
    check_tour(&problem, tour);
    g_assert_cmpfloat(tour->length_m, ==, brute.best_m);
    g_assert_cmpmem(tour->order, n * sizeof(guint32), brute.best, n * sizeof(guint32));
  }
}

static void test_missing_ways(void) {
  TyRandom random = ty_random(3, 0);
  gsize n_none = 0;

  for (int round = 0; round < 300; round++) {
    gsize n = 2 + ty_random_below(&random, 6);
    g_autofree double *dist_m = random_table(&random, n, TABLE_WILD);
    for (gsize i = 0; i < n * n; i++)
      if (ty_random_below(&random, 2))
        dist_m[i] = INFINITY;
    TyTourProblem problem = random_problem(&random, n, dist_m);
    g_autoptr(GError) error = NULL;
    g_autoptr(TyTour) tour = ty_tour_solve(&problem, TY_RULE_EXACT, NULL, 0, &error);
    Brute brute = {.problem = &problem, .order = {(guint32) problem.start}, .best_m = INFINITY};

    try_all(&brute, 1, 1U << problem.start);
    if (tour) {
      g_assert_cmpfloat(tour->length_m, ==, brute.best_m);
    } else {
      g_assert_error(error, TY_ERROR, TY_ERROR_INFEASIBLE);
      g_assert_true(isinf(brute.best_m));
      n_none++;
    }
  }
  g_assert_cmpuint(n_none, >, 30);
}

static void test_one_site(void) {
  const double dist_m[] = {0};
  for (int closed = 0; closed < 2; closed++)
    for (int rule = TY_RULE_NEAREST; rule <= TY_RULE_SEARCH; rule++) {
      TyTourProblem problem = {1, dist_m, 0, -1, closed};
      g_autoptr(TyTour) tour = ty_tour_solve(&problem, (TyTourRule) rule, NULL, 0, NULL);
      check_tour(&problem, tour);
      g_assert_true(tour->proven);
    }
  TyTourProblem problem = {1, dist_m, 0, 0, FALSE};
  g_autoptr(TyTour) tour = ty_tour_solve(&problem, TY_RULE_EXACT, NULL, 0, NULL);
  check_tour(&problem, tour);
}

static void test_twenty_and_no_more(void) {
  TyRandom random = ty_random(4, 0);
  g_autofree double *dist_m = random_table(&random, 21, TABLE_ASYMMETRIC);
  TyTourProblem problem = {20, dist_m, 0, -1, TRUE};
  g_autoptr(GError) error = NULL;
  g_autoptr(TyTour) tour = ty_tour_solve(&problem, TY_RULE_EXACT, NULL, 0, &error);

  g_assert_no_error(error);
  check_tour(&problem, tour);
  problem.n = 21;
  g_assert_null(ty_tour_solve(&problem, TY_RULE_EXACT, NULL, 0, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_USAGE);
  g_assert_nonnull(g_strrstr(error->message, "search"));
}

/* No bound passes the optimum, on tables of all kinds, also with ways missing. */
static void test_bounds_stay_below(void) {
  TyRandom random = ty_random(5, 0);
  double sum_optimum_m = 0, sum_tree_m = 0;

  for (int round = 0; round < 300; round++) {
    gsize n = 3 + ty_random_below(&random, 8);
    g_autofree double *dist_m = random_table(&random, n, (TableKind) (round % 3));
    if (round % 7 == 0)
      for (gsize i = 0; i < n; i++)
        dist_m[ty_random_below(&random, n * n)] = INFINITY;
    TyTourProblem problem = random_problem(&random, n, dist_m);
    guint32 order[TY_EXACT_MAX];
    if (!ty_tour_held_karp(&problem, order, NULL))
      continue;
    double optimum_m = ty_tour_length(&problem, order);
    double tree_m = ty_bound_one_tree(&problem, order);

    g_assert_cmpfloat(tree_m, <=, optimum_m * (1 + 1e-9));
    g_assert_cmpfloat(ty_bound_assignment(&problem), <=, optimum_m * (1 + 1e-9));
    g_assert_cmpfloat(ty_bound_shortest_arcs(&problem), <=,
                      ty_bound_assignment(&problem) * (1 + 1e-9));
    if (round % 3 == TABLE_SYMMETRIC) {
      sum_optimum_m += optimum_m;
      sum_tree_m += tree_m;
    }
  }
  g_assert_cmpfloat(sum_tree_m, >, .97 * sum_optimum_m);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/route/held-karp/published-optima", test_published_optima);
  g_test_add_func("/route/held-karp/equals-brute-force", test_equals_brute_force);
  g_test_add_func("/route/held-karp/missing-ways", test_missing_ways);
  g_test_add_func("/route/held-karp/one-site", test_one_site);
  g_test_add_func("/route/held-karp/twenty-and-no-more", test_twenty_and_no_more);
  g_test_add_func("/route/bounds/stay-below", test_bounds_stay_below);
  return g_test_run();
}
