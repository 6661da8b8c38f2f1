/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/rdf.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

#define NONE G_MAXUINT32

/* What a subject is. */
typedef enum {
  ROLE_NODE,
  ROLE_STATEMENT,
  ROLE_EVIDENCE,
  ROLE_GEOMETRY,
  ROLE_TERM,
  ROLE_GRAPH
} Role;

typedef struct {
  TyTerm term;
  guint32 first, last; /* its triples as a subject; NONE */
  Role role;
  gint64 node; /* −1: none yet */
} Known;

typedef struct {
  guint32 subject, object, next; /* next: of the same subject */
  const char *predicate;
} Triple;

struct TyTriples {
  GArray *terms, *triples; /* of Known, Triple */
  GHashTable *index;       /* key of a term → its place + 1 */
  GStringChunk *texts;
  /* while the graph is made */
  const char *file;
  TyGraphData *graph;
  GHashTable *said; /* triples that statements repeat or imply */
};

TyTriples *ty_triples_new(void) {
  TyTriples *triples = g_new0(TyTriples, 1);

  triples->terms = g_array_new(FALSE, FALSE, sizeof(Known));
  triples->triples = g_array_new(FALSE, FALSE, sizeof(Triple));
  triples->texts = g_string_chunk_new(1 << 14);
  triples->index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  triples->said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return triples;
}

void ty_triples_free(TyTriples *triples) {
  g_array_unref(triples->terms);
  g_array_unref(triples->triples);
  g_hash_table_unref(triples->index);
  g_hash_table_unref(triples->said);
  g_string_chunk_free(triples->texts);
  g_free(triples);
}

static Known *known(const TyTriples *of, guint32 term) {
  return &g_array_index(of->terms, Known, term);
}

static const Triple *triple_at(const TyTriples *of, guint32 at) {
  return &g_array_index(of->triples, Triple, at);
}

static const char *kept(TyTriples *of, const char *text) {
  return text ? g_string_chunk_insert_const(of->texts, text) : NULL;
}

static guint32 intern(TyTriples *of, const TyTerm *term) {
  gboolean plain = !term->datatype || g_str_equal(term->datatype, TY_RDF_XSD "string");
  const char *datatype = plain ? "" : term->datatype;
  char *key = g_strdup_printf("%d%s\n%s\n%s", term->type, datatype,
                              term->language ? term->language : "", term->value);
  guint32 found = GPOINTER_TO_UINT(g_hash_table_lookup(of->index, key));

  if (found) {
    g_free(key);
    return found - 1;
  }
  Known own = {{term->type, kept(of, term->value), plain ? NULL : kept(of, datatype),
                kept(of, term->language)},
               NONE,
               NONE,
               ROLE_NODE,
               -1};
  g_array_append_val(of->terms, own);
  g_hash_table_insert(of->index, key, GUINT_TO_POINTER(of->terms->len));
  return of->terms->len - 1;
}

void ty_triples_add(TyTriples *of, const TyTerm *subject, const char *predicate,
                    const TyTerm *object) {
  Triple triple = {intern(of, subject), intern(of, object), NONE, kept(of, predicate)};
  guint32 at = of->triples->len;
  Known *of_subject = known(of, triple.subject);

  if (of_subject->last == NONE)
    of_subject->first = at;
  else
    g_array_index(of->triples, Triple, of_subject->last).next = at;
  of_subject->last = at;
  g_array_append_val(of->triples, triple);
}

/* Looking -------------------------------------------------------------------------------------- */

/* The first object of a subject under a predicate; NULL when there is none. */
static const Known *object_of(const TyTriples *of, guint32 subject, const char *predicate) {
  for (guint32 at = known(of, subject)->first; at != NONE; at = triple_at(of, at)->next)
    if (g_str_equal(triple_at(of, at)->predicate, predicate))
      return known(of, triple_at(of, at)->object);
  return NULL;
}

static const char *text_of(const TyTriples *of, guint32 subject, const char *predicate) {
  const Known *found = object_of(of, subject, predicate);
  return found ? found->term.value : NULL;
}

static double number_of(const TyTriples *of, guint32 subject, const char *predicate, double usual) {
  const char *text = text_of(of, subject, predicate);
  double value;
  return text && ty_number_parse(text, &value) ? value : usual;
}

/* Whether every predicate of a subject is one of the list, or begins as its last entry says. */
static gboolean has_only(const TyTriples *of, guint32 subject, const char *const *allowed,
                         const char *space) {
  for (guint32 at = known(of, subject)->first; at != NONE; at = triple_at(of, at)->next) {
    const char *predicate = triple_at(of, at)->predicate;
    if (!g_strv_contains(allowed, predicate) && !(space && g_str_has_prefix(predicate, space)))
      return FALSE;
  }
  return TRUE;
}

