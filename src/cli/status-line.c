/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/status-line.h"

#include <stdio.h>

#define BAR_CELLS 24
#define REDRAW_US 100000
#define ERASE "\r\033[K"

gboolean ty_status_is_due(gint64 *drawn_us) {
  gint64 now = g_get_monotonic_time();

  if (now - *drawn_us < REDRAW_US)
    return FALSE;
  *drawn_us = now;
  return TRUE;
}

void ty_status_append_bar(GString *line, double share) {
  for (guint i = 0; i < BAR_CELLS; i++)
    g_string_append(line, (double) i < share * BAR_CELLS ? "█" : "░");
}

void ty_status_append_left(GString *line, double seconds) {
  guint64 s = (guint64) (seconds + .5);

  g_string_append(line, "  ");
  if (s >= 3600)
    g_string_append_printf(line, "%" G_GUINT64_FORMAT ":", s / 3600);
  g_string_append_printf(line, s >= 3600 ? "%02u:%02u left" : "%u:%02u left", (guint) (s / 60 % 60),
                         (guint) (s % 60));
}

void ty_status_draw(const GString *line) {
  fprintf(stderr, ERASE "%s", line->str);
  fflush(stderr);
}

void ty_status_erase(void) { fputs(ERASE, stderr); }
