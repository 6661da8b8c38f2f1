/* SPDX-License-Identifier: Apache-2.0 */
#include "route/orienteering.h"

#include <string.h>

TyOrientState *ty_orient_state_new(const TyOrient *orient) {
  TyOrientState *state = g_new0(TyOrientState, 1);
  gsize n = orient->source->n, room = orient->n_slots + 2;

  state->n_days = orient->n_days;
  state->day = g_new0(TyOrientDay, orient->n_days);
  state->day_of = g_new(gint32, n);
  for (gsize v = 0; v < n; v++)
    state->day_of[v] = -1;
  state->left = g_new0(float, orient->stride);
  for (gsize s = 0; s < orient->n_slots; s++)
    state->left[s] = 1;
  for (guint32 d = 0; d < orient->n_days; d++) {
    TyOrientDay *day = &state->day[d];
    day->kind = orient->kind[d];
    day->node = g_new0(guint32, room);
    day->begin = g_new(gint32, 4 * room);
    day->latest = day->begin + room;
    day->leave = day->latest + room;
    day->base = day->leave + room;
    day->rows = g_new(const gint32 *, 2 * room);
    day->shift = g_new(gint32, 2 * orient->stride);
    day->gap = day->shift + orient->stride;
    day->live = g_new(guint32, orient->stride / TY_LANES);
    ty_orient_set_day(orient, state, d, NULL, 0);
  }
  return state;
}

void ty_orient_state_free(TyOrientState *state) {
  if (!state)
    return;
  for (gsize d = 0; d < state->n_days; d++) {
    g_free(state->day[d].node);
    g_free(state->day[d].begin);
    g_free(state->day[d].rows);
    g_free(state->day[d].shift);
    g_free(state->day[d].live);
  }
  g_free(state->day);
  g_free(state->day_of);
  g_free(state->left);
  g_free(state);
}

void ty_orient_day_copy(const TyOrient *orient, TyOrientDay *into, const TyOrientDay *day) {
  gsize n = day->n + 2;

  into->n = day->n;
  memcpy(into->node, day->node, n * sizeof *day->node);
  memcpy(into->begin, day->begin, n * sizeof *day->begin);
  memcpy(into->latest, day->latest, n * sizeof *day->latest);
  memcpy(into->base, day->base, n * sizeof *day->base);
  if (!day->stale) {
    memcpy(into->shift, day->shift, 2 * orient->stride * sizeof *day->shift);
    memcpy(into->live, day->live, day->n_live * sizeof *day->live);
    into->n_live = day->n_live;
  }
  into->score = day->score;
  into->travel = day->travel;
  into->stale = day->stale;
}

void ty_orient_state_copy(const TyOrient *orient, TyOrientState *into, const TyOrientState *state) {
  for (gsize d = 0; d < state->n_days; d++)
    ty_orient_day_copy(orient, &into->day[d], &state->day[d]);
  memcpy(into->day_of, state->day_of, orient->source->n * sizeof *state->day_of);
  memcpy(into->left, state->left, orient->stride * sizeof *state->left);
  into->score = state->score;
  into->travel = state->travel;
}

guint32 ty_orient_day_update(const TyOrient *orient, TyOrientDay *day) {
  const gint32 *open = orient->open + day->kind * orient->stride;
  const gint32 *close = orient->close + day->kind * orient->stride;
  const double *score = orient->score + day->kind * orient->stride;
  gint32 until = orient->day_until[day->kind];
  guint32 end = day->n + 1;

  day->stale = TRUE;
  day->score = 0;
  day->travel = 0;
  day->begin[0] = orient->day_from[day->kind];
  for (guint32 p = 1; p <= end; p++) {
    guint32 before = day->node[p - 1], here = day->node[p];
    gint32 way = ty_orient_travel(orient, before, here);
    gint32 arrive = day->begin[p - 1] + orient->service[before] + way;
    day->base[p - 1] = arrive;
    day->travel += way;
    if (p == end) {
      if (arrive > until)
        return p;
      day->begin[p] = arrive;
      break;
    }
    day->begin[p] = MAX(arrive, open[here]);
    if (day->begin[p] > close[here])
      return p;
    day->score += score[here];
  }
  day->latest[end] = until;
  for (guint32 p = end; p-- > 0;) {
    gint32 on = day->base[p] - day->begin[p]; /* service and way */
    gint32 latest = day->latest[p + 1] - on;
    day->latest[p] = p > 0 ? MIN(latest, close[day->node[p]]) : latest;
  }
  return end + 1;
}

static void add_up(TyOrientState *state) {
  state->score = 0;
  state->travel = 0;
  for (gsize d = 0; d < state->n_days; d++) {
    state->score += state->day[d].score;
    state->travel += state->day[d].travel;
  }
}

static void set_visited(const TyOrient *orient, TyOrientState *state, guint32 slot, gint32 day) {
  guint32 vertex = orient->vertex[slot];

  state->day_of[vertex] = day;
  for (guint32 i = orient->slots_from[vertex]; i < orient->slots_from[vertex + 1]; i++)
    state->left[orient->slots[i]] = day < 0;
}

void ty_orient_insert(const TyOrient *orient, TyOrientState *state, guint32 day, guint32 slot,
                      guint32 gap) {
  TyOrientDay *into = &state->day[day];

  memmove(into->node + gap + 2, into->node + gap + 1, (into->n + 1 - gap) * sizeof *into->node);
  into->node[gap + 1] = slot;
  into->n++;
  set_visited(orient, state, slot, (gint32) day);
  guint32 late = ty_orient_day_update(orient, into);
  g_assert(late == into->n + 2);
  add_up(state);
}

/* Leaves out what is reached too late. */
static void make_feasible(const TyOrient *orient, TyOrientState *state, TyOrientDay *day) {
  guint32 late;

  while ((late = ty_orient_day_update(orient, day)) < day->n + 2) {
    guint32 out = MIN(late, day->n);
    set_visited(orient, state, day->node[out], -1);
    memmove(day->node + out, day->node + out + 1, (day->n + 1 - out) * sizeof *day->node);
    day->n--;
  }
}

void ty_orient_remove(const TyOrient *orient, TyOrientState *state, guint32 day,
                      const guint8 *marked) {
  TyOrientDay *from = &state->day[day];
  guint32 kept = 1;

  for (guint32 p = 1; p <= from->n; p++) {
    if (marked[from->node[p]])
      set_visited(orient, state, from->node[p], -1);
    else
      from->node[kept++] = from->node[p];
  }
  from->node[kept] = from->node[from->n + 1];
  from->n = kept - 1;
  make_feasible(orient, state, from);
  add_up(state);
}

void ty_orient_set_day(const TyOrient *orient, TyOrientState *state, guint32 day,
                       const guint32 *slots, guint32 n) {
  TyOrientDay *set = &state->day[day];

  for (guint32 p = 1; p <= set->n; p++)
    set_visited(orient, state, set->node[p], -1);
  set->n = n;
  set->node[0] = ty_orient_start(orient, set->kind);
  if (n > 0)
    memcpy(set->node + 1, slots, n * sizeof *slots);
  set->node[n + 1] = ty_orient_start(orient, set->kind) + 1;
  for (guint32 p = 1; p <= n; p++)
    set_visited(orient, state, slots[p - 1], (gint32) day);
  make_feasible(orient, state, set);
  add_up(state);
}
