/* SPDX-License-Identifier: Apache-2.0 */
#include "survey/mixed.h"

#include <math.h>
#include <string.h>

void ty_mixed_free(TyMixed *mixed) {
  g_free(mixed->number);
  g_free(mixed->answer);
  g_free(mixed->n_options);
  g_free(mixed->weight);
  g_free(mixed);
}

static gboolean is_number(const TyField *field) {
  return field->kind == TY_FIELD_NUMERIC || field->kind == TY_FIELD_ORDINAL;
}

static void count_columns(const TyQuestionnaire *questionnaire, TyMixed *mixed) {
  for (gsize f = 0; f < questionnaire->n_fields; f++) {
    const TyField *field = &questionnaire->field[f];
    if (is_number(field))
      mixed->n_numbers++;
    else if (field->kind == TY_FIELD_NOMINAL)
      mixed->n_answers++;
    else if (field->kind == TY_FIELD_MULTIPLE)
      mixed->n_answers += field->option->len;
  }
}

static void take_number(const TyField *field, TyMixed *mixed, gsize column) {
  double sum = 0, squares = 0, n = 0;

  for (gsize i = 0; i < mixed->n_rows; i++)
    if (!isnan(field->value[i])) {
      sum += field->value[i];
      n++;
    }
  double mean = sum / MAX(n, 1);
  for (gsize i = 0; i < mixed->n_rows; i++)
    if (!isnan(field->value[i]))
      squares += (field->value[i] - mean) * (field->value[i] - mean);
  double deviation = sqrt(squares / MAX(n, 1));
  for (gsize i = 0; i < mixed->n_rows; i++)
    mixed->number[i * mixed->n_numbers + column] =
        deviation > 0 ? (field->value[i] - mean) / deviation : 0;
}

static void take_answer(const TyField *field, gssize option, TyMixed *mixed, gsize column) {
  gsize n_options = field->option->len;

  mixed->n_options[column] = option < 0 ? (guint32) n_options : 2;
  mixed->weight[column] = option < 0 ? 1 : 1 / (double) n_options;
  for (gsize i = 0; i < mixed->n_rows; i++) {
    guint32 *answer = &mixed->answer[i * mixed->n_answers + column];
    const guint8 *ticked = option < 0 ? NULL : field->ticked + i * n_options;
    if (option < 0)
      *answer = field->code[i];
    else
      *answer = memchr(ticked, 1, n_options) ? ticked[option] : TY_NO_ANSWER;
  }
}

/* Mean of 1 − Σ share² over the answers, by weight. */
static double answer_variance(const TyMixed *mixed) {
  double sum = 0, weights = 0;

  for (gsize j = 0; j < mixed->n_answers; j++) {
    g_autofree double *count = g_new0(double, mixed->n_options[j] + 1);
    double n = 0, same = 0;
    for (gsize i = 0; i < mixed->n_rows; i++)
      if (mixed->answer[i * mixed->n_answers + j] != TY_NO_ANSWER) {
        count[mixed->answer[i * mixed->n_answers + j]]++;
        n++;
      }
    for (guint32 option = 0; option < mixed->n_options[j] && n > 0; option++)
      same += count[option] / n * (count[option] / n);
    sum += mixed->weight[j] * (1 - same);
    weights += mixed->weight[j];
  }
  return weights > 0 ? sum / weights : 0;
}

TyMixed *ty_mixed_new(const TyQuestionnaire *questionnaire, GError **error) {
  g_autoptr(TyMixed) mixed = g_new0(TyMixed, 1);
  gsize number = 0, answer = 0;

  mixed->n_rows = questionnaire->n_rows;
  count_columns(questionnaire, mixed);
  if (mixed->n_numbers + mixed->n_answers == 0 || mixed->n_rows == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found %zu rows and no field whose answers can be compared, expected a nominal, "
                "ordinal, multiple or numeric one",
                mixed->n_rows);
    return NULL;
  }
  mixed->number = g_new(double, mixed->n_rows * mixed->n_numbers + 1);
  mixed->answer = g_new(guint32, mixed->n_rows * mixed->n_answers + 1);
  mixed->n_options = g_new(guint32, mixed->n_answers + 1);
  mixed->weight = g_new(double, mixed->n_answers + 1);
  for (gsize f = 0; f < questionnaire->n_fields; f++) {
    const TyField *field = &questionnaire->field[f];
    gssize options = field->kind == TY_FIELD_MULTIPLE ? (gssize) field->option->len : 0;
    if (is_number(field))
      take_number(field, mixed, number++);
    if (field->kind == TY_FIELD_NOMINAL)
      take_answer(field, -1, mixed, answer++);
    for (gssize option = 0; option < options; option++)
      take_answer(field, option, mixed, answer++);
  }
  double variance = answer_variance(mixed);
  mixed->gamma = mixed->n_numbers > 0 && variance > 0 ? 1 / variance : 1;
  return g_steal_pointer(&mixed);
}

gsize ty_mixed_different(const TyMixed *mixed, gsize enough) {
  g_autoptr(GHashTable) seen =
      g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  for (gsize i = 0; i < mixed->n_rows && g_hash_table_size(seen) < enough; i++) {
    g_autoptr(GByteArray) row = g_byte_array_new();
    g_byte_array_append(row, (const guint8 *) (mixed->number + i * mixed->n_numbers),
                        (guint) (mixed->n_numbers * sizeof(double)));
    g_byte_array_append(row, (const guint8 *) (mixed->answer + i * mixed->n_answers),
                        (guint) (mixed->n_answers * sizeof(guint32)));
    g_hash_table_add(seen, g_byte_array_free_to_bytes(g_steal_pointer(&row)));
  }
  return g_hash_table_size(seen);
}
