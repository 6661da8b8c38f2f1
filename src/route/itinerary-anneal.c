/* SPDX-License-Identifier: Apache-2.0 */
#include "route/outing.h"

#include <math.h>
#include <string.h>
#include <time.h>

/* Of many stops outside, each step looks at some; so many visits are taken out at most. */
enum { N_LOOKED_AT = 256, N_RUINED = 6 };

/* Days of plans that are worse by so many times the heat do not go into the pool. */
static const double pooled = 3;

/* Exchanges tried after the search. */
enum { EXCHANGES_MOST = 100000 };

/* Temperatures, in scores of a mean stop, and how often a place, or a stop for a whole step, is
 * passed over. */
static const double hot = 1.5, cold = .01, blink = .02, skip = .15;

/* How often days are exchanged or turned around first. */
static const double shift = .1;

/* How often all visits are dealt out to the days anew, and how often a day then ends early. */
static const double deal = .15, early = .15;

/* How often a stop that is not worth its way is passed over. */
static const double thrift = .9;

/* What an unmet wish costs in the search, in scores of a mean stop: more than any stop; and a day
 * that does not hold: more than any wish. */
static const double unmet_cost = 12, broken_cost = 1e6;

typedef struct {
  const TyItineraryModel *model;
  const TyOutingGround *ground;
  TyOutingPool *pool;
  TyRandom random;
  TyOutingPlaces *places;
  guint32 *outside;   /* n + N_LOOKED_AT */
  guint32 *kept;      /* n */
  gboolean *helpful;  /* n: a visit makes a wish come true that has not */
  const double *base; /* n × n_days: merit in a step, before the way */
  double *tired;      /* n_themes: what the visits that are in leave of it */
} Search;

/* Ruin ------------------------------------------------------------------------------------------
 */

static gsize n_inside(const Search *search, const TyOuting *outing) {
  gsize n = 0;
  for (gsize day = 0; day < search->model->n_days; day++)
    n += outing->days[day].n;
  return n;
}

static guint32 stop_number(const TyOuting *outing, gsize number) {
  gsize day = 0;
  for (; number >= outing->days[day].n; day++)
    number -= outing->days[day].n;
  return outing->days[day].at[number];
}

/* Takes visits out of a day that does not hold until it does: one whose lack is enough, or any. */
static void mend(Search *search, TyOuting *outing, gsize day) {
  const TyOutingGround *ground = search->ground;
  TyOutingDay *one = &outing->days[day];

  while (!one->holds && one->n) {
    gsize first = ty_random_below(&search->random, one->n), n = one->n;
    for (gsize k = 0; k < n; k++) {
      gsize i = (first + k) % n;
      guint32 stop = one->at[i];
      ty_outing_remove(ground, outing, day, i);
      if (one->holds)
        return;
      ty_outing_insert(ground, outing, day, i, stop);
    }
    ty_outing_remove(ground, outing, day, first);
  }
}

static void mend_all(Search *search, TyOuting *outing) {
  for (gsize day = 0; outing->n_broken && day < search->model->n_days; day++)
    mend(search, outing, day);
  if (outing->n_broken)
    ty_outing_sleep(search->ground, outing);
}

/* Takes all visits in their order and deals them out to the days anew: each day as many as it
 * holds, or now and then fewer; what is left at the end stays out. So all nights can move at once.
 */
static void deal_out(Search *search, TyOuting *outing) {
  const TyOutingGround *ground = search->ground;
  gsize n = 0, day = 0;

  for (gsize d = 0; d < ground->n_days; d++) {
    const TyOutingDay *one = &outing->days[d];
    memcpy(search->kept + n, one->at, one->n * sizeof *one->at);
    n += one->n;
  }
  for (gsize d = 0; d < ground->n_days; d++)
    ty_outing_set_day(ground, outing, d, search->kept, 0);
  for (gsize i = 0; i < n && day < ground->n_days;) {
    gsize n_broken = outing->n_broken, position = outing->days[day].n;
    ty_outing_insert(ground, outing, day, position, search->kept[i]);
    if (outing->n_broken > n_broken) {
      ty_outing_remove(ground, outing, day, position);
      day++;
      continue;
    }
    i++;
    day += ty_random_double(&search->random) < early;
  }
}

