/* SPDX-License-Identifier: Apache-2.0 */
#include "route/calendar.h"
#include "route/take.h"

typedef enum { EVERY_DAY, WEEKDAYS, OF_YEAR, ONE_YEAR, LUNAR_DAYS, FESTIVAL, HOLIDAYS } Kind;

/* One set of days; the spans are from `from` to `to`, both in. */
typedef struct {
  Kind kind;
  gint32 from, to; /* weekday 1–7 · month × 32 + day · day number · lunar key */
  const char *festival;
  guint group; /* those of one group are alternatives; all groups must hold */
} Days;

struct TyDateRule {
  GArray *days; /* of Days */
};

/* What separates the ends of a span, and alternatives. */
static const char *const span_words[] = {"至", "到", "—", "–", "～", "~", "..", "-"};
static const char *const or_words[] = {"、", "，", ","};

static gint32 lunar_key(const TyLunarDate *lunar, guint day) {
  return (gint32) ((lunar->month * 2U + (lunar->leap ? 1 : 0)) * 32 + day);
}

static gboolean take_weekday(const char **at, gint32 *weekday) {
  static const char *const days[] = {"一", "二", "三", "四", "五", "六", "日", "天"};
  const char *from = *at;

  if (ty_take(at, "周") || ty_take(at, "星期") || ty_take(at, "礼拜"))
    for (gint32 i = 0; i < 8; i++)
      if (ty_take(at, days[i])) {
        *weekday = MIN(i + 1, 7);
        return TRUE;
      }
  *at = from;
  return FALSE;
}

/* 2025-10-01, 2025年10月1日 */
static gboolean take_date(const char **at, gint32 *number) {
  const char *from = *at;
  gint year = ty_take_digits(at, 4);
  gboolean in_words = ty_take(at, "年");

  if (*at - from >= 5 - (in_words ? 0 : 1) && (in_words || ty_take(at, "-"))) {
    gint month = ty_take_digits(at, 2);
    if (month > 0 && ty_take(at, in_words ? "月" : "-")) {
      gint day = ty_take_digits(at, 2);
      TyDate date = {(gint16) year, (guint8) month, (guint8) MAX(day, 0)};
      if (ty_date_valid(date) && (!in_words || ty_take(at, "日") || ty_take(at, "号"))) {
        *number = ty_date_number(date);
        return TRUE;
      }
    }
  }
  *at = from;
  return FALSE;
}

/* 10-01, 10月1日, 10月 (day 0) */
static gboolean take_day_of_year(const char **at, gint32 *key) {
  const char *from = *at;
  gint month = ty_take_digits(at, 2), day = 0;
  gboolean found = FALSE;

  if (month >= 1 && month <= 12 && ty_take(at, "月")) {
    found = TRUE;
    const char *after_month = *at;
    day = ty_take_digits(at, 2);
    if (day < 0 || !(ty_take(at, "日") || ty_take(at, "号"))) {
      *at = after_month;
      day = 0;
    } else {
      found = day > 0;
    }
  } else if (month >= 1 && month <= 12 && ty_take(at, "-")) {
    day = ty_take_digits(at, 2);
    found = day > 0;
  }
  if (found && day && !ty_date_valid((TyDate){2000, (guint8) month, (guint8) CLAMP(day, 0, 99)}))
    found = FALSE;
  if (!found) {
    *at = from;
    return FALSE;
  }
  *key = month * 32 + day;
  return TRUE;
}

/* The end of a span: of the same kind as its beginning. FALSE when a span word is followed by none.
 */
static gboolean take_end(const char **at, Days *days) {
  const char *from = *at;
  TyLunarDate lunar;
  gint32 end;

  ty_skip_blanks(at);
  if (!ty_take_one_of(at, span_words, G_N_ELEMENTS(span_words))) {
    *at = from;
    return TRUE;
  }
  ty_skip_blanks(at);
  switch (days->kind) {
  case WEEKDAYS:
    return take_weekday(at, &days->to);
  case ONE_YEAR:
    return take_date(at, &days->to);
  case OF_YEAR:
    ty_take(at, "次年");
    if (!take_day_of_year(at, &end))
      return FALSE;
    days->to = end % 32 ? end : end + 31;
    return TRUE;
  case LUNAR_DAYS:
    if (!ty_lunar_take(at, &lunar))
      return FALSE;
    days->to = lunar_key(&lunar, lunar.day ? lunar.day : 31);
    return TRUE;
  default:
    return FALSE;
  }
}

