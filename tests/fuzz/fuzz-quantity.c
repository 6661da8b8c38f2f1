/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz/drive.h"
#include "text/quantity.h"

#include <tuyou/text.h>

/* Every type of value, at the beginning of the normalised bytes. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  TyNormalised normal = ty_normalise((const char *) data, size);

  for (guint type = 0; type < TY_N_QUANTITIES; type++) {
    TyQuantity quantity;
    double low, high;
    gsize n = ty_quantity_read((TyQuantityType) type, normal.text, normal.length, &quantity);
    g_assert_cmpuint(n, <=, normal.length);
    if (n == 0)
      continue;
    g_assert_true(g_utf8_validate(normal.text, (gssize) n, NULL));
    g_assert_true(*quantity.value && g_utf8_validate(quantity.value, -1, NULL));
    if (ty_quantity_interval(quantity.value, quantity.hedge, &low, &high))
      g_assert_cmpfloat(low, <=, high);
  }
  ty_normalised_clear(&normal);
  return 0;
}
