/* SPDX-License-Identifier: Apache-2.0 */
/* Where stops go into the days of an outing. */
#include "route/outing-clock.h"

#include <math.h>
#include <string.h>

/* Days remembered: up to so many of each, as far as this much room allows. */
enum { SLOTS_MOST = 128, SLOTS_LEAST = 4, ROOM_BYTES = 4 << 20 };

struct TyOutingPlaces {
  const TyOutingGround *ground;
  gsize n_slots;         /* a day, a power of two */
  guint64 *key;          /* n_days × n_slots */
  TyOutingPlace *places; /* n_days × n_slots × n */
};

TyOutingPlaces *ty_outing_places_new(const TyOutingGround *ground) {
  TyOutingPlaces *places = g_new0(TyOutingPlaces, 1);
  gsize slot_bytes = ground->n_days * (ground->n + 1) * sizeof(TyOutingPlace);

  places->ground = ground;
  places->n_slots = SLOTS_MOST;
  while (places->n_slots > SLOTS_LEAST && places->n_slots * slot_bytes > ROOM_BYTES)
    places->n_slots /= 2;
  places->key = g_new0(guint64, ground->n_days * places->n_slots);
  places->places = g_new0(TyOutingPlace, ground->n_days * places->n_slots * (ground->n + 1));
  return places;
}

void ty_outing_places_free(TyOutingPlaces *places) {
  g_free(places->key);
  g_free(places->places);
  g_free(places);
}

/* The places on a day; `is_new`: none of them is known yet. */
static TyOutingPlace *slot_of(TyOutingPlaces *places, const TyOuting *outing, gsize day,
                              gboolean *is_new) {
  guint64 key = outing->days[day].key;
  gsize slot = day * places->n_slots + (key & (places->n_slots - 1)), n = places->ground->n;
  TyOutingPlace *row = places->places + slot * (n + 1);

  *is_new = places->key[slot] != key;
  if (*is_new) {
    places->key[slot] = key;
    memset(row, 0, n * sizeof *row);
  }
  return row;
}

TyOutingPlace ty_outing_place(TyOutingPlaces *places, const TyOuting *outing, gsize day,
                              guint32 stop) {
  gboolean is_new;
  TyOutingPlace *place = &slot_of(places, outing, day, &is_new)[stop];

  if (!place->known)
    *place = ty_outing_look(places->ground, outing, day, stop, FALSE);
  return *place;
}

void ty_outing_places_insert(TyOutingPlaces *places, TyOuting *outing, gsize day, gsize position,
                             guint32 stop) {
  const TyOutingDay *one = &outing->days[day];
  gboolean is_new, last = position == one->n;
  gssize from = one->from, to = one->to;
  TyOutingPlace *before = slot_of(places, outing, day, &is_new);

  ty_outing_insert(places->ground, outing, day, position, stop);
  TyOutingPlace *after = slot_of(places, outing, day, &is_new);
  if (!is_new || before == after || one->from != from || one->to != to ||
      (last && places->ground->model->problem->stops[stop].evening))
    return; /* a later end may make room for more */
  for (gsize i = 0; i < places->ground->n; i++)
    if (before[i].known && before[i].position < 0)
      after[i] = before[i];
}

/* Looking ---------------------------------------------------------------------------------------
 */

gboolean ty_outing_may_enter(const TyOutingGround *ground, const TyOuting *outing, guint32 stop) {
  const TyItineraryModel *model = ground->model;
  guint64 capped = model->problem->stops[stop].themes & ground->capped;

  if (outing->n_same[ground->exclusive[stop]])
    return FALSE;
  for (; capped; capped &= capped - 1) {
    gsize theme = (gsize) __builtin_ctzll(capped);
    if (outing->n_of_theme[theme] >= model->most[theme])
      return FALSE;
  }
  return TRUE;
}

static double added_cny(const TyOutingGround *ground, const TyOutingDay *one, gsize day,
                        gsize position, guint32 stop) {
  const TyItinerary *problem = ground->model->problem;
  gsize n = problem->n_nodes;
  gssize before = position ? (gssize) one->at[position - 1] : one->from;
  gssize after = position < one->n ? (gssize) one->at[position] : one->to;
  double sum = ty_itinerary_visit_cny(ground->model, stop, day);

  if (problem->way_cny) {
    sum += before < 0 ? 0 : problem->way_cny[(gsize) before * n + stop];
    sum += after < 0 ? 0 : problem->way_cny[stop * n + (gsize) after];
    sum -= before < 0 || after < 0 ? 0 : problem->way_cny[(gsize) before * n + (gsize) after];
  }
  return sum;
}

