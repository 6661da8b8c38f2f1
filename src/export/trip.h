/* SPDX-License-Identifier: Apache-2.0 */
/** What the writers of a tour share. */
#pragma once
#include <tuyou/export.h>

/** FALSE with TY_ERROR_INPUT, naming the stop, when the tour is not as <tuyou/export.h> says. */
gboolean ty_trip_check(const TyTrip *trip, GError **error);

gboolean ty_trip_has_position(const TyTripStop *stop);
/** dwell_s, or depart − arrive; TY_NO_TIME. */
gint32 ty_trip_dwell_s(const TyTripStop *stop);

/** Appends "09:00"; nothing for TY_NO_TIME. */
void ty_append_clock(GString *out, gint32 time_s);
