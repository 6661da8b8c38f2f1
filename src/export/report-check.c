/* SPDX-License-Identifier: Apache-2.0 */
#include "export/report.h"

#include <string.h>

typedef struct {
  const TyReport *report;
  GError **error;
} Check;

/* A text that may be missing; one that may not. */
static gboolean maybe(const Check *check, const char *text, const char *what, gsize index) {
  if (!text || g_utf8_validate(text, -1, NULL))
    return TRUE;
  g_set_error(check->error, TY_ERROR, TY_ERROR_INPUT, "report: %s %zu is not UTF-8", what,
              index + 1);
  return FALSE;
}

static gboolean needed(const Check *check, const char *text, const char *what, gsize index) {
  if (text && *text)
    return maybe(check, text, what, index);
  g_set_error(check->error, TY_ERROR, TY_ERROR_INPUT, "report: %s %zu has no text, expected one",
              what, index + 1);
  return FALSE;
}

static gboolean check_notes(const Check *check, const TyReportNotes *notes, const char *what) {
  for (gsize i = 0; i < notes->n; i++)
    if (notes->source[i] >= check->report->n_sources) {
      g_set_error(check->error, TY_ERROR, TY_ERROR_INPUT,
                  "report: a footnote at %s leads to source %u, expected one of %zu", what,
                  notes->source[i] + 1, check->report->n_sources);
      return FALSE;
    }
  return TRUE;
}

static gboolean check_figures(const Check *check, const TyReportFigure *figures, gsize n) {
  for (gsize i = 0; i < n; i++)
    if (!needed(check, figures[i].label, "the label of figure", i) ||
        !needed(check, figures[i].value, "the value of figure", i))
      return FALSE;
  return TRUE;
}

static gboolean check_pictures(const Check *check, const TyReportPicture *pictures, gsize n) {
  for (gsize i = 0; i < n; i++) {
    if (!needed(check, pictures[i].svg, "picture", i) ||
        !maybe(check, pictures[i].caption, "the caption of picture", i))
      return FALSE;
    if (!g_str_has_prefix(pictures[i].svg, "<svg ")) {
      g_set_error(check->error, TY_ERROR, TY_ERROR_INPUT,
                  "report: picture %zu begins with %.12s, expected an <svg> element", i + 1,
                  pictures[i].svg);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean check_day(const Check *check, const TyReportDay *day, gsize index) {
  if (!maybe(check, day->title, "the title of day", index) ||
      !maybe(check, day->date, "the date of day", index))
    return FALSE;
  for (gsize i = 0; i < day->n_stops; i++) {
    const TyReportStop *stop = &day->stops[i];
    if (!needed(check, stop->name, "the name of stop", i) ||
        !maybe(check, stop->text, "the text of stop", i) ||
        !maybe(check, stop->opening, "the opening of stop", i) ||
        !check_notes(check, &stop->notes, stop->name))
      return FALSE;
    if (stop->leg_origin >= TY_N_ORIGINS) {
      g_set_error(check->error, TY_ERROR, TY_ERROR_INPUT,
                  "report: the leg to %s has no known origin", stop->name);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean check_tour(const Check *check, const TyReportTour *tour, gsize index) {
  if (!needed(check, tour->title, "the title of tour", index) ||
      !maybe(check, tour->summary, "the summary of tour", index) ||
      !maybe(check, tour->conflict, "the conflict of tour", index) ||
      !check_figures(check, tour->figures, tour->n_figures) ||
      !check_pictures(check, tour->pictures, tour->n_pictures))
    return FALSE;
  for (gsize i = 0; i < tour->n_days; i++)
    if (!check_day(check, &tour->days[i], i))
      return FALSE;
  for (gsize i = 0; i < tour->n_left_out; i++)
    if (!needed(check, tour->left_out[i].name, "left-out site", i) ||
        !needed(check, tour->left_out[i].reason, "the reason of left-out site", i))
      return FALSE;
  return TRUE;
}

static gboolean check_corpus(const Check *check, const TyReportCorpus *corpus, gsize index) {
  if (!needed(check, corpus->title, "the title of corpus", index) ||
      !maybe(check, corpus->summary, "the summary of corpus", index) ||
      !check_pictures(check, corpus->pictures, corpus->n_pictures))
    return FALSE;
  for (gsize i = 0; i < corpus->n_words; i++)
    if (!needed(check, corpus->words[i].word, "word", i))
      return FALSE;
  for (gsize i = 0; i < corpus->n_topics; i++)
    if (!maybe(check, corpus->topics[i].title, "the title of topic", i) ||
        !needed(check, corpus->topics[i].words, "topic", i))
      return FALSE;
  return TRUE;
}

static gboolean check_entity(const Check *check, const TyReportEntity *entity, gsize index) {
  if (!needed(check, entity->name, "the name of entity", index) ||
      !maybe(check, entity->kind, "the kind of entity", index) ||
      !maybe(check, entity->aliases, "the aliases of entity", index))
    return FALSE;
  for (gsize i = 0; i < entity->n_facts; i++)
    if (!needed(check, entity->facts[i].predicate, "the predicate of fact", i) ||
        !needed(check, entity->facts[i].object, "the object of fact", i) ||
        !check_notes(check, &entity->facts[i].notes, entity->name))
      return FALSE;
  return TRUE;
}

gboolean ty_report_check(const TyReport *report, GError **error) {
  Check check = {report, error};

  if (!needed(&check, report->title, "title", 0) ||
      !maybe(&check, report->subtitle, "subtitle", 0) ||
      !needed(&check, report->data_date, "date of data", 0) ||
      !maybe(&check, report->publisher, "publisher", 0) ||
      !check_figures(&check, report->figures, report->n_figures))
    return FALSE;
  for (gsize i = 0; i < report->n_tours; i++)
    if (!check_tour(&check, &report->tours[i], i))
      return FALSE;
  for (gsize i = 0; i < report->n_corpora; i++)
    if (!check_corpus(&check, &report->corpora[i], i))
      return FALSE;
  for (gsize i = 0; i < report->n_entities; i++)
    if (!check_entity(&check, &report->entities[i], i))
      return FALSE;
  for (gsize i = 0; i < report->n_method; i++)
    if (!needed(&check, report->method[i], "paragraph of method", i))
      return FALSE;
  for (gsize i = 0; i < report->n_sources; i++)
    if (!needed(&check, report->sources[i].title, "source", i) ||
        !maybe(&check, report->sources[i].detail, "the detail of source", i) ||
        !maybe(&check, report->sources[i].url, "the address of source", i))
      return FALSE;
  return TRUE;
}
