/* SPDX-License-Identifier: Apache-2.0 */
/* Questionnaires as pictures: bars of a question, correlations and segments as heat maps. */
#include "flow/picture.h"

#include <math.h>
#include <string.h>

enum { MAX_BARS = 40, MAX_FIELDS = 28, MAX_MARKS = 26 };
#define SIGNIFICANT .05

static const char *text_of(const json_t *object, const char *key) {
  return json_string_value(json_object_get(object, key));
}

static double number_of(const json_t *object, const char *key) {
  return json_number_value(json_object_get(object, key));
}

/* A question ------------------------------------------------------------------------------------
 */

static const json_t *find_field(const json_t *survey, const char *name, GError **error) {
  json_t *field;
  gsize i;

  json_array_foreach(json_object_get(survey, "fields"), i, field) {
    gboolean has_options = json_array_size(json_object_get(field, "options")) > 1;
    if (name ? g_str_equal(text_of(field, "name"), name) && has_options : has_options)
      return field;
  }
  g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
              "%s: found no question with options of that name, expected one; `tuyou survey` lists "
              "them",
              name ? name : "--field");
  return NULL;
}

GBytes *ty_picture_question(const json_t *survey, const char *name, const TyPictureOptions *options,
                            GError **error) {
  const json_t *field = find_field(survey, name, error);
  g_autoptr(GArray) bars = g_array_new(FALSE, FALSE, sizeof(TyBar));
  json_t *option;
  gsize i;

  if (!field)
    return NULL;
  g_autofree char *title = g_strdup_printf("%s · %s", options->title, text_of(field, "name"));
  TyPictureOptions named = *options;
  named.title = title;
  json_array_foreach(json_object_get(field, "options"), i, option) {
    TyBar bar = {text_of(option, "option"), number_of(option, "count")};
    if (i < MAX_BARS)
      g_array_append_val(bars, bar);
  }
  return ty_draw_bars((const TyBar *) bars->data, bars->len, "人", 0, &named, error);
}

/* Correlations ----------------------------------------------------------------------------------
 */

/* The fields that are compared, in the order of the questionnaire. */
static GPtrArray *compared_fields(const json_t *survey) {
  GPtrArray *names = g_ptr_array_new();
  json_t *field;
  gsize i;

  json_array_foreach(json_object_get(survey, "fields"), i, field) {
    const char *kind = text_of(field, "kind");
    if (names->len < MAX_FIELDS && (g_str_equal(kind, "nominal") || g_str_equal(kind, "ordinal") ||
                                    g_str_equal(kind, "multiple") || g_str_equal(kind, "numeric")))
      g_ptr_array_add(names, (gpointer) text_of(field, "name"));
  }
  return names;
}

static gssize place_of(const GPtrArray *names, const char *name) {
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal(names->pdata[i], name))
      return (gssize) i;
  return -1;
}

/* Of options the strongest stands for the question. Pairs that are no finding are pale: empty. */
static void fill_cells(const json_t *pairs, const GPtrArray *names, double *value,
                       const char **note, GPtrArray *texts) {
  gsize n = names->len, i;
  json_t *pair;

  json_array_foreach(pairs, i, pair) {
    gssize a = place_of(names, text_of(pair, "a")), b = place_of(names, text_of(pair, "b"));
    double effect = number_of(pair, "effect");
    if (a < 0 || b < 0)
      continue;
    gsize cell = (gsize) a * n + (gsize) b, mirror = (gsize) b * n + (gsize) a;
    gboolean sure = number_of(pair, "p_adjusted") < SIGNIFICANT;
    if (!isnan(value[cell]) && (!sure || fabs(value[cell]) >= fabs(effect)))
      continue;
    value[cell] = value[mirror] = sure ? effect : 0;
    g_autofree char *text = g_strdup_printf("%.2f", effect);
    g_ptr_array_add(texts, sure ? g_strdup(g_str_has_prefix(text, "0.") ? text + 1 : text) : NULL);
    note[cell] = note[mirror] = texts->pdata[texts->len - 1];
  }
}

static gboolean any_below(const double *value, gsize n) {
  for (gsize i = 0; i < n; i++)
    if (value[i] < 0)
      return TRUE;
  return FALSE;
}

