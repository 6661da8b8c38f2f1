/* SPDX-License-Identifier: Apache-2.0 */
/** Tails of the distributions that tests need; relative error about 10⁻¹², also far out. */
#pragma once
#include <glib.h>

/** P(X ≥ x) of χ² with `df` > 0 degrees of freedom. */
double ty_chi_squared_tail(double x, double df);
/** P(|T| ≥ |t|) of Student's t. */
double ty_t_tails(double t, double df);
/** P(X ≥ x) of F. */
double ty_f_tail(double x, double df1, double df2);
/** P(|Z| ≥ |z|) of the normal distribution. */
double ty_normal_tails(double z);

/** Fisher's exact test of a fourfold table, two-sided: the probability of all tables with the same
 * margins that are no more probable than this one. O(smallest margin) */
double ty_fisher_exact(guint a, guint b, guint c, guint d);
