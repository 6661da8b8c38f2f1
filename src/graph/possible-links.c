/* SPDX-License-Identifier: Apache-2.0 */
#include <tuyou/graph.h>

#include <math.h>
#include <string.h>

#define DAMPING 0.85
#define LEAST_RESIDUE 1e-6 /* by degree: what is not pushed on any more */
enum { MOST_PUSHES = 2000000 };

typedef struct {
  gsize *first; /* n_nodes + 1 offsets into other */
  guint32 *other;
} Neighbours;

static int by_pair(gconstpointer a, gconstpointer b) {
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;
  return (x > y) - (x < y);
}

/* Who is joined to whom, in order and once. */
static Neighbours neighbours_of(const TyArc *arcs, gsize n_arcs, gsize n_nodes) {
  g_autofree guint64 *pair = g_new(guint64, MAX(2 * n_arcs, 1));
  Neighbours neighbours = {g_new0(gsize, n_nodes + 1), NULL};
  gsize n = 0, kept = 0;

  for (gsize a = 0; a < n_arcs; a++)
    if (arcs[a].from != arcs[a].to && arcs[a].from < n_nodes && arcs[a].to < n_nodes) {
      pair[n++] = (guint64) arcs[a].from << 32 | arcs[a].to;
      pair[n++] = (guint64) arcs[a].to << 32 | arcs[a].from;
    }
  qsort(pair, n, sizeof *pair, by_pair);
  neighbours.other = g_new(guint32, MAX(n, 1));
  for (gsize i = 0; i < n; i++)
    if (i == 0 || pair[i] != pair[i - 1]) {
      neighbours.other[kept++] = (guint32) pair[i];
      neighbours.first[(pair[i] >> 32) + 1] = kept;
    }
  for (gsize node = 1; node <= n_nodes; node++)
    neighbours.first[node] = MAX(neighbours.first[node], neighbours.first[node - 1]);
  return neighbours;
}

static double degree_of(const Neighbours *neighbours, const guint32 *degree, guint32 node) {
  gsize here = neighbours->first[node + 1] - neighbours->first[node];
  return (double) (degree ? MAX(degree[node], here) : here);
}

/* Pushes the walker's share on until little is left of it anywhere. */
static void push_rank(const Neighbours *neighbours, const guint32 *degree, gsize n_nodes,
                      guint32 source, double *rank) {
  g_autofree double *residue = g_new0(double, n_nodes);
  g_autofree gboolean *queued = g_new0(gboolean, n_nodes);
  g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint32));

  residue[source] = 1;
  g_array_append_val(queue, source);
  for (guint at = 0; at < queue->len && at < MOST_PUSHES; at++) {
    guint32 node = g_array_index(queue, guint32, at);
    double share = residue[node], all = degree_of(neighbours, degree, node);
    queued[node] = FALSE;
    residue[node] = 0;
    rank[node] += (1 - DAMPING) * share;
    for (gsize i = neighbours->first[node]; i < neighbours->first[node + 1]; i++) {
      guint32 other = neighbours->other[i];
      residue[other] += DAMPING * share / all;
      if (!queued[other] && residue[other] > LEAST_RESIDUE * degree_of(neighbours, degree, other)) {
        queued[other] = TRUE;
        g_array_append_val(queue, other);
      }
    }
  }
}

static int best_first(gconstpointer a, gconstpointer b) {
  const TyPossibleLink *x = a, *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return (x->node > y->node) - (x->node < y->node);
}

GArray *ty_graph_possible_links(const TyArc *arcs, gsize n_arcs, gsize n_nodes, guint32 source,
                                const guint32 *degree, gsize top) {
  GArray *links = g_array_new(FALSE, FALSE, sizeof(TyPossibleLink));
  double most_common = 0, most_rank = 0;

  if (source >= n_nodes)
    return links;
  Neighbours neighbours = neighbours_of(arcs, n_arcs, n_nodes);
  g_autofree double *common = g_new0(double, n_nodes), *rank = g_new0(double, n_nodes);
  push_rank(&neighbours, degree, n_nodes, source, rank);
  for (gsize i = neighbours.first[source]; i < neighbours.first[source + 1]; i++) {
    guint32 between = neighbours.other[i];
    double weight = 1 / log(MAX(degree_of(&neighbours, degree, between), 2));
    for (gsize k = neighbours.first[between]; k < neighbours.first[between + 1]; k++)
      common[neighbours.other[k]] += weight;
  }
  common[source] = rank[source] = 0;
  for (gsize i = neighbours.first[source]; i < neighbours.first[source + 1]; i++)
    common[neighbours.other[i]] = rank[neighbours.other[i]] = 0;
  for (guint32 node = 0; node < n_nodes; node++) {
    most_common = MAX(most_common, common[node]);
    most_rank = MAX(most_rank, common[node] > 0 ? rank[node] : 0);
  }
  for (guint32 node = 0; node < n_nodes; node++)
    if (common[node] > 0) {
      TyPossibleLink link = {
          node, common[node], rank[node],
          (common[node] / most_common + (most_rank > 0 ? rank[node] / most_rank : 0)) / 2};
      g_array_append_val(links, link);
    }
  g_array_sort(links, best_first);
  g_array_set_size(links, (guint) MIN(links->len, top));
  g_free(neighbours.first);
  g_free(neighbours.other);
  return links;
}
