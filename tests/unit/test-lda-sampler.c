/* SPDX-License-Identifier: Apache-2.0 */
/* The sampler against exact answers: the posterior of corpora small enough to enumerate, and itself
 * on other instruction sets and other numbers of threads. */
#include "topics/lda-sampler.h"

#include <math.h>
#include <string.h>

#define MOST_TOKENS 8
#define CHAINS 12000
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
}

/* More blocks than one, laid so that no diagonal has two cells with tokens: words and documents in
 * three blocks each, where document block 0 has only word block 0 (diagonal 0), 1 only 2 and 2 only
 * 1. Nothing lags, and the posterior must come out exactly. */
static void test_posterior_in_blocks(void) {
  const guint32 start[] = {0, 4, 6, 8}, word[] = {0, 0, 0, 0, 2, 2, 1, 1};
  const TyTokenMatrix tokens = {3, 3, start, word};

  g_assert_cmpfloat(misfit(&tokens, 2, .5, .3, TY_LDA_SCALAR, 3), <, 4);
}

/* With a total that lags within a diagonal the posterior is not exact on so small a corpus, but
 * near. */
static void test_lagging_totals(void) {
  const guint32 start[] = {0, 3, 5, 7}, word[] = {0, 0, 1, 1, 2, 2, 0};
  const TyTokenMatrix tokens = {3, 3, start, word};

  g_assert_cmpfloat(misfit(&tokens, 2, .5, 3, TY_LDA_SCALAR, 2), <, 4);
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
  return g_test_run();
}
