/* SPDX-License-Identifier: Apache-2.0 */
#include "base/parallel.h"
#include "route/road-search.h"

#include <stdlib.h>

#define LANES 16 /* sources that one sweep serves */

/* What leads down to the targets: the nodes that a search against the arcs settles from some
 * target, numbered from the top, and the ways down to each from such nodes above it. */
typedef struct {
  guint32 n, m;
  GArray *node;    /* n, ascending */
  guint32 *number; /* by node of the hierarchy; G_MAXUINT32 for those that are not needed */
  guint32 *first;  /* n + 1 */
  guint32 *above, *weight, *length_dm; /* m each */
} Cone;

typedef struct {
  const TyRoadHierarchy *hierarchy;
  const Cone *cone;
  const TyRoadEnd *ends;
  const TyRoadPlace *sources, *targets;
  gsize n_sources, n_targets;
  TyRoadSearch **search; /* one a thread, made when needed */
  guint32 **dist, **length_dm;
  TyRoadDistance *table;
} Sweep;

static void cone_clear(Cone *cone) {
  for (guint i = 0; i < cone->node->len; i++)
    cone->number[g_array_index(cone->node, guint32, i)] = G_MAXUINT32;
  g_array_unref(cone->node);
  g_free(cone->first);
  g_free(cone->above);
  g_free(cone->weight);
  g_free(cone->length_dm);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Cone, cone_clear)

/* A node that a search stalls is on no shortest way down to its target. */
static void mark(Cone *cone, TyRoadSearch *search, const TyRoadEnd *ends,
                 const TyRoadPlace *targets, gsize n_targets) {
  for (gsize t = 0; t < n_targets; t++) {
    ty_road_search_reset(search);
    ty_road_search_begin(search, 1, ends + targets[t].first, targets[t].n);
    while (search->heap[1].n) {
      guint32 v = ty_road_search_step(search, 1);
      if (v == G_MAXUINT32 || cone->number[v] != G_MAXUINT32)
        continue;
      cone->number[v] = 0;
      g_array_append_val(cone->node, v);
    }
  }
  ty_road_search_reset(search);
}

static int by_number(const void *a, const void *b) {
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  return (x > y) - (x < y);
}

static void cone_init(Cone *cone, TyRoadSearch *search, const TyRoadEnd *ends,
                      const TyRoadPlace *targets, gsize n_targets) {
  const TyRoadHierarchy *hierarchy = search->hierarchy;
  guint32 m = 0;

  if (!search->number) {
    search->number = g_new(guint32, hierarchy->n + 1);
    for (guint32 v = 0; v < hierarchy->n; v++)
      search->number[v] = G_MAXUINT32;
  }
  cone->number = search->number;
  cone->node = g_array_new(FALSE, FALSE, sizeof(guint32));
  mark(cone, search, ends, targets, n_targets);
  guint32 n = cone->n = cone->node->len, *node = (guint32 *) (void *) cone->node->data;
  if (n > 0)
    qsort(node, n, sizeof(guint32), by_number);
  for (guint32 i = 0; i < n; i++) {
    cone->number[node[i]] = i;
    m += hierarchy->first[node[i] + 1] - hierarchy->first[node[i]];
  }
  cone->first = g_new(guint32, n + 1);
  cone->above = g_new(guint32, m + 1);
  cone->weight = g_new(guint32, m + 1);
  cone->length_dm = hierarchy->lengths ? g_new(guint32, m + 1) : NULL;
  m = 0;
  for (guint32 i = 0; i < n; i++) {
    guint32 v = node[i];
    cone->first[i] = m;
    for (guint32 at = hierarchy->first[v]; at < hierarchy->first[v + 1]; at++) {
      const TyWay *way = &hierarchy->ways[at];
      if (way->back == TY_ROAD_FAR || cone->number[way->head] == G_MAXUINT32)
        continue;
      cone->above[m] = cone->number[way->head];
      cone->weight[m] = way->back;
      if (cone->length_dm)
        cone->length_dm[m] = hierarchy->lengths[at].back;
      m++;
    }
  }
  cone->first[n] = m;
  cone->m = m;
}

