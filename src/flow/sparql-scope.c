/* SPDX-License-Identifier: Apache-2.0 */
/* librasqal reads the right side of a join with what the left side has bound, and a FILTER with
 * whatever its variables hold at that time. SPARQL evaluates each group by itself first. Both give
 * the same rows as long as patterns are well designed (Pérez, Arenas, Gutierrez, "Semantics and
 * complexity of SPARQL", 2009): a variable of an OPTIONAL that also stands outside stands before it
 * in its own group, and a FILTER speaks of its own group. Any other query is refused: its rows
 * would be wrong. */
#include "flow/sparql.h"

typedef GHashTable Names; /* of rasqal_variable */

static Names *new_names(void) { return g_hash_table_new(NULL, NULL); }

static void add_name(Names *names, const rasqal_literal *literal) {
  rasqal_variable *variable =
      literal ? rasqal_literal_as_variable((rasqal_literal *) literal) : NULL;
  if (variable)
    g_hash_table_add(names, variable);
}

static void add_names(Names *names, Names *more) {
  GHashTableIter iter;
  gpointer variable;

  g_hash_table_iter_init(&iter, more);
  while (g_hash_table_iter_next(&iter, &variable, NULL))
    g_hash_table_add(names, variable);
}

static int add_expression(void *data, rasqal_expression *expression) {
  if (expression->op == RASQAL_EXPR_LITERAL)
    add_name(data, expression->literal);
  return 0;
}

/* What the triples and BINDs of a pattern may bind. */
static void collect(Names *names, rasqal_graph_pattern *pattern) {
  rasqal_graph_pattern *sub;
  const rasqal_triple *triple;

  for (int i = 0; (triple = rasqal_graph_pattern_get_triple(pattern, i)); i++) {
    add_name(names, triple->subject);
    add_name(names, triple->predicate);
    add_name(names, triple->object);
  }
  if (rasqal_graph_pattern_get_operator(pattern) == RASQAL_GRAPH_PATTERN_OPERATOR_LET)
    g_hash_table_add(names, rasqal_graph_pattern_get_variable(pattern));
  for (int i = 0; (sub = rasqal_graph_pattern_get_sub_graph_pattern(pattern, i)); i++)
    collect(names, sub);
}

/* The first by name of those that are in `some`, in `there`, but not in `known`. */
static const char *stray(Names *some, Names *there, Names *known) {
  GHashTableIter iter;
  gpointer variable;
  const char *first = NULL;

  g_hash_table_iter_init(&iter, some);
  while (g_hash_table_iter_next(&iter, &variable, NULL)) {
    const char *name = (const char *) ((rasqal_variable *) variable)->name;
    if ((!there || g_hash_table_contains(there, variable)) &&
        !g_hash_table_contains(known, variable) && (!first || g_strcmp0(name, first) < 0))
      first = name;
  }
  return first;
}

static gboolean check_optional(rasqal_graph_pattern *pattern, Names *before, Names *outside,
                               gboolean is_first, GError **error) {
  g_autoptr(GHashTable) names = new_names();

  if (is_first) {
    g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE,
                        "SPARQL: found an OPTIONAL that begins its group, which is not evaluated "
                        "here, expected triples before it");
    return FALSE;
  }
  collect(names, pattern);
  const char *name = stray(names, outside, before);
  if (!name)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              "SPARQL: found ?%s in an OPTIONAL and outside of its group, which is not evaluated "
              "here, expected ?%s also before the OPTIONAL in the same group",
              name, name);
  return FALSE;
}

static gboolean check_expression(rasqal_expression *expression, Names *known, GError **error) {
  g_autoptr(GHashTable) names = new_names();

  rasqal_expression_visit(expression, add_expression, names);
  const char *name = stray(names, NULL, known);
  if (!name)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              "SPARQL: found ?%s in a FILTER or BIND, but in no triple of the same group, "
              "expected it there",
              name);
  return FALSE;
}

static int find_truth(void *data, rasqal_expression *expression) {
  gboolean *found = data;
  if (expression->op == RASQAL_EXPR_LITERAL && expression->literal->type == RASQAL_LITERAL_BOOLEAN)
    *found = TRUE;
  return 0;
}

/* librasqal sets a constant for a condition on variables that no triple of the group names, and for
 * bound() of those that triples always bind, and keeps no trace of which it was. In the outermost
 * group it is right. */
static gboolean check_constant(rasqal_expression *expression, gboolean inner, GError **error) {
  gboolean found = FALSE;

  if (inner)
    rasqal_expression_visit(expression, find_truth, &found);
  if (found)
    g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE,
                        "SPARQL: found a FILTER in an inner group that is the same for every row "
                        "(a variable that no triple of the group names, or bound() of one that "
                        "triples always bind), expected one on variables of the group");
  return !found;
}

static gboolean is_filter(rasqal_graph_pattern *pattern) {
  return rasqal_graph_pattern_get_operator(pattern) == RASQAL_GRAPH_PATTERN_OPERATOR_FILTER;
}

/* `outside`: what stands elsewhere in the query; `seen`: what a FILTER of this group may name
 * besides the group's own. */
static gboolean check_pattern(rasqal_graph_pattern *pattern, Names *outside, Names *seen,
                              guint depth, GError **error) {
  rasqal_graph_pattern_operator operation = rasqal_graph_pattern_get_operator(pattern);
  gboolean is_union = operation == RASQAL_GRAPH_PATTERN_OPERATOR_UNION;
  gboolean is_optional = operation == RASQAL_GRAPH_PATTERN_OPERATOR_OPTIONAL;
  g_autoptr(GHashTable) before = new_names(), known = new_names(), nothing = new_names();
  rasqal_graph_pattern *sub;
  gboolean is_first = TRUE;

  collect(known, pattern);
  add_names(known, seen);
  rasqal_expression *own = rasqal_graph_pattern_get_filter_expression(pattern);
  if (own && !(check_expression(own, known, error) && check_constant(own, depth > 1, error)))
    return FALSE;
  for (int i = 0; (sub = rasqal_graph_pattern_get_sub_graph_pattern(pattern, i)); i++) {
    g_autoptr(GHashTable) others = new_names();
    rasqal_graph_pattern *other;
    gboolean optional =
        rasqal_graph_pattern_get_operator(sub) == RASQAL_GRAPH_PATTERN_OPERATOR_OPTIONAL;
    gboolean binds = rasqal_graph_pattern_get_operator(sub) == RASQAL_GRAPH_PATTERN_OPERATOR_LET;
    add_names(others, outside);
    for (int k = 0; !is_union && (other = rasqal_graph_pattern_get_sub_graph_pattern(pattern, k));
         k++)
      if (k != i)
        collect(others, other);
    if ((optional && !check_optional(sub, before, others, is_first, error)) ||
        !check_pattern(sub, others,
                       is_filter(sub)      ? known
                       : optional || binds ? before
                       : is_optional       ? seen /* its only child is its group */
                                           : nothing,
                       depth + 1, error))
      return FALSE;
    is_first = is_first && is_filter(sub);
    collect(before, sub);
  }
  return TRUE;
}

gboolean ty_sparql_check_scopes(rasqal_graph_pattern *pattern, GError **error) {
  g_autoptr(GHashTable) outside = new_names(), seen = new_names();
  return check_pattern(pattern, outside, seen, 0, error);
}
