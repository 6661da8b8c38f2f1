/* SPDX-License-Identifier: Apache-2.0 */
/* A pattern of three terms is a list of shapes, each one look-up:
 *
 *   ?x tuyou:contains ?y           facts located_in, the ends swapped
 *   ?x crm:P62_depicts tuyou:观音   facts with each predicate of that name, object 观音
 *   tuyou:圆觉洞 ?p ?o              its kind, names, county, place; facts with it as subject
 */
#include "flow/sparql.h"

#include <math.h>
#include <string.h>

typedef enum {
  SHAPE_FACT,
  SHAPE_DERIVED,
  SHAPE_KIND,
  SHAPE_NAME,
  SHAPE_ALIAS,
  SHAPE_COUNTY,
  SHAPE_WKT,
  SHAPE_LAT,
  SHAPE_LON,
  SHAPE_ABOUT_FACT,    /* one property of a stated fact */
  SHAPE_ABOUT_DERIVED, /* of an inferred one */
  SHAPE_EVIDENCE,      /* source, citation, quote */
} ShapeType;

typedef struct {
  ShapeType type;
  guint32 number; /* of the predicate; NO_PREDICATE: any */
  char *iri;      /* what stands as predicate; NULL: told by the row */
  char *kind;     /* of SHAPE_KIND: only this one */
  char *object;   /* of SHAPE_KIND: the IRI that stands for it; NULL: by the row */
  gboolean swapped;
} Shape;

#define NO_PREDICATE G_MAXUINT32
enum { MOST_KEPT = 1000000 }; /* literals */

struct TyScan {
  TySparql *sparql;
  TyRdfTerm terms[3];
  GArray *shapes; /* of Shape */
  guint at;       /* the shape at hand, + 1; 0: none yet */
  TyMatch *match;
  TyMatchRow row;
  gsize place, end; /* of derived facts: in the index */
  const guint32 *derived;
  guint property;        /* of facts and evidence: which one is at hand */
  gboolean row_is_there; /* more properties of the same row may follow */
  rasqal_literal *part[3];
  char *key;            /* of the pattern; NULL: not worth keeping */
  GPtrArray *recording; /* of literals, three a triple: what was told so far; NULL: not recorded */
  GPtrArray *kept;      /* what a scan of the same pattern told before; NULL: none */
  guint next_kept;
};

/* What is said of a fact, in order. */
static const char *const fact_properties[] = {
    TY_RDF "subject",          TY_RDF "predicate",      TY_RDF "object",
    TY_NAMESPACE "confidence", TY_NAMESPACE "unit",     TY_NAMESPACE "qualifier",
    TY_NAMESPACE "valid_from", TY_NAMESPACE "valid_to", TY_NAMESPACE "weaker",
    TY_NAMESPACE "rule",       TY_NAMESPACE "because",  TY_NAMESPACE "because",
    TY_NAMESPACE "because",    TY_NAMESPACE "because"};
enum { SUBJECT, PREDICATE, OBJECT, CONFIDENCE, UNIT, QUALIFIER, FROM, TO, WEAKER, RULE, BECAUSE };
static const char *const evidence_properties[] = {TY_NAMESPACE "source", TY_NAMESPACE "citation",
                                                  TY_NAMESPACE "quote"};

void ty_sparql_fail(TySparql *sparql, GError *error) {
  gboolean over = g_error_matches(error, TY_ERROR, TY_ERROR_CANCELLED);

  if (!over && !sparql->error)
    sparql->error = g_error_copy(error);
  g_error_free(error);
  sparql->ended = TRUE;
}

gboolean ty_sparql_has_ended(TySparql *sparql) {
  if (!sparql->ended && ty_atlas_is_out_of_time(sparql->workspace->atlas))
    sparql->ended = TRUE;
  return sparql->ended;
}

/* What follows ----------------------------------------------------------------------------------
 */

/* Derived facts by (predicate, subject), (subject, predicate) and (object, predicate). */
typedef struct TyDerivedIndex {
  GArray *orders[3]; /* of guint32 */
} TyDerivedIndex;

enum { BY_PREDICATE, BY_SUBJECT, BY_OBJECT };

static void key_of(const TyTriple *triple, int order, guint32 key[2]) {
  key[0] = order == BY_PREDICATE ? triple->predicate
           : order == BY_SUBJECT ? triple->subject
                                 : triple->object;
  key[1] = order == BY_PREDICATE ? triple->subject : triple->predicate;
}