/* Roles ---------------------------------------------------------------------------------------- */

static Role role_by_type(const TyTriples *of, guint32 subject, const char *type) {
  static const char *const statement[] = {TY_RDF_RDF "type",
                                          TY_RDF_RDF "subject",
                                          TY_RDF_RDF "predicate",
                                          TY_RDF_RDF "object",
                                          TY_RDF_GRAPH "id",
                                          TY_RDF_GRAPH "weight",
                                          TY_RDF_GRAPH "since",
                                          TY_RDF_GRAPH "confidence",
                                          TY_RDF_GRAPH "until",
                                          TY_RDF_GRAPH "evidence",
                                          NULL};
  static const char *const evidence[] = {TY_RDF_RDF "type",         TY_RDF_GRAPH "source",
                                         TY_RDF_GRAPH "line",       TY_RDF_GRAPH "citation",
                                         TY_RDF_GRAPH "note",       TY_RDF_GRAPH "quote",
                                         TY_RDF_GRAPH "confidence", NULL};
  static const char *const term[] = {TY_RDF_RDF "type", TY_RDF_RDFS "label",
                                     TY_RDF_RDFS "subClassOf", TY_RDF_RDFS "subPropertyOf", NULL};
  const Known *about = object_of(of, subject, TY_RDF_RDF "subject");
  const Known *predicate = object_of(of, subject, TY_RDF_RDF "predicate");

  if (g_str_equal(type, TY_RDF_RDF "Statement"))
    return about && about->term.type != TY_TERM_LITERAL && predicate &&
                   predicate->term.type == TY_TERM_IRI &&
                   object_of(of, subject, TY_RDF_RDF "object") &&
                   has_only(of, subject, statement, TY_RDF_EDGE)
               ? ROLE_STATEMENT
               : ROLE_NODE;
  if (g_str_equal(type, TY_RDF_GRAPH "Evidence"))
    return has_only(of, subject, evidence, NULL) ? ROLE_EVIDENCE : ROLE_NODE;
  if (g_str_equal(type, TY_RDF_RDFS "Class") || g_str_equal(type, TY_RDF_RDF "Property"))
    return known(of, subject)->term.type == TY_TERM_IRI && has_only(of, subject, term, NULL)
               ? ROLE_TERM
               : ROLE_NODE;
  return ROLE_NODE;
}

static gboolean read_point(const char *wkt, double *lon, double *lat) {
  g_autofree char *upper = g_ascii_strup(wkt ? wkt : "", -1);
  const char *at = strstr(upper, "POINT");
  char *end;

  at = at ? strchr(at, '(') : NULL;
  if (!at)
    return FALSE;
  *lon = g_ascii_strtod(at + 1, &end);
  if (end == at + 1)
    return FALSE;
  at = end;
  *lat = g_ascii_strtod(at, &end);
  return end > at && isfinite(*lon) && isfinite(*lat);
}

static void find_roles(TyTriples *of) {
  static const char *const geometry[] = {TY_RDF_RDF "type", TY_RDF_GEO "asWKT", NULL};
  double lon, lat;

  for (guint32 at = 0; at < of->triples->len; at++) {
    const Triple *triple = triple_at(of, at);
    Known *object = known(of, triple->object);
    if (g_str_equal(triple->predicate, TY_RDF_RDF "type")) {
      Role role = role_by_type(of, triple->subject, object->term.value);
      if (role != ROLE_NODE)
        known(of, triple->subject)->role = role;
    } else if (g_str_equal(triple->predicate, TY_RDF_GEO "hasGeometry") &&
               object->term.type != TY_TERM_LITERAL &&
               has_only(of, triple->object, geometry, NULL) &&
               read_point(text_of(of, triple->object, TY_RDF_GEO "asWKT"), &lon, &lat)) {
      object->role = ROLE_GEOMETRY;
    } else if (g_str_equal(triple->predicate, TY_RDF_GRAPH "directed") &&
               g_str_equal(known(of, triple->subject)->term.value, TY_RDF_GRAPH "this")) {
      known(of, triple->subject)->role = ROLE_GRAPH;
      of->graph->directed = !g_str_equal(object->term.value, "false");
    }
  }
}

/* The ontology --------------------------------------------------------------------------------- */

static const char *local(const char *iri, const char *space) {
  return iri && g_str_has_prefix(iri, space) ? iri + strlen(space) : NULL;
}

