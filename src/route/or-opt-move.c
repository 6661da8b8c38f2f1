/* SPDX-License-Identifier: Apache-2.0 */
#include "route/or-opt-inside.h"

/* The direction of a view is known where it is called from: each is compiled by itself. */
#define INLINE static inline __attribute__((always_inline))

/* Moves in a chain. */
enum { DEPTH = 3 };

/* The tour seen from the edge t1–t2 in the direction in which t2 follows t1: places are counted
 * from t2 = 0 to t1 = n − 1. A copy of pointers that no store can change. */
typedef struct {
  const guint32 *node, *position;
  const double *step;
  const TyOrOptEdge *near;
  guint32 n, n_near, origin;
  gboolean forward;
  double least_gain, nearest; /* the cheapest edge at t1 */
} View;

INLINE guint32 place(const View *view, guint32 node) {
  guint32 at = view->position[node];
  guint32 from = view->forward ? at - view->origin : view->origin - at;
  return from + (from >> 31 ? view->n : 0);
}

INLINE guint32 beside(const View *view, guint32 node, gboolean forward) {
  const guint32 *at = view->node + view->position[node];
  return forward ? at[1] : at[-1];
}

INLINE double step_beside(const View *view, guint32 node, gboolean forward) {
  const double *at = view->step + view->position[node];
  return forward ? at[0] : at[-1];
}

INLINE guint32 following(const View *view, guint32 node) {
  return beside(view, node, view->forward);
}

INLINE guint32 preceding(const View *view, guint32 node) {
  return beside(view, node, !view->forward);
}

INLINE double following_step(const View *view, guint32 node) {
  return step_beside(view, node, view->forward);
}

INLINE double preceding_step(const View *view, guint32 node) {
  return step_beside(view, node, !view->forward);
}

/* What is won by closing with the edge from `last` to t1, once all other edges won `gain`. */
INLINE double closing_gain(const TyOrOpt *search, const View *view, guint32 t1, guint32 last,
                           double gain) {
  return gain <= view->nearest ? 0 : gain - ty_or_opt_edge(search, t1, last);
}

/* Three ways to go on from t1 t2 to t3 … t6, the last edge still open. */
typedef enum { CLOSED, STRAIGHT, TURNED } Kind;

typedef struct {
  double open; /* what the edges won, without one from t6 to t1 */
  Kind kind;
  guint32 t[6];
} Move;

static void apply(TyOrOpt *search, const Move *move) {
  const guint32 *t = move->t;

  if (move->kind == CLOSED) {
    ty_or_opt_exchange(search, t[0], t[1], t[2], t[3]);
    ty_or_opt_exchange(search, t[0], t[3], t[4], t[5]);
  } else if (move->kind == STRAIGHT) {
    ty_or_opt_exchange(search, t[1], t[0], t[2], t[3]);
    ty_or_opt_exchange(search, t[2], t[0], t[5], t[4]);
    ty_or_opt_exchange(search, t[4], t[2], t[1], t[3]);
  } else {
    ty_or_opt_exchange(search, t[0], t[1], t[4], t[5]);
    ty_or_opt_exchange(search, t[4], t[1], t[2], t[3]);
  }
  ty_array_tour_set_step(&search->tour, t[1], t[2], ty_or_opt_edge(search, t[2], t[1]));
  ty_array_tour_set_step(&search->tour, t[3], t[4], ty_or_opt_edge(search, t[4], t[3]));
}

/* TRUE: closing the move wins something. Otherwise it is remembered if it is the best one left
 * open. */
INLINE gboolean consider(const TyOrOpt *search, const View *view, Kind kind, guint32 t1, guint32 t2,
                         guint32 t3, guint32 t4, guint32 t5, guint32 t6, double open, Move *best,
                         double *gain) {
  *gain = closing_gain(search, view, t1, t6, open);
  gboolean wins = *gain > view->least_gain;
  if (wins || open > best->open)
    *best = (Move){open, kind, {t1, t2, t3, t4, t5, t6}};
  return wins;
}

/* With t1–t2 and t4–t3 out, t3 following t4, and t2–t3 in, closing t4–t1 would be a 2-opt move.
 * Instead t4–t5 comes in and t5–t6 goes out. */
INLINE gboolean widen_closed(const TyOrOpt *search, const View *view, guint32 t1, guint32 t2,
                             guint32 t3, guint32 t4, double gain2, Move *best, double *gain) {
  const TyOrOptEdge *near = view->near + (gsize) t4 * view->n_near;
  guint32 place4 = place(view, t4);

  for (guint32 k = 0; k < view->n_near; k++) {
    double gain3 = gain2 - near[k].cost;
    if (gain3 <= view->least_gain)
      break;
    guint32 t5 = near[k].node, place5 = place(view, t5);
    gboolean beyond = place5 > place4;
    guint32 t6 = beyond ? preceding(view, t5) : following(view, t5);
    if (t5 == t3 || t5 == t1 || t6 == t4)
      continue;
    double open = gain3 + (beyond ? preceding_step(view, t5) : following_step(view, t5));
    if (consider(search, view, CLOSED, t1, t2, t3, t4, t5, t6, open, best, gain))
      return TRUE;
  }
  return FALSE;
}

/* With t1–t2 and t3–t4 out, t4 following t3, t2–t3 makes a ring of its own: t4–t5 must lead into
 * it, and t5–t6 on either side of t5 opens it. */
