/* SPDX-License-Identifier: Apache-2.0 */
/* The atlas's rules with what its ontology declares (transitive, symmetric), as the inference takes
 * them: predicates by number. */
#include "flow/rules.h"
#include "flow/import.h"

#include <string.h>

static void free_told(gpointer data) {
  TyToldRule *told = data;

  g_free(told->name);
  g_free(told->says);
  g_free(told);
}

void ty_rule_book_free(TyRuleBook *book) {
  g_ptr_array_unref(book->predicates);
  g_ptr_array_unref(book->labels);
  g_hash_table_unref(book->number);
  g_hash_table_unref(book->inverse);
  g_array_unref(book->rules);
  g_ptr_array_unref(book->told);
  g_free(book);
}

static void add_rule(TyRuleBook *book, TyRule rule, char *name, char *says, gboolean is_closure) {
  TyToldRule *told = g_new0(TyToldRule, 1);

  *told = (TyToldRule){name, says, is_closure};
  g_array_append_val(book->rules, rule);
  g_ptr_array_add(book->told, told);
}

static gboolean take_predicate(const TyPredicate *predicate, gpointer data, GError **error) {
  TyRuleBook *book = data;
  guint32 n = book->predicates->len;
  (void) error;

  g_ptr_array_add(book->predicates, g_strdup(predicate->id));
  g_ptr_array_add(book->labels, g_strdup(predicate->label));
  g_hash_table_insert(book->number, g_strdup(predicate->id), GUINT_TO_POINTER(n + 1));
  if (!g_str_equal(predicate->kind, "relation"))
    return TRUE;
  if (predicate->inverse && *predicate->inverse)
    g_hash_table_insert(book->inverse, g_strdup(predicate->inverse), GUINT_TO_POINTER(n + 1));
  if (predicate->transitive)
    add_rule(
        book,
        (TyRule){.body = {{n, 0, 1}, {n, 1, 2}}, .head = {n, 0, 2}, .n_body = 2, .confidence = 1},
        g_strdup_printf("%s is transitive", predicate->id),
        g_strdup_printf("X %1$s Y & Y %1$s Z ⇒ X %1$s Z", predicate->id), TRUE);
  if (predicate->symmetric)
    add_rule(book, (TyRule){.body = {{n, 0, 1}}, .head = {n, 1, 0}, .n_body = 1, .confidence = 1},
             g_strdup_printf("%s is symmetric", predicate->id),
             g_strdup_printf("X %1$s Y ⇒ Y %1$s X", predicate->id), TRUE);
  return TRUE;
}

gboolean ty_rule_book_predicate(const TyRuleBook *book, const char *name, guint32 *predicate,
                                gboolean *swapped) {
  guint n = GPOINTER_TO_UINT(g_hash_table_lookup(book->number, name));

  *swapped = n == 0;
  if (n == 0)
    n = GPOINTER_TO_UINT(g_hash_table_lookup(book->inverse, name));
  *predicate = n - 1;
  return n != 0;
}

static gboolean find_predicate(const char *name, guint32 *predicate, gboolean *swapped,
                               gpointer data) {
  return ty_rule_book_predicate(data, name, predicate, swapped);
}

/* A rule that the ontology no longer bears out was checked when it came: it is passed over. */
static gboolean take_stored(const TyStoredRule *stored, gpointer data, GError **error) {
  TyRuleBook *book = data;
  TyRule rule;
  (void) error;

  if (!ty_graph_rule_parse(stored->condition, stored->conclusion, find_predicate, book, &rule,
                           NULL))
    return TRUE;
  rule.confidence = stored->confidence;
  add_rule(book, rule, g_strdup(stored->id),
           g_strdup_printf("%s ⇒ %s", stored->condition, stored->conclusion), FALSE);
  return TRUE;
}

static TyRuleBook *predicates_only(TyAtlas *atlas, GError **error) {
  g_autoptr(TyRuleBook) book = g_new0(TyRuleBook, 1);

  book->predicates = g_ptr_array_new_with_free_func(g_free);
  book->labels = g_ptr_array_new_with_free_func(g_free);
  book->number = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  book->inverse = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  book->rules = g_array_new(FALSE, FALSE, sizeof(TyRule));
  book->told = g_ptr_array_new_with_free_func(free_told);
  if (!ty_atlas_each_predicate(atlas, take_predicate, book, error))
    return NULL;
  return g_steal_pointer(&book);
}

TyRuleBook *ty_rule_book_open(TyWorkspace *workspace, GError **error) {
  g_autoptr(TyRuleBook) book = predicates_only(workspace->atlas, error);

  if (!book || !ty_atlas_each_rule(workspace->atlas, take_stored, book, error))
    return NULL;
  return g_steal_pointer(&book);
}

GArray *ty_rule_book_needed(const TyRuleBook *book, const gboolean *wanted, GArray **rules) {
  g_autofree gboolean *needed = g_memdup2(wanted, book->predicates->len * sizeof *wanted);
  g_autofree gboolean *used = g_new0(gboolean, book->rules->len + 1);
  GArray *predicates = g_array_new(FALSE, FALSE, sizeof(guint32));

  for (gboolean grown = TRUE; grown;) {
    grown = FALSE;
    for (guint r = 0; r < book->rules->len; r++) {
      const TyRule *rule = &g_array_index(book->rules, TyRule, r);
      if (used[r] || !needed[rule->head.predicate])
        continue;
      used[r] = grown = TRUE;
      for (gsize i = 0; i < rule->n_body; i++)
        needed[rule->body[i].predicate] = TRUE;
    }
  }
  *rules = g_array_new(FALSE, FALSE, sizeof(guint32));
  for (guint32 r = 0; r < book->rules->len; r++)
    if (used[r])
      g_array_append_val(*rules, r);
  for (guint32 p = 0; p < book->predicates->len; p++)
    if (needed[p])
      g_array_append_val(predicates, p);
  return predicates;
}

gboolean ty_take_rule(TyWorkspace *workspace, const TyRow *row, GError **error) {
  double confidence;
  TyStoredRule stored = {.id = ty_row_get(row, "name"),
                         .condition = ty_row_get(row, "if"),
                         .conclusion = ty_row_get(row, "then"),
                         .note = ty_row_get(row, "note")};
  TyRule rule;

  if (!*stored.id) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found no name, expected one for the rule");
    return FALSE;
  }
  if (!ty_row_number(row, "confidence", "confidence", 0, 1, &confidence, error))
    return FALSE;
  stored.confidence = confidence > 0 ? confidence : 1;
  g_autoptr(TyRuleBook) book = predicates_only(workspace->atlas, error);
  return book &&
         ty_graph_rule_parse(stored.condition, stored.conclusion, find_predicate, book, &rule,
                             error) &&
         ty_atlas_add_rule(workspace->atlas, &stored, error);
}