/* The lengths along what a search upwards labelled; a node's last entry is the one that holds, and
 * stands after that of the node below. */
static void add_lengths(const TyRoadSearch *search, const TyRoadEnd *ends, guint32 *length_dm) {
  const TyRoadHierarchy *hierarchy = search->hierarchy;

  for (gsize i = 0; i < search->traces[0].n; i++) {
    TyRoadTrace trace = search->traces[0].trace[i];
    length_dm[trace.node] =
        trace.from & TY_VIA_ARC
            ? ends[trace.from & ~TY_VIA_ARC].length_dm
            : length_dm[trace.from] +
                  hierarchy->lengths[ty_way_find(hierarchy, trace.from, trace.node)].out;
  }
}

/* Puts one source's labels into its lane. */
static void set_out(const Sweep *sweep, guint thread, gsize source, gsize lane, guint32 *weight,
                    guint32 *length_dm) {
  TyRoadSearch *search = sweep->search[thread];
  const TyRoadEnd *ends = sweep->ends + sweep->sources[source].first;
  guint32 *along = length_dm ? sweep->length_dm[thread] : NULL;

  ty_road_search_reset(search);
  ty_road_search_begin(search, 0, ends, sweep->sources[source].n);
  while (search->heap[0].n)
    ty_road_search_step(search, 0);
  if (along)
    add_lengths(search, ends, along);
  for (gsize i = 0; i < search->traces[0].n; i++) {
    guint32 v = search->traces[0].trace[i].node, number = sweep->cone->number[v];
    if (number == G_MAXUINT32)
      continue;
    weight[(gsize) number * LANES + lane] = search->label[v].dist[0];
    if (along)
      length_dm[(gsize) number * LANES + lane] = along[v];
  }
  ty_road_search_reset(search);
}

/* From the top down: the nodes above a node are done before it. Weights stay below 2³¹, so that no
 * sum wraps, and what is TY_ROAD_FAR or more never replaces anything. */
__attribute__((target_clones("avx2", "default"))) static void
sweep_weights(const Cone *cone, guint32 *restrict weight) {
  for (gsize i = 0; i < cone->n; i++) {
    guint32 best[LANES];
    for (int k = 0; k < LANES; k++)
      best[k] = weight[i * LANES + k];
    for (guint32 at = cone->first[i]; at < cone->first[i + 1]; at++) {
      const guint32 *above = weight + (gsize) cone->above[at] * LANES;
      guint32 further = cone->weight[at];
      for (int k = 0; k < LANES; k++)
        best[k] = MIN(best[k], above[k] + further);
    }
    for (int k = 0; k < LANES; k++)
      weight[i * LANES + k] = best[k];
  }
}

__attribute__((target_clones("avx2", "default"))) static void
sweep_both(const Cone *cone, guint32 *restrict weight, guint32 *restrict length_dm) {
  for (gsize i = 0; i < cone->n; i++) {
    guint32 best[LANES], along[LANES];
    for (int k = 0; k < LANES; k++) {
      best[k] = weight[i * LANES + k];
      along[k] = length_dm[i * LANES + k];
    }
    for (guint32 at = cone->first[i]; at < cone->first[i + 1]; at++) {
      const guint32 *above = weight + (gsize) cone->above[at] * LANES;
      const guint32 *above_dm = length_dm + (gsize) cone->above[at] * LANES;
      guint32 further = cone->weight[at], further_dm = cone->length_dm[at];
      for (int k = 0; k < LANES; k++) {
        guint32 sum = above[k] + further, sum_dm = above_dm[k] + further_dm;
        along[k] = sum < best[k] ? sum_dm : along[k];
        best[k] = MIN(best[k], sum);
      }
    }
    for (int k = 0; k < LANES; k++) {
      weight[i * LANES + k] = best[k];
      length_dm[i * LANES + k] = along[k];
    }
  }
}

