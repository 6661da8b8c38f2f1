/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/clock.h"

#include <stdio.h>

#define USUAL_DAY_HOURS 9

char *ty_clock_text(gint32 time_s) {
  gint32 minutes = (time_s + 30) / 60;
  return g_strdup_printf("%02d:%02d", minutes / 60, minutes % 60);
}

gboolean ty_clock_read(const char *text, gint32 *time_s) {
  int hour, minute, read = 0;

  if (sscanf(text, "%2d:%2d%n", &hour, &minute, &read) != 2 || text[read] || hour < 0 ||
      hour > 23 || minute < 0 || minute > 59)
    return FALSE;
  *time_s = hour * 3600 + minute * 60;
  return TRUE;
}

gboolean ty_clock_day(const TyPlanRequest *request, gint32 *start_s, gint32 *length_s,
                      GError **error) {
  const char *start = request->day_start ? request->day_start : "09:00";
  double hours = request->day_hours > 0 ? request->day_hours : USUAL_DAY_HOURS;

  if (!ty_clock_read(start, start_s)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--day-start: found %s, expected HH:MM", start);
    return FALSE;
  }
  if (request->day_hours < 0 || hours > 24) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--day-hours: found %g, expected 0 to 24",
                request->day_hours);
    return FALSE;
  }
  *length_s = (gint32) (hours * 3600);
  return TRUE;
}
