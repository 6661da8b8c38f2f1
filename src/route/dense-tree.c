/* SPDX-License-Identifier: Apache-2.0 */
#include "route/candidates.h"

double ty_dense_tree(const TySymmetric *symmetric, const double *penalty, guint32 *parent) {
  gsize n = symmetric->n, last = n - 1, here = 0, n_fixed = 0;
  g_autofree double *key = g_new0(double, n);
  g_autofree guint32 *joins = g_new0(guint32, n);
  g_autofree gboolean *inside = g_new0(gboolean, n);
  if (parent)
    parent[0] = 0;
  double sum = 0, first = INFINITY, second = INFINITY, fixed_m = -symmetric->longest_m - 1;

  for (gsize i = 0; i < n; i++) {
    key[i] = INFINITY;
    sum -= 2 * penalty[i];
  }
  for (gsize n_left = n - 1; n_left; n_left--) {
    gsize nearest = n;
    inside[here] = TRUE;
    for (gsize i = 0; i < n; i++) {
      if (i == here || (inside[i] && i != last))
        continue;
      double cost = ty_symmetric_cost(symmetric, here, i);
      n_fixed += cost <= symmetric->fixed;
      cost = (cost <= symmetric->fixed ? fixed_m : cost) + penalty[here] + penalty[i];
      if (i == last) {
        if (parent && cost < first)
          parent[last] = (guint32) here;
        second = MIN(second, MAX(first, cost));
        first = MIN(first, cost);
        continue;
      }
      if (cost < key[i]) {
        key[i] = cost;
        joins[i] = (guint32) here;
      }
      if (nearest == n || key[i] < key[nearest])
        nearest = i;
    }
    if (nearest < n) {
      sum += key[nearest];
      if (parent)
        parent[nearest] = joins[nearest];
      here = nearest;
    }
  }
  return sum + first + second - (double) n_fixed * fixed_m;
}