/* Exchanges two days, or turns one around; visits that do not fit then are taken out. */
static void shift_days(Search *search, TyOuting *outing) {
  const TyOutingGround *ground = search->ground;
  gsize a = ty_random_below(&search->random, search->model->n_days);
  gsize b = ty_random_below(&search->random, search->model->n_days);
  TyOutingDay *one = &outing->days[a], *two = &outing->days[b];
  gsize n = one->n;

  if (a == b) {
    for (gsize i = 0; i < n; i++)
      search->kept[i] = one->at[n - 1 - i];
    ty_outing_set_day(ground, outing, a, search->kept, n);
  } else {
    memcpy(search->kept, one->at, n * sizeof *one->at);
    ty_outing_set_day(ground, outing, a, search->kept, 0);
    gsize n_two = two->n;
    guint32 *other = search->outside; /* not in use between recreations */
    memcpy(other, two->at, n_two * sizeof *other);
    ty_outing_set_day(ground, outing, b, search->kept, n);
    ty_outing_set_day(ground, outing, a, other, n_two);
  }
  mend_all(search, outing);
}

/* Takes out a run of visits, or those near one of them, or any, or a whole day. */
static void ruin(Search *search, TyOuting *outing) {
  const TyItineraryModel *model = search->model;
  gsize n_in = n_inside(search, outing), n_nodes = model->problem->n_nodes;

  if (!n_in)
    return;
  gsize n_out = 1 + ty_random_below(&search->random, MIN(n_in, N_RUINED));
  guint kind = (guint) ty_random_below(&search->random, 7);
  gsize from = ty_random_below(&search->random, n_in), number = 0;
  guint32 centre = stop_number(outing, from);
  guint32 other = stop_number(outing, ty_random_below(&search->random, n_in));
  gsize whole_day = ty_random_below(&search->random, model->n_days);
  gint32 radius_s = model->problem->way_s[centre * n_nodes + other];

  for (gsize day = 0; day < model->n_days; day++) {
    const TyOutingDay *one = &outing->days[day];
    gsize n_kept = 0;
    for (gsize i = 0; i < one->n; i++, number++) {
      guint32 stop = one->at[i];
      gboolean near = stop == centre || model->problem->way_s[centre * n_nodes + stop] < radius_s;
      gboolean out = kind == 0   ? day == whole_day
                     : kind <= 2 ? number >= from && number < from + n_out
                     : kind <= 4 ? near && ty_random_below(&search->random, 4) > 0
                                 : ty_random_below(&search->random, n_in) < n_out;
      if (!out)
        search->kept[n_kept++] = stop;
    }
    if (n_kept < one->n)
      ty_outing_set_day(search->ground, outing, day, search->kept, n_kept);
  }
  if (outing->n_broken)
    mend_all(search, outing);
}

/* Recreate --------------------------------------------------------------------------------------
 */

/* Which stops make a wish come true that has not. TRUE when these are not the same as before. */
static gboolean find_helpful(Search *search, const TyOuting *outing) {
  const TyItineraryModel *model = search->model;
  const TyItinerary *problem = model->problem;
  gboolean changed = FALSE;
  guint64 wanted = 0;

  for (gsize w = 0; w < problem->n_wishes; w++) {
    const TyItineraryWish *wish = &problem->wishes[w];
    if (wish->kind == TY_WISH_AT_LEAST && ty_itinerary_asked(model, w) &&
        outing->n_of_theme[wish->a] < wish->amount)
      wanted |= (guint64) 1 << wish->a;
  }
  for (guint32 i = 0; i < model->n; i++) {
    gboolean helps =
        outing->day_of[i] < 0 && (search->ground->must[i] || problem->stops[i].themes & wanted);
    changed |= helps != search->helpful[i];
    search->helpful[i] = helps;
  }
  return changed;
}

