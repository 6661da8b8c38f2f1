/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"
#include "route/itinerary.h"

#include <math.h>
#include <string.h>
#include <time.h>

/* Of many stops outside, each step looks at some. */
enum { N_LOOKED_AT = 64, N_RUINED = 6 };

/* Temperatures, in scores of a mean stop, and how often a place, or a stop for a whole step, is
 * passed over. */
static const double hot = 1.5, cold = .01, blink = .02, skip = .15;

/* How often days are exchanged or turned around first. */
static const double shift = .1;

/* How often a stop that is not worth its way is passed over. */
static const double thrift = .9;

/* What an unmet wish costs in the search, in scores of a mean stop: more than any stop. */
static const double unmet_cost = 12;

/* Where a stop goes in on a day, and what that adds to the way. */
typedef struct {
  gboolean found;
  gsize position;
  double merit;
  guint version; /* of the day that it was looked for on */
  guint round;   /* in which it was */
} Place;

typedef struct {
  const TyItineraryModel *model;
  TyRandom random;
  Place *places;     /* n × n_days */
  guint *version;    /* n_days: grows when a day changes */
  gssize *ends;      /* n_days × 2: from and to that it had then */
  guint round;       /* of all recreations */
  guint32 *outside;  /* n */
  guint32 *trial;    /* n + 1 */
  gboolean *inside;  /* n */
  gboolean *helpful; /* n: a visit makes a wish come true that has not */
  gboolean *skipped; /* n: in this step */
  guint *n_of_theme; /* n_themes: in the draft, by the theme that counts */
} Search;

/* Ruin ------------------------------------------------------------------------------------------
 */

static gsize n_inside(const Search *search, const TyItineraryDraft *draft) {
  gsize n = 0;
  for (gsize day = 0; day < search->model->n_days; day++)
    n += draft->n_at[day];
  return n;
}

static guint32 stop_number(const Search *search, const TyItineraryDraft *draft, gsize number) {
  gsize day = 0;
  for (; number >= draft->n_at[day]; day++)
    number -= draft->n_at[day];
  return ty_itinerary_row(search->model, draft, day)[number];
}

/* Exchanges two days, or turns one around: what does not fit then is taken out by the ruin that
 * follows, or the draft is left. */
static void shift_days(Search *search, TyItineraryDraft *draft) {
  const TyItineraryModel *model = search->model;
  gsize a = ty_random_below(&search->random, model->n_days);
  gsize b = ty_random_below(&search->random, model->n_days);
  guint32 *one = ty_itinerary_row(model, draft, a), *two = ty_itinerary_row(model, draft, b);
  gsize n_a = draft->n_at[a], n_b = draft->n_at[b];

  if (a == b) {
    for (gsize i = 0; i < n_a / 2; i++) {
      guint32 held = one[i];
      one[i] = one[n_a - 1 - i];
      one[n_a - 1 - i] = held;
    }
    return;
  }
  for (gsize i = 0; i < MAX(n_a, n_b); i++) {
    guint32 held = one[i];
    one[i] = two[i];
    two[i] = held;
  }
  draft->n_at[a] = n_b;
  draft->n_at[b] = n_a;
}

/* Takes out a run of visits, or those near one of them, or any, or a whole day. */
static void ruin(Search *search, TyItineraryDraft *draft) {
  const TyItineraryModel *model = search->model;
  gsize n_in = n_inside(search, draft), n_nodes = model->problem->n_nodes;

  if (!n_in)
    return;
  gsize n_out = 1 + ty_random_below(&search->random, MIN(n_in, N_RUINED));
  guint kind = (guint) ty_random_below(&search->random, 7);
  gsize from = ty_random_below(&search->random, n_in), number = 0;
  guint32 centre = stop_number(search, draft, from);
  guint32 other = stop_number(search, draft, ty_random_below(&search->random, n_in));
  gsize whole_day = ty_random_below(&search->random, model->n_days);
  gint32 radius_s = model->problem->way_s[centre * n_nodes + other];

  for (gsize day = 0; day < model->n_days; day++) {
    guint32 *at = ty_itinerary_row(model, draft, day);
    gsize kept = 0;
    for (gsize i = 0; i < draft->n_at[day]; i++, number++) {
      gboolean near = at[i] == centre || model->problem->way_s[centre * n_nodes + at[i]] < radius_s;
      gboolean out = kind == 0   ? day == whole_day
                     : kind <= 2 ? number >= from && number < from + n_out
                     : kind <= 4 ? near && ty_random_below(&search->random, 4) > 0
                                 : ty_random_below(&search->random, n_in) < n_out;
      if (!out)
        at[kept++] = at[i];
    }
    draft->n_at[day] = kept;
  }
}

