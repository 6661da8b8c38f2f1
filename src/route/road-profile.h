/* SPDX-License-Identifier: Apache-2.0 */
/** What the tags of OpenStreetMap say to somebody in a car, on a bicycle, on foot. */
#pragma once
#include "route/osm-read.h"

#include <tuyou/roads.h>

/** How a way may be used. */
typedef struct {
  double out_kmh, back_kmh; /**< 0: not that way */
  double duration_s;        /**< of a ferry that says so, over all of it; else NAN */
} TyRoadUse;

/** @return FALSE when the way may not be used at all */
gboolean ty_road_profile_way(TyRoadProfile profile, const TyOsmThing *way, TyRoadUse *use);

/** Whether a node stops who comes along the road. */
gboolean ty_road_profile_blocks(TyRoadProfile profile, const TyOsmThing *node);

/** What a relation restricts: "no_left_turn", "only_straight_on" …; NULL when that is nothing for
 * this profile. */
const char *ty_road_profile_restriction(TyRoadProfile profile, const TyOsmThing *relation);
