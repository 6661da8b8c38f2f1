/* SPDX-License-Identifier: Apache-2.0 */
#include "export/graph-file.h"

#include "base/number.h"

#include <math.h>
#include <stdlib.h>

static const TyGraphWriter writers[TY_N_GRAPH_FORMATS] = {
    [TY_GRAPH_TRIPLES] = ty_write_triples,     [TY_GRAPH_TURTLE] = ty_write_turtle,
    [TY_GRAPH_NTRIPLES] = ty_write_turtle,     [TY_GRAPH_JSONLD] = ty_write_jsonld,
    [TY_GRAPH_GRAPHML] = ty_write_graphml,     [TY_GRAPH_GEXF] = ty_write_gexf,
    [TY_GRAPH_GEXF_1_2] = ty_write_gexf,       [TY_GRAPH_PAJEK] = ty_write_pajek,
    [TY_GRAPH_VOSVIEWER] = ty_write_vosviewer, [TY_GRAPH_VOSVIEWER_JSON] = ty_write_vosviewer_json,
    [TY_GRAPH_NEO4J] = ty_write_neo4j,         [TY_GRAPH_XLSX] = ty_write_xlsx,
};

/* Texts ---------------------------------------------------------------------------------------- */

/* The first character that the format has no way to write; 0 when there is none. */
static gunichar unwritable(const char *text, TyGraphFormat format) {
  gboolean controls = (ty_graph_format(format)->holds & TY_HOLDS_CONTROLS) != 0;

  for (const char *at = text; !controls && at && *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    gboolean space = c == '\t' || c == '\n' || c == '\r';
    if ((c < ' ' && !space) || c == 0xfffe || c == 0xffff ||
        (space && format == TY_GRAPH_VOSVIEWER) || (c == '\r' && format == TY_GRAPH_XLSX))
      return c;
  }
  return 0;
}

static gboolean check_text(const char *text, const char *of, gsize number, TyGraphFormat format,
                           GError **error) {
  gunichar c = unwritable(text, format);

  if (c)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s %zu: found the character U+%04X in \"%.100s\", which %s has no way to write; "
                "expected a text without it, or turtle, nt, jsonld or neo4j",
                of, number, c, text, ty_graph_format(format)->name);
  return !c;
}

static gboolean check_values(const GArray *values, const char *of, gsize number,
                             TyGraphFormat format, GError **error) {
  for (guint i = 0; values && i < values->len; i++)
    if (!check_text(g_array_index(values, TyGraphValue, i).value, of, number, format, error))
      return FALSE;
  return TRUE;
}

static gboolean check_texts(const TyGraphData *graph, TyGraphFormat format, GError **error) {
  guint holds = ty_graph_format(format)->holds;

  for (guint i = 0; i < graph->nodes->len; i++) {
    const TyGraphNode *node = ty_graph_data_node(graph, i);
    const char *texts[] = {holds & TY_HOLDS_NODE_ID ? node->id : NULL, node->label,
                           holds & TY_HOLDS_KIND ? node->kind : NULL};
    for (gsize k = 0; k < G_N_ELEMENTS(texts); k++)
      if (!check_text(texts[k], "node", i + 1, format, error))
        return FALSE;
    if (holds & TY_HOLDS_TEXT && !check_values(node->values, "node", i + 1, format, error))
      return FALSE;
  }
  for (guint i = 0; i < graph->edges->len; i++) {
    const TyGraphEdge *edge = ty_graph_data_edge(graph, i);
    if (holds & TY_HOLDS_PREDICATE && (!check_text(edge->predicate, "edge", i + 1, format, error) ||
                                       !check_text(edge->id, "edge", i + 1, format, error)))
      return FALSE;
    if (holds & TY_HOLDS_EDGE_VALUES && !check_values(edge->values, "edge", i + 1, format, error))
      return FALSE;
  }
  const GArray *columns[] = {graph->node_columns, graph->edge_columns};
  for (gsize c = 0; c < G_N_ELEMENTS(columns); c++)
    for (guint i = 0; i < columns[c]->len; i++)
      if (!check_text(g_array_index(columns[c], TyGraphColumn, i).name, "attribute", i + 1, format,
                      error))
        return FALSE;
  return TRUE;
}

void ty_append_real(GString *out, double value) {
  char text[TY_NUMBER_BYTES];
  g_string_append(out, ty_number_shortest(value, text));
}

void ty_append_xml(GString *out, const char *text) {
  for (const char *at = text; at && *at; at++)
    switch (*at) {
    case '&':
      g_string_append(out, "&amp;");
      break;
    case '<':
      g_string_append(out, "&lt;");
      break;
    case '>':
      g_string_append(out, "&gt;");
      break;
    case '"':
      g_string_append(out, "&quot;");
      break;
    case '\t':
    case '\n':
    case '\r':
      g_string_append_printf(out, "&#%d;", *at);
      break;
    default:
      g_string_append_c(out, *at);
    }
}

