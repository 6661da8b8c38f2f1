/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/graph-xml.h"

#include <string.h>

/* A <key>. */
typedef struct {
  char *name, *usual; /* usual: its <default>, or NULL */
  gboolean of_nodes, of_edges;
  TyColumnType type;
} Key;

typedef struct {
  TyGraphXml xml;
  TyGraphData *graph;
  GHashTable *keys;  /* id → Key */
  GPtrArray *usual;  /* of Key *: those with a default, in order */
  GHashTable *given; /* the keys that the node or edge at hand has data for */
  GArray *pending;
  gsize first_edge;
  gboolean in_graph;
} Reading;

static void free_key(gpointer data) {
  Key *key = data;
  g_free(key->name);
  g_free(key->usual);
  g_free(key);
}

static gboolean set_data(Reading *of, const Key *key, gboolean is_node, gsize at, const char *value,
                         GError **error) {
  TyGraphData *graph = of->graph;
  int known = is_node ? ty_graph_set_node_member(graph, at, key->name, value)
                      : ty_graph_set_edge_member(of->xml.file, graph, at, key->name, value, error);

  if (known != 0)
    return known > 0;
  if (is_node)
    ty_graph_data_set_node(graph, at, ty_graph_data_node_column(graph, key->name, key->type),
                           value);
  else
    ty_graph_data_set_edge(graph, at, ty_graph_data_edge_column(graph, key->name, key->type),
                           value);
  return TRUE;
}

