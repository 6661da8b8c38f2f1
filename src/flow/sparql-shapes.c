/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/sparql-scan.h"

#include <string.h>

const char *const ty_fact_properties[TY_FACT_PROPERTIES] = {
    TY_RDF "subject",          TY_RDF "predicate",      TY_RDF "object",
    TY_NAMESPACE "confidence", TY_NAMESPACE "unit",     TY_NAMESPACE "qualifier",
    TY_NAMESPACE "valid_from", TY_NAMESPACE "valid_to", TY_NAMESPACE "weaker",
    TY_NAMESPACE "rule",       TY_NAMESPACE "because",  TY_NAMESPACE "because",
    TY_NAMESPACE "because",    TY_NAMESPACE "because"};
const char *const ty_evidence_properties[TY_EVIDENCE_PROPERTIES] = {
    TY_NAMESPACE "source", TY_NAMESPACE "citation", TY_NAMESPACE "quote"};

void ty_shape_clear(gpointer data) {
  TyShape *shape = data;
  g_free(shape->iri);
  g_free(shape->kind);
  g_free(shape->object);
}

static void add_shape(TyScan *scan, TyShapeType type, const char *iri) {
  TyShape shape = {type, TY_NO_PREDICATE, g_strdup(iri), NULL, NULL, FALSE};
  g_array_append_val(scan->shapes, shape);
}

static void add_predicate(TyScan *scan, guint32 number, gboolean swapped, const char *iri) {
  TyShape shape = {TY_SHAPE_FACT, number, g_strdup(iri), NULL, NULL, swapped};

  g_array_append_val(scan->shapes, shape);
  if (!scan->sparql->infer)
    return;
  shape.type = TY_SHAPE_DERIVED;
  shape.iri = g_strdup(iri);
  g_array_append_val(scan->shapes, shape);
}

static void add_kind(TyScan *scan, const char *kind, const char *object) {
  TyShape shape = {TY_SHAPE_KIND,  TY_NO_PREDICATE,  g_strdup(TY_RDF "type"),
                   g_strdup(kind), g_strdup(object), FALSE};
  g_array_append_val(scan->shapes, shape);
}

static void add_kinds(TyScan *scan) {
  const TyRdfTerm *object = &scan->terms[2];
  const GPtrArray *same =
      object->type == TY_TERM_IRI ? g_hash_table_lookup(scan->sparql->same, object->text) : NULL;
  g_autofree char *local = object->type == TY_TERM_IRI || object->type == TY_TERM_ENTITY
                               ? ty_sparql_local(object->text, TY_NAMESPACE)
                               : NULL;

  if (object->type == TY_TERM_ANY)
    add_kind(scan, NULL, NULL);
  else if (local && g_hash_table_contains(scan->sparql->kinds, local))
    add_kind(scan, local, object->text);
  for (guint i = 0; same && i < same->len; i++)
    if (g_hash_table_contains(scan->sparql->kinds, same->pdata[i]))
      add_kind(scan, same->pdata[i], object->text);
}

static const struct {
  const char *iri;
  TyShapeType type;
} own_shapes[] = {{TY_RDFS "label", TY_SHAPE_NAME},         {TY_SKOS "altLabel", TY_SHAPE_ALIAS},
                  {TY_NAMESPACE "county", TY_SHAPE_COUNTY}, {TY_GEO "asWKT", TY_SHAPE_WKT},
                  {TY_NAMESPACE "lat", TY_SHAPE_LAT},       {TY_NAMESPACE "lon", TY_SHAPE_LON}};

static void add_all(TyScan *scan) {
  TyRdfType subject = scan->terms[0].type, object = scan->terms[2].type;

  if (subject == TY_TERM_FACT)
    add_shape(scan, TY_SHAPE_ABOUT_FACT, NULL), add_shape(scan, TY_SHAPE_EVIDENCE, NULL);
  else if (subject == TY_TERM_INFERRED)
    add_shape(scan, TY_SHAPE_ABOUT_DERIVED, NULL);
  else if (subject == TY_TERM_ANY || subject == TY_TERM_ENTITY) {
    if (object != TY_TERM_LITERAL)
      add_kinds(scan);
    for (gsize i = 0; i < G_N_ELEMENTS(own_shapes) && object != TY_TERM_ENTITY; i++)
      add_shape(scan, own_shapes[i].type, own_shapes[i].iri);
    add_predicate(scan, TY_NO_PREDICATE, FALSE, NULL);
  }
}

static gboolean is_property(const char *const *properties, gsize n, const char *iri) {
  for (gsize i = 0; i < n; i++)
    if (g_str_equal(properties[i], iri))
      return TRUE;
  return FALSE;
}

