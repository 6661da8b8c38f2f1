/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"
#include "route/days.h"

#include <math.h>
#include <string.h>

/* Effort: steps of ruin and recreate; of many candidates outside, each step looks at some. */
enum { N_STEPS = 3000, N_LOOKED_AT = 48 };

/* In worths of a mean candidate: what an hour on the road costs, and the temperatures. */
static const double hour_cost = .02, hot = .5, cold = .002, blink = .02;

/* A plan in the making. */
typedef struct {
  guint32 *at;  /* n_days rows of n */
  gsize *n_at;  /* n_days */
  double worth; /* of what is in it */
  gint64 way_s;
} Draft;

typedef struct {
  const TyDays *days;
  TyRandom random;
  double mean_worth;
  gboolean *inside; /* n */
  guint32 *outside; /* those looked at in a step */
  guint32 *trial;   /* n */
} Annealing;

static guint32 *row(const Annealing *annealing, const Draft *draft, guint day) {
  return draft->at + day * annealing->days->n;
}

static gssize night_before(const Annealing *annealing, const Draft *draft, guint day) {
  while (day--)
    if (draft->n_at[day])
      return (gssize) row(annealing, draft, day)[draft->n_at[day] - 1];
  return -1;
}

/* The next day with visits after `day`; n_days if none. */
static guint day_after(const Annealing *annealing, const Draft *draft, guint day) {
  do
    day++;
  while (day < annealing->days->n_days && !draft->n_at[day]);
  return day;
}

static gint64 path_s(const Annealing *annealing, gssize night, const guint32 *at, gsize n_at) {
  const TyDays *days = annealing->days;
  gint64 sum_s = 0;

  for (gsize i = 0; i < n_at; i++) {
    gssize from = i ? (gssize) at[i - 1] : night;
    sum_s += from < 0 ? 0 : days->way_s[(gsize) from * days->n + at[i]];
  }
  return sum_s;
}

static gboolean fits(const Annealing *annealing, gssize night, const guint32 *at, gsize n_at,
                     guint day, gboolean is_last) {
  const TyDays *days = annealing->days;
  guint n_stops = 0;

  for (gsize i = 0; i < n_at; i++)
    n_stops += days->dwell_s[at[i]] > 0;
  if (days->rules->max_stops && n_stops > days->rules->max_stops)
    return FALSE;
  return ty_day_length(days, night, at, n_at, day, is_last && days->rules->return_to_start) <
         TY_NEVER;
}

/* Measures the draft anew; FALSE when it does not fit. */
static gboolean measure(const Annealing *annealing, Draft *draft) {
  const TyDays *days = annealing->days;
  gssize night = -1;

  draft->worth = 0;
  draft->way_s = 0;
  for (guint day = 0; day < days->n_days; day++) {
    const guint32 *at = row(annealing, draft, day);
    gsize n_at = draft->n_at[day];
    if (!n_at)
      continue;
    gboolean is_last = day_after(annealing, draft, day) == days->n_days;
    if (!fits(annealing, night, at, n_at, day, is_last))
      return FALSE;
    draft->way_s += path_s(annealing, night, at, n_at);
    night = (gssize) at[n_at - 1];
    if (is_last && days->rules->return_to_start)
      draft->way_s += days->way_s[(gsize) night * days->n];
    for (gsize i = 0; i < n_at; i++)
      draft->worth += days->worth[at[i]];
  }
  return TRUE;
}

static gboolean pinned(const TyDays *days, gsize candidate) {
  return (days->pin_first && candidate == 0) || (days->pin_last && candidate == days->n - 1);
}

static double value(const Annealing *annealing, const Draft *draft) {
  return draft->worth / annealing->mean_worth - hour_cost * (double) draft->way_s / 3600;
}

static void copy(const Annealing *annealing, Draft *to, const Draft *from) {
  gsize n = annealing->days->n, n_days = annealing->days->n_days;

  memcpy(to->at, from->at, n_days * n * sizeof *to->at);
  memcpy(to->n_at, from->n_at, n_days * sizeof *to->n_at);
  to->worth = from->worth;
  to->way_s = from->way_s;
}

static void take_out(const Annealing *annealing, Draft *draft, guint day, gsize place) {
  guint32 *at = row(annealing, draft, day);

  if (pinned(annealing->days, at[place]))
    return;
  memmove(at + place, at + place + 1, (draft->n_at[day] - place - 1) * sizeof *at);
  draft->n_at[day]--;
}

static gsize n_inside(const Annealing *annealing, const Draft *draft) {
  gsize n = 0;
  for (guint day = 0; day < annealing->days->n_days; day++)
    n += draft->n_at[day];
  return n;
}

/* Takes out a few visits: a run of them, or those with the shortest way from one of them, or any.
 */
