/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"
#include "draw/map.h"
#include "draw/strip.h"

#include <libxml/parser.h>
#include <math.h>
#include <string.h>

static const char *const names[] = {
    "宝顶山", "北山",   "孔雀洞", "茗山寺", "圆觉洞", "安岳县非物质文化遗产展示体验馆",
    "玄妙观", "木门寺", "卧佛院", "毗卢洞"};

typedef struct {
  TyMapSite sites[80];
  TyMapStop stops[30];
  TyMapLeg legs[30];
  TyMapTown towns[3];
  TyMap map;
} Sample;

/* `n_sites` sites, the first `n_stops` of them visited, some on one spot; four stops a day. */
static void make_sample(Sample *sample, gsize n_sites, gsize n_stops, guint64 seed) {
  TyRandom random = ty_random(seed, 0);

  memset(sample, 0, sizeof *sample);
  for (gsize i = 0; i < n_sites; i++) {
    double near = i % 3 == 2 ? .01 : .6;
    sample->sites[i] =
        (TyMapSite){names[i % G_N_ELEMENTS(names)], 105.3 + near * ty_random_double(&random),
                    29.8 + near * ty_random_double(&random), (TySiteLevel) (i % 3),
                    ty_random_below(&random, 3) == 0};
  }
  for (gsize i = 0; i < n_stops; i++) {
    sample->stops[i] = (TyMapStop){(guint32) i, (guint) i / 4 + 1};
    if (i > 0)
      sample->legs[i - 1] =
          (TyMapLeg){(guint32) i - 1, (guint32) i, (guint) i / 4 + 1, (TyOrigin) (i % TY_N_ORIGINS),
                     i % 5 ? 1000.0 * (double) i : NAN};
  }
  sample->towns[0] = (TyMapTown){"安岳县", 105.33, 30.1};
  sample->towns[1] = (TyMapTown){"大足区", 105.71, 29.85};
  sample->towns[2] = (TyMapTown){"遥远", 120, 40};
  sample->map = (TyMap){
      sample->sites, n_sites, sample->stops, n_stops, sample->legs, n_stops ? n_stops - 1 : 0,
      sample->towns, 3};
}

/* Names apart from each other, from numbers and from the grid's texts, and in the frame; numbers
 * apart from each other. */
static void test_nothing_covers_anything(void) {
  static const gsize sizes[][2] = {{1, 0}, {1, 1}, {12, 2}, {30, 15}, {80, 30}, {60, 0}};

  for (gsize s = 0; s < G_N_ELEMENTS(sizes); s++) {
    for (guint64 seed = 0; seed < 3; seed++) {
      Sample sample;
      make_sample(&sample, sizes[s][0], sizes[s][1], seed);
      g_autoptr(TyCanvas) canvas = ty_canvas_new(&(TyPictureOptions){0}, 960, 760, NULL);
      g_autoptr(TyMapLayout) layout = ty_map_layout(canvas, &sample.map);
      g_autoptr(GArray) grid = g_array_new(FALSE, FALSE, sizeof(TyBox));
      ty_map_grid(canvas, layout, FALSE, grid);
      for (guint i = 0; i < layout->placed->len; i++) {
        TyBox box = g_array_index(layout->placed, TyPlacedLabel, i).box;
        g_assert_true(ty_box_within(box, layout->frame));
        for (guint j = 0; j < i; j++)
          g_assert_false(ty_box_meets(box, g_array_index(layout->placed, TyPlacedLabel, j).box, 1));
        for (guint j = 0; j < grid->len; j++)
          g_assert_false(ty_box_meets(box, g_array_index(grid, TyBox, j), 1));
        for (gsize j = 0; j < sample.map.n_stops; j++)
          g_assert_false(ty_box_meets(
              box, (TyBox){layout->stop_x[j] - 11, layout->stop_y[j] - 11, 22, 22}, 1));
      }
      for (gsize i = 0; i < sample.map.n_stops; i++) {
        g_assert_true(ty_box_within((TyBox){layout->stop_x[i] - 12, layout->stop_y[i] - 12, 24, 24},
                                    layout->frame));
        for (gsize j = 0; j < i; j++)
          g_assert_cmpfloat(
              hypot(layout->stop_x[i] - layout->stop_x[j], layout->stop_y[i] - layout->stop_y[j]),
              >, 20);
      }
      g_test_message("%zu sites, %zu stops: %u of %u names", sizes[s][0], sizes[s][1],
                     layout->placed->len, layout->labels->len);
    }
  }
}

/* The stops' names rank first: a sparse tour has them all, in full. */
static void test_names_every_stop_of_a_sparse_tour(void) {
  Sample sample;
  make_sample(&sample, 30, 6, 5);
  g_autoptr(TyCanvas) canvas = ty_canvas_new(&(TyPictureOptions){0}, 960, 760, NULL);
  g_autoptr(TyMapLayout) layout = ty_map_layout(canvas, &sample.map);

  for (guint i = 0; i < 6; i++)
    g_assert_cmpstr(g_array_index(layout->placed, TyPlacedLabel, i).text, ==, names[i]);
}

