/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/borrowed-igraph.h"

#include <math.h>

#define DAMPING .85

static void sum_over_edges(const TyNetwork *network, gboolean weighted, double *value) {
  for (gsize node = 0; node < network->n_nodes; node++)
    value[node] = 0;
  for (gsize e = 0; e < network->n_edges; e++) {
    double w = weighted ? network->weight[e] : 1;
    value[network->from[e]] += w;
    value[network->to[e]] += w;
  }
}

static igraph_error_t measure_by_igraph(const TyIgraph *session, TyCentrality measure,
                                        igraph_vector_t *result) {
  igraph_vs_t all = igraph_vss_all();

  if (measure == TY_CENTRALITY_BETWEENNESS)
    return igraph_betweenness(&session->graph, result, all, IGRAPH_UNDIRECTED, NULL);
  if (measure == TY_CENTRALITY_CLOSENESS)
    return igraph_closeness(&session->graph, result, NULL, NULL, all, IGRAPH_ALL, NULL, TRUE);
  return igraph_pagerank(&session->graph, IGRAPH_PAGERANK_ALGO_PRPACK, result, NULL, all,
                         IGRAPH_UNDIRECTED, DAMPING, &session->weight, NULL);
}

gboolean ty_network_centrality(const TyNetwork *network, TyCentrality measure, double *value,
                               GError **error) {
  double n = (double) network->n_nodes;
  double scale = measure == TY_CENTRALITY_BETWEENNESS && n > 2 ? 2 / ((n - 1) * (n - 2)) : 1;
  TyIgraph session;
  igraph_vector_t result;
  gboolean ok;

  if (measure == TY_CENTRALITY_DEGREE || measure == TY_CENTRALITY_STRENGTH) {
    sum_over_edges(network, measure == TY_CENTRALITY_STRENGTH, value);
    return TRUE;
  }
  if (network->n_nodes == 0)
    return TRUE;
  if (!ty_igraph_begin(&session, network, 0, error))
    return FALSE;
  ok = ty_igraph_ok(igraph_vector_init(&result, 0), "centrality", error);
  if (ok) {
    ok = ty_igraph_ok(measure_by_igraph(&session, measure, &result), "centrality", error);
    for (gsize node = 0; ok && node < network->n_nodes; node++) {
      double v = VECTOR(result)[node];
      value[node] = isfinite(v) ? v * scale : 0; /* igraph: NaN for an isolated node's closeness */
    }
    igraph_vector_destroy(&result);
  }
  ty_igraph_end(&session);
  return ok;
}
