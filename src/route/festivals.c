/* SPDX-License-Identifier: Apache-2.0 */
#include "route/calendar.h"

#include <math.h>
#include <string.h>

typedef enum { SOLAR, LUNAR, NEW_YEARS_EVE, PURE_BRIGHTNESS } Kind;

/* `days_off` from the first day on; 春节 before 2025 three, from then on four with 除夕. */
static const struct {
  const char *name;
  Kind kind;
  guint8 month, day, days_off;
} festivals[] = {
    {"元旦", SOLAR, 1, 1, 1},    {"除夕", NEW_YEARS_EVE, 0, 0, 0},     {"春节", LUNAR, 1, 1, 3},
    {"元宵节", LUNAR, 1, 15, 0}, {"清明节", PURE_BRIGHTNESS, 0, 0, 1}, {"劳动节", SOLAR, 5, 1, 1},
    {"端午节", LUNAR, 5, 5, 1},  {"七夕节", LUNAR, 7, 7, 0},           {"中元节", LUNAR, 7, 15, 0},
    {"中秋节", LUNAR, 8, 15, 1}, {"重阳节", LUNAR, 9, 9, 0},           {"国庆节", SOLAR, 10, 1, 3},
    {"腊八节", LUNAR, 12, 8, 0},
};

/* The sun's apparent longitude in degrees (Meeus, chapter 25, low accuracy). */
static double sun_longitude(double julian_day) {
  double t = (julian_day - 2451545) / 36525;
  double mean = 280.46646 + 36000.76983 * t + .0003032 * t * t;
  double anomaly = (357.52911 + 35999.05029 * t - .0001537 * t * t) * M_PI / 180;
  double centre = (1.914602 - .004817 * t) * sin(anomaly) + .019993 * sin(2 * anomaly) +
                  .000289 * sin(3 * anomaly);
  double node = (125.04 - 1934.136 * t) * M_PI / 180;
  return fmod(mean + centre - .00569 - .00478 * sin(node), 360);
}

/* Whether the sun reaches 15° between midnight and midnight in Beijing. Dynamical time is 69 s
 * ahead of universal time in these years. */
static gboolean pure_brightness(TyDate date) {
  if (date.month != 4 || date.day < 3 || date.day > 7)
    return FALSE;
  double midnight = 2440587.5 + ty_date_number(date) - 8. / 24 + 69. / 86400;
  return sun_longitude(midnight) < 15 && sun_longitude(midnight + 1) >= 15;
}

/* How many days the first day of the festival lies back; −1 when it is not about the day. */
static gint days_since(gsize festival, const TyCalendarDay *day) {
  gint month = festivals[festival].month, first = festivals[festival].day;

  switch (festivals[festival].kind) {
  case SOLAR:
    return day->date.month == month ? day->date.day - first : -1;
  case LUNAR:
    return day->lunar.month == month && !day->lunar.leap ? day->lunar.day - first : -1;
  case NEW_YEARS_EVE:
    return day->new_years_eve ? 0 : -1;
  default:
    return pure_brightness(day->date) ? 0 : -1;
  }
}

static gint days_off(gsize festival, const TyCalendarDay *day) {
  gboolean since_2025 = day->date.year >= 2025;

  if (festivals[festival].kind == NEW_YEARS_EVE)
    return since_2025;
  return festivals[festival].days_off +
         (since_2025 && festivals[festival].kind == SOLAR && festivals[festival].month == 5);
}

gboolean ty_calendar_day(TyDate date, TyCalendarDay *day, GError **error) {
  TyLunarDate lunar, next;

  if (!ty_lunar_of_days(date, &lunar, &next, error))
    return FALSE;
  *day = (TyCalendarDay){date, ty_date_weekday(date), lunar, next.year != lunar.year};
  return TRUE;
}

const char *ty_calendar_festival(const TyCalendarDay *day) {
  for (gsize i = 0; i < G_N_ELEMENTS(festivals); i++)
    if (days_since(i, day) == 0)
      return festivals[i].name;
  return NULL;
}

gboolean ty_calendar_holiday(const TyCalendarDay *day) {
  for (gsize i = 0; i < G_N_ELEMENTS(festivals); i++) {
    gint since = days_since(i, day);
    if (since >= 0 && since < days_off(i, day))
      return TRUE;
  }
  return FALSE;
}

const char *ty_festival_take(const char **at) {
  for (gsize i = 0; i < G_N_ELEMENTS(festivals); i++) {
    gsize length = strlen(festivals[i].name);
    gsize stem = g_str_has_suffix(festivals[i].name, "节") && length > 6 ? length - 3 : length;
    if (strncmp(*at, festivals[i].name, stem) != 0)
      continue;
    *at += strncmp(*at, festivals[i].name, length) == 0 ? length : stem;
    return festivals[i].name;
  }
  return NULL;
}

gboolean ty_festival_on(const char *name, const TyCalendarDay *day) {
  for (gsize i = 0; i < G_N_ELEMENTS(festivals); i++) {
    gint since = days_since(i, day);
    if (strcmp(name, festivals[i].name) == 0)
      return since == 0 || (since > 0 && since < days_off(i, day));
  }
  return FALSE;
}
