/* SPDX-License-Identifier: Apache-2.0 */
#include "topics/lda.h"

#include <math.h>
#include <stdlib.h>

static void topic_counts_clear(TyTopicCounts *counts) {
  g_free(counts->start);
  g_free(counts->topic);
  g_free(counts->count);
}

void ty_lda_free(TyLda *lda) {
  if (!lda)
    return;
  topic_counts_clear(&lda->words);
  topic_counts_clear(&lda->docs);
  g_free(lda->alpha);
  g_free(lda->topic_total);
  g_free(lda);
}

gboolean ty_tokens_check(const TyTokenMatrix *tokens, gsize n_words, GError **error) {
  if (tokens->n_docs >= G_MAXUINT32) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%zu documents, expected fewer than 2³²",
                tokens->n_docs);
    return FALSE;
  }
  if (tokens->start[0] != 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "document 0 starts at token %u, expected 0",
                tokens->start[0]);
    return FALSE;
  }
  for (gsize d = 0; d < tokens->n_docs; d++) {
    if (tokens->start[d + 1] < tokens->start[d]) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "document %zu ends at token %u, before its start %u", d, tokens->start[d + 1],
                  tokens->start[d]);
      return FALSE;
    }
    for (guint32 i = tokens->start[d]; i < tokens->start[d + 1]; i++)
      if (tokens->word[i] >= n_words) {
        g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                    "document %zu: word id %u, expected one below %zu, the size of the vocabulary",
                    d, tokens->word[i], n_words);
        return FALSE;
      }
  }
  return TRUE;
}

/* Halves the row without a branch: which half cannot be foreseen. */
guint32 ty_topic_counts_get(const TyTopicCounts *counts, gsize row, gsize topic) {
  gsize at = counts->start[row], n = counts->start[row + 1] - at;

  if (n == 0)
    return 0;
  while (n > 1) {
    gsize half = n / 2;
    at += (counts->topic[at + half] <= topic) * half;
    n -= half;
  }
  return counts->topic[at] == topic ? counts->count[at] : 0;
}

static guint32 row_total(const TyTopicCounts *counts, gsize row) {
  guint32 total = 0;
  for (guint32 i = counts->start[row]; i < counts->start[row + 1]; i++)
    total += counts->count[i];
  return total;
}

double ty_lda_phi(const TyLda *lda, gsize topic, gsize word) {
  return (ty_topic_counts_get(&lda->words, word, topic) + lda->beta) /
         (lda->topic_total[topic] + (double) lda->n_words * lda->beta);
}

void ty_lda_phi_of_word(const TyLda *lda, gsize word, double *phi) {
  for (gsize k = 0; k < lda->n_topics; k++)
    phi[k] = lda->beta;
  for (guint32 i = lda->words.start[word]; i < lda->words.start[word + 1]; i++)
    phi[lda->words.topic[i]] += lda->words.count[i];
  for (gsize k = 0; k < lda->n_topics; k++)
    phi[k] /= lda->topic_total[k] + (double) lda->n_words * lda->beta;
}

static double sum_alpha(const TyLda *lda) {
  double sum = 0;
  for (gsize k = 0; k < lda->n_topics; k++)
    sum += lda->alpha[k];
  return sum;
}

double ty_lda_theta(const TyLda *lda, gsize doc, gsize topic) {
  return (ty_topic_counts_get(&lda->docs, doc, topic) + lda->alpha[topic]) /
         (row_total(&lda->docs, doc) + sum_alpha(lda));
}

void ty_lda_theta_of_doc(const TyLda *lda, gsize doc, double *theta) {
  double scale = 1 / (row_total(&lda->docs, doc) + sum_alpha(lda));

  for (gsize k = 0; k < lda->n_topics; k++)
    theta[k] = lda->alpha[k] * scale;
  for (guint32 i = lda->docs.start[doc]; i < lda->docs.start[doc + 1]; i++)
    theta[lda->docs.topic[i]] += lda->docs.count[i] * scale;
}

typedef struct {
  double relevance;
  guint32 word;
} Ranked;

static int most_relevant_first(const void *a, const void *b) {
  const Ranked *x = a, *y = b;
  if (x->relevance != y->relevance)
    return x->relevance > y->relevance ? -1 : 1;
  return (x->word > y->word) - (x->word < y->word);
}

gsize ty_lda_top_words(const TyLda *lda, gsize topic, double lambda, gsize n, guint32 *words) {
  g_autofree Ranked *ranked = g_new(Ranked, MAX(lda->n_words, 1));
  gsize n_ranked = 0;

  for (gsize w = 0; w < lda->n_words; w++) {
    guint32 count = ty_topic_counts_get(&lda->words, w, topic);
    if (count == 0)
      continue;
    double phi =
        (count + lda->beta) / (lda->topic_total[topic] + (double) lda->n_words * lda->beta);
    double p = row_total(&lda->words, w) / (double) lda->n_tokens;
    ranked[n_ranked++] = (Ranked){lambda * log(phi) + (1 - lambda) * log(phi / p), (guint32) w};
  }
  qsort(ranked, n_ranked, sizeof *ranked, most_relevant_first);
  n = MIN(n, n_ranked);
  for (gsize i = 0; i < n; i++)
    words[i] = ranked[i].word;
  return n;
}
