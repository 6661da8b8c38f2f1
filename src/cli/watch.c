/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/watch.h"

#include "cli/status-line.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

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

static void draw(TyWatch *watch, double log_likelihood) {
  if (!ty_status_is_due(&watch->drawn_us))
    return;
  g_autoptr(GString) out = g_string_new(NULL);
  ty_status_append_bar(out, watch->sweep / (double) watch->n_sweeps);
  g_string_append_printf(out, " sweep %u of %u  log-likelihood %.4f a word", watch->sweep,
                         watch->n_sweeps, log_likelihood);
  if (watch->sweep > watch->begun_sweep) {
    double done_s = (double) (watch->drawn_us - watch->begun_us) / 1e6;
    ty_status_append_left(out, done_s / (watch->sweep - watch->begun_sweep) *
                                   (watch->n_sweeps - watch->sweep));
  }
  ty_status_draw(out);
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
    ty_status_erase();
  if (watch->begun_us)
    sigaction(SIGINT, &before, NULL);
  if (watch->stopped)
    fprintf(stderr, "tuyou: stopped after %u of %u sweeps: this is the model so far\n",
            watch->sweep, watch->n_sweeps);
  watch->drawn_us = 0;
}
