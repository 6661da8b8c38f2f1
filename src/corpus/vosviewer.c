/* SPDX-License-Identifier: Apache-2.0 */
/* VOSviewer's map (items) and network (links) as text, and both as JSON. Items keep their ids,
 * which are mostly numbers. */
#include "corpus/graph-file.h"

#include <string.h>

/* Sets a column of an item: "weight<Links>", "score<Avg. pub. year>", x, y, cluster … */
static void set_column(TyGraphData *graph, gsize node, const char *heading, const char *value) {
  gboolean weight = g_str_has_prefix(heading, "weight<"),
           score = g_str_has_prefix(heading, "score<");
  gboolean bracketed = (weight || score) && g_str_has_suffix(heading, ">");
  gsize skip = weight ? 7 : 6;
  g_autofree char *name =
      bracketed ? g_strndup(heading + skip, strlen(heading) - skip - 1) : g_strdup(heading);
  TyColumnType type = (bracketed && weight) || g_str_equal(heading, "cluster") ? TY_COLUMN_INTEGER
                      : bracketed || g_str_equal(heading, "x") || g_str_equal(heading, "y")
                          ? TY_COLUMN_REAL
                          : TY_COLUMN_TEXT;

  if (*value)
    ty_graph_data_set_node(graph, node, ty_graph_data_node_column(graph, name, type), value);
}

/* The next line, without its end; NULL after the last. */
static char *next_line(const char **at, const char *end, gsize *line) {
  if (*at >= end)
    return NULL;
  const char *stop = memchr(*at, '\n', (gsize) (end - *at));
  gsize n = (gsize) ((stop ? stop : end) - *at);
  char *own = g_strndup(*at, n > 0 && (*at)[n - 1] == '\r' ? n - 1 : n);

  *at = stop ? stop + 1 : end;
  ++*line;
  return own;
}

static gboolean take_item(const char *file, gsize line, char *const *heading, char *const *fields,
                          TyGraphData *graph, GError **error) {
  const char *id = "", *label = "";
  g_autoptr(GError) why = NULL;

  for (gsize i = 0; heading[i]; i++)
    if (g_ascii_strcasecmp(heading[i], "id") == 0)
      id = fields[i];
    else if (g_ascii_strcasecmp(heading[i], "label") == 0)
      label = fields[i];
  gssize node = ty_graph_data_add_node(graph, id, label, NULL, &why);
  if (node < 0)
    return ty_graph_fail(error, file, line, "%s", why->message);
  ty_graph_data_node(graph, (gsize) node)->line = line;
  for (gsize i = 0; heading[i]; i++)
    if (g_ascii_strcasecmp(heading[i], "id") != 0 && g_ascii_strcasecmp(heading[i], "label") != 0)
      set_column(graph, (gsize) node, heading[i], fields[i]);
  return TRUE;
}

gboolean ty_graph_read_vosviewer_map(const char *file, const char *text, gsize length,
                                     TyGraphData *graph, GError **error) {
  const char *at = text, *by = "\t";
  g_auto(GStrv) heading = NULL;
  gsize line = 0;

  graph->directed = FALSE;
  for (;;) {
    g_autofree char *own = next_line(&at, text + length, &line);
    if (!own)
      break;
    if (!*own)
      continue;
    if (!heading) {
      by = strchr(own, '\t') ? "\t" : ",";
      heading = g_strsplit(own, by, -1);
      continue;
    }
    g_auto(GStrv) fields = g_strsplit(own, by, -1);
    if (g_strv_length(fields) != g_strv_length(heading))
      return ty_graph_fail(error, file, line, "found %u columns, expected %u as in the heading",
                           g_strv_length(fields), g_strv_length(heading));
    if (!take_item(file, line, heading, fields, graph, error))
      return FALSE;
  }
  return heading || ty_graph_fail(error, file, 0, "found nothing, expected a map of items");
}

gboolean ty_graph_read_vosviewer_links(const char *file, const char *text, gsize length,
                                       TyGraphData *graph, GError **error) {
  const char *at = text;
  gsize line = 0;

  graph->directed = FALSE;
  for (;;) {
    g_autofree char *own = next_line(&at, text + length, &line);
    if (!own)
      return TRUE;
    g_auto(GStrv) fields = g_strsplit_set(g_strstrip(own), "\t,; ", -1);
    guint n = g_strv_length(fields);
    if (!*own)
      continue;
    gssize from = ty_graph_data_find(graph, fields[0]);
    gssize to = n > 1 ? ty_graph_data_find(graph, fields[1]) : -1;
    if (n < 2 || n > 3 || from < 0 || to < 0)
      return ty_graph_fail(error, file, line,
                           "found \"%.60s\", expected the ids of two items of the map and the "
                           "strength of their link",
                           own);
    TyGraphEdge *edge = ty_graph_data_edge(
        graph, ty_graph_data_add_edge(graph, (guint32) from, (guint32) to, NULL));
    edge->line = line;
    if (n == 3 && !ty_graph_number(file, line, "strength", fields[2], &edge->weight, error))
      return FALSE;
  }
}

