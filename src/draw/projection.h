/* SPDX-License-Identifier: Apache-2.0 */
/** From degrees to the sheet: equirectangular, true to scale along the middle latitude. At the size
 * of a few counties it differs from any other projection by less than a line's width. */
#pragma once
#include <tuyou/draw.h>

typedef struct {
  double lon_deg, lat_deg; /**< the middle */
  double x, y;             /**< where it is drawn */
  double px_per_deg;       /**< of latitude */
  double cos_lat;
} TyProjection;

/** Fits the points into `room`, none nearer to another's edge than .01°. `n` ≥ 1. */
TyProjection ty_projection_fit(const double *lon_deg, const double *lat_deg, gsize n, TyBox room);
void ty_project(const TyProjection *projection, double lon_deg, double lat_deg, double *x,
                double *y);
void ty_unproject(const TyProjection *projection, double x, double y, double *lon_deg,
                  double *lat_deg);
double ty_projection_m_per_px(const TyProjection *projection);

/** The largest of 1, 2, 5 × 10^k that is at most `limit` > 0. */
double ty_round_length(double limit);