static void take_term(TyTriples *of, guint32 subject) {
  const Known *type = object_of(of, subject, TY_RDF_RDF "type");
  gboolean is_class = g_str_equal(type->term.value, TY_RDF_RDFS "Class");
  const char *above = is_class ? TY_RDF_RDFS "subClassOf" : TY_RDF_RDFS "subPropertyOf";
  g_autofree char *id =
      ty_rdf_name(is_class ? TY_RDF_KIND : TY_RDF_TUYOU, known(of, subject)->term.value);
  TyGraphTerm term = {.id = id, .label = text_of(of, subject, TY_RDF_RDFS "label")};
  g_autofree char *crm = NULL, *schema = NULL;

  for (guint32 at = known(of, subject)->first; at != NONE; at = triple_at(of, at)->next) {
    const char *iri = known(of, triple_at(of, at)->object)->term.value;
    if (!g_str_equal(triple_at(of, at)->predicate, above))
      continue;
    if (local(iri, TY_RDF_CRM) && !crm)
      crm = ty_rdf_name(TY_RDF_CRM, iri);
    else if (local(iri, TY_RDF_SCHEMA) && !schema)
      schema = ty_rdf_name(TY_RDF_SCHEMA, iri);
  }
  term.crm = crm;
  term.schema_org = schema;
  (is_class ? ty_graph_data_add_kind : ty_graph_data_add_predicate)(of->graph, &term);
}

static const TyGraphTerm *find_term(const GArray *terms, const char *id) {
  for (guint i = 0; id && i < terms->len; i++)
    if (g_str_equal(g_array_index(terms, TyGraphTerm, i).id, id))
      return &g_array_index(terms, TyGraphTerm, i);
  return NULL;
}

/* Nodes ---------------------------------------------------------------------------------------- */

static gboolean node_of(TyTriples *of, guint32 term, guint32 *node, GError **error) {
  Known *own = known(of, term);
  TyGraphData *graph = of->graph;

  if (own->node < 0 && own->term.type == TY_TERM_LITERAL) {
    g_autofree char *datatype =
        own->term.datatype ? ty_rdf_name(TY_RDF_TUYOU, own->term.datatype) : NULL;
    own->node = ty_graph_data_literal(graph, own->term.value, datatype, own->term.language);
  } else if (own->node < 0) {
    g_autofree char *id = own->term.type == TY_TERM_BLANK
                              ? g_strconcat("_:", own->term.value, NULL)
                              : ty_rdf_name(TY_RDF_ENTITY, own->term.value);
    g_autoptr(GError) why = NULL;
    /* Two graphs in one, or an IRI that is another node's name. */
    own->node = ty_graph_data_find(graph, id);
    if (own->node < 0)
      own->node = ty_graph_data_add_node(graph, id, NULL, NULL, &why);
    if (own->node < 0)
      return ty_graph_fail(error, of->file, 0, "%s", why->message);
  }
  *node = (guint32) own->node;
  return TRUE;
}

static TyColumnType type_of(const TyTerm *term) {
  const char *type = local(term->datatype, TY_RDF_XSD);

  return !type                                                         ? TY_COLUMN_TEXT
         : g_str_equal(type, "integer")                                ? TY_COLUMN_INTEGER
         : g_str_equal(type, "boolean")                                ? TY_COLUMN_BOOLEAN
         : g_str_equal(type, "double") || g_str_equal(type, "decimal") ? TY_COLUMN_REAL
                                                                       : TY_COLUMN_TEXT;
}

/* The node's kind among its types: one of the ontology's, else the first. */
static const char *kind_of(const TyTriples *of, guint32 subject) {
  const char *kind = NULL;

  for (guint32 at = known(of, subject)->first; at != NONE; at = triple_at(of, at)->next) {
    const TyTerm *type = &known(of, triple_at(of, at)->object)->term;
    if (!g_str_equal(triple_at(of, at)->predicate, TY_RDF_RDF "type") || type->type != TY_TERM_IRI)
      continue;
    if (local(type->value, TY_RDF_KIND))
      return type->value;
    kind = kind ? kind : type->value;
  }
  return kind;
}

static gboolean is_counterpart(const TyGraphTerm *term, const char *iri) {
  g_autofree char *crm = term && term->crm ? ty_rdf_iri(TY_RDF_CRM, term->crm) : NULL;
  g_autofree char *schema =
      term && term->schema_org ? ty_rdf_iri(TY_RDF_SCHEMA, term->schema_org) : NULL;
  return g_strcmp0(crm, iri) == 0 || g_strcmp0(schema, iri) == 0;
}

