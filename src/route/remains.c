/* SPDX-License-Identifier: Apache-2.0 */
#include "route/contraction.h"

#include <string.h>

#define ROOM_LEAST 4

static guint32 find(const TyRemains *remains, guint32 v, guint32 head) {
  const TyWay *row = remains->way + remains->from[v];

  for (guint32 i = 0; i < remains->n_ways[v]; i++)
    if (row[i].head == head)
      return remains->from[v] + i;
  return G_MAXUINT32;
}

/* Moves the row of `v` to the end of the store, where it has twice the room. */
static void grow_row(TyRemains *remains, guint32 v) {
  guint32 room = MAX(2 * remains->room[v], ROOM_LEAST);

  if (remains->used + room > remains->size) {
    remains->size = MAX(remains->size + remains->size / 4, remains->used + room);
    remains->way = g_renew(TyWay, remains->way, remains->size);
    remains->more = g_renew(TyWayMore, remains->more, remains->size);
  }
  memcpy(remains->way + remains->used, remains->way + remains->from[v],
         remains->n_ways[v] * sizeof(TyWay));
  memcpy(remains->more + remains->used, remains->more + remains->from[v],
         remains->n_ways[v] * sizeof(TyWayMore));
  remains->from[v] = (guint32) remains->used;
  remains->room[v] = room;
  remains->used += room;
}

static guint32 find_or_add(TyRemains *remains, guint32 v, guint32 head) {
  guint32 at = find(remains, v, head);

  if (at != G_MAXUINT32)
    return at;
  if (remains->n_ways[v] == remains->room[v])
    grow_row(remains, v);
  at = remains->from[v] + remains->n_ways[v]++;
  remains->way[at] = (TyWay){head, TY_ROAD_FAR, TY_ROAD_FAR};
  remains->more[at] = (TyWayMore){{TY_VIA_NONE, TY_VIA_NONE}, 0, 0};
  return at;
}

/* Notes a way in both rows, unless one as short is there. */
static void note(TyRemains *remains, const TyShortcut *way, guint32 via) {
  guint32 at = find_or_add(remains, way->from, way->to);

  if (way->weight >= remains->way[at].out)
    return;
  remains->way[at].out = way->weight;
  remains->more[at].via.out = via;
  remains->more[at].hops_out = way->hops;
  at = find_or_add(remains, way->to, way->from);
  remains->way[at].back = way->weight;
  remains->more[at].via.back = via;
  remains->more[at].hops_back = way->hops;
}

static void remove_way(TyRemains *remains, guint32 v, guint32 head) {
  guint32 at = find(remains, v, head), last = remains->from[v] + --remains->n_ways[v];

  remains->way[at] = remains->way[last];
  remains->more[at] = remains->more[last];
}

TyRemains *ty_remains_new(const TyRoadGraph *graph) {
  TyRemains *remains = g_new0(TyRemains, 1);
  guint32 n = remains->n = graph->n;

  remains->from = g_new0(guint32, n + 1);
  remains->n_ways = g_new0(guint32, n + 1);
  remains->room = g_new0(guint32, n + 1);
  for (guint32 v = 0; v < n; v++)
    for (guint32 arc = graph->first[v]; arc < graph->first[v + 1]; arc++) {
      remains->room[v]++;
      remains->room[graph->head[arc]]++;
    }
  for (guint32 v = 0; v < n; v++) {
    /* Roads mostly lead both ways, so half of the arcs make no entry of their own. */
    remains->room[v] = MAX((remains->room[v] + 1) / 2 + 1, ROOM_LEAST);
    remains->from[v] = (guint32) remains->used;
    remains->used += remains->room[v];
  }
  remains->size = remains->used + remains->used / 8 + 1;
  remains->way = g_new(TyWay, remains->size);
  remains->more = g_new(TyWayMore, remains->size);
  for (guint32 v = 0; v < n; v++)
    for (guint32 arc = graph->first[v]; arc < graph->first[v + 1]; arc++)
      if (graph->head[arc] != v)
        note(remains, &(TyShortcut){v, graph->head[arc], graph->weight[arc], 1}, arc | TY_VIA_ARC);
  remains->symmetric = TRUE;
  for (guint32 v = 0; v < n && remains->symmetric; v++)
    for (guint32 at = remains->from[v]; at < remains->from[v] + remains->n_ways[v]; at++)
      if (remains->way[at].out != remains->way[at].back)
        remains->symmetric = FALSE;
  return remains;
}

void ty_remains_free(TyRemains *remains) {
  g_free(remains->from);
  g_free(remains->n_ways);
  g_free(remains->room);
  g_free(remains->way);
  g_free(remains->more);
  g_free(remains);
}

void ty_remains_contract(TyRemains *remains, guint32 v, const TyShortcut *shortcuts, gsize n) {
  for (guint32 i = 0; i < remains->n_ways[v]; i++)
    remove_way(remains, remains->way[remains->from[v] + i].head, v);
  for (gsize i = 0; i < n; i++) {
    note(remains, &shortcuts[i], v);
    if (remains->symmetric) {
      TyShortcut back = {shortcuts[i].to, shortcuts[i].from, shortcuts[i].weight,
                         shortcuts[i].hops};
      note(remains, &back, v);
    }
  }
}
