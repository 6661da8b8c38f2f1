/* SPDX-License-Identifier: Apache-2.0 */
#include "route/farthest.h"

#include "route/quad-heap.h"

/* The nodes part by part: those of part p are node[first[p]] … node[first[p + 1] − 1]. */
typedef struct {
  guint32 n, *part, *first, *node;
} Parts;

static void parts_clear(Parts *parts) {
  g_free(parts->part);
  g_free(parts->first);
  g_free(parts->node);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Parts, parts_clear)

static void parts_init(Parts *parts, const TyRoadGraph *graph) {
  parts->part = g_new(guint32, graph->n + 1);
  parts->n = ty_road_graph_parts(graph, parts->part);
  parts->first = g_new0(guint32, parts->n + 2);
  parts->node = g_new(guint32, graph->n + 1);
  for (guint32 v = 0; v < graph->n; v++)
    parts->first[parts->part[v] + 2]++;
  for (guint32 p = 2; p < parts->n + 2; p++)
    parts->first[p] += parts->first[p - 1];
  for (guint32 v = 0; v < graph->n; v++)
    parts->node[parts->first[parts->part[v] + 1]++] = v;
}

static TyRoadGraph *against(const TyRoadGraph *graph, GError **error) {
  g_autofree TyRoadArc *arcs = g_new(TyRoadArc, graph->m + 1);

  for (guint32 v = 0; v < graph->n; v++)
    for (guint32 arc = graph->first[v]; arc < graph->first[v + 1]; arc++)
      arcs[arc] = (TyRoadArc){graph->head[arc], v, graph->weight[arc], 0};
  return ty_road_graph_new(graph->n, arcs, graph->m, error);
}

/* How far the farthest node of the source's part is; TY_ROAD_FAR when it is that far or more. */
static guint32 across(const TyRoadGraph *graph, const guint32 *part, guint32 source, guint32 *dist,
                      TyQuadHeap *heap, guint32 n_members) {
  guint32 n_settled = 0, farthest = 0;

  dist[source] = 0;
  ty_quad_push(heap, ty_quad_item(0, source));
  while (heap->n) {
    guint64 item = ty_quad_pop(heap);
    guint32 here = (guint32) item, so_far = (guint32) (item >> 32);
    if (so_far > dist[here])
      continue;
    n_settled++;
    farthest = so_far;
    for (guint32 arc = graph->first[here]; arc < graph->first[here + 1]; arc++) {
      guint32 there = graph->head[arc], longer = so_far + graph->weight[arc];
      if (longer >= dist[there] || part[there] != part[here])
        continue;
      dist[there] = longer;
      ty_quad_push(heap, ty_quad_item(longer, there));
    }
  }
  return n_settled < n_members ? TY_ROAD_FAR : farthest;
}

guint64 ty_road_farthest(const TyRoadGraph *graph) {
  g_auto(Parts) parts = {0};
  TyQuadHeap heap = {0};
  guint32 heaviest = 0;

  for (guint32 arc = 0; arc < graph->m; arc++)
    heaviest = MAX(heaviest, graph->weight[arc]);
  if ((guint64) heaviest * graph->n < TY_ROAD_FAR)
    return (guint64) heaviest * graph->n;
  g_autoptr(TyRoadGraph) reverse = against(graph, NULL);
  g_autofree guint32 *dist = g_new(guint32, graph->n + 1);
  parts_init(&parts, graph);
  g_autofree guint64 *from = g_new0(guint64, parts.n + 1); /* the farthest from a part's nodes */
  guint64 farthest = 0;

  for (guint32 p = 0; p < parts.n; p++) {
    guint32 n_members = parts.first[p + 1] - parts.first[p], root = parts.node[parts.first[p]];
    guint64 within = 0;
    for (int way = 0; way < 2 && n_members > 1; way++) {
      for (guint32 i = parts.first[p]; i < parts.first[p + 1]; i++)
        dist[parts.node[i]] = TY_ROAD_FAR;
      within += across(way ? reverse : graph, parts.part, root, dist, &heap, n_members);
    }
    for (guint32 i = parts.first[p]; i < parts.first[p + 1]; i++) {
      guint32 v = parts.node[i];
      for (guint32 arc = graph->first[v]; arc < graph->first[v + 1]; arc++)
        if (parts.part[graph->head[arc]] != p)
          from[p] = MAX(from[p], graph->weight[arc] + from[parts.part[graph->head[arc]]]);
    }
    from[p] = MIN(from[p] + within, G_MAXUINT32); /* enough is known then */
    farthest = MAX(farthest, from[p]);
  }
  g_free(heap.item);
  return farthest;
}