static void ruin(Annealing *annealing, Draft *draft) {
  const TyDays *days = annealing->days;
  gsize n_in = n_inside(annealing, draft);
  if (!n_in)
    return;
  gsize n_out = 1 + ty_random_below(&annealing->random, MIN(n_in, 6));
  guint kind = (guint) ty_random_below(&annealing->random, 3);
  gsize from = ty_random_below(&annealing->random, n_in), seen = 0;
  gint32 radius_s = 0;
  guint32 seed = 0;

  for (guint day = 0; day < days->n_days && kind == 1; day++)
    for (gsize i = 0; i < draft->n_at[day]; i++)
      if (seen++ == from)
        seed = row(annealing, draft, day)[i];
  if (kind == 1) {
    gsize other = ty_random_below(&annealing->random, days->n);
    radius_s = MIN(days->way_s[seed * days->n + other], TY_NEVER - 1) / 2;
  }
  seen = 0;
  for (guint day = 0; day < days->n_days; day++)
    for (gsize i = 0; i < draft->n_at[day];) {
      guint32 candidate = row(annealing, draft, day)[i];
      gsize number = seen++, n_before = draft->n_at[day];
      gboolean out = kind == 0   ? number >= from && number < from + n_out
                     : kind == 1 ? days->way_s[seed * days->n + candidate] <= radius_s
                                 : ty_random_below(&annealing->random, n_in) < n_out;
      if (out)
        take_out(annealing, draft, day, i);
      i += draft->n_at[day] == n_before;
    }
}

/* Where a candidate goes in, and what that adds to the way; day == n_days: nowhere. */
typedef struct {
  guint day;
  gsize place;
  gint64 added_s;
} Place;

static void look_at_day(Annealing *annealing, const Draft *draft, guint32 candidate, guint day,
                        Place *best) {
  const TyDays *days = annealing->days;
  guint32 *trial = annealing->trial;
  const guint32 *at = row(annealing, draft, day);
  gsize n_at = draft->n_at[day];
  gssize night = night_before(annealing, draft, day);
  guint after = day_after(annealing, draft, day);
  gint64 before_s = path_s(annealing, night, at, n_at);

  if (days->pin_first && night < 0 && n_at == 0)
    return; /* nothing comes before the first */
  memcpy(trial + 1, at, n_at * sizeof *trial);
  for (gsize place = 0; place <= n_at; trial[place] = trial[place + 1], place++) {
    trial[place] = candidate;
    if ((days->pin_first && night < 0 && place == 0) ||
        (days->pin_last && place && at[place - 1] == days->n - 1) ||
        (days->pin_last && !place && night == (gssize) days->n - 1) ||
        ty_random_double(&annealing->random) < blink)
      continue;
    gint64 added_s = path_s(annealing, night, trial, n_at + 1) - before_s;
    if (place == n_at && after < days->n_days) { /* the next day begins somewhere else */
      gsize next = row(annealing, draft, after)[0];
      added_s += days->way_s[candidate * days->n + next];
      gssize was = n_at ? (gssize) at[n_at - 1] : night;
      added_s -= was < 0 ? 0 : days->way_s[(gsize) was * days->n + next];
    }
    if (best->day < days->n_days && added_s >= best->added_s)
      continue;
    if (!fits(annealing, night, trial, n_at + 1, day, after == days->n_days))
      continue;
    if (place == n_at && after < days->n_days &&
        !fits(annealing, (gssize) candidate, row(annealing, draft, after), draft->n_at[after],
              after, day_after(annealing, draft, after) == days->n_days))
      continue;
    *best = (Place){day, place, added_s};
  }
}

static void put_in(const Annealing *annealing, Draft *draft, guint32 candidate, Place place) {
  guint32 *at = row(annealing, draft, place.day);

  memmove(at + place.place + 1, at + place.place,
          (draft->n_at[place.day] - place.place) * sizeof *at);
  at[place.place] = candidate;
  draft->n_at[place.day]++;
}

/* The candidates outside, at most N_LOOKED_AT of them, drawn at random. */
static gsize list_outside(Annealing *annealing, const Draft *draft) {
  const TyDays *days = annealing->days;
  gsize n_out = 0, n_seen = 0;

  memset(annealing->inside, 0, days->n * sizeof *annealing->inside);
  for (guint day = 0; day < days->n_days; day++)
    for (gsize i = 0; i < draft->n_at[day]; i++)
      annealing->inside[row(annealing, draft, day)[i]] = TRUE;
  for (gsize i = 0; i < days->n; i++) {
    if (annealing->inside[i] || pinned(days, i))
      continue;
    gsize slot = n_seen++ < N_LOOKED_AT ? n_out++ : ty_random_below(&annealing->random, n_seen);
    if (slot < N_LOOKED_AT)
      annealing->outside[slot] = (guint32) i;
  }
  return n_out;
}

