/* SPDX-License-Identifier: Apache-2.0 */
#include "base/parallel.h"
#include "base/random.h"
#include "survey/mixed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void ty_gower_free(TyGower *gower) {
  g_free(gower->row);
  g_free(gower->distance);
  g_free(gower);
}

/* Rows by selection sampling (Knuth, Algorithm S): in order, each set as likely. */
static void draw_rows(TyGower *gower, gsize n_rows, guint64 seed) {
  TyRandom random = ty_random(seed, G_MAXUINT64);
  gsize taken = 0;

  for (gsize i = 0; i < n_rows && taken < gower->n; i++)
    if (ty_random_below(&random, n_rows - i) < gower->n - taken)
      gower->row[taken++] = i;
}

typedef struct {
  const TyQuestionnaire *questionnaire;
  const double *range; /* a field each */
  TyGower *gower;
} Measuring;

/* @return whether both answered */
static gboolean field_distance(const TyField *field, double range, gsize a, gsize b,
                               double *apart) {
  gsize n = field->option->len;
  guint both = 0, either = 0;

  switch (field->kind) {
  case TY_FIELD_NUMERIC:
  case TY_FIELD_ORDINAL:
    *apart = range > 0 ? fabs(field->value[a] - field->value[b]) / range : 0;
    return !isnan(field->value[a]) && !isnan(field->value[b]);
  case TY_FIELD_NOMINAL:
    *apart = field->code[a] != field->code[b];
    return field->code[a] != TY_NO_ANSWER && field->code[b] != TY_NO_ANSWER;
  case TY_FIELD_MULTIPLE:
    for (gsize k = 0; k < n; k++) {
      both += field->ticked[a * n + k] & field->ticked[b * n + k];
      either += field->ticked[a * n + k] | field->ticked[b * n + k];
    }
    *apart = either ? 1 - (double) both / either : 0;
    return memchr(field->ticked + a * n, 1, n) && memchr(field->ticked + b * n, 1, n);
  default:
    return FALSE;
  }
}

static void measure_row(gsize task, guint thread, gpointer data) {
  const Measuring *measuring = data;
  TyGower *gower = measuring->gower;
  (void) thread;

  for (gsize other = 0; other < gower->n; other++) {
    double sum = 0, n = 0, apart;
    for (gsize f = 0; f < measuring->questionnaire->n_fields; f++)
      if (field_distance(&measuring->questionnaire->field[f], measuring->range[f], gower->row[task],
                         gower->row[other], &apart)) {
        sum += apart;
        n++;
      }
    gower->distance[task * gower->n + other] = task == other ? 0 : n > 0 ? (float) (sum / n) : 1;
  }
}

static double range_of(const TyField *field, gsize n_rows) {
  double least = INFINITY, most = -INFINITY;

  for (gsize i = 0; field->value && i < n_rows; i++)
    if (!isnan(field->value[i])) {
      least = MIN(least, field->value[i]);
      most = MAX(most, field->value[i]);
    }
  return most - least;
}

TyGower *ty_gower_new(const TyQuestionnaire *questionnaire, guint64 seed, guint n_threads) {
  TyGower *gower = g_new0(TyGower, 1);
  g_autofree double *range = g_new(double, questionnaire->n_fields + 1);
  Measuring measuring = {questionnaire, range, gower};

  gower->n = MIN(questionnaire->n_rows, TY_SILHOUETTE_ROWS);
  gower->row = g_new(gsize, gower->n + 1);
  gower->distance = g_new(float, gower->n * gower->n + 1);
  for (gsize f = 0; f < questionnaire->n_fields; f++)
    range[f] = range_of(&questionnaire->field[f], questionnaire->n_rows);
  draw_rows(gower, questionnaire->n_rows, seed);
  ty_parallel_for(n_threads, gower->n, measure_row, &measuring);
  return gower;
}

typedef struct {
  const TyGower *gower;
  const guint32 *segment;
  const gsize *size; /* of the rows that are compared */
  guint k;
  double *silhouette;
} Judging;

static void judge_row(gsize task, guint thread, gpointer data) {
  const Judging *judging = data;
  const TyGower *gower = judging->gower;
  guint32 own = judging->segment[gower->row[task]];
  g_autofree double *sum = g_new0(double, judging->k);
  double *silhouette = &judging->silhouette[gower->row[task]], nearest = INFINITY;
  (void) thread;

  for (gsize other = 0; other < gower->n; other++)
    sum[judging->segment[gower->row[other]]] += (double) gower->distance[task * gower->n + other];
  for (guint c = 0; c < judging->k; c++)
    if (c != own && judging->size[c] > 0)
      nearest = MIN(nearest, sum[c] / (double) judging->size[c]);
  *silhouette = 0;
  if (judging->size[own] < 2 || isinf(nearest))
    return;
  double inside = sum[own] / (double) (judging->size[own] - 1), most = MAX(inside, nearest);
  *silhouette = most > 0 ? (nearest - inside) / most : 0;
}

double ty_silhouettes(const TyGower *gower, const guint32 *segment, guint k, gsize n_rows,
                      guint n_threads, double *silhouette) {
  g_autofree gsize *size = g_new0(gsize, k);
  Judging judging = {gower, segment, size, k, silhouette};
  double sum = 0;

  for (gsize i = 0; i < n_rows; i++)
    silhouette[i] = NAN;
  for (gsize i = 0; i < gower->n; i++)
    size[segment[gower->row[i]]]++;
  ty_parallel_for(n_threads, gower->n, judge_row, &judging);
  for (gsize i = 0; i < gower->n; i++)
    sum += silhouette[gower->row[i]];
  return gower->n > 0 ? sum / (double) gower->n : 0;
}
