/* SPDX-License-Identifier: Apache-2.0 */
#include "survey/measure.h"

#include "survey/distribution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FEW_EXPECTED 5.0
#define FEW_SHARE .2
enum { FEW_IN_GROUP = 5, FEW_RANKS = 10 };

guint *ty_code_counts(const guint32 *code, gsize n_codes, gsize n) {
  guint *count = g_new0(guint, n_codes);
  for (gsize i = 0; i < n; i++)
    count[code[i]]++;
  return count;
}

/* χ² = n · (Σ o² / (row · column) − 1) */
static double chi_squared(const guint *cells, const guint *row, gsize n_a, const guint *column,
                          gsize n_b, gsize n) {
  double sum = 0;

  for (gsize i = 0; i < n_a; i++)
    for (gsize j = 0; j < n_b; j++) {
      double o = cells[i * n_b + j];
      sum += o * o / ((double) row[i] * column[j]);
    }
  return MAX((double) n * (sum - 1), 0);
}

double ty_table_chi_squared(const guint32 *a, const guint *row, gsize n_a, const guint32 *b,
                            const guint *column, gsize n_b, gsize n, guint *cells) {
  memset(cells, 0, n_a * n_b * sizeof *cells);
  for (gsize i = 0; i < n; i++)
    cells[a[i] * n_b + b[i]]++;
  return chi_squared(cells, row, n_a, column, n_b, n);
}

TyMeasured ty_measure_cramer(const guint32 *a, gsize n_a, const guint32 *b, gsize n_b, gsize n) {
  g_autofree guint *row = ty_code_counts(a, n_a, n), *column = ty_code_counts(b, n_b, n);
  g_autofree guint *cells = g_new(guint, n_a * n_b);
  double least = INFINITY, df = (double) (n_a - 1) * (double) (n_b - 1);
  gsize few = 0;
  TyMeasured found = {.df1 = df};

  found.statistic = ty_table_chi_squared(a, row, n_a, b, column, n_b, n, cells);
  for (gsize i = 0; i < n_a; i++)
    for (gsize j = 0; j < n_b; j++) {
      double expected = (double) row[i] * column[j] / (double) n;
      least = MIN(least, expected);
      few += expected < FEW_EXPECTED;
    }
  found.weak = least < 1 || (double) few > FEW_SHARE * (double) (n_a * n_b);
  double left = (double) n - 1;
  double phi2 = MAX(found.statistic / (double) n - df / left, 0);
  double rows = (double) n_a - (double) ((n_a - 1) * (n_a - 1)) / left;
  double columns = (double) n_b - (double) ((n_b - 1) * (n_b - 1)) / left;
  double room = MIN(rows, columns) - 1;
  found.effect = room > 0 ? MIN(sqrt(phi2 / room), 1) : 0;
  found.p = ty_chi_squared_tail(found.statistic, df);
  return found;
}

/* Ranks -----------------------------------------------------------------------------------------
 */

typedef struct {
  double value;
  gsize row;
} Sorted;

static int by_value(gconstpointer a, gconstpointer b) {
  const Sorted *x = a, *y = b;

  if (x->value != y->value)
    return x->value < y->value ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

double ty_mid_ranks(const double *value, gsize n, double *rank) {
  g_autofree Sorted *sorted = g_new(Sorted, n + 1);
  double ties = 0;

  for (gsize i = 0; i < n; i++)
    sorted[i] = (Sorted){value[i], i};
  qsort(sorted, n, sizeof *sorted, by_value);
  for (gsize from = 0, to; from < n; from = to) {
    for (to = from + 1; to < n && sorted[to].value == sorted[from].value;)
      to++;
    double t = (double) (to - from);
    ties += t * t * t - t;
    for (gsize i = from; i < to; i++)
      rank[sorted[i].row] = ((double) (from + to) + 1) / 2;
  }
  return ties;
}

static double mean_of(const double *value, gsize n) {
  double sum = 0;
  for (gsize i = 0; i < n; i++)
    sum += value[i];
  return sum / (double) n;
}

TyMeasured ty_measure_spearman(const double *rank_a, const double *rank_b, gsize n) {
  double mean_a = mean_of(rank_a, n), mean_b = mean_of(rank_b, n), ab = 0, aa = 0, bb = 0;

  for (gsize i = 0; i < n; i++) {
    double a = rank_a[i] - mean_a, b = rank_b[i] - mean_b;
    ab += a * b;
    aa += a * a;
    bb += b * b;
  }
  double rho = aa > 0 && bb > 0 ? CLAMP(ab / sqrt(aa * bb), -1, 1) : 0;
  double df = (double) n - 2, rest = 1 - rho * rho;
  TyMeasured found = {.effect = rho, .df1 = df, .weak = n < FEW_RANKS};
  found.statistic = rest > 0 ? rho * sqrt(df / rest) : copysign(INFINITY, rho);
  found.p = ty_t_tails(found.statistic, df);
  return found;
}

TyMeasured ty_measure_eta(const guint32 *group, gsize n_groups, const double *value, gsize n,
                          gboolean ranks) {
  g_autofree double *sum = g_new0(double, n_groups);
  g_autofree guint *count = ty_code_counts(group, n_groups, n);
  double mean = mean_of(value, n), total = 0, between = 0;
  TyMeasured found = {.weak = n < FEW_RANKS};

  for (gsize i = 0; i < n; i++) {
    sum[group[i]] += value[i] - mean;
    total += (value[i] - mean) * (value[i] - mean);
  }
  for (gsize g = 0; g < n_groups; g++) {
    between += sum[g] * sum[g] / count[g];
    found.weak = found.weak || count[g] < FEW_IN_GROUP;
  }
  double eta2 = total > 0 ? MIN(between / total, 1) : 0;
  found.effect = sqrt(eta2);
  found.df1 = (double) n_groups - 1;
  if (ranks) { /* H with its correction for ties is (n − 1) η² of the ranks */
    found.statistic = ((double) n - 1) * eta2;
    found.p = ty_chi_squared_tail(found.statistic, found.df1);
    return found;
  }
  found.df2 = (double) n - (double) n_groups;
  found.weak = found.weak || found.df2 < 1;
  found.statistic = eta2 < 1 ? eta2 / found.df1 / ((1 - eta2) / found.df2) : INFINITY;
  found.p = found.df2 > 0 ? ty_f_tail(found.statistic, found.df1, found.df2) : 1;
  return found;
}

gboolean ty_is_skewed(const double *value, gsize n) {
  double mean = mean_of(value, n), second = 0, third = 0;

  for (gsize i = 0; i < n; i++) {
    double apart = value[i] - mean;
    second += apart * apart;
    third += apart * apart * apart;
  }
  second /= (double) n;
  third /= (double) n;
  return second > 0 && fabs(third) > pow(second, 1.5);
}
