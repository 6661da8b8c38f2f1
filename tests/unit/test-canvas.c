/* SPDX-License-Identifier: Apache-2.0 */
#include "draw/canvas.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

static GBytes *sample(const TyPictureOptions *options) {
  g_autoptr(GError) error = NULL;
  g_autoptr(TyCanvas) canvas = ty_canvas_new(options, 400, 300, &error);
  g_assert_no_error(error);
  TyBox frame = ty_canvas_frame(canvas);
  TyTextStyle style = {TY_SIZE_TEXT, TRUE, 0};

  ty_canvas_halo(canvas, frame.x, frame.y + 40, "安岳石刻 <&> 3.14159", style);
  ty_canvas_text(canvas, frame.x, frame.y + 40, "安岳石刻 <&> 3.14159", style, TY_ROLE_ACCENT);
  for (guint day = 1; day <= 8; day++)
    ty_canvas_stop(canvas, frame.x + 30 * day, frame.y + 100, day, day, (TySiteLevel) (day % 3),
                   day % 2);
  for (guint level = 0; level < 3; level++)
    ty_canvas_site(canvas, frame.x + 30 * level + 10, frame.y + 140, (TySiteLevel) level,
                   level == 1);
  GBytes *bytes = ty_canvas_finish(canvas, &error);
  g_assert_no_error(error);
  return bytes;
}

static xmlDoc *parse(GBytes *bytes) {
  gsize length;
  const char *text = g_bytes_get_data(bytes, &length);
  xmlDoc *document = xmlReadMemory(text, (int) length, "picture.svg", NULL, XML_PARSE_NONET);
  g_assert_nonnull(document);
  return document;
}

static char *text_of(GBytes *bytes) {
  gsize length;
  const char *text = g_bytes_get_data(bytes, &length);
  return g_strndup(text, length);
}

static void test_svg_is_well_formed_and_named(void) {
  TyPictureOptions options = {.title = "资阳 <石刻> & \"川剧\"\x02",
                              .source = "来源：\x01样例 </svg>"};
  g_autoptr(GBytes) bytes = sample(&options);
  g_autofree char *text = text_of(bytes);
  xmlDoc *document = parse(bytes);
  xmlXPathContext *context = xmlXPathNewContext(document);

  xmlXPathRegisterNs(context, BAD_CAST "s", BAD_CAST "http://www.w3.org/2000/svg");
  xmlXPathObject *found = xmlXPathEval(BAD_CAST "/s:svg/s:title", context);
  xmlChar *title = xmlXPathCastToString(found);
  g_assert_cmpstr((char *) title, ==, "资阳 <石刻> & \"川剧\" ");
  xmlFree(title);
  xmlXPathFreeObject(found);
  xmlXPathFreeContext(context);
  xmlFreeDoc(document);
  g_assert_nonnull(strstr(text, "width=\"400px\" height=\"300px\""));
  g_assert_nonnull(strstr(text, "#b5382a"));
  g_assert_nonnull(strstr(text, "stroke-linejoin:round"));
  g_assert_null(strstr(text, "rgb("));
  g_assert_null(strstr(text, "surface"));
}

/* Two pictures on a page share no id; every reference meets its id; colours are the page's. */
static void test_inline_svg_can_stand_beside_another(void) {
  TyPictureOptions one = {.format = TY_PICTURE_SVG_INLINE, .title = "一"};
  TyPictureOptions two = {.format = TY_PICTURE_SVG_INLINE, .title = "二"};
  g_autoptr(GBytes) a = sample(&one), b = sample(&two);
  g_autofree char *left = text_of(a), *right = text_of(b);
  g_autoptr(GRegex) id = g_regex_new("id=\"([^\"]*)\"", 0, 0, NULL);
  g_autoptr(GRegex) href = g_regex_new("href=\"#([^\"]*)\"", 0, 0, NULL);
  g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GMatchInfo *match;
  gsize n = 0;

  g_assert_true(g_str_has_prefix(left, "<svg "));
  g_assert_nonnull(strstr(left, "var(--accent,#b5382a)"));
  for (int side = 0; side < 2; side++) {
    for (g_regex_match(id, side ? right : left, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL), n++)
      g_assert_true(g_hash_table_add(ids, g_match_info_fetch(match, 1)));
    g_match_info_free(match);
  }
  g_assert_cmpuint(n, >, 10);
  for (g_regex_match(href, right, 0, &match); g_match_info_matches(match);
       g_match_info_next(match, NULL)) {
    g_autofree char *target = g_match_info_fetch(match, 1);
    g_assert_true(g_hash_table_contains(ids, target));
  }
  g_match_info_free(match);
}

static void test_gives_the_same_bytes(void) {
  for (int format = TY_PICTURE_SVG; format <= TY_PICTURE_PNG; format++)
    for (int dark = 0; dark < 2; dark++) {
      TyPictureOptions options = {.format = (TyPictureFormat) format, .dark = dark, .title = "图"};
      g_autoptr(GBytes) once = sample(&options), twice = sample(&options);
      g_assert_true(g_bytes_equal(once, twice));
    }
}

