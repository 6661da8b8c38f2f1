/* SPDX-License-Identifier: Apache-2.0 */
/* Attributes of nodes and edges. */
#include "base/number.h"

#include <math.h>
#include <string.h>
#include <tuyou/graphdata.h>

const char *ty_column_type_name(TyColumnType type) {
  static const char *const names[] = {"text", "integer", "real", "boolean"};
  return names[type];
}

static gboolean is_integer(const char *text) {
  const char *at = text + (*text == '-');

  if (!g_ascii_isdigit(*at) || (*at == '0' && (at[1] || at > text)) || strlen(at) > 18)
    return FALSE;
  return strspn(at, "0123456789") == strlen(at);
}

static gboolean is_real(const char *text) {
  double value;
  return ty_number_parse(text, &value);
}

static gboolean fits(const char *value, TyColumnType type) {
  switch (type) {
  case TY_COLUMN_INTEGER:
    return is_integer(value);
  case TY_COLUMN_REAL:
    return is_real(value);
  case TY_COLUMN_BOOLEAN:
    return g_str_equal(value, "true") || g_str_equal(value, "false");
  default:
    return TRUE;
  }
}

/* What holds both. */
static TyColumnType join(TyColumnType a, TyColumnType b) {
  gboolean numbers = (a == TY_COLUMN_INTEGER || a == TY_COLUMN_REAL) &&
                     (b == TY_COLUMN_INTEGER || b == TY_COLUMN_REAL);
  return a == b ? a : numbers ? TY_COLUMN_REAL : TY_COLUMN_TEXT;
}

static guint32 column_of(TyGraphData *graph, GArray *columns, const char *name, TyColumnType type) {
  static const char *const members[] = {"id",     "label",  "kind",       "since",    "until",
                                        "from",   "to",     "predicate",  "weight",   "evidence",
                                        "source", "target", "confidence", "directed", NULL};
  g_autofree char *own = g_strstrip(g_strdup(name));

  if (!*own || g_strv_contains(members, own)) {
    char *longer = g_strconcat(own, "_", NULL);
    g_free(own);
    own = longer;
  }

  for (guint32 i = 0; i < columns->len; i++) {
    TyGraphColumn *column = &g_array_index(columns, TyGraphColumn, i);
    if (g_str_equal(column->name, own)) {
      column->type = join(column->type, type);
      return i;
    }
  }
  TyGraphColumn column = {ty_graph_data_text(graph, own), type};
  g_array_append_val(columns, column);
  return columns->len - 1;
}

guint32 ty_graph_data_node_column(TyGraphData *graph, const char *name, TyColumnType type) {
  return column_of(graph, graph->node_columns, name, type);
}

guint32 ty_graph_data_edge_column(TyGraphData *graph, const char *name, TyColumnType type) {
  return column_of(graph, graph->edge_columns, name, type);
}

static void set_value(TyGraphData *graph, GArray *columns, GArray **values, guint32 column,
                      const char *value) {
  TyGraphColumn *of = &g_array_index(columns, TyGraphColumn, column);
  TyGraphValue own = {column, ty_graph_data_text(graph, value)};
  guint at = 0;

  if (!own.value)
    return;
  if (!fits(value, of->type))
    of->type = of->type == TY_COLUMN_INTEGER && is_real(value) ? TY_COLUMN_REAL : TY_COLUMN_TEXT;
  if (!*values)
    *values = g_array_new(FALSE, FALSE, sizeof(TyGraphValue));
  while (at < (*values)->len && g_array_index(*values, TyGraphValue, at).column < column)
    at++;
  if (at < (*values)->len && g_array_index(*values, TyGraphValue, at).column == column)
    g_array_index(*values, TyGraphValue, at) = own;
  else
    g_array_insert_val(*values, at, own);
}

void ty_graph_data_set_node(TyGraphData *graph, gsize node, guint32 column, const char *value) {
  set_value(graph, graph->node_columns, &ty_graph_data_node(graph, node)->values, column, value);
}

void ty_graph_data_set_edge(TyGraphData *graph, gsize edge, guint32 column, const char *value) {
  set_value(graph, graph->edge_columns, &ty_graph_data_edge(graph, edge)->values, column, value);
}

void ty_graph_data_set_number(TyGraphData *graph, gsize node, guint32 column, double value) {
  char text[TY_NUMBER_BYTES];

  if (isfinite(value))
    ty_graph_data_set_node(graph, node, column, ty_number_shortest(value, text));
}

const char *ty_graph_value(const GArray *values, guint32 column) {
  for (guint i = 0; values && i < values->len; i++)
    if (g_array_index(values, TyGraphValue, i).column == column)
      return g_array_index(values, TyGraphValue, i).value;
  return NULL;
}
