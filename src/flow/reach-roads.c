/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/position.h"
#include "flow/reach.h"

#include <math.h>

#define FAR_FROM_ROAD_M 100 /* said beside the leg */

/* Where each place that is asked for comes to the road; FALSE for one without coordinates. */
static TyRoadSnap *snap_all(TyWorkspace *workspace, TyReach *reach, gboolean *on_map,
                            GError **error) {
  gsize n = reach->n_wanted;
  g_autofree TyPosition *positions =
      ty_positions_of(workspace, (const gint64 *) reach->ids->data, n, error);
  if (!positions)
    return NULL;
  TyRoadSnap *snaps = g_new0(TyRoadSnap, n + 1);

  reach->road_m = g_new(double, n + 1);
  for (gsize i = 0; i < n; i++) {
    on_map[i] = ty_roads_snap(workspace->roads,
                              (TyPoint){positions[i].lat_deg, positions[i].lon_deg}, &snaps[i]);
    reach->road_m[i] = on_map[i] ? snaps[i].distance_m : NAN;
  }
  return snaps;
}

static char *source_of(const TyWorkspace *workspace, const TyReach *reach, guint32 a, guint32 b) {
  GString *text = g_string_new(NULL);
  const guint32 ends[] = {a, b};

  g_string_printf(text, "%s (%s)", workspace->roads_name,
                  ty_road_profile_name(ty_roads_about(workspace->roads).profile));
  for (gsize i = 0; i < 2; i++)
    if (reach->road_m[ends[i]] > FAR_FROM_ROAD_M)
      g_string_append_printf(text, ", %s is %.1f km off the road",
                             (const char *) reach->names->pdata[ends[i]],
                             reach->road_m[ends[i]] / 1000);
  return g_string_free(text, FALSE);
}

gboolean ty_reach_add_roads(TyWorkspace *workspace, TyReach *reach, GError **error) {
  guint32 n = reach->n_wanted, n_on = 0;
  g_autofree gboolean *on_map = g_new0(gboolean, n + 1);
  g_autofree TyRoadSnap *snaps = snap_all(workspace, reach, on_map, error);
  g_autofree guint32 *place = g_new(guint32, n + 1);

  if (!snaps)
    return FALSE;
  for (guint32 i = 0; i < n; i++)
    if (on_map[i]) {
      snaps[n_on] = snaps[i];
      place[n_on++] = i;
    }
  g_autofree TyRoadDistance *table = g_new(TyRoadDistance, (gsize) n_on * n_on + 1);
  ty_roads_table(workspace->roads, snaps, n_on, workspace->n_threads, table);
  guint32 *direct = g_new0(guint32, (gsize) n * n + 1);
  for (guint32 a = 0; a < n_on; a++)
    for (guint32 b = 0; b < n_on; b++) {
      TyRoadDistance found = table[(gsize) a * n_on + b];
      if (a == b || found.weight == TY_ROAD_FAR || isfinite(ty_reach_m(reach, place[a], place[b])))
        continue;
      TyLeg leg = {place[a],           place[b],       found.length_dm / 10.,
                   found.weight / 10., TY_ORIGIN_ROAD, TRUE};
      g_array_append_val(reach->legs, leg);
      g_ptr_array_add(reach->origins_of_legs, source_of(workspace, reach, place[a], place[b]));
      direct[(gsize) place[a] * n + place[b]] = reach->legs->len;
    }
  reach->direct = direct;
  return TRUE;
}
