/* SPDX-License-Identifier: Apache-2.0 */
/* Polarity of whole texts: lines of a file, or a column of a table. */
#include "base/csv.h"
#include "base/file.h"
#include "flow/perception.h"

#include <string.h>
#include <tuyou/corpus.h>
#include <unistd.h>

typedef struct {
  const TyPolarityRequest *request;
  TyOpinionFinder *finder;
  TyPolarityFunc func;
  gpointer data;
} Filter;

static gboolean weigh(const Filter *filter, gsize line, const char *text, gsize length,
                      GError **error) {
  gsize n;
  const TyOpinion *found = ty_opinions(filter->finder, text, length, &n);

  return filter->func(line, ty_opinion_score(found, n), found, n, text, filter->data, error);
}

static gboolean weigh_row(const TyCsvRow *row, gpointer data, GError **error) {
  const Filter *filter = data;
  const char *text = ty_csv_get(row, filter->request->column);

  if (ty_csv_column(row, filter->request->column) < 0) {
    g_autoptr(GString) headings = g_string_new(NULL);
    for (gsize i = 0; i < row->n_headings; i++)
      g_string_append_printf(headings, "%s%s", i ? ", " : "", row->heading[i]);
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "%s: found no column %s, expected one of %s",
                row->file, filter->request->column, headings->str);
    return FALSE;
  }
  return weigh(filter, row->line, text, strlen(text), error);
}

static void pass_reject(const TyReject *reject, gpointer data) {
  const Filter *filter = data;
  if (filter->request->reject)
    filter->request->reject(reject, filter->request->reject_data);
}

static gboolean weigh_lines(const Filter *filter, const char *text, gsize length, GError **error) {
  gsize line = 0;

  for (const char *p = text, *end = text + length; p < end;) {
    const char *stop = memchr(p, '\n', (gsize) (end - p));
    stop = stop ? stop : end;
    gsize bytes = (gsize) (stop - p);
    if (!weigh(filter, ++line, p, bytes > 0 && p[bytes - 1] == '\r' ? bytes - 1 : bytes, error))
      return FALSE;
    p = stop + 1;
  }
  return TRUE;
}

static char *read_input(gsize *length) {
  GString *text = g_string_new(NULL);
  char buffer[65536];
  gssize n;

  while ((n = read(STDIN_FILENO, buffer, sizeof buffer)) > 0)
    g_string_append_len(text, buffer, n);
  *length = text->len;
  return g_string_free(text, FALSE);
}

gboolean ty_polarity_of_texts(const TyPolarityRequest *request, TyPolarityFunc func, gpointer data,
                              GError **error) {
  g_autofree char *folder = ty_data_folder(request->data_folder), *decoded = NULL;
  g_autoptr(TyLexicon) words = ty_open_lexicon(folder, NULL, error);
  g_autoptr(TyOpinionLexicon) opinions =
      words ? ty_open_opinions(folder, request->lexicon, error) : NULL;
  gsize length = 0;

  if (!opinions)
    return FALSE;
  decoded = g_str_equal(request->file, "-")
                ? read_input(&length)
                : ty_corpus_decode_file(request->file, &length, NULL, error);
  if (!decoded)
    return FALSE;
  g_autoptr(TyOpinionFinder) finder = ty_opinion_finder_new(opinions, words);
  Filter filter = {request, finder, func, data};
  return request->column
             ? ty_csv_read(request->file, decoded, length, weigh_row, pass_reject, &filter, error)
             : weigh_lines(&filter, decoded, length, error);
}
