/* SPDX-License-Identifier: Apache-2.0 */
/* The sampler against exact answers: the posterior of corpora small enough to enumerate, and itself
 * on other instruction sets and other numbers of threads. */
#include "topics/lda-sampler.h"

#include <math.h>
#include <string.h>

#define MOST_TOKENS 8
#define CHAINS 8000
#define SWEEPS 12

/* What can be seen of an assignment: the counts by word and by document, in one string. */
static char *describe(const guint32 *by_word, const guint32 *by_doc, gsize n_word, gsize n_doc) {
  GString *text = g_string_new(NULL);
  for (gsize i = 0; i < n_word; i++)
    g_string_append_printf(text, "%u ", by_word[i]);
  for (gsize i = 0; i < n_doc; i++)
    g_string_append_printf(text, "%u ", by_doc[i]);
  return g_string_free(text, FALSE);
}

static double log_joint(const guint32 *by_word, const guint32 *by_doc, gsize n_words, gsize n_docs,
                        gsize n_topics, double alpha, double beta) {
  double sum = 0;

  for (gsize i = 0; i < n_docs * n_topics; i++)
    sum += lgamma(by_doc[i] + alpha);
  for (gsize k = 0; k < n_topics; k++) {
    double total = 0;
    for (gsize w = 0; w < n_words; w++) {
      sum += lgamma(by_word[w * n_topics + k] + beta);
      total += by_word[w * n_topics + k];
    }
    sum -= lgamma(total + (double) n_words * beta);
  }
  return sum;
}

/* P(counts) of the exact posterior, by the counts' description. */
static GHashTable *enumerate(const TyTokenMatrix *tokens, gsize n_topics, double alpha,
                             double beta) {
  GHashTable *p = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  gsize n_tokens = tokens->start[tokens->n_docs], n_states = 1;
  gsize n_word = tokens->n_words * n_topics, n_doc = tokens->n_docs * n_topics;
  g_autofree guint32 *by_word = g_new(guint32, n_word), *by_doc = g_new(guint32, n_doc);
  double sum = 0;
  GHashTableIter iter;
  gpointer value;

  for (gsize i = 0; i < n_tokens; i++)
    n_states *= n_topics;
  for (gsize state = 0; state < n_states; state++) {
    gsize digits = state;
    memset(by_word, 0, n_word * sizeof *by_word);
    memset(by_doc, 0, n_doc * sizeof *by_doc);
    for (gsize d = 0; d < tokens->n_docs; d++)
      for (guint32 i = tokens->start[d]; i < tokens->start[d + 1]; i++, digits /= n_topics) {
        by_word[tokens->word[i] * n_topics + digits % n_topics]++;
        by_doc[d * n_topics + digits % n_topics]++;
      }
    char *key = describe(by_word, by_doc, n_word, n_doc);
    double *of_key = g_hash_table_lookup(p, key);
    double one =
        exp(log_joint(by_word, by_doc, tokens->n_words, tokens->n_docs, n_topics, alpha, beta));
    sum += one;
    if (of_key) {
      *of_key += one;
      g_free(key);
    } else {
      g_hash_table_insert(p, key, g_memdup2(&one, sizeof one));
    }
  }
  g_hash_table_iter_init(&iter, p);
  while (g_hash_table_iter_next(&iter, NULL, &value))
    *(double *) value /= sum;
  return p;
}

static void spread(const TyTopicCounts *counts, gsize n_rows, gsize n_topics, guint32 *dense) {
  memset(dense, 0, n_rows * n_topics * sizeof *dense);
  for (gsize r = 0; r < n_rows; r++)
    for (guint32 i = counts->start[r]; i < counts->start[r + 1]; i++)
      dense[r * n_topics + counts->topic[i]] = counts->count[i];
}

/* χ² of `CHAINS` independent chains against the posterior, rare states pooled, in standard
 * deviations above its mean. */
