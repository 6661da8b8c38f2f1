/* SPDX-License-Identifier: Apache-2.0 */
#include "route/roads.h"

#include <math.h>
#include <string.h>

static guint32 part_of(guint32 whole, double share) {
  return (guint32) round(whole * CLAMP(share, 0, 1));
}

static void add_end(GArray *ends, GArray *arcs, guint32 node, guint32 weight, guint32 length_dm,
                    guint32 arc) {
  TyRoadEnd end = {node, weight, length_dm};
  g_array_append_val(ends, end);
  if (arcs)
    g_array_append_val(arcs, arc);
}

/* Where one comes out who sets off from a place: at the far end of each direction. All arcs of one
 * direction end at the same node.
 * @param arcs  out: segment × 2 + direction of each end; may be NULL */
static TyRoadPlace leave(const TyRoads *roads, const TyRoadSnap *snap, GArray *ends, GArray *arcs) {
  const TyRoadSegment *segment = &roads->segments[snap->segment];
  TyRoadPlace place = {ends->len, 0};
  gboolean done[2] = {FALSE, FALSE};

  for (guint32 i = roads->segment_first[snap->segment]; i < roads->segment_first[snap->segment + 1];
       i++) {
    const TyRoadArcPlace *arc = &roads->arcs[roads->segment_arcs[i]];
    guint32 against = arc->segment & 1;
    double left = against ? snap->share : 1 - snap->share;
    if (done[against])
      continue;
    done[against] = TRUE;
    add_end(ends, arcs, arc->head, part_of(against ? segment->back : segment->out, left),
            part_of(segment->length_dm, left), arc->segment);
  }
  place.n = ends->len - place.first;
  return place;
}

/* Where one must pass to get to a place: every node that an arc of the segment leads out of. */
static TyRoadPlace arrive(const TyRoads *roads, const TyRoadSnap *snap, GArray *ends,
                          GArray *arcs) {
  const TyRoadSegment *segment = &roads->segments[snap->segment];
  TyRoadPlace place = {ends->len, 0};

  for (guint32 i = roads->segment_first[snap->segment]; i < roads->segment_first[snap->segment + 1];
       i++) {
    const TyRoadArcPlace *arc = &roads->arcs[roads->segment_arcs[i]];
    guint32 against = arc->segment & 1;
    double along = against ? 1 - snap->share : snap->share;
    add_end(ends, arcs, arc->tail, part_of(against ? segment->back : segment->out, along),
            part_of(segment->length_dm, along), arc->segment);
  }
  place.n = ends->len - place.first;
  return place;
}

/* From a place to another on the same segment, without leaving it. */
static TyRoadDistance along(const TyRoads *roads, const TyRoadSnap *from, const TyRoadSnap *to) {
  const TyRoadSegment *segment = &roads->segments[from->segment];
  guint32 whole = to->share < from->share ? segment->back : segment->out;
  double share = fabs(to->share - from->share);

  if (from->segment == to->segment && share == 0)
    return (TyRoadDistance){0, 0};
  if (from->segment != to->segment || whole == TY_ROAD_FAR)
    return (TyRoadDistance){TY_ROAD_FAR, 0};
  return (TyRoadDistance){part_of(whole, share), part_of(segment->length_dm, share)};
}

void ty_roads_table(const TyRoads *roads, const TyRoadSnap *snaps, gsize n, guint n_threads,
                    TyRoadDistance *table) {
  g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(TyRoadEnd));
  g_autofree TyRoadPlace *places = g_new(TyRoadPlace, 2 * n + 1);
  g_autoptr(TyRoadSearch) search = ty_road_search_new(&roads->hierarchy);

  for (gsize i = 0; i < n; i++) {
    places[i] = leave(roads, &snaps[i], ends, NULL);
    places[n + i] = arrive(roads, &snaps[i], ends, NULL);
  }
  ty_road_table(search, (const TyRoadEnd *) (const void *) ends->data, places, n, places + n, n,
                n_threads, table);
  for (gsize a = 0; a < n; a++)
    for (gsize b = 0; b < n; b++) {
      TyRoadDistance direct = along(roads, &snaps[a], &snaps[b]);
      if (direct.weight <= table[a * n + b].weight)
        table[a * n + b] = direct;
    }
}

