/* SPDX-License-Identifier: Apache-2.0 */
/* A card for each segment: how large, what marks it, what its people usually answer. */
#include "flow/survey-table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { P_DIGITS = 3, LABEL_MARKS = 2 };
#define SIGNIFICANT .05
#define USUAL_SHARE .5

typedef struct {
  TyWorkspace *workspace;
  const TyQuestionnaire *questionnaire;
  const TySegments *segments;
  const GArray *marks;
  guint32 segment;
} Card;

static gboolean is_in(const Card *card, gsize row) {
  return card->segments->segment[row] == card->segment;
}

/* Typical answers -------------------------------------------------------------------------------
 */

static int by_value(gconstpointer a, gconstpointer b) {
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

/* The lower median of a number or place; NAN when nobody in the segment answered. */
static double median_of(const Card *card, const TyField *field) {
  g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));

  for (gsize i = 0; i < card->segments->n_rows; i++)
    if (is_in(card, i) && !isnan(field->value[i]))
      g_array_append_val(values, field->value[i]);
  if (values->len == 0)
    return NAN;
  qsort(values->data, values->len, sizeof(double), by_value);
  return g_array_index(values, double, (values->len - 1) / 2);
}

/* How many in the segment gave each option, and how many answered. */
static guint *counts_of(const Card *card, const TyField *field, guint *answered) {
  guint n = field->option->len;
  guint *count = g_new0(guint, n + 1);

  *answered = 0;
  for (gsize i = 0; i < card->segments->n_rows; i++) {
    gboolean any = FALSE;
    if (!is_in(card, i))
      continue;
    for (guint option = 0; option < n; option++) {
      gboolean given = field->kind == TY_FIELD_MULTIPLE ? field->ticked[i * n + option]
                                                        : field->code[i] == option;
      count[option] += given;
      any = any || given;
    }
    *answered += any;
  }
  return count;
}

/* The most given answer; the options of a multiple question that half or more gave. */
static json_t *usual_options(const Card *card, const TyField *field) {
  guint answered, best = 0;
  g_autofree guint *count = counts_of(card, field, &answered);
  g_autoptr(GString) usual = g_string_new(NULL);

  if (answered == 0)
    return NULL;
  for (guint option = 1; option < field->option->len; option++)
    if (count[option] > count[best])
      best = option;
  if (field->kind == TY_FIELD_NOMINAL)
    return json_string(field->option->pdata[best]);
  for (guint option = 0; option < field->option->len; option++)
    if (count[option] >= USUAL_SHARE * answered || option == best)
      g_string_append_printf(usual, "%s%s", usual->len ? "、" : "",
                             (const char *) field->option->pdata[option]);
  return json_string(usual->str);
}

static json_t *typical_answers(const Card *card) {
  json_t *typical = json_object();

  for (gsize f = 0; f < card->questionnaire->n_fields; f++) {
    const TyField *field = &card->questionnaire->field[f];
    json_t *answer = NULL;
    if (field->kind == TY_FIELD_NUMERIC || field->kind == TY_FIELD_ORDINAL) {
      double median = median_of(card, field);
      if (isfinite(median))
        answer = field->kind == TY_FIELD_NUMERIC
                     ? ty_json_number(median, 3)
                     : json_string(field->option->pdata[(gsize) median]);
    } else if (ty_field_kind_counts(field->kind))
      answer = usual_options(card, field);
    if (answer)
      json_object_set_new(typical, field->name, answer);
  }
  return typical;
}

/* Marks -----------------------------------------------------------------------------------------
 */

static json_t *describe_mark(const Card *card, const TyMark *mark) {
  const TyField *field = &card->questionnaire->field[mark->field];
  json_t *answer = json_pack("{s:s}", "field", field->name);

  if (mark->option >= 0)
    json_object_set_new(answer, "option", json_string(field->option->pdata[mark->option]));
  json_object_set_new(answer, mark->option >= 0 ? "share" : "mean",
                      ty_json_number(mark->inside, 4));
  json_object_set_new(answer, "overall", ty_json_number(mark->overall, 4));
  if (mark->option >= 0)
    json_object_set_new(answer, "lift", ty_json_number(mark->lift, 3));
  json_object_set_new(answer, "effect", ty_json_number(mark->effect, 3));
  json_object_set_new(answer, "p", ty_json_digits(mark->p, P_DIGITS));
  json_object_set_new(answer, "p_adjusted", ty_json_digits(mark->p_adjusted, P_DIGITS));
  return answer;
}

static json_t *list_marks(const Card *card) {
  json_t *list = json_array();

  for (guint i = 0; i < card->marks->len; i++) {
    const TyMark *mark = &g_array_index(card->marks, TyMark, i);
    if (mark->segment == card->segment)
      json_array_append_new(list, describe_mark(card, mark));
  }
  return list;
}

/* What tells the segment best, in words: more or less of a number, more of an option; each field
 * once. */
static char *label_of(const Card *card) {
  g_autoptr(GString) label = g_string_new(NULL);
  guint32 told[LABEL_MARKS];
  guint n = 0;

  for (guint i = 0; i < card->marks->len && n < LABEL_MARKS; i++) {
    const TyMark *mark = &g_array_index(card->marks, TyMark, i);
    const TyField *field = &card->questionnaire->field[mark->field];
    gboolean known = FALSE, number = mark->option < 0;
    for (guint k = 0; k < n; k++)
      known = known || told[k] == mark->field;
    if (mark->segment != card->segment || known || !(mark->p_adjusted < SIGNIFICANT) ||
        (!number && mark->effect < 0))
      continue;
    told[n++] = mark->field;
    g_string_append_printf(label, "%s%s%s", label->len ? "、" : "", field->name,
                           !number            ? "："
                           : mark->effect > 0 ? "较高"
                                              : "较低");
    if (!number)
      g_string_append(label, field->option->pdata[mark->option]);
  }
  if (n == 0)
    g_string_append(label, "与总体相近");
  return g_string_free(g_steal_pointer(&label), FALSE);
}

static json_t *make_card(const Card *card, GError **error) {
  gsize size = 0, judged = 0;
  double silhouette = 0;
  g_autofree char *label = label_of(card);
  json_t *profile = ty_segment_profile(card->workspace, card->questionnaire, card->segments,
                                       card->segment, label, error);

  if (!profile)
    return NULL;
  for (gsize i = 0; i < card->segments->n_rows; i++)
    if (is_in(card, i)) {
      gboolean known = !isnan(card->segments->silhouette[i]);
      size++;
      judged += known;
      silhouette += known ? card->segments->silhouette[i] : 0;
    }
  return json_pack("{s:I, s:s, s:I, s:o, s:o, s:o, s:o, s:o}", "segment",
                   (json_int_t) card->segment + 1, "label", label, "size", (json_int_t) size,
                   "share", ty_json_number((double) size / (double) card->segments->n_rows, 4),
                   "silhouette", ty_json_number(silhouette / (double) MAX(judged, 1), 4), "typical",
                   typical_answers(card), "marks", list_marks(card), "profile", profile);
}

json_t *ty_survey_cards(TyWorkspace *workspace, const TySurveyTable *table,
                        const TySegments *segments, GError **error) {
  g_autoptr(GArray) marks = ty_segments_marks(table->questionnaire, segments);
  json_t *cards = json_array();

  for (guint32 segment = 0; segment < segments->k; segment++) {
    Card card = {workspace, table->questionnaire, segments, marks, segment};
    json_t *one = make_card(&card, error);
    if (!one) {
      json_decref(cards);
      return NULL;
    }
    json_array_append_new(cards, one);
  }
  return cards;
}
