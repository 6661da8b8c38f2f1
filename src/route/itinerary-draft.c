/* SPDX-License-Identifier: Apache-2.0 */
#include "route/itinerary.h"

#include <math.h>
#include <string.h>

TyItineraryDraft *ty_itinerary_draft_new(const TyItineraryModel *model) {
  TyItineraryDraft *draft = g_new0(TyItineraryDraft, 1);

  draft->at = g_new0(guint32, model->n_days * model->n + 1);
  draft->n_at = g_new0(gsize, model->n_days);
  draft->night = g_new(gssize, model->n_days);
  ty_itinerary_sleep(model, draft);
  return draft;
}

void ty_itinerary_draft_free(TyItineraryDraft *draft) {
  if (!draft)
    return;
  g_free(draft->at);
  g_free(draft->n_at);
  g_free(draft->night);
  g_free(draft);
}

void ty_itinerary_draft_copy(const TyItineraryModel *model, TyItineraryDraft *to,
                             const TyItineraryDraft *from) {
  TyItineraryDraft kept = *to;

  for (gsize day = 0; day < model->n_days; day++)
    memcpy(kept.at + day * model->n, from->at + day * model->n, from->n_at[day] * sizeof *kept.at);
  memcpy(kept.n_at, from->n_at, model->n_days * sizeof *kept.n_at);
  memcpy(kept.night, from->night, model->n_days * sizeof *kept.night);
  *to = *from;
  to->at = kept.at;
  to->n_at = kept.n_at;
  to->night = kept.night;
}

guint32 *ty_itinerary_row(const TyItineraryModel *model, const TyItineraryDraft *draft, gsize day) {
  return draft->at + day * model->n;
}

TyItineraryDraft *ty_itinerary_draft_of(TyItineraryModel *model, const TyItineraryPlan *plan) {
  TyItineraryDraft *draft = ty_itinerary_draft_new(model);

  for (guint i = 0; i < plan->visits->len; i++) {
    const TyVisit *visit = &g_array_index(plan->visits, TyVisit, i);
    ty_itinerary_row(model, draft, visit->day)[draft->n_at[visit->day]++] = visit->stop;
    model->dwell_s[visit->stop] = visit->depart_s - visit->begin_s;
  }
  memcpy(draft->night, plan->nights, model->n_days * sizeof *draft->night);
  ty_itinerary_measure(model, draft);
  return draft;
}

gssize ty_itinerary_from(const TyItineraryModel *model, const TyItineraryDraft *draft, gsize day) {
  return day ? draft->night[day - 1] : model->problem->start;
}

gssize ty_itinerary_to(const TyItineraryModel *model, const TyItineraryDraft *draft, gsize day) {
  if (day + 1 == model->n_days)
    return model->problem->end;
  return model->problem->n_hotels ? draft->night[day] : -1;
}

TyDays ty_itinerary_day(const TyItineraryModel *model, gsize day, gboolean evening, gssize to) {
  return (TyDays){.n = model->problem->n_nodes,
                  .stop = model->node,
                  .stops = model->nodes,
                  .way_s = model->problem->way_s,
                  .dwell_s = model->dwell_s,
                  .rules = &model->rules[2 * day + evening],
                  .n_days = (guint) model->n_days,
                  .home = to < 0 ? 0 : (gsize) to};
}

static gint32 one_way_s(const TyItineraryModel *model, gssize from, gssize to) {
  return from < 0 || to < 0 || from == to
             ? 0
             : model->problem->way_s[(gsize) from * model->problem->n_nodes + (gsize) to];
}

double ty_itinerary_visit_cny(const TyItineraryModel *model, guint32 stop, gsize day) {
  const TyItineraryStop *one = &model->problem->stops[stop];
  return one->day_cny ? one->day_cny[day] : one->cost_cny;
}

gint64 ty_itinerary_way_s(const TyItineraryModel *model, gssize from, gssize to, const guint32 *at,
                          gsize n_at) {
  gint64 sum_s = 0;

  for (gsize i = 0; i < n_at; i++) {
    sum_s += one_way_s(model, from, at[i]);
    from = at[i];
  }
  return sum_s + one_way_s(model, from, to);
}

gboolean ty_itinerary_fits(const TyItineraryModel *model, gsize day, gssize from, gssize to,
                           const guint32 *at, gsize n_at) {
  const TyItinerary *problem = model->problem;
  gboolean evening = n_at && problem->stops[at[n_at - 1]].evening;

  if (problem->max_stops && n_at > problem->max_stops)
    return FALSE;
  if (!n_at) { /* a day on the road alone */
    gint64 way_s = one_way_s(model, from, to);
    return way_s + ceil(problem->slack * (double) way_s) <= model->rules[2 * day].day_length_s;
  }
  TyDays days = ty_itinerary_day(model, day, evening, to);
  return ty_day_length(&days, from, at, n_at, (guint) day, to >= 0) < TY_NEVER;
}

/* Nights ----------------------------------------------------------------------------------------
 */

static gssize last_place(const TyItineraryModel *model, const TyItineraryDraft *draft, gsize day) {
  return draft->n_at[day] ? (gssize) ty_itinerary_row(model, draft, day)[draft->n_at[day] - 1]
                          : ty_itinerary_from(model, draft, day);
}

