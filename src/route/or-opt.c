/* SPDX-License-Identifier: Apache-2.0 */
#include "route/or-opt.h"

#include <math.h>
#include <string.h>

/* The view of a move is known where it is called from: each direction is compiled by itself. */
#define INLINE static inline __attribute__((always_inline))

/* Pieces of a kick; how often the clock is read. */
enum { PIECE_MAX = 30, CLOCK_EVERY = 64 };

/* Temperature of the first kick, in mean edges, and the kicks a node that it takes to cool from
 * there; with fewer it begins colder. */
static const double heat = 1, kicks_to_cool = 40;

/* The tour is an array; `position` says where a node stands. A move is a chain of 2-opt moves, each
 * the reversal of a piece of the array, the shorter of the two that do it. Reversals are logged by
 * their positions, so that a kick that did not help is taken back. Nodes whose surroundings changed
 * wait in a queue; only they are looked at (don't-look bits). */
struct TyOrOpt {
  gsize n, n_near;
  const TySymmetric *symmetric;
  const guint32 *near; /* n × n_near: the candidates */
  const double *near_cost, *penalty;
  guint32 *tour, *position;
  double *step;   /* by place: penalised cost of the edge to the next place */
  guint32 *queue; /* a ring of n places */
  gsize queue_head, queue_length;
  gboolean *waiting;
  GArray *log; /* of Reversal */
  double gain; /* since the log was emptied */
  double least_gain, mean_edge;
};

typedef struct {
  guint32 from, to;
} Reversal;

INLINE double cost(const TyOrOpt *search, guint32 a, guint32 b) {
  return ty_symmetric_cost(search->symmetric, a, b) + search->penalty[a] + search->penalty[b];
}

INLINE double plain_cost(const TyOrOpt *search, guint32 a, guint32 b) {
  return ty_symmetric_cost(search->symmetric, a, b);
}

INLINE guint32 next(const TyOrOpt *search, guint32 node) {
  gsize at = search->position[node] + 1;
  return search->tour[at == search->n ? 0 : at];
}

INLINE guint32 previous(const TyOrOpt *search, guint32 node) {
  gsize at = search->position[node];
  return search->tour[at ? at - 1 : search->n - 1];
}

static void wait_for(TyOrOpt *search, guint32 node) {
  if (search->waiting[node])
    return;
  gsize at = search->queue_head + search->queue_length++;
  search->queue[at >= search->n ? at - search->n : at] = node;
  search->waiting[node] = TRUE;
}

static guint32 take_waiting(TyOrOpt *search) {
  guint32 node = search->queue[search->queue_head++];
  if (search->queue_head == search->n)
    search->queue_head = 0;
  search->queue_length--;
  search->waiting[node] = FALSE;
  return node;
}

/* Reverses the places from `from` to `to`, around the end of the array if need be. */
static void reverse(TyOrOpt *search, gsize from, gsize to) {
  gsize n = search->n, length = (to >= from ? to - from : to + n - from) + 1;
  gsize before = from ? from - 1 : n - 1, after = to + 1 == n ? 0 : to + 1;
  gsize i = from, j = to;
  guint32 *tour = search->tour, *position = search->position;
  double *step = search->step;

  for (gsize left = length / 2; left; left--) {
    guint32 a = tour[i], b = tour[j];
    tour[i] = b;
    position[b] = (guint32) i;
    tour[j] = a;
    position[a] = (guint32) j;
    i = i + 1 == n ? 0 : i + 1;
    j = j ? j - 1 : n - 1;
  }
  i = from;
  j = to ? to - 1 : n - 1;
  for (gsize left = (length - 1) / 2; left; left--) {
    double a = step[i];
    step[i] = step[j];
    step[j] = a;
    i = i + 1 == n ? 0 : i + 1;
    j = j ? j - 1 : n - 1;
  }
  step[before] = cost(search, tour[before], tour[from]);
  step[to] = cost(search, tour[to], tour[after]);
}

