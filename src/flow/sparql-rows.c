/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/sparql-scan.h"

/* Properties of a fact, by their places in ty_fact_properties. */
enum { SUBJECT, PREDICATE, OBJECT, CONFIDENCE, UNIT, QUALIFIER, FROM, TO, WEAKER, RULE, BECAUSE };

static rasqal_literal *new_name(const TyScan *scan, const char *name) {
  g_autofree char *iri = ty_sparql_iri(name);
  return ty_sparql_new_iri(scan->sparql, iri);
}

static rasqal_literal *new_entity(const TyScan *scan, gint64 id) {
  return new_name(scan, ty_sparql_name(scan->sparql, id));
}

static rasqal_literal *new_numbered(const TyScan *scan, const char *what, gint64 number) {
  g_autofree char *iri = g_strdup_printf(TY_NAMESPACE "%s:%" G_GINT64_FORMAT, what, number);
  return ty_sparql_new_iri(scan->sparql, iri);
}

static rasqal_literal *new_number(const TyScan *scan, double value, int decimals) {
  g_autofree char *text = g_strdup_printf("%.*f", decimals, value);
  return ty_sparql_new_typed(scan->sparql, text, TY_XSD "decimal");
}

static rasqal_literal *new_text(const TyScan *scan, const char *text) {
  return text && *text ? ty_sparql_new_typed(scan->sparql, text, NULL) : NULL;
}

/* The object of a derived fact's property; NULL when it has none such. */
static rasqal_literal *about_derived(const TyScan *scan, gsize fact, guint property) {
  const TyInferred *inferred = scan->sparql->inferred;
  const TyTriple *triple = ty_inference_triple(inferred->inference, fact);
  TyDerivation derivation;

  ty_inference_derivation(inferred->inference, fact, &derivation);
  switch (property) {
  case SUBJECT:
    return new_entity(scan, triple->subject);
  case PREDICATE:
    return new_name(scan, inferred->book->predicates->pdata[triple->predicate]);
  case OBJECT:
    return new_entity(scan, triple->object);
  case CONFIDENCE:
    return new_number(scan, (double) triple->confidence, 3);
  case RULE: {
    guint32 rule = g_array_index(inferred->rules, guint32, derivation.rule);
    const TyToldRule *told = inferred->book->told->pdata[rule];
    return new_text(scan, told->name);
  }
  default:
    break;
  }
  gsize premise = property - BECAUSE;
  if (property < BECAUSE || premise >= derivation.n_premises)
    return NULL;
  guint32 given = inferred->given->len, number = derivation.premise[premise];
  return number < given ? new_numbered(scan, "fact", g_array_index(inferred->facts, gint64, number))
                        : new_numbered(scan, "inferred", (gint64) number - given + 1);
}

static rasqal_literal *about_fact(const TyScan *scan, const TyFact *fact, guint property) {
  switch (property) {
  case SUBJECT:
    return new_name(scan, fact->subject_name);
  case PREDICATE:
    return new_name(scan, fact->predicate);
  case OBJECT:
    return fact->object ? new_name(scan, fact->object_name)
                        : ty_sparql_new_value(scan->sparql, fact->value);
  case CONFIDENCE:
    return new_number(scan, fact->confidence, 3);
  case UNIT:
    return new_text(scan, fact->unit);
  case QUALIFIER:
    return new_text(scan, fact->qualifier);
  case FROM:
    return new_text(scan, fact->valid_from);
  case TO:
    return new_text(scan, fact->valid_to);
  case WEAKER:
    return ty_sparql_new_typed(scan->sparql, fact->weaker ? "true" : "false", TY_XSD "boolean");
  default:
    return NULL;
  }
}

static rasqal_literal *about_evidence(const TyScan *scan, const TyFact *evidence, guint property) {
  g_autofree char *place =
      g_strdup_printf("%s:%" G_GINT64_FORMAT, evidence->subject_name, evidence->object);
  return new_text(scan, property == 0 ? place : property == 1 ? evidence->value : evidence->unit);
}