static void add_named(TyScan *scan, const char *iri) {
  TySparql *sparql = scan->sparql;
  g_autofree char *local = ty_sparql_local(iri, TY_NAMESPACE);
  const GPtrArray *same = g_hash_table_lookup(sparql->same, iri);
  TyRdfType subject = scan->terms[0].type;
  guint32 number;
  gboolean swapped;

  if (g_str_equal(iri, TY_RDF "type"))
    add_kinds(scan);
  for (gsize i = 0; i < G_N_ELEMENTS(own_shapes); i++)
    if (g_str_equal(iri, own_shapes[i].iri))
      add_shape(scan, own_shapes[i].type, iri);
  if (is_property(ty_fact_properties, TY_FACT_PROPERTIES, iri)) {
    if (subject == TY_TERM_ANY || subject == TY_TERM_FACT)
      add_shape(scan, TY_SHAPE_ABOUT_FACT, iri);
    if (sparql->infer && (subject == TY_TERM_ANY || subject == TY_TERM_INFERRED))
      add_shape(scan, TY_SHAPE_ABOUT_DERIVED, iri);
  }
  if (is_property(ty_evidence_properties, TY_EVIDENCE_PROPERTIES, iri))
    add_shape(scan, TY_SHAPE_EVIDENCE, iri);
  if (local && ty_rule_book_predicate(sparql->book, local, &number, &swapped))
    add_predicate(scan, number, swapped, iri);
  for (guint i = 0; same && i < same->len; i++)
    if (ty_rule_book_predicate(sparql->book, same->pdata[i], &number, &swapped))
      add_predicate(scan, number, swapped, iri);
}

void ty_scan_add_shapes(TyScan *scan) {
  const TyRdfTerm *predicate = &scan->terms[1];

  /* A literal is no subject, and nothing but an IRI a predicate. */
  if (scan->terms[0].type == TY_TERM_LITERAL || predicate->type == TY_TERM_LITERAL)
    return;
  if (predicate->type == TY_TERM_ANY)
    add_all(scan);
  else
    add_named(scan, predicate->text);
}

TyMatchPattern ty_shape_pattern(const TyScan *scan, const TyShape *shape) {
  const TyRdfTerm *subject = &scan->terms[shape->swapped ? 2 : 0];
  const TyRdfTerm *object = &scan->terms[shape->swapped ? 0 : 2];
  gboolean by_text = object->type == TY_TERM_LITERAL && !object->numeric;
  TyMatchPattern pattern = {.kind = TY_MATCH_FACT};

  if (subject->type == TY_TERM_ENTITY)
    pattern.subject = subject->id;
  if (subject->type == TY_TERM_FACT)
    pattern.fact = subject->id;
  switch (shape->type) {
  case TY_SHAPE_FACT:
    pattern.once = TRUE; /* a graph is a set of triples */
    if (shape->number != TY_NO_PREDICATE)
      pattern.predicate = scan->sparql->book->predicates->pdata[shape->number];
    if (object->type == TY_TERM_ENTITY)
      pattern.object = object->id;
    pattern.text = by_text ? object->text : NULL;
    break;
  case TY_SHAPE_KIND:
    pattern.kind = TY_MATCH_ENTITY;
    pattern.predicate = shape->kind;
    break;
  case TY_SHAPE_NAME:
    pattern.kind = TY_MATCH_ENTITY;
    pattern.text = by_text ? object->text : NULL;
    break;
  case TY_SHAPE_COUNTY:
    pattern.kind = TY_MATCH_ENTITY;
    pattern.county = by_text ? object->text : NULL;
    break;
  case TY_SHAPE_ALIAS:
    pattern.kind = TY_MATCH_ALIAS;
    pattern.text = by_text ? object->text : NULL;
    break;
  case TY_SHAPE_WKT:
  case TY_SHAPE_LAT:
  case TY_SHAPE_LON:
    pattern.kind = TY_MATCH_PLACE;
    break;
  case TY_SHAPE_EVIDENCE:
    pattern.kind = TY_MATCH_EVIDENCE;
    break;
  case TY_SHAPE_ABOUT_FACT:
    if (g_strcmp0(shape->iri, TY_RDF "subject") == 0 && object->type == TY_TERM_ENTITY)
      pattern.subject = object->id;
    if (g_strcmp0(shape->iri, TY_RDF "object") == 0 && object->type == TY_TERM_ENTITY)
      pattern.object = object->id;
    if (g_strcmp0(shape->iri, TY_RDF "object") == 0 && by_text)
      pattern.text = object->text;
    if (g_strcmp0(shape->iri, TY_RDF "predicate") == 0 && object->type == TY_TERM_IRI &&
        g_str_has_prefix(object->text, TY_NAMESPACE))
      pattern.predicate = object->text + strlen(TY_NAMESPACE);
    break;
  default:
    break;
  }
  return pattern;
}
