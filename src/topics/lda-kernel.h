/* SPDX-License-Identifier: Apache-2.0 */
/** The inner loop, written once over 16 lanes and compiled for each instruction set. The file that
 * includes this one defines KERNEL (the function's name), INLINE (static inline for its target),
 * SLOW (static, not inlined, for its target), a type Lanes of 16 floats, and the operations named
 * `lanes_…`. All sums are made in the same order everywhere, so that all give the same draws. */
#include "topics/lda-sampler.h"

#include <math.h>
#include <string.h>

#define REFRESH                                                                                    \
  1024           /* tokens after which the sums, which gather rounding errors, are made afresh */
#define AHEAD 12 /* tokens to fetch documents ahead */

INLINE guint32 *document(const TyLdaCell *c, guint32 token, TyLdaDoc **doc) {
  const TyLdaState *s = c->state;
  *doc = s->docs + s->doc_block[c->doc_block] + s->token_doc[token];
  return s->entry + (gsize) (*doc)->row * TY_LDA_LANES;
}

/* The weights of all topics for the word whose counts stand in n_word, and their sums. */
SLOW void make_sums(TyLdaCell *c) {
  guint n_blocks = c->state->n_padded / TY_LDA_LANES;
  Lanes mass = lanes_zero();

  for (guint b = 0; b < n_blocks; b++)
    c->sum[b] = lanes_weigh(c->n_word + b * TY_LDA_LANES, c->beta, c->inverse + b * TY_LDA_LANES,
                            c->state->alpha + b * TY_LDA_LANES, c->q + b * TY_LDA_LANES);
  for (guint b = 0; b < n_blocks; b += TY_LDA_LANES)
    mass = lanes_add(mass, lanes_load(c->sum + b));
  c->mass = lanes_total(mass);
}

/* Goes on to the next tokens: of the same word after a refresh, or of the next word that has some
 * in this cell. FALSE when the cell is done. */
SLOW gboolean next_run(TyLdaCell *c) {
  const TyLdaState *s = c->state;

  if (c->at == c->run_end) {
    do {
      if (c->word == c->word_end)
        return FALSE;
      c->at = s->run[(gsize) c->word * s->n_blocks + c->doc_block];
      c->run_end = s->run[(gsize) c->word * s->n_blocks + c->doc_block + 1];
      c->word++;
    } while (c->at == c->run_end);
    gsize first = s->run[(gsize) (c->word - 1) * s->n_blocks];
    gsize end = s->run[(gsize) c->word * s->n_blocks];
    memset(c->n_word, 0, s->n_padded * sizeof *c->n_word);
    for (gsize i = first; i < end; i++)
      if (s->token_topic[i] != TY_LDA_NO_TOPIC)
        c->n_word[s->token_topic[i]]++;
  }
  c->end = MIN(c->run_end, c->at + REFRESH);
  make_sums(c);
  return TRUE;
}

SLOW void fill_uniforms(TyLdaCell *c) {
  for (guint i = 0; i < TY_LDA_UNIFORMS; i += 2) {
    guint64 bits = ty_random_bits(&c->random);
    c->uniform[i] = (float) (gint32) (bits >> 40) * 0x1p-24f;
    c->uniform[i + 1] = (float) (gint32) (bits >> 8 & 0xffffff) * 0x1p-24f;
  }
  c->n_uniforms = TY_LDA_UNIFORMS;
  int exponent;
  c->product = frexp(c->product, &exponent);
  c->exponent += exponent;
}

/* One token more or less of topic k for the word at hand. */
INLINE void change(TyLdaCell *c, guint k, gint32 by) {
  gint32 n = c->n_word[k] += by, total = c->total[k] += by;
  float inverse = 1 / ((float) total + c->v_beta), q = ((float) n + c->beta) * inverse;
  float difference = c->state->alpha[k] * (q - c->q[k]);

  c->inverse[k] = inverse;
  c->q[k] = q;
  c->sum[k / TY_LDA_LANES] += difference;
  c->mass += difference;
}

/* The topic at `rest` in the cumulated α · q. */
SLOW guint draw_from_prior(const TyLdaCell *c, float rest) {
  guint n_blocks = c->state->n_padded / TY_LDA_LANES, block = n_blocks - 1, hits;
  float before = 0;

  for (guint b = 0; b < n_blocks; b += TY_LDA_LANES) {
    Lanes sums = lanes_scan(lanes_load(c->sum + b), before);
    hits = lanes_above(sums, rest);
    if (hits) {
      guint lane = (guint) __builtin_ctz(hits);
      block = MIN(b + lane, n_blocks - 1);
      before = lane > 0 ? lanes_get(sums, lane - 1) : before;
      break;
    }
    before = lanes_get(sums, TY_LDA_LANES - 1);
  }
  Lanes weights = lanes_multiply(lanes_load(c->state->alpha + block * TY_LDA_LANES),
                                 lanes_load(c->q + block * TY_LDA_LANES));
  guint live = lanes_above(weights, 0);
  hits = lanes_above(lanes_scan(weights, before), rest) & live;
  return block * TY_LDA_LANES + (guint) (hits ? __builtin_ctz(hits) : 31 - __builtin_clz(live | 1));
}

