/* SPDX-License-Identifier: Apache-2.0 */
#include "route/road-condition.h"

#include <string.h>

enum { DAYS = 7, DAY_MINUTES = 24 * 60, TRAVEL_FROM = 6 * 60, TRAVEL_UNTIL = 22 * 60 };

/* Minutes of a week. */
typedef struct {
  gboolean minute[DAYS][DAY_MINUTES];
} Week;

static gssize weekday(const char **at) {
  static const char *const names[DAYS] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

  for (gssize day = 0; day < DAYS; day++)
    if (g_str_has_prefix(*at, names[day])) {
      *at += 2;
      return day;
    }
  return -1;
}

/* "Mo-Fr", "Mo,We", "Sa-Mo"; PH and SH, days off, do not count. @return whether any was named */
static gboolean read_days(const char **at, gboolean *on) {
  gboolean any = FALSE;

  for (;;) {
    if (g_str_has_prefix(*at, "PH") || g_str_has_prefix(*at, "SH")) {
      *at += 2;
      any = TRUE;
    } else {
      gssize from = weekday(at), to = from;
      if (from < 0)
        return any;
      if (**at == '-') {
        ++*at;
        to = weekday(at);
        if (to < 0)
          return FALSE;
      }
      any = TRUE;
      for (gssize day = from;; day = (day + 1) % DAYS) {
        on[day] = TRUE;
        if (day == to)
          break;
      }
    }
    if (**at != ',')
      return any;
    ++*at;
  }
}

static gboolean read_clock(const char **at, guint *minutes) {
  guint part[2] = {0};

  for (int p = 0; p < 2; p++) {
    if (!g_ascii_isdigit((*at)[0]) || !g_ascii_isdigit((*at)[1]))
      return FALSE;
    part[p] = (guint) ((*at)[0] - '0') * 10 + (guint) ((*at)[1] - '0');
    *at += 2;
    if (p == 0 && *(*at)++ != ':')
      return FALSE;
  }
  *minutes = part[0] * 60 + part[1];
  return part[1] < 60 && *minutes <= DAY_MINUTES;
}

static void set(Week *week, const gboolean *on, guint from, guint until) {
  for (guint day = 0; day < DAYS; day++)
    for (guint m = from; on[day] && m < (until > from ? until : until + DAY_MINUTES); m++)
      week->minute[(day + m / DAY_MINUTES) % DAYS][m % DAY_MINUTES] = TRUE;
}

/* One rule: days, hours, or both. */
static gboolean read_rule(const char *text, Week *week) {
  gboolean on[DAYS] = {0}, all[DAYS];
  const char *at = text;

  for (guint day = 0; day < DAYS; day++)
    all[day] = TRUE;
  if (g_str_equal(text, "24/7")) {
    set(week, all, 0, DAY_MINUTES);
    return TRUE;
  }
  gboolean named = read_days(&at, on);
  if (at != text && !named)
    return FALSE;
  at += strspn(at, " ");
  if (!*at) {
    set(week, on, 0, DAY_MINUTES);
    return named;
  }
  for (;;) {
    guint from, until;
    if (!read_clock(&at, &from) || *at++ != '-' || !read_clock(&at, &until))
      return FALSE;
    set(week, named ? on : all, from, until);
    if (!*at)
      return TRUE;
    if (*at++ != ',')
      return FALSE;
    at += strspn(at, " ");
  }
}

TyCondition ty_condition_read(const char *text) {
  g_autofree char *bare = g_strstrip(g_strdup(text));
  g_autofree Week *week = g_new0(Week, 1);
  gsize length = strlen(bare);

  if (length >= 2 && bare[0] == '(' && bare[length - 1] == ')') {
    bare[length - 1] = '\0';
    memmove(bare, bare + 1, length - 1);
  }
  g_auto(GStrv) rules = g_strsplit(bare, ";", -1);
  for (char **rule = rules; *rule; rule++)
    if (!read_rule(g_strstrip(*rule), week))
      return TY_CONDITION_OTHER;
  if (!rules[0])
    return TY_CONDITION_OTHER;
  for (guint day = 0; day < DAYS; day++)
    for (guint m = TRAVEL_FROM; m < TRAVEL_UNTIL; m++)
      if (!week->minute[day][m])
        return TY_CONDITION_SOMETIMES;
  return TY_CONDITION_ALWAYS;
}
