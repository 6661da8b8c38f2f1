/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv-record.h"

#include <string.h>

void ty_csv_record_clear(TyCsvRecord *record) {
  g_free(record->field);
  memset(record, 0, sizeof *record);
}

static void add(TyCsvRecord *record, gsize start, gsize end, gboolean has_quotes) {
  if (record->n == record->room) {
    record->room = MAX(16, record->room * 2);
    record->field = g_renew(TyCsvSpan, record->field, record->room);
  }
  record->field[record->n++] = (TyCsvSpan){start, end, has_quotes};
}

#define EACH_BYTE(c) (0x0101010101010101U * (guint8) (c))

/* The high bit of each byte of `word` that is zero; exact up to the first of them. */
static inline guint64 zero_bytes(guint64 word) {
  return (word - EACH_BYTE(1)) & ~word & EACH_BYTE(0x80);
}

/* The first delimiter, quote, LF or CR from `at` on, else `length`. Most of a table of posts is
 * running text: eight bytes at a time. */
static gsize find_mark(const char *text, gsize at, gsize length, char delimiter) {
  for (; at + 8 <= length; at += 8) {
    guint64 word;
    memcpy(&word, text + at, sizeof word);
    guint64 hit = zero_bytes(word ^ EACH_BYTE(delimiter)) | zero_bytes(word ^ EACH_BYTE('"')) |
                  zero_bytes(word ^ EACH_BYTE('\n')) | zero_bytes(word ^ EACH_BYTE('\r'));
    if (hit)
      return at + (gsize) __builtin_ctzll(GUINT64_TO_LE(hit)) / 8;
  }
  while (at < length && text[at] != delimiter && text[at] != '"' && text[at] != '\n' &&
         text[at] != '\r')
    at++;
  return at;
}

static gboolean is_line_end(char c) { return c == '\n' || c == '\r'; }

/* Bytes of the line end at `at`: 0 when the text ends before that is certain. */
static gsize line_end_bytes(const char *text, gsize at, gsize length, gboolean is_last) {
  if (text[at] == '\n')
    return 1;
  if (at + 1 == length)
    return is_last ? 1 : 0;
  return text[at + 1] == '\n' ? 2 : 1;
}

gsize ty_csv_line_bytes(const char *text, gsize at, gsize length, gboolean is_last) {
  const char *lf = memchr(text + at, '\n', length - at);
  gsize stop = lf ? (gsize) (lf - text) : length;
  const char *cr = memchr(text + at, '\r', stop - at);

  if (cr)
    stop = (gsize) (cr - text);
  if (stop == length)
    return is_last ? length - at : 0;
  gsize bytes = line_end_bytes(text, stop, length, is_last);
  return bytes > 0 ? stop + bytes - at : 0;
}

gsize ty_csv_count_lines(const char *text, gsize length) {
  gsize n = 0;

  for (const char *p = text, *end = text + length; (p = memchr(p, '\n', (gsize) (end - p))); p++)
    n++;
  for (const char *p = text, *end = text + length; (p = memchr(p, '\r', (gsize) (end - p))); p++)
    n += p + 1 == end || p[1] != '\n';
  return n;
}

typedef enum { FIELD_ENDS, RECORD_ENDS, TEXT_ENDS, MISPLACED } After;

/* Reads the field at `*at` and moves to what ends it. `is_strict`: a quote out of place is one. */
static After find_field(TyCsvRecord *record, const char *text, gsize *at, gsize length,
                        gboolean is_last, char delimiter, gboolean is_strict) {
  gsize start = *at, p = start;
  gboolean is_quoted = p < length && text[p] == '"', has_quotes = FALSE;

  if (is_quoted) {
    for (start = ++p;; p++) {
      const char *quote = memchr(text + p, '"', length - p);
      *at = p = quote ? (gsize) (quote - text) : length;
      if (!quote)
        return TEXT_ENDS;
      if (p + 1 == length && !is_last)
        return TEXT_ENDS;
      char next = p + 1 < length ? text[p + 1] : '\n';
      if (next == delimiter || is_line_end(next))
        break;
      if (next != '"' && is_strict)
        return MISPLACED;
      has_quotes = TRUE;
      p += next == '"';
    }
    add(record, start, p, has_quotes);
    p++;
  } else {
    p = find_mark(text, p, length, delimiter);
    while (p < length && text[p] == '"') {
      *at = p;
      if (is_strict)
        return MISPLACED;
      p = find_mark(text, p + 1, length, delimiter);
    }
    *at = p;
    if (p == length && !is_last)
      return TEXT_ENDS;
    add(record, start, p, FALSE);
  }
  *at = p;
  return p < length && text[p] == delimiter ? FIELD_ENDS : RECORD_ENDS;
}

static After find_fields(TyCsvRecord *record, const char *text, gsize *at, gsize length,
                         gboolean is_last, char delimiter, gboolean is_strict) {
  After after;

  record->n = 0;
  while ((after = find_field(record, text, at, length, is_last, delimiter, is_strict)) ==
         FIELD_ENDS)
    ++*at;
  return after;
}

/* Reads the line of a quote out of place as a record of its own. */
static TyCsvState find_loosely(TyCsvRecord *record, const char *text, gsize at, gsize misplaced,
                               gsize length, gboolean is_last, char delimiter, gsize *end) {
  if (memchr(text + at, '\n', misplaced - at) || memchr(text + at, '\r', misplaced - at))
    return TY_CSV_UNCLOSED; /* the sign of a quote that was never closed */
  gsize bytes = ty_csv_line_bytes(text, at, length, is_last);
  if (bytes == 0)
    return TY_CSV_CUT;
  *end = at + bytes;
  return find_fields(record, text, &at, *end, TRUE, delimiter, FALSE) == RECORD_ENDS
             ? TY_CSV_WHOLE
             : TY_CSV_UNCLOSED;
}

TyCsvState ty_csv_record_find(TyCsvRecord *record, const char *text, gsize at, gsize length,
                              gboolean is_last, char delimiter, gsize *end) {
  gsize p = at;

  switch (find_fields(record, text, &p, length, is_last, delimiter, TRUE)) {
  case MISPLACED:
    return find_loosely(record, text, at, p, length, is_last, delimiter, end);
  case TEXT_ENDS:
    return is_last ? TY_CSV_UNCLOSED : TY_CSV_CUT;
  default:
    break;
  }
  gsize bytes = p < length ? line_end_bytes(text, p, length, is_last) : 0;
  if (bytes == 0 && !is_last)
    return TY_CSV_CUT;
  *end = p + bytes;
  return TY_CSV_WHOLE;
}

char *ty_csv_record_take(const TyCsvRecord *record, char *text, gsize i) {
  TyCsvSpan span = record->field[i];
  char *field = text + span.start, *end = text + span.end;

  if (span.has_quotes) {
    char *to = field;
    for (const char *from = field; from < end; from++) {
      *to++ = *from;
      from += *from == '"' && from + 1 < end && from[1] == '"';
    }
    end = to;
  }
  *end = '\0';
  return field;
}
