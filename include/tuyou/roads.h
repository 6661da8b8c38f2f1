/* SPDX-License-Identifier: Apache-2.0 */
/** Road graphs and shortest paths in them; road maps from OpenStreetMap. */
#pragma once
#include <tuyou/route.h>

G_BEGIN_DECLS

/* Graphs --------------------------------------------------------------------------------------- */

/** No way leads there. Every weight and every distance is less. */
#define TY_ROAD_FAR 0x7fffffffU

/** One arc on its way into a graph. */
typedef struct {
  guint32 tail, head;
  guint32 weight;    /**< what is to be short: tenths of a second on roads */
  guint32 length_dm; /**< tenths of a metre; counted along, 0 where it does not matter */
} TyRoadArc;

/** A directed graph, its arcs by their tails: those out of node v are numbered first[v] …
 * first[v + 1] − 1. Loops, parallel arcs and weights of 0 may be. */
typedef struct {
  guint32 n, m;
  guint32 *first;     /**< n + 1 */
  guint32 *head;      /**< m */
  guint32 *weight;    /**< m, less than TY_ROAD_FAR */
  guint32 *length_dm; /**< m; NULL when all are 0 */
} TyRoadGraph;

/** The graph of `m` arcs, those of one tail in the order given. O(n + m)
 * @return NULL with TY_ERROR_INPUT on a node ≥ n, a weight that is TY_ROAD_FAR or more, or more
 *         than 2³⁰ nodes or arcs */
TyRoadGraph *ty_road_graph_new(gsize n, const TyRoadArc *arcs, gsize m, GError **error);
void ty_road_graph_free(TyRoadGraph *graph);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyRoadGraph, ty_road_graph_free)

/** Shortest distances from a node to all, by Dijkstra's method with a heap of four children
 * (Johnson 1975). O((n + m) log n)
 * @param dist  out: n; TY_ROAD_FAR where no way leads
 * @param via   out: n, the arc that enters the node on the way, G_MAXUINT32 where there is none;
 *              may be NULL */
void ty_road_graph_distances(const TyRoadGraph *graph, guint32 source, guint32 *dist, guint32 *via);

/** The strongly connected parts: a node can be reached from each node of its part.
 * @param part  out: n, the number of the node's part; a part is numbered after all those that lead
 *              away from it
 * @return how many parts there are. Tarjan 1972, without recursion. O(n + m) */
guint32 ty_road_graph_parts(const TyRoadGraph *graph, guint32 *part);

/** Reads a graph of the field: a DIMACS graph ("p sp N M", then "a TAIL HEAD WEIGHT"), or a PACE
 * graph ("p tw N M", then "U V", both ways), whose edges have no weights and are given some from 1
 * to 1,000,000 that follow from `seed` alone. Nodes are numbered from 1 in the file, from 0 in the
 * graph.
 *
 * @param file  its name, for messages
 * @param text  `length` bytes, not followed by a NUL
 * @return NULL with TY_ERROR_INPUT that names the line, what was found and what was expected.
 *         Memory is of the order of the text's, whatever its head promises */
TyRoadGraph *ty_road_graph_read(const char *file, const char *text, gsize length, guint64 seed,
                                GError **error);

/** Reads the DIMACS coordinates of a graph's nodes ("v NODE LON LAT", millionths of a degree).
 * @return n points, to be freed, NAN where the file has none; NULL with TY_ERROR_INPUT */
TyPoint *ty_road_points_read(const char *file, const char *text, gsize length, guint32 n,
                             GError **error);

/* Contraction hierarchies ---------------------------------------------------------------------- */

/** A graph made ready for fast questions (Geisberger, Sanders, Schultes & Delling 2008): its nodes
 * contracted one after the other, with shortcuts where a shortest way led through. */
typedef struct _TyRoadHierarchy TyRoadHierarchy;

/** Makes a hierarchy; the same for the same graph on any number of threads.
 *
 * @param n_threads  0: as many as processors
 * @return NULL with TY_ERROR_INPUT when some distance could be TY_ROAD_FAR or more (weights are
 *         then to be scaled down). Near O(n log n) on road networks, far more on others */
TyRoadHierarchy *ty_road_hierarchy_new(const TyRoadGraph *graph, guint n_threads, GError **error);
void ty_road_hierarchy_free(TyRoadHierarchy *hierarchy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyRoadHierarchy, ty_road_hierarchy_free)

/** A node to begin or end at, with what it costs to get there from the true begin or end. */
typedef struct {
  guint32 node;
  guint32 weight, length_dm;
} TyRoadEnd;

/** How far it is. */
typedef struct {
  guint32 weight; /**< TY_ROAD_FAR: no way */
  guint32 length_dm;
} TyRoadDistance;

/** Scratch memory for questions, 16 bytes a node; one question at a time. */
typedef struct _TyRoadSearch TyRoadSearch;
TyRoadSearch *ty_road_search_new(const TyRoadHierarchy *hierarchy);
void ty_road_search_free(TyRoadSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyRoadSearch, ty_road_search_free)

/** The shortest distance from one of the sources to one of the targets: Dijkstra's method upwards
 * from both sides, with stall-on-demand. The weights of the ends count. Allocates nothing.
 * @return the weight, TY_ROAD_FAR when no way leads */
guint32 ty_road_search_run(TyRoadSearch *search, const TyRoadEnd *sources, gsize n_sources,
                           const TyRoadEnd *targets, gsize n_targets);

/** The way that the last question found, unpacked.
 * @param source, target  out: which ends it leads between; may be NULL
 * @return the graph's arcs in order, of guint32; NULL when there was no way. O(arcs) */
GArray *ty_road_search_way(const TyRoadSearch *search, gsize *source, gsize *target);

/** The ends of one place: ends[first … first + n − 1] of a row of ends. */
typedef struct {
  guint32 first, n;
} TyRoadPlace;

/** Distances from each source to each target: one sweep from the top down over all that leads to
 * the targets serves sixteen sources at once (RPHAST: Delling, Goldberg & Werneck 2011).
 *
 * @param search   its memory is used
 * @param ends     that sources and targets are made of
 * @param n_threads  0: as many as processors; the table is the same on any number
 * @param table    out: n_sources × n_targets. Of several ways with the same weight, any one's
 *                 length */
void ty_road_table(TyRoadSearch *search, const TyRoadEnd *ends, const TyRoadPlace *sources,
                   gsize n_sources, const TyRoadPlace *targets, gsize n_targets, guint n_threads,
                   TyRoadDistance *table);

G_END_DECLS
