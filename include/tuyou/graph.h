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
  TY_STRENGTH_PMI,         /**< log₂(c · n / (fi · fj)), in bits (Church, Hanks 1990) */
} TyStrength;

/** Turns co-occurrence counts into strengths in place. `frequency`: documents that hold each id, at
 * least 1 for every node with an edge. Edges whose strength is not above 0 go: by PMI those of
 * words that meet no more often than by chance. */
void ty_network_strength(TyNetwork *network, const guint32 *frequency, gsize n_docs,
                         TyStrength strength);

/** A copy with the `n` strongest edges (ties by (from, to)); nodes stay. */
TyNetwork *ty_network_strongest(const TyNetwork *network, gsize n);

/** A copy with the edges that stand out at one of their ends: by the disparity filter (Serrano,
 * Boguñá, Vespignani 2009) an edge of weight w at a node of strength s and degree k > 1 stays when
 * (1 − w/s)^(k − 1) < alpha. Nodes stay. O(edges) */
TyNetwork *ty_network_backbone(const TyNetwork *network, double alpha);

/** A copy with the edges that no path of stronger edges replaces: the Pathfinder network PFNET(∞,
 * n − 1) of strengths, which is the union of all maximum spanning trees (Quirin, Cordón,
 * Guerrero-Bote, Vargas-Quesada, Moya-Anegón 2008). Nodes stay. O(edges · log edges) */
TyNetwork *ty_network_pathfinder(const TyNetwork *network);

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

/* Inference ----------------------------------------------------------------------------------- */

/** A fact between two things. Days are written YYYYMMDD; G_MININT32 and G_MAXINT32: without end. */
typedef struct {
  guint32 subject, predicate, object;
  gint32 from_day, to_day; /**< when it holds, both days included */
  float confidence;        /**< (0, 1] */
} TyTriple;

#define TY_RULE_ATOMS 4
#define TY_RULE_VARIABLES 8

/** "X performed_at Y": a predicate between two variables, by number. */
typedef struct {
  guint32 predicate;
  guint8 subject, object; /**< < TY_RULE_VARIABLES */
} TyRuleAtom;

/** Where all atoms of the body hold, the head does. */
typedef struct {
  TyRuleAtom body[TY_RULE_ATOMS], head;
  gsize
      n_body; /**< 1 … TY_RULE_ATOMS; each atom but the first shares a variable with earlier ones */
  double confidence; /**< (0, 1]: what the conclusion loses against its premises */
} TyRule;

/** A predicate's number and whether subject and object change places ("contains" is located_in told
 * from the other end). @return FALSE when there is none of that name */
typedef gboolean (*TyRulePredicateFunc)(const char *name, guint32 *predicate, gboolean *swapped,
                                        gpointer data);

/** Reads a rule: "X performed_at Y & Y located_in Z" and "X present_in Z". Variables begin with a
 * capital letter, predicates with a small one; atoms are joined by "&". `confidence` stays 1.
 * @return FALSE with TY_ERROR_INPUT, which names the place: a word out of place, an unknown
 *         predicate, too many atoms or variables, an atom that shares no variable, a conclusion
 * with a variable of its own or of one thing to itself. O(length) */
gboolean ty_graph_rule_parse(const char *condition, const char *conclusion,
                             TyRulePredicateFunc find, gpointer data, TyRule *rule, GError **error);

/** What follows from facts. */
typedef struct TyInference TyInference;

/** Zero-initialised members mean "no limit". */
typedef struct {
  gsize most_derived;
  gboolean (*stop)(gpointer data); /**< asked now and then; TRUE ends the work */
  gpointer stop_data;
} TyInferenceLimits;

/** Everything that follows by the rules, forward and each fact once: facts become final in order of
 * falling confidence (Knuth's generalisation of Dijkstra's algorithm, 1977), so that each has its
 * best derivation and cycles end. A conclusion's confidence is the product of its premises' and the
 * rule's, its days are those on which all premises hold (none: no conclusion); among equals the one
 * from fewer given facts. Nothing is concluded of a thing and itself, nor what is given already.
 * O(d log d) for d applications of rules, each a look-up by predicate and one end.
 * @param given  kept by reference as long as the inference lives */
TyInference *ty_infer(const TyTriple *given, gsize n_given, const TyRule *rules, gsize n_rules,
                      const TyInferenceLimits *limits);
void ty_inference_free(TyInference *inference);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyInference, ty_inference_free)

/** How many facts there are: first the given ones, then those derived, in the order in which they
 * became final. */
gsize ty_inference_length(const TyInference *inference);
const TyTriple *ty_inference_triple(const TyInference *inference, gsize fact);
/** Whether a limit ended the work early. */
gboolean ty_inference_is_cut(const TyInference *inference);
/** Whether a transitive relation goes round: a thing that it joins to itself, of which nothing is
 * concluded. What is symmetric too does not count. `node`, `predicate`: of the first one found. */
gboolean ty_inference_ring(const TyInference *inference, guint32 *node, guint32 *predicate);

/** How a derived fact was found. */
typedef struct {
  gsize rule;
  gsize n_premises;
  guint32 premise[TY_RULE_ATOMS]; /**< facts, given or derived before, in the order of the body */
} TyDerivation;
/** @return FALSE for a fact that was given */
gboolean ty_inference_derivation(const TyInference *inference, gsize fact,
                                 TyDerivation *derivation);

/* Links that may be missing ------------------------------------------------------------------- */

/** A thing that `source` is not joined to. */
typedef struct {
  guint32 node;
  double adamic_adar; /**< Σ 1 / log(degree) over common neighbours (Adamic, Adar 2003) */
  double rank;        /**< personalised PageRank, approximated (Andersen, Chung, Lang 2006) */
  double score;       /**< mean of both, each divided by the largest */
} TyPossibleLink;

/** The `top` things that most probably belong to `source` and are not joined to it, best first,
 * ties by node. Arcs are walked both ways; parallel arcs count once, costs not at all.
 * @param degree  of each node in the whole graph, of which the arcs may be a part; NULL: theirs
 * @return GArray of TyPossibleLink, the caller's. O(arcs log arcs + 1 / 10⁻⁶ pushes) */
GArray *ty_graph_possible_links(const TyArc *arcs, gsize n_arcs, gsize n_nodes, guint32 source,
                                const guint32 *degree, gsize top);

/** Places in the plane for n things from their distances, by classical scaling (principal
 * coordinates): the plane that keeps most of the squared distances. `distance`: n × n, symmetric,
 * ≥ 0, zero on the diagonal. `x`, `y`: n; the sign of each axis is such that its largest value is
 * positive. O(n²) memory and, per axis, time.
 * @return FALSE with TY_ERROR_INPUT (a distance that is not as said) or TY_ERROR_SYSTEM */
gboolean ty_scale_distances(const double *distance, gsize n, double *x, double *y, GError **error);

G_END_DECLS
