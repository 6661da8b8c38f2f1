/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"

#include <csv.h>
#include <string.h>

#define RAW_MAX 300

/* libcsv hands over fields and record ends but no line numbers. So it is fed one physical line at a
 * time: a record that ends within line k started at the line after the previous record's last. */
typedef struct {
  const char *file;
  char delimiter;
  TyCsvFunc heading_func;
  TyCsvFunc func;
  TyRejectFunc reject;
  gpointer data;
  GError **error;
  GPtrArray *fields;
  GPtrArray *headings; /* NULL until the first record */
  gsize line;          /* the physical line being fed */
  gsize start;         /* the line where the open record starts */
  gboolean has_nul;    /* the open record holds a NUL byte */
  gboolean failed;
} Reading;

static void on_field(void *field, size_t length, void *data) {
  Reading *reading = data;
  if (length > 0 && memchr(field, '\0', length))
    reading->has_nul = TRUE;
  g_ptr_array_add(reading->fields, g_strndup(field, length));
}

static void clear(Reading *reading) {
  g_ptr_array_set_size(reading->fields, 0);
  reading->has_nul = FALSE;
}

/* The longest beginning of `text` of at most RAW_MAX bytes that cuts no character. */
static char *cut(const char *text, gsize length) {
  gsize end = MIN(length, RAW_MAX);
  while (end < length && end > 0 && ((unsigned char) text[end] & 0xC0) == 0x80)
    end--;
  return g_strndup(text, end);
}

static void refuse(Reading *reading, const char *reason) {
  if (!reading->reject)
    return;
  g_autoptr(GString) row = g_string_new(NULL);
  for (guint i = 0; i < reading->fields->len; i++)
    ty_csv_append(row, reading->fields->pdata[i], i == 0);
  g_autofree char *raw = cut(row->str, row->len);
  TyReject reject = {reading->file, reading->start, reason, raw};
  reading->reject(&reject, reading->data);
}

static void call(Reading *reading, TyCsvFunc func) {
  GPtrArray *fields = reading->fields->len > 0 ? reading->fields : reading->headings;
  TyCsvRow row = {reading->file,
                  reading->start,
                  fields->len,
                  (char *const *) fields->pdata,
                  (char *const *) reading->headings->pdata,
                  reading->headings->len};
  reading->failed = !func(&row, reading->data, reading->error);
}

static void take_heading(Reading *reading) {
  reading->headings = g_steal_pointer(&reading->fields);
  reading->fields = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < reading->headings->len; i++) {
    char *heading = g_strstrip(reading->headings->pdata[i]);
    for (guint before = 0; before < i && !reading->failed; before++)
      if (*heading && g_str_equal(heading, reading->headings->pdata[before])) {
        g_set_error(reading->error, TY_ERROR, TY_ERROR_INPUT,
                    "%s:%zu: found the column %s twice, expected each heading once", reading->file,
                    reading->start, heading);
        reading->failed = TRUE;
      }
  }
  if (!reading->failed && reading->heading_func)
    call(reading, reading->heading_func);
}

static void on_record(int end, void *data) {
  Reading *reading = data;
  (void) end;

  if (reading->failed)
    return;
  if (reading->start == 0)
    reading->start = reading->line;
  if (!reading->headings)
    take_heading(reading);
  else if (reading->has_nul)
    refuse(reading, "found a NUL byte, expected text");
  else if (reading->fields->len != reading->headings->len) {
    g_autofree char *reason = g_strdup_printf("found %u fields, expected %u as in the heading",
                                              reading->fields->len, reading->headings->len);
    refuse(reading, reason);
  } else
    call(reading, reading->func);
  clear(reading);
  reading->start = 0;
}

/* A field ends where it ends: spaces around it are its own. */
static int is_never_space(unsigned char c) {
  (void) c;
  return FALSE;
}

static void begin(struct csv_parser *parser, const Reading *reading, unsigned char options) {
  csv_init(parser, CSV_APPEND_NULL | options);
  csv_set_space_func(parser, is_never_space);
  csv_set_delim(parser, (unsigned char) reading->delimiter);
}

/* Ends the parse; TRUE when no quote was left open. */
static gboolean end(struct csv_parser *parser, Reading *reading) {
  csv_set_opts(parser, CSV_APPEND_NULL | CSV_STRICT | CSV_STRICT_FINI);
  gboolean closed = csv_fini(parser, on_field, on_record, reading) == 0;
  csv_free(parser);
  return closed;
}

/* Bytes of the physical line at `at`, with its LF, CRLF or CR. */
static gsize line_bytes(const char *text, gsize at, gsize length) {
  const char *lf = memchr(text + at, '\n', length - at);
  gsize bytes = lf ? (gsize) (lf - text) + 1 - at : length - at;
  const char *cr = memchr(text + at, '\r', bytes);
  return cr && cr + 1 != lf ? (gsize) (cr - text) + 1 - at : bytes;
}

