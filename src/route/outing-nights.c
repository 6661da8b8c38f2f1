/* SPDX-License-Identifier: Apache-2.0 */
/* Where the nights of an outing are spent. */
#include "route/outing-clock.h"

#include <math.h>
#include <string.h>

/* What a day that does not hold costs when nights are chosen, in scores. */
static const double broken_cost = 1e9;

static gssize last_place(const TyOuting *outing, gsize day) {
  const TyOutingDay *one = &outing->days[day];
  return one->n ? (gssize) one->at[one->n - 1] : one->from;
}

static gssize next_place(const TyOutingGround *ground, const TyOuting *outing, gsize day) {
  for (gsize later = day + 1; later < ground->n_days; later++)
    if (outing->days[later].n)
      return outing->days[later].at[0];
  return ground->model->problem->end;
}

/* Whether a day holds with another end or another beginning, the rest being as it is. */
static gboolean holds_to(const TyOutingGround *ground, const TyOuting *outing, gsize day,
                         gssize to) {
  const TyOutingDay *one = &outing->days[day];
  return one->n ? ty_outing_in_time(one->depart[one->n],
                                    ty_outing_leave_by(ground, day, to, one->at[one->n - 1]))
                : ty_outing_road_holds(ground, day, one->from, to);
}

gboolean ty_outing_holds_from(const TyOutingGround *ground, const TyOuting *outing, gsize day,
                              gssize from) {
  const TyOutingDay *one = &outing->days[day];
  return one->n
             ? ty_outing_in_time(ty_outing_morning(ground, day, from, one->at[0]), one->latest[0])
             : ty_outing_road_holds(ground, day, from, one->to);
}

static void set_ends(const TyOutingGround *ground, TyOuting *outing, gsize day, gssize from,
                     gssize to) {
  TyOutingDay *one = &outing->days[day];

  if (one->from == from && one->to == to)
    return;
  one->from = from;
  one->to = to;
  ty_outing_refresh(ground, outing, day);
}

static void set_night(const TyOutingGround *ground, TyOuting *outing, gsize day, gssize night) {
  outing->night[day] = night;
  set_ends(ground, outing, day, outing->days[day].from,
           ground->model->problem->n_hotels ? night : -1);
  set_ends(ground, outing, day + 1, night, outing->days[day + 1].to);
}

/* The hotel of least cost with which both days hold; without one the night stays as it is. */
static void choose_hotel(const TyOutingGround *ground, TyOuting *outing, gsize day) {
  const TyItinerary *problem = ground->model->problem;
  gssize last = last_place(outing, day), next = next_place(ground, outing, day), best = -1;
  double best_cost = INFINITY;

  for (gsize h = 0; h < problem->n_hotels; h++) {
    gssize hotel = problem->hotels[h];
    double cost = ty_outing_cost(ground, last, hotel) + ty_outing_cost(ground, hotel, next) +
                  1e-9 * ty_outing_way_s(ground, last, hotel);
    if (cost < best_cost && holds_to(ground, outing, day, hotel) &&
        ty_outing_holds_from(ground, outing, day + 1, hotel)) {
      best = hotel;
      best_cost = cost;
    }
  }
  if (best >= 0)
    set_night(ground, outing, day, best);
}

void ty_outing_sleep_around(const TyOutingGround *ground, TyOuting *outing, gsize day) {
  gsize n_days = ground->n_days;

  if (!ground->model->problem->n_hotels) {
    for (gsize d = day; d + 1 < n_days; d++) {
      set_night(ground, outing, d, last_place(outing, d));
      if (outing->days[d + 1].n)
        return;
    }
    return;
  }
  if (day > 0)
    choose_hotel(ground, outing, day - 1);
  if (day + 1 < n_days)
    choose_hotel(ground, outing, day);
}

/* All of them -----------------------------------------------------------------------------------
 */

typedef struct {
  const TyOutingGround *ground;
  const TyOuting *outing;
  double cny_weight;
  double *cost;  /* n_days × n_hotels: the least up to the night after each day, at each hotel */
  guint32 *back; /* the same: the hotel of the night before */
} Nights;

