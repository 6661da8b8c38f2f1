/* SPDX-License-Identifier: Apache-2.0 */
/* Checks ways by a timetable; shares nothing with the search that found them. */
#include <tuyou/timetable.h>

static gboolean wrong(const TyRide *ride, gint32 time_s, const char *what, GError **error) {
  g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE, "ride %s of line %zu, %02d:%02d: %s",
              ride->number, ride->line, time_s / 3600, time_s / 60 % 60, what);
  return FALSE;
}

gboolean ty_rides_check(const TyTimetable *timetable, const TyCalendarDay *day,
                        const guint32 *rides, gsize n, guint32 from, gint32 ready_s, guint32 to,
                        gint32 until_s, GError **error) {
  gint32 free_s = ready_s + TY_BOARDING_S;

  for (gsize i = 0; i < n; i++) {
    const TyRide *ride = &g_array_index(timetable->rides, TyRide, rides[i]);
    if (ride->days && !(day && ty_date_rule_matches(ride->days, day)))
      return wrong(ride, ride->departs_s, "does not run on this day", error);
    if (ride->from != from)
      return wrong(ride, ride->departs_s, "departs from another station", error);
    if (ride->departs_s < free_s)
      return wrong(ride, ride->departs_s, "cannot be reached in time", error);
    from = ride->to;
    free_s = ride->arrives_s + TY_CHANGING_S;
  }
  if (n > 0 && from == to && free_s - TY_CHANGING_S <= until_s)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE,
              "%zu rides end at station %u at %d s, expected station %u by %d s", n, from,
              free_s - TY_CHANGING_S, to, until_s);
  return FALSE;
}