/* One alternative. `*bad` when it begins well and goes on badly. */
static gboolean take_days(const char **at, Days *days, gboolean *bad) {
  static const char *const every[] = {"每天", "每日", "全年"};
  static const char *const holidays[] = {"国家法定节假日", "法定节假日", "法定假日", "节假日"};
  TyLunarDate lunar;

  if (ty_take_one_of(at, every, G_N_ELEMENTS(every))) {
    days->kind = EVERY_DAY;
  } else if (ty_take(at, "周末")) {
    days->kind = WEEKDAYS;
    days->from = 6;
    days->to = 7;
  } else if (ty_take(at, "工作日")) {
    days->kind = WEEKDAYS;
    days->from = 1;
    days->to = 5;
  } else if (ty_take_one_of(at, holidays, G_N_ELEMENTS(holidays))) {
    days->kind = HOLIDAYS;
  } else if ((days->festival = ty_festival_take(at))) {
    days->kind = FESTIVAL;
  } else {
    if (ty_take(at, "每"))
      ty_skip_blanks(at);
    if (take_weekday(at, &days->from)) {
      days->kind = WEEKDAYS;
      days->to = days->from;
    } else if (take_date(at, &days->from)) {
      days->kind = ONE_YEAR;
      days->to = days->from;
    } else if (take_day_of_year(at, &days->from)) {
      days->kind = OF_YEAR;
      days->to = days->from % 32 ? days->from : days->from + 31;
    } else if (ty_lunar_take(at, &lunar)) {
      days->kind = LUNAR_DAYS;
      days->from = lunar_key(&lunar, lunar.day);
      days->to = lunar_key(&lunar, lunar.day ? lunar.day : 31);
    } else {
      return FALSE;
    }
    *bad = !take_end(at, days);
    return !*bad;
  }
  return TRUE;
}

static void set_bad(const char *at, GError **error) {
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
              "found \"%.60s\", expected a set of days like 周一, 4月-10月 or 农历二月十九", at);
}

TyDateRule *ty_date_rule_take(const char **at, GError **error) {
  g_autoptr(TyDateRule) rule = g_new(TyDateRule, 1);
  guint group = 0;
  gboolean bad = FALSE;

  rule->days = g_array_new(FALSE, FALSE, sizeof(Days));
  for (;; group++) {
    const char *from = *at; /* before the word that joins what follows */
    gboolean more = TRUE;
    while (more) {
      Days days = {.group = group};
      ty_skip_blanks(at);
      const char *word = *at;
      if (!take_days(at, &days, &bad)) {
        if (bad) {
          set_bad(word, error);
          return NULL;
        }
        *at = from;
        return rule->days->len ? g_steal_pointer(&rule) : NULL;
      }
      g_array_append_val(rule->days, days);
      from = *at;
      ty_skip_blanks(at);
      more = ty_take_one_of(at, or_words, G_N_ELEMENTS(or_words));
      if (!more)
        *at = from;
    }
  }
}

TyDateRule *ty_date_rule_parse(const char *text, GError **error) {
  const char *at = text;
  GError *why = NULL;
  g_autoptr(TyDateRule) rule = ty_date_rule_take(&at, &why);

  if (why) {
    g_propagate_error(error, why);
    return NULL;
  }
  ty_skip_blanks(&at);
  if (!rule || *at) {
    set_bad(at, error);
    return NULL;
  }
  return g_steal_pointer(&rule);
}

void ty_date_rule_free(TyDateRule *rule) {
  if (!rule)
    return;
  g_array_unref(rule->days);
  g_free(rule);
}

/* Spans that end before they begin go over the end of the week or year. */
static gboolean within(gint32 key, const Days *days) {
  if (days->from <= days->to)
    return key >= days->from && key <= days->to;
  return key >= days->from || key <= days->to;
}

static gboolean holds(const Days *days, const TyCalendarDay *day) {
  switch (days->kind) {
  case EVERY_DAY:
    return TRUE;
  case WEEKDAYS:
    return within((gint32) day->weekday, days);
  case OF_YEAR:
    return within(day->date.month * 32 + day->date.day, days);
  case ONE_YEAR:
    return days->from <= days->to && within(ty_date_number(day->date), days);
  case LUNAR_DAYS:
    return within(lunar_key(&day->lunar, day->lunar.day), days);
  case FESTIVAL:
    return ty_festival_on(days->festival, day);
  default:
    return ty_calendar_holiday(day);
  }
}

gboolean ty_date_rule_matches(const TyDateRule *rule, const TyCalendarDay *day) {
  guint group = 0;
  gboolean any = FALSE;

  for (guint i = 0; i < rule->days->len; i++) {
    const Days *days = &g_array_index(rule->days, Days, i);
    if (days->group != group) {
      if (!any)
        return FALSE;
      group = days->group;
      any = FALSE;
    }
    any |= holds(days, day);
  }
  return any;
}
