/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the segments: rows as numbers and answers side by side. */
#pragma once
#include <tuyou/survey.h>

/** Rows for k-prototypes. Options of a multiple question are answers of two values each, with
 * weights that sum to 1. */
typedef struct {
  gsize n_rows, n_numbers, n_answers;
  double *number;     /**< n_rows × n_numbers: mean 0, variance 1; NAN for none */
  guint32 *answer;    /**< n_rows × n_answers, or TY_NO_ANSWER */
  guint32 *n_options; /**< n_answers */
  double *weight;     /**< n_answers */
  double gamma;       /**< by the variances, see ty_segments_new */
} TyMixed;

/** NULL with TY_ERROR_INPUT when there is no field to compare by. */
TyMixed *ty_mixed_new(const TyQuestionnaire *questionnaire, GError **error);
void ty_mixed_free(TyMixed *mixed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyMixed, ty_mixed_free)

/** How many different rows there are, counted up to `enough`. */
gsize ty_mixed_different(const TyMixed *mixed, gsize enough);

/** One start of k-prototypes. `segment`: n_rows. @return the cost */
double ty_prototypes(const TyMixed *mixed, double gamma, guint k, guint64 seed, guint64 stream,
                     guint32 *segment);

/** Gower's distances between rows (Gower 1971, Biometrics 27:857): numbers and places by their
 * range, single answers by being the same, multiple ones by Jaccard, mean over what both answered
 * (1 where that is nothing). Rows are all, or TY_SILHOUETTE_ROWS drawn. */
typedef struct {
  gsize n;
  gsize *row;      /**< n: ascending */
  float *distance; /**< n × n */
} TyGower;

TyGower *ty_gower_new(const TyQuestionnaire *questionnaire, guint64 seed, guint n_threads);
void ty_gower_free(TyGower *gower);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyGower, ty_gower_free)

/** The silhouette of each of its rows (Rousseeuw 1987, Journal of Computational and Applied
 * Mathematics 20:53), 0 for one alone. `silhouette`: of all rows, NAN for others. @return the mean
 */
double ty_silhouettes(const TyGower *gower, const guint32 *segment, guint k, gsize n_rows,
                      guint n_threads, double *silhouette);
