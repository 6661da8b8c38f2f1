/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/sparql.h"

#include <string.h>

enum { USUAL_ROWS = 10000, USUAL_SECONDS = 10 };

/* Opening ---------------------------------------------------------------------------------------
 */

/* librasqal tells of faults in its own words, with the line. */
static void take_message(void *data, raptor_log_message *message) {
  TySparql *sparql = data;
  g_autofree char *valid = g_utf8_make_valid(message->text, -1);

  if (message->level < RAPTOR_LOG_LEVEL_ERROR || sparql->error)
    return;
  const char *declared = strstr(valid, "not declared")
                             ? " Declared are tuyou, crm, schema, geo, rdf, rdfs, skos and xsd."
                             : "";
  if (message->locator && message->locator->line > 0)
    g_set_error(&sparql->error, TY_ERROR, TY_ERROR_USAGE, "SPARQL:%d: %s%s", message->locator->line,
                valid, declared);
  else
    g_set_error(&sparql->error, TY_ERROR, TY_ERROR_USAGE, "SPARQL: %s%s", valid, declared);
}

static gboolean open_world(TySparql *sparql) {
  sparql->raptor = raptor_new_world();
  if (!sparql->raptor)
    return FALSE;
  /* What is libxml2's and libcurl's for the whole process stays as it is. */
  raptor_world_set_flag(sparql->raptor, RAPTOR_WORLD_FLAG_LIBXML_GENERIC_ERROR_SAVE, 0);
  raptor_world_set_flag(sparql->raptor, RAPTOR_WORLD_FLAG_LIBXML_STRUCTURED_ERROR_SAVE, 0);
  raptor_world_set_flag(sparql->raptor, RAPTOR_WORLD_FLAG_WWW_SKIP_INIT_FINISH, 1);
  raptor_world_set_log_handler(sparql->raptor, sparql, take_message);
  if (raptor_world_open(sparql->raptor) != 0)
    return FALSE;
  sparql->world = rasqal_new_world();
  if (!sparql->world)
    return FALSE;
  rasqal_world_set_raptor(sparql->world, sparql->raptor);
  rasqal_world_set_log_handler(sparql->world, sparql, take_message);
  return rasqal_world_open(sparql->world) == 0 && ty_sparql_register(sparql);
}

static void note_same(TySparql *sparql, const char *name_space, const char *local, const char *id) {
  if (!local || !*local)
    return;
  char *iri = g_strconcat(name_space, local, NULL);
  GPtrArray *list = g_hash_table_lookup(sparql->same, iri);
  if (!list) {
    list = g_ptr_array_new_with_free_func(g_free);
    g_hash_table_insert(sparql->same, iri, list);
  } else
    g_free(iri);
  g_ptr_array_add(list, g_strdup(id));
}

static gboolean note_predicate(const TyPredicate *predicate, gpointer data, GError **error) {
  (void) error;
  note_same(data, TY_CRM, predicate->crm, predicate->id);
  note_same(data, TY_SCHEMA, predicate->schema_org, predicate->id);
  return TRUE;
}

static gboolean note_kind(const TyEntityKind *kind, gpointer data, GError **error) {
  TySparql *sparql = data;
  (void) error;
  g_hash_table_add(sparql->kinds, g_strdup(kind->id));
  note_same(sparql, TY_CRM, kind->crm, kind->id);
  note_same(sparql, TY_SCHEMA, kind->schema_org, kind->id);
  return TRUE;
}

static void release_literals(gpointer list) {
  if (list)
    g_ptr_array_unref(list);
}

static gboolean open_sparql(TySparql *sparql, TyWorkspace *workspace, gboolean infer,
                            GError **error) {
  *sparql = (TySparql){.workspace = workspace, .infer = infer};
  sparql->kinds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  sparql->same =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  sparql->entities = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  sparql->names = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  sparql->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, release_literals);
  sparql->siblings = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  sparql->active = g_hash_table_new(NULL, NULL);
  sparql->matched = g_ptr_array_new();
  sparql->totals = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  sparql->book = ty_rule_book_open(workspace, error);
  if (!sparql->book || !ty_atlas_each_predicate(workspace->atlas, note_predicate, sparql, error) ||
      !ty_atlas_each_kind(workspace->atlas, note_kind, sparql, error))
    return FALSE;
  if (open_world(sparql))
    return TRUE;
  g_clear_error(&sparql->error);
  g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "librasqal cannot be opened");
  return FALSE;
}

