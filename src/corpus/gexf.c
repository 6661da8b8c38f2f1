/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/graph-xml.h"

#include <string.h>

typedef struct {
  char *title, *usual; /* usual: its <default>, or NULL */
  TyColumnType type;
} Attribute;

typedef struct {
  TyGraphXml xml;
  TyGraphData *graph;
  GHashTable *of_nodes, *of_edges; /* id → Attribute */
  GHashTable *reading;             /* which of both <attributes> stands in */
  GArray *pending;
  gsize first_edge;
  gboolean in_graph;
} Reading;

static void free_attribute(gpointer data) {
  Attribute *attribute = data;
  g_free(attribute->title);
  g_free(attribute->usual);
  g_free(attribute);
}

static gboolean read_attribute(Reading *of, GError **error) {
  TyGraphXml *xml = &of->xml;
  g_autofree char *id = ty_graph_xml_needed(xml, "id", error);
  g_autofree char *title = ty_graph_xml_attribute(xml, "title");
  g_autofree char *type = ty_graph_xml_attribute(xml, "type");
  int depth = xmlTextReaderDepth(xml->reader);

  if (!id)
    return FALSE;
  if (!of->reading || g_hash_table_contains(of->reading, id))
    return ty_graph_fail(error, xml->file, ty_graph_xml_line(xml),
                         of->reading ? "found the attribute %.100s a second time, expected once"
                                     : "found the attribute %.100s outside <attributes>",
                         id);
  Attribute *attribute = g_new0(Attribute, 1);
  attribute->title = g_strdup(title ? title : id);
  attribute->type = ty_graph_xml_type(type);
  g_hash_table_insert(of->reading, g_strdup(id), attribute);
  if (xmlTextReaderIsEmptyElement(xml->reader))
    return TRUE;
  while (ty_graph_xml_next(xml, error) == 1) {
    if (ty_graph_xml_starts(xml, "default")) {
      g_free(attribute->usual);
      if (!(attribute->usual = ty_graph_xml_text(xml, error)))
        return FALSE;
    } else if (ty_graph_xml_ends(xml, "attribute") && xmlTextReaderDepth(xml->reader) == depth) {
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean set_value(Reading *of, const Attribute *attribute, gboolean is_node, gsize at,
                          const char *value, GError **error) {
  TyGraphData *graph = of->graph;
  /* Of an edge, label and weight are attributes of XML: here such a title is one like others. */
  int known =
      is_node ? ty_graph_set_node_member(graph, at, attribute->title, value)
              : ty_graph_set_edge_member(of->xml.file, graph, at, attribute->title, value, error);

  if (known != 0)
    return known > 0;
  if (is_node)
    ty_graph_data_set_node(
        graph, at, ty_graph_data_node_column(graph, attribute->title, attribute->type), value);
  else
    ty_graph_data_set_edge(
        graph, at, ty_graph_data_edge_column(graph, attribute->title, attribute->type), value);
  return TRUE;
}

static gboolean read_value(Reading *of, gboolean is_node, gsize at, GHashTable *given,
                           GError **error) {
  TyGraphXml *xml = &of->xml;
  g_autofree char *whose = ty_graph_xml_attribute(xml, "for");
  g_autofree char *id = ty_graph_xml_attribute(xml, "id");
  g_autofree char *value = ty_graph_xml_needed(xml, "value", error);
  const char *name = whose ? whose : id ? id : "";
  Attribute *attribute = g_hash_table_lookup(is_node ? of->of_nodes : of->of_edges, name);

  if (!value)
    return FALSE;
  if (!attribute)
    return ty_graph_fail(error, xml->file, ty_graph_xml_line(xml),
                         "found a value of the attribute \"%.100s\", expected one that "
                         "<attributes> has",
                         name);
  g_hash_table_add(given, attribute);
  return set_value(of, attribute, is_node, at, value, error);
}

/* viz:position, where x and y are no attributes. */
static void read_position(Reading *of, gsize node) {
  static const char *const names[] = {"x", "y"};

  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *value = ty_graph_xml_attribute(&of->xml, names[i]);
    guint32 column = ty_graph_data_node_column(of->graph, names[i], TY_COLUMN_REAL);
    if (value && !ty_graph_value(ty_graph_data_node(of->graph, node)->values, column))
      ty_graph_data_set_node(of->graph, node, column, value);
  }
}

static gboolean set_usual(Reading *of, gboolean is_node, gsize at, GHashTable *given,
                          GError **error) {
  GHashTableIter iterator;
  gpointer attribute;

  g_hash_table_iter_init(&iterator, is_node ? of->of_nodes : of->of_edges);
  while (g_hash_table_iter_next(&iterator, NULL, &attribute)) {
    const char *usual = ((const Attribute *) attribute)->usual;
    if (usual && !g_hash_table_contains(given, attribute) &&
        !set_value(of, attribute, is_node, at, usual, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean read_inside(Reading *of, gboolean is_node, gsize at, GError **error) {
  TyGraphXml *xml = &of->xml;
  g_autoptr(GHashTable) given = g_hash_table_new(NULL, NULL);
  gboolean is_empty = xmlTextReaderIsEmptyElement(xml->reader);
  int depth = xmlTextReaderDepth(xml->reader), more = 1;

  while (!is_empty && (more = ty_graph_xml_next(xml, error)) == 1) {
    if (xmlTextReaderNodeType(xml->reader) == XML_READER_TYPE_END_ELEMENT &&
        xmlTextReaderDepth(xml->reader) == depth)
      break;
    if (ty_graph_xml_starts(xml, "nodes") || ty_graph_xml_starts(xml, "edges"))
      return ty_graph_fail(error, xml->file, ty_graph_xml_line(xml),
                           "found nodes within a node, expected them beside each other");
    if (ty_graph_xml_starts(xml, "attvalue") && !read_value(of, is_node, at, given, error))
      return FALSE;
    if (is_node && ty_graph_xml_starts(xml, "position"))
      read_position(of, at);
  }
  return more == 1 && set_usual(of, is_node, at, given, error);
}

static const char *taken(TyGraphData *graph, const TyGraphXml *xml, const char *name) {
  g_autofree char *value = ty_graph_xml_attribute(xml, name);
  return ty_graph_data_text(graph, value);
}

static gboolean read_node(Reading *of, GError **error) {
  TyGraphXml *xml = &of->xml;
  gsize line = ty_graph_xml_line(xml);
  g_autofree char *id = ty_graph_xml_needed(xml, "id", error);
  g_autofree char *label = ty_graph_xml_attribute(xml, "label");
  g_autoptr(GError) why = NULL;

  if (!id)
    return FALSE;
  gssize at = ty_graph_data_add_read(of->graph, id, NULL, NULL, &why);
  if (at < 0)
    return ty_graph_fail(error, xml->file, line, "%s", why->message);
  ty_graph_set_node_member(of->graph, (gsize) at, "label", label ? label : "");
  TyGraphNode *node = ty_graph_data_node(of->graph, (gsize) at);
  node->line = line;
  node->since = taken(of->graph, xml, "start");
  node->until = taken(of->graph, xml, "end");
  return read_inside(of, TRUE, (gsize) at, error);
}

static gboolean read_edge(Reading *of, GError **error) {
  TyGraphXml *xml = &of->xml;
  TyGraphData *graph = of->graph;
  gsize line = ty_graph_xml_line(xml);
  g_autofree char *source = ty_graph_xml_needed(xml, "source", error);
  g_autofree char *target = source ? ty_graph_xml_needed(xml, "target", error) : NULL;
  g_autofree char *weight = ty_graph_xml_attribute(xml, "weight");
  g_autofree char *type = ty_graph_xml_attribute(xml, "type");

  if (!target)
    return FALSE;
  gsize at = ty_pending_add(of->pending, graph, source, target, line);
  g_autofree char *own = g_strdup_printf("-%zu", at - of->first_edge + 1);
  TyGraphEdge *edge = ty_graph_data_edge(graph, at);
  const char *kind = taken(graph, xml, "kind");
  edge->id = taken(graph, xml, "id");
  if (g_strcmp0(edge->id, own) == 0) /* the writer's, of an edge without one */
    edge->id = NULL;
  edge->predicate = taken(graph, xml, "label");
  if (!edge->predicate)
    edge->predicate = kind;
  edge->since = taken(graph, xml, "start");
  edge->until = taken(graph, xml, "end");
  if (weight && !ty_graph_number(xml->file, line, "weight", weight, &edge->weight, error))
    return FALSE;
  if (type && g_str_equal(type, "directed") != graph->directed)
    ty_graph_data_set_edge(graph, at,
                           ty_graph_data_edge_column(graph, "directed", TY_COLUMN_BOOLEAN),
                           g_str_equal(type, "directed") ? "true" : "false");
  return read_inside(of, FALSE, at, error);
}

static gboolean read_element(Reading *of, GError **error) {
  TyGraphXml *xml = &of->xml;

  if (ty_graph_xml_starts(xml, "graph")) {
    g_autofree char *way = ty_graph_xml_attribute(xml, "defaultedgetype");
    if (of->in_graph)
      return ty_graph_fail(error, xml->file, ty_graph_xml_line(xml),
                           "found a second graph, expected one");
    of->in_graph = TRUE;
    of->graph->directed = g_strcmp0(way, "directed") == 0;
  } else if (ty_graph_xml_starts(xml, "attributes")) {
    g_autofree char *whose = ty_graph_xml_attribute(xml, "class");
    of->reading = g_strcmp0(whose, "edge") == 0 ? of->of_edges : of->of_nodes;
  } else if (ty_graph_xml_starts(xml, "attribute")) {
    return read_attribute(of, error);
  } else if (ty_graph_xml_starts(xml, "node")) {
    return read_node(of, error);
  } else if (ty_graph_xml_starts(xml, "edge")) {
    return read_edge(of, error);
  }
  return TRUE;
}

gboolean ty_graph_read_gexf(const char *file, const char *text, gsize length, TyGraphData *graph,
                            GError **error) {
  g_autoptr(GHashTable) of_nodes =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_attribute);
  g_autoptr(GHashTable) of_edges =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_attribute);
  g_autoptr(GArray) pending = ty_pending_new();
  Reading of = {.graph = graph,
                .of_nodes = of_nodes,
                .of_edges = of_edges,
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
    return ty_graph_fail(error, file, 0, "found GEXF without a graph, expected one");
  return done;
}
