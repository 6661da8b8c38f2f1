/* SPDX-License-Identifier: Apache-2.0 */
/** Maps of OpenStreetMap as roads: a town drawn by hand, and true ones where they are at hand. */
#include "support.h"

#include <math.h>
#include <tuyou/roads.h>

/* Makes a road file of a map and opens it. */
static TyRoads *roads_of(const char *map, TyRoadProfile profile, TyRoadsSummary *summary) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GByteArray) bytes = ty_roads_compile(map, profile, 1, summary, &error);
  g_assert_no_error(error);
  g_autofree char *path = g_build_filename(test_folder(), "test.roads", NULL);
  g_assert_true(g_file_set_contents(path, (const char *) bytes->data, bytes->len, NULL));
  TyRoads *roads = ty_roads_open(path, &error);
  g_assert_no_error(error);
  return roads;
}

static TyRoads *town(TyRoadProfile profile) {
  g_autofree char *map = source_path("tests/unit/small-town.osm");
  return roads_of(map, profile, NULL);
}

/* A map of some nodes a thousandth of a degree apart, from west to east, 1 at 30° N 105° E. */
static char *write_map(const char *name, guint n_nodes, const char *rest) {
  g_autoptr(GString) text = g_string_new("<osm version=\"0.6\">\n");

  for (guint i = 1; i <= n_nodes; i++)
    g_string_append_printf(text, "<node id=\"%u\" lat=\"30\" lon=\"105.%03u\"/>\n", i, i - 1);
  g_string_append(text, rest);
  g_string_append(text, "</osm>\n");
  char *path = g_build_filename(test_folder(), name, NULL);
  g_assert_true(g_file_set_contents(path, text->str, -1, NULL));
  return path;
}

static TyRoadSnap at(const TyRoads *roads, double lat_deg, double lon_deg) {
  TyRoadSnap snap;
  g_assert_true(ty_roads_snap(roads, (TyPoint){lat_deg, lon_deg}, &snap));
  return snap;
}

/* Metres along points given as lat, lon, …, lat = 0. */
static double along_m(const double *points) {
  double sum = 0;
  for (; points[2] != 0; points += 2)
    sum += ty_point_distance_m((TyPoint){points[0], points[1]}, (TyPoint){points[2], points[3]});
  return sum;
}

/* The way leads along these points: that long, drawn there, and as the table has it. */
static double check_way(const TyRoads *roads, const double *points) {
  const double *last = points;
  while (last[2] != 0)
    last += 2;
  TyRoadSnap ends[] = {at(roads, points[0], points[1]), at(roads, last[0], last[1])};
  TyRoadDistance distance, table[4];
  g_autoptr(GArray) way = ty_roads_way(roads, &ends[0], &ends[1], &distance);
  double drawn_m = 0;

  g_assert_nonnull(way);
  for (guint i = 1; i < way->len; i++)
    drawn_m +=
        ty_point_distance_m(g_array_index(way, TyPoint, i - 1), g_array_index(way, TyPoint, i));
  g_assert_cmpfloat_with_epsilon(distance.length_dm / 10., along_m(points), 1);
  g_assert_cmpfloat_with_epsilon(drawn_m, along_m(points), 1);
  ty_roads_table(roads, ends, 2, 1, table);
  g_assert_cmpuint(table[1].weight, ==, distance.weight);
  g_assert_cmpfloat_with_epsilon(table[1].length_dm, distance.length_dm, 3);
  g_assert_cmpuint(table[0].weight, ==, 0);
  return distance.weight / 10.;
}

#define WAY(...) ((const double[]){__VA_ARGS__, 0, 0, 0})

static void test_streets(void) {
  g_autoptr(TyRoads) car = town(TY_ROAD_CAR);
  /* 正街 at 88 % of its 50 km/h. */
  double seconds = check_way(car, WAY(30, 105.0005, 30, 105.0025));
  g_assert_cmpfloat_with_epsilon(
      seconds, ty_point_distance_m((TyPoint){30, 105.0005}, (TyPoint){30, 105.0025}) / 44 * 3.6,
      .3);
  /* Gravel, at 32 km/h of what its class allows. */
  seconds = check_way(car, WAY(30, 105.007, 30, 105.009));
  g_assert_cmpfloat_with_epsilon(seconds, 192.6 / 32 * 3.6, .5);
}

