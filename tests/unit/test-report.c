/* SPDX-License-Identifier: Apache-2.0 */
#include <tuyou/draw.h>
#include <tuyou/export.h>

#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>
#include <math.h>
#include <string.h>

#define NASTY "<b>\"阿&弥'</script><img src=x onerror=1>"

static const guint32 both[] = {0, 1};
static const TyReportStop stops[] = {
    {NASTY, NASTY, NASTY, 32400, 39600, 7200, NAN, TY_NO_TIME, 0, {both, 2}},
    {"圆觉洞",
     NULL,
     NULL,
     TY_NO_TIME,
     TY_NO_TIME,
     TY_NO_TIME,
     39000,
     6000,
     TY_ORIGIN_INFERRED,
     {0}},
    {"卧佛院", NULL, NULL, TY_NO_TIME, TY_NO_TIME, 5400, 360, 20, TY_ORIGIN_PUBLISHED, {0}},
};
static const TyReportDay days[] = {{NULL, "2026-05-01", stops, 2}, {NASTY, NULL, stops + 2, 1}};
static const TyReportLeftOut left_out[] = {{"华严洞", "没有通往它的里程" NASTY}};
static const TyReportFigure figures[] = {{"总里程" NASTY, "178.42 公里" NASTY}};
static const TyReportPicture pictures[] = {
    {"<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>", NASTY}};
static const TyReportTour tours[] = {
    {NASTY, NASTY, NASTY, figures, 1, days, 2, left_out, 1, pictures, 1}};
static const TyReportWord words[] = {{NASTY, 18.882973}, {"石刻", 14}};
static const TyReportTopic topics[] = {{NULL, NASTY, .25}, {NASTY, "石刻 大足", NAN}};
static const TyReportCorpus corpora[] = {{NASTY, NASTY, words, 2, topics, 2, pictures, 1}};
static const TyReportFact facts[] = {{NASTY, NASTY, {both, 1}}};
static const TyReportEntity entities[] = {{NASTY, NASTY, NASTY, facts, 1}};
static const char *const method[] = {NASTY};
static const TyReportSource sources[] = {{NASTY, NASTY, "https://example.org/?a=\"><b>&b"},
                                         {"表", NULL, "javascript:alert(1)"}};
static const TyReport full = {NASTY,   NASTY, "2026-11-21" NASTY, NASTY, figures, 1, tours,   1,
                              corpora, 1,     entities,           1,     method,  1, sources, 2};

static char *make(const TyReport *report) {
  g_autoptr(GError) error = NULL;
  g_autofree char *light = ty_palette_css(FALSE), *dark = ty_palette_css(TRUE);
  g_autoptr(GBytes) bytes = ty_export_report(report, light, dark, &error);
  gsize length;

  g_assert_no_error(error);
  const char *text = g_bytes_get_data(bytes, &length);
  return g_strndup(text, length);
}

static gsize count(const char *text, const char *part) {
  gsize n = 0;
  for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
    n++;
  return n;
}

/* A hostile text in every field makes no tag anywhere, and is all there to be read. */
static void test_escapes_every_text(void) {
  g_autofree char *html = make(&full);

  g_assert_cmpuint(count(html, "<b>\""), ==, 0);
  g_assert_cmpuint(count(html, "</script>"), ==, 0);
  g_assert_cmpuint(count(html, "<img"), ==, 0);
  g_assert_cmpuint(count(html, "javascript:"), ==, 0);
  g_assert_cmpuint(count(html, "&amp;弥&#39;&lt;/script&gt;&lt;img src=x onerror=1&gt;"), >=, 25);
  g_assert_nonnull(strstr(html, "href=\"https://example.org/?a=&quot;&gt;&lt;b&gt;&amp;b\""));
}