static void close_sparql(TySparql *sparql) {
  g_hash_table_unref(sparql->kept); /* literals go before their world */
  if (sparql->query)
    rasqal_free_query(sparql->query);
  if (sparql->world)
    rasqal_free_world(sparql->world);
  if (sparql->raptor)
    raptor_free_world(sparql->raptor);
  g_clear_pointer(&sparql->index, ty_derived_index_free);
  g_clear_pointer(&sparql->inferred, ty_inferred_free);
  g_clear_pointer(&sparql->book, ty_rule_book_free);
  g_hash_table_unref(sparql->kinds);
  g_hash_table_unref(sparql->same);
  g_hash_table_unref(sparql->entities);
  g_hash_table_unref(sparql->names);
  g_hash_table_unref(sparql->siblings);
  g_hash_table_unref(sparql->active);
  g_hash_table_unref(sparql->totals);
  g_ptr_array_unref(sparql->matched);
  g_clear_error(&sparql->error);
}

/* Preparing -------------------------------------------------------------------------------------
 */

static gboolean take_error(TySparql *sparql, const char *otherwise, GError **error) {
  if (sparql->error)
    g_propagate_error(error, g_steal_pointer(&sparql->error));
  else
    g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE, otherwise);
  return FALSE;
}

static gboolean prepare(TySparql *sparql, const char *text, GError **error) {
  g_autofree char *whole = g_strconcat(ty_sparql_prefixes, text, NULL);

  if (!ty_sparql_check_text(text, error))
    return FALSE;
  sparql->query = rasqal_new_query(sparql->world, "sparql11", NULL);
  if (!sparql->query || rasqal_query_prepare(sparql->query, (const unsigned char *) whole, NULL))
    return take_error(sparql, "SPARQL: the query cannot be read", error);
  if (sparql->error)
    return take_error(sparql, "", error);
  return ty_sparql_check(sparql, error);
}

/* Answers ---------------------------------------------------------------------------------------
 */

static json_t *cell_of_iri(const char *iri) {
  g_autofree char *shorter = ty_sparql_short(iri);
  return json_pack("{s:s, s:s, s:s}", "type", "iri", "value", iri, "text", shorter);
}

static json_t *cell_of_text(const char *text, const char *datatype) {
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  json_t *cell = json_pack("{s:s, s:s}", "type", "literal", "value", valid);

  if (datatype) {
    g_autofree char *shorter = ty_sparql_short(datatype);
    json_object_set_new(cell, "datatype", json_string(shorter));
  }
  return cell;
}

static json_t *cell_of(rasqal_literal *literal) {
  rasqal_variable *variable = literal ? rasqal_literal_as_variable(literal) : NULL;

  if (variable)
    literal = variable->value;
  if (!literal)
    return json_null();
  const char *text = (const char *) rasqal_literal_as_string(literal);
  raptor_uri *datatype = rasqal_literal_datatype(literal);
  if (!text)
    return json_null();
  return literal->type == RASQAL_LITERAL_URI
             ? cell_of_iri(text)
             : cell_of_text(text, datatype ? (const char *) raptor_uri_as_string(datatype) : NULL);
}

static json_t *cell_of_term(const raptor_term *term) {
  if (term->type == RAPTOR_TERM_TYPE_URI)
    return cell_of_iri((const char *) raptor_uri_as_string(term->value.uri));
  if (term->type == RAPTOR_TERM_TYPE_BLANK)
    return json_pack("{s:s, s:s}", "type", "blank", "value", term->value.blank.string);
  raptor_uri *datatype = term->value.literal.datatype;
  return cell_of_text((const char *) term->value.literal.string,
                      datatype ? (const char *) raptor_uri_as_string(datatype) : NULL);
}

/* Over no rows librasqal tells of one group that nothing was bound in. */
static gboolean is_no_group(TySparql *sparql) {
  raptor_sequence *groups = rasqal_query_get_group_conditions_sequence(sparql->query);

  if (!sparql->sums || !groups || raptor_sequence_size(groups) == 0)
    return FALSE;
  for (guint i = 0; i < sparql->matched->len; i++)
    if (((rasqal_variable *) sparql->matched->pdata[i])->value)
      return FALSE;
  return TRUE;
}

