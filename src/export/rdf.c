/* SPDX-License-Identifier: Apache-2.0 */
#include "export/rdf.h"

#include <math.h>
#include <string.h>

typedef struct {
  const TyGraphData *graph;
  TyTripleFunc func;
  gpointer data;
  GError **error;
  GHashTable *kinds, *predicates;      /* id → TyGraphTerm */
  gssize lat, lon, datatype, language; /* columns; −1: none */
} Writing;

static gboolean say(Writing *of, const TyTerm *subject, const char *predicate, TyTerm object) {
  return of->func(subject, predicate, &object, of->data, of->error);
}

static gboolean say_text(Writing *of, const TyTerm *subject, const char *predicate,
                         const char *text, const char *datatype) {
  return !text || say(of, subject, predicate, (TyTerm){TY_TERM_LITERAL, text, datatype, NULL});
}

static gboolean say_iri(Writing *of, const TyTerm *subject, const char *predicate,
                        const char *iri) {
  return say(of, subject, predicate, (TyTerm){TY_TERM_IRI, iri, NULL, NULL});
}

static gboolean say_real(Writing *of, const TyTerm *subject, const char *predicate, double value) {
  g_autoptr(GString) text = g_string_new(NULL);
  ty_append_real(text, value);
  return say_text(of, subject, predicate, text->str, TY_RDF_XSD "double");
}

/* What a term of the ontology is in CIDOC-CRM and schema.org, each by `predicate`. */
static gboolean say_counterparts(Writing *of, const TyTerm *subject, const char *predicate,
                                 const TyGraphTerm *term) {
  g_autofree char *crm = term && term->crm ? ty_rdf_iri(TY_RDF_CRM, term->crm) : NULL;
  g_autofree char *schema =
      term && term->schema_org ? ty_rdf_iri(TY_RDF_SCHEMA, term->schema_org) : NULL;

  return (!crm || say_iri(of, subject, predicate, crm)) &&
         (!schema || say_iri(of, subject, predicate, schema));
}

static gboolean say_terms(Writing *of, const GArray *terms, const char *space, const char *type,
                          const char *above) {
  for (guint i = 0; i < terms->len; i++) {
    const TyGraphTerm *term = &g_array_index(terms, TyGraphTerm, i);
    g_autofree char *iri = ty_rdf_iri(space, term->id);
    TyTerm subject = {TY_TERM_IRI, iri, NULL, NULL};
    if (!say_iri(of, &subject, TY_RDF_RDF "type", type) ||
        !say_text(of, &subject, TY_RDF_RDFS "label", term->label, NULL) ||
        !say_counterparts(of, &subject, above, term))
      return FALSE;
  }
  return TRUE;
}

/* The term of a node; `iri` holds its text where it is one. */
static TyTerm term_of(const Writing *of, const TyGraphNode *node, char **iri) {
  const char *blank = ty_rdf_blank(node->id);

  if (node->is_literal) {
    const char *datatype =
        of->datatype < 0 ? NULL : ty_graph_value(node->values, (guint32) of->datatype);
    const char *language =
        of->language < 0 ? NULL : ty_graph_value(node->values, (guint32) of->language);
    const char *value = node->label == node->id ? "" : node->label;
    *iri = datatype ? ty_rdf_iri(TY_RDF_TUYOU, datatype) : NULL;
    return (TyTerm){TY_TERM_LITERAL, value, *iri, datatype ? NULL : language};
  }
  *iri = blank ? NULL : ty_rdf_iri(TY_RDF_ENTITY, node->id);
  return (TyTerm){blank ? TY_TERM_BLANK : TY_TERM_IRI, blank ? blank : *iri, NULL, NULL};
}

static gboolean say_values(Writing *of, const TyTerm *subject, const GArray *columns,
                           const char *space, const GArray *values) {
  static const char *const types[] = {NULL, TY_RDF_XSD "integer", TY_RDF_XSD "double",
                                      TY_RDF_XSD "boolean"};

  for (guint i = 0; values && i < values->len; i++) {
    const TyGraphValue *value = &g_array_index(values, TyGraphValue, i);
    const TyGraphColumn *column = &g_array_index(columns, TyGraphColumn, value->column);
    g_autofree char *escaped = g_uri_escape_string(column->name, NULL, TRUE);
    g_autofree char *predicate = g_strconcat(space, escaped, NULL);
    if (!say_text(of, subject, predicate, value->value, types[column->type]))
      return FALSE;
  }
  return TRUE;
}

