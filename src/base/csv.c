/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"

#include "base/csv-record.h"
#include <string.h>

#define RAW_MAX 300

typedef struct {
  const char *file;
  TyCsvFunc heading_func;
  TyCsvFunc func;
  TyRejectFunc reject;
  gpointer data;
  GError **error;
  TyWindow *window;
  TyCsvRecord record;
  char delimiter;
  gsize at;            /* in the window, where reading is */
  gsize line;          /* 1-based, of `at` */
  gsize start;         /* the line where the record at hand starts */
  GPtrArray *headings; /* NULL until the first record */
  GPtrArray *fields;   /* borrowed from the window */
} Reading;

/* The longest beginning of `text` of at most RAW_MAX bytes that cuts no character. */
static char *cut(const char *text, gsize length) {
  gsize end = MIN(length, RAW_MAX);
  while (end < length && end > 0 && ((unsigned char) text[end] & 0xC0) == 0x80)
    end--;
  return g_strndup(text, end);
}

static void tell_reject(const Reading *reading, const char *reason, const char *raw) {
  TyReject reject = {reading->file, reading->start, reason, raw};
  if (reading->reject)
    reading->reject(&reject, reading->data);
}

static void refuse(const Reading *reading, const char *reason) {
  g_autoptr(GString) row = g_string_new(NULL);
  for (guint i = 0; i < reading->fields->len && row->len <= RAW_MAX; i++)
    ty_csv_append(row, reading->fields->pdata[i], i == 0);
  g_autofree char *raw = cut(row->str, row->len);
  tell_reject(reading, reason, raw);
}

static gboolean call(const Reading *reading, TyCsvFunc func, const GPtrArray *fields) {
  TyCsvRow row = {reading->file,
                  reading->start,
                  fields->len,
                  (char *const *) fields->pdata,
                  (char *const *) reading->headings->pdata,
                  reading->headings->len};
  return func(&row, reading->data, reading->error);
}

static gboolean take_heading(Reading *reading) {
  reading->headings = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < reading->fields->len; i++) {
    char *heading = g_strstrip(g_strdup(reading->fields->pdata[i]));
    g_ptr_array_add(reading->headings, heading);
    for (guint before = 0; before < i; before++)
      if (*heading && g_str_equal(heading, reading->headings->pdata[before])) {
        g_set_error(reading->error, TY_ERROR, TY_ERROR_INPUT,
                    "%s:%zu: found the column %s twice, expected each heading once", reading->file,
                    reading->start, heading);
        return FALSE;
      }
  }
  return !reading->heading_func || call(reading, reading->heading_func, reading->headings);
}

/* Hands over the record that was found, up to byte `end` of the window. */
static gboolean take_record(Reading *reading, gsize end) {
  char *text = reading->window->text;
  gsize bytes = end - reading->at;
  gboolean has_nul = memchr(text + reading->at, '\0', bytes) != NULL;

  reading->line += ty_csv_count_lines(text + reading->at, bytes);
  reading->at = end;
  g_ptr_array_set_size(reading->fields, (gint) reading->record.n);
  for (gsize i = 0; i < reading->record.n; i++)
    reading->fields->pdata[i] = ty_csv_record_take(&reading->record, text, i);
  if (!reading->headings)
    return take_heading(reading);
  if (has_nul)
    refuse(reading, "found a NUL byte, expected text");
  else if (reading->fields->len != reading->headings->len) {
    g_autofree char *reason = g_strdup_printf("found %u fields, expected %u as in the heading",
                                              reading->fields->len, reading->headings->len);
    refuse(reading, reason);
  } else
    return call(reading, reading->func, reading->fields);
  return TRUE;
}

static gboolean more(Reading *reading) {
  gsize keep = reading->at;
  reading->at = 0;
  return ty_window_more(reading->window, keep, reading->error);
}

/* Refuses the line that the record starts with and goes on at the next one, however far it is.
 *
 * The lines that a quote had swallowed hold an even number of quotes each, or they would have
 * closed it: read on their own they end where they end, and no byte is looked at more than three
 * times. */
