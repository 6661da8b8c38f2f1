/* SPDX-License-Identifier: Apache-2.0 */
/** A closed tour as an array, for local search: a move is a chain of reversals of pieces, each done
 * on the shorter of the two pieces that give the same ring, and logged, so that it can be taken
 * back. Inline, for the search spends its time here. */
#pragma once
#include <glib.h>

/** The places that a reversal turned round, and the steps at their ends before it. */
typedef struct {
  guint32 from, to;
  double step_before, step_to;
} TyReversal;

/** `node` and `step` may be read at place −1, as at the last, and `node` at place n, as at 0. */
typedef struct {
  guint32 n;
  guint32 *node;     /**< by place */
  guint32 *position; /**< by node: its place */
  double *step;      /**< by place: cost of the edge to the next place */
  TyReversal *log;   /**< since ty_array_tour_forget */
  gsize n_log, log_size;
} TyArrayTour;

static inline void ty_array_tour_init(TyArrayTour *tour, guint32 n) {
  *tour = (TyArrayTour){.n = n,
                        .node = g_new0(guint32, n + 2) + 1,
                        .position = g_new0(guint32, n),
                        .step = g_new0(double, n + 1) + 1};
}

static inline void ty_array_tour_clear(TyArrayTour *tour) {
  g_free(tour->node - 1);
  g_free(tour->position);
  g_free(tour->step - 1);
  g_free(tour->log);
}

static inline guint32 ty_array_tour_next(const TyArrayTour *tour, guint32 node) {
  return tour->node[tour->position[node] + 1];
}

static inline guint32 ty_array_tour_previous(const TyArrayTour *tour, guint32 node) {
  return tour->node[(gssize) tour->position[node] - 1];
}

/** To be called after `node` or `step` was written to. */
static inline void ty_array_tour_close(TyArrayTour *tour) {
  tour->node[-1] = tour->node[tour->n - 1];
  tour->node[tour->n] = tour->node[0];
  tour->step[-1] = tour->step[tour->n - 1];
}

static inline void ty_array_tour_put(TyArrayTour *tour, guint32 node, guint32 place) {
  tour->node[place] = node;
  tour->position[node] = place;
}

/** Turns round the places from `from` to `to` and the steps between them, around the end of the
 * array if need be. The steps at the ends stay as they were. */
static inline void ty_array_tour_turn(TyArrayTour *tour, guint32 from, guint32 to) {
  guint32 n = tour->n, i = from, j = to;
  double *step = tour->step;

  for (guint32 left = ((to >= from ? to - from : to + n - from) + 1) / 2; left; left--) {
    guint32 a = tour->node[i], b = tour->node[j], before = j ? j - 1 : n - 1;
    double s = step[i], t = step[before];
    ty_array_tour_put(tour, b, i);
    ty_array_tour_put(tour, a, j);
    step[i] = t;
    step[before] = s;
    i = i + 1 == n ? 0 : i + 1;
    j = before;
  }
  ty_array_tour_close(tour);
}

/** Reverses the path from node `a` forward to node `b`, or what gives the same ring: all the rest.
 * What the edges at the ends of the path cost is for the caller to say. */
static inline void ty_array_tour_reverse(TyArrayTour *tour, guint32 a, guint32 b) {
  guint32 n = tour->n, from = tour->position[a], to = tour->position[b];
  guint32 length = (to >= from ? to - from : to + n - from) + 1;

  if (2 * length > n) {
    guint32 swap = from;
    from = to + 1 == n ? 0 : to + 1;
    to = swap ? swap - 1 : n - 1;
  }
  if (tour->n_log == tour->log_size) {
    tour->log_size = 2 * tour->log_size + 64;
    tour->log = g_renew(TyReversal, tour->log, tour->log_size);
  }
  tour->log[tour->n_log++] = (TyReversal){from, to, tour->step[(gssize) from - 1], tour->step[to]};
  ty_array_tour_turn(tour, from, to);
}

/** Says what the edge between two neighbours costs. */
static inline void ty_array_tour_set_step(TyArrayTour *tour, guint32 a, guint32 b, double cost) {
  guint32 place = tour->position[ty_array_tour_next(tour, a) == b ? a : b];

  tour->step[place] = cost;
  if (place == tour->n - 1)
    tour->step[-1] = cost;
}

/** From here on. */
static inline void ty_array_tour_forget(TyArrayTour *tour) { tour->n_log = 0; }

/** Undoes what was done since there were `n_log` entries in the log. */
static inline void ty_array_tour_take_back(TyArrayTour *tour, gsize n_log) {
  if (tour->n_log == n_log)
    return;
  while (tour->n_log > n_log) {
    const TyReversal *done = &tour->log[--tour->n_log];
    ty_array_tour_turn(tour, done->from, done->to);
    tour->step[done->to] = done->step_to;
    tour->step[done->from ? done->from - 1 : tour->n - 1] = done->step_before;
  }
  ty_array_tour_close(tour);
}
