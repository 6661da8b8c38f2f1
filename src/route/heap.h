/* SPDX-License-Identifier: Apache-2.0 */
/** A binary heap of places (nodes) by key, with decrease-key; of equal keys the lower place comes
 * first. */
#pragma once
#include <glib.h>

typedef struct {
  gsize n;
  guint32 *place;    /**< by heap slot */
  gsize *slot;       /**< by place; G_MAXSIZE when not in the heap, set so by the user at first */
  const double *key; /**< by place, borrowed */
} TyHeap;

static inline gboolean ty_heap_before(const TyHeap *heap, guint32 a, guint32 b) {
  double key_a = heap->key[a], key_b = heap->key[b];
  return key_a < key_b || (key_a == key_b && a < b);
}

static inline void ty_heap_put(TyHeap *heap, gsize slot, guint32 place) {
  heap->place[slot] = place;
  heap->slot[place] = slot;
}

/** Puts `place` in, or moves it up after its key was lowered. */
static inline void ty_heap_raise(TyHeap *heap, guint32 place) {
  gsize at = heap->slot[place];
  if (at == G_MAXSIZE)
    at = heap->n++;
  for (; at && ty_heap_before(heap, place, heap->place[(at - 1) / 2]); at = (at - 1) / 2)
    ty_heap_put(heap, at, heap->place[(at - 1) / 2]);
  ty_heap_put(heap, at, place);
}

/** Takes out the first; the heap must not be empty. */
static inline guint32 ty_heap_pop(TyHeap *heap) {
  guint32 top = heap->place[0], last = heap->place[--heap->n];
  gsize at = 0;

  heap->slot[top] = G_MAXSIZE;
  if (!heap->n)
    return top;
  for (;;) {
    gsize child = 2 * at + 1;
    if (child >= heap->n)
      break;
    if (child + 1 < heap->n && ty_heap_before(heap, heap->place[child + 1], heap->place[child]))
      child++;
    if (!ty_heap_before(heap, heap->place[child], last))
      break;
    ty_heap_put(heap, at, heap->place[child]);
    at = child;
  }
  ty_heap_put(heap, at, last);
  return top;
}
