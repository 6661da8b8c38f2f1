/* SPDX-License-Identifier: Apache-2.0 */
/* What librasqal counts otherwise than SPARQL does, rewritten before it is evaluated: COUNT takes a
 * variable that is not bound for a value, AVG divides by all rows, SUM of no value is nothing, and
 * in falling order what is not bound comes first. */
#include "flow/sparql.h"

static rasqal_expression *new_integer(const TySparql *sparql, int value) {
  return rasqal_new_literal_expression(
      sparql->world, rasqal_new_integer_literal(sparql->world, RASQAL_LITERAL_INTEGER, value));
}

static rasqal_expression *new_bound(const TySparql *sparql, rasqal_expression *variable) {
  return rasqal_new_1op_expression(sparql->world, RASQAL_EXPR_BOUND,
                                   rasqal_new_expression_from_expression(variable));
}

/* A fault where the variable is not bound: aggregates pass over faults. */
static rasqal_expression *new_guarded(const TySparql *sparql, rasqal_expression *argument) {
  if (argument->op != RASQAL_EXPR_LITERAL || !rasqal_literal_as_variable(argument->literal))
    return rasqal_new_expression_from_expression(argument);
  rasqal_expression *fault = rasqal_new_2op_expression(
      sparql->world, RASQAL_EXPR_SLASH, new_integer(sparql, 1), new_integer(sparql, 0));
  return rasqal_new_3op_expression(sparql->world, RASQAL_EXPR_IF, new_bound(sparql, argument),
                                   rasqal_new_expression_from_expression(argument), fault);
}

static rasqal_expression *new_aggregate(const TySparql *sparql, rasqal_op operation,
                                        rasqal_expression *argument, unsigned flags) {
  return rasqal_new_aggregate_function_expression(sparql->world, operation,
                                                  new_guarded(sparql, argument), NULL, flags);
}

/* SUM(x) → IF(COUNT(x) = 0, 0, SUM(x)); AVG(x) → IF(COUNT(x) = 0, 0, SUM(x) / COUNT(x)) */
static void mend(const TySparql *sparql, rasqal_expression *expression) {
  rasqal_expression *argument = expression->arg1;
  unsigned flags = expression->flags & RASQAL_EXPR_FLAG_DISTINCT;

  if (!argument || argument->op == RASQAL_EXPR_VARSTAR)
    return;
  if (expression->op == RASQAL_EXPR_COUNT)
    expression->arg1 = new_guarded(sparql, argument);
  else {
    rasqal_expression *value = new_aggregate(sparql, RASQAL_EXPR_SUM, argument, flags);
    if (expression->op == RASQAL_EXPR_AVG)
      value = rasqal_new_2op_expression(sparql->world, RASQAL_EXPR_SLASH, value,
                                        new_aggregate(sparql, RASQAL_EXPR_COUNT, argument, flags));
    expression->op = RASQAL_EXPR_IF;
    expression->flags = 0;
    expression->arg1 = rasqal_new_2op_expression(
        sparql->world, RASQAL_EXPR_EQ, new_aggregate(sparql, RASQAL_EXPR_COUNT, argument, flags),
        new_integer(sparql, 0));
    expression->arg2 = new_integer(sparql, 0);
    expression->arg3 = value;
  }
  rasqal_free_expression(argument);
}

static gboolean has_zero(const rasqal_expression *expression) {
  return expression->op == RASQAL_EXPR_COUNT || expression->op == RASQAL_EXPR_SUM ||
         expression->op == RASQAL_EXPR_AVG;
}

typedef struct {
  GPtrArray *zeros;        /* COUNT, SUM, AVG */
  gboolean by_name;        /* a name that SELECT gives an expression */
  gboolean any, separated; /* an aggregate; GROUP_CONCAT with a SEPARATOR */
} Found;

