/* SPDX-License-Identifier: Apache-2.0 */
#include <tuyou/base.h>

static const struct {
  const char *mark, *label;
} origins[TY_N_ORIGINS] = {
    [TY_ORIGIN_PUBLISHED] = {"●", "已发布"},
    [TY_ORIGIN_ROAD] = {"◆", "按道路"},
    [TY_ORIGIN_INFERRED] = {"◐", "推算"},
    [TY_ORIGIN_ESTIMATED] = {"○", "估算"},
};

const char *ty_origin_mark(TyOrigin origin) {
  g_return_val_if_fail(origin < TY_N_ORIGINS, NULL);
  return origins[origin].mark;
}

const char *ty_origin_label(TyOrigin origin) {
  g_return_val_if_fail(origin < TY_N_ORIGINS, NULL);
  return origins[origin].label;
}
