/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"

#include <math.h>
#include <string.h>
#include <tuyou/graphdata.h>

static void clear_node(gpointer data) {
  TyGraphNode *node = data;
  if (node->values)
    g_array_unref(node->values);
}

static void clear_edge(gpointer data) {
  TyGraphEdge *edge = data;
  if (edge->values)
    g_array_unref(edge->values);
  if (edge->evidence)
    g_array_unref(edge->evidence);
}

TyGraphData *ty_graph_data_new(gboolean directed) {
  TyGraphData *graph = g_new0(TyGraphData, 1);

  graph->directed = directed;
  graph->nodes = g_array_new(FALSE, FALSE, sizeof(TyGraphNode));
  graph->edges = g_array_new(FALSE, FALSE, sizeof(TyGraphEdge));
  g_array_set_clear_func(graph->nodes, clear_node);
  g_array_set_clear_func(graph->edges, clear_edge);
  graph->node_columns = g_array_new(FALSE, FALSE, sizeof(TyGraphColumn));
  graph->edge_columns = g_array_new(FALSE, FALSE, sizeof(TyGraphColumn));
  graph->kinds = g_array_new(FALSE, FALSE, sizeof(TyGraphTerm));
  graph->predicates = g_array_new(FALSE, FALSE, sizeof(TyGraphTerm));
  graph->texts = g_string_chunk_new(1 << 14);
  graph->ids = g_hash_table_new(g_str_hash, g_str_equal);
  return graph;
}

void ty_graph_data_free(TyGraphData *graph) {
  if (!graph)
    return;
  g_array_unref(graph->nodes);
  g_array_unref(graph->edges);
  g_array_unref(graph->node_columns);
  g_array_unref(graph->edge_columns);
  g_array_unref(graph->kinds);
  g_array_unref(graph->predicates);
  g_hash_table_unref(graph->ids);
  g_string_chunk_free(graph->texts);
  g_free(graph);
}

const char *ty_graph_data_text(TyGraphData *graph, const char *text) {
  return text && *text ? g_string_chunk_insert_const(graph->texts, text) : NULL;
}

gssize ty_graph_data_find(const TyGraphData *graph, const char *id) {
  gpointer found;
  return g_hash_table_lookup_extended(graph->ids, id, NULL, &found) ? GPOINTER_TO_INT(found) : -1;
}

TyGraphNode *ty_graph_data_node(const TyGraphData *graph, gsize node) {
  return &g_array_index(graph->nodes, TyGraphNode, node);
}

TyGraphEdge *ty_graph_data_edge(const TyGraphData *graph, gsize edge) {
  return &g_array_index(graph->edges, TyGraphEdge, edge);
}

static gsize append_node(TyGraphData *graph, const char *id, const char *label, const char *kind) {
  TyGraphNode node = {.id = g_string_chunk_insert_const(graph->texts, id),
                      .kind = ty_graph_data_text(graph, kind)};
  const char *own = ty_graph_data_text(graph, label);

  node.label = own ? own : node.id;
  g_hash_table_insert(graph->ids, (gpointer) node.id, GUINT_TO_POINTER(graph->nodes->len));
  g_array_append_val(graph->nodes, node);
  return graph->nodes->len - 1;
}

gssize ty_graph_data_add_node(TyGraphData *graph, const char *id, const char *label,
                              const char *kind, GError **error) {
  const char *fault = !id || !*id                          ? "an empty id, expected one"
                      : *id == '"'                         ? NULL
                      : ty_graph_data_find(graph, id) >= 0 ? ""
                                                           : "none";

  if (g_strcmp0(fault, "none") == 0)
    return (gssize) append_node(graph, id, label, kind);
  if (!fault)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found the id %.200s, expected none that begins with a quote: so do values", id);
  else if (*fault)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found %s", fault);
  else
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found the id %.200s a second time, expected each once", id);
  return -1;
}

guint32 ty_graph_data_literal(TyGraphData *graph, const char *value, const char *datatype,
                              const char *language) {
  g_autofree char *id = datatype && *datatype   ? g_strdup_printf("\"%s\"^^%s", value, datatype)
                        : language && *language ? g_strdup_printf("\"%s\"@%s", value, language)
                                                : g_strdup_printf("\"%s\"", value);
  gssize found = ty_graph_data_find(graph, id);

  if (found >= 0)
    return (guint32) found;
  gsize node = append_node(graph, id, value, TY_KIND_LITERAL);
  ty_graph_data_node(graph, node)->is_literal = TRUE;
  if (datatype && *datatype)
    ty_graph_data_set_node(graph, node,
                           ty_graph_data_node_column(graph, "datatype", TY_COLUMN_TEXT), datatype);
  else if (language && *language)
    ty_graph_data_set_node(graph, node,
                           ty_graph_data_node_column(graph, "language", TY_COLUMN_TEXT), language);
  return (guint32) node;
}

gssize ty_graph_data_add_read(TyGraphData *graph, const char *id, const char *label,
                              const char *kind, GError **error) {
  if (!id || *id != '"')
    return ty_graph_data_add_node(graph, id, label, kind, error);
  if (ty_graph_data_find(graph, id) >= 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found the id %.200s a second time, expected each once", id);
    return -1;
  }
  /* An empty value has no label: it is the id without its quotes then. */
  gsize node = append_node(graph, id, label, TY_KIND_LITERAL);
  ty_graph_data_node(graph, node)->is_literal = TRUE;
  return (gssize) node;
}

gsize ty_graph_data_add_edge(TyGraphData *graph, guint32 from, guint32 to, const char *predicate) {
  TyGraphEdge edge = {.from = from,
                      .to = to,
                      .predicate = ty_graph_data_text(graph, predicate),
                      .weight = 1,
                      .confidence = NAN};

  g_array_append_val(graph->edges, edge);
  return graph->edges->len - 1;
}

void ty_graph_data_add_evidence(TyGraphData *graph, gsize edge, const TyGraphEvidence *evidence) {
  TyGraphEdge *of = ty_graph_data_edge(graph, edge);
  TyGraphEvidence own = {.source = ty_graph_data_text(graph, evidence->source),
                         .citation = ty_graph_data_text(graph, evidence->citation),
                         .note = ty_graph_data_text(graph, evidence->note),
                         .quote = ty_graph_data_text(graph, evidence->quote),
                         .line = evidence->line,
                         .confidence = evidence->confidence};

  if (!of->evidence)
    of->evidence = g_array_new(FALSE, FALSE, sizeof(TyGraphEvidence));
  g_array_append_val(of->evidence, own);
}

static void add_term(TyGraphData *graph, GArray *terms, const TyGraphTerm *term) {
  TyGraphTerm own = {ty_graph_data_text(graph, term->id), ty_graph_data_text(graph, term->label),
                     ty_graph_data_text(graph, term->crm),
                     ty_graph_data_text(graph, term->schema_org)};

  g_array_append_val(terms, own);
}

void ty_graph_data_add_kind(TyGraphData *graph, const TyGraphTerm *term) {
  add_term(graph, graph->kinds, term);
}

void ty_graph_data_add_predicate(TyGraphData *graph, const TyGraphTerm *term) {
  add_term(graph, graph->predicates, term);
}
