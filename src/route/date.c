/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>
#include <tuyou/route.h>

static const char *const weekdays[] = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"};

static guint days_in_month(gint year, guint month) {
  static const guint8 days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

gboolean ty_date_valid(TyDate date) {
  return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
         date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

gboolean ty_date_parse(const char *text, TyDate *date, GError **error) {
  static const char *const forms[] = {"%4u-%2u-%2u%n", "%4u/%2u/%2u%n", "%4u年%2u月%2u日%n"};
  guint year, month, day;

  for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
    int n = 0;
    /* %u would take blanks and signs. */
    if (!g_ascii_isdigit(text[0]) || strpbrk(text, " \t\n\r\v\f+") ||
        sscanf(text, forms[i], &year, &month, &day, &n) != 3 || n == 0 || text[n])
      continue;
    TyDate found = {(gint16) year, (guint8) month, (guint8) day};
    if (!ty_date_valid(found)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "found the date \"%s\", expected a day of the calendar", text);
      return FALSE;
    }
    *date = found;
    return TRUE;
  }
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
              "found \"%.40s\", expected a date like 2025-03-18 or 2025年3月18日", text);
  return FALSE;
}

char *ty_date_text(TyDate date) {
  return g_strdup_printf("%04d-%02u-%02u", date.year, date.month, date.day);
}

/* Years begin in March here, so that the leap day comes last; eras have 400 years. */
gint32 ty_date_number(TyDate date) {
  gint32 year = date.year - (date.month <= 2), era = (year >= 0 ? year : year - 399) / 400;
  gint32 year_of_era = year - era * 400;
  gint32 day_of_year = (153 * ((date.month + 9) % 12) + 2) / 5 + date.day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719468;
}

TyDate ty_date_from_number(gint32 number) {
  gint32 days = number + 719468, era = (days >= 0 ? days : days - 146096) / 146097;
  gint32 of_era = days - era * 146097;
  gint32 year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  gint32 of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
  return (TyDate){(gint16) (year + era * 400 + (month >= 10)),
                  (guint8) (month < 10 ? month + 3 : month - 9),
                  (guint8) (of_year - (153 * month + 2) / 5 + 1)};
}

guint ty_date_weekday(TyDate date) {
  gint32 since_monday = (ty_date_number(date) + 3) % 7; /* 1970-01-01 was a Thursday */
  return (guint) (since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

const char *ty_weekday_name(guint weekday) {
  return weekday >= 1 && weekday <= 7 ? weekdays[weekday - 1] : NULL;
}
