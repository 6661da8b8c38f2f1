/* SPDX-License-Identifier: Apache-2.0 */
#include "published-legs.h"
#include "tables.h"

static double km(gboolean stone, gboolean inferred, gboolean closed) {
  g_autoptr(TyDistances) distances = published_distances(stone, inferred);
  TyTourProblem problem = {distances->n, distances->dist_m, 0, -1, closed};
  g_autoptr(GError) error = NULL;
  g_autoptr(TyTour) tour = ty_tour_solve(&problem, TY_RULE_NEAREST, NULL, 0, &error);

  g_assert_no_error(error);
  check_tour(&problem, tour);
  return tour->length_m / 1000;
}

static void test_published_routes(void) {
  g_assert_cmpfloat_with_epsilon(km(TRUE, FALSE, FALSE), 204.42, 1e-9);
  g_assert_cmpfloat_with_epsilon(km(TRUE, TRUE, FALSE), 178.42, 1e-9);
  g_assert_cmpfloat_with_epsilon(km(TRUE, FALSE, TRUE), 334.68, 1e-9);
  g_assert_cmpfloat_with_epsilon(km(TRUE, TRUE, TRUE), 308.68, 1e-9);
  g_assert_cmpfloat_with_epsilon(km(FALSE, FALSE, FALSE), 261, 1e-9);
  g_assert_cmpfloat_with_epsilon(km(FALSE, TRUE, FALSE), 217, 1e-9);
  g_assert_cmpfloat_with_epsilon(km(FALSE, FALSE, TRUE), 401, 1e-9);
  g_assert_cmpfloat_with_epsilon(km(FALSE, TRUE, TRUE), 401, 1e-9);
}

/* 乐至县川剧团 is 127 km from both parks: with 昌州古城 listed before 香国公园 the tie goes the
 * other way and the way back is 1 km shorter. */
static void test_tie_follows_the_list(void) {
  g_autoptr(TyDistances) distances = published_distances(FALSE, FALSE);
  guint32 listed[N_OPERA] = {ZHENSHENG, LEZHI_TROUPE, CHANGZHOU, XIANGGUO, YONGXI, BAYUESHAN};
  double dist_m[N_OPERA * N_OPERA];

  for (gsize i = 0; i < N_OPERA * N_OPERA; i++)
    dist_m[i] = distances->dist_m[listed[i / N_OPERA] * N_OPERA + listed[i % N_OPERA]];
  TyTourProblem problem = {N_OPERA, dist_m, 0, -1, TRUE};
  g_autoptr(TyTour) tour = ty_tour_solve(&problem, TY_RULE_NEAREST, NULL, 0, NULL);
  g_assert_cmpuint(listed[tour->order[2]], ==, CHANGZHOU);
  g_assert_cmpfloat_with_epsilon(tour->length_m / 1000, 400, 1e-9);
}

/* The study printed 塔坡 – 紫竹公园 – 圆觉洞; the rule itself goes to 圆觉洞 first, .36 km nearer.
 */
static void test_rule_and_printed_order_part(void) {
  g_autoptr(TyDistances) distances = published_distances(TRUE, TRUE);
  TyTourProblem problem = {distances->n, distances->dist_m, BAODINGSHAN, -1, FALSE};
  g_autoptr(TyTour) tour = ty_tour_solve(&problem, TY_RULE_NEAREST, NULL, 0, NULL);

  g_assert_cmpuint(tour->order[5], ==, YUANJUEDONG);
  g_assert_cmpuint(tour->order[6], ==, ZIZHU_PARK);
}

static void test_printed_orders(void) {
  const double expected_km[2][2] = {{282, 217}, {205.14, 179.14}};
  guint32 printed[N_STONE];

  for (guint32 i = 0; i < N_STONE; i++)
    printed[i] = i;
  for (int stone = 0; stone < 2; stone++)
    for (int inferred = 0; inferred < 2; inferred++) {
      g_autoptr(TyDistances) distances = published_distances(stone, inferred);
      TyTourProblem problem = {distances->n, distances->dist_m, 0, -1, FALSE};
      g_autoptr(TyTour) tour = ty_tour_solve(&problem, TY_RULE_GIVEN, printed, 0, NULL);
      check_tour(&problem, tour);
      g_assert_cmpfloat_with_epsilon(tour->length_m / 1000, expected_km[stone][inferred], 1e-9);
    }
}