/* Fills subject and object of the row at hand. @return FALSE when it says nothing here */
static gboolean tell_row(TyScan *scan, const TyShape *shape) {
  const TyFact *fact = &scan->row.fact;
  rasqal_literal *subject = NULL, *object = NULL;

  switch (shape->type) {
  case TY_SHAPE_FACT:
    subject = new_name(scan, fact->subject_name);
    object = fact->object ? new_name(scan, fact->object_name)
                          : ty_sparql_new_value(scan->sparql, fact->value);
    scan->part[1] =
        shape->iri ? ty_sparql_new_iri(scan->sparql, shape->iri) : new_name(scan, fact->predicate);
    break;
  case TY_SHAPE_KIND:
    subject = new_name(scan, fact->subject_name);
    object = shape->object ? ty_sparql_new_iri(scan->sparql, shape->object)
                           : new_name(scan, fact->predicate);
    break;
  case TY_SHAPE_NAME:
    subject = new_name(scan, fact->subject_name);
    object = new_text(scan, fact->subject_name);
    break;
  case TY_SHAPE_ALIAS:
  case TY_SHAPE_COUNTY:
    subject = new_name(scan, fact->subject_name);
    object = new_text(scan, fact->value);
    break;
  case TY_SHAPE_WKT: {
    g_autofree char *wkt =
        g_strdup_printf("POINT(%.6f %.6f)", scan->row.lon_deg, scan->row.lat_deg);
    subject = new_name(scan, fact->subject_name);
    object = ty_sparql_new_typed(scan->sparql, wkt, TY_GEO "wktLiteral");
    break;
  }
  case TY_SHAPE_LAT:
  case TY_SHAPE_LON:
    subject = new_name(scan, fact->subject_name);
    object =
        new_number(scan, shape->type == TY_SHAPE_LAT ? scan->row.lat_deg : scan->row.lon_deg, 6);
    break;
  default:
    break;
  }
  if (!scan->part[1] && shape->iri)
    scan->part[1] = ty_sparql_new_iri(scan->sparql, shape->iri);
  scan->part[0] = shape->swapped ? object : subject;
  scan->part[2] = shape->swapped ? subject : object;
  return subject && object;
}

/* The next property of the row at hand that is asked for and that it has. */
static gboolean tell_property(TyScan *scan, const TyShape *shape) {
  gboolean evidence = shape->type == TY_SHAPE_EVIDENCE,
           derived = shape->type == TY_SHAPE_ABOUT_DERIVED;
  const char *const *properties = evidence ? ty_evidence_properties : ty_fact_properties;
  guint n = evidence ? TY_EVIDENCE_PROPERTIES : TY_FACT_PROPERTIES;
  gsize fact = scan->place - 1;

  for (; scan->property < n; scan->property++) {
    guint property = scan->property;
    if (shape->iri && !g_str_equal(shape->iri, properties[property]))
      continue;
    rasqal_literal *object = derived    ? about_derived(scan, fact, property)
                             : evidence ? about_evidence(scan, &scan->row.fact, property)
                                        : about_fact(scan, &scan->row.fact, property);
    if (!object)
      continue;
    scan->part[0] = derived ? new_numbered(scan, "inferred",
                                           (gint64) (fact - scan->sparql->inferred->given->len) + 1)
                            : new_numbered(scan, "fact", scan->row.fact.id);
    scan->part[1] = ty_sparql_new_iri(scan->sparql, properties[property]);
    scan->part[2] = object;
    scan->property++;
    return TRUE;
  }
  return FALSE;
}

/* Whether a triple stands before: stated for other days, or derived for others. */
static gboolean is_told(const TyScan *scan, const TyTriple *triple) {
  const TyInferred *inferred = scan->sparql->inferred;
  const TyTriple *last =
      scan->place > 1 ? ty_inference_triple(inferred->inference, scan->derived[scan->place - 2])
                      : NULL;
  TyMatchPattern pattern = {.kind = TY_MATCH_RELATION,
                            .subject = triple->subject,
                            .predicate = inferred->book->predicates->pdata[triple->predicate],
                            .object = triple->object};
  TyMatchRow row;

  if (last && last->subject == triple->subject && last->predicate == triple->predicate &&
      last->object == triple->object)
    return TRUE;
  g_autoptr(TyMatch) match = ty_atlas_match(scan->sparql->workspace->atlas, &pattern, NULL);
  return match && ty_match_next(match, &row, NULL);
}