static TyClock leaving(const Nights *nights, gsize day, gssize from) {
  const TyOutingGround *ground = nights->ground;
  const TyOutingDay *one = &nights->outing->days[day];
  const TyItineraryModel *model = ground->model;
  TyClock clock = ty_outing_morning(ground, day, from, one->at[0]);

  for (gsize i = 0; i < one->n; i++) {
    guint32 stop = one->at[i];
    if (i)
      clock = ty_outing_travel(clock, ground->busy_s[one->at[i - 1] * ground->n_nodes + stop]);
    clock = ty_outing_visit(&model->rules[2 * day], &model->openings[stop * ground->n_days + day],
                            clock, model->dwell_s[stop]);
  }
  return clock;
}

static double edge_cost(const Nights *nights, gssize from, gssize to) {
  const TyOutingGround *ground = nights->ground;
  const double *cny = ground->model->problem->way_cny;
  double cost = ty_outing_cost(ground, from, to) + 1e-9 * ty_outing_way_s(ground, from, to);

  if (cny && from >= 0 && to >= 0 && from != to)
    cost += nights->cny_weight * cny[(gsize) from * ground->n_nodes + (gsize) to];
  return cost;
}

/* Relaxes all ways through a day that begins at `from`, hotel number `before`. */
static void through_day(Nights *nights, gsize day, gssize from, gsize before, double so_far) {
  const TyOutingGround *ground = nights->ground;
  const TyItinerary *problem = ground->model->problem;
  const TyOutingDay *one = &nights->outing->days[day];
  gboolean last_day = day + 1 == ground->n_days;
  gssize last = one->n ? (gssize) one->at[one->n - 1] : from;
  TyClock clock = {0};

  if (one->n) {
    so_far += edge_cost(nights, from, one->at[0]);
    clock = leaving(nights, day, from);
  }
  for (gsize h = 0; h < (last_day ? 1 : problem->n_hotels); h++) {
    gssize to = last_day ? problem->end : (gssize) problem->hotels[h];
    gboolean holds =
        one->n ? ty_outing_in_time(clock, ty_outing_leave_by(ground, day, to, one->at[one->n - 1]))
               : ty_outing_road_holds(ground, day, from, to);
    double cost = so_far + edge_cost(nights, last, to) + (holds ? 0 : broken_cost);
    gsize cell = day * problem->n_hotels + h;
    if (!last_day && problem->hotel_cny)
      cost += nights->cny_weight * problem->hotel_cny[h];
    if (cost < nights->cost[cell]) {
      nights->cost[cell] = cost;
      nights->back[cell] = (guint32) before;
    }
  }
}

static void choose_all(Nights *nights, TyOuting *outing) {
  const TyOutingGround *ground = nights->ground;
  const TyItinerary *problem = ground->model->problem;
  gsize n_hotels = problem->n_hotels, n_days = ground->n_days;

  for (gsize i = 0; i < n_days * n_hotels; i++)
    nights->cost[i] = INFINITY;
  through_day(nights, 0, problem->start, 0, 0);
  for (gsize day = 1; day < n_days; day++)
    for (gsize h = 0; h < n_hotels; h++)
      through_day(nights, day, problem->hotels[h], h, nights->cost[(day - 1) * n_hotels + h]);
  gsize h = nights->back[(n_days - 1) * n_hotels];
  for (gsize day = n_days - 1; day--; h = nights->back[day * n_hotels + h])
    outing->night[day] = problem->hotels[h];
  for (gsize day = 0; day < n_days; day++)
    set_ends(ground, outing, day, day ? outing->night[day - 1] : problem->start,
             day + 1 < n_days ? outing->night[day] : problem->end);
}

void ty_outing_sleep(const TyOutingGround *ground, TyOuting *outing) {
  gsize n_hotels = ground->model->problem->n_hotels, n_days = ground->n_days;

  if (n_days == 1)
    return;
  if (!n_hotels) {
    for (gsize day = 0; day + 1 < n_days; day++)
      set_night(ground, outing, day, last_place(outing, day));
    return;
  }
  g_autofree double *cost = g_new0(double, n_days *n_hotels);
  g_autofree guint32 *back = g_new0(guint32, n_days * n_hotels);
  Nights nights = {.ground = ground, .outing = outing, .cost = cost, .back = back};
  choose_all(&nights, outing);
  if (outing->cny <= ground->model->budget_cny + 1e-9)
    return;
  g_autofree gssize *kept = g_memdup2(outing->night, n_days * sizeof *outing->night);
  nights.cny_weight = 1;
  choose_all(&nights, outing);
  if (outing->cny <= ground->model->budget_cny + 1e-9)
    return;
  for (gsize day = 0; day + 1 < n_days; day++)
    set_night(ground, outing, day, kept[day]);
}
