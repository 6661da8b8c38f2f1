/* SPDX-License-Identifier: Apache-2.0 */
#include <tuyou/route.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* Instances of orienteering: read, and solved with a little effort when they are small. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  const TyOrienteeringEffort effort = {.iterations = 64};
  g_autoptr(GError) error = NULL;
  TyOrienteeringDay days[3];
  int decimals = size > 0 ? data[0] % 5 - 1 : -1;
  g_autoptr(TyOptw) optw = ty_optw_read("f", (const char *) data, size, decimals, &error);

  g_assert_true((optw != NULL) == !error);
  g_assert_true(!error || g_utf8_validate(error->message, -1, NULL));
  if (!optw || optw->n > 40)
    return 0;
  TyOrienteering problem = ty_optw_problem(optw, days, 1 + size % 3);
  g_autoptr(TyOrienteeringPlan) plan = ty_orienteering_solve(&problem, &effort, size, &error);
  g_assert_no_error(error);
  g_assert_true(ty_orienteering_check(&problem, plan, &error));
  return 0;
}
