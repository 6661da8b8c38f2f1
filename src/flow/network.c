/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/keywords.h"
#include "flow/words.h"

#include <tuyou/graph.h>

/* How many of the strongest triangles an answer names. */
#define N_TRIANGLES 10

static gboolean parse_measure(const char *name, TyCentrality *measure, GError **error) {
  static const char *const names[] = {"degree", "strength", "betweenness", "closeness", "pagerank"};

  *measure = TY_CENTRALITY_STRENGTH;
  for (gsize i = 0; name && i < G_N_ELEMENTS(names); i++)
    if (g_str_equal(name, names[i])) {
      *measure = (TyCentrality) i;
      return TRUE;
    }
  if (name)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the measure %s, expected degree, strength, betweenness, closeness or"
                " pagerank",
                name);
  return !name;
}

static gboolean parse_strength(const char *name, TyStrength *strength, GError **error) {
  static const char *const names[] = {"count", "association", "cosine", "jaccard"};

  *strength = TY_STRENGTH_COUNT;
  for (gsize i = 0; name && i < G_N_ELEMENTS(names); i++)
    if (g_str_equal(name, names[i])) {
      *strength = (TyStrength) i;
      return TRUE;
    }
  if (name)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the strength %s, expected count, association, cosine or jaccard", name);
  return !name;
}

/* The network over only the words that take part, renumbered by falling document frequency. */
static TyNetwork *select_words(const TyWords *words, const guint32 *documents, gsize top,
                               guint32 **chosen, gsize *n_chosen) {
  TyTokenMatrix matrix = ty_words_matrix(words);
  g_autofree double *weight = g_new0(double, MAX(matrix.n_words, 1));
  g_autofree gint32 *place = g_new(gint32, MAX(matrix.n_words, 1));
  g_autoptr(GArray) start = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) id = g_array_new(FALSE, FALSE, sizeof(guint32));
  guint32 zero = 0;

  for (gsize i = 0; i < matrix.n_words; i++) {
    weight[i] = documents[i];
    place[i] = -1;
  }
  *chosen = ty_order_by_weight(weight, matrix.n_words);
  *n_chosen = MIN(top, matrix.n_words);
  for (gsize i = 0; i < *n_chosen; i++)
    place[(*chosen)[i]] = (gint32) i;

  g_array_append_val(start, zero);
  for (gsize d = 0; d < matrix.n_docs; d++) {
    for (guint32 i = matrix.start[d]; i < matrix.start[d + 1]; i++)
      if (place[matrix.word[i]] >= 0) {
        guint32 node = (guint32) place[matrix.word[i]];
        g_array_append_val(id, node);
      }
    g_array_append_val(start, id->len);
  }
  return ty_network_cooccurrence((const guint32 *) start->data, (const guint32 *) id->data,
                                 matrix.n_docs, *n_chosen, NULL);
}

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

/* What the answer says of every node. */
typedef struct {
  char **labels;
  const guint32 *chosen, *documents;
  double *measure, *x, *y;
  guint32 *community;
} Nodes;

static json_t *answer(const TyNetwork *network, const TyNetwork *shown, const Nodes *nodes,
                      gsize n_docs, guint n_communities) {
  json_t *node_list = json_array(), *edge_list = json_array();

  for (gsize i = 0; i < network->n_nodes; i++)
    json_array_append_new(
        node_list, json_pack("{s:s, s:I, s:o, s:I, s:o, s:o}", "word", nodes->labels[i],
                             "documents", (json_int_t) nodes->documents[nodes->chosen[i]],
                             "measure", ty_json_number(nodes->measure[i], 6), "community",
                             (json_int_t) nodes->community[i], "x", ty_json_number(nodes->x[i], 4),
                             "y", ty_json_number(nodes->y[i], 4)));
  for (gsize e = 0; e < shown->n_edges; e++)
    json_array_append_new(edge_list,
                          json_pack("{s:s, s:s, s:o}", "from", nodes->labels[shown->from[e]], "to",
                                    nodes->labels[shown->to[e]], "weight",
                                    ty_json_number(shown->weight[e], 6)));
  return json_pack("{s:I, s:I, s:o, s:o, s:o}", "documents", (json_int_t) n_docs, "communities",
                   (json_int_t) n_communities, "triangles",
                   strongest_triangles(network, nodes->labels), "nodes", node_list, "edges",
                   edge_list);
}

json_t *ty_keyword_network(TyWorkspace *workspace, const TyDocumentFilter *filter,
                           const TyNetworkOptions *options, GError **error) {
  static const TyNetworkOptions usual = {0};
  const TyNetworkOptions *wanted = options ? options : &usual;
  TyCentrality measure;
  TyStrength strength;
  g_autofree guint32 *chosen = NULL;
  gsize n;

  if (!parse_measure(wanted->measure, &measure, error) ||
      !parse_strength(wanted->strength, &strength, error))
    return NULL;
  g_autoptr(TyWords) words = ty_words_new(workspace, filter, error);
  if (!words)
    return NULL;
  g_autofree guint32 *documents = ty_words_documents(words);
  g_autoptr(TyNetwork) network =
      select_words(words, documents, wanted->top_words ? wanted->top_words : 60, &chosen, &n);
  g_autofree guint32 *frequency = g_new0(guint32, MAX(n, 1));
  g_autofree char **labels = g_new0(char *, n + 1);
  for (gsize i = 0; i < n; i++) {
    frequency[i] = documents[chosen[i]];
    labels[i] = words->vocabulary->pdata[chosen[i]];
  }
  ty_network_strength(network, frequency, words->documents->len, strength);

  g_autoptr(TyNetwork) shown =
      ty_network_strongest(network, wanted->top_edges ? wanted->top_edges : 150);
  g_autofree double *value = g_new0(double, MAX(n, 1));
  g_autofree double *x = g_new0(double, MAX(n, 1)), *y = g_new0(double, MAX(n, 1));
  g_autofree guint32 *community = g_new0(guint32, MAX(n, 1));
  double resolution = wanted->resolution > 0 ? wanted->resolution : 1;
  if (!ty_network_centrality(network, measure, value, error) ||
      !ty_network_layout(shown, wanted->seed, x, y, error))
    return NULL;
  guint n_communities = ty_network_communities(shown, resolution, wanted->seed, community, error);
  if (n_communities == 0)
    return NULL;
  Nodes nodes = {labels, chosen, documents, value, x, y, community};
  return answer(network, shown, &nodes, words->documents->len, n_communities);
}
