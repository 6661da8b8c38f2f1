/* SPDX-License-Identifier: Apache-2.0 */
/** Timetables from any text, and the ways by what was read. */
#include "base/csv.h"
#include <tuyou/timetable.h>

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static gboolean take_row(const TyCsvRow *row, gpointer data, GError **error) {
  g_autoptr(GError) refused = NULL;
  guint before = ((TyTimetable *) data)->rides->len;
  (void) error;

  if (!ty_timetable_add(data, row->file, row->line, row->n, row->heading, row->field, &refused) &&
      (!refused || ((TyTimetable *) data)->rides->len != before))
    __builtin_trap();
  return TRUE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(TyTimetable) timetable = ty_timetable_new();
  TyCalendarDay day = {{2026, 4, 6}, 1, {2026, 2, 19, FALSE}, FALSE};

  if (!g_utf8_validate((const char *) data, (gssize) size, NULL))
    return 0;
  ty_csv_read("t.csv", (const char *) data, size, take_row, NULL, timetable, NULL);
  guint n = timetable->stations->len;
  g_autofree gint32 *ready_s = g_new0(gint32, n + 1), *arrives_s = g_new(gint32, n + 1);
  g_autofree guint32 *by = g_new(guint32, n + 1);
  g_autoptr(TyDepartures) departures = ty_departures_new(timetable, &day);
  ty_departures_earliest(departures, ready_s, arrives_s, by);
  for (guint32 station = 0; station < n; station++) {
    if (arrives_s[station] == TY_TOO_LATE)
      continue;
    g_autoptr(GArray) rides = ty_rides_to(timetable, ready_s, by, station);
    const guint32 *ride = (const guint32 *) (const void *) rides->data;
    guint32 from = g_array_index(timetable->rides, TyRide, ride[0]).from;
    if (!ty_rides_check(timetable, &day, ride, rides->len, from, 0, station, arrives_s[station],
                        NULL))
      __builtin_trap();
  }
  return 0;
}
