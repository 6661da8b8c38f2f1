/* SPDX-License-Identifier: Apache-2.0 */
#include "export/report.h"

static void append_head(GString *out, const TyReport *report, const char *palette_light,
                        const char *palette_dark) {
  g_string_append(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                       "<meta name=\"generator\" content=\"tuyou " TY_VERSION "\">\n");
  ty_report_text(out, "<title>", report->title, "</title>\n");
  ty_report_style(out, palette_light, palette_dark);
  g_string_append(out, "</head>\n<body>\n<div class=\"page\">\n<header>\n");
  ty_report_text(out, "<h1>", report->title, "</h1>\n");
  ty_report_text(out, "<p>", report->subtitle, "</p>\n");
  g_string_append(out, "<p class=\"small\">");
  ty_report_text(out, "", report->publisher, " · ");
  ty_report_text(out, "数据截至 ", report->data_date, "</p>\n</header>\n");
}

static void append_link(GString *out, const char *id, gsize number, const char *text) {
  g_string_append_printf(out, "<a href=\"#%s", id);
  if (number)
    g_string_append_printf(out, "-%zu", number);
  ty_report_text(out, "\">", text, "</a>");
}

static void append_contents(GString *out, const TyReport *report) {
  g_string_append(out, "<nav>");
  for (gsize i = 0; i < report->n_tours; i++)
    append_link(out, "tour", i + 1, report->tours[i].title);
  for (gsize i = 0; i < report->n_corpora; i++)
    append_link(out, "corpus", i + 1, report->corpora[i].title);
  if (report->n_entities)
    append_link(out, "entities", 0, "资源与事实");
  if (report->n_method)
    append_link(out, "method", 0, "方法");
  if (report->n_sources)
    append_link(out, "sources", 0, "来源");
  g_string_append(out, "</nav>\n");
}

static void append_no_tours(GString *out) {
  g_string_append(out, "<section>\n<h2>还没有线路</h2>\n<p>用 <code>tuyou plan</code> "
                       "规划一条主题线路，再生成报告。</p>\n</section>\n");
}

static void append_method(GString *out, const TyReport *report) {
  if (report->n_method == 0)
    return;
  g_string_append(out, "<section id=\"method\">\n<h2>方法与数字</h2>\n");
  for (gsize i = 0; i < report->n_method; i++)
    ty_report_text(out, "<p>", report->method[i], "</p>\n");
  g_string_append(out, "</section>\n");
}

static gboolean is_web_address(const char *url) {
  return url && (g_str_has_prefix(url, "https://") || g_str_has_prefix(url, "http://"));
}

static void append_sources(GString *out, const TyReport *report) {
  if (report->n_sources == 0)
    return;
  g_string_append(out, "<section id=\"sources\">\n<h2>来源</h2>\n<ol class=\"sources\">\n");
  for (gsize i = 0; i < report->n_sources; i++) {
    const TyReportSource *source = &report->sources[i];
    g_string_append_printf(out, "<li id=\"source-%zu\">", i + 1);
    if (is_web_address(source->url)) {
      ty_report_text(out, "<a href=\"", source->url, "\">");
      ty_report_text(out, "", source->title, "</a>");
    } else {
      ty_report_text(out, "", source->title, "");
    }
    ty_report_text(out, " · ", source->detail, "");
    g_string_append(out, "</li>\n");
  }
  g_string_append(out, "</ol>\n</section>\n");
}

GBytes *ty_export_report(const TyReport *report, const char *palette_light,
                         const char *palette_dark, GError **error) {
  if (!ty_report_check(report, error))
    return NULL;
  GString *out = g_string_new(NULL);

  append_head(out, report, palette_light, palette_dark);
  append_contents(out, report);
  g_string_append(out, "<main>\n");
  ty_report_figures(out, report->figures, report->n_figures);
  for (gsize i = 0; i < report->n_tours; i++)
    ty_report_tour(out, &report->tours[i], i);
  if (report->n_tours == 0)
    append_no_tours(out);
  for (gsize i = 0; i < report->n_corpora; i++)
    ty_report_corpus(out, &report->corpora[i], i);
  if (report->n_entities)
    ty_report_entities(out, report);
  append_method(out, report);
  append_sources(out, report);
  g_string_append(out, "</main>\n<footer class=\"small\">");
  ty_report_text(out, "", report->publisher, " · ");
  ty_report_text(out, "数据截至 ", report->data_date, " · 由图游（tuyou " TY_VERSION "）生成");
  g_string_append(out, "</footer>\n</div>\n</body>\n</html>\n");
  return g_string_free_to_bytes(out);
}
