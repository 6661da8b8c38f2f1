/* SPDX-License-Identifier: Apache-2.0 */
/* Keywords, topics, entities: what the documents say. */
#include "export/report.h"

#include "base/number.h"

#include <math.h>

void ty_report_text(GString *out, const char *before, const char *text, const char *after) {
  if (!text || !*text)
    return;
  g_string_append(out, before);
  ty_html_append(out, text);
  g_string_append(out, after);
}

void ty_report_figures(GString *out, const TyReportFigure *figures, gsize n) {
  if (n == 0)
    return;
  g_string_append(out, "<dl class=\"figures\">");
  for (gsize i = 0; i < n; i++) {
    ty_report_text(out, "<div><dt>", figures[i].label, "</dt>");
    ty_report_text(out, "<dd>", figures[i].value, "</dd></div>");
  }
  g_string_append(out, "</dl>\n");
}

void ty_report_pictures(GString *out, const TyReportPicture *pictures, gsize n) {
  for (gsize i = 0; i < n; i++) {
    g_string_append_printf(out, "<figure tabindex=\"0\">\n%s", pictures[i].svg);
    ty_report_text(out, "<figcaption>", pictures[i].caption, "</figcaption>");
    g_string_append(out, "</figure>\n");
  }
}

void ty_report_notes(GString *out, const TyReportNotes *notes) {
  for (gsize i = 0; i < notes->n; i++)
    g_string_append_printf(out, "<sup><a href=\"#source-%u\">[%u]</a></sup>", notes->source[i] + 1,
                           notes->source[i] + 1);
}

static void append_words(GString *out, const TyReportCorpus *corpus) {
  char weight[G_ASCII_DTOSTR_BUF_SIZE + 310];
  double heaviest = 0;

  for (gsize i = 0; i < corpus->n_words; i++)
    heaviest = MAX(heaviest, corpus->words[i].weight);
  g_string_append(out, "<div><h3>关键词（权重）</h3>\n<table>\n");
  for (gsize i = 0; i < corpus->n_words; i++) {
    ty_report_text(out, "<tr><td>", corpus->words[i].word, "</td><td class=\"r\">");
    g_string_append(out, g_ascii_formatd(weight, sizeof weight, "%.2f", corpus->words[i].weight));
    g_string_append(out, "</td><td class=\"bar\"><i style=\"width:");
    ty_number_append(out, heaviest > 0 ? 100 * MAX(corpus->words[i].weight, 0) / heaviest : 0, 2);
    g_string_append(out, "%\"></i></td></tr>\n");
  }
  g_string_append(out, "</table></div>\n");
}

static void append_topics(GString *out, const TyReportCorpus *corpus) {
  g_string_append(out, "<div><h3>主题</h3>\n<ol class=\"topics\">\n");
  for (gsize i = 0; i < corpus->n_topics; i++) {
    const TyReportTopic *topic = &corpus->topics[i];
    g_string_append(out, "<li>");
    if (!isnan(topic->share)) {
      g_string_append(out, "<span class=\"num\">");
      ty_number_append(out, 100 * topic->share, 1);
      g_string_append(out, " %</span>");
    }
    if (topic->title && *topic->title)
      ty_report_text(out, "<b>", topic->title, "</b><br>");
    else
      g_string_append_printf(out, "<b>主题 %zu</b><br>", i + 1);
    ty_html_append(out, topic->words);
    g_string_append(out, "</li>\n");
  }
  g_string_append(out, "</ol></div>\n");
}

void ty_report_corpus(GString *out, const TyReportCorpus *corpus, gsize index) {
  g_string_append_printf(out, "<section id=\"corpus-%zu\">\n", index + 1);
  ty_report_text(out, "<h2>", corpus->title, "</h2>\n");
  ty_report_text(out, "<p>", corpus->summary, "</p>\n");
  ty_report_pictures(out, corpus->pictures, corpus->n_pictures);
  if (corpus->n_words || corpus->n_topics) {
    g_string_append(out, "<div class=\"pair\">\n");
    if (corpus->n_words)
      append_words(out, corpus);
    if (corpus->n_topics)
      append_topics(out, corpus);
    g_string_append(out, "</div>\n");
  }
  g_string_append(out, "</section>\n");
}

static void append_entity(GString *out, const TyReportEntity *entity) {
  ty_report_text(out, "<div class=\"entity\"><h3>", entity->name, "");
  ty_report_text(out, "<span>", entity->kind, "</span>");
  g_string_append(out, "</h3>\n");
  ty_report_text(out, "<small>又名 ", entity->aliases, "</small>\n");
  if (entity->n_facts) {
    g_string_append(out, "<dl>");
    for (gsize i = 0; i < entity->n_facts; i++) {
      const TyReportFact *fact = &entity->facts[i];
      ty_report_text(out, "<dt>", fact->predicate, "</dt>");
      ty_report_text(out, "<dd>", fact->object, "");
      ty_report_notes(out, &fact->notes);
      g_string_append(out, "</dd>");
    }
    g_string_append(out, "</dl>");
  }
  g_string_append(out, "</div>\n");
}

void ty_report_entities(GString *out, const TyReport *report) {
  g_string_append_printf(out,
                         "<section id=\"entities\">\n<h2>资源与事实</h2>\n<p>%zu 个条目；"
                         "方括号中的数字指向文末的来源。</p>\n<div class=\"entities\">\n",
                         report->n_entities);
  for (gsize i = 0; i < report->n_entities; i++)
    append_entity(out, &report->entities[i]);
  g_string_append(out, "</div>\n</section>\n");
}
