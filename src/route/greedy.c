/* SPDX-License-Identifier: Apache-2.0 */
#include "route/candidates.h"

/* Near nodes that are looked at, and near ends of other pieces. */
enum { N_NEAR = 8, N_NEAR_ENDS = 6 };

typedef struct {
  double cost;
  guint32 a, b;
} Edge;

/* Pieces of a tour that grow together: each node has up to two neighbours in its piece, and the
 * pieces are sets, told by the node that their links lead to. */
typedef struct {
  const TySymmetric *symmetric;
  guint32 *neighbour; /* 2 a node */
  guint8 *degree;
  guint32 *link;
  gsize n_edges;
} Pieces;

static gint by_cost(gconstpointer a, gconstpointer b) {
  const Edge *x = a, *y = b;
  if (x->cost != y->cost)
    return x->cost < y->cost ? -1 : 1;
  if (x->a != y->a)
    return x->a < y->a ? -1 : 1;
  return x->b < y->b ? -1 : x->b > y->b;
}

static guint32 piece_of(Pieces *pieces, guint32 node) {
  guint32 *link = pieces->link;

  for (; link[node] != node; node = link[node])
    link[node] = link[link[node]];
  return node;
}

static void tie(Pieces *pieces, guint32 a, guint32 b) {
  pieces->neighbour[2 * (gsize) a + pieces->degree[a]++] = b;
  pieces->neighbour[2 * (gsize) b + pieces->degree[b]++] = a;
  pieces->n_edges++;
}

/* Takes the cheapest edges that join the ends of two pieces. */
static void take_edges(Pieces *pieces, GArray *edges) {
  g_array_sort(edges, by_cost);
  for (guint i = 0; i < edges->len; i++) {
    const Edge *edge = &g_array_index(edges, Edge, i);
    guint32 a = piece_of(pieces, edge->a), b = piece_of(pieces, edge->b);
    if (pieces->degree[edge->a] == 2 || pieces->degree[edge->b] == 2 || a == b)
      continue;
    tie(pieces, edge->a, edge->b);
    pieces->link[MAX(a, b)] = MIN(a, b);
  }
}

/* The cheapest edges from `node` to ends of other pieces. */
static void add_near_ends(Pieces *pieces, guint32 node, const GArray *ends, GArray *edges) {
  Edge near[N_NEAR_ENDS];
  gsize n = 0;
  guint32 piece = piece_of(pieces, node);

  for (guint i = 0; i < ends->len; i++) {
    guint32 end = g_array_index(ends, guint32, i);
    if (piece_of(pieces, end) == piece)
      continue;
    double cost = ty_symmetric_cost(pieces->symmetric, node, end);
    if (n == N_NEAR_ENDS && cost >= near[n - 1].cost)
      continue;
    gsize at = n < N_NEAR_ENDS ? n++ : n - 1;
    for (; at && near[at - 1].cost > cost; at--)
      near[at] = near[at - 1];
    near[at] = (Edge){cost, node, end};
  }
  g_array_append_vals(edges, near, (guint) n);
}

static void join_ends(Pieces *pieces, GArray *edges) {
  gsize n = pieces->symmetric->n;
  g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(guint32));

  for (guint32 i = 0; i < n; i++)
    if (pieces->degree[i] < 2)
      g_array_append_val(ends, i);
  g_array_set_size(edges, 0);
  for (guint i = 0; i < ends->len; i++)
    add_near_ends(pieces, g_array_index(ends, guint32, i), ends, edges);
  take_edges(pieces, edges);
}

void ty_greedy_nodes(const TySymmetric *symmetric, guint32 *nodes) {
  gsize n = symmetric->n;
  g_autofree guint32 *near = g_new0(guint32, n * N_NEAR);
  g_autofree guint32 *neighbour = g_new0(guint32, 2 * n);
  g_autofree guint8 *degree = g_new0(guint8, n);
  g_autofree guint32 *link = g_new0(guint32, n);
  g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(Edge));
  Pieces pieces = {symmetric, neighbour, degree, link, 0};

  ty_near_nodes(symmetric, N_NEAR, near);
  for (guint32 a = 0; a < n; a++) {
    link[a] = a;
    for (gsize k = 0; k < N_NEAR; k++) {
      guint32 b = near[a * N_NEAR + k];
      if (b == G_MAXUINT32)
        continue;
      Edge edge = {ty_symmetric_cost(symmetric, a, b), MIN(a, b), MAX(a, b)};
      g_array_append_val(edges, edge);
    }
  }
  take_edges(&pieces, edges);
  while (pieces.n_edges + 1 < n)
    join_ends(&pieces, edges);

  guint32 here = 0, from = G_MAXUINT32;
  while (degree[here] == 2)
    here++;
  for (gsize i = 0; i < n; i++) {
    guint32 next = neighbour[2 * (gsize) here] == from && degree[here] == 2
                       ? neighbour[2 * (gsize) here + 1]
                       : neighbour[2 * (gsize) here];
    nodes[i] = here;
    from = here;
    here = next;
  }
}