/* Reverses the path from node `a` forward to node `b`, or what gives the same ring: all the rest.
 */
static void reverse_path(TyOrOpt *search, guint32 a, guint32 b) {
  gsize n = search->n, from = search->position[a], to = search->position[b];
  gsize length = (to >= from ? to - from : to + n - from) + 1;

  if (2 * length > n) {
    gsize swap = from;
    from = to + 1 == n ? 0 : to + 1;
    to = swap ? swap - 1 : n - 1;
  }
  reverse(search, from, to);
  Reversal done = {(guint32) from, (guint32) to};
  g_array_append_val(search->log, done);
}

/* Takes out the edges t1–t2 and t3–t4 and puts in t2–t3 and t4–t1. */
static void exchange(TyOrOpt *search, guint32 t1, guint32 t2, guint32 t3, guint32 t4) {
  if (next(search, t1) == t2)
    reverse_path(search, t2, t4);
  else
    reverse_path(search, t1, t3);
}

static void take_back(TyOrOpt *search) {
  for (guint i = search->log->len; i--;) {
    Reversal done = g_array_index(search->log, Reversal, i);
    reverse(search, done.from, done.to);
  }
}

/* The tour seen from the edge t1–t2 in the direction in which t2 follows t1: places are counted
 * from t2 = 0 to t1 = n − 1. */
typedef struct {
  gboolean forward;
  gsize origin;
} View;

INLINE gsize place(const TyOrOpt *search, View view, guint32 node) {
  gsize at = search->position[node], n = search->n;
  if (view.forward)
    return at >= view.origin ? at - view.origin : at + n - view.origin;
  return view.origin >= at ? view.origin - at : view.origin + n - at;
}

INLINE guint32 following(const TyOrOpt *search, View view, guint32 node) {
  return view.forward ? next(search, node) : previous(search, node);
}

INLINE guint32 preceding(const TyOrOpt *search, View view, guint32 node) {
  return view.forward ? previous(search, node) : next(search, node);
}

INLINE double following_step(const TyOrOpt *search, View view, guint32 node) {
  gsize at = search->position[node];
  return search->step[view.forward ? at : at ? at - 1 : search->n - 1];
}

INLINE double preceding_step(const TyOrOpt *search, View view, guint32 node) {
  gsize at = search->position[node];
  return search->step[!view.forward ? at : at ? at - 1 : search->n - 1];
}

static gboolean found(TyOrOpt *search, double gain, const guint32 *t, guint n) {
  search->gain += gain;
  for (guint i = 0; i < n; i++)
    wait_for(search, t[i]);
  return TRUE;
}

/* With t1–t2 and t4–t3 out, t3 following t4, and t2–t3 in, closing t4–t1 would be a 2-opt move.
 * Instead t4–t5 comes in and t5–t6 goes out. */
INLINE gboolean widen_closed(TyOrOpt *search, View view, guint32 t1, guint32 t2, guint32 t3,
                             guint32 t4, double gain2) {
  gsize place4 = place(search, view, t4);

  for (gsize k = 0; k < search->n_near; k++) {
    guint32 t5 = search->near[t4 * search->n_near + k], t6;
    double gain3 = gain2 - search->near_cost[t4 * search->n_near + k];
    if (gain3 <= search->least_gain)
      break;
    gsize place5 = place(search, view, t5);
    if (place5 > place4 + 1) {
      t6 = preceding(search, view, t5);
      gain3 += preceding_step(search, view, t5);
    } else if (place5 < place4) {
      t6 = following(search, view, t5);
      gain3 += following_step(search, view, t5);
    } else {
      continue;
    }
    if (t5 == t1 || t6 == t4 || gain3 <= search->near_cost[t1 * search->n_near])
      continue;
    double gain = gain3 - cost(search, t6, t1);
    if (gain <= search->least_gain)
      continue;
    exchange(search, t1, t2, t3, t4);
    exchange(search, t1, t4, t5, t6);
    return found(search, gain, (guint32[]){t1, t2, t3, t4, t5, t6}, 6);
  }
  return FALSE;
}

