/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the check: things that are parts of their own parts. */
#pragma once
#include "flow/workspace.h"

/** Tells each ring of a transitive relation once: the kind "ring", its first thing, the way round.
 * O(facts of transitive relations). */
gboolean ty_find_rings(TyWorkspace *workspace, TyFindingFunc func, gpointer data, GError **error);
