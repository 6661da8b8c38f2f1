/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/trip.h"

GBytes *ty_export_plan(TyWorkspace *workspace, const TyPlanRequest *request, const char *format,
                       GError **error) {
  gboolean geojson = g_str_equal(format, "geojson"), gpx = g_str_equal(format, "gpx");

  if (!geojson && !gpx && !g_str_equal(format, "csv")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the format %s, expected geojson, gpx or csv", format);
    return NULL;
  }
  g_autoptr(TyPlannedTrip) planned = ty_trip_new(workspace, request, error);
  if (!planned)
    return NULL;
  TyTrip trip = {.name = planned->name,
                 .stops = (const TyTripStop *) planned->stops->data,
                 .n_stops = planned->stops->len};
  return geojson ? ty_export_geojson(&trip, error)
         : gpx   ? ty_export_gpx(&trip, error)
                 : ty_export_csv(&trip, TRUE, error);
}
