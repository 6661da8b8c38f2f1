/* SPDX-License-Identifier: Apache-2.0 */
/* Sites without a position, placed by their distances to others: stress majorisation (de Leeuw
 * 1977; SMACOF) in the plane, with the known sites held fast. */
#include "base/random.h"

#include <math.h>
#include <tuyou/route.h>

#define N_STARTS 24
#define N_ROUNDS 300
/* The best start is brought to rest: steps shrink slowly where few distances hold a site. */
#define N_LAST_ROUNDS 20000
#define AT_REST_M .01
#define EARTH_M 6371008.8

typedef struct {
  gsize n;
  const gboolean *fixed;
  const double *target_m; /* n × n straight distances wished for; INFINITY: none */
  double *x_m, *y_m;
} Plane;

/* Short distances are the ones to get right: weight 1 / d², with a floor. */
static double weight(double target_m) {
  double floor_m = MAX(target_m, 300);
  return 1 / (floor_m * floor_m);
}

static double stress(const Plane *plane) {
  double sum = 0;

  for (gsize i = 0; i < plane->n; i++)
    for (gsize j = 0; j < i; j++) {
      double target_m = plane->target_m[i * plane->n + j];
      if (!isfinite(target_m) || (plane->fixed[i] && plane->fixed[j]) || isnan(plane->x_m[i]) ||
          isnan(plane->x_m[j]))
        continue;
      double miss = hypot(plane->x_m[i] - plane->x_m[j], plane->y_m[i] - plane->y_m[j]) - target_m;
      sum += weight(target_m) * miss * miss;
    }
  return sum;
}

/* One Guttman step for every free site in turn. @return the longest step */
static double relax(const Plane *plane) {
  double longest_m = 0;

  for (gsize i = 0; i < plane->n; i++) {
    double x = 0, y = 0, total = 0;
    if (plane->fixed[i])
      continue;
    for (gsize j = 0; j < plane->n; j++) {
      double target_m = plane->target_m[i * plane->n + j];
      if (j == i || !isfinite(target_m) || isnan(plane->x_m[j]))
        continue;
      double dx = plane->x_m[i] - plane->x_m[j], dy = plane->y_m[i] - plane->y_m[j];
      double apart = MAX(hypot(dx, dy), 1), w = weight(target_m);
      x += w * (plane->x_m[j] + dx * target_m / apart);
      y += w * (plane->y_m[j] + dy * target_m / apart);
      total += w;
    }
    if (total > 0) {
      double step_m = hypot(x / total - plane->x_m[i], y / total - plane->y_m[i]);
      longest_m = MAX(longest_m, step_m);
      plane->x_m[i] = x / total;
      plane->y_m[i] = y / total;
    }
  }
  return longest_m;
}

/* Which free sites hang on a fixed one by distances; the others cannot be placed. */
static void find_placeable(const Plane *plane, gboolean *placeable) {
  for (gboolean grown = TRUE; grown;) {
    grown = FALSE;
    for (gsize i = 0; i < plane->n; i++)
      for (gsize j = 0; j < plane->n && !placeable[i]; j++)
        if (j != i && (plane->fixed[j] || placeable[j]) && !plane->fixed[i] &&
            isfinite(plane->target_m[i * plane->n + j]))
          placeable[i] = grown = TRUE;
  }
}

static void scatter(const Plane *plane, const gboolean *placeable, TyRandom *random) {
  for (gsize i = 0; i < plane->n; i++) {
    double nearest_m = INFINITY;
    gsize anchor = plane->n;
    if (plane->fixed[i])
      continue;
    plane->x_m[i] = plane->y_m[i] = NAN;
    if (!placeable[i])
      continue;
    for (gsize j = 0; j < plane->n; j++)
      if (plane->fixed[j] && plane->target_m[i * plane->n + j] < nearest_m) {
        nearest_m = plane->target_m[i * plane->n + j];
        anchor = j;
      }
    double angle = 2 * G_PI * ty_random_double(random);
    double away_m = anchor < plane->n ? nearest_m : 10000 * ty_random_double(random);
    plane->x_m[i] = (anchor < plane->n ? plane->x_m[anchor] : 0) + away_m * cos(angle);
    plane->y_m[i] = (anchor < plane->n ? plane->y_m[anchor] : 0) + away_m * sin(angle);
  }
}

gsize ty_place_missing(gsize n, double *lat_deg, double *lon_deg, const double *dist_m,
                       double detour, gboolean *placed) {
  g_autofree gboolean *fixed = g_new0(gboolean, n);
  g_autofree double *target_m = g_new(double, n *n), *x_m = g_new0(double, n),
                    *y_m = g_new0(double, n), *best_x = g_new0(double, n),
                    *best_y = g_new0(double, n);
  Plane plane = {n, fixed, target_m, x_m, y_m};
  double lat0 = 0, lon0 = 0, least = INFINITY;
  gsize n_fixed = 0, n_placed = 0;

  for (gsize i = 0; i < n; i++) {
    placed[i] = FALSE;
    fixed[i] = isfinite(lat_deg[i]) && isfinite(lon_deg[i]);
    if (fixed[i]) {
      lat0 += lat_deg[i];
      lon0 += lon_deg[i];
      n_fixed++;
    }
  }
  if (n_fixed == 0)
    return 0;
  lat0 /= (double) n_fixed;
  lon0 /= (double) n_fixed;
  double m_per_deg = EARTH_M * G_PI / 180, shrink = cos(lat0 * G_PI / 180);
  for (gsize i = 0; i < n * n; i++)
    target_m[i] = dist_m[i] / detour;
  for (gsize i = 0; i < n; i++)
    if (fixed[i]) {
      x_m[i] = (lon_deg[i] - lon0) * m_per_deg * shrink;
      y_m[i] = (lat_deg[i] - lat0) * m_per_deg;
    }

  find_placeable(&plane, placed);
  for (guint64 start = 0; start < N_STARTS; start++) {
    TyRandom random = ty_random(0, start);
    scatter(&plane, placed, &random);
    for (int round = 0; round < N_ROUNDS; round++)
      relax(&plane);
    double reached = stress(&plane);
    if (reached < least) {
      least = reached;
      for (gsize i = 0; i < n; i++) {
        best_x[i] = x_m[i];
        best_y[i] = y_m[i];
      }
    }
  }
  for (gsize i = 0; i < n; i++)
    if (!fixed[i]) {
      x_m[i] = best_x[i];
      y_m[i] = best_y[i];
    }
  for (int round = 0; round < N_LAST_ROUNDS && relax(&plane) > AT_REST_M;)
    round++;
  for (gsize i = 0; i < n; i++)
    if (placed[i]) {
      lat_deg[i] = lat0 + y_m[i] / m_per_deg;
      lon_deg[i] = lon0 + x_m[i] / (m_per_deg * shrink);
      n_placed++;
    }
  return n_placed;
}
