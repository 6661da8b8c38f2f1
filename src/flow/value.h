/* SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "flow/workspace.h"

/** The best attested value of a predicate of an entity, to be freed; NULL when there is none.
 * @return FALSE with `error` set when the atlas cannot be read */
gboolean ty_best_value(TyWorkspace *workspace, gint64 entity, const char *predicate, char **value,
                       GError **error);
