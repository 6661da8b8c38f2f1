/* SPDX-License-Identifier: Apache-2.0 */
/** For tests of graphs' files: graphs with awkward texts, and what is in a graph as one text. */
#pragma once
#include <glib.h>
#include <math.h>
#include <string.h>
#include <tuyou/graphdata.h>

static const char *const awkward[] = {"安岳",
                                      "大足 石刻",
                                      "=cmd|' /C calc'!A0",
                                      "+1+1",
                                      "-2+3",
                                      "@SUM(A1)",
                                      "\ttab",
                                      "'quoted",
                                      "''twice",
                                      "a \"b\" c",
                                      "<x> & ]]> &amp;",
                                      "two\nlines",
                                      "back\\slash",
                                      "\\n not one",
                                      " spaces ",
                                      "_x0041_ and _x005F_",
                                      "#hash",
                                      "%percent",
                                      "*Vertices 3",
                                      "a,b;c\td",
                                      "{\"@id\": 1}",
                                      "http://example.org/a b",
                                      "urn:tuyou:entity:x",
                                      "睏佛寺·卧佛",
                                      "＝全角",
                                      "1e5",
                                      "007",
                                      "_:b1",
                                      "true",
                                      "id:ID",
                                      "é",
                                      "😀 emoji",
                                      "a'b",
                                      "[x](y)",
                                      "^^x@y",
                                      "\"",
                                      "trailing\\"};
/* Only some formats have a way to write these. */
static const char *const controls[] = {"bell\x07", "\x01start", "cr\rhere", "escape\x1b[0m",
                                       "\xef\xbf\xbe"};

static inline const char *any_text(GRand *random, gboolean with_controls) {
  if (with_controls && g_rand_int_range(random, 0, 5) == 0)
    return controls[g_rand_int_range(random, 0, G_N_ELEMENTS(controls))];
  return awkward[g_rand_int_range(random, 0, G_N_ELEMENTS(awkward))];
}

/* What the graph may have is what `holds` says. */
static inline TyGraphData *sample_graph(GRand *random, guint holds) {
  gboolean with_controls = (holds & TY_HOLDS_CONTROLS) != 0;
  gboolean directed =
      !(holds & TY_HOLDS_UNDIRECTED) || ((holds & TY_HOLDS_DIRECTION) && g_rand_boolean(random));
  TyGraphData *graph = ty_graph_data_new(directed);
  gint n = g_rand_int_range(random, 1, 12), m = g_rand_int_range(random, 0, 25);
  static const char *const numbers[] = {"0", "-7", "42", "123456789012345678"};
  static const char *const kinds[] = {"site", "place", "a kind", "http://example.org/Kind"};
  static const char *const predicates[] = {"located_in", "part of", "http://example.org/p", "a:b"};
  g_autoptr(GHashTable) labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  if (holds & TY_HOLDS_TERMS) {
    ty_graph_data_add_kind(graph, &(TyGraphTerm){"site", "景点", "E27_Site", "TouristAttraction"});
    ty_graph_data_add_predicate(
        graph, &(TyGraphTerm){"located_in", "位于", "P89_falls_within", "containedInPlace"});
    ty_graph_data_add_predicate(graph, &(TyGraphTerm){"part of", NULL, "P46i_forms_part_of", NULL});
  }
  for (gint i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf("%d%s", i, any_text(random, with_controls));
    const char *text = any_text(random, with_controls && (holds & TY_HOLDS_NODE_ID));
    g_autofree char *label = g_hash_table_contains(labels, text) || *text == '"'
                                 ? g_strdup_printf("%s %d", id, i)
                                 : g_strdup(text);
    gboolean own = (holds & TY_HOLDS_NODE_ID) != 0;
    g_hash_table_add(labels, g_strdup(label));
    gsize node = (gsize) ty_graph_data_add_node(graph, own ? id : label, own ? label : NULL,
                                                holds & TY_HOLDS_KIND && g_rand_boolean(random)
                                                    ? kinds[g_rand_int_range(random, 0, 4)]
                                                    : NULL,
                                                NULL);
    if (holds & TY_HOLDS_TEXT && g_rand_boolean(random)) {
      ty_graph_data_set_node(graph, node,
                             ty_graph_data_node_column(graph, "county 县", TY_COLUMN_TEXT),
                             any_text(random, with_controls));
      ty_graph_data_set_node(graph, node,
                             ty_graph_data_node_column(graph, "open", TY_COLUMN_BOOLEAN),
                             g_rand_boolean(random) ? "true" : "false");
    }
    if (holds & TY_HOLDS_NUMBERS && g_rand_boolean(random)) {
      ty_graph_data_set_node(graph, node,
                             ty_graph_data_node_column(graph, "count", TY_COLUMN_INTEGER),
                             numbers[g_rand_int_range(random, 0, 4)]);
      guint32 lat = ty_graph_data_node_column(graph, "lat", TY_COLUMN_REAL);
      guint32 lon = ty_graph_data_node_column(graph, "lon", TY_COLUMN_REAL);
      ty_graph_data_set_number(graph, node, lat, g_rand_double_range(random, -90, 90));
      ty_graph_data_set_number(graph, node, lon, g_rand_double_range(random, -180, 180));
    }
    if (holds & TY_HOLDS_NODE_TIME && g_rand_boolean(random))
      ty_graph_data_node(graph, node)->since = ty_graph_data_text(graph, "1961-03-04");
  }
  for (gint i = 0; i < m; i++) {
    guint32 from = (guint32) g_rand_int_range(random, 0, n);
    guint32 to = (guint32) g_rand_int_range(random, 0, n);
    if (holds & TY_HOLDS_KIND && g_rand_int_range(random, 0, 4) == 0)
      to = ty_graph_data_literal(graph, any_text(random, with_controls), NULL, NULL);
    if (!(holds & TY_HOLDS_LOOPS) && from == to)
      continue;
    gboolean again = FALSE;
    for (guint e = 0; e < graph->edges->len && !(holds & TY_HOLDS_PARALLEL); e++)
      again |= MIN(from, to) == ty_graph_data_edge(graph, e)->from &&
               MAX(from, to) == ty_graph_data_edge(graph, e)->to;
    if (again)
      continue;
    if (!(holds & TY_HOLDS_DIRECTION) && from > to) {
      guint32 swap = from;
      from = to;
      to = swap;
    }
    gsize at = ty_graph_data_add_edge(graph, from, to,
                                      holds & TY_HOLDS_PREDICATE && g_rand_int_range(random, 0, 5)
                                          ? predicates[g_rand_int_range(random, 0, 4)]
                                          : NULL);
    TyGraphEdge *edge = ty_graph_data_edge(graph, at);
    edge->weight = g_rand_boolean(random) ? 1 : g_rand_double_range(random, 0, 9);
    if (holds & TY_HOLDS_EDGE_VALUES) {
      if (g_rand_boolean(random))
        edge->confidence = g_rand_double(random);
      if (g_rand_boolean(random)) {
        g_autofree char *id = g_strdup_printf("e%d", i);
        edge->id = ty_graph_data_text(graph, id);
      }
      ty_graph_data_set_edge(graph, at, ty_graph_data_edge_column(graph, "unit", TY_COLUMN_TEXT),
                             any_text(random, with_controls));
      edge = ty_graph_data_edge(graph, at);
    }
    if (holds & TY_HOLDS_EDGE_TIME && g_rand_boolean(random)) {
      edge->since = ty_graph_data_text(graph, "1988");
      edge->until = ty_graph_data_text(graph, "1999-12-31");
    }
    for (int k = g_rand_int_range(random, 0, 3); k > 0 && (holds & TY_HOLDS_EVIDENCE); k--) {
      TyGraphEvidence evidence = {any_text(random, TRUE),
                                  any_text(random, TRUE),
                                  NULL,
                                  any_text(random, TRUE),
                                  g_rand_int_range(random, 0, 9),
                                  g_rand_boolean(random) ? .25 : NAN};
      ty_graph_data_add_evidence(graph, at, &evidence);
    }
  }
  return graph;
}

