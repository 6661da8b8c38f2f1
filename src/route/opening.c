/* SPDX-License-Identifier: Apache-2.0 */
#include "route/calendar.h"
#include "route/take.h"

#include <string.h>

typedef struct {
  TyDateRule *days; /* NULL: every day */
  gboolean not_holidays;
  gboolean closed;
  gboolean has_hours;
  TyOpening hours;
} Rule;

struct TyOpeningRules {
  GArray *rules; /* of Rule */
  GString *note;
  gboolean any_hours;
};

static const char *const closures[] = {"不开放", "停止开放", "闭馆",   "闭园", "关闭",
                                       "休息",   "休馆",     "closed", "休",   "闭"};
static const char *const spans[] = {"至", "到", "—", "–", "～", "~", "-"};
static const char *const last_entries[] = {"停止入园", "停止入馆", "停止入场",
                                           "停止售票", "最晚入园", "最晚入馆",
                                           "入园截止", "止票",     "last entry"};

/* 8:30, 08：30, 24:00 */
static gboolean take_time(const char **at, gint32 *time_s) {
  const char *from = *at;
  gint hours = ty_take_digits(at, 2);

  if (hours >= 0 && (ty_take(at, ":") || ty_take(at, "："))) {
    const char *colon = *at;
    gint minutes = ty_take_digits(at, 2);
    if (*at - colon == 2 && minutes < 60 && hours * 60 + minutes <= 24 * 60) {
      *time_s = (hours * 60 + minutes) * 60;
      return TRUE;
    }
  }
  *at = from;
  return FALSE;
}

static gboolean fail(GError **error, const char *at, const char *expected) {
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found \"%.60s\" in opening hours, expected %s", at,
              expected);
  return FALSE;
}

/* One span of hours, or, with the second, the break between both. */
static gboolean add_span(Rule *rule, gint32 from_s, gint32 until_s, const char *at,
                         GError **error) {
  TyOpening *hours = &rule->hours;

  if (until_s <= from_s)
    until_s += 86400;
  if (!rule->has_hours) {
    rule->has_hours = TRUE;
    hours->open_s = from_s;
    hours->close_s = until_s;
    return TRUE;
  }
  if (hours->break_until_s || from_s < hours->close_s)
    return fail(error, at, "at most two spans, one after the other");
  if (from_s > hours->close_s) {
    hours->break_from_s = hours->close_s;
    hours->break_until_s = from_s;
  }
  hours->close_s = until_s;
  return TRUE;
}

static gboolean take_hours(const char **at, Rule *rule, GError **error) {
  const char *from = *at;
  gint32 from_s, until_s;

  if (!take_time(at, &from_s))
    return fail(error, from, "a set of days, hours like 08:30-18:00, or 休");
  ty_skip_blanks(at);
  const char *before = *at;
  if (ty_take_one_of(at, last_entries, G_N_ELEMENTS(last_entries))) {
    rule->hours.last_entry_s = from_s;
    return TRUE;
  }
  *at = before;
  if (!ty_take_one_of(at, spans, G_N_ELEMENTS(spans)))
    return fail(error, *at, "the end of the hours, like -18:00");
  ty_skip_blanks(at);
  if (!take_time(at, &until_s))
    return fail(error, *at, "a time like 18:00");
  return add_span(rule, from_s, until_s, from, error);
}

/* (法定节假日除外), or any other remark in brackets. */
static gboolean take_remark(const char **at, Rule *rule, GString *note, GError **error) {
  static const char *const exceptions[] = {"法定节假日除外", "国家法定节假日除外", "法定假日除外",
                                           "节假日除外", "除法定节假日外"};
  const char *close = strstr(*at, ")"), *wide = strstr(*at, "）");

  if (wide && (!close || wide < close))
    close = wide;
  if (!close)
    return fail(error, *at, "a closing bracket");
  g_autofree char *remark = g_strndup(*at, (gsize) (close - *at));
  *at = close;
  if (!ty_take(at, ")"))
    ty_take(at, "）");
  g_strstrip(remark);
  for (gsize i = 0; i < G_N_ELEMENTS(exceptions); i++)
    if (strcmp(remark, exceptions[i]) == 0) {
      rule->not_holidays = TRUE;
      return TRUE;
    }
  if (*remark)
    g_string_append_printf(note, "%s%s", note->len ? "; " : "", remark);
  return TRUE;
}

