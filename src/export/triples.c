/* SPDX-License-Identifier: Apache-2.0 */
/* CSV with the headings of a table of facts: a row an edge and piece of evidence, a row of its own
 * for a node without edges. Labels stand for nodes. */
#include "export/graph-file.h"

#include "base/csv-guard.h"
#include "base/csv.h"

#include <math.h>

static void append_number(GString *out, double value, gboolean is_known) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (is_known)
    ty_append_real(text, value);
  ty_csv_append(out, text->str, FALSE);
}

static void append_text(GString *out, const char *text) {
  ty_csv_append_guarded(out, text ? text : "", FALSE);
}

static const char *value_called(const TyGraphData *graph, const TyGraphEdge *edge,
                                const char *name) {
  for (guint i = 0; i < graph->edge_columns->len; i++)
    if (g_str_equal(g_array_index(graph->edge_columns, TyGraphColumn, i).name, name))
      return ty_graph_value(edge->values, i);
  return NULL;
}

static void append_row(GString *out, const TyGraphData *graph, const TyGraphEdge *edge,
                       guint number, const TyGraphEvidence *evidence) {
  static const TyGraphEvidence none = {.confidence = NAN};
  const TyGraphNode *from = ty_graph_data_node(graph, edge->from);
  const TyGraphNode *to = ty_graph_data_node(graph, edge->to);
  const TyGraphEvidence *of = evidence ? evidence : &none;

  ty_csv_append_guarded(out, from->label, TRUE);
  append_text(out, from->kind);
  append_text(out, edge->predicate);
  append_text(out, to->is_literal ? NULL : to->label);
  append_text(out, to->is_literal ? NULL : to->kind);
  append_text(out, to->is_literal ? to->label : value_called(graph, edge, "value"));
  append_text(out, value_called(graph, edge, "unit"));
  append_text(out, value_called(graph, edge, "qualifier"));
  append_text(out, edge->since);
  append_text(out, edge->until);
  append_number(out, edge->weight, edge->weight != 1);
  append_number(out, edge->confidence, isfinite(edge->confidence));
  append_text(out, of->citation);
  append_text(out, of->note);
  append_text(out, of->quote);
  append_text(out, of->source);
  append_number(out, (double) of->line, of->line > 0);
  append_number(out, of->confidence, isfinite(of->confidence));
  append_number(out, number, TRUE);
  g_string_append_c(out, '\n');
}

static gboolean check_labels(const TyGraphData *graph, GError **error) {
  g_autoptr(GHashTable) labels = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; i < graph->nodes->len; i++) {
    const TyGraphNode *node = ty_graph_data_node(graph, i);
    if (!node->is_literal && !g_hash_table_add(labels, (gpointer) node->label)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "found two nodes called %.100s, expected labels that differ: triples know nodes "
                  "by their labels; the other formats have ids",
                  node->label);
      return FALSE;
    }
  }
  return TRUE;
}

gboolean ty_write_triples(const TyGraphData *graph, TyGraphFormat format, GString *files[2],
                          GError **error) {
  GString *out = files[0];
  g_autofree gboolean *named = g_new0(gboolean, graph->nodes->len + 1);
  (void) format;

  if (!ty_check_values_are_objects(graph, error) || !check_labels(graph, error))
    return FALSE;
  g_string_append(out, "subject,subject_kind,predicate,object,object_kind,value,unit,qualifier,"
                       "valid_from,valid_to,weight,confidence,source,note,quote,file,line,"
                       "evidence_confidence,number\n");
  for (guint i = 0; i < graph->edges->len; i++) {
    const TyGraphEdge *edge = ty_graph_data_edge(graph, i);
    named[edge->from] = named[edge->to] = TRUE;
    for (guint k = 0; k < (edge->evidence ? edge->evidence->len : 1); k++)
      append_row(out, graph, edge, i + 1,
                 edge->evidence ? &g_array_index(edge->evidence, TyGraphEvidence, k) : NULL);
  }
  for (guint i = 0; i < graph->nodes->len; i++) {
    const TyGraphNode *node = ty_graph_data_node(graph, i);
    if (named[i] || node->is_literal)
      continue;
    ty_csv_append_guarded(out, node->label, TRUE);
    append_text(out, node->kind);
    for (int k = 0; k < 17; k++)
      g_string_append_c(out, ',');
    g_string_append_c(out, '\n');
  }
  return TRUE;
}
