/* SPDX-License-Identifier: Apache-2.0 */
/** The inner loop, written once over 16 lanes and compiled for each instruction set. The file that
 * includes this one defines KERNEL (the function's name), INLINE (static inline for its target),
 * SLOW (static, not inlined, for its target), a type Lanes of 16 floats, and the operations named
 * `lanes_…`. All sums are made in the same order everywhere, so that all give the same draws. */
#include "topics/lda-sampler.h"

#include <math.h>
#include <string.h>

#define REFRESH                                                                                    \
  1024          /* tokens after which the sums, which gather rounding errors, are made afresh */
#define AHEAD 6 /* tokens to fetch documents ahead */

INLINE TyLdaDoc *document(const TyLdaCell *c, guint32 token) {
  return c->docs + c->state->token_doc[token];
}

INLINE guint32 *entries(const TyLdaCell *c, const TyLdaDoc *doc) {
  return c->state->entry + (gsize) doc->row * TY_LDA_LANES;
}

INLINE void fetch(const TyLdaCell *c, guint32 token) {
  const TyLdaDoc *doc = document(c, token);
  const guint32 *entry = entries(c, doc);
  for (guint b = 0; b < doc->used; b++)
    __builtin_prefetch(entry + b * TY_LDA_LANES);
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

/* A token between weighing and drawing. */
typedef struct {
  TyLdaDoc *doc;
  guint32 *entry, token;
  float at, total;  /* the point drawn; the document's share of the mass */
  guint hits, used; /* lanes whose running sums are above `at`; blocks of entries */
} Draw;

/* Takes the token out and weighs the topics of its document. Lane i holds entries i, i + 16, …:
 * `cumulated` sums them downwards, `across` the lanes' totals from left to right. */
INLINE Draw weigh(TyLdaCell *c) {
  const TyLdaState *s = c->state;
  Draw draw = {.token = c->at++};
  guint old = s->token_topic[draw.token];
  Lanes down = lanes_zero(), across;
  float all;

  draw.doc = document(c, draw.token);
  draw.entry = entries(c, draw.doc);
  draw.used = draw.doc->used;
  if (c->n_uniforms == 0)
    fill_uniforms(c);
  if (old != TY_LDA_NO_TOPIC)
    change(c, old, -1);
  for (guint b = 0; b < draw.used; b++) {
    down = lanes_add(down, lanes_document(draw.entry + b * TY_LDA_LANES, old + 1, s->shift, c->q));
    lanes_store(c->cumulated + b * TY_LDA_LANES, down);
  }
  across = lanes_scan(down, 0);
  lanes_store(c->across + 1, across);
  draw.total = lanes_get(across, TY_LDA_LANES - 1);
  all = draw.total + c->mass;
  draw.at = c->uniform[--c->n_uniforms] * all;
  draw.hits = lanes_above(across, draw.at);
  c->product *= (double) all;
  return draw;
}

/* The first entry with a token: for the rare draw that rounding leads into a hole. */
SLOW guint first_live(const guint32 *entry) {
  guint i = 0;
  while (entry[i] == 0)
    i++;
  return i;
}

/* Draws the topic and puts the token in again. */
INLINE void settle(TyLdaCell *c, const Draw *draw) {
  const TyLdaState *s = c->state;
  guint32 one = 1u << s->shift;
  guint topic;

  if (draw->hits) {
    guint lane = (guint) __builtin_ctz(draw->hits), block = 0;
    float rest = draw->at - c->across[lane];
    for (guint b = 0; b + 1 < draw->used; b++)
      block += c->cumulated[b * TY_LDA_LANES + lane] <= rest;
    guint i = block * TY_LDA_LANES + lane;
    if (G_UNLIKELY(draw->entry[i] == 0))
      i = first_live(draw->entry);
    topic = (draw->entry[i] & (one - 1)) - 1;
    lanes_bump(draw->entry + i / TY_LDA_LANES * TY_LDA_LANES, i % TY_LDA_LANES, one);
  } else {
    topic = draw_from_prior(c, MAX(draw->at - draw->total, 0));
    insert(draw->doc, draw->entry, topic + 1, one);
  }
  s->token_topic[draw->token] = (guint16) topic;
  change(c, topic, 1);
  fetch(c, MIN(draw->token + AHEAD, c->run_end - 1));
}

void KERNEL(TyLdaCell *a, TyLdaCell *b) {
  gboolean more_a = next_run(a), more_b = b && next_run(b);

  while (more_a && more_b) {
    for (guint32 n = MIN(a->end - a->at, b->end - b->at); n > 0; n--) {
      Draw of_a = weigh(a), of_b = weigh(b);
      settle(a, &of_a);
      settle(b, &of_b);
    }
    if (a->at == a->end)
      more_a = next_run(a);
    if (b->at == b->end)
      more_b = next_run(b);
  }
  for (; more_a; more_a = next_run(a))
    while (a->at < a->end) {
      Draw draw = weigh(a);
      settle(a, &draw);
    }
  for (; more_b; more_b = next_run(b))
    while (b->at < b->end) {
      Draw draw = weigh(b);
      settle(b, &draw);
    }
}
