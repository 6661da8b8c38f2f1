/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/table.h"

#include "base/csv.h"
#include "corpus/input.h"
#include <string.h>

char ty_table_delimiter(const char *text, gsize length) {
  static const char delimiters[] = {',', ';', '\t'};
  gsize counts[G_N_ELEMENTS(delimiters)] = {0}, best = 0, at = 0;
  gboolean in_quotes = FALSE;

  while (at < length && strchr("\r\n", text[at]))
    at++;
  for (; at < length && (in_quotes || !strchr("\r\n", text[at])); at++) {
    in_quotes ^= text[at] == '"';
    for (gsize i = 0; !in_quotes && i < G_N_ELEMENTS(delimiters); i++)
      counts[i] += text[at] == delimiters[i];
  }
  for (gsize i = 1; i < G_N_ELEMENTS(delimiters); i++)
    if (counts[i] > counts[best])
      best = i;
  return delimiters[best];
}

typedef struct {
  const TyTableSink *sink;
} Reading;

static gboolean on_heading(const TyCsvRow *row, gpointer data, GError **error) {
  const TyTableSink *sink = ((Reading *) data)->sink;
  return !sink->heading ||
         sink->heading(row->line, row->n, row->heading, row->field, sink->data, error);
}

static gboolean on_row(const TyCsvRow *row, gpointer data, GError **error) {
  const TyTableSink *sink = ((Reading *) data)->sink;
  return sink->row(row->line, row->n, row->heading, row->field, sink->data, error);
}

static void on_reject(const TyReject *reject, gpointer data) {
  const TyTableSink *sink = ((Reading *) data)->sink;
  sink->reject(reject, sink->data);
}

gboolean ty_table_read_text(const char *file, TyWindow *window, const TyTableSink *sink,
                            GError **error) {
  Reading reading = {sink};
  return ty_csv_read_window(file, window, ty_table_delimiter(window->text, window->length),
                            on_heading, on_row, sink->reject ? on_reject : NULL, &reading, error);
}

gboolean ty_corpus_read_table(const char *path, TyTableFunc func, TyRejectFunc reject,
                              gpointer data, GError **error) {
  g_auto(TyInput) input = {0};
  TyTableSink sink = {NULL, func, reject, data};

  if (!ty_input_open(path, &input, error))
    return FALSE;
  if (input.format == TY_FORMAT_XLSX)
    return ty_table_read_xlsx(path, NULL, 0, &sink, error);
  if (input.format != TY_FORMAT_TABLE && input.format != TY_FORMAT_TEXT) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found %s, expected a table in CSV or XLSX",
                path, ty_format_name(input.format));
    return FALSE;
  }
  ty_input_note_broken(&input, path, reject, data);
  return ty_table_read_text(path, &input.window, &sink, error);
}