static xmlDoc *parse(const char *html) {
  xmlDoc *document = htmlReadMemory(html, (int) strlen(html), "report.html", "UTF-8",
                                    HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
  g_assert_nonnull(document);
  return document;
}

static double ask(xmlXPathContext *context, const char *path) {
  xmlXPathObject *found = xmlXPathEval(BAD_CAST path, context);
  double number = xmlXPathCastToNumber(found);
  xmlXPathFreeObject(found);
  return number;
}

/* Every link leads somewhere on the page; nothing is fetched from a network; no script. */
static void test_stands_alone(void) {
  g_autofree char *html = make(&full);
  xmlDoc *document = parse(html);
  xmlXPathContext *context = xmlXPathNewContext(document);
  xmlXPathObject *links = xmlXPathEval(BAD_CAST "//a[starts-with(@href, '#')]/@href", context);

  g_assert_cmpint(links->nodesetval->nodeNr, >=, 8);
  for (int i = 0; i < links->nodesetval->nodeNr; i++) {
    xmlChar *href = xmlNodeGetContent(links->nodesetval->nodeTab[i]);
    g_autofree char *path = g_strdup_printf("count(//*[@id='%s'])", (char *) href + 1);
    g_assert_cmpfloat(ask(context, path), ==, 1);
    xmlFree(href);
  }
  xmlXPathFreeObject(links);
  g_assert_cmpfloat(ask(context, "count(//script | //link | //img | //@src)"), ==, 0);
  g_assert_cmpfloat(ask(context, "count(//*[starts-with(name(@*), 'on')])"), ==, 0);
  g_assert_cmpuint(count(html, "url("), ==, 0);
  g_assert_cmpuint(count(html, "@import"), ==, 0);
  xmlXPathFreeContext(context);
  xmlFreeDoc(document);
}

/* Days, times, lengths with their origin, left-out sites, footnotes. */
static void test_shows_the_tour(void) {
  g_autofree char *html = make(&full);
  g_autofree char *again = make(&full);

  g_assert_cmpstr(html, ==, again);
  g_assert_nonnull(strstr(html, "第 1 天"));
  g_assert_nonnull(strstr(html, "09:00–11:00 · 2 小时"));
  g_assert_nonnull(strstr(html, "39 公里 · 1 小时 40 分"));
  g_assert_nonnull(strstr(html, "0.36 公里 · 1 分"));
  g_assert_nonnull(strstr(html, "停留 1 小时 30 分"));
  g_assert_nonnull(strstr(html, "title=\"推算\">◐"));
  g_assert_nonnull(strstr(html, "<span class=\"o\">●</span> 已发布"));
  g_assert_null(strstr(html, "估算"));
  g_assert_nonnull(strstr(html, "<span class=\"no\">3</span>"));
  g_assert_nonnull(strstr(html, "未列入的地点"));
  g_assert_nonnull(strstr(html, "<a href=\"#source-2\">[2]</a>"));
  g_assert_nonnull(strstr(html, "18.88"));
  g_assert_nonnull(strstr(html, "25 %"));
  g_assert_nonnull(strstr(html, "left:9.09%;width:18.18%"));
  g_assert_nonnull(strstr(html, "--accent:#e0695b"));
}

/* Without tours the page says what to do next. */
static void test_empty_state(void) {
  TyReport report = {.title = "资阳", .data_date = "2026-11-21"};
  g_autofree char *html = make(&report);

  g_assert_nonnull(strstr(html, "还没有线路"));
  g_assert_nonnull(strstr(html, "tuyou plan"));
  g_assert_null(strstr(html, "id=\"sources\""));
}

static void expect_error(const TyReport *report, const char *part) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = ty_export_report(report, "", "", &error);

  g_assert_null(bytes);
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, part));
}

static void test_refuses_what_is_no_report(void) {
  TyReport report = full;
  TyReportTour tour = tours[0];
  TyReportPicture script = {"<script>1</script>", NULL};

  expect_error(&(TyReport){.data_date = "2026"}, "title");
  expect_error(&(TyReport){.title = "资阳"}, "date of data");
  expect_error(&(TyReport){.title = "\xff", .data_date = "2026"}, "not UTF-8");
  report.n_sources = 1;
  expect_error(&report, "leads to source 2, expected one of 1");
  report = full;
  report.tours = &tour;
  tour.pictures = &script;
  expect_error(&report, "picture 1 begins with <script>");
  tour = tours[0];
  tour.left_out = &(TyReportLeftOut){"华严洞", NULL};
  expect_error(&report, "the reason of left-out site 1");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/export/report/escapes-every-text", test_escapes_every_text);
  g_test_add_func("/export/report/stands-alone", test_stands_alone);
  g_test_add_func("/export/report/shows-the-tour", test_shows_the_tour);
  g_test_add_func("/export/report/empty-state", test_empty_state);
  g_test_add_func("/export/report/refuses", test_refuses_what_is_no_report);
  return g_test_run();
}