static void set_point(TyTriples *of, gsize node, guint32 geometry) {
  guint32 lat = ty_graph_data_node_column(of->graph, "lat", TY_COLUMN_REAL);
  guint32 lon = ty_graph_data_node_column(of->graph, "lon", TY_COLUMN_REAL);
  double x, y;

  if (read_point(text_of(of, geometry, TY_RDF_GEO "asWKT"), &x, &y) &&
      !ty_graph_value(ty_graph_data_node(of->graph, node)->values, lat)) {
    ty_graph_data_set_number(of->graph, node, lat, y);
    ty_graph_data_set_number(of->graph, node, lon, x);
  }
}

/* Takes a triple that says something of the node itself. FALSE when it is an edge. */
static gboolean take_member(TyTriples *of, gsize at, const Triple *triple, const char *kind) {
  const Known *object = known(of, triple->object);
  TyGraphNode *node = ty_graph_data_node(of->graph, at);
  const char *attribute = local(triple->predicate, TY_RDF_NODE);
  gboolean is_literal = object->term.type == TY_TERM_LITERAL;

  if (g_str_equal(triple->predicate, TY_RDF_RDF "type")) {
    return g_strcmp0(object->term.value, kind) == 0 ||
           is_counterpart(find_term(of->graph->kinds, node->kind), object->term.value);
  }
  if (g_str_equal(triple->predicate, TY_RDF_RDFS "label") && is_literal &&
      node->label == node->id && !g_str_equal(object->term.value, "")) {
    ty_graph_set_node_member(of->graph, at, "label", object->term.value);
    if (object->term.language)
      ty_graph_data_set_node(of->graph, at,
                             ty_graph_data_node_column(of->graph, "label_language", TY_COLUMN_TEXT),
                             object->term.language);
    return TRUE;
  }
  if (is_literal && (g_str_equal(triple->predicate, TY_RDF_GRAPH "since") ||
                     g_str_equal(triple->predicate, TY_RDF_GRAPH "until"))) {
    ty_graph_set_node_member(of->graph, at, local(triple->predicate, TY_RDF_GRAPH),
                             object->term.value);
    return TRUE;
  }
  if (is_literal && attribute && *attribute) {
    g_autofree char *name = g_uri_unescape_string(attribute, NULL);
    guint32 column =
        ty_graph_data_node_column(of->graph, name ? name : attribute, type_of(&object->term));
    ty_graph_data_set_node(of->graph, at, column, object->term.value);
    return TRUE;
  }
  if (object->role == ROLE_GEOMETRY && g_str_equal(triple->predicate, TY_RDF_GEO "hasGeometry")) {
    set_point(of, at, triple->object);
    return TRUE;
  }
  return FALSE;
}

/* Edges ---------------------------------------------------------------------------------------- */

static char *key_of(guint32 subject, const char *predicate, guint32 object) {
  return g_strdup_printf("%u %u %s", subject, object, predicate);
}

static gsize add_edge(TyTriples *of, guint32 from, guint32 to, const char *predicate) {
  g_autofree char *name = ty_rdf_name(TY_RDF_TUYOU, predicate);
  gboolean linked = g_str_equal(predicate, TY_RDF_GRAPH "linked");
  return ty_graph_data_add_edge(of->graph, from, to, linked ? NULL : name);
}

static void set_statement(TyTriples *of, guint32 statement, gsize at) {
  TyGraphData *graph = of->graph;
  TyGraphEdge *edge = ty_graph_data_edge(graph, at);

  edge->id = ty_graph_data_text(graph, text_of(of, statement, TY_RDF_GRAPH "id"));
  edge->weight = number_of(of, statement, TY_RDF_GRAPH "weight", 1);
  edge->confidence = number_of(of, statement, TY_RDF_GRAPH "confidence", NAN);
  edge->since = ty_graph_data_text(graph, text_of(of, statement, TY_RDF_GRAPH "since"));
  edge->until = ty_graph_data_text(graph, text_of(of, statement, TY_RDF_GRAPH "until"));
  for (guint32 t = known(of, statement)->first; t != NONE; t = triple_at(of, t)->next) {
    const Triple *triple = triple_at(of, t);
    const char *attribute = local(triple->predicate, TY_RDF_EDGE);
    const TyTerm *object = &known(of, triple->object)->term;
    if (attribute && *attribute) {
      g_autofree char *name = g_uri_unescape_string(attribute, NULL);
      ty_graph_data_set_edge(
          graph, at, ty_graph_data_edge_column(graph, name ? name : attribute, type_of(object)),
          object->value);
    } else if (g_str_equal(triple->predicate, TY_RDF_GRAPH "evidence")) {
      guint32 e = triple->object;
      TyGraphEvidence evidence = {
          .source = text_of(of, e, TY_RDF_GRAPH "source"),
          .citation = text_of(of, e, TY_RDF_GRAPH "citation"),
          .note = text_of(of, e, TY_RDF_GRAPH "note"),
          .quote = text_of(of, e, TY_RDF_GRAPH "quote"),
          .line = (gint64) CLAMP(number_of(of, e, TY_RDF_GRAPH "line", 0), 0, 1e15),
          .confidence = number_of(of, e, TY_RDF_GRAPH "confidence", NAN)};
      ty_graph_data_add_evidence(graph, at, &evidence);
    }
  }
}

