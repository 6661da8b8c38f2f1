/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>
#include <tuyou/topics.h>

enum { MAX_LEVELS = 15 };
#define MOST_PROBABLE .9999

typedef struct {
  const guint32 *relevant, *total;
  gsize n;
  guint n_states;
  double rise; /* cost of one level up */
  double log_p[MAX_LEVELS + 1], log_q[MAX_LEVELS + 1];
} Automaton;

/* −ln of the chance of batch t in state i; the binomial coefficient is the same in all states. */
static double cost(const Automaton *automaton, gsize t, guint i) {
  double met = automaton->relevant[t], rest = automaton->total[t] - met;
  return -met * automaton->log_p[i] - rest * automaton->log_q[i];
}

static gboolean check(const guint32 *relevant, const guint32 *total, gsize n,
                      const TyBurstOptions *options, GError **error) {
  if (!(options->scale > 1) || !isfinite(options->scale) || !(options->gamma >= 0) ||
      !isfinite(options->gamma) || options->n_levels < 1 || options->n_levels > MAX_LEVELS) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found scale %g, gamma %g and %u levels, expected a scale above 1, a gamma from 0 "
                "and 1–%d levels",
                options->scale, options->gamma, options->n_levels, MAX_LEVELS);
    return FALSE;
  }
  for (gsize t = 0; t < n; t++)
    if (relevant[t] > total[t]) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "batch %zu has %u relevant documents, expected at most its %u documents", t + 1,
                  relevant[t], total[t]);
      return FALSE;
    }
  return TRUE;
}

static gboolean prepare(Automaton *automaton, const guint32 *relevant, const guint32 *total,
                        gsize n, const TyBurstOptions *options, GError **error) {
  TyBurstOptions wanted = options ? *options : (TyBurstOptions){0};
  double met = 0, all = 0;

  wanted.scale = wanted.scale != 0 ? wanted.scale : 2;
  wanted.gamma = wanted.gamma != 0 ? wanted.gamma : 1;
  wanted.n_levels = wanted.n_levels ? wanted.n_levels : 3;
  if (!check(relevant, total, n, &wanted, error))
    return FALSE;
  for (gsize t = 0; t < n; t++) {
    met += relevant[t];
    all += total[t];
  }
  *automaton = (Automaton){
      relevant, total, n, wanted.n_levels + 1, n > 1 ? wanted.gamma * log((double) n) : 0,
      {0},      {0}};
  double p = met > 0 ? met / all : 0.5;
  for (guint i = 0; i < automaton->n_states; i++, p *= wanted.scale) {
    double bounded = MIN(p, MOST_PROBABLE);
    automaton->log_p[i] = log(bounded);
    automaton->log_q[i] = log1p(-bounded);
    if (p >= MOST_PROBABLE) { /* nothing can be more frequent than always */
      automaton->n_states = i + 1;
      break;
    }
  }
  if (met == 0)
    automaton->n_states = 1;
  return TRUE;
}

/* The cheapest path through the states (Viterbi), batch by batch; before the first stands 0. */
static void find_path(const Automaton *automaton, guint8 *state) {
  guint m = automaton->n_states;
  g_autofree guint8 *from = g_new0(guint8, MAX(automaton->n * m, 1));
  double best[MAX_LEVELS + 1], next[MAX_LEVELS + 1];

  for (guint i = 0; i < m; i++)
    best[i] = i == 0 ? 0 : INFINITY;
  for (gsize t = 0; t < automaton->n; t++) {
    for (guint i = 0; i < m; i++) {
      guint cheapest = 0;
      double least = INFINITY;
      for (guint j = 0; j < m; j++) {
        double sum = best[j] + (i > j ? (i - j) * automaton->rise : 0);
        if (sum < least) {
          least = sum;
          cheapest = j;
        }
      }
      next[i] = least + cost(automaton, t, i);
      from[t * m + i] = (guint8) cheapest;
    }
    memcpy(best, next, sizeof best);
  }
  guint at = 0;
  for (guint i = 1; i < m; i++)
    if (best[i] < best[at])
      at = i;
  for (gsize t = automaton->n; t-- > 0;) {
    state[t] = (guint8) at;
    at = from[t * m + at];
  }
}

gboolean ty_burst_states(const guint32 *relevant, const guint32 *total, gsize n,
                         const TyBurstOptions *options, guint8 *state, GError **error) {
  Automaton automaton;

  if (!prepare(&automaton, relevant, total, n, options, error))
    return FALSE;
  find_path(&automaton, state);
  return TRUE;
}

GArray *ty_bursts(const guint32 *relevant, const guint32 *total, gsize n,
                  const TyBurstOptions *options, GError **error) {
  Automaton automaton;

  if (!prepare(&automaton, relevant, total, n, options, error))
    return NULL;
  GArray *bursts = g_array_new(FALSE, FALSE, sizeof(TyBurst));
  g_autofree guint8 *state = g_new0(guint8, MAX(n, 1));
  find_path(&automaton, state);
  for (gsize t = 0; t < n; t++)
    for (guint level = (t ? state[t - 1] : 0) + 1U; level <= state[t]; level++) {
      TyBurst burst = {t, t, level, 0};
      for (; burst.to < n && state[burst.to] >= level; burst.to++)
        burst.weight += cost(&automaton, burst.to, level - 1) - cost(&automaton, burst.to, level);
      g_array_append_val(bursts, burst);
    }
  return bursts;
}
