/* SPDX-License-Identifier: Apache-2.0 */
#include "text/segmenter.h"

#include <string.h>

enum { BLOCK = 65536 };

const char *ty_token_type_name(TyTokenType type) {
  static const char *const names[] = {"word",  "latin",       "number", "date", "time",
                                      "money", "measure",     "url",    "user", "topic",
                                      "emoji", "punctuation", "space"};
  g_return_val_if_fail(type < G_N_ELEMENTS(names), NULL);
  return names[type];
}

TySegmenter *ty_segmenter_new(const TyLexicon *lexicon) {
  TySegmenter *s = g_new0(TySegmenter, 1);

  s->lexicon = lexicon;
  if (lexicon->own)
    ty_own_words_prepare(lexicon->own, lexicon->codes);
  s->blocks = g_ptr_array_new_with_free_func(g_free);
  ty_prepare_numbers(s);
  return s;
}

void ty_segmenter_free(TySegmenter *s) {
  if (!s)
    return;
  g_free(s->tokens);
  g_free(s->bare);
  g_ptr_array_unref(s->blocks);
  g_free(s->numeral);
  g_free(s);
}

/* Pieces -------------------------------------------------------------------------------------- */

static gboolean same_source(const TySegmenter *s, guint a, guint b) {
  guint32 length = s->offset[a + 1] - s->offset[a];
  return s->offset[b + 1] - s->offset[b] == length &&
         memcmp(s->text + s->offset[a], s->text + s->offset[b], length) == 0;
}

/* What a piece is when it begins with something else than a plain word. */
static void refine(const TySegmenter *s, guint tag, TyPiece *piece) {
  switch (tag) {
  case TY_TAG_PUNCTUATION:
    piece->type = TY_TOKEN_PUNCTUATION;
    while (piece->end < s->n && ty_way_tag(s->way[piece->end]) == TY_TAG_PUNCTUATION &&
           same_source(s, piece->at, piece->end))
      piece->end++;
    break;
  case TY_TAG_BRACKET:
    piece->type = TY_TOKEN_PUNCTUATION;
    break;
  case TY_TAG_SPACE:
    piece->type = TY_TOKEN_SPACE;
    while (piece->end < s->n && ty_way_tag(s->way[piece->end]) == TY_TAG_SPACE &&
           ty_way_length(s->way[piece->end]) == 1)
      piece->end++;
    break;
  case TY_TAG_ORDINAL:
    ty_extend_number(s, TRUE, piece);
    break;
  case TY_TAG_NUMERAL:
    piece->type = TY_TOKEN_NUMBER;
    ty_extend_number(s, FALSE, piece);
    break;
  default:
    break;
  }
}

/* The token at piece->at; piece->run is the first run that does not begin before it. */
static inline void next_piece(const TySegmenter *s, TyPiece *piece) {
  guint length = ty_way_length(s->way[piece->at]), tag = ty_way_tag(s->way[piece->at]);

  piece->type = TY_TOKEN_WORD;
  if (length > 0) {
    piece->end = piece->at + length;
    piece->tag = s->lexicon->tags[tag];
    if (tag < TY_TAG_FIRST)
      refine(s, tag, piece);
    return;
  }
  while (s->runs[piece->run].at < piece->at)
    piece->run++;
  const TyRun *run = &s->runs[piece->run];
  piece->end = piece->at + run->length;
  piece->type = run->type;
  piece->tag = run->tag;
  if (run->type == TY_TOKEN_NUMBER)
    ty_extend_number(s, FALSE, piece);
}

void ty_next_piece(const TySegmenter *s, TyPiece *piece) { next_piece(s, piece); }

static gsize next_chunk(TySegmenter *s, gsize at, gsize length) {
  at = ty_scan_chunk(s, at, length);
  ty_find_runs(s);
  ty_solve_lattice(s);
  return at;
}

/* Tokens -------------------------------------------------------------------------------------- */

