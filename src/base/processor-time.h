/* SPDX-License-Identifier: Apache-2.0 */
/** The clock that limits of effort in seconds go by: other programs on the machine do not count. */
#pragma once
#include <glib.h>
#include <time.h>

/** Processor time of the calling thread so far, in microseconds. */
static inline gint64 ty_processor_time_us(void) {
  struct timespec now;

  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}
