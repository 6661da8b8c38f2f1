/* SPDX-License-Identifier: Apache-2.0 */
/* Sites without a position, placed by their distances. */
#include "base/random.h"
#include "support.h"

#include <math.h>
#include <tuyou/route.h>

typedef struct {
  gsize n;
  double *lat_deg, *lon_deg, *dist_m;
} Scene;

static void scene_clear(Scene *scene) {
  g_free(scene->lat_deg);
  g_free(scene->lon_deg);
  g_free(scene->dist_m);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_clear)

/* Points within some 20 km, with their great-circle distances times the detour. */
static Scene random_scene(TyRandom *random, gsize n, double detour) {
  Scene scene = {n, g_new(double, n), g_new(double, n), g_new(double, n *n)};

  for (gsize i = 0; i < n; i++) {
    scene.lat_deg[i] = 29.7 + .2 * ty_random_double(random);
    scene.lon_deg[i] = 105.3 + .2 * ty_random_double(random);
  }
  for (gsize i = 0; i < n * n; i++)
    scene.dist_m[i] =
        detour * ty_point_distance_m((TyPoint){scene.lat_deg[i / n], scene.lon_deg[i / n]},
                                     (TyPoint){scene.lat_deg[i % n], scene.lon_deg[i % n]});
  return scene;
}

static void test_recovers_planar_points(void) {
  TyRandom random = ty_random(1, 2);

  for (int round = 0; round < 25; round++) {
    gsize n = 6 + ty_random_below(&random, 8), unknown = 1 + ty_random_below(&random, n - 4);
    double detour = 1 + ty_random_double(&random);
    g_auto(Scene) scene = random_scene(&random, n, detour);
    g_autofree double *lat = g_memdup2(scene.lat_deg, n * sizeof *lat);
    g_autofree double *lon = g_memdup2(scene.lon_deg, n * sizeof *lon);
    g_autofree gboolean *placed = g_new(gboolean, n);

    for (gsize i = 0; i < unknown; i++)
      lat[i] = lon[i] = NAN;
    g_assert_cmpuint(ty_place_missing(n, lat, lon, scene.dist_m, detour, placed), ==, unknown);
    for (gsize i = 0; i < n; i++) {
      g_assert_cmpint(placed[i] != 0, ==, i < unknown);
      if (i >= unknown) { /* what is known is held fast, to the bit */
        g_assert_cmpfloat(lat[i], ==, scene.lat_deg[i]);
        g_assert_cmpfloat(lon[i], ==, scene.lon_deg[i]);
        continue;
      }
      for (gsize j = unknown; j < n; j++) {
        double apart_m = ty_point_distance_m((TyPoint){lat[i], lon[i]}, (TyPoint){lat[j], lon[j]});
        g_assert_cmpfloat_with_epsilon(apart_m, scene.dist_m[i * n + j] / detour,
                                       MAX(150, .02 * scene.dist_m[i * n + j] / detour));
      }
    }
  }
}

static void test_is_always_the_same(void) {
  TyRandom random = ty_random(3, 4);
  g_auto(Scene) scene = random_scene(&random, 9, 1.3);
  double lat[2][9], lon[2][9];
  gboolean placed[9];

  for (gsize i = 0; i < 81; i++) /* no geometry has these */
    scene.dist_m[i] = i / 9 == i % 9 ? 0 : 1000 + (double) ty_random_below(&random, 20000);
  for (int k = 0; k < 2; k++) {
    for (gsize i = 0; i < 9; i++) {
      lat[k][i] = i < 5 ? NAN : scene.lat_deg[i];
      lon[k][i] = i < 5 ? NAN : scene.lon_deg[i];
    }
    g_assert_cmpuint(ty_place_missing(9, lat[k], lon[k], scene.dist_m, 1.3, placed), ==, 5);
  }
  g_assert_cmpmem(lat[0], sizeof lat[0], lat[1], sizeof lat[1]);
  g_assert_cmpmem(lon[0], sizeof lon[0], lon[1], sizeof lon[1]);
  for (gsize i = 0; i < 9; i++)
    g_assert_true(isfinite(lat[0][i]) && isfinite(lon[0][i]));
}

static void test_places_only_what_distances_tie(void) {
  /* 0 known; 1 hangs on it, 2 on 1; 3 on nothing. */
  double lat[] = {30, NAN, NAN, NAN}, lon[] = {105, NAN, NAN, NAN}, dist_m[16];
  gboolean placed[4];

  for (gsize i = 0; i < 16; i++)
    dist_m[i] = i / 4 == i % 4 ? 0 : INFINITY;
  dist_m[0 * 4 + 1] = dist_m[1 * 4 + 0] = 5000;
  dist_m[1 * 4 + 2] = dist_m[2 * 4 + 1] = 3000;
  g_assert_cmpuint(ty_place_missing(4, lat, lon, dist_m, 1, placed), ==, 2);
  g_assert_true(!placed[0] && placed[1] && placed[2] && !placed[3]);
  g_assert_true(isnan(lat[3]));
  g_assert_cmpfloat_with_epsilon(ty_point_distance_m((TyPoint){30, 105}, (TyPoint){lat[1], lon[1]}),
                                 5000, 50);
  g_assert_cmpfloat_with_epsilon(
      ty_point_distance_m((TyPoint){lat[2], lon[2]}, (TyPoint){lat[1], lon[1]}), 3000, 50);
}

static void test_without_anything_known_nothing_is_placed(void) {
  double lat[] = {NAN, NAN}, lon[] = {NAN, NAN}, dist_m[] = {0, 1, 1, 0};
  gboolean placed[2] = {TRUE, TRUE};

  g_assert_cmpuint(ty_place_missing(2, lat, lon, dist_m, 1, placed), ==, 0);
  g_assert_true(!placed[0] && !placed[1]);
  g_assert_cmpuint(ty_place_missing(0, lat, lon, dist_m, 1, placed), ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/route/placement/recovers", test_recovers_planar_points);
  g_test_add_func("/route/placement/same", test_is_always_the_same);
  g_test_add_func("/route/placement/tied", test_places_only_what_distances_tie);
  g_test_add_func("/route/placement/nothing", test_without_anything_known_nothing_is_placed);
  return run_tests();
}
