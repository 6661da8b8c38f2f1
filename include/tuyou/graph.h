/* SPDX-License-Identifier: Apache-2.0 */
/** Networks as plain arrays: building from documents, measures, communities, layout, paths. */
#pragma once
#include <tuyou/base.h>

G_BEGIN_DECLS

/** An undirected weighted network; edge i joins from[i] < to[i], sorted by (from, to), no doubles.
 */
typedef struct {
  gsize n_nodes, n_edges;
  guint32 *from, *to;
  double *weight; /**< > 0 */
} TyNetwork;

void ty_network_free(TyNetwork *network);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyNetwork, ty_network_free)

/** Co-occurrence network: documents as sets of ids (`start`: n_docs + 1 offsets into `id`); an
 * edge's weight is the number of documents that hold both ends. Only ids with keep[id] (NULL: all)
 * take part. O(Σ set sizes²). */
TyNetwork *ty_network_cooccurrence(const guint32 *start, const guint32 *id, gsize n_docs,
                                   gsize n_ids, const gboolean *keep);

typedef enum {
  TY_STRENGTH_COUNT,
  TY_STRENGTH_ASSOCIATION, /**< c / (fi · fj) · n (van Eck, Waltman 2009) */
  TY_STRENGTH_COSINE,      /**< c / √(fi · fj) (Salton) */
  TY_STRENGTH_JACCARD,     /**< c / (fi + fj − c) */
} TyStrength;

/** Turns co-occurrence counts into strengths in place. `frequency`: documents that hold each id. */
void ty_network_strength(TyNetwork *network, const guint32 *frequency, gsize n_docs,
                         TyStrength strength);

/** A copy with the `n` strongest edges (ties by (from, to)); nodes stay. */
TyNetwork *ty_network_strongest(const TyNetwork *network, gsize n);

typedef enum {
  TY_CENTRALITY_DEGREE,      /**< number of edges */
  TY_CENTRALITY_STRENGTH,    /**< sum of weights */
  TY_CENTRALITY_BETWEENNESS, /**< unweighted shortest paths, normalised to [0, 1] */
  TY_CENTRALITY_CLOSENESS,   /**< normalised, over the reachable nodes */
  TY_CENTRALITY_PAGERANK,    /**< weighted, damping .85 */
} TyCentrality;

/** A measure of every node. `value`: n_nodes. @return FALSE with TY_ERROR_SYSTEM (igraph's reason)
 */
gboolean ty_network_centrality(const TyNetwork *network, TyCentrality measure, double *value,
                               GError **error);

/** Communities by the Leiden method on modularity (Traag, Waltman, van Eck 2019), the same for the
 * same seed; numbered by size, largest first, ties by lowest node. `community`: n_nodes.
 * @return how many there are, 0 with `error` set */
guint ty_network_communities(const TyNetwork *network, double resolution, guint64 seed,
                             guint32 *community, GError **error);

/** Positions by stress or force layout, the same for the same seed, scaled to [0, 1]²; components
 * beside each other. `x`, `y`: n_nodes. */
gboolean ty_network_layout(const TyNetwork *network, guint64 seed, double *x, double *y,
                           GError **error);

/** A directed, weighted, labelled edge of the heritage graph, for explanations. */
typedef struct {
  guint32 from, to;
  double cost; /**< > 0: small for strong and trusted facts */
} TyArc;

/** The `k` cheapest loopless paths between two nodes, arcs walked both ways (Yen 1971), cheapest
 * first, ties by node order. Each path is a GArray of guint32 arc indices.
 * @return a GPtrArray of GArray, empty when no path leads there */
GPtrArray *ty_graph_paths(const TyArc *arcs, gsize n_arcs, gsize n_nodes, guint32 source,
                          guint32 target, guint k);

G_END_DECLS