/* Puts candidates in while any fits, those first that are worth most for the way they add. */
static void recreate(Annealing *annealing, Draft *draft) {
  const TyDays *days = annealing->days;
  gsize n_out = list_outside(annealing, draft);
  double exponent = .5 + 2.5 * ty_random_double(&annealing->random);

  while (n_out) {
    gsize chosen = n_out;
    Place chosen_place = {days->n_days, 0, 0};
    double chosen_merit = -1;
    for (gsize i = 0; i < n_out;) {
      guint32 candidate = annealing->outside[i];
      Place place = {days->n_days, 0, 0};
      for (guint day = 0; day < days->n_days; day++)
        look_at_day(annealing, draft, candidate, day, &place);
      if (place.day == days->n_days) { /* it will not fit later either */
        annealing->outside[i] = annealing->outside[--n_out];
        if (chosen == n_out)
          chosen = i;
        continue;
      }
      double merit = pow(days->worth[candidate] / annealing->mean_worth, exponent) /
                     (double) (MAX(place.added_s, 0) + 600);
      if (merit > chosen_merit) {
        chosen_merit = merit;
        chosen = i;
        chosen_place = place;
      }
      i++;
    }
    if (!n_out || chosen_place.day == days->n_days)
      return;
    put_in(annealing, draft, annealing->outside[chosen], chosen_place);
    annealing->outside[chosen] = annealing->outside[--n_out];
  }
}

static gboolean better(const Draft *draft, const Draft *than) {
  double least = 1e-9 * (1 + than->worth);
  return draft->worth > than->worth + least ||
         (draft->worth > than->worth - least && draft->way_s < than->way_s);
}

static void read_rows(const Annealing *annealing, Draft *draft, const TyDayRows *rows) {
  for (guint day = 0; day < annealing->days->n_days; day++) {
    draft->n_at[day] = rows->first[day + 1] - rows->first[day];
    memcpy(row(annealing, draft, day), rows->at + rows->first[day],
           draft->n_at[day] * sizeof *rows->at);
  }
}

static void write_rows(const Annealing *annealing, const Draft *draft, TyDayRows *rows) {
  rows->first[0] = 0;
  for (guint day = 0; day < annealing->days->n_days; day++) {
    rows->first[day + 1] = rows->first[day] + draft->n_at[day];
    memcpy(rows->at + rows->first[day], row(annealing, draft, day),
           draft->n_at[day] * sizeof *rows->at);
  }
}

void ty_days_anneal(const TyDays *days, TyDayRows *rows, guint64 seed) {
  gsize cells = days->n_days * days->n;
  g_autofree guint32 *at = g_new0(guint32, 3 * cells);
  g_autofree gsize *n_at = g_new0(gsize, 3 * days->n_days);
  g_autofree gboolean *inside = g_new0(gboolean, days->n);
  g_autofree guint32 *trial = g_new0(guint32, days->n + 2);
  guint32 outside[N_LOOKED_AT];
  Annealing annealing = {days, ty_random(seed, 3), 0, inside, outside, trial};
  Draft now = {at, n_at, 0, 0}, next = {at + cells, n_at + days->n_days, 0, 0},
        best = {at + 2 * cells, n_at + 2 * days->n_days, 0, 0};

  /* Musts are worth more than all the rest; the scale is that of the others. */
  double least_worth = INFINITY, sum = 0;
  for (gsize i = 0; i < days->n; i++)
    least_worth = MIN(least_worth, days->worth[i]);
  gsize n_plain = 0;
  for (gsize i = 0; i < days->n; i++)
    if (!days->stops[days->stop[i]].must) {
      sum += days->worth[i];
      n_plain++;
    }
  annealing.mean_worth = n_plain ? sum / (double) n_plain : least_worth;

  read_rows(&annealing, &now, rows);
  if (!measure(&annealing, &now))
    return;
  copy(&annealing, &best, &now);
  for (guint step = 0; step < N_STEPS; step++) {
    double heat = hot * pow(cold / hot, (double) step / N_STEPS);
    copy(&annealing, &next, &now);
    if (step)
      ruin(&annealing, &next);
    if (!measure(&annealing, &next))
      continue; /* the way past what was taken out can be longer */
    recreate(&annealing, &next);
    if (!measure(&annealing, &next))
      continue;
    double gain = value(&annealing, &next) - value(&annealing, &now);
    if (gain < heat * log(1 - ty_random_double(&annealing.random)))
      continue;
    Draft swap = now;
    now = next;
    next = swap;
    if (better(&now, &best))
      copy(&annealing, &best, &now);
  }
  write_rows(&annealing, &best, rows);
}
