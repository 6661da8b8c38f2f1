/* SPDX-License-Identifier: Apache-2.0 */
#include "text/segmenter.h"

/* Writes the tokens of the chunk. Most words are plain: the way says all but their number. */
static TyBareToken *add_chunk(TySegmenter *s, const guint32 *table, TyBareToken *token) {
  const guint low = (1 << TY_WAY_BITS) - 1, plain = TY_TAG_FIRST << 5;
  const guint64 *cells = s->lexicon->cells, *way = s->way, *pair = s->pair;
  const guint32 *offset = s->offset, *place = s->place;
  const guint16 *code = s->code;
  guint n = s->n, run = 0;

  for (guint at = 0, end; at < n; at = end, token++) {
    guint first = way[at] & low, length = first & 31;
    if (G_LIKELY(first >= plain)) {
      /* The lattice has just been there. Of words of one and two characters without a branch:
       * which it is cannot be guessed. */
      guint32 one = code[at], two = place[at], id = two ^ ((one ^ two) & -(guint32) (length == 1));
      if (G_UNLIKELY(length > 2)) {
        id = ty_cell_base(pair[at]) + code[at + 2];
        for (guint i = at + 3; G_UNLIKELY(i < at + length); i++)
          id = ty_cell_base(cells[id]) + code[i];
      }
      end = at + length;
      __builtin_prefetch(&table[id]);
      *token = (TyBareToken){id, offset[at], offset[end], TY_TOKEN_WORD};
      continue;
    }
    TyPiece piece = {.at = at, .run = run};
    ty_next_piece(s, &piece);
    run = piece.run;
    end = piece.end;
    *token = (TyBareToken){ty_word_id(s, &piece), offset[at], offset[end], piece.type};
  }
  return token;
}

const TyBareToken *ty_segmenter_bare(TySegmenter *s, const char *text, gsize length,
                                     const guint32 *table, gsize *n_tokens) {
  gsize n = 0;

  s->text = (const guchar *) (text ? text : "");
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