typedef struct {
  const TyInference *inference;
  int order;
} Ordering;

static int by_key(gconstpointer a, gconstpointer b, gpointer data) {
  const Ordering *ordering = data;
  guint32 x[2], y[2], i = *(const guint32 *) a, k = *(const guint32 *) b;

  key_of(ty_inference_triple(ordering->inference, i), ordering->order, x);
  key_of(ty_inference_triple(ordering->inference, k), ordering->order, y);
  if (x[0] != y[0])
    return x[0] < y[0] ? -1 : 1;
  if (x[1] != y[1])
    return x[1] < y[1] ? -1 : 1;
  const TyTriple *s = ty_inference_triple(ordering->inference, i);
  const TyTriple *t = ty_inference_triple(ordering->inference, k);
  guint64 u = (guint64) s->subject << 32 | s->object, v = (guint64) t->subject << 32 | t->object;
  return u != v ? (u < v ? -1 : 1) : (i > k) - (i < k);
}

/* Predicates that the query names; all when a variable may be one. */
static gboolean *wanted_predicates(TySparql *sparql) {
  const TyRuleBook *book = sparql->book;
  gboolean *wanted = g_new0(gboolean, book->predicates->len + 1);
  raptor_sequence *triples = rasqal_query_get_triple_sequence(sparql->query);
  int n = triples ? raptor_sequence_size(triples) : 0;

  for (guint p = 0; p < book->predicates->len && n == 0; p++)
    wanted[p] = TRUE;
  for (int i = 0; i < n; i++) {
    const rasqal_triple *triple = raptor_sequence_get_at(triples, i);
    gboolean is_iri = triple->predicate->type == RASQAL_LITERAL_URI;
    const char *iri =
        is_iri ? (const char *) raptor_uri_as_string(triple->predicate->value.uri) : NULL;
    /* Through a fact's own properties any predicate may be meant. */
    gboolean any = !iri || g_str_has_prefix(iri, TY_RDF "subject") ||
                   g_str_has_prefix(iri, TY_RDF "predicate") ||
                   g_str_has_prefix(iri, TY_RDF "object") || g_str_has_suffix(iri, ":rule") ||
                   g_str_has_suffix(iri, ":because");
    g_autofree char *local = iri ? ty_sparql_local(iri, TY_NAMESPACE) : NULL;
    const GPtrArray *same = iri ? g_hash_table_lookup(sparql->same, iri) : NULL;
    guint32 number;
    gboolean swapped;
    if (local && ty_rule_book_predicate(book, local, &number, &swapped))
      wanted[number] = TRUE;
    for (guint p = 0; p < book->predicates->len; p++)
      wanted[p] |=
          any || (same && g_ptr_array_find_with_equal_func(
                              (GPtrArray *) same, book->predicates->pdata[p], g_str_equal, NULL));
  }
  return wanted;
}

gboolean ty_sparql_infer(TySparql *sparql) {
  if (!sparql->infer || sparql->index)
    return sparql->infer;
  GError *error = NULL;
  g_autofree gboolean *wanted = wanted_predicates(sparql);
  TyRuleBook *book = ty_rule_book_open(sparql->workspace, &error);
  sparql->inferred = book ? ty_inferred_all(sparql->workspace, book, wanted, &error) : NULL;
  sparql->index = g_new0(TyDerivedIndex, 1);
  for (int order = 0; order < 3; order++)
    sparql->index->orders[order] = g_array_new(FALSE, FALSE, sizeof(guint32));
  if (!sparql->inferred) {
    ty_sparql_fail(sparql, error);
    return FALSE;
  }
  gsize n = ty_inference_length(sparql->inferred->inference);
  for (int order = 0; order < 3; order++) {
    Ordering ordering = {sparql->inferred->inference, order};
    for (guint32 i = sparql->inferred->given->len; i < n; i++)
      g_array_append_val(sparql->index->orders[order], i);
    g_array_sort_with_data(sparql->index->orders[order], by_key, &ordering);
  }
  return TRUE;
}

void ty_derived_index_free(TyDerivedIndex *index) {
  for (int order = 0; order < 3; order++)
    g_array_unref(index->orders[order]);
  g_free(index);
}

