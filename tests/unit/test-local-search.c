/* SPDX-License-Identifier: Apache-2.0 */
#include "published-legs.h"
#include "route/array-tour.h"
#include "route/or-opt.h"
#include "tables.h"

static void test_published_routes(void) {
  for (int stone = 0; stone < 2; stone++)
    for (int inferred = 0; inferred < 2; inferred++)
      for (int closed = 0; closed < 2; closed++) {
        g_autoptr(TyDistances) distances = published_distances(stone, inferred);
        TyTourProblem problem = {distances->n, distances->dist_m, 0, -1, closed};
        const TyTourEffort effort = {2000, 0};
        g_autoptr(TyTour) tour =
            ty_tour_solve_effort(&problem, TY_RULE_SEARCH, NULL, &effort, 1, NULL);
        g_autoptr(TyTour) exact = ty_tour_solve(&problem, TY_RULE_EXACT, NULL, 0, NULL);
        check_tour(&problem, tour);
        g_assert_cmpfloat_with_epsilon(tour->length_m, exact->length_m, 1e-6);
        g_assert_true(tour->proven);
      }
}

/* Up to 16 sites of all kinds: never below the optimum, and nearly always at it. */
static void test_against_exact(void) {
  TyRandom random = ty_random(21, 0);
  const TyTourEffort effort = {1500, 0};
  guint n_best = 0;

  for (int round = 0; round < 150; round++) {
    gsize n = 2 + ty_random_below(&random, 15);
    g_autofree double *dist_m = random_table(&random, n, (TableKind) (round % 3));
    TyTourProblem problem = random_problem(&random, n, dist_m);
    g_autoptr(TyTour) tour =
        ty_tour_solve_effort(&problem, TY_RULE_SEARCH, NULL, &effort, (guint64) round, NULL);

    check_tour(&problem, tour);
    n_best += tour->proven; /* the bound is the optimum at this size */
  }
  g_assert_cmpuint(n_best, >=, 148);
}

/* Ways missing at random: what it finds holds none, and where the exact solver finds a tour it
 * nearly always does too. */
static void test_missing_ways(void) {
  TyRandom random = ty_random(22, 0);
  const TyTourEffort effort = {1500, 0};
  guint n_exact = 0, n_found = 0;

  for (int round = 0; round < 60; round++) {
    gsize n = 10 + ty_random_below(&random, 5);
    g_autofree double *dist_m = random_table(&random, n, TABLE_WILD);
    for (gsize i = 0; i < n * n; i++)
      if (ty_random_below(&random, 10) < 6)
        dist_m[i] = INFINITY;
    TyTourProblem problem = random_problem(&random, n, dist_m);
    g_autoptr(GError) error = NULL;
    g_autoptr(TyTour) tour =
        ty_tour_solve_effort(&problem, TY_RULE_SEARCH, NULL, &effort, (guint64) round, &error);
    g_autoptr(TyTour) exact = ty_tour_solve(&problem, TY_RULE_EXACT, NULL, 0, NULL);

    n_exact += exact != NULL;
    n_found += tour != NULL;
    if (tour) {
      g_assert_nonnull(exact);
      check_tour(&problem, tour);
    } else {
      g_assert_error(error, TY_ERROR, TY_ERROR_INFEASIBLE);
    }
  }
  g_assert_cmpuint(n_exact, >=, 10);
  g_assert_cmpuint(n_found, >=, n_exact - 1);
}

/* Larger than the exact solver takes: within a few per cent of the bound, the same for the same
 * seed. */
static void test_beyond_exact(void) {
  TyRandom random = ty_random(23, 0);

  for (int round = 0; round < 9; round++) {
    gsize n = 25 + ty_random_below(&random, 60);
    g_autofree double *dist_m = random_table(&random, n, (TableKind) (round / 3));
    TyTourProblem problem = {n, dist_m, 4, round % 3 == 1 ? 9 : -1, round % 3 == 0};
    const TyTourEffort effort = {4000, 0};
    g_autoptr(TyTour) tour = ty_tour_solve_effort(&problem, TY_RULE_SEARCH, NULL, &effort, 9, NULL);
    g_autoptr(TyTour) again =
        ty_tour_solve_effort(&problem, TY_RULE_SEARCH, NULL, &effort, 9, NULL);
    g_autoptr(TyTour) nearest = ty_tour_solve(&problem, TY_RULE_NEAREST, NULL, 0, NULL);

    check_tour(&problem, tour);
    check_tour(&problem, nearest);
    g_assert_cmpmem(tour->order, n * sizeof(guint32), again->order, n * sizeof(guint32));
    g_assert_cmpfloat(tour->length_m, <=, nearest->length_m);
    g_assert_cmpfloat(tour->length_m, <=,
                      tour->lower_bound_m * (round / 3 == TABLE_SYMMETRIC ? 1.02 : 1.1));
  }
}

/* The tour of the nodes keeps what it promises: added-up gains are the change of length, and every
 * fixed edge is still there. */
