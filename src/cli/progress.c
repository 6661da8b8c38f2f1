/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/progress.h"

#include "cli/status-line.h"

#include <unistd.h>

/* The one line that a program has on its terminal. */
static struct {
  char *file;
  gint64 begun_us, drawn_us; /* 0: not yet */
} line;

static void draw(const TyProgress *progress, gpointer data) {
  gint64 now = g_get_monotonic_time();
  (void) data;

  if (g_strcmp0(line.file, progress->file) != 0) {
    g_free(line.file);
    line.file = g_strdup(progress->file);
    line.begun_us = now;
    line.drawn_us = 0;
  }
  if (!ty_status_is_due(&line.drawn_us))
    return;
  double seconds = (double) (now - line.begun_us) / 1e6;
  double share = progress->total > 0 ? (double) progress->bytes / (double) progress->total : 0;
  g_autoptr(GString) out = g_string_new(NULL);
  if (share > 0) {
    share = MIN(share, 1);
    ty_status_append_bar(out, share);
    g_string_append_printf(out, " %3.0f %%  %.1f of %.1f MB  ", share * 100,
                           (double) progress->bytes / 1e6, (double) progress->total / 1e6);
  }
  g_string_append_printf(out, "%" G_GINT64_FORMAT " rows", progress->rows);
  if (seconds > 0)
    g_string_append_printf(out, "  %.0f/s", (double) progress->rows / seconds);
  if (share > 0)
    ty_status_append_left(out, seconds * (1 - share) / share);
  ty_status_draw(out);
}

TyProgressFunc ty_progress_function(void) { return isatty(STDERR_FILENO) ? draw : NULL; }

void ty_hide_progress(void) {
  if (line.drawn_us)
    ty_status_erase();
}

void ty_end_progress(void) {
  ty_hide_progress();
  g_clear_pointer(&line.file, g_free);
  line.drawn_us = 0;
}
