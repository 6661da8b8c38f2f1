/* SPDX-License-Identifier: Apache-2.0 */
#include "route/roads.h"

#include <math.h>

/* The nearest piece so far, in a plane about the point: 10⁻⁷ degrees of latitude, longitudes
 * shortened by its cosine. */
typedef struct {
  double lat_e7, lon_e7, shorter;
  double distance; /* squared */
  double share;    /* of the piece */
  guint32 piece;
} Nearest;

static void look_at(const TyRoads *roads, guint32 piece, Nearest *nearest) {
  const TyRoadPoint *a = &roads->points[piece], *b = a + 1;
  double bx = ((double) b->lon_e7 - a->lon_e7) * nearest->shorter,
         by = (double) b->lat_e7 - a->lat_e7, px = (nearest->lon_e7 - a->lon_e7) * nearest->shorter,
         py = nearest->lat_e7 - a->lat_e7, square = bx * bx + by * by;
  double share = square > 0 ? CLAMP((px * bx + py * by) / square, 0, 1) : 0;
  double dx = px - share * bx, dy = py - share * by, distance = dx * dx + dy * dy;

  if (distance < nearest->distance || (distance == nearest->distance && piece < nearest->piece)) {
    nearest->distance = distance;
    nearest->share = share;
    nearest->piece = piece;
  }
}

static void look_into(const TyRoads *roads, gint64 row, gint64 column, Nearest *nearest) {
  const TyRoadsHead *head = roads->head;

  if (row < 0 || row >= head->rows || column < 0 || column >= head->columns)
    return;
  guint64 cell = (guint64) row * head->columns + (guint64) column;
  for (guint32 i = roads->cell_first[cell]; i < roads->cell_first[cell + 1]; i++)
    look_at(roads, roads->cells[i], nearest);
}

/* Ring after ring of cells: what lies beyond ring r is r cells away at least. */
static void search(const TyRoads *roads, Nearest *nearest) {
  const TyRoadsHead *head = roads->head;
  double cell = head->cell_e7;
  gint64 row = (gint64) CLAMP((nearest->lat_e7 - head->south_e7) / cell, 0, head->rows - 1.);
  gint64 column = (gint64) CLAMP((nearest->lon_e7 - head->west_e7) / cell, 0, head->columns - 1.);
  gint64 last = MAX(head->rows, head->columns);

  for (gint64 ring = 0; ring <= last; ring++) {
    double reached = (double) (ring - 1) * cell * nearest->shorter;
    if (ring > 0 && nearest->distance <= reached * reached)
      return;
    for (gint64 c = column - ring; c <= column + ring; c++) {
      look_into(roads, row - ring, c, nearest);
      if (ring > 0)
        look_into(roads, row + ring, c, nearest);
    }
    for (gint64 r = row - ring + 1; r < row + ring; r++) {
      look_into(roads, r, column - ring, nearest);
      look_into(roads, r, column + ring, nearest);
    }
  }
}

guint32 ty_roads_segment_of(const TyRoads *roads, guint32 point) {
  guint32 low = 0, high = roads->head->n_segments;

  while (high - low > 1) {
    guint32 middle = low + (high - low) / 2;
    if (roads->segments[middle].first_point <= point)
      low = middle;
    else
      high = middle;
  }
  return low;
}

gboolean ty_roads_snap(const TyRoads *roads, TyPoint point, TyRoadSnap *snap) {
  if (!ty_point_valid(point) || roads->head->n_segments == 0)
    return FALSE;
  Nearest nearest = {point.lat_deg * 1e7,
                     point.lon_deg * 1e7,
                     MAX(cos(point.lat_deg * G_PI / 180), .01),
                     INFINITY,
                     0,
                     0};
  search(roads, &nearest);
  const TyRoadPoint *a = &roads->points[nearest.piece], *b = a + 1;
  guint32 number = ty_roads_segment_of(roads, nearest.piece);
  const TyRoadSegment *segment = &roads->segments[number];
  double before_m = 0, all_m = 0;

  for (guint32 i = segment->first_point; i + 1 < segment->first_point + segment->n_points; i++) {
    double piece_m = ty_road_point_distance_m(roads->points[i], roads->points[i + 1]);
    before_m += i < nearest.piece ? piece_m : i == nearest.piece ? piece_m * nearest.share : 0;
    all_m += piece_m;
  }
  *snap =
      (TyRoadSnap){.segment = number,
                   .point = nearest.piece,
                   .share = all_m > 0 ? MIN(before_m / all_m, 1) : 0,
                   .at = {(a->lat_e7 + nearest.share * ((double) b->lat_e7 - a->lat_e7)) * 1e-7,
                          (a->lon_e7 + nearest.share * ((double) b->lon_e7 - a->lon_e7)) * 1e-7}};
  snap->distance_m = ty_point_distance_m(point, snap->at);
  return TRUE;
}
