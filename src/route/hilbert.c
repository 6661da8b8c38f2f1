/* SPDX-License-Identifier: Apache-2.0 */
#include "route/tour.h"

/* Bits a coordinate: cells finer than any map needs. */
enum { BITS = 20 };

typedef struct {
  guint64 key;
  guint32 site;
} Keyed;

/* The place of a cell on Hilbert's curve (the usual rotation by quadrants, from coarse to fine). */
static guint64 curve_place(guint32 x, guint32 y) {
  guint64 place = 0;

  for (guint32 side = 1U << (BITS - 1); side; side >>= 1) {
    guint32 right = (x & side) != 0, up = (y & side) != 0;
    place += (guint64) side * side * ((3 * right) ^ up);
    if (!up) {
      if (right) {
        x = (side << 1) - 1 - (x & ((side << 1) - 1));
        y = (side << 1) - 1 - (y & ((side << 1) - 1));
      }
      guint32 swap = x;
      x = y;
      y = swap;
    }
  }
  return place;
}

static gint by_key(gconstpointer a, gconstpointer b) {
  const Keyed *x = a, *y = b;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return x->site < y->site ? -1 : x->site > y->site;
}

void ty_tour_hilbert(const TyTourProblem *problem, guint32 *order) {
  gsize n = problem->n, first = 0;
  g_autofree Keyed *keyed = g_new0(Keyed, n);
  double x0 = INFINITY, y0 = INFINITY, side = 0;

  for (gsize i = 0; i < n; i++) {
    x0 = MIN(x0, problem->x[i]);
    y0 = MIN(y0, problem->y[i]);
  }
  for (gsize i = 0; i < n; i++)
    side = MAX(side, MAX(problem->x[i] - x0, problem->y[i] - y0));
  double scale = side > 0 ? ((1U << BITS) - 1) / side : 0;
  for (gsize i = 0; i < n; i++)
    keyed[i] = (Keyed){curve_place((guint32) ((problem->x[i] - x0) * scale),
                                   (guint32) ((problem->y[i] - y0) * scale)),
                       (guint32) i};
  qsort(keyed, n, sizeof *keyed, by_key);
  while (keyed[first].site != problem->start)
    first++;
  for (gsize i = 0; i < n; i++)
    order[i] = keyed[(first + i) % n].site;
}
