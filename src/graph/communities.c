/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/borrowed-igraph.h"

#include <math.h>
#include <stdlib.h>

#define RANDOMNESS .01 /* β of the refinement step, as the method's authors use it */
#define MOST_ROUNDS 50 /* igraph's own "until stable" need not end */

typedef struct {
  gsize size;
  guint32 lowest, community;
} Group;

static int largest_first(const void *a, const void *b) {
  const Group *x = a, *y = b;
  if (x->size != y->size)
    return x->size > y->size ? -1 : 1;
  return (x->lowest > y->lowest) - (x->lowest < y->lowest);
}

/* Renumbers by size, largest first, ties by the lowest node. */
static void renumber(guint32 *community, gsize n_nodes, gsize n_communities) {
  g_autofree Group *groups = g_new(Group, n_communities);
  g_autofree guint32 *number = g_new(guint32, n_communities);

  for (guint32 c = 0; c < n_communities; c++)
    groups[c] = (Group){0, G_MAXUINT32, c};
  for (guint32 node = 0; node < n_nodes; node++) {
    Group *group = &groups[community[node]];
    group->size++;
    group->lowest = MIN(group->lowest, node);
  }
  qsort(groups, n_communities, sizeof *groups, largest_first);
  for (guint32 c = 0; c < n_communities; c++)
    number[groups[c].community] = c;
  for (gsize node = 0; node < n_nodes; node++)
    community[node] = number[community[node]];
}

/* Leiden on modularity: the nodes' weights are their strengths, the resolution is γ / 2m. Rounds
 * follow each other until one brings no gain. */
static igraph_error_t leiden(const TyIgraph *session, const double *strength, double resolution,
                             igraph_vector_int_t *membership, igraph_integer_t *n_communities) {
  igraph_vector_t node_weight;
  igraph_error_t code = IGRAPH_SUCCESS;
  gsize n = (gsize) igraph_vcount(&session->graph);
  double total = 0, best = -INFINITY, quality = -INFINITY;

  for (gsize node = 0; node < n; node++)
    total += strength[node];
  igraph_vector_view(&node_weight, strength, (igraph_integer_t) n);
  for (int round = 0; round < MOST_ROUNDS && code == IGRAPH_SUCCESS; round++) {
    code =
        igraph_community_leiden(&session->graph, &session->weight, &node_weight, resolution / total,
                                RANDOMNESS, round > 0, 1, membership, n_communities, &quality);
    if (quality <= best)
      break;
    best = quality;
  }
  return code;
}

guint ty_network_communities(const TyNetwork *network, double resolution, guint64 seed,
                             guint32 *community, GError **error) {
  g_autofree double *strength = g_new(double, MAX(network->n_nodes, 1));
  igraph_integer_t n_communities = 0;
  igraph_vector_int_t membership;
  TyIgraph session;
  gboolean ok;

  if (!(resolution > 0) || !isfinite(resolution)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "the resolution of communities is %g, expected a number above 0", resolution);
    return 0;
  }
  if (network->n_edges == 0) {
    for (guint32 node = 0; node < network->n_nodes; node++)
      community[node] = node;
    return (guint) network->n_nodes;
  }
  if (!ty_network_centrality(network, TY_CENTRALITY_STRENGTH, strength, error) ||
      !ty_igraph_begin(&session, network, seed, error))
    return 0;
  ok = ty_igraph_ok(igraph_vector_int_init(&membership, 0), "communities", error);
  if (ok) {
    ok = ty_igraph_ok(leiden(&session, strength, resolution, &membership, &n_communities),
                      "communities", error);
    for (gsize node = 0; ok && node < network->n_nodes; node++)
      community[node] = (guint32) VECTOR(membership)[node];
    igraph_vector_int_destroy(&membership);
  }
  ty_igraph_end(&session);
  if (!ok)
    return 0;
  renumber(community, network->n_nodes, (gsize) n_communities);
  return (guint) n_communities;
}