static gssize next_place(const TyItineraryModel *model, const TyItineraryDraft *draft, gsize day) {
  for (gsize later = day + 1; later < model->n_days; later++)
    if (draft->n_at[later])
      return ty_itinerary_row(model, draft, later)[0];
  return model->problem->end;
}

static gboolean holds(const TyItineraryModel *model, const TyItineraryDraft *draft, gsize day) {
  return ty_itinerary_fits(model, day, ty_itinerary_from(model, draft, day),
                           ty_itinerary_to(model, draft, day), ty_itinerary_row(model, draft, day),
                           draft->n_at[day]);
}

static void choose_hotel(const TyItineraryModel *model, TyItineraryDraft *draft, gsize day) {
  const TyItinerary *problem = model->problem;
  gssize last = last_place(model, draft, day), next = next_place(model, draft, day), best = -1;
  gint64 best_s = G_MAXINT64;

  for (gsize h = 0; h < problem->n_hotels; h++) {
    gssize hotel = problem->hotels[h];
    gint64 way_s = (gint64) one_way_s(model, last, hotel) + one_way_s(model, hotel, next);
    if (way_s >= best_s && best >= 0)
      continue;
    draft->night[day] = hotel;
    if (holds(model, draft, day) || best < 0) {
      best = hotel;
      best_s = holds(model, draft, day) ? way_s : G_MAXINT64;
    }
  }
  draft->night[day] = best;
}

void ty_itinerary_sleep(const TyItineraryModel *model, TyItineraryDraft *draft) {
  for (gsize day = 0; day + 1 < model->n_days; day++)
    if (model->problem->n_hotels)
      choose_hotel(model, draft, day);
    else
      draft->night[day] = last_place(model, draft, day);
  draft->night[model->n_days - 1] = -1;
}

/* Wishes ----------------------------------------------------------------------------------------
 */

static gssize position_of(const TyItineraryModel *model, const TyItineraryDraft *draft,
                          guint32 stop) {
  for (gsize day = 0; day < model->n_days; day++) {
    const guint32 *at = ty_itinerary_row(model, draft, day);
    for (gsize i = 0; i < draft->n_at[day]; i++)
      if (at[i] == stop)
        return (gssize) (day * model->n + i);
  }
  return -1;
}

static guint n_of_theme(const TyItineraryModel *model, const TyItineraryDraft *draft, guint theme) {
  guint n = 0;

  for (gsize day = 0; day < model->n_days; day++)
    for (gsize i = 0; i < draft->n_at[day]; i++)
      n += model->problem->stops[ty_itinerary_row(model, draft, day)[i]].themes >> theme & 1;
  return n;
}

/* How much is missing: 0 when the wish came true. */
static gsize missing(const TyItineraryModel *model, const TyItineraryDraft *draft,
                     const TyItineraryWish *wish) {
  guint n;
  gssize first, then;

  switch (wish->kind) {
  case TY_WISH_VISIT:
    return position_of(model, draft, wish->a) < 0;
  case TY_WISH_AT_LEAST:
    n = n_of_theme(model, draft, wish->a);
    return n < wish->amount ? (gsize) ceil(wish->amount - n) : 0;
  case TY_WISH_AT_MOST:
    n = n_of_theme(model, draft, wish->a);
    return n > wish->amount ? (gsize) ceil(n - wish->amount) : 0;
  case TY_WISH_BEFORE:
    first = position_of(model, draft, wish->a);
    then = position_of(model, draft, wish->b);
    return first >= 0 && then >= 0 && then < first;
  case TY_WISH_BUDGET:
    return draft->cost_cny > wish->amount + 1e-9;
  }
  return 0;
}

gboolean ty_itinerary_met(const TyItineraryModel *model, const TyItineraryDraft *draft,
                          gsize wish) {
  return !ty_itinerary_asked(model, wish) || !missing(model, draft, &model->problem->wishes[wish]);
}

gboolean ty_itinerary_may(const TyItineraryModel *model, const TyItineraryDraft *draft,
                          guint32 stop, gsize day, gsize position, TyStaysOut *why) {
  const TyItinerary *problem = model->problem;
  const TyItineraryStop *one = &problem->stops[stop];
  gssize here = (gssize) (day * model->n + position);

  *why = TY_STAYS_OUT_ORDER;
  for (gsize d = 0; one->group && d < model->n_days; d++)
    for (gsize i = 0; i < draft->n_at[d]; i++)
      if (problem->stops[ty_itinerary_row(model, draft, d)[i]].group == one->group)
        return FALSE;
  for (gsize i = 0; i < problem->n_wishes; i++) {
    const TyItineraryWish *wish = &problem->wishes[i];
    if (wish->kind != TY_WISH_BEFORE || !ty_itinerary_asked(model, i))
      continue;
    gssize other = wish->a == stop   ? position_of(model, draft, wish->b)
                   : wish->b == stop ? position_of(model, draft, wish->a)
                                     : -1;
    if (other >= 0 && (wish->a == stop ? other < here : other >= here))
      return FALSE;
  }
  *why = TY_STAYS_OUT_THEME;
  for (guint t = 0; t < problem->n_themes; t++)
    if (one->themes >> t & 1 && model->most[t] < G_MAXUINT &&
        n_of_theme(model, draft, t) >= model->most[t])
      return FALSE;
  return TRUE;
}