/* Ways as points --------------------------------------------------------------------------------
 */

static void add_point(GArray *way, TyPoint point) {
  if (way->len) {
    const TyPoint *last = &g_array_index(way, TyPoint, way->len - 1);
    if (last->lat_deg == point.lat_deg && last->lon_deg == point.lon_deg)
      return;
  }
  g_array_append_val(way, point);
}

/* The points of a segment numbered from `from` up to `to`, both of them; downwards when `to` comes
 * first. */
static void add_points(const TyRoads *roads, GArray *way, guint32 from, guint32 to) {
  for (guint32 i = from;; i += from < to ? 1 : -1) {
    add_point(way, (TyPoint){roads->points[i].lat_e7 * 1e-7, roads->points[i].lon_e7 * 1e-7});
    if (i == to)
      return;
  }
}

static guint32 last_point(const TyRoadSegment *segment) {
  return segment->first_point + segment->n_points - 1;
}

static void add_arc(const TyRoads *roads, GArray *way, guint32 arc) {
  const TyRoadSegment *segment = &roads->segments[arc / 2];

  if (arc & 1)
    add_points(roads, way, last_point(segment), segment->first_point);
  else
    add_points(roads, way, segment->first_point, last_point(segment));
}

static GArray *along_segment(const TyRoads *roads, const TyRoadSnap *from, const TyRoadSnap *to) {
  GArray *way = g_array_new(FALSE, FALSE, sizeof(TyPoint));

  add_point(way, from->at);
  if (from->point < to->point)
    add_points(roads, way, from->point + 1, to->point);
  else if (from->point > to->point)
    add_points(roads, way, from->point, to->point + 1);
  add_point(way, to->at);
  return way;
}

GArray *ty_roads_way(const TyRoads *roads, const TyRoadSnap *from, const TyRoadSnap *to,
                     TyRoadDistance *distance) {
  g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(TyRoadEnd));
  g_autoptr(GArray) arcs = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(TyRoadSearch) search = ty_road_search_new(&roads->hierarchy);
  TyRoadPlace source = leave(roads, from, ends, arcs), target = arrive(roads, to, ends, arcs);
  TyRoadDistance direct = along(roads, from, to), own = direct;
  const TyRoadEnd *end = (const TyRoadEnd *) (const void *) ends->data;
  gsize begin, stop;

  distance = distance ? distance : &own;
  guint32 weight = ty_road_search_run(search, end, source.n, end + target.first, target.n);
  *distance = direct;
  if (direct.weight <= weight)
    return direct.weight == TY_ROAD_FAR ? NULL : along_segment(roads, from, to);
  g_autoptr(GArray) over = ty_road_search_way(search, &begin, &stop);
  if (!over)
    return NULL;
  g_autoptr(GArray) way = g_array_new(FALSE, FALSE, sizeof(TyPoint));
  guint32 first = g_array_index(arcs, guint32, begin),
          last = g_array_index(arcs, guint32, target.first + stop);
  *distance = (TyRoadDistance){weight, end[begin].length_dm + end[target.first + stop].length_dm};
  add_point(way, from->at);
  if (first & 1)
    add_points(roads, way, from->point, roads->segments[first / 2].first_point);
  else
    add_points(roads, way, from->point + 1, last_point(&roads->segments[first / 2]));
  for (guint i = 0; i < over->len; i++) {
    guint32 arc = roads->arcs[g_array_index(over, guint32, i)].segment;
    distance->length_dm += roads->segments[arc / 2].length_dm;
    add_arc(roads, way, arc);
  }
  if (last & 1)
    add_points(roads, way, last_point(&roads->segments[last / 2]), to->point + 1);
  else
    add_points(roads, way, roads->segments[last / 2].first_point, to->point);
  add_point(way, to->at);
  return g_steal_pointer(&way);
}