/* With t1–t2 and t3–t4 out, t4 following t3, t2–t3 makes a ring of its own: t4–t5 must lead into
 * it, and t5–t6 on either side of t5 opens it. */
INLINE gboolean widen_split(TyOrOpt *search, View view, guint32 t1, guint32 t2, guint32 t3,
                            guint32 t4, double gain2) {
  gsize place3 = place(search, view, t3);

  for (gsize k = 0; k < search->n_near; k++) {
    guint32 t5 = search->near[t4 * search->n_near + k];
    double gain3 = gain2 - search->near_cost[t4 * search->n_near + k];
    if (gain3 <= search->least_gain)
      break;
    gsize place5 = place(search, view, t5);
    if (place5 >= place3)
      continue;
    /* t1 [t6…t3] [t2…t5] t4: both pieces keep their direction */
    guint32 t6 = following(search, view, t5);
    double gain4 = gain3 + following_step(search, view, t5);
    double gain =
        gain4 <= search->near_cost[t1 * search->n_near] ? 0 : gain4 - cost(search, t6, t1);
    if (gain > search->least_gain) {
      exchange(search, t2, t1, t3, t4);
      exchange(search, t3, t1, t6, t5);
      exchange(search, t5, t3, t2, t4);
      return found(search, gain, (guint32[]){t1, t2, t3, t4, t5, t6}, 6);
    }
    /* t1 [t6…t2] [t3…t5] t4: both are reversed where they stand */
    if (place5 > 0) {
      t6 = preceding(search, view, t5);
      gain4 = gain3 + preceding_step(search, view, t5);
      gain = gain4 <= search->near_cost[t1 * search->n_near] ? 0 : gain4 - cost(search, t6, t1);
      if (gain > search->least_gain) {
        exchange(search, t1, t2, t5, t6);
        exchange(search, t5, t2, t3, t4);
        return found(search, gain, (guint32[]){t1, t2, t3, t4, t5, t6}, 6);
      }
    }
  }
  return FALSE;
}

INLINE gboolean improve(TyOrOpt *search, guint32 t1, gboolean forward) {
  guint32 t2 = forward ? next(search, t1) : previous(search, t1);
  View view = {forward, search->position[t2]};
  double out = preceding_step(search, view, t2);

  for (gsize k = 0; k < search->n_near; k++) {
    guint32 t3 = search->near[t2 * search->n_near + k];
    double gain1 = out - search->near_cost[t2 * search->n_near + k];
    if (gain1 <= search->least_gain)
      break;
    guint32 before = preceding(search, view, t3), after = following(search, view, t3);
    if (t3 != t1 && before != t2) {
      double gain2 = gain1 + preceding_step(search, view, t3);
      double gain =
          gain2 <= search->near_cost[t1 * search->n_near] ? 0 : gain2 - cost(search, before, t1);
      if (gain > search->least_gain) {
        exchange(search, t1, t2, t3, before);
        return found(search, gain, (guint32[]){t1, t2, t3, before}, 4);
      }
      if (widen_closed(search, view, t1, t2, t3, before, gain2))
        return TRUE;
    }
    if (t3 != t1 && after != t2 &&
        widen_split(search, view, t1, t2, t3, after, gain1 + following_step(search, view, t3)))
      return TRUE;
  }
  return FALSE;
}

static gboolean improve_forward(TyOrOpt *search, guint32 t1) { return improve(search, t1, TRUE); }
static gboolean improve_backward(TyOrOpt *search, guint32 t1) { return improve(search, t1, FALSE); }

static void settle(TyOrOpt *search) {
  while (search->queue_length) {
    guint32 node = take_waiting(search);
    while (improve_forward(search, node) || improve_backward(search, node))
      ;
  }
}

