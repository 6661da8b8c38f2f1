/* SPDX-License-Identifier: Apache-2.0 */
/** Scales, ranges and kinds of questions from any text: the first line is a list of scales where it
 * begins with '!', the rest a table parted by '|' cells and lines. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <tuyou/survey.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char usual[] = "missing: 跳过 | -\npersonal: 姓名\nnumber: id\n好: 差 < 中|可 < 好\n";

static void check(const TyQuestionnaire *all) {
  for (gsize f = 0; f < all->n_fields; f++) {
    const TyField *field = &all->field[f];
    gsize n = field->option->len;
    g_assert_cmpuint(field->n_answered, <=, all->n_rows);
    for (gsize i = 0; i < all->n_rows; i++) {
      if (field->kind == TY_FIELD_NOMINAL || field->kind == TY_FIELD_ORDINAL)
        g_assert_true(field->code[i] == TY_NO_ANSWER || field->code[i] < n);
      if (field->kind == TY_FIELD_NUMERIC)
        g_assert_false(isinf(field->value[i]));
      for (gsize k = 0; field->kind == TY_FIELD_MULTIPLE && k < n; k++)
        g_assert_cmpuint(field->ticked[i * n + k], <=, 1);
    }
    if (field->kind == TY_FIELD_PERSONAL || field->kind == TY_FIELD_TEXT)
      g_assert_cmpuint(n, ==, 0);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *raw = g_strndup((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid(raw, -1);
  g_auto(GStrv) lines = g_strsplit(text, "\n", 40);
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(TyScales) own =
      *text == '!' ? ty_scales_new("f", text + 1, strlen(text + 1), NULL) : NULL;
  g_autoptr(TyScales) scales = ty_scales_new("usual", usual, strlen(usual), NULL);
  const TyScales *used = own ? own : scales;
  double from, to;

  for (char **line = lines; *line; line++) {
    g_autofree char *unit = NULL;
    if (ty_range_parse(*line, &from, &to, &unit))
      g_assert_true(from <= to && unit);
  }
  g_auto(GStrv) names = g_strsplit(lines[0] ? lines[0] : "", "|", 8);
  gsize n_fields = g_strv_length(names), n_rows = 0;
  for (char **line = lines[0] ? lines + 1 : lines; *line; line++, n_rows++) {
    g_auto(GStrv) row = g_strsplit(*line, "|", (gint) n_fields);
    gsize n = g_strv_length(row);
    for (gsize f = 0; f < n_fields; f++)
      g_ptr_array_add(cells, f < n ? g_strdup(row[f]) : NULL);
  }
  g_autoptr(TyQuestionnaire) all =
      ty_questionnaire_new(used, (const char *const *) names, (const char *const *) cells->pdata,
                           n_rows, n_fields, NULL, NULL);
  if (!all)
    return 0;
  check(all);
  TyCorrelateOptions wanted = {.n_permutations = 20, .n_threads = 1};
  g_autoptr(GArray) found = ty_correlate(all, &wanted, NULL);
  for (guint i = 0; found && i < found->len; i++) {
    const TyCorrelation *one = &g_array_index(found, TyCorrelation, i);
    g_assert_true(one->p >= 0 && one->p <= 1 && fabs(one->effect) <= 1 + 1e-9);
  }
  TySegmentOptions segmenting = {.most = 3, .n_starts = 2, .n_threads = 1};
  g_autoptr(TySegments) segments = ty_segments_new(all, &segmenting, NULL);
  if (segments) {
    g_autoptr(GArray) marks = ty_segments_marks(all, segments);
    g_assert_nonnull(marks);
    g_assert_cmpuint(segments->k, >=, 2);
    for (gsize i = 0; i < all->n_rows; i++)
      g_assert_cmpuint(segments->segment[i], <, segments->k);
  }
  return 0;
}
