/* SPDX-License-Identifier: Apache-2.0 */
/* What librasqal reads and does not evaluate, or wrongly, is refused; so is what the atlas does not
 * have: a slip of the pen is no empty answer. */
#include "flow/sparql.h"

#include <string.h>

enum { LONGEST_QUERY_BYTES = 1 << 20, DEEPEST = 64 };

gboolean ty_sparql_refuse(const char *what, const char *instead, GError **error) {
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              "SPARQL: found %s, which is not evaluated here, expected %s", what, instead);
  return FALSE;
}

static gboolean check_group(TySparql *sparql, rasqal_graph_pattern *pattern, guint depth,
                            GError **error) {
  switch (rasqal_graph_pattern_get_operator(pattern)) {
  case RASQAL_GRAPH_PATTERN_OPERATOR_GRAPH:
    return ty_sparql_refuse("GRAPH", "the atlas alone", error);
  case RASQAL_GRAPH_PATTERN_OPERATOR_SERVICE:
    return ty_sparql_refuse("SERVICE", "the atlas alone", error);
  case RASQAL_GRAPH_PATTERN_OPERATOR_MINUS:
    return ty_sparql_refuse("MINUS", "OPTIONAL with FILTER (!bound(?x))", error);
  case RASQAL_GRAPH_PATTERN_OPERATOR_VALUES:
    return ty_sparql_refuse("VALUES", "FILTER (?x = … || ?x = …) or UNION", error);
  case RASQAL_GRAPH_PATTERN_OPERATOR_SELECT:
    return ty_sparql_refuse("a sub-query", "one query, or SQL over the views", error);
  default:
    break;
  }
  if (depth > DEEPEST)
    return ty_sparql_refuse("groups more than 64 deep", "fewer", error);
  g_autoptr(GPtrArray) group = g_ptr_array_new();
  rasqal_triple *triple;
  for (int i = 0; (triple = rasqal_graph_pattern_get_triple(pattern, i)); i++)
    g_ptr_array_add(group, triple);
  for (guint i = 0; i < group->len; i++)
    g_hash_table_insert(sparql->siblings, group->pdata[i], g_ptr_array_ref(group));
  rasqal_graph_pattern *sub;
  for (int i = 0; (sub = rasqal_graph_pattern_get_sub_graph_pattern(pattern, i)); i++)
    if (!check_group(sparql, sub, depth + 1, error))
      return FALSE;
  return TRUE;
}

/* How many letters must change to make one word the other (Levenshtein). */
static gsize apart(const char *a, const char *b) {
  gsize n = strlen(b);
  g_autofree gsize *row = g_new(gsize, n + 1);

  for (gsize k = 0; k <= n; k++)
    row[k] = k;
  for (gsize i = 0; a[i]; i++) {
    gsize diagonal = row[0];
    row[0] = i + 1;
    for (gsize k = 0; k < n; k++) {
      gsize changed = diagonal + (a[i] != b[k]);
      diagonal = row[k + 1];
      row[k + 1] = MIN(MIN(row[k], row[k + 1]) + 1, changed);
    }
  }
  return row[n];
}

static void add_near(GString *list, const char *word, const char *name, const char *prefix) {
  if (strlen(word) < 100 && strlen(name) < 100 &&
      (apart(word, name) <= MAX(strlen(name) / 3, 1) || strstr(name, word)))
    g_string_append_printf(list, "%s%s%s", list->len ? ", " : " (near: ", prefix, name);
}

static gboolean fail_unknown(const char *iri, const char *what, const char *near, GError **error) {
  g_autofree char *shorter = ty_sparql_short(iri);

  g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND, "SPARQL: %s: no such %s%s%s", shorter, what,
              near, *near ? ")" : "");
  return FALSE;
}

static gboolean check_predicate(TySparql *sparql, const char *iri, GError **error) {
  static const char *const others[] = {
      TY_RDF "type",    TY_RDFS "label",    TY_SKOS "altLabel", TY_GEO "asWKT",
      TY_RDF "subject", TY_RDF "predicate", TY_RDF "object",    NULL};
  static const char *const own[] = {"county",    "lat",        "lon",      "confidence", "unit",
                                    "qualifier", "valid_from", "valid_to", "weaker",     "rule",
                                    "because",   "source",     "citation", "quote",      NULL};
  g_autofree char *local = ty_sparql_local(iri, TY_NAMESPACE);
  g_autoptr(GString) near = g_string_new(NULL);
  guint32 number;
  gboolean swapped;

  if (g_strv_contains(others, iri) || g_hash_table_contains(sparql->same, iri) ||
      (local && (g_strv_contains(own, local) ||
                 ty_rule_book_predicate(sparql->book, local, &number, &swapped))))
    return TRUE;
  for (guint i = 0; local && i < sparql->book->predicates->len; i++)
    add_near(near, local, sparql->book->predicates->pdata[i], "tuyou:");
  for (gsize i = 0; local && own[i]; i++)
    add_near(near, local, own[i], "tuyou:");
  return fail_unknown(iri, "predicate in the ontology", near->str, error);
}

