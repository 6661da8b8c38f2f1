/* SPDX-License-Identifier: Apache-2.0 */
#include "route/hierarchy.h"

#include "route/contraction.h"
#include "route/farthest.h"

#include <stdlib.h>

/* Numbers the nodes from the top so that neighbours above come first, and what a search upwards
 * passes lies together: whatever a node's search reaches and has no number yet is numbered right
 * before it, in the order of a depth-first walk. */
static void number(const TyRemains *remains, const guint32 *order, guint32 *rank) {
  guint32 n = remains->n, n_numbered = 0, n_open = 0;
  g_autofree guint32 *open = g_new(guint32, n + 1), *next = g_new0(guint32, n + 1);

  for (guint32 v = 0; v < n; v++)
    rank[v] = G_MAXUINT32;
  for (guint32 i = 0; i < n; i++) {
    if (rank[order[i]] != G_MAXUINT32)
      continue;
    for (open[n_open++] = order[i]; n_open;) {
      guint32 v = open[n_open - 1];
      if (next[v] < remains->n_ways[v]) {
        guint32 above = remains->way[remains->from[v] + next[v]++].head;
        if (rank[above] == G_MAXUINT32 && next[above] == 0)
          open[n_open++] = above;
        continue;
      }
      rank[v] = n_numbered++;
      n_open--;
    }
  }
}

static int by_head(const void *a, const void *b) {
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;
  return (x > y) - (x < y);
}

/* Copies the rows in the new order, each by its heads; returns the nodes that ways lead over. */
static TyPair *lay_out(TyRoadHierarchy *hierarchy, const TyRemains *remains, guint32 *rank) {
  guint32 n = hierarchy->n, m = 0;
  g_autofree guint32 *node = g_new(guint32, n + 1);
  g_autoptr(GArray) heads = g_array_new(FALSE, FALSE, sizeof(guint64));

  for (guint32 v = 0; v < n; v++) {
    node[rank[v]] = v;
    m += remains->n_ways[v];
  }
  guint32 *first = g_new(guint32, n + 1);
  TyWay *ways = g_new(TyWay, m + 1);
  TyPair *over = g_new(TyPair, m + 1);
  m = 0;
  for (guint32 r = 0; r < n; r++) {
    guint32 v = node[r];
    first[r] = m;
    g_array_set_size(heads, 0);
    for (guint32 at = remains->from[v]; at < remains->from[v] + remains->n_ways[v]; at++) {
      guint64 head = (guint64) rank[remains->way[at].head] << 32 | at;
      g_array_append_val(heads, head);
    }
    if (heads->len)
      qsort(heads->data, heads->len, sizeof(guint64), by_head);
    for (guint i = 0; i < heads->len; i++, m++) {
      guint64 head = g_array_index(heads, guint64, i);
      const TyWay *way = &remains->way[(guint32) head];
      ways[m] = (TyWay){(guint32) (head >> 32), way->out, way->back};
      over[m] = remains->more[(guint32) head].via;
    }
  }
  first[n] = m;
  hierarchy->m = m;
  hierarchy->rank = hierarchy->owned[0] = rank;
  hierarchy->first = hierarchy->owned[1] = first;
  hierarchy->ways = hierarchy->owned[2] = ways;
  return over;
}

/* Finds the two ways of a shortcut in the row of the node that it leads over. */
static void find_parts(const TyRoadHierarchy *hierarchy, guint32 over, guint32 from, guint32 to,
                       guint32 *parts) {
  parts[0] = over;
  parts[1] = TY_VIA_NONE;
  if (over & TY_VIA_ARC) /* TY_VIA_NONE as well */
    return;
  over = hierarchy->rank[over];
  parts[0] = ty_way_find(hierarchy, over, from);
  parts[1] = ty_way_find(hierarchy, over, to);
}

/* Parts that are arcs are named at once, which saves looking them up. */
static void put_arcs(const TyVia *via, guint32 *parts) {
  if (parts[1] == TY_VIA_NONE)
    return;
  const guint32 *down = via[parts[0]].back, *up = via[parts[1]].out;
  if (down[1] == TY_VIA_NONE)
    parts[0] = down[0];
  if (up[1] == TY_VIA_NONE)
    parts[1] = up[0];
}

static void add_parts(TyRoadHierarchy *hierarchy, const TyPair *over) {
  TyVia *via = g_new(TyVia, hierarchy->m + 1);

  for (guint32 v = 0; v < hierarchy->n; v++)
    for (guint32 at = hierarchy->first[v]; at < hierarchy->first[v + 1]; at++) {
      find_parts(hierarchy, over[at].out, v, hierarchy->ways[at].head, via[at].out);
      find_parts(hierarchy, over[at].back, hierarchy->ways[at].head, v, via[at].back);
    }
  for (guint32 at = 0; at < hierarchy->m; at++) {
    put_arcs(via, via[at].out);
    put_arcs(via, via[at].back);
  }
  hierarchy->via = hierarchy->owned[3] = via;
}

static guint32 length_of(const guint32 *parts, const TyRoadGraph *graph, const TyPair *lengths) {
  guint32 length_dm = 0;

  for (int i = 0; i < 2 && parts[i] != TY_VIA_NONE; i++)
    length_dm += parts[i] & TY_VIA_ARC ? graph->length_dm[parts[i] & ~TY_VIA_ARC]
                 : i                   ? lengths[parts[i]].out
                                       : lengths[parts[i]].back;
  return length_dm;
}

/* Adds up the lengths of shortcuts, from the bottom: what they are made of lies below. */
static void add_lengths(TyRoadHierarchy *hierarchy, const TyRoadGraph *graph) {
  TyPair *lengths = g_new(TyPair, hierarchy->m + 1);

  for (guint32 at = hierarchy->m; at-- > 0;)
    lengths[at] = (TyPair){length_of(hierarchy->via[at].out, graph, lengths),
                           length_of(hierarchy->via[at].back, graph, lengths)};
  hierarchy->lengths = hierarchy->owned[4] = lengths;
}

TyRoadHierarchy *ty_road_hierarchy_new(const TyRoadGraph *graph, guint n_threads, GError **error) {
  if (ty_road_farthest(graph) >= TY_ROAD_FAR) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found distances of %u or more, expected less: divide the weights", TY_ROAD_FAR);
    return NULL;
  }
  TyRoadHierarchy *hierarchy = g_new0(TyRoadHierarchy, 1);
  g_autoptr(TyRemains) remains = ty_remains_new(graph);
  g_autofree guint32 *order = ty_contract_all(remains, n_threads);
  guint32 *rank = g_new(guint32, graph->n + 1);

  hierarchy->n = graph->n;
  hierarchy->n_arcs = graph->m;
  number(remains, order, rank);
  g_autofree TyPair *over = lay_out(hierarchy, remains, rank);
  add_parts(hierarchy, over);
  if (graph->length_dm)
    add_lengths(hierarchy, graph);
  return hierarchy;
}

void ty_road_hierarchy_free(TyRoadHierarchy *hierarchy) {
  if (!hierarchy)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(hierarchy->owned); i++)
    g_free(hierarchy->owned[i]);
  g_free(hierarchy);
}
