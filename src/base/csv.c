/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"

#include <csv.h>
#include <string.h>

/* Each unclosed quote costs a pass over the rest; a file with more is no CSV file. */
#define MAX_UNCLOSED 16

/* libcsv hands over fields and record ends but no line numbers. So it is fed one physical line at a
 * time: a record that ends within line k started at the line after the previous record's last. */
typedef struct {
  const char *file;
  TyCsvFunc func;
  TyRejectFunc reject;
  gpointer data;
  GError **error;
  GPtrArray *fields;
  GPtrArray *headings; /* NULL until the first record */
  gsize line;          /* the physical line being fed */
  gsize start;         /* the line where the open record starts */
  gboolean failed;
} Reading;

static void on_field(void *field, size_t length, void *data) {
  Reading *reading = data;
  g_ptr_array_add(reading->fields, g_strndup(field, length));
}

static void refuse(Reading *reading) {
  if (!reading->reject)
    return;
  g_autofree char *reason = g_strdup_printf("found %u fields, expected %u as in the heading",
                                            reading->fields->len, reading->headings->len);
  g_autoptr(GString) raw = g_string_new(NULL);
  for (guint i = 0; i < reading->fields->len; i++)
    ty_csv_append(raw, reading->fields->pdata[i], i == 0);
  TyReject reject = {reading->file, reading->start, reason, raw->str};
  reading->reject(&reject, reading->data);
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
}

static void on_record(int end, void *data) {
  Reading *reading = data;
  (void) end;

  if (reading->failed)
    return;
  if (!reading->headings)
    take_heading(reading);
  else if (reading->fields->len != reading->headings->len)
    refuse(reading);
  else {
    TyCsvRow row = {reading->file,
                    reading->start,
                    reading->fields->len,
                    (char *const *) reading->fields->pdata,
                    (char *const *) reading->headings->pdata,
                    reading->headings->len};
    reading->failed = !reading->func(&row, reading->data, reading->error);
  }
  g_ptr_array_set_size(reading->fields, 0);
  reading->start = 0;
}

/* A field ends where it ends: spaces around it are its own. */
static int is_never_space(unsigned char c) {
  (void) c;
  return FALSE;
}

/* Feeds `text` from `at` on; the offset of the record that is still open at the end, else `length`.
 */
static gsize feed(Reading *reading, const char *text, gsize at, gsize length) {
  struct csv_parser parser;
  gsize open_at = at;

  csv_init(&parser, CSV_APPEND_NULL);
  csv_set_space_func(&parser, is_never_space);
  while (at < length && !reading->failed) {
    const char *end = memchr(text + at, '\n', length - at);
    gsize bytes = end ? (gsize) (end - text) + 1 - at : length - at;
    reading->line++;
    if (reading->start == 0) {
      reading->start = reading->line;
      open_at = at;
    }
    csv_parse(&parser, text + at, bytes, on_field, on_record, reading);
    if (parser.pstate == 0) /* an empty line begins no record */
      reading->start = 0;
    at += bytes;
  }
  csv_set_opts(&parser, CSV_APPEND_NULL | CSV_STRICT | CSV_STRICT_FINI);
  gboolean closed = csv_fini(&parser, on_field, on_record, reading) == 0;
  csv_free(&parser);
  return closed || reading->failed ? length : open_at;
}

/* Gives up the record whose quote never closes, so that reading can go on at the line after it. */
static gsize skip_unclosed(Reading *reading, const char *text, gsize at, gsize length) {
  const char *end = memchr(text + at, '\n', length - at);
  gsize bytes = end ? (gsize) (end - text) - at : length - at;

  if (reading->reject) {
    g_autofree char *raw = g_strndup(text + at, MIN(bytes, 300));
    TyReject reject = {reading->file, reading->start,
                       "found a quote that is never closed, expected a second one", raw};
    reading->reject(&reject, reading->data);
  }
  g_ptr_array_set_size(reading->fields, 0);
  reading->line = reading->start;
  reading->start = 0;
  return end ? at + bytes + 1 : length;
}

gboolean ty_csv_read(const char *file, const char *text, gsize length, TyCsvFunc func,
                     TyRejectFunc reject, gpointer data, GError **error) {
  Reading reading = {.file = file,
                     .func = func,
                     .reject = reject,
                     .data = data,
                     .error = error,
                     .fields = g_ptr_array_new_with_free_func(g_free)};
  gsize at = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

  for (int unclosed = 0; at < length && !reading.failed; unclosed++) {
    at = feed(&reading, text, at, length);
    if (at < length && unclosed == MAX_UNCLOSED) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "%s:%zu: found more than %d quotes that are never closed, expected a CSV file",
                  file, reading.start, MAX_UNCLOSED);
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
