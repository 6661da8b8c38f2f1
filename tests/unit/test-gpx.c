/* SPDX-License-Identifier: Apache-2.0 */
/* GPX and CSV, read back. */
#include "base/csv.h"
#include <tuyou/export.h>

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <math.h>
#include <string.h>

#define UNKNOWN                                                                                    \
  .arrive_s = TY_NO_TIME, .depart_s = TY_NO_TIME, .dwell_s = TY_NO_TIME, .leg_s = TY_NO_TIME

static const TyTripStop stops[] = {
    {.name = "宝顶山",
     .day = 1,
     .lon_deg = 105.797728,
     .lat_deg = 29.757262,
     .arrive_s = 32400,
     .depart_s = 39600,
     .dwell_s = TY_NO_TIME,
     .leg_m = NAN,
     .leg_s = TY_NO_TIME},
    {.name = "华严洞, \"大般若洞\" <&>\x01",
     .day = 1,
     .lon_deg = NAN,
     .lat_deg = NAN,
     UNKNOWN,
     .leg_m = 3900,
     .note = "一\n二"},
    {.name = "圆觉洞",
     .day = 2,
     .lon_deg = 105.343211,
     .lat_deg = 30.089576,
     .position_estimated = TRUE,
     UNKNOWN,
     .leg_m = 39000,
     .leg_origin = TY_ORIGIN_ESTIMATED,
     .note = "]]> & '"},
    {.name = "宝顶山",
     .day = 3,
     .lon_deg = 105.797728,
     .lat_deg = 29.757262,
     UNKNOWN,
     .leg_m = NAN},
};
static const TyTrip trip = {"石刻线 & 川剧", "两县", stops, G_N_ELEMENTS(stops)};

static xmlXPathContext *open_gpx(GBytes *bytes) {
  gsize length;
  const char *text = g_bytes_get_data(bytes, &length);
  xmlDoc *document = xmlReadMemory(text, (int) length, "trip.gpx", NULL, XML_PARSE_NONET);
  g_assert_nonnull(document);
  xmlXPathContext *context = xmlXPathNewContext(document);
  xmlXPathRegisterNs(context, BAD_CAST "g", BAD_CAST "http://www.topografix.com/GPX/1/1");
  return context;
}

static void close_gpx(xmlXPathContext *context) {
  xmlDoc *document = context->doc;
  xmlXPathFreeContext(context);
  xmlFreeDoc(document);
}

static char *ask(xmlXPathContext *context, const char *path) {
  xmlXPathObject *found = xmlXPathEval(BAD_CAST path, context);
  g_assert_nonnull(found);
  xmlChar *text = xmlXPathCastToString(found);
  char *copy = g_strdup((char *) text);
  xmlFree(text);
  xmlXPathFreeObject(found);
  return copy;
}

static void expect(xmlXPathContext *context, const char *path, const char *text) {
  g_autofree char *found = ask(context, path);
  g_assert_cmpstr(found, ==, text);
}

/* Places once, a route a day that begins where the day before ended, nameless places named. */
static void test_gpx_can_be_read_back(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = ty_export_gpx(&trip, &error), again = ty_export_gpx(&trip, NULL);
  g_assert_no_error(error);
  g_assert_true(g_bytes_equal(bytes, again));
  xmlXPathContext *gpx = open_gpx(bytes);

  expect(gpx, "string(/g:gpx/@version)", "1.1");
  expect(gpx, "string(/g:gpx/g:metadata/g:name)", "石刻线 & 川剧");
  expect(gpx, "string(/g:gpx/g:metadata/g:desc)", "两县；缺坐标：华严洞, \"大般若洞\" <&> ");
  expect(gpx, "count(/g:gpx/g:wpt)", "2");
  expect(gpx, "string(/g:gpx/g:wpt[1]/@lat)", "29.757262");
  expect(gpx, "string(/g:gpx/g:wpt[1]/@lon)", "105.797728");
  expect(gpx, "string(/g:gpx/g:wpt[1]/g:desc)", "09:00–11:00，停留 120 分");
  expect(gpx, "string(/g:gpx/g:wpt[2]/g:name)", "圆觉洞");
  expect(gpx, "string(/g:gpx/g:wpt[2]/g:desc)", "位置为估计；]]> & '");
  expect(gpx, "count(/g:gpx/g:rte)", "3");
  expect(gpx, "string(/g:gpx/g:rte[2]/g:name)", "石刻线 & 川剧 第 2 天");
  expect(gpx, "string(/g:gpx/g:rte[1]/g:desc)", "宝顶山 → 华严洞, \"大般若洞\" <&> ");
  expect(gpx, "count(/g:gpx/g:rte[1]/g:rtept)", "1");
  expect(gpx, "count(/g:gpx/g:rte[2]/g:rtept)", "2");
  expect(gpx, "string(/g:gpx/g:rte[3]/g:rtept[1]/g:name)", "圆觉洞");
  expect(gpx, "string(/g:gpx/g:rte[3]/g:rtept[2]/g:name)", "宝顶山");
  expect(gpx, "name(/g:gpx/*[1])", "metadata");
  expect(gpx, "count(/g:gpx/g:rte/following-sibling::g:wpt)", "0");
  close_gpx(gpx);
}

