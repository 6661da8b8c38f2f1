/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the flow room: parts of the card of an entity. */
#pragma once
#include "flow/workspace.h"

/** Adds a text member where there is a text. */
void ty_card_put(json_t *object, const char *key, const char *text);

/** Whether the ontology has all these predicates (NULL: none are asked for); TY_ERROR_NOT_FOUND. */
gboolean ty_card_check_predicates(TyWorkspace *workspace, char *const *predicates, GError **error);

/** Appends to `list` the facts with an entity as subject, or as object when `inverse`, each with
 * its evidence: those of `predicates` (NULL: all) that hold `on` a day (NULL: at any time). */
gboolean ty_card_facts(TyWorkspace *workspace, gint64 entity, gboolean inverse,
                       char *const *predicates, const char *on, json_t *list, GError **error);
