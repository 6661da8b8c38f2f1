/* SPDX-License-Identifier: Apache-2.0 */
/* The formats of graphs, and what each can hold. */
#include <math.h>
#include <tuyou/graphdata.h>

#define HOLDS_TABLES (TY_HOLDS_ALL & ~TY_HOLDS_TERMS)
#define HOLDS_XML (HOLDS_TABLES & ~TY_HOLDS_CONTROLS)

static const TyGraphFormatInfo formats[] = {
    {TY_GRAPH_TRIPLES, "triples",
     TY_HOLDS_KIND | TY_HOLDS_PREDICATE | TY_HOLDS_EDGE_TIME | TY_HOLDS_EVIDENCE |
         TY_HOLDS_PARALLEL | TY_HOLDS_DIRECTION | TY_HOLDS_LOOPS | TY_HOLDS_CONTROLS,
     NULL},
    {TY_GRAPH_TURTLE, "turtle", TY_HOLDS_ALL, NULL},
    {TY_GRAPH_NTRIPLES, "nt", TY_HOLDS_ALL, NULL},
    {TY_GRAPH_JSONLD, "jsonld", TY_HOLDS_ALL, NULL},
    {TY_GRAPH_GRAPHML, "graphml", HOLDS_XML, NULL},
    {TY_GRAPH_GEXF, "gexf", HOLDS_XML, NULL},
    {TY_GRAPH_GEXF_1_2, "gexf-1.2", HOLDS_XML, NULL},
    {TY_GRAPH_PAJEK, "pajek",
     TY_HOLDS_PREDICATE | TY_HOLDS_PARALLEL | TY_HOLDS_DIRECTION | TY_HOLDS_UNDIRECTED |
         TY_HOLDS_LOOPS,
     NULL},
    {TY_GRAPH_VOSVIEWER, "vosviewer", TY_HOLDS_NUMBERS | TY_HOLDS_UNDIRECTED,
     "map.txt,network.txt"},
    {TY_GRAPH_VOSVIEWER_JSON, "vosviewer-json",
     TY_HOLDS_NODE_ID | TY_HOLDS_NUMBERS | TY_HOLDS_UNDIRECTED | TY_HOLDS_CONTROLS, NULL},
    {TY_GRAPH_NEO4J, "neo4j", HOLDS_TABLES, "nodes.csv,relationships.csv"},
    {TY_GRAPH_XLSX, "xlsx", HOLDS_XML, NULL},
};

const TyGraphFormatInfo *ty_graph_format(TyGraphFormat format) { return &formats[format]; }

gboolean ty_graph_format_parse(const char *name, TyGraphFormat *format) {
  for (gsize i = 0; i < G_N_ELEMENTS(formats); i++)
    if (g_str_equal(name, formats[i].name)) {
      *format = formats[i].format;
      return TRUE;
    }
  return FALSE;
}

/* What of TyGraphHolds the nodes need. Places and communities are numbers. */
static guint needs_of_nodes(const TyGraphData *graph) {
  guint needs = 0;

  for (guint i = 0; i < graph->nodes->len; i++) {
    const TyGraphNode *node = ty_graph_data_node(graph, i);
    needs |= (node->id != node->label && !node->is_literal ? TY_HOLDS_NODE_ID : 0) |
             (node->kind ? TY_HOLDS_KIND : 0) |
             (node->since || node->until ? TY_HOLDS_NODE_TIME : 0);
    for (guint k = 0; node->values && k < node->values->len; k++) {
      guint32 column = g_array_index(node->values, TyGraphValue, k).column;
      TyColumnType type = g_array_index(graph->node_columns, TyGraphColumn, column).type;
      needs |=
          type == TY_COLUMN_INTEGER || type == TY_COLUMN_REAL ? TY_HOLDS_NUMBERS : TY_HOLDS_TEXT;
    }
  }
  return needs;
}

/* Triples have columns for a few attributes of edges. */
static gboolean has_values(const TyGraphData *graph, const TyGraphEdge *edge,
                           TyGraphFormat format) {
  static const char *const held[] = {"value", "unit", "qualifier", NULL};

  if (format != TY_GRAPH_TRIPLES)
    return edge->id || edge->values || !isnan(edge->confidence);
  for (guint i = 0; edge->values && i < edge->values->len; i++) {
    guint32 column = g_array_index(edge->values, TyGraphValue, i).column;
    if (!g_strv_contains(held, g_array_index(graph->edge_columns, TyGraphColumn, column).name))
      return TRUE;
  }
  return edge->id != NULL;
}

static guint needs_of_edges(const TyGraphData *graph, TyGraphFormat format) {
  g_autoptr(GHashTable) pairs = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  guint needs = 0;

  for (guint i = 0; i < graph->edges->len; i++) {
    const TyGraphEdge *edge = ty_graph_data_edge(graph, i);
    guint64 low = MIN(edge->from, edge->to), high = MAX(edge->from, edge->to);
    guint64 pair = low << 32 | high;
    if (!g_hash_table_add(pairs, g_memdup2(&pair, sizeof pair)))
      needs |= TY_HOLDS_PARALLEL;
    needs |= (edge->predicate ? TY_HOLDS_PREDICATE : 0) | (low == high ? TY_HOLDS_LOOPS : 0) |
             (has_values(graph, edge, format) ? TY_HOLDS_EDGE_VALUES : 0) |
             (edge->since || edge->until ? TY_HOLDS_EDGE_TIME : 0) |
             (edge->evidence ? TY_HOLDS_EVIDENCE : 0);
  }
  if (graph->edges->len > 0)
    needs |= graph->directed ? TY_HOLDS_DIRECTION : TY_HOLDS_UNDIRECTED;
  return needs;
}

char *ty_graph_left_out(const TyGraphData *graph, TyGraphFormat format) {
  static const struct {
    TyGraphHolds what;
    const char *words;
  } names[] = {{TY_HOLDS_NODE_ID, "ids of nodes"},
               {TY_HOLDS_KIND, "kinds"},
               {TY_HOLDS_TEXT, "texts of nodes"},
               {TY_HOLDS_NUMBERS, "numbers of nodes"},
               {TY_HOLDS_NODE_TIME, "times of nodes"},
               {TY_HOLDS_PREDICATE, "predicates"},
               {TY_HOLDS_EDGE_VALUES, "attributes of edges"},
               {TY_HOLDS_EDGE_TIME, "times of edges"},
               {TY_HOLDS_EVIDENCE, "evidence"},
               {TY_HOLDS_PARALLEL, "parallel edges (added up)"},
               {TY_HOLDS_DIRECTION, "directions"},
               {TY_HOLDS_UNDIRECTED, "that edges have no direction"},
               {TY_HOLDS_LOOPS, "edges from a node to itself"},
               {TY_HOLDS_TERMS, "the ontology"}};
  guint missing = (needs_of_nodes(graph) | needs_of_edges(graph, format) |
                   (graph->kinds->len + graph->predicates->len ? TY_HOLDS_TERMS : 0)) &
                  ~(guint) formats[format].holds;
  GString *words = g_string_new(NULL);

  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    if (missing & names[i].what)
      g_string_append_printf(words, "%s%s", words->len ? ", " : "", names[i].words);
  return g_string_free(words, words->len == 0);
}
