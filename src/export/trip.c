/* SPDX-License-Identifier: Apache-2.0 */
#include "export/trip.h"

#include <math.h>

static gboolean check_text(const char *text, const char *what, gsize index, GError **error) {
  if (g_utf8_validate(text, -1, NULL))
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "stop %zu: its %s is not UTF-8", index + 1, what);
  return FALSE;
}

static gboolean in_range(double lon_deg, double lat_deg) {
  return lon_deg >= -180 && lon_deg <= 180 && lat_deg >= -90 && lat_deg <= 90;
}

static gboolean check_position(const TyTripStop *stop, gsize index, GError **error) {
  if ((!isnan(stop->lon_deg) || !isnan(stop->lat_deg)) && !in_range(stop->lon_deg, stop->lat_deg)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "stop %zu (%s) lies at longitude %g, latitude %g, expected degrees in [-180, 180] "
                "and [-90, 90], or both unknown",
                index + 1, stop->name, stop->lon_deg, stop->lat_deg);
    return FALSE;
  }
  for (gsize i = 0; i < stop->n_path; i++)
    if (!in_range(stop->lon_path_deg[i], stop->lat_path_deg[i])) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "the road to stop %zu (%s) passes longitude %g, latitude %g, expected degrees in "
                  "[-180, 180] and [-90, 90]",
                  index + 1, stop->name, stop->lon_path_deg[i], stop->lat_path_deg[i]);
      return FALSE;
    }
  return TRUE;
}

static gboolean check_stop(const TyTrip *trip, gsize i, GError **error) {
  const TyTripStop *stop = &trip->stops[i];

  if (!stop->name || !*stop->name) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "stop %zu has no name", i + 1);
    return FALSE;
  }
  if (!check_text(stop->name, "name", i, error) ||
      (stop->note && !check_text(stop->note, "note", i, error)))
    return FALSE;
  if (stop->day == 0 || (i > 0 && stop->day < stop[-1].day)) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "stop %zu (%s) is on day %u, expected days from 1 that do not fall", i + 1,
                stop->name, stop->day);
    return FALSE;
  }
  if (stop->leg_m < 0 || isinf(stop->leg_m) || stop->leg_origin >= TY_N_ORIGINS) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "the leg to stop %zu (%s) is %g m long, expected a length from 0 with an origin",
                i + 1, stop->name, stop->leg_m);
    return FALSE;
  }
  if (stop->role > TY_TRIP_END ||
      (stop->leg_mode && (!check_text(stop->leg_mode, "mode", i, error) ||
                          !isfinite(stop->leg_cny) || !isfinite(stop->leg_co2_kg)))) {
    if (error && !*error)
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "stop %zu (%s): its role, cost or emission is none", i + 1, stop->name);
    return FALSE;
  }
  return check_position(stop, i, error);
}

gboolean ty_trip_check(const TyTrip *trip, GError **error) {
  if (trip->n_stops == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "a tour of no stops, expected at least one");
    return FALSE;
  }
  if (!trip->name || !*trip->name || !g_utf8_validate(trip->name, -1, NULL) ||
      (trip->description && !g_utf8_validate(trip->description, -1, NULL))) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "a tour's name or description is missing or no UTF-8");
    return FALSE;
  }
  for (gsize i = 0; i < trip->n_stops; i++)
    if (!check_stop(trip, i, error))
      return FALSE;
  return TRUE;
}

gboolean ty_trip_has_position(const TyTripStop *stop) { return !isnan(stop->lon_deg); }

gint32 ty_trip_dwell_s(const TyTripStop *stop) {
  if (stop->dwell_s != TY_NO_TIME)
    return stop->dwell_s;
  if (stop->arrive_s == TY_NO_TIME || stop->depart_s == TY_NO_TIME)
    return TY_NO_TIME;
  return stop->depart_s - stop->arrive_s;
}

void ty_append_clock(GString *out, gint32 time_s) {
  if (time_s != TY_NO_TIME)
    g_string_append_printf(out, "%02d:%02d", time_s / 3600, time_s % 3600 / 60);
}
