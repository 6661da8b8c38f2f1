/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <tuyou/topics.h>

/* p · log2(p / mean), nothing for p = 0 */
static double part(double p, double mean) { return p > 0 ? p * log2(p / mean) : 0; }

double ty_js_divergence(const double *p, const double *q, gsize n) {
  double sum = 0;

  for (gsize i = 0; i < n; i++) {
    double mean = (p[i] + q[i]) / 2;
    sum += (part(p[i], mean) + part(q[i], mean)) / 2;
  }
  return CLAMP(sum, 0, 1);
}
