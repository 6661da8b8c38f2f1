/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: the places of an atlas and the shortest ways between them. */
#pragma once
#include "flow/workspace.h"
#include <tuyou/route.h>

/** Places and legs in memory. Places are the ones asked for, then every other end of a leg. */
typedef struct {
  GArray *ids;                /**< of gint64: the entity of each place */
  GPtrArray *names;           /**< of char * */
  GArray *legs;               /**< of TyLeg */
  GPtrArray *origins_of_legs; /**< of char *: where each leg's length comes from, for people */
  /** Over what is known; then also on roads; over stated distances; over estimates: a way is looked
   * for in each only when there was none before. NULL where it is the same as before. */
  TyDistances *levels[4];
  guint32 n_wanted;
  guint32 *direct; /**< n_wanted × n_wanted: the leg on roads + 1; NULL without roads */
  double *road_m;  /**< n_wanted: how far each lies from the road; NAN when not on the map */
} TyReach;

/** Ways over the legs of the atlas; and on the workspace's roads, where no legs lead.
 * @param legs    "published", "inferred" (also published ones; NULL) or "estimated" (all;
 * then distances that sources state, then between any two of `wanted` that nothing joins yet the
 * great circle × a detour factor, where both have coordinates)
 * @param wanted  entities that must be places, first and in this order: of gint64 */
TyReach *ty_reach_new(TyWorkspace *workspace, const char *legs, const GArray *wanted,
                      double speed_kmh, GError **error);
void ty_reach_free(TyReach *reach);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyReach, ty_reach_free)

double ty_reach_m(const TyReach *reach, guint32 from, guint32 to);
double ty_reach_s(const TyReach *reach, guint32 from, guint32 to);

/** The legs of the way, of guint32; NULL when there is none. */
GArray *ty_reach_way(const TyReach *reach, guint32 from, guint32 to);
/** The least trusted origin among the legs of the way. */
TyOrigin ty_reach_origin(const TyReach *reach, guint32 from, guint32 to);

/** Adds the fastest ways on the workspace's roads between those asked for that no legs join. */
gboolean ty_reach_add_roads(TyWorkspace *workspace, TyReach *reach, GError **error);

/** {"from", "to", "km", "minutes", "origin", "via", "sources"} of the shortest way between two
 * places: its origin is the least trusted of its legs'. */
json_t *ty_reach_leg(const TyReach *reach, guint32 from, guint32 to);
