/* SPDX-License-Identifier: Apache-2.0 */
/* Fewer edges: what stands out at a node (disparity), what no stronger path replaces (Pathfinder).
 */
#include <tuyou/graph.h>

#include <math.h>
#include <stdlib.h>

/* A copy with the edges that stay; nodes stay all. */
static TyNetwork *keep_edges(const TyNetwork *network, const gboolean *stays) {
  TyNetwork *copy = g_new0(TyNetwork, 1);
  gsize n = 0;

  for (gsize e = 0; e < network->n_edges; e++)
    n += stays[e] != 0;
  copy->n_nodes = network->n_nodes;
  copy->n_edges = n;
  copy->from = g_new(guint32, n);
  copy->to = g_new(guint32, n);
  copy->weight = g_new(double, n);
  n = 0;
  for (gsize e = 0; e < network->n_edges; e++)
    if (stays[e]) {
      copy->from[n] = network->from[e];
      copy->to[n] = network->to[e];
      copy->weight[n++] = network->weight[e];
    }
  return copy;
}

/* How likely a node of that strength and degree has an edge of at least that weight by chance. */
static double by_chance(double weight, double strength, double degree) {
  return degree > 1 ? pow(1 - weight / strength, degree - 1) : 1;
}

TyNetwork *ty_network_backbone(const TyNetwork *network, double alpha) {
  g_autofree double *strength = g_new0(double, network->n_nodes + 1);
  g_autofree double *degree = g_new0(double, network->n_nodes + 1);
  g_autofree gboolean *stays = g_new0(gboolean, network->n_edges + 1);

  for (gsize e = 0; e < network->n_edges; e++) {
    strength[network->from[e]] += network->weight[e];
    strength[network->to[e]] += network->weight[e];
    degree[network->from[e]]++;
    degree[network->to[e]]++;
  }
  for (gsize e = 0; e < network->n_edges; e++) {
    guint32 a = network->from[e], b = network->to[e];
    stays[e] = by_chance(network->weight[e], strength[a], degree[a]) < alpha ||
               by_chance(network->weight[e], strength[b], degree[b]) < alpha;
  }
  return keep_edges(network, stays);
}

typedef struct {
  double weight;
  gsize edge;
} Ranked;

static int strongest_first(const void *a, const void *b) {
  const Ranked *x = a, *y = b;
  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  return (x->edge > y->edge) - (x->edge < y->edge);
}

static guint32 root_of(guint32 *parent, guint32 node) {
  while (parent[node] != node)
    node = parent[node] = parent[parent[node]];
  return node;
}

/* Edges of one weight are judged before any of them joins anything: all that some maximum spanning
 * tree has stay. */
TyNetwork *ty_network_pathfinder(const TyNetwork *network) {
  g_autofree Ranked *ranked = g_new(Ranked, network->n_edges + 1);
  g_autofree guint32 *parent = g_new(guint32, network->n_nodes + 1);
  g_autofree gboolean *stays = g_new0(gboolean, network->n_edges + 1);

  for (guint32 node = 0; node < network->n_nodes; node++)
    parent[node] = node;
  for (gsize e = 0; e < network->n_edges; e++)
    ranked[e] = (Ranked){network->weight[e], e};
  qsort(ranked, network->n_edges, sizeof *ranked, strongest_first);
  for (gsize first = 0, end; first < network->n_edges; first = end) {
    for (end = first; end < network->n_edges && ranked[end].weight == ranked[first].weight; end++) {
      gsize e = ranked[end].edge;
      stays[e] = root_of(parent, network->from[e]) != root_of(parent, network->to[e]);
    }
    for (gsize i = first; i < end; i++) {
      guint32 a = root_of(parent, network->from[ranked[i].edge]);
      guint32 b = root_of(parent, network->to[ranked[i].edge]);
      parent[MAX(a, b)] = MIN(a, b);
    }
  }
  return keep_edges(network, stays);
}
