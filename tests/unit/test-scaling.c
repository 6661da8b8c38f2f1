/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <tuyou/graph.h>
#include <tuyou/topics.h>

/* Points of a plane come back up to turning and mirroring: their distances are the same. */
static void test_keeps_distances_of_a_plane(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(4);

  for (gsize n = 0; n < 14; n++) {
    double px[14], py[14], x[14], y[14], again_x[14], again_y[14];
    g_autofree double *distance = g_new0(double, n *n + 1);
    for (gsize i = 0; i < n; i++) {
      px[i] = g_rand_double_range(random, -3, 3);
      py[i] = n > 2 ? g_rand_double(random) : 0;
    }
    for (gsize i = 0; i < n; i++)
      for (gsize j = 0; j < n; j++)
        distance[i * n + j] = hypot(px[i] - px[j], py[i] - py[j]);
    g_assert_true(ty_scale_distances(distance, n, x, y, NULL));
    g_assert_true(ty_scale_distances(distance, n, again_x, again_y, NULL));
    for (gsize i = 0; i < n; i++) {
      g_assert_cmpfloat(x[i], ==, again_x[i]);
      g_assert_cmpfloat(y[i], ==, again_y[i]);
      for (gsize j = 0; j < n; j++)
        g_assert_cmpfloat_with_epsilon(hypot(x[i] - x[j], y[i] - y[j]), distance[i * n + j], 1e-6);
    }
  }
}

static void test_refuses_what_is_no_distance(void) {
  const double lopsided[] = {0, 1, 2, 0}, negative[] = {0, -1, -1, 0}, own[] = {1, 1, 1, 0};
  const double *bad[] = {lopsided, negative, own};
  double x[2], y[2];

  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(ty_scale_distances(bad[i], 2, x, y, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  }
}

static void test_divergence(void) {
  const double p[] = {.5, .5, 0, 0}, q[] = {0, 0, .25, .75}, r[] = {.25, .25, .25, .25};

  g_assert_cmpfloat(ty_js_divergence(p, p, 4), ==, 0);
  g_assert_cmpfloat_with_epsilon(ty_js_divergence(p, q, 4), 1, 1e-12);
  g_assert_cmpfloat(ty_js_divergence(p, r, 4), ==, ty_js_divergence(r, p, 4));
  /* by hand: mean (3/8, 3/8, 1/8, 1/8) */
  double expected = (log2(.5 / .375) + .5 * log2(.25 / .375) + .5 * log2(.25 / .125)) / 2;
  g_assert_cmpfloat_with_epsilon(ty_js_divergence(p, r, 4), expected, 1e-12);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/graph/scaling/plane", test_keeps_distances_of_a_plane);
  g_test_add_func("/graph/scaling/bad", test_refuses_what_is_no_distance);
  g_test_add_func("/topics/divergence", test_divergence);
  return g_test_run();
}