/* An edge of a statement; the triples that it stands for are said then. */
static gboolean take_statement(TyTriples *of, guint32 statement, GError **error) {
  guint32 subject = (guint32) (object_of(of, statement, TY_RDF_RDF "subject") -
                               (const Known *) (const void *) of->terms->data);
  guint32 object = (guint32) (object_of(of, statement, TY_RDF_RDF "object") -
                              (const Known *) (const void *) of->terms->data);
  const char *predicate = text_of(of, statement, TY_RDF_RDF "predicate");
  g_autofree char *name = ty_rdf_name(TY_RDF_TUYOU, predicate);
  const TyGraphTerm *term = find_term(of->graph->predicates, name);
  guint32 from = 0, to = 0;

  if (!node_of(of, subject, &from, error) || !node_of(of, object, &to, error))
    return FALSE;
  set_statement(of, statement, add_edge(of, from, to, predicate));
  g_hash_table_add(of->said, key_of(subject, predicate, object));
  if (term && term->crm) {
    g_autofree char *iri = ty_rdf_iri(TY_RDF_CRM, term->crm);
    g_hash_table_add(of->said, key_of(subject, iri, object));
  }
  if (term && term->schema_org) {
    g_autofree char *iri = ty_rdf_iri(TY_RDF_SCHEMA, term->schema_org);
    g_hash_table_add(of->said, key_of(subject, iri, object));
  }
  return TRUE;
}

/* Nodes in the order of their first triple, with what is said of them alone. */
static gboolean take_nodes(TyTriples *of, GHashTable *members, GError **error) {
  for (guint32 t = 0; t < of->triples->len; t++) {
    const Triple *triple = triple_at(of, t);
    guint32 subject = triple->subject, node = 0;
    if (known(of, subject)->role != ROLE_NODE || known(of, subject)->first != t)
      continue;
    if (!node_of(of, subject, &node, error))
      return FALSE;
    const char *kind = kind_of(of, subject);
    if (kind) {
      g_autofree char *name = ty_rdf_name(TY_RDF_KIND, kind);
      ty_graph_set_node_member(of->graph, node, "kind", name);
    }
    for (guint32 at = t; at != NONE; at = triple_at(of, at)->next)
      if (take_member(of, node, triple_at(of, at), kind))
        g_hash_table_add(members, GUINT_TO_POINTER(at));
  }
  return TRUE;
}

gboolean ty_triples_to_graph(TyTriples *of, const char *file, TyGraphData *graph, GError **error) {
  g_autoptr(GHashTable) members = g_hash_table_new(NULL, NULL);

  of->file = file;
  of->graph = graph;
  find_roles(of);
  for (guint32 i = 0; i < of->terms->len; i++)
    if (known(of, i)->role == ROLE_TERM)
      take_term(of, i);
  if (!take_nodes(of, members, error))
    return FALSE;
  for (guint32 i = 0; i < of->terms->len; i++)
    if (known(of, i)->role == ROLE_STATEMENT && !take_statement(of, i, error))
      return FALSE;
  for (guint32 t = 0; t < of->triples->len; t++) {
    const Triple *triple = triple_at(of, t);
    guint32 from = 0, to = 0;
    if (known(of, triple->subject)->role != ROLE_NODE ||
        g_hash_table_contains(members, GUINT_TO_POINTER(t)))
      continue;
    g_autofree char *key = key_of(triple->subject, triple->predicate, triple->object);
    if (g_hash_table_contains(of->said, key))
      continue;
    if (!node_of(of, triple->subject, &from, error) || !node_of(of, triple->object, &to, error))
      return FALSE;
    add_edge(of, from, to, triple->predicate);
  }
  return TRUE;
}
