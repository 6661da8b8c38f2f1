/* SPDX-License-Identifier: Apache-2.0 */
/* Networks of words, and of entities: which words, how strong, which edges stay, what they say. */
#include "flow/heritage-graph.h"
#include "flow/keywords.h"
#include "flow/network-units.h"
#include "flow/periods.h"

#include <math.h>
#include <tuyou/graph.h>

/* How many of the strongest triangles an answer names. */
#define N_TRIANGLES 10
#define USUAL_WORDS 60
#define USUAL_EDGES 150
#define USUAL_ALPHA .05
#define N_CENTRALITIES (TY_CENTRALITY_PAGERANK + 1)

static const char *const centralities[] = {"degree", "strength", "betweenness", "closeness",
                                           "pagerank"};
static const char *const strengths[] = {"count", "association", "cosine", "jaccard", "pmi"};
static const char *const prunings[] = {"edges", "backbone", "pathfinder", "none"};

/* The place of a name in a list; `usual` for NULL, −1 with the error. */
static int choose(const char *what, const char *name, const char *const *names, int n, int usual,
                  GError **error) {
  g_autoptr(GString) list = g_string_new(NULL);

  if (!name)
    return usual;
  for (int i = 0; i < n; i++) {
    if (g_str_equal(name, names[i]))
      return i;
    g_string_append_printf(list, "%s%s", i == 0 ? "" : i + 1 < n ? ", " : " or ", names[i]);
  }
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found the %s %s, expected %s", what, name,
              list->str);
  return -1;
}

typedef struct {
  int rank, strength, pruning;
  guint width; /* of ty_network_within */
  gboolean entities;
} Choices;

static gboolean read_choices(const TyNetworkOptions *wanted, Choices *choices, GError **error) {
  static const char *const of[] = {"words", "entities"};
  int whose = choose("network of", wanted->of, of, 2, 0, error);

  if (whose < 0)
    return FALSE;
  choices->entities = whose == 1;
  choices->rank =
      choose("rank", wanted->rank, centralities, N_CENTRALITIES, TY_CENTRALITY_STRENGTH, error);
  choices->strength = choices->rank < 0 ? -1
                                        : choose("measure", wanted->measure, strengths,
                                                 G_N_ELEMENTS(strengths), 0, error);
  choices->pruning = choices->strength < 0 ? -1
                                           : choose("pruning", wanted->prune, prunings,
                                                    G_N_ELEMENTS(prunings), 0, error);
  if (choices->pruning < 0)
    return FALSE;
  if (wanted->alpha < 0 || wanted->alpha > 1) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found --alpha %g, expected a number in (0, 1]",
                wanted->alpha);
    return FALSE;
  }
  return ty_network_within(wanted->within, &choices->width, error);
}

/* Nodes and edges, before pruning. */
typedef struct {
  TyNetwork *network;
  GPtrArray *labels, *kinds; /* kinds: NULL of words */
  GArray *weight;            /* of guint32: documents of words, facts of entities */
  GArray *year;              /* of Years; NULL where nothing is dated */
  gsize n_documents;
} Found;

typedef struct {
  double sum;
  gint first, last;
  guint n;
} Years;

