/* SPDX-License-Identifier: Apache-2.0 */
#include "route/itinerary.h"

#include <math.h>

/* Visits that were cut to the least grow back in so many equal parts, as far as their day holds. */
enum { N_PARTS = 8 };

static void give_time_back(TyItineraryModel *model, const TyItineraryDraft *draft) {
  for (gsize day = 0; day < model->n_days; day++) {
    const guint32 *at = ty_itinerary_row(model, draft, day);
    gssize from = ty_itinerary_from(model, draft, day), to = ty_itinerary_to(model, draft, day);
    for (gint part = N_PARTS; part >= 0; part--) {
      for (gsize i = 0; i < draft->n_at[day]; i++) {
        const TyItineraryStop *stop = &model->problem->stops[at[i]];
        gint32 least_s =
            stop->dwell_min_s > 0 ? MIN(stop->dwell_min_s, stop->dwell_s) : stop->dwell_s;
        model->dwell_s[at[i]] = least_s + (stop->dwell_s - least_s) * part / N_PARTS;
      }
      if (ty_itinerary_fits(model, day, from, to, at, draft->n_at[day]))
        break;
    }
  }
}

static void write_day(const TyItineraryModel *model, const TyItineraryDraft *draft, gsize day,
                      TyItineraryPlan *plan) {
  const TyItinerary *problem = model->problem;
  const guint32 *at = ty_itinerary_row(model, draft, day);
  gsize n_at = draft->n_at[day];
  gssize from = ty_itinerary_from(model, draft, day), to = ty_itinerary_to(model, draft, day);
  gssize last = n_at ? (gssize) at[n_at - 1] : from;

  plan->nights[day] = draft->night[day];
  plan->last_way_s[day] = (gint32) ty_itinerary_way_s(model, last, to, NULL, 0);
  if (!n_at) {
    double way_s = plan->last_way_s[day];
    plan->end_s[day] =
        problem->days[day].start_s + (gint32) (way_s + ceil(problem->slack * way_s - 1e-6));
    return;
  }
  TyDays days = ty_itinerary_day(model, day, problem->stops[at[n_at - 1]].evening, to);
  ty_day_visits(&days, from, at, n_at, (guint) day, to >= 0, problem->way_m, problem->n_nodes,
                plan->visits, &plan->end_s[day]);
}

static TyItineraryPlan *write_plan(TyItineraryModel *model, TyItineraryDraft *draft) {
  const TyItinerary *problem = model->problem;
  TyItineraryPlan *plan = g_new0(TyItineraryPlan, 1);

  give_time_back(model, draft);
  ty_itinerary_measure(model, draft);
  plan->visits = g_array_new(FALSE, TRUE, sizeof(TyVisit));
  plan->nights = g_new(gssize, problem->n_days);
  plan->end_s = g_new(gint32, problem->n_days);
  plan->last_way_s = g_new(gint32, problem->n_days);
  plan->unmet = g_new(gboolean, problem->n_wishes + 1);
  for (gsize day = 0; day < problem->n_days; day++)
    write_day(model, draft, day, plan);
  plan->score = draft->score;
  plan->value = draft->value;
  plan->cost_cny = draft->cost_cny;
  plan->co2_kg = draft->co2_kg;
  plan->way_m = draft->way_m;
  plan->way_s = draft->way_s;
  for (gsize i = 0; i < problem->n_wishes; i++) {
    plan->unmet[i] = !ty_itinerary_met(model, draft, i);
    plan->n_unmet += plan->unmet[i];
  }
  for (guint i = 0; i < plan->visits->len; i++) {
    const TyVisit *visit = &g_array_index(plan->visits, TyVisit, i);
    plan->shortened |= visit->depart_s - visit->begin_s < problem->stops[visit->stop].dwell_s;
  }
  return plan;
}

