/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the correlations: one pair of variables, rows without both answers left out. */
#pragma once
#include <tuyou/survey.h>

/** What one measure says of a pair. */
typedef struct {
  double effect, statistic, df1, df2, p;
  gboolean weak; /**< p is not to be trusted: too few */
} TyMeasured;

/** Codes from 0; all are below n_a and n_b, and each code occurs. */
TyMeasured ty_measure_cramer(const guint32 *a, gsize n_a, const guint32 *b, gsize n_b, gsize n);
/** How often each code occurs; to be freed. */
guint *ty_code_counts(const guint32 *code, gsize n_codes, gsize n);
/** χ² of the table of a and b with these counts; `cells`: n_a · n_b, scratch. */
double ty_table_chi_squared(const guint32 *a, const guint *row, gsize n_a, const guint32 *b,
                            const guint *column, gsize n_b, gsize n, guint *cells);

/** Mean ranks from 1, ties shared. `rank`: n, may be `value`. O(n log n)
 * @return Σ (t³ − t) over groups of ties */
double ty_mid_ranks(const double *value, gsize n, double *rank);

/** Spearman from the ranks of both. */
TyMeasured ty_measure_spearman(const double *rank_a, const double *rank_b, gsize n);
/** η of `value` by groups, by F; with `ranks` by Kruskal and Wallis's H: `value` are ranks. */
TyMeasured ty_measure_eta(const guint32 *group, gsize n_groups, const double *value, gsize n,
                          gboolean ranks);
/** Whether numbers lean so far to one side that ranks tell more: |skewness| above 1. */
gboolean ty_is_skewed(const double *value, gsize n);
