/* SPDX-License-Identifier: Apache-2.0 */
#include "route/candidates.h"
#include "base/processor-time.h"
#include "route/heap.h"

#include <string.h>

/* Of a pair of nodes only one-way moves are left: they are fewer, and look further. */
enum { N_NEAR = 10, N_ALPHA = 5, N_ALPHA_PAIRED = 8, PATIENCE = 8 };

/* The edges between near nodes and along the tour, both ways: those at `v` are edge[first[v]] …
 * edge[first[v + 1] − 1]. */
typedef struct {
  gsize n;
  gsize *first;
  guint32 *to;
  double *cost;
  double *penalty;
} Graph;

/* A minimum 1-tree: a spanning tree of all nodes but the last, and two edges at the last. */
typedef struct {
  guint32 *parent;
  double *key;   /* penalised cost of the edge to the parent */
  guint32 *rank; /* when it joined the tree */
  gint *degree;
  gsize *slot;
  guint32 *place;
  double second; /* penalised cost of the second edge at the last node */
} Tree;

static double edge_cost(const TySymmetric *symmetric, gsize a, gsize b) {
  double cost = ty_symmetric_cost(symmetric, a, b);
  return cost <= symmetric->fixed ? -symmetric->longest_m : cost;
}

static gint by_number(gconstpointer a, gconstpointer b) {
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;
  return x < y ? -1 : x > y;
}

static void add_edge(GArray *edges, gsize a, gsize b) {
  guint64 there = (guint64) a << 32 | b, back = (guint64) b << 32 | a;
  g_array_append_val(edges, there);
  g_array_append_val(edges, back);
}

/* The edges of near nodes and of the tour, each both ways, may stand there more than once. */
static GArray *collect_edges(const TySymmetric *symmetric, const guint32 *nodes) {
  gsize n = symmetric->n;
  GArray *edges = g_array_new(FALSE, FALSE, sizeof(guint64));
  g_autofree guint32 *near = g_new0(guint32, n * N_NEAR);

  ty_near_nodes(symmetric, N_NEAR, near);
  for (gsize i = 0; i < n * N_NEAR; i++)
    if (near[i] != G_MAXUINT32)
      add_edge(edges, i / N_NEAR, near[i]);
  for (gsize i = 0; i < n; i++)
    add_edge(edges, nodes[i], nodes[(i + 1) % n]);
  return edges;
}

/* Makes the graph of the edges anew; the penalties stay. */
static void fill_graph(Graph *graph, const TySymmetric *symmetric, GArray *edges) {
  gsize n_edges = 0;
  guint64 *pairs = (guint64 *) (void *) edges->data;

  g_array_sort(edges, by_number);
  for (gsize i = 0; i < edges->len; i++)
    if (i == 0 || pairs[i] != pairs[n_edges - 1])
      pairs[n_edges++] = pairs[i];
  g_array_set_size(edges, (guint) n_edges);
  graph->to = g_renew(guint32, graph->to, n_edges + 1);
  graph->cost = g_renew(double, graph->cost, n_edges + 1);
  for (gsize i = 0; i < n_edges; i++) {
    gsize a = pairs[i] >> 32, b = pairs[i] & G_MAXUINT32;
    graph->to[i] = (guint32) b;
    graph->cost[i] = edge_cost(symmetric, a, b);
    graph->first[a + 1] = i + 1;
  }
}