static void clear_found(Found *found) {
  g_clear_pointer(&found->network, ty_network_free);
  g_clear_pointer(&found->labels, g_ptr_array_unref);
  g_clear_pointer(&found->kinds, g_ptr_array_unref);
  g_clear_pointer(&found->weight, g_array_unref);
  g_clear_pointer(&found->year, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Found, clear_found)

/* Words ---------------------------------------------------------------------------------------- */

static void date_words(TyWorkspace *workspace, const TyDocumentFilter *filter, const TyWords *words,
                       const gint32 *place, Found *found) {
  TyTokenMatrix matrix = ty_words_matrix(words);
  g_autoptr(TyPeriods) periods = ty_periods_new(workspace, filter, words, "year", NULL);
  g_autofree gsize *last = g_new0(gsize, found->labels->len + 1);

  if (!periods)
    return;
  found->year = g_array_new(FALSE, TRUE, sizeof(Years));
  g_array_set_size(found->year, found->labels->len);
  for (gsize d = 0; d < matrix.n_docs; d++)
    for (guint32 i = matrix.start[d]; i < matrix.start[d + 1] && periods->of[d] >= 0; i++) {
      gint32 node = place[matrix.word[i]];
      if (node < 0 || last[node] == d + 1)
        continue;
      gint year = periods->first + periods->of[d];
      Years *years = &g_array_index(found->year, Years, node);
      last[node] = d + 1;
      years->first = years->n ? MIN(years->first, year) : year;
      years->last = years->n ? MAX(years->last, year) : year;
      years->sum += year;
      years->n++;
    }
}

/* The words of most documents, renumbered in that order. */
static gboolean find_words(TyWorkspace *workspace, const TyDocumentFilter *filter,
                           const TyNetworkOptions *wanted, const Choices *choices, Found *found,
                           GError **error) {
  g_autoptr(TyWords) words = ty_words_new_with(
      workspace, filter, choices->width == 1 ? TY_WORDS_GAPS : TY_WORDS_PLAIN, error);
  if (!words)
    return FALSE;
  g_autofree guint32 *documents = ty_words_documents(words);
  gsize n_words = words->vocabulary->len;
  g_autofree double *weight = g_new0(double, MAX(n_words, 1));
  g_autofree gint32 *place = g_new(gint32, MAX(n_words, 1));
  TyNetworkUnits units;

  for (gsize i = 0; i < n_words; i++) {
    weight[i] = documents[i];
    place[i] = -1;
  }
  g_autofree guint32 *order = ty_order_by_weight(weight, n_words);
  gsize n = MIN(wanted->top_words ? wanted->top_words : USUAL_WORDS, n_words);
  for (gsize i = 0; i < n; i++) {
    place[order[i]] = (gint32) i;
    g_ptr_array_add(found->labels, g_strdup(words->vocabulary->pdata[order[i]]));
    g_array_append_val(found->weight, documents[order[i]]);
  }
  found->n_documents = words->documents->len;
  ty_network_units(words, place, choices->width, &units);
  g_autofree guint32 *frequency = ty_network_units_frequency(&units, n);
  found->network = ty_network_cooccurrence((const guint32 *) units.start->data,
                                           (const guint32 *) units.node->data, units.n, n, NULL);
  ty_network_strength(found->network, frequency, units.n, (TyStrength) choices->strength);
  ty_network_units_clear(&units);
  date_words(workspace, filter, words, place, found);
  return TRUE;
}

/* Entities ------------------------------------------------------------------------------------- */

/* Entities with most facts about others; an edge counts the facts between two. Each fact is a unit
 * of two for the measures. */
static gboolean find_entities(TyWorkspace *workspace, const TyNetworkOptions *wanted,
                              const Choices *choices, Found *found, GError **error) {
  g_autoptr(TyGraphData) graph = ty_heritage_graph(workspace, error);
  if (!graph)
    return FALSE;
  gsize n_all = graph->nodes->len;
  g_autofree double *facts = g_new0(double, n_all + 1);
  g_autofree gint32 *place = g_new(gint32, n_all + 1);
  g_autoptr(GArray) start = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) node = g_array_new(FALSE, FALSE, sizeof(guint32));
  guint32 zero = 0;

  for (guint i = 0; i < graph->edges->len; i++) {
    const TyGraphEdge *edge = ty_graph_data_edge(graph, i);
    if (!ty_graph_data_node(graph, edge->to)->is_literal && edge->from != edge->to) {
      facts[edge->from]++;
      facts[edge->to]++;
    }
  }
  g_autofree guint32 *order = ty_order_by_weight(facts, n_all);
  gsize n = MIN(wanted->top_words ? wanted->top_words : USUAL_WORDS, n_all);
  for (gsize i = 0; i < n_all; i++)
    place[i] = -1;
  found->kinds = g_ptr_array_new_with_free_func(g_free);
  for (gsize i = 0; i < n && facts[order[i]] > 0; i++) {
    const TyGraphNode *entity = ty_graph_data_node(graph, order[i]);
    guint32 count = (guint32) facts[order[i]];
    place[order[i]] = (gint32) i;
    g_ptr_array_add(found->labels, g_strdup(entity->label));
    g_ptr_array_add(found->kinds, g_strdup(entity->kind));
    g_array_append_val(found->weight, count);
  }
  g_array_append_val(start, zero);
  for (guint i = 0; i < graph->edges->len; i++) {
    const TyGraphEdge *edge = ty_graph_data_edge(graph, i);
    guint32 ends[] = {(guint32) place[edge->from], (guint32) place[edge->to]};
    if (place[edge->from] < 0 || place[edge->to] < 0 || edge->from == edge->to)
      continue;
    g_array_append_vals(node, ends, 2);
    g_array_append_val(start, node->len);
  }
  found->network =
      ty_network_cooccurrence((const guint32 *) start->data, (const guint32 *) node->data,
                              start->len - 1, found->labels->len, NULL);
  TyNetworkUnits units = {start, node, start->len - 1};
  g_autofree guint32 *frequency = ty_network_units_frequency(&units, found->labels->len);
  ty_network_strength(found->network, frequency, units.n, (TyStrength) choices->strength);
  return TRUE;
}

