/* SPDX-License-Identifier: Apache-2.0 */
/** Weights by the analytic hierarchy process (Saaty 1977, "A scaling method for priorities in
 * hierarchical structures", J. Math. Psychology 15): pairwise judgements, the principal eigenvector
 * as weights, and a ratio that says how far the judgements contradict each other. */
#pragma once
#include <tuyou/base.h>

#define TY_AHP_MOST 15             /**< items compared with each other */
#define TY_AHP_CONSISTENT_UP_TO .1 /**< the consistency ratio that is accepted */

/** One comparison: how much more item i counts than item j, for all pairs. */
typedef struct {
  char *goal;     /**< what they are compared for; "" for the first comparison without a name */
  char **names;   /**< n, and NULL */
  guint n;        /**< 1–15 */
  double *matrix; /**< n × n, row by row: a reciprocal matrix */
  gsize line;     /**< of its first row; 0: not from a file */
  double *weight; /**< n, sum 1 */
  double lambda;  /**< the principal eigenvalue, ≥ n */
  double index;   /**< (λ − n) / (n − 1) */
  double ratio;   /**< index / mean index of random judgements; 0 for n ≤ 2 */
  guint worst[3]; /**< i < j < k whose three judgements contradict each other most; for n ≥ 3 */
  double implied; /**< what i against k would be by way of j */
} TyAhp;

void ty_ahp_free(TyAhp *ahp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyAhp, ty_ahp_free)

/** Weighs a matrix that is already reciprocal: fills weight, lambda, index, ratio, worst. Power
 * iteration to 1e-13; O(n² · iterations), some dozens. */
void ty_ahp_weigh(TyAhp *ahp);

/** Whether the judgements are consistent enough.
 * @return FALSE with TY_ERROR_INPUT that names the ratio and the three judgements that contradict
 *         each other most (the greatest |ln(a_ij · a_jk / a_ik)|) */
gboolean ty_ahp_check(const TyAhp *ahp, const char *file, GError **error);

/** Reads comparisons: blocks of a heading and rows, cells parted by commas or tabs:
 *
 *     [goal]
 *     ,      attention, authority, access
 *     attention,     1,         2,      3
 *     authority,   1/2,         1,      2
 *     access,         ,       0.5,      1
 *
 * A line [goal] names what the block compares for; the first may have none, and later ones are
 * items of blocks before or goals of their own. Cells are fractions or decimals from 1/9 to 9; an
 * empty cell is the reciprocal of the one across the diagonal. `#` begins a comment. A pair is
 * taken as reciprocal when the product is within 2 % of 1 (0.33 and 3); its cell of 1 and more
 * holds.
 * @return GPtrArray of TyAhp, weighed but not checked for consistency, to be unreferenced; NULL
 * with TY_ERROR_INPUT (file and line): not square, a cell that is no such number, not reciprocal, a
 * diagonal other than 1, names that differ, more than 15 items */
GPtrArray *ty_ahp_read(const char *file, const char *text, gsize length, GError **error);

/** The block of that goal; NULL when there is none. */
const TyAhp *ty_ahp_of_goal(const GPtrArray *comparisons, const char *goal);