static gboolean read_key(Reading *of, GError **error) {
  TyGraphXml *xml = &of->xml;
  g_autofree char *id = ty_graph_xml_needed(xml, "id", error);
  g_autofree char *whose = ty_graph_xml_attribute(xml, "for");
  g_autofree char *name = ty_graph_xml_attribute(xml, "attr.name");
  g_autofree char *type = ty_graph_xml_attribute(xml, "attr.type");
  int depth = xmlTextReaderDepth(xml->reader);

  if (!id)
    return FALSE;
  if (g_hash_table_contains(of->keys, id))
    return ty_graph_fail(error, xml->file, ty_graph_xml_line(xml),
                         "found the key %.100s a second time, expected each once", id);
  Key *key = g_new0(Key, 1);
  key->name = g_strdup(name ? name : id);
  key->type = ty_graph_xml_type(type);
  gboolean all = !whose || g_str_equal(whose, "all");
  key->of_nodes = all || g_str_equal(whose, "node");
  key->of_edges = all || g_str_equal(whose, "edge");
  g_hash_table_insert(of->keys, g_strdup(id), key);
  if (xmlTextReaderIsEmptyElement(xml->reader))
    return TRUE;
  while (ty_graph_xml_next(xml, error) == 1) {
    if (ty_graph_xml_starts(xml, "default")) {
      g_free(key->usual);
      if (!(key->usual = ty_graph_xml_text(xml, error)))
        return FALSE;
    } else if (ty_graph_xml_ends(xml, "key") && xmlTextReaderDepth(xml->reader) == depth) {
      if (key->usual)
        g_ptr_array_add(of->usual, key);
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean read_data(Reading *of, gboolean is_node, gsize at, GError **error) {
  g_autofree char *id = ty_graph_xml_needed(&of->xml, "key", error);
  gsize line = ty_graph_xml_line(&of->xml);
  g_autofree char *value = id ? ty_graph_xml_text(&of->xml, error) : NULL;
  Key *key = id ? g_hash_table_lookup(of->keys, id) : NULL;

  if (!value)
    return FALSE;
  if (!key)
    return ty_graph_fail(error, of->xml.file, line,
                         "found data for the key %.100s, expected one of the keys", id);
  g_hash_table_add(of->given, key);
  return set_data(of, key, is_node, at, value, error);
}

/* The data within a node or edge, and the defaults of what it does not say. */
static gboolean read_inside(Reading *of, gboolean is_node, gsize at, GError **error) {
  TyGraphXml *xml = &of->xml;
  gboolean is_empty = xmlTextReaderIsEmptyElement(xml->reader);
  int depth = xmlTextReaderDepth(xml->reader), more = 1;

  g_hash_table_remove_all(of->given);
  while (!is_empty && (more = ty_graph_xml_next(xml, error)) == 1) {
    int type = xmlTextReaderNodeType(xml->reader);
    if (type == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(xml->reader) == depth)
      break;
    if (ty_graph_xml_starts(xml, "graph"))
      return ty_graph_fail(error, xml->file, ty_graph_xml_line(xml),
                           "found a graph within a node, expected one graph");
    if (ty_graph_xml_starts(xml, "data") && !read_data(of, is_node, at, error))
      return FALSE;
  }
  if (more != 1)
    return FALSE;
  for (guint i = 0; i < of->usual->len; i++) {
    const Key *key = of->usual->pdata[i];
    if ((is_node ? key->of_nodes : key->of_edges) && !g_hash_table_contains(of->given, key) &&
        !set_data(of, key, is_node, at, key->usual, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean read_node(Reading *of, GError **error) {
  TyGraphXml *xml = &of->xml;
  gsize line = ty_graph_xml_line(xml);
  g_autofree char *id = ty_graph_xml_needed(xml, "id", error);
  g_autoptr(GError) why = NULL;
  gssize node = id ? ty_graph_data_add_read(of->graph, id, NULL, NULL, &why) : -1;

  if (!id)
    return FALSE;
  if (node < 0)
    return ty_graph_fail(error, xml->file, line, "%s", why->message);
  ty_graph_data_node(of->graph, (gsize) node)->line = line;
  return read_inside(of, TRUE, (gsize) node, error);
}

static gboolean read_edge(Reading *of, GError **error) {
  TyGraphXml *xml = &of->xml;
  g_autofree char *source = ty_graph_xml_needed(xml, "source", error);
  g_autofree char *target = source ? ty_graph_xml_needed(xml, "target", error) : NULL;
  g_autofree char *id = ty_graph_xml_attribute(xml, "id");
  g_autofree char *directed = ty_graph_xml_attribute(xml, "directed");

  if (!target)
    return FALSE;
  gsize edge = ty_pending_add(of->pending, of->graph, source, target, ty_graph_xml_line(xml));
  ty_graph_data_edge(of->graph, edge)->id = ty_graph_data_text(of->graph, id);
  if (directed && g_str_equal(directed, "true") != of->graph->directed)
    ty_graph_data_set_edge(of->graph, edge,
                           ty_graph_data_edge_column(of->graph, "directed", TY_COLUMN_BOOLEAN),
                           directed);
  return read_inside(of, FALSE, edge, error);
}

static gboolean read_element(Reading *of, GError **error) {
  TyGraphXml *xml = &of->xml;

  if (ty_graph_xml_starts(xml, "key"))
    return read_key(of, error);
  if (ty_graph_xml_starts(xml, "graph")) {
    g_autofree char *way = ty_graph_xml_attribute(xml, "edgedefault");
    if (of->in_graph)
      return ty_graph_fail(error, xml->file, ty_graph_xml_line(xml),
                           "found a second graph, expected one");
    of->in_graph = TRUE;
    of->graph->directed = g_strcmp0(way, "undirected") != 0;
    return TRUE;
  }
  if (ty_graph_xml_starts(xml, "node"))
    return read_node(of, error);
  if (ty_graph_xml_starts(xml, "edge"))
    return read_edge(of, error);
  if (ty_graph_xml_starts(xml, "hyperedge"))
    return ty_graph_fail(error, xml->file, ty_graph_xml_line(xml),
                         "found an edge of many ends (hyperedge), expected edges of two");
  return TRUE;
}

gboolean ty_graph_read_graphml(const char *file, const char *text, gsize length, TyGraphData *graph,
                               GError **error) {
  g_autoptr(GHashTable) keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_key);
  g_autoptr(GHashTable) given = g_hash_table_new(NULL, NULL);
  g_autoptr(GPtrArray) usual = g_ptr_array_new();
  g_autoptr(GArray) pending = ty_pending_new();
  Reading of = {.graph = graph,
                .keys = keys,
                .usual = usual,
                .given = given,
                .pending = pending,
                .first_edge = graph->edges->len};
  int more = -1;

  if (!ty_graph_xml_open(&of.xml, file, text, length, error))
    return FALSE;
  while ((more = ty_graph_xml_next(&of.xml, error)) == 1)
    if (!read_element(&of, error)) {
      more = -1;
      break;
    }
  gboolean done = more == 0 && ty_pending_resolve(pending, of.first_edge, file, graph, error);
  ty_graph_xml_close(&of.xml);
  if (done && !of.in_graph)
    return ty_graph_fail(error, file, 0, "found GraphML without a graph, expected one");
  return done;
}
