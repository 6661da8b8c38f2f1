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

/** Whether one of two texts only says more exactly what the other says: one holds the other
 * (海慧路, 安岳县海慧路), or what they do not share are places one of which lies in the other.
 * Numbers are no texts. O(length²), and the facts on the way from one place to the other. */
gboolean ty_is_refinement(TyWorkspace *workspace, const char *a, const char *b);

/** Two statements of one place may lie this far apart. */
#define TY_FAR_APART_M 1500