INLINE gboolean widen_split(const TyOrOpt *search, const View *view, guint32 t1, guint32 t2,
                            guint32 t3, guint32 t4, double gain2, Move *best, double *gain) {
  const TyOrOptEdge *near = view->near + (gsize) t4 * view->n_near;
  guint32 place3 = place(view, t3);

  for (guint32 k = 0; k < view->n_near; k++) {
    double gain3 = gain2 - near[k].cost;
    if (gain3 <= view->least_gain)
      break;
    guint32 t5 = near[k].node, place5 = place(view, t5);
    if (place5 >= place3)
      continue;
    /* t1 [t6…t3] [t2…t5] t4: both pieces keep their direction */
    if (consider(search, view, STRAIGHT, t1, t2, t3, t4, t5, following(view, t5),
                 gain3 + following_step(view, t5), best, gain))
      return TRUE;
    /* t1 [t6…t2] [t3…t5] t4: both are reversed where they stand */
    if (place5 > 0 && consider(search, view, TURNED, t1, t2, t3, t4, t5, preceding(view, t5),
                               gain3 + preceding_step(view, t5), best, gain))
      return TRUE;
  }
  return FALSE;
}

/* With t1–t2 out, which won `out` together with what was done before: closes a move that wins, or
 * finds the best one to go on from. */
typedef enum { NOTHING, PAIR, TRIPLE } Found;

INLINE Found look(const TyOrOpt *search, guint32 t1, guint32 t2, double out, gboolean forward,
                  Move *best, double *gain) {
  const TyArrayTour *tour = &search->tour;
  const View view = {tour->node,
                     tour->position,
                     tour->step,
                     search->near,
                     tour->n,
                     search->n_near,
                     tour->position[t2],
                     forward,
                     search->least_gain,
                     search->near[(gsize) t1 * search->n_near].cost};
  const TyOrOptEdge *near = view.near + (gsize) t2 * view.n_near;

  for (guint32 k = 0; k < view.n_near; k++) {
    guint32 t3 = near[k].node;
    double gain1 = out - near[k].cost;
    if (gain1 <= view.least_gain)
      break;
    if (t3 == t1)
      continue;
    guint32 before = preceding(&view, t3), after = following(&view, t3);
    if (before != t2) {
      double gain2 = gain1 + preceding_step(&view, t3);
      *gain = closing_gain(search, &view, t1, before, gain2);
      if (*gain > view.least_gain) {
        *best = (Move){gain2, CLOSED, {t1, t2, t3, before}};
        return PAIR;
      }
      if (widen_closed(search, &view, t1, t2, t3, before, gain2, best, gain))
        return TRIPLE;
    }
    if (after != t2 && widen_split(search, &view, t1, t2, t3, after,
                                   gain1 + following_step(&view, t3), best, gain))
      return TRIPLE;
  }
  return NOTHING;
}

static Found look_forward(const TyOrOpt *search, guint32 t1, guint32 t2, double out, Move *best,
                          double *gain) {
  return look(search, t1, t2, out, TRUE, best, gain);
}

static Found look_backward(const TyOrOpt *search, guint32 t1, guint32 t2, double out, Move *best,
                           double *gain) {
  return look(search, t1, t2, out, FALSE, best, gain);
}

/* A chain of up to DEPTH moves, each but the last left open at t1 (Lin & Kernighan 1973, Oper. Res.
 * 21:498): it is kept when its end can be closed and the whole wins. */
static gboolean improve(TyOrOpt *search, guint32 t1, gboolean forward) {
  TyArrayTour *tour = &search->tour;
  guint32 t2 = tour->node[(gssize) tour->position[t1] + (forward ? 1 : -1)];
  guint32 touched[2 + 4 * DEPTH], n_touched = 0;
  double out = tour->step[(gssize) tour->position[t1] - !forward], gain = 0;
  gsize mark = tour->n_log;

  touched[n_touched++] = t1;
  touched[n_touched++] = t2;
  for (guint depth = 0; depth < DEPTH; depth++) {
    Move best = {search->least_gain};
    Found found = ty_array_tour_next(tour, t1) == t2
                      ? look_forward(search, t1, t2, out, &best, &gain)
                      : look_backward(search, t1, t2, out, &best, &gain);
    guint32 last = best.t[found == PAIR ? 3 : 5];
    if (found == NOTHING && (depth + 1 == DEPTH || best.open <= search->least_gain ||
                             best.open <= search->near[(gsize) last * search->n_near].cost))
      break;
    for (guint i = 2; i < (found == PAIR ? 4 : 6); i++)
      touched[n_touched++] = best.t[i];
    if (found == PAIR) {
      ty_or_opt_exchange(search, t1, t2, best.t[2], last);
      ty_array_tour_set_step(tour, t2, best.t[2], ty_or_opt_edge(search, t2, best.t[2]));
    } else {
      apply(search, &best);
    }
    if (found != NOTHING) {
      ty_array_tour_set_step(tour, t1, last, ty_or_opt_edge(search, t1, last));
      search->gain += gain;
      for (guint i = 0; i < n_touched; i++)
        ty_or_opt_wait_for(search, touched[i]);
      return TRUE;
    }
    t2 = last;
    out = best.open;
  }
  ty_array_tour_take_back(tour, mark);
  return FALSE;
}

static guint32 take_waiting(TyOrOpt *search) {
  guint32 node = search->queue[search->queue_head++];

  if (search->queue_head == search->tour.n)
    search->queue_head = 0;
  search->queue_length--;
  search->waiting[node] = FALSE;
  return node;
}

void ty_or_opt_settle(TyOrOpt *search) {
  while (search->queue_length) {
    guint32 node = take_waiting(search);
    while (improve(search, node, TRUE) || improve(search, node, FALSE))
      ;
  }
}
