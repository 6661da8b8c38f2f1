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

/* Road maps ------------------------------------------------------------------------------------ */

/** Who is on the road. */
typedef enum { TY_ROAD_CAR, TY_ROAD_BICYCLE, TY_ROAD_FOOT } TyRoadProfile;
#define TY_N_ROAD_PROFILES (TY_ROAD_FOOT + 1)

/** "car", "bicycle", "foot", and back: FALSE for any other name, or NULL. */
const char *ty_road_profile_name(TyRoadProfile profile);
gboolean ty_road_profile_parse(const char *name, TyRoadProfile *profile);

/** What became of a map. */
typedef struct {
  guint64 ways;                  /**< that the profile may use */
  guint64 ways_cut;              /**< of them, with nodes that the file does not have */
  guint64 nodes_missing;         /**< those nodes */
  guint64 nodes_misplaced;       /**< without a place on earth; left out as if missing */
  guint64 segments;              /**< stretches of road between two crossings */
  guint64 segments_apart;        /**< left out: not of the largest connected part */
  guint64 barriers;              /**< nodes that stop */
  guint64 restrictions;          /**< of turning, held */
  guint64 restrictions_not_held; /**< over ways, or not clear */
} TyRoadsSummary;

/** Makes the bytes of a road file from a map of OpenStreetMap (.osm, .osm.gz, .osm.pbf, told by the
 * content): a hierarchy over tenths of a second with lengths, geometry, an index of places.
 *
 * Speeds follow the class of the road, its limit and its surface; one-way roads, access, barriers,
 * ferries and restrictions of turning at nodes are held. Of the roads, the largest part is kept in
 * which every place can be reached from every other. Reads the file twice, in a process of its own
 * with limited memory, as its content is not trusted.
 * @param summary  out, may be NULL
 * @return the bytes; NULL with TY_ERROR_MISSING, TY_ERROR_INPUT (torn, or no map, or no roads),
 *         TY_ERROR_SYSTEM */
GByteArray *ty_roads_compile(const char *path, TyRoadProfile profile, guint n_threads,
                             TyRoadsSummary *summary, GError **error);

/** The same for a graph without geometry: only questions between nodes can be asked of it. */
GByteArray *ty_roads_compile_graph(const TyRoadGraph *graph, guint n_threads, GError **error);

/** A road file, mapped. Its checksum, and whatever leads to an address, is looked at; questions to
 * a file made to deceive may be answered wrongly, but do no harm. */
typedef struct _TyRoads TyRoads;
TyRoads *ty_roads_open(const char *path, GError **error);
void ty_roads_free(TyRoads *roads);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyRoads, ty_roads_free)

const TyRoadHierarchy *ty_roads_hierarchy(const TyRoads *roads);

typedef struct {
  gboolean has_places; /**< else it is a graph without geometry */
  TyRoadProfile profile;
  guint32 nodes, ways, segments, points;
  TyPoint southwest, northeast;
} TyRoadsAbout;
TyRoadsAbout ty_roads_about(const TyRoads *roads);

/** A place on a road. */
typedef struct {
  guint32 segment;
  guint32 point;     /**< the last point of the segment before it */
  double share;      /**< of the segment's length that lies before it, 0 to 1 */
  TyPoint at;        /**< on the road, WGS-84 */
  double distance_m; /**< from where one would be */
} TyRoadSnap;

/** The place on a road that is nearest, however far it is.
 * @return FALSE when the point is no place on earth or the file has no places. By a grid: near O(1)
 *         close to roads */
gboolean ty_roads_snap(const TyRoads *roads, TyPoint point, TyRoadSnap *snap);

/** Tenths of a second and of a metre along the fastest ways between places on roads; how far the
 * places lie from them does not count.
 * @param table  out: n × n, from row to column; TY_ROAD_FAR where no way leads */
void ty_roads_table(const TyRoads *roads, const TyRoadSnap *snaps, gsize n, guint n_threads,
                    TyRoadDistance *table);

/** The fastest way from one place to another: its points, of TyPoint, both places among them.
 * @param distance  out, may be NULL
 * @return NULL when no way leads */
GArray *ty_roads_way(const TyRoads *roads, const TyRoadSnap *from, const TyRoadSnap *to,
                     TyRoadDistance *distance);

G_END_DECLS
