/* SPDX-License-Identifier: Apache-2.0 */
/* Yen's algorithm with Lawler's saving: a path's deviations start no earlier than the point where
 * it left its own parent. Costs are counted in whole units, so that sums are exact, two paths of
 * equal cost are found equal, and node order decides. */
#include <tuyou/graph.h>

#include <math.h>
#include <string.h>

#define UNREACHED G_MAXUINT64

typedef struct {
  guint32 arc, node; /* the arc, and the node it leads to from here */
} Step;

typedef struct {
  gsize n_nodes;
  gsize *first; /* n_nodes + 1 offsets into step */
  Step *step;   /* both ways, by (node, arc) */
  guint64 *cost;
  guint64 *dist;
  guint8 *node_closed, *arc_closed;
  guint32 *heap;  /* nodes, binary heap by (dist, node) */
  guint32 *place; /* of a node in the heap, + 1; 0: not in it */
  gsize n_heap;
} Search;

typedef struct {
  guint64 cost;
  gsize deviation; /* number of arcs shared with the parent */
  guint32 *node;   /* n_arcs + 1 */
  guint32 *arc;
  gsize n_arcs;
} Path;

static void path_free(gpointer data) {
  Path *path = data;
  g_free(path->node);
  g_free(path->arc);
  g_free(path);
}

static gboolean usable(const TyArc *arc, gsize n_nodes) {
  return arc->from < n_nodes && arc->to < n_nodes && arc->from != arc->to && arc->cost > 0 &&
         isfinite(arc->cost);
}

/* Units to 1 of cost: a power of ten, so that decimal costs keep their ties (.1 + .2 = .3), with
 * which the largest cost has at most 10¹² units. */
static double units_per_cost(const TyArc *arcs, gsize n_arcs, gsize n_nodes) {
  double largest = 0;

  for (gsize a = 0; a < n_arcs; a++)
    if (usable(&arcs[a], n_nodes))
      largest = MAX(largest, arcs[a].cost);
  return largest > 0 ? pow(10, MIN(12 - ceil(log10(largest)), 300)) : 1;
}

static void search_init(Search *s, const TyArc *arcs, gsize n_arcs, gsize n_nodes) {
  double units_per = units_per_cost(arcs, n_arcs, n_nodes);

  *s = (Search){.n_nodes = n_nodes};
  s->first = g_new0(gsize, n_nodes + 2);
  s->cost = g_new0(guint64, MAX(n_arcs, 1));
  s->dist = g_new(guint64, n_nodes);
  s->node_closed = g_new0(guint8, n_nodes);
  s->arc_closed = g_new0(guint8, MAX(n_arcs, 1));
  s->heap = g_new(guint32, n_nodes);
  s->place = g_new0(guint32, n_nodes);
  for (gsize a = 0; a < n_arcs; a++)
    if (usable(&arcs[a], n_nodes)) {
      s->first[arcs[a].from + 2]++;
      s->first[arcs[a].to + 2]++;
    }
  for (gsize node = 2; node < n_nodes + 2; node++)
    s->first[node] += s->first[node - 1];
  s->step = g_new(Step, MAX(s->first[n_nodes + 1], 1));
  for (guint32 a = 0; a < n_arcs; a++)
    if (usable(&arcs[a], n_nodes)) {
      double units = nearbyint(arcs[a].cost * units_per);
      s->cost[a] = units < 1 ? 1 : (guint64) units;
      s->step[s->first[arcs[a].from + 1]++] = (Step){a, arcs[a].to};
      s->step[s->first[arcs[a].to + 1]++] = (Step){a, arcs[a].from};
    }
}

static void search_clear(Search *s) {
  g_free(s->first);
  g_free(s->step);
  g_free(s->cost);
  g_free(s->dist);
  g_free(s->node_closed);
  g_free(s->arc_closed);
  g_free(s->heap);
  g_free(s->place);
}

static gboolean before(const Search *s, guint32 a, guint32 b) {
  return s->dist[a] != s->dist[b] ? s->dist[a] < s->dist[b] : a < b;
}

static void heap_set(Search *s, gsize at, guint32 node) {
  s->heap[at] = node;
  s->place[node] = (guint32) at + 1;
}

static void heap_rise(Search *s, guint32 node) {
  gsize at = s->place[node] ? s->place[node] - 1 : s->n_heap++;

  for (; at > 0 && before(s, node, s->heap[(at - 1) / 2]); at = (at - 1) / 2)
    heap_set(s, at, s->heap[(at - 1) / 2]);
  heap_set(s, at, node);
}

static guint32 heap_pop(Search *s) {
  guint32 top = s->heap[0], last = s->heap[--s->n_heap];
  gsize at = 0;

  s->place[top] = 0;
  if (s->n_heap == 0)
    return top;
  for (gsize child; (child = 2 * at + 1) < s->n_heap; at = child) {
    if (child + 1 < s->n_heap && before(s, s->heap[child + 1], s->heap[child]))
      child++;
    if (!before(s, s->heap[child], last))
      break;
    heap_set(s, at, s->heap[child]);
  }
  heap_set(s, at, last);
  return top;
}

/* Distances to `target` of all nodes nearer than `until`, over what is open (Dijkstra). */
static void distances_to(Search *s, guint32 target, guint32 until) {
  memset(s->dist, 0xff, s->n_nodes * sizeof *s->dist);
  memset(s->place, 0, s->n_nodes * sizeof *s->place);
  s->n_heap = 0;
  s->dist[target] = 0;
  heap_rise(s, target);
  while (s->n_heap > 0) {
    guint32 node = heap_pop(s);
    if (node == until)
      return;
    for (gsize i = s->first[node]; i < s->first[node + 1]; i++) {
      Step step = s->step[i];
      guint64 dist = s->dist[node] + s->cost[step.arc];
      if (s->node_closed[step.node] || s->arc_closed[step.arc] || dist >= s->dist[step.node])
        continue;
      s->dist[step.node] = dist;
      heap_rise(s, step.node);
    }
  }
}

