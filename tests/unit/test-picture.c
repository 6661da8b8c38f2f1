/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures and feeds of the sample: well-formed, the same again, and what is asked for wrongly. */
#include "support.h"

#include <libxml/parser.h>

static TyWorkspace *workspace;

static GBytes *draw(const char *what, const TyDocumentFilter *filter, const TyPlanRequest *request,
                    TyDrawOptions options) {
  g_autoptr(GError) error = NULL;
  GBytes *picture = ty_draw(workspace, what, filter, request, &options, &error);
  g_assert_no_error(error);
  return picture;
}

static void assert_well_formed(GBytes *bytes) {
  gsize length;
  const char *text = g_bytes_get_data(bytes, &length);
  xmlDoc *document = xmlReadMemory(text, (int) length, NULL, NULL, XML_PARSE_NONET);
  g_assert_nonnull(document);
  xmlFreeDoc(document);
}

static void test_every_picture_is_a_picture(void) {
  static const char *const pictures[] = {"wordcloud", "keywords", "topics",
                                         "network",   "map",      "strip"};
  TyDocumentFilter filter = {.kind = "post", .place = "大足"};
  TyPlanRequest request = {.theme = "川剧"};

  for (gsize i = 0; i < G_N_ELEMENTS(pictures); i++)
    for (int dark = 0; dark < 2; dark++) {
      TyDrawOptions svg = {.format = "svg", .dark = dark}, png = {.format = "png", .width_px = 400};
      g_autoptr(GBytes) one = draw(pictures[i], &filter, &request, svg);
      g_autoptr(GBytes) two = draw(pictures[i], &filter, &request, svg);
      assert_well_formed(one);
      g_assert_true(g_bytes_equal(one, two));
      if (dark)
        continue;
      g_autoptr(GBytes) raster = draw(pictures[i], &filter, &request, png);
      gsize length;
      const guint8 *bytes = g_bytes_get_data(raster, &length);
      g_assert_cmpuint(length, >, 1000);
      g_assert_cmpmem(bytes, 8, "\x89PNG\r\n\x1a\n", 8);
      /* IHDR: the width as asked */
      g_assert_cmpuint(bytes[16] << 24 | bytes[17] << 16 | bytes[18] << 8 | bytes[19], ==, 400);
    }
}

static void refuses(const char *what, TyDocumentFilter filter, TyPlanRequest request,
                    const char *format, int code, const char *message) {
  TyDrawOptions options = {.format = format};
  g_autoptr(GError) error = NULL;
  g_assert_null(ty_draw(workspace, what, &filter, &request, &options, &error));
  assert_fails(&error, code, message);
}

static void test_names_what_cannot_be_drawn(void) {
  TyDocumentFilter all = {0}, nowhere = {.place = "成都"};
  TyPlanRequest none = {0}, unknown = {.theme = "灯会"};

  refuses("dance", all, none, "svg", TY_ERROR_USAGE, "found the picture dance, expected wordcloud");
  refuses("map", all, none, "gif", TY_ERROR_USAGE, "found the format gif, expected svg or png");
  refuses("wordcloud", nowhere, none, "svg", TY_ERROR_NOT_FOUND, "found no document");
  refuses("map", all, unknown, "svg", TY_ERROR_NOT_FOUND, "灯会: no such theme");
  refuses("strip", all, none, "svg", TY_ERROR_USAGE, "found neither --theme");
}

static void test_feeds_carry_the_tour(void) {
  static const char *const formats[] = {"geojson", "gpx", "csv"};
  static const char *const rules[] = {"nearest", "exact"};
  g_autoptr(GError) error = NULL;

  for (gsize r = 0; r < G_N_ELEMENTS(rules); r++)
    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
      TyPlanRequest request = {.theme = "川剧", .rule = rules[r], .back_to_start = r};
      g_autoptr(GBytes) feed = ty_export_plan(workspace, &request, formats[i], &error);
      g_assert_no_error(error);
      gsize length;
      const char *data = g_bytes_get_data(feed, &length);
      g_autofree char *text = g_strndup(data, length);
      g_auto_json answer = ty_plan(workspace, &request, NULL);
      json_t *stop;
      gsize s;
      json_array_foreach(json_object_get(answer, "stops"), s, stop)
          assert_contains(text, json_string_value(stop));
      if (i == 0) {
        g_auto_json geojson = json_loadb(data, length, 0, NULL);
        g_assert_cmpstr(text_of(geojson, "type"), ==, "FeatureCollection");
        g_assert_cmpuint(size_of(geojson, "features"), >=, size_of(answer, "stops"));
      } else if (i == 1)
        assert_well_formed(feed);
    }
  g_assert_null(ty_export_plan(workspace, &(TyPlanRequest){.theme = "川剧"}, "doc", &error));
  assert_fails(&error, TY_ERROR_USAGE, "found the format doc, expected geojson, gpx or csv");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  workspace = sample_workspace();
  g_test_add_func("/flow/picture/every", test_every_picture_is_a_picture);
  g_test_add_func("/flow/picture/wrong", test_names_what_cannot_be_drawn);
  g_test_add_func("/flow/picture/feeds", test_feeds_carry_the_tour);
  int failed = run_tests();
  ty_workspace_free(workspace);
  xmlCleanupParser();
  return failed;
}