static gboolean take_rule(const char **at, Rule *rule, GString *note, GError **error) {
  GError *why = NULL;

  for (;;) {
    ty_skip_blanks(at);
    if (ty_take(at, "，") || ty_take(at, "、") || ty_take(at, ","))
      continue;
    if (!**at || strchr(";\n\r", **at) || g_str_has_prefix(*at, "；"))
      return TRUE;
    if (ty_take(at, "(") || ty_take(at, "（")) {
      if (!take_remark(at, rule, note, error))
        return FALSE;
    } else if (ty_take_one_of(at, closures, G_N_ELEMENTS(closures))) {
      rule->closed = TRUE;
    } else if (ty_take(at, "全天") || ty_take(at, "24小时")) {
      if (!add_span(rule, 0, 86400, *at, error))
        return FALSE;
    } else if (ty_take_one_of(at, last_entries, G_N_ELEMENTS(last_entries))) {
      ty_skip_blanks(at);
      if (!take_time(at, &rule->hours.last_entry_s))
        return fail(error, *at, "a time like 17:00");
    } else {
      const char *from = *at;
      gint32 time_s;
      if (!rule->days && !take_time(at, &time_s)) {
        rule->days = ty_date_rule_take(at, &why);
        if (why) {
          g_propagate_error(error, why);
          return FALSE;
        }
        if (rule->days)
          continue;
      }
      *at = from;
      if (!take_hours(at, rule, error))
        return FALSE;
    }
  }
}

static void rule_clear(gpointer rule) { ty_date_rule_free(((Rule *) rule)->days); }

static TyOpeningRules *new_rules(void) {
  TyOpeningRules *rules = g_new0(TyOpeningRules, 1);

  rules->rules = g_array_new(FALSE, TRUE, sizeof(Rule));
  g_array_set_clear_func(rules->rules, rule_clear);
  rules->note = g_string_new(NULL);
  return rules;
}

TyOpeningRules *ty_opening_rules_parse(const char *text, GError **error) {
  g_autoptr(TyOpeningRules) rules = new_rules();
  const char *at = text;

  while (*at) {
    if (ty_take(&at, ";") || ty_take(&at, "；") || ty_take(&at, "\n") || ty_take(&at, "\r"))
      continue;
    const char *from = at;
    Rule rule = {0};
    gboolean fine = take_rule(&at, &rule, rules->note, error);
    gboolean empty = !rule.days && !rule.closed && !rule.has_hours && !rule.hours.last_entry_s;
    if (!empty)
      g_array_append_val(rules->rules, rule); /* and is freed with them */
    if (!fine)
      return NULL;
    if (!empty && rule.closed == rule.has_hours) {
      fail(error, from, "either hours or a closure in each rule");
      return NULL;
    }
    rules->any_hours |= rule.has_hours;
  }
  return g_steal_pointer(&rules);
}

TyOpeningRules *ty_opening_rules_from_columns(const char *from, const char *until,
                                              const char *closed, GError **error) {
  gboolean has_from = from && *from, has_until = until && *until;
  g_autoptr(GString) text = g_string_new(NULL);

  if (has_from != has_until) {
    fail(error, has_from ? from : until, "both an opening and a closing time");
    return NULL;
  }
  if (has_from)
    g_string_append_printf(text, "%s-%s", from, until);
  if (closed && *closed && strcmp(closed, "无") != 0 && strcmp(closed, "无休") != 0 &&
      strcmp(closed, "全年无休") != 0)
    g_string_append_printf(text, ";%s 休", closed);
  return ty_opening_rules_parse(text->str, error);
}

void ty_opening_rules_free(TyOpeningRules *rules) {
  if (!rules)
    return;
  g_array_unref(rules->rules);
  g_string_free(rules->note, TRUE);
  g_free(rules);
}

TyOpening ty_opening_rules_on(const TyOpeningRules *rules, const TyCalendarDay *day) {
  for (guint i = rules->rules->len; i--;) {
    const Rule *rule = &g_array_index(rules->rules, Rule, i);
    if ((rule->days && !ty_date_rule_matches(rule->days, day)) ||
        (rule->not_holidays && ty_calendar_holiday(day)))
      continue;
    return rule->closed ? (TyOpening){0, 0, 0, 0, 0} : rule->hours;
  }
  return rules->any_hours ? (TyOpening){0, 0, 0, 0, 0} : (TyOpening){0, 86400, 0, 0, 0};
}

const char *ty_opening_rules_note(const TyOpeningRules *rules) { return rules->note->str; }