static void test_one_way_streets(void) {
  g_autoptr(TyRoads) car = town(TY_ROAD_CAR), bicycle = town(TY_ROAD_BICYCLE),
                     foot = town(TY_ROAD_FOOT);
  /* Into the street from the west only; out of it in the east. */
  check_way(car, WAY(30, 105.0005, 30, 105.001, 30.001, 105.001, 30.001, 105.0015));
  check_way(car, WAY(30.001, 105.0015, 30.001, 105.002, 30, 105.002, 30, 105.0005));
  check_way(foot, WAY(30.001, 105.0015, 30.001, 105.001, 30, 105.001, 30, 105.0005));
  /* Against the order of its nodes. */
  check_way(car, WAY(30, 105.0035, 30, 105.004, 29.999, 105.004, 29.999, 105.0032));
  check_way(car, WAY(29.999, 105.0032, 29.999, 105.003, 30, 105.003, 30, 105.0035));
  /* Bicycles may go both ways there. */
  check_way(bicycle, WAY(30, 105.0035, 30, 105.003, 29.999, 105.003, 29.999, 105.0032));
  /* Round the roundabout, the one way only. */
  check_way(car, WAY(30, 105.0045, 30, 105.005, 29.9995, 105.0055, 30, 105.006, 30, 105.007));
  check_way(car, WAY(30, 105.007, 30, 105.006, 30.0005, 105.0055, 30, 105.005, 30, 105.0045));
  /* On the same stretch, against the traffic: all the way round. */
  check_way(car, WAY(30.001, 105.0018, 30.001, 105.002, 30, 105.002, 30, 105.001, 30.001, 105.001,
                     30.001, 105.0012));
}

static void test_barriers_access_and_ferries(void) {
  g_autoptr(TyRoads) car = town(TY_ROAD_CAR), bicycle = town(TY_ROAD_BICYCLE),
                     foot = town(TY_ROAD_FOOT);
  check_way(foot, WAY(30.001, 105, 30.0025, 105));
  check_way(bicycle, WAY(30.001, 105, 30.0025, 105));
  check_way(car,
            WAY(30.001, 105, 30, 105, 30, 105.003, 30.003, 105.003, 30.003, 105, 30.0025, 105));
  /* A private lane that bicycles may use. */
  g_assert_cmpfloat(at(bicycle, 29.9985, 105.0012).distance_m, <, 1);
  g_assert_cmpfloat(at(car, 29.9985, 105.0012).distance_m, >, 70);
  /* Half an hour, and what lies before and behind. */
  double seconds = check_way(foot, WAY(30.003, 105.001, 30.003, 105, 30.01, 105, 30.0105, 105));
  g_assert_cmpfloat_with_epsilon(seconds, 1800 + (96.3 + 55.6) / 5 * 3.6, 1);
}

static void test_turns(void) {
  g_autoptr(TyRoads) car = town(TY_ROAD_CAR), bicycle = town(TY_ROAD_BICYCLE);
  /* No left turn out of the street in the south, but for bicycles. */
  check_way(car, WAY(29.999, 105.002, 30, 105.002, 30, 105.003, 30, 105.002, 30, 105.0015));
  check_way(bicycle, WAY(29.999, 105.002, 30, 105.002, 30, 105.0015));
  check_way(car, WAY(29.999, 105.002, 30, 105.002, 30, 105.0025));
  check_way(car, WAY(30, 105.0015, 30, 105.002, 29.999, 105.002));
  /* Only to the left at the end of the street in the north. */
  check_way(car, WAY(30.001, 105.003, 30, 105.003, 30, 105.004, 30, 105.003, 30, 105.0025));
  check_way(car, WAY(30.001, 105.003, 30, 105.003, 30, 105.0035));
}

static void test_counts(void) {
  g_autofree char *map = source_path("tests/unit/small-town.osm");
  TyRoadsSummary summary;
  g_autoptr(TyRoads) car = roads_of(map, TY_ROAD_CAR, &summary);

  g_assert_cmpuint(summary.ways, ==, 13);
  g_assert_cmpuint(summary.barriers, ==, 1);
  g_assert_cmpuint(summary.restrictions, ==, 2);
  g_assert_cmpuint(summary.restrictions_not_held, ==, 1);
  g_assert_cmpuint(summary.segments_apart, ==, 1);
  g_assert_cmpuint(summary.nodes_missing, ==, 0);
}

