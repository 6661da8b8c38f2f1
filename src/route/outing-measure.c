/* SPDX-License-Identifier: Apache-2.0 */
#include "route/outing.h"

#include <math.h>
#include <string.h>

/* Of each theme the best stop counts whole, the next ones less and less: each visit goes to its
 * place among those of its theme that were seen, the best first. */
static double sum_scores(const TyOutingGround *ground, const TyOuting *outing) {
  const TyItinerary *problem = ground->model->problem;
  double sum = 0;
  guint64 seen = 0;

  for (gsize day = 0; day < ground->n_days; day++)
    for (gsize i = 0; i < outing->days[day].n; i++) {
      gint theme = problem->stops[outing->days[day].at[i]].theme;
      if (theme < 0 || outing->n_counted[theme] == 1)
        sum += outing->days[day].worth[i];
      else
        seen |= (guint64) 1 << theme;
    }
  for (; seen; seen &= seen - 1) {
    gint theme = __builtin_ctzll(seen);
    gsize n = 0;
    for (gsize day = 0; day < ground->n_days; day++)
      for (gsize i = 0; i < outing->days[day].n; i++) {
        if (problem->stops[outing->days[day].at[i]].theme != theme)
          continue;
        double worth = outing->days[day].worth[i];
        gsize k = n++;
        for (; k && ground->row[k - 1] < worth; k--)
          ground->row[k] = ground->row[k - 1];
        ground->row[k] = worth;
      }
    for (gsize k = 0; k < n; k++)
      sum += ground->row[k] * ground->decay[k];
  }
  return sum;
}

static gboolean in_wrong_order(const TyOuting *outing, guint32 first, guint32 then) {
  gint16 day = outing->day_of[first];

  if (day < 0 || outing->day_of[then] < 0 || day != outing->day_of[then])
    return day >= 0 && outing->day_of[then] >= 0 && day > outing->day_of[then];
  for (gsize i = 0; outing->days[day].at[i] != first; i++)
    if (outing->days[day].at[i] == then)
      return TRUE;
  return FALSE;
}

/* How much is missing: 0 when the wish came true. */
static gsize missing(const TyOuting *outing, const TyItineraryWish *wish) {
  switch (wish->kind) {
  case TY_WISH_VISIT:
    return outing->day_of[wish->a] < 0;
  case TY_WISH_AT_LEAST:
    return (gsize) ceil(CLAMP(wish->amount - outing->n_of_theme[wish->a], 0, 1000));
  case TY_WISH_AT_MOST:
    return (gsize) ceil(CLAMP(outing->n_of_theme[wish->a] - wish->amount, 0, 1000));
  case TY_WISH_BEFORE:
    return in_wrong_order(outing, wish->a, wish->b);
  case TY_WISH_BUDGET:
    return outing->cny > wish->amount + 1e-9;
  }
  return 0;
}

void ty_outing_measure(const TyOutingGround *ground, TyOuting *outing) {
  const TyItineraryModel *model = ground->model;

  outing->value = sum_scores(ground, outing);
  for (gsize day = 0; day < ground->n_days; day++)
    outing->value -= outing->days[day].way_cost;
  outing->n_unmet = 0;
  for (gsize w = 0; w < model->problem->n_wishes; w++)
    if (ty_itinerary_asked(model, w))
      outing->n_unmet += missing(outing, &model->problem->wishes[w]);
}

gboolean ty_outing_better(const TyOuting *one, const TyOuting *than) {
  if (one->n_broken != than->n_broken)
    return one->n_broken < than->n_broken;
  return one->n_unmet < than->n_unmet ||
         (one->n_unmet == than->n_unmet && one->value > than->value + 1e-9);
}
