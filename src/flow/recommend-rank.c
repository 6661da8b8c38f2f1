/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/keywords.h"
#include "flow/recommend.h"

#include <math.h>

static void find_little_known(const double *popularity, gsize n, gboolean *little_known) {
  g_autofree double *unknown = g_new(double, n + 1);

  for (gsize i = 0; i < n; i++) {
    unknown[i] = -popularity[i];
    little_known[i] = FALSE;
  }
  g_autofree guint32 *order = ty_order_by_weight(unknown, n);
  for (gsize i = 0; i < n / 2; i++)
    little_known[order[i]] = TRUE;
}

/* The best of the half come first, as many as must; then the best of the rest. */
GArray *ty_advice_select(const double *value, const double *popularity, gsize n_candidates,
                         double novelty, gsize n, gboolean *little_known) {
  g_autofree double *score = g_new(double, n_candidates + 1);
  g_autofree gboolean *half = g_new(gboolean, n_candidates + 1),
                      *taken = g_new0(gboolean, n_candidates + 1);
  GArray *list = g_array_new(FALSE, FALSE, sizeof(guint32));
  gsize wanted = MIN(n, n_candidates), needed = (gsize) floor(novelty * (double) wanted), n_half;

  find_little_known(popularity, n_candidates, half);
  n_half = n_candidates / 2;
  needed = MIN(needed, n_half);
  for (gsize i = 0; i < n_candidates; i++)
    score[i] = value[i] + TY_NOVELTY_WEIGHT * novelty * (1 - popularity[i]);
  g_autofree guint32 *order = ty_order_by_weight(score, n_candidates);
  gsize n_taken = 0;
  for (gsize i = 0; i < n_candidates && n_taken < needed; i++)
    if (half[order[i]]) {
      taken[order[i]] = TRUE;
      n_taken++;
    }
  for (gsize i = 0; i < n_candidates && n_taken < wanted; i++)
    if (!taken[order[i]]) {
      taken[order[i]] = TRUE;
      n_taken++;
    }
  for (gsize i = 0; i < n_candidates; i++)
    if (taken[order[i]])
      g_array_append_val(list, order[i]);
  for (gsize i = 0; little_known && i < n_candidates; i++)
    little_known[i] = half[i];
  return list;
}
