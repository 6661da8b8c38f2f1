/* SPDX-License-Identifier: Apache-2.0 */
/** For fuzzers of the readers of graphs: what is read is whole, and can be written again. */
#pragma once
#include "corpus/graph-file.h"
#include <string.h>
#include <tuyou/export.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static inline void check_graph_text(const char *text, gboolean needed) {
  g_assert_true(text || !needed);
  g_assert_true(!text || (*text && g_utf8_validate(text, -1, NULL)));
}

static inline void check_graph(const TyGraphData *graph) {
  for (guint i = 0; i < graph->nodes->len; i++) {
    const TyGraphNode *node = ty_graph_data_node(graph, i);
    check_graph_text(node->id, TRUE);
    check_graph_text(node->label, TRUE);
    check_graph_text(node->kind, FALSE);
    g_assert_cmpint(ty_graph_data_find(graph, node->id), ==, (gssize) i);
    for (guint k = 0; node->values && k < node->values->len; k++) {
      const TyGraphValue *value = &g_array_index(node->values, TyGraphValue, k);
      g_assert_cmpuint(value->column, <, graph->node_columns->len);
      check_graph_text(value->value, TRUE);
    }
  }
  for (guint i = 0; i < graph->edges->len; i++) {
    const TyGraphEdge *edge = ty_graph_data_edge(graph, i);
    g_assert_cmpuint(MAX(edge->from, edge->to), <, graph->nodes->len);
    check_graph_text(edge->predicate, FALSE);
  }
}

/** Text as a reader gets it: valid, without NUL, a byte after its end. `nodes`: read before. */
static inline int drive_graph(TyGraphReader reader, TyGraphReader before, const char *nodes,
                              const guint8 *data, gsize size) {
  static const TyGraphFormat formats[] = {TY_GRAPH_TURTLE, TY_GRAPH_JSONLD, TY_GRAPH_GRAPHML,
                                          TY_GRAPH_PAJEK, TY_GRAPH_NEO4J};
  g_autoptr(GError) error = NULL;
  g_autoptr(TyGraphData) graph = ty_graph_data_new(TRUE);
  g_autofree char *raw = g_strndup((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid(raw, -1);

  if (before)
    g_assert_true(before("n", nodes, strlen(nodes), graph, NULL));
  gboolean done = reader("f", text, strlen(text), graph, &error);
  g_assert_true(done == !error);
  if (!done) {
    g_assert_true(g_utf8_validate(error->message, -1, NULL));
    g_assert_true(g_str_has_prefix(error->message, "f"));
    return 0;
  }
  check_graph(graph);
  for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
    g_autoptr(GError) refused = NULL;
    g_autoptr(GHashTable) files = ty_export_graph(graph, formats[i], &refused);
    g_assert_true(files || refused);
  }
  return 0;
}
