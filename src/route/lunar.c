/* SPDX-License-Identifier: Apache-2.0 */
#include "route/calendar.h"
#include "route/take.h"

#include <unicode/ucal.h>

/* ICU counts the years of its Chinese calendar from 2637 BCE. */
enum { YEAR_OFFSET = 2637, YEAR_MIN = 1900, YEAR_MAX = 2200 };
static const double day_ms = 86400000;

static const char *const digits[] = {"",   "一", "二", "三", "四", "五",
                                     "六", "七", "八", "九", "十"};
static const char *const months[] = {"正月", "二月", "三月", "四月", "五月",   "六月",
                                     "七月", "八月", "九月", "十月", "十一月", "十二月"};

static UCalendar *open_calendar(GError **error) {
  UErrorCode status = U_ZERO_ERROR;
  UCalendar *calendar = ucal_open(u"UTC", -1, "zh@calendar=chinese", UCAL_DEFAULT, &status);

  if (U_FAILURE(status)) {
    g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "ICU opens no Chinese calendar: %s",
                u_errorName(status));
    return NULL;
  }
  return calendar;
}

/* The lunar date of a day number, and whether the next is a new year's day. */
static gboolean read_fields(UCalendar *calendar, gint32 number, TyLunarDate *lunar,
                            GError **error) {
  UErrorCode status = U_ZERO_ERROR;

  ucal_setMillis(calendar, number * day_ms, &status);
  lunar->year = (gint16) (ucal_get(calendar, UCAL_EXTENDED_YEAR, &status) - YEAR_OFFSET);
  lunar->month = (guint8) (ucal_get(calendar, UCAL_MONTH, &status) + 1);
  lunar->leap = ucal_get(calendar, UCAL_IS_LEAP_MONTH, &status) != 0;
  lunar->day = (guint8) ucal_get(calendar, UCAL_DATE, &status);
  if (U_FAILURE(status))
    g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "ICU finds no lunar date: %s",
                u_errorName(status));
  return U_SUCCESS(status);
}

static gboolean check_year(gint year, gint year_max, GError **error) {
  if (year >= YEAR_MIN && year <= year_max)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found the year %d, expected one from %d to %d",
              year, YEAR_MIN, year_max);
  return FALSE;
}

gboolean ty_lunar_of_days(TyDate date, TyLunarDate *lunar, TyLunarDate *next, GError **error) {
  if (!ty_date_valid(date)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found %d-%u-%u, expected a day of the calendar",
                date.year, date.month, date.day);
    return FALSE;
  }
  UCalendar *calendar = check_year(date.year, YEAR_MAX, error) ? open_calendar(error) : NULL;
  if (!calendar)
    return FALSE;
  gboolean done = read_fields(calendar, ty_date_number(date), lunar, error) &&
                  (!next || read_fields(calendar, ty_date_number(date) + 1, next, error));
  ucal_close(calendar);
  return done;
}

gboolean ty_lunar_from_date(TyDate date, TyLunarDate *lunar, GError **error) {
  return ty_lunar_of_days(date, lunar, NULL, error);
}

static gint order(const TyLunarDate *lunar) {
  return ((lunar->year * 13 + lunar->month) * 2 + (lunar->leap ? 1 : 0)) * 32 + lunar->day;
}

/* The days of a year stand in order: the day is found by halving. */
gboolean ty_lunar_to_date(TyLunarDate lunar, TyDate *date, GError **error) {
  UCalendar *calendar = check_year(lunar.year, YEAR_MAX - 1, error) ? open_calendar(error) : NULL;
  if (!calendar)
    return FALSE;
  gint32 low = ty_date_number((TyDate){lunar.year, 1, 1}), high = low + 450;
  TyLunarDate found = {0};
  gboolean done = TRUE;

  while (done && low < high) {
    gint32 middle = low + (high - low) / 2;
    done = read_fields(calendar, middle, &found, error);
    if (order(&found) < order(&lunar))
      low = middle + 1;
    else
      high = middle;
  }
  done = done && read_fields(calendar, low, &found, error);
  ucal_close(calendar);
  if (done && order(&found) != order(&lunar)) {
    g_autofree char *text = ty_lunar_text(lunar);
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND, "the lunar year %d has no %s", lunar.year,
                text);
    return FALSE;
  }
  if (done)
    *date = ty_date_from_number(low);
  return done;
}

char *ty_lunar_text(TyLunarDate lunar) {
  static const char *const tens[] = {"初", "十", "二十", "三十"};
  GString *text = g_string_new("农历");

  if (lunar.leap)
    g_string_append(text, "闰");
  if (lunar.month >= 1 && lunar.month <= 12)
    g_string_append(text, months[lunar.month - 1]);
  if (lunar.day >= 1 && lunar.day <= 10)
    g_string_append_printf(text, "初%s", digits[lunar.day]);
  else if (lunar.day <= 30)
    g_string_append_printf(text, "%s%s", tens[lunar.day / 10], digits[lunar.day % 10]);
  return g_string_free(text, FALSE);
}

/* A number in words, 1–39: 九, 十, 十一, 二十, 廿三, 三十. */
static guint take_number(const char **at) {
  guint number = 0, digit = 0;

  for (guint i = 1; i < 10 && !digit; i++)
    if (ty_take(at, digits[i]))
      digit = i;
  if (!digit && ty_take(at, "廿"))
    number = 20;
  else if (!digit && ty_take(at, "卅"))
    number = 30;
  else if (ty_take(at, "十"))
    number = 10 * (digit ? digit : 1);
  else
    return digit;
  for (guint i = 1; i < 10; i++)
    if (ty_take(at, digits[i]))
      return number + i;
  return number;
}

gboolean ty_lunar_take(const char **at, TyLunarDate *lunar) {
  const char *from = *at;
  TyLunarDate found = {0};
  guint month, day;

  gboolean named = ty_take(at, "农历") || ty_take(at, "阴历") || ty_take(at, "旧历");
  found.leap = ty_take(at, "闰");
  month = ty_take(at, "正") ? 1 : ty_take(at, "冬") ? 11 : ty_take(at, "腊") ? 12 : take_number(at);
  if (!month || month > 12 || !ty_take(at, "月")) {
    *at = from;
    return FALSE;
  }
  gboolean early = ty_take(at, "初");
  day = take_number(at);
  if (day)
    ty_take(at, "日");
  if (day > 30 || (early && (day == 0 || day > 10)) || (!day && !named && !found.leap)) {
    *at = from;
    return FALSE;
  }
  found.month = (guint8) month;
  found.day = (guint8) day;
  *lunar = found;
  return TRUE;
}

gboolean ty_lunar_parse(const char *text, TyLunarDate *lunar, GError **error) {
  const char *at = text;

  if (ty_lunar_take(&at, lunar) && !*at && lunar->day)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "found \"%.60s\", expected a date like 农历二月十九",
              text);
  return FALSE;
}
