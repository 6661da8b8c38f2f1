/* SPDX-License-Identifier: Apache-2.0 */
/* The formats of graphs by their content. */
#include "corpus/graph-file.h"

#include "base/csv.h"
#include "base/file.h"
#include "corpus/graph-rows.h"
#include "corpus/table.h"

#include <string.h>

#define LOOKED_AT 4096

static gboolean has(const char *text, const char *part) {
  return g_strstr_len(text, LOOKED_AT, part) != NULL;
}

/* "<http://…>" is an IRI, "<graphml …>" is not. */
static gboolean is_iri(const char *at) {
  gsize n = strcspn(at, "> \t\r\n");
  return at[n] == '>' && memchr(at, ':', n);
}

/* Whether a key of JSON-LD stands before the items of a network. */
static gboolean is_linked_data(const char *at) {
  static const char *const keys[] = {"\"@context\"", "\"@graph\"", "\"@id\"", "\"@type\""};
  const char *items = g_strstr_len(at, LOOKED_AT, "\"items\"");

  for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
    const char *found = g_strstr_len(at, LOOKED_AT, keys[i]);
    if (found && (!items || found < items))
      return TRUE;
  }
  return FALSE;
}

static const char *skip_comments(const char *at, char sign) {
  for (;;) {
    while (g_ascii_isspace(*at))
      at++;
    if (*at != sign)
      return at;
    at += strcspn(at, "\n");
  }
}

static gboolean begins(const char *at, const char *word) {
  return g_ascii_strncasecmp(at, word, strlen(word)) == 0;
}

/* A table by its heading; a network of numbers has none. */
static TyGraphReader reader_of_table(const char *text, TyGraphFormat *format, gboolean *edges) {
  char by[2] = {ty_table_delimiter(text, strlen(text)), 0};
  g_autofree char *first = g_strndup(text, strcspn(text, "\r\n"));
  g_auto(GStrv) heading = g_strsplit(first, by, -1);
  const char *const *names = (const char *const *) heading;
  gsize n = g_strv_length(heading);

  *edges = FALSE;
  if ((*edges = ty_graph_is_edge_heading(names, n))) {
    *format = TY_GRAPH_NEO4J;
    return ty_graph_read_neo4j_edges;
  }
  if (ty_graph_is_node_heading(names, n)) {
    *format = TY_GRAPH_NEO4J;
    return ty_graph_read_neo4j_nodes;
  }
  if (g_strv_contains(names, "subject") && g_strv_contains(names, "predicate")) {
    *format = TY_GRAPH_TRIPLES;
    return ty_graph_read_triples;
  }
  *format = TY_GRAPH_VOSVIEWER;
  if (g_strv_contains(names, "id") && g_strv_contains(names, "label"))
    return ty_graph_read_vosviewer_map;
  *edges = g_ascii_isdigit(*first) && first[strspn(first, "0123456789.eE+-\t ,;")] == '\0';
  return *edges ? ty_graph_read_vosviewer_links : NULL;
}

static TyGraphReader reader_of(const char *text, TyGraphFormat *format, gboolean *edges) {
  const char *at = text + strspn(text, " \t\r\n");
  gboolean json = *at == '{' || *at == '[', linked = is_linked_data(at);

  *edges = FALSE;
  if (*at == '<' && !is_iri(at)) {
    *format = has(at, "<gexf") || has(at, ":gexf") ? TY_GRAPH_GEXF : TY_GRAPH_GRAPHML;
    return *format == TY_GRAPH_GEXF                     ? ty_graph_read_gexf
           : has(at, "<graphml") || has(at, ":graphml") ? ty_graph_read_graphml
                                                        : NULL;
  }
  if (json && !linked && has(at, "\"items\"")) {
    *format = TY_GRAPH_VOSVIEWER_JSON;
    return ty_graph_read_vosviewer_json;
  }
  if (json && linked) {
    *format = TY_GRAPH_JSONLD;
    return ty_graph_read_jsonld;
  }
  at = skip_comments(text, '%');
  if (*at == '*') {
    *format = TY_GRAPH_PAJEK;
    return ty_graph_read_pajek;
  }
  at = skip_comments(text, '#');
  if (*at == '<' || begins(at, "@prefix") || begins(at, "@base") || begins(at, "prefix ") ||
      begins(at, "base ") || begins(at, "_:")) {
    *format = begins(at, "<") || begins(at, "_:") ? TY_GRAPH_NTRIPLES : TY_GRAPH_TURTLE;
    return ty_graph_read_turtle;
  }
  return json ? NULL : reader_of_table(text, format, edges);
}

static gboolean read_one(const char *path, const char *nodes, TyGraphData *graph,
                         TyGraphFormat *format, GError **error);

static gboolean read_text(const char *path, const char *text, gsize length, const char *nodes,
                          TyGraphData *graph, TyGraphFormat *format, GError **error) {
  gboolean edges;
  TyGraphReader reader = reader_of(text, format, &edges);

  if (!reader)
    return ty_graph_fail(error, path, 0,
                         "found no graph, expected CSV triples, Turtle, N-Triples, JSON-LD, "
                         "GraphML, GEXF, a Pajek network, VOSviewer's or Neo4j's files or a "
                         "workbook with the sheets nodes and edges");
  if (memchr(text, '\0', length))
    return ty_graph_fail(error, path, 0, "found a NUL character, expected text");
  if (edges && !nodes)
    return ty_graph_fail(error, path, 0,
                         "found edges alone, expected the file of their nodes before it");
  if (edges && !read_one(nodes, NULL, graph, format, error))
    return FALSE;
  return reader(path, text, length, graph, error);
}

static gboolean read_one(const char *path, const char *nodes, TyGraphData *graph,
                         TyGraphFormat *format, GError **error) {
  GMappedFile *mapped = ty_file_map(path, error);

  if (!mapped)
    return FALSE;
  gsize length = g_mapped_file_get_length(mapped);
  const char *bytes = g_mapped_file_get_contents(mapped);
  if (length > 2 && memcmp(bytes, "PK", 2) == 0) {
    *format = TY_GRAPH_XLSX;
    gboolean done = ty_graph_read_xlsx(path, bytes, length, graph, error);
    g_mapped_file_unref(mapped);
    return done;
  }
  g_mapped_file_unref(mapped);
  g_autofree char *text = ty_corpus_decode_file(path, &length, NULL, error);
  return text && read_text(path, text, length, nodes, graph, format, error);
}

TyGraphData *ty_corpus_read_graph(const char *path, const char *nodes, TyGraphFormat *format,
                                  GError **error) {
  g_autoptr(TyGraphData) graph = ty_graph_data_new(TRUE);
  TyGraphFormat found;

  return read_one(path, nodes, graph, format ? format : &found, error) ? g_steal_pointer(&graph)
                                                                       : NULL;
}
