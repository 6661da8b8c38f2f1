/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>
#include <tuyou/topics.h>

/* Three documents over four words: 0 0 1 | 1 2 | (empty) ; word 3 never stands. */
static const guint32 small_start[] = {0, 3, 5, 5}, small_word[] = {0, 1, 0, 2, 1};
static const TyTokenMatrix small = {3, 4, small_start, small_word};

static void test_by_hand(void) {
  g_autoptr(TyTfidf) tfidf = ty_tfidf_new(&small, 1);
  /* idf: word 0 in one document ln(4/2) + 1, word 1 in two ln(4/3) + 1, word 2 as word 0 */
  const double rare = 1.6931471805599454, common = 1.2876820724517808;
  const double length0 = sqrt(4 * rare * rare + common * common);
  const double length1 = sqrt(common * common + rare * rare);
  const guint32 start[] = {0, 2, 4, 4}, word[] = {0, 1, 1, 2};
  const double weight[] = {2 * rare / length0, common / length0, common / length1, rare / length1};
  double sum[4];

  g_assert_cmpmem(tfidf->start, sizeof start, start, sizeof start);
  g_assert_cmpmem(tfidf->word, sizeof word, word, sizeof word);
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon(tfidf->weight[i], weight[i], 1e-7);
  ty_tfidf_sum(tfidf, sum);
  g_assert_cmpfloat_with_epsilon(sum[0], weight[0], 1e-6);
  g_assert_cmpfloat_with_epsilon(sum[1], weight[1] + weight[2], 1e-6);
  g_assert_cmpfloat(sum[3], ==, 0);
}

typedef struct {
  TyTokenMatrix tokens;
  guint32 start[201], word[200 * 40];
} Corpus;

static void random_corpus(Corpus *corpus, GRand *random, gsize n_docs, gsize n_words) {
  guint32 n = 0;

  corpus->start[0] = 0;
  for (gsize d = 0; d < n_docs; d++) {
    for (int length = g_rand_int_range(random, 0, 40); length > 0; length--)
      corpus->word[n++] = (guint32) (n_words * pow(g_rand_double(random), 3));
    corpus->start[d + 1] = n;
  }
  corpus->tokens = (TyTokenMatrix){n_docs, n_words, corpus->start, corpus->word};
}

static double naive_weight(const TyTokenMatrix *tokens, gsize doc, guint32 word) {
  double tf = 0, df = 0;
  for (gsize d = 0; d < tokens->n_docs; d++) {
    gboolean holds = FALSE;
    for (guint32 i = tokens->start[d]; i < tokens->start[d + 1]; i++) {
      holds |= tokens->word[i] == word;
      tf += d == doc && tokens->word[i] == word;
    }
    df += holds;
  }
  return tf * (log((1 + (double) tokens->n_docs) / (1 + df)) + 1);
}

/* Against the formula, token by token; unit length; ascending words; any number of threads. */
static void test_properties(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  g_autofree Corpus *corpus = g_new(Corpus, 1);

  for (int round = 0; round < 6; round++) {
    random_corpus(corpus, random, 60, 50);
    const TyTokenMatrix *tokens = &corpus->tokens;
    g_autoptr(TyTfidf) tfidf = ty_tfidf_new(tokens, 1), threaded = ty_tfidf_new(tokens, 3);
    g_autofree double *sum = g_new(double, tokens->n_words);
    double total = 0, of_rows = 0;
    gsize entries = tfidf->start[tokens->n_docs];

    g_assert_cmpmem(tfidf->weight, entries * sizeof(float), threaded->weight,
                    entries * sizeof(float));
    for (gsize d = 0; d < tokens->n_docs; d++) {
      double squares = 0, naive = 0;
      for (guint32 i = tfidf->start[d]; i < tfidf->start[d + 1]; i++) {
        if (i > tfidf->start[d])
          g_assert_cmpuint(tfidf->word[i], >, tfidf->word[i - 1]);
        squares += (double) tfidf->weight[i] * tfidf->weight[i];
        naive += pow(naive_weight(tokens, d, tfidf->word[i]), 2);
        of_rows += tfidf->weight[i];
      }
      for (guint32 i = tfidf->start[d]; i < tfidf->start[d + 1]; i++)
        g_assert_cmpfloat_with_epsilon(tfidf->weight[i],
                                       naive_weight(tokens, d, tfidf->word[i]) / sqrt(naive), 1e-6);
      if (tokens->start[d] < tokens->start[d + 1])
        g_assert_cmpfloat_with_epsilon(squares, 1, 1e-6);
    }
    ty_tfidf_sum(tfidf, sum);
    for (gsize w = 0; w < tokens->n_words; w++)
      total += sum[w];
    g_assert_cmpfloat_with_epsilon(total, of_rows, 1e-9);
    for (guint threads = 1; threads <= 3; threads++) {
      double weight[50];
      guint32 documents[50], holding[50] = {0};
      for (gsize i = 0; i < entries; i++)
        holding[tfidf->word[i]]++;
      ty_tfidf_weights(tokens, threads, weight, documents);
      g_assert_cmpmem(weight, sizeof weight, sum, sizeof weight);
      g_assert_cmpmem(documents, sizeof documents, holding, sizeof holding);
    }
  }
}

