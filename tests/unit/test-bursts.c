/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <math.h>
#include <tuyou/topics.h>

/* The cost of a path as the model defines it, written apart from the search. */
static double path_cost(const guint32 *relevant, const guint32 *total, gsize n, const guint8 *state,
                        double scale, double gamma) {
  double met = 0, all = 0, sum = 0;
  guint before = 0;

  for (gsize t = 0; t < n; t++) {
    met += relevant[t];
    all += total[t];
  }
  for (gsize t = 0; t < n; t++) {
    double p = MIN(met / all * pow(scale, state[t]), .9999);
    sum -= relevant[t] * log(p) + (total[t] - relevant[t]) * log(1 - p);
    if (state[t] > before)
      sum += (state[t] - before) * gamma * log((double) n);
    before = state[t];
  }
  return sum;
}

static void test_finds_the_cheapest_path(void) {
  enum { N = 7, STATES = 3 };
  g_autoptr(GRand) random = g_rand_new_with_seed(20);
  TyBurstOptions options = {.scale = 1.7, .gamma = .6, .n_levels = STATES - 1};

  for (guint round = 0; round < 60; round++) {
    guint32 relevant[N], total[N];
    guint8 state[N], tried[N];
    double least = INFINITY;
    for (gsize t = 0; t < N; t++) {
      total[t] = (guint32) g_rand_int_range(random, 0, 30);
      relevant[t] = (guint32) g_rand_int_range(random, 0, (gint32) total[t] / 4 + 1);
    }
    relevant[0] = total[0] = 1; /* something is met; its share stays below 1 / 1.7² */
    total[1] += 30;
    g_assert_true(ty_burst_states(relevant, total, N, &options, state, NULL));
    for (guint code = 0; code < 2187; code++) { /* 3⁷ paths */
      guint rest = code;
      for (gsize t = 0; t < N; t++, rest /= STATES)
        tried[t] = (guint8) (rest % STATES);
      least = MIN(least, path_cost(relevant, total, N, tried, 1.7, .6));
    }
    g_assert_cmpfloat_with_epsilon(path_cost(relevant, total, N, state, 1.7, .6), least, 1e-9);
  }
}

static void test_tells_a_burst(void) {
  const guint32 relevant[] = {1, 2, 1, 1, 9, 12, 10, 1, 2, 1, 0, 1};
  const guint32 total[] = {20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20};
  g_autoptr(GArray) bursts = ty_bursts(relevant, total, 12, NULL, NULL);

  g_assert_cmpuint(bursts->len, >=, 1);
  const TyBurst *first = &g_array_index(bursts, TyBurst, 0);
  g_assert_cmpuint(first->from, ==, 4);
  g_assert_cmpuint(first->to, ==, 7);
  g_assert_cmpuint(first->level, ==, 1);
  for (guint i = 0; i < bursts->len; i++)
    g_assert_cmpfloat(g_array_index(bursts, TyBurst, i).weight, >, 0);
}

/* What grows with everything else is no burst. */
static void test_more_documents_are_no_burst(void) {
  const guint32 relevant[] = {2, 2, 20, 2, 2}, total[] = {10, 10, 100, 10, 10};
  g_autoptr(GArray) bursts = ty_bursts(relevant, total, 5, NULL, NULL);

  g_assert_cmpuint(bursts->len, ==, 0);
}

static void test_edges(void) {
  const guint32 none[] = {0, 0, 0}, all[] = {5, 5, 5}, empty[] = {0, 0, 0};
  g_autoptr(GArray) never = ty_bursts(none, all, 3, NULL, NULL);
  g_autoptr(GArray) always = ty_bursts(all, all, 3, NULL, NULL);
  g_autoptr(GArray) no_documents = ty_bursts(none, empty, 3, NULL, NULL);
  g_autoptr(GArray) no_time = ty_bursts(none, all, 0, NULL, NULL);

  g_assert_cmpuint(never->len + always->len + no_documents->len + no_time->len, ==, 0);
}

static void test_bad_input(void) {
  const guint32 relevant[] = {1, 6}, total[] = {5, 5};
  const TyBurstOptions bad[] = {{.scale = 1}, {.scale = NAN}, {.gamma = -1}, {.n_levels = 16}};
  g_autoptr(GError) error = NULL;

  g_assert_null(ty_bursts(relevant, total, 2, NULL, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) why = NULL;
    g_assert_null(ty_bursts(total, total, 2, &bad[i], &why));
    g_assert_error(why, TY_ERROR, TY_ERROR_INPUT);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/topics/bursts/cheapest", test_finds_the_cheapest_path);
  g_test_add_func("/topics/bursts/tells", test_tells_a_burst);
  g_test_add_func("/topics/bursts/growth", test_more_documents_are_no_burst);
  g_test_add_func("/topics/bursts/edges", test_edges);
  g_test_add_func("/topics/bursts/bad", test_bad_input);
  return g_test_run();
}
