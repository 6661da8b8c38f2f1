/* SPDX-License-Identifier: Apache-2.0 */
#include "text/segmenter.h"

/* The number of a word that the way has, of `length` characters. The lattice has just been there.
 * Of words of one and two characters without a branch: which it is cannot be guessed. */
static inline guint32 cell_of(const TySegmenter *s, guint at, guint length) {
  const guint64 *cells = s->lexicon->cells;
  const guint16 *code = s->code;
  guint32 one = code[at], two = s->place[at + 1],
          id = two ^ ((one ^ two) & -(guint32) (length == 1));

  if (G_UNLIKELY(length > 2)) {
    id = ty_cell_base(s->pair[at]) + code[at + 2];
    for (guint i = at + 3; G_UNLIKELY(i < at + length); i++)
      id = ty_cell_base(cells[id]) + code[i];
  }
  return id;
}

/* Writes the tokens of the chunk. Most are plain words, single signs and unknown characters: the
 * way says all but their number. */
static TyBareToken *add_chunk(TySegmenter *s, const guint32 *table, TyBareToken *token) {
  static const guint8 types[TY_N_TAGS] = {
      [TY_TAG_PUNCTUATION] = TY_TOKEN_PUNCTUATION, [TY_TAG_BRACKET] = TY_TOKEN_PUNCTUATION};
  const guint slow = TY_FIRST(TY_TAG_PUNCTUATION, 0), words = TY_FIRST(TY_TAG_FIRST, 0);
  const guint punctuation = TY_FIRST(TY_TAG_PUNCTUATION, 1);
  const guint64 *way = s->way;
  const guint32 *offset = s->offset;
  guint n = s->n, run = 0, first = ty_way_first(way[0]);

  G_STATIC_ASSERT(TY_TOKEN_WORD == 0);
  for (guint at = 0, end, next; at < n; at = end, first = next, token++) {
    guint length = ty_way_length_at(way, at);
    end = at + length;
    next = ty_way_first(way[end]);
    if (G_UNLIKELY(first < slow || (first << 16 | next) == (punctuation << 16 | punctuation))) {
      TyPiece piece = {.at = at, .run = run};
      ty_next_piece(s, &piece);
      run = piece.run;
      end = piece.end;
      next = ty_way_first(way[end]);
      *token = (TyBareToken){ty_word_id(s, &piece), offset[at], offset[end], piece.type};
      continue;
    }
    guint32 id = cell_of(s, at, length), none = -(guint32) (first < words);
    __builtin_prefetch(&table[id]);
    *token = (TyBareToken){id | none, offset[at], offset[end], types[first >> 8]};
  }
  return token;
}

const TyBareToken *ty_segmenter_bare(TySegmenter *s, const char *text, gsize length,
                                     const guint32 *table, gsize *n_tokens) {
  gsize n = 0;

  s->text = (const guchar *) (text ? text : "");
  s->joins_lines = FALSE;
  for (gsize at = 0; at < length;) {
    at = ty_scan_chunk(s, at, length);
    ty_find_runs(s);
    ty_solve_lattice(s);
    if (G_UNLIKELY(n + s->n + 1 > s->bare_room)) {
      s->bare_room = n + n / 2 + TY_CHUNK_ROOM;
      s->bare = g_renew(TyBareToken, s->bare, s->bare_room);
    }
    n = (gsize) (add_chunk(s, table, s->bare + n) - s->bare);
    if (at < length && s->text[at] == '\n') {
      s->bare[n++] = (TyBareToken){TY_NO_WORD, (guint32) at, (guint32) at + 1, TY_TOKEN_SPACE};
      at++;
    }
  }
  *n_tokens = n;
  return s->bare;
}