static gboolean tell_derived(TyScan *scan, const TyShape *shape) {
  const TyInferred *inferred = scan->sparql->inferred;
  const TyTriple *triple = ty_inference_triple(inferred->inference, scan->derived[scan->place - 1]);
  const TyRdfTerm *object = &scan->terms[shape->swapped ? 0 : 2];

  if (object->type != TY_TERM_ANY &&
      (object->type != TY_TERM_ENTITY || object->id != triple->object))
    return FALSE;
  if ((shape->number != TY_NO_PREDICATE && triple->predicate != shape->number) ||
      is_told(scan, triple))
    return FALSE;
  scan->part[shape->swapped ? 2 : 0] = new_entity(scan, triple->subject);
  scan->part[shape->swapped ? 0 : 2] = new_entity(scan, triple->object);
  scan->part[1] = shape->iri ? ty_sparql_new_iri(scan->sparql, shape->iri)
                             : new_name(scan, inferred->book->predicates->pdata[triple->predicate]);
  return TRUE;
}

gboolean ty_scan_tell(TyScan *scan, const TyShape *shape) {
  gboolean has_properties = shape->type == TY_SHAPE_ABOUT_FACT ||
                            shape->type == TY_SHAPE_ABOUT_DERIVED ||
                            shape->type == TY_SHAPE_EVIDENCE;

  if (!scan->row_is_there)
    scan->property = 0;
  gboolean told = has_properties                    ? tell_property(scan, shape)
                  : shape->type == TY_SHAPE_DERIVED ? tell_derived(scan, shape)
                                                    : tell_row(scan, shape);
  scan->row_is_there = has_properties && told;
  return told;
}

/* The texts of parts and terms. */
static gboolean same_texts(const TyScan *scan) {
  for (int i = 0; i < 3; i += 2) {
    const TyRdfTerm *term = &scan->terms[i];
    rasqal_literal *part = scan->part[i];
    if (term->type == TY_TERM_ANY)
      continue;
    if (term->type == TY_TERM_LITERAL) {
      const char *text =
          part->type == RASQAL_LITERAL_URI ? NULL : (const char *) rasqal_literal_as_string(part);
      if (!text)
        return FALSE;
      if (term->numeric && part->type != RASQAL_LITERAL_STRING) {
        char *end;
        double a = g_ascii_strtod(term->text, NULL), b = g_ascii_strtod(text, &end);
        if (*end ? !g_str_equal(text, term->text) : a != b)
          return FALSE;
      } else if (!g_str_equal(text, term->text))
        return FALSE;
    } else {
      if (part->type != RASQAL_LITERAL_URI)
        return FALSE;
      if (term->type == TY_TERM_ENTITY)
        continue; /* perhaps by another of its names: the look-up compared the entity */
      if (!g_str_equal((const char *) raptor_uri_as_string(part->value.uri), term->text))
        return FALSE;
    }
  }
  return TRUE;
}

/* Entities are compared by id where the look-up did not do it. */
static gboolean same_entity(const TyScan *scan, const TyShape *shape) {
  for (int i = 0; i < 3; i += 2) {
    const TyRdfTerm *term = &scan->terms[i];
    if (term->type != TY_TERM_ENTITY || (i == 2 && shape->type == TY_SHAPE_KIND))
      continue;
    const char *iri = (const char *) raptor_uri_as_string(scan->part[i]->value.uri);
    g_autofree char *own = ty_sparql_iri(ty_sparql_name(scan->sparql, term->id));
    if (!g_str_equal(iri, own))
      return FALSE;
  }
  return TRUE;
}

gboolean ty_scan_fits(const TyScan *scan, const TyShape *shape) {
  return same_texts(scan) && same_entity(scan, shape);
}