static double misfit(const TyTokenMatrix *tokens, guint n_topics, double alpha, double beta,
                     TyLdaSimd simd, guint n_blocks) {
  g_autoptr(GHashTable) p = enumerate(tokens, n_topics, alpha, beta);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  gsize n_word = tokens->n_words * n_topics, n_doc = tokens->n_docs * n_topics;
  g_autofree guint32 *by_word = g_new(guint32, n_word), *by_doc = g_new(guint32, n_doc);
  double chi2 = 0, rare_p = 0, rare_seen = 0;
  int freedom = -1;
  GHashTableIter iter;
  gpointer key, value;

  for (guint64 seed = 1; seed <= CHAINS; seed++) {
    const TyLdaOptions options = {.n_topics = n_topics,
                                  .alpha = alpha,
                                  .beta = beta,
                                  .n_sweeps = SWEEPS,
                                  .seed = seed,
                                  .n_threads = 1};
    g_autoptr(TyLda) lda = ty_lda_train_with(tokens, &options, simd, n_blocks, NULL);
    spread(&lda->words, tokens->n_words, n_topics, by_word);
    spread(&lda->docs, tokens->n_docs, n_topics, by_doc);
    char *text = describe(by_word, by_doc, n_word, n_doc);
    g_assert_true(g_hash_table_contains(p, text));
    g_hash_table_insert(seen, text,
                        GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(seen, text)) + 1));
  }
  g_hash_table_iter_init(&iter, p);
  while (g_hash_table_iter_next(&iter, &key, &value)) {
    double expected = *(double *) value * CHAINS;
    double found = GPOINTER_TO_UINT(g_hash_table_lookup(seen, key));
    if (expected < 8) {
      rare_p += expected;
      rare_seen += found;
      continue;
    }
    chi2 += (found - expected) * (found - expected) / expected;
    freedom++;
  }
  if (rare_p > 0) {
    chi2 += (rare_seen - rare_p) * (rare_seen - rare_p) / rare_p;
    freedom++;
  }
  g_test_message("χ² %.1f with %d degrees of freedom", chi2, freedom);
  g_assert_cmpint(freedom, >, 5);
  return (chi2 - freedom) / sqrt(2. * freedom);
}

/* Three documents, repeated words, one cell: two and three topics, strong and weak priors. */
static void test_posterior(gconstpointer data) {
  const guint32 start[] = {0, 3, 5, 7}, word[] = {0, 0, 1, 1, 2, 2, 0};
  const TyTokenMatrix tokens = {3, 3, start, word};
  TyLdaSimd simd = GPOINTER_TO_UINT(data);

  if (!ty_lda_sweep_for(simd)) {
    g_test_skip("this processor has no such instructions");
    return;
  }
  g_assert_cmpfloat(misfit(&tokens, 2, .5, .3, simd, 1), <, 4);
  g_assert_cmpfloat(misfit(&tokens, 3, 1, .7, simd, 1), <, 4);
  g_assert_cmpfloat(misfit(&tokens, 2, .5, .3, simd, 1 | TY_LDA_LISTS), <, 4);
  g_assert_cmpfloat(misfit(&tokens, 3, 1, .7, simd, 1 | TY_LDA_LISTS), <, 4);
}

/* More blocks than one, laid so that no diagonal has two cells with tokens: words and documents in
 * three blocks each, where document block 0 has only word block 0 (diagonal 0), 1 only 2 and 2 only
 * 1. Nothing lags, and the posterior must come out exactly. */
static void test_posterior_in_blocks(void) {
  const guint32 start[] = {0, 4, 6, 8}, word[] = {0, 0, 0, 0, 2, 2, 1, 1};
  const TyTokenMatrix tokens = {3, 3, start, word};

  g_assert_cmpfloat(misfit(&tokens, 2, .5, .3, TY_LDA_SCALAR, 3), <, 4);
  g_assert_cmpfloat(misfit(&tokens, 2, .5, .3, TY_LDA_SCALAR, 3 | TY_LDA_LISTS), <, 4);
}

/* With a total that lags within a diagonal the posterior is not exact on so small a corpus, but
 * near. */
static void test_lagging_totals(void) {
  const guint32 start[] = {0, 3, 5, 7}, word[] = {0, 0, 1, 1, 2, 2, 0};
  const TyTokenMatrix tokens = {3, 3, start, word};

  g_assert_cmpfloat(misfit(&tokens, 2, .5, 3, TY_LDA_SCALAR, 2), <, 4);
  g_assert_cmpfloat(misfit(&tokens, 2, .5, 3, TY_LDA_SCALAR, 2 | TY_LDA_LISTS), <, 4);
}

/* A corpus of a few thousand tokens with words of every frequency, an empty document, and words
 * that never stand. */
typedef struct {
  TyTokenMatrix tokens;
  guint32 start[121], word[120 * 120];
} Corpus;

static Corpus *make_corpus(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  Corpus *corpus = g_new0(Corpus, 1);

  for (gsize d = 0; d < 120; d++) {
    guint32 n = d == 7 ? 0 : (guint32) g_rand_int_range(random, 1, d % 10 == 0 ? 120 : 40);
    for (guint32 i = corpus->start[d]; i < corpus->start[d] + n; i++)
      corpus->word[i] = (guint32) (300 * pow(g_rand_double(random), 2.5)) / (d % 3 + 1) * 2;
    corpus->start[d + 1] = corpus->start[d] + n;
  }
  corpus->tokens = (TyTokenMatrix){120, 650, corpus->start, corpus->word};
  return corpus;
}

