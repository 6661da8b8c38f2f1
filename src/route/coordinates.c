/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>
#include <tuyou/route.h>

static const char *const names[] = {
    [TY_CRS_WGS84] = "wgs84", [TY_CRS_GCJ02] = "gcj02", [TY_CRS_BD09] = "bd09"};

/* The ellipsoid of Krasovsky 1940: semi-major axis and squared eccentricity. */
static const double axis_m = 6378245, eccentricity2 = 0.00669342162296594323;
static const double earth_m = 6371008.8;

const char *ty_crs_name(TyCrs crs) {
  g_return_val_if_fail((guint) crs < G_N_ELEMENTS(names), NULL);
  return names[crs];
}

gboolean ty_crs_parse(const char *name, TyCrs *crs) {
  char plain[8];
  gsize n = 0;

  for (; name && *name && n < sizeof plain - 1; name++)
    if (*name != '-' && *name != ' ' && *name != '_')
      plain[n++] = g_ascii_tolower(*name);
  plain[n] = '\0';
  for (guint i = 0; name && !*name && i < G_N_ELEMENTS(names); i++)
    if (strcmp(plain, names[i]) == 0) {
      *crs = (TyCrs) i;
      return TRUE;
    }
  return FALSE;
}

gboolean ty_point_valid(TyPoint point) {
  return fabs(point.lat_deg) <= 90 && fabs(point.lon_deg) <= 180;
}

static gboolean in_china(TyPoint p) {
  return p.lat_deg >= 0.8293 && p.lat_deg <= 55.8271 && p.lon_deg >= 72.004 &&
         p.lon_deg <= 137.8347;
}

/* The waves along one axis, in metres; `short_m` and `long_m` are 1.5 heights of the two longest.
 */
static double waves_m(double x, double short_m, double long_m) {
  return 2. / 3 *
         (20 * sin(M_PI * x) + 40 * sin(M_PI / 3 * x) + short_m * sin(M_PI / 12 * x) +
          long_m * sin(M_PI / 30 * x));
}

static TyPoint gcj02_from_wgs84(TyPoint p) {
  if (!in_china(p))
    return p;
  double x = p.lon_deg - 105, y = p.lat_deg - 35;
  double ripple_m = 2. / 3 * (20 * sin(6 * M_PI * x) + 20 * sin(2 * M_PI * x));
  double north_m = -100 + 2 * x + 3 * y + .2 * y * y + .1 * x * y + .2 * sqrt(fabs(x)) + ripple_m +
                   waves_m(y, 160, 320);
  double east_m = 300 + x + 2 * y + .1 * x * x + .1 * x * y + .1 * sqrt(fabs(x)) + ripple_m +
                  waves_m(x, 150, 300);
  double lat = p.lat_deg * M_PI / 180, w2 = 1 - eccentricity2 * sin(lat) * sin(lat);
  double meridian_m = axis_m * (1 - eccentricity2) / (w2 * sqrt(w2));
  double parallel_m = axis_m / sqrt(w2) * cos(lat);
  return (TyPoint){p.lat_deg + north_m / meridian_m * 180 / M_PI,
                   p.lon_deg + east_m / parallel_m * 180 / M_PI};
}

static TyPoint bd09_from_gcj02(TyPoint p) {
  if (!in_china(p))
    return p;
  double turn = M_PI * 3000 / 180;
  double z = hypot(p.lon_deg, p.lat_deg) + .00002 * sin(p.lat_deg * turn);
  double angle = atan2(p.lat_deg, p.lon_deg) + .000003 * cos(p.lon_deg * turn);
  return (TyPoint){z * sin(angle) + .006, z * cos(angle) + .0065};
}

/* A shifted point whose original would lie outside was never shifted. */
static TyPoint undo(TyPoint (*forward)(TyPoint), TyPoint shifted) {
  TyPoint guess = shifted;

  for (int step = 0; step < 60; step++) {
    TyPoint there = forward(guess);
    double lat_deg = shifted.lat_deg - there.lat_deg, lon_deg = shifted.lon_deg - there.lon_deg;
    guess.lat_deg += lat_deg;
    guess.lon_deg += lon_deg;
    if (fabs(lat_deg) < 1e-13 && fabs(lon_deg) < 1e-13)
      break;
  }
  return in_china(guess) ? guess : shifted;
}

TyPoint ty_point_convert(TyPoint point, TyCrs from, TyCrs to) {
  if (from == to || !ty_point_valid(point))
    return point;
  if (from == TY_CRS_BD09)
    point = undo(bd09_from_gcj02, point);
  if (from == TY_CRS_WGS84)
    point = gcj02_from_wgs84(point);
  /* Here it is GCJ-02. */
  if (to == TY_CRS_BD09)
    point = bd09_from_gcj02(point);
  if (to == TY_CRS_WGS84)
    point = undo(gcj02_from_wgs84, point);
  return point;
}

double ty_point_distance_m(TyPoint a, TyPoint b) {
  double lat_a = a.lat_deg * M_PI / 180, lat_b = b.lat_deg * M_PI / 180;
  double half_lat = sin((lat_b - lat_a) / 2);
  double half_lon = sin((b.lon_deg - a.lon_deg) * M_PI / 360);
  double h = half_lat * half_lat + cos(lat_a) * cos(lat_b) * half_lon * half_lon;
  return 2 * earth_m * asin(sqrt(MIN(h, 1)));
}