static inline gint by_text(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *) a, *(char *const *) b);
}

static inline void dump_values(GString *out, const GArray *columns, const GArray *values) {
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

  for (guint i = 0; values && i < values->len; i++) {
    const TyGraphValue *value = &g_array_index(values, TyGraphValue, i);
    const TyGraphColumn *column = &g_array_index(columns, TyGraphColumn, value->column);
    g_ptr_array_add(lines, g_strdup_printf(" %s/%s=%s", column->name,
                                           ty_column_type_name(column->type), value->value));
  }
  g_ptr_array_sort(lines, by_text);
  for (guint i = 0; i < lines->len; i++)
    g_string_append(out, lines->pdata[i]);
}

/* The graph as sorted lines; ids stand in them where they are kept. */
static inline char *dump_graph(const TyGraphData *graph, gboolean ids) {
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

  for (guint i = 0; i < graph->nodes->len; i++) {
    const TyGraphNode *node = ty_graph_data_node(graph, i);
    GString *line = g_string_new(NULL);
    g_string_append_printf(line, "node %s|%s|%s|%s|%s|%d", ids ? node->id : "", node->label,
                           node->kind, node->since, node->until, node->is_literal);
    dump_values(line, graph->node_columns, node->values);
    g_ptr_array_add(lines, g_string_free(line, FALSE));
  }
  for (guint i = 0; i < graph->edges->len; i++) {
    const TyGraphEdge *edge = ty_graph_data_edge(graph, i);
    const TyGraphNode *from = ty_graph_data_node(graph, edge->from);
    const TyGraphNode *to = ty_graph_data_node(graph, edge->to);
    GString *line = g_string_new(NULL);
    g_string_append_printf(line, "edge %s→%s|%s|%s|%.17g|%.17g|%s|%s", ids ? from->id : from->label,
                           ids ? to->id : to->label, edge->id, edge->predicate, edge->weight,
                           edge->confidence, edge->since, edge->until);
    dump_values(line, graph->edge_columns, edge->values);
    for (guint k = 0; edge->evidence && k < edge->evidence->len; k++) {
      const TyGraphEvidence *e = &g_array_index(edge->evidence, TyGraphEvidence, k);
      g_string_append_printf(line, " [%s|%s|%s|%s|%d|%.17g]", e->source, e->citation, e->note,
                             e->quote, (int) e->line, e->confidence);
    }
    g_ptr_array_add(lines, g_string_free(line, FALSE));
  }
  const GArray *terms[] = {graph->kinds, graph->predicates};
  for (gsize t = 0; t < 2; t++)
    for (guint i = 0; i < terms[t]->len; i++) {
      const TyGraphTerm *term = &g_array_index(terms[t], TyGraphTerm, i);
      g_ptr_array_add(lines, g_strdup_printf("term %zu %s|%s|%s|%s", t, term->id, term->label,
                                             term->crm, term->schema_org));
    }
  g_ptr_array_sort(lines, by_text);
  GString *out = g_string_new(graph->edges->len == 0 ? ""
                              : graph->directed      ? "directed"
                                                     : "undirected");
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf(out, "\n%s", (char *) lines->pdata[i]);
  return g_string_free(out, FALSE);
}
