/* SPDX-License-Identifier: Apache-2.0 */
#include <tuyou/base.h>

static const struct {
  const char *name, *mark, *label;
} origins[TY_N_ORIGINS] = {
    [TY_ORIGIN_PUBLISHED] = {"published", "●", "已发布"},
    [TY_ORIGIN_ROAD] = {"road", "◆", "按道路"},
    [TY_ORIGIN_INFERRED] = {"inferred", "◐", "推算"},
    [TY_ORIGIN_ESTIMATED] = {"estimated", "○", "估算"},
};

const char *ty_origin_name(TyOrigin origin) {
  g_return_val_if_fail((guint) origin < TY_N_ORIGINS, NULL);
  return origins[origin].name;
}

gboolean ty_origin_parse(const char *name, TyOrigin *origin) {
  for (guint i = 0; i < TY_N_ORIGINS; i++)
    if (g_strcmp0(origins[i].name, name) == 0) {
      *origin = (TyOrigin) i;
      return TRUE;
    }
  return FALSE;
}

const char *ty_origin_mark(TyOrigin origin) {
  g_return_val_if_fail((guint) origin < TY_N_ORIGINS, NULL);
  return origins[origin].mark;
}

const char *ty_origin_label(TyOrigin origin) {
  g_return_val_if_fail((guint) origin < TY_N_ORIGINS, NULL);
  return origins[origin].label;
}
