/* SPDX-License-Identifier: Apache-2.0 */
/** Rows of tables with Neo4j's headings (":ID", "name:string", ":START_ID", ":TYPE" …). */
#pragma once
#include "corpus/graph-file.h"

typedef struct {
  const char *file;
  TyGraphData *graph;
  gboolean guarded; /**< texts may have the apostrophe of base/csv-guard.h */
} TyGraphRows;

/** Whether the headings are of nodes, of edges. */
gboolean ty_graph_is_node_heading(const char *const *heading, gsize n);
gboolean ty_graph_is_edge_heading(const char *const *heading, gsize n);

gboolean ty_graph_take_node_row(TyGraphRows *rows, gsize line, gsize n, char *const *heading,
                                char *const *cells, GError **error);
gboolean ty_graph_take_edge_row(TyGraphRows *rows, gsize line, gsize n, char *const *heading,
                                char *const *cells, GError **error);
