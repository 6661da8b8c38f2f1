/* SPDX-License-Identifier: Apache-2.0 */
#include "route/contraction.h"

#include "base/parallel.h"

/* Nodes looked at for a way round: the more, the fewer shortcuts, and the longer it takes. */
#define SETTLED_TO_RANK 30
#define SETTLED_TO_CONTRACT 100
#define CHUNK 4096
#define CONTRACTED G_MAXUINT32 /* the rank of what is done */

typedef struct {
  TyRemains *remains;
  TyWitness *witness; /* one a thread */
  guint32 *level, *rank;
} Contraction;

/* How late a node comes: after those that it lies above, and the later, the more arcs it would
 * add for each that it takes away, counted as ways and as the arcs of the graph in them. */
static guint32 rank_of(Contraction *contraction, TyWitness *witness, guint32 v,
                       guint most_settled) {
  const TyRemains *remains = contraction->remains;
  guint64 added = 0, added_hops = 0, removed = 0, removed_hops = 0;

  ty_witness_run(witness, remains, v, most_settled);
  for (guint32 at = remains->from[v]; at < remains->from[v] + remains->n_ways[v]; at++) {
    const TyWay *way = &remains->way[at];
    removed += (way->out != TY_ROAD_FAR) + (way->back != TY_ROAD_FAR);
    removed_hops += (guint64) remains->more[at].hops_out + remains->more[at].hops_back;
  }
  for (gsize i = 0; i < witness->n_shortcuts; i++)
    added_hops += witness->shortcuts[i].hops;
  added = witness->n_shortcuts << remains->symmetric;
  added_hops <<= remains->symmetric;
  guint64 rank = 1000 * (guint64) contraction->level[v];
  if (removed)
    rank += 1000 * added / removed + 1000 * added_hops / removed_hops;
  return (guint32) MIN(rank, CONTRACTED - 1);
}

static void rank_chunk(gsize chunk, guint thread, gpointer data) {
  Contraction *contraction = data;
  guint32 end = (guint32) MIN((chunk + 1) * CHUNK, contraction->remains->n);

  for (guint32 v = (guint32) chunk * CHUNK; v < end; v++)
    contraction->rank[v] = rank_of(contraction, &contraction->witness[thread], v, SETTLED_TO_RANK);
}

guint32 *ty_contract_all(TyRemains *remains, guint n_threads) {
  guint32 n = remains->n, n_done = 0, *order = g_new(guint32, MAX(n, 1));
  g_autofree guint32 *level = g_new0(guint32, n + 1), *rank = g_new(guint32, n + 1);
  n_threads = ty_parallel_threads(n_threads);
  g_autofree TyWitness *witness = g_new(TyWitness, n_threads);
  Contraction contraction = {remains, witness, level, rank};
  TyQuadHeap queue = {0};

  for (guint i = 0; i < n_threads; i++)
    ty_witness_init(&witness[i], n);
  ty_parallel_for(n_threads, (n + CHUNK - 1) / CHUNK, rank_chunk, &contraction);
  for (guint32 v = 0; v < n; v++)
    ty_quad_push(&queue, ty_quad_item(rank[v], v));
  while (queue.n) {
    guint64 item = ty_quad_pop(&queue);
    guint32 v = (guint32) item;
    if ((guint32) (item >> 32) != rank[v])
      continue;
    /* What was contracted since may have put it off: a node is ranked anew when its turn comes. */
    guint32 now = rank_of(&contraction, witness, v, SETTLED_TO_CONTRACT);
    if (queue.n && ty_quad_item(now, v) > queue.item[0]) {
      rank[v] = now;
      ty_quad_push(&queue, ty_quad_item(now, v));
      continue;
    }
    rank[v] = CONTRACTED;
    order[n_done++] = v;
    ty_remains_contract(remains, v, witness->shortcuts, witness->n_shortcuts);
    for (guint32 at = remains->from[v]; at < remains->from[v] + remains->n_ways[v]; at++) {
      guint32 u = remains->way[at].head;
      level[u] = MAX(level[u], level[v] + 1);
    }
  }
  for (guint i = 0; i < n_threads; i++)
    ty_witness_clear(&witness[i]);
  g_free(queue.item);
  return order;
}
