/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/plan.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* Requests for tours as JSON. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GError) error = NULL;
  TyPlanRequest request = {0};
  gboolean read = ty_plan_request_read(&request, "f", (const char *) data, size, texts, &error);

  g_assert_true(read == !error);
  g_assert_true(!error || g_utf8_validate(error->message, -1, NULL));
  return 0;
}