static void assert_same_counts(const TyTopicCounts *a, const TyTopicCounts *b, gsize n_rows) {
  gsize n = a->start[n_rows];
  g_assert_cmpmem(a->start, (n_rows + 1) * 4, b->start, (n_rows + 1) * 4);
  g_assert_cmpmem(a->topic, n * 2, b->topic, n * 2);
  g_assert_cmpmem(a->count, n * 4, b->count, n * 4);
}

static void assert_same(const TyLda *a, const TyLda *b) {
  g_assert_cmpmem(a->alpha, a->n_topics * sizeof(double), b->alpha, b->n_topics * sizeof(double));
  g_assert_cmpmem(&a->beta, sizeof a->beta, &b->beta, sizeof b->beta);
  g_assert_cmpmem(a->topic_total, a->n_topics * 4, b->topic_total, b->n_topics * 4);
  assert_same_counts(&a->words, &b->words, a->n_words);
  assert_same_counts(&a->docs, &b->docs, a->n_docs);
  g_assert_cmpmem(&a->log_likelihood, sizeof(double), &b->log_likelihood, sizeof(double));
}

/* The same bits from one, two and five threads and from all instruction sets, for few topics and
 * for many, in any number of blocks, with priors fixed and optimised. */
static void test_same_bits(void) {
  g_autofree Corpus *corpus = make_corpus();
  const guint topics[] = {1, 15, 16, 33, 127, 128, 600};
  const guint blocks[] = {1, 4, 5, 4 | TY_LDA_LISTS}, threads[] = {1, 2, 5};

  for (gsize t = 0; t < G_N_ELEMENTS(topics); t++)
    for (gsize b = 0; b < G_N_ELEMENTS(blocks); b++) {
      TyLdaOptions options = {.n_topics = topics[t],
                              .alpha = .3,
                              .beta = .05,
                              .n_sweeps = 11,
                              .seed = t + 1,
                              .n_threads = 1,
                              .optimise_alpha = b % 2,
                              .optimise_beta = t % 2};
      g_autoptr(TyLda) first =
          ty_lda_train_with(&corpus->tokens, &options, TY_LDA_SCALAR, blocks[b], NULL);
      guint64 total = 0;
      for (guint k = 0; k < topics[t]; k++)
        total += first->topic_total[k];
      g_assert_cmpuint(total, ==, corpus->start[120]);
      for (TyLdaSimd simd = TY_LDA_SCALAR; simd <= TY_LDA_AVX512; simd++)
        for (gsize n = 0; n < G_N_ELEMENTS(threads); n++) {
          if (!ty_lda_sweep_for(simd) || (simd == TY_LDA_SCALAR && n == 0))
            continue;
          options.n_threads = threads[n];
          g_autoptr(TyLda) lda =
              ty_lda_train_with(&corpus->tokens, &options, simd, blocks[b], NULL);
          assert_same(first, lda);
        }
    }
}

/* A training long enough to begin with flatter topics: the same bits from all. */
static void test_long(void) {
  g_autofree Corpus *corpus = make_corpus();
  TyLdaOptions options = {
      .n_topics = 20, .alpha = .3, .beta = .05, .n_sweeps = 100, .seed = 5, .n_threads = 1};
  TyLdaSimd best = ty_lda_sweep_for(TY_LDA_AVX2) ? TY_LDA_AVX2 : TY_LDA_SCALAR;
  g_autoptr(TyLda) plain = ty_lda_train_with(&corpus->tokens, &options, TY_LDA_SCALAR, 4, NULL);

  options.n_threads = 3;
  g_autoptr(TyLda) other = ty_lda_train_with(&corpus->tokens, &options, best, 4, NULL);
  assert_same(plain, other);
  g_assert_cmpuint(ty_lda_flat_until(&options), ==, 50);
  options.optimise_alpha = TRUE;
  g_assert_cmpuint(ty_lda_flat_until(&options), ==, 0);
  options.optimise_alpha = FALSE;
  options.n_sweeps = 99;
  g_assert_cmpuint(ty_lda_flat_until(&options), ==, 0);
}

