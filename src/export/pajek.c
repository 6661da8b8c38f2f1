/* SPDX-License-Identifier: Apache-2.0 */
/* Pajek's .net: labels in quotes; what would end or bend them stands as &#34; and the like, as in
 * Pajek's own files. */
#include "export/graph-file.h"

#include <math.h>
#include <string.h>

static void append_quoted(GString *out, const char *text) {
  g_string_append_c(out, '"');
  for (const char *at = text; *at; at++)
    if (strchr("\n\r\"\\", *at) || (at[0] == '&' && at[1] == '#'))
      g_string_append_printf(out, "&#%d;", *at);
    else
      g_string_append_c(out, *at);
  g_string_append_c(out, '"');
}

static const char *number_called(const TyGraphData *graph, const TyGraphNode *node,
                                 const char *name) {
  for (guint i = 0; i < graph->node_columns->len; i++)
    if (g_str_equal(g_array_index(graph->node_columns, TyGraphColumn, i).name, name))
      return ty_graph_value(node->values, i);
  return NULL;
}

gboolean ty_write_pajek(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                        GError **error) {
  GString *out = files[0];
  (void) format, (void) error;

  g_string_append_printf(out, "*Vertices %u\n", graph->nodes->len);
  for (guint i = 0; i < graph->nodes->len; i++) {
    const TyGraphNode *node = ty_graph_data_node(graph, i);
    const char *x = number_called(graph, node, "x"), *y = number_called(graph, node, "y");
    g_string_append_printf(out, "%u ", i + 1);
    append_quoted(out, node->label);
    if (x && y)
      g_string_append_printf(out, " %s %s", x, y);
    g_string_append_c(out, '\n');
  }
  g_string_append(out, graph->directed ? "*Arcs\n" : "*Edges\n");
  for (guint i = 0; i < graph->edges->len; i++) {
    const TyGraphEdge *edge = ty_graph_data_edge(graph, i);
    g_string_append_printf(out, "%u %u ", edge->from + 1, edge->to + 1);
    ty_append_real(out, edge->weight);
    if (edge->predicate) {
      g_string_append(out, " l ");
      append_quoted(out, edge->predicate);
    }
    g_string_append_c(out, '\n');
  }
  return TRUE;
}
