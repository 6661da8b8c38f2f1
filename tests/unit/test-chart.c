/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/chart.h"

#include "base/random.h"

#include <libxml/parser.h>
#include <math.h>
#include <string.h>

static const TyBar bars[] = {{"资阳", 18.882973}, {"安岳", 16.015}, {"非物质文化遗产", 0}};
static const char *const years[] = {"2021", "2022", "2023", "2024"};
static const double rising[] = {1, 2, 4, 8}, gaps[] = {NAN, 3, NAN, 7.5};
static const TySeries series[] = {{"文化遗产", rising}, {"知识图谱", gaps}};

static void check_picture(GBytes *once, GBytes *twice, int format) {
  g_assert_nonnull(once);
  g_assert_true(g_bytes_equal(once, twice));
  if (format != TY_PICTURE_PNG) {
    gsize length;
    const char *text = g_bytes_get_data(once, &length);
    xmlDoc *document = xmlReadMemory(text, (int) length, "chart.svg", NULL, XML_PARSE_NONET);
    g_assert_nonnull(document);
    xmlFreeDoc(document);
    g_assert_nonnull(g_strstr_len(text, (gssize) length, "<title>词（权重）</title>"));
  }
}

static void test_gives_the_same_bytes(void) {
  for (int format = TY_PICTURE_SVG; format <= TY_PICTURE_PNG; format++) {
    TyPictureOptions options = {.format = (TyPictureFormat) format, .title = "词"};
    g_autoptr(GBytes) once = ty_draw_bars(bars, 3, "权重", 2, &options, NULL);
    g_autoptr(GBytes) twice = ty_draw_bars(bars, 3, "权重", 2, &options, NULL);
    g_autoptr(GBytes) line = ty_draw_lines(years, 4, series, 2, "权重", &options, NULL);
    g_autoptr(GBytes) again = ty_draw_lines(years, 4, series, 2, "权重", &options, NULL);
    check_picture(once, twice, format);
    check_picture(line, again, format);
  }
}

