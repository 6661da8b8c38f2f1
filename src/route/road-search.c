/* SPDX-License-Identifier: Apache-2.0 */
#include "route/road-search.h"

TyRoadSearch *ty_road_search_new(const TyRoadHierarchy *hierarchy) {
  TyRoadSearch *search = g_new0(TyRoadSearch, 1);

  search->hierarchy = hierarchy;
  search->label = g_new(TyRoadLabel, MAX(hierarchy->n, 1));
  for (guint32 v = 0; v < hierarchy->n; v++)
    search->label[v] =
        (TyRoadLabel){{TY_ROAD_FAR, TY_ROAD_FAR}, hierarchy->first[v], hierarchy->first[v + 1]};
  search->best = TY_ROAD_FAR;
  return search;
}

void ty_road_search_free(TyRoadSearch *search) {
  if (!search)
    return;
  g_free(search->label);
  g_free(search->number);
  g_free(search->heap[0].item);
  g_free(search->heap[1].item);
  g_free(search->traces[0].trace);
  g_free(search->traces[1].trace);
  g_free(search);
}

void ty_road_search_reset(TyRoadSearch *search) {
  for (int side = 0; side < 2; side++) {
    TyRoadTraces *traces = &search->traces[side];
    for (gsize i = 0; i < traces->n; i++)
      search->label[traces->trace[i].node].dist[side] = TY_ROAD_FAR;
    traces->n = search->heap[side].n = 0;
  }
  search->best = TY_ROAD_FAR;
}

void ty_road_search_begin(TyRoadSearch *search, int side, const TyRoadEnd *ends, gsize n_ends) {
  for (gsize i = 0; i < n_ends; i++) {
    guint32 v = search->hierarchy->rank[ends[i].node];
    if (ends[i].weight < search->label[v].dist[side])
      ty_road_search_label(search, side, v, ends[i].weight, (guint32) i | TY_VIA_ARC);
  }
}

static inline guint32 onwards(const TyWay *way, int side) { return side ? way->back : way->out; }

/* `side` is a constant where this is called, so that there are two of it. */
static inline __attribute__((always_inline)) guint32 step(TyRoadSearch *search, int side) {
  guint64 item = ty_quad_pop(&search->heap[side]);
  guint32 here = (guint32) item, so_far = (guint32) (item >> 32);
  const TyRoadLabel *label = &search->label[here];
  const TyWay *ways = search->hierarchy->ways, *from = ways + label->first,
              *end = ways + label->end;

  if (so_far > label->dist[side])
    return G_MAXUINT32;
  for (const TyWay *way = from; way < end; way++)
    if (search->label[way->head].dist[side] + onwards(way, !side) < so_far)
      return G_MAXUINT32;
  for (const TyWay *way = from; way < end; way++) {
    guint32 longer = so_far + onwards(way, side);
    if (longer < search->label[way->head].dist[side])
      ty_road_search_label(search, side, way->head, longer, here);
  }
  return here;
}

guint32 ty_road_search_step(TyRoadSearch *search, int side) {
  return side ? step(search, 1) : step(search, 0);
}

static inline gboolean goes_on(const TyRoadSearch *search, int side) {
  return search->heap[side].n && search->heap[side].item[0] >> 32 < search->best;
}

static inline void meet(TyRoadSearch *search, guint32 here) {
  if (here == G_MAXUINT32)
    return;
  const TyRoadLabel *label = &search->label[here];
  guint32 both = label->dist[0] + label->dist[1];
  if (both < search->best) {
    search->best = both;
    search->meeting = here;
  }
}

guint32 ty_road_search_run(TyRoadSearch *search, const TyRoadEnd *sources, gsize n_sources,
                           const TyRoadEnd *targets, gsize n_targets) {
  ty_road_search_reset(search);
  ty_road_search_begin(search, 0, sources, n_sources);
  ty_road_search_begin(search, 1, targets, n_targets);
  for (;;) {
    gboolean on = goes_on(search, 0), back = goes_on(search, 1);
    if (on && (!back || search->heap[0].item[0] <= search->heap[1].item[0]))
      meet(search, step(search, 0));
    else if (back)
      meet(search, step(search, 1));
    else
      return search->best;
  }
}