static void test_given_order_must_be_one(void) {
  const double dist_m[] = {0, 1, 2, 1, 0, 3, 2, 3, 0};
  TyTourProblem problem = {3, dist_m, 0, 2, FALSE};
  const guint32 wrong[][3] = {{0, 1, 1}, {1, 0, 2}, {0, 2, 1}, {0, 1, 3}};

  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_tour_solve(&problem, TY_RULE_GIVEN, wrong[i], 0, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_USAGE);
  }
  g_autoptr(GError) error = NULL;
  g_assert_null(ty_tour_solve(&problem, TY_RULE_GIVEN, NULL, 0, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_USAGE);
}

/* On random tables each step is at most as long as any other that was open, the first of equals, by
 * a second reading of the rule; a fixed end comes last. */
static void test_keeps_the_rule(void) {
  TyRandom random = ty_random(1, 0);

  for (int round = 0; round < 500; round++) {
    gsize n = 2 + ty_random_below(&random, 11);
    g_autofree double *dist_m = random_table(&random, n, (TableKind) (round % 3));
    TyTourProblem problem = random_problem(&random, n, dist_m);
    g_autoptr(TyTour) tour = ty_tour_solve(&problem, TY_RULE_NEAREST, NULL, 0, NULL);
    gsize n_free = problem.end >= 0 ? n - 1 : n;

    check_tour(&problem, tour);
    for (gsize at = 0; at + 1 < n_free; at++) {
      const double *row_m = dist_m + tour->order[at] * n;
      guint32 taken = tour->order[at + 1];
      for (gsize later = at + 2; later < n_free; later++) {
        guint32 other = tour->order[later];
        g_assert_true(row_m[taken] < row_m[other] ||
                      (row_m[taken] == row_m[other] && taken < other));
      }
    }
  }
}

static void test_names_where_the_road_ends(void) {
  const double dist_m[] = {0, INFINITY, 4, 0};
  TyTourProblem problem = {2, dist_m, 0, -1, FALSE};

  for (int rule = TY_RULE_NEAREST; rule <= TY_RULE_SEARCH; rule++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_tour_solve(&problem, (TyTourRule) rule, NULL, 0, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INFEASIBLE);
    g_assert_nonnull(g_strrstr(error->message, "site 0"));
  }
  problem.start = 1;
  g_autoptr(TyTour) open = ty_tour_solve(&problem, TY_RULE_NEAREST, NULL, 0, NULL);
  check_tour(&problem, open);
  problem.closed = TRUE;
  for (int rule = TY_RULE_NEAREST; rule <= TY_RULE_SEARCH; rule++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_tour_solve(&problem, (TyTourRule) rule, NULL, 0, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INFEASIBLE);
  }
}

static void test_refuses_what_is_not_a_problem(void) {
  const double dist_m[] = {0, 1, 1, 0}, negative_m[] = {0, -1, 1, 0}, nan_m[] = {0, 1, NAN, 0};
  const TyTourProblem wrong[] = {{0, dist_m, 0, -1, FALSE},    {2, dist_m, 2, -1, FALSE},
                                 {2, dist_m, 0, 2, FALSE},     {2, dist_m, 0, -2, FALSE},
                                 {2, dist_m, 0, 0, FALSE},     {2, dist_m, 0, 1, TRUE},
                                 {2, negative_m, 0, 1, FALSE}, {2, nan_m, 0, -1, FALSE}};
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_tour_solve(&wrong[i], TY_RULE_NEAREST, NULL, 0, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_USAGE);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/route/nearest/published-routes", test_published_routes);
  g_test_add_func("/route/nearest/tie-follows-the-list", test_tie_follows_the_list);
  g_test_add_func("/route/nearest/printed-order-parts", test_rule_and_printed_order_part);
  g_test_add_func("/route/nearest/keeps-the-rule", test_keeps_the_rule);
  g_test_add_func("/route/nearest/names-where-the-road-ends", test_names_where_the_road_ends);
  g_test_add_func("/route/given/printed-orders", test_printed_orders);
  g_test_add_func("/route/given/must-be-an-order", test_given_order_must_be_one);
  g_test_add_func("/route/tour/refuses", test_refuses_what_is_not_a_problem);
  return g_test_run();
}
