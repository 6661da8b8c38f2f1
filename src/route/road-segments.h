/* SPDX-License-Identifier: Apache-2.0 */
/** Roads cut where they meet, and joined where nothing branches off. */
#pragma once
#include "route/osm-map.h"

/** A stretch of road of one speed between two nodes. */
typedef struct {
  guint32 from, to; /**< nodes of the network */
  guint32 first_point, n_points;
  double length_m;
  double out_kmh, back_kmh; /**< 0: not that way */
} TyStretch;

/** Where a piece of a way has come to lie, to find the arcs that turns speak of. */
typedef struct {
  guint32 way, from, to; /**< number of the way; nodes of the network */
  guint32 stretch;
  gboolean against; /**< the piece runs against the stretch */
} TyPiece;

typedef struct {
  guint32 n_nodes;
  guint32 *node_of;  /**< by node of the map: its node of the network, TY_OSM_NO_NODE */
  GArray *stretches; /**< of TyStretch */
  GArray *pieces;    /**< of TyPiece, in the order of the ways */
  GArray *points;    /**< of TyRoadPoint */
} TyStretches;

typedef struct {
  gint32 lat_e7, lon_e7;
} TyRoadPoint;

double ty_road_point_distance_m(TyRoadPoint a, TyRoadPoint b);

/** Nodes at which turns are restricted stay ends of stretches. O(n log n) */
TyStretches *ty_stretches_new(const TyOsmMap *map);
void ty_stretches_free(TyStretches *stretches);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyStretches, ty_stretches_free)