/* The cheapest open path from `spur` to `target`, the first by node order, then by arc, among
 * equals; appended to the nodes and arcs, which end with `spur`. */
static gboolean walk(Search *s, guint32 spur, guint32 target, GArray *nodes, GArray *path_arcs) {
  distances_to(s, target, spur);
  if (s->dist[spur] == UNREACHED)
    return FALSE;
  for (guint32 node = spur; node != target;) {
    Step best = {0, G_MAXUINT32};
    for (gsize i = s->first[node]; i < s->first[node + 1]; i++) {
      Step step = s->step[i];
      /* All steps are filled in: NOLINTBEGIN(clang-analyzer-core.uninitialized.ArraySubscript) */
      if (s->node_closed[step.node] || s->arc_closed[step.arc] || s->dist[step.node] == UNREACHED ||
          s->dist[step.node] + s->cost[step.arc] != s->dist[node])
        continue;
      /* NOLINTEND(clang-analyzer-core.uninitialized.ArraySubscript) */
      if (step.node < best.node || (step.node == best.node && step.arc < best.arc))
        best = step;
    }
    g_array_append_val(path_arcs, best.arc);
    g_array_append_val(nodes, best.node);
    node = best.node;
  }
  return TRUE;
}

/* The cheapest path that shares the first `deviation` arcs with `parent` and then leaves every
 * path of `found`; NULL when there is none. */
static Path *deviate(Search *s, const Path *parent, gsize deviation, const GPtrArray *found,
                     guint32 target) {
  g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) path_arcs = g_array_new(FALSE, FALSE, sizeof(guint32));
  guint32 spur = parent->node[deviation];
  Path *path = NULL;

  g_array_append_vals(nodes, parent->node, (guint) deviation + 1);
  g_array_append_vals(path_arcs, parent->arc, (guint) deviation);
  for (gsize i = 0; i < deviation; i++)
    s->node_closed[parent->node[i]] = TRUE;
  for (guint i = 0; i < found->len; i++) {
    const Path *other = g_ptr_array_index(found, i);
    if (other->n_arcs > deviation &&
        (deviation == 0 || memcmp(other->arc, parent->arc, deviation * sizeof *other->arc) == 0))
      s->arc_closed[other->arc[deviation]] = TRUE;
  }
  if (walk(s, spur, target, nodes, path_arcs)) {
    path = g_new0(Path, 1);
    path->deviation = deviation;
    path->n_arcs = path_arcs->len;
    for (guint i = 0; i < path_arcs->len; i++)
      path->cost += s->cost[g_array_index(path_arcs, guint32, i)];
    path->node = (guint32 *) (void *) g_array_free(g_steal_pointer(&nodes), FALSE);
    path->arc = (guint32 *) (void *) g_array_free(g_steal_pointer(&path_arcs), FALSE);
  }
  for (gsize i = 0; i < deviation; i++)
    s->node_closed[parent->node[i]] = FALSE;
  for (guint i = 0; i < found->len; i++) {
    const Path *other = g_ptr_array_index(found, i);
    if (other->n_arcs > deviation)
      s->arc_closed[other->arc[deviation]] = FALSE;
  }
  return path;
}

/* By cost, then nodes, then arcs, as sequences. */
static int compare_paths(const Path *a, const Path *b) {
  gsize n = MIN(a->n_arcs, b->n_arcs);

  if (a->cost != b->cost)
    return a->cost < b->cost ? -1 : 1;
  for (gsize i = 0; i <= n; i++)
    if (a->node[i] != b->node[i])
      return a->node[i] < b->node[i] ? -1 : 1;
  for (gsize i = 0; i < n; i++)
    if (a->arc[i] != b->arc[i])
      return a->arc[i] < b->arc[i] ? -1 : 1;
  return 0;
}

/* Takes the first of the candidates out. */
static Path *take_first(GPtrArray *candidates) {
  guint first = 0;

  for (guint i = 1; i < candidates->len; i++)
    if (compare_paths(g_ptr_array_index(candidates, i), g_ptr_array_index(candidates, first)) < 0)
      first = i;
  return g_ptr_array_steal_index_fast(candidates, first);
}

GPtrArray *ty_graph_paths(const TyArc *arcs, gsize n_arcs, gsize n_nodes, guint32 source,
                          guint32 target, guint k) {
  GPtrArray *result = g_ptr_array_new_with_free_func((GDestroyNotify) g_array_unref);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(path_free);
  g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func(path_free);
  Search search;

  if (source >= n_nodes || target >= n_nodes || source == target || k == 0)
    return result;
  search_init(&search, arcs, n_arcs, n_nodes);
  guint32 root[] = {source};
  Path origin = {.node = root};
  Path *path = deviate(&search, &origin, 0, found, target);
  while (path) {
    g_ptr_array_add(found, path);
    if (found->len == k)
      break;
    for (gsize i = path->deviation; i < path->n_arcs; i++) {
      Path *candidate = deviate(&search, path, i, found, target);
      if (candidate)
        g_ptr_array_add(candidates, candidate);
    }
    path = candidates->len > 0 ? take_first(candidates) : NULL;
  }
  search_clear(&search);
  for (guint i = 0; i < found->len; i++) {
    const Path *p = g_ptr_array_index(found, i);
    GArray *one = g_array_sized_new(FALSE, FALSE, sizeof(guint32), (guint) p->n_arcs);
    g_array_append_vals(one, p->arc, (guint) p->n_arcs);
    g_ptr_array_add(result, one);
  }
  return result;
}