static gboolean in_order(const TyOutingGround *ground, const TyOuting *outing, gsize day,
                         gsize position, guint32 stop) {
  const TyItineraryModel *model = ground->model;
  const TyOutingDay *one = &outing->days[day];

  for (gsize w = 0; w < model->problem->n_wishes; w++) {
    const TyItineraryWish *wish = &model->problem->wishes[w];
    if (wish->kind != TY_WISH_BEFORE || (wish->a != stop && wish->b != stop) ||
        !ty_itinerary_asked(model, w))
      continue;
    guint32 other = wish->a == stop ? wish->b : wish->a;
    gint other_day = outing->day_of[other];
    gboolean comes_after = other_day > (gint) day;
    if (other_day == (gint) day)
      for (gsize i = position; i < one->n && !comes_after; i++)
        comes_after = one->at[i] == other;
    if (other_day >= 0 && comes_after != (wish->a == stop))
      return FALSE;
  }
  return TRUE;
}

/* Without hotels the next day begins where this one ends. */
static gboolean next_day_holds(const TyOutingGround *ground, const TyOuting *outing, gsize day,
                               guint32 last) {
  for (gsize next = day + 1; next < ground->n_days; next++) {
    if (outing->days[next].holds && !ty_outing_holds_from(ground, outing, next, last))
      return FALSE;
    if (outing->days[next].n)
      break;
  }
  return TRUE;
}

gboolean ty_outing_allowed(const TyOutingGround *ground, const TyOuting *outing, gsize day,
                           gsize position, guint32 stop) {
  const TyItineraryModel *model = ground->model;
  const TyOutingDay *one = &outing->days[day];

  if (position == one->n && !model->problem->n_hotels && !next_day_holds(ground, outing, day, stop))
    return FALSE;
  if (ground->ordered[stop] && !in_order(ground, outing, day, position, stop))
    return FALSE;
  return isinf(model->budget_cny) ||
         outing->cny + added_cny(ground, one, day, position, stop) <= model->budget_cny + 1e-9;
}

static gint64 added_s(const TyOutingGround *ground, const TyOutingDay *one, gsize position,
                      guint32 stop) {
  gssize before = position ? (gssize) one->at[position - 1] : one->from;
  gssize after = position < one->n ? (gssize) one->at[position] : one->to;
  return (gint64) ty_outing_way_s(ground, before, stop) + ty_outing_way_s(ground, stop, after) -
         ty_outing_way_s(ground, before, after);
}

TyOutingPlace ty_outing_look(const TyOutingGround *ground, const TyOuting *outing, gsize day,
                             guint32 stop, gboolean all) {
  const TyItineraryModel *model = ground->model;
  const TyDayRules *rules = &model->rules[2 * day];
  const TyOutingDay *one = &outing->days[day];
  const TyOpening *opening = &model->openings[stop * ground->n_days + day];
  guint max_stops = model->problem->max_stops;
  gsize n = ground->n_nodes;
  TyOutingPlace best = {.added_s = G_MAXINT32, .position = -1, .known = TRUE};

  if (opening->open_s >= opening->close_s || (max_stops && one->n >= max_stops))
    return best;
  for (gsize i = 0; i <= one->n; i++) {
    gint64 more_s = added_s(ground, one, i, stop);
    if (more_s >= best.added_s)
      continue;
    gint32 there_s = i ? ground->busy_s[one->at[i - 1] * n + stop] : 0;
    TyClock clock = i ? ty_outing_travel(one->depart[i], there_s)
                      : ty_outing_morning(ground, day, one->from, stop);
    clock = ty_outing_visit(rules, opening, clock, model->dwell_s[stop]);
    if (clock.hungry_s >= TY_NEVER && clock.fed_s >= TY_NEVER) {
      if (i && there_s < TY_NEVER)
        break; /* too late, and later still from the next stops */
      continue;
    }
    gboolean fits =
        i < one->n
            ? ty_outing_in_time(ty_outing_travel(clock, ground->busy_s[stop * n + one->at[i]]),
                                one->latest[i])
            : ty_outing_in_time(clock, ty_outing_leave_by(ground, day, one->to, stop));
    if (!fits || (all && !ty_outing_allowed(ground, outing, day, i, stop)))
      continue;
    best.added_s = (gint32) more_s;
    best.position = (gint16) i;
  }
  return best;
}
