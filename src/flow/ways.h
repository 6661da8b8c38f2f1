/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: the ways of a tour as its reader sees them, with their sums. */
#pragma once
#include "flow/reach.h"
#include "flow/vehicle.h"

/** Sums over ways: those of a day, or of a tour. */
typedef struct {
  double m, s, cny, co2_kg;
} TyWaySums;

void ty_way_sums_add(TyWaySums *sums, const TyWaySums *more);

/** A way without fixed departures between two places of a reach: {"from", "to", "departs",
 * "arrives", "minutes", "slack_minutes" (kept free before the arrival), "km", "mode", "origin",
 * "via", "sources", "cny", "co2_kg"}; costs and emissions are those of one traveller. Adds it to
 * `sums`.
 * @param arrives_s  as planned, with what is kept free */
json_t *ty_way_answer(const TyTravel *travel, const TyReach *reach, guint32 from, guint32 to,
                      gint32 departs_s, gint32 arrives_s, TyWaySums *sums);

/** Sets "km", "driving_minutes", "ways_cny" and "co2_kg" of a day. */
void ty_way_sums_answer(const TyWaySums *sums, json_t *day);
