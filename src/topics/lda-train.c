/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"
#include "topics/lda.h"

#include <math.h>

static gboolean check(const TyTokenMatrix *tokens, const TyLdaOptions *options, GError **error) {
  if (!(options->alpha > 0) || !isfinite(options->alpha))
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "alpha is %g, expected a number above 0",
                options->alpha);
  else if (!(options->beta > 0) || !isfinite(options->beta))
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "beta is %g, expected a number above 0",
                options->beta);
  else if (tokens->n_docs == 0 || tokens->start[tokens->n_docs] == 0)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%zu documents without a word, expected some to find topics in", tokens->n_docs);
  else if (options->n_topics < 1 || options->n_topics > TY_LDA_MAX_TOPICS)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%u topics, expected 1 to %d", options->n_topics,
                TY_LDA_MAX_TOPICS);
  else if (options->n_topics > tokens->start[tokens->n_docs])
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%u topics for %u words of text, expected no more topics than words",
                options->n_topics, tokens->start[tokens->n_docs]);
  else
    return ty_tokens_check(tokens, tokens->n_words, error);
  return FALSE;
}

static void compress(TyTopicCounts *counts, const guint32 *dense, gsize n_rows, gsize n_topics) {
  gsize n = 0;

  for (gsize i = 0; i < n_rows * n_topics; i++)
    n += dense[i] > 0;
  counts->start = g_new0(guint32, n_rows + 1);
  counts->topic = g_new(guint16, n);
  counts->count = g_new(guint32, n);
  n = 0;
  for (gsize row = 0; row < n_rows; row++) {
    for (gsize k = 0; k < n_topics; k++)
      if (dense[row * n_topics + k] > 0) {
        counts->topic[n] = (guint16) k;
        counts->count[n++] = dense[row * n_topics + k];
      }
    counts->start[row + 1] = (guint32) n;
  }
}

TyLda *ty_lda_train(const TyTokenMatrix *tokens, const TyLdaOptions *options, GError **error) {
  if (!check(tokens, options, error))
    return NULL;

  gsize n_topics = options->n_topics, n_tokens = tokens->start[tokens->n_docs];
  TyRandom random = ty_random(options->seed, 0);
  g_autofree guint32 *word_topic = g_new0(guint32, tokens->n_words * n_topics);
  g_autofree guint32 *doc_topic = g_new0(guint32, tokens->n_docs * n_topics);
  g_autofree guint16 *topic = g_new(guint16, n_tokens);
  g_autofree double *sum = g_new(double, n_topics);
  TyLda *lda = g_new0(TyLda, 1);
  double v_beta = (double) tokens->n_words * options->beta;

  lda->n_topics = options->n_topics;
  lda->n_docs = tokens->n_docs;
  lda->n_words = tokens->n_words;
  lda->n_tokens = n_tokens;
  lda->beta = options->beta;
  lda->alpha = g_new(double, n_topics);
  lda->topic_total = g_new0(guint32, n_topics);
  lda->log_likelihood = NAN;
  for (gsize k = 0; k < n_topics; k++)
    lda->alpha[k] = options->alpha;
  for (gsize d = 0; d < tokens->n_docs; d++)
    for (guint32 i = tokens->start[d]; i < tokens->start[d + 1]; i++) {
      gsize k = ty_random_below(&random, n_topics);
      topic[i] = (guint16) k;
      word_topic[tokens->word[i] * n_topics + k]++;
      doc_topic[d * n_topics + k]++;
      lda->topic_total[k]++;
    }
  for (guint sweep = 1; sweep <= options->n_sweeps; sweep++) {
    double log_p = 0;
    for (gsize d = 0; d < tokens->n_docs; d++)
      for (guint32 i = tokens->start[d]; i < tokens->start[d + 1]; i++) {
        guint32 *of_word = word_topic + tokens->word[i] * n_topics,
                *of_doc = doc_topic + d * n_topics;
        gsize k = topic[i];
        double total = 0, at;

        of_word[k]--;
        of_doc[k]--;
        lda->topic_total[k]--;
        for (k = 0; k < n_topics; k++)
          sum[k] = total += (of_doc[k] + lda->alpha[k]) * (of_word[k] + lda->beta) /
                            (lda->topic_total[k] + v_beta);
        at = ty_random_double(&random) * total;
        for (k = 0; k + 1 < n_topics && sum[k] <= at;)
          k++;
        topic[i] = (guint16) k;
        of_word[k]++;
        of_doc[k]++;
        lda->topic_total[k]++;
        log_p += log(total / (tokens->start[d + 1] - tokens->start[d] - 1 +
                              (double) n_topics * options->alpha));
      }
    lda->n_sweeps = sweep;
    lda->log_likelihood = log_p / (double) n_tokens;
    if (options->progress && !options->progress(sweep, lda->log_likelihood, options->progress_data))
      break;
  }
  compress(&lda->words, word_topic, tokens->n_words, n_topics);
  compress(&lda->docs, doc_topic, tokens->n_docs, n_topics);
  return lda;
}
