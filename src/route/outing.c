/* SPDX-License-Identifier: Apache-2.0 */
#include "route/outing-clock.h"

#include <math.h>
#include <string.h>

TyOuting *ty_outing_new(const TyOutingGround *ground) {
  TyOuting *outing = g_new0(TyOuting, 1);
  gsize n = ground->n, n_themes = ground->model->problem->n_themes;

  outing->days = g_new0(TyOutingDay, ground->n_days);
  outing->night = g_new(gssize, ground->n_days);
  outing->day_of = g_new(gint16, n + 1);
  outing->n_same = g_new0(guint, n + 1);
  outing->n_counted = g_new0(guint, n_themes + 1);
  outing->n_of_theme = g_new0(guint, n_themes + 1);
  for (gsize i = 0; i < n; i++)
    outing->day_of[i] = -1;
  outing->n_broken = ground->n_days;
  for (gsize day = 0; day < ground->n_days; day++) {
    TyOutingDay *one = &outing->days[day];
    one->at = g_new(guint32, n + 1);
    one->depart = g_new0(TyClock, n + 1);
    one->latest = g_new0(TyClock, n + 1);
    one->worth = g_new(double, n + 1);
    one->from = day ? -1 : ground->model->problem->start;
    one->to = day + 1 == ground->n_days ? ground->model->problem->end : -1;
    outing->night[day] = -1;
  }
  for (gsize day = 0; day < ground->n_days; day++)
    ty_outing_refresh(ground, outing, day);
  ty_outing_sleep(ground, outing);
  ty_outing_measure(ground, outing);
  return outing;
}

void ty_outing_free(const TyOutingGround *ground, TyOuting *outing) {
  for (gsize day = 0; day < ground->n_days; day++) {
    g_free(outing->days[day].at);
    g_free(outing->days[day].depart);
    g_free(outing->days[day].latest);
    g_free(outing->days[day].worth);
  }
  g_free(outing->days);
  g_free(outing->night);
  g_free(outing->day_of);
  g_free(outing->n_same);
  g_free(outing->n_counted);
  g_free(outing->n_of_theme);
  g_free(outing);
}

void ty_outing_copy(const TyOutingGround *ground, TyOuting *to, const TyOuting *from) {
  TyOuting kept = *to;
  gsize n = ground->n, n_themes = ground->model->problem->n_themes;

  for (gsize day = 0; day < ground->n_days; day++) {
    const TyOutingDay *one = &from->days[day];
    TyOutingDay mine = kept.days[day];
    memcpy(mine.at, one->at, one->n * sizeof *one->at);
    memcpy(mine.depart, one->depart, (one->n + 1) * sizeof *one->depart);
    memcpy(mine.latest, one->latest, one->n * sizeof *one->latest);
    memcpy(mine.worth, one->worth, one->n * sizeof *one->worth);
    kept.days[day] = *one;
    kept.days[day].at = mine.at;
    kept.days[day].depart = mine.depart;
    kept.days[day].latest = mine.latest;
    kept.days[day].worth = mine.worth;
  }
  memcpy(kept.night, from->night, ground->n_days * sizeof *kept.night);
  memcpy(kept.day_of, from->day_of, n * sizeof *kept.day_of);
  memcpy(kept.n_same, from->n_same, n * sizeof *kept.n_same);
  memcpy(kept.n_counted, from->n_counted, n_themes * sizeof *kept.n_counted);
  memcpy(kept.n_of_theme, from->n_of_theme, n_themes * sizeof *kept.n_of_theme);
  *to = *from;
  to->days = kept.days;
  to->night = kept.night;
  to->day_of = kept.day_of;
  to->n_same = kept.n_same;
  to->n_counted = kept.n_counted;
  to->n_of_theme = kept.n_of_theme;
}

/* Days ------------------------------------------------------------------------------------------
 */

TyClock ty_outing_leave_by(const TyOutingGround *ground, gsize day, gssize to, guint32 last) {
  const TyItineraryModel *model = ground->model;
  const TyDayRules *rules = &model->rules[2 * day + model->problem->stops[last].evening];
  gint32 until_s = rules->day_start_s + rules->day_length_s;
  gint32 free_s = (gint32) ceil(rules->slack * model->dwell_s[last] - 1e-6);
  gint32 by_s = to < 0 ? free_s : ground->busy_s[last * ground->n_nodes + (gsize) to];

  return by_s >= TY_NEVER ? (TyClock){-1, -1}
                          : (TyClock){MIN(until_s, rules->lunch_until_s) - by_s, until_s - by_s};
}

