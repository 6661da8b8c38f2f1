/* SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "flow/workspace.h"
#include <tuyou/draw.h>

/** How a site's levels are drawn: a ring for 世界遗产, filled for 国保, small for others. */
gboolean ty_level_of(TyWorkspace *workspace, gint64 entity, TySiteLevel *level, GError **error);
