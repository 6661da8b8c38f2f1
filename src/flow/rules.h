/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: predicates by number, and what follows from them. */
#pragma once
#include "flow/workspace.h"
#include <tuyou/graph.h>

/** How a rule is told. */
typedef struct {
  char *name, *says;
  gboolean is_closure; /* the ontology declares it: transitive, symmetric */
} TyToldRule;

typedef struct {
  GPtrArray *predicates; /* ids, in the order of the ontology: a predicate's number is its place */
  GPtrArray *labels;
  GHashTable *number, *inverse; /* id → number + 1; inverse's name → number + 1 */
  GArray *rules;                /* of TyRule */
  GPtrArray *told;              /* of TyToldRule, one a rule */
} TyRuleBook;

TyRuleBook *ty_rule_book_open(TyWorkspace *workspace, GError **error);
void ty_rule_book_free(TyRuleBook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyRuleBook, ty_rule_book_free)

/** The number of a predicate by its id or by its inverse's name, which swaps the ends. */
gboolean ty_rule_book_predicate(const TyRuleBook *book, const char *name, guint32 *predicate,
                                gboolean *swapped);

/** The predicates (guint32) that facts with a wanted one can follow from, and the rules (guint32)
 * that lead there; `wanted`: one a predicate. */
GArray *ty_rule_book_needed(const TyRuleBook *book, const gboolean *wanted, GArray **rules);
