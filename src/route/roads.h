/* SPDX-License-Identifier: Apache-2.0 */
/** Road files inside: a head, then rows of numbers, each at a multiple of 64 bytes.
 *
 *     rank first ways via lengths | arcs | segments segment_first segment_arcs points | cell_first
 * cells the hierarchy                 its arcs' places on the map                         the index
 *
 * The index is a grid over the points' bounds; a cell lists the pieces of road that touch it, a
 * piece being the number of its first point. Points of one segment follow one another. */
#pragma once
#include "route/hierarchy.h"
#include "route/road-turns.h"

#define TY_ROADS_MAGIC "TYROADS\n"
#define TY_ROADS_VERSION 1

enum {
  TY_ROADS_RANK,
  TY_ROADS_FIRST,
  TY_ROADS_WAYS,
  TY_ROADS_VIA,
  TY_ROADS_LENGTHS,
  TY_ROADS_ARCS,
  TY_ROADS_SEGMENTS,
  TY_ROADS_SEGMENT_FIRST,
  TY_ROADS_SEGMENT_ARCS,
  TY_ROADS_POINTS,
  TY_ROADS_CELL_FIRST,
  TY_ROADS_CELLS,
  TY_N_ROADS_ROWS
};

/** The numbers are little-endian. */
typedef struct {
  char magic[8];
  guint32 version, profile;
  guint64 checksum; /**< of all of it, with 0 here */
  guint32 n, m, n_arcs, n_segments, n_points, n_cells, has_lengths, spare;
  gint32 south_e7, west_e7, north_e7, east_e7;
  guint32 columns, rows, cell_e7, spare_too; /**< of the grid */
} TyRoadsHead;

typedef struct {
  guint32 out, back; /**< tenths of a second from end to end; TY_ROAD_FAR: not that way */
  guint32 length_dm;
  guint32 first_point, n_points;
} TyRoadSegment;

struct _TyRoads {
  GMappedFile *file;
  const TyRoadsHead *head;
  TyRoadHierarchy hierarchy;
  const TyRoadArcPlace *arcs;        /**< n_arcs */
  const TyRoadSegment *segments;     /**< n_segments, by first point */
  const guint32 *segment_first;      /**< n_segments + 1 */
  const guint32 *segment_arcs;       /**< n_arcs: the arcs of each segment */
  const TyRoadPoint *points;         /**< n_points */
  const guint32 *cell_first, *cells; /**< columns × rows + 1; n_cells */
};

/** Bytes of each row, as the head has it. */
void ty_roads_row_bytes(const TyRoadsHead *head, gsize *bytes);

/** A checksum over 64-bit words in four lanes. */
guint64 ty_roads_checksum(const TyRoadsHead *head, const guint8 *rest, gsize length);

/** What the writer puts together. */
typedef struct {
  TyRoadsHead head;
  const void *rows[TY_N_ROADS_ROWS];
} TyRoadsParts;

GByteArray *ty_roads_write(TyRoadsParts *parts, GError **error);

/** The index of pieces; sets the grid in the head.
 * @param cell_first  out, to be freed
 * @return the cells, to be freed */
guint32 *ty_roads_index(TyRoadsHead *head, const TyRoadSegment *segments, const TyRoadPoint *points,
                        guint32 **cell_first);

/** The segment of a point. O(log n) */
guint32 ty_roads_segment_of(const TyRoads *roads, guint32 point);
