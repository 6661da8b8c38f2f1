/* SPDX-License-Identifier: Apache-2.0 */
/* Topics of unseen documents with φ held fixed. φ_kw = (n_wk + β) / (n_k + Vβ) is β's share, the
 * same for all words, plus the entries of the word's sparse row: a round costs the rows' lengths.
 */
#include "base/parallel.h"
#include "topics/lda.h"

#include <math.h>

#define HELD_OUT_ROUNDS 40
#define DOCS_A_TASK 64

typedef struct {
  const TyLda *lda;
  const TyTokenMatrix *observed, *held_out; /* held_out: NULL to write θ */
  guint n_rounds;
  double *inverse; /* n_topics: 1 / (n_k + Vβ) */
  double *scratch; /* a thread: θ and expected counts */
  float *theta;
  double *log_p; /* a document */
} Inference;

static void inference_clear(Inference *inference) {
  g_free(inference->inverse);
  g_free(inference->scratch);
  g_free(inference->log_p);
}

static void inference_init(Inference *inference, const TyLda *lda, const TyTokenMatrix *observed,
                           guint n_threads) {
  gsize n_topics = lda->n_topics;

  *inference = (Inference){.lda = lda, .observed = observed, .n_rounds = HELD_OUT_ROUNDS};
  inference->inverse = g_new(double, n_topics);
  inference->scratch = g_new(double, 2 * n_topics * ty_parallel_threads(n_threads));
  for (gsize k = 0; k < n_topics; k++)
    inference->inverse[k] = 1 / (lda->topic_total[k] + (double) lda->n_words * lda->beta);
}

/* P(word) given a(k) = θ_k / (n_k + Vβ), whose sum over the topics is `sum`. */
static double probability(const TyLda *lda, guint32 word, const double *a, double sum) {
  double p = lda->beta * sum;
  for (guint32 i = lda->words.start[word]; i < lda->words.start[word + 1]; i++)
    p += a[lda->words.topic[i]] * lda->words.count[i];
  return p;
}

/* Turns θ, in place, into a(k); its sum. */
static double weigh(const Inference *inference, double *theta) {
  double sum = 0;
  for (gsize k = 0; k < inference->lda->n_topics; k++)
    sum += theta[k] *= inference->inverse[k];
  return sum;
}

static void fold_in(const Inference *inference, gsize doc, double *theta, double *expected) {
  const TyLda *lda = inference->lda;
  const guint32 *start = inference->observed->start, *words = inference->observed->word;
  double total = start[doc + 1] - start[doc], sum_alpha = 0;

  for (gsize k = 0; k < lda->n_topics; k++)
    sum_alpha += lda->alpha[k];
  for (gsize k = 0; k < lda->n_topics; k++)
    theta[k] = lda->alpha[k] / sum_alpha;
  for (guint round = 0; round < inference->n_rounds && total > 0; round++) {
    double sum = weigh(inference, theta), of_all = 0;

    for (gsize k = 0; k < lda->n_topics; k++)
      expected[k] = 0;
    for (guint32 i = start[doc]; i < start[doc + 1]; i++) {
      double share = 1 / probability(lda, words[i], theta, sum);
      of_all += share;
      for (guint32 j = lda->words.start[words[i]]; j < lda->words.start[words[i] + 1]; j++)
        expected[lda->words.topic[j]] += share * lda->words.count[j];
    }
    for (gsize k = 0; k < lda->n_topics; k++)
      theta[k] =
          (theta[k] * (expected[k] + lda->beta * of_all) + lda->alpha[k]) / (total + sum_alpha);
  }
}

static void infer_docs(gsize task, guint thread, gpointer data) {
  Inference *inference = data;
  const TyTokenMatrix *held_out = inference->held_out;
  gsize n_topics = inference->lda->n_topics;
  double *theta = inference->scratch + 2 * n_topics * thread;
  gsize end = MIN((task + 1) * DOCS_A_TASK, inference->observed->n_docs);

  for (gsize doc = task * DOCS_A_TASK; doc < end; doc++) {
    fold_in(inference, doc, theta, theta + n_topics);
    if (!held_out) {
      for (gsize k = 0; k < n_topics; k++)
        inference->theta[doc * n_topics + k] = (float) theta[k];
      continue;
    }
    double sum = weigh(inference, theta), log_p = 0;
    for (guint32 i = held_out->start[doc]; i < held_out->start[doc + 1]; i++)
      log_p += log(probability(inference->lda, held_out->word[i], theta, sum));
    inference->log_p[doc] = log_p;
  }
}

static void infer_all(Inference *inference, guint n_threads) {
  gsize n_docs = inference->observed->n_docs;
  ty_parallel_for(n_threads, (n_docs + DOCS_A_TASK - 1) / DOCS_A_TASK, infer_docs, inference);
}

gboolean ty_lda_infer(const TyLda *lda, const TyTokenMatrix *tokens, guint n_rounds,
                      guint n_threads, float *theta, GError **error) {
  Inference inference;

  if (!ty_tokens_check(tokens, lda->n_words, error))
    return FALSE;
  inference_init(&inference, lda, tokens, n_threads);
  inference.n_rounds = n_rounds;
  inference.theta = theta;
  infer_all(&inference, n_threads);
  inference_clear(&inference);
  return TRUE;
}

double ty_lda_held_out(const TyLda *lda, const TyTokenMatrix *observed,
                       const TyTokenMatrix *held_out, guint n_threads, GError **error) {
  Inference inference;
  gsize n_docs = observed->n_docs;
  double log_p = 0;

  if (!ty_tokens_check(observed, lda->n_words, error) ||
      !ty_tokens_check(held_out, lda->n_words, error))
    return NAN;
  if (held_out->n_docs != n_docs || held_out->start[n_docs] == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%zu documents with %u tokens held out, expected %zu documents and some token",
                held_out->n_docs, held_out->start[held_out->n_docs], n_docs);
    return NAN;
  }
  inference_init(&inference, lda, observed, n_threads);
  inference.held_out = held_out;
  inference.log_p = g_new(double, n_docs);
  infer_all(&inference, n_threads);
  for (gsize doc = 0; doc < n_docs; doc++)
    log_p += inference.log_p[doc];
  inference_clear(&inference);
  return exp(-log_p / held_out->start[n_docs]);
}