static char *room_for(TySegmenter *s, gsize length) {
  if (s->blocks->len == 0 || s->block_used + length > BLOCK) {
    if (s->blocks->len > 0)
      s->block++;
    if (s->block >= s->blocks->len)
      g_ptr_array_add(s->blocks, g_malloc(BLOCK));
    s->block_used = 0;
  }
  return (char *) g_ptr_array_index(s->blocks, s->block) + s->block_used;
}

/* Whether normalisation leaves the source bytes [p, end) as they are. */
static gboolean is_normal(const guchar *p, const guchar *end) {
  while (p < end) {
    guint32 cp;
    if (end - p >= 3 && (p[0] & 0xf0) == 0xe0 && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80) {
      cp = (p[0] & 0xfu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
      p += 3;
      if (cp >= 0x3400 && cp < 0xa000) { /* Han: no marks, one character each */
        if (ty_fold_table[cp] != cp)
          return FALSE;
        continue;
      }
      if (cp < 0x800 || (cp >= 0xd800 && cp < 0xe000))
        return FALSE;
    } else {
      p += ty_utf8_decode(p, end, &cp);
    }
    if (cp > 0xffff || cp == 0xfffd || ty_fold_table[cp] != cp ||
        ty_class_table[cp] & (TY_CLASS_COMPLEX | TY_CLASS_GLUE))
      return FALSE;
  }
  return TRUE;
}

/* Sets the token's text to the normalised source of its span. */
static void give_text(TySegmenter *s, TyToken *token) {
  const guchar *p = s->text + token->start, *end = s->text + token->end;

  token->text = (const char *) p;
  token->length = token->end - token->start;
  if (is_normal(p, end))
    return;
  /* Tokens are short (some thousand positions at most): a block has room for any. */
  char *text = room_for(s, MIN((gsize) BLOCK, (gsize) (end - p) * 12 + TY_CLUSTER_MAX * 4));
  token->text = text;
  token->length = 0;
  while (p < end) {
    TyCluster cluster;
    p += ty_cluster_read(p, end, &cluster);
    for (guint i = 0; i < cluster.n && token->length + 4 <= BLOCK; i++)
      token->length += ty_utf8_encode(cluster.cp[i], text + token->length);
  }
  s->block_used += token->length;
}

const char *ty_segmenter_token_text(TySegmenter *s, const TyBareToken *token, guint32 *length) {
  TyToken whole = {.start = token->start, .end = token->end};

  s->block = 0;
  s->block_used = 0;
  give_text(s, &whole);
  *length = whole.length;
  return whole.text;
}

static TyToken *new_token(TySegmenter *s) {
  if (G_UNLIKELY(s->n_tokens == s->tokens_room)) {
    s->tokens_room = s->tokens_room * 2 + 64;
    s->tokens = g_renew(TyToken, s->tokens, s->tokens_room);
  }
  return &s->tokens[s->n_tokens++];
}

static inline void add_token(TySegmenter *s, const TyPiece *piece, guint32 id) {
  TyToken *token = new_token(s);

  token->start = s->offset[piece->at];
  token->end = s->offset[piece->end];
  token->type = (TyTokenType) piece->type;
  token->tag = piece->tag;
  token->id = id;
  give_text(s, token);
}

/* Longer own words are not looked into. */
#define INSIDE_MAX 64

/* The words of at least two characters inside a word, by where they begin, the shorter first. */
static void add_words_inside(TySegmenter *s, const TyPiece *piece) {
  const guint64 *cells = s->lexicon->cells;
  const guint16 *code = s->code;
  guint16 own[INSIDE_MAX];
  guint first = 0; /* of the codes */

  /* The codes of an own word were taken away, lest a word end or begin within it. */
  if (ty_way_length(s->way[piece->at]) == 0) {
    if (piece->end - piece->at > INSIDE_MAX)
      return;
    for (guint i = piece->at; i < piece->end; i++)
      own[i - piece->at] =
          s->cp[i] < 65536 ? s->lexicon->codes[s->cp[i]] & TY_CODE_MASK : TY_CODE_UNKNOWN;
    first = piece->at;
    code = own;
  }

  for (guint at = piece->at; at + 2 <= piece->end; at++) {
    /* all of `own` that is read was filled: NOLINTNEXTLINE(clang-analyzer-core.uninitialized.*) */
    guint64 cell = cells[code[at - first]];
    for (guint end = at + 1; end < piece->end; end++) {
      guint k = code[end - first];
      guint32 id = ty_cell_base(cell) + k;
      cell = cells[id];
      if (ty_cell_check(cell) != k)
        break;
      TyPiece inside = {at, end + 1, 0, TY_TOKEN_WORD, s->lexicon->tags[ty_cell_tag(cell)]};
      if (ty_cell_cost(cell) != TY_COST_NONE && end + 1 - at < piece->end - piece->at)
        add_token(s, &inside, id);
    }
  }
}

static void add_chunk(TySegmenter *s, TySegmentMode mode) {
  TyPiece piece = {0};

  for (; piece.at < s->n; piece.at = piece.end) {
    next_piece(s, &piece);
    if (mode == TY_SEGMENT_COARSE)
      ty_join_coarse(s, &piece);
    add_token(s, &piece, ty_word_id(s, &piece));
    if (mode == TY_SEGMENT_SEARCH && piece.type == TY_TOKEN_WORD && piece.end - piece.at > 2)
      add_words_inside(s, &piece);
  }
}

static void begin(TySegmenter *s, const char *text) {
  s->text = (const guchar *) (text ? text : "");
  s->block = 0;
  s->block_used = 0;
  s->n_tokens = 0;
}

/* Segments one chunk into s->tokens, with the line end that stands behind it. */
static gsize chunk_tokens(TySegmenter *s, gsize at, gsize length, TySegmentMode mode) {
  at = next_chunk(s, at, length);
  add_chunk(s, mode);
  if (at < length && s->text[at] == '\n') {
    *new_token(s) = (TyToken){.text = (const char *) s->text + at,
                              .length = 1,
                              .start = (guint32) at,
                              .end = (guint32) at + 1,
                              .type = TY_TOKEN_SPACE,
                              .id = TY_NO_WORD,
                              .tag = "x"};
    at++;
  }
  return at;
}

const TyToken *ty_segmenter_tokens(TySegmenter *s, const char *text, gsize length,
                                   TySegmentMode mode, gsize *n_tokens) {
  begin(s, text);
  for (gsize at = 0; at < length;)
    at = chunk_tokens(s, at, length, mode);
  *n_tokens = s->n_tokens;
  return s->tokens;
}

void ty_segment(const TyLexicon *lexicon, const char *text, gsize length, TySegmentMode mode,
                TyTokenFunc func, gpointer data) {
  g_autoptr(TySegmenter) s = ty_segmenter_new(lexicon);

  for (gsize at = 0; at < length;) {
    begin(s, text);
    at = chunk_tokens(s, at, length, mode);
    for (gsize i = 0; i < s->n_tokens; i++)
      func(&s->tokens[i], data);
  }
}

/* Lines --------------------------------------------------------------------------------------- */

/* The end of a token that may be more than its first word, and whether it is white space. */
static G_GNUC_NO_INLINE guint closer_look(TySegmenter *s, TySegmentMode mode, guint at, guint *run,
                                          gboolean *is_space) {
  TyPiece piece = {.at = at, .run = *run};

  next_piece(s, &piece);
  if (mode == TY_SEGMENT_COARSE)
    ty_join_coarse(s, &piece);
  *run = piece.run;
  *is_space = piece.type == TY_TOKEN_SPACE;
  return piece.end;
}

/* Copies a word; unless the text ends there, 16 bytes at once with anything behind it: room for
 * that is there. */
static inline char *copy_word(char *to, const guchar *from, gsize length, gboolean at_end) {
  if (G_UNLIKELY(length > 16) || at_end)
    memcpy(to, from, length);
  else
    memcpy(to, from, 16);
  return to + length;
}

/* Appends the words of the chunk, a space behind each. */
static inline char *copy_words(TySegmenter *s, TySegmentMode mode, gboolean at_end, char *to) {
  const guint low = (1 << TY_WAY_BITS) - 1, space = TY_TAG_SPACE << 5 | 1;
  const guint punctuation = TY_TAG_PUNCTUATION << 5 | 1;
  const guint slow = mode == TY_SEGMENT_COARSE ? low + 1 : TY_TAG_PUNCTUATION << 5;
  const guchar *text = s->text;
  const guint32 *offset = s->offset;
  const guint64 *way = s->way;
  guint n = s->n, run = 0, next = way[0] & low;

  for (guint at = 0, end; at < n; at = end) {
    guint first = next;
    gboolean is_space = first == space;
    end = at + (first & 31);
    next = way[end] & low;
    if (G_UNLIKELY((first < slow) | (((first ^ punctuation) | (next ^ punctuation)) == 0))) {
      if (!is_space) {
        end = closer_look(s, mode, at, &run, &is_space);
        next = way[end] & low;
      }
      if (is_space)
        continue;
    }
    to = copy_word(to, text + offset[at], offset[end] - offset[at], at_end);
    *to++ = ' ';
  }
  return to;
}

/* Appends the words of the chunk. `spaced`: a space is wanted before the first. */
static void write_chunk(TySegmenter *s, TySegmentMode mode, gsize length, gboolean spaced,
                        GString *out) {
  gsize old = out->len;

  g_string_set_size(out, old + (s->offset[s->n] - s->offset[0]) + s->n + 32);
  char *begin = out->str + old, *to = begin + spaced;
  *begin = ' ';
  /* Only the chunk at the end of the text may not be read beyond. */
  to = s->offset[s->n] + 16 <= length ? copy_words(s, mode, FALSE, to)
                                      : copy_words(s, mode, TRUE, to);
  if (to > begin) /* the last space, also the first one when no word came */
    to--;
  g_string_set_size(out, (gsize) (to - out->str));
}

/* The same from tokens, where the words themselves are not enough. */
static void write_tokens(TySegmenter *s, TySegmentMode mode, gboolean normalised, gboolean spaced,
                         GString *out) {
  s->n_tokens = 0;
  add_chunk(s, mode);
  for (gsize i = 0; i < s->n_tokens; i++) {
    const TyToken *token = &s->tokens[i];
    if (token->type == TY_TOKEN_SPACE)
      continue;
    if (spaced)
      g_string_append_c(out, ' ');
    if (normalised)
      g_string_append_len(out, token->text, token->length);
    else
      g_string_append_len(out, (const char *) s->text + token->start, token->end - token->start);
    spaced = TRUE;
  }
}

void ty_segmenter_lines(TySegmenter *s, const char *text, gsize length, TySegmentMode mode,
                        gboolean normalised, GString *out) {
  gsize line = out->len;

  for (gsize at = 0; at < length;) {
    begin(s, text);
    at = next_chunk(s, at, length);
    if (normalised || mode == TY_SEGMENT_SEARCH)
      write_tokens(s, mode, normalised, out->len > line, out);
    else
      write_chunk(s, mode, length, out->len > line, out);
    if (at < length && text[at] == '\n') {
      g_string_append_c(out, '\n');
      line = out->len;
      at++;
    }
  }
}

gsize ty_segment_block_end(const char *text, gsize length, gsize wanted) {
  wanted = MAX(wanted, 1);
  if (length <= wanted)
    return length;
  const char *end = memrchr(text, '\n', wanted);
  if (end)
    return (gsize) (end - text) + 1;
  gsize most = length / 4 > wanted ? wanted * 4 : length;
  end = memchr(text + wanted, '\n', most - wanted);
  if (end)
    return (gsize) (end - text) + 1;
  if (most == length)
    return length;
  /* No line end: after a full stop or comma of Chinese, a space, or between characters. */
  for (gsize at = most; at > wanted; at--)
    if (text[at - 1] == ' ' ||
        (at >= 3 && (memcmp(text + at - 3, "。", 3) == 0 || memcmp(text + at - 3, "，", 3) == 0)))
      return at;
  while (most > wanted && ((guchar) text[most] & 0xc0) == 0x80)
    most--;
  return most;
}
