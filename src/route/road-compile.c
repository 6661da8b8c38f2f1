/* SPDX-License-Identifier: Apache-2.0 */
#include "route/roads.h"

#include <math.h>

/* The hierarchy's rows. */
static void put_hierarchy(TyRoadsParts *parts, const TyRoadHierarchy *hierarchy) {
  parts->head.n = hierarchy->n;
  parts->head.m = hierarchy->m;
  parts->head.n_arcs = hierarchy->n_arcs;
  parts->head.has_lengths = hierarchy->lengths != NULL;
  parts->rows[TY_ROADS_RANK] = hierarchy->rank;
  parts->rows[TY_ROADS_FIRST] = hierarchy->first;
  parts->rows[TY_ROADS_WAYS] = hierarchy->ways;
  parts->rows[TY_ROADS_VIA] = hierarchy->via;
  parts->rows[TY_ROADS_LENGTHS] = hierarchy->lengths;
}

GByteArray *ty_roads_compile_graph(const TyRoadGraph *graph, guint n_threads, GError **error) {
  g_autoptr(TyRoadHierarchy) hierarchy = ty_road_hierarchy_new(graph, n_threads, error);
  TyRoadsParts parts = {0};

  if (!hierarchy)
    return NULL;
  put_hierarchy(&parts, hierarchy);
  return ty_roads_write(&parts, error);
}

/* The segments that arcs are left of, with their points; renumbers the arcs' segments. */
static void keep_segments(const TyStretches *stretches, const TyRoadGraph *graph, GArray *arcs,
                          GArray *segments, GArray *points) {
  guint32 n = stretches->stretches->len;
  g_autofree guint32 *number = g_new(guint32, n + 1);
  g_autofree TyPair *weight = g_new(TyPair, n + 1);

  for (guint32 s = 0; s < n; s++)
    weight[s] = (TyPair){TY_ROAD_FAR, TY_ROAD_FAR};
  for (guint32 i = 0; i < arcs->len; i++) {
    guint32 arc = g_array_index(arcs, TyRoadArcPlace, i).segment;
    *(arc & 1 ? &weight[arc / 2].back : &weight[arc / 2].out) = graph->weight[i];
  }
  for (guint32 s = 0; s < n; s++) {
    const TyStretch *stretch = &g_array_index(stretches->stretches, TyStretch, s);
    number[s] = segments->len;
    if (weight[s].out == TY_ROAD_FAR && weight[s].back == TY_ROAD_FAR)
      continue;
    TyRoadSegment segment = {weight[s].out, weight[s].back,
                             (guint32) MIN(round(stretch->length_m * 10), TY_ROAD_FAR - 1),
                             points->len, stretch->n_points};
    g_array_append_val(segments, segment);
    g_array_append_vals(points,
                        &g_array_index(stretches->points, TyRoadPoint, stretch->first_point),
                        stretch->n_points);
  }
  for (guint32 i = 0; i < arcs->len; i++) {
    TyRoadArcPlace *place = &g_array_index(arcs, TyRoadArcPlace, i);
    place->segment = number[place->segment / 2] * 2 + (place->segment & 1);
  }
}

/* The arcs of each segment. */
static guint32 *list_arcs(const GArray *arcs, guint32 n_segments, guint32 **first) {
  guint32 *list = g_new(guint32, arcs->len + 1);

  *first = g_new0(guint32, n_segments + 2);
  for (guint32 i = 0; i < arcs->len; i++)
    (*first)[g_array_index(arcs, TyRoadArcPlace, i).segment / 2 + 2]++;
  for (guint32 s = 2; s < n_segments + 2; s++)
    (*first)[s] += (*first)[s - 1];
  for (guint32 i = 0; i < arcs->len; i++)
    list[(*first)[g_array_index(arcs, TyRoadArcPlace, i).segment / 2 + 1]++] = i;
  return list;
}

static GByteArray *put_together(const TyStretches *stretches, const TyRoadGraph *graph,
                                GArray *arcs, TyRoadProfile profile, guint n_threads,
                                TyRoadsSummary *summary, GError **error) {
  g_autoptr(GArray) segments = g_array_new(FALSE, FALSE, sizeof(TyRoadSegment));
  g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(TyRoadPoint));
  g_autoptr(TyRoadHierarchy) hierarchy = ty_road_hierarchy_new(graph, n_threads, error);
  g_autofree guint32 *cell_first = NULL, *segment_first = NULL;
  TyRoadsParts parts = {.head.profile = profile};

  if (!hierarchy)
    return NULL;
  put_hierarchy(&parts, hierarchy);
  keep_segments(stretches, graph, arcs, segments, points);
  summary->segments = segments->len;
  summary->segments_apart = stretches->stretches->len - segments->len;
  parts.head.n_segments = segments->len;
  parts.head.n_points = points->len;
  g_autofree guint32 *segment_arcs = list_arcs(arcs, segments->len, &segment_first);
  g_autofree guint32 *cells =
      ty_roads_index(&parts.head, (const TyRoadSegment *) (const void *) segments->data,
                     (const TyRoadPoint *) (const void *) points->data, &cell_first);
  parts.rows[TY_ROADS_ARCS] = arcs->data;
  parts.rows[TY_ROADS_SEGMENTS] = segments->data;
  parts.rows[TY_ROADS_SEGMENT_FIRST] = segment_first;
  parts.rows[TY_ROADS_SEGMENT_ARCS] = segment_arcs;
  parts.rows[TY_ROADS_POINTS] = points->data;
  parts.rows[TY_ROADS_CELL_FIRST] = cell_first;
  parts.rows[TY_ROADS_CELLS] = cells;
  return ty_roads_write(&parts, error);
}

GByteArray *ty_roads_compile(const char *path, TyRoadProfile profile, guint n_threads,
                             TyRoadsSummary *summary, GError **error) {
  TyRoadsSummary own = {0};
  summary = summary ? summary : &own;
  *summary = (TyRoadsSummary){0};
  g_autoptr(TyOsmMap) map = ty_osm_map_read(path, profile, summary, error);
  if (!map)
    return NULL;
  g_autoptr(TyStretches) stretches = ty_stretches_new(map);
  g_autoptr(GArray) arcs = g_array_new(FALSE, FALSE, sizeof(TyRoadArcPlace));
  g_autoptr(TyRoadGraph) graph = ty_stretches_graph(stretches, map, arcs, summary, error);
  if (!graph)
    return NULL;
  if (graph->m == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s: found %u roads that lead nowhere and back, expected some that do", path,
                map->ways->len);
    return NULL;
  }
  return put_together(stretches, graph, arcs, profile, n_threads, summary, error);
}
