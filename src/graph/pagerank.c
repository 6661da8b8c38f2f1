/* SPDX-License-Identifier: Apache-2.0 */
/* Power iteration over arcs by target: each node gathers from those that point to it, in the order
 * of the arcs, so that a sum is the same on any number of threads. */
#include "base/parallel.h"
#include <tuyou/graph.h>

#include <math.h>

#define DAMPING .85
#define NEAR_ENOUGH 1e-10
enum { MOST_ROUNDS = 200, BLOCK_NODES = 1 << 15 };

typedef struct {
  gsize n_nodes;
  guint64 *first; /* n_nodes + 1 offsets into `from` */
  guint32 *from;  /* the arcs by target */
  guint32 *out;   /* arcs that leave a node */
  double *share;  /* what a node gives along each of its arcs */
  double *rank;
  double base;      /* what each node has of itself */
  double *change;   /* of each block */
  double *stranded; /* rank of a block's nodes without arcs */
} Walk;

static void begin_walk(Walk *walk, const guint32 *from, const guint32 *to, gsize n_arcs,
                       gsize n_nodes) {
  gsize n_blocks = (n_nodes + BLOCK_NODES - 1) / BLOCK_NODES;

  *walk = (Walk){.n_nodes = n_nodes,
                 .first = g_new0(guint64, n_nodes + 1),
                 .out = g_new0(guint32, n_nodes),
                 .share = g_new(double, n_nodes),
                 .change = g_new0(double, n_blocks),
                 .stranded = g_new0(double, n_blocks)};
  for (gsize i = 0; i < n_arcs; i++)
    if (from[i] != to[i] && from[i] < n_nodes && to[i] < n_nodes) {
      walk->first[to[i]]++;
      walk->out[from[i]]++;
    }
  guint64 sum = 0;
  for (gsize node = 0; node <= n_nodes; node++) {
    guint64 n = walk->first[node];
    walk->first[node] = sum;
    sum += n;
  }
  walk->from = g_new(guint32, MAX(sum, 1));
  for (gsize i = 0; i < n_arcs; i++)
    if (from[i] != to[i] && from[i] < n_nodes && to[i] < n_nodes)
      walk->from[walk->first[to[i]]++] = from[i];
  for (gsize node = n_nodes; node > 0; node--)
    walk->first[node] = walk->first[node - 1];
  walk->first[0] = 0;
}

static void end_walk(Walk *walk) {
  g_free(walk->first);
  g_free(walk->from);
  g_free(walk->out);
  g_free(walk->share);
  g_free(walk->change);
  g_free(walk->stranded);
}

static void give(gsize block, guint thread, gpointer data) {
  Walk *walk = data;
  gsize end = MIN((block + 1) * BLOCK_NODES, walk->n_nodes);
  (void) thread;

  walk->stranded[block] = 0;
  for (gsize node = block * BLOCK_NODES; node < end; node++)
    if (walk->out[node])
      walk->share[node] = walk->rank[node] / walk->out[node];
    else {
      walk->share[node] = 0;
      walk->stranded[block] += walk->rank[node];
    }
}

static void gather(gsize block, guint thread, gpointer data) {
  Walk *walk = data;
  gsize end = MIN((block + 1) * BLOCK_NODES, walk->n_nodes);
  (void) thread;

  walk->change[block] = 0;
  for (gsize node = block * BLOCK_NODES; node < end; node++) {
    double sum = 0;
    for (guint64 i = walk->first[node]; i < walk->first[node + 1]; i++)
      sum += walk->share[walk->from[i]];
    double rank = walk->base + DAMPING * sum;
    walk->change[block] += fabs(rank - walk->rank[node]);
    walk->rank[node] = rank;
  }
}

static double sum_of(const double *values, gsize n) {
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += values[i];
  return sum;
}

guint ty_graph_pagerank(const guint32 *from, const guint32 *to, gsize n_arcs, gsize n_nodes,
                        guint n_threads, double *rank) {
  gsize n_blocks = (n_nodes + BLOCK_NODES - 1) / BLOCK_NODES;
  double change = 1;
  guint round = 0;
  Walk walk;

  if (n_nodes == 0)
    return 0;
  begin_walk(&walk, from, to, n_arcs, n_nodes);
  walk.rank = rank;
  for (gsize node = 0; node < n_nodes; node++)
    rank[node] = 1 / (double) n_nodes;
  for (; round < MOST_ROUNDS && change > NEAR_ENOUGH; round++) {
    ty_parallel_for(n_threads, n_blocks, give, &walk);
    double stranded = sum_of(walk.stranded, n_blocks);
    walk.base = (1 - DAMPING + DAMPING * stranded) / (double) n_nodes;
    ty_parallel_for(n_threads, n_blocks, gather, &walk);
    change = sum_of(walk.change, n_blocks);
  }
  end_walk(&walk);
  return round;
}
