/* SPDX-License-Identifier: Apache-2.0 */
/* Questionnaires: what the fields are, what goes together, who answers alike. */
#include "base/number.h"
#include "flow/survey-table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { P_DIGITS = 3 };
#define SIGNIFICANT .05
/* Below, clusters may be an accident (Kaufman, Rousseeuw 1990). */
#define LEAST_STRUCTURE .25

json_t *ty_json_digits(double value, int digits) {
  char format[8], text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite(value))
    return json_null();
  g_snprintf(format, sizeof format, "%%.%dg", digits);
  return json_real(g_ascii_strtod(g_ascii_formatd(text, sizeof text, format, value), NULL));
}

/* Fields ----------------------------------------------------------------------------------------
 */

static int by_value(gconstpointer a, gconstpointer b) {
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

static void describe_numbers(const TyField *field, gsize n_rows, json_t *answer) {
  g_autofree double *value = g_new(double, n_rows + 1);
  double sum = 0, squares = 0;
  gsize n = 0;

  for (gsize i = 0; i < n_rows; i++)
    if (!isnan(field->value[i]))
      sum += value[n++] = field->value[i];
  if (n == 0)
    return;
  for (gsize i = 0; i < n; i++)
    squares += (value[i] - sum / (double) n) * (value[i] - sum / (double) n);
  qsort(value, n, sizeof *value, by_value);
  json_object_set_new(answer, "mean", ty_json_number(sum / (double) n, 3));
  json_object_set_new(answer, "deviation",
                      ty_json_number(n > 1 ? sqrt(squares / (double) (n - 1)) : 0, 3));
  json_object_set_new(answer, "least", ty_json_number(value[0], 3));
  json_object_set_new(answer, "median", ty_json_number((value[(n - 1) / 2] + value[n / 2]) / 2, 3));
  json_object_set_new(answer, "most", ty_json_number(value[n - 1], 3));
}

static json_t *describe_field(const TyField *field, gsize n_rows) {
  json_t *answer = json_pack("{s:s, s:s, s:s, s:I, s:I}", "name", field->name, "kind",
                             ty_field_kind_name(field->kind), "why", field->why, "answered",
                             (json_int_t) field->n_answered, "missing",
                             (json_int_t) (n_rows - field->n_answered));
  json_t *options = json_array();

  for (guint i = 0; i < field->option->len; i++)
    json_array_append_new(
        options, json_pack("{s:s, s:I, s:o}", "option", field->option->pdata[i], "count",
                           (json_int_t) field->count[i], "share",
                           ty_json_number(field->count[i] / (double) field->n_answered, 4)));
  if (field->option->len > 0)
    json_object_set(answer, "options", options);
  json_decref(options);
  if (field->kind == TY_FIELD_NUMERIC)
    describe_numbers(field, n_rows, answer);
  return answer;
}

static json_t *describe_fields(const TyQuestionnaire *questionnaire) {
  json_t *list = json_array();

  for (gsize f = 0; f < questionnaire->n_fields; f++)
    json_array_append_new(list, describe_field(&questionnaire->field[f], questionnaire->n_rows));
  return list;
}

/* Correlations ----------------------------------------------------------------------------------
 */

static json_t *describe_pair(const TyQuestionnaire *questionnaire, const TyCorrelation *pair) {
  const TyField *a = &questionnaire->field[pair->a], *b = &questionnaire->field[pair->b];
  json_t *answer = json_pack("{s:s, s:s}", "a", a->name, "b", b->name);

  if (pair->option_a >= 0)
    json_object_set_new(answer, "option_a", json_string(a->option->pdata[pair->option_a]));
  if (pair->option_b >= 0)
    json_object_set_new(answer, "option_b", json_string(b->option->pdata[pair->option_b]));
  json_object_set_new(answer, "measure", json_string(ty_measure_name(pair->measure)));
  json_object_set_new(answer, "effect", ty_json_number(pair->effect, 4));
  json_object_set_new(answer, "n", json_integer((json_int_t) pair->n));
  json_object_set_new(answer, "statistic", ty_json_digits(pair->statistic, 6));
  json_object_set_new(answer, "df", json_integer((json_int_t) pair->df1));
  if (pair->df2 > 0)
    json_object_set_new(answer, "df2", json_integer((json_int_t) pair->df2));
  json_object_set_new(answer, "by", json_string(pair->permuted ? "permutation" : "distribution"));
  json_object_set_new(answer, "p", ty_json_digits(pair->p, P_DIGITS));
  json_object_set_new(answer, "p_adjusted", ty_json_digits(pair->p_adjusted, P_DIGITS));
  return answer;
}

static json_t *find_correlations(TyWorkspace *workspace, const TyQuestionnaire *questionnaire,
                                 const TySurveyOptions *options, GError **error) {
  gboolean holm = g_strcmp0(options->adjust, "holm") == 0;
  TyCorrelateOptions wanted = {.adjustment = holm ? TY_ADJUST_HOLM : TY_ADJUST_BH,
                               .seed = options->seed,
                               .n_threads = workspace->n_threads};

  if (options->adjust && !holm && !g_str_equal(options->adjust, "bh")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found the correction %s, expected bh or holm",
                options->adjust);
    return NULL;
  }
  g_autoptr(GArray) found = ty_correlate(questionnaire, &wanted, error);
  if (!found)
    return NULL;
  json_t *pairs = json_array();
  gsize significant = 0;
  for (guint i = 0; i < found->len; i++) {
    const TyCorrelation *pair = &g_array_index(found, TyCorrelation, i);
    significant += pair->p_adjusted < SIGNIFICANT;
    json_array_append_new(pairs, describe_pair(questionnaire, pair));
  }
  return json_pack("{s:s, s:I, s:I, s:o}", "adjustment", holm ? "holm" : "bh", "tests",
                   (json_int_t) found->len, "significant", (json_int_t) significant, "pairs",
                   pairs);
}

