/* SPDX-License-Identifier: Apache-2.0 */
#include "route/or-opt.h"

#include <string.h>

enum { N_NEAR = 10, PIECE_MAX = 50, CLOCK_EVERY = 64 };

/* The tour is an array; `position` says where a node stands. A move is a chain of 2-opt moves, each
 * the reversal of a piece of the array, the shorter of the two that do it. Reversals are logged by
 * their positions, so that a kick that did not help is taken back. Nodes whose surroundings changed
 * wait in a queue; only they are looked at (don't-look bits). */
struct TyOrOpt {
  gsize n, n_near;
  const TySymmetric *symmetric;
  const double *cost;
  guint32 *near; /* n × n_near, nearest first */
  double *near_cost;
  guint32 *tour, *position;
  guint32 *queue; /* a ring of n places */
  gsize queue_head, queue_length;
  gboolean *waiting;
  GArray *log; /* of Reversal */
  double gain; /* since the log was emptied */
  double least_gain;
};

typedef struct {
  guint32 from, to;
} Reversal;

static double cost(const TyOrOpt *search, guint32 a, guint32 b) {
  return search->cost[(gsize) a * search->n + b];
}

static guint32 next(const TyOrOpt *search, guint32 node) {
  gsize at = search->position[node] + 1;
  return search->tour[at == search->n ? 0 : at];
}

static guint32 previous(const TyOrOpt *search, guint32 node) {
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

/* Reverses the `length` places from position `from` on, around the end of the array if need be. */
static void reverse(TyOrOpt *search, gsize from, gsize to, gsize length) {
  gsize n = search->n;
  guint32 *tour = search->tour, *position = search->position;

  for (gsize left = length / 2; left; left--) {
    guint32 a = tour[from], b = tour[to];
    tour[from] = b;
    position[b] = (guint32) from;
    tour[to] = a;
    position[a] = (guint32) to;
    from = from + 1 == n ? 0 : from + 1;
    to = to ? to - 1 : n - 1;
  }
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
    length = n - length;
  }
  reverse(search, from, to, length);
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
    gsize from = done.from, to = done.to;
    reverse(search, from, to, (to >= from ? to - from : to + search->n - from) + 1);
  }
}

/* The tour seen from the edge t1–t2 in the direction in which t2 follows t1: places are counted
 * from t2 = 0 to t1 = n − 1. */
typedef struct {
  gboolean forward;
  gsize origin;
} View;

static gsize place(const TyOrOpt *search, View view, guint32 node) {
  gsize at = search->position[node], n = search->n;
  if (view.forward)
    return at >= view.origin ? at - view.origin : at + n - view.origin;
  return view.origin >= at ? view.origin - at : view.origin + n - at;
}

static guint32 following(const TyOrOpt *search, View view, guint32 node) {
  return view.forward ? next(search, node) : previous(search, node);
}

static guint32 preceding(const TyOrOpt *search, View view, guint32 node) {
  return view.forward ? previous(search, node) : next(search, node);
}

static gboolean found(TyOrOpt *search, double gain, const guint32 *t, guint n) {
  search->gain += gain;
  for (guint i = 0; i < n; i++)
    wait_for(search, t[i]);
  return TRUE;
}

/* With t1–t2 and t4–t3 out, t3 following t4, and t2–t3 in, closing t4–t1 would be a 2-opt move.
 * Instead t4–t5 comes in and t5–t6 goes out. */