/* 1 – 2 – 3 – 4: who comes to 3 may not turn back there, but at the end of the road. */
static void test_no_turning_back(void) {
  g_autofree char *map = write_map(
      "back.osm", 4,
      "<way id=\"1\"><nd ref=\"1\"/><nd ref=\"2\"/><nd ref=\"3\"/><nd ref=\"4\"/>"
      "<tag k=\"highway\" v=\"residential\"/><tag k=\"oneway\" v=\"no\"/></way>"
      "<relation id=\"1\"><member type=\"way\" ref=\"1\" role=\"from\"/>"
      "<member type=\"node\" ref=\"3\" role=\"via\"/><member type=\"way\" ref=\"1\" role=\"to\"/>"
      "<tag k=\"type\" v=\"restriction\"/><tag k=\"restriction\" v=\"no_u_turn\"/></relation>");
  TyRoadsSummary summary;
  g_autoptr(TyRoads) roads = roads_of(map, TY_ROAD_CAR, &summary);

  g_assert_cmpuint(summary.restrictions, ==, 1);
  check_way(roads, WAY(30, 105.0005, 30, 105.0025));
}

static void test_joins_what_does_not_branch(void) {
  g_autofree char *map = write_map(
      "line.osm", 7,
      "<way id=\"1\"><nd ref=\"1\"/><nd ref=\"2\"/><tag k=\"highway\" v=\"track\"/>"
      "<tag k=\"motorcar\" v=\"yes\"/></way>"
      "<way id=\"3\"><nd ref=\"4\"/><nd ref=\"3\"/><nd ref=\"2\"/>"
      "<tag k=\"highway\" v=\"track\"/><tag k=\"motorcar\" v=\"yes\"/></way>"
      "<way id=\"2\"><nd ref=\"4\"/><nd ref=\"5\"/><nd ref=\"6\"/><nd ref=\"7\"/>"
      "<nd ref=\"7\"/><tag k=\"highway\" v=\"track\"/><tag k=\"motorcar\" v=\"yes\"/></way>");
  TyRoadsSummary summary;
  g_autoptr(TyRoads) roads = roads_of(map, TY_ROAD_CAR, &summary);

  g_assert_cmpuint(summary.segments, ==, 1);
  g_assert_cmpuint(ty_roads_about(roads).points, ==, 7);
  check_way(roads, WAY(30, 105.0002, 30, 105.0058));
  check_way(roads, WAY(30, 105.0058, 30, 105.0002));
}

/* Nodes that are not there, or nowhere on earth, cut a road; ids may be any. */
static void test_maps_with_holes(void) {
  g_autofree char *map = write_map(
      "holes.osm", 6,
      "<node id=\"8\" lat=\"nan\" lon=\"105\"/><node id=\"9\" lat=\"95\" lon=\"105\"/>"
      "<node id=\"-5\" lat=\"30.001\" lon=\"105\"/>"
      "<node id=\"9223372036854775807\" lat=\"30.002\" lon=\"105\"/>"
      "<way id=\"1\"><nd ref=\"1\"/><nd ref=\"2\"/><nd ref=\"3\"/><nd ref=\"77\"/><nd ref=\"4\"/>"
      "<nd ref=\"5\"/><tag k=\"highway\" v=\"primary\"/></way>"
      "<way id=\"2\"><nd ref=\"3\"/><nd ref=\"8\"/><nd ref=\"9\"/>"
      "<tag k=\"highway\" v=\"primary\"/></way>"
      "<way id=\"3\"><nd ref=\"1\"/><nd ref=\"-5\"/><nd ref=\"9223372036854775807\"/>"
      "<tag k=\"highway\" v=\"primary\"/></way>");
  TyRoadsSummary summary;
  g_autoptr(TyRoads) roads = roads_of(map, TY_ROAD_CAR, &summary);

  g_assert_cmpuint(summary.ways_cut, ==, 2);
  g_assert_cmpuint(summary.nodes_missing, ==, 3);
  g_assert_cmpuint(summary.nodes_misplaced, ==, 2);
  g_assert_cmpuint(summary.segments_apart, ==, 1);
  check_way(roads, WAY(30.0015, 105, 30, 105, 30, 105.0015));
}

/* A place in a lake lies far from any road: how far is said. */
static void test_snaps_from_afar(void) {
  g_autoptr(TyRoads) car = town(TY_ROAD_CAR);
  TyRoadSnap snap = at(car, 29.97, 105.0022);

  g_assert_cmpfloat_with_epsilon(snap.distance_m, 3113, 10);
  g_assert_cmpfloat_with_epsilon(snap.at.lat_deg, 29.998, 1e-6);
  g_assert_cmpfloat(at(car, -60, -70).distance_m, >, 1e7);
  g_assert_false(ty_roads_snap(car, (TyPoint){NAN, 105}, &snap));
  g_assert_false(ty_roads_snap(car, (TyPoint){91, 105}, &snap));
}