/* Totals over no rows are 0. */
static json_t *new_empty_totals(TySparql *sparql, json_t *variables) {
  json_t *row = json_array(), *name;
  gsize i;

  json_array_foreach(variables, i, name) {
    gboolean total = g_hash_table_contains(sparql->totals, json_string_value(name));
    json_array_append_new(row, total ? cell_of_text("0", TY_XSD "integer") : json_null());
  }
  return row;
}

static json_t *answer_select(TySparql *sparql, rasqal_query_results *results, gsize most,
                             gboolean *more) {
  json_t *variables = json_array(), *rows = json_array();
  int n = rasqal_query_results_get_bindings_count(results);

  /* Of an empty answer the results know no names. */
  raptor_sequence *bound = rasqal_query_get_bound_variable_sequence(sparql->query);
  int n_bound = bound ? raptor_sequence_size(bound) : 0;
  for (int i = 0; i < (n ? n : n_bound); i++) {
    const rasqal_variable *variable = n ? NULL : raptor_sequence_get_at(bound, i);
    json_array_append_new(
        variables, json_string((const char *) (n ? rasqal_query_results_get_binding_name(results, i)
                                                 : variable->name)));
  }
  for (; !rasqal_query_results_finished(results) && !sparql->error;
       rasqal_query_results_next(results)) {
    if (json_array_size(rows) == most) {
      *more = TRUE;
      break;
    }
    json_t *row = json_array();
    for (int i = 0; i < n; i++)
      json_array_append_new(row, cell_of(rasqal_query_results_get_binding_value(results, i)));
    if (!is_no_group(sparql))
      json_array_append(rows, row);
    json_decref(row);
  }
  raptor_sequence *groups = rasqal_query_get_group_conditions_sequence(sparql->query);
  raptor_sequence *having = rasqal_query_get_having_conditions_sequence(sparql->query);
  if (sparql->sums && json_array_size(rows) == 0 && !sparql->ended &&
      (!groups || raptor_sequence_size(groups) == 0) &&
      (!having || raptor_sequence_size(having) == 0))
    json_array_append_new(rows, new_empty_totals(sparql, variables));
  return json_pack("{s:s, s:o, s:o}", "form", "select", "variables", variables, "rows", rows);
}

/* A triple is told once, however often the template makes it. */
static void add_triple(json_t *triples, GHashTable *told, json_t *s, json_t *p, json_t *o) {
  json_t *triple = json_pack("[o, o, o]", s, p, o);
  char *key = json_dumps(triple, JSON_COMPACT | JSON_SORT_KEYS);

  if (g_hash_table_add(told, g_strdup(key)))
    json_array_append(triples, triple);
  json_decref(triple);
  free(key);
}

static json_t *answer_graph(TySparql *sparql, rasqal_query_results *results, gsize most,
                            gboolean *more) {
  g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  json_t *triples = json_array();

  for (raptor_statement *triple;
       !sparql->error && (triple = rasqal_query_results_get_triple(results));) {
    if (json_array_size(triples) == most) {
      *more = TRUE;
      break;
    }
    add_triple(triples, told, cell_of_term(triple->subject), cell_of_term(triple->predicate),
               cell_of_term(triple->object));
    if (rasqal_query_results_next_triple(results))
      break;
  }
  return json_pack("{s:s, s:o}", "form", "graph", "triples", triples);
}

/* librasqal reads DESCRIBE but does not evaluate it: all triples with the IRIs as subject. */
static json_t *answer_describe(TySparql *sparql, gsize most, gboolean *more, GError **error) {
  raptor_sequence *things = rasqal_query_get_describe_sequence(sparql->query);
  int n = things ? raptor_sequence_size(things) : 0;
  g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  json_t *triples = json_array();
  gboolean done = TRUE;

  for (int i = 0; i < n && done; i++) {
    rasqal_literal *thing = raptor_sequence_get_at(things, i);
    TyRdfTerm any = {0};
    g_auto(TyRdfTerm) subject = {0};
    done = !rasqal_literal_as_variable(thing)
               ? ty_sparql_check_thing(sparql, thing, error)
               : ty_sparql_refuse("DESCRIBE of a variable",
                                  "an IRI, or CONSTRUCT { ?s ?p ?o } WHERE { … }", error);
    if (!done)
      break;
    subject = ty_sparql_term(sparql, thing);
    TyScan *scan = ty_scan_open(sparql, &subject, &any, &any);
    while (!*more && ty_scan_next(scan)) {
      add_triple(triples, told, cell_of(ty_scan_part(scan, 0)), cell_of(ty_scan_part(scan, 1)),
                 cell_of(ty_scan_part(scan, 2)));
      *more = json_array_size(triples) >= most;
    }
    ty_scan_free(scan);
  }
  if (done)
    return json_pack("{s:s, s:o}", "form", "graph", "triples", triples);
  json_decref(triples);
  return NULL;
}

