/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: what the user decided on names. */
#pragma once
#include "flow/workspace.h"

/** Acts on all decisions that the atlas keeps: entities, aliases, words. What was there already
 * stays as it is; an alias of an entity that is gone is told to `message` (may be NULL). Then the
 * names are read anew. */
gboolean ty_apply_decisions(TyWorkspace *workspace, TyMessageFunc message, gpointer message_data,
                            GError **error);
