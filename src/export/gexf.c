/* SPDX-License-Identifier: Apache-2.0 */
#include "export/graph-file.h"

#include "base/number.h"

#include <math.h>

/* Members that GEXF has no attribute of its own for; other columns follow them. */
typedef enum { OF_NODES_KIND, N_OF_NODES } OfNodes;
typedef enum { OF_EDGES_CONFIDENCE, OF_EDGES_EVIDENCE, N_OF_EDGES } OfEdges;

static void append_attribute(GString *out, guint id, const char *title, TyColumnType type) {
  static const char *const types[] = {"string", "long", "double", "boolean"};

  g_string_append_printf(out, "<attribute id=\"%u\" title=\"", id);
  ty_append_xml(out, title);
  g_string_append_printf(out, "\" type=\"%s\"/>\n", types[type]);
}

static void append_attributes(GString *out, const TyGraphData *graph) {
  g_string_append(out, "<attributes class=\"node\">\n");
  append_attribute(out, OF_NODES_KIND, "kind", TY_COLUMN_TEXT);
  for (guint i = 0; i < graph->node_columns->len; i++) {
    const TyGraphColumn *column = &g_array_index(graph->node_columns, TyGraphColumn, i);
    append_attribute(out, N_OF_NODES + i, column->name, column->type);
  }
  g_string_append(out, "</attributes>\n<attributes class=\"edge\">\n");
  append_attribute(out, OF_EDGES_CONFIDENCE, "confidence", TY_COLUMN_REAL);
  append_attribute(out, OF_EDGES_EVIDENCE, "evidence", TY_COLUMN_TEXT);
  for (guint i = 0; i < graph->edge_columns->len; i++) {
    const TyGraphColumn *column = &g_array_index(graph->edge_columns, TyGraphColumn, i);
    append_attribute(out, N_OF_EDGES + i, column->name, column->type);
  }
  g_string_append(out, "</attributes>\n");
}

static void append_named(GString *out, const char *name, const char *value) {
  if (!value)
    return;
  g_string_append_printf(out, " %s=\"", name);
  ty_append_xml(out, value);
  g_string_append_c(out, '"');
}

static void append_value(GString *out, guint id, const char *value) {
  g_string_append_printf(out, "<attvalue for=\"%u\"", id);
  append_named(out, "value", value);
  g_string_append(out, "/>");
}

static void append_values(GString *out, guint first, const GArray *values) {
  for (guint i = 0; values && i < values->len; i++) {
    const TyGraphValue *value = &g_array_index(values, TyGraphValue, i);
    append_value(out, first + value->column, value->value);
  }
}

/* Columns called x and y are the place in the picture too. */
static void append_position(GString *out, const TyGraphData *graph, const TyGraphNode *node) {
  const char *at[2] = {NULL, NULL};
  double place;

  for (guint i = 0; node->values && i < node->values->len; i++) {
    const TyGraphValue *value = &g_array_index(node->values, TyGraphValue, i);
    const char *name = g_array_index(graph->node_columns, TyGraphColumn, value->column).name;
    if ((*name == 'x' || *name == 'y') && !name[1] && ty_number_parse(value->value, &place))
      at[*name - 'x'] = value->value;
  }
  if (at[0] && at[1])
    g_string_append_printf(out, "<viz:position x=\"%s\" y=\"%s\" z=\"0\"/>", at[0], at[1]);
}

static void append_node(GString *out, const TyGraphData *graph, const TyGraphNode *node) {
  g_string_append(out, "<node");
  append_named(out, "id", node->id);
  append_named(out, "label", node->label);
  append_named(out, "start", node->since);
  append_named(out, "end", node->until);
  g_string_append(out, "><attvalues>");
  if (node->kind)
    append_value(out, OF_NODES_KIND, node->kind);
  append_values(out, N_OF_NODES, node->values);
  g_string_append(out, "</attvalues>");
  append_position(out, graph, node);
  g_string_append(out, "</node>\n");
}

static void append_edge(GString *out, const TyGraphData *graph, gsize number, gboolean has_kind) {
  const TyGraphEdge *edge = ty_graph_data_edge(graph, number);
  g_autofree char *own = g_strdup_printf("-%zu", number + 1);
  g_autoptr(GString) text = g_string_new(NULL);

  g_string_append(out, "<edge");
  append_named(out, "id", edge->id ? edge->id : own);
  append_named(out, "source", ty_graph_data_node(graph, edge->from)->id);
  append_named(out, "target", ty_graph_data_node(graph, edge->to)->id);
  append_named(out, "label", edge->predicate);
  if (has_kind)
    append_named(out, "kind", edge->predicate);
  append_named(out, "start", edge->since);
  append_named(out, "end", edge->until);
  ty_append_real(text, edge->weight);
  append_named(out, "weight", text->str);
  g_string_append(out, "><attvalues>");
  if (isfinite(edge->confidence)) {
    g_string_truncate(text, 0);
    ty_append_real(text, edge->confidence);
    append_value(out, OF_EDGES_CONFIDENCE, text->str);
  }
  if (edge->evidence) {
    g_string_truncate(text, 0);
    ty_append_evidence(text, edge);
    append_value(out, OF_EDGES_EVIDENCE, text->str);
  }
  append_values(out, N_OF_EDGES, edge->values);
  g_string_append(out, "</attvalues></edge>\n");
}

static gboolean has_times(const TyGraphData *graph) {
  for (guint i = 0; i < graph->nodes->len; i++) {
    const TyGraphNode *node = ty_graph_data_node(graph, i);
    if (node->since || node->until)
      return TRUE;
  }
  for (guint i = 0; i < graph->edges->len; i++) {
    const TyGraphEdge *edge = ty_graph_data_edge(graph, i);
    if (edge->since || edge->until)
      return TRUE;
  }
  return FALSE;
}

gboolean ty_write_gexf(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                       GError **error) {
  GString *out = files[0];
  gboolean new = format == TY_GRAPH_GEXF;
  (void) error;

  g_string_append_printf(out,
                         "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<gexf xmlns=\"http://%s\" xmlns:viz=\"http://%s/viz\" version=\"%s\">\n"
                         "<graph defaultedgetype=\"%s\" mode=\"%s\"%s>\n",
                         new ? "gexf.net/1.3" : "www.gexf.net/1.2draft",
                         new ? "gexf.net/1.3" : "www.gexf.net/1.2draft", new ? "1.3" : "1.2",
                         graph->directed ? "directed" : "undirected",
                         has_times(graph) ? "dynamic" : "static",
                         has_times(graph) ? " timeformat=\"date\"" : "");
  append_attributes(out, graph);
  g_string_append(out, "<nodes>\n");
  for (guint i = 0; i < graph->nodes->len; i++)
    append_node(out, graph, ty_graph_data_node(graph, i));
  g_string_append(out, "</nodes>\n<edges>\n");
  for (guint i = 0; i < graph->edges->len; i++)
    append_edge(out, graph, i, new);
  g_string_append(out, "</edges>\n</graph>\n</gexf>\n");
  return TRUE;
}
