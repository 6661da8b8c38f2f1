/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/level.h"

#include <string.h>

static gboolean take_level(const TyFact *fact, gpointer data, GError **error) {
  TySiteLevel *level = data;
  (void) error;

  if (fact->value && strstr(fact->value, "世界遗产"))
    *level = MAX(*level, TY_SITE_RING);
  else if (fact->value && strstr(fact->value, "国保"))
    *level = MAX(*level, TY_SITE_FILLED);
  return TRUE;
}

gboolean ty_level_of(TyWorkspace *workspace, gint64 entity, TySiteLevel *level, GError **error) {
  *level = TY_SITE_SMALL;
  return ty_atlas_each_fact(workspace->atlas, entity, "level", 0, take_level, level, error);
}