/* Answers -------------------------------------------------------------------------------------- */

typedef struct {
  guint32 node[3];
  double weight; /* of its weakest edge */
} Triangle;

static int by_triangle(gconstpointer a, gconstpointer b) {
  const Triangle *x = a, *y = b;
  if (x->weight != y->weight)
    return x->weight < y->weight ? 1 : -1;
  for (int i = 0; i < 3; i++)
    if (x->node[i] != y->node[i])
      return x->node[i] < y->node[i] ? -1 : 1;
  return 0;
}

static json_t *strongest_triangles(const TyNetwork *network, char *const *labels) {
  gsize n = network->n_nodes;
  g_autofree double *weight = g_new0(double, MAX(n * n, 1));
  g_autoptr(GArray) triangles = g_array_new(FALSE, FALSE, sizeof(Triangle));
  json_t *list = json_array();

  for (gsize e = 0; e < network->n_edges; e++)
    weight[network->from[e] * n + network->to[e]] = network->weight[e];
  for (gsize e = 0; e < network->n_edges; e++)
    for (guint32 c = network->to[e] + 1; c < n; c++) {
      guint32 a = network->from[e], b = network->to[e];
      Triangle triangle = {{a, b, c},
                           MIN(network->weight[e], MIN(weight[a * n + c], weight[b * n + c]))};
      if (triangle.weight > 0)
        g_array_append_val(triangles, triangle);
    }
  g_array_sort(triangles, by_triangle);
  for (guint i = 0; i < MIN(triangles->len, N_TRIANGLES); i++) {
    const Triangle *triangle = &g_array_index(triangles, Triangle, i);
    json_array_append_new(list, json_pack("{s:[s,s,s], s:o}", "words", labels[triangle->node[0]],
                                          labels[triangle->node[1]], labels[triangle->node[2]],
                                          "weight", ty_json_number(triangle->weight, 6)));
  }
  return list;
}

static TyNetwork *prune(const TyNetwork *network, const TyNetworkOptions *wanted, int pruning) {
  gsize most = wanted->top_edges ? wanted->top_edges : pruning == 0 ? USUAL_EDGES : G_MAXSIZE;
  g_autoptr(TyNetwork) kept =
      pruning == 1   ? ty_network_backbone(network, wanted->alpha > 0 ? wanted->alpha : USUAL_ALPHA)
      : pruning == 2 ? ty_network_pathfinder(network)
                     : NULL;
  return ty_network_strongest(kept ? kept : network, most);
}