/* The stops outside that make a wish come true, and at most N_LOOKED_AT of the others. */
static gsize list_outside(Search *search, const TyOuting *outing) {
  const TyItineraryModel *model = search->model;
  gsize n_out = 0, n_helpful = 0, n_seen = 0;

  for (guint32 i = 0; i < model->n; i++)
    if (search->helpful[i])
      search->outside[n_helpful++] = i;
  for (guint32 i = 0; i < model->n && !model->wishes_only; i++) {
    if (outing->day_of[i] >= 0 || search->helpful[i] || ty_random_double(&search->random) < skip)
      continue;
    gsize slot = n_seen++ < N_LOOKED_AT ? n_out++ : ty_random_below(&search->random, n_seen);
    if (slot < N_LOOKED_AT)
      search->outside[n_helpful + slot] = i;
  }
  return n_helpful + n_out;
}

/* The stop outside and the day of most merit; FALSE when nothing fits. Those that fit nowhere are
 * left out of the list from then on. */
static gboolean find_best(Search *search, const TyOuting *outing, gsize *n_out, guint32 *best_stop,
                          gsize *best_day, gsize *best_position) {
  const TyItineraryModel *model = search->model;
  const TyOutingGround *ground = search->ground;
  gsize n_days = model->n_days, n_left = 0, n_before = *n_out;
  double best = 0;

  for (gsize i = 0; i < n_before; i++) {
    guint32 stop = search->outside[i];
    gboolean fits = FALSE;
    if (!ty_outing_may_enter(ground, outing, stop))
      continue;
    gint theme = model->problem->stops[stop].theme;
    gboolean helpful = search->helpful[stop];
    double tired = theme < 0 ? 1 : search->tired[theme];
    double decay = theme < 0 ? 1 : ground->decay[outing->n_counted[theme]];
    for (gsize day = 0; day < n_days; day++) {
      if (outing->cny + ty_itinerary_visit_cny(model, stop, day) > model->budget_cny + 1e-9)
        continue;
      TyOutingPlace place = ty_outing_place(search->places, outing, day, stop);
      if (place.position < 0)
        continue;
      fits = TRUE;
      double merit = tired * search->base[stop * n_days + day] / (MAX(place.added_s, 0) + 900) +
                     (helpful ? 1e6 : 0);
      if (merit <= best || ty_random_double(&search->random) < blink)
        continue;
      double worth = model->worth[stop * n_days + day] * decay;
      double cost = model->problem->hour_weight * place.added_s / 3600;
      if (worth <= cost && !helpful && ty_random_double(&search->random) < thrift)
        continue;
      if (!ty_outing_allowed(ground, outing, day, (gsize) place.position, stop)) {
        place = ty_outing_look(ground, outing, day, stop, TRUE);
        if (place.position < 0)
          continue;
        merit = tired * search->base[stop * n_days + day] / (MAX(place.added_s, 0) + 900) +
                (helpful ? 1e6 : 0);
        if (merit <= best)
          continue;
      }
      best = merit;
      *best_stop = stop;
      *best_day = day;
      *best_position = (gsize) place.position;
    }
    if (fits)
      search->outside[n_left++] = stop;
  }
  *n_out = n_left;
  return best > 0;
}

/* Puts stops in while any fits. */
static void recreate(Search *search, TyOuting *outing) {
  const TyItineraryModel *model = search->model;
  gsize level = ty_random_below(&search->random, TY_OUTING_TASTES);
  double exponent = ty_outing_exponent(level);
  double once_more = exp(exponent * search->ground->log_decay);
  guint32 stop = 0;
  gsize day = 0, position = 0;

  search->base = search->ground->taste[level];
  for (gint theme = 0; theme < (gint) model->problem->n_themes; theme++)
    search->tired[theme] = exp(exponent * search->ground->log_decay * outing->n_counted[theme]);
  find_helpful(search, outing);
  gsize n_out = list_outside(search, outing);
  while (find_best(search, outing, &n_out, &stop, &day, &position)) {
    gint theme = model->problem->stops[stop].theme;
    gboolean helped = search->helpful[stop];
    ty_outing_places_insert(search->places, outing, day, position, stop);
    if (theme >= 0)
      search->tired[theme] *= once_more;
    if (helped && find_helpful(search, outing) && model->wishes_only)
      n_out = list_outside(search, outing);
  }
}

