/* SPDX-License-Identifier: Apache-2.0 */
#include "survey/ahp.h"

#include <math.h>

#define CLOSE 1e-13
#define MOST_ITERATIONS 10000

/* Mean consistency index of random reciprocal matrices by n: up to 10 as the Chinese textbooks have
 * it, then Saaty (1980, "The Analytic Hierarchy Process"). */
static const double random_index[TY_AHP_MOST + 1] = {
    0, 0, 0, .58, .90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.54, 1.56, 1.57, 1.59};

void ty_ahp_free(TyAhp *ahp) {
  if (!ahp)
    return;
  g_free(ahp->goal);
  g_strfreev(ahp->names);
  g_free(ahp->matrix);
  g_free(ahp->weight);
  g_free(ahp);
}

static double row_of(const TyAhp *ahp, const double *vector, guint i) {
  double sum = 0;
  for (guint j = 0; j < ahp->n; j++)
    sum += ahp->matrix[i * ahp->n + j] * vector[j];
  return sum;
}

static void find_worst(TyAhp *ahp) {
  const double *a = ahp->matrix;
  double worst = -1;
  guint n = ahp->n;

  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      for (guint k = j + 1; k < n; k++) {
        double implied = a[i * n + j] * a[j * n + k];
        double error = fabs(log(implied / a[i * n + k]));
        if (error > worst + 1e-12) {
          worst = error;
          ahp->worst[0] = i;
          ahp->worst[1] = j;
          ahp->worst[2] = k;
          ahp->implied = implied;
        }
      }
}

void ty_ahp_weigh(TyAhp *ahp) {
  guint n = ahp->n;
  g_autofree double *next = g_new(double, n);
  double moved = 1;

  g_free(ahp->weight);
  ahp->weight = g_new(double, n);
  for (guint i = 0; i < n; i++)
    ahp->weight[i] = 1.0 / n;
  for (int round = 0; round < MOST_ITERATIONS && moved > CLOSE; round++) {
    double sum = 0;
    moved = 0;
    for (guint i = 0; i < n; i++)
      sum += next[i] = row_of(ahp, ahp->weight, i);
    for (guint i = 0; i < n; i++) {
      moved = MAX(moved, fabs(next[i] / sum - ahp->weight[i]));
      ahp->weight[i] = next[i] / sum;
    }
  }
  ahp->lambda = 0;
  for (guint i = 0; i < n; i++)
    ahp->lambda += row_of(ahp, ahp->weight, i) / ahp->weight[i] / n;
  ahp->index = n > 1 ? MAX(0, (ahp->lambda - n) / (n - 1)) : 0;
  ahp->ratio = n > 2 ? ahp->index / random_index[n] : 0;
  find_worst(ahp);
}

/* "3" or "1/3", as people write it; else with two decimals. */
static char *judgement(double value) {
  double other = 1 / value;

  if (fabs(value - round(value)) < 1e-9)
    return g_strdup_printf("%.0f", value);
  if (fabs(other - round(other)) < 1e-9)
    return g_strdup_printf("1/%.0f", other);
  return g_strdup_printf("%.2f", value);
}

gboolean ty_ahp_check(const TyAhp *ahp, const char *file, GError **error) {
  if (ahp->ratio <= TY_AHP_CONSISTENT_UP_TO)
    return TRUE;
  const char *i = ahp->names[ahp->worst[0]], *j = ahp->names[ahp->worst[1]],
             *k = ahp->names[ahp->worst[2]];
  const double *a = ahp->matrix;
  g_autofree char *ij = judgement(a[ahp->worst[0] * ahp->n + ahp->worst[1]]);
  g_autofree char *jk = judgement(a[ahp->worst[1] * ahp->n + ahp->worst[2]]);
  g_autofree char *ik = judgement(a[ahp->worst[0] * ahp->n + ahp->worst[2]]);
  g_autofree char *implied = judgement(ahp->implied);
  g_autofree char *where =
      ahp->line > 0 ? g_strdup_printf("%s:%zu: ", file, ahp->line) : g_strdup("");
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
              "%sfound judgements with a consistency ratio of %.3f, expected %g or less; most at "
              "odds are %s, %s and %s: %s : %s = %s and %s : %s = %s make %s : %s = %s, not %s",
              where, ahp->ratio, TY_AHP_CONSISTENT_UP_TO, i, j, k, i, j, ij, j, k, jk, i, k,
              implied, ik);
  return FALSE;
}

const TyAhp *ty_ahp_of_goal(const GPtrArray *comparisons, const char *goal) {
  for (guint i = 0; i < comparisons->len; i++) {
    const TyAhp *ahp = comparisons->pdata[i];
    if (g_str_equal(ahp->goal, goal))
      return ahp;
  }
  return NULL;
}
