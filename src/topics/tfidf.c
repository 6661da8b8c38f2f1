/* SPDX-License-Identifier: Apache-2.0 */
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <tuyou/topics.h>

#define DOCS_A_TASK 1024

void ty_tfidf_free(TyTfidf *tfidf) {
  if (!tfidf)
    return;
  g_free(tfidf->start);
  g_free(tfidf->word);
  g_free(tfidf->weight);
  g_free(tfidf);
}

/* The documents of each word in ascending order, one entry a token, as compressed columns. */
static guint32 *tokens_by_word(const TyTokenMatrix *tokens, gsize *column) {
  guint32 *docs = g_new(guint32, MAX(tokens->start[tokens->n_docs], 1));

  for (gsize i = 0; i < tokens->start[tokens->n_docs]; i++)
    column[tokens->word[i] + 2]++;
  for (gsize w = 2; w < tokens->n_words + 2; w++)
    column[w] += column[w - 1];
  for (gsize d = 0; d < tokens->n_docs; d++)
    for (guint32 i = tokens->start[d]; i < tokens->start[d + 1]; i++)
      docs[column[tokens->word[i] + 1]++] = (guint32) d;
  return docs;
}

/* Term frequencies: `start`, `word` and, as whole numbers, `weight`; the words of a document come
 * out in ascending order because the columns are walked in that order. @return idf of each word */
static double *count_terms(TyTfidf *tfidf, const TyTokenMatrix *tokens) {
  g_autofree gsize *column = g_new0(gsize, tokens->n_words + 2);
  g_autofree guint32 *docs = tokens_by_word(tokens, column);
  g_autofree guint32 *fill = g_new0(guint32, tokens->n_docs + 1);
  double *idf = g_new(double, MAX(tokens->n_words, 1));

  for (gsize w = 0; w < tokens->n_words; w++) {
    gsize df = 0;
    for (gsize i = column[w]; i < column[w + 1]; i++)
      if (i == column[w] || docs[i] != docs[i - 1]) {
        tfidf->start[docs[i] + 1]++;
        df++;
      }
    idf[w] = log((1 + (double) tokens->n_docs) / (1 + (double) df)) + 1;
  }
  for (gsize d = 0; d < tokens->n_docs; d++) {
    tfidf->start[d + 1] += tfidf->start[d];
    fill[d] = tfidf->start[d];
  }
  tfidf->word = g_new(guint32, MAX(tfidf->start[tokens->n_docs], 1));
  tfidf->weight = g_new0(float, MAX(tfidf->start[tokens->n_docs], 1));
  for (gsize w = 0; w < tokens->n_words; w++)
    for (gsize i = column[w]; i < column[w + 1]; i++) {
      if (i == column[w] || docs[i] != docs[i - 1])
        tfidf->word[fill[docs[i]]++] = (guint32) w;
      tfidf->weight[fill[docs[i]] - 1]++;
    }
  return idf;
}

typedef struct {
  TyTfidf *tfidf;
  const double *idf;
} Weighing;

static void weigh(gsize task, G_GNUC_UNUSED guint thread, gpointer data) {
  Weighing *weighing = data;
  TyTfidf *tfidf = weighing->tfidf;
  gsize end = MIN((task + 1) * DOCS_A_TASK, tfidf->n_docs);

  for (gsize d = task * DOCS_A_TASK; d < end; d++) {
    double squares = 0, scale;
    for (guint32 i = tfidf->start[d]; i < tfidf->start[d + 1]; i++) {
      double weight = tfidf->weight[i] * weighing->idf[tfidf->word[i]];
      squares += weight * weight;
    }
    scale = squares > 0 ? 1 / sqrt(squares) : 0;
    for (guint32 i = tfidf->start[d]; i < tfidf->start[d + 1]; i++)
      tfidf->weight[i] = (float) (tfidf->weight[i] * weighing->idf[tfidf->word[i]] * scale);
  }
}

TyTfidf *ty_tfidf_new(const TyTokenMatrix *tokens, guint n_threads) {
  TyTfidf *tfidf = g_new0(TyTfidf, 1);
  g_autofree double *idf = NULL;

  tfidf->n_docs = tokens->n_docs;
  tfidf->n_words = tokens->n_words;
  tfidf->start = g_new0(guint32, tokens->n_docs + 1);
  idf = count_terms(tfidf, tokens);
  Weighing weighing = {tfidf, idf};
  ty_parallel_for(n_threads, (tokens->n_docs + DOCS_A_TASK - 1) / DOCS_A_TASK, weigh, &weighing);
  return tfidf;
}

void ty_tfidf_sum(const TyTfidf *tfidf, double *weight) {
  memset(weight, 0, tfidf->n_words * sizeof *weight);
  for (gsize i = 0; i < tfidf->start[tfidf->n_docs]; i++)
    weight[tfidf->word[i]] += tfidf->weight[i];
}

typedef struct {
  float cosine;
  guint32 doc;
} Like;

static int most_like_first(const void *a, const void *b) {
  const Like *x = a, *y = b;
  if (x->cosine != y->cosine)
    return x->cosine > y->cosine ? -1 : 1;
  return (x->doc > y->doc) - (x->doc < y->doc);
}

gsize ty_tfidf_similar(const TyTfidf *tfidf, gsize doc, gsize n, guint32 *docs, float *cosine) {
  g_autofree float *query = g_new0(float, MAX(tfidf->n_words, 1));
  g_autofree Like *likes = g_new(Like, MAX(tfidf->n_docs, 1));
  gsize n_likes = 0;

  for (guint32 i = tfidf->start[doc]; i < tfidf->start[doc + 1]; i++)
    query[tfidf->word[i]] = tfidf->weight[i];
  for (gsize d = 0; d < tfidf->n_docs; d++) {
    double sum = 0;
    for (guint32 i = tfidf->start[d]; i < tfidf->start[d + 1]; i++)
      sum += (double) tfidf->weight[i] * query[tfidf->word[i]];
    if (d != doc && sum > 0)
      likes[n_likes++] = (Like){(float) sum, (guint32) d};
  }
  qsort(likes, n_likes, sizeof *likes, most_like_first);
  n = MIN(n, n_likes);
  for (gsize i = 0; i < n; i++) {
    docs[i] = likes[i].doc;
    cosine[i] = likes[i].cosine;
  }
  return n;
}
