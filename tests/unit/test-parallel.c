/* SPDX-License-Identifier: Apache-2.0 */
#include "base/parallel.h"

#include <stdatomic.h>

#define N_TASKS 5000

typedef struct {
  atomic_int done[N_TASKS];
  guint n_threads;
  gsize *per_thread; /* one writer each */
  gsize last;        /* with one thread: the task before */
} Work;

static void task(gsize number, guint thread, gpointer data) {
  Work *work = data;
  g_assert_cmpuint(thread, <, work->n_threads);
  atomic_fetch_add(&work->done[number], 1);
  work->per_thread[thread]++;
}

static void test_does_each_task_once(void) {
  static const gsize counts[] = {0, 1, 2, 7, N_TASKS};

  for (guint n_threads = 1; n_threads <= 9; n_threads += 2)
    for (gsize c = 0; c < G_N_ELEMENTS(counts); c++) {
      g_autofree Work *work = g_new0(Work, 1);
      g_autofree gsize *per_thread = g_new0(gsize, n_threads);
      gsize sum = 0;
      work->n_threads = n_threads;
      work->per_thread = per_thread;
      ty_parallel_for(n_threads, counts[c], task, work);
      for (gsize i = 0; i < N_TASKS; i++)
        g_assert_cmpint(atomic_load(&work->done[i]), ==, i < counts[c] ? 1 : 0);
      for (guint i = 0; i < n_threads; i++)
        sum += per_thread[i];
      g_assert_cmpuint(sum, ==, counts[c]);
    }
}

static void in_order(gsize number, guint thread, gpointer data) {
  Work *work = data;
  g_assert_cmpuint(thread, ==, 0);
  g_assert_cmpuint(number, ==, work->last++);
}

static void test_one_thread_goes_in_order(void) {
  g_autofree Work *work = g_new0(Work, 1);
  ty_parallel_for(1, 1000, in_order, work);
  g_assert_cmpuint(work->last, ==, 1000);
}

static void test_counts_processors(void) {
  g_assert_cmpuint(ty_parallel_threads(0), ==, g_get_num_processors());
  g_assert_cmpuint(ty_parallel_threads(3), ==, 3);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/base/parallel/each-once", test_does_each_task_once);
  g_test_add_func("/base/parallel/order", test_one_thread_goes_in_order);
  g_test_add_func("/base/parallel/threads", test_counts_processors);
  return g_test_run();
}
