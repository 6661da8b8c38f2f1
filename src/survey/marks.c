/* SPDX-License-Identifier: Apache-2.0 */
/* What marks a segment against the others. */
#include "survey/distribution.h"
#include "survey/measure.h"

#include <math.h>
#include <string.h>

typedef struct {
  const TyQuestionnaire *questionnaire;
  const TySegments *segments;
  GArray *marks;
} Marking;

/* Cohen's h: the difference of two shares on the scale where its variance is the same everywhere.
 */
static double cohen_h(double a, double b) { return 2 * asin(sqrt(a)) - 2 * asin(sqrt(b)); }

/* Whether a row answered the field, and gave the option. */
static gboolean gave(const TyField *field, gsize row, gint32 option, gboolean *given) {
  gsize n = field->option->len;

  if (field->kind == TY_FIELD_MULTIPLE) {
    *given = field->ticked[row * n + (gsize) option];
    return memchr(field->ticked + row * n, 1, n) != NULL;
  }
  *given = field->code[row] == (guint32) option;
  return field->code[row] != TY_NO_ANSWER;
}

static void mark_option(Marking *marking, guint32 segment, guint32 f, gint32 option) {
  const TyField *field = &marking->questionnaire->field[f];
  guint table[2][2] = {{0}}; /* inside or not, given or not */

  for (gsize i = 0; i < marking->segments->n_rows; i++) {
    gboolean given;
    if (gave(field, i, option, &given))
      table[marking->segments->segment[i] != segment][!given]++;
  }
  guint inside = table[0][0] + table[0][1], outside = table[1][0] + table[1][1];
  if (inside == 0 || outside == 0)
    return;
  double share = (double) table[0][0] / inside, other = (double) table[1][0] / outside;
  double overall = (double) (table[0][0] + table[1][0]) / (inside + outside);
  TyMark mark = {segment,
                 f,
                 option,
                 share,
                 overall,
                 overall > 0 ? share / overall : NAN,
                 cohen_h(share, other),
                 ty_fisher_exact(table[0][0], table[0][1], table[1][0], table[1][1]),
                 0};
  g_array_append_val(marking->marks, mark);
}

/* Two groups' difference of means in pooled standard deviations. */
static double cohen_d(const guint32 *group, const double *value, gsize n, double *mean_inside) {
  double sum[2] = {0}, squares[2] = {0}, count[2] = {0};

  for (gsize i = 0; i < n; i++) {
    sum[group[i]] += value[i];
    count[group[i]]++;
  }
  for (gsize i = 0; i < n; i++) {
    double apart = value[i] - sum[group[i]] / count[group[i]];
    squares[group[i]] += apart * apart;
  }
  double pooled = (squares[0] + squares[1]) / MAX(count[0] + count[1] - 2, 1);
  double difference = sum[0] / count[0] - sum[1] / count[1];
  *mean_inside = sum[0] / count[0];
  return pooled > 0 ? difference / sqrt(pooled) : 0;
}

static void mark_number(Marking *marking, guint32 segment, guint32 f) {
  const TyField *field = &marking->questionnaire->field[f];
  gsize n_rows = marking->segments->n_rows, n = 0, inside = 0;
  g_autofree guint32 *group = g_new(guint32, n_rows);
  g_autofree double *value = g_new(double, n_rows);
  double sum = 0;

  for (gsize i = 0; i < n_rows; i++)
    if (!isnan(field->value[i])) {
      group[n] = marking->segments->segment[i] != segment;
      inside += group[n] == 0;
      value[n++] = field->value[i];
      sum += field->value[i];
    }
  if (inside == 0 || inside == n)
    return;
  TyMark mark = {segment, f, -1, 0, sum / (double) n, NAN, 0, 0, 0};
  mark.effect = cohen_d(group, value, n, &mark.inside);
  ty_mid_ranks(value, n, value);
  mark.p = ty_measure_eta(group, 2, value, n, TRUE).p;
  g_array_append_val(marking->marks, mark);
}

static int by_certainty(gconstpointer x, gconstpointer y) {
  const TyMark *a = x, *b = y;

  if (a->segment != b->segment)
    return a->segment < b->segment ? -1 : 1;
  if (a->p_adjusted != b->p_adjusted)
    return a->p_adjusted < b->p_adjusted ? -1 : 1;
  if (fabs(a->effect) != fabs(b->effect))
    return fabs(a->effect) > fabs(b->effect) ? -1 : 1;
  if (a->field != b->field)
    return a->field < b->field ? -1 : 1;
  return (a->option > b->option) - (a->option < b->option);
}

GArray *ty_segments_marks(const TyQuestionnaire *questionnaire, const TySegments *segments) {
  GArray *marks = g_array_new(FALSE, FALSE, sizeof(TyMark));
  Marking marking = {questionnaire, segments, marks};

  for (guint32 segment = 0; segment < segments->k; segment++)
    for (guint32 f = 0; f < questionnaire->n_fields; f++) {
      const TyField *field = &questionnaire->field[f];
      if (field->kind == TY_FIELD_NUMERIC || field->kind == TY_FIELD_ORDINAL)
        mark_number(&marking, segment, f);
      if (ty_field_kind_counts(field->kind))
        for (gint32 option = 0; option < (gint32) field->option->len; option++)
          mark_option(&marking, segment, f, option);
    }
  g_autofree double *p = g_new(double, marks->len + 1);
  for (guint i = 0; i < marks->len; i++)
    p[i] = g_array_index(marks, TyMark, i).p;
  ty_adjust_p(p, marks->len, TY_ADJUST_BH, p);
  for (guint i = 0; i < marks->len; i++)
    g_array_index(marks, TyMark, i).p_adjusted = p[i];
  if (marks->len > 0)
    g_array_sort(marks, by_certainty);
  return marks;
}