static json_t *describe(const Found *found, gsize i, double *const *measures, int rank,
                        guint32 community, double x, double y) {
  json_t *node = json_pack(
      "{s:s, s:I, s:o, s:I, s:o, s:o}", "word", found->labels->pdata[i],
      found->kinds ? "facts" : "documents", (json_int_t) g_array_index(found->weight, guint32, i),
      "measure", ty_json_number(measures[rank][i], 6), "community", (json_int_t) community, "x",
      ty_json_number(x, 4), "y", ty_json_number(y, 4));

  for (int m = 0; m < N_CENTRALITIES; m++)
    json_object_set_new(node, centralities[m], ty_json_number(measures[m][i], 6));
  if (found->kinds)
    json_object_set_new(node, "kind", json_string(found->kinds->pdata[i]));
  const Years *years = found->year ? &g_array_index(found->year, Years, i) : NULL;
  if (years && years->n) {
    g_autofree char *first = g_strdup_printf("%04d", years->first);
    g_autofree char *last = g_strdup_printf("%04d", years->last);
    json_object_set_new(node, "year", ty_json_number(years->sum / years->n, 2));
    json_object_set_new(node, "first", json_string(first));
    json_object_set_new(node, "last", json_string(last));
  }
  return node;
}

static json_t *answer(const Found *found, const TyNetwork *shown, double *const *measures, int rank,
                      const guint32 *community, guint n_communities, const double *x,
                      const double *y) {
  json_t *nodes = json_array(), *edges = json_array();
  char *const *labels = (char *const *) found->labels->pdata;

  for (gsize i = 0; i < shown->n_nodes; i++)
    json_array_append_new(nodes, describe(found, i, measures, rank, community[i], x[i], y[i]));
  for (gsize e = 0; e < shown->n_edges; e++)
    json_array_append_new(edges, json_pack("{s:s, s:s, s:o}", "from", labels[shown->from[e]], "to",
                                           labels[shown->to[e]], "weight",
                                           ty_json_number(shown->weight[e], 6)));
  return json_pack("{s:I, s:I, s:o, s:o, s:o}", "documents", (json_int_t) found->n_documents,
                   "communities", (json_int_t) n_communities, "triangles",
                   strongest_triangles(found->network, labels), "nodes", nodes, "edges", edges);
}

static json_t *measure(const Found *found, const TyNetworkOptions *wanted, const Choices *choices,
                       GError **error) {
  gsize n = found->network->n_nodes;
  g_autoptr(TyNetwork) shown = prune(found->network, wanted, choices->pruning);
  g_autofree double *values = g_new0(double, MAX(n, 1) * N_CENTRALITIES);
  g_autofree double *x = g_new0(double, MAX(n, 1)), *y = g_new0(double, MAX(n, 1));
  g_autofree guint32 *community = g_new0(guint32, MAX(n, 1));
  double *measures[N_CENTRALITIES];

  for (int m = 0; m < N_CENTRALITIES; m++) {
    measures[m] = values + (gsize) m * MAX(n, 1);
    if (!ty_network_centrality(shown, (TyCentrality) m, measures[m], error))
      return NULL;
  }
  if (!ty_network_layout(shown, wanted->seed, x, y, error))
    return NULL;
  guint n_communities = ty_network_communities(
      shown, wanted->resolution > 0 ? wanted->resolution : 1, wanted->seed, community, error);
  if (n_communities == 0)
    return NULL;
  return answer(found, shown, measures, choices->rank, community, n_communities, x, y);
}

json_t *ty_keyword_network(TyWorkspace *workspace, const TyDocumentFilter *filter,
                           const TyNetworkOptions *options, GError **error) {
  static const TyNetworkOptions usual = {0};
  const TyNetworkOptions *wanted = options ? options : &usual;
  Choices choices;

  if (!read_choices(wanted, &choices, error))
    return NULL;
  g_auto(Found) found = {.labels = g_ptr_array_new_with_free_func(g_free),
                         .weight = g_array_new(FALSE, FALSE, sizeof(guint32))};
  if (!(choices.entities ? find_entities(workspace, wanted, &choices, &found, error)
                         : find_words(workspace, filter, wanted, &choices, &found, error)))
    return NULL;
  if (found.labels->len == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found nothing that stands together, expected words or facts");
    return NULL;
  }
  return measure(&found, wanted, &choices, error);
}
