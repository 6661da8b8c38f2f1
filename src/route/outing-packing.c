/* SPDX-License-Identifier: Apache-2.0 */
/* One entry of the pool for each day, no stop twice, worth most together: branch and bound, day by
 * day, with what each entry adds to those chosen as its bound (it adds less and less, since stops
 * of a theme do). */
#include "route/outing-clock.h"
#include "route/outing-pool.h"

#include <math.h>
#include <string.h>

/* How many days are chosen anew at a time, and how many entries are looked at for that. */
enum { FREE_DAYS = 4, WINDOW_DAYS = 3, LOOKS_MOST = 400000 };

/* What a wish counts that comes true: more than all that is worth anything. */
static const double wish_worth = 1e7;

typedef struct {
  const TyOutingEntry *entry;
  double gain; /* at most what it adds */
} Option;

typedef struct {
  const TyOutingGround *ground;
  TyOuting *best, *trial;
  gsize n_words;
  guint64 *used;                    /* bits by `exclusive` */
  GPtrArray **lists;                /* n_days: of TyOutingEntry * */
  const TyOutingEntry **taken;      /* n_days */
  double **of_theme;                /* n_themes: worths of the stops taken, the best first */
  gsize *n_of_theme;                /* by the theme that counts */
  guint *n_any;                     /* n_themes: by any of their themes */
  double *nearest_in, *nearest_out; /* n: the least way from a place of a night, and to one */
  double cny, best_sum;
  guint64 looks;
  gboolean found;
} Packing;

/* What entries add ------------------------------------------------------------------------------
 */

static double sum_of(const Packing *packing, const double *worth, gsize n) {
  double sum = 0;
  for (gsize k = 0; k < n; k++)
    sum += worth[k] * packing->ground->decay[k];
  return sum;
}

/* Of the stops of one theme, `n` of an entry's beside those taken. */
static double add_theme(const Packing *packing, gint theme, const double *worth, gsize n) {
  double sum = 0;

  if (theme < 0) {
    for (gsize k = 0; k < n; k++)
      sum += worth[k];
    return sum;
  }
  const double *taken = packing->of_theme[theme], *decay = packing->ground->decay;
  gsize n_taken = packing->n_of_theme[theme], i = 0, k = 0;
  for (gsize rank = 0; i < n_taken || k < n; rank++)
    sum +=
        decay[rank] * (k == n || (i < n_taken && taken[i] >= worth[k]) ? taken[i++] : worth[k++]);
  return sum - sum_of(packing, taken, n_taken);
}

static double add_wishes(const Packing *packing, const TyOutingEntry *entry) {
  const TyItineraryModel *model = packing->ground->model;
  const TyItinerary *problem = model->problem;
  double n_met = 0;

  for (gsize w = 0; w < problem->n_wishes; w++) {
    const TyItineraryWish *wish = &problem->wishes[w];
    if ((wish->kind != TY_WISH_VISIT && wish->kind != TY_WISH_AT_LEAST) ||
        !ty_itinerary_asked(model, w))
      continue;
    guint n = 0;
    for (gsize i = 0; i < entry->n; i++)
      n += wish->kind == TY_WISH_VISIT ? entry->at[i] == wish->a
                                       : problem->stops[entry->at[i]].themes >> wish->a & 1;
    n_met += wish->kind == TY_WISH_VISIT ? n
                                         : MIN(packing->n_any[wish->a] + n, wish->amount) -
                                               MIN(packing->n_any[wish->a], wish->amount);
  }
  return wish_worth * n_met;
}

/* The least that the ways to its first stop and from its last one cost. */
static double outer_ways(const Packing *packing, const TyOutingEntry *entry, gsize day,
                         gboolean from_known, gssize from) {
  const TyOutingGround *ground = packing->ground;
  const TyItinerary *problem = ground->model->problem;
  gboolean last_day = day + 1 == ground->n_days;

  if (!entry->n)
    return 0;
  guint32 first = entry->at[0], last = entry->at[entry->n - 1];
  double in = from_known ? ty_outing_cost(ground, from, first) : packing->nearest_in[first];
  double out = last_day            ? ty_outing_cost(ground, last, problem->end)
               : problem->n_hotels ? packing->nearest_out[last]
                                   : 0;
  return in + out;
}

