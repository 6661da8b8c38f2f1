/* SPDX-License-Identifier: Apache-2.0 */
/* The names taken out, and found again: see held-out.h for what is counted. */
#include "unit/held-out.h"

#define DICT "/usr/lib/python3/dist-packages/jieba/dict.txt"
#define N_SEEDS 5

typedef struct {
  double repeated, all, precision; /* means over the runs */
} Means;

static Means run_all(HeldOut *held) {
  Means means = {0};
  double least_all = 1, most_all = 0, least_precision = 1, most_precision = 0;
  guint n = 0;

  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    for (guint third = 0; third < 3; third++, n++) {
      HeldResult result = held_run(held, seed, third, NULL, NULL);
      double all = (double) result.n_found / result.n_removed;
      double precision = (double) result.n_right / result.n_candidates;
      means.repeated += (double) result.n_repeated_found / MAX(result.n_repeated, 1);
      means.all += all;
      means.precision += precision;
      least_all = MIN(least_all, all);
      most_all = MAX(most_all, all);
      least_precision = MIN(least_precision, precision);
      most_precision = MAX(most_precision, precision);
    }
  means = (Means){means.repeated / n, means.all / n, means.precision / n};
  g_test_message("recall of all names %.3f (%.3f–%.3f), of those said twice and more %.3f; "
                 "precision %.3f (%.3f–%.3f); %u runs",
                 means.all, least_all, most_all, means.repeated, means.precision, least_precision,
                 most_precision, n);
  return means;
}

static void test_removed_names_are_found_again(void) {
  if (!g_file_test(DICT, G_FILE_TEST_EXISTS)) {
    g_test_skip("the base word list is not installed");
    return;
  }
  HeldOut *held = held_open(DICT);
  Means means = run_all(held);
  held_close(held);
  g_assert_cmpfloat(means.all, >=, 0.66);
  g_assert_cmpfloat(means.repeated, >=, 0.75);
  g_assert_cmpfloat(means.precision, >=, 0.63);
}

/* Texts that nothing was chosen by: most names are said once, and many have no ending. */
static void test_those_of_other_regions_are_found(void) {
  if (!g_file_test(DICT, G_FILE_TEST_EXISTS)) {
    g_test_skip("the base word list is not installed");
    return;
  }
  HeldOut *held = held_open_marked(DICT, "tests/unit/other-region.txt");
  Means means = run_all(held);
  held_close(held);
  g_assert_cmpfloat(means.all, >=, 0.42);
  g_assert_cmpfloat(means.precision, >=, 0.79);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/unknown-names/removed-names-are-found-again",
                  test_removed_names_are_found_again);
  g_test_add_func("/unknown-names/those-of-other-regions-are-found",
                  test_those_of_other_regions_are_found);
  return run_tests();
}
