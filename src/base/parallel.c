/* SPDX-License-Identifier: Apache-2.0 */
#include "base/parallel.h"

#include <stdatomic.h>

typedef struct {
  TyTaskFunc func;
  gpointer data;
  gsize n_tasks;
  atomic_size_t next;
} Loop;

typedef struct {
  Loop *loop;
  guint thread;
} Worker;

static gpointer work(gpointer data) {
  Worker *worker = data;
  Loop *loop = worker->loop;

  for (gsize task; (task = atomic_fetch_add(&loop->next, 1)) < loop->n_tasks;)
    loop->func(task, worker->thread, loop->data);
  return NULL;
}

guint ty_parallel_threads(guint n_threads) {
  return n_threads > 0 ? n_threads : g_get_num_processors();
}

void ty_parallel_for(guint n_threads, gsize n_tasks, TyTaskFunc func, gpointer data) {
  Loop loop = {.func = func, .data = data, .n_tasks = n_tasks};
  guint n = (guint) MIN(ty_parallel_threads(n_threads), MAX(n_tasks, 1));
  g_autofree Worker *workers = g_new(Worker, n);
  g_autofree GThread **threads = g_new0(GThread *, n);

  for (guint i = 0; i < n; i++)
    workers[i] = (Worker){&loop, i};
  for (guint i = 1; i < n; i++)
    threads[i] = g_thread_try_new("tuyou", work, &workers[i], NULL); /* fewer threads will do too */
  work(&workers[0]);
  for (guint i = 1; i < n; i++)
    if (threads[i])
      g_thread_join(threads[i]);
}
