/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BAR_CELLS 24
#define REDRAW_US 100000

/* The one line that a program has on its terminal. */
static struct {
  char *file;
  gint64 begun_us, drawn_us; /* 0: not yet */
} line;

static void append_time(GString *out, double seconds) {
  guint64 s = (guint64) (seconds + .5);

  if (s >= 3600)
    g_string_append_printf(out, "%" G_GUINT64_FORMAT ":%02u:%02u", s / 3600, (guint) (s / 60 % 60),
                           (guint) (s % 60));
  else
    g_string_append_printf(out, "%u:%02u", (guint) (s / 60), (guint) (s % 60));
}

static void append_bar(GString *out, double share) {
  for (guint i = 0; i < BAR_CELLS; i++)
    g_string_append(out, (double) i < share * BAR_CELLS ? "█" : "░");
}

static void draw(const TyProgress *progress, gpointer data) {
  gint64 now = g_get_monotonic_time();
  (void) data;

  if (g_strcmp0(line.file, progress->file) != 0) {
    g_free(line.file);
    line.file = g_strdup(progress->file);
    line.begun_us = now;
    line.drawn_us = 0;
  }
  if (now - line.drawn_us < REDRAW_US)
    return;
  line.drawn_us = now;
  double seconds = (double) (now - line.begun_us) / 1e6;
  double share = progress->total > 0 ? (double) progress->bytes / (double) progress->total : 0;
  g_autoptr(GString) out = g_string_new("\r\033[K");
  if (share > 0) {
    share = MIN(share, 1);
    append_bar(out, share);
    g_string_append_printf(out, " %3.0f %%  %.1f of %.1f MB  ", share * 100,
                           (double) progress->bytes / 1e6, (double) progress->total / 1e6);
  }
  g_string_append_printf(out, "%" G_GINT64_FORMAT " rows", progress->rows);
  if (seconds > 0)
    g_string_append_printf(out, "  %.0f/s", (double) progress->rows / seconds);
  if (share > 0) {
    g_string_append(out, "  ");
    append_time(out, seconds * (1 - share) / share);
    g_string_append(out, " left");
  }
  fputs(out->str, stderr);
  fflush(stderr);
}

TyProgressFunc ty_progress_function(void) { return isatty(STDERR_FILENO) ? draw : NULL; }

void ty_hide_progress(void) {
  if (line.drawn_us)
    fputs("\r\033[K", stderr);
}

void ty_end_progress(void) {
  ty_hide_progress();
  g_clear_pointer(&line.file, g_free);
  line.drawn_us = 0;
}
