/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>
#include <tuyou/topics.h>

/* A path of three words: the middle one is met by both. */
static void test_by_hand(void) {
  const guint32 start[] = {0, 2, 4}, word[] = {0, 1, 1, 2};
  TyTokenMatrix tokens = {2, 4, start, word};
  double rank[4];

  ty_textrank(&tokens, 2, rank);
  /* x = .05 + .85 y / 2 for the ends, y = .05 + .85 · 2x for the middle */
  double middle = (0.05 + 1.7 * 0.05) / (1 - 1.7 * 0.425);
  g_assert_cmpfloat_with_epsilon(rank[1], middle, 1e-6);
  g_assert_cmpfloat_with_epsilon(rank[0], 0.05 + 0.425 * middle, 1e-6);
  g_assert_cmpfloat_with_epsilon(rank[2], rank[0], 1e-9);
  g_assert_cmpfloat(rank[3], ==, 0); /* stands nowhere */
}

/* Documents do not touch; a word does not meet itself; far words do not meet. */
static void test_who_meets_whom(void) {
  const guint32 start[] = {0, 1, 1, 2, 4, 8}, word[] = {0, 1, 2, 2, 3, 4, 4, 5};
  TyTokenMatrix tokens = {5, 6, start, word};
  double rank[6];

  ty_textrank(&tokens, 3, rank);
  g_assert_cmpfloat(rank[0] + rank[1] + rank[2], ==, 0);
  g_assert_cmpfloat_with_epsilon(rank[3], rank[5],
                                 1e-9); /* 3 4 4 5: joined to 4 alone, twice, once … */
  g_assert_cmpfloat(rank[4], >, rank[3]);
  ty_textrank(&tokens, 1, rank);
  g_assert_cmpfloat(rank[4], ==, 0);
}

#define MAX_WORDS 30

/* Against a full matrix, for random documents. */
static void naive(const TyTokenMatrix *tokens, guint window, double *rank) {
  double joins[MAX_WORDS][MAX_WORDS] = {0}, out[MAX_WORDS] = {0}, next[MAX_WORDS];
  gsize n = tokens->n_words, n_joined = 0;

  for (gsize d = 0; d < tokens->n_docs; d++)
    for (guint32 i = tokens->start[d]; i < tokens->start[d + 1]; i++)
      for (guint32 j = tokens->start[d]; j < tokens->start[d + 1]; j++)
        if (tokens->word[i] != tokens->word[j] && MAX(i, j) - MIN(i, j) < window) {
          joins[tokens->word[i]][tokens->word[j]]++;
          out[tokens->word[i]]++;
        }
  for (gsize w = 0; w < n; w++)
    n_joined += out[w] > 0;
  for (gsize w = 0; w < n; w++)
    rank[w] = out[w] > 0 ? 1.0 / (double) n_joined : 0;
  for (int round = 0; round < 400; round++) {
    for (gsize w = 0; w < n; w++) {
      next[w] = out[w] > 0 ? 0.15 / (double) n_joined : 0;
      for (gsize v = 0; v < n; v++)
        if (joins[v][w] > 0)
          next[w] += 0.85 * rank[v] * joins[v][w] / out[v];
    }
    memcpy(rank, next, sizeof next);
  }
}

static void test_random_documents(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(3);

  for (int round = 0; round < 60; round++) {
    guint32 start[11] = {0}, word[400], n = 0;
    gsize n_words = (gsize) g_rand_int_range(random, 1, MAX_WORDS);
    for (gsize d = 0; d < 10; d++) {
      for (int length = g_rand_int_range(random, 0, 40); length > 0; length--)
        word[n++] = (guint32) ((double) n_words * pow(g_rand_double(random), 2));
      start[d + 1] = n;
    }
    TyTokenMatrix tokens = {10, n_words, start, word};
    double rank[MAX_WORDS], expected[MAX_WORDS], sum = 0;
    ty_textrank(&tokens, 4, rank);
    naive(&tokens, 4, expected);
    for (gsize w = 0; w < n_words; w++) {
      g_assert_cmpfloat_with_epsilon(rank[w], expected[w], 1e-6);
      sum += rank[w];
    }
    g_assert_true(sum == 0 || fabs(sum - 1) < 1e-6);
  }
}

static void test_nothing(void) {
  const guint32 start[] = {0, 0};
  TyTokenMatrix none = {0, 0, start, NULL}, empty = {1, 2, start, NULL};
  double rank[2] = {1, 1};

  ty_textrank(&none, 5, rank);
  g_assert_cmpfloat(rank[0], ==, 1);
  ty_textrank(&empty, 5, rank);
  g_assert_cmpfloat(rank[0] + rank[1], ==, 0);
}

static void test_background_idf(void) {
  /* P(a text of 1,000 words has it) = 1 − e^(−1000 p) */
  g_assert_cmpfloat_with_epsilon(ty_background_idf(log(1e-3)), 0.4586751453870819, 1e-12);
  g_assert_cmpfloat_with_epsilon(ty_background_idf(log(1e-9)), log(1e6), 1e-6);
  g_assert_cmpfloat(ty_background_idf(log(0.05)), <, 1e-9);
  g_assert_cmpfloat(ty_background_idf(log(0.05)), >=, 0);
  for (double p = 1e-10; p < 0.01; p *= 3)
    g_assert_cmpfloat(ty_background_idf(log(p)), >, ty_background_idf(log(3 * p)));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/textrank/by-hand", test_by_hand);
  g_test_add_func("/textrank/who-meets-whom", test_who_meets_whom);
  g_test_add_func("/textrank/random-documents", test_random_documents);
  g_test_add_func("/textrank/nothing", test_nothing);
  g_test_add_func("/textrank/background-idf", test_background_idf);
  return g_test_run();
}
