/* SPDX-License-Identifier: Apache-2.0 */
#include "published-legs.h"
#include "tables.h"

static void test_finds_the_way_round(void) {
  /* 0 –10– 1 –10– 2, and 0 –50– 2 direct; 3 stands alone */
  const TyLeg legs[] = {{0, 1, 10, 5, TY_ORIGIN_ROAD},
                        {2, 0, 50, NAN, TY_ORIGIN_PUBLISHED},
                        {2, 1, 10, NAN, TY_ORIGIN_ROAD}};
  g_autoptr(GError) error = NULL;
  g_autoptr(TyDistances) distances = ty_distances_new(4, legs, 3, 2, &error);

  g_assert_no_error(error);
  g_assert_cmpfloat(distances->dist_m[0 * 4 + 2], ==, 20);
  g_assert_cmpfloat(distances->duration_s[0 * 4 + 2], ==, 10);
  g_assert_true(isinf(distances->dist_m[0 * 4 + 3]));
  g_assert_true(isinf(distances->duration_s[3 * 4 + 0]));
  g_assert_cmpint(distances->via[0 * 4 + 3], ==, -1);
  g_assert_cmpint(distances->via[1 * 4 + 1], ==, -1);

  g_autoptr(GArray) way = ty_distances_way(distances, legs, 2, 0);
  g_assert_cmpuint(way->len, ==, 2);
  g_assert_cmpuint(g_array_index(way, guint32, 0), ==, 2);
  g_assert_cmpuint(g_array_index(way, guint32, 1), ==, 0);
  g_autoptr(GArray) nowhere = ty_distances_way(distances, legs, 1, 1);
  g_assert_cmpuint(nowhere->len, ==, 0);
  g_assert_null(ty_distances_way(distances, legs, 0, 3));
}

static void test_refuses_what_cannot_be(void) {
  const TyLeg wrong[] = {
      {0, 1, -3, NAN, TY_ORIGIN_ROAD},       {0, 1, NAN, NAN, TY_ORIGIN_ROAD},
      {0, 1, INFINITY, NAN, TY_ORIGIN_ROAD}, {0, 7, 3, NAN, TY_ORIGIN_ROAD},
      {0, 1, 3, -1, TY_ORIGIN_ROAD},         {0, 1, 3, INFINITY, TY_ORIGIN_ROAD}};
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_distances_new(2, &wrong[i], 1, 10, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  }
  g_autoptr(GError) error = NULL;
  g_assert_null(ty_distances_new(2, NULL, 0, 0, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_USAGE);
  g_autoptr(TyDistances) none = ty_distances_new(0, NULL, 0, 10, NULL);
  g_assert_nonnull(none);
}

/* Floyd & Warshall's method on random legs, among them parallel ones, loops and lengths of 0. */
static void test_equals_floyd_warshall(void) {
  TyRandom random = ty_random(7, 0);

  for (int round = 0; round < 300; round++) {
    gsize n = 1 + ty_random_below(&random, 14), n_legs = ty_random_below(&random, 3 * n);
    g_autofree TyLeg *legs = g_new0(TyLeg, n_legs + 1);
    g_autofree double *dist_m = g_new(double, n *n);

    for (gsize i = 0; i < n * n; i++)
      dist_m[i] = i / n == i % n ? 0 : INFINITY;
    for (gsize i = 0; i < n_legs; i++) {
      TyLeg leg = {(guint32) ty_random_below(&random, n), (guint32) ty_random_below(&random, n),
                   (double) ty_random_below(&random, 20), NAN, TY_ORIGIN_ROAD};
      legs[i] = leg;
      if (leg.a == leg.b)
        continue;
      dist_m[leg.a * n + leg.b] = MIN(dist_m[leg.a * n + leg.b], leg.length_m);
      dist_m[leg.b * n + leg.a] = dist_m[leg.a * n + leg.b];
    }
    for (gsize k = 0; k < n; k++)
      for (gsize i = 0; i < n; i++)
        for (gsize j = 0; j < n; j++)
          dist_m[i * n + j] = MIN(dist_m[i * n + j], dist_m[i * n + k] + dist_m[k * n + j]);

    g_autoptr(TyDistances) distances = ty_distances_new(n, legs, n_legs, 10, NULL);
    for (guint32 s = 0; s < n; s++)
      for (guint32 t = 0; t < n; t++) {
        g_assert_true(distances->dist_m[s * n + t] == dist_m[s * n + t]);
        g_autoptr(GArray) way = ty_distances_way(distances, legs, s, t);
        g_assert_true((way == NULL) == isinf(dist_m[s * n + t]));
        guint32 at = s;
        double along_m = 0, along_s = 0;
        for (guint i = 0; way && i < way->len; i++) {
          const TyLeg *leg = &legs[g_array_index(way, guint32, i)];
          g_assert_true(leg->a == at || leg->b == at);
          at = leg->a == at ? leg->b : leg->a;
          along_m += leg->length_m;
          along_s += leg->length_m / 10;
        }
        if (way) {
          g_assert_cmpuint(at, ==, t);
          g_assert_cmpfloat(along_m, ==, dist_m[s * n + t]);
          g_assert_cmpfloat_with_epsilon(along_s, distances->duration_s[s * n + t], 1e-9);
        }
      }
  }
}

/* 石匣寺–黄桷大佛 is printed with 36 km; over 玄妙观 it is 29.2. */
static void test_published_table(void) {
  g_autoptr(TyDistances) stone = published_distances(TRUE, FALSE);
  g_autoptr(GArray) legs = published_legs(TRUE, FALSE);
  gsize n_longer = 0;

  g_assert_cmpfloat_with_epsilon(stone->dist_m[SHIXIASI * N_STONE + HUANGJUE_BUDDHA], 29200, 1e-6);
  for (int stone_theme = 0; stone_theme < 2; stone_theme++) {
    g_autoptr(TyDistances) distances = published_distances(stone_theme, FALSE);
    g_autoptr(GArray) table = published_legs(stone_theme, FALSE);
    for (guint i = 0; i < table->len; i++) {
      const TyLeg *leg = &g_array_index(table, TyLeg, i);
      n_longer += distances->dist_m[leg->a * distances->n + leg->b] < leg->length_m - 1e-6;
    }
  }
  g_assert_cmpuint(n_longer, ==, 11);
}

static void test_names(void) {
  TyOrigin origin;
  TyTourRule rule;

  for (int i = TY_ORIGIN_PUBLISHED; i <= TY_ORIGIN_ESTIMATED; i++) {
    g_assert_true(ty_origin_parse(ty_origin_name((TyOrigin) i), &origin));
    g_assert_cmpint(origin, ==, i);
  }
  for (int i = TY_RULE_NEAREST; i <= TY_RULE_GIVEN; i++) {
    g_assert_true(ty_rule_parse(ty_rule_name((TyTourRule) i), &rule));
    g_assert_cmpint(rule, ==, i);
  }
  g_assert_false(ty_origin_parse("guessed", &origin));
  g_assert_false(ty_rule_parse(NULL, &rule));
  g_assert_cmpstr(ty_left_out_name(TY_LEFT_OUT_TOO_LONG), ==, "too-long");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/route/dijkstra/way-round", test_finds_the_way_round);
  g_test_add_func("/route/dijkstra/refuses", test_refuses_what_cannot_be);
  g_test_add_func("/route/dijkstra/equals-floyd-warshall", test_equals_floyd_warshall);
  g_test_add_func("/route/dijkstra/published-table", test_published_table);
  g_test_add_func("/route/names", test_names);
  return g_test_run();
}
