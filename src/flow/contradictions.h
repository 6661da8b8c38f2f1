/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: where sources disagree. Each call appends to a JSON list what
 * ty_contradictions tells; `entity` 0: of all. */
#pragma once
#include "flow/workspace.h"

/** Values of single-valued predicates, and times since when something holds. */
gboolean ty_contradicting_values(TyWorkspace *workspace, gint64 entity, json_t *list,
                                 GError **error);
/** Coordinates of one thing that lie apart, or that are known to be wrong. */
gboolean ty_contradicting_places(TyWorkspace *workspace, gint64 entity, json_t *list,
                                 GError **error);
/** The list of both. NULL with `error` set */
json_t *ty_contradictions_of(TyWorkspace *workspace, gint64 entity, GError **error);

/** Two statements of one place may lie this far apart. */
#define TY_FAR_APART_M 1500
