/* SPDX-License-Identifier: Apache-2.0 */
/** Loops over several threads. */
#pragma once
#include <glib.h>

/** Does task number `task`, 0 ≤ task < n_tasks; `thread` < n_threads names who does it, for scratch
 * memory. */
typedef void (*TyTaskFunc)(gsize task, guint thread, gpointer data);

/** Calls `func` once for each task, on up to `n_threads` threads (0: as many as processors), and
 * returns when all are done. Tasks start in order, each on the next free thread: a result must not
 * depend on which. With one thread, all runs in the caller's. */
void ty_parallel_for(guint n_threads, gsize n_tasks, TyTaskFunc func, gpointer data);

/** The number of threads that `n_threads` stands for: itself, or the processors when it is 0. */
guint ty_parallel_threads(guint n_threads);
