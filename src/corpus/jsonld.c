/* SPDX-License-Identifier: Apache-2.0 */
/* JSON-LD whose context stands in the file, or is schema.org's. Lists lose their order. */
#include "base/number.h"
#include "corpus/rdf.h"

#include <string.h>

#define DEEPEST 200

typedef struct {
  char *iri, *type; /* type: "@id" or a datatype; NULL */
} Term;

typedef struct {
  const char *file;
  TyTriples *triples;
  GHashTable *terms; /* name → Term */
  char *vocabulary;  /* what names without a prefix follow; NULL */
  guint n_blank, depth;
} Reading;

static void free_term(gpointer data) {
  Term *term = data;
  g_free(term->iri);
  g_free(term->type);
  g_free(term);
}

/* An IRI written out; NULL when the context does not say what it is. */
static char *expand(const Reading *of, const char *name, gboolean is_term) {
  const Term *term = is_term ? g_hash_table_lookup(of->terms, name) : NULL;
  const char *colon = strchr(name, ':');

  if (term)
    return g_strdup(term->iri);
  if (colon && !g_str_has_prefix(colon, "://")) {
    g_autofree char *prefix = g_strndup(name, (gsize) (colon - name));
    const Term *of_prefix = g_hash_table_lookup(of->terms, prefix);
    return of_prefix ? g_strconcat(of_prefix->iri, colon + 1, NULL) : g_strdup(name);
  }
  if (colon || !is_term)
    return g_strdup(name);
  return of->vocabulary ? g_strconcat(of->vocabulary, name, NULL) : NULL;
}

static gboolean take_context(Reading *of, json_t *context, GError **error) {
  const char *name;
  json_t *value, *one;
  gsize i;

  if (json_is_array(context)) {
    json_array_foreach(context, i, one) if (!take_context(of, one, error)) return FALSE;
    return TRUE;
  }
  if (json_is_string(context)) {
    const char *iri = json_string_value(context);
    if (!g_str_has_prefix(iri, "https://schema.org") && !g_str_has_prefix(iri, "http://schema.org"))
      return ty_graph_fail(error, of->file, 0,
                           "found a context to be fetched from %.100s, expected one in the file",
                           iri);
    g_free(of->vocabulary);
    of->vocabulary = g_strdup(TY_RDF_SCHEMA);
    return TRUE;
  }
  json_object_foreach(context, name, value) {
    const char *iri = json_is_object(value) ? json_string_value(json_object_get(value, "@id"))
                                            : json_string_value(value);
    const char *type = json_string_value(json_object_get(value, "@type"));
    if (g_str_equal(name, "@vocab")) {
      g_free(of->vocabulary);
      of->vocabulary = g_strdup(iri);
    }
    if (*name == '@' || (!iri && !type))
      continue;
    Term *term = g_new0(Term, 1);
    term->iri = iri ? expand(of, iri, FALSE) : expand(of, name, TRUE);
    term->type = type && *type != '@' ? expand(of, type, TRUE) : g_strdup(type);
    if (!term->iri) {
      free_term(term);
      continue;
    }
    g_hash_table_insert(of->terms, g_strdup(name), term);
  }
  return TRUE;
}

static gboolean take_node(Reading *of, json_t *object, char **id, GError **error);

static void say(Reading *of, const char *subject, const char *predicate, const TyTerm *object) {
  gboolean blank = g_str_has_prefix(subject, "_:");
  TyTerm term = {blank ? TY_TERM_BLANK : TY_TERM_IRI, blank ? subject + 2 : subject, NULL, NULL};
  ty_triples_add(of->triples, &term, predicate, object);
}

static void say_node(Reading *of, const char *subject, const char *predicate, const char *id) {
  gboolean blank = g_str_has_prefix(id, "_:");
  TyTerm term = {blank ? TY_TERM_BLANK : TY_TERM_IRI, blank ? id + 2 : id, NULL, NULL};
  say(of, subject, predicate, &term);
}

/* A literal; its datatype is the value's own, the term's, or that of JSON's. */
static void say_value(Reading *of, const char *subject, const char *predicate, const json_t *value,
                      const char *datatype, const char *language) {
  char number[TY_NUMBER_BYTES];
  TyTerm term = {TY_TERM_LITERAL, "", datatype, language};
  g_autofree char *whole = NULL;

  if (json_is_string(value)) {
    term.value = json_string_value(value);
  } else if (json_is_boolean(value)) {
    term.value = json_is_true(value) ? "true" : "false";
    term.datatype = datatype ? datatype : TY_RDF_XSD "boolean";
  } else if (json_is_integer(value)) {
    whole = g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    term.value = whole;
    term.datatype = datatype ? datatype : TY_RDF_XSD "integer";
  } else {
    term.value = ty_number_shortest(json_real_value(value), number);
    term.datatype = datatype ? datatype : TY_RDF_XSD "double";
  }
  say(of, subject, predicate, &term);
}

