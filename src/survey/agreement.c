/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <tuyou/survey.h>

static int by_number(gconstpointer a, gconstpointer b) {
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;
  return (x > y) - (x < y);
}

/* Σ n (n − 1) / 2 over runs of equal keys; sorts them. */
static double pairs_within(guint64 *key, gsize n) {
  double pairs = 0;

  qsort(key, n, sizeof *key, by_number);
  for (gsize from = 0, to; from < n; from = to) {
    for (to = from + 1; to < n && key[to] == key[from];)
      to++;
    pairs += (double) (to - from) * (double) (to - from - 1) / 2;
  }
  return pairs;
}

double ty_adjusted_rand_index(const guint32 *a, const guint32 *b, gsize n) {
  g_autofree guint64 *both = g_new(guint64, n + 1), *left = g_new(guint64, n + 1),
                     *right = g_new(guint64, n + 1);

  for (gsize i = 0; i < n; i++) {
    left[i] = a[i];
    right[i] = b[i];
    both[i] = (guint64) a[i] << 32 | b[i];
  }
  double all = (double) n * ((double) n - 1) / 2;
  double together = pairs_within(both, n), in_a = pairs_within(left, n),
         in_b = pairs_within(right, n);
  double by_chance = all > 0 ? in_a * in_b / all : 0, most = (in_a + in_b) / 2;
  return most > by_chance ? (together - by_chance) / (most - by_chance) : 1;
}
