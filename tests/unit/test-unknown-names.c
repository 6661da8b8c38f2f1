/* SPDX-License-Identifier: Apache-2.0 */
/* The names taken out, and found again: see held-out.h for what is counted. */
#include "unit/held-out.h"

#define DICT "/usr/lib/python3/dist-packages/jieba/dict.txt"
#define N_SEEDS 5

static void test_removed_names_are_found_again(void) {
  double recall = 0, all = 0, precision = 0, least_recall = 1, least_precision = 1;
  double most_recall = 0, most_precision = 0;
  guint n = 0;

  if (!g_file_test(DICT, G_FILE_TEST_EXISTS)) {
    g_test_skip("the base word list is not installed");
    return;
  }
  HeldOut *held = held_open(DICT);
  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    for (guint third = 0; third < 3; third++, n++) {
      HeldResult result = held_run(held, seed, third, NULL, NULL);
      double r = (double) result.n_repeated_found / result.n_repeated;
      double p = (double) result.n_right / result.n_candidates;
      recall += r;
      precision += p;
      all += (double) result.n_found / result.n_removed;
      least_recall = MIN(least_recall, r);
      most_recall = MAX(most_recall, r);
      least_precision = MIN(least_precision, p);
      most_precision = MAX(most_precision, p);
    }
  held_close(held);
  g_test_message("recall of names said twice and more %.3f (%.3f–%.3f), of all %.3f; precision "
                 "%.3f (%.3f–%.3f); %u runs",
                 recall / n, least_recall, most_recall, all / n, precision / n, least_precision,
                 most_precision, n);
  g_assert_cmpfloat(recall / n, >=, 0.6);
  g_assert_cmpfloat(precision / n, >=, 0.6);
  g_assert_cmpfloat(all / n, >=, 0.5);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/unknown-names/removed-names-are-found-again",
                  test_removed_names_are_found_again);
  return run_tests();
}
