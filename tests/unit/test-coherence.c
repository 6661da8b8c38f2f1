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

/* C_v written window by window, as the authors describe it. */
static double plain_cv(const TyTokenMatrix *corpus, const guint32 *list, gsize n, gsize window) {
  double joint[8][8] = {{0}}, windows = 0, vector[8][8], sum[8] = {0}, mean = 0, whole = 0;

  for (gsize d = 0; d < corpus->n_docs; d++) {
    gsize from = corpus->start[d], length = corpus->start[d + 1] - from;
    for (gsize begin = 0; length > 0 && (begin == 0 || begin + window <= length); begin++) {
      gboolean inside[8] = {FALSE};
      for (gsize i = begin; i < MIN(begin + window, length); i++)
        for (gsize k = 0; k < n; k++)
          inside[k] |= corpus->word[from + i] == list[k];
      windows++;
      for (gsize i = 0; i < n; i++)
        for (gsize j = 0; j < n; j++)
          joint[i][j] += inside[i] && inside[j];
    }
  }
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++) {
      double both = joint[i][j] / windows + 1e-12;
      double apart = joint[i][i] / windows * (joint[j][j] / windows);
      vector[i][j] = apart > 0 ? log(both / apart) / -log(both) : 0;
      sum[j] += vector[i][j];
    }
  for (gsize j = 0; j < n; j++)
    whole += sum[j] * sum[j];
  for (gsize i = 0; i < n; i++) {
    double own = 0, product = 0;
    for (gsize j = 0; j < n; j++) {
      own += vector[i][j] * vector[i][j];
      product += vector[i][j] * sum[j];
    }
    mean += own > 0 ? product / sqrt(own * whole) : 0;
  }
  return mean / (double) n;
}

static void test_cv_window_by_window(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(3);
  guint32 begin[21] = {0}, words[20 * 60];

  for (guint round = 0; round < 30; round++) {
    for (gsize d = 0; d < 20; d++) {
      begin[d + 1] = begin[d] + (guint32) g_rand_int_range(random, 0, 60);
      for (guint32 i = begin[d]; i < begin[d + 1]; i++)
        words[i] = (guint32) g_rand_int_range(random, 0, 12);
    }
    const TyTokenMatrix corpus = {20, 14, begin, words};
    const guint32 list[] = {3, 0, 7, 13, 9}; /* 13 is nowhere */
    for (gsize window = 1; window < 70; window += 11)
      g_assert_cmpfloat_with_epsilon(ty_topics_cv(&corpus, list, 5, window),
                                     plain_cv(&corpus, list, 5, window), 1e-9);
  }
}

/* Figures of gensim 4.2's CoherenceModel (c_v) over the same documents. */
static void test_cv_as_gensim(void) {
  const guint32 list[] = {0, 1, 2};

  g_assert_cmpfloat_with_epsilon(ty_topics_cv(&tokens, list, 3, 110), .5913273852811162, 1e-9);
  g_assert_cmpfloat_with_epsilon(ty_topics_cv(&tokens, list, 3, 2), .37994771661151, 1e-9);
}

static void test_cv_bounds(void) {
  const guint32 one[] = {0}, absent[] = {4, 0};
  const guint32 nothing[] = {0, 0};
  const TyTokenMatrix empty = {1, 5, nothing, word};

  g_assert_cmpfloat(ty_topics_cv(&tokens, one, 1, 0), ==, 0);
  g_assert_cmpfloat(ty_topics_cv(&empty, absent, 2, 0), ==, 0);
  g_assert_true(isfinite(ty_topics_cv(&tokens, absent, 2, 0)));
}

static void test_diversity(void) {
  const guint32 same[] = {1, 2, 3, 3, 2, 1}, apart[] = {1, 2, 3, 4, 5, 6}, half[] = {1, 2, 2, 3};

  g_assert_cmpfloat(ty_topics_diversity(same, 2, 3), ==, .5);
  g_assert_cmpfloat(ty_topics_diversity(apart, 2, 3), ==, 1);
  g_assert_cmpfloat(ty_topics_diversity(half, 2, 2), ==, .75);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/topics/coherence/by-hand", test_by_hand);
  g_test_add_func("/topics/coherence/bounds", test_bounds);
  g_test_add_func("/topics/coherence/cv-window-by-window", test_cv_window_by_window);
  g_test_add_func("/topics/coherence/cv-as-gensim", test_cv_as_gensim);
  g_test_add_func("/topics/coherence/cv-bounds", test_cv_bounds);
  g_test_add_func("/topics/coherence/diversity", test_diversity);
  return g_test_run();
}
