/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/page-join.h"

#include <string.h>

#define TOLERANCE 3         /* columns: figures and justified spaces make lines uneven */
#define TIGHT 1             /* where a sentence ends, so that the line may end a paragraph */
#define LOST_INDENT 4       /* columns: two Chinese characters */
#define NARROW 16           /* columns of a cell that may be broken */
#define LONG_LINE 60        /* columns that no heading or row has, in a text of whole paragraphs */
#define HEADING_WIDTH 90    /* columns */
#define SENTENCE_HEADING 56 /* columns of a heading that ends like a sentence: "（一）基础。" */

typedef struct {
  const TyPageShape *shape;
  GString *text;
  GArray *paragraphs;
  const TyPageLine *last; /* of the paragraph at hand */
  guint last_width;       /* of the line before that */
} Join;

static gboolean is_wide_char(gunichar c) { return g_unichar_iswide_cjk(c) || c >= 0x2E80; }

/* Columns of what cannot be parted at the beginning of a line. */
static guint first_word_columns(const TyPageLine *line) {
  const char *p = line->text, *end = p + line->length;
  guint columns = 0;

  if (is_wide_char(g_utf8_get_char(p))) {
    const char *next = g_utf8_next_char(p);
    gboolean is_closed =
        next < end && g_utf8_strchr("，。、；：！？”’）》】」", -1, g_utf8_get_char(next)) != NULL;
    return is_closed ? 4 : 2;
  }
  for (; p < end && *p != ' ' && !is_wide_char(g_utf8_get_char(p)); p = g_utf8_next_char(p))
    columns++;
  return columns;
}

static gunichar last_char(const TyPageLine *line) {
  const char *p = g_utf8_find_prev_char(line->text, line->text + line->length);
  return p ? g_utf8_get_char(p) : 0;
}

/* Whether the next line's first word would not have fitted. */
static gboolean is_full(const Join *join, const TyPageLine *line, const TyPageLine *next,
                        gboolean is_first, guint tolerance) {
  guint word = first_word_columns(next) + (is_wide_char(last_char(line)) ? 0 : 1);
  guint lost = is_first && !join->shape->has_indents ? LOST_INDENT : 0;

  return line->width + word + tolerance > join->shape->width - lost;
}

/* A first line whose indent was lost: four columns short, but going on. */
static gboolean begins_paragraph(const Join *join, const TyPageLine *line,
                                 const TyPageLine *after) {
  if (join->shape->has_indents)
    return line->indent >= join->shape->indent + 2;
  return after && line->width + LOST_INDENT <= join->shape->width &&
         !ty_text_is_ended(line->text, line->length, NULL) &&
         is_full(join, line, after, TRUE, TOLERANCE) && !is_full(join, line, after, FALSE, 0);
}

/* Lower case goes on with a sentence. */
static gboolean goes_on(const TyPageLine *line, const TyPageLine *next) {
  gunichar last = last_char(line), first = g_utf8_get_char(next->text);
  return last < 0x250 && (g_unichar_isalnum(last) || strchr(",-", (int) last)) &&
         g_unichar_islower(first);
}

static gboolean is_apart(const Join *join, const TyPageLine *next) {
  if (next->begins_page)
    return FALSE;
  if (join->shape->is_spaced)
    return next->blanks != 1; /* none: the next cell of a row */
  return next->blanks > 0;
}

static guint difference(guint a, guint b) { return a > b ? a - b : b - a; }

/* Nearly full, which headings seldom are, and followed by running text. */
static gboolean are_wide(const Join *join, const TyPageLine *line, const TyPageLine *next) {
  guint wide = join->shape->width * 4 / 5;
  return line->width >= wide &&
         (next->width >= wide || ty_text_is_ended(next->text, next->length, NULL));
}

static gboolean has_stop(const TyPageLine *line) {
  return memmem(line->text, line->length, "，", 3) || memmem(line->text, line->length, "、", 3) ||
         memmem(line->text, line->length, "。", 3) || memmem(line->text, line->length, "；", 3);
}

/* Two lines of a narrow column; names one under another have no commas. */
static gboolean are_cell(const Join *join, const TyPageLine *line, const TyPageLine *next,
                         gboolean is_first) {
  gboolean ends_there =
      next->width < line->width && ty_text_is_ended(next->text, next->length, NULL);
  return line->width >= NARROW && (has_stop(line) || has_stop(next)) &&
         (difference(line->width, next->width) <= TOLERANCE || ends_there ||
          (!is_first && difference(line->width, join->last_width) <= TOLERANCE &&
           next->width <= line->width + TOLERANCE));
}

