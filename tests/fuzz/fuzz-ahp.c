/* SPDX-License-Identifier: Apache-2.0 */
#include "survey/ahp.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* Matrices of judgements: what is read has weights that sum to 1 and a ratio that is none below 0.
 */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) blocks = ty_ahp_read("f", (const char *) data, size, &error);

  g_assert_true((blocks != NULL) == (error == NULL));
  g_assert_true(!error || g_utf8_validate(error->message, -1, NULL));
  for (guint b = 0; blocks && b < blocks->len; b++) {
    g_autoptr(GError) refused = NULL;
    const TyAhp *ahp = blocks->pdata[b];
    double sum = 0;
    for (guint i = 0; i < ahp->n; i++)
      sum += ahp->weight[i];
    g_assert_true(fabs(sum - 1) < 1e-9 && ahp->lambda > ahp->n - 1e-6 && ahp->ratio >= 0);
    if (!ty_ahp_check(ahp, "f", &refused))
      g_assert_true(ahp->ratio > TY_AHP_CONSISTENT_UP_TO && refused->message);
  }
  return 0;
}
