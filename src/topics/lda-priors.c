/* SPDX-License-Identifier: Apache-2.0 */
/* The fixed point of Minka as Wallach uses it (Wallach 2008, "Structured topic models for
 * language", 2.3): a prior is multiplied by the ratio of what the counts say to what the totals
 * say,
 *
 *   α_k ← α_k · Σ_d [ψ(n_dk + α_k) − ψ(α_k)] / Σ_d [ψ(n_d + Σα) − ψ(Σα)]
 *
 * until it settles. Most counts are small: those below 16 are kept as histograms, since
 * ψ(n + α) − ψ(α) = 1/α + 1/(α + 1) + … + 1/(α + n − 1). */
#include "topics/lda-sampler.h"

#include <math.h>

#define SMALL 16
#define ROUNDS 20
#define SETTLED 1e-4 /* relative change */

static double digamma(double x) {
  double sum = 0, inverse2;

  while (x < 8)
    sum -= 1 / x++;
  inverse2 = 1 / (x * x);
  return sum + log(x) - .5 / x -
         inverse2 * (1 / 12. - inverse2 * (1 / 120. - inverse2 * (1 / 252. - inverse2 / 240.)));
}

/* Counts in rows of one prior each. */
typedef struct {
  guint32 *small; /* rows × SMALL: how often a count stands there */
  GArray *large;  /* of Large */
} Histogram;

typedef struct {
  guint32 row, count;
} Large;

static void histogram_init(Histogram *h, gsize n_rows) {
  h->small = g_new0(guint32, n_rows * SMALL);
  h->large = g_array_new(FALSE, FALSE, sizeof(Large));
}

static void histogram_clear(Histogram *h) {
  g_free(h->small);
  g_array_unref(h->large);
}

static void histogram_add(Histogram *h, guint32 row, guint32 count) {
  Large large = {row, count};
  if (count < SMALL)
    h->small[row * SMALL + count]++;
  else
    g_array_append_val(h->large, large);
}

/* Σ [ψ(n + prior) − ψ(prior)] over the small counts of a row. */
static double sum_small(const Histogram *h, gsize row, double prior) {
  double difference = 0, sum = 0;
  for (guint n = 1; n < SMALL; n++) {
    difference += 1 / (prior + n - 1);
    sum += h->small[row * SMALL + n] * difference;
  }
  return sum;
}

void ty_lda_optimise_alpha(TyLdaState *s, const TyTokenMatrix *tokens) {
  guint32 topics = (1u << s->shift) - 1;
  gsize n = s->n_topics + 1;
  g_autofree double *alpha = g_new(double, n), *sum = g_new(double, n);
  Histogram h;

  histogram_init(&h, n);
  for (gsize d = 0; d < s->n_docs; d++) {
    for (guint k = 1; s->count && k < n; k++)
      if (s->count[d * s->n_padded + k])
        histogram_add(&h, k, s->count[d * s->n_padded + k]);
    if (s->count)
      continue;
    const guint32 *entry = s->entry + (gsize) s->docs[d].row * TY_LDA_LANES;
    for (guint32 i = 0; i < s->docs[d].used * TY_LDA_LANES; i++)
      if (entry[i])
        histogram_add(&h, entry[i] & topics, entry[i] >> s->shift);
  }
  for (guint k = 1; k < n; k++)
    alpha[k] = (double) s->alpha[k];
  for (int round = 0; round < ROUNDS; round++) {
    double total = 0, of_lengths = 0, change = 0;
    for (guint k = 1; k < n; k++) {
      total += alpha[k];
      sum[k] = sum_small(&h, k, alpha[k]);
    }
    for (guint i = 0; i < h.large->len; i++) {
      const Large *large = &g_array_index(h.large, Large, i);
      sum[large->row] += digamma(large->count + alpha[large->row]) - digamma(alpha[large->row]);
    }
    for (gsize d = 0; d < s->n_docs; d++)
      of_lengths += digamma(tokens->start[s->doc_id[d] + 1] - tokens->start[s->doc_id[d]] + total);
    of_lengths -= (double) s->n_docs * digamma(total);
    for (guint k = 1; k < n; k++) {
      double next = CLAMP(alpha[k] * sum[k] / of_lengths, TY_LDA_LEAST_PRIOR, TY_LDA_MOST_PRIOR);
      change = MAX(change, fabs(next / alpha[k] - 1));
      alpha[k] = next;
    }
    if (change < SETTLED)
      break;
  }
  for (guint k = 1; k < n; k++)
    s->alpha[k] = (float) alpha[k];
  histogram_clear(&h);
}

void ty_lda_optimise_beta(TyLdaState *s) {
  g_autofree guint32 *count = g_new0(guint32, s->n_topics + 1);
  double n_words = (double) s->n_words, beta = s->beta;
  Histogram h;

  histogram_init(&h, 1);
  for (gsize w = 0; w < s->n_used_words; w++) {
    guint32 first = s->run[w * s->n_blocks], end = s->run[(w + 1) * s->n_blocks];
    for (guint32 i = first; i < end; i++)
      count[s->token_topic[i]]++;
    for (guint32 i = first; i < end; i++) {
      guint32 *of_topic = &count[s->token_topic[i]];
      if (*of_topic > 0)
        histogram_add(&h, 0, *of_topic);
      *of_topic = 0;
    }
  }
  for (int round = 0; round < ROUNDS; round++) {
    double sum = sum_small(&h, 0, beta), of_totals = 0, next;
    for (guint i = 0; i < h.large->len; i++)
      sum += digamma(g_array_index(h.large, Large, i).count + beta) - digamma(beta);
    for (guint k = 1; k <= s->n_topics; k++)
      of_totals += digamma(s->total[k] + n_words * beta);
    of_totals -= s->n_topics * digamma(n_words * beta);
    next = CLAMP(beta * sum / (n_words * of_totals), TY_LDA_LEAST_PRIOR, TY_LDA_MOST_PRIOR);
    if (fabs(next / beta - 1) < SETTLED) {
      beta = next;
      break;
    }
    beta = next;
  }
  s->beta = beta;
  histogram_clear(&h);
}
