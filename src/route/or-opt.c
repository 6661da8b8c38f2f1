/* SPDX-License-Identifier: Apache-2.0 */
#include "base/processor-time.h"
#include "route/or-opt-inside.h"

#include <math.h>
#include <string.h>

/* Pieces of a kick; how often the clock is read. */
enum { PIECE_MAX = 30, CLOCK_EVERY = 64 };

/* Temperature of the first kick, in mean edges, the kicks a node that it takes to cool from there
 * (with fewer it begins colder), and the power of the time left that it falls by. */
static const double heat = 1.5, kicks_to_cool = 5, cooling = 1.5;

void ty_or_opt_descend(TyOrOpt *search) {
  for (guint32 i = 0; i < search->tour.n; i++)
    ty_or_opt_wait_for(search, search->tour.node[i]);
  ty_or_opt_settle(search);
  ty_array_tour_forget(&search->tour);
  search->gain = 0;
}

/* The first place from `at` on after which the tour may be cut. */
static guint32 past_fixed(const TyOrOpt *search, guint32 at) {
  guint32 n = search->tour.n;
  const guint32 *node = search->tour.node;

  while (ty_or_opt_plain(search, node[at % n], node[(at + 1) % n]) <= search->symmetric->fixed)
    at++;
  return at;
}

/* A double bridge (Martin, Otto & Felten 1991) that stays local: of three short pieces that follow
 * each other, [b…c][d…e][f…g] between a and h, the outer ones change places. No chain of 3-opt
 * moves leads straight back. FALSE when there is no room, or an edge that may not be would come in.
 */
static gboolean bridge(TyOrOpt *search, TyRandom *random) {
  guint32 n = search->tour.n, longest = MIN(PIECE_MAX, (n - 2) / 4), cut[4];
  guint32 end[8];
  double never = search->symmetric->never;

  cut[0] = past_fixed(search, (guint32) ty_random_below(random, n));
  for (gsize i = 1; i < 4; i++)
    cut[i] = past_fixed(search, cut[i - 1] + 1 + (guint32) ty_random_below(random, longest));
  if (cut[3] >= cut[0] + n)
    return FALSE;
  for (gsize i = 0; i < 4; i++) {
    end[2 * i] = search->tour.node[cut[i] % n];
    end[2 * i + 1] = search->tour.node[(cut[i] + 1) % n];
  }
  guint32 a = end[0], b = end[1], c = end[2], d = end[3], e = end[4], f = end[5], g = end[6],
          h = end[7], new[4][2] = {{a, f}, {g, d}, {e, b}, {c, h}};
  for (gsize i = 0; i < 4; i++)
    if (ty_or_opt_plain(search, new[i][0], new[i][1]) >= never)
      return FALSE;
  for (gsize i = 0; i < 4; i++)
    search->gain += search->tour.step[cut[i] % n] - ty_or_opt_edge(search, new[i][0], new[i][1]);
  ty_array_tour_reverse(&search->tour, b, g);
  ty_or_opt_exchange(search, a, g, e, f);
  ty_or_opt_exchange(search, g, e, c, d);
  ty_or_opt_exchange(search, e, c, h, b);
  for (gsize i = 0; i < 4; i++)
    ty_array_tour_set_step(&search->tour, new[i][0], new[i][1],
                           ty_or_opt_edge(search, new[i][0], new[i][1]));
  for (gsize i = 0; i < 8; i++)
    ty_or_opt_wait_for(search, end[i]);
  return TRUE;
}

static void set_tour(TyOrOpt *search, const guint32 *nodes) {
  guint32 n = search->tour.n;

  for (guint32 i = 0; i < n; i++)
    ty_array_tour_put(&search->tour, nodes[i], i);
  for (guint32 i = 0; i < n; i++)
    search->tour.step[i] = ty_or_opt_edge(search, nodes[i], nodes[i + 1 < n ? i + 1 : 0]);
  ty_array_tour_close(&search->tour);
}