static gboolean say_node(Writing *of, const TyTerm *subject, const TyGraphNode *node) {
  if (node->kind) {
    g_autofree char *kind = ty_rdf_iri(TY_RDF_KIND, node->kind);
    if (!say_iri(of, subject, TY_RDF_RDF "type", kind) ||
        !say_counterparts(of, subject, TY_RDF_RDF "type",
                          g_hash_table_lookup(of->kinds, node->kind)))
      return FALSE;
  }
  return say_text(of, subject, TY_RDF_RDFS "label", node->label, NULL) &&
         say_text(of, subject, TY_RDF_GRAPH "since", node->since, NULL) &&
         say_text(of, subject, TY_RDF_GRAPH "until", node->until, NULL) &&
         say_values(of, subject, of->graph->node_columns, TY_RDF_NODE, node->values);
}

static char *predicate_iri(const TyGraphEdge *edge) {
  return edge->predicate ? ty_rdf_iri(TY_RDF_TUYOU, edge->predicate)
                         : g_strdup(TY_RDF_GRAPH "linked");
}

static gboolean say_edge(Writing *of, const TyTerm *subject, const TyGraphEdge *edge) {
  g_autofree char *predicate = predicate_iri(edge), *iri = NULL;
  TyTerm object = term_of(of, ty_graph_data_node(of->graph, edge->to), &iri);
  const TyGraphTerm *term =
      edge->predicate ? g_hash_table_lookup(of->predicates, edge->predicate) : NULL;
  g_autofree char *crm = term && term->crm ? ty_rdf_iri(TY_RDF_CRM, term->crm) : NULL;
  g_autofree char *schema =
      term && term->schema_org ? ty_rdf_iri(TY_RDF_SCHEMA, term->schema_org) : NULL;

  return say(of, subject, predicate, object) && (!crm || say(of, subject, crm, object)) &&
         (!schema || say(of, subject, schema, object));
}

/* A point of GeoSPARQL, of a node with lat and lon. */
static gboolean say_geometry(Writing *of, const TyTerm *subject, gsize number, gboolean link) {
  const TyGraphNode *node = ty_graph_data_node(of->graph, number);
  const char *lat = of->lat < 0 ? NULL : ty_graph_value(node->values, (guint32) of->lat);
  const char *lon = of->lon < 0 ? NULL : ty_graph_value(node->values, (guint32) of->lon);
  g_autofree char *blank = g_strdup_printf("tyg%zu", number + 1);
  TyTerm geometry = {TY_TERM_BLANK, blank, NULL, NULL};

  if (!lat || !lon || node->is_literal)
    return TRUE;
  if (link)
    return say(of, subject, TY_RDF_GEO "hasGeometry", geometry);
  g_autofree char *wkt = g_strdup_printf("POINT(%s %s)", lon, lat);
  return say_iri(of, &geometry, TY_RDF_RDF "type", TY_RDF_GEO "Geometry") &&
         say_text(of, &geometry, TY_RDF_GEO "asWKT", wkt, TY_RDF_GEO "wktLiteral");
}

static gboolean say_nodes(Writing *of) {
  const TyGraphData *graph = of->graph;
  gsize n = graph->nodes->len;
  g_autofree gsize *start = g_new0(gsize, n + 2);
  g_autofree guint32 *edges = g_new(guint32, graph->edges->len + 1);

  for (guint e = 0; e < graph->edges->len; e++)
    start[ty_graph_data_edge(graph, e)->from + 2]++;
  for (gsize i = 2; i < n + 2; i++)
    start[i] += start[i - 1];
  for (guint e = 0; e < graph->edges->len; e++)
    edges[start[ty_graph_data_edge(graph, e)->from + 1]++] = e;
  for (gsize i = 0; i < n; i++) {
    const TyGraphNode *node = ty_graph_data_node(graph, i);
    g_autofree char *iri = NULL;
    TyTerm subject = term_of(of, node, &iri);
    if (node->is_literal)
      continue;
    if (!say_node(of, &subject, node) || !say_geometry(of, &subject, i, TRUE))
      return FALSE;
    for (gsize e = start[i]; e < start[i + 1]; e++)
      if (!say_edge(of, &subject, ty_graph_data_edge(graph, edges[e])))
        return FALSE;
    if (!say_geometry(of, &subject, i, FALSE))
      return FALSE;
  }
  return TRUE;
}