static gboolean go_together(const Join *join, const TyPageLine *next, const TyPageLine *after,
                            gboolean is_first) {
  const TyPageLine *line = join->last;
  TyLineStart kind = ty_line_start(line->text, line->length, NULL);
  TyLineStart next_kind = ty_line_start(next->text, next->length, NULL);
  gboolean is_strong, is_ended = ty_text_is_ended(line->text, line->length, &is_strong);

  if (next_kind == TY_LINE_CAPTION || (is_first && kind == TY_LINE_CAPTION) ||
      ty_line_mark_bytes(next->text, next->length) > 0 ||
      (is_first && ty_line_mark_bytes(line->text, line->length) > 0) ||
      ty_heading_is_bare(line->text, line->length))
    return FALSE;
  if (join->shape->width == 0) {
    gboolean is_word = g_utf8_get_char(next->text) >= 0x2E80 || g_ascii_islower(*next->text);
    gboolean is_row =
        memchr(line->text, '\t', line->length) || memchr(next->text, '\t', next->length);
    return !is_ended && !is_row && line->width >= LONG_LINE && next_kind == TY_LINE_PLAIN &&
           is_word && next->blanks <= 1 && (!is_first || kind != TY_LINE_HEADING);
  }
  if (is_apart(join, next))
    return FALSE;
  if (!join->shape->is_spaced && !is_ended && next_kind == TY_LINE_PLAIN && goes_on(line, next))
    return TRUE;
  if (!is_full(join, line, next, is_first, is_strong ? TIGHT : TOLERANCE))
    return !is_ended && next_kind == TY_LINE_PLAIN && !(is_first && kind == TY_LINE_HEADING) &&
           (are_wide(join, line, next) || are_cell(join, line, next, is_first));
  if (next_kind == TY_LINE_HEADING || (next_kind == TY_LINE_ITEM && is_ended))
    return FALSE;
  return !((is_strong || join->shape->has_indents) && begins_paragraph(join, next, after));
}

/* Appends a line without the stars that print words in bold. */
static void append(GString *text, const char *p, gsize length) {
  for (const char *end = p + length; p < end;) {
    const char *stars = memmem(p, (gsize) (end - p), "**", 2);
    g_string_append_len(text, p, (stars ? stars : end) - p);
    p = stars ? stars + 2 : end;
  }
}

/* What stands between two lines when they are one. */
static void append_joined(Join *join, const TyPageLine *next) {
  GString *text = join->text;
  gunichar last = last_char(join->last), first = g_utf8_get_char(next->text);
  gboolean is_hyphen = last == '-' || last == 0x2010 || last == 0xAD;

  if (is_hyphen && text->len > 2) {
    gsize bytes = last == '-' ? 1 : last == 0xAD ? 2 : 3;
    gboolean is_word = g_ascii_isalpha(text->str[text->len - bytes - 1]);
    if (is_word && g_unichar_islower(first))
      g_string_truncate(text, text->len - bytes);
  } else if (!is_wide_char(last) && !is_wide_char(first) && last != '/' && last != '_' &&
             last < 0x2E80 && first < 0x2E80)
    g_string_append_c(text, ' ');
  append(text, next->text, next->length);
}

static void finish(Join *join) {
  if (join->paragraphs->len == 0)
    return;
  TyParagraph *paragraph = &g_array_index(join->paragraphs, TyParagraph, join->paragraphs->len - 1);
  /* there is one: NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
  const char *text = join->text->str + paragraph->start;
  gsize length;
  gboolean is_strong;

  paragraph->end = join->text->len;
  length = paragraph->end - paragraph->start;
  paragraph->width = ty_text_columns(text, length);
  gboolean is_ended = ty_text_is_ended(text, length, &is_strong);
  gboolean has_comma = strstr(text, "，") || strstr(text, "；") || memchr(text, ';', length);
  gboolean is_short = paragraph->width <= HEADING_WIDTH && paragraph->n_lines <= 3 && !is_ended;
  gboolean is_sentence = is_strong && paragraph->width <= SENTENCE_HEADING && !has_comma;
  if (paragraph->kind == TY_LINE_HEADING && !is_short && !is_sentence)
    paragraph->kind = TY_LINE_PLAIN;
  /* "1．基础设施完善。" heads what follows, "1．本报告" begins a list: as short as the former. */
  if (paragraph->kind == TY_LINE_ITEM && paragraph->level == 4 && (is_short || is_sentence) &&
      !has_comma && paragraph->width <= SENTENCE_HEADING)
    paragraph->kind = TY_LINE_HEADING;
}

static void begin(Join *join, const TyPageLine *line) {
  TyParagraph fresh = {.start = join->text->len,
                       .number = line->number,
                       .n_lines = 1,
                       .begins_page = line->begins_page};
  gsize mark = ty_line_mark_bytes(line->text, line->length);

  finish(join);
  fresh.start = join->text->len;
  fresh.kind = ty_line_start(line->text, line->length, &fresh.level);
  append(join->text, line->text + mark, line->length - mark);
  g_array_append_val(join->paragraphs, fresh);
}

GArray *ty_page_join(const GArray *lines, const TyPageShape *shape, GString *text) {
  const TyPageLine *line = (const TyPageLine *) (gconstpointer) lines->data;
  Join join = {
      .shape = shape, .text = text, .paragraphs = g_array_new(FALSE, TRUE, sizeof(TyParagraph))};

  for (gsize i = 0, next; i < lines->len; i = next) {
    for (next = i + 1; next < lines->len && line[next].is_furniture;)
      next++;
    if (line[i].is_furniture)
      continue;
    TyParagraph *open = join.paragraphs->len > 0
                            ? &g_array_index(join.paragraphs, TyParagraph, join.paragraphs->len - 1)
                            : NULL;
    if (open && join.last &&
        go_together(&join, &line[i], next < lines->len ? &line[next] : NULL, open->n_lines == 1)) {
      append_joined(&join, &line[i]);
      open->n_lines++;
      join.last_width = join.last->width;
    } else {
      begin(&join, &line[i]);
      join.last_width = 0;
    }
    join.last = &line[i];
  }
  finish(&join);
  return join.paragraphs;
}
