/* SPDX-License-Identifier: Apache-2.0 */
/* When places are open, and what happens there, on the days of a tour. */
#include "flow/plan.h"
#include "flow/value.h"

#include <stdio.h>
#include <string.h>

/* Hours of a place that says nothing: nobody is let in at night. */
#define USUAL_OPEN_S (8 * 3600)
#define USUAL_CLOSE_S (18 * 3600)

/* A row of the calendar as days: "02-19" to "02-20" of the lunar year, or solar days, with or
 * without a year. */
static gboolean row_covers(const TyCalendarRow *row, const TyCalendarDay *day) {
  gboolean lunar = g_str_equal(row->calendar, "lunar");
  int from[3] = {0}, to[3] = {0};
  gboolean dated = sscanf(row->from, "%4d-%2d-%2d", &from[0], &from[1], &from[2]) == 3;

  if (dated && sscanf(row->to, "%4d-%2d-%2d", &to[0], &to[1], &to[2]) != 3)
    return FALSE;
  if (!dated && (sscanf(row->from, "%2d-%2d", &from[1], &from[2]) != 2 ||
                 sscanf(row->to, "%2d-%2d", &to[1], &to[2]) != 2))
    return FALSE;
  if (lunar && day->lunar.leap)
    return FALSE;
  int year = lunar ? day->lunar.year : day->date.year;
  int month = lunar ? day->lunar.month : day->date.month;
  int at = month * 100 + (lunar ? day->lunar.day : day->date.day);
  int first = from[1] * 100 + from[2], last = to[1] * 100 + to[2];
  if (dated)
    return year * 10000 + at >= from[0] * 10000 + first &&
           year * 10000 + at <= to[0] * 10000 + last;
  return first <= last ? at >= first && at <= last : at >= first || at <= last;
}

gboolean ty_day_parse(const char *text, guint after, TyCalendarDay *day, GError **error) {
  TyDate date;
  GError *why = NULL;

  if (ty_date_parse(text, &date, &why) &&
      ty_calendar_day(ty_date_from_number(ty_date_number(date) + (gint32) after), day, &why))
    return TRUE;
  why->code = TY_ERROR_USAGE;
  g_propagate_prefixed_error(error, why, "--date: ");
  return FALSE;
}

char *ty_date_after(const char *date, guint days) {
  TyDate parsed;

  if (!ty_date_parse(date, &parsed, NULL))
    return g_strdup(date);
  return ty_date_text(ty_date_from_number(ty_date_number(parsed) + (gint32) days));
}

/* Openings --------------------------------------------------------------------------------------
 */

typedef struct {
  const TyCalendarDay *day;
  gboolean closed;
} Closure;

static gboolean take_closure(const TyCalendarRow *row, gpointer data, GError **error) {
  Closure *closure = data;
  (void) error;
  if (g_strcmp0(row->kind, "closure") == 0 && row_covers(row, closure->day))
    closure->closed = TRUE;
  return TRUE;
}

/* Hours that were stated for another day of the week do not hold without a date. */
static TyOpeningRules *rules_of(TyWorkspace *workspace, gint64 entity, gint32 *last_entry_s,
                                GError **error) {
  g_autofree char *hours = NULL, *closed = NULL, *entry = NULL;
  int hour, minute;

  *last_entry_s = 0;
  if (!ty_best_value(workspace, entity, "open_hours", &hours, error) ||
      !ty_best_value(workspace, entity, "closed_days", &closed, error) ||
      !ty_best_value(workspace, entity, "last_entry", &entry, error))
    return NULL;
  if (entry && sscanf(entry, "%d:%d", &hour, &minute) == 2)
    *last_entry_s = hour * 3600 + minute * 60;
  g_auto(GStrv) ends = g_strsplit(hours ? hours : "", "-", 2);
  gboolean both = ends[0] && ends[1];
  g_autoptr(GError) why = NULL;
  TyOpeningRules *rules =
      ty_opening_rules_from_columns(both ? ends[0] : NULL, both ? ends[1] : NULL, closed, &why);
  /* A closing day or hours in words that no rule knows bind nobody: what a source says of one site
   * must not keep all tours from being planned. */
  if (!rules)
    rules = ty_opening_rules_from_columns(both ? ends[0] : NULL, both ? ends[1] : NULL, NULL, NULL);
  return rules ? rules : ty_opening_rules_from_columns(NULL, NULL, NULL, error);
}

