/* SPDX-License-Identifier: Apache-2.0 */
/** The inner loop, written once over 16 lanes and compiled for each instruction set. The file that
 * includes this one defines KERNEL (the function's name), INLINE (static inline for its target),
 * SLOW (static, not inlined, for its target), a type Lanes of 16 floats, and the operations named
 * `lanes_…`. All sums are made in the same order everywhere, so that all give the same draws. */
#include "topics/lda-sampler.h"

#include <math.h>
#include <string.h>

/* Tokens after which the sums, which gather rounding errors, are made afresh. */
#define REFRESH 1024
/* Tokens to fetch documents ahead. */
#define AHEAD 6
/* Tokens to fetch their places ahead: these are met at random too. */
#define AHEAD_OF_FETCH 16

INLINE guint32 *entries(const TyLdaCell *c, const TyLdaDoc *doc) {
  return c->entry + (gsize) doc->row * TY_LDA_LANES;
}

/* The weights of all topics for the word whose counts stand in n_word, and their sums. */
SLOW void make_sums(TyLdaCell *c) {
  Lanes mass = lanes_zero();

  for (guint group = 0; group < c->state->n_padded; group += TY_LDA_GROUP) {
    guint end = MIN(group + TY_LDA_GROUP, c->state->n_padded);
    Lanes sum = lanes_zero();
    for (guint k = group; k < end; k += TY_LDA_LANES) {
      Lanes q = lanes_multiply(lanes_shifted(c->n_word + k, c->beta), lanes_load(c->inverse + k));
      lanes_store(c->q + k, q);
      sum = lanes_add(sum, lanes_multiply(lanes_load(c->alpha + k), q));
    }
    lanes_store(c->sum + group / TY_LDA_LANES, sum);
    mass = lanes_add(mass, sum);
  }
  c->mass = lanes_last(lanes_scan(mass));
}

/* Random numbers for the next draws; keeps the product of masses within range on the way. */
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

/* Counts topics into n_word. Two tables in turn: most tokens of a word are of one topic, and an
 * addition to a number just written waits for it. */
SLOW void count_topics(TyLdaCell *c, const guint16 *topic, gsize n) {
  gint32 *even = c->n_word, *odd = c->n_word_odd;
  gsize n_padded = c->state->n_padded, i = 0;

  memset(even, 0, n_padded * sizeof *even);
  memset(odd, 0, n_padded * sizeof *odd);
  for (; i + 4 <= n; i += 4) {
    even[topic[i]]++;
    odd[topic[i + 1]]++;
    even[topic[i + 2]]++;
    odd[topic[i + 3]]++;
  }
  for (; i < n; i++)
    even[topic[i]]++;
  for (gsize k = 0; k < n_padded; k += TY_LDA_LANES)
    lanes_count(even + k, odd + k);
}

/* Asks for the counts of a token's document, its first four blocks at most: what is asked for in
 * vain takes the place of what is needed. */
INLINE void fetch_document(const TyLdaCell *c, guint32 token) {
  const TyLdaDoc *doc = c->docs + c->token_doc[token];
  const guint32 *entry = entries(c, doc);

#pragma GCC unroll 4
  for (guint i = 0; i < 4; i++)
    __builtin_prefetch(entry + (gsize) MIN(i, doc->used - 1) * TY_LDA_LANES);
}

/* Asks for where they are, which must be known by the time that the counts are asked for. */
INLINE void fetch_place(const TyLdaCell *c, guint32 token) {
  __builtin_prefetch(c->docs + c->token_doc[token]);
}

#include "topics/lda-dense.h"

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
    for (guint32 token = c->at; token < MIN(c->at + AHEAD_OF_FETCH, c->run_end) && !c->count;
         token++)
      fetch_place(c, token);
    for (guint32 token = c->at; token < MIN(c->at + AHEAD, c->run_end) && c->count; token++)
      dense_fetch(c, token, s->n_padded);
    gsize first = s->run[(gsize) (c->word - 1) * s->n_blocks];
    gsize end = s->run[(gsize) c->word * s->n_blocks];
    count_topics(c, s->token_topic + first, end - first);
    for (guint32 token = c->at; token < MIN(c->at + AHEAD, c->run_end) && !c->count; token++)
      fetch_document(c, token);
  }
  if (c->n_uniforms == 0)
    fill_uniforms(c);
  if (c->count) {
    c->end = c->run_end;
    dense_weights(c);
  } else {
    c->end = MIN(c->run_end, c->at + REFRESH);
    make_sums(c);
  }
  return TRUE;
}

