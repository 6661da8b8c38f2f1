/* SPDX-License-Identifier: Apache-2.0 */
#include "tables.h"

#include <string.h>

static TyTsplib *read_text(const char *text, GError **error) {
  return ty_tsplib_read("a.tsp", text, strlen(text), error);
}

/* Weights worked out by hand from the definitions of TSPLIB 95, sections 2.1–2.8. */
static void test_weight_types(void) {
  static const struct {
    const char *type, *a, *b;
    double weight;
  } known[] = {{"EUC_2D", "0 0", "3 4", 5},
               {"EUC_2D", "0 0", "1 1", 1},   /* 1.41 */
               {"EUC_2D", "0 0", "1.5 2", 3}, /* 2.5 is rounded up */
               {"CEIL_2D", "0 0", "1 1", 2},
               {"CEIL_2D", "0 0", "3 4", 5},
               {"MAN_2D", "0 0", "1.2 -3.4", 5}, /* 4.6 */
               {"MAX_2D", "0 0", "1.2 -3.4", 3},
               {"EUC_3D", "0 0 0", "1 2 2", 3},
               {"MAN_3D", "0 0 0", "1 2 -3", 6},
               {"MAX_3D", "0 0 0", "1 2 -3", 3},
               {"ATT", "0 0", "10 0", 4},   /* √10 = 3.16 rounds to 3, which is less */
               {"ATT", "0 0", "30 10", 10}, /* √100 */
               {"GEO", "0 0", "0 0", 1},
               {"GEO", "0 0", "1 0", 112},      /* a degree of 111.3 km, and one more */
               {"GEO", "0.30 0", "1.00 0", 56}, /* half a degree */
               {"XRAY1", "0 0 0", "359 0.5 0.25", 100},
               {"XRAY2", "0 0 0", "1.25 3 1.15", 200}};
  for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
    g_autofree char *text =
        g_strdup_printf("TYPE: TSP\nDIMENSION: 2\nEDGE_WEIGHT_TYPE: %s\nNODE_COORD_SECTION\n1 %s\n"
                        "2 %s\nEOF\n",
                        known[i].type, known[i].a, known[i].b);
    g_autoptr(GError) error = NULL;
    g_autoptr(TyTsplib) instance = read_text(text, &error);
    g_assert_no_error(error);
    g_assert_cmpfloat(instance->length(instance, 0, 1), ==, known[i].weight);
    g_assert_cmpfloat(instance->length(instance, 1, 0), ==, known[i].weight);
  }
}

/* The same four nodes in all the formats: weight of a–b is 10 · a + b, a < b, nodes from 1. */
static void test_formats(void) {
  static const char *const formats[][2] = {
      {"FULL_MATRIX", "0 12 13 14 12 0 23 24 13 23 0 34 14 24 34 0"},
      {"UPPER_ROW", "12 13 14\n23 24\n34"},
      {"LOWER_ROW", "12 13 23 14 24 34"},
      {"UPPER_DIAG_ROW", "0 12 13 14 0 23 24 0 34 0"},
      {"LOWER_DIAG_ROW", "0 12 0 13 23 0 14 24 34 0"},
      {"UPPER_COL", "12 13 23 14 24 34"},
      {"LOWER_COL", "12 13 14 23 24 34"},
      {"UPPER_DIAG_COL", "0 12 0 13 23 0 14 24 34 0"},
      {"LOWER_DIAG_COL", "0 12 13 14 0 23 24 0 34 0"}};
  for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
    g_autofree char *text = g_strdup_printf(
        "NAME : four\r\nCOMMENT : a\r\nCOMMENT : b\r\nTYPE : TSP\r\nDIMENSION : 4\r\n"
        "EDGE_WEIGHT_TYPE : EXPLICIT\r\nEDGE_WEIGHT_FORMAT : %s\r\n"
        "DISPLAY_DATA_TYPE : TWOD_DISPLAY\r\nEDGE_WEIGHT_SECTION\r\n%s\r\nDISPLAY_DATA_SECTION\r\n"
        "1 0 0\r\n2 1 1\r\nEOF\r\nnothing of this is read",
        formats[i][0], formats[i][1]);
    g_autoptr(GError) error = NULL;
    g_autoptr(TyTsplib) instance = read_text(text, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(instance->name, ==, "four");
    g_assert_cmpstr(instance->comment, ==, "a\nb");
    g_assert_true(instance->symmetric);
    for (gsize a = 0; a < 4; a++)
      for (gsize b = 0; b < 4; b++)
        if (a != b)
          g_assert_cmpfloat(instance->length(instance, a, b), ==,
                            (double) (10 * (MIN(a, b) + 1) + MAX(a, b) + 1));
  }
}