/* Prim's method; returns the 1-tree's cost less twice the penalties. */
static double grow(const Graph *graph, Tree *tree) {
  gsize n = graph->n, last = n - 1;
  TyHeap heap = {0, tree->place, tree->slot, tree->key};
  double sum = 0, first = INFINITY;
  guint32 n_in = 0, first_at = 0, second_at = 0;

  for (gsize i = 0; i < n; i++) {
    tree->key[i] = INFINITY;
    tree->slot[i] = G_MAXSIZE;
    tree->rank[i] = G_MAXUINT32;
    tree->degree[i] = 0;
    sum -= 2 * graph->penalty[i];
  }
  tree->key[0] = 0;
  tree->parent[0] = 0;
  ty_heap_raise(&heap, 0);
  while (heap.n) {
    guint32 here = ty_heap_pop(&heap);
    tree->rank[here] = n_in++;
    sum += tree->key[here];
    if (here != tree->parent[here]) {
      tree->degree[here]++;
      tree->degree[tree->parent[here]]++;
    }
    for (gsize i = graph->first[here]; i < graph->first[here + 1]; i++) {
      guint32 there = graph->to[i];
      if (there == last || tree->rank[there] != G_MAXUINT32)
        continue;
      double key = graph->cost[i] + graph->penalty[here] + graph->penalty[there];
      if (key < tree->key[there]) {
        tree->key[there] = key;
        tree->parent[there] = here;
        ty_heap_raise(&heap, there);
      }
    }
  }
  tree->second = INFINITY;
  for (gsize i = graph->first[last]; i < graph->first[last + 1]; i++) {
    double key = graph->cost[i] + graph->penalty[last] + graph->penalty[graph->to[i]];
    if (key < first) {
      tree->second = first;
      second_at = first_at;
      first = key;
      first_at = graph->to[i];
    } else if (key < tree->second) {
      tree->second = key;
      second_at = graph->to[i];
    }
  }
  tree->degree[last] = 2;
  tree->degree[first_at]++;
  tree->degree[second_at]++;
  return sum + first + tree->second;
}

/* Polyak steps on the penalties, as in ty_bound_one_tree. */
static void raise_penalties(Graph *graph, Tree *tree, double upper, guint n_steps,
                            gint64 until_us) {
  gsize n = graph->n;
  g_autofree double *best = g_new0(double, n);
  g_autofree gint *before = g_new0(gint, n);
  double bound = -INFINITY, reach = 1;
  guint since_better = 0;

  for (guint step = 0; step < n_steps; step++) {
    double cost = grow(graph, tree);
    gint squares = 0;
    if (cost > bound) {
      since_better = 0;
      bound = cost;
      memcpy(best, graph->penalty, n * sizeof *best);
    } else if (++since_better > PATIENCE) {
      since_better = 0;
      reach *= .6;
    }
    for (gsize i = 0; i < n; i++)
      squares += (tree->degree[i] - 2) * (tree->degree[i] - 2);
    if (squares == 0 || cost >= upper || ty_processor_time_us() >= until_us)
      break;
    double length = reach * (upper - cost) / squares;
    for (gsize i = 0; i < n; i++) {
      gint excess = tree->degree[i] - 2;
      graph->penalty[i] += length * (.7 * excess + .3 * (step ? before[i] : excess));
      before[i] = excess;
    }
  }
  memcpy(graph->penalty, best, n * sizeof *best);
  grow(graph, tree);
}

/* The costliest edge on the way between two nodes of the tree: parents joined before their
 * children. */
static double costliest_between(const Tree *tree, guint32 a, guint32 b) {
  double costliest = -INFINITY;

  while (a != b) {
    if (tree->rank[a] < tree->rank[b]) {
      guint32 swap = a;
      a = b;
      b = swap;
    }
    costliest = MAX(costliest, tree->key[a]);
    a = tree->parent[a];
  }
  return costliest;
}

static double alpha(const Graph *graph, const Tree *tree, gsize a, gsize i) {
  guint32 b = graph->to[i], last = (guint32) graph->n - 1;
  double cost = graph->cost[i] + graph->penalty[a] + graph->penalty[b];

  if (a == last || b == last)
    return MAX(cost - tree->second, 0);
  return cost - costliest_between(tree, (guint32) a, b);
}