void ty_append_json(GString *out, const char *text) {
  g_string_append_c(out, '"');
  for (const char *at = text; *at; at++) {
    if (*at == '"' || *at == '\\')
      g_string_append_c(out, '\\');
    if ((guchar) *at < ' ')
      g_string_append_printf(out, "\\u%04x", *at);
    else if (at[0] == '\xef' && at[1] == '\xbf' && (guchar) at[2] >= 0xbe) { /* U+FFFE, U+FFFF */
      g_string_append(out, at[2] == '\xbe' ? "\\ufffe" : "\\uffff");
      at += 2;
    } else
      g_string_append_c(out, *at);
  }
  g_string_append_c(out, '"');
}

void ty_append_evidence(GString *out, const TyGraphEdge *edge) {
  g_string_append_c(out, '[');
  for (guint i = 0; i < edge->evidence->len; i++) {
    const TyGraphEvidence *evidence = &g_array_index(edge->evidence, TyGraphEvidence, i);
    const char *const members[][2] = {{"source", evidence->source},
                                      {"citation", evidence->citation},
                                      {"note", evidence->note},
                                      {"quote", evidence->quote}};
    const char *comma = "";

    g_string_append(out, i ? ",{" : "{");
    for (gsize k = 0; k < G_N_ELEMENTS(members); k++) {
      if (!members[k][1])
        continue;
      g_string_append_printf(out, "%s\"%s\":", comma, members[k][0]);
      ty_append_json(out, members[k][1]);
      comma = ",";
    }
    if (evidence->line > 0) {
      g_string_append_printf(out, "%s\"line\":%" G_GINT64_FORMAT, comma, evidence->line);
      comma = ",";
    }
    if (isfinite(evidence->confidence)) {
      g_string_append_printf(out, "%s\"confidence\":", comma);
      ty_append_real(out, evidence->confidence);
    }
    g_string_append_c(out, '}');
  }
  g_string_append_c(out, ']');
}

/* Edges ---------------------------------------------------------------------------------------- */

static int by_ends(const void *a, const void *b) {
  const TyGraphEdge *x = a, *y = b;
  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  return (x->to > y->to) - (x->to < y->to);
}

GArray *ty_graph_simple_edges(const TyGraphData *graph) {
  GArray *edges = g_array_new(FALSE, FALSE, sizeof(TyGraphEdge));
  guint n = 0;

  for (guint i = 0; i < graph->edges->len; i++) {
    const TyGraphEdge *edge = ty_graph_data_edge(graph, i);
    TyGraphEdge plain = {
        .from = MIN(edge->from, edge->to), .to = MAX(edge->from, edge->to), .weight = edge->weight};
    if (plain.from != plain.to)
      g_array_append_val(edges, plain);
  }
  g_array_sort(edges, by_ends);
  for (guint i = 0; i < edges->len; i++) {
    TyGraphEdge edge = g_array_index(edges, TyGraphEdge, i);
    TyGraphEdge *last = n ? &g_array_index(edges, TyGraphEdge, n - 1) : NULL;
    if (last && by_ends(last, &edge) == 0)
      last->weight += edge.weight;
    else
      g_array_index(edges, TyGraphEdge, n++) = edge;
  }
  g_array_set_size(edges, n);
  return edges;
}

gboolean ty_check_values_are_objects(const TyGraphData *graph, GError **error) {
  g_autofree gboolean *reached = g_new0(gboolean, graph->nodes->len + 1);

  for (guint i = 0; i < graph->edges->len; i++) {
    const TyGraphEdge *edge = ty_graph_data_edge(graph, i);
    const TyGraphNode *from = ty_graph_data_node(graph, edge->from);
    reached[edge->to] = TRUE;
    if (from->is_literal) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "edge %u begins at the value %.100s, expected an entity: RDF and tables of facts "
                  "say nothing of values; graphml, gexf and neo4j can",
                  i + 1, from->label);
      return FALSE;
    }
  }
  for (guint i = 0; i < graph->nodes->len; i++) {
    const TyGraphNode *node = ty_graph_data_node(graph, i);
    if (node->is_literal && !reached[i]) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "the value %.100s has no edge, expected one: RDF and tables of facts have values "
                  "only where something leads to them",
                  node->label);
      return FALSE;
    }
  }
  return TRUE;
}

/* Files ---------------------------------------------------------------------------------------- */

static void free_bytes(gpointer bytes) { g_bytes_unref(bytes); }

GHashTable *ty_export_graph(const TyGraphData *graph, TyGraphFormat format, GError **error) {
  const TyGraphFormatInfo *info = ty_graph_format(format);
  GString *texts[2] = {g_string_new(NULL), g_string_new(NULL)};
  g_auto(GStrv) names = g_strsplit(info->files ? info->files : "", ",", 2);
  GHashTable *files = NULL;

  if (check_texts(graph, format, error) && writers[format](graph, format, texts, error)) {
    files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_bytes);
    for (gsize i = 0; i < (info->files ? 2 : 1); i++)
      g_hash_table_insert(files, g_strdup(info->files ? names[i] : ""),
                          g_string_free_to_bytes(g_steal_pointer(&texts[i])));
  }
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    if (texts[i])
      g_string_free(texts[i], TRUE);
  return files;
}