gboolean ty_outing_road_holds(const TyOutingGround *ground, gsize day, gssize from, gssize to) {
  gint64 way_s = ty_outing_way_s(ground, from, to);
  return way_s + ceil(ground->model->problem->slack * (double) way_s) <=
         ground->model->rules[2 * day].day_length_s;
}

TyClock ty_outing_morning(const TyOutingGround *ground, gsize day, gssize from, guint32 first) {
  const TyDayRules *rules = &ground->model->rules[2 * day];
  TyClock clock = {rules->lunch_s ? rules->day_start_s : TY_NEVER,
                   rules->lunch_s ? TY_NEVER : rules->day_start_s};

  return from < 0
             ? clock
             : ty_outing_travel(clock, ground->morning_s[(gsize) from * ground->n_nodes + first]);
}

static const TyOpening *opening_of(const TyOutingGround *ground, guint32 stop, gsize day) {
  return &ground->model->openings[stop * ground->n_days + day];
}

static double way_cny(const TyOutingGround *ground, gssize from, gssize to) {
  const double *table = ground->model->problem->way_cny;
  return !table || from < 0 || to < 0 || from == to
             ? 0
             : table[(gsize) from * ground->n_nodes + (gsize) to];
}

static double worth_at(const TyOutingGround *ground, guint32 stop, gsize day, TyClock depart) {
  const TyItineraryModel *model = ground->model;
  const double *factor = model->problem->hour_factor;
  double worth = model->worth[stop * ground->n_days + day];

  if (!factor)
    return worth;
  gint32 begin_s = MIN(depart.hungry_s, depart.fed_s) - model->dwell_s[stop];
  return worth * factor[CLAMP(begin_s / 3600, 0, 23)];
}

static void walk(const TyOutingGround *ground, TyOutingDay *one, gsize day) {
  const TyItineraryModel *model = ground->model;
  const TyDayRules *rules = &model->rules[2 * day];
  gssize from = one->from;

  one->way_s = 0;
  one->way_cost = one->cny = 0;
  for (gsize i = 0; i < one->n; i++) {
    guint32 stop = one->at[i];
    gsize way = (gsize) from * ground->n_nodes + stop;
    TyClock arrive = i ? ty_outing_travel(one->depart[i], ground->busy_s[way])
                       : ty_outing_morning(ground, day, from, stop);
    one->depart[i + 1] =
        ty_outing_visit(rules, opening_of(ground, stop, day), arrive, model->dwell_s[stop]);
    one->worth[i] = worth_at(ground, stop, day, one->depart[i + 1]);
    one->way_s += ty_outing_way_s(ground, from, stop);
    one->way_cost += ty_outing_cost(ground, from, stop);
    one->cny += way_cny(ground, from, stop) + ty_itinerary_visit_cny(model, stop, day);
    from = stop;
  }
  one->way_s += ty_outing_way_s(ground, from, one->to);
  one->way_cost += ty_outing_cost(ground, from, one->to);
  one->cny += way_cny(ground, from, one->to);
}

static guint64 key_of(const TyOutingDay *one) {
  guint64 key = ty_mix64((guint64) (one->from + 1) << 32 | (guint64) (one->to + 1));

  for (gsize i = 0; i < one->n; i++)
    key = ty_mix64(key + one->at[i] + 1);
  return key;
}