static gboolean widen_closed(TyOrOpt *search, View view, guint32 t1, guint32 t2, guint32 t3,
                             guint32 t4, double gain2) {
  gsize place4 = place(search, view, t4);

  for (gsize k = 0; k < search->n_near; k++) {
    guint32 t5 = search->near[t4 * search->n_near + k], t6;
    double gain3 = gain2 - search->near_cost[t4 * search->n_near + k];
    if (gain3 <= search->least_gain)
      break;
    gsize place5 = place(search, view, t5);
    if (place5 > place4 + 1)
      t6 = preceding(search, view, t5);
    else if (place5 < place4)
      t6 = following(search, view, t5);
    else
      continue;
    if (t5 == t1 || t6 == t4)
      continue;
    double gain = gain3 + cost(search, t5, t6) - cost(search, t6, t1);
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
static gboolean widen_split(TyOrOpt *search, View view, guint32 t1, guint32 t2, guint32 t3,
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
    double gain = gain3 + cost(search, t5, t6) - cost(search, t6, t1);
    if (gain > search->least_gain) {
      exchange(search, t2, t1, t3, t4);
      exchange(search, t3, t1, t6, t5);
      exchange(search, t5, t3, t2, t4);
      return found(search, gain, (guint32[]){t1, t2, t3, t4, t5, t6}, 6);
    }
    /* t1 [t6…t2] [t3…t5] t4: both are reversed where they stand */
    if (place5 > 0) {
      t6 = preceding(search, view, t5);
      gain = gain3 + cost(search, t5, t6) - cost(search, t6, t1);
      if (gain > search->least_gain) {
        exchange(search, t1, t2, t5, t6);
        exchange(search, t5, t2, t3, t4);
        return found(search, gain, (guint32[]){t1, t2, t3, t4, t5, t6}, 6);
      }
    }
  }
  return FALSE;
}

static gboolean improve(TyOrOpt *search, guint32 t1, gboolean forward) {
  guint32 t2 = forward ? next(search, t1) : previous(search, t1);
  View view = {forward, search->position[t2]};
  double out = cost(search, t1, t2);

  for (gsize k = 0; k < search->n_near; k++) {
    guint32 t3 = search->near[t2 * search->n_near + k];
    double gain1 = out - search->near_cost[t2 * search->n_near + k];
    if (gain1 <= search->least_gain)
      break;
    guint32 before = preceding(search, view, t3), after = following(search, view, t3);
    if (t3 != t1 && before != t2) {
      double gain2 = gain1 + cost(search, t3, before);
      double gain = gain2 - cost(search, before, t1);
      if (gain > search->least_gain) {
        exchange(search, t1, t2, t3, before);
        return found(search, gain, (guint32[]){t1, t2, t3, before}, 4);
      }
      if (widen_closed(search, view, t1, t2, t3, before, gain2))
        return TRUE;
    }
    if (t3 != t1 && after != t2 &&
        widen_split(search, view, t1, t2, t3, after, gain1 + cost(search, t3, after)))
      return TRUE;
  }
  return FALSE;
}

static void settle(TyOrOpt *search) {
  while (search->queue_length) {
    guint32 node = take_waiting(search);
    while (improve(search, node, TRUE) || improve(search, node, FALSE))
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

  while (cost(search, search->tour[at % n], search->tour[(at + 1) % n]) <= search->symmetric->fixed)
    at++;
  return at;
}

/* Lets the pieces (p, q] and (q, r] change places. FALSE when there is no room, or an edge that may
 * not be would come in. */
static gboolean swap_pieces(TyOrOpt *search, TyRandom *random) {
  gsize n = search->n, longest = MIN(PIECE_MAX, (n - 2) / 3);
  gsize p = past_fixed(search, ty_random_below(random, n));
  gsize q = past_fixed(search, p + 1 + ty_random_below(random, longest));
  gsize r = past_fixed(search, q + 1 + ty_random_below(random, longest));
  if (r >= p + n)
    return FALSE;
  p %= n;
  guint32 a = search->tour[p], b = search->tour[(p + 1) % n], c = search->tour[q % n],
          d = search->tour[(q + 1) % n], e = search->tour[r % n], f = search->tour[(r + 1) % n];
  double never = search->symmetric->never;

  if (cost(search, a, d) >= never || cost(search, e, b) >= never || cost(search, c, f) >= never)
    return FALSE;
  reverse_path(search, b, e);
  exchange(search, e, a, d, c);
  exchange(search, c, e, b, f);
  found(search,
        cost(search, a, b) + cost(search, c, d) + cost(search, e, f) - cost(search, a, d) -
            cost(search, e, b) - cost(search, c, f),
        (guint32[]){a, b, c, d, e, f}, 6);
  return TRUE;
}

guint64 ty_or_opt_kick(TyOrOpt *search, guint64 n_kicks, gint64 until_us, TyRandom *random) {
  for (guint64 kick = 0; kick < n_kicks; kick++) {
    if (until_us != G_MAXINT64 && kick % CLOCK_EVERY == 0 && g_get_monotonic_time() >= until_us)
      return kick;
    g_array_set_size(search->log, 0);
    search->gain = 0;
    if (!swap_pieces(search, random))
      continue;
    settle(search);
    if (search->gain < 0)
      take_back(search);
  }
  return n_kicks;
}

/* The nearest nodes of each, by an insertion sort that keeps the first of equals. */
static void rank_near(TyOrOpt *search) {
  gsize n = search->n, k = search->n_near;

  for (gsize a = 0; a < n; a++) {
    guint32 *row = search->near + a * k;
    double *row_cost = search->near_cost + a * k;
    gsize n_row = 0;
    for (gsize b = 0; b < n; b++) {
      double c = search->cost[a * n + b];
      if (a == b || (n_row == k && c >= row_cost[k - 1]))
        continue;
      gsize at = n_row < k ? n_row++ : k - 1;
      for (; at && row_cost[at - 1] > c; at--) {
        row[at] = row[at - 1];
        row_cost[at] = row_cost[at - 1];
      }
      row[at] = (guint32) b;
      row_cost[at] = c;
    }
  }
}

TyOrOpt *ty_or_opt_new(const TySymmetric *symmetric, const guint32 *nodes) {
  gsize n = symmetric->n, n_near = MIN(N_NEAR, n - 1);
  TyOrOpt *search = g_new0(TyOrOpt, 1);
  double sum = 0;

  search->n = n;
  search->n_near = n_near;
  search->symmetric = symmetric;
  search->cost = symmetric->cost;
  search->near = g_new(guint32, n * n_near);
  search->near_cost = g_new(double, n *n_near);
  search->tour = g_memdup2(nodes, n * sizeof *nodes);
  search->position = g_new(guint32, n);
  search->queue = g_new(guint32, n);
  search->waiting = g_new0(gboolean, n);
  search->log = g_array_new(FALSE, FALSE, sizeof(Reversal));
  for (gsize i = 0; i < n; i++) {
    double c = cost(search, nodes[i], nodes[(i + 1) % n]);
    search->position[nodes[i]] = (guint32) i;
    if (c > symmetric->fixed)
      sum += c;
  }
  /* Less than this is rounding. */
  search->least_gain = 1e-10 * sum / (double) n + 1e-300;
  rank_near(search);
  return search;
}

void ty_or_opt_free(TyOrOpt *search) {
  if (!search)
    return;
  g_free(search->near);
  g_free(search->near_cost);
  g_free(search->tour);
  g_free(search->position);
  g_free(search->queue);
  g_free(search->waiting);
  g_array_unref(search->log);
  g_free(search);
}

const guint32 *ty_or_opt_tour(const TyOrOpt *search) { return search->tour; }

double ty_or_opt_cost(const TyOrOpt *search) {
  double sum = 0;

  for (gsize i = 0; i < search->n; i++)
    sum += cost(search, search->tour[i], search->tour[(i + 1) % search->n]);
  return sum;
}