/* Documents long enough to be sorted another way, and many to be cut into tasks. */
static void test_long_and_many(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(9);
  const gsize n_docs = 3000, n_words = 70000;
  g_autofree guint32 *start = g_new0(guint32, n_docs + 1);
  g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autofree double *one = g_new(double, n_words), *two = g_new(double, n_words);

  for (gsize d = 0; d < n_docs; d++) {
    for (int n = d % 500 == 0 ? 2000 : g_rand_int_range(random, 0, 100); n > 0; n--) {
      guint32 word = (guint32) ((double) n_words * pow(g_rand_double(random), 4));
      g_array_append_val(words, word);
    }
    start[d + 1] = words->len;
  }
  const TyTokenMatrix tokens = {n_docs, n_words, start, (const guint32 *) (void *) words->data};
  g_autoptr(TyTfidf) tfidf = ty_tfidf_new(&tokens, 2);
  for (gsize d = 0; d < n_docs; d++) {
    double squares = 0;
    for (guint32 i = tfidf->start[d]; i < tfidf->start[d + 1]; i++) {
      if (i > tfidf->start[d])
        g_assert_cmpuint(tfidf->word[i], >, tfidf->word[i - 1]);
      squares += (double) tfidf->weight[i] * tfidf->weight[i];
    }
    if (start[d] < start[d + 1])
      g_assert_cmpfloat_with_epsilon(squares, 1, 1e-6);
  }
  ty_tfidf_sum(tfidf, one);
  ty_tfidf_weights(&tokens, 2, two, NULL);
  g_assert_cmpmem(one, n_words * sizeof *one, two, n_words * sizeof *two);
}

static double naive_cosine(const TyTfidf *tfidf, gsize a, gsize b) {
  double sum = 0;
  for (guint32 i = tfidf->start[a]; i < tfidf->start[a + 1]; i++)
    for (guint32 j = tfidf->start[b]; j < tfidf->start[b + 1]; j++)
      if (tfidf->word[i] == tfidf->word[j])
        sum += (double) tfidf->weight[i] * tfidf->weight[j];
  return sum;
}

static void test_similar(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(8);
  g_autofree Corpus *corpus = g_new(Corpus, 1);
  random_corpus(corpus, random, 50, 30);
  g_autoptr(TyTfidf) tfidf = ty_tfidf_new(&corpus->tokens, 1);
  guint32 docs[50];
  float cosine[50];

  for (gsize doc = 0; doc < 50; doc++) {
    gsize n_like = 0, n = ty_tfidf_similar(tfidf, doc, 50, docs, cosine);
    gsize few = MIN(n, 5);
    guint32 best[5];
    float best_cosine[5];

    for (gsize other = 0; other < 50; other++)
      n_like += other != doc && naive_cosine(tfidf, doc, other) > 0;
    g_assert_cmpuint(n, ==, n_like);
    for (gsize i = 0; i < n; i++) {
      g_assert_cmpuint(docs[i], !=, doc);
      g_assert_cmpfloat_with_epsilon(cosine[i], naive_cosine(tfidf, doc, docs[i]), 1e-6);
      g_assert_true(i == 0 || cosine[i] < cosine[i - 1] ||
                    (cosine[i] == cosine[i - 1] && docs[i] > docs[i - 1]));
    }
    g_assert_cmpuint(ty_tfidf_similar(tfidf, doc, 5, best, best_cosine), ==, few);
    g_assert_cmpmem(best, few * sizeof *best, docs, few * sizeof *docs);
  }
}

static void test_nothing_in(void) {
  const guint32 start[] = {0};
  const TyTokenMatrix none = {0, 0, start, NULL};
  g_autoptr(TyTfidf) tfidf = ty_tfidf_new(&none, 2);

  g_assert_cmpuint(tfidf->start[0], ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/topics/tfidf/by-hand", test_by_hand);
  g_test_add_func("/topics/tfidf/properties", test_properties);
  g_test_add_func("/topics/tfidf/long-and-many", test_long_and_many);
  g_test_add_func("/topics/tfidf/similar", test_similar);
  g_test_add_func("/topics/tfidf/nothing-in", test_nothing_in);
  return g_test_run();
}
