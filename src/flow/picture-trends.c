/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/picture.h"

#include <math.h>

/* As many lines as have a colour of their own. */
enum { MAX_LINES = 7, MAX_ROWS = 20 };

static const char *text_of(const json_t *object, const char *key) {
  return json_string_value(json_object_get(object, key));
}

static GPtrArray *period_names(const json_t *trends) {
  GPtrArray *names = g_ptr_array_new();
  json_t *name;
  gsize i;

  json_array_foreach(json_object_get(trends, "periods"), i, name)
      g_ptr_array_add(names, (gpointer) json_string_value(name));
  return names;
}

/* Share of the period's documents in per cent, none where it has no document. */
static double share(const json_t *trends, const json_t *one, gsize t) {
  double documents = json_number_value(json_array_get(json_object_get(trends, "documents"), t));
  const json_t *shares = json_object_get(one, "shares");

  if (documents == 0)
    return NAN;
  if (shares)
    return 100 * json_number_value(json_array_get(shares, t));
  return 100 * json_number_value(json_array_get(json_object_get(one, "counts"), t)) / documents;
}

GBytes *ty_picture_trends(const json_t *trends, const char *what, const TyPictureOptions *options,
                          GError **error) {
  g_autoptr(GPtrArray) periods = period_names(trends);
  const json_t *list = json_object_get(trends, what), *one;
  gboolean topics = g_str_equal(what, "topics");
  gsize n = MIN(json_array_size(list), MAX_LINES);
  g_autofree double *values = g_new(double, MAX(n * periods->len, 1));
  g_autofree TySeries *series = g_new(TySeries, MAX(n, 1));

  for (gsize i = 0; i < n; i++) {
    one = json_array_get(list, i);
    for (gsize t = 0; t < periods->len; t++)
      values[i * periods->len + t] = share(trends, one, t);
    series[i] = (TySeries){text_of(one, topics ? "topic" : "word"), values + i * periods->len};
  }
  return ty_draw_lines((const char *const *) periods->pdata, periods->len, series, n,
                       topics ? "占时段的百分比" : "占时段文档的百分比", options, error);
}

static gsize place_of(const GPtrArray *periods, const char *name) {
  guint at = 0;
  return g_ptr_array_find_with_equal_func((GPtrArray *) periods, name, g_str_equal, &at) ? at : 0;
}

typedef struct {
  const char *word;
  double weight;
  GArray *stretches; /* of TyStretch */
} Row;

static void clear_row(gpointer row) { g_array_unref(((Row *) row)->stretches); }

/* Words in the order of their strongest burst. */
static GArray *gather(const json_t *trends, const GPtrArray *periods) {
  GArray *rows = g_array_new(FALSE, FALSE, sizeof(Row));
  json_t *burst;
  gsize i;

  g_array_set_clear_func(rows, clear_row);
  json_array_foreach(json_object_get(trends, "bursts"), i, burst) {
    const char *word = text_of(burst, "word");
    TyStretch stretch = {place_of(periods, text_of(burst, "from")),
                         place_of(periods, text_of(burst, "to")) + 1,
                         (guint) json_integer_value(json_object_get(burst, "level"))};
    guint at = 0;
    while (at < rows->len && !g_str_equal(g_array_index(rows, Row, at).word, word))
      at++;
    if (at == rows->len) {
      if (at == MAX_ROWS)
        continue;
      Row row = {word, json_number_value(json_object_get(burst, "weight")),
                 g_array_new(FALSE, FALSE, sizeof(TyStretch))};
      g_array_append_val(rows, row);
    }
    g_array_append_val(g_array_index(rows, Row, at).stretches, stretch);
  }
  return rows;
}

GBytes *ty_picture_bursts(const json_t *trends, const TyPictureOptions *options, GError **error) {
  g_autoptr(GPtrArray) periods = period_names(trends);
  g_autoptr(GArray) rows = gather(trends, periods);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
  g_autofree TySpanRow *spans = g_new0(TySpanRow, MAX(rows->len, 1));

  if (rows->len == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found no burst in the documents selected, expected at least one to draw");
    return NULL;
  }
  for (guint i = 0; i < rows->len; i++) {
    const Row *row = &g_array_index(rows, Row, i);
    g_ptr_array_add(notes, g_strdup_printf("%.1f", row->weight));
    spans[i] = (TySpanRow){.label = row->word,
                           .last = periods->len - 1,
                           .stretches = (const TyStretch *) row->stretches->data,
                           .n_stretches = row->stretches->len,
                           .note = notes->pdata[i]};
  }
  return ty_draw_spans((const char *const *) periods->pdata, periods->len, spans, rows->len,
                       "Kleinberg 突现，数字为强度", options, error);
}

GBytes *ty_picture_topic_choice(const json_t *choice, const TyPictureOptions *options,
                                GError **error) {
  static const char *const curves[][2] = {
      {"cv", "C_v 一致性"}, {"stability", "稳定性"}, {"diversity", "多样性"}};
  const json_t *tried = json_object_get(choice, "tried");
  gsize n = json_array_size(tried);
  g_autofree double *values = g_new(double, MAX(n * G_N_ELEMENTS(curves), 1));
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  TySeries series[G_N_ELEMENTS(curves)];
  json_int_t k = json_integer_value(json_object_get(choice, "k"));

  for (gsize i = 0; i < n; i++) {
    const json_t *one = json_array_get(tried, i);
    json_int_t own = json_integer_value(json_object_get(one, "k"));
    g_ptr_array_add(
        names,
        g_strdup_printf(own == k ? "▲ %" JSON_INTEGER_FORMAT : "%" JSON_INTEGER_FORMAT, own));
    for (gsize c = 0; c < G_N_ELEMENTS(curves); c++)
      values[c * n + i] = MAX(json_number_value(json_object_get(one, curves[c][0])), 0);
  }
  for (gsize c = 0; c < G_N_ELEMENTS(curves); c++)
    series[c] = (TySeries){curves[c][1], values + c * n};
  return ty_draw_lines((const char *const *) names->pdata, n, series, G_N_ELEMENTS(curves),
                       "横轴为主题数，▲ 为选定", options, error);
}
