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

/** Co-occurrence network: documents as sets of ids (`start`: n_docs + 1 offsets into `id`, ids
 * below n_ids; one that stands twice in a document counts once); an edge's weight is the number of
 * documents that hold both ends. Only ids with keep[id] (NULL: all) take part; the others stay as
 * nodes without edges. O(Σ set sizes²) time, O(ids + Σ set sizes + edges) memory. */
TyNetwork *ty_network_cooccurrence(const guint32 *start, const guint32 *id, gsize n_docs,
                                   gsize n_ids, const gboolean *keep);

typedef enum {
  TY_STRENGTH_COUNT,
  TY_STRENGTH_ASSOCIATION, /**< c / (fi · fj) · n (van Eck, Waltman 2009) */
  TY_STRENGTH_COSINE,      /**< c / √(fi · fj) (Salton) */
  TY_STRENGTH_JACCARD,     /**< c / (fi + fj − c) */
} TyStrength;

/** Turns co-occurrence counts into strengths in place. `frequency`: documents that hold each id, at
 * least 1 for every node with an edge. */
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

/** A measure of every node; an isolated node has closeness 0. `value`: n_nodes. @return FALSE with
 * TY_ERROR_INPUT (an edge that is not as above) or TY_ERROR_SYSTEM (igraph's reason). Betweenness
 * and closeness O(nodes · edges), the others O(edges). igraph keeps globals: calls from several
 * threads wait for each other. */
gboolean ty_network_centrality(const TyNetwork *network, TyCentrality measure, double *value,
                               GError **error);

/** Communities by the Leiden method on modularity (Traag, Waltman, van Eck 2019), the same for the
 * same seed; numbered by size, largest first, ties by lowest node. A node without edges is a
 * community of its own. `community`: n_nodes.
 * @param resolution  > 0; 1 is plain modularity, more makes smaller communities
 * @return how many there are (0 for a network without nodes); 0 with TY_ERROR_INPUT (resolution) or
 *         TY_ERROR_SYSTEM */
guint ty_network_communities(const TyNetwork *network, double resolution, guint64 seed,
                             guint32 *community, GError **error);

/** Positions for drawing, the same for the same seed, within [0, 1]² at one scale for both axes:
 * each component by stress (Kamada, Kawai 1989; beyond 600 nodes by forces: Fruchterman, Reingold
 * 1991), strong edges shorter, edges of all components of one mean length, and the components
 * beside each other without overlap. `x`, `y`: n_nodes. @return FALSE with TY_ERROR_SYSTEM */
gboolean ty_network_layout(const TyNetwork *network, guint64 seed, double *x, double *y,
                           GError **error);

/** PageRank (Brin, Page 1998) of a directed graph, damping .85: arc i leads from from[i] to to[i];
 * one that stands twice counts twice, one from a node to itself or with an end that is no node does
 * not count; what a node without arcs has goes to all alike. Power iteration until all ranks
 * together change by 10⁻¹⁰, at most 200 rounds; the same on any number of threads (0: as many as
 * processors). `rank`: n_nodes; sums to 1. O(arcs) time a round, 4 bytes an arc and 20 a node.
 * @return how many rounds it took */
guint ty_graph_pagerank(const guint32 *from, const guint32 *to, gsize n_arcs, gsize n_nodes,
                        guint n_threads, double *rank);

/** A directed, weighted, labelled edge of the heritage graph, for explanations. */
typedef struct {
  guint32 from, to;
  double cost; /**< > 0: small for strong and trusted facts */
} TyArc;

/** The `k` cheapest loopless paths between two nodes, arcs walked both ways (Yen 1971, with
 * Lawler's saving of 1972), cheapest first, ties by the order of their nodes, then of their arcs.
 * Parallel arcs make different paths. Costs count in steps of a power of ten, about 10⁻¹² of the
 * largest, so that ties do not hang on rounding. Arcs from a node to itself, of a cost not above 0
 * or infinite, or with an end that is no node cannot be walked. Each path is a GArray of guint32
 * arc indices from source to target. O(k · path length · arcs · log nodes).
 * @return a GPtrArray of GArray, the caller's; empty when no path leads there or source is target
 */
GPtrArray *ty_graph_paths(const TyArc *arcs, gsize n_arcs, gsize n_nodes, guint32 source,
                          guint32 target, guint k);

/** Places in the plane for n things from their distances, by classical scaling (principal
 * coordinates): the plane that keeps most of the squared distances. `distance`: n × n, symmetric,
 * ≥ 0, zero on the diagonal. `x`, `y`: n; the sign of each axis is such that its largest value is
 * positive. O(n²) memory and, per axis, time.
 * @return FALSE with TY_ERROR_INPUT (a distance that is not as said) or TY_ERROR_SYSTEM */
gboolean ty_scale_distances(const double *distance, gsize n, double *x, double *y, GError **error);

G_END_DECLS