static void hand_over(const Sweep *sweep, gsize source, gsize lane, const guint32 *weight,
                      const guint32 *length_dm) {
  for (gsize t = 0; t < sweep->n_targets; t++) {
    const TyRoadEnd *ends = sweep->ends + sweep->targets[t].first;
    TyRoadDistance best = {TY_ROAD_FAR, 0};
    for (guint32 i = 0; i < sweep->targets[t].n; i++) {
      guint32 number = sweep->cone->number[sweep->hierarchy->rank[ends[i].node]];
      if (number == G_MAXUINT32)
        continue;
      guint32 sum = weight[(gsize) number * LANES + lane] + ends[i].weight;
      if (sum < best.weight)
        best = (TyRoadDistance){
            sum, length_dm ? length_dm[(gsize) number * LANES + lane] + ends[i].length_dm : 0};
    }
    sweep->table[source * sweep->n_targets + t] = best;
  }
}

static void sweep_batch(gsize batch, guint thread, gpointer data) {
  Sweep *sweep = data;
  gsize from = batch * LANES, n = MIN(LANES, sweep->n_sources - from);
  gsize cells = (gsize) sweep->cone->n * LANES;

  if (!sweep->dist[thread]) {
    sweep->dist[thread] = g_new(guint32, cells + 1);
    if (sweep->hierarchy->lengths) {
      sweep->length_dm[thread] = g_new(guint32, cells + sweep->hierarchy->n + 1);
    }
  }
  if (!sweep->search[thread])
    sweep->search[thread] = ty_road_search_new(sweep->hierarchy);
  guint32 *weight = sweep->dist[thread];
  guint32 *length_dm =
      sweep->hierarchy->lengths ? sweep->length_dm[thread] + sweep->hierarchy->n : NULL;
  for (gsize i = 0; i < cells; i++)
    weight[i] = TY_ROAD_FAR;
  for (gsize i = 0; length_dm && i < cells; i++)
    length_dm[i] = 0;
  for (gsize lane = 0; lane < n; lane++)
    set_out(sweep, thread, from + lane, lane, weight, length_dm);
  if (length_dm)
    sweep_both(sweep->cone, weight, length_dm);
  else
    sweep_weights(sweep->cone, weight);
  for (gsize lane = 0; lane < n; lane++)
    hand_over(sweep, from + lane, lane, weight, length_dm);
}

void ty_road_table(TyRoadSearch *search, const TyRoadEnd *ends, const TyRoadPlace *sources,
                   gsize n_sources, const TyRoadPlace *targets, gsize n_targets, guint n_threads,
                   TyRoadDistance *table) {
  g_auto(Cone) cone = {0};

  if (n_sources == 0 || n_targets == 0)
    return;
  n_threads = (guint) MIN(ty_parallel_threads(n_threads), (n_sources + LANES - 1) / LANES);
  g_autofree TyRoadSearch **searches = g_new0(TyRoadSearch *, n_threads);
  g_autofree guint32 **dist = g_new0(guint32 *, n_threads),
                     **length_dm = g_new0(guint32 *, n_threads);
  Sweep sweep = {search->hierarchy, &cone,    ends, sources,   targets, n_sources,
                 n_targets,         searches, dist, length_dm, table};
  cone_init(&cone, search, ends, targets, n_targets);
  searches[0] = search;
  ty_parallel_for(n_threads, (n_sources + LANES - 1) / LANES, sweep_batch, &sweep);
  for (guint i = 0; i < n_threads; i++) {
    if (i > 0)
      ty_road_search_free(searches[i]);
    g_free(dist[i]);
    g_free(length_dm[i]);
  }
}
