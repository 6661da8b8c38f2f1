/* SPDX-License-Identifier: Apache-2.0 */
/* VOSviewer: a map of items and a network of links as tab-delimited text, or both as JSON. Whole
 * numbers are weights, others scores; x, y and cluster have columns of their own. */
#include "export/graph-file.h"

#include <string.h>

typedef enum { PLAIN, WEIGHT, SCORE, NONE } Role;

static Role role_of(const TyGraphColumn *column) {
  static const char *const own[] = {"x", "y", "cluster", NULL};

  if (column->type != TY_COLUMN_INTEGER && column->type != TY_COLUMN_REAL)
    return NONE;
  if (g_strv_contains(own, column->name))
    return PLAIN;
  return column->type == TY_COLUMN_INTEGER ? WEIGHT : SCORE;
}

gboolean ty_write_vosviewer(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                            GError **error) {
  g_autoptr(GArray) edges = ty_graph_simple_edges(graph);
  const GArray *columns = graph->node_columns;
  GString *map = files[0];
  (void) format, (void) error;

  g_string_append(map, "id\tlabel");
  for (guint c = 0; c < columns->len; c++) {
    const TyGraphColumn *column = &g_array_index(columns, TyGraphColumn, c);
    Role role = role_of(column);
    if (role != NONE)
      g_string_append_printf(map,
                             role == PLAIN    ? "\t%s"
                             : role == WEIGHT ? "\tweight<%s>"
                                              : "\tscore<%s>",
                             column->name);
  }
  g_string_append_c(map, '\n');
  for (guint i = 0; i < graph->nodes->len; i++) {
    const TyGraphNode *node = ty_graph_data_node(graph, i);
    g_string_append_printf(map, "%u\t%s", i + 1, node->label);
    for (guint c = 0; c < columns->len; c++)
      if (role_of(&g_array_index(columns, TyGraphColumn, c)) != NONE) {
        const char *value = ty_graph_value(node->values, c);
        g_string_append_printf(map, "\t%s", value ? value : "");
      }
    g_string_append_c(map, '\n');
  }
  for (guint i = 0; i < edges->len; i++) {
    const TyGraphEdge *edge = &g_array_index(edges, TyGraphEdge, i);
    g_string_append_printf(files[1], "%u\t%u\t", edge->from + 1, edge->to + 1);
    ty_append_real(files[1], edge->weight);
    g_string_append_c(files[1], '\n');
  }
  return TRUE;
}

/* "weights" or "scores" of an item; `role` PLAIN: its own members. */
static void append_numbers(GString *out, const TyGraphData *graph, const TyGraphNode *node,
                           Role role) {
  const char *comma = role == PLAIN ? "," : "";

  for (guint i = 0; node->values && i < node->values->len; i++) {
    const TyGraphValue *value = &g_array_index(node->values, TyGraphValue, i);
    const TyGraphColumn *column = &g_array_index(graph->node_columns, TyGraphColumn, value->column);
    if (role_of(column) != role)
      continue;
    g_string_append(out, comma);
    ty_append_json(out, column->name);
    g_string_append_printf(out, ":%s", value->value);
    comma = ",";
  }
}

gboolean ty_write_vosviewer_json(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                                 GError **error) {
  g_autoptr(GArray) edges = ty_graph_simple_edges(graph);
  GString *out = files[0];
  (void) format, (void) error;

  g_string_append(out, "{\"network\":{\"items\":[\n");
  for (guint i = 0; i < graph->nodes->len; i++) {
    const TyGraphNode *node = ty_graph_data_node(graph, i);
    g_string_append(out, i ? ",\n{\"id\":" : "{\"id\":");
    ty_append_json(out, node->id);
    g_string_append(out, ",\"label\":");
    ty_append_json(out, node->label);
    append_numbers(out, graph, node, PLAIN);
    g_string_append(out, ",\"weights\":{");
    append_numbers(out, graph, node, WEIGHT);
    g_string_append(out, "},\"scores\":{");
    append_numbers(out, graph, node, SCORE);
    g_string_append(out, "}}");
  }
  g_string_append(out, "\n],\"links\":[\n");
  for (guint i = 0; i < edges->len; i++) {
    const TyGraphEdge *edge = &g_array_index(edges, TyGraphEdge, i);
    g_string_append(out, i ? ",\n{\"source_id\":" : "{\"source_id\":");
    ty_append_json(out, ty_graph_data_node(graph, edge->from)->id);
    g_string_append(out, ",\"target_id\":");
    ty_append_json(out, ty_graph_data_node(graph, edge->to)->id);
    g_string_append(out, ",\"strength\":");
    ty_append_real(out, edge->weight);
    g_string_append_c(out, '}');
  }
  g_string_append(out, "\n]}}\n");
  return TRUE;
}