/* Segments --------------------------------------------------------------------------------------
 */

/* "auto", "none" or a number; `k` 0 for auto. */
static gboolean read_clusters(const char *clusters, guint *k, gboolean *none, GError **error) {
  guint64 number = 0;

  *none = g_strcmp0(clusters, "none") == 0;
  *k = 0;
  if (!clusters || *none || g_str_equal(clusters, "auto"))
    return TRUE;
  if (!g_ascii_string_to_unsigned(clusters, 10, 2, 1000, &number, NULL)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found --clusters %s, expected auto, none or a number from 2 to 1000", clusters);
    return FALSE;
  }
  *k = (guint) number;
  return TRUE;
}

static json_t *list_choices(const TySegments *segments, double *silhouette) {
  json_t *choices = json_array();

  for (guint i = 0; i < segments->choice->len; i++) {
    const TySegmentChoice *choice = &g_array_index(segments->choice, TySegmentChoice, i);
    if (choice->k == segments->k)
      *silhouette = choice->silhouette;
    json_array_append_new(choices, json_pack("{s:I, s:o, s:o, s:o}", "k", (json_int_t) choice->k,
                                             "cost", ty_json_number(choice->cost, 3), "silhouette",
                                             ty_json_number(choice->silhouette, 4), "stability",
                                             ty_json_number(choice->stability, 4)));
  }
  return choices;
}

static json_t *list_members(const TySurveyTable *table, const TySegments *segments) {
  json_t *members = json_array();

  for (guint i = 0; i < table->line->len; i++)
    json_array_append_new(members,
                          json_pack("{s:s, s:I, s:I}", "file",
                                    table->files->pdata[g_array_index(table->file, guint, i)],
                                    "line", (json_int_t) g_array_index(table->line, gint64, i),
                                    "segment", (json_int_t) segments->segment[i] + 1));
  return members;
}

static json_t *find_segments(TyWorkspace *workspace, const TySurveyTable *table,
                             const TySurveyOptions *options, guint k, json_t *notes,
                             GError **error) {
  TySegmentOptions wanted = {
      .k = k, .gamma = options->gamma, .seed = options->seed, .n_threads = workspace->n_threads};
  g_autoptr(TySegments) segments = ty_segments_new(table->questionnaire, &wanted, error);
  json_t *cards = segments ? ty_survey_cards(workspace, table, segments, error) : NULL;
  double silhouette = 0;

  if (!cards)
    return NULL;
  json_t *choices = list_choices(segments, &silhouette);
  json_array_append_new(
      notes, json_string("p of marks is of fields that made the segments: it describes, it does "
                         "not prove that there are segments"));
  if (silhouette < LEAST_STRUCTURE)
    json_array_append_new(
        notes, json_sprintf("mean silhouette %.3f: below 0.25 people shade into each other, and "
                            "segments are a way to cut, not groups that stand apart",
                            silhouette));
  if (table->line->len > TY_SILHOUETTE_ROWS)
    json_array_append_new(notes, json_sprintf("silhouettes of %d respondents drawn with the seed",
                                              TY_SILHOUETTE_ROWS));
  return json_pack("{s:I, s:s, s:o, s:o, s:o, s:o, s:o}", "k", (json_int_t) segments->k, "chosen",
                   k ? "given" : "silhouette", "gamma", ty_json_number(segments->gamma, 4),
                   "silhouette", ty_json_number(silhouette, 4), "choices", choices, "list", cards,
                   "members", list_members(table, segments));
}

/* The answer ------------------------------------------------------------------------------------
 */

static json_t *name_files(const TySurveyTable *table) {
  json_t *files = json_array();
  for (guint i = 0; i < table->files->len; i++)
    json_array_append_new(files, json_string(table->files->pdata[i]));
  return files;
}

static json_t *note_fields(const TyQuestionnaire *questionnaire) {
  json_t *notes = json_array();

  for (gsize f = 0; f < questionnaire->n_fields; f++) {
    const TyField *field = &questionnaire->field[f];
    if (!ty_field_kind_counts(field->kind))
      json_array_append_new(notes, json_sprintf("%s is not compared: %s (%s)", field->name,
                                                ty_field_kind_name(field->kind), field->why));
  }
  return notes;
}

json_t *ty_survey(TyWorkspace *workspace, const TySurveyOptions *options, GError **error) {
  static const TySurveyOptions usual = {0};
  const TySurveyOptions *wanted = options ? options : &usual;
  gboolean none;
  guint k;

  if (!read_clusters(wanted->clusters, &k, &none, error))
    return NULL;
  g_autoptr(TySurveyTable) table = ty_survey_table_new(workspace, wanted, error);
  json_t *pairs = table ? find_correlations(workspace, table->questionnaire, wanted, error) : NULL;
  if (!pairs)
    return NULL;
  json_t *notes = note_fields(table->questionnaire);
  json_t *segments = none ? NULL : find_segments(workspace, table, wanted, k, notes, error);
  if (!none && !segments) {
    json_decref(pairs);
    json_decref(notes);
    return NULL;
  }
  json_t *answer =
      json_pack("{s:o, s:I, s:I, s:o, s:o}", "files", name_files(table), "respondents",
                (json_int_t) table->line->len, "seed", (json_int_t) wanted->seed, "fields",
                describe_fields(table->questionnaire), "correlations", pairs);
  if (segments)
    json_object_set_new(answer, "segments", segments);
  json_object_set_new(answer, "notes", notes);
  return answer;
}
