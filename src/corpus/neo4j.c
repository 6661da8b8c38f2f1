/* SPDX-License-Identifier: Apache-2.0 */
/* The CSV files of neo4j-admin import; a workbook with the same headings in its sheets nodes and
 * edges. */
#include "base/csv.h"
#include "corpus/graph-rows.h"
#include "corpus/table.h"

typedef struct {
  TyGraphRows rows;
  gboolean is_nodes;
  gboolean refused; /* a row that is no row of the table: its reason is in `error` */
  GError *error;
} Reading;

static gboolean take_row(const TyCsvRow *row, gpointer data, GError **error) {
  Reading *of = data;

  if (of->error) {
    g_propagate_error(error, g_steal_pointer(&of->error));
    return FALSE;
  }
  return of->is_nodes
             ? ty_graph_take_node_row(&of->rows, row->line, row->n, row->heading, row->field, error)
             : ty_graph_take_edge_row(&of->rows, row->line, row->n, row->heading, row->field,
                                      error);
}

static void refuse(const TyReject *reject, gpointer data) {
  Reading *of = data;
  if (!of->error)
    ty_graph_fail(&of->error, reject->file, reject->line, "%s", reject->reason);
}

static gboolean read_csv(Reading *of, const char *text, gsize length, GError **error) {
  gboolean done =
      ty_csv_read_delimited(of->rows.file, text, length, ty_table_delimiter(text, length), NULL,
                            take_row, refuse, of, error);

  if (of->error && done) {
    g_propagate_error(error, g_steal_pointer(&of->error));
    return FALSE;
  }
  g_clear_error(&of->error);
  return done;
}

gboolean ty_graph_read_neo4j_nodes(const char *file, const char *text, gsize length,
                                   TyGraphData *graph, GError **error) {
  Reading of = {.rows = {file, graph, TRUE}, .is_nodes = TRUE};
  return read_csv(&of, text, length, error);
}

gboolean ty_graph_read_neo4j_edges(const char *file, const char *text, gsize length,
                                   TyGraphData *graph, GError **error) {
  Reading of = {.rows = {file, graph, TRUE}, .is_nodes = FALSE};
  return read_csv(&of, text, length, error);
}

/* Workbooks ------------------------------------------------------------------------------------ */

static gboolean take_heading(gsize line, gsize n, char *const *heading, char *const *cells,
                             gpointer data, GError **error) {
  Reading *of = data;
  const char *const *names = (const char *const *) heading;
  (void) cells;

  if (of->is_nodes ? ty_graph_is_node_heading(names, n) : ty_graph_is_edge_heading(names, n))
    return TRUE;
  return ty_graph_fail(error, of->rows.file, line,
                       of->is_nodes ? "found the sheet nodes without the column id:ID"
                                    : "found the sheet edges without :START_ID and :END_ID");
}

static gboolean take_cells(gsize line, gsize n, char *const *heading, char *const *cells,
                           gpointer data, GError **error) {
  Reading *of = data;

  if (of->error) {
    g_propagate_error(error, g_steal_pointer(&of->error));
    return FALSE;
  }
  return of->is_nodes ? ty_graph_take_node_row(&of->rows, line, n, heading, cells, error)
                      : ty_graph_take_edge_row(&of->rows, line, n, heading, cells, error);
}

static gboolean read_sheet(Reading *of, const char *name, const char *bytes, gsize length,
                           GError **error) {
  TyTableSink sink = {take_heading, take_cells, refuse, of};
  gboolean done = ty_table_read_sheet(of->rows.file, bytes, length, name, &sink, error);

  if (of->error && done) {
    g_propagate_error(error, g_steal_pointer(&of->error));
    return FALSE;
  }
  g_clear_error(&of->error);
  return done;
}

gboolean ty_graph_read_xlsx(const char *file, const char *text, gsize length, TyGraphData *graph,
                            GError **error) {
  Reading nodes = {.rows = {file, graph, FALSE}, .is_nodes = TRUE};
  Reading edges = {.rows = {file, graph, FALSE}, .is_nodes = FALSE};
  return read_sheet(&nodes, "nodes", text, length, error) &&
         read_sheet(&edges, "edges", text, length, error);
}