/* The nearest of all pieces, looked at one by one. */
static void test_snaps_to_the_nearest(void) {
  g_autoptr(TyRoads) foot = town(TY_ROAD_FOOT);

  for (int y = -20; y < 40; y++)
    for (int x = -20; x < 60; x += 3) {
      TyPoint here = {29.9975 + y * 2.5e-4, 104.999 + x * 2.1e-4};
      TyRoadSnap snap = at(foot, here.lat_deg, here.lon_deg);
      for (int k = 0; k <= 50; k++) { /* of the main street */
        TyPoint there = {30, 105 + k * 1e-4};
        g_assert_cmpfloat(snap.distance_m, <=, ty_point_distance_m(here, there) + .01);
      }
    }
}

static void test_refuses_what_is_no_map(void) {
  static const struct {
    const char *name, *text;
    gsize length;
    const char *message;
  } bad[] = {
      {"empty.osm", "", 0, "found something else, expected a map of OpenStreetMap"},
      {"text.osm", "hello", 5, "found something else"},
      {"torn.osm", "<osm><node id=\"1\"", 17, "XML that is not well formed or torn"},
      {"none.osm", "<osm></osm>", 11, "found no road for car"},
      {"torn.pbf",
       "\0\0\0\x0d\x0a\x09OSMHeader\x18\x7f"
       "abc",
       20, "the end of the file in the middle"},
      {"huge.pbf", "\0\0\0\x11\x0a\x09OSMHeader\x18\xff\xff\xff\xff\x0f", 21,
       "a block of more than 32 MiB"},
      {"odd.pbf",
       "\0\0\0\x0d\x0a\x09OSMHeader\x18\x04"
       "\x01\x02\x03\x04",
       21, "found"},
      {"torn.gz", "\x1f\x8b\x08\0\0\0\0\0\0\x03", 10, "the end of the file in the middle"},
      {"bad.gz", "\x1f\x8b\x08\0\0\0\0\0\0\x03\xff\xff\xff\xff", 14,
       "bytes that cannot be unpacked"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autofree char *path = g_build_filename(test_folder(), bad[i].name, NULL);
    g_autoptr(GError) error = NULL;
    g_assert_true(g_file_set_contents(path, bad[i].text, (gssize) bad[i].length, NULL));
    g_assert_null(ty_roads_compile(path, TY_ROAD_CAR, 1, NULL, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
    if (!strstr(error->message, bad[i].message))
      g_error("%s: %s", bad[i].name, error->message);
  }
  g_autoptr(GError) error = NULL;
  g_assert_null(ty_roads_compile("/nowhere.osm", TY_ROAD_CAR, 1, NULL, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_MISSING);
}

/* Torn anywhere, or with any byte changed, a file is refused. */
static void test_refuses_damaged_files(void) {
  g_autofree char *map = source_path("tests/unit/small-town.osm");
  g_autofree char *path = g_build_filename(test_folder(), "damaged.roads", NULL);
  g_autoptr(GByteArray) bytes = ty_roads_compile(map, TY_ROAD_CAR, 1, NULL, NULL);

  for (guint i = 0; i < bytes->len; i += 1 + bytes->len / 300) {
    g_autoptr(GError) error = NULL;
    g_assert_true(g_file_set_contents(path, (const char *) bytes->data, i, NULL));
    g_assert_null(ty_roads_open(path, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
    g_clear_error(&error);
    bytes->data[i] ^= 0x10;
    g_assert_true(g_file_set_contents(path, (const char *) bytes->data, bytes->len, NULL));
    g_assert_null(ty_roads_open(path, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
    bytes->data[i] ^= 0x10;
  }
}

static void test_the_same_bytes(void) {
  g_autofree char *map = source_path("tests/unit/small-town.osm");
  g_autoptr(GByteArray) one = ty_roads_compile(map, TY_ROAD_FOOT, 1, NULL, NULL);
  g_autoptr(GByteArray) two = ty_roads_compile(map, TY_ROAD_FOOT, 2, NULL, NULL);

  g_assert_cmpmem(one->data, one->len, two->data, two->len);
}

/* True maps, known roads: kilometres by road, and minutes as signs and timetables have them. */
static void test_true_maps(void) {
  static const struct {
    const char *file;
    TyRoadProfile profile;
    TyPoint from, to;
    double least_km, most_km, least_min, most_min;
  } known[] = {
      /* Vaduz – Schaan – Balzers – Ruggell – Malbun */
      {"liechtenstein-latest.osm.pbf",
       TY_ROAD_CAR,
       {47.141, 9.521},
       {47.1652, 9.5098},
       2.8,
       3.6,
       3,
       7},
      {"liechtenstein-latest.osm.pbf",
       TY_ROAD_CAR,
       {47.141, 9.521},
       {47.0672, 9.5045},
       8.3,
       10,
       8,
       16},
      {"liechtenstein-latest.osm.pbf",
       TY_ROAD_CAR,
       {47.0672, 9.5045},
       {47.2405, 9.5255},
       20,
       27,
       18,
       38},
      {"liechtenstein-latest.osm.pbf",
       TY_ROAD_CAR,
       {47.141, 9.521},
       {47.1023, 9.6099},
       12,
       17,
       14,
       30},
      {"liechtenstein-latest.osm.pbf",
       TY_ROAD_FOOT,
       {47.141, 9.521},
       {47.1652, 9.5098},
       2.8,
       3.6,
       33,
       45},
      {"liechtenstein-latest.osm.pbf",
       TY_ROAD_BICYCLE,
       {47.141, 9.521},
       {47.0672, 9.5045},
       8.3,
       11,
       25,
       45},
      /* Andorra la Vella – Encamp – Pas de la Casa */
      {"andorra.osm.pbf", TY_ROAD_CAR, {42.5072, 1.5218}, {42.5347, 1.5801}, 5.5, 9, 6, 18},
      {"andorra.osm.pbf", TY_ROAD_CAR, {42.5072, 1.5218}, {42.5425, 1.7335}, 24, 36, 25, 60},
      /* Krems, through the town */
      {"krems.osm.gz", TY_ROAD_CAR, {48.4085, 15.6060}, {48.4110, 15.5870}, 1.2, 3, 2, 8},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
    g_autofree char *name = g_strconcat("../shared/data/routing/osm/", known[i].file, NULL);
    g_autofree char *map = source_path(name);
    if (!g_file_test(map, G_FILE_TEST_EXISTS)) {
      g_test_skip("no maps at ../shared/data/routing/osm");
      return;
    }
    g_autoptr(TyRoads) roads = roads_of(map, known[i].profile, NULL);
    TyRoadSnap from = at(roads, known[i].from.lat_deg, known[i].from.lon_deg),
               to = at(roads, known[i].to.lat_deg, known[i].to.lon_deg);
    TyRoadDistance distance;
    g_autoptr(GArray) way = ty_roads_way(roads, &from, &to, &distance);
    g_assert_nonnull(way);
    double km = distance.length_dm / 1e4, min = distance.weight / 600.;
    g_assert_cmpfloat(km, >=, ty_point_distance_m(from.at, to.at) / 1000 - .01);
    if (km < known[i].least_km || km > known[i].most_km || min < known[i].least_min ||
        min > known[i].most_min)
      g_error("%s, %zu: %.2f km, %.1f minutes", known[i].file, i, km, min);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/road-map/streets", test_streets);
  g_test_add_func("/road-map/one-way-streets", test_one_way_streets);
  g_test_add_func("/road-map/barriers-access-and-ferries", test_barriers_access_and_ferries);
  g_test_add_func("/road-map/turns", test_turns);
  g_test_add_func("/road-map/counts", test_counts);
  g_test_add_func("/road-map/no-turning-back", test_no_turning_back);
  g_test_add_func("/road-map/joins-what-does-not-branch", test_joins_what_does_not_branch);
  g_test_add_func("/road-map/maps-with-holes", test_maps_with_holes);
  g_test_add_func("/road-map/snaps-from-afar", test_snaps_from_afar);
  g_test_add_func("/road-map/snaps-to-the-nearest", test_snaps_to_the_nearest);
  g_test_add_func("/road-map/refuses-what-is-no-map", test_refuses_what_is_no_map);
  g_test_add_func("/road-map/refuses-damaged-files", test_refuses_damaged_files);
  g_test_add_func("/road-map/the-same-bytes", test_the_same_bytes);
  g_test_add_func("/road-map/true-maps", test_true_maps);
  return g_test_run();
}
