/* SPDX-License-Identifier: Apache-2.0 */
/* p values corrected for being many. */
#include <math.h>
#include <stdlib.h>
#include <tuyou/survey.h>

typedef struct {
  double p;
  gsize at;
} Ranked;

static int by_p(gconstpointer a, gconstpointer b) {
  const Ranked *x = a, *y = b;

  if (x->p != y->p)
    return x->p < y->p ? -1 : 1;
  return (x->at > y->at) - (x->at < y->at);
}

void ty_adjust_p(const double *p, gsize n, TyAdjustment adjustment, double *adjusted) {
  g_autofree Ranked *ranked = g_new(Ranked, n + 1);
  gsize m = 0;

  for (gsize i = 0; i < n; i++)
    if (!isnan(p[i]))
      ranked[m++] = (Ranked){p[i], i};
    else
      adjusted[i] = NAN;
  qsort(ranked, m, sizeof *ranked, by_p);
  if (adjustment == TY_ADJUST_HOLM) {
    double most = 0;
    for (gsize i = 0; i < m; i++) {
      most = MAX(most, MIN(ranked[i].p * (double) (m - i), 1));
      adjusted[ranked[i].at] = most;
    }
    return;
  }
  double least = 1;
  for (gsize i = m; i-- > 0;) {
    least = MIN(least, ranked[i].p * (double) m / (double) (i + 1));
    adjusted[ranked[i].at] = least;
  }
}