/* Reads a line with a quote out of place (`5" pipe`, `"a "b" c"`) as a record of its own, the quote
 * for itself. FALSE when a quote is then still open at its end. */
static gboolean read_loosely(Reading *reading, const char *line, gsize bytes) {
  struct csv_parser parser;

  clear(reading);
  begin(&parser, reading, 0);
  csv_parse(&parser, line, bytes, on_field, on_record, reading);
  return end(&parser, reading);
}

/* Feeds `text` from `at` on; the offset of the record that is still open at the end, or that holds
 * a quote out of place after its first line (the sign of a quote that was never closed); else
 * `length`. */
static gsize feed(Reading *reading, const char *text, gsize at, gsize length) {
  struct csv_parser parser;
  gsize open_at = at;

  begin(&parser, reading, CSV_STRICT);
  while (at < length && !reading->failed) {
    gsize bytes = line_bytes(text, at, length);
    reading->line++;
    if (reading->start == 0) {
      reading->start = reading->line;
      open_at = at;
    }
    if (csv_parse(&parser, text + at, bytes, on_field, on_record, reading) < bytes) {
      csv_free(&parser);
      if (reading->start != reading->line || !read_loosely(reading, text + at, bytes))
        return open_at;
      begin(&parser, reading, CSV_STRICT);
    }
    if (parser.pstate == 0) /* an empty line begins no record */
      reading->start = 0;
    at += bytes;
  }
  return end(&parser, reading) || reading->failed ? length : open_at;
}

/* Gives up the record whose quote never closes, so that reading can go on at the line after it. The
 * lines that it had swallowed hold an even number of quotes each, or they would have ended it: read
 * on their own they end where they end, and no byte is fed more than three times. */
static gsize skip_unclosed(Reading *reading, const char *text, gsize at, gsize length) {
  gsize bytes = line_bytes(text, at, length);

  if (reading->reject) {
    g_autofree char *raw = cut(text + at, bytes);
    TyReject reject = {reading->file, reading->start,
                       "found a quote that is never closed, expected a second one",
                       g_strchomp(raw)};
    reading->reject(&reject, reading->data);
  }
  clear(reading);
  reading->line = reading->start;
  reading->start = 0;
  return at + bytes;
}

gboolean ty_csv_read_delimited(const char *file, const char *text, gsize length, char delimiter,
                               TyCsvFunc heading, TyCsvFunc func, TyRejectFunc reject,
                               gpointer data, GError **error) {
  Reading reading = {.file = file,
                     .delimiter = delimiter,
                     .heading_func = heading,
                     .func = func,
                     .reject = reject,
                     .data = data,
                     .error = error,
                     .fields = g_ptr_array_new_with_free_func(g_free)};
  gsize at = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

  while (at < length && !reading.failed) {
    at = feed(&reading, text, at, length);
    if (at < length && !reading.headings) {
      g_set_error(
          error, TY_ERROR, TY_ERROR_INPUT,
          "%s:%zu: found a quote in the heading that is never closed, expected a second one", file,
          reading.start);
      reading.failed = TRUE;
    } else if (at < length)
      at = skip_unclosed(&reading, text, at, length);
  }
  if (!reading.failed && !reading.headings) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found no line, expected a heading", file);
    reading.failed = TRUE;
  }
  g_ptr_array_unref(reading.fields);
  if (reading.headings)
    g_ptr_array_unref(reading.headings);
  return !reading.failed;
}

gboolean ty_csv_read(const char *file, const char *text, gsize length, TyCsvFunc func,
                     TyRejectFunc reject, gpointer data, GError **error) {
  return ty_csv_read_delimited(file, text, length, ',', NULL, func, reject, data, error);
}

gssize ty_csv_column(const TyCsvRow *row, const char *heading) {
  for (gsize i = 0; i < row->n_headings; i++)
    if (g_str_equal(row->heading[i], heading))
      return (gssize) i;
  return -1;
}

const char *ty_csv_get(const TyCsvRow *row, const char *heading) {
  gssize column = ty_csv_column(row, heading);
  return column < 0 ? "" : row->field[column];
}

void ty_csv_append(GString *out, const char *field, gboolean first) {
  if (!first)
    g_string_append_c(out, ',');
  if (!strpbrk(field, ",\"\r\n")) {
    g_string_append(out, field);
    return;
  }
  g_string_append_c(out, '"');
  for (; *field; field++) {
    if (*field == '"')
      g_string_append_c(out, '"');
    g_string_append_c(out, *field);
  }
  g_string_append_c(out, '"');
}
