/* SPDX-License-Identifier: Apache-2.0 */
/* One start of Huang's k-prototypes: seeds, then rows to prototypes and prototypes to rows in turn
 * until nothing moves. */
#include "base/random.h"
#include "survey/mixed.h"

#include <math.h>
#include <string.h>

enum { MAX_ROUNDS = 200 };

typedef struct {
  const TyMixed *mixed;
  double gamma;
  guint k;
  double *mean;  /* k × n_numbers */
  guint32 *mode; /* k × n_answers */
  double *apart; /* n_rows: distance to the own prototype */
  gsize *size;   /* k */
} Prototypes;

static double distance(const Prototypes *prototypes, gsize row, guint cluster) {
  const TyMixed *mixed = prototypes->mixed;
  const double *x = mixed->number + row * mixed->n_numbers;
  const double *mean = prototypes->mean + cluster * mixed->n_numbers;
  const guint32 *answer = mixed->answer + row * mixed->n_answers;
  const guint32 *mode = prototypes->mode + cluster * mixed->n_answers;
  double squares = 0, differ = 0;

  for (gsize j = 0; j < mixed->n_numbers; j++)
    if (!isnan(x[j]))
      squares += (x[j] - mean[j]) * (x[j] - mean[j]);
  for (gsize j = 0; j < mixed->n_answers; j++)
    if (answer[j] != TY_NO_ANSWER && answer[j] != mode[j])
      differ += mixed->weight[j];
  return squares + prototypes->gamma * differ;
}

static void seed_at(Prototypes *prototypes, guint cluster, gsize row) {
  const TyMixed *mixed = prototypes->mixed;

  for (gsize j = 0; j < mixed->n_numbers; j++) {
    double x = mixed->number[row * mixed->n_numbers + j];
    prototypes->mean[cluster * mixed->n_numbers + j] = isnan(x) ? 0 : x;
  }
  memcpy(prototypes->mode + cluster * mixed->n_answers, mixed->answer + row * mixed->n_answers,
         mixed->n_answers * sizeof(guint32));
}

/* A row with a chance that grows with its distance to the seeds so far (Arthur, Vassilvitskii
 * 2007).
 */
static gsize draw_far(const Prototypes *prototypes, TyRandom *random) {
  gsize n = prototypes->mixed->n_rows, last = 0;
  double sum = 0, at;

  for (gsize i = 0; i < n; i++)
    sum += prototypes->apart[i];
  if (!(sum > 0))
    return ty_random_below(random, n);
  at = ty_random_double(random) * sum;
  for (gsize i = 0; i < n; i++)
    if (prototypes->apart[i] > 0) {
      last = i;
      at -= prototypes->apart[i];
      if (at < 0)
        break;
    }
  return last;
}

static void seed(Prototypes *prototypes, TyRandom *random) {
  gsize n = prototypes->mixed->n_rows;

  seed_at(prototypes, 0, ty_random_below(random, n));
  for (gsize i = 0; i < n; i++)
    prototypes->apart[i] = distance(prototypes, i, 0);
  for (guint c = 1; c < prototypes->k; c++) {
    seed_at(prototypes, c, draw_far(prototypes, random));
    for (gsize i = 0; i < n; i++)
      prototypes->apart[i] = MIN(prototypes->apart[i], distance(prototypes, i, c));
  }
}

/* @return whether a row moved */
static gboolean assign(Prototypes *prototypes, guint32 *segment) {
  gboolean moved = FALSE;

  memset(prototypes->size, 0, prototypes->k * sizeof *prototypes->size);
  for (gsize i = 0; i < prototypes->mixed->n_rows; i++) {
    guint32 best = 0;
    double least = INFINITY;
    for (guint c = 0; c < prototypes->k; c++) {
      double apart = distance(prototypes, i, c);
      if (apart < least) {
        least = apart;
        best = c;
      }
    }
    moved = moved || segment[i] != best;
    segment[i] = best;
    prototypes->apart[i] = least;
    prototypes->size[best]++;
  }
  return moved;
}

/* A segment that nobody is in takes the row farthest from its own prototype. */
static gboolean fill_empty(Prototypes *prototypes, guint32 *segment) {
  gboolean filled = FALSE;

  for (guint32 c = 0; c < prototypes->k; c++) {
    gssize far = -1;
    if (prototypes->size[c] > 0)
      continue;
    for (gsize i = 0; i < prototypes->mixed->n_rows; i++)
      if (prototypes->size[segment[i]] > 1 &&
          (far < 0 || prototypes->apart[i] > prototypes->apart[far]))
        far = (gssize) i;
    if (far < 0)
      return filled;
    prototypes->size[segment[far]]--;
    prototypes->size[c] = 1;
    segment[far] = c;
    prototypes->apart[far] = 0;
    filled = TRUE;
  }
  return filled;
}

static void find_means(Prototypes *prototypes, const guint32 *segment) {
  const TyMixed *mixed = prototypes->mixed;
  gsize width = mixed->n_numbers;
  g_autofree double *count = g_new0(double, prototypes->k *width + 1);

  memset(prototypes->mean, 0, prototypes->k * width * sizeof(double));
  for (gsize i = 0; i < mixed->n_rows; i++)
    for (gsize j = 0; j < width; j++)
      if (!isnan(mixed->number[i * width + j])) {
        prototypes->mean[segment[i] * width + j] += mixed->number[i * width + j];
        count[segment[i] * width + j]++;
      }
  for (gsize at = 0; at < prototypes->k * width; at++)
    if (count[at] > 0)
      prototypes->mean[at] /= count[at];
}

static void find_modes(Prototypes *prototypes, const guint32 *segment) {
  const TyMixed *mixed = prototypes->mixed;
  gsize width = mixed->n_answers;

  for (gsize j = 0; j < width; j++) {
    gsize n_options = mixed->n_options[j];
    g_autofree guint *count = g_new0(guint, prototypes->k * n_options + 1);
    for (gsize i = 0; i < mixed->n_rows; i++)
      if (mixed->answer[i * width + j] != TY_NO_ANSWER)
        count[segment[i] * n_options + mixed->answer[i * width + j]]++;
    for (guint c = 0; c < prototypes->k; c++) {
      guint32 best = 0;
      for (guint32 option = 1; option < n_options; option++)
        if (count[c * n_options + option] > count[c * n_options + best])
          best = option;
      prototypes->mode[c * width + j] = best;
    }
  }
}

double ty_prototypes(const TyMixed *mixed, double gamma, guint k, guint64 seed_number,
                     guint64 stream, guint32 *segment) {
  g_autofree double *mean = g_new0(double, k * mixed->n_numbers + 1);
  g_autofree guint32 *mode = g_new0(guint32, k * mixed->n_answers + 1);
  g_autofree double *apart = g_new(double, mixed->n_rows);
  g_autofree gsize *size = g_new0(gsize, k);
  Prototypes prototypes = {mixed, gamma, k, mean, mode, apart, size};
  TyRandom random = ty_random(seed_number, stream);
  double cost = 0;

  seed(&prototypes, &random);
  memset(segment, 0xff, mixed->n_rows * sizeof *segment);
  for (guint round = 0; round < MAX_ROUNDS; round++) {
    gboolean moved = assign(&prototypes, segment);
    moved = fill_empty(&prototypes, segment) || moved;
    if (!moved)
      break;
    find_means(&prototypes, segment);
    find_modes(&prototypes, segment);
  }
  for (gsize i = 0; i < mixed->n_rows; i++)
    cost += distance(&prototypes, i, segment[i]);
  return cost;
}
