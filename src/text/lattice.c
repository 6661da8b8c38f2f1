/* SPDX-License-Identifier: Apache-2.0 */
#include "text/segmenter.h"

#define IMPASSABLE (G_GUINT64_CONSTANT(1) << 60)
/* What a step that leads nowhere leads to: no word, no longer prefix. */
#define NOWHERE ((guint64) TY_COST_NONE << 44)

/* What a word of some length adds to the way behind it. */
static inline guint32 weight(guint64 cell, guint length) {
  return (guint32) (cell >> 37 << 5) + length;
}

/* The cell one step further. Written so that no compiler makes a branch of it: whether the step
 * leads anywhere can be guessed only half of the time. */
static inline guint64 step(const guint64 *cells, guint64 cell, guint code) {
  cell = cells[ty_cell_base(cell) + code];
  guint64 found = -(guint64) (ty_cell_check(cell) == code);
  __asm__("" : "+r"(found));
  return (cell & found) | (NOWHERE & ~found);
}

/* The words of four characters and more that begin at i, where `cell` is that of the first three.
 */
static inline guint64 by_long_words(const guint64 *cells, const guint16 *code, const guint64 *way,
                                    guint i, guint64 cell, guint64 best) {
  for (guint length = 4;; length++) {
    guint next = code[i + length - 1];
    cell = cells[ty_cell_base(cell) + next];
    if (ty_cell_check(cell) != next)
      return best;
    guint64 other = ty_way_rest(way[i + length]) + weight(cell, length);
    best = MIN(best, other);
  }
}

/* The words of two and the prefixes of three characters from each position. They are looked up for
 * many positions at a time, each fetching what the next pass needs: most cells are far away. */
static void look_up(const guint64 *cells, const guint16 *code, guint32 *two, guint64 *three,
                    guint n) {
  for (guint i = 0; i < n; i++) {
    three[i] = step(cells, cells[code[i]], code[i + 1]);
    two[i] = weight(three[i], 2);
    __builtin_prefetch(&cells[ty_cell_base(three[i]) + code[i + 2]]);
  }
  for (guint i = 0; i < n; i++) {
    three[i] = step(cells, three[i], code[i + 2]);
    if (G_UNLIKELY(ty_cell_base(three[i]) != 0))
      __builtin_prefetch(&cells[ty_cell_base(three[i]) + code[i + 3]]);
  }
}

/* Positions [at, end), from right to left. */
static void solve_plain(TySegmenter *s, guint at, guint end) {
  const guint64 *cells = s->lexicon->cells, *three = s->three;
  const guint32 *two = s->two;
  const guint16 *code = s->code;
  guint64 *way = s->way;
  guint64 rest = ty_way_rest(way[end]), rest2 = ty_way_rest(way[end + 1]),
          rest3 = ty_way_rest(way[end + 2]);

  for (guint i = end; i-- > at;) {
    guint64 best = rest + weight(cells[code[i]], 1), other = rest2 + two[i];
    best = MIN(best, other);
    other = rest3 + weight(three[i], 3);
    best = MIN(best, other);
    if (G_UNLIKELY(ty_cell_base(three[i]) != 0))
      best = by_long_words(cells, code, way, i, three[i], best);
    way[i] = best;
    rest3 = rest2;
    rest2 = rest;
    rest = ty_way_rest(best);
  }
}

void ty_solve_lattice(TySegmenter *s) {
  guint64 edge = (guint64) s->lexicon->unknown_cost << TY_WAY_BITS;
  guint end = s->n;

  for (guint i = 0; i < 3; i++) {
    s->way[s->n + i] = i ? IMPASSABLE : 0;
    s->code[s->n + i] = TY_CODE_UNKNOWN;
  }
  look_up(s->lexicon->cells, s->code, s->two, s->three, s->n);
  for (guint r = s->n_runs; r-- > 0;) {
    const TyRun *run = &s->runs[r];
    guint stop = run->at + run->length;
    solve_plain(s, stop, end);
    for (guint i = run->at; i < stop; i++)
      s->way[i] = IMPASSABLE;
    guint64 best = edge + ty_way_rest(s->way[stop]);
    if (!run->fixed && run->length < TY_WORD_MAX) {
      solve_plain(s, run->at, run->at + 1u);
      guint64 word = s->way[run->at];
      best = word < best && ty_way_length(word) > run->length ? word : best;
    }
    s->way[run->at] = best;
    end = run->at;
  }
  solve_plain(s, 0, end);
}
