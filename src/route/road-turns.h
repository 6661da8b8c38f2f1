/* SPDX-License-Identifier: Apache-2.0 */
/** The graph of a network of stretches, in which restricted turns cannot be made. */
#pragma once
#include "route/road-segments.h"

/** An arc of the graph is one direction of a stretch. */
typedef struct {
  guint32 tail, head;
  guint32 segment; /**< × 2, + 1 against its points */
} TyRoadArcPlace;

/** @param arcs  out: of TyRoadArcPlace, by number of the graph's arc; segments are numbers of
 *              stretches
 * @return the largest part in which every node can be reached from every other */
TyRoadGraph *ty_stretches_graph(const TyStretches *stretches, const TyOsmMap *map, GArray *arcs,
                                TyRoadsSummary *summary, GError **error);
