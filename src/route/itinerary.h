/* SPDX-License-Identifier: Apache-2.0 */
/** Inside of the itinerary planner: a problem made ready, and drafts of a plan. */
#pragma once
#include "route/days.h"
#include <tuyou/itinerary.h>

/** A problem made ready for the search. */
typedef struct {
  const TyItinerary *problem;
  gsize n, n_days;       /**< stops, days */
  TyStop *nodes;         /**< n_nodes: their openings, as the wishes leave them */
  guint32 *node;         /**< n_nodes: 0, 1, 2 … */
  TyOpening *openings;   /**< n × n_days */
  gint32 *dwell_s;       /**< n_nodes */
  double *worth;         /**< n × n_days: score on a day */
  TyDayRules *rules;     /**< n_days, and n_days more for days with an evening */
  const gboolean *asked; /**< n_wishes: those that count; NULL: all */
  double budget_cny;     /**< INFINITY: none */
  guint *most;           /**< n_themes: stops at most */
  double mean_score;     /**< of the stops; > 0 */
  gboolean wishes_only; /**< the search ends when all wishes came true, and looks at nothing else */
} TyItineraryModel;

/** @param asked     which wishes count; NULL: all; borrowed
 * @param shortest  visits take dwell_min_s */
TyItineraryModel *ty_itinerary_model_new(const TyItinerary *problem, const gboolean *asked,
                                         gboolean shortest);
void ty_itinerary_model_free(TyItineraryModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyItineraryModel, ty_itinerary_model_free)

/** Whether wish number `i` counts. */
gboolean ty_itinerary_asked(const TyItineraryModel *model, gsize i);

/** Checks a problem: sizes, ranges, nodes, NaN. */
gboolean ty_itinerary_well_formed(const TyItinerary *problem, GError **error);

/** A plan in the making. */
typedef struct {
  guint32 *at;   /**< n_days rows of n stops */
  gsize *n_at;   /**< n_days */
  gssize *night; /**< n_days: the node where the night after the day is; −1: anywhere, none */
  gsize n_unmet;
  double score, value, cost_cny, co2_kg, way_m;
  gint64 way_s;
} TyItineraryDraft;

TyItineraryDraft *ty_itinerary_draft_new(const TyItineraryModel *model);
void ty_itinerary_draft_free(TyItineraryDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyItineraryDraft, ty_itinerary_draft_free)
void ty_itinerary_draft_copy(const TyItineraryModel *model, TyItineraryDraft *to,
                             const TyItineraryDraft *from);

/** A plan as a draft; the model takes over how long it stays at each stop. */
TyItineraryDraft *ty_itinerary_draft_of(TyItineraryModel *model, const TyItineraryPlan *plan);

/** The stops of a day. */
guint32 *ty_itinerary_row(const TyItineraryModel *model, const TyItineraryDraft *draft, gsize day);

/** Where a day sets out from and where it must arrive; −1: nowhere in particular. */
gssize ty_itinerary_from(const TyItineraryModel *model, const TyItineraryDraft *draft, gsize day);
gssize ty_itinerary_to(const TyItineraryModel *model, const TyItineraryDraft *draft, gsize day);

/** The day as the clock knows it, ending at node `to`. */
TyDays ty_itinerary_day(const TyItineraryModel *model, gsize day, gboolean evening, gssize to);

/** Whether stops in a row fit into a day, between two nodes; seconds of way in `way_s`. */
gboolean ty_itinerary_fits(const TyItineraryModel *model, gsize day, gssize from, gssize to,
                           const guint32 *at, gsize n_at);

/** What a visit costs on a day. */
double ty_itinerary_visit_cny(const TyItineraryModel *model, guint32 stop, gsize day);

/** Way of a day: seconds (TY_NEVER or more where there is none). */
gint64 ty_itinerary_way_s(const TyItineraryModel *model, gssize from, gssize to, const guint32 *at,
                          gsize n_at);

/** Chooses the hotel of every night anew, by the shortest way there and on that both days hold. */
void ty_itinerary_sleep(const TyItineraryModel *model, TyItineraryDraft *draft);

/** Unmet wishes of a draft with a day that does not fit, and more. */
#define TY_ITINERARY_BROKEN 1000000

/** Fills in all that a draft is measured by. FALSE when a day does not fit. */
gboolean ty_itinerary_measure(const TyItineraryModel *model, TyItineraryDraft *draft);

/** Whether a wish came true; unasked ones did. */
gboolean ty_itinerary_met(const TyItineraryModel *model, const TyItineraryDraft *draft, gsize wish);

/** Whether stop may go to a position as far as order, groups and themes go; why not in `why`. */
gboolean ty_itinerary_may(const TyItineraryModel *model, const TyItineraryDraft *draft,
                          guint32 stop, gsize day, gsize position, TyStaysOut *why);

/** Searches from `draft` on, which becomes the best one found; never ends below it.
 * @return whether `seconds` ended it */
gboolean ty_itinerary_anneal(const TyItineraryModel *model, TyItineraryDraft *draft,
                             const TyItineraryEffort *effort, guint64 seed);