static void test_projection_goes_both_ways(void) {
  const double lon[] = {105.1, 105.9, 105.5}, lat[] = {29.6, 30.4, 30};
  TyBox room = {100, 50, 800, 600};
  TyProjection fit = ty_projection_fit(lon, lat, 3, room);
  double x, y, back_lon, back_lat;

  for (int i = 0; i < 3; i++) {
    ty_project(&fit, lon[i], lat[i], &x, &y);
    g_assert_cmpfloat(x, >=, room.x - 1e-6);
    g_assert_cmpfloat(x, <=, room.x + room.width + 1e-6);
    g_assert_cmpfloat(y, >=, room.y - 1e-6);
    g_assert_cmpfloat(y, <=, room.y + room.height + 1e-6);
    ty_unproject(&fit, x, y, &back_lon, &back_lat);
    g_assert_cmpfloat_with_epsilon(back_lon, lon[i], 1e-9);
    g_assert_cmpfloat_with_epsilon(back_lat, lat[i], 1e-9);
  }
  /* A tenth of a degree of latitude is 11.12 km. */
  g_assert_cmpfloat_with_epsilon(.1 * fit.px_per_deg * ty_projection_m_per_px(&fit), 11119.5, 1);
  g_assert_cmpfloat(ty_round_length(7300), ==, 5000);
  g_assert_cmpfloat(ty_round_length(10), ==, 10);
  g_assert_cmpfloat(ty_round_length(.0034), ==, .002);
}

static void check_picture(GBytes *once, GBytes *twice, int format) {
  g_assert_nonnull(once);
  g_assert_true(g_bytes_equal(once, twice));
  if (format != TY_PICTURE_PNG) {
    gsize length;
    const char *text = g_bytes_get_data(once, &length);
    xmlDoc *document = xmlReadMemory(text, (int) length, "map.svg", NULL, XML_PARSE_NONET);
    g_assert_nonnull(document);
    xmlFreeDoc(document);
  }
}

/* What has no position stands in the legend, with the days, from a row of its own on; signs are
 * explained. */
static void test_tells_what_is_missing(void) {
  const char *missing[30];
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  Sample sample;

  make_sample(&sample, 8, 8, 1);
  sample.stops[0].sign = "起";
  for (guint i = 0; i < 30; i++) {
    g_ptr_array_add(texts, g_strdup_printf("第 %u 天 无名寺", i + 1));
    missing[i] = texts->pdata[i];
  }
  sample.map.missing = missing;
  sample.map.n_missing = 30;
  g_autoptr(TyCanvas) canvas = ty_canvas_new(&(TyPictureOptions){0}, 960, 760, NULL);
  g_autoptr(TyMapLayout) layout = ty_map_layout(canvas, &sample.map);
  guint n_named = 0, n_signs = 0, n_more = 0;
  double row_y = 0;
  for (guint i = 0; i < layout->legend->len; i++) {
    const TyLegendItem *item = &g_array_index(layout->legend, TyLegendItem, i);
    if (item->kind == TY_LEGEND_MISSING) {
      g_assert_cmpfloat(item->x, ==, layout->frame.x);
      row_y = item->y;
    }
    n_named += g_str_has_suffix(item->text, "无名寺");
    n_signs += g_str_has_prefix(item->text, "起 ");
    n_more += g_str_equal(item->text, "… 另 6 处");
    g_assert_true(!g_str_has_suffix(item->text, "无名寺") || item->y >= row_y);
  }
  g_assert_cmpuint(n_named, ==, 24);
  g_assert_cmpuint(n_signs, ==, 1);
  g_assert_cmpuint(n_more, ==, 1);
  g_autoptr(GBytes) picture = ty_draw_map(&sample.map, &(TyPictureOptions){0}, NULL);
  g_assert_nonnull(picture);
}

static void test_gives_the_same_bytes(void) {
  const double lon[] = {105.2, 105.4, 105.6}, lat[] = {29.9, 30.1, 29.8};
  const TyMapLine lines[] = {{TY_LINE_WATER, lon, lat, 3}, {TY_LINE_BOUNDARY, lat, lat, 0}};
  Sample sample;

  make_sample(&sample, 20, 9, 1);
  sample.legs[2].lon_deg = lon;
  sample.legs[2].lat_deg = lat;
  sample.legs[2].n_points = 3;
  sample.map.lines = lines;
  sample.map.n_lines = 2;
  for (int format = TY_PICTURE_SVG; format <= TY_PICTURE_PNG; format++) {
    TyPictureOptions options = {.format = (TyPictureFormat) format, .title = "图", .source = "源"};
    g_autoptr(GBytes) once = ty_draw_map(&sample.map, &options, NULL);
    g_autoptr(GBytes) twice = ty_draw_map(&sample.map, &options, NULL);
    check_picture(once, twice, format);
  }
}

