/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/borrowed-igraph.h"

#include "base/random.h"

#include <math.h>

static GMutex lock; /* guards igraph's globals */

gboolean ty_igraph_ok(igraph_error_t code, const char *what, GError **error) {
  if (code == IGRAPH_SUCCESS)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "%s: igraph failed: %s", what,
              igraph_strerror(code));
  return FALSE;
}

static gboolean check(const TyNetwork *network, GError **error) {
  for (gsize e = 0; e < network->n_edges; e++) {
    if (network->from[e] >= network->n_nodes || network->to[e] >= network->n_nodes) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "edge %zu joins nodes %u and %u, expected ones below %zu", e, network->from[e],
                  network->to[e], network->n_nodes);
      return FALSE;
    }
    if (!(network->weight[e] > 0) || !isfinite(network->weight[e])) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "edge %zu has weight %g, expected a number above 0", e, network->weight[e]);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean add_edges(TyIgraph *session, const TyNetwork *network, GError **error) {
  igraph_vector_int_t edges;
  gboolean ok;

  if (!ty_igraph_ok(igraph_vector_int_init(&edges, 2 * (igraph_integer_t) network->n_edges),
                    "the list of edges", error))
    return FALSE;
  for (gsize e = 0; e < network->n_edges; e++) {
    VECTOR(edges)[2 * e] = network->from[e];
    VECTOR(edges)[2 * e + 1] = network->to[e];
    VECTOR(session->weight)[e] = network->weight[e];
  }
  ok = ty_igraph_ok(igraph_create(&session->graph, &edges, (igraph_integer_t) network->n_nodes,
                                  IGRAPH_UNDIRECTED),
                    "the network", error);
  session->has_graph = ok;
  igraph_vector_int_destroy(&edges);
  return ok;
}

gboolean ty_igraph_begin(TyIgraph *session, const TyNetwork *network, guint64 seed,
                         GError **error) {
  igraph_error_t code;

  if (!check(network, error))
    return FALSE;
  g_mutex_lock(&lock);
  session->has_weight = session->has_graph = FALSE;
  session->old_error = igraph_set_error_handler(igraph_error_handler_ignore);
  session->old_warning = igraph_set_warning_handler(igraph_warning_handler_ignore);
  session->old_random = *igraph_rng_default();

  /* igraph's own kind, MT19937; its name is a variable, which would keep igraph from being opened
   * only when it is needed (tools/late). */
  code = igraph_rng_init(&session->random, session->old_random.type);
  if (!ty_igraph_ok(code, "random numbers", error)) {
    igraph_set_warning_handler(session->old_warning);
    igraph_set_error_handler(session->old_error);
    g_mutex_unlock(&lock);
    return FALSE;
  }
  igraph_rng_seed(&session->random, ty_mix64(seed));
  session->random.is_seeded = TRUE;
  igraph_rng_set_default(&session->random);

  code = igraph_vector_init(&session->weight, (igraph_integer_t) network->n_edges);
  session->has_weight = code == IGRAPH_SUCCESS;
  if (!ty_igraph_ok(code, "the weights", error) || !add_edges(session, network, error)) {
    ty_igraph_end(session);
    return FALSE;
  }
  return TRUE;
}

void ty_igraph_end(TyIgraph *session) {
  if (session->has_graph)
    igraph_destroy(&session->graph);
  if (session->has_weight)
    igraph_vector_destroy(&session->weight);
  igraph_rng_set_default(&session->old_random);
  igraph_rng_destroy(&session->random);
  igraph_set_warning_handler(session->old_warning);
  igraph_set_error_handler(session->old_error);
  g_mutex_unlock(&lock);
}
