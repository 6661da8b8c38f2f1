/* SPDX-License-Identifier: Apache-2.0 */
/** Watches a training: a line on a terminal that says how far it is, and Ctrl-C, which ends it with
 * the model so far. */
#pragma once
#include <glib.h>

typedef struct {
  guint sweep, n_sweeps;
  gint64 begun_us, drawn_us; /**< 0: not yet */
  guint begun_sweep;
  gboolean stopped;
} TyWatch;

/** Told of each sweep, with a TyWatch as `data`, all zero before. From the first call on, an
 * interrupt (SIGINT) makes the next call return FALSE; a second interrupt ends the program. The
 * line is only for terminals: logs get none. */
gboolean ty_watch_sweep(guint sweep, guint n_sweeps, double log_likelihood, gpointer data);

/** Takes the line away, leaves interrupts as they were, and says on standard error when the
 * training was ended early. */
void ty_watch_end(TyWatch *watch);
