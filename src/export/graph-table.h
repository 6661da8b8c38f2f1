/* SPDX-License-Identifier: Apache-2.0 */
/** A graph as two tables with Neo4j's headings, for CSV and workbooks. */
#pragma once
#include "export/graph-file.h"

/** Receives the cells of a table row by row, the headings first; NULL is an empty cell. `numbers`:
 * whether each cell is a number. */
typedef gboolean (*TyGraphRowFunc)(const char *const *cells, const gboolean *numbers, gsize n,
                                   gpointer data, GError **error);

gboolean ty_graph_node_table(const TyGraphData *graph, TyGraphRowFunc func, gpointer data,
                             GError **error);
gboolean ty_graph_edge_table(const TyGraphData *graph, TyGraphRowFunc func, gpointer data,
                             GError **error);
