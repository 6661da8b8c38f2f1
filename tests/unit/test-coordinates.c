/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"
#include <math.h>
#include <tuyou/route.h>

static void assert_near(TyPoint a, TyPoint b, double deg) {
  g_assert_cmpfloat_with_epsilon(a.lat_deg, b.lat_deg, deg);
  g_assert_cmpfloat_with_epsilon(a.lon_deg, b.lon_deg, deg);
}

/* 宝顶山 and 北山 as open data gives them in both systems, to six decimals. */
static void test_known_places(void) {
  const TyPoint wgs84[] = {{29.757262, 105.797728}, {29.715666, 105.706452}};
  const TyPoint gcj02[] = {{29.754546, 105.801354}, {29.712949, 105.710048}};

  for (gsize i = 0; i < G_N_ELEMENTS(wgs84); i++) {
    assert_near(ty_point_convert(wgs84[i], TY_CRS_WGS84, TY_CRS_GCJ02), gcj02[i], 2e-6);
    assert_near(ty_point_convert(gcj02[i], TY_CRS_GCJ02, TY_CRS_WGS84), wgs84[i], 2e-6);
  }
}

static void test_round_trips(void) {
  TyRandom random = ty_random(41, 0);

  for (int i = 0; i < 20000; i++) {
    TyPoint point = {-90 + 180 * ty_random_double(&random), -180 + 360 * ty_random_double(&random)};
    if (i % 2) /* the mainland, most of them */
      point = (TyPoint){18 + 36 * ty_random_double(&random), 73 + 62 * ty_random_double(&random)};
    TyCrs from = (TyCrs) ty_random_below(&random, 3), to = (TyCrs) ty_random_below(&random, 3);
    TyPoint there = ty_point_convert(point, from, to);
    double away_m = ty_point_distance_m(point, there);

    assert_near(ty_point_convert(there, to, from), point, 1e-9);
    g_assert_cmpfloat(away_m, <, 2500);
    if (i % 2 && from != to)
      g_assert_cmpfloat(away_m, >, 20);
  }
}

static void test_outside_stays(void) {
  const TyPoint places[] = {{48.8566, 2.3522}, {-33.87, 151.21}, {0, 0}, {90, 0}, {-90, 180}};

  for (gsize i = 0; i < G_N_ELEMENTS(places); i++)
    for (int to = 0; to < 3; to++)
      assert_near(ty_point_convert(places[i], TY_CRS_WGS84, (TyCrs) to), places[i], 1e-15);
  TyPoint nowhere = ty_point_convert((TyPoint){NAN, 105}, TY_CRS_WGS84, TY_CRS_GCJ02);
  g_assert_true(isnan(nowhere.lat_deg));
  assert_near(ty_point_convert((TyPoint){200, 105}, TY_CRS_BD09, TY_CRS_WGS84), (TyPoint){200, 105},
              1e-15);
  g_assert_false(ty_point_valid((TyPoint){NAN, 0}));
  g_assert_false(ty_point_valid((TyPoint){0, 181}));
  g_assert_true(ty_point_valid((TyPoint){-90, 180}));
}

static void test_distances(void) {
  const double quarter_m = M_PI / 2 * 6371008.8;
  TyPoint pole = {90, 0}, equator = {0, 30}, antipode = {0, -150};

  g_assert_cmpfloat_with_epsilon(ty_point_distance_m(pole, equator), quarter_m, 1e-6);
  g_assert_cmpfloat_with_epsilon(ty_point_distance_m(equator, antipode), 2 * quarter_m, 1e-6);
  g_assert_cmpfloat(ty_point_distance_m(pole, pole), ==, 0);
  /* A minute of latitude, and a millimetre. */
  g_assert_cmpfloat_with_epsilon(
      ty_point_distance_m((TyPoint){30, 105}, (TyPoint){30 + 1. / 60, 105}), quarter_m / 5400,
      1e-6);
  g_assert_cmpfloat_with_epsilon(ty_point_distance_m((TyPoint){30, 105}, (TyPoint){30 + 1e-8, 105}),
                                 quarter_m / 90e8, 1e-7);
  /* Symmetric, and never longer round a third place. */
  TyRandom random = ty_random(42, 0);
  for (int i = 0; i < 2000; i++) {
    TyPoint p[3];
    for (int k = 0; k < 3; k++)
      p[k] =
          (TyPoint){-90 + 180 * ty_random_double(&random), -180 + 360 * ty_random_double(&random)};
    double ab = ty_point_distance_m(p[0], p[1]), bc = ty_point_distance_m(p[1], p[2]);
    g_assert_cmpfloat(ab, ==, ty_point_distance_m(p[1], p[0]));
    g_assert_cmpfloat(ty_point_distance_m(p[0], p[2]), <=, ab + bc + 1e-6);
  }
}

static void test_names(void) {
  TyCrs crs;

  for (int i = 0; i < 3; i++) {
    g_assert_true(ty_crs_parse(ty_crs_name((TyCrs) i), &crs));
    g_assert_cmpint(crs, ==, i);
  }
  g_assert_true(ty_crs_parse("GCJ-02", &crs));
  g_assert_cmpint(crs, ==, TY_CRS_GCJ02);
  g_assert_true(ty_crs_parse("WGS 84", &crs));
  g_assert_cmpint(crs, ==, TY_CRS_WGS84);
  g_assert_false(ty_crs_parse("wgs", &crs));
  g_assert_false(ty_crs_parse("wgs84 and more", &crs));
  g_assert_false(ty_crs_parse("", &crs));
  g_assert_false(ty_crs_parse(NULL, &crs));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/route/coordinates/known-places", test_known_places);
  g_test_add_func("/route/coordinates/round-trips", test_round_trips);
  g_test_add_func("/route/coordinates/outside-stays", test_outside_stays);
  g_test_add_func("/route/coordinates/distances", test_distances);
  g_test_add_func("/route/coordinates/names", test_names);
  return g_test_run();
}