static gboolean skip_line(Reading *reading, const char *reason) {
  const TyWindow *window = reading->window;
  gsize left = window->length - reading->at;
  gsize bytes = ty_csv_line_bytes(window->text, reading->at, window->length, window->is_last);
  g_autofree char *raw = cut(window->text + reading->at, bytes ? bytes : left);

  tell_reject(reading, reason, g_strchomp(raw));
  while (bytes == 0) {
    gboolean is_cr = window->text[window->length - 1] == '\r';
    reading->at = window->length - is_cr;
    if (!more(reading))
      return FALSE;
    bytes = ty_csv_line_bytes(window->text, 0, window->length, window->is_last);
    if (window->length == 0)
      break;
  }
  reading->at += bytes;
  reading->line++;
  return TRUE;
}

static gboolean refuse_record(Reading *reading, TyCsvState state) {
  const TyWindow *window = reading->window;
  gboolean is_line =
      state == TY_CSV_UNCLOSED ||
      ty_csv_line_bytes(window->text, reading->at, window->length, window->is_last) > 0;

  if (!reading->headings) {
    g_set_error(reading->error, TY_ERROR, TY_ERROR_INPUT,
                is_line ? "%s:%zu: found a quote in the heading that is never closed, expected a "
                          "second one"
                        : "%s:%zu: found a heading of more than 16 MiB, expected a shorter one",
                reading->file, reading->start);
    return FALSE;
  }
  return skip_line(reading, is_line ? "found a quote that is never closed, expected a second one"
                                    : "found a line of more than 16 MiB, expected shorter ones");
}

/* Reads the record that starts at `at`. */
static gboolean read_record(Reading *reading) {
  const TyWindow *window = reading->window;
  TyCsvState state;
  gsize end = 0;

  reading->start = reading->line;
  while ((state = ty_csv_record_find(&reading->record, window->text, reading->at, window->length,
                                     window->is_last, reading->delimiter, &end)) == TY_CSV_CUT) {
    if (!more(reading))
      return FALSE;
    if (window->is_full)
      break;
  }
  return state == TY_CSV_WHOLE ? take_record(reading, end) : refuse_record(reading, state);
}

/* Passes over empty lines, which begin no record.
 * @return whether a record begins; FALSE at the end, or with `failed` set */
static gboolean find_record(Reading *reading, gboolean *failed) {
  const TyWindow *window = reading->window;

  for (;;) {
    const char *p = window->text + reading->at;
    gsize left = window->length - reading->at;
    if (left > 0 && *p != '\n' && *p != '\r')
      return TRUE;
    gsize bytes = left > 0 ? ty_csv_line_bytes(p, 0, left, window->is_last) : 0;
    reading->at += bytes;
    reading->line += bytes > 0;
    if (bytes > 0)
      continue;
    if (window->is_last)
      return FALSE;
    *failed = !more(reading);
    if (*failed)
      return FALSE;
  }
}

gboolean ty_csv_read_window(const char *file, TyWindow *window, char delimiter, TyCsvFunc heading,
                            TyCsvFunc func, TyRejectFunc reject, gpointer data, GError **error) {
  Reading reading = {.file = file,
                     .delimiter = delimiter,
                     .heading_func = heading,
                     .func = func,
                     .reject = reject,
                     .data = data,
                     .error = error,
                     .window = window,
                     .line = 1,
                     .fields = g_ptr_array_new()};
  gboolean failed = FALSE;

  while (!failed && window->length < 3 && !window->is_last)
    failed = !ty_window_more(window, 0, error);
  if (g_str_has_prefix(window->text, "\xEF\xBB\xBF"))
    reading.at = 3;
  while (!failed && find_record(&reading, &failed))
    failed = !read_record(&reading);
  if (!failed && !reading.headings) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found no line, expected a heading", file);
    failed = TRUE;
  }
  ty_csv_record_clear(&reading.record);
  g_ptr_array_unref(reading.fields);
  if (reading.headings)
    g_ptr_array_unref(reading.headings);
  return !failed;
}

gboolean ty_csv_read_delimited(const char *file, const char *text, gsize length, char delimiter,
                               TyCsvFunc heading, TyCsvFunc func, TyRejectFunc reject,
                               gpointer data, GError **error) {
  TyWindowText source = {text, length};
  g_auto(TyWindow) window;

  ty_window_init(&window, ty_window_read_text, &source, 0, 0);
  return ty_csv_read_window(file, &window, delimiter, heading, func, reject, data, error);
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