/* Recreate --------------------------------------------------------------------------------------
 */

static double added_cny(const TyItineraryModel *model, const guint32 *at, gsize n_at,
                        gsize position, gssize from, gssize to, guint32 stop, gsize day) {
  const TyItinerary *problem = model->problem;
  gsize n = problem->n_nodes;
  gssize before = position ? (gssize) at[position - 1] : from;
  gssize after = position < n_at ? (gssize) at[position] : to;
  double sum = ty_itinerary_visit_cny(model, stop, day);

  if (problem->way_cny) {
    sum += before < 0 ? 0 : problem->way_cny[(gsize) before * n + stop];
    sum += after < 0 ? 0 : problem->way_cny[stop * n + (gsize) after];
    sum -= before < 0 || after < 0 ? 0 : problem->way_cny[(gsize) before * n + (gsize) after];
  }
  return sum;
}

/* Without hotels the next day begins where this one ends. */
static gboolean next_day_holds(const Search *search, const TyItineraryDraft *draft, gsize day,
                               guint32 night) {
  const TyItineraryModel *model = search->model;

  if (model->problem->n_hotels || day + 1 == model->n_days)
    return TRUE;
  for (gsize next = day + 1; next < model->n_days; next++) {
    if (!ty_itinerary_fits(model, next, night, ty_itinerary_to(model, draft, next),
                           ty_itinerary_row(model, draft, next), draft->n_at[next]))
      return FALSE;
    if (draft->n_at[next])
      return TRUE;
  }
  return TRUE;
}

/* The best place of a stop on a day, as the draft is now. */
static Place look_at_day(Search *search, const TyItineraryDraft *draft, guint32 stop, gsize day,
                         double exponent) {
  const TyItineraryModel *model = search->model;
  const TyItineraryStop *one = &model->problem->stops[stop];
  const guint32 *at = ty_itinerary_row(model, draft, day);
  gsize n_at = draft->n_at[day];
  gssize from = ty_itinerary_from(model, draft, day), to = ty_itinerary_to(model, draft, day);
  const TyOpening *opening = &model->openings[stop * model->n_days + day];
  double worth = model->worth[stop * model->n_days + day];
  Place best = {.version = search->version[day], .round = search->round};
  TyStaysOut why;

  if (opening->open_s >= opening->close_s ||
      (model->problem->max_stops && n_at >= model->problem->max_stops))
    return best;
  if (one->theme >= 0)
    worth *= pow(model->problem->theme_decay, search->n_of_theme[one->theme]);
  double base = pow(worth / model->mean_score + 1e-6, exponent);
  gint64 before_s = ty_itinerary_way_s(model, from, to, at, n_at);
  memcpy(search->trial + 1, at, n_at * sizeof *at);
  for (gsize i = 0; i <= n_at; search->trial[i] = search->trial[i + 1], i++) {
    search->trial[i] = stop;
    if (ty_random_double(&search->random) < blink)
      continue;
    gint64 added_s = ty_itinerary_way_s(model, from, to, search->trial, n_at + 1) - before_s;
    double cost = model->problem->hour_weight * (double) added_s / 3600;
    if (worth <= cost && !search->helpful[stop] && ty_random_double(&search->random) < thrift)
      continue;
    double merit = base / (double) (MAX(added_s, 0) + 900) + (search->helpful[stop] ? 1e6 : 0);
    if ((best.found && merit <= best.merit) ||
        !ty_itinerary_may(model, draft, stop, day, i, &why) ||
        !ty_itinerary_fits(model, day, from, to, search->trial, n_at + 1) ||
        (i == n_at && !next_day_holds(search, draft, day, stop)) ||
        draft->cost_cny + added_cny(model, at, n_at, i, from, to, stop, day) >
            model->budget_cny + 1e-9)
      continue;
    best.found = TRUE;
    best.position = i;
    best.merit = merit;
  }
  return best;
}