/* Counts one token of topic k in a document: at its entry, else in a hole, else in a new block. */
SLOW void insert(TyLdaDoc *doc, guint32 *entry, guint32 mark, guint32 one) {
  guint n = doc->used * TY_LDA_LANES, hole = n;

  for (guint i = 0; i < n; i += TY_LDA_LANES) {
    guint found = lanes_find(entry + i, mark, one - 1);
    if (found) {
      entry[i + (guint) __builtin_ctz(found)] += one;
      return;
    }
    guint empty = lanes_find(entry + i, 0, one - 1);
    if (empty && hole == n)
      hole = i + (guint) __builtin_ctz(empty);
  }
  if (hole == n) {
    memset(entry + n, 0, TY_LDA_LANES * sizeof *entry);
    doc->used++;
  }
  entry[hole] = mark | one;
}

SLOW guint draw_by_prior(TyLdaCell *c, TyLdaDoc *doc, guint32 *entry, float rest) {
  guint k = draw_from_prior(c, MAX(rest, 0));
  insert(doc, entry, k + 1, 1u << c->state->shift);
  return k;
}

/* A document of any number of blocks. */
SLOW guint draw_in_long(TyLdaCell *c, TyLdaDoc *doc, guint32 *entry, guint32 mark, float uniform,
                        float *all) {
  guint shift = c->state->shift, n = doc->used * TY_LDA_LANES;
  guint32 one = 1u << shift;
  float total = 0, at;

  for (guint i = 0; i < n; i += TY_LDA_LANES) {
    guint live;
    Lanes sums = lanes_scan(lanes_document(entry + i, mark, shift, c->q, &live), total);
    total = lanes_get(sums, TY_LDA_LANES - 1);
    lanes_store(c->cumulated + i, lanes_keep(sums, live));
  }
  *all = total + c->mass;
  at = uniform * *all;
  for (guint i = 0; i < n; i += TY_LDA_LANES) {
    guint hits = lanes_above(lanes_load(c->cumulated + i), at);
    if (hits) {
      guint lane = (guint) __builtin_ctz(hits);
      lanes_bump(entry + i, lane, one);
      return (entry[i + lane] & (one - 1)) - 1;
    }
  }
  return draw_by_prior(c, doc, entry, at - total);
}

INLINE void step(TyLdaCell *c) {
  const TyLdaState *s = c->state;
  guint32 token = c->at++;
  guint old = s->token_topic[token], new;
  guint32 one = 1u << s->shift;
  TyLdaDoc *doc, *later;
  guint32 *entry = document(c, token, &doc);
  float uniform, all;

  __builtin_prefetch(document(c, MIN(token + AHEAD, c->run_end - 1), &later));
  if (c->n_uniforms == 0)
    fill_uniforms(c);
  uniform = c->uniform[--c->n_uniforms];
  if (old != TY_LDA_NO_TOPIC)
    change(c, old, -1);
  if (doc->used == 1) {
    guint live;
    Lanes sums = lanes_scan(lanes_document(entry, old + 1, s->shift, c->q, &live), 0);
    float total = lanes_get(sums, TY_LDA_LANES - 1);
    all = total + c->mass;
    float at = uniform * all;
    guint hits = lanes_above(sums, at) & live;
    if (hits) {
      guint lane = (guint) __builtin_ctz(hits);
      new = (entry[lane] & (one - 1)) - 1;
      lanes_bump(entry, lane, one);
    } else
      new = draw_by_prior(c, doc, entry, at - total);
  } else
    new = draw_in_long(c, doc, entry, old + 1, uniform, &all);
  s->token_topic[token] = (guint16) new;
  change(c, new, 1);
  c->product *= (double) all;
}

void KERNEL(TyLdaCell *a, TyLdaCell *b) {
  gboolean more_a = next_run(a), more_b = b && next_run(b);

  while (more_a && more_b) {
    for (guint32 n = MIN(a->end - a->at, b->end - b->at); n > 0; n--) {
      step(a);
      step(b);
    }
    if (a->at == a->end)
      more_a = next_run(a);
    if (b->at == b->end)
      more_b = next_run(b);
  }
  for (; more_a; more_a = next_run(a))
    while (a->at < a->end)
      step(a);
  for (; more_b; more_b = next_run(b))
    while (b->at < b->end)
      step(b);
}
