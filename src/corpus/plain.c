/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/page-join.h"
#include "corpus/readers.h"
#include <string.h>

/* Columns and furniture are found in a piece of the text at a time: a book fits in one. */
#define PIECE_BYTES ((gsize) 4 << 20)
#define PIECE_LINES 100000
#define LEAST_SECTION_BYTES 1200 /* some 400 Chinese characters */
#define PAGE_SECTION_BYTES 3000
#define MOST_SECTION_BYTES 60000
#define TITLE_BYTES 270

typedef struct {
  TyReader *reader;
  TyRecord record;
  GString *title, *body;
  gsize number;     /* the line where the section at hand starts */
  int level;        /* of its heading, 0 without one */
  gsize n_words;    /* bytes of it that are no headings */
  gboolean is_bare; /* its heading is a number whose words follow */
} Sections;

static gboolean flush(Sections *sections, GError **error) {
  gboolean is_empty = sections->body->len == 0 && sections->title->len == 0;
  TyRecord *record = &sections->record;

  if (is_empty)
    return TRUE;
  ty_record_begin(record, sections->number);
  ty_record_append(record, TY_FIELD_TITLE, "", sections->title->str);
  ty_record_append(record, TY_FIELD_TEXT, "", sections->body->str);
  gboolean done =
      ty_reader_emit(sections->reader, record, sections->reader->options.kind, NULL, error);
  g_string_truncate(sections->body, 0);
  sections->n_words = 0;
  return done;
}

static void append_line(Sections *sections, const char *text, gsize length) {
  if (sections->body->len > 0)
    g_string_append_c(sections->body, '\n');
  g_string_append_len(sections->body, text, (gssize) length);
}

static gboolean begin(Sections *sections, const TyParagraph *paragraph, const char *text,
                      gsize length, int level, GError **error) {
  if (!flush(sections, error))
    return FALSE;
  g_string_truncate(sections->title, 0);
  g_string_append_len(sections->title, text, (gssize) length);
  sections->number = paragraph->number;
  sections->level = level;
  sections->is_bare = ty_heading_is_bare(text, length);
  return TRUE;
}

/* A heading begins a section when the one before has enough text or stands below it; else it is a
 * line of that one. */
static gboolean take_heading(Sections *sections, const TyParagraph *paragraph, const char *text,
                             gsize length, GError **error) {
  gboolean is_above = sections->level == 0 || paragraph->level < sections->level ||
                      (paragraph->level == 1 && sections->level == 1);
  gboolean is_first = sections->title->len == 0 && sections->body->len == 0;

  if (is_first || sections->n_words >= LEAST_SECTION_BYTES || (is_above && sections->n_words > 0))
    return begin(sections, paragraph, text, length, paragraph->level, error);
  append_line(sections, text, length);
  return TRUE;
}

/* Bytes of the text up to `most`: to the end of a sentence, or of a character. */
static gsize cut(const char *text, gsize length, gsize most) {
  if (length <= most)
    return length;
  const char *p = text + most;
  while (p > text && ((unsigned char) *p & 0xC0) == 0x80)
    p--;
  for (const char *at = p; at > text + most / 2;) {
    at = g_utf8_prev_char(at);
    if (g_utf8_strchr("。！？!?；;\n", -1, g_utf8_get_char(at)))
      return (gsize) (g_utf8_next_char(at) - text);
  }
  return (gsize) (p - text);
}

static gboolean take_words(Sections *sections, const TyParagraph *paragraph, const char *text,
                           gsize length, GError **error) {
  while (length > 0) {
    gsize room = MOST_SECTION_BYTES - MIN(sections->body->len, MOST_SECTION_BYTES / 2);
    gsize bytes = cut(text, length, room);
    if (sections->body->len + bytes > MOST_SECTION_BYTES) {
      if (!flush(sections, error)) /* goes on under the same title */
        return FALSE;
      sections->number = paragraph->number;
      continue;
    }
    if (sections->body->len == 0 && sections->title->len == 0)
      sections->number = paragraph->number;
    append_line(sections, text, bytes);
    sections->n_words += bytes;
    text += bytes;
    length -= bytes;
  }
  return TRUE;
}