static json_t *run(TySparql *sparql, gsize most, gboolean *more, GError **error) {
  if (rasqal_query_get_verb(sparql->query) == RASQAL_QUERY_VERB_DESCRIBE)
    return answer_describe(sparql, most, more, error);
  rasqal_query_results *results = rasqal_query_execute(sparql->query);
  json_t *answer = NULL;
  if (!results)
    take_error(sparql, "SPARQL: the query is well formed, but librasqal cannot evaluate it", error);
  else if (rasqal_query_results_is_boolean(results))
    answer = json_pack("{s:s, s:b}", "form", "ask", "answer",
                       rasqal_query_results_get_boolean(results) > 0);
  else if (rasqal_query_results_is_graph(results))
    answer = answer_graph(sparql, results, most, more);
  else
    answer = answer_select(sparql, results, most, more);
  if (results)
    rasqal_free_query_results(results);
  if (answer && sparql->error) {
    json_decref(answer);
    answer = NULL;
    take_error(sparql, "", error);
  }
  return answer;
}

json_t *ty_sparql(TyWorkspace *workspace, const char *query, const TyQuestionOptions *options,
                  GError **error) {
  static const TyQuestionOptions usual = {0};
  const TyQuestionOptions *wanted = options ? options : &usual;
  gsize most = wanted->most_rows > 0 ? (gsize) wanted->most_rows : USUAL_ROWS;
  double seconds = wanted->seconds > 0 ? wanted->seconds : USUAL_SECONDS;
  TySparql sparql;
  json_t *answer = NULL;
  gboolean more = FALSE;

  ty_atlas_limit_seconds(workspace->atlas, seconds);
  if (open_sparql(&sparql, workspace, wanted->infer, error) && prepare(&sparql, query, error))
    answer = run(&sparql, most, &more, error);
  if (answer)
    json_object_set_new(answer, "cut",
                        sparql.ended ? json_sprintf("%g seconds", seconds)
                        : more       ? json_sprintf("%zu rows", most)
                        : sparql.inferred && sparql.inferred->cut ? json_string("too much follows")
                                                                  : json_null());
  close_sparql(&sparql);
  ty_atlas_limit_seconds(workspace->atlas, 0);
  return answer;
}

/* SQL -------------------------------------------------------------------------------------------
 */

typedef struct {
  json_t *variables, *rows;
} Table;

static gboolean take_row(gint64 row, int n, const char *const *cells, const gboolean *numeric,
                         gpointer data, GError **error) {
  Table *table = data;
  json_t *list = row < 0 ? table->variables : json_array();
  (void) error;

  for (int i = 0; i < n; i++) {
    g_autofree char *valid = cells[i] ? g_utf8_make_valid(cells[i], -1) : NULL;
    json_t *number = valid && numeric[i] ? json_loads(valid, JSON_DECODE_ANY, NULL) : NULL;
    json_array_append_new(list, !valid                   ? json_null()
                                : json_is_number(number) ? json_incref(number)
                                                         : json_string(valid));
    json_decref(number);
  }
  if (row >= 0)
    json_array_append_new(table->rows, list);
  return TRUE;
}

json_t *ty_sql(TyWorkspace *workspace, const char *query, const TyQuestionOptions *options,
               GError **error) {
  TyQuestionLimits limits = {options ? options->most_rows : 0, options ? options->seconds : 0};
  Table table = {json_array(), json_array()};
  const char *cut = NULL;
  gboolean done = ty_atlas_sql(workspace->atlas, query, &limits, take_row, &table, &cut, error);
  json_t *answer = json_pack("{s:s, s:o, s:o, s:o}", "form", "select", "variables", table.variables,
                             "rows", table.rows, "cut", cut ? json_string(cut) : json_null());

  if (done)
    return answer;
  json_decref(answer);
  return NULL;
}
