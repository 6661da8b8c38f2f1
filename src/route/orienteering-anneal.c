/* SPDX-License-Identifier: Apache-2.0 */
#include "base/processor-time.h"
#include "route/orienteering-search.h"

#include <math.h>
#include <string.h>

/* Iterations between looks at the clock. */
#define TY_CLOCK_STEPS 32

double ty_orient_elapsed(const TyOrientSearch *search) {
  const TyOrienteeringEffort *effort = search->effort;
  double share = 0;

  if (effort->iterations > 0)
    share = (double) search->iterations / (double) effort->iterations;
  if (effort->seconds > 0)
    share =
        MAX(share, (double) (ty_processor_time_us() - search->begin_us) * 1e-6 / effort->seconds);
  return share;
}

void ty_orient_recreate(TyOrientSearch *search, guint power, gboolean blink) {
  const TyOrient *orient = search->orient;
  TyOrientState *trial = search->trial;
  const float *weight = orient->weight + power * orient->n_kinds * orient->stride;

  for (gsize d = 0; d < trial->n_days; d++)
    if (trial->day[d].stale) {
      orient->scan(orient, &trial->day[d], FALSE);
      trial->day[d].stale = FALSE;
    }
  for (;;) {
    gsize from = blink ? ty_random_below(&search->random, TY_BLINKS) : 0;
    TyOrientChoice choice =
        orient->choose(orient, trial, weight, blink ? search->blink + from : search->all);
    if (!(choice.worth > 0))
      break;
    search->touched[choice.day] = TRUE;
    ty_orient_insert(orient, trial, choice.day, choice.slot,
                     (guint32) trial->day[choice.day].gap[choice.slot]);
    orient->scan(orient, &trial->day[choice.day], TRUE);
    trial->day[choice.day].stale = FALSE;
  }
}

static double objective(const TyOrientSearch *search, const TyOrientState *state) {
  return state->score - search->time_worth * (double) state->travel;
}

/* Brings the touched days of one state over to another. */
static void bring(TyOrientSearch *search, TyOrientState *into, const TyOrientState *state) {
  const TyOrient *orient = search->orient;

  for (guint32 d = 0; d < orient->n_days; d++)
    if (search->touched[d])
      ty_orient_day_copy(orient, &into->day[d], &state->day[d]);
  memcpy(into->day_of, state->day_of, orient->source->n * sizeof *state->day_of);
  memcpy(into->left, state->left, orient->stride * sizeof *state->left);
  into->score = state->score;
  into->travel = state->travel;
}

/* Free days: all, or two or three of them. */
static void recombine(TyOrientSearch *search) {
  const TyOrient *orient = search->orient;
  g_autofree guint32 *days = g_new(guint32, orient->n_days);
  gsize n = 0, wanted = orient->n_days;

  if (wanted > 2)
    wanted = 2 + ty_random_below(&search->random, MIN(wanted, 4) - 1);
  for (guint32 k = 0; k < orient->n_kinds; k++)
    for (guint32 d = 0; d < orient->n_days; d++)
      if (orient->kind[d] == k)
        days[n++] = d;
  while (n > wanted) {
    gsize out = ty_random_below(&search->random, n--);
    memmove(days + out, days + out + 1, (n - out) * sizeof *days);
  }
  if (ty_orient_pool_recombine(search, days, n)) {
    ty_orient_state_copy(orient, search->best, search->trial);
    ty_orient_state_copy(orient, search->current, search->trial);
  } else {
    ty_orient_state_copy(orient, search->trial, search->current);
  }
}

void ty_orient_anneal(TyOrientSearch *search, double until) {
  const TyOrient *orient = search->orient;
  double from = ty_orient_elapsed(search), elapsed = from, temperature = 0;
  double recombine_at = from + TY_RECOMBINE_SHARE;

  for (guint step = 0; elapsed < until && search->best->score < search->most; step++) {
    if (step % TY_CLOCK_STEPS == 0) {
      elapsed = ty_orient_elapsed(search);
      double at = (elapsed - from) / (until - from);
      temperature = search->unit * TY_HOT * pow(TY_COLD / TY_HOT, at);
    }
    if (orient->n_days > 1 && elapsed >= recombine_at) {
      recombine(search);
      recombine_at += TY_RECOMBINE_SHARE;
    }
    search->iterations++;
    ty_orient_ruin(search);
    ty_orient_recreate(search, (guint) ty_random_below(&search->random, TY_N_POWERS), TRUE);
    double gain = objective(search, search->trial) - objective(search, search->current);
    if (gain >= 0 || ty_random_double(&search->random) < exp(gain / temperature)) {
      bring(search, search->current, search->trial);
      if (orient->n_days > 1 && search->current->score >= TY_POOL_SHARE * search->best->score)
        for (gsize d = 0; d < orient->n_days; d++)
          if (search->touched[d])
            ty_orient_pool_add(search->pool, orient, &search->current->day[d]);
      if (search->current->score > search->best->score)
        ty_orient_state_copy(orient, search->best, search->current);
    } else {
      bring(search, search->trial, search->current);
    }
  }
}
