/* SPDX-License-Identifier: Apache-2.0 */
/** How long the longest of all shortest ways can be. */
#pragma once
#include <tuyou/roads.h>

/** A bound on every distance in the graph: in a strongly connected part no two nodes are farther
 * apart than the way over any third; parts follow one another. TY_ROAD_FAR or more when it is not
 * known to be less. O((n + m) log n) */
guint64 ty_road_farthest(const TyRoadGraph *graph);
