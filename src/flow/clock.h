/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: times of day, in seconds after midnight, as people write them. */
#pragma once
#include <tuyou/flow.h>

/** "09:05", rounded to the minute; to be freed. */
char *ty_clock_text(gint32 time_s);
/** Reads H:MM or HH:MM, and nothing after it. @return FALSE for all else */
gboolean ty_clock_read(const char *text, gint32 *time_s);
/** When the days of a tour begin and how long they are, 09:00 and 9 hours where the request says
 * nothing. @return FALSE with TY_ERROR_USAGE */
gboolean ty_clock_day(const TyPlanRequest *request, gint32 *start_s, gint32 *length_s,
                      GError **error);
