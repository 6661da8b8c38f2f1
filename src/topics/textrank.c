/* SPDX-License-Identifier: Apache-2.0 */
#include <tuyou/topics.h>

#include <math.h>

#define DAMPING 0.85
#define MAX_ROUNDS 100
#define SETTLED 1e-9 /* of the ranks' sum */
/* Pairs of words that are known at a time, and those that are counted at once. */
#define MAX_PAIRS (4 << 20)
#define PAIRS_AT_ONCE (1 << 20)

double ty_background_idf(double log_probability) {
  return 0.0 - log(-expm1(-1000 * exp(log_probability)));
}

/* Two different words that stand near each other, the lesser first, and how often. */
typedef struct {
  guint32 a, b;
  guint32 count;
} Pair;

/* Pairs in order and each once, and those that came since in the order of the text. */
typedef struct {
  GArray *counted, *met; /* of Pair */
} Pairs;

static int by_words(gconstpointer x, gconstpointer y) {
  const Pair *p = x, *q = y;

  return p->a != q->a ? (p->a > q->a) - (p->a < q->a) : (p->b > q->b) - (p->b < q->b);
}

static void add_pair(GArray *pairs, const Pair *pair) {
  Pair *last = pairs->len ? &g_array_index(pairs, Pair, pairs->len - 1) : NULL;

  if (last && by_words(last, pair) == 0)
    last->count += pair->count;
  else
    g_array_append_vals(pairs, pair, 1);
}

/* Drops the pairs that were met least often until they are few enough (lossy counting). */
static void drop_rare_pairs(GArray *pairs) {
  for (guint32 floor = 1; pairs->len > MAX_PAIRS; floor++) {
    guint kept = 0;
    for (guint i = 0; i < pairs->len; i++)
      if (g_array_index(pairs, Pair, i).count > floor)
        g_array_index(pairs, Pair, kept++) = g_array_index(pairs, Pair, i);
    g_array_set_size(pairs, kept);
  }
}

static const Pair *pair_at(const GArray *pairs, guint i) {
  return i < pairs->len ? &g_array_index(pairs, Pair, i) : NULL;
}

static void count_met(Pairs *pairs) {
  GArray *merged = g_array_new(FALSE, FALSE, sizeof(Pair));
  const Pair *known = pair_at(pairs->counted, 0), *met;
  guint i = 0, j = 0;

  g_array_sort(pairs->met, by_words);
  met = pair_at(pairs->met, 0);
  while (known || met) {
    gboolean known_first = !met || (known && by_words(known, met) < 0);
    add_pair(merged, known_first ? known : met);
    if (known_first)
      known = pair_at(pairs->counted, ++i);
    else
      met = pair_at(pairs->met, ++j);
  }
  drop_rare_pairs(merged);
  g_array_unref(pairs->counted);
  pairs->counted = merged;
  g_array_set_size(pairs->met, 0);
}

/* The pairs of all documents. To be freed. */
static GArray *pairs_of(const TyTokenMatrix *tokens, guint window) {
  Pairs pairs = {g_array_new(FALSE, FALSE, sizeof(Pair)), g_array_new(FALSE, FALSE, sizeof(Pair))};

  for (gsize d = 0; d < tokens->n_docs; d++)
    for (guint32 i = tokens->start[d]; i < tokens->start[d + 1]; i++) {
      guint32 end = MIN(tokens->start[d + 1], i + window);
      for (guint32 j = i + 1; j < end; j++) {
        guint32 a = tokens->word[i], b = tokens->word[j];
        Pair pair = {MIN(a, b), MAX(a, b), 1};
        if (a != b)
          g_array_append_val(pairs.met, pair);
      }
      if (pairs.met->len >= PAIRS_AT_ONCE)
        count_met(&pairs);
    }
  count_met(&pairs);
  g_array_unref(pairs.met);
  return pairs.counted;
}

/* The graph as compressed rows, both directions. */
typedef struct {
  guint32 *start; /* n_words + 1 */
  guint32 *to;
  guint32 *weight;
} Joins;

static Joins joins_of(const GArray *pairs, gsize n_words) {
  Joins joins = {g_new0(guint32, n_words + 2), g_new(guint32, 2 * MAX(pairs->len, 1)),
                 g_new(guint32, 2 * MAX(pairs->len, 1))};
  guint32 *next = joins.start + 1; /* where the next of each row goes; then where the row ends */

  for (guint i = 0; i < pairs->len; i++) {
    const Pair *pair = &g_array_index(pairs, Pair, i);
    next[pair->a + 1]++;
    next[pair->b + 1]++;
  }
  for (gsize w = 1; w <= n_words; w++)
    next[w] += next[w - 1];
  for (guint i = 0; i < pairs->len; i++) {
    const Pair *pair = &g_array_index(pairs, Pair, i);
    guint32 from_a = next[pair->a]++, from_b = next[pair->b]++;
    joins.to[from_a] = pair->b;
    joins.to[from_b] = pair->a;
    joins.weight[from_a] = joins.weight[from_b] = pair->count;
  }
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
  g_autoptr(GArray) pairs = pairs_of(tokens, MAX(window, 1));
  Joins joins = joins_of(pairs, tokens->n_words);

  settle(&joins, tokens->n_words, rank);
  g_free(joins.start);
  g_free(joins.to);
  g_free(joins.weight);
}
