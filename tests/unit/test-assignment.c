/* SPDX-License-Identifier: Apache-2.0 */
#include "base/assignment.h"

#include <math.h>

static double cost(gsize row, gsize column, gpointer data) {
  return ((double *) data)[row * 6 + column];
}

static double best_of(const double *table, gsize n, gsize row, guint taken) {
  double best = INFINITY;

  if (row == n)
    return 0;
  for (gsize column = 0; column < n; column++)
    if (!(taken & 1U << column))
      best = MIN(best, table[row * 6 + column] + best_of(table, n, row + 1, taken | 1U << column));
  return best;
}

static void test_as_cheap_as_any(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(7);

  for (guint round = 0; round < 200; round++) {
    gsize n = round % 7, column_of[6];
    double table[36], sum = 0;
    guint seen = 0;
    for (gsize i = 0; i < 36; i++)
      table[i] = g_rand_int_range(random, -9, 10);
    double total = ty_assign(n, cost, table, column_of);
    for (gsize row = 0; row < n; row++) {
      sum += table[row * 6 + column_of[row]];
      seen |= 1U << column_of[row];
    }
    g_assert_cmpuint(seen, ==, (1U << n) - 1);
    g_assert_cmpfloat(sum, ==, total);
    g_assert_cmpfloat(total, ==, best_of(table, n, 0, 0));
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/base/assignment/as-cheap-as-any", test_as_cheap_as_any);
  return g_test_run();
}