static void test_asymmetric(void) {
  g_autoptr(TyTsplib) instance = read_text(
      "TYPE: ATSP\nDIMENSION: 3\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: FULL_MATRIX\n"
      "EDGE_WEIGHT_SECTION\n9999 1 20\n20 9999 1\n1 20 9999\nEOF\n",
      NULL);
  TyTourProblem problem = ty_tsplib_problem(instance);
  g_autoptr(TyTour) tour = ty_tour_solve(&problem, TY_RULE_EXACT, NULL, 0, NULL);

  g_assert_false(instance->symmetric);
  g_assert_cmpfloat(tour->length_m, ==, 3);
  g_assert_cmpuint(tour->order[1], ==, 1);
}

static void test_names_the_line(void) {
  static const char *const wrong[][2] = {
      {"", "a.tsp:0: found no TYPE"},
      {"TYPE: CVRP\n", "a.tsp:1: found the type \"CVRP\""},
      {"TYPE: TSP\nDIMENSION: -3\n", "a.tsp:2: found the dimension \"-3\""},
      {"TYPE: TSP\nDIMENSION: 2\nEDGE_WEIGHT_TYPE: SPECIAL\n", "a.tsp:3:"},
      {"TYPE: TSP\nDIMENSION: 2\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 0 0\n1 1 1\n",
       "a.tsp:6: found the node number 1"},
      {"TYPE: TSP\nDIMENSION: 2\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 x 1\n",
       "a.tsp:6: found \"x\""},
      {"TYPE: TSP\nDIMENSION: 2\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 nan 1\n",
       "found \"nan\""},
      {"TYPE: TSP\nDIMENSION: 9000000\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 0 0\n",
       "a.tsp:4: the file ends before 9000000 nodes"},
      {"TYPE: TSP\nDIMENSION: 9000000\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: UPPER_ROW\n"
       "EDGE_WEIGHT_SECTION\n1 0 0\n",
       "a.tsp:5: the file ends before"},
      {"TYPE: TSP\nDIMENSION: 3\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: UPPER_ROW\n"
       "EDGE_WEIGHT_SECTION\n1 -2 3\n",
       "a.tsp:6: found the weight -2"},
      {"TYPE: TSP\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n", "found no DIMENSION"},
      {"TYPE: TSP\nDIMENSION: 2\nNODE_COORD_SECTION\n", "found no EDGE_WEIGHT_TYPE"},
      {"TYPE: TSP\nDIMENSION: 2\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_SECTION\n1\n",
       "found no EDGE_WEIGHT_FORMAT"},
      {"TYPE: TSP\nDIMENSION: 2\nEDGE_WEIGHT_TYPE: EUC_2D\nEOF\n", "found no NODE_COORD_SECTION"},
      {"TYPE: TSP\nDIMENSION: 2\nFIXED_EDGES_SECTION\n1 2\n", "found \"FIXED_EDGES_SECTION\""},
      {"TYPE: TSP\nDIMENSION: 2\nDIMENSION: 3\n", "second DIMENSION"}};
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(read_text(wrong[i][0], &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
    if (!strstr(error->message, wrong[i][1]))
      g_error("found \"%s\", expected \"%s\"", error->message, wrong[i][1]);
  }
}

/* Points in a plane are searched without a table: as good as with one, and never better than exact.
 */
static void test_plane_and_table_agree(void) {
  TyRandom random = ty_random(51, 0);

  for (int round = 0; round < 6; round++) {
    gsize n = round < 3 ? 12 + (gsize) round : 120 + 40 * (gsize) round;
    g_autoptr(GString) text = g_string_new("TYPE: TSP\nEDGE_WEIGHT_TYPE: EUC_2D\n");
    g_string_append_printf(text, "DIMENSION: %zu\nNODE_COORD_SECTION\n", n);
    for (gsize i = 0; i < n; i++) /* in the last round half of them are the same point */
      g_string_append_printf(text, "%zu %d %d\n", i + 1,
                             round == 5 && i % 2 ? 7 : (int) ty_random_below(&random, 500),
                             round == 5 && i % 2 ? 7 : (int) ty_random_below(&random, 500));
    g_autoptr(TyTsplib) instance = read_text(text->str, NULL);
    TyTourProblem plane = ty_tsplib_problem(instance), tabled = plane;
    g_autofree double *dist_m = g_new0(double, n *n);
    for (gsize i = 0; i < n * n; i++)
      dist_m[i] = i / n == i % n ? 0 : instance->length(instance, i / n, i % n);
    tabled.dist_m = dist_m;
    tabled.x = tabled.y = NULL;

    const TyTourEffort effort = {3000, 0};
    g_autoptr(TyTour) by_plane =
        ty_tour_solve_effort(&plane, TY_RULE_SEARCH, NULL, &effort, 3, NULL);
    g_autoptr(TyTour) by_table =
        ty_tour_solve_effort(&tabled, TY_RULE_SEARCH, NULL, &effort, 3, NULL);
    check_tour(&tabled, by_plane);
    check_tour(&tabled, by_table);
    g_assert_cmpfloat(by_plane->length_m, <=, by_table->length_m * 1.02);
    g_assert_cmpfloat(by_table->length_m, <=, by_plane->length_m * 1.02);
    g_assert_cmpfloat(by_plane->lower_bound_m, >=, (round == 5 ? .85 : .96) * by_plane->length_m);
    g_assert_cmpfloat(by_table->lower_bound_m, <=, by_plane->length_m);
    g_assert_cmpfloat(by_plane->lower_bound_m, <=, by_table->length_m);
    if (n <= TY_EXACT_MAX) {
      g_autoptr(TyTour) exact = ty_tour_solve(&tabled, TY_RULE_EXACT, NULL, 0, NULL);
      g_assert_cmpfloat(by_plane->length_m, ==, exact->length_m);
    }
  }
}

static void test_points_in_a_line_or_one_place(void) {
  for (int kind = 0; kind < 3; kind++) {
    g_autoptr(GString) text =
        g_string_new("TYPE: TSP\nEDGE_WEIGHT_TYPE: MAN_2D\nDIMENSION: 60\nNODE_COORD_SECTION\n");
    for (int i = 0; i < 60; i++)
      g_string_append_printf(text, "%d %d %d\n", i + 1, kind == 0 ? 0 : i * 37 % 60,
                             kind == 2 ? 1000000000 * (i % 2) : 0);
    g_autoptr(TyTsplib) instance = read_text(text->str, NULL);
    TyTourProblem problem = ty_tsplib_problem(instance);
    const TyTourEffort effort = {3000, 0};
    g_autoptr(TyTour) tour = ty_tour_solve_effort(&problem, TY_RULE_SEARCH, NULL, &effort, 1, NULL);
    g_assert_cmpfloat(tour->length_m, ==, (kind == 0 ? 0 : 118) + (kind == 2 ? 2000000000. : 0));
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/route/tsplib/weight-types", test_weight_types);
  g_test_add_func("/route/tsplib/formats", test_formats);
  g_test_add_func("/route/tsplib/asymmetric", test_asymmetric);
  g_test_add_func("/route/tsplib/names-the-line", test_names_the_line);
  g_test_add_func("/route/search/plane-and-table", test_plane_and_table_agree);
  g_test_add_func("/route/search/degenerate-planes", test_points_in_a_line_or_one_place);
  return g_test_run();
}
