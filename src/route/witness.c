/* SPDX-License-Identifier: Apache-2.0 */
#include "route/contraction.h"

void ty_witness_init(TyWitness *witness, guint32 n) {
  *witness = (TyWitness){.dist = g_new(guint32, MAX(n, 1)), .bound = g_new0(guint32, MAX(n, 1))};
  for (guint32 v = 0; v < n; v++)
    witness->dist[v] = TY_ROAD_FAR;
}

void ty_witness_clear(TyWitness *witness) {
  g_free(witness->dist);
  g_free(witness->bound);
  g_free(witness->touched);
  g_free(witness->heap.item);
  g_free(witness->shortcuts);
}

static inline void label(TyWitness *witness, guint32 v, guint32 dist) {
  if (witness->dist[v] == TY_ROAD_FAR) {
    if (G_UNLIKELY(witness->n_touched == witness->touched_room)) {
      witness->touched_room = MAX(2 * witness->touched_room, 256);
      witness->touched = g_renew(guint32, witness->touched, witness->touched_room);
    }
    witness->touched[witness->n_touched++] = v;
  }
  witness->dist[v] = dist;
  ty_quad_push(&witness->heap, ty_quad_item(dist, v));
}

/* Dijkstra's method from `source` without `v`, until all `n_open` targets are known to be within
 * their bounds, or all is farther than `farthest`, or enough was settled. A target may be reached
 * as short as over `v`: then the shortcut is not needed either. */
static void search(TyWitness *witness, const TyRemains *remains, guint32 source, guint32 v,
                   gsize n_open, guint32 farthest, guint most_settled) {
  label(witness, source, 0);
  while (witness->heap.n && n_open) {
    guint64 item = ty_quad_pop(&witness->heap);
    guint32 here = (guint32) item, so_far = (guint32) (item >> 32);
    if (so_far > witness->dist[here])
      continue;
    const TyWay *way = remains->way + remains->from[here], *end = way + remains->n_ways[here];
    for (; way < end; way++) {
      guint32 there = way->head, longer = so_far + way->out;
      if (longer > farthest || there == v || longer >= witness->dist[there])
        continue;
      /* Once below its bound, a target is done: the label only gets shorter. */
      n_open -= longer < witness->bound[there] && witness->dist[there] >= witness->bound[there];
      label(witness, there, longer);
    }
    if (--most_settled == 0)
      return;
  }
}

static void add_shortcut(TyWitness *witness, const TyShortcut *shortcut) {
  if (witness->n_shortcuts == witness->shortcuts_room) {
    witness->shortcuts_room = MAX(2 * witness->shortcuts_room, 64);
    witness->shortcuts = g_renew(TyShortcut, witness->shortcuts, witness->shortcuts_room);
  }
  witness->shortcuts[witness->n_shortcuts++] = *shortcut;
}

/* From the neighbour number `from` to those that ways over `v` lead to. In a symmetric graph the
 * way there and that back are found together. */
static void from_neighbour(TyWitness *witness, const TyRemains *remains, guint32 v, guint32 from,
                           guint most_settled) {
  const TyWay *row = remains->way + remains->from[v];
  const TyWayMore *more = remains->more + remains->from[v];
  guint32 n = remains->n_ways[v], farthest = 0;
  gsize n_targets = 0;

  for (guint32 to = remains->symmetric ? from + 1 : 0; to < n; to++) {
    /* Not below 2³¹: no distance, as the graph's are known to be. */
    guint32 over = row[from].back + row[to].out;
    if (to == from || row[to].out == TY_ROAD_FAR || over >= TY_ROAD_FAR)
      continue;
    witness->bound[row[to].head] = over + 1;
    farthest = MAX(farthest, over);
    n_targets++;
  }
  if (n_targets == 0)
    return;
  search(witness, remains, row[from].head, v, n_targets, farthest, most_settled);
  for (guint32 to = remains->symmetric ? from + 1 : 0; to < n; to++) {
    guint32 over = row[from].back + row[to].out;
    if (to == from || row[to].out == TY_ROAD_FAR || over >= TY_ROAD_FAR ||
        witness->dist[row[to].head] <= over)
      continue;
    guint hops = (guint) more[from].hops_back + more[to].hops_out;
    add_shortcut(witness, &(TyShortcut){row[from].head, row[to].head, over,
                                        (guint16) MIN(hops, G_MAXUINT16)});
  }
  for (guint32 to = 0; to < n; to++)
    witness->bound[row[to].head] = 0;
  for (gsize i = 0; i < witness->n_touched; i++)
    witness->dist[witness->touched[i]] = TY_ROAD_FAR;
  witness->n_touched = witness->heap.n = 0;
}

void ty_witness_run(TyWitness *witness, const TyRemains *remains, guint32 v, guint most_settled) {
  witness->n_shortcuts = 0;
  for (guint32 from = 0; from < remains->n_ways[v]; from++)
    if (remains->way[remains->from[v] + from].back != TY_ROAD_FAR)
      from_neighbour(witness, remains, v, from, most_settled);
}