static double gain_of(const Packing *packing, const TyOutingEntry *entry) {
  double sum = 0;

  for (gsize i = 0, next; i < entry->n; i = next) {
    for (next = i + 1; next < entry->n && entry->theme[next] == entry->theme[i]; next++)
      ;
    sum += add_theme(packing, entry->theme[i], entry->worth + i, next - i);
  }
  return sum - entry->way_cost;
}

static gboolean may_take(const Packing *packing, const TyOutingEntry *entry) {
  const TyItineraryModel *model = packing->ground->model;

  for (gsize w = 0; w < packing->n_words; w++)
    if (entry->bits[w] & packing->used[w])
      return FALSE;
  if (packing->cny + entry->cny > model->budget_cny + 1e-6)
    return FALSE;
  for (guint64 rest = packing->ground->capped; rest; rest &= rest - 1) {
    gsize theme = (gsize) __builtin_ctzll(rest);
    guint n = packing->n_any[theme];
    for (gsize i = 0; i < entry->n; i++)
      n += model->problem->stops[entry->at[i]].themes >> theme & 1;
    if (n > model->most[theme])
      return FALSE;
  }
  return TRUE;
}

/* Taking and leaving ----------------------------------------------------------------------------
 */

static void take(Packing *packing, const TyOutingEntry *entry, gsize day) {
  const TyItinerary *problem = packing->ground->model->problem;

  packing->taken[day] = entry;
  packing->cny += entry->cny;
  for (gsize w = 0; w < packing->n_words; w++)
    packing->used[w] |= entry->bits[w];
  for (gsize i = 0; i < entry->n; i++) {
    for (gsize t = 0; t < problem->n_themes; t++)
      packing->n_any[t] += problem->stops[entry->at[i]].themes >> t & 1;
    if (entry->theme[i] < 0)
      continue;
    double *list = packing->of_theme[entry->theme[i]];
    gsize k = packing->n_of_theme[entry->theme[i]]++;
    for (; k && list[k - 1] < entry->worth[i]; k--)
      list[k] = list[k - 1];
    list[k] = entry->worth[i];
  }
}

static void leave(Packing *packing, const TyOutingEntry *entry, double cny_before) {
  const TyItinerary *problem = packing->ground->model->problem;

  packing->cny = cny_before;
  for (gsize w = 0; w < packing->n_words; w++)
    packing->used[w] &= ~entry->bits[w];
  for (gsize i = 0; i < entry->n; i++) {
    for (gsize t = 0; t < problem->n_themes; t++)
      packing->n_any[t] -= problem->stops[entry->at[i]].themes >> t & 1;
    if (entry->theme[i] < 0)
      continue;
    double *list = packing->of_theme[entry->theme[i]];
    gsize n = packing->n_of_theme[entry->theme[i]]--, k = 0;
    while (list[k] != entry->worth[i])
      k++;
    memmove(list + k, list + k + 1, (n - k - 1) * sizeof *list);
  }
}

/* Branch and bound ------------------------------------------------------------------------------
 */

static double sum_of_outing(const TyOuting *outing) {
  return outing->value - wish_worth * (double) outing->n_unmet;
}

/* All days are chosen: measures them as what they are. */
static void try_all(Packing *packing) {
  const TyOutingGround *ground = packing->ground;

  for (gsize day = 0; day < ground->n_days; day++)
    ty_outing_set_day(ground, packing->trial, day, packing->taken[day]->at, 0);
  for (gsize day = 0; day < ground->n_days; day++)
    ty_outing_set_day(ground, packing->trial, day, packing->taken[day]->at, packing->taken[day]->n);
  ty_outing_sleep(ground, packing->trial);
  ty_outing_measure(ground, packing->trial);
  if (!ty_outing_better(packing->trial, packing->best))
    return;
  ty_outing_copy(ground, packing->best, packing->trial);
  packing->best_sum = sum_of_outing(packing->best);
  packing->found = TRUE;
}

static int by_gain(gconstpointer a, gconstpointer b) {
  const Option *one = a, *two = b;
  if (one->gain != two->gain)
    return one->gain < two->gain ? 1 : -1;
  return (one->entry->key > two->entry->key) - (one->entry->key < two->entry->key);
}