TyItineraryPlan *ty_itinerary_plan(const TyItinerary *problem, const TyItineraryEffort *effort,
                                   guint64 seed, GError **error) {
  if (!ty_itinerary_well_formed(problem, error))
    return NULL;

  g_autoptr(TyItineraryModel) model = ty_itinerary_model_new(problem, NULL, FALSE);
  g_autoptr(TyItineraryDraft) draft = ty_itinerary_draft_new(model);
  ty_itinerary_measure(model, draft);
  gboolean cut = ty_itinerary_anneal(model, draft, effort, seed);
  TyItineraryPlan *plan;

  if (draft->n_unmet >= TY_ITINERARY_BROKEN) {
    g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE,
                "the way from the start to the end does not fit into %zu days, nor does any with "
                "a stop on it",
                problem->n_days);
    return NULL;
  }
  g_autoptr(TyItineraryModel) shorter =
      draft->n_unmet ? ty_itinerary_model_new(problem, NULL, TRUE) : NULL;
  if (shorter) {
    g_autoptr(TyItineraryDraft) again = ty_itinerary_draft_new(shorter);
    ty_itinerary_draft_copy(shorter, again, draft);
    cut |= ty_itinerary_anneal(shorter, again, effort, seed);
    gboolean helps = again->n_unmet < draft->n_unmet;
    plan = helps ? write_plan(shorter, again) : write_plan(model, draft);
  } else
    plan = write_plan(model, draft);
  plan->cut = cut;
  return plan;
}

void ty_itinerary_plan_free(TyItineraryPlan *plan) {
  if (!plan)
    return;
  g_array_unref(plan->visits);
  g_free(plan->nights);
  g_free(plan->end_s);
  g_free(plan->last_way_s);
  g_free(plan->unmet);
  g_free(plan);
}

/* Conflicts -------------------------------------------------------------------------------------
 */

static gboolean come_true(const TyItinerary *problem, const gboolean *asked,
                          const TyItineraryEffort *effort, guint64 seed) {
  g_autoptr(TyItineraryModel) model = ty_itinerary_model_new(problem, asked, TRUE);
  g_autoptr(TyItineraryDraft) draft = ty_itinerary_draft_new(model);

  model->wishes_only = TRUE;
  if (!ty_itinerary_measure(model, draft))
    return FALSE;
  if (draft->n_unmet)
    ty_itinerary_anneal(model, draft, effort, seed);
  return draft->n_unmet == 0;
}

GArray *ty_itinerary_conflict(const TyItinerary *problem, const TyItineraryEffort *effort,
                              guint64 seed, GError **error) {
  if (!ty_itinerary_well_formed(problem, error))
    return NULL;

  GArray *conflict = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autofree gboolean *asked = g_new(gboolean, problem->n_wishes + 1);
  for (gsize i = 0; i < problem->n_wishes; i++)
    asked[i] = TRUE;
  if (come_true(problem, asked, effort, seed))
    return conflict;
  for (gsize i = 0; i < problem->n_wishes; i++) {
    asked[i] = FALSE;
    if (come_true(problem, asked, effort, seed))
      asked[i] = TRUE; /* the rest has no conflict without it */
  }
  for (guint32 i = 0; i < problem->n_wishes; i++)
    if (asked[i])
      g_array_append_val(conflict, i);
  return conflict;
}

/* What wishes cost ------------------------------------------------------------------------------
 */

double ty_itinerary_wish_cost(const TyItinerary *problem, const TyItineraryPlan *plan, gsize wish,
                              const TyItineraryEffort *effort, guint64 seed) {
  g_autofree gboolean *asked = g_new(gboolean, problem->n_wishes + 1);

  for (gsize i = 0; i < problem->n_wishes; i++)
    asked[i] = i != wish && !plan->unmet[i];
  g_autoptr(TyItineraryModel) model = ty_itinerary_model_new(problem, asked, plan->shortened);
  g_autoptr(TyItineraryDraft) draft = ty_itinerary_draft_of(model, plan);
  double value = draft->value;
  ty_itinerary_anneal(model, draft, effort, seed);
  return MAX(draft->value - value, 0);
}
