/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/sparql.h"

#include "base/number.h"

#include <string.h>

static const struct {
  const char *prefix, *name_space;
} prefixes[] = {{"tuyou", TY_NAMESPACE}, {"crm", TY_CRM},   {"schema", TY_SCHEMA}, {"geo", TY_GEO},
                {"rdf", TY_RDF},         {"rdfs", TY_RDFS}, {"skos", TY_SKOS},     {"xsd", TY_XSD}};

#define PREFIX(name, uri) "PREFIX " name ": <" uri "> "
const char ty_sparql_prefixes[] = PREFIX("tuyou", TY_NAMESPACE) PREFIX("crm", TY_CRM)
    PREFIX("schema", TY_SCHEMA) PREFIX("geo", TY_GEO) PREFIX("rdf", TY_RDF) PREFIX("rdfs", TY_RDFS)
        PREFIX("skos", TY_SKOS) PREFIX("xsd", TY_XSD);

void ty_term_clear(TyRdfTerm *term) {
  g_free(term->text);
  *term = (TyRdfTerm){0};
}

char *ty_sparql_iri(const char *name) {
  GString *iri = g_string_new(TY_NAMESPACE);

  for (; *name; name++)
    if ((guchar) *name <= ' ' || strchr("<>\"{}|\\^`%", *name))
      g_string_append_printf(iri, "%%%02X", (guint) (guchar) *name);
    else
      g_string_append_c(iri, *name);
  return g_string_free(iri, FALSE);
}

char *ty_sparql_local(const char *iri, const char *name_space) {
  if (!g_str_has_prefix(iri, name_space))
    return NULL;
  char *local = g_uri_unescape_string(iri + strlen(name_space), NULL);
  return local ? local : g_strdup(iri + strlen(name_space));
}

char *ty_sparql_short(const char *iri) {
  for (gsize i = 0; i < G_N_ELEMENTS(prefixes); i++) {
    g_autofree char *local = ty_sparql_local(iri, prefixes[i].name_space);
    if (local)
      return g_strconcat(prefixes[i].prefix, ":", local, NULL);
  }
  return g_strdup(iri);
}

static gboolean take_first(const TyEntity *entity, gpointer data, GError **error) {
  gint64 *id = data;
  (void) error;
  if (*id == 0)
    *id = entity->id;
  return TRUE;
}

gint64 ty_sparql_entity(TySparql *sparql, const char *name) {
  gpointer known;

  if (g_hash_table_lookup_extended(sparql->entities, name, NULL, &known))
    return (gint64) GPOINTER_TO_SIZE(known);
  TyMatchPattern pattern = {.kind = TY_MATCH_ENTITY, .text = name};
  g_autoptr(TyMatch) match = ty_atlas_match(sparql->workspace->atlas, &pattern, NULL);
  TyMatchRow row;
  gint64 id = match && ty_match_next(match, &row, NULL) ? row.fact.subject : 0;
  if (id == 0) {
    g_autofree char *key = ty_name_key(name);
    ty_atlas_each_named(sparql->workspace->atlas, key, take_first, &id, NULL);
  }
  g_hash_table_insert(sparql->entities, g_strdup(name), GSIZE_TO_POINTER(id));
  return id;
}

const char *ty_sparql_name(TySparql *sparql, gint64 entity) {
  const char *known = g_hash_table_lookup(sparql->names, GSIZE_TO_POINTER(entity));

  if (!known) {
    TyMatchPattern pattern = {.kind = TY_MATCH_ENTITY, .subject = entity};
    g_autoptr(TyMatch) match = ty_atlas_match(sparql->workspace->atlas, &pattern, NULL);
    TyMatchRow row;
    gboolean found = match && ty_match_next(match, &row, NULL);
    char *name = g_strdup(found ? row.fact.subject_name : "");
    g_hash_table_insert(sparql->names, GSIZE_TO_POINTER(entity), name);
    known = name;
  }
  return known;
}

static TyRdfTerm term_of_iri(TySparql *sparql, const char *iri) {
  g_autofree char *local = ty_sparql_local(iri, TY_NAMESPACE);
  guint64 number;

  if (local && g_str_has_prefix(local, "fact:") &&
      g_ascii_string_to_unsigned(local + 5, 10, 1, G_MAXINT64, &number, NULL))
    return (TyRdfTerm){TY_TERM_FACT, (gint64) number, g_strdup(iri), FALSE};
  if (local && g_str_has_prefix(local, "inferred:") &&
      g_ascii_string_to_unsigned(local + 9, 10, 1, G_MAXINT64, &number, NULL))
    return (TyRdfTerm){TY_TERM_INFERRED, (gint64) number, g_strdup(iri), FALSE};
  gint64 id = local ? ty_sparql_entity(sparql, local) : 0;
  return (TyRdfTerm){id ? TY_TERM_ENTITY : TY_TERM_IRI, id, g_strdup(iri), FALSE};
}

TyRdfTerm ty_sparql_term(TySparql *sparql, rasqal_literal *literal) {
  rasqal_variable *variable = literal ? rasqal_literal_as_variable(literal) : NULL;

  if (variable)
    literal = variable->value;
  if (!literal)
    return (TyRdfTerm){0};
  if (literal->type == RASQAL_LITERAL_URI)
    return term_of_iri(sparql, (const char *) raptor_uri_as_string(literal->value.uri));
  const char *text = (const char *) rasqal_literal_as_string(literal);
  gboolean numeric = literal->type != RASQAL_LITERAL_STRING &&
                     literal->type != RASQAL_LITERAL_XSD_STRING &&
                     literal->type != RASQAL_LITERAL_UDT;
  return (TyRdfTerm){TY_TERM_LITERAL, 0, g_strdup(text ? text : ""), numeric};
}

/* Literals --------------------------------------------------------------------------------------
 */

static unsigned char *rasqal_copy(const char *text) {
  gsize length = strlen(text) + 1;
  return memcpy(rasqal_alloc_memory(length), text, length);
}

rasqal_literal *ty_sparql_new_iri(const TySparql *sparql, const char *iri) {
  return rasqal_new_uri_literal(sparql->world,
                                raptor_new_uri(sparql->raptor, (const unsigned char *) iri));
}

rasqal_literal *ty_sparql_new_typed(const TySparql *sparql, const char *value, const char *type) {
  raptor_uri *uri = type ? raptor_new_uri(sparql->raptor, (const unsigned char *) type) : NULL;
  return rasqal_new_string_literal(sparql->world, rasqal_copy(value), NULL, uri, NULL);
}

static gboolean is_day(const char *value) {
  static const char form[] = "dddd-dd-dd";

  for (gsize i = 0; i < sizeof form; i++)
    if (form[i] == 'd' ? !g_ascii_isdigit(value[i]) : value[i] != form[i])
      return FALSE;
  int month = (value[5] - '0') * 10 + value[6] - '0', day = (value[8] - '0') * 10 + value[9] - '0';
  return month >= 1 && month <= 12 && day >= 1 &&
         g_date_valid_dmy((GDateDay) day, month, (GDateYear) atoi(value));
}

rasqal_literal *ty_sparql_new_value(const TySparql *sparql, const char *value) {
  gsize digits = strspn(value, "-0123456789");
  double number;

  if (is_day(value))
    return ty_sparql_new_typed(sparql, value, TY_XSD "date");
  if (!*value || strspn(value, "-.0123456789") != strlen(value) || !ty_number_parse(value, &number))
    return ty_sparql_new_typed(sparql, value, NULL);
  return ty_sparql_new_typed(sparql, value,
                             !value[digits] && digits < 10 ? TY_XSD "integer" : TY_XSD "decimal");
}