/* What the best entry of a later day adds at most. */
static double most_of_day(Packing *packing, gsize day) {
  const GPtrArray *list = packing->lists[day];
  double most = -INFINITY;

  for (guint i = 0; i < list->len; i++) {
    const TyOutingEntry *entry = list->pdata[i];
    packing->looks++;
    if (!may_take(packing, entry))
      continue;
    double gain = gain_of(packing, entry) + add_wishes(packing, entry) -
                  outer_ways(packing, entry, day, FALSE, -1);
    most = MAX(most, gain);
  }
  return most;
}

/* Chooses for `day` and all after it; `sum` is exact up to there, `night` where the last one was
 * (hotels: unknown). */
static void branch(Packing *packing, gsize day, double sum, gssize night) {
  const TyOutingGround *ground = packing->ground;
  gboolean hotels = ground->model->problem->n_hotels > 0, from_known = day == 0 || !hotels;
  double later = 0, cny = packing->cny;

  if (day == ground->n_days) {
    try_all(packing);
    return;
  }
  for (gsize next = day + 1; next < ground->n_days; next++)
    later += most_of_day(packing, next);
  const GPtrArray *list = packing->lists[day];
  g_autofree Option *options = g_new(Option, list->len + 1);
  gsize n = 0;
  for (guint i = 0; i < list->len; i++) {
    const TyOutingEntry *entry = list->pdata[i];
    packing->looks++;
    if (!may_take(packing, entry) ||
        (from_known && entry->n &&
         !ty_outing_in_time(ty_outing_morning(ground, day, night, entry->at[0]), entry->latest) &&
         !hotels))
      continue;
    options[n].entry = entry;
    options[n].gain = gain_of(packing, entry) + add_wishes(packing, entry) -
                      outer_ways(packing, entry, day, from_known, night);
    if (sum + options[n].gain + later > packing->best_sum + 1e-9)
      n++;
  }
  qsort(options, n, sizeof *options, by_gain);
  for (gsize i = 0; i < n && packing->looks < LOOKS_MOST; i++) {
    const TyOutingEntry *entry = options[i].entry;
    if (sum + options[i].gain + later <= packing->best_sum + 1e-9)
      return;
    take(packing, entry, day);
    branch(packing, day + 1, sum + options[i].gain,
           hotels || !entry->n ? night : (gssize) entry->at[entry->n - 1]);
    leave(packing, entry, cny);
  }
}

/* The wishes for visits and numbers, all unmet: where the sum begins. */
static double all_unmet(const TyItineraryModel *model) {
  double n = 0;

  for (gsize w = 0; w < model->problem->n_wishes; w++) {
    const TyItineraryWish *wish = &model->problem->wishes[w];
    if (!ty_itinerary_asked(model, w))
      continue;
    n += wish->kind == TY_WISH_VISIT ? 1 : wish->kind == TY_WISH_AT_LEAST ? wish->amount : 0;
  }
  return -wish_worth * n;
}

/* Chooses days `free` anew, bit by bit; the others stay. */
static void choose_days(Packing *packing, TyOutingPool *pool, guint64 free) {
  const TyOutingGround *ground = packing->ground;
  GPtrArray *own = g_ptr_array_new_with_free_func(ty_outing_entry_free);

  for (gsize day = 0; day < ground->n_days; day++) {
    TyOutingEntry *now = ty_outing_entry_new(ground, packing->best, day);
    const GPtrArray *known = free >> day & 1 ? ty_outing_pool_day(pool, day) : NULL;
    g_ptr_array_set_size(packing->lists[day], 0);
    g_ptr_array_add(own, now);
    g_ptr_array_add(packing->lists[day], now);
    for (guint i = 0; known && i < known->len; i++)
      g_ptr_array_add(packing->lists[day], known->pdata[i]);
  }
  packing->looks = 0;
  branch(packing, 0, all_unmet(ground->model), ground->model->problem->start);
  g_ptr_array_unref(own);
}

/* Windows of days one after the other, and pairs, while one helps. */
static void choose_windows(Packing *packing, TyOutingPool *pool) {
  gsize n_days = packing->ground->n_days;

  for (gsize first = 0; first + WINDOW_DAYS <= n_days; first++)
    choose_days(packing, pool, (guint64) ((1 << WINDOW_DAYS) - 1) << first);
  for (gsize one = 0; one < n_days; one++)
    for (gsize two = one + 1; two < n_days; two++)
      choose_days(packing, pool, (guint64) 1 << one | (guint64) 1 << two);
}

