/* SPDX-License-Identifier: Apache-2.0 */
/* Rows that tie entities together: facts, legs, themes, calendar, questionnaires. */
#include "flow/import.h"
#include "flow/survey-table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <tuyou/route.h>

/* The entity that a cell names; 0 with `error` set. */
static gint64 named(TyWorkspace *workspace, const TyRow *row, const char *heading, GError **error) {
  const char *name = ty_row_get(row, heading);

  if (!*name) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found no %s, expected a name", heading);
    return 0;
  }
  gint64 id = ty_workspace_entity(workspace, name, error);
  if (id == 0)
    g_prefix_error(error, "%s: ", heading);
  return id;
}

gboolean ty_take_fact(TyWorkspace *workspace, const TyRow *row, GError **error) {
  const char *object = ty_row_get(row, "object"), *value = ty_row_get(row, "value");
  TyFact fact = {.predicate = ty_row_get(row, "predicate"),
                 .value = value,
                 .unit = ty_row_get(row, "unit"),
                 .qualifier = ty_row_get(row, "qualifier"),
                 .valid_from = ty_row_get(row, "valid_from"),
                 .valid_to = ty_row_get(row, "valid_to")};
  TyEvidence evidence = {.source = row->source,
                         .line = (gint64) row->line,
                         .citation = ty_row_get(row, "source"),
                         .note = ty_row_get(row, "note")};

  if (!*object && !*value) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found neither object nor value, expected one");
    return FALSE;
  }
  if (!ty_atlas_predicate_kind(workspace->atlas, fact.predicate)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found the predicate '%s', expected one of the ontology", fact.predicate);
    return FALSE;
  }
  if (!ty_row_confidence(row, "confidence", &fact.confidence, error))
    return FALSE;
  fact.subject = named(workspace, row, "subject", error);
  if (fact.subject == 0)
    return FALSE;
  if (*object) {
    fact.object = named(workspace, row, "object", error);
    if (fact.object == 0)
      return FALSE;
  }
  return ty_atlas_check_fact(workspace->atlas, &fact, error) &&
         ty_atlas_add_fact(workspace->atlas, &fact, &evidence, error) != 0;
}

gboolean ty_take_leg(TyWorkspace *workspace, const TyRow *row, GError **error) {
  const char *origin = ty_row_get(row, "origin"), *mode = ty_row_get(row, "mode");
  TyAtlasLeg leg = {.mode = *mode ? mode : "car",
                    .origin = *origin ? origin : "published",
                    .citation = ty_row_get(row, "source"),
                    .theme = ty_row_get(row, "theme"),
                    .note = ty_row_get(row, "note"),
                    .source = row->source,
                    .line = (gint64) row->line};
  double km, minutes;
  TyOrigin parsed;

  if (!ty_row_number(row, "km", "km", 0, 20000, &km, error) ||
      !ty_row_number(row, "minutes", "minutes", 0, 100000, &minutes, error) ||
      !ty_row_confidence(row, "confidence", &leg.confidence, error))
    return FALSE;
  if (isnan(km)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found no km, expected a length");
    return FALSE;
  }
  if (!ty_origin_parse(leg.origin, &parsed)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "origin is %s, expected published, road, inferred or estimated", leg.origin);
    return FALSE;
  }
  leg.a = named(workspace, row, "from", error);
  leg.b = leg.a ? named(workspace, row, "to", error) : 0;
  if (leg.b == 0)
    return FALSE;
  if (leg.a == leg.b) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "leads from %s to itself, expected two places",
                ty_row_get(row, "from"));
    return FALSE;
  }
  leg.length_m = round(km * 1000);
  leg.duration_s = minutes * 60;
  return ty_atlas_add_leg(workspace->atlas, &leg, error);
}

gboolean ty_take_theme(TyWorkspace *workspace, const TyRow *row, GError **error) {
  TyThemeSite site = {.theme = ty_row_get(row, "theme"),
                      .optional = g_str_equal(ty_row_get(row, "optional"), "1"),
                      .source = row->source,
                      .line = (gint64) row->line};

  if (!*site.theme) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found no theme, expected its name");
    return FALSE;
  }
  if (!ty_row_number(row, "weight", "weight", 0, 1000, &site.weight, error))
    return FALSE;
  if (isnan(site.weight))
    site.weight = 1;
  site.entity = named(workspace, row, "site", error);
  return site.entity != 0 && ty_atlas_add_theme_site(workspace->atlas, &site, error);
}