/* Copies the tour as it was before the reversals in the log. */
static void keep_before(const TyOrOpt *search, guint32 *node) {
  guint32 n = search->tour.n;

  memcpy(node, search->tour.node, n * sizeof *node);
  for (gsize r = search->tour.n_log; r--;) {
    guint32 i = search->tour.log[r].from, j = search->tour.log[r].to;
    for (guint32 left = ((j >= i ? j - i : j + n - i) + 1) / 2; left; left--) {
      guint32 swap = node[i];
      node[i] = node[j];
      node[j] = swap;
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
  gint64 now_us = ty_processor_time_us();
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
  Schedule schedule = {n_kicks, ty_processor_time_us(), until_us, 0, 0};
  g_autofree guint32 *best = g_new0(guint32, search->tour.n);
  double temperature = 0, behind = 0; /* how much longer the tour is than the best */
  gboolean kept = FALSE;              /* `best` holds the best */
  guint64 kick = 0;

  for (; kick < n_kicks; kick++) {
    if (kick % CLOCK_EVERY == 0) {
      if (!look_at_clock(&schedule, kick))
        break;
      double share = schedule.expected / (double) search->tour.n / kicks_to_cool;
      temperature = heat * MIN(share, 1) * search->mean_edge * pow(1 - schedule.done, cooling);
    }
    ty_array_tour_forget(&search->tour);
    search->gain = 0;
    if (!bridge(search, random))
      continue;
    ty_or_opt_settle(search);
    if (search->gain < 0 && search->gain <= temperature * log(1 - ty_random_double(random))) {
      ty_array_tour_take_back(&search->tour, 0);
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

/* The candidates by the search's own numbers. */
static void take_candidates(TyOrOpt *search, const TyCandidates *candidates) {
  gsize n = search->tour.n, k = candidates->k;
  g_autofree guint32 *number = g_new0(guint32, n);

  for (gsize i = 0; i < n; i++)
    number[search->name[i]] = (guint32) i;
  for (gsize i = 0; i < n; i++) {
    gsize from = search->name[i] * k;
    search->penalty[i] = candidates->penalty[search->name[i]];
    for (gsize j = 0; j < k; j++)
      search->near[i * k + j] =
          (TyOrOptEdge){candidates->cost[from + j], number[candidates->node[from + j]]};
  }
}

TyOrOpt *ty_or_opt_new(const TySymmetric *symmetric, const TyCandidates *candidates,
                       const guint32 *nodes) {
  gsize n = symmetric->n;
  TyOrOpt *search = g_new0(TyOrOpt, 1);
  g_autofree guint32 *own = g_new0(guint32, n);
  double sum = 0;

  ty_array_tour_init(&search->tour, (guint32) n);
  search->symmetric = symmetric;
  search->name = g_memdup2(nodes, n * sizeof *nodes);
  search->penalty = g_new0(double, n);
  search->n_near = (guint32) candidates->k;
  search->near = g_new0(TyOrOptEdge, n * candidates->k);
  take_candidates(search, candidates);
  search->seen = g_new0(TyOrOptEdge, n * TY_OR_OPT_ROW);
  for (gsize i = 0; i < n * TY_OR_OPT_ROW; i++)
    search->seen[i].node = G_MAXUINT32;
  for (gsize i = 0; i < n; i++)
    own[i] = (guint32) i;
  set_tour(search, own);
  search->queue = g_new0(guint32, n);
  search->waiting = g_new0(guint8, n);
  search->outside = g_new0(guint32, n);
  for (gsize i = 0; i < n; i++) {
    double c = ty_symmetric_cost(symmetric, nodes[i], nodes[(i + 1) % n]);
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
  ty_array_tour_clear(&search->tour);
  g_free(search->name);
  g_free(search->penalty);
  g_free(search->near);
  g_free(search->seen);
  g_free(search->queue);
  g_free(search->waiting);
  g_free(search->outside);
  g_free(search);
}

const guint32 *ty_or_opt_tour(const TyOrOpt *search) {
  for (gsize i = 0; i < search->tour.n; i++)
    search->outside[i] = search->name[search->tour.node[i]];
  return search->outside;
}

double ty_or_opt_cost(const TyOrOpt *search) {
  const TyArrayTour *tour = &search->tour;
  double sum = 0;

  for (gsize i = 0; i < tour->n; i++)
    sum += ty_or_opt_plain(search, tour->node[i], tour->node[i + 1]);
  return sum;
}
