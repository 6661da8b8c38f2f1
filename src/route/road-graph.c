/* SPDX-License-Identifier: Apache-2.0 */
#include "route/quad-heap.h"

#include <tuyou/roads.h>

#define MOST (1U << 30)

static gboolean check(gsize n, const TyRoadArc *arcs, gsize m, GError **error) {
  if (n > MOST || m > MOST) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found %zu nodes and %zu arcs, expected at most %u each", n, m, MOST);
    return FALSE;
  }
  for (gsize i = 0; i < m; i++) {
    if (arcs[i].tail >= n || arcs[i].head >= n) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "arc %zu joins the nodes %u and %u, expected nodes below %zu", i, arcs[i].tail,
                  arcs[i].head, n);
      return FALSE;
    }
    if (arcs[i].weight >= TY_ROAD_FAR) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "arc %zu weighs %u, expected less than %u", i,
                  arcs[i].weight, TY_ROAD_FAR);
      return FALSE;
    }
  }
  return TRUE;
}

TyRoadGraph *ty_road_graph_new(gsize n, const TyRoadArc *arcs, gsize m, GError **error) {
  if (!check(n, arcs, m, error))
    return NULL;
  TyRoadGraph *graph = g_new0(TyRoadGraph, 1);
  guint32 lengths = 0;

  graph->n = (guint32) n;
  graph->m = (guint32) m;
  graph->first = g_new0(guint32, n + 2);
  for (gsize i = 0; i < m; i++) {
    graph->first[arcs[i].tail + 2]++;
    lengths |= arcs[i].length_dm;
  }
  for (gsize v = 2; v <= n + 1; v++)
    graph->first[v] += graph->first[v - 1];
  graph->head = g_new(guint32, m + 1);
  graph->weight = g_new(guint32, m + 1);
  graph->length_dm = lengths ? g_new(guint32, m + 1) : NULL;
  for (gsize i = 0; i < m; i++) {
    guint32 at = graph->first[arcs[i].tail + 1]++;
    graph->head[at] = arcs[i].head;
    graph->weight[at] = arcs[i].weight;
    if (lengths)
      graph->length_dm[at] = arcs[i].length_dm;
  }
  return graph;
}

void ty_road_graph_free(TyRoadGraph *graph) {
  if (!graph)
    return;
  g_free(graph->first);
  g_free(graph->head);
  g_free(graph->weight);
  g_free(graph->length_dm);
  g_free(graph);
}

void ty_road_graph_distances(const TyRoadGraph *graph, guint32 source, guint32 *dist,
                             guint32 *via) {
  TyQuadHeap heap = {0};

  for (gsize v = 0; v < graph->n; v++)
    dist[v] = TY_ROAD_FAR;
  for (gsize v = 0; via && v < graph->n; v++)
    via[v] = G_MAXUINT32;
  g_return_if_fail(source < graph->n);
  dist[source] = 0;
  ty_quad_push(&heap, ty_quad_item(0, source));
  while (heap.n) {
    guint64 item = ty_quad_pop(&heap);
    guint32 here = (guint32) item, so_far = (guint32) (item >> 32);
    if (so_far > dist[here])
      continue;
    for (guint32 arc = graph->first[here]; arc < graph->first[here + 1]; arc++) {
      guint32 there = graph->head[arc], longer = so_far + graph->weight[arc];
      if (longer >= dist[there])
        continue;
      dist[there] = longer;
      if (via)
        via[there] = arc;
      ty_quad_push(&heap, ty_quad_item(longer, there));
    }
  }
  g_free(heap.item);
}

/* A node on the way that the search has come, and the arc it looks at next. */
typedef struct {
  guint32 node, arc;
} Step;

guint32 ty_road_graph_parts(const TyRoadGraph *graph, guint32 *part) {
  guint32 n = graph->n, n_parts = 0, n_seen = 0, n_steps = 0, n_open = 0;
  g_autofree guint32 *seen = g_new0(guint32, n + 1), *low = g_new(guint32, n + 1),
                     *open = g_new(guint32, n + 1);
  g_autofree Step *steps = g_new(Step, n + 1);

  for (guint32 root = 0; root < n; root++) {
    if (seen[root])
      continue;
    steps[n_steps++] = (Step){root, graph->first[root]};
    seen[root] = low[root] = ++n_seen;
    open[n_open++] = root;
    part[root] = G_MAXUINT32;
    while (n_steps) {
      Step *step = &steps[n_steps - 1];
      guint32 here = step->node;
      if (step->arc < graph->first[here + 1]) {
        guint32 there = graph->head[step->arc++];
        if (!seen[there]) {
          seen[there] = low[there] = ++n_seen;
          open[n_open++] = there;
          part[there] = G_MAXUINT32;
          steps[n_steps++] = (Step){there, graph->first[there]};
        } else if (part[there] == G_MAXUINT32)
          low[here] = MIN(low[here], seen[there]);
        continue;
      }
      if (low[here] == seen[here]) {
        while (open[n_open - 1] != here)
          part[open[--n_open]] = n_parts;
        part[open[--n_open]] = n_parts++;
      }
      if (--n_steps)
        low[steps[n_steps - 1].node] = MIN(low[steps[n_steps - 1].node], low[here]);
    }
  }
  return n_parts;
}