static gboolean check_kind(TySparql *sparql, const char *iri, GError **error) {
  g_autofree char *local = ty_sparql_local(iri, TY_NAMESPACE);
  g_autoptr(GString) near = g_string_new(NULL);
  g_autoptr(GList) kinds = g_list_sort(g_hash_table_get_keys(sparql->kinds), (GCompareFunc) strcmp);

  if ((local && g_hash_table_contains(sparql->kinds, local)) ||
      g_hash_table_contains(sparql->same, iri))
    return TRUE;
  for (GList *kind = kinds; kind && local; kind = kind->next)
    add_near(near, local, kind->data, "tuyou:");
  return fail_unknown(iri, "kind", near->str, error);
}

gboolean ty_sparql_check_thing(TySparql *sparql, rasqal_literal *literal, GError **error) {
  guint32 number;
  gboolean swapped;

  if (literal->type != RASQAL_LITERAL_URI)
    return TRUE;
  g_auto(TyRdfTerm) term = ty_sparql_term(sparql, literal);
  g_autofree char *local = ty_sparql_local(term.text, TY_NAMESPACE);
  if (term.type != TY_TERM_IRI || !local || g_hash_table_contains(sparql->kinds, local) ||
      ty_rule_book_predicate(sparql->book, local, &number, &swapped))
    return TRUE;
  return ty_workspace_entity(sparql->workspace, local, error) != 0;
}

static const char *iri_of(const rasqal_literal *literal) {
  return literal->type == RASQAL_LITERAL_URI
             ? (const char *) raptor_uri_as_string(literal->value.uri)
             : NULL;
}

static gboolean check_names(TySparql *sparql, GError **error) {
  raptor_sequence *triples = rasqal_query_get_triple_sequence(sparql->query);
  int n = triples ? raptor_sequence_size(triples) : 0;

  for (int i = 0; i < n; i++) {
    const rasqal_triple *triple = raptor_sequence_get_at(triples, i);
    const char *predicate = iri_of(triple->predicate), *object = iri_of(triple->object);
    gboolean type = g_strcmp0(predicate, TY_RDF "type") == 0;
    if ((predicate && !check_predicate(sparql, predicate, error)) ||
        (type && object && !check_kind(sparql, object, error)) ||
        !ty_sparql_check_thing(sparql, triple->subject, error) ||
        (!type && !ty_sparql_check_thing(sparql, triple->object, error)))
      return FALSE;
  }
  return TRUE;
}

/* The parser of librasqal goes as deep as brackets do. */
gboolean ty_sparql_check_text(const char *text, GError **error) {
  gsize depth = 0, deepest = 0;

  if (!g_utf8_validate(text, -1, NULL) || strlen(text) > LONGEST_QUERY_BYTES)
    return ty_sparql_refuse("text that is not UTF-8, or more than 1 MiB", "a query", error);
  for (const char *at = text; *at; at++) {
    depth += *at == '{' || *at == '(' || *at == '[';
    depth -= depth > 0 && (*at == '}' || *at == ')' || *at == ']');
    deepest = MAX(deepest, depth);
  }
  return deepest <= 4 * DEEPEST || ty_sparql_refuse("brackets more than 256 deep", "fewer", error);
}

gboolean ty_sparql_check(TySparql *sparql, GError **error) {
  rasqal_query_verb verb = rasqal_query_get_verb(sparql->query);
  if (verb != RASQAL_QUERY_VERB_SELECT && verb != RASQAL_QUERY_VERB_ASK &&
      verb != RASQAL_QUERY_VERB_CONSTRUCT && verb != RASQAL_QUERY_VERB_DESCRIBE)
    return ty_sparql_refuse("an update", "SELECT, ASK, CONSTRUCT or DESCRIBE", error);
  raptor_sequence *graphs = rasqal_query_get_data_graph_sequence(sparql->query);
  if (graphs && raptor_sequence_size(graphs) > 0)
    return ty_sparql_refuse("FROM", "the atlas alone", error);
  raptor_sequence *values = rasqal_query_get_bindings_variables_sequence(sparql->query);
  if (values && raptor_sequence_size(values) > 0)
    return ty_sparql_refuse("VALUES", "FILTER (?x = … || ?x = …) or UNION", error);
  rasqal_graph_pattern *pattern = rasqal_query_get_query_graph_pattern(sparql->query);
  return (!pattern ||
          (check_group(sparql, pattern, 0, error) && ty_sparql_check_scopes(pattern, error))) &&
         check_names(sparql, error) && ty_sparql_mend_sums(sparql, error);
}