void ty_or_opt_descend(TyOrOpt *search) {
  for (gsize i = 0; i < search->n; i++)
    wait_for(search, search->tour[i]);
  settle(search);
  g_array_set_size(search->log, 0);
  search->gain = 0;
}

/* The first place from `at` on after which the tour may be cut. */
static gsize past_fixed(const TyOrOpt *search, gsize at) {
  gsize n = search->n;

  while (plain_cost(search, search->tour[at % n], search->tour[(at + 1) % n]) <=
         search->symmetric->fixed)
    at++;
  return at;
}

/* A double bridge (Martin, Otto & Felten 1991) that stays local: of three short pieces that follow
 * each other, [b…c][d…e][f…g] between a and h, the outer ones change places. No chain of 3-opt
 * moves leads straight back. FALSE when there is no room, or an edge that may not be would come in.
 */
static gboolean bridge(TyOrOpt *search, TyRandom *random) {
  gsize n = search->n, longest = MIN(PIECE_MAX, (n - 2) / 4), cut[4];
  guint32 end[8];

  cut[0] = past_fixed(search, ty_random_below(random, n));
  for (gsize i = 1; i < 4; i++)
    cut[i] = past_fixed(search, cut[i - 1] + 1 + ty_random_below(random, longest));
  if (cut[3] >= cut[0] + n)
    return FALSE;
  for (gsize i = 0; i < 4; i++) {
    end[2 * i] = search->tour[cut[i] % n];
    end[2 * i + 1] = search->tour[(cut[i] + 1) % n];
  }
  guint32 a = end[0], b = end[1], c = end[2], d = end[3], e = end[4], f = end[5], g = end[6],
          h = end[7];
  double never = search->symmetric->never;
  if (plain_cost(search, a, f) >= never || plain_cost(search, g, d) >= never ||
      plain_cost(search, e, b) >= never || plain_cost(search, c, h) >= never)
    return FALSE;
  double gain = cost(search, a, b) + cost(search, c, d) + cost(search, e, f) + cost(search, g, h) -
                cost(search, a, f) - cost(search, g, d) - cost(search, e, b) - cost(search, c, h);
  reverse_path(search, b, g);
  exchange(search, a, g, e, f);
  exchange(search, g, e, c, d);
  exchange(search, e, c, h, b);
  return found(search, gain, end, 8);
}

static void set_tour(TyOrOpt *search, const guint32 *nodes) {
  memcpy(search->tour, nodes, search->n * sizeof *nodes);
  for (gsize i = 0; i < search->n; i++) {
    search->position[nodes[i]] = (guint32) i;
    search->step[i] = cost(search, nodes[i], nodes[(i + 1) % search->n]);
  }
}

/* Copies the tour as it was before the reversals in the log. */
static void keep_before(TyOrOpt *search, guint32 *tour) {
  gsize n = search->n;

  memcpy(tour, search->tour, n * sizeof *tour);
  for (guint r = search->log->len; r--;) {
    Reversal done = g_array_index(search->log, Reversal, r);
    gsize i = done.from, j = done.to, length = (j >= i ? j - i : j + n - i) + 1;
    for (gsize left = length / 2; left; left--) {
      guint32 swap = tour[i];
      tour[i] = tour[j];
      tour[j] = swap;
      i = i + 1 == n ? 0 : i + 1;
      j = j ? j - 1 : n - 1;
    }
  }
}

/* How far the kicks have come, from 0 to 1, and how many there will be. */
typedef struct {
  guint64 n_kicks;
  gint64 from_us, until_us;
  double done, expected;
} Schedule;

