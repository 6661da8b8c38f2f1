/* SPDX-License-Identifier: Apache-2.0 */
#include "published-legs.h"
#include "tables.h"

static void test_published_routes(void) {
  const double best_km[2][2] = {{261, 217}, {201.42, 178.42}};

  for (int stone = 0; stone < 2; stone++)
    for (int inferred = 0; inferred < 2; inferred++) {
      g_autoptr(TyDistances) distances = published_distances(stone, inferred);
      TyTourProblem problem = {distances->n, distances->dist_m, 0, -1, FALSE};
      g_autoptr(TyTour) tour = ty_tour_solve(&problem, TY_RULE_ANT, NULL, 1, NULL);
      check_tour(&problem, tour);
      g_assert_cmpfloat_with_epsilon(tour->length_m / 1000, best_km[stone][inferred], 1e-9);
    }
}

/* Never below the optimum, and near it; never above the nearest-neighbour rule that it starts from.
 */
static void test_against_exact(void) {
  TyRandom random = ty_random(11, 0);
  double sum_m = 0, sum_exact_m = 0;

  for (int round = 0; round < 24; round++) {
    gsize n = 2 + ty_random_below(&random, 11);
    g_autofree double *dist_m = random_table(&random, n, (TableKind) (round % 3));
    TyTourProblem problem = random_problem(&random, n, dist_m);
    g_autoptr(TyTour) tour = ty_tour_solve(&problem, TY_RULE_ANT, NULL, (guint64) round, NULL);
    g_autoptr(TyTour) exact = ty_tour_solve(&problem, TY_RULE_EXACT, NULL, 0, NULL);
    g_autoptr(TyTour) nearest = ty_tour_solve(&problem, TY_RULE_NEAREST, NULL, 0, NULL);

    check_tour(&problem, tour);
    g_assert_cmpfloat(tour->length_m, >=, exact->length_m * (1 - 1e-12));
    g_assert_cmpfloat(tour->length_m, <=, nearest->length_m);
    sum_m += tour->length_m;
    sum_exact_m += exact->length_m;
  }
  g_assert_cmpfloat(sum_m, <, 1.02 * sum_exact_m);
}

static void test_same_seed_same_tour(void) {
  TyRandom random = ty_random(12, 0);
  g_autofree double *dist_m = random_table(&random, 40, TABLE_SYMMETRIC);
  TyTourProblem problem = {40, dist_m, 3, -1, TRUE};
  g_autoptr(TyTour) first = ty_tour_solve(&problem, TY_RULE_ANT, NULL, 5, NULL);
  g_autoptr(TyTour) second = ty_tour_solve(&problem, TY_RULE_ANT, NULL, 5, NULL);

  check_tour(&problem, first);
  g_assert_cmpmem(first->order, 40 * sizeof(guint32), second->order, 40 * sizeof(guint32));
}

/* A ring in which each site leads only to the next: one tour, which the rule must find. */
static void test_only_one_way(void) {
  double dist_m[64];
  for (gsize i = 0; i < 64; i++)
    dist_m[i] = i % 8 == (i / 8 + 1) % 8 ? 3 : INFINITY;
  TyTourProblem problem = {8, dist_m, 2, -1, TRUE};
  g_autoptr(TyTour) tour = ty_tour_solve(&problem, TY_RULE_ANT, NULL, 1, NULL);

  check_tour(&problem, tour);
  g_assert_cmpfloat(tour->length_m, ==, 24);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/route/ant-colony/published-routes", test_published_routes);
  g_test_add_func("/route/ant-colony/against-exact", test_against_exact);
  g_test_add_func("/route/ant-colony/same-seed", test_same_seed_same_tour);
  g_test_add_func("/route/ant-colony/only-one-way", test_only_one_way);
  return g_test_run();
}