/* A day as MM-DD or YYYY-MM-DD that its calendar has: lunar months have up to 30 days. `order`
 * grows with the day, by year when there is one. */
static gboolean parse_day(const char *cell, gboolean lunar, gboolean *dated, int *order) {
  int year = 0, month = 0, day = 0, read = 0;

  *dated = sscanf(cell, "%4d-%2d-%2d%n", &year, &month, &day, &read) == 3 && !cell[read];
  if (!*dated) {
    year = read = 0;
    if (sscanf(cell, "%2d-%2d%n", &month, &day, &read) != 2 || cell[read])
      return FALSE;
  }
  *order = (year * 100 + month) * 100 + day;
  if (month < 1 || month > 12 || day < 1 || (*dated && year < 1))
    return FALSE;
  /* Every fourth year has a 29 February: 2000 stands for any. */
  return lunar ? day <= 30
               : g_date_valid_dmy((GDateDay) day, (GDateMonth) month,
                                  (GDateYear) (*dated ? year : 2000));
}

/* Both ends in the same form, and a dated span forwards; one without a year may pass New Year. */
static gboolean is_span(const TyCalendarRow *row) {
  gboolean lunar = g_str_equal(row->calendar, "lunar"), from_dated, to_dated;
  int first, last;

  return parse_day(row->from, lunar, &from_dated, &first) &&
         parse_day(row->to, lunar, &to_dated, &last) && from_dated == to_dated &&
         (!from_dated || first <= last);
}

gboolean ty_take_calendar(TyWorkspace *workspace, const TyRow *row, GError **error) {
  const char *to = ty_row_get(row, "to");
  TyCalendarRow event = {.event = ty_row_get(row, "event"),
                         .kind = ty_row_get(row, "kind"),
                         .county = ty_row_get(row, "county"),
                         .calendar = ty_row_get(row, "calendar"),
                         .from = ty_row_get(row, "from"),
                         .to = *to ? to : ty_row_get(row, "from"),
                         .hours = ty_row_get(row, "hours"),
                         .citation = ty_row_get(row, "source"),
                         .note = ty_row_get(row, "note"),
                         .source = row->source,
                         .line = (gint64) row->line};

  if (!ty_row_confidence(row, "confidence", &event.confidence, error))
    return FALSE;
  if (!g_str_equal(event.calendar, "solar") && !g_str_equal(event.calendar, "lunar")) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "calendar is '%s', expected solar or lunar",
                event.calendar);
    return FALSE;
  }
  if (!*event.event || !is_span(&event)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found event '%s' from '%s' to '%s', expected a name and days of the %s calendar,"
                " both as MM-DD or both as YYYY-MM-DD",
                event.event, event.from, event.to, event.calendar);
    return FALSE;
  }
  if (*ty_row_get(row, "site")) {
    event.entity = named(workspace, row, "site", error);
    if (event.entity == 0)
      return FALSE;
  }
  return ty_atlas_add_calendar(workspace->atlas, &event, error);
}

/* What tells a person from others is not kept: such a question is known by its heading, and that it
 * was answered. */
gboolean ty_take_survey(TyWorkspace *workspace, const TyRow *row, GError **error) {
  const TyScales *scales = ty_survey_scales(workspace, error);

  if (!scales || !ty_atlas_add_survey_fields(workspace->atlas, row->source,
                                             (const char *const *) row->heading, row->n, error))
    return FALSE;
  for (gsize i = 0; i < row->n; i++) {
    gboolean personal = *row->cells[i] && ty_scales_is_personal(scales, row->heading[i]);
    if (*row->cells[i] && *row->heading[i] &&
        !ty_atlas_add_answer(workspace->atlas, row->source, (gint64) row->line, row->heading[i],
                             personal ? TY_NOT_KEPT : row->cells[i], error))
      return FALSE;
  }
  return TRUE;
}
