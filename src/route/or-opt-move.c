/* SPDX-License-Identifier: Apache-2.0 */
#include "route/or-opt-inside.h"

/* The direction of a view is known where it is called from: each is compiled by itself. */
#define INLINE static inline __attribute__((always_inline))

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

/* The move took out t[0]–t[1], t[2]–t[3] … and put in t[1]–t[2], t[3]–t[4] … t[n − 1]–t[0]. */
static gboolean moved(TyOrOpt *search, double gain, const guint32 *t, guint n) {
  search->gain += gain;
  for (guint i = 0; i < n; i += 2)
    ty_array_tour_set_step(&search->tour, t[i], t[i ? i - 1 : n - 1],
                           ty_or_opt_edge(search, t[i], t[i ? i - 1 : n - 1]));
  for (guint i = 0; i < n; i++)
    ty_or_opt_wait_for(search, t[i]);
  return TRUE;
}

/* With t1–t2 and t4–t3 out, t3 following t4, and t2–t3 in, closing t4–t1 would be a 2-opt move.
 * Instead t4–t5 comes in and t5–t6 goes out. */
INLINE gboolean widen_closed(TyOrOpt *search, const View *view, guint32 t1, guint32 t2, guint32 t3,
                             guint32 t4, double gain2) {
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
    gain3 += beyond ? preceding_step(view, t5) : following_step(view, t5);
    double gain = closing_gain(search, view, t1, t6, gain3);
    if (gain <= view->least_gain)
      continue;
    ty_or_opt_exchange(search, t1, t2, t3, t4);
    ty_or_opt_exchange(search, t1, t4, t5, t6);
    return moved(search, gain, (guint32[]){t1, t2, t3, t4, t5, t6}, 6);
  }
  return FALSE;
}

/* With t1–t2 and t3–t4 out, t4 following t3, t2–t3 makes a ring of its own: t4–t5 must lead into
 * it, and t5–t6 on either side of t5 opens it. */
INLINE gboolean widen_split(TyOrOpt *search, const View *view, guint32 t1, guint32 t2, guint32 t3,
                            guint32 t4, double gain2) {
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
    guint32 t6 = following(view, t5);
    double gain = closing_gain(search, view, t1, t6, gain3 + following_step(view, t5));
    if (gain > view->least_gain) {
      ty_or_opt_exchange(search, t2, t1, t3, t4);
      ty_or_opt_exchange(search, t3, t1, t6, t5);
      ty_or_opt_exchange(search, t5, t3, t2, t4);
      return moved(search, gain, (guint32[]){t1, t2, t3, t4, t5, t6}, 6);
    }
    if (place5 == 0)
      continue;
    /* t1 [t6…t2] [t3…t5] t4: both are reversed where they stand */
    t6 = preceding(view, t5);
    gain = closing_gain(search, view, t1, t6, gain3 + preceding_step(view, t5));
    if (gain > view->least_gain) {
      ty_or_opt_exchange(search, t1, t2, t5, t6);
      ty_or_opt_exchange(search, t5, t2, t3, t4);
      return moved(search, gain, (guint32[]){t1, t2, t3, t4, t5, t6}, 6);
    }
  }
  return FALSE;
}

INLINE gboolean improve(TyOrOpt *search, guint32 t1, gboolean forward) {
  const TyArrayTour *tour = &search->tour;
  guint32 t2 = forward ? ty_array_tour_next(tour, t1) : ty_array_tour_previous(tour, t1);
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
  double out = preceding_step(&view, t2);

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
      double gain = closing_gain(search, &view, t1, before, gain2);
      if (gain > view.least_gain) {
        ty_or_opt_exchange(search, t1, t2, t3, before);
        return moved(search, gain, (guint32[]){t1, t2, t3, before}, 4);
      }
      if (widen_closed(search, &view, t1, t2, t3, before, gain2))
        return TRUE;
    }
    if (after != t2 &&
        widen_split(search, &view, t1, t2, t3, after, gain1 + following_step(&view, t3)))
      return TRUE;
  }
  return FALSE;
}

static gboolean improve_forward(TyOrOpt *search, guint32 t1) { return improve(search, t1, TRUE); }
static gboolean improve_backward(TyOrOpt *search, guint32 t1) { return improve(search, t1, FALSE); }

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
    while (improve_forward(search, node) || improve_backward(search, node))
      ;
  }
}
