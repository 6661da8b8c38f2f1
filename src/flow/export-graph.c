/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/heritage-graph.h"

#include <string.h>

static gboolean parse(const char *name, TyGraphFormat *format, GError **error) {
  g_autoptr(GString) names = g_string_new(NULL);

  if (ty_graph_format_parse(name, format))
    return TRUE;
  for (int i = 0; i < TY_N_GRAPH_FORMATS; i++)
    g_string_append_printf(names, "%s%s",
                           i == 0                        ? ""
                           : i + 1 == TY_N_GRAPH_FORMATS ? " or "
                                                         : ", ",
                           ty_graph_format((TyGraphFormat) i)->name);
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found the format %s, expected %s", name,
              names->str);
  return FALSE;
}

static GHashTable *write_files(const TyGraphData *graph, TyGraphFormat format, char **left_out,
                               GError **error) {
  if (left_out)
    *left_out = ty_graph_left_out(graph, format);
  return ty_export_graph(graph, format, error);
}

GHashTable *ty_export_heritage(TyWorkspace *workspace, const char *format, char **left_out,
                               GError **error) {
  TyGraphFormat wanted;

  if (!parse(format, &wanted, error))
    return NULL;
  g_autoptr(TyGraphData) graph = ty_heritage_graph(workspace, error);
  return graph ? write_files(graph, wanted, left_out, error) : NULL;
}

/* Numbers of a node of the answer that are its attributes. */
static void set_numbers(TyGraphData *graph, gsize node, const json_t *of) {
  static const char *const whole[] = {"documents", "cluster"};
  static const char *const real[] = {"degree",   "strength", "betweenness", "closeness",
                                     "pagerank", "year",     "x",           "y"};

  for (gsize i = 0; i < G_N_ELEMENTS(whole); i++) {
    const char *key = i == 1 ? "community" : whole[i];
    const json_t *value = json_object_get(of, key);
    g_autofree char *text =
        g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value) + (i == 1));
    if (value)
      ty_graph_data_set_node(graph, node,
                             ty_graph_data_node_column(graph, whole[i], TY_COLUMN_INTEGER), text);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(real); i++) {
    const json_t *value = json_object_get(of, real[i]);
    if (json_is_number(value))
      ty_graph_data_set_number(graph, node,
                               ty_graph_data_node_column(graph, real[i], TY_COLUMN_REAL),
                               json_number_value(value));
  }
}

static TyGraphData *graph_of_answer(const json_t *network, GError **error) {
  g_autoptr(TyGraphData) graph = ty_graph_data_new(FALSE);
  const json_t *one;
  gsize i;

  json_array_foreach(json_object_get(network, "nodes"), i, one) {
    const char *kind = json_string_value(json_object_get(one, "kind"));
    gssize node = ty_graph_data_add_node(graph, json_string_value(json_object_get(one, "word")),
                                         NULL, kind ? kind : "keyword", error);
    if (node < 0)
      return NULL;
    set_numbers(graph, (gsize) node, one);
    const char *first = json_string_value(json_object_get(one, "first"));
    const char *last = json_string_value(json_object_get(one, "last"));
    ty_graph_data_node(graph, (gsize) node)->since = ty_graph_data_text(graph, first);
    ty_graph_data_node(graph, (gsize) node)->until = ty_graph_data_text(graph, last);
  }
  json_array_foreach(json_object_get(network, "edges"), i, one) {
    gssize from = ty_graph_data_find(graph, json_string_value(json_object_get(one, "from")));
    gssize to = ty_graph_data_find(graph, json_string_value(json_object_get(one, "to")));
    gsize edge = ty_graph_data_add_edge(graph, (guint32) from, (guint32) to, NULL);
    ty_graph_data_edge(graph, edge)->weight = json_number_value(json_object_get(one, "weight"));
  }
  return g_steal_pointer(&graph);
}

GHashTable *ty_export_keyword_network(const json_t *network, const char *format, char **left_out,
                                      GError **error) {
  TyGraphFormat wanted;

  if (!parse(format, &wanted, error))
    return NULL;
  g_autoptr(TyGraphData) graph = graph_of_answer(network, error);
  return graph ? write_files(graph, wanted, left_out, error) : NULL;
}

const char *ty_graph_format_of_name(const char *path) {
  static const char *const endings[][2] = {
      {".ttl", "turtle"}, {".nt", "nt"},     {".jsonld", "jsonld"}, {".graphml", "graphml"},
      {".gexf", "gexf"},  {".net", "pajek"}, {".xlsx", "xlsx"},     {".json", "vosviewer-json"}};

  for (gsize i = 0; path && i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(path, endings[i][0]))
      return endings[i][1];
  return NULL;
}
