/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: the answer of ty_plan as the stops that pictures and feeds take. */
#pragma once
#include "flow/workspace.h"
#include <tuyou/export.h>

/** Stops in order; texts are borrowed from the answer. `entities`: of gint64, one a stop. */
typedef struct {
  json_t *answer;
  GArray *stops;    /**< of TyTripStop */
  GArray *entities; /**< of gint64 */
  GPtrArray *paths; /**< of double *: the roads of legs, longitudes, then latitudes */
  char *name;       /**< "石刻 · 5 天 · 178.42 公里" */
} TyPlannedTrip;

/** Plans and reads the answer. Stops without a coordinate are placed by their distances. */
TyPlannedTrip *ty_trip_new(TyWorkspace *workspace, const TyPlanRequest *request, GError **error);
void ty_trip_free(TyPlannedTrip *trip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyPlannedTrip, ty_trip_free)

const TyTripStop *ty_trip_stop(const TyPlannedTrip *trip, guint i);