/* The filled rectangles of the SVG: their widths are to each other as the values. */
static void test_bars_are_proportional(void) {
  g_autoptr(GBytes) bytes = ty_draw_bars(bars, 3, NULL, 2, &(TyPictureOptions){0}, NULL);
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  g_autofree char *text = g_strndup(data, length);
  g_autoptr(GRegex) rectangle = g_regex_new("<rect x=\"[0-9.]+\" y=\"[0-9.]+\" width=\"([0-9.]+)\" "
                                            "height=\"15\"",
                                            0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  double widths[3] = {0};
  int n = 0;

  if (!g_regex_match(rectangle, text, 0, &match)) { /* Cairo may write them as paths */
    g_clear_pointer(&match, g_match_info_free);
    g_autoptr(GRegex) path = g_regex_new("d=\"M ([0-9.]+) [0-9.]+ L ([0-9.]+) [0-9.]+ L [0-9.]+ "
                                         "[0-9.]+ L [0-9.]+ [0-9.]+ Z",
                                         0, 0, NULL);
    g_regex_match(path, text, 0, &match);
    for (; g_match_info_matches(match) && n < 3; g_match_info_next(match, NULL), n++) {
      g_autofree char *left = g_match_info_fetch(match, 1), *right = g_match_info_fetch(match, 2);
      widths[n] = g_ascii_strtod(right, NULL) - g_ascii_strtod(left, NULL);
    }
  } else {
    for (; g_match_info_matches(match) && n < 3; g_match_info_next(match, NULL), n++) {
      g_autofree char *width = g_match_info_fetch(match, 1);
      widths[n] = g_ascii_strtod(width, NULL);
    }
  }
  g_assert_cmpint(n, >=, 2);
  g_assert_cmpfloat_with_epsilon(widths[1] / widths[0], bars[1].value / bars[0].value, 1e-3);
}

static void test_steps_are_round(void) {
  g_assert_cmpfloat(ty_chart_step(18, 5), ==, 5);
  g_assert_cmpfloat(ty_chart_step(10, 5), ==, 2);
  g_assert_cmpfloat(ty_chart_step(12, 5), ==, 2.5);
  g_assert_cmpfloat(ty_chart_step(0, 5), ==, 1);
  for (double highest = 1e-4; highest < 1e6; highest *= 1.37) {
    double step = ty_chart_step(highest, 5);
    g_assert_cmpfloat(step * 5, >=, highest * (1 - 1e-6));
    g_assert_cmpfloat(step * 2, <=, highest * (1 + 1e-6));
  }
}

/* Kept in order, apart and inside, wherever there is room. */
static void test_names_spread(void) {
  TyRandom random = ty_random(3, 0);

  for (int round = 0; round < 500; round++) {
    gsize n = 1 + ty_random_below(&random, 12);
    double y[12];
    for (gsize i = 0; i < n; i++)
      y[i] = (i ? y[i - 1] : 0) + 30 * ty_random_double(&random);
    ty_chart_spread(y, n, 17, 0, 200);
    for (gsize i = 0; i < n; i++) {
      g_assert_cmpfloat(y[i], >=, -1e-9);
      g_assert_cmpfloat(y[i], <=, 200 + 1e-9);
      if (i > 0)
        g_assert_cmpfloat(y[i] - y[i - 1], >=, MIN(17, 200.0 / (double) (n - 1)) - 1e-9);
    }
  }
}

static void expect_input_error(GBytes *bytes, GError **error, const char *part) {
  g_assert_null(bytes);
  g_assert_error(*error, TY_ERROR, TY_ERROR_INPUT);
  g_assert_nonnull(strstr((*error)->message, part));
}

static void test_refuses_what_is_no_chart(void) {
  static const double negative[] = {1, -2, 3, 4};
  static const TySeries bad = {"线", negative};
  g_autoptr(GError) a = NULL, b = NULL, c = NULL, d = NULL;

  expect_input_error(ty_draw_bars(NULL, 0, NULL, 0, &(TyPictureOptions){0}, &a), &a, "no bars");
  expect_input_error(ty_draw_bars(&(TyBar){"负", -1}, 1, NULL, 0, &(TyPictureOptions){0}, &b), &b,
                     "bar 1 (负) has value -1");
  expect_input_error(ty_draw_lines(years, 1, series, 2, NULL, &(TyPictureOptions){0}, &c), &c,
                     "2 lines over 1 places");
  expect_input_error(ty_draw_lines(years, 4, &bad, 1, NULL, &(TyPictureOptions){0}, &d), &d,
                     "value -2 at 2022");
}

static void test_spans(void) {
  static const TyStretch early[] = {{0, 2, 1}, {1, 2, 2}}, beyond[] = {{3, 5, 1}};
  static const TySpanRow rows[] = {{"川剧", 0, 3, early, 2, "5.5"}, {"剪纸", 1, 1, NULL, 0, NULL}};
  static const TySpanRow bad = {"舞狮", 0, 3, beyond, 1, NULL};
  g_autoptr(GError) a = NULL, b = NULL;

  for (int format = TY_PICTURE_SVG; format <= TY_PICTURE_PNG; format++) {
    TyPictureOptions options = {.format = (TyPictureFormat) format, .title = "词"};
    g_autoptr(GBytes) once = ty_draw_spans(years, 4, rows, 2, "权重", &options, NULL);
    g_autoptr(GBytes) twice = ty_draw_spans(years, 4, rows, 2, "权重", &options, NULL);
    check_picture(once, twice, format);
  }
  expect_input_error(ty_draw_spans(years, 4, rows, 0, NULL, &(TyPictureOptions){0}, &a), &a,
                     "0 rows over 4 places");
  expect_input_error(ty_draw_spans(years, 4, &bad, 1, NULL, &(TyPictureOptions){0}, &b), &b,
                     "row 1 (舞狮)");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/draw/chart/same-bytes", test_gives_the_same_bytes);
  g_test_add_func("/draw/chart/bars-are-proportional", test_bars_are_proportional);
  g_test_add_func("/draw/chart/round-steps", test_steps_are_round);
  g_test_add_func("/draw/chart/names-spread", test_names_spread);
  g_test_add_func("/draw/chart/refuses", test_refuses_what_is_no_chart);
  g_test_add_func("/draw/chart/spans", test_spans);
  return g_test_run();
}
