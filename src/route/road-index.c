/* SPDX-License-Identifier: Apache-2.0 */
#include "route/roads.h"

#include <math.h>

#define CELL_LEAST_E7 5000 /* some 50 m */
#define CELLS_A_PIECE 16   /* more than that, and the cells are made larger */

/* The cells that a piece touches, row by row; counts them in `cell_first`, or puts the piece in. */
static guint64 touch(const TyRoadsHead *head, const TyRoadPoint *points, guint32 piece,
                     guint32 *cell_first, guint32 *cells) {
  TyRoadPoint a = points[piece], b = points[piece + 1];
  if (a.lat_e7 > b.lat_e7) {
    TyRoadPoint swap = a;
    a = b;
    b = swap;
  }
  double cell = head->cell_e7, high = (double) b.lat_e7 - a.lat_e7,
         per_lat = high > 0 ? ((double) b.lon_e7 - a.lon_e7) / high : 0;
  guint32 row_from = (guint32) (((gint64) a.lat_e7 - head->south_e7) / head->cell_e7),
          row_to = (guint32) (((gint64) b.lat_e7 - head->south_e7) / head->cell_e7);
  guint64 n = 0;

  for (guint32 row = row_from; row <= row_to; row++) {
    double south = MAX(head->south_e7 + row * cell, (double) a.lat_e7),
           north = MIN(head->south_e7 + (row + 1) * cell, (double) b.lat_e7);
    double x = high > 0 ? a.lon_e7 + (south - a.lat_e7) * per_lat : a.lon_e7,
           y = high > 0 ? a.lon_e7 + (north - a.lat_e7) * per_lat : b.lon_e7;
    double west = MIN(x, y) - 1 - head->west_e7, east = MAX(x, y) + 1 - head->west_e7;
    guint32 from = (guint32) MAX(west / cell, 0),
            to = (guint32) CLAMP(east / cell, 0, (double) head->columns - 1);
    for (guint32 column = MIN(from, head->columns - 1); column <= to; column++, n++) {
      guint64 at = (guint64) row * head->columns + column;
      if (cells)
        cells[cell_first[at + 1]++] = piece;
      else if (cell_first)
        cell_first[at + 2]++;
    }
  }
  return n;
}

static guint64 touch_all(const TyRoadsHead *head, const TyRoadSegment *segments,
                         const TyRoadPoint *points, guint32 *cell_first, guint32 *cells) {
  guint64 n = 0;

  for (guint32 s = 0; s < head->n_segments; s++)
    for (guint32 i = 0; i + 1 < segments[s].n_points; i++)
      n += touch(head, points, segments[s].first_point + i, cell_first, cells);
  return n;
}

guint32 *ty_roads_index(TyRoadsHead *head, const TyRoadSegment *segments, const TyRoadPoint *points,
                        guint32 **cell_first) {
  head->south_e7 = head->west_e7 = G_MAXINT32;
  head->north_e7 = head->east_e7 = G_MININT32;
  for (guint32 i = 0; i < head->n_points; i++) {
    head->south_e7 = MIN(head->south_e7, points[i].lat_e7);
    head->north_e7 = MAX(head->north_e7, points[i].lat_e7);
    head->west_e7 = MIN(head->west_e7, points[i].lon_e7);
    head->east_e7 = MAX(head->east_e7, points[i].lon_e7);
  }
  double high = (double) head->north_e7 - head->south_e7,
         wide = (double) head->east_e7 - head->west_e7;
  double cell = MAX(sqrt(high * wide / head->n_points), CELL_LEAST_E7);
  cell = MAX(cell, MAX(high, wide) / (1 << 20));
  guint64 n_cells, n;
  do {
    head->cell_e7 = (guint32) MIN(cell, 1e9);
    head->rows = (guint32) (((gint64) head->north_e7 - head->south_e7) / head->cell_e7) + 1;
    head->columns = (guint32) (((gint64) head->east_e7 - head->west_e7) / head->cell_e7) + 1;
    n_cells = (guint64) head->rows * head->columns;
    n = touch_all(head, segments, points, NULL, NULL);
    cell *= 2;
  } while (n > (guint64) CELLS_A_PIECE * head->n_points && n_cells > 1);
  head->n_cells = (guint32) n;
  guint32 *first = *cell_first = g_new0(guint32, n_cells + 2), *cells = g_new(guint32, n + 1);
  touch_all(head, segments, points, first, NULL);
  for (guint64 c = 2; c < n_cells + 2; c++)
    first[c] += first[c - 1];
  touch_all(head, segments, points, first, cells);
  return cells;
}
