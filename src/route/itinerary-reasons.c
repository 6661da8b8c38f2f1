/* SPDX-License-Identifier: Apache-2.0 */
#include "route/itinerary.h"

#include <math.h>
#include <string.h>

/* How near a stop came to being in. */
typedef struct {
  const TyStop *always_open; /* the nodes without their hours */
  guint32 *row;
  gboolean reachable, order, theme, full, hours;
  double over_s, over_cny, loss; /* INFINITY: none */
  gint over_day, budget_day, loss_day;
} Trial;

/* The seconds by which a row of stops would overrun a day, were all open at any time; at least 0:
 * then it is the hours of the others that keep the row from fitting. */
static double overrun_s(const TyItineraryModel *model, const TyStop *always_open, gsize day,
                        gssize from, gssize to, const guint32 *at, gsize n_at) {
  gboolean evening = model->problem->stops[at[n_at - 1]].evening;
  TyDays days = ty_itinerary_day(model, day, evening, to);
  TyDayRules endless = *days.rules;

  endless.day_length_s = TY_NEVER - 1;
  endless.lunch_until_s = TY_NEVER / 2;
  days.rules = &endless;
  days.stops = always_open;
  gint32 length_s = ty_day_length(&days, from, at, n_at, (guint) day, to >= 0);
  return MAX((double) length_s - model->rules[2 * day + evening].day_length_s, 0);
}

/* Whether it is the hours of the stop itself alone that keep a row from fitting. */
static gboolean own_hours(TyItineraryModel *model, guint32 stop, gsize day, gssize from, gssize to,
                          const guint32 *row, gsize n_row) {
  const TyOpening *opening = model->nodes[stop].opening;

  model->nodes[stop].opening = NULL;
  gboolean fits = ty_itinerary_fits(model, day, from, to, row, n_row);
  model->nodes[stop].opening = opening;
  return fits;
}

static void try_position(TyItineraryModel *model, const TyItineraryDraft *draft, guint32 stop,
                         gsize day, gsize position, Trial *trial) {
  const TyItinerary *problem = model->problem;
  guint32 *row = trial->row;
  gssize from = ty_itinerary_from(model, draft, day), to = ty_itinerary_to(model, draft, day);
  gsize n_at = draft->n_at[day];
  const guint32 *at = ty_itinerary_row(model, draft, day);
  TyStaysOut why;

  memcpy(row, at, position * sizeof *row);
  row[position] = stop;
  memcpy(row + position + 1, at + position, (n_at - position) * sizeof *row);
  if (ty_itinerary_way_s(model, from, to, row, n_at + 1) >= TY_NEVER)
    return;
  trial->reachable = TRUE;
  if (!ty_itinerary_may(model, draft, stop, day, position, &why)) {
    trial->order |= why == TY_STAYS_OUT_ORDER;
    trial->theme |= why == TY_STAYS_OUT_THEME;
    return;
  }
  if (problem->max_stops && n_at >= problem->max_stops) {
    trial->full = TRUE;
    return;
  }
  if (!ty_itinerary_fits(model, day, from, to, row, n_at + 1)) {
    double over_s = overrun_s(model, trial->always_open, day, from, to, row, n_at + 1);
    trial->hours |= own_hours(model, stop, day, from, to, row, n_at + 1);
    if (over_s < trial->over_s) {
      trial->over_s = over_s;
      trial->over_day = (gint) day;
    }
    return;
  }
  g_autoptr(TyItineraryDraft) with = ty_itinerary_draft_new(model);
  ty_itinerary_draft_copy(model, with, draft);
  memcpy(ty_itinerary_row(model, with, day), row, (n_at + 1) * sizeof *row);
  with->n_at[day]++;
  ty_itinerary_sleep(model, with);
  if (!ty_itinerary_measure(model, with)) {
    trial->hours = TRUE; /* the next day does not hold */
    return;
  }
  if (with->cost_cny > model->budget_cny && with->cost_cny - model->budget_cny < trial->over_cny) {
    trial->over_cny = with->cost_cny - model->budget_cny;
    trial->budget_day = (gint) day;
  } else if (with->cost_cny <= model->budget_cny && draft->value - with->value < trial->loss) {
    trial->loss = draft->value - with->value;
    trial->loss_day = (gint) day;
  }
}

static TyStaysOutReason reason_for(TyItineraryModel *model, const TyItineraryDraft *draft,
                                   guint32 stop, const TyStop *always_open, guint32 *row) {
  Trial trial = {.always_open = always_open,
                 .row = row,
                 .over_s = INFINITY,
                 .over_cny = INFINITY,
                 .loss = INFINITY};
  gboolean open = FALSE;

  for (gsize day = 0; day < model->n_days; day++) {
    const TyOpening *opening = &model->openings[stop * model->n_days + day];
    if (opening->open_s >= opening->close_s)
      continue;
    open = TRUE;
    for (gsize position = 0; position <= draft->n_at[day]; position++)
      try_position(model, draft, stop, day, position, &trial);
  }
  if (!open)
    return (TyStaysOutReason){TY_STAYS_OUT_CLOSED, -1, 0};
  if (!trial.reachable)
    return (TyStaysOutReason){TY_STAYS_OUT_UNREACHABLE, -1, 0};
  if (isfinite(trial.loss))
    return (TyStaysOutReason){TY_STAYS_OUT_WORTH, trial.loss_day, MAX(trial.loss, 0)};
  if (isfinite(trial.over_cny))
    return (TyStaysOutReason){TY_STAYS_OUT_BUDGET, trial.budget_day, trial.over_cny};
  if (trial.theme)
    return (TyStaysOutReason){TY_STAYS_OUT_THEME, -1, 0};
  if (trial.hours)
    return (TyStaysOutReason){TY_STAYS_OUT_HOURS, -1, 0};
  if (isfinite(trial.over_s))
    return (TyStaysOutReason){TY_STAYS_OUT_TIME, trial.over_day, trial.over_s};
  if (trial.full)
    return (TyStaysOutReason){TY_STAYS_OUT_FULL, -1, 0};
  return (TyStaysOutReason){TY_STAYS_OUT_ORDER, -1, 0};
}

TyStaysOutReason *ty_itinerary_reasons(const TyItinerary *problem, const TyItineraryPlan *plan) {
  g_autoptr(TyItineraryModel) model = ty_itinerary_model_new(problem, NULL, plan->shortened);
  g_autoptr(TyItineraryDraft) draft = ty_itinerary_draft_of(model, plan);
  TyStaysOutReason *reasons = g_new0(TyStaysOutReason, problem->n_stops + 1);
  g_autofree guint32 *row = g_new(guint32, problem->n_stops + 1);
  g_autofree gboolean *inside = g_new0(gboolean, problem->n_stops + 1);
  g_autofree TyStop *always_open = g_memdup2(model->nodes, problem->n_nodes * sizeof(TyStop));

  for (gsize node = 0; node < problem->n_nodes; node++)
    always_open[node].opening = NULL;
  for (guint i = 0; i < plan->visits->len; i++)
    inside[g_array_index(plan->visits, TyVisit, i).stop] = TRUE;
  for (guint32 stop = 0; stop < problem->n_stops; stop++)
    if (!inside[stop])
      reasons[stop] = reason_for(model, draft, stop, always_open, row);
  return reasons;
}
