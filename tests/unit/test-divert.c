/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"
#include <tuyou/itinerary.h>

#include <math.h>
#include <string.h>

enum { PLANS = 4, CELLS = 5, GROUPS = 6, KINDS = 2 };

typedef struct {
  TyDiversion diversion;
  guint32 cells_from[PLANS + 1], cells[PLANS * CELLS], kind[GROUPS];
  double capacity[CELLS], value[KINDS * PLANS];
} Case;

/* As many groups as fit take the better plan. */
static void test_one_cell(void) {
  const guint32 cells_from[] = {0, 1, 1}, cells[] = {0};
  guint32 kind[50] = {0};
  const double capacity[] = {17}, value[] = {10, 9};
  TyDiversion diversion = {2, 1, 1, 50, cells_from, cells, capacity, value, kind};
  g_autoptr(GError) error = NULL;
  guint load[1], n_first = 0;
  g_autofree guint32 *taken = ty_divert(&diversion, load, &error);

  g_assert_no_error(error);
  for (gsize g = 0; g < 50; g++)
    n_first += taken[g] == 0;
  g_assert_cmpuint(n_first, ==, 17);
  g_assert_cmpuint(load[0], ==, 17);
}

static void make(Case *made, TyRandom *random) {
  guint32 n = 0;

  memset(made, 0, sizeof *made);
  for (gsize p = 0; p < PLANS; p++) {
    made->cells_from[p] = n;
    for (guint32 cell = 0; p + 1 < PLANS && cell < CELLS; cell++)
      if (ty_random_below(random, 3) == 0)
        made->cells[n++] = cell;
  }
  made->cells_from[PLANS] = n; /* the last plan is in none: all can be diverted */
  for (gsize cell = 0; cell < CELLS; cell++)
    made->capacity[cell] = (double) ty_random_below(random, GROUPS);
  for (gsize i = 0; i < KINDS * PLANS; i++)
    made->value[i] = 1 + ty_random_double(random);
  for (gsize g = 0; g < GROUPS; g++)
    made->kind[g] = (guint32) ty_random_below(random, KINDS);
  made->diversion =
      (TyDiversion){PLANS,       CELLS,          KINDS,       GROUPS,    made->cells_from,
                    made->cells, made->capacity, made->value, made->kind};
}

static double total(const Case *made, const guint32 *taken, gboolean *fits) {
  guint load[CELLS] = {0};
  double sum = 0;

  for (gsize g = 0; g < GROUPS; g++) {
    for (guint32 i = made->cells_from[taken[g]]; i < made->cells_from[taken[g] + 1]; i++)
      load[made->cells[i]]++;
    sum += made->value[made->kind[g] * PLANS + taken[g]];
  }
  *fits = TRUE;
  for (gsize cell = 0; cell < CELLS; cell++)
    *fits = *fits && load[cell] <= made->capacity[cell];
  return sum;
}

/* No cell is overfull, and the sum of values is near the best of all 4⁶ ways to share out. */
static void test_against_all(void) {
  TyRandom random = ty_random(4, 0);
  Case made;
  double found = 0, best = 0;

  for (int round = 0; round < 200; round++) {
    g_autoptr(GError) error = NULL;
    gboolean fits;
    double most = 0;
    make(&made, &random);
    g_autofree guint32 *taken = ty_divert(&made.diversion, NULL, &error);
    g_assert_no_error(error);
    double sum = total(&made, taken, &fits);
    g_assert_true(fits);
    for (guint32 code = 0; code < 1U << (2 * GROUPS); code++) {
      guint32 way[GROUPS];
      for (gsize g = 0; g < GROUPS; g++)
        way[g] = code >> (2 * g) & 3;
      double value = total(&made, way, &fits);
      most = fits ? fmax(most, value) : most;
    }
    g_assert_cmpfloat(sum, >=, .9 * most);
    found += sum;
    best += most;
  }
  g_assert_cmpfloat(found, >=, .99 * best);
}

static void test_bad_input(void) {
  TyRandom random = ty_random(4, 0);
  g_autoptr(GError) error = NULL;
  Case made;

  make(&made, &random);
  made.kind[2] = KINDS;
  g_assert_null(ty_divert(&made.diversion, NULL, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_USAGE);
  g_clear_error(&error);
  made.kind[2] = 0;
  for (gsize p = 0; p < PLANS; p++)
    made.value[p] = NAN;
  g_assert_null(ty_divert(&made.diversion, NULL, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_USAGE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/divert/one-cell", test_one_cell);
  g_test_add_func("/divert/against-all", test_against_all);
  g_test_add_func("/divert/bad-input", test_bad_input);
  return g_test_run();
}
