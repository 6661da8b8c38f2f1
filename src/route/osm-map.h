/* SPDX-License-Identifier: Apache-2.0 */
/** The roads of a map, as far as a profile is concerned. */
#pragma once
#include "route/road-profile.h"

typedef struct {
  gint64 id;
  double out_kmh, back_kmh;
  double duration_s; /**< of a ferry, over all of it; else NAN */
  guint64 first_ref;
  guint32 n_refs;
} TyOsmWay;

/** That from one way one may not, or may only, turn to another at a node. */
typedef struct {
  gint64 from, via, to;
  gboolean only;
} TyOsmTurn;

typedef struct {
  GArray *ways;  /**< of TyOsmWay, in the order of the file */
  GArray *refs;  /**< of gint64: the nodes of the ways */
  GArray *turns; /**< of TyOsmTurn */
  gsize n_nodes;
  gint64 *ids;             /**< n_nodes, ascending */
  gint32 *lat_e7, *lon_e7; /**< n_nodes; TY_OSM_NOWHERE where the file does not say */
  gboolean *blocks;        /**< n_nodes */
} TyOsmMap;

#define TY_OSM_NOWHERE G_MININT32
#define TY_OSM_NO_NODE G_MAXUINT32

TyOsmMap *ty_osm_map_read(const char *path, TyRoadProfile profile, TyRoadsSummary *summary,
                          GError **error);
void ty_osm_map_free(TyOsmMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyOsmMap, ty_osm_map_free)

/** The number of a node, TY_OSM_NO_NODE when no road passes it. O(log n) */
guint32 ty_osm_map_node(const TyOsmMap *map, gint64 id);
