/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <tuyou/topics.h>

/* Four documents: {0 1} {0 1 2} {2} {0 3 3}. */
static const guint32 start[] = {0, 2, 5, 6, 9}, word[] = {0, 1, 1, 0, 2, 2, 0, 3, 3};
static const TyTokenMatrix tokens = {4, 5, start, word};

static double npmi(double both, double a, double b) { return log(both / (a * b)) / -log(both); }

static void test_by_hand(void) {
  const guint32 list[] = {0, 1, 2};
  double expected =
      (npmi(2 / 4., 3 / 4., 2 / 4.) + npmi(1 / 4., 3 / 4., 2 / 4.) + npmi(1 / 4., .5, .5)) / 3;

  g_assert_cmpfloat_with_epsilon(ty_topics_npmi(&tokens, list, 3), expected, 1e-12);
}

static void test_bounds(void) {
  const guint32 strangers[] = {1, 3}, absent[] = {0, 4}, one[] = {0};
  const guint32 all_start[] = {0, 2, 4}, all_word[] = {0, 1, 1, 0}, both[] = {0, 1};
  const TyTokenMatrix always = {2, 2, all_start, all_word};

  g_assert_cmpfloat(ty_topics_npmi(&tokens, strangers, 2), ==, -1);
  g_assert_cmpfloat(ty_topics_npmi(&tokens, absent, 2), ==, -1);
  g_assert_cmpfloat(ty_topics_npmi(&tokens, one, 1), ==, 0);
  g_assert_cmpfloat(ty_topics_npmi(&always, both, 2), ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/topics/coherence/by-hand", test_by_hand);
  g_test_add_func("/topics/coherence/bounds", test_bounds);
  return g_test_run();
}