/* The first place in an order that is not before (a, b). */
static gsize place_of(const TySparql *sparql, int order, guint64 a, guint64 b) {
  const GArray *list = sparql->index->orders[order];
  gsize low = 0, high = list->len;

  while (low < high) {
    gsize middle = (low + high) / 2;
    guint32 key[2];
    key_of(ty_inference_triple(sparql->inferred->inference, g_array_index(list, guint32, middle)),
           order, key);
    if (key[0] < a || (key[0] == a && key[1] < b))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void open_derived(TyScan *scan, const Shape *shape) {
  TySparql *sparql = scan->sparql;
  const TyRdfTerm *subject = &scan->terms[shape->swapped ? 2 : 0];
  const TyRdfTerm *object = &scan->terms[shape->swapped ? 0 : 2];
  int order = subject->type == TY_TERM_ENTITY  ? BY_SUBJECT
              : object->type == TY_TERM_ENTITY ? BY_OBJECT
                                               : BY_PREDICATE;
  gboolean any = shape->number == NO_PREDICATE;
  guint64 a = order == BY_SUBJECT ? (guint64) subject->id : (guint64) object->id;

  if (!ty_sparql_infer(sparql))
    return;
  scan->derived = (const guint32 *) (void *) sparql->index->orders[order]->data;
  if (order == BY_PREDICATE) {
    scan->place = any ? 0 : place_of(sparql, order, shape->number, 0);
    scan->end = any ? sparql->index->orders[order]->len
                    : place_of(sparql, order, (guint64) shape->number + 1, 0);
  } else {
    scan->place = place_of(sparql, order, a, any ? 0 : shape->number);
    scan->end = any ? place_of(sparql, order, a + 1, 0)
                    : place_of(sparql, order, a, (guint64) shape->number + 1);
  }
}

/* Shapes ----------------------------------------------------------------------------------------
 */

static void clear_shape(gpointer data) {
  Shape *shape = data;
  g_free(shape->iri);
  g_free(shape->kind);
  g_free(shape->object);
}

static void add_shape(TyScan *scan, ShapeType type, const char *iri) {
  Shape shape = {type, NO_PREDICATE, g_strdup(iri), NULL, NULL, FALSE};
  g_array_append_val(scan->shapes, shape);
}

static void add_predicate(TyScan *scan, guint32 number, gboolean swapped, const char *iri) {
  Shape shape = {SHAPE_FACT, number, g_strdup(iri), NULL, NULL, swapped};

  g_array_append_val(scan->shapes, shape);
  if (!scan->sparql->infer)
    return;
  shape.type = SHAPE_DERIVED;
  shape.iri = g_strdup(iri);
  g_array_append_val(scan->shapes, shape);
}

static void add_kind(TyScan *scan, const char *kind, const char *object) {
  Shape shape = {SHAPE_KIND,     NO_PREDICATE,     g_strdup(TY_RDF "type"),
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
  ShapeType type;
} own_shapes[] = {{TY_RDFS "label", SHAPE_NAME},         {TY_SKOS "altLabel", SHAPE_ALIAS},
                  {TY_NAMESPACE "county", SHAPE_COUNTY}, {TY_GEO "asWKT", SHAPE_WKT},
                  {TY_NAMESPACE "lat", SHAPE_LAT},       {TY_NAMESPACE "lon", SHAPE_LON}};

static void add_all(TyScan *scan) {
  TyRdfType subject = scan->terms[0].type, object = scan->terms[2].type;

  if (subject == TY_TERM_FACT)
    add_shape(scan, SHAPE_ABOUT_FACT, NULL), add_shape(scan, SHAPE_EVIDENCE, NULL);
  else if (subject == TY_TERM_INFERRED)
    add_shape(scan, SHAPE_ABOUT_DERIVED, NULL);
  else if (subject == TY_TERM_ANY || subject == TY_TERM_ENTITY) {
    if (object != TY_TERM_LITERAL)
      add_kinds(scan);
    for (gsize i = 0; i < G_N_ELEMENTS(own_shapes) && object != TY_TERM_ENTITY; i++)
      add_shape(scan, own_shapes[i].type, own_shapes[i].iri);
    add_predicate(scan, NO_PREDICATE, FALSE, NULL);
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
  if (is_property(fact_properties, G_N_ELEMENTS(fact_properties), iri)) {
    if (subject == TY_TERM_ANY || subject == TY_TERM_FACT)
      add_shape(scan, SHAPE_ABOUT_FACT, iri);
    if (sparql->infer && (subject == TY_TERM_ANY || subject == TY_TERM_INFERRED))
      add_shape(scan, SHAPE_ABOUT_DERIVED, iri);
  }
  if (is_property(evidence_properties, G_N_ELEMENTS(evidence_properties), iri))
    add_shape(scan, SHAPE_EVIDENCE, iri);
  if (local && ty_rule_book_predicate(sparql->book, local, &number, &swapped))
    add_predicate(scan, number, swapped, iri);
  for (guint i = 0; same && i < same->len; i++)
    if (ty_rule_book_predicate(sparql->book, same->pdata[i], &number, &swapped))
      add_predicate(scan, number, swapped, iri);
}

/* Rows ------------------------------------------------------------------------------------------
 */

static TyMatchPattern pattern_of(const TyScan *scan, const Shape *shape) {
  const TyRdfTerm *subject = &scan->terms[shape->swapped ? 2 : 0];
  const TyRdfTerm *object = &scan->terms[shape->swapped ? 0 : 2];
  gboolean by_text = object->type == TY_TERM_LITERAL && !object->numeric;
  TyMatchPattern pattern = {.kind = TY_MATCH_FACT};

  if (subject->type == TY_TERM_ENTITY)
    pattern.subject = subject->id;
  if (subject->type == TY_TERM_FACT)
    pattern.fact = subject->id;
  switch (shape->type) {
  case SHAPE_FACT:
    pattern.once = TRUE; /* a graph is a set of triples */
    if (shape->number != NO_PREDICATE)
      pattern.predicate = scan->sparql->book->predicates->pdata[shape->number];
    if (object->type == TY_TERM_ENTITY)
      pattern.object = object->id;
    pattern.text = by_text ? object->text : NULL;
    break;
  case SHAPE_KIND:
    pattern.kind = TY_MATCH_ENTITY;
    pattern.predicate = shape->kind;
    break;
  case SHAPE_NAME:
    pattern.kind = TY_MATCH_ENTITY;
    pattern.text = by_text ? object->text : NULL;
    break;
  case SHAPE_COUNTY:
    pattern.kind = TY_MATCH_ENTITY;
    pattern.county = by_text ? object->text : NULL;
    break;
  case SHAPE_ALIAS:
    pattern.kind = TY_MATCH_ALIAS;
    pattern.text = by_text ? object->text : NULL;
    break;
  case SHAPE_WKT:
  case SHAPE_LAT:
  case SHAPE_LON:
    pattern.kind = TY_MATCH_PLACE;
    break;
  case SHAPE_EVIDENCE:
    pattern.kind = TY_MATCH_EVIDENCE;
    break;
  case SHAPE_ABOUT_FACT:
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

static void open_shape(TyScan *scan) {
  const Shape *shape = &g_array_index(scan->shapes, Shape, scan->at - 1);

  scan->row_is_there = FALSE;
  scan->place = scan->end = 0;
  if (shape->type == SHAPE_DERIVED)
    open_derived(scan, shape);
  else if (shape->type == SHAPE_ABOUT_DERIVED) {
    if (!ty_sparql_infer(scan->sparql))
      return;
    gsize n = ty_inference_length(scan->sparql->inferred->inference);
    gsize one = (gsize) scan->terms[0].id + scan->sparql->inferred->given->len - 1;
    gboolean all = scan->terms[0].type == TY_TERM_ANY;
    scan->derived = NULL;
    scan->place = all ? scan->sparql->inferred->given->len : MIN(one, n);
    scan->end = all ? n : MIN(one + 1, n);
  } else {
    TyMatchPattern pattern = pattern_of(scan, shape);
    GError *error = NULL;
    scan->match = ty_atlas_match(scan->sparql->workspace->atlas, &pattern, &error);
    if (!scan->match)
      ty_sparql_fail(scan->sparql, error);
  }
}

static void clear_parts(TyScan *scan) {
  for (int i = 0; i < 3; i++)
    g_clear_pointer(&scan->part[i], rasqal_free_literal);
}

/* librasqal reads the right side of a join anew for each row of the left: what it reads twice is
 * kept. */
static void look_for_kept(TyScan *scan) {
  TySparql *sparql = scan->sparql;
  const TyRdfTerm *t = scan->terms;
  gpointer kept = NULL;

  if (t[0].type != TY_TERM_ANY || sparql->n_kept > MOST_KEPT)
    return;
  scan->key = g_strdup_printf("%s\n%d %s\n%s", t[1].text ? t[1].text : "", (int) t[2].type,
                              t[2].text ? t[2].text : "", t[2].numeric ? "n" : "");
  gboolean again = g_hash_table_lookup_extended(sparql->kept, scan->key, NULL, &kept);
  if (kept)
    scan->kept = g_ptr_array_ref(kept);
  else if (again)
    scan->recording = g_ptr_array_new_with_free_func((GDestroyNotify) rasqal_free_literal);
  else
    g_hash_table_insert(sparql->kept, g_strdup(scan->key), NULL);
}

static void record(TyScan *scan) {
  for (int i = 0; i < 3 && scan->recording; i++)
    g_ptr_array_add(scan->recording, rasqal_new_literal_from_literal(scan->part[i]));
  if (scan->recording && scan->recording->len > MOST_KEPT)
    g_clear_pointer(&scan->recording, g_ptr_array_unref);
}

/* All was told: what was recorded is the answer. */
static void keep(TyScan *scan) {
  if (!scan->recording || ty_sparql_has_ended(scan->sparql))
    return;
  scan->sparql->n_kept += scan->recording->len + 1;
  g_hash_table_insert(scan->sparql->kept, g_strdup(scan->key), g_steal_pointer(&scan->recording));
}

static gboolean next_kept(TyScan *scan) {
  if (scan->next_kept == scan->kept->len)
    return FALSE;
  for (int i = 0; i < 3; i++)
    scan->part[i] = rasqal_new_literal_from_literal(scan->kept->pdata[scan->next_kept++]);
  return TRUE;
}

TyScan *ty_scan_open(TySparql *sparql, const TyRdfTerm *subject, const TyRdfTerm *predicate,
                     const TyRdfTerm *object) {
  const TyRdfTerm *terms[3] = {subject, predicate, object};
  TyScan *scan = g_new0(TyScan, 1);

  scan->sparql = sparql;
  scan->shapes = g_array_new(FALSE, FALSE, sizeof(Shape));
  g_array_set_clear_func(scan->shapes, clear_shape);
  for (int i = 0; i < 3; i++) {
    scan->terms[i] = *terms[i];
    scan->terms[i].text = g_strdup(terms[i]->text);
  }
  look_for_kept(scan);
  if (scan->kept)
    return scan;
  /* A literal is no subject, and nothing but an IRI a predicate. */
  if (subject->type == TY_TERM_LITERAL || predicate->type == TY_TERM_LITERAL)
    return scan;
  if (predicate->type == TY_TERM_ANY)
    add_all(scan);
  else
    add_named(scan, predicate->text);
  return scan;
}

void ty_scan_free(TyScan *scan) {
  if (!scan)
    return;
  clear_parts(scan);
  g_clear_pointer(&scan->match, ty_match_free);
  g_array_unref(scan->shapes);
  for (int i = 0; i < 3; i++)
    ty_term_clear(&scan->terms[i]);
  g_clear_pointer(&scan->recording, g_ptr_array_unref);
  g_clear_pointer(&scan->kept, g_ptr_array_unref);
  g_free(scan->key);
  g_free(scan);
}

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
static gboolean tell_row(TyScan *scan, const Shape *shape) {
  const TyFact *fact = &scan->row.fact;
  rasqal_literal *subject = NULL, *object = NULL;

  switch (shape->type) {
  case SHAPE_FACT:
    subject = new_name(scan, fact->subject_name);
    object = fact->object ? new_name(scan, fact->object_name)
                          : ty_sparql_new_value(scan->sparql, fact->value);
    scan->part[1] =
        shape->iri ? ty_sparql_new_iri(scan->sparql, shape->iri) : new_name(scan, fact->predicate);
    break;
  case SHAPE_KIND:
    subject = new_name(scan, fact->subject_name);
    object = shape->object ? ty_sparql_new_iri(scan->sparql, shape->object)
                           : new_name(scan, fact->predicate);
    break;
  case SHAPE_NAME:
    subject = new_name(scan, fact->subject_name);
    object = new_text(scan, fact->subject_name);
    break;
  case SHAPE_ALIAS:
  case SHAPE_COUNTY:
    subject = new_name(scan, fact->subject_name);
    object = new_text(scan, fact->value);
    break;
  case SHAPE_WKT: {
    g_autofree char *wkt =
        g_strdup_printf("POINT(%.6f %.6f)", scan->row.lon_deg, scan->row.lat_deg);
    subject = new_name(scan, fact->subject_name);
    object = ty_sparql_new_typed(scan->sparql, wkt, TY_GEO "wktLiteral");
    break;
  }
  case SHAPE_LAT:
  case SHAPE_LON:
    subject = new_name(scan, fact->subject_name);
    object = new_number(scan, shape->type == SHAPE_LAT ? scan->row.lat_deg : scan->row.lon_deg, 6);
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
static gboolean tell_property(TyScan *scan, const Shape *shape) {
  gboolean evidence = shape->type == SHAPE_EVIDENCE, derived = shape->type == SHAPE_ABOUT_DERIVED;
  const char *const *properties = evidence ? evidence_properties : fact_properties;
  guint n = evidence ? G_N_ELEMENTS(evidence_properties) : G_N_ELEMENTS(fact_properties);
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

static gboolean tell_derived(TyScan *scan, const Shape *shape) {
  const TyInferred *inferred = scan->sparql->inferred;
  const TyTriple *triple = ty_inference_triple(inferred->inference, scan->derived[scan->place - 1]);
  const TyRdfTerm *object = &scan->terms[shape->swapped ? 0 : 2];

  if (object->type != TY_TERM_ANY &&
      (object->type != TY_TERM_ENTITY || object->id != triple->object))
    return FALSE;
  if ((shape->number != NO_PREDICATE && triple->predicate != shape->number) ||
      is_told(scan, triple))
    return FALSE;
  scan->part[shape->swapped ? 2 : 0] = new_entity(scan, triple->subject);
  scan->part[shape->swapped ? 0 : 2] = new_entity(scan, triple->object);
  scan->part[1] = shape->iri ? ty_sparql_new_iri(scan->sparql, shape->iri)
                             : new_name(scan, inferred->book->predicates->pdata[triple->predicate]);
  return TRUE;
}

/* Whether the parts at hand are what was asked for; look-ups have seen to most. */
static gboolean fits(TyScan *scan) {
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
static gboolean same_entity(const TyScan *scan, const Shape *shape) {
  for (int i = 0; i < 3; i += 2) {
    const TyRdfTerm *term = &scan->terms[i];
    if (term->type != TY_TERM_ENTITY || (i == 2 && shape->type == SHAPE_KIND))
      continue;
    const char *iri = (const char *) raptor_uri_as_string(scan->part[i]->value.uri);
    g_autofree char *own = ty_sparql_iri(ty_sparql_name(scan->sparql, term->id));
    if (!g_str_equal(iri, own))
      return FALSE;
  }
  return TRUE;
}

static gboolean next_row(TyScan *scan, const Shape *shape) {
  GError *error = NULL;

  if (shape->type == SHAPE_DERIVED || shape->type == SHAPE_ABOUT_DERIVED)
    return scan->place < scan->end && ++scan->place;
  if (!scan->match)
    return FALSE;
  if (ty_match_next(scan->match, &scan->row, &error))
    return TRUE;
  g_clear_pointer(&scan->match, ty_match_free);
  if (error)
    ty_sparql_fail(scan->sparql, error);
  return FALSE;
}

gboolean ty_scan_next(TyScan *scan) {
  for (;;) {
    if (ty_sparql_has_ended(scan->sparql))
      return FALSE;
    if (scan->kept) {
      clear_parts(scan);
      return next_kept(scan);
    }
    if (scan->at == 0 || (!scan->row_is_there &&
                          !next_row(scan, &g_array_index(scan->shapes, Shape, scan->at - 1)))) {
      g_clear_pointer(&scan->match, ty_match_free);
      if (scan->at == scan->shapes->len) {
        keep(scan);
        return FALSE;
      }
      scan->at++;
      open_shape(scan);
      continue;
    }
    const Shape *shape = &g_array_index(scan->shapes, Shape, scan->at - 1);
    gboolean has_properties = shape->type == SHAPE_ABOUT_FACT ||
                              shape->type == SHAPE_ABOUT_DERIVED || shape->type == SHAPE_EVIDENCE;
    if (!scan->row_is_there)
      scan->property = 0;
    clear_parts(scan);
    gboolean told = has_properties                 ? tell_property(scan, shape)
                    : shape->type == SHAPE_DERIVED ? tell_derived(scan, shape)
                                                   : tell_row(scan, shape);
    scan->row_is_there = has_properties && told;
    if (told && fits(scan) && same_entity(scan, shape)) {
      record(scan);
      return TRUE;
    }
  }
}

rasqal_literal *ty_scan_part(TyScan *scan, int part) { return scan->part[part]; }