/* Days that hold on one date may hold on others. */
static void spread(const TyOutingGround *ground, TyOutingPool *pool, TyOuting *trial,
                   const TyOuting *best) {
  gsize n_days = ground->n_days;
  g_autofree guint *n_own = g_new(guint, n_days);

  for (gsize day = 0; day < n_days; day++)
    n_own[day] = ty_outing_pool_day(pool, day)->len;
  ty_outing_copy(ground, trial, best);
  for (gsize day = 0; day < n_days; day++)
    ty_outing_set_day(ground, trial, day, trial->days[day].at, 0);
  for (gsize day = 0; day < n_days; day++)
    for (guint i = 0; i < n_own[day]; i++)
      for (gsize other = 0; other < n_days; other++) {
        const TyOutingEntry *entry = ty_outing_pool_entry(pool, day, i);
        if (other == day)
          continue;
        ty_outing_set_day(ground, trial, other, entry->at, entry->n);
        if (trial->days[other].holds)
          ty_outing_pool_add(pool, trial, other);
        ty_outing_set_day(ground, trial, other, entry->at, 0);
      }
}

static void find_nearest(Packing *packing) {
  const TyOutingGround *ground = packing->ground;
  const TyItinerary *problem = ground->model->problem;
  gsize n_places = problem->n_hotels ? problem->n_hotels : ground->n;

  for (gsize i = 0; i < ground->n; i++) {
    packing->nearest_in[i] = packing->nearest_out[i] = INFINITY;
    for (gsize k = 0; k < n_places; k++) {
      gssize place = (gssize) (problem->n_hotels ? problem->hotels[k] : k);
      if (place == (gssize) i && !problem->n_hotels)
        continue;
      packing->nearest_in[i] =
          MIN(packing->nearest_in[i], ty_outing_cost(ground, place, (gssize) i));
      packing->nearest_out[i] =
          MIN(packing->nearest_out[i], ty_outing_cost(ground, (gssize) i, place));
    }
    if (!problem->n_hotels) /* the nights may all be where the tour begins */
      packing->nearest_in[i] =
          MIN(packing->nearest_in[i], ty_outing_cost(ground, problem->start, (gssize) i));
  }
}

gboolean ty_outing_pool_recombine(TyOutingPool *pool, const TyOutingGround *ground,
                                  TyOuting *outing) {
  gsize n_themes = ground->model->problem->n_themes, n_words = (ground->n + 63) / 64;
  g_autofree guint64 *used = g_new0(guint64, n_words + 1);
  g_autofree GPtrArray **lists = g_new(GPtrArray *, ground->n_days);
  g_autofree const TyOutingEntry **taken = g_new0(const TyOutingEntry *, ground->n_days);
  g_autofree double **of_theme = g_new(double *, n_themes + 1);
  g_autofree double *worths = g_new(double, (n_themes + 1) * (ground->n + 1));
  g_autofree gsize *n_of_theme = g_new0(gsize, n_themes + 1);
  g_autofree guint *n_any = g_new0(guint, n_themes + 1);
  g_autofree double *nearest = g_new(double, 2 * ground->n + 1);
  Packing packing = {.ground = ground,
                     .best = outing,
                     .trial = ty_outing_new(ground),
                     .n_words = n_words,
                     .used = used,
                     .lists = lists,
                     .taken = taken,
                     .of_theme = of_theme,
                     .n_of_theme = n_of_theme,
                     .n_any = n_any,
                     .nearest_in = nearest,
                     .nearest_out = nearest + ground->n,
                     .best_sum = sum_of_outing(outing)};

  for (gsize t = 0; t < n_themes; t++)
    of_theme[t] = worths + t * (ground->n + 1);
  for (gsize day = 0; day < ground->n_days; day++)
    lists[day] = g_ptr_array_new();
  find_nearest(&packing);
  spread(ground, pool, packing.trial, outing);
  if (ground->n_days <= FREE_DAYS)
    choose_days(&packing, pool, ((guint64) 1 << ground->n_days) - 1);
  else
    choose_windows(&packing, pool);
  for (gsize day = 0; day < ground->n_days; day++)
    g_ptr_array_unref(lists[day]);
  ty_outing_free(ground, packing.trial);
  return packing.found;
}
