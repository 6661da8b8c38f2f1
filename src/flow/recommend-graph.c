/* SPDX-License-Identifier: Apache-2.0 */
/* Likeness by facts: neighbours in the heritage graph that both have, rare ones counting for more.
 */
#include "flow/recommend.h"

#include <math.h>
#include <stdlib.h>

void ty_neighbours_free(TyNeighbours *neighbours) {
  g_free(neighbours->start);
  g_free(neighbours->neighbour);
  g_free(neighbours->own);
  g_free(neighbours);
}

/* Surest first among facts with the same neighbour. */
static int by_node(gconstpointer a, gconstpointer b) {
  const TyNeighbour *x = a, *y = b;

  if (x->node != y->node)
    return x->node < y->node ? -1 : 1;
  if (x->confidence != y->confidence)
    return x->confidence > y->confidence ? -1 : 1;
  return (x->relation > y->relation) - (x->relation < y->relation);
}

static guint32 degree(const TyNeighbours *neighbours, guint32 node) {
  return neighbours->start[node + 1] - neighbours->start[node];
}

/* Sorts each node's neighbours and keeps each once. */
static void tidy(TyNeighbours *neighbours, guint32 n) {
  guint32 to = 0, from = 0;

  for (guint32 node = 0; node < n; node++) {
    guint32 end = neighbours->start[node + 1], first = to;
    qsort(neighbours->neighbour + from, end - from, sizeof(TyNeighbour), by_node);
    neighbours->start[node] = first;
    for (; from < end; from++)
      if (to == first || neighbours->neighbour[to - 1].node != neighbours->neighbour[from].node)
        neighbours->neighbour[to++] = neighbours->neighbour[from];
  }
  neighbours->start[n] = to;
}

static TyNeighbours *find_neighbours(const TyRelations *relations) {
  guint32 n = relations->ids->len, n_relations = relations->relations->len;
  TyNeighbours *neighbours = g_new0(TyNeighbours, 1);
  g_autofree guint32 *at = g_new0(guint32, n + 1);

  neighbours->start = g_new0(guint32, n + 2);
  neighbours->neighbour = g_new0(TyNeighbour, 2 * n_relations + 1);
  neighbours->own = g_new0(double, n + 1);
  for (guint32 i = 0; i < n_relations; i++) {
    const TyRelation *relation = &g_array_index(relations->relations, TyRelation, i);
    neighbours->start[relation->from + 1]++;
    neighbours->start[relation->to + 1]++;
  }
  for (guint32 node = 0; node < n; node++) {
    neighbours->start[node + 1] += neighbours->start[node];
    at[node] = neighbours->start[node];
  }
  for (guint32 i = 0; i < n_relations; i++) {
    const TyRelation *relation = &g_array_index(relations->relations, TyRelation, i);
    neighbours->neighbour[at[relation->from]++] =
        (TyNeighbour){relation->to, i, relation->confidence};
    neighbours->neighbour[at[relation->to]++] =
        (TyNeighbour){relation->from, i, relation->confidence};
  }
  tidy(neighbours, n);
  for (guint32 node = 0; node < n; node++)
    neighbours->own[node] = ty_neighbours_shared(neighbours, node, node, NULL, NULL);
  return neighbours;
}

double ty_neighbours_shared(const TyNeighbours *neighbours, guint32 a, guint32 b, TySharedFunc func,
                            gpointer data) {
  guint32 i = neighbours->start[a], j = neighbours->start[b];
  double sum = 0;

  while (i < neighbours->start[a + 1] && j < neighbours->start[b + 1]) {
    const TyNeighbour *x = &neighbours->neighbour[i], *y = &neighbours->neighbour[j];
    if (x->node == y->node) {
      double term = x->confidence * y->confidence / log1p(degree(neighbours, x->node));
      sum += term;
      if (func)
        func(x, y, term, data);
    }
    guint32 left = x->node, right = y->node;
    i += left <= right;
    j += right <= left;
  }
  return sum;
}

gboolean ty_advise_by_graph(TyAdvice *advice, GError **error) {
  g_autofree double *like = g_new(double, advice->seeds->len + 1);
  (void) error;

  advice->neighbours = find_neighbours(advice->relations);
  for (guint c = 0; c < advice->candidates->len; c++) {
    guint32 node = g_array_index(advice->candidates, guint32, c);
    for (guint s = 0; s < advice->seeds->len; s++) {
      guint32 other = g_array_index(advice->seeds, TySeed, s).node;
      double own = sqrt(advice->neighbours->own[node] * advice->neighbours->own[other]);
      double shared = ty_neighbours_shared(advice->neighbours, node, other, NULL, NULL);
      like[s] = own > 0 ? MIN(shared / own, 1) : 0;
    }
    advice->part[TY_PART_GRAPH][c] =
        ty_advice_mean(advice, node, like, &advice->best[TY_PART_GRAPH][c]);
  }
  return TRUE;
}