/* JSON ----------------------------------------------------------------------------------------- */

static char *text_of(const json_t *value) {
  return json_is_string(value) ? g_strdup(json_string_value(value))
         : json_is_integer(value)
             ? g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value))
             : NULL;
}

static void set_number(TyGraphData *graph, gsize node, const char *name, const json_t *value,
                       TyColumnType type) {
  if (json_is_integer(value)) {
    g_autofree char *text = text_of(value);
    ty_graph_data_set_node(graph, node, ty_graph_data_node_column(graph, name, type), text);
  } else if (json_is_real(value)) {
    ty_graph_data_set_number(graph, node, ty_graph_data_node_column(graph, name, TY_COLUMN_REAL),
                             json_real_value(value));
  } else if (json_is_string(value)) {
    ty_graph_data_set_node(graph, node, ty_graph_data_node_column(graph, name, TY_COLUMN_TEXT),
                           json_string_value(value));
  }
}

static gboolean take_json_item(const char *file, gsize number, json_t *item, TyGraphData *graph,
                               GError **error) {
  g_autofree char *id = text_of(json_object_get(item, "id"));
  g_autoptr(GError) why = NULL;
  const char *key, *name;
  json_t *value, *one;

  gssize node = ty_graph_data_add_read(
      graph, id ? id : "", json_string_value(json_object_get(item, "label")), NULL, &why);
  if (node < 0)
    return ty_graph_fail(error, file, 0, "item %zu: %s", number, why->message);
  json_object_foreach(item, key, value) {
    gboolean weights = g_str_equal(key, "weights");
    if (weights || g_str_equal(key, "scores")) {
      json_object_foreach(value, name, one)
          set_number(graph, (gsize) node, name, one, weights ? TY_COLUMN_INTEGER : TY_COLUMN_REAL);
    } else if (!g_str_equal(key, "id") && !g_str_equal(key, "label")) {
      set_number(graph, (gsize) node, key, value,
                 g_str_equal(key, "cluster") ? TY_COLUMN_INTEGER : TY_COLUMN_REAL);
    }
  }
  return TRUE;
}

static gboolean take_network(const char *file, const json_t *root, TyGraphData *graph,
                             GError **error) {
  const json_t *network = json_object_get(root, "network");
  const json_t *items = json_object_get(network ? network : root, "items");
  const json_t *links = json_object_get(network ? network : root, "links");
  json_t *one;
  gsize i;

  if (!json_is_array(items))
    return ty_graph_fail(error, file, 0, "found JSON without network.items, expected an array");
  json_array_foreach(items, i,
                     one) if (!take_json_item(file, i + 1, one, graph, error)) return FALSE;
  json_array_foreach(links, i, one) {
    g_autofree char *source = text_of(json_object_get(one, "source_id"));
    g_autofree char *target = text_of(json_object_get(one, "target_id"));
    const json_t *strength = json_object_get(one, "strength");
    gssize from = source ? ty_graph_data_find(graph, source) : -1;
    gssize to = target ? ty_graph_data_find(graph, target) : -1;
    if (from < 0 || to < 0)
      return ty_graph_fail(error, file, 0,
                           "link %zu: found the end \"%.60s\", expected the id of an item", i + 1,
                           from < 0 ? (source ? source : "") : (target ? target : ""));
    TyGraphEdge *edge = ty_graph_data_edge(
        graph, ty_graph_data_add_edge(graph, (guint32) from, (guint32) to, NULL));
    if (json_is_number(strength))
      edge->weight = json_number_value(strength);
  }
  return TRUE;
}

gboolean ty_graph_read_vosviewer_json(const char *file, const char *text, gsize length,
                                      TyGraphData *graph, GError **error) {
  json_error_t fault;
  json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &fault);

  if (!root)
    return ty_graph_fail(error, file, (gsize) MAX(fault.line, 1), "%s", fault.text);
  graph->directed = FALSE;
  gboolean done = take_network(file, root, graph, error);
  json_decref(root);
  return done;
}
