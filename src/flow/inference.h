/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: what follows from the facts of an atlas, with its derivation. Derived
 * facts live in memory only. A fact with a confidence below 0.1 is known to be wrong, and no
 * premise. */
#pragma once
#include "flow/explain.h"
#include "flow/rules.h"

/** Days of a fact's validity, "1982-02-23" or parts of it: the first and last day that it may mean;
 * without end where there is no such day. */
gint32 ty_day_from(const char *date);
gint32 ty_day_to(const char *date);

typedef struct {
  TyWorkspace *workspace;
  TyRuleBook *book;
  GArray *given; /* of TyTriple; nodes are ids of entities */
  GArray *facts; /* of gint64, the fact of each given one */
  GArray *rules; /* of guint32, the book's number of each rule that was used */
  TyInference *inference;
  gboolean cut; /* facts were left out, or the work ended early */
} TyInferred;

/** What follows with a wanted predicate (one a predicate of the book; NULL: with any) from all
 * facts that may lead there. Takes the book. */
TyInferred *ty_inferred_all(TyWorkspace *workspace, TyRuleBook *book, const gboolean *wanted,
                            GError **error);
/** What follows from relations alone. Takes the book. */
TyInferred *ty_inferred_around(TyWorkspace *workspace, TyRuleBook *book,
                               const TyRelations *relations);
void ty_inferred_free(TyInferred *inferred);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyInferred, ty_inferred_free)

/** Whether a fact of the inference comes from closures only, which say nothing new. */
gboolean ty_inferred_is_closure(const TyInferred *inferred, gsize fact);
/** The given facts below a fact: their numbers are set in `below`, one a given fact. */
void ty_inferred_mark(const TyInferred *inferred, gsize fact, gboolean *below);
/** How many there are, with repetition. */
guint ty_inferred_size(const TyInferred *inferred, gsize fact);

/** A fact with where it comes from: {"subject", "predicate", "label", "object", "confidence",
 * "valid_from", "valid_to"} and, of a stated one, "fact" and "sources": [{"file", "row" or "line",
 * "citation"}], of a derived one "inferred": true, "rule", "says" and "because": [the like]. */
json_t *ty_inferred_tell(const TyInferred *inferred, gsize fact, GError **error);