static void test_gains_add_up(void) {
  TyRandom random = ty_random(24, 0);

  for (int round = 0; round < 60; round++) {
    gsize n = 10 + ty_random_below(&random, 40);
    g_autofree double *dist_m = random_table(&random, n, (TableKind) (round % 3));
    TyTourProblem problem = random_problem(&random, n, dist_m);
    g_autoptr(TySymmetric) symmetric = ty_symmetric_new(&problem);
    g_autofree guint32 *order = g_new(guint32, n);
    g_autofree guint32 *nodes = g_new(guint32, symmetric->n);
    g_autofree gboolean *seen = g_new0(gboolean, symmetric->n);

    g_assert_true(ty_tour_nearest(&problem, order, NULL));
    ty_symmetric_nodes(symmetric, order, nodes);
    double before_m = ty_tour_length(&problem, order);
    g_autoptr(TyCandidates) candidates =
        ty_candidates_new(symmetric, nodes, round % 2 ? 50 : 0, round % 4 == 3, G_MAXINT64);
    g_autoptr(TyOrOpt) search = ty_or_opt_new(symmetric, candidates, nodes);
    double cost = ty_or_opt_cost(search);
    ty_or_opt_descend(search);
    for (int kick = 0; kick < 50; kick++) {
      double lower = ty_or_opt_cost(search);
      ty_or_opt_kick(search, 1, G_MAXINT64, &random);
      g_assert_cmpfloat(ty_or_opt_cost(search), <=, lower + 1e-3);
    }
    for (gsize i = 0; i < symmetric->n; i++) {
      g_assert_false(seen[ty_or_opt_tour(search)[i]]);
      seen[ty_or_opt_tour(search)[i]] = TRUE;
    }
    ty_symmetric_sites(symmetric, ty_or_opt_tour(search), order);
    g_assert_cmpuint(order[0], ==, problem.start);
    g_assert_cmpfloat_with_epsilon(ty_or_opt_cost(search) - cost,
                                   ty_tour_length(&problem, order) - before_m, 1e-3);
  }
}

/* Reversals taken back leave nodes, places and steps as they were, and every edge keeps its cost on
 * the way. */
static void test_takes_back(void) {
  TyRandom random = ty_random(25, 0);

  for (int round = 0; round < 200; round++) {
    guint32 n = 8 + (guint32) ty_random_below(&random, 40);
    TyArrayTour tour;
    ty_array_tour_init(&tour, n);
    for (guint32 i = 0; i < n; i++)
      ty_array_tour_put(&tour, (i + 3) % n, i);
    for (guint32 i = 0; i < n; i++)
      tour.step[i] = i + 1;
    ty_array_tour_close(&tour);
    g_autofree guint32 *node = g_memdup2(tour.node, n * sizeof *node);
    g_autofree double *step = g_memdup2(tour.step, n * sizeof *step);

    for (int i = 0; i < 12; i++) {
      guint32 a = (guint32) ty_random_below(&random, n), b = (guint32) ty_random_below(&random, n);
      if (a == b)
        continue;
      guint32 before = ty_array_tour_previous(&tour, a), after = ty_array_tour_next(&tour, b);
      ty_array_tour_reverse(&tour, a, b);
      if (before == b)
        continue;
      gboolean forward = ty_array_tour_next(&tour, before) == b;
      g_assert_true(forward || ty_array_tour_previous(&tour, before) == b);
      g_assert_cmpuint(
          forward ? ty_array_tour_previous(&tour, after) : ty_array_tour_next(&tour, after), ==, a);
      ty_array_tour_set_step(&tour, before, b, 100 + i);
      ty_array_tour_set_step(&tour, a, after, 200 + i);
    }
    ty_array_tour_take_back(&tour, 0);
    for (guint32 i = 0; i < n; i++)
      g_assert_cmpuint(tour.position[tour.node[i]], ==, i);
    g_assert_cmpmem(tour.node, n * sizeof *node, node, n * sizeof *node);
    g_assert_cmpmem(tour.step, n * sizeof *step, step, n * sizeof *step);
    g_assert_cmpfloat(tour.step[-1], ==, tour.step[n - 1]);
    ty_array_tour_clear(&tour);
  }
}

/* A tour of every point, also where many stand in one place, and shorter than along the curve. */
static void test_greedy(void) {
  TyRandom random = ty_random(26, 0);
  double greedy = 0, curve = 0;

  for (int round = 0; round < 12; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    gsize n = 10 + ty_random_below(&random, 300), side = round % 3 ? 10000 : 4;
    g_string_printf(text,
                    "TYPE: TSP\nDIMENSION: %zu\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n", n);
    for (gsize i = 0; i < n; i++)
      g_string_append_printf(text, "%zu %u %u\n", i + 1, (guint) ty_random_below(&random, side),
                             (guint) ty_random_below(&random, side));
    g_autoptr(TyTsplib) instance = ty_tsplib_read("plane", text->str, text->len, NULL);
    g_assert_nonnull(instance);
    TyTourProblem problem = ty_tsplib_problem(instance);
    g_autoptr(TySymmetric) symmetric = ty_symmetric_new(&problem);
    g_autofree guint32 *nodes = g_new(guint32, n);
    g_autofree guint32 *order = g_new(guint32, n);
    g_autofree gboolean *seen = g_new0(gboolean, n);
    ty_greedy_nodes(symmetric, nodes);
    for (gsize i = 0; i < n; i++) {
      g_assert_cmpuint(nodes[i], <, n);
      g_assert_false(seen[nodes[i]]);
      seen[nodes[i]] = TRUE;
    }
    ty_tour_hilbert(&problem, order);
    greedy += ty_tour_length(&problem, nodes);
    curve += ty_tour_length(&problem, order);
  }
  g_assert_cmpfloat(greedy, <, curve);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/route/search/published-routes", test_published_routes);
  g_test_add_func("/route/search/against-exact", test_against_exact);
  g_test_add_func("/route/search/missing-ways", test_missing_ways);
  g_test_add_func("/route/search/beyond-exact", test_beyond_exact);
  g_test_add_func("/route/or-opt/gains-add-up", test_gains_add_up);
  g_test_add_func("/route/array-tour/takes-back", test_takes_back);
  g_test_add_func("/route/greedy/every-node-once", test_greedy);
  return g_test_run();
}
