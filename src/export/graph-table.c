/* SPDX-License-Identifier: Apache-2.0 */
#include "export/graph-table.h"

#include <math.h>
#include <string.h>

#define N_NODE_CELLS 5
#define N_EDGE_CELLS 10

/* Headings of own members, then "name:type" of the columns. */
static gboolean head(const char *const *own, gsize n_own, const GArray *columns,
                     TyGraphRowFunc func, gpointer data, GError **error) {
  static const char *const types[] = {"string", "long", "double", "boolean"};
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
  g_autofree gboolean *numbers = g_new0(gboolean, n_own + columns->len);

  for (gsize i = 0; i < n_own; i++)
    g_ptr_array_add(cells, g_strdup(own[i]));
  for (guint i = 0; i < columns->len; i++) {
    const TyGraphColumn *column = &g_array_index(columns, TyGraphColumn, i);
    g_ptr_array_add(cells, g_strconcat(column->name, ":", types[column->type], NULL));
  }
  return func((const char *const *) cells->pdata, numbers, cells->len, data, error);
}

static void set_values(const GArray *columns, const GArray *values, const char **cells,
                       gboolean *numbers) {
  for (guint i = 0; i < columns->len; i++) {
    TyColumnType type = g_array_index(columns, TyGraphColumn, i).type;
    cells[i] = NULL;
    numbers[i] = type == TY_COLUMN_INTEGER || type == TY_COLUMN_REAL;
  }
  for (guint i = 0; values && i < values->len; i++) {
    const TyGraphValue *value = &g_array_index(values, TyGraphValue, i);
    cells[value->column] = value->value;
  }
}

gboolean ty_graph_node_table(const TyGraphData *graph, TyGraphRowFunc func, gpointer data,
                             GError **error) {
  static const char *const own[N_NODE_CELLS] = {"id:ID", "label:string", "since:string",
                                                "until:string", ":LABEL"};
  const GArray *columns = graph->node_columns;
  gsize n = N_NODE_CELLS + columns->len;
  g_autofree const char **cells = g_new0(const char *, n);
  g_autofree gboolean *numbers = g_new0(gboolean, n);

  if (!head(own, N_NODE_CELLS, columns, func, data, error))
    return FALSE;
  for (guint i = 0; i < graph->nodes->len; i++) {
    const TyGraphNode *node = ty_graph_data_node(graph, i);
    const char *members[N_NODE_CELLS] = {node->id, node->label, node->since, node->until,
                                         node->kind};
    memcpy(cells, members, sizeof members);
    set_values(columns, node->values, cells + N_NODE_CELLS, numbers + N_NODE_CELLS);
    if (!func(cells, numbers, n, data, error))
      return FALSE;
  }
  return TRUE;
}

gboolean ty_graph_edge_table(const TyGraphData *graph, TyGraphRowFunc func, gpointer data,
                             GError **error) {
  static const char *const own[N_EDGE_CELLS] = {
      ":START_ID",         ":END_ID",      ":TYPE",        "id:string",       "weight:double",
      "confidence:double", "since:string", "until:string", "evidence:string", "directed:boolean"};
  const GArray *columns = graph->edge_columns;
  gsize n = N_EDGE_CELLS + columns->len;
  g_autofree const char **cells = g_new0(const char *, n);
  g_autofree gboolean *numbers = g_new0(gboolean, n);

  if (!head(own, N_EDGE_CELLS, columns, func, data, error))
    return FALSE;
  numbers[4] = numbers[5] = TRUE;
  for (guint i = 0; i < graph->edges->len; i++) {
    const TyGraphEdge *edge = ty_graph_data_edge(graph, i);
    g_autoptr(GString) weight = g_string_new(NULL), confidence = g_string_new(NULL);
    g_autoptr(GString) evidence = g_string_new(NULL);
    ty_append_real(weight, edge->weight);
    if (isfinite(edge->confidence))
      ty_append_real(confidence, edge->confidence);
    if (edge->evidence)
      ty_append_evidence(evidence, edge);
    const char *members[N_EDGE_CELLS] = {ty_graph_data_node(graph, edge->from)->id,
                                         ty_graph_data_node(graph, edge->to)->id,
                                         edge->predicate ? edge->predicate : TY_NO_PREDICATE,
                                         edge->id,
                                         weight->str,
                                         confidence->len ? confidence->str : NULL,
                                         edge->since,
                                         edge->until,
                                         evidence->len ? evidence->str : NULL,
                                         graph->directed ? "true" : "false"};
    memcpy(cells, members, sizeof members);
    set_values(columns, edge->values, cells + N_EDGE_CELLS, numbers + N_EDGE_CELLS);
    if (!func(cells, numbers, n, data, error))
      return FALSE;
  }
  return TRUE;
}
