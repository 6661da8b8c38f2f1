/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: graphs for other programs. */
#pragma once
#include "flow/workspace.h"
#include <tuyou/export.h>

/** All entities and facts, with evidence and the ontology. Aliases are joined by '|'; lat and lon
 * are the most trusted coordinate in WGS-84. O(atlas) time and memory. */
TyGraphData *ty_heritage_graph(TyWorkspace *workspace, GError **error);
