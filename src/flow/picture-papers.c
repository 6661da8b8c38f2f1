/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/picture.h"

#include <math.h>

enum { MAX_ROWS = 20, LEVELS = 3 };

static double number_of(const json_t *object, const char *key) {
  return json_number_value(json_object_get(object, key));
}

static GPtrArray *year_names(const json_t *years) {
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  json_t *year;
  gsize i;

  json_array_foreach(years, i, year)
      g_ptr_array_add(names, g_strdup_printf("%d", (int) number_of(year, "year")));
  return names;
}

static gboolean fail_undated(GError **error) {
  g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
              "found no paper with a year among those selected, expected at least one to draw");
  return FALSE;
}

/* A single year stands between its neighbours, of which nothing is said. */
GBytes *ty_picture_papers(const json_t *bibliometrics, const TyPictureOptions *options,
                          GError **error) {
  const json_t *years = json_object_get(bibliometrics, "years");
  gsize n = json_array_size(years), pad = n == 1;
  int first = (int) number_of(json_array_get(years, 0), "year") - (int) pad;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autofree double *papers = g_new(double, n + 2 * pad + 1);

  if (n == 0 && !fail_undated(error))
    return NULL;
  for (gsize y = 0; y < n + 2 * pad; y++) {
    g_ptr_array_add(names, g_strdup_printf("%d", first + (int) y));
    papers[y] = y < pad || y >= n + pad ? NAN : number_of(json_array_get(years, y - pad), "papers");
  }
  TySeries series = {"论文", papers};
  return ty_draw_lines((const char *const *) names->pdata, names->len, &series, 1, "篇", options,
                       error);
}

/* Stretches of years of the same level: how many papers as thirds of the most in any year. */
static GArray *stretches_of(const json_t *counts, double most) {
  GArray *stretches = g_array_new(FALSE, FALSE, sizeof(TyStretch));
  guint before = 0;

  for (gsize y = 0; y < json_array_size(counts); y++) {
    double papers = json_number_value(json_array_get(counts, y));
    guint level = (guint) ceil(LEVELS * papers / most);
    if (level > 0 && level == before)
      g_array_index(stretches, TyStretch, stretches->len - 1).to++;
    else if (level > 0) {
      TyStretch stretch = {y, y + 1, level};
      g_array_append_val(stretches, stretch);
    }
    before = level;
  }
  return stretches;
}

static double most_in_a_year(const json_t *keywords, gsize n) {
  double most = 1;

  for (gsize i = 0; i < n; i++) {
    const json_t *counts = json_object_get(json_array_get(keywords, i), "counts");
    for (gsize y = 0; y < json_array_size(counts); y++)
      most = MAX(most, json_number_value(json_array_get(counts, y)));
  }
  return most;
}

/* Keywords in the order in which they come up, then by papers. */
static GPtrArray *by_first_year(const json_t *keywords, gsize n, int first, gsize n_years) {
  GPtrArray *rows = g_ptr_array_new();

  for (gsize y = 0; y < n_years; y++)
    for (gsize i = 0; i < n; i++) {
      const json_t *keyword = json_array_get(keywords, i);
      if (json_object_get(keyword, "first") && (int) number_of(keyword, "first") == first + (int) y)
        g_ptr_array_add(rows, (gpointer) keyword);
    }
  return rows;
}

GBytes *ty_picture_keyword_timeline(const json_t *bibliometrics, const TyPictureOptions *options,
                                    GError **error) {
  const json_t *years = json_object_get(bibliometrics, "years");
  const json_t *keywords = json_object_get(json_object_get(bibliometrics, "keywords"), "top");
  g_autoptr(GPtrArray) names = year_names(years);
  gsize n = MIN(json_array_size(keywords), MAX_ROWS);
  int first = (int) number_of(json_array_get(years, 0), "year");
  g_autoptr(GPtrArray) rows = by_first_year(keywords, n, first, names->len);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func((GDestroyNotify) g_array_unref);
  g_autofree TySpanRow *spans = g_new0(TySpanRow, MAX(rows->len, 1));
  double most = most_in_a_year(keywords, n);

  if (rows->len == 0 && !fail_undated(error))
    return NULL;
  for (guint i = 0; i < rows->len; i++) {
    const json_t *keyword = rows->pdata[i];
    GArray *stretches = stretches_of(json_object_get(keyword, "counts"), most);
    g_ptr_array_add(kept, stretches);
    g_ptr_array_add(notes, g_strdup_printf("%d", (int) number_of(keyword, "papers")));
    spans[i] = (TySpanRow){json_string_value(json_object_get(keyword, "name")),
                           (gsize) (number_of(keyword, "first") - first),
                           (gsize) (number_of(keyword, "last") - first),
                           (const TyStretch *) stretches->data,
                           stretches->len,
                           notes->pdata[i]};
  }
  return ty_draw_spans((const char *const *) names->pdata, names->len, spans, rows->len,
                       "首次至末次出现，粗处有论文，数字为篇数", options, error);
}
