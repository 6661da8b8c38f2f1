/* SPDX-License-Identifier: Apache-2.0 */
#include "export/graph-file.h"

#include <math.h>

static const char *type_name(TyColumnType type) {
  static const char *const names[] = {"string", "long", "double", "boolean"};
  return names[type];
}

static void append_key(GString *out, const char *id, const char *of, const char *name,
                       const char *type) {
  g_string_append_printf(out, "<key id=\"%s\" for=\"%s\" attr.name=\"", id, of);
  ty_append_xml(out, name);
  g_string_append_printf(out, "\" attr.type=\"%s\"/>\n", type);
}

static void append_keys(GString *out, const TyGraphData *graph) {
  static const char *const of_nodes[] = {"label", "kind", "since", "until"};
  static const char *const of_edges[][2] = {{"predicate", "string"},  {"weight", "double"},
                                            {"confidence", "double"}, {"since", "string"},
                                            {"until", "string"},      {"evidence", "string"}};

  for (gsize i = 0; i < G_N_ELEMENTS(of_nodes); i++) {
    g_autofree char *id = g_strconcat("node-", of_nodes[i], NULL);
    append_key(out, id, "node", of_nodes[i], "string");
  }
  for (guint i = 0; i < graph->node_columns->len; i++) {
    const TyGraphColumn *column = &g_array_index(graph->node_columns, TyGraphColumn, i);
    g_autofree char *id = g_strdup_printf("n%u", i);
    append_key(out, id, "node", column->name, type_name(column->type));
  }
  for (gsize i = 0; i < G_N_ELEMENTS(of_edges); i++) {
    g_autofree char *id = g_strconcat("edge-", of_edges[i][0], NULL);
    append_key(out, id, "edge", of_edges[i][0], of_edges[i][1]);
  }
  for (guint i = 0; i < graph->edge_columns->len; i++) {
    const TyGraphColumn *column = &g_array_index(graph->edge_columns, TyGraphColumn, i);
    g_autofree char *id = g_strdup_printf("e%u", i);
    append_key(out, id, "edge", column->name, type_name(column->type));
  }
}

static void append_data(GString *out, const char *key, const char *value) {
  if (!value)
    return;
  g_string_append_printf(out, "<data key=\"%s\">", key);
  ty_append_xml(out, value);
  g_string_append(out, "</data>");
}

static void append_values(GString *out, char prefix, const GArray *values) {
  for (guint i = 0; values && i < values->len; i++) {
    const TyGraphValue *value = &g_array_index(values, TyGraphValue, i);
    g_autofree char *key = g_strdup_printf("%c%u", prefix, value->column);
    append_data(out, key, value->value);
  }
}

static void append_edge(GString *out, const TyGraphData *graph, const TyGraphEdge *edge) {
  g_autoptr(GString) weight = g_string_new(NULL), text = g_string_new(NULL);

  g_string_append(out, "<edge");
  if (edge->id) {
    g_string_append(out, " id=\"");
    ty_append_xml(out, edge->id);
    g_string_append_c(out, '"');
  }
  g_string_append(out, " source=\"");
  ty_append_xml(out, ty_graph_data_node(graph, edge->from)->id);
  g_string_append(out, "\" target=\"");
  ty_append_xml(out, ty_graph_data_node(graph, edge->to)->id);
  g_string_append(out, "\">");
  append_data(out, "edge-predicate", edge->predicate);
  ty_append_real(weight, edge->weight);
  append_data(out, "edge-weight", weight->str);
  if (isfinite(edge->confidence)) {
    ty_append_real(text, edge->confidence);
    append_data(out, "edge-confidence", text->str);
  }
  append_data(out, "edge-since", edge->since);
  append_data(out, "edge-until", edge->until);
  append_values(out, 'e', edge->values);
  if (edge->evidence) {
    g_string_truncate(text, 0);
    ty_append_evidence(text, edge);
    append_data(out, "edge-evidence", text->str);
  }
  g_string_append(out, "</edge>\n");
}

gboolean ty_write_graphml(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                          GError **error) {
  GString *out = files[0];
  (void) format, (void) error;

  g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
  append_keys(out, graph);
  g_string_append_printf(out, "<graph id=\"G\" edgedefault=\"%s\">\n",
                         graph->directed ? "directed" : "undirected");
  for (guint i = 0; i < graph->nodes->len; i++) {
    const TyGraphNode *node = ty_graph_data_node(graph, i);
    g_string_append(out, "<node id=\"");
    ty_append_xml(out, node->id);
    g_string_append(out, "\">");
    append_data(out, "node-label", node->label);
    append_data(out, "node-kind", node->kind);
    append_data(out, "node-since", node->since);
    append_data(out, "node-until", node->until);
    append_values(out, 'n', node->values);
    g_string_append(out, "</node>\n");
  }
  for (guint i = 0; i < graph->edges->len; i++)
    append_edge(out, graph, ty_graph_data_edge(graph, i));
  g_string_append(out, "</graph>\n</graphml>\n");
  return TRUE;
}
