/* SPDX-License-Identifier: Apache-2.0 */
/** Searches upwards in a hierarchy. */
#pragma once
#include "route/hierarchy.h"
#include "route/quad-heap.h"

/** What is known of a node: how far it is from the sources (side 0) and to the targets (side 1),
 * with its row of ways beside it, which is fetched as soon as the node is heard of. */
typedef struct {
  guint32 dist[2]; /**< TY_ROAD_FAR between questions */
  guint32 first, end;
} TyRoadLabel;

/** That a node was reached from one below; or from an end, with TY_VIA_ARC. */
typedef struct {
  guint32 node, from;
} TyRoadTrace;

/** Whatever a side labelled, in order: a node's last entry is the one that holds. */
typedef struct {
  TyRoadTrace *trace;
  gsize n, room;
} TyRoadTraces;

struct _TyRoadSearch {
  const TyRoadHierarchy *hierarchy;
  TyRoadLabel *label; /**< n */
  TyQuadHeap heap[2];
  TyRoadTraces traces[2];
  guint32 best, meeting; /**< the last answer, and the node where both sides met */
  guint32 *number;       /**< n, for tables; NULL before the first. G_MAXUINT32 between them */
};

/** Forgets the last question. */
void ty_road_search_reset(TyRoadSearch *search);

/** Gives a node a shorter distance. */
static inline void ty_road_search_label(TyRoadSearch *search, int side, guint32 v, guint32 dist,
                                        guint32 from) {
  TyRoadLabel *label = &search->label[v];
  TyRoadTraces *traces = &search->traces[side];
  const TyWay *ways = search->hierarchy->ways + label->first;

  if (G_UNLIKELY(traces->n == traces->room)) {
    traces->room = MAX(2 * traces->room, 1024);
    traces->trace = g_renew(TyRoadTrace, traces->trace, traces->room);
  }
  traces->trace[traces->n++] = (TyRoadTrace){v, from};
  label->dist[side] = dist;
  __builtin_prefetch(ways);
  __builtin_prefetch((const char *) ways + 64);
  ty_quad_push(&search->heap[side], ty_quad_item(dist, v));
}

/** Sets out from the ends of one side. */
void ty_road_search_begin(TyRoadSearch *search, int side, const TyRoadEnd *ends, gsize n_ends);

/** Settles the next node of one side and looks at the ways up from it.
 * @return the node; G_MAXUINT32 when its label was too long: passed over, or stalled, since a
 *         shorter way comes down from above */
guint32 ty_road_search_step(TyRoadSearch *search, int side);
