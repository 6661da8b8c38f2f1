/* SPDX-License-Identifier: Apache-2.0 */
/** Contraction hierarchies inside.
 *
 * Nodes are numbered anew from the top: a node contracted later has the lower number. Each keeps
 * the neighbours that outlived it, those above it, with the ways there and back in one entry. A
 * search upwards looks at one row of entries: `out` leads on (`back` in a search against the arcs),
 * the other one tells whether a shorter way comes down from above, when the node is stalled.
 *
 *     node v:   ways[first[v]] … ways[first[v + 1] − 1]     head < v
 *
 * A shortcut from v to h leads over a node below both, whose row has the ways to v and to h: `via`
 * holds their places, so that unpacking looks for nothing. They stand behind the shortcut itself.
 */
#pragma once
#include <tuyou/roads.h>

#define TY_VIA_ARC 0x80000000U
#define TY_VIA_NONE 0xffffffffU

typedef struct {
  guint32 head;
  guint32 out, back; /**< weights there and back; TY_ROAD_FAR where none leads */
} TyWay;

/** What a way is made of, there and back: the place of the way that leads down, then that of the
 * one which leads up; either may be an arc of the graph at once, with TY_VIA_ARC. A way that is an
 * arc itself has TY_VIA_NONE in the second place; where none leads, in both. */
typedef struct {
  guint32 out[2], back[2];
} TyVia;

typedef struct {
  guint32 out, back;
} TyPair;

struct _TyRoadHierarchy {
  guint32 n, m;          /**< nodes; ways */
  guint32 n_arcs;        /**< of the graph */
  const guint32 *rank;   /**< n: the new number of a node of the graph */
  const guint32 *first;  /**< n + 1 */
  const TyWay *ways;     /**< m */
  const TyVia *via;      /**< m */
  const TyPair *lengths; /**< m; NULL when the graph has none */
  gpointer owned[5];     /**< what the pointers above lead to, when it is not a file's */
};

/** The way from node `v` to a neighbour above, G_MAXUINT32 when there is none. */
static inline guint32 ty_way_find(const TyRoadHierarchy *hierarchy, guint32 v, guint32 head) {
  for (guint32 at = hierarchy->first[v]; at < hierarchy->first[v + 1]; at++)
    if (hierarchy->ways[at].head == head)
      return at;
  return G_MAXUINT32;
}
