/* SPDX-License-Identifier: Apache-2.0 */
#include "text/segmenter.h"

#define IMPASSABLE (G_GUINT64_CONSTANT(1) << 60)
/* What a step that leads nowhere leads to: no word, no longer prefix. */
#define NOWHERE ((guint64) TY_COST_NONE << 23)

/* What a word of some length adds to the way behind it. */
static inline guint32 weigh(guint64 cell, guint length) {
  return ((guint32) (cell >> 11) & ~31u) + length;
}

/* The cell if it belongs to the prefix that was looked for. No branch: it could be guessed only
 * half of the time. */
static inline guint64 if_checked(guint64 cell, guint code) {
#ifdef __x86_64__
  __asm__("cmpw %w1, %w0\n\tcmovneq %2, %0" : "+r"(cell) : "r"(code), "r"(NOWHERE) : "cc");
  return cell;
#else
  guint64 found = -(guint64) (ty_cell_check(cell) == code);
  return (cell & found) | (NOWHERE & ~found);
#endif
}

/* The words of one, two and three characters from each position. They are looked up for many
 * positions at a time, each fetching what the next pass needs: most cells are far away. */
static void look_up(TySegmenter *s) {
  const guint64 *cells = s->lexicon->cells;
  const guint16 *code = s->code;
  guint64 *cell = s->cell;
  guint n = s->n, n_longer = 1;

  for (guint i = 0; i < n; i++) {
    guint64 one = cells[code[i]];
    guint64 two = if_checked(cells[ty_cell_base(one) + code[i + 1]], code[i + 1]);
    __builtin_prefetch(&cells[ty_cell_base(two) + code[i + 2]]);
    s->weight[0][i] = weigh(one, 1);
    s->weight[1][i] = weigh(two, 2);
    cell[i] = two;
  }
  for (guint i = 0; i < n; i++) {
    guint64 three = if_checked(cells[ty_cell_base(cell[i]) + code[i + 2]], code[i + 2]);
    s->weight[2][i] = weigh(three, 3);
    cell[i] = three;
    if (G_UNLIKELY(ty_cell_base(three) != 0)) {
      __builtin_prefetch(&cells[ty_cell_base(three) + code[i + 3]]);
      s->longer[n_longer++] = (guint16) i;
    }
  }
  s->n_longer = n_longer;
}

/* The words of four characters and more that begin at i, where `cell` is that of the first three.
 */
static guint64 by_long_words(const guint64 *cells, const guint16 *code, const guint64 *way, guint i,
                             guint64 cell, guint64 best) {
  for (guint length = 4;; length++) {
    guint next = code[i + length - 1];
    cell = cells[ty_cell_base(cell) + next];
    if (ty_cell_check(cell) != next)
      return best;
    guint64 other = ty_way_rest(way[i + length]) + weigh(cell, length);
    best = MIN(best, other);
  }
}

/* Positions [at, end), from right to left. s->longer[s->n_longer - 1] is the last position before
 * `end` from which longer words may begin; before the first of them stands one that is none. */
static void solve_plain(TySegmenter *s, guint at, guint end) {
  const guint32 *one = s->weight[0], *two = s->weight[1], *three = s->weight[2];
  const guint16 *longer = s->longer + s->n_longer - 1;
  guint64 *way = s->way;
  guint64 rest = ty_way_rest(way[end]), rest2 = ty_way_rest(way[end + 1]),
          rest3 = ty_way_rest(way[end + 2]);

  for (guint i = end; i-- > at;) {
    guint64 best = rest + one[i], other = rest2 + two[i];
    best = MIN(best, other);
    other = rest3 + three[i];
    best = MIN(best, other);
    if (G_UNLIKELY(i == *longer)) {
      best = by_long_words(s->lexicon->cells, s->code, way, i, s->cell[i], best);
      longer--;
    }
    way[i] = best;
    rest3 = rest2;
    rest2 = rest;
    rest = ty_way_rest(best);
  }
  s->n_longer = (guint) (longer - s->longer) + 1;
}

void ty_solve_lattice(TySegmenter *s) {
  guint64 edge = (guint64) s->lexicon->unknown_cost << TY_WAY_BITS;
  guint end = s->n;

  for (guint i = 0; i < 3; i++) {
    s->way[s->n + i] = i ? IMPASSABLE : 0;
    s->code[s->n + i] = TY_CODE_UNKNOWN;
  }
  s->longer[0] = G_MAXUINT16;
  look_up(s);
  for (guint r = s->n_runs; r-- > 0;) {
    const TyRun *run = &s->runs[r];
    guint stop = run->at + run->length;
    solve_plain(s, stop, end);
    for (guint i = run->at; i < stop; i++)
      s->way[i] = IMPASSABLE;
    while (s->n_longer > 1 && s->longer[s->n_longer - 1] > run->at)
      s->n_longer--;
    guint64 best = edge + ty_way_rest(s->way[stop]);
    if (!run->fixed && run->length < TY_WORD_MAX) {
      solve_plain(s, run->at, run->at + 1u);
      guint64 word = s->way[run->at];
      best = word < best && ty_way_length(word) > run->length ? word : best;
    }
    s->way[run->at] = best;
    if (s->longer[s->n_longer - 1] == run->at)
      s->n_longer--;
    end = run->at;
  }
  solve_plain(s, 0, end);
}