static void test_png_has_its_size(void) {
  TyPictureOptions options = {.format = TY_PICTURE_PNG, .scale = 1.5};
  g_autoptr(GBytes) bytes = sample(&options);
  const guint8 *png = g_bytes_get_data(bytes, NULL);

  g_assert_cmpmem(png, 8, "\x89PNG\r\n\x1a\n", 8);
  g_assert_cmpuint(png[18] * 256u + png[19], ==, 600);
  g_assert_cmpuint(png[22] * 256u + png[23], ==, 450);
}

static void test_ellipsizes_by_characters(void) {
  g_autoptr(TyCanvas) canvas = ty_canvas_new(&(TyPictureOptions){0}, 400, 300, NULL);
  TyTextStyle style = {TY_SIZE_TEXT, FALSE, 0};
  const char *name = "安岳县非物质文化遗产展示体验馆";
  double all = ty_canvas_measure(canvas, name, style).advance_px;
  g_autofree char *same = ty_canvas_ellipsize(canvas, name, style, all);
  g_autofree char *half = ty_canvas_ellipsize(canvas, name, style, all / 2);
  g_autofree char *none = ty_canvas_ellipsize(canvas, name, style, 1);

  g_assert_cmpstr(same, ==, name);
  g_assert_true(g_str_has_suffix(half, "…"));
  g_assert_cmpfloat(ty_canvas_measure(canvas, half, style).advance_px, <=, all / 2);
  g_assert_cmpstr(none, ==, "…");
}

static void test_palette_as_css(void) {
  g_autofree char *light = ty_palette_css(FALSE), *dark = ty_palette_css(TRUE);

  g_assert_nonnull(strstr(light, "--paper:#faf8f3;"));
  g_assert_nonnull(strstr(light, "--day-7:#7a6a00;"));
  g_assert_nonnull(strstr(dark, "--accent:#e0695b;"));
}

static double luminance(guint32 colour) {
  static const double share[] = {.2126, .7152, .0722};
  double sum = 0;
  for (int i = 0; i < 3; i++) {
    double c = ((colour >> (16 - 8 * i)) & 0xff) / 255.0;
    sum += share[i] * (c <= .03928 ? c / 12.92 : __builtin_pow((c + .055) / 1.055, 2.4));
  }
  return sum;
}

static double contrast(TyRole a, TyRole b, gboolean dark) {
  double l = luminance(ty_palette_colour(a, dark)), r = luminance(ty_palette_colour(b, dark));
  return (MAX(l, r) + .05) / (MIN(l, r) + .05);
}

/* WCAG 2: text at least 4.5 : 1 on what it stands on. */
static void test_palette_can_be_read(void) {
  for (int dark = 0; dark < 2; dark++) {
    for (TyRole ground = TY_ROLE_PAPER; ground <= TY_ROLE_SURFACE; ground++) {
      g_assert_cmpfloat(contrast(TY_ROLE_INK, ground, dark), >=, 4.5);
      g_assert_cmpfloat(contrast(TY_ROLE_SECONDARY, ground, dark), >=, 4.5);
      g_assert_cmpfloat(contrast(TY_ROLE_ACCENT, ground, dark), >=, 4.5);
    }
    for (guint day = 1; day <= TY_N_DAY_COLOURS; day++)
      g_assert_cmpfloat(contrast(ty_role_on_day(day), ty_role_day(day), dark), >=, 4.5);
  }
}

static void expect_error(const TyPictureOptions *options, const char *part) {
  g_autoptr(GError) error = NULL;
  g_autoptr(TyCanvas) canvas = ty_canvas_new(options, 400, 300, &error);

  g_assert_null(canvas);
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, part));
}

static void test_refuses_impossible_sheets(void) {
  expect_error(&(TyPictureOptions){.width_px = 10}, "10 × 300");
  expect_error(&(TyPictureOptions){.height_px = 1e9}, "120 to 8192");
  expect_error(&(TyPictureOptions){.width_px = __builtin_nan("")}, "120 to 8192");
  expect_error(&(TyPictureOptions){.format = TY_PICTURE_PNG, .scale = 100}, "scale of 100");
  expect_error(&(TyPictureOptions){.title = "\xc3"}, "not UTF-8");
  expect_error(&(TyPictureOptions){.height_px = 120, .title = "题", .source = "来源"}, "no room");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/draw/canvas/svg-is-well-formed", test_svg_is_well_formed_and_named);
  g_test_add_func("/draw/canvas/inline-svg", test_inline_svg_can_stand_beside_another);
  g_test_add_func("/draw/canvas/same-bytes", test_gives_the_same_bytes);
  g_test_add_func("/draw/canvas/png-size", test_png_has_its_size);
  g_test_add_func("/draw/canvas/ellipsizes", test_ellipsizes_by_characters);
  g_test_add_func("/draw/canvas/palette-css", test_palette_as_css);
  g_test_add_func("/draw/canvas/palette-contrast", test_palette_can_be_read);
  g_test_add_func("/draw/canvas/refuses", test_refuses_impossible_sheets);
  return g_test_run();
}