void ty_outing_refresh(const TyOutingGround *ground, TyOuting *outing, gsize day) {
  const TyItineraryModel *model = ground->model;
  const TyDayRules *rules = &model->rules[2 * day];
  TyOutingDay *one = &outing->days[day];
  guint max_stops = model->problem->max_stops;
  gboolean held = one->holds;

  walk(ground, one, day);
  outing->cny = 0;
  for (gsize d = 0; d < ground->n_days; d++)
    outing->cny +=
        outing->days[d].cny + (outing->night[d] < 0 ? 0 : ground->night_cny[outing->night[d]]);
  one->key = key_of(one);
  if (!one->n) {
    one->holds = ty_outing_road_holds(ground, day, one->from, one->to);
  } else {
    TyClock latest = ty_outing_leave_by(ground, day, one->to, one->at[one->n - 1]);
    one->holds =
        (!max_stops || one->n <= max_stops) && ty_outing_in_time(one->depart[one->n], latest);
    for (gsize i = one->n; i--;) {
      guint32 stop = one->at[i];
      one->latest[i] =
          ty_outing_visit_by(rules, opening_of(ground, stop, day), latest, model->dwell_s[stop]);
      if (!i)
        break;
      gint32 by_s = ground->busy_s[one->at[i - 1] * ground->n_nodes + stop];
      latest = (TyClock){one->latest[i].hungry_s - by_s, one->latest[i].fed_s - by_s};
    }
  }
  outing->n_broken += (gsize) held - (gsize) one->holds;
}

/* Changes ---------------------------------------------------------------------------------------
 */

static void count(const TyOutingGround *ground, TyOuting *outing, guint32 stop, gint day) {
  const TyItineraryStop *one = &ground->model->problem->stops[stop];
  guint by = day < 0 ? G_MAXUINT : 1; /* wraps around: one less */

  outing->day_of[stop] = (gint16) day;
  outing->n_same[ground->exclusive[stop]] += by;
  if (one->theme >= 0)
    outing->n_counted[one->theme] += by;
  for (guint64 rest = one->themes; rest; rest &= rest - 1) {
    gsize theme = (gsize) __builtin_ctzll(rest);
    if (theme < ground->model->problem->n_themes)
      outing->n_of_theme[theme] += by;
  }
}

void ty_outing_insert(const TyOutingGround *ground, TyOuting *outing, gsize day, gsize position,
                      guint32 stop) {
  TyOutingDay *one = &outing->days[day];

  memmove(one->at + position + 1, one->at + position, (one->n - position) * sizeof *one->at);
  one->at[position] = stop;
  one->n++;
  count(ground, outing, stop, (gint) day);
  ty_outing_refresh(ground, outing, day);
  ty_outing_sleep_around(ground, outing, day);
}

void ty_outing_remove(const TyOutingGround *ground, TyOuting *outing, gsize day, gsize position) {
  TyOutingDay *one = &outing->days[day];

  count(ground, outing, one->at[position], -1);
  one->n--;
  memmove(one->at + position, one->at + position + 1, (one->n - position) * sizeof *one->at);
  ty_outing_refresh(ground, outing, day);
  ty_outing_sleep_around(ground, outing, day);
}

void ty_outing_set_day(const TyOutingGround *ground, TyOuting *outing, gsize day, const guint32 *at,
                       gsize n) {
  TyOutingDay *one = &outing->days[day];

  for (gsize i = 0; i < one->n; i++)
    count(ground, outing, one->at[i], -1);
  for (gsize i = 0; i < n; i++)
    count(ground, outing, at[i], (gint) day);
  if (n)
    memmove(one->at, at, n * sizeof *at);
  one->n = n;
  ty_outing_refresh(ground, outing, day);
  ty_outing_sleep_around(ground, outing, day);
}

/* Drafts ----------------------------------------------------------------------------------------
 */

void ty_outing_read(const TyOutingGround *ground, TyOuting *outing, const TyItineraryDraft *draft) {
  gsize n_days = ground->n_days;

  for (gsize day = 0; day < n_days; day++)
    ty_outing_set_day(ground, outing, day, ty_itinerary_row(ground->model, draft, day),
                      draft->n_at[day]);
  ty_outing_sleep(ground, outing);
  ty_outing_measure(ground, outing);
}

void ty_outing_write(const TyOutingGround *ground, const TyOuting *outing,
                     TyItineraryDraft *draft) {
  for (gsize day = 0; day < ground->n_days; day++) {
    const TyOutingDay *one = &outing->days[day];
    memcpy(ty_itinerary_row(ground->model, draft, day), one->at, one->n * sizeof *one->at);
    draft->n_at[day] = one->n;
  }
  memcpy(draft->night, outing->night, ground->n_days * sizeof *draft->night);
  ty_itinerary_measure(ground->model, draft);
}
