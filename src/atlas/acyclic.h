/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the atlas: whether an arc would close a ring, asked before each of millions of arcs. */
#pragma once
#include <glib.h>

/** Arcs between nodes that are numbers, smallest first best: memory goes by the greatest. */
typedef struct TyAcyclic TyAcyclic;

TyAcyclic *ty_acyclic_new(void);
void ty_acyclic_free(TyAcyclic *arcs);

/** Adds an arc, also one that closes a ring. The nodes are kept in an order in which every arc
 * leads upwards; one that does not has only those between its ends put in order anew (Pearce,
 * Kelly 2006). After the first ring there is no such order. */
void ty_acyclic_add(TyAcyclic *arcs, guint32 from, guint32 to);

/** Whether arcs lead from `to` to `from`, or they are the same. O(1) where the order says no, else
 * the arcs among the nodes between; all that `to` leads to when there is a ring already. */
gboolean ty_acyclic_would_ring(TyAcyclic *arcs, guint32 from, guint32 to);

/** What the arcs of a node lead to, each once, in ascending order. O(d log d) for d arcs.
 * @param heads  of guint32; emptied first */
void ty_acyclic_heads(const TyAcyclic *arcs, guint32 node, GArray *heads);