static gboolean say_evidence(Writing *of, const TyGraphEdge *edge, gsize number) {
  for (guint i = 0; edge->evidence && i < edge->evidence->len; i++) {
    const TyGraphEvidence *evidence = &g_array_index(edge->evidence, TyGraphEvidence, i);
    g_autofree char *blank = g_strdup_printf("tyf%zue%u", number + 1, i + 1);
    g_autofree char *line = g_strdup_printf("%" G_GINT64_FORMAT, evidence->line);
    TyTerm subject = {TY_TERM_BLANK, blank, NULL, NULL};
    if (!say_iri(of, &subject, TY_RDF_RDF "type", TY_RDF_GRAPH "Evidence") ||
        !say_text(of, &subject, TY_RDF_GRAPH "source", evidence->source, NULL) ||
        !say_text(of, &subject, TY_RDF_GRAPH "line", evidence->line > 0 ? line : NULL,
                  TY_RDF_XSD "integer") ||
        !say_text(of, &subject, TY_RDF_GRAPH "citation", evidence->citation, NULL) ||
        !say_text(of, &subject, TY_RDF_GRAPH "note", evidence->note, NULL) ||
        !say_text(of, &subject, TY_RDF_GRAPH "quote", evidence->quote, NULL) ||
        (isfinite(evidence->confidence) &&
         !say_real(of, &subject, TY_RDF_GRAPH "confidence", evidence->confidence)))
      return FALSE;
  }
  return TRUE;
}

static gboolean say_statement(Writing *of, gsize number) {
  const TyGraphEdge *edge = ty_graph_data_edge(of->graph, number);
  g_autofree char *from = NULL, *to = NULL, *predicate = predicate_iri(edge);
  g_autofree char *blank = g_strdup_printf("tyf%zu", number + 1);
  TyTerm subject = {TY_TERM_BLANK, blank, NULL, NULL};

  if (!say_iri(of, &subject, TY_RDF_RDF "type", TY_RDF_RDF "Statement") ||
      !say(of, &subject, TY_RDF_RDF "subject",
           term_of(of, ty_graph_data_node(of->graph, edge->from), &from)) ||
      !say_iri(of, &subject, TY_RDF_RDF "predicate", predicate) ||
      !say(of, &subject, TY_RDF_RDF "object",
           term_of(of, ty_graph_data_node(of->graph, edge->to), &to)) ||
      !say_text(of, &subject, TY_RDF_GRAPH "id", edge->id, NULL) ||
      (edge->weight != 1 && !say_real(of, &subject, TY_RDF_GRAPH "weight", edge->weight)) ||
      (isfinite(edge->confidence) &&
       !say_real(of, &subject, TY_RDF_GRAPH "confidence", edge->confidence)) ||
      !say_text(of, &subject, TY_RDF_GRAPH "since", edge->since, NULL) ||
      !say_text(of, &subject, TY_RDF_GRAPH "until", edge->until, NULL) ||
      !say_values(of, &subject, of->graph->edge_columns, TY_RDF_EDGE, edge->values))
    return FALSE;
  for (guint i = 0; edge->evidence && i < edge->evidence->len; i++) {
    g_autofree char *evidence = g_strdup_printf("tyf%zue%u", number + 1, i + 1);
    if (!say(of, &subject, TY_RDF_GRAPH "evidence", (TyTerm){TY_TERM_BLANK, evidence, NULL, NULL}))
      return FALSE;
  }
  return say_evidence(of, edge, number);
}

static GHashTable *index_terms(const GArray *terms) {
  GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; i < terms->len; i++) {
    TyGraphTerm *term = &g_array_index(terms, TyGraphTerm, i);
    g_hash_table_insert(index, (gpointer) term->id, term);
  }
  return index;
}

static gssize column_called(const TyGraphData *graph, const char *name) {
  for (guint i = 0; i < graph->node_columns->len; i++)
    if (g_str_equal(g_array_index(graph->node_columns, TyGraphColumn, i).name, name))
      return (gssize) i;
  return -1;
}

gboolean ty_graph_triples(const TyGraphData *graph, TyTripleFunc func, gpointer data,
                          GError **error) {
  g_autoptr(GHashTable) kinds = index_terms(graph->kinds),
                        predicates = index_terms(graph->predicates);
  Writing of = {graph,
                func,
                data,
                error,
                kinds,
                predicates,
                column_called(graph, "lat"),
                column_called(graph, "lon"),
                column_called(graph, "datatype"),
                column_called(graph, "language")};
  TyTerm whole = {TY_TERM_IRI, TY_RDF_GRAPH "this", NULL, NULL};

  if (!ty_check_values_are_objects(graph, error) ||
      !say_terms(&of, graph->kinds, TY_RDF_KIND, TY_RDF_RDFS "Class", TY_RDF_RDFS "subClassOf") ||
      !say_terms(&of, graph->predicates, TY_RDF_TUYOU, TY_RDF_RDF "Property",
                 TY_RDF_RDFS "subPropertyOf") ||
      (!graph->directed &&
       !say_text(&of, &whole, TY_RDF_GRAPH "directed", "false", TY_RDF_XSD "boolean")) ||
      !say_nodes(&of))
    return FALSE;
  for (guint i = 0; i < graph->edges->len; i++)
    if (!say_statement(&of, i))
      return FALSE;
  return TRUE;
}