/* A tour that is nowhere on the map still says where it goes. */
static void test_gpx_without_positions(void) {
  TyTrip lost = {"线", NULL, &stops[1], 1};
  g_autoptr(GBytes) bytes = ty_export_gpx(&lost, NULL);
  xmlXPathContext *gpx = open_gpx(bytes);

  expect(gpx, "count(//g:wpt | //g:rtept)", "0");
  expect(gpx, "string(//g:rte/g:desc)", "华严洞, \"大般若洞\" <&> ");
  expect(gpx, "string(//g:metadata/g:desc)", "缺坐标：华严洞, \"大般若洞\" <&> ");
  close_gpx(gpx);
}

static void test_gpx_refuses(void) {
  g_autoptr(GError) empty = NULL;

  g_assert_null(ty_export_gpx(&(TyTrip){"线", NULL, NULL, 0}, &empty));
  g_assert_error(empty, TY_ERROR, TY_ERROR_INPUT);
}

static gboolean keep_row(const TyCsvRow *row, gpointer rows, GError **error) {
  g_autoptr(GStrvBuilder) fields = g_strv_builder_new();
  (void) error;

  for (gsize i = 0; i < row->n; i++)
    g_strv_builder_add(fields, row->field[i]);
  g_ptr_array_add(rows, g_strv_builder_end(fields));
  return TRUE;
}

/* No spreadsheet is to run a name or a note. */
static void test_csv_holds_no_formula(void) {
  TyTripStop stop = {.day = 1,
                     .name = "=cmd()",
                     .note = "＝1+1",
                     .arrive_s = TY_NO_TIME,
                     .depart_s = TY_NO_TIME,
                     .leg_m = NAN,
                     .leg_s = TY_NO_TIME,
                     .lat_deg = NAN,
                     .lon_deg = NAN};
  TyTrip one = trip;
  g_autoptr(GError) error = NULL;

  one.stops = &stop;
  one.n_stops = 1;
  g_autoptr(GBytes) bytes = ty_export_csv(&one, FALSE, &error);
  g_assert_no_error(error);
  g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  g_assert_nonnull(strstr(text, ",'=cmd(),"));
  g_assert_nonnull(strstr(text, ",'＝1+1"));
}