/* FALSE when the time is up. */
static gboolean look_at_clock(Schedule *schedule, guint64 kick) {
  schedule->done = (double) kick / (double) schedule->n_kicks;
  schedule->expected = (double) schedule->n_kicks;
  if (schedule->until_us == G_MAXINT64)
    return TRUE;
  gint64 now_us = g_get_monotonic_time();
  if (now_us >= schedule->until_us)
    return FALSE;
  double by_clock =
      (double) (now_us - schedule->from_us) / (double) (schedule->until_us - schedule->from_us);
  schedule->done = MAX(schedule->done, by_clock);
  schedule->expected = (double) kick / MAX(schedule->done, 1e-9);
  return TRUE;
}

/* The best tour so far stands in `best` only when the tour at hand is worse: while it is the best,
 * it is copied when the first kick that lengthens it is about to be kept. */
guint64 ty_or_opt_kick(TyOrOpt *search, guint64 n_kicks, gint64 until_us, TyRandom *random) {
  Schedule schedule = {n_kicks, g_get_monotonic_time(), until_us, 0, 0};
  g_autofree guint32 *best = g_new0(guint32, search->n);
  double temperature = 0, behind = 0; /* how much longer the tour is than the best */
  gboolean kept = FALSE;              /* `best` holds the best */
  guint64 kick = 0;

  for (; kick < n_kicks; kick++) {
    if (kick % CLOCK_EVERY == 0) {
      if (!look_at_clock(&schedule, kick))
        break;
      double share = schedule.expected / (double) search->n / kicks_to_cool;
      temperature = heat * MIN(share, 1) * search->mean_edge * (1 - schedule.done);
    }
    g_array_set_size(search->log, 0);
    search->gain = 0;
    if (!bridge(search, random))
      continue;
    settle(search);
    if (search->gain < 0 && search->gain <= temperature * log(1 - ty_random_double(random))) {
      take_back(search);
      continue;
    }
    if (search->gain < -search->least_gain && !kept) {
      keep_before(search, best);
      kept = TRUE;
    }
    behind -= search->gain;
    if (behind < -search->least_gain) {
      behind = 0;
      kept = FALSE;
    }
  }
  if (kept && behind > 0)
    set_tour(search, best);
  return kick;
}

TyOrOpt *ty_or_opt_new(const TySymmetric *symmetric, const TyCandidates *candidates,
                       const guint32 *nodes) {
  gsize n = symmetric->n;
  TyOrOpt *search = g_new0(TyOrOpt, 1);
  double sum = 0;

  search->n = n;
  search->n_near = candidates->k;
  search->symmetric = symmetric;
  search->near = candidates->node;
  search->near_cost = candidates->cost;
  search->penalty = candidates->penalty;
  search->tour = g_new0(guint32, n);
  search->position = g_new0(guint32, n);
  search->step = g_new0(double, n);
  set_tour(search, nodes);
  search->queue = g_new0(guint32, n);
  search->waiting = g_new0(gboolean, n);
  search->log = g_array_new(FALSE, FALSE, sizeof(Reversal));
  for (gsize i = 0; i < n; i++) {
    double c = plain_cost(search, nodes[i], nodes[(i + 1) % n]);
    if (c > symmetric->fixed && !(c * 4 * (double) n >= symmetric->never)) /* nor a missing way */
      sum += c;
  }
  search->mean_edge = sum / (double) n;
  /* Less than this is rounding. */
  search->least_gain = 1e-9 * sum / (double) n + 1e-300;
  return search;
}

void ty_or_opt_free(TyOrOpt *search) {
  if (!search)
    return;
  g_free(search->tour);
  g_free(search->position);
  g_free(search->step);
  g_free(search->queue);
  g_free(search->waiting);
  g_array_unref(search->log);
  g_free(search);
}

const guint32 *ty_or_opt_tour(const TyOrOpt *search) { return search->tour; }

double ty_or_opt_cost(const TyOrOpt *search) {
  double sum = 0;

  for (gsize i = 0; i < search->n; i++)
    sum += plain_cost(search, search->tour[i], search->tour[(i + 1) % search->n]);
  return sum;
}