TyOpening *ty_openings_of(TyWorkspace *workspace, const gint64 *ids, gsize n, const char *date,
                          guint n_days, GError **error) {
  g_autofree TyOpening *openings = g_new0(TyOpening, MAX(n * n_days, 1));

  for (gsize i = 0; i < n; i++) {
    gint32 last_entry_s;
    g_autoptr(TyOpeningRules) rules = rules_of(workspace, ids[i], &last_entry_s, error);
    if (!rules)
      return NULL;
    for (guint d = 0; d < n_days; d++) {
      TyOpening *opening = &openings[i * n_days + d];
      TyCalendarDay day;
      /* Without a date any Wednesday outside the holidays stands for all days. */
      if (!ty_day_parse(date ? date : "2025-06-11", date ? d : 0, &day, error))
        return NULL;
      Closure closure = {&day, FALSE};
      if (date && !ty_atlas_each_calendar(workspace->atlas, ids[i], take_closure, &closure, error))
        return NULL;
      *opening = ty_opening_rules_on(rules, &day);
      if (opening->open_s == 0 && opening->close_s >= 86400)
        *opening = (TyOpening){.open_s = USUAL_OPEN_S, .close_s = USUAL_CLOSE_S};
      if (closure.closed)
        opening->close_s = opening->open_s;
      opening->last_entry_s = last_entry_s;
    }
  }
  return g_steal_pointer(&openings);
}

/* Events ----------------------------------------------------------------------------------------
 */

typedef struct {
  const TyCalendarDay *day;
  json_t *list;
} Events;

static gboolean take_event(const TyCalendarRow *row, gpointer data, GError **error) {
  Events *events = data;
  (void) error;

  if (g_strcmp0(row->kind, "closure") != 0 && row_covers(row, events->day)) {
    gboolean hours = row->hours && *row->hours;
    json_array_append_new(events->list, json_sprintf("%s%s%s%s", row->event, hours ? "（" : "",
                                                     hours ? row->hours : "", hours ? "）" : ""));
  }
  return TRUE;
}

json_t *ty_events_on(TyWorkspace *workspace, gint64 entity, const char *date, guint day,
                     GError **error) {
  json_t *list = json_array();
  TyCalendarDay on;
  Events events = {&on, list};

  if (!date)
    return list;
  if (ty_day_parse(date, day, &on, error) &&
      ty_atlas_each_calendar(workspace->atlas, entity, take_event, &events, error))
    return list;
  json_decref(list);
  return NULL;
}

typedef struct {
  const TyCalendarDay *day;
  gint64 entity;
  TyEventOn *event;
} EventAt;

static gboolean take_event_at(const TyCalendarRow *row, gpointer data, GError **error) {
  EventAt *at = data;
  gboolean season = g_strcmp0(row->kind, "season") == 0;
  (void) error;

  if (row->entity != at->entity || g_strcmp0(row->kind, "closure") == 0 ||
      !row_covers(row, at->day))
    return TRUE;
  if (g_strcmp0(row->kind, "free_entry") == 0) {
    at->event->free_entry = TRUE;
    return TRUE;
  }
  if (!at->event->name || (!season && !at->event->festival)) {
    g_free(at->event->name);
    at->event->name = g_strdup(row->event);
  }
  at->event->season |= season;
  at->event->festival |= !season;
  return TRUE;
}

gboolean ty_event_at(TyWorkspace *workspace, gint64 entity, const char *date, guint day,
                     TyEventOn *event, GError **error) {
  TyCalendarDay on;
  EventAt at = {&on, entity, event};

  return ty_day_parse(date, day, &on, error) &&
         ty_atlas_each_calendar(workspace->atlas, entity, take_event_at, &at, error);
}