/* Of the edges at each node, the best by α; then those by penalised cost. */
static void rank_edges(TyCandidates *candidates, const TySymmetric *symmetric, const Graph *graph,
                       const Tree *tree) {
  gsize k = candidates->k;

  for (gsize a = 0; a < graph->n; a++) {
    guint32 *row = candidates->node + a * k;
    double *row_cost = candidates->cost + a * k, row_alpha[N_ALPHA_PAIRED];
    gsize n_row = 0;
    for (gsize i = graph->first[a]; i < graph->first[a + 1]; i++) {
      guint32 b = graph->to[i];
      double cost = ty_symmetric_cost(symmetric, a, b);
      if (cost <= symmetric->fixed || cost >= symmetric->never)
        continue;
      double by = alpha(graph, tree, a, i);
      cost += graph->penalty[a] + graph->penalty[b];
      if (n_row == k && by >= row_alpha[k - 1])
        continue;
      gsize at = n_row < k ? n_row++ : k - 1;
      for (; at && row_alpha[at - 1] > by; at--) {
        row[at] = row[at - 1];
        row_cost[at] = row_cost[at - 1];
        row_alpha[at] = row_alpha[at - 1];
      }
      row[at] = b;
      row_cost[at] = cost;
      row_alpha[at] = by;
    }
    for (gsize i = 1; i < n_row; i++)
      for (gsize at = i; at && row_cost[at - 1] > row_cost[at]; at--) {
        double swap_cost = row_cost[at];
        guint32 swap = row[at];
        row_cost[at] = row_cost[at - 1];
        row[at] = row[at - 1];
        row_cost[at - 1] = swap_cost;
        row[at - 1] = swap;
      }
    for (gsize i = n_row; i < k; i++) {
      row[i] = row[0];
      row_cost[i] = INFINITY;
    }
  }
}

TyCandidates *ty_candidates_new(const TySymmetric *symmetric, const guint32 *nodes, guint n_steps,
                                guint n_rounds, gint64 until_us) {
  gsize n = symmetric->n;
  g_autofree guint32 *parent = g_new0(guint32, n);
  g_autofree double *key = g_new0(double, n);
  g_autofree guint32 *rank = g_new0(guint32, n);
  g_autofree gint *degree = g_new0(gint, n);
  g_autofree gsize *slot = g_new0(gsize, n);
  g_autofree guint32 *place = g_new0(guint32, n);
  Tree tree = {parent, key, rank, degree, slot, place, 0};
  TyCandidates *candidates = g_new0(TyCandidates, 1);
  Graph graph = {n, g_new0(gsize, n + 1), NULL, NULL, g_new0(double, n)};
  double upper = 0;
  g_autoptr(GArray) edges = collect_edges(symmetric, nodes);

  fill_graph(&graph, symmetric, edges);
  for (gsize i = 0; i < n; i++)
    upper += edge_cost(symmetric, nodes[i], nodes[(i + 1) % n]);
  raise_penalties(&graph, &tree, upper, n_steps, until_us);
  for (guint round = 0; round < n_rounds && ty_processor_time_us() < until_us; round++) {
    ty_dense_tree(symmetric, graph.penalty, parent);
    for (gsize i = 1; i < n; i++)
      add_edge(edges, i, parent[i]);
    fill_graph(&graph, symmetric, edges);
    raise_penalties(&graph, &tree, upper, n_steps, until_us);
  }
  candidates->n = n;
  candidates->k = symmetric->paired ? N_ALPHA_PAIRED : N_ALPHA;
  candidates->node = g_new0(guint32, n * candidates->k);
  candidates->cost = g_new0(double, n * candidates->k);
  rank_edges(candidates, symmetric, &graph, &tree);
  candidates->penalty = graph.penalty;
  g_free(graph.first);
  g_free(graph.to);
  g_free(graph.cost);
  return candidates;
}

void ty_candidates_free(TyCandidates *candidates) {
  if (!candidates)
    return;
  g_free(candidates->node);
  g_free(candidates->cost);
  g_free(candidates->penalty);
  g_free(candidates);
}