/* Which stops are in, which make a wish come true, and at most N_LOOKED_AT of the others. */
static gsize list_outside(Search *search, const TyItineraryDraft *draft) {
  const TyItineraryModel *model = search->model;
  const TyItinerary *problem = model->problem;
  gsize n_out = 0, n_helpful = 0, n_seen = 0;

  memset(search->inside, 0, model->n * sizeof *search->inside);
  memset(search->helpful, 0, model->n * sizeof *search->helpful);
  memset(search->n_of_theme, 0, problem->n_themes * sizeof *search->n_of_theme);
  for (gsize day = 0; day < model->n_days; day++)
    for (gsize i = 0; i < draft->n_at[day]; i++) {
      guint32 stop = ty_itinerary_row(model, draft, day)[i];
      search->inside[stop] = TRUE;
      if (problem->stops[stop].theme >= 0)
        search->n_of_theme[problem->stops[stop].theme]++;
    }
  for (gsize w = 0; w < problem->n_wishes; w++) {
    const TyItineraryWish *wish = &problem->wishes[w];
    if (!ty_itinerary_asked(model, w) || ty_itinerary_met(model, draft, w))
      continue;
    for (guint32 i = 0; i < model->n; i++)
      if ((wish->kind == TY_WISH_VISIT && wish->a == i) ||
          (wish->kind == TY_WISH_AT_LEAST && problem->stops[i].themes >> wish->a & 1))
        search->helpful[i] = TRUE;
  }
  for (guint32 i = 0; i < model->n; i++)
    if (!search->inside[i] && search->helpful[i])
      search->outside[n_helpful++] = i;
  for (guint32 i = 0; i < model->n && !model->wishes_only; i++) {
    if (search->inside[i] || search->helpful[i] || search->skipped[i])
      continue;
    gsize slot = n_seen++ < N_LOOKED_AT ? n_out++ : ty_random_below(&search->random, n_seen);
    if (slot < N_LOOKED_AT)
      search->outside[n_helpful + slot] = i;
  }
  return n_helpful + n_out;
}

static void put_in(const Search *search, TyItineraryDraft *draft, guint32 stop, gsize day,
                   gsize position) {
  guint32 *at = ty_itinerary_row(search->model, draft, day);

  memmove(at + position + 1, at + position, (draft->n_at[day] - position) * sizeof *at);
  at[position] = stop;
  draft->n_at[day]++;
}

/* Marks the days whose places must be looked for anew: the one that changed, the one before, which
 * may now lead to another morning, and those that set out from or end somewhere else. */
static void note_changes(Search *search, const TyItineraryDraft *draft, gsize changed) {
  const TyItineraryModel *model = search->model;

  for (gsize day = 0; day < model->n_days; day++) {
    gssize from = ty_itinerary_from(model, draft, day), to = ty_itinerary_to(model, draft, day);
    if (day == changed || day + 1 == changed || from != search->ends[2 * day] ||
        to != search->ends[2 * day + 1])
      search->version[day]++;
    search->ends[2 * day] = from;
    search->ends[2 * day + 1] = to;
  }
}

/* The stop outside and the day of most merit; FALSE when nothing fits. */
static gboolean find_best(Search *search, const TyItineraryDraft *draft, gsize n_out,
                          double exponent, guint32 *stop, gsize *day) {
  gsize n_days = search->model->n_days;
  const Place *best = NULL;

  for (gsize i = 0; i < n_out; i++)
    for (gsize d = 0; d < n_days; d++) {
      Place *place = &search->places[search->outside[i] * n_days + d];
      if (place->version != search->version[d])
        *place = look_at_day(search, draft, search->outside[i], d, exponent);
      if (place->found && (!best || place->merit > best->merit)) {
        best = place;
        *stop = search->outside[i];
        *day = d;
      }
    }
  return best != NULL;
}

/* Puts stops in while any fits. Places are kept from round to round and looked for anew on days
 * that changed; the one that is to be taken always is, since orders, themes, wishes and the budget
 * may have changed too. */
static void recreate(Search *search, TyItineraryDraft *draft) {
  const TyItineraryModel *model = search->model;
  double exponent = .5 + 2.5 * ty_random_double(&search->random);

  for (gsize i = 0; i < model->n; i++)
    search->skipped[i] = ty_random_double(&search->random) < skip;
  for (gsize day = 0; day < model->n_days; day++)
    note_changes(search, draft, day);
  for (;;) {
    gsize n_out = list_outside(search, draft), day;
    guint32 stop;
    search->round++;
    for (;;) {
      if (!find_best(search, draft, n_out, exponent, &stop, &day))
        return;
      Place *place = &search->places[stop * model->n_days + day];
      if (place->round == search->round)
        break;
      *place = look_at_day(search, draft, stop, day, exponent);
    }
    put_in(search, draft, stop, day, search->places[stop * model->n_days + day].position);
    ty_itinerary_sleep(model, draft);
    ty_itinerary_measure(model, draft);
    note_changes(search, draft, day);
  }
}