static gboolean take_paragraph(Sections *sections, const TyParagraph *paragraph, const char *text,
                               gboolean by_page, GError **error) {
  gsize length = paragraph->end - paragraph->start;
  gboolean is_title = length <= TITLE_BYTES && paragraph->kind == TY_LINE_PLAIN &&
                      !ty_text_is_ended(text, length, NULL);
  gboolean is_first =
      sections->title->len == 0 && sections->body->len == 0 && sections->reader->n_documents == 0;

  if (paragraph->kind == TY_LINE_HEADING)
    return take_heading(sections, paragraph, text, length, error);
  if (is_title && sections->is_bare && sections->body->len == 0) {
    g_string_append_c(sections->title, ' ');
    g_string_append_len(sections->title, text, (gssize) length);
    sections->is_bare = FALSE;
    return TRUE;
  }
  if (is_title && is_first) /* the text's own */
    return begin(sections, paragraph, text, length, 0, error);
  if (by_page && paragraph->begins_page && sections->body->len >= PAGE_SECTION_BYTES) {
    if (!flush(sections, error))
      return FALSE;
    g_string_truncate(sections->title, 0);
  }
  return take_words(sections, paragraph, text, length, error);
}

static gboolean take_piece(Sections *sections, const char *text, gsize length, gsize number,
                           GError **error) {
  g_autoptr(GArray) lines = ty_page_lines_split(text, length, number);
  g_autoptr(GString) joined = g_string_sized_new(length + 1);
  gboolean has_headings = FALSE, done = TRUE;

  ty_page_lines_mark(lines);
  TyPageShape shape = ty_page_lines_shape(lines);
  g_autoptr(GArray) paragraphs = ty_page_join(lines, &shape, joined);
  for (guint i = 0; i < paragraphs->len; i++)
    has_headings |= g_array_index(paragraphs, TyParagraph, i).kind == TY_LINE_HEADING;
  for (guint i = 0; i < paragraphs->len && done; i++) {
    const TyParagraph *paragraph = &g_array_index(paragraphs, TyParagraph, i);
    done =
        take_paragraph(sections, paragraph, joined->str + paragraph->start, !has_headings, error);
  }
  return done;
}

/* Bytes of the window that are read as one piece: whole lines, when it has any. */
static gsize piece_bytes(const TyWindow *window, gsize *n_lines, gboolean *is_cut) {
  const char *end = window->text + MIN(window->length, PIECE_BYTES), *last = NULL;

  *n_lines = 0;
  *is_cut = FALSE;
  for (const char *p = window->text;
       p < end && *n_lines < PIECE_LINES && (p = memchr(p, '\n', (gsize) (end - p)));) {
    last = ++p;
    ++*n_lines;
  }
  if (window->is_last && window->length <= PIECE_BYTES && *n_lines < PIECE_LINES)
    return window->length;
  *is_cut = !last;
  return last ? (gsize) (last - window->text) : cut(window->text, window->length, PIECE_BYTES);
}

gboolean ty_plain_read(TyReader *reader, TyWindow *window, GError **error) {
  Sections sections = {
      .reader = reader, .title = g_string_new(NULL), .body = g_string_new(NULL), .number = 1};
  gsize number = 1, keep = 0, n_lines, noted = 0;
  gboolean done = TRUE, is_cut;

  do {
    done = ty_window_more(window, keep, error);
    while (done && !window->is_last && !window->is_full && window->length <= PIECE_BYTES)
      done = ty_window_more(window, 0, error);
    if (!done)
      break;
    keep = piece_bytes(window, &n_lines, &is_cut);
    if (is_cut && noted != number) {
      noted = number;
      ty_reader_reject(reader, number, NULL, 0,
                       "found a line of more than 4 MiB, read in parts, expected shorter ones");
    }
    done = take_piece(&sections, window->text, keep, number, error) &&
           (!is_cut || flush(&sections, error));
    number += n_lines;
  } while (done && keep > 0);
  done = done && flush(&sections, error);
  g_string_free(sections.title, TRUE);
  g_string_free(sections.body, TRUE);
  ty_record_clear(&sections.record);
  return done;
}