/* One token more or less of topic k for the word at hand, in all but q itself. @return q(k) */
INLINE float change(TyLdaCell *c, guint k, gint32 by, float old_q) {
  gint32 n = c->n_word[k] += by, total = c->total[k] += by;
  float inverse = 1 / ((float) total + c->v_beta), q = ((float) n + c->beta) * inverse;
  float difference = c->alpha[k] * (q - old_q);

  c->inverse[k] = inverse;
  c->sum[k / TY_LDA_GROUP * TY_LDA_LANES + k % TY_LDA_LANES] += difference;
  c->mass += difference;
  return q;
}

/* The topic at `rest` in the cumulated α · q: first the lane of all groups, then the group in the
 * lane, then down the lane in the group. */
SLOW guint draw_from_prior(TyLdaCell *c, float rest) {
  guint n_padded = c->state->n_padded, last = c->state->n_topics, group = 0, lane;
  guint n = (n_padded + TY_LDA_GROUP - 1) / TY_LDA_GROUP * TY_LDA_LANES;
  Lanes down = lanes_zero(), across;

  for (guint i = 0; i < n; i += TY_LDA_LANES) {
    down = lanes_add(down, lanes_load(c->sum + i));
    lanes_store(c->cumulated + i, down);
  }
  across = lanes_scan(down);
  lane = (guint) __builtin_ctz(lanes_above(across, rest) | 1u << TY_LDA_LANES);
  if (lane == TY_LDA_LANES)
    return last;
  lanes_store(c->across, across);
  rest -= c->across[(gint) lane - 1];
  while (group + TY_LDA_LANES < n && c->cumulated[group + lane] <= rest)
    group += TY_LDA_LANES;
  if (group > 0)
    rest -= c->cumulated[group - TY_LDA_LANES + lane];
  group *= TY_LDA_GROUP / TY_LDA_LANES;
  for (guint k = group + lane; k < MIN(group + TY_LDA_GROUP, n_padded); k += TY_LDA_LANES) {
    float mass = c->alpha[k] * c->q[k];
    if (mass > 0)
      last = k;
    if (rest < mass)
      break;
    rest -= mass;
  }
  return last;
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

/* A token on its way through the five stages below. Two cells go through them side by side: what a
 * stage must wait for is then well mixed with what need not wait. */
typedef struct {
  TyLdaDoc *doc;
  guint32 *entry, token;
  guint used, old, topic; /* blocks of entries; topic before and after */
  Lanes down;             /* lane i: the sum over entries i, i + 16, … */
  float at, total;        /* the point drawn; the document's share of the mass */
  guint hits;             /* lanes whose running sums are above `at` */
} Draw;

/* Takes the token out. */
INLINE void take(TyLdaCell *c, Draw *draw) {
  draw->token = c->at++;
  draw->doc = c->docs + c->token_doc[draw->token];
  draw->entry = entries(c, draw->doc);
  draw->used = draw->doc->used;
  draw->old = c->token_topic[draw->token];
  c->q[draw->old] = change(c, draw->old, -1, c->q[draw->old]);
}

/* Weighs the entries of its document; `cumulated` keeps the sums on the way down. */
INLINE void weigh(TyLdaCell *c, Draw *draw, guint shift) {
  const float *q = c->q;
  float *cumulated = c->cumulated;
  guint32 *entry = draw->entry;
  guint old = draw->old, n = draw->used * TY_LDA_LANES;
  Lanes down = lanes_zero();

  for (guint i = 0; i < n; i += TY_LDA_LANES) {
    down = lanes_add(down, lanes_document(entry + i, old, shift, q));
    lanes_store(cumulated + i, down);
  }
  draw->down = down;
}

/* Draws a point, and the lane it lies in. */
INLINE void aim(TyLdaCell *c, Draw *draw) {
  Lanes across = lanes_scan(draw->down);
  float all;

  lanes_store(c->across, across);
  draw->total = lanes_last(across);
  all = draw->total + c->mass;
  draw->at = c->uniform[--c->n_uniforms] * all;
  draw->hits = lanes_above(across, draw->at);
  c->product *= (double) all;
}

/* The first entry with a token: for the rare draw that rounding leads into a hole. */
SLOW guint first_live(const guint32 *entry) {
  guint i = 0;
  while (entry[i] == 0)
    i++;
  return i;
}

/* Finds the topic at the point, and counts the token in the document. */
INLINE void pick(TyLdaCell *c, Draw *draw, guint shift) {
  guint32 one = 1u << shift;

  if (draw->hits) {
    guint lane = (guint) __builtin_ctz(draw->hits), block = 0, n = draw->used * TY_LDA_LANES;
    const float *cumulated = c->cumulated + lane;
    float rest = draw->at - c->across[(gint) lane - 1];
    for (guint i = 0; i < n; i += TY_LDA_LANES)
      block += cumulated[i] <= rest;
    guint32 *entry = draw->entry + block * TY_LDA_LANES + lane;
    if (G_UNLIKELY(block == draw->used || *entry == 0))
      entry = draw->entry + first_live(draw->entry);
    draw->topic = *entry & (one - 1);
    lanes_bump(draw->entry, (guint) (entry - draw->entry), one);
  } else {
    draw->topic = draw_from_prior(c, MAX(draw->at - draw->total, 0));
    insert(draw->doc, draw->entry, draw->topic, one);
  }
}

/* Counts the token everywhere else, and gets ready for later ones. */
INLINE void settle(TyLdaCell *c, const Draw *draw) {
  c->token_topic[draw->token] = (guint16) draw->topic;
  c->q[draw->topic] = change(c, draw->topic, 1, c->q[draw->topic]);
  fetch_place(c, MIN(c->at + AHEAD_OF_FETCH, c->run_end - 1));
  fetch_document(c, MIN(c->at + AHEAD, c->run_end - 1));
  if (c->n_uniforms == 0)
    fill_uniforms(c);
}

/* `shift` is a constant where this is inlined. */
INLINE void list_run(TyLdaCell *a, TyLdaCell *b, guint32 n_tokens, guint shift) {
  for (; b && n_tokens > 0; n_tokens--) {
    Draw of_a, of_b;
    take(a, &of_a);
    take(b, &of_b);
    weigh(a, &of_a, shift);
    weigh(b, &of_b, shift);
    aim(a, &of_a);
    aim(b, &of_b);
    pick(a, &of_a, shift);
    pick(b, &of_b, shift);
    settle(a, &of_a);
    settle(b, &of_b);
  }
  for (; n_tokens > 0; n_tokens--) {
    Draw draw;
    take(a, &draw);
    weigh(a, &draw, shift);
    aim(a, &draw);
    pick(a, &draw, shift);
    settle(a, &draw);
  }
}

SLOW void list_pair(TyLdaCell *a, TyLdaCell *b, guint32 n_tokens) {
  if (a->shift == TY_LDA_HALF)
    list_run(a, b, n_tokens, TY_LDA_HALF);
  else
    list_run(a, b, n_tokens, a->shift);
}

/* Samples `n_tokens` of each cell; `b` may be NULL. */
INLINE void pair(TyLdaCell *a, TyLdaCell *b, guint32 n_tokens) {
  if (a->count)
    dense_pair(a, b, n_tokens);
  else
    list_pair(a, b, n_tokens);
}

void KERNEL(TyLdaCell *a, TyLdaCell *b) {
  gboolean more_a = next_run(a), more_b = b && next_run(b);

  while (more_a && more_b) {
    pair(a, b, MIN(a->end - a->at, b->end - b->at));
    if (a->at == a->end)
      more_a = next_run(a);
    if (b->at == b->end)
      more_b = next_run(b);
  }
  if (more_b)
    a = b;
  for (gboolean more = more_a || more_b; more; more = next_run(a))
    pair(a, NULL, a->end - a->at);
}