static void test_csv_can_be_read_back(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) marked = ty_export_csv(&trip, TRUE, &error);
  g_assert_no_error(error);
  g_autoptr(GBytes) plain = ty_export_csv(&trip, FALSE, NULL);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev);
  gsize length, plain_length;
  const char *text = g_bytes_get_data(marked, &length);
  const char *bare = g_bytes_get_data(plain, &plain_length);

  g_assert_cmpmem(text, 3, "\xef\xbb\xbf", 3);
  g_assert_cmpmem(text + 3, length - 3, bare, plain_length);
  g_assert_nonnull(
      g_strstr_len(bare, (gssize) plain_length, "（千克）\r\n1,1,宝顶山,09:00,11:00,120,,"));
  g_assert_true(ty_csv_read("trip.csv", text, length, keep_row, NULL, rows, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(rows->len, ==, trip.n_stops);
  for (guint i = 0; i < rows->len; i++) {
    char **field = rows->pdata[i];
    g_assert_cmpuint(g_strv_length(field), ==, 19);
    g_assert_cmpstr(field[2], ==, stops[i].name);
    g_assert_cmpstr(field[12], ==, stops[i].note ? stops[i].note : "");
  }
  char **lost = rows->pdata[1], **guess = rows->pdata[2];
  g_assert_cmpstr(lost[6], ==, "3.9");
  g_assert_cmpstr(lost[8], ==, "已发布");
  g_assert_cmpstr(lost[9], ==, "");
  g_assert_cmpstr(lost[11], ==, "缺");
  g_assert_cmpstr(guess[8], ==, "估算");
  g_assert_cmpstr(guess[9], ==, "105.343211");
  g_assert_cmpstr(guess[11], ==, "估计");
}

/* Places that are no visit have a row and a word, but no number. */
static void test_csv_names_places(void) {
  const TyTripStop places[] = {{.name = "南站",
                                .day = 1,
                                .lon_deg = NAN,
                                .lat_deg = NAN,
                                .arrive_s = TY_NO_TIME,
                                .depart_s = 32400,
                                .dwell_s = TY_NO_TIME,
                                .leg_m = NAN,
                                .leg_s = TY_NO_TIME,
                                .role = TY_TRIP_START},
                               {.name = "北山",
                                .day = 1,
                                .lon_deg = NAN,
                                .lat_deg = NAN,
                                .arrive_s = 36000,
                                .depart_s = 43200,
                                .dwell_s = 7200,
                                .leg_m = 3000,
                                .leg_s = 600,
                                .leg_mode = "taxi",
                                .leg_depart_s = 32400,
                                .leg_arrive_s = 33060,
                                .leg_cny = 3.6,
                                .leg_co2_kg = .276},
                               {.name = "客栈",
                                .day = 1,
                                .lon_deg = NAN,
                                .lat_deg = NAN,
                                .arrive_s = 46800,
                                .depart_s = TY_NO_TIME,
                                .dwell_s = TY_NO_TIME,
                                .leg_m = 1000,
                                .leg_s = 800,
                                .leg_mode = "walk",
                                .leg_depart_s = 43200,
                                .leg_arrive_s = 46800,
                                .role = TY_TRIP_NIGHT}};
  TyTrip with_places = {"线", NULL, places, 3};
  g_autoptr(GBytes) csv = ty_export_csv(&with_places, FALSE, NULL);
  gsize length;
  const char *text = g_bytes_get_data(csv, &length);

  g_assert_nonnull(g_strstr_len(text, (gssize) length, "1,,南站,,09:00,"));
  g_assert_nonnull(g_strstr_len(text, (gssize) length, "1,1,北山,10:00,12:00,120,3,10,"));
  g_assert_nonnull(g_strstr_len(text, (gssize) length, "停留点,出租车,09:00,09:11,3.6,0.28\r\n"));
  g_assert_nonnull(g_strstr_len(text, (gssize) length, "住宿,步行,12:00,13:00,0,0\r\n"));
  TyTripStop odd = places[1];
  odd.leg_cny = NAN;
  g_autoptr(GError) error = NULL;
  g_assert_null(ty_export_csv(&(TyTrip){"线", NULL, &odd, 1}, FALSE, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
}

static void test_csv_refuses(void) {
  g_autoptr(GError) error = NULL;

  g_assert_null(ty_export_csv(&(TyTrip){"线", NULL, NULL, 0}, TRUE, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/export/gpx/read-back", test_gpx_can_be_read_back);
  g_test_add_func("/export/gpx/without-positions", test_gpx_without_positions);
  g_test_add_func("/export/gpx/refuses", test_gpx_refuses);
  g_test_add_func("/export/csv/read-back", test_csv_can_be_read_back);
  g_test_add_func("/export/csv/read-back-formula", test_csv_holds_no_formula);
  g_test_add_func("/export/csv/places", test_csv_names_places);
  g_test_add_func("/export/csv/refuses", test_csv_refuses);
  return g_test_run();
}
