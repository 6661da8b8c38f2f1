/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/watch.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define BAR_CELLS 24
#define REDRAW_US 100000

static volatile sig_atomic_t interrupted;
static struct sigaction before;

static void interrupt(int number) {
  (void) number;
  interrupted = 1;
}

/* Once: the next interrupt does what it always did. Whoever started the program deaf to interrupts
 * has it so. */
static void listen(void) {
  struct sigaction action = {.sa_handler = interrupt, .sa_flags = SA_RESTART | (int) SA_RESETHAND};

  interrupted = 0;
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
    sigaction(SIGINT, &action, NULL);
}

static void append_time(GString *out, double seconds) {
  guint64 s = (guint64) (seconds + .5);

  if (s >= 3600)
    g_string_append_printf(out, "%" G_GUINT64_FORMAT ":", s / 3600);
  g_string_append_printf(out, s >= 3600 ? "%02u:%02u" : "%u:%02u", (guint) (s / 60 % 60),
                         (guint) (s % 60));
}

static void draw(TyWatch *watch, double log_likelihood) {
  gint64 now = g_get_monotonic_time();
  g_autoptr(GString) out = g_string_new("\r\033[K");

  if (now - watch->drawn_us < REDRAW_US)
    return;
  watch->drawn_us = now;
  for (guint i = 0; i < BAR_CELLS; i++)
    g_string_append(out,
                    (guint64) i * watch->n_sweeps < (guint64) watch->sweep * BAR_CELLS ? "█" : "░");
  g_string_append_printf(out, " sweep %u of %u  log-likelihood %.4f a word", watch->sweep,
                         watch->n_sweeps, log_likelihood);
  if (watch->sweep > watch->begun_sweep) {
    double a_sweep_s = (double) (now - watch->begun_us) / 1e6 / (watch->sweep - watch->begun_sweep);
    g_string_append(out, "  ");
    append_time(out, a_sweep_s * (watch->n_sweeps - watch->sweep));
    g_string_append(out, " left");
  }
  fputs(out->str, stderr);
  fflush(stderr);
}

gboolean ty_watch_sweep(guint sweep, guint n_sweeps, double log_likelihood, gpointer data) {
  TyWatch *watch = data;

  if (watch->begun_us == 0) {
    watch->begun_us = g_get_monotonic_time();
    watch->begun_sweep = sweep;
    listen();
  }
  watch->sweep = sweep;
  watch->n_sweeps = n_sweeps;
  if (isatty(STDERR_FILENO))
    draw(watch, log_likelihood);
  watch->stopped = interrupted && sweep < n_sweeps;
  return !watch->stopped;
}

void ty_watch_end(TyWatch *watch) {
  if (watch->drawn_us)
    fputs("\r\033[K", stderr);
  if (watch->begun_us)
    sigaction(SIGINT, &before, NULL);
  if (watch->stopped)
    fprintf(stderr, "tuyou: stopped after %u of %u sweeps: this is the model so far\n",
            watch->sweep, watch->n_sweeps);
  watch->drawn_us = 0;
}
