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

/* Most cells are far away. So the pairs are looked up a block before the ways through them are
 * solved, and fetched another block before that: near enough to be still in the cache. */
enum { BLOCK = 64 };

static void fetch_pairs(TySegmenter *s, guint at, guint end) {
  const guint64 *cells = s->lexicon->cells;

  for (guint i = at; i < end; i++) {
    guint32 place = ty_cell_base(cells[s->code[i]]) + s->code[i + 1];
    __builtin_prefetch(&cells[place]);
    s->place[i] = place;
  }
}

static void look_up_pairs(TySegmenter *s, guint at, guint end) {
  const guint64 *cells = s->lexicon->cells;

  for (guint i = at; i < end; i++) {
    guint64 two = if_checked(cells[s->place[i]], s->code[i + 1]);
    __builtin_prefetch(&cells[ty_cell_base(two) + s->code[i + 2]]);
    s->pair[i] = two;
  }
}

/* Makes ready for positions [at, …) to be solved. */
static void look_ahead(TySegmenter *s, guint at) {
  while (s->paired > 0 && s->paired + BLOCK > at) {
    guint from = s->paired > BLOCK ? s->paired - BLOCK : 0;
    guint placed = from > BLOCK ? from - BLOCK : 0;
    fetch_pairs(s, placed, from);
    look_up_pairs(s, from, s->paired);
    s->paired = from;
  }
}

/* The best of `best` and the words of three characters and more that begin at i, where `cell` is
 * that of the first three. */
static guint64 by_long_words(const guint64 *cells, const guint16 *code, const guint64 *way, guint i,
                             guint64 cell, guint64 best) {
  for (guint length = 3;; length++) {
    guint64 other = ty_way_rest(way[i + length]) + weigh(cell, length);
    best = MIN(best, other);
    guint next = code[i + length];
    cell = cells[ty_cell_base(cell) + next];
    if (ty_cell_check(cell) != next)
      return best;
  }
}

/* Positions [at, end), from right to left. Only one in twenty begins three characters of a word:
 * that alone is worth a branch. */
static void solve_block(TySegmenter *s, guint at, guint end) {
  const guint64 *cells = s->lexicon->cells;
  const guint64 *pair = s->pair;
  const guint16 *code = s->code;
  guint64 *way = s->way;
  guint64 rest = ty_way_rest(way[end]), rest2 = ty_way_rest(way[end + 1]);
  guint code3 = code[end + 1], code2 = code[end];

  for (guint i = end; i-- > at;) {
    guint code1 = code[i];
    guint64 one = cells[code1];
    guint64 two = pair[i];
    guint64 three = cells[ty_cell_base(two) + code3];
    guint64 best = rest + weigh(one, 1), other = rest2 + weigh(two, 2);
    best = MIN(best, other);
    if (G_UNLIKELY(ty_cell_check(three) == code3))
      best = by_long_words(cells, code, way, i, three, best);
    way[i] = best;
    rest2 = rest;
    rest = ty_way_rest(best);
    code3 = code2;
    code2 = code1;
  }
}

static void solve_plain(TySegmenter *s, guint at, guint end) {
  while (end > at) {
    guint from = end - at > BLOCK ? end - BLOCK : at;
    look_ahead(s, from);
    solve_block(s, from, end);
    end = from;
  }
}

void ty_solve_lattice(TySegmenter *s) {
  guint64 edge = (guint64) s->lexicon->unknown_cost << TY_WAY_BITS;
  guint end = s->n;

  for (guint i = 0; i < 3; i++) {
    s->way[s->n + i] = i ? IMPASSABLE : 0;
    s->code[s->n + i] = TY_CODE_UNKNOWN;
  }
  s->paired = s->n;
  fetch_pairs(s, s->n > BLOCK ? s->n - BLOCK : 0, s->n);
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
