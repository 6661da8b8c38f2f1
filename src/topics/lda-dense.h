/* SPDX-License-Identifier: Apache-2.0 */
/** Draws for few topics: a document's counts stand side by side, and a draw is over all topics,
 * Σ (n_dk + α_k) q(k). No list to search, no holes, and the same steps for every token, which a
 * processor foresees well. Part of the kernel, see lda-kernel.h.
 *
 * Whatever is soon read as a vector is written as one: a vector that was written in parts has to
 * wait until the parts have left the processor. */

INLINE void dense_fetch(const TyLdaCell *c, guint32 token, guint n) {
  const guint16 *count = c->count + (gsize) c->token_doc[token] * n;

#pragma GCC unroll 4
  for (guint i = 0; i < n; i += 64 / sizeof *count)
    __builtin_prefetch(count + i);
}

/* One token more or less of topic k for the word at hand. */
INLINE void dense_change(TyLdaCell *c, guint k, gint32 by) {
  gint32 n = c->n_word[k] += by, total = c->total[k] += by;
  float inverse = 1 / ((float) total + c->v_beta);

  c->inverse[k] = inverse;
  lanes_put(c->q, k, ((float) n + c->beta) * inverse);
}

/* The weights of all topics for the word whose counts stand in n_word. */
SLOW void dense_weights(TyLdaCell *c) {
  for (guint k = 0; k < c->state->n_padded; k += TY_LDA_LANES)
    lanes_store(c->q + k,
                lanes_multiply(lanes_shifted(c->n_word + k, c->beta), lanes_load(c->inverse + k)));
}

typedef struct {
  guint16 *count; /* of its document */
  guint32 token;
  guint old, topic;
  float at, all; /* the point drawn, and the mass it is drawn from */
  guint hits;    /* lanes whose running sums are above `at` */
} DenseDraw;

INLINE void dense_take(TyLdaCell *c, DenseDraw *draw, guint n) {
  draw->token = c->at++;
  draw->count = c->count + (gsize) c->token_doc[draw->token] * n;
  draw->old = c->token_topic[draw->token];
  lanes_count_one(draw->count, draw->old, -1);
  dense_change(c, draw->old, -1);
}

INLINE void dense_aim(TyLdaCell *c, DenseDraw *draw, guint n) {
  const float *q = c->q, *alpha = c->alpha;
  const guint16 *count = draw->count;
  float *cumulated = c->cumulated, at;
  Lanes down = lanes_zero(), across;

#pragma GCC unroll 8
  for (guint k = 0; k < n; k += TY_LDA_LANES) {
    Lanes weight = lanes_add(lanes_counted(count + k), lanes_load(alpha + k));
    down = lanes_add(down, lanes_multiply(weight, lanes_load(q + k)));
    lanes_store(cumulated + k, down);
  }
  across = lanes_scan(down);
  lanes_store(c->across, across);
  draw->all = lanes_last(across);
  at = c->uniform[--c->n_uniforms] * draw->all;
  draw->at = at;
  draw->hits = lanes_above(across, at);
  c->product *= (double) draw->all;
}

/* A point that rounding leads beyond all topics leaves the token where it was. */
INLINE void dense_pick(TyLdaCell *c, DenseDraw *draw, guint n) {
  guint lane = (guint) __builtin_ctz(draw->hits | 1u << TY_LDA_LANES), k = lane;
  const float *cumulated = c->cumulated + lane;
  float rest = draw->at - c->across[(gint) lane - 1];

#pragma GCC unroll 8
  for (guint i = 0; i < n; i += TY_LDA_LANES)
    k += cumulated[i] <= rest ? TY_LDA_LANES : 0;
  draw->topic = G_LIKELY(draw->hits && k < n) ? k : draw->old;
}

INLINE void dense_settle(TyLdaCell *c, const DenseDraw *draw, guint n) {
  c->token_topic[draw->token] = (guint16) draw->topic;
  lanes_count_one(draw->count, draw->topic, 1);
  dense_change(c, draw->topic, 1);
  dense_fetch(c, MIN(c->at + AHEAD, c->run_end - 1), n);
  if (c->n_uniforms == 0)
    fill_uniforms(c);
}

/* `n` is a constant where this is inlined. */
INLINE void dense_run(TyLdaCell *a, TyLdaCell *b, guint32 n_tokens, guint n) {
  for (; b && n_tokens > 0; n_tokens--) {
    DenseDraw of_a, of_b;
    dense_take(a, &of_a, n);
    dense_take(b, &of_b, n);
    dense_aim(a, &of_a, n);
    dense_aim(b, &of_b, n);
    dense_pick(a, &of_a, n);
    dense_pick(b, &of_b, n);
    dense_settle(a, &of_a, n);
    dense_settle(b, &of_b, n);
  }
  for (; n_tokens > 0; n_tokens--) {
    DenseDraw draw;
    dense_take(a, &draw, n);
    dense_aim(a, &draw, n);
    dense_pick(a, &draw, n);
    dense_settle(a, &draw, n);
  }
}

/* Samples `n_tokens` of each cell; `b` may be NULL. */
SLOW void dense_pair(TyLdaCell *a, TyLdaCell *b, guint32 n_tokens) {
  guint n = a->state->n_padded;

  if (n == 16)
    dense_run(a, b, n_tokens, 16);
  else if (n == 112)
    dense_run(a, b, n_tokens, 112);
  else
    dense_run(a, b, n_tokens, n);
}
