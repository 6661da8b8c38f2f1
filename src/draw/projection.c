/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/projection.h"

#include <math.h>

#define LEAST_SPAN_DEG .02
#define M_PER_DEG (6371008.8 * G_PI / 180) /* mean radius of the earth */

TyProjection ty_projection_fit(const double *lon_deg, const double *lat_deg, gsize n, TyBox room) {
  double west = lon_deg[0], east = west, south = lat_deg[0], north = south;

  for (gsize i = 1; i < n; i++) {
    west = MIN(west, lon_deg[i]);
    east = MAX(east, lon_deg[i]);
    south = MIN(south, lat_deg[i]);
    north = MAX(north, lat_deg[i]);
  }
  TyProjection fit = {(west + east) / 2,
                      (south + north) / 2,
                      room.x + room.width / 2,
                      room.y + room.height / 2,
                      0,
                      0};
  fit.cos_lat = MAX(cos(fit.lat_deg * G_PI / 180), .01);
  double across = MAX(east - west, LEAST_SPAN_DEG) * fit.cos_lat;
  fit.px_per_deg = MIN(room.width / across, room.height / MAX(north - south, LEAST_SPAN_DEG));
  return fit;
}

void ty_project(const TyProjection *projection, double lon_deg, double lat_deg, double *x,
                double *y) {
  *x = projection->x +
       (lon_deg - projection->lon_deg) * projection->cos_lat * projection->px_per_deg;
  *y = projection->y - (lat_deg - projection->lat_deg) * projection->px_per_deg;
}

void ty_unproject(const TyProjection *projection, double x, double y, double *lon_deg,
                  double *lat_deg) {
  *lon_deg =
      projection->lon_deg + (x - projection->x) / projection->px_per_deg / projection->cos_lat;
  *lat_deg = projection->lat_deg - (y - projection->y) / projection->px_per_deg;
}

double ty_projection_m_per_px(const TyProjection *projection) {
  return M_PER_DEG / projection->px_per_deg;
}

double ty_round_length(double limit) {
  double unit = pow(10, floor(log10(limit) + 1e-9));
  return unit * 5 <= limit * (1 + 1e-9)   ? unit * 5
         : unit * 2 <= limit * (1 + 1e-9) ? unit * 2
                                          : unit;
}
