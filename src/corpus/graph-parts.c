/* SPDX-License-Identifier: Apache-2.0 */
/* What the readers of graphs share. */
#include "base/number.h"
#include "corpus/graph-file.h"

#include <math.h>
#include <string.h>

gboolean ty_graph_fail(GError **error, const char *file, gsize line, const char *format, ...) {
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  /* A cut in the middle of a character would not print. */
  g_autofree char *valid = g_utf8_make_valid(what, -1);
  if (line)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: %s", file, line, valid);
  else
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: %s", file, valid);
  return FALSE;
}

gboolean ty_graph_number(const char *file, gsize line, const char *what, const char *text,
                         double *value, GError **error) {
  return ty_number_parse(text, value) ||
         ty_graph_fail(error, file, line, "found the %s \"%.60s\", expected a number", what, text);
}

gboolean ty_graph_read_evidence(const char *file, gsize line, const char *text, TyGraphData *graph,
                                gsize edge, GError **error) {
  json_error_t fault;
  json_t *list = json_loads(text, 0, &fault), *one;
  gsize i;

  if (!json_is_array(list)) {
    json_decref(list);
    return ty_graph_fail(error, file, line,
                         "found the evidence \"%.60s\", expected a JSON array of objects", text);
  }
  json_array_foreach(list, i, one) {
    const json_t *confidence = json_object_get(one, "confidence");
    TyGraphEvidence evidence = {
        .source = json_string_value(json_object_get(one, "source")),
        .citation = json_string_value(json_object_get(one, "citation")),
        .note = json_string_value(json_object_get(one, "note")),
        .quote = json_string_value(json_object_get(one, "quote")),
        .line = MAX(json_integer_value(json_object_get(one, "line")), 0),
        .confidence = json_is_number(confidence) ? json_number_value(confidence) : NAN};
    ty_graph_data_add_evidence(graph, edge, &evidence);
  }
  json_decref(list);
  return TRUE;
}

int ty_graph_set_node_member(TyGraphData *graph, gsize node, const char *name, const char *value) {
  TyGraphNode *of = ty_graph_data_node(graph, node);
  const char *own = ty_graph_data_text(graph, value);

  if (g_str_equal(name, "label"))
    of->label = own && !g_str_equal(own, of->id) ? own : of->id;
  else if (g_str_equal(name, "kind"))
    of->kind = of->is_literal ? of->kind : own;
  else if (g_str_equal(name, "since"))
    of->since = own;
  else if (g_str_equal(name, "until"))
    of->until = own;
  else
    return 0;
  return 1;
}

int ty_graph_set_edge_member(const char *file, TyGraphData *graph, gsize edge, const char *name,
                             const char *value, GError **error) {
  TyGraphEdge *of = ty_graph_data_edge(graph, edge);

  if (g_str_equal(name, "predicate") || g_str_equal(name, "label"))
    of->predicate = ty_graph_data_text(graph, value);
  else if (g_str_equal(name, "since"))
    of->since = ty_graph_data_text(graph, value);
  else if (g_str_equal(name, "until"))
    of->until = ty_graph_data_text(graph, value);
  else if (g_str_equal(name, "weight"))
    return !*value || ty_graph_number(file, of->line, name, value, &of->weight, error) ? 1 : -1;
  else if (g_str_equal(name, "confidence"))
    return !*value || ty_graph_number(file, of->line, name, value, &of->confidence, error) ? 1 : -1;
  else if (g_str_equal(name, "evidence"))
    return !*value || ty_graph_read_evidence(file, of->line, value, graph, edge, error) ? 1 : -1;
  else
    return 0;
  return 1;
}

static void clear_ends(gpointer data) {
  TyPendingEnds *ends = data;
  g_free(ends->from);
  g_free(ends->to);
}

GArray *ty_pending_new(void) {
  GArray *pending = g_array_new(FALSE, FALSE, sizeof(TyPendingEnds));
  g_array_set_clear_func(pending, clear_ends);
  return pending;
}

gsize ty_pending_add(GArray *pending, TyGraphData *graph, const char *from, const char *to,
                     gsize line) {
  TyPendingEnds ends = {g_strdup(from), g_strdup(to)};
  gsize edge = ty_graph_data_add_edge(graph, 0, 0, NULL);

  g_array_append_val(pending, ends);
  ty_graph_data_edge(graph, edge)->line = line;
  return edge;
}

gboolean ty_pending_resolve(const GArray *pending, gsize first, const char *file,
                            TyGraphData *graph, GError **error) {
  for (guint i = 0; i < pending->len; i++) {
    const TyPendingEnds *ends = &g_array_index(pending, TyPendingEnds, i);
    TyGraphEdge *edge = ty_graph_data_edge(graph, first + i);
    gssize from = ty_graph_data_find(graph, ends->from), to = ty_graph_data_find(graph, ends->to);
    if (from < 0 || to < 0)
      return ty_graph_fail(error, file, edge->line,
                           "found an edge with the end \"%.100s\", expected the id of a node",
                           from < 0 ? ends->from : ends->to);
    edge->from = (guint32) from;
    edge->to = (guint32) to;
  }
  return TRUE;
}
