/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"

#include <math.h>
#include <string.h>

/* The first values of seed 42, stream 0: a change here changes every seeded result. */
static void test_is_the_same_for_ever(void) {
  TyRandom random = ty_random(42, 0), again = ty_random(42, 0);
  guint64 first = ty_random_bits(&random);

  g_assert_cmpuint(first, ==, ty_random_bits(&again));
  g_assert_cmpuint(ty_mix64(0), ==, 0);
  /* SplitMix64's published first output for seed 0 is the finaliser of the golden gamma. */
  g_assert_cmphex(ty_mix64(G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)), ==,
                  G_GUINT64_CONSTANT(0xe220a8397b1dcdaf));
}

/* Number k can be drawn without the k before it. */
static void test_depends_on_the_counter_alone(void) {
  TyRandom all = ty_random(7, 3);
  for (guint64 k = 0; k < 100; k++) {
    TyRandom jump = ty_random(7, 3);
    jump.counter = k;
    g_assert_cmpuint(ty_random_bits(&all), ==, ty_random_bits(&jump));
  }
}

static void test_streams_and_seeds_differ(void) {
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint64 seed = 0; seed < 20; seed++)
    for (guint64 stream = 0; stream < 20; stream++) {
      TyRandom random = ty_random(seed, stream);
      for (int i = 0; i < 20; i++) {
        guint64 *bits = g_new(guint64, 1);
        *bits = ty_random_bits(&random);
        g_assert_true(g_hash_table_add(seen, bits));
      }
    }
}

static void test_doubles_are_uniform(void) {
  TyRandom random = ty_random(1, 1);
  double sum = 0, squares = 0;
  int n = 200000;

  for (int i = 0; i < n; i++) {
    double x = ty_random_double(&random);
    g_assert_cmpfloat(x, >=, 0);
    g_assert_cmpfloat(x, <, 1);
    sum += x;
    squares += x * x;
  }
  /* Five standard deviations: 1/√12/√n and √(4/45)/√n. */
  g_assert_cmpfloat_with_epsilon(sum / n, 0.5, 5 * 0.2887 / sqrt(n));
  g_assert_cmpfloat_with_epsilon(squares / n, 1.0 / 3, 5 * 0.2981 / sqrt(n));
}

static void test_below_is_uniform(void) {
  static const guint64 sizes[] = {1, 2, 3, 10, 97};

  for (gsize s = 0; s < G_N_ELEMENTS(sizes); s++) {
    guint64 n = sizes[s];
    TyRandom random = ty_random(11, s);
    gsize counts[97] = {0};
    int draws = 100000;
    double chi_squared = 0, expected = (double) draws / (double) n;
    for (int i = 0; i < draws; i++) {
      guint64 x = ty_random_below(&random, n);
      g_assert_cmpuint(x, <, n);
      counts[x]++;
    }
    for (guint64 i = 0; i < n; i++)
      chi_squared += pow((double) counts[i] - expected, 2) / expected;
    /* Mean n - 1, variance 2 (n - 1). */
    g_assert_cmpfloat(chi_squared, <=, (double) (n - 1) + 6 * sqrt(2 * (double) n));
  }
  TyRandom random = ty_random(1, 2);
  g_assert_cmpuint(ty_random_below(&random, G_MAXUINT64), <, G_MAXUINT64);
}

/* Each bit of the input turns each bit of the output about half of the time. */
static void test_every_bit_reaches_every_bit(void) {
  for (int in = 0; in < 64; in++) {
    int turned[64] = {0};
    for (guint64 x = 1; x <= 1000; x++) {
      guint64 difference =
          ty_mix64(ty_mix64(x)) ^ ty_mix64(ty_mix64(x ^ (G_GUINT64_CONSTANT(1) << in)));
      for (int out = 0; out < 64; out++)
        turned[out] += (int) (difference >> out & 1);
    }
    for (int out = 0; out < 64; out++) {
      g_assert_cmpint(turned[out], >, 400);
      g_assert_cmpint(turned[out], <, 600);
    }
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/base/random/same", test_is_the_same_for_ever);
  g_test_add_func("/base/random/counter", test_depends_on_the_counter_alone);
  g_test_add_func("/base/random/streams", test_streams_and_seeds_differ);
  g_test_add_func("/base/random/double", test_doubles_are_uniform);
  g_test_add_func("/base/random/below", test_below_is_uniform);
  g_test_add_func("/base/random/avalanche", test_every_bit_reaches_every_bit);
  return g_test_run();
}
