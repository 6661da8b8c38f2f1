/* SPDX-License-Identifier: Apache-2.0 */
/** A heap of four children a node, of 64-bit items: the key above, the node below, so that of equal
 * keys the lower node comes first. A key is not lowered: the node is put in again, and who takes
 * out passes over what has become too long. */
#pragma once
#include <glib.h>

typedef struct {
  gsize n, room;
  guint64 *item;
} TyQuadHeap;

static inline guint64 ty_quad_item(guint32 key, guint32 node) { return (guint64) key << 32 | node; }

static inline void ty_quad_push(TyQuadHeap *heap, guint64 item) {
  if (G_UNLIKELY(heap->n == heap->room)) {
    heap->room = MAX(2 * heap->room, 256);
    heap->item = g_renew(guint64, heap->item, heap->room);
  }
  gsize at = heap->n++;
  for (gsize above; at && item < heap->item[above = (at - 1) / 4]; at = above)
    heap->item[at] = heap->item[above];
  heap->item[at] = item;
}

/** Takes out the first; the heap must not be empty. */
static inline guint64 ty_quad_pop(TyQuadHeap *heap) {
  guint64 *item = heap->item, top = item[0], last = item[--heap->n];
  gsize n = heap->n, at = 0;

  for (gsize child; (child = 4 * at + 1) < n; at = child) {
    gsize best = child;
    if (child + 3 < n) {
      gsize a = item[child] <= item[child + 1] ? child : child + 1;
      gsize b = item[child + 2] <= item[child + 3] ? child + 2 : child + 3;
      best = item[a] <= item[b] ? a : b;
    } else
      for (gsize i = child + 1; i < n; i++)
        best = item[i] < item[best] ? i : best;
    if (last <= item[best])
      break;
    item[at] = item[best];
    child = best;
  }
  item[at] = last;
  return top;
}