/* The largest number of topics, and a seed's difference. */
static void test_limits(void) {
  g_autofree guint32 *word = g_new(guint32, 70000);
  guint32 start[] = {0, 40000, 70000};
  const TyTokenMatrix tokens = {2, 50, start, word};
  TyLdaOptions options = {
      .n_topics = 65535, .alpha = .01, .beta = .01, .n_sweeps = 1, .seed = 1, .n_threads = 1};
  g_autoptr(GError) error = NULL;

  for (guint32 i = 0; i < 70000; i++)
    word[i] = i * 7919 % 50;
  g_autoptr(TyLda) lda = ty_lda_train(&tokens, &options, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(lda->words.start[50], <=, 70000);
  guint32 most = 0;
  for (guint32 i = 0; i < lda->docs.start[2]; i++)
    most = MAX(most, lda->docs.topic[i]);
  g_assert_cmpuint(most, <, 65535);

  start[1] = 0; /* one document of 70,000 words: more than an entry can count */
  g_assert_null(ty_lda_train(&tokens, &options, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, "document 1 has 70000 words, expected fewer than 65536"));

  options.n_topics = 3;
  options.n_sweeps = 3;
  g_autoptr(TyLda) one = ty_lda_train(&tokens, &options, NULL);
  options.seed = 2;
  g_autoptr(TyLda) two = ty_lda_train(&tokens, &options, NULL);
  g_assert_cmpint(memcmp(one->topic_total, two->topic_total, 12), !=, 0);

  /* Counts of more than 16 bits: the same from every instruction set. */
  options.n_topics = 300;
  options.optimise_alpha = TRUE;
  g_autoptr(TyLda) plain = ty_lda_train_with(&tokens, &options, TY_LDA_SCALAR, 0, NULL);
  for (TyLdaSimd simd = TY_LDA_AVX2; simd <= TY_LDA_AVX512; simd++) {
    g_autoptr(TyLda) other =
        ty_lda_sweep_for(simd) ? ty_lda_train_with(&tokens, &options, simd, 0, NULL) : NULL;
    if (other)
      assert_same(plain, other);
  }
}

/* Documents drawn with few topics each, some topics often and some seldom: the fixed point finds
 * unequal α of about the right sum, and β near the one that made the topics' words. */
static void test_optimised_priors(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(3);
  g_autofree guint32 *word = g_new(guint32, 600 * 60), *start = g_new0(guint32, 601);

  for (gsize d = 0; d < 600; d++) {
    gsize main_topic = d % 10 < 8 ? 0 : 1; /* of two topics with words of their own */
    for (guint32 i = start[d]; i < start[d] + 60; i++) {
      gsize topic = g_rand_double(random) < .95 ? main_topic : 1 - main_topic;
      word[i] = (guint32) (topic * 20 + (gsize) g_rand_int_range(random, 0, 20));
    }
    start[d + 1] = start[d] + 60;
  }
  const TyTokenMatrix tokens = {600, 40, start, word};
  const TyLdaOptions options = {.n_topics = 2,
                                .alpha = 1,
                                .beta = .1,
                                .n_sweeps = 200,
                                .seed = 1,
                                .n_threads = 1,
                                .optimise_alpha = TRUE,
                                .optimise_beta = TRUE};
  g_autoptr(TyLda) lda = ty_lda_train(&tokens, &options, NULL);
  guint often = lda->topic_total[0] > lda->topic_total[1] ? 0 : 1;
  double mean = lda->alpha[often] / (lda->alpha[0] + lda->alpha[1]);

  g_assert_cmpfloat(mean, >, .6);
  g_assert_cmpfloat(mean, <, .9);
  g_assert_cmpfloat(lda->alpha[0] + lda->alpha[1], <, 1.5);
  g_assert_cmpfloat(lda->beta, >, .1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/topics/lda-sampler/posterior/scalar", GUINT_TO_POINTER(TY_LDA_SCALAR),
                       test_posterior);
  g_test_add_data_func("/topics/lda-sampler/posterior/avx2", GUINT_TO_POINTER(TY_LDA_AVX2),
                       test_posterior);
  g_test_add_data_func("/topics/lda-sampler/posterior/avx512", GUINT_TO_POINTER(TY_LDA_AVX512),
                       test_posterior);
  g_test_add_func("/topics/lda-sampler/posterior-in-blocks", test_posterior_in_blocks);
  g_test_add_func("/topics/lda-sampler/lagging-totals", test_lagging_totals);
  g_test_add_func("/topics/lda-sampler/same-bits", test_same_bits);
  g_test_add_func("/topics/lda-sampler/long", test_long);
  g_test_add_func("/topics/lda-sampler/limits", test_limits);
  g_test_add_func("/topics/lda-sampler/optimised-priors", test_optimised_priors);
  return g_test_run();
}