static TyStripStop strip_stop(gsize i, guint day) {
  return (TyStripStop){names[i % G_N_ELEMENTS(names)], day,
                       i % 2 ? "09:00–11:00" : NULL,   i % 4 ? 1234.5 * (double) i : NAN,
                       i % 3 ? (gint32) i * 700 : -1,  (TyOrigin) (i % TY_N_ORIGINS),
                       (TySiteLevel) (i % 3)};
}

/* Rows hold one day each, no more stops than there is room for; days begin rows. */
static void test_strip_rows(void) {
  TyStripStop stops[23];

  for (gsize i = 0; i < 23; i++)
    stops[i] = strip_stop(i, i < 3 ? 1 : i < 15 ? 2 : (guint) i - 12);
  for (double width = 200; width < 1500; width += 130) {
    g_autoptr(TyStripLayout) layout = ty_strip_layout(stops, 23, width);
    for (gsize i = 0; i < 23; i++) {
      const TyStripPlace *place = &layout->places[i];
      g_assert_cmpfloat(place->x + layout->step_px / 2, <=, width + 1e-6);
      g_assert_cmpuint(place->row, <, layout->n_rows);
      if (i > 0 && place->row == place[-1].row) {
        g_assert_cmpuint(stops[i].day, ==, stops[i - 1].day);
        g_assert_cmpfloat_with_epsilon(place->x - place[-1].x, layout->step_px, 1e-6);
      } else if (i > 0) {
        g_assert_cmpuint(place->row, ==, place[-1].row + 1);
        g_assert_true(place->row_head);
      }
    }
  }
  for (int format = TY_PICTURE_SVG; format <= TY_PICTURE_PNG; format++) {
    TyPictureOptions options = {.format = (TyPictureFormat) format, .title = "线路"};
    g_autoptr(GBytes) once = ty_draw_strip(stops, 23, &options, NULL);
    g_autoptr(GBytes) twice = ty_draw_strip(stops, 23, &options, NULL);
    check_picture(once, twice, format);
  }
}

static void expect_error(const TyMap *map, const char *part) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = ty_draw_map(map, &(TyPictureOptions){0}, &error);

  g_assert_null(bytes);
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, part));
}

static void test_refuses_what_is_no_map(void) {
  Sample sample;

  expect_error(&(TyMap){0}, "no sites");
  make_sample(&sample, 5, 3, 1);
  sample.sites[1].lat_deg = 105;
  expect_error(&sample.map, "site 2 lies at longitude");
  make_sample(&sample, 5, 3, 1);
  sample.sites[4].lon_deg = NAN;
  expect_error(&sample.map, "site 5 lies at");
  make_sample(&sample, 5, 3, 1);
  sample.stops[2].site = 9;
  expect_error(&sample.map, "stop 3 is site 9");
  make_sample(&sample, 5, 3, 1);
  sample.legs[0].to = 3;
  expect_error(&sample.map, "leg 1 joins stops 0 and 3");
}

static void test_strip_refuses(void) {
  static const TyStripStop falling[] = {{"甲", 2, NULL, NAN, -1, 0, 0},
                                        {"乙", 1, NULL, 5, -1, 0, 0}};
  g_autoptr(GError) empty = NULL, order = NULL, room = NULL;

  g_assert_null(ty_draw_strip(NULL, 0, &(TyPictureOptions){0}, &empty));
  g_assert_error(empty, TY_ERROR, TY_ERROR_INPUT);
  g_assert_null(ty_draw_strip(falling, 2, &(TyPictureOptions){0}, &order));
  g_assert_error(order, TY_ERROR, TY_ERROR_INPUT);
  g_assert_nonnull(strstr(order->message, "stop 2 (乙) is on day 1"));
  g_assert_null(ty_draw_strip(falling, 1, &(TyPictureOptions){.height_px = 125}, &room));
  g_assert_error(room, TY_ERROR, TY_ERROR_INPUT);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/draw/map/nothing-covers-anything", test_nothing_covers_anything);
  g_test_add_func("/draw/map/names-every-stop", test_names_every_stop_of_a_sparse_tour);
  g_test_add_func("/draw/map/projection", test_projection_goes_both_ways);
  g_test_add_func("/map/missing", test_tells_what_is_missing);
  g_test_add_func("/draw/map/same-bytes", test_gives_the_same_bytes);
  g_test_add_func("/draw/map/refuses", test_refuses_what_is_no_map);
  g_test_add_func("/draw/strip/rows", test_strip_rows);
  g_test_add_func("/draw/strip/refuses", test_strip_refuses);
  return g_test_run();
}