/* Anneal ----------------------------------------------------------------------------------------
 */

static double energy(const TyItineraryModel *model, const TyOuting *outing) {
  return (double) outing->n_broken * broken_cost + (double) outing->n_unmet * unmet_cost -
         outing->value / model->mean_score;
}

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

/* One cooling of `steps` steps from `now` on; `best` takes up what is better. TRUE when time was
 * up. */
static gboolean cool(Search *search, TyOuting **now, TyOuting **next, TyOuting *best, guint steps,
                     double until) {
  const TyOutingGround *ground = search->ground;
  const TyItineraryModel *model = search->model;

  for (guint step = 0; step < steps; step++) {
    double heat = hot * pow(cold / hot, (double) step / steps);
    ty_outing_copy(ground, *next, *now);
    if (ty_random_double(&search->random) < shift)
      shift_days(search, *next);
    ruin(search, *next);
    if (ground->n_days > 1 && ty_random_double(&search->random) < deal)
      deal_out(search, *next);
    recreate(search, *next);
    ty_outing_measure(ground, *next);
    double worse = energy(model, *next) - energy(model, *now);
    if (ty_outing_better(*next, best))
      ty_outing_copy(ground, best, *next);
    if (!(*next)->n_broken && worse < pooled * heat)
      ty_outing_pool_add_all(search->pool, ground, *next);
    if (worse <= 0 || ty_random_double(&search->random) < exp(-worse / heat)) {
      TyOuting *held = *now;
      *now = *next;
      *next = held;
    }
    if (model->wishes_only && !best->n_unmet && !best->n_broken)
      return FALSE;
    if (step % 16 == 15 && isfinite(until) && seconds_now() > until)
      return TRUE;
  }
  return FALSE;
}

static gboolean search_on(Search *search, TyOuting *best, const TyItineraryEffort *effort) {
  const TyOutingGround *ground = search->ground;
  guint steps = effort && effort->steps ? effort->steps : TY_ITINERARY_STEPS;
  double until = effort && effort->seconds > 0 ? seconds_now() + effort->seconds : INFINITY;
  TyOuting *now = ty_outing_new(ground), *next = ty_outing_new(ground);

  ty_outing_copy(ground, now, best);
  gboolean cut = cool(search, &now, &next, best, steps, until);
  gboolean more = !cut && !best->n_broken && !search->model->wishes_only;
  do
    ty_outing_polish(ground, search->places, search->pool, best, more ? EXCHANGES_MOST : 0);
  while (more && ty_outing_pool_recombine(search->pool, ground, best));
  ty_outing_free(ground, now);
  ty_outing_free(ground, next);
  return cut;
}

gboolean ty_itinerary_anneal(const TyItineraryModel *model, TyItineraryDraft *draft,
                             const TyItineraryEffort *effort, guint64 seed) {
  gsize n = model->n;
  g_autofree guint32 *outside = g_new(guint32, n + N_LOOKED_AT + 1), *kept = g_new(guint32, n + 1);
  g_autofree gboolean *helpful = g_new0(gboolean, n + 1);
  g_autofree double *tired = g_new(double, model->problem->n_themes + 1);
  g_autoptr(TyOutingGround) ground = ty_outing_ground_new(model);
  Search search = {.model = model,
                   .ground = ground,
                   .pool = ty_outing_pool_new(ground),
                   .random = ty_random(seed, 7),
                   .places = ty_outing_places_new(ground),
                   .tired = tired,
                   .outside = outside,
                   .kept = kept,
                   .helpful = helpful};
  TyOuting *best = ty_outing_new(ground);

  ty_outing_read(ground, best, draft);
  gboolean cut = search_on(&search, best, effort);
  g_autoptr(TyItineraryDraft) found = ty_itinerary_draft_new(model);
  ty_outing_write(ground, best, found);
  if (found->n_unmet < draft->n_unmet ||
      (found->n_unmet == draft->n_unmet && found->value > draft->value + 1e-9))
    ty_itinerary_draft_copy(model, draft, found);
  ty_outing_free(ground, best);
  ty_outing_places_free(search.places);
  ty_outing_pool_free(search.pool);
  return cut;
}
