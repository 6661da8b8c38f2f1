/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: whether a decision about a name can be taken. */
#pragma once
#include "flow/workspace.h"

/** Whether this can be a name: two to a hundred characters in one line.
 * @return FALSE with TY_ERROR_USAGE */
gboolean ty_check_name(const TyDecision *decision, GError **error);

/** Whether what is decided is new, and says something that the atlas can hold.
 * @param decision  its county becomes the place's own name
 * @param county    out: owns that; to be freed
 * @return FALSE with TY_ERROR_USAGE, or TY_ERROR_NOT_FOUND for an unknown kind or county (near ones
 *         are named) */
gboolean ty_check_decision(TyWorkspace *workspace, TyDecision *decision, char **county,
                           GError **error);