GBytes *ty_picture_correlations(const json_t *survey, const TyPictureOptions *options,
                                GError **error) {
  g_autoptr(GPtrArray) names = compared_fields(survey);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  gsize n = names->len;
  g_autofree double *value = g_new0(double, n *n + 1);
  g_autofree const char **note = g_new0(const char *, n *n + 1);

  for (gsize i = 0; i < n * n; i++)
    value[i] = NAN;
  fill_cells(json_object_get(json_object_get(survey, "correlations"), "pairs"), names, value, note,
             texts);
  TyHeatMap map = {
      (const char *const *) names->pdata, (const char *const *) names->pdata, n, n, value, note};
  return ty_draw_heat_map(&map, any_below(value, n * n) ? "负相关" : "弱",
                          "强（校正后 p < 0.05 才着色；多选题取最强的选项）", options, error);
}

/* Segments --------------------------------------------------------------------------------------
 */

typedef struct {
  GPtrArray *rows;  /* of char *: "题：选项" */
  GHashTable *seen; /* row → place + 1 */
} Rows;

static char *row_name(const json_t *mark) {
  const char *option = text_of(mark, "option");
  return option ? g_strdup_printf("%s：%s", text_of(mark, "field"), option)
                : g_strdup(text_of(mark, "field"));
}

/* What marks any segment most surely: of each in turn the next best, until there are enough. */
static void choose_rows(const json_t *cards, Rows *rows) {
  gsize n = json_array_size(cards);

  for (gsize at = 0, left = n; left > 0 && rows->rows->len < MAX_MARKS; at++) {
    left = 0;
    for (gsize s = 0; s < n; s++) {
      const json_t *mark = json_array_get(json_object_get(json_array_get(cards, s), "marks"), at);
      left += mark != NULL;
      if (!mark || !(number_of(mark, "p_adjusted") < SIGNIFICANT) || rows->rows->len == MAX_MARKS)
        continue;
      char *name = row_name(mark);
      if (g_hash_table_contains(rows->seen, name)) {
        g_free(name);
        continue;
      }
      g_ptr_array_add(rows->rows, name);
      g_hash_table_insert(rows->seen, name, GUINT_TO_POINTER(rows->rows->len));
    }
  }
}

/* A difference of 1.5 standard deviations is as strong as colours go. */
static double tone(double effect) { return CLAMP(effect / 1.5, -1, 1); }

static char *figure_of(const json_t *mark) {
  return json_object_get(mark, "option") ? g_strdup_printf("%.0f%%", 100 * number_of(mark, "share"))
                                         : g_strdup_printf("%.4g", number_of(mark, "mean"));
}

GBytes *ty_picture_segments(const json_t *survey, const TyPictureOptions *options, GError **error) {
  const json_t *cards = json_object_get(json_object_get(survey, "segments"), "list");
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  Rows rows = {names, seen};
  gsize n = json_array_size(cards), s, i;
  json_t *card, *mark;

  choose_rows(cards, &rows);
  if (names->len == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found no segment that anything marks, expected one to draw");
    return NULL;
  }
  g_autofree double *value = g_new0(double, n * names->len + 1);
  g_autofree const char **note = g_new0(const char *, n * names->len + 1);
  for (i = 0; i < n * names->len; i++)
    value[i] = NAN;
  json_array_foreach(cards, s, card) {
    g_ptr_array_add(columns,
                    g_strdup_printf("第 %zu 类（%.0f 人）", s + 1, number_of(card, "size")));
    json_array_foreach(json_object_get(card, "marks"), i, mark) {
      g_autofree char *name = row_name(mark);
      guint at = GPOINTER_TO_UINT(g_hash_table_lookup(seen, name));
      if (at == 0)
        continue;
      value[(at - 1) * n + s] = tone(number_of(mark, "effect"));
      g_ptr_array_add(texts, figure_of(mark));
      note[(at - 1) * n + s] = texts->pdata[texts->len - 1];
    }
  }
  TyHeatMap map = {(const char *const *) names->pdata,
                   (const char *const *) columns->pdata,
                   names->len,
                   n,
                   value,
                   note};
  return ty_draw_heat_map(&map, "低于其他人", "高于其他人（数字为占比、均值或等级均值）", options,
                          error);
}
