/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: where entities are. */
#pragma once
#include "flow/workspace.h"

/** A position in WGS-84; NAN when unknown. */
typedef struct {
  double lat_deg, lon_deg;
  double confidence;
} TyPosition;

/** WGS-84 of a position in `crs` (WGS84, GCJ02, BD09). @return FALSE with TY_ERROR_INPUT for
 * another */
gboolean ty_position_to_wgs84(const char *crs, double lat_deg, double lon_deg,
                              double *wgs84_lat_deg, double *wgs84_lon_deg, GError **error);

/** The most trusted coordinate of each of `n` entities; to be freed. */
TyPosition *ty_positions_of(TyWorkspace *workspace, const gint64 *ids, gsize n, GError **error);

/** Whether an entity of that name is the town that a county is ruled from: 安岳县城, 大足城区. */
gboolean ty_is_county_seat(const char *name);

/** The seat of each entity's county, NAN where it is not known; to be freed. */
TyPosition *ty_county_seats_of(TyWorkspace *workspace, const gint64 *ids, gsize n, GError **error);

/** Coordinates trusted less are known to be wrong and used for nothing. */
#define TY_POSITION_TRUST .3

/** Great circle; NAN when one is unknown. */
double ty_position_distance_m(const TyPosition *a, const TyPosition *b);
