/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/reach.h"

#include <math.h>

/* Whole metres; null when unknown. */
static json_t *metres_or_null(double metres) {
  return isnan(metres) ? json_null() : ty_json_number(metres, 0);
}

json_t *ty_distance(TyWorkspace *workspace, const char *from, const char *to, const char *legs,
                    GError **error) {
  gint64 ids[] = {ty_workspace_entity(workspace, from, error), 0};
  ids[1] = ids[0] ? ty_workspace_entity(workspace, to, error) : 0;
  if (ids[1] == 0)
    return NULL;
  g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_array_append_vals(wanted, ids, 2);
  g_autoptr(TyReach) reach = ty_reach_new(workspace, legs, wanted, 0, error);
  if (!reach)
    return NULL;
  guint32 target = ids[0] == ids[1] ? 0 : 1;
  if (!isfinite(ty_reach_m(reach, 0, target))) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND, "no legs lead from %s to %s", from, to);
    return NULL;
  }
  json_t *answer = ty_reach_leg(reach, 0, target), *steps = json_array();
  const TyLeg *all = (const TyLeg *) reach->legs->data;
  g_autoptr(GArray) way = ty_reach_way(reach, 0, target);
  guint32 here = 0;
  for (guint i = 0; i < way->len; i++) {
    guint32 index = g_array_index(way, guint32, i);
    guint32 next = all[index].a == here ? all[index].b : all[index].a;
    json_array_append_new(steps,
                          json_pack("{s:s, s:s, s:o, s:s, s:s}", "from", reach->names->pdata[here],
                                    "to", reach->names->pdata[next], "km",
                                    ty_json_number(all[index].length_m / 1000, 2), "origin",
                                    ty_origin_name(all[index].origin), "source",
                                    reach->origins_of_legs->pdata[index]));
    here = next;
  }
  json_object_set_new(answer, "legs", steps);
  if (reach->road_m) {
    json_object_set_new(answer, "from_road_m", metres_or_null(reach->road_m[0]));
    json_object_set_new(answer, "to_road_m", metres_or_null(reach->road_m[target]));
  }
  return answer;
}