static int find_aggregates(void *data, rasqal_expression *expression) {
  Found *found = data;

  found->any = found->any ||
               (expression->op >= RASQAL_EXPR_COUNT && expression->op <= RASQAL_EXPR_GROUP_CONCAT &&
                (expression->flags & RASQAL_EXPR_FLAG_AGGREGATE));
  if (expression->op == RASQAL_EXPR_GROUP_CONCAT && (expression->literal || expression->params))
    found->separated = TRUE;
  const rasqal_variable *variable = expression->op == RASQAL_EXPR_LITERAL
                                        ? rasqal_literal_as_variable(expression->literal)
                                        : NULL;
  found->by_name = found->by_name || (variable && variable->expression);
  if (has_zero(expression))
    g_ptr_array_add(found->zeros, expression);
  return 0;
}

/* ?x → bound(?x) IF(bound(?x), ?x, 0): what is not bound is lowest, and equal. */
static void mend_order(const TySparql *sparql) {
  raptor_sequence *conditions = rasqal_query_get_order_conditions_sequence(sparql->query);
  int n = conditions ? raptor_sequence_size(conditions) : 0;
  g_autoptr(GPtrArray) all = g_ptr_array_new();

  for (int i = 0; i < n; i++)
    g_ptr_array_add(all, raptor_sequence_unshift(conditions));
  for (int i = 0; i < n; i++) {
    rasqal_expression *condition = all->pdata[i], *by = condition->arg1;
    if (by && by->op == RASQAL_EXPR_LITERAL && rasqal_literal_as_variable(by->literal)) {
      raptor_sequence_push(conditions, rasqal_new_1op_expression(sparql->world, condition->op,
                                                                 new_bound(sparql, by)));
      condition->arg1 = rasqal_new_3op_expression(
          sparql->world, RASQAL_EXPR_IF, new_bound(sparql, by), by, new_integer(sparql, 0));
    }
    raptor_sequence_push(conditions, condition);
  }
}

static void note_variable(TySparql *sparql, rasqal_literal *literal) {
  rasqal_variable *variable = rasqal_literal_as_variable(literal);
  if (variable)
    g_ptr_array_add(sparql->matched, variable);
}

static void note_variables(TySparql *sparql) {
  raptor_sequence *triples = rasqal_query_get_triple_sequence(sparql->query);
  int n = triples ? raptor_sequence_size(triples) : 0;

  for (int i = 0; i < n; i++) {
    const rasqal_triple *triple = raptor_sequence_get_at(triples, i);
    note_variable(sparql, triple->subject);
    note_variable(sparql, triple->predicate);
    note_variable(sparql, triple->object);
  }
}

gboolean ty_sparql_mend_sums(TySparql *sparql, GError **error) {
  raptor_sequence *variables = rasqal_query_get_bound_variable_sequence(sparql->query);
  raptor_sequence *having = rasqal_query_get_having_conditions_sequence(sparql->query);
  g_autoptr(GPtrArray) zeros = g_ptr_array_new();
  Found found = {.zeros = zeros};
  int n = variables ? raptor_sequence_size(variables) : 0;

  for (int i = 0; i < n; i++) {
    const rasqal_variable *variable = raptor_sequence_get_at(variables, i);
    if (!variable->expression)
      continue;
    if (has_zero(variable->expression))
      g_hash_table_add(sparql->totals, g_strdup((const char *) variable->name));
    rasqal_expression_visit(variable->expression, find_aggregates, &found);
  }
  sparql->sums = found.any;
  found.by_name = FALSE;
  for (int i = 0; having && i < raptor_sequence_size(having); i++)
    rasqal_expression_visit(raptor_sequence_get_at(having, i), find_aggregates, &found);
  if (found.by_name) {
    g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE,
                        "SPARQL: found in HAVING a name that SELECT gives, expected what it "
                        "stands for: HAVING (COUNT(?x) > 1)");
    return FALSE;
  }
  if (found.separated) {
    g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE,
                        "SPARQL: found a SEPARATOR, which is not evaluated here, expected "
                        "GROUP_CONCAT without (a blank stands between), or SQL");
    return FALSE;
  }
  for (guint i = 0; i < zeros->len; i++)
    mend(sparql, zeros->pdata[i]);
  mend_order(sparql);
  note_variables(sparql);
  return TRUE;
}
