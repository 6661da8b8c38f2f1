/* SPDX-License-Identifier: Apache-2.0 */
#include <tuyou/route.h>

static const char *const rule_names[] = {
    [TY_RULE_NEAREST] = "nearest", [TY_RULE_EXACT] = "exact", [TY_RULE_ANT] = "ant",
    [TY_RULE_SEARCH] = "search",   [TY_RULE_GIVEN] = "given",
};

static const char *const left_out_names[] = {
    [TY_LEFT_OUT_UNREACHABLE] = "unreachable",
    [TY_LEFT_OUT_CLOSED] = "closed",
    [TY_LEFT_OUT_TOO_LONG] = "too-long",
    [TY_LEFT_OUT_TIME] = "time",
};

static gssize find(const char *const *names, gsize n, const char *name) {
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0(names[i], name) == 0)
      return (gssize) i;
  return -1;
}

const char *ty_rule_name(TyTourRule rule) {
  g_return_val_if_fail((guint) rule < G_N_ELEMENTS(rule_names), NULL);
  return rule_names[rule];
}

gboolean ty_rule_parse(const char *name, TyTourRule *rule) {
  gssize at = find(rule_names, G_N_ELEMENTS(rule_names), name);
  if (at >= 0)
    *rule = (TyTourRule) at;
  return at >= 0;
}

const char *ty_left_out_name(TyLeftOut why) {
  g_return_val_if_fail((guint) why < G_N_ELEMENTS(left_out_names), NULL);
  return left_out_names[why];
}
