/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: what the user said of facts that were read out of texts. */
#pragma once
#include "flow/workspace.h"

/** What a fact is called in reviews: 12 hexadecimal digits of the hash of what it says, by names,
 * so that it is the same in every build. To be freed. */
char *ty_fact_id(const TyFact *fact);

/** The ids of facts that the user rejected: a set, to be unreffed. NULL with `error` set. */
GHashTable *ty_rejected_facts(TyWorkspace *workspace, GError **error);

/** Gives every fact that the user accepted that word as its evidence, in the caller's transaction;
 * one whose things are gone is told to `message` (may be NULL). */
gboolean ty_reviews_act(TyWorkspace *workspace, TyMessageFunc message, gpointer message_data,
                        GError **error);
/** The same in a transaction of its own; nothing is done where nothing was accepted. */
gboolean ty_apply_reviews(TyWorkspace *workspace, TyMessageFunc message, gpointer message_data,
                          GError **error);
