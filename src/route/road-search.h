/* SPDX-License-Identifier: Apache-2.0 */
/** Searches upwards in a hierarchy. */
#pragma once
#include "route/hierarchy.h"
#include "route/quad-heap.h"

/** What is known of a node: from the sources (side 0) and to the targets (side 1). */
typedef struct {
  guint32 dist[2]; /**< TY_ROAD_FAR between questions */
  guint32 from[2]; /**< the node below that it was reached from; an end with TY_VIA_ARC */
} TyRoadLabel;

struct _TyRoadSearch {
  const TyRoadHierarchy *hierarchy;
  TyRoadLabel *label; /**< n */
  TyQuadHeap heap[2];
  guint32 *touched; /**< of the last question */
  gsize n_touched, touched_room;
  guint32 best, meeting; /**< its answer, and the node where both sides met */
};

/** Forgets the last question. */
void ty_road_search_reset(TyRoadSearch *search);

/** Gives a node a shorter distance. */
static inline void ty_road_search_label(TyRoadSearch *search, int side, guint32 v, guint32 dist,
                                        guint32 from) {
  TyRoadLabel *label = &search->label[v];

  if (label->dist[0] == TY_ROAD_FAR && label->dist[1] == TY_ROAD_FAR) {
    if (G_UNLIKELY(search->n_touched == search->touched_room)) {
      search->touched_room = MAX(2 * search->touched_room, 1024);
      search->touched = g_renew(guint32, search->touched, search->touched_room);
    }
    search->touched[search->n_touched++] = v;
  }
  label->dist[side] = dist;
  label->from[side] = from;
  ty_quad_push(&search->heap[side], ty_quad_item(dist, v));
}

/** Sets out from the ends of one side. */
void ty_road_search_begin(TyRoadSearch *search, int side, const TyRoadEnd *ends, gsize n_ends);

/** Settles the next node of one side and looks at the ways up from it.
 * @return the node; G_MAXUINT32 when its label was too long: passed over, or stalled, since a
 *         shorter way comes down from above */
guint32 ty_road_search_step(TyRoadSearch *search, int side);