/* Anneal ----------------------------------------------------------------------------------------
 */

static double energy(const TyItineraryModel *model, const TyItineraryDraft *draft) {
  return (double) draft->n_unmet * unmet_cost - draft->value / model->mean_score;
}

static gboolean better(const TyItineraryDraft *draft, const TyItineraryDraft *than) {
  return draft->n_unmet < than->n_unmet ||
         (draft->n_unmet == than->n_unmet && draft->value > than->value + 1e-9);
}

/* Leaves out what costs more than it is worth, the worst first. */
static void prune(const TyItineraryModel *model, TyItineraryDraft *draft) {
  g_autoptr(TyItineraryDraft) next = ty_itinerary_draft_new(model);
  g_autoptr(TyItineraryDraft) best = ty_itinerary_draft_new(model);

  for (;;) {
    gboolean found = FALSE;
    ty_itinerary_draft_copy(model, best, draft);
    for (gsize day = 0; day < model->n_days; day++)
      for (gsize i = 0; i < draft->n_at[day]; i++) {
        ty_itinerary_draft_copy(model, next, draft);
        guint32 *at = ty_itinerary_row(model, next, day);
        memmove(at + i, at + i + 1, (next->n_at[day] - i - 1) * sizeof *at);
        next->n_at[day]--;
        ty_itinerary_sleep(model, next);
        if (ty_itinerary_measure(model, next) && better(next, best)) {
          ty_itinerary_draft_copy(model, best, next);
          found = TRUE;
        }
      }
    if (!found)
      return;
    ty_itinerary_draft_copy(model, draft, best);
  }
}

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

gboolean ty_itinerary_anneal(const TyItineraryModel *model, TyItineraryDraft *draft,
                             const TyItineraryEffort *effort, guint64 seed) {
  gsize n = model->n;
  g_autofree guint32 *outside = g_new(guint32, n + N_LOOKED_AT + 1), *trial = g_new(guint32, n + 2);
  g_autofree gboolean *inside = g_new(gboolean, n + 1), *helpful = g_new(gboolean, n + 1);
  g_autofree gboolean *skipped = g_new(gboolean, n + 1);
  g_autofree guint *n_of_theme = g_new(guint, model->problem->n_themes + 1);
  g_autofree Place *places = g_new0(Place, n * model->n_days + 1);
  g_autofree guint *version = g_new0(guint, model->n_days);
  g_autofree gssize *ends = g_new0(gssize, 2 * model->n_days);
  Search search = {.model = model,
                   .random = ty_random(seed, 7),
                   .places = places,
                   .version = version,
                   .ends = ends,
                   .outside = outside,
                   .trial = trial,
                   .inside = inside,
                   .helpful = helpful,
                   .skipped = skipped,
                   .n_of_theme = n_of_theme};
  g_autoptr(TyItineraryDraft) now = ty_itinerary_draft_new(model);
  g_autoptr(TyItineraryDraft) next = ty_itinerary_draft_new(model);
  guint steps = effort && effort->steps ? effort->steps : TY_ITINERARY_STEPS;
  double until = effort && effort->seconds > 0 ? seconds_now() + effort->seconds : INFINITY;
  gboolean cut = FALSE;

  ty_itinerary_draft_copy(model, now, draft);
  for (guint step = 0; step < steps && !cut; step++) {
    double heat = hot * pow(cold / hot, (double) step / steps);
    ty_itinerary_draft_copy(model, next, now);
    if (ty_random_double(&search.random) < shift)
      shift_days(&search, next);
    ruin(&search, next);
    ty_itinerary_sleep(model, next);
    ty_itinerary_measure(model, next);
    recreate(&search, next);
    double worse = energy(model, next) - energy(model, now);
    if (worse <= 0 || ty_random_double(&search.random) < exp(-worse / heat))
      ty_itinerary_draft_copy(model, now, next);
    if (better(next, draft))
      ty_itinerary_draft_copy(model, draft, next);
    if (model->wishes_only && !draft->n_unmet)
      return FALSE;
    cut = step % 16 == 15 && isfinite(until) && seconds_now() > until;
  }
  prune(model, draft);
  return cut;
}