static gboolean take_value(Reading *of, const char *subject, const char *predicate,
                           const Term *term, json_t *value, GError **error) {
  json_t *one, *inner = json_object_get(value, "@value");
  const char *type = json_string_value(json_object_get(value, "@type"));
  json_t *several = json_object_get(value, "@list");
  gsize i;

  if (!several)
    several = json_object_get(value, "@set");
  if (json_is_array(value) || several) {
    json_array_foreach(several ? several : value, i,
                       one) if (!take_value(of, subject, predicate, term, one, error)) return FALSE;
    return TRUE;
  }
  if (json_is_null(value))
    return TRUE;
  if (inner && !json_is_object(inner) && !json_is_array(inner) && !json_is_null(inner)) {
    g_autofree char *datatype = type ? expand(of, type, TRUE) : NULL;
    say_value(of, subject, predicate, inner, datatype,
              json_string_value(json_object_get(value, "@language")));
    return TRUE;
  }
  if (json_is_object(value)) {
    g_autofree char *id = NULL;
    if (!take_node(of, value, &id, error))
      return FALSE;
    say_node(of, subject, predicate, id);
    return TRUE;
  }
  if (json_is_string(value) && term && term->type && *term->type == '@') {
    g_autofree char *id = expand(of, json_string_value(value), g_str_equal(term->type, "@vocab"));
    say_node(of, subject, predicate, id ? id : json_string_value(value));
    return TRUE;
  }
  say_value(of, subject, predicate, value, term ? term->type : NULL, NULL);
  return TRUE;
}

static gboolean take_types(Reading *of, const char *subject, json_t *types, GError **error) {
  json_t *one;
  gsize i;

  if (json_is_array(types)) {
    json_array_foreach(types, i, one) if (!take_types(of, subject, one, error)) return FALSE;
    return TRUE;
  }
  g_autofree char *iri = json_is_string(types) ? expand(of, json_string_value(types), TRUE) : NULL;
  if (!iri)
    return ty_graph_fail(error, of->file, 0, "%.60s: found a type that the context does not name",
                         subject);
  say_node(of, subject, TY_RDF_RDF "type", iri);
  return TRUE;
}

static gboolean take_members(Reading *of, json_t *object, const char *subject, GError **error) {
  const char *name;
  json_t *value, *one;
  gsize i;

  json_object_foreach(object, name, value) {
    if (g_str_equal(name, "@graph") || g_str_equal(name, "@included")) {
      g_autofree char *id = NULL;
      if (json_is_object(value) && !take_node(of, value, &id, error))
        return FALSE;
      json_array_foreach(value, i, one) {
        g_autofree char *each = NULL;
        if (!take_node(of, one, &each, error))
          return FALSE;
      }
    } else if (g_str_equal(name, "@type")) {
      if (!take_types(of, subject, value, error))
        return FALSE;
    } else if (*name != '@') {
      g_autofree char *predicate = expand(of, name, TRUE);
      if (!predicate)
        return ty_graph_fail(error, of->file, 0,
                             "%.60s: found the member %.60s, expected one that the context names",
                             subject, name);
      if (!take_value(of, subject, predicate, g_hash_table_lookup(of->terms, name), value, error))
        return FALSE;
    } else if (!g_str_equal(name, "@id") && !g_str_equal(name, "@context")) {
      return ty_graph_fail(error, of->file, 0, "%.60s: found %.60s, expected @id, @type or @graph",
                           subject, name);
    }
  }
  return TRUE;
}

static gboolean take_node(Reading *of, json_t *object, char **id, GError **error) {
  const char *own = json_string_value(json_object_get(object, "@id"));
  json_t *context = json_object_get(object, "@context");

  if (!json_is_object(object))
    return ty_graph_fail(error, of->file, 0, "found a value in place of an object of JSON-LD");
  if (of->depth >= DEEPEST)
    return ty_graph_fail(error, of->file, 0, "found objects more than %d deep, expected fewer",
                         DEEPEST);
  if (context && !take_context(of, context, error))
    return FALSE;
  *id = own && *own ? expand(of, own, FALSE) : g_strdup_printf("_:json%u", ++of->n_blank);
  of->depth++;
  gboolean done = take_members(of, object, *id, error);
  of->depth--;
  return done;
}

gboolean ty_graph_read_jsonld(const char *file, const char *text, gsize length, TyGraphData *graph,
                              GError **error) {
  g_autoptr(TyTriples) triples = ty_triples_new();
  g_autoptr(GHashTable) terms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_term);
  Reading of = {.file = file, .triples = triples, .terms = terms};
  json_error_t fault;
  json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &fault), *one;
  gboolean done = TRUE;
  gsize i;

  if (!root)
    return ty_graph_fail(error, file, (gsize) MAX(fault.line, 1), "%s", fault.text);
  if (json_is_array(root)) {
    json_array_foreach(root, i, one) {
      g_autofree char *id = NULL;
      if (!(done = take_node(&of, one, &id, error)))
        break;
    }
  } else {
    g_autofree char *id = NULL;
    done = take_node(&of, root, &id, error);
  }
  json_decref(root);
  g_free(of.vocabulary);
  return done && ty_triples_to_graph(triples, file, graph, error);
}
