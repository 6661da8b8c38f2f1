/* SPDX-License-Identifier: Apache-2.0 */
#include "text/segmenter.h"

/* A way is weighed as cost << 12 | tag << 5 | length of its first word, so that the lighter of two
 * is a plain minimum and says what to do; the low 12 bits are cut off where ways are added up. */
#define LOW_BITS 12
#define IMPASSABLE (G_GUINT64_CONSTANT(1) << 60)

static inline guint64 weight(guint64 cell, guint64 rest, guint length) {
  return (cell >> 37 << 5) + rest + length;
}

/* The lightest way from position i by a word of the lexicon. */
static inline guint64 lightest(const guint64 *restrict cells, const guint16 *restrict code,
                               const guint64 *restrict cost, guint i) {
  guint64 cell = cells[code[i]];
  guint64 best = weight(cell, cost[i + 1], 1);

  for (guint length = 2;; length++) {
    guint k = code[i + length - 1];
    cell = cells[ty_cell_base(cell) + k];
    if (ty_cell_check(cell) != k)
      return best;
    guint64 other = weight(cell, cost[i + length], length);
    best = other < best ? other : best;
  }
}

static void solve_plain(TySegmenter *s, guint at, guint end) {
  const guint64 *cells = s->lexicon->cells;

  for (guint i = end; i-- > at;) {
    guint64 best = lightest(cells, s->code, s->cost, i);
    s->cost[i] = best >> LOW_BITS << LOW_BITS;
    s->pick[i] = best & ((1 << LOW_BITS) - 1);
  }
}

void ty_solve_lattice(TySegmenter *s) {
  guint64 edge = (guint64) s->lexicon->unknown_cost << LOW_BITS;
  guint end = s->n;

  s->cost[s->n] = 0;
  for (guint r = s->n_runs; r-- > 0;) {
    const TyRun *run = &s->runs[r];
    guint stop = run->at + run->length;
    solve_plain(s, stop, end);
    for (guint i = run->at + 1; i < stop; i++)
      s->cost[i] = IMPASSABLE;
    guint64 best = edge + s->cost[stop];
    if (!run->fixed && run->length < TY_WORD_MAX) {
      s->cost[run->at] = IMPASSABLE;
      guint64 word = lightest(s->lexicon->cells, s->code, s->cost, run->at);
      best = word < best && (word & 31) > run->length ? word : best;
    }
    s->cost[run->at] = best >> LOW_BITS << LOW_BITS;
    s->pick[run->at] = best & ((1 << LOW_BITS) - 1);
    end = run->at;
  }
  solve_plain(s, 0, end);
}
