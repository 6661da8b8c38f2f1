/* SPDX-License-Identifier: Apache-2.0 */
/* CSV of subject, predicate, object (or value), with whatever else of a table of facts it has.
 * Nodes are known by their names. */
#include "base/csv-guard.h"
#include "base/csv.h"
#include "base/number.h"
#include "corpus/graph-file.h"
#include "corpus/table.h"

#include <math.h>
#include <string.h>

typedef struct {
  const char *file;
  TyGraphData *graph;
  char *number; /* of the row before: rows of one number are one edge */
  gsize edge;
  GError *error;
} Reading;

static const char *cell(const TyCsvRow *row, const char *heading) {
  return ty_csv_unguard(ty_csv_get(row, heading));
}

static gboolean node_called(Reading *of, const TyCsvRow *row, const char *name, const char *kind,
                            guint32 *node, GError **error) {
  gssize found = ty_graph_data_find(of->graph, name);
  g_autoptr(GError) why = NULL;

  if (found < 0) {
    found = ty_graph_data_add_node(of->graph, name, NULL, NULL, &why);
    if (found < 0)
      return ty_graph_fail(error, of->file, row->line, "%s", why->message);
    ty_graph_data_node(of->graph, (gsize) found)->line = row->line;
  }
  if (*kind)
    ty_graph_data_node(of->graph, (gsize) found)->kind = ty_graph_data_text(of->graph, kind);
  *node = (guint32) found;
  return TRUE;
}

/* A number of the row; `usual` for an empty cell. */
static gboolean number_of(Reading *of, const TyCsvRow *row, const char *heading, double usual,
                          double *value, GError **error) {
  const char *text = cell(row, heading);

  *value = usual;
  return !*text || ty_graph_number(of->file, row->line, heading, text, value, error);
}

/* "A", "B", "C", "X" of curated tables, or a number. */
static gboolean confidence_of(Reading *of, const TyCsvRow *row, double *value, GError **error) {
  static const struct {
    const char *grade;
    double value;
  } grades[] = {{"A", .95}, {"B", .8}, {"C", .5}, {"X", .05}};
  const char *text = cell(row, "confidence");

  for (gsize i = 0; i < G_N_ELEMENTS(grades); i++)
    if (g_str_equal(text, grades[i].grade)) {
      *value = grades[i].value;
      return TRUE;
    }
  return number_of(of, row, "confidence", NAN, value, error);
}

static gboolean add_edge(Reading *of, const TyCsvRow *row, guint32 from, GError **error) {
  static const char *const attributes[] = {"value", "unit", "qualifier"};
  const char *object = cell(row, "object");
  TyGraphData *graph = of->graph;
  guint32 to = 0;

  if (*object) {
    if (!node_called(of, row, object, cell(row, "object_kind"), &to, error))
      return FALSE;
  } else {
    to = ty_graph_data_literal(graph, cell(row, "value"), NULL, NULL);
  }
  of->edge = ty_graph_data_add_edge(graph, from, to, cell(row, "predicate"));
  for (gsize i = *object ? 0 : 1; i < G_N_ELEMENTS(attributes); i++) {
    const char *value = cell(row, attributes[i]);
    if (*value)
      ty_graph_data_set_edge(
          graph, of->edge, ty_graph_data_edge_column(graph, attributes[i], TY_COLUMN_TEXT), value);
  }
  TyGraphEdge *edge = ty_graph_data_edge(graph, of->edge);
  edge->line = row->line;
  edge->since = ty_graph_data_text(graph, cell(row, "valid_from"));
  edge->until = ty_graph_data_text(graph, cell(row, "valid_to"));
  return number_of(of, row, "weight", 1, &edge->weight, error) &&
         confidence_of(of, row, &edge->confidence, error);
}

static gboolean add_evidence(Reading *of, const TyCsvRow *row, GError **error) {
  TyGraphEvidence evidence = {.source = cell(row, "file"),
                              .citation = cell(row, "source"),
                              .note = cell(row, "note"),
                              .quote = cell(row, "quote")};
  double line;

  if (!number_of(of, row, "line", 0, &line, error) ||
      !number_of(of, row, "evidence_confidence", NAN, &evidence.confidence, error))
    return FALSE;
  evidence.line = line > 0 && line < 1e15 ? (gint64) line : 0;
  if (*evidence.source || *evidence.citation || *evidence.note || *evidence.quote ||
      evidence.line || isfinite(evidence.confidence))
    ty_graph_data_add_evidence(of->graph, of->edge, &evidence);
  return TRUE;
}

static gboolean take_row(const TyCsvRow *row, gpointer data, GError **error) {
  Reading *of = data;
  const char *number = cell(row, "number");
  guint32 from = 0;

  if (of->error) {
    g_propagate_error(error, g_steal_pointer(&of->error));
    return FALSE;
  }
  if (!node_called(of, row, cell(row, "subject"), cell(row, "subject_kind"), &from, error))
    return FALSE;
  if (!*cell(row, "predicate") && !*cell(row, "object") && !*cell(row, "value") && !*number)
    return TRUE; /* a node without edges */
  if (!*number || g_strcmp0(number, of->number) != 0) {
    if (!add_edge(of, row, from, error))
      return FALSE;
    g_free(of->number);
    of->number = g_strdup(number);
  }
  return add_evidence(of, row, error);
}

static void refuse(const TyReject *reject, gpointer data) {
  Reading *of = data;
  if (!of->error)
    ty_graph_fail(&of->error, reject->file, reject->line, "%s", reject->reason);
}

gboolean ty_graph_read_triples(const char *file, const char *text, gsize length, TyGraphData *graph,
                               GError **error) {
  Reading of = {.file = file, .graph = graph};
  gboolean done = ty_csv_read_delimited(file, text, length, ty_table_delimiter(text, length), NULL,
                                        take_row, refuse, &of, error);

  if (of.error && done) {
    g_propagate_error(error, g_steal_pointer(&of.error));
    done = FALSE;
  }
  g_clear_error(&of.error);
  g_free(of.number);
  graph->directed = TRUE;
  return done;
}
