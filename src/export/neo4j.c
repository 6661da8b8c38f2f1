/* SPDX-License-Identifier: Apache-2.0 */
/* CSV for neo4j-admin import: nodes.csv, relationships.csv. */
#include "export/graph-table.h"

#include "base/csv-guard.h"
#include "base/csv.h"

static gboolean append_row(const char *const *cells, const gboolean *numbers, gsize n,
                           gpointer data, GError **error) {
  GString *out = data;
  (void) error;

  for (gsize i = 0; i < n; i++)
    if (cells[i] && !numbers[i])
      ty_csv_append_guarded(out, cells[i], i == 0);
    else
      ty_csv_append(out, cells[i] ? cells[i] : "", i == 0);
  g_string_append_c(out, '\n');
  return TRUE;
}

gboolean ty_write_neo4j(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                        GError **error) {
  (void) format;
  return ty_graph_node_table(graph, append_row, files[0], error) &&
         ty_graph_edge_table(graph, append_row, files[1], error);
}
