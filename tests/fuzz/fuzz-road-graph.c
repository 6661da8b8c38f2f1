/* SPDX-License-Identifier: Apache-2.0 */
/** Graph files from any bytes; small ones are made hierarchies of, which must agree with Dijkstra.
 */
#include <tuyou/roads.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_autoptr(GError) error = NULL;
  g_autoptr(TyRoadGraph) graph = ty_road_graph_read("fuzz", (const char *) data, size, 1, &error);
  g_free(ty_road_points_read("fuzz", (const char *) data, size, 9, NULL));

  if (!graph) {
    if (!error || error->domain != TY_ERROR)
      __builtin_trap();
    return 0;
  }
  if (graph->n > 40)
    return 0;
  g_autoptr(TyRoadHierarchy) hierarchy = ty_road_hierarchy_new(graph, 1, &error);
  if (!hierarchy)
    return 0;
  g_autoptr(TyRoadSearch) search = ty_road_search_new(hierarchy);
  guint32 dist[40];
  ty_road_graph_distances(graph, 0, dist, NULL);
  for (guint32 v = 0; v < graph->n; v++)
    if (ty_road_search_run(search, &(TyRoadEnd){0, 0, 0}, 1, &(TyRoadEnd){v, 0, 0}, 1) != dist[v])
      __builtin_trap();
  return 0;
}
