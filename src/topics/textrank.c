/* SPDX-License-Identifier: Apache-2.0 */
#include <tuyou/topics.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DAMPING 0.85
#define MAX_ROUNDS 100
#define SETTLED 1e-9 /* of the ranks' sum */

double ty_background_idf(double log_probability) {
  return -log(-expm1(-1000 * exp(log_probability)));
}

/* Joined words: both directions, by first word, then second; compressed rows when counted. */
typedef struct {
  gsize n;
  guint32 *start; /* n_words + 1 */
  guint32 *to;
  double *weight;
} Joins;

static int ascending(const void *a, const void *b) {
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;
  return (x > y) - (x < y);
}

static guint64 *pairs_of(const TyTokenMatrix *tokens, guint window, gsize *n_pairs) {
  guint64 *pairs = g_new(guint64, MAX(1, 2 * (gsize) tokens->start[tokens->n_docs] * (window - 1)));
  gsize n = 0;

  for (gsize d = 0; d < tokens->n_docs; d++)
    for (guint32 i = tokens->start[d]; i < tokens->start[d + 1]; i++)
      for (guint32 j = i + 1; j < MIN(tokens->start[d + 1], i + window); j++) {
        guint64 a = tokens->word[i], b = tokens->word[j];
        if (a == b)
          continue;
        pairs[n++] = a << 32 | b;
        pairs[n++] = b << 32 | a;
      }
  qsort(pairs, n, sizeof *pairs, ascending);
  *n_pairs = n;
  return pairs;
}

static Joins count_joins(const TyTokenMatrix *tokens, guint window) {
  gsize n_pairs;
  g_autofree guint64 *pairs = pairs_of(tokens, window, &n_pairs);
  Joins joins = {.start = g_new0(guint32, tokens->n_words + 1)};

  for (gsize i = 0; i < n_pairs; i++)
    joins.n += i == 0 || pairs[i] != pairs[i - 1];
  joins.to = g_new(guint32, MAX(joins.n, 1));
  joins.weight = g_new0(double, MAX(joins.n, 1));
  gsize n = 0;
  for (gsize i = 0; i < n_pairs; i++) {
    if (i == 0 || pairs[i] != pairs[i - 1]) {
      joins.to[n++] = (guint32) pairs[i];
      joins.start[(pairs[i] >> 32) + 1]++;
    }
    joins.weight[n - 1]++;
  }
  for (gsize w = 0; w < tokens->n_words; w++)
    joins.start[w + 1] += joins.start[w];
  return joins;
}

/* The graph is undirected and words without a neighbour take no part: no rank is lost. */
static void settle(const Joins *joins, gsize n_words, double *rank) {
  g_autofree double *share = g_new(double, MAX(n_words, 1)), *out = g_new0(double, MAX(n_words, 1));
  gsize n_joined = 0;

  for (gsize w = 0; w < n_words; w++) {
    for (guint32 i = joins->start[w]; i < joins->start[w + 1]; i++)
      out[w] += joins->weight[i];
    n_joined += out[w] > 0;
  }
  for (gsize w = 0; w < n_words; w++)
    rank[w] = out[w] > 0 ? 1 / (double) n_joined : 0;
  for (guint round = 0; round < MAX_ROUNDS; round++) {
    double change = 0;
    for (gsize w = 0; w < n_words; w++)
      share[w] = out[w] > 0 ? rank[w] / out[w] : 0;
    for (gsize w = 0; w < n_words; w++) {
      double sum = 0;
      if (out[w] == 0)
        continue;
      for (guint32 i = joins->start[w]; i < joins->start[w + 1]; i++)
        sum += joins->weight[i] * share[joins->to[i]];
      sum = (1 - DAMPING) / (double) n_joined + DAMPING * sum;
      change += fabs(sum - rank[w]);
      rank[w] = sum;
    }
    if (change < SETTLED)
      return;
  }
}

void ty_textrank(const TyTokenMatrix *tokens, guint window, double *rank) {
  Joins joins = count_joins(tokens, MAX(window, 1));

  settle(&joins, tokens->n_words, rank);
  g_free(joins.start);
  g_free(joins.to);
  g_free(joins.weight);
}