/* Measuring -------------------------------------------------------------------------------------
 */

static double hour_factor(const TyItineraryModel *model, gint32 time_s) {
  const double *factor = model->problem->hour_factor;
  return factor ? factor[MIN(time_s / 3600, 23)] : 1;
}

static double weight_at(const double *table, gsize n, gssize from, gssize to) {
  return !table || from < 0 || to < 0 || from == to ? 0 : table[(gsize) from * n + (gsize) to];
}

static void add_way(const TyItineraryModel *model, TyItineraryDraft *draft, gssize from,
                    gssize to) {
  const TyItinerary *problem = model->problem;

  draft->way_s += MIN(one_way_s(model, from, to), TY_NEVER);
  draft->way_m += weight_at(problem->way_m, problem->n_nodes, from, to);
  draft->cost_cny += weight_at(problem->way_cny, problem->n_nodes, from, to);
  draft->co2_kg += weight_at(problem->way_co2_kg, problem->n_nodes, from, to);
}

/* What the stops of a day are worth, each with its hour, and the way between them. */
static void measure_day(const TyItineraryModel *model, TyItineraryDraft *draft, gsize day,
                        double *worth) {
  const guint32 *at = ty_itinerary_row(model, draft, day);
  gsize n_at = draft->n_at[day];
  gssize from = ty_itinerary_from(model, draft, day);
  TyDays days = ty_itinerary_day(model, day, FALSE, -1);
  TyClock clock = ty_clock_begin(&days);

  for (gsize i = 0; i < n_at; i++) {
    clock = ty_clock_travel(&days, clock, from, i == 0, at[i]);
    clock = ty_clock_visit(&days, clock, at[i], (guint) day);
    gint32 begin_s = MIN(clock.hungry_s, clock.fed_s) - model->dwell_s[at[i]];
    worth[i] = model->worth[at[i] * model->n_days + day] * hour_factor(model, begin_s);
    add_way(model, draft, from, at[i]);
    draft->cost_cny += ty_itinerary_visit_cny(model, at[i], day);
    from = at[i];
  }
  add_way(model, draft, from, ty_itinerary_to(model, draft, day));
}

static int by_worth(gconstpointer a, gconstpointer b) {
  double x = *(const double *) a, y = *(const double *) b;
  return (x < y) - (x > y);
}

/* Of each theme the best stop counts whole, the next ones less and less. */
static double sum_scores(const TyItineraryModel *model, const TyItineraryDraft *draft,
                         const double *worth, gsize n_in) {
  const TyItinerary *problem = model->problem;
  g_autofree double *of_theme = g_new(double, n_in + 1);
  double sum = 0;

  for (gint theme = -1; theme < (gint) problem->n_themes; theme++) {
    gsize n = 0, i = 0;
    for (gsize day = 0; day < model->n_days; day++)
      for (gsize k = 0; k < draft->n_at[day]; k++, i++)
        if (problem->stops[ty_itinerary_row(model, draft, day)[k]].theme == theme)
          of_theme[n++] = worth[i];
    if (n > 1)
      qsort(of_theme, n, sizeof *of_theme, by_worth);
    double share = 1;
    for (gsize k = 0; k < n; k++, share *= theme < 0 ? 1 : problem->theme_decay)
      sum += of_theme[k] * share;
  }
  return sum;
}

gboolean ty_itinerary_measure(const TyItineraryModel *model, TyItineraryDraft *draft) {
  const TyItinerary *problem = model->problem;
  gsize n_in = 0;
  gboolean fits = TRUE;

  draft->cost_cny = draft->co2_kg = draft->way_m = 0;
  draft->way_s = 0;
  draft->n_unmet = 0;
  for (gsize day = 0; day < model->n_days; day++)
    n_in += draft->n_at[day];
  g_autofree double *worth = g_new(double, n_in + 1);
  n_in = 0;
  for (gsize day = 0; day < model->n_days; day++) {
    fits = fits && holds(model, draft, day);
    measure_day(model, draft, day, worth + n_in);
    n_in += draft->n_at[day];
    for (gsize h = 0; day + 1 < model->n_days && problem->hotel_cny && h < problem->n_hotels; h++)
      if (draft->night[day] == (gssize) problem->hotels[h]) {
        draft->cost_cny += problem->hotel_cny[h];
        break;
      }
  }
  draft->score = sum_scores(model, draft, worth, n_in);
  draft->value = draft->score - problem->hour_weight * (double) draft->way_s / 3600 -
                 problem->co2_weight * draft->co2_kg;
  for (gsize i = 0; i < problem->n_wishes; i++)
    if (ty_itinerary_asked(model, i))
      draft->n_unmet += missing(model, draft, &problem->wishes[i]);
  if (!fits)
    draft->n_unmet += TY_ITINERARY_BROKEN;
  return fits;
}
