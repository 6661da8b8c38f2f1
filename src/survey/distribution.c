/* SPDX-License-Identifier: Apache-2.0 */
/* The incomplete gamma and beta functions by series and continued fractions (Abramowitz, Stegun
 * 1964, 6.5.29, 6.5.31, 26.5.8; evaluated as Lentz 1976 does), from which all tails follow. */
#include "survey/distribution.h"

#include <float.h>
#include <math.h>

enum { MAX_TERMS = 100000 };
#define TINY 1e-300

/* lgamma of the C library writes a global; this one does not. */
static double log_gamma(double x) {
  int sign;
  return lgamma_r(x, &sign);
}

/* Q(a, x) = Γ(a, x) / Γ(a). */
static double upper_gamma(double a, double x) {
  double scale = exp(a * log(x) - x - log_gamma(a));

  if (x < a + 1) {
    double term = 1 / a, sum = term;
    for (int n = 1; n < MAX_TERMS && fabs(term) > fabs(sum) * DBL_EPSILON / 4; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - sum * scale;
  }
  double b = x + 1 - a, c = 1 / TINY, d = 1 / b, value = d;
  for (int n = 1; n < MAX_TERMS; n++) {
    double step = -n * (n - a);
    b += 2;
    d = step * d + b;
    d = 1 / (fabs(d) < TINY ? TINY : d);
    c = b + step / c;
    c = fabs(c) < TINY ? TINY : c;
    value *= c * d;
    if (fabs(c * d - 1) < DBL_EPSILON)
      break;
  }
  return value * scale;
}

static double beta_fraction(double a, double b, double x) {
  double c = 1, d = 1 - (a + b) * x / (a + 1);
  d = 1 / (fabs(d) < TINY ? TINY : d);
  double value = d;

  for (int m = 1; m < MAX_TERMS; m++) {
    double even = m * (b - m) * x / ((a - 1 + 2 * m) * (a + 2 * m));
    double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 1 + 2 * m));
    for (int half = 0; half < 2; half++) {
      double step = half ? odd : even;
      d = 1 + step * d;
      d = 1 / (fabs(d) < TINY ? TINY : d);
      c = 1 + step / c;
      c = fabs(c) < TINY ? TINY : c;
      value *= c * d;
    }
    if (fabs(c * d - 1) < DBL_EPSILON)
      break;
  }
  return value;
}

/* I_x(a, b); `y` is 1 − x, given apart so that neither loses its digits. */
static double incomplete_beta(double a, double b, double x, double y) {
  if (x <= 0)
    return 0;
  if (y <= 0)
    return 1;
  double scale = exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * log(x) + b * log(y));
  return x < (a + 1) / (a + b + 2) ? scale * beta_fraction(a, b, x) / a
                                   : 1 - scale * beta_fraction(b, a, y) / b;
}

double ty_chi_squared_tail(double x, double df) {
  if (isnan(x) || !(df > 0))
    return NAN;
  return x <= 0 ? 1 : isinf(x) ? 0 : CLAMP(upper_gamma(df / 2, x / 2), 0, 1);
}

double ty_t_tails(double t, double df) {
  if (isnan(t) || !(df > 0))
    return NAN;
  if (isinf(t))
    return 0;
  double whole = df + t * t;
  return CLAMP(incomplete_beta(df / 2, .5, df / whole, t * t / whole), 0, 1);
}

double ty_f_tail(double x, double df1, double df2) {
  if (isnan(x) || !(df1 > 0) || !(df2 > 0))
    return NAN;
  if (x <= 0)
    return 1;
  if (isinf(x))
    return 0;
  double whole = df2 + df1 * x;
  return CLAMP(incomplete_beta(df2 / 2, df1 / 2, df2 / whole, df1 * x / whole), 0, 1);
}

double ty_normal_tails(double z) { return isnan(z) ? NAN : erfc(fabs(z) / G_SQRT2); }

static double log_choose(guint n, guint k) {
  return log_gamma(n + 1.0) - log_gamma(k + 1.0) - log_gamma(n - k + 1.0);
}

double ty_fisher_exact(guint a, guint b, guint c, guint d) {
  guint row = a + b, column = a + c, n = row + c + d;
  guint least = row + column > n ? row + column - n : 0, most = MIN(row, column);
  double all = log_choose(n, column), here = log_choose(row, a) + log_choose(n - row, c), sum = 0;

  /* As probable but for rounding counts as no more probable. */
  for (guint i = least; i <= most; i++) {
    double other = log_choose(row, i) + log_choose(n - row, column - i);
    if (other <= here + 1e-7)
      sum += exp(other - all);
  }
  return MIN(sum, 1);
}
