/* SPDX-License-Identifier: Apache-2.0 */
#include "route/days.h"

#include <math.h>

/* A stop short of the wished number weighs more than any unevenness of lengths in minutes. */
static const double shortage = 1e12;

typedef struct {
  const TyDays *days;
  double *least; /* [day · (n + 1) + i]: the first i candidates in `day` days */
  gsize *cut;    /* where the last of these days begins */
} Cuts;

static gboolean counts(const TyDays *days, gsize at) { return days->dwell_s[at] > 0; }

static void relax(Cuts *cuts, guint day, gsize from, gsize to, double cost) {
  gsize row = cuts->days->n + 1;
  double total = cuts->least[day * row + from] + cost;

  if (total < cuts->least[(day + 1) * row + to]) {
    cuts->least[(day + 1) * row + to] = total;
    cuts->cut[(day + 1) * row + to] = from;
  }
}

/* All days `day` that begin with candidate `from`. */
static void extend(Cuts *cuts, guint day, gsize from) {
  const TyDays *days = cuts->days;
  const TyDayRules *rules = days->rules;
  TyClock clock = ty_clock_begin(days);
  guint n_stops = 0;

  relax(cuts, day, from, from, shortage * rules->min_stops);
  for (gsize at = from; at < days->n; at++) {
    n_stops += counts(days, at);
    if (rules->max_stops && n_stops > rules->max_stops)
      return;
    clock = ty_clock_travel(days, clock, (gssize) at - 1, at == from, at);
    clock = ty_clock_visit(days, clock, at, day);
    if (clock.hungry_s >= TY_NEVER && clock.fed_s >= TY_NEVER)
      return;
    gint32 length_s = ty_clock_end(days, clock, at, rules->return_to_start && at + 1 == days->n);
    if (length_s >= TY_NEVER)
      continue;
    guint short_by = n_stops < rules->min_stops ? rules->min_stops - n_stops : 0;
    relax(cuts, day, from, at + 1, shortage * short_by + pow(length_s / 60., 2));
  }
}

guint ty_days_cut(const TyDays *days, gboolean fewest, TyDayRows *rows, guint *n_short) {
  gsize row = days->n + 1, cells = (days->n_days + 1) * row;
  g_autofree double *least = g_new0(double, cells);
  g_autofree gsize *cut = g_new0(gsize, cells);
  Cuts cuts = {days, least, cut};
  guint used = 0;

  for (gsize i = 0; i < cells; i++)
    least[i] = INFINITY;
  least[0] = 0;
  for (guint day = 0; day < days->n_days && !used; day++) {
    for (gsize from = 0; from < days->n; from++)
      if (isfinite(least[day * row + from]))
        extend(&cuts, day, from);
    /* All of them may be seen before the last day asked for. */
    if (isfinite(least[day * row + days->n]))
      relax(&cuts, day, days->n, days->n, shortage * days->rules->min_stops);
    if (isfinite(least[(day + 1) * row + days->n]) && (fewest || day + 1 == days->n_days))
      used = day + 1;
  }
  gsize to = days->n;
  *n_short = used ? (guint) (least[used * row + to] / shortage) : 0;
  for (guint day = used; day; day--) {
    rows->first[day] = to;
    to = cut[day * row + to];
  }
  rows->first[0] = 0;
  for (gsize i = 0; i < days->n; i++)
    rows->at[i] = (guint32) i;
  return used;
}
