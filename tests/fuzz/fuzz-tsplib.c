/* SPDX-License-Identifier: Apache-2.0 */
/** TSPLIB files from any bytes. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <tuyou/route.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(GError) error = NULL;
  g_autoptr(TyTsplib) instance = ty_tsplib_read("fuzz", (const char *) data, size, &error);

  if (!instance) {
    if (!error || error->domain != TY_ERROR)
      __builtin_trap();
    return 0;
  }
  for (gsize a = 0; a < MIN(instance->n, 20); a++)
    for (gsize b = 0; b < a; b++) {
      double there = instance->length(instance, a, b), back = instance->length(instance, b, a);
      if (!(there >= 0) || isinf(there) || (instance->symmetric && there != back))
        __builtin_trap();
    }
  if (instance->n <= 12) {
    TyTourProblem problem = ty_tsplib_problem(instance);
    TyTourEffort effort = {20, 0};
    g_autoptr(TyTour) tour = ty_tour_solve_effort(&problem, TY_RULE_SEARCH, NULL, &effort, 1, NULL);
    if (!tour)
      __builtin_trap();
  }
  return 0;
}
