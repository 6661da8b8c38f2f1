/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: what a tour goes through on its way from wish to answer. */
#pragma once
#include "flow/reach.h"

/** A site that was asked for. */
typedef struct {
  gint64 id;
  char *name;
  double weight;
  gboolean must, avoid;
  const char *left_out; /**< the reason, for people; NULL: in */
} TyWish;

/** The wishes of a request, in the order of the theme. */
typedef struct TyWishes {
  GArray *wishes;    /**< of TyWish */
  gint64 start, end; /**< entities; end 0: anywhere */
  GArray *given;     /**< of gint64: the order to be measured; NULL: none */
} TyWishes;

TyWishes *ty_wishes_new(TyWorkspace *workspace, const TyPlanRequest *request, GError **error);
void ty_wishes_free(TyWishes *wishes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyWishes, ty_wishes_free)

/** When each of `n` entities is open on each of `n_days` days: n × n_days, to be freed.
 * @param date  the first day, YYYY-MM-DD; NULL: any day, so that only daily hours count */
TyOpening *ty_openings_of(TyWorkspace *workspace, const gint64 *ids, gsize n, const char *date,
                          guint n_days, GError **error);

/** What happens at the entity or in its county on a day, as texts; an empty array without a date.
 */
json_t *ty_events_on(TyWorkspace *workspace, gint64 entity, const char *date, guint day,
                     GError **error);

/** What happens at an entity itself on a day. */
typedef struct {
  char *name;        /**< of one event, to be freed; NULL: none */
  gboolean festival; /**< a festival, an event or a performance */
  gboolean season;
  gboolean free_entry; /**< the ticket costs nothing */
} TyEventOn;

gboolean ty_event_at(TyWorkspace *workspace, gint64 entity, const char *date, guint day,
                     TyEventOn *event, GError **error);

/** The day `after` days after `text`; TY_ERROR_USAGE when that is no date. */
gboolean ty_day_parse(const char *text, guint after, TyCalendarDay *day, GError **error);

/** The date `days` after `date`, to be freed. */
char *ty_date_after(const char *date, guint days);

/** How long one stays at each of `n` entities, in seconds: what its facts say, else the request's
 * hours; `least_s` and `most_s` likewise. n values each. */
gboolean ty_dwell_of(TyWorkspace *workspace, const gint64 *ids, gsize n, double usual_hours,
                     gint32 *wished_s, gint32 *least_s, gint32 *most_s, GError **error);

/** Reads a JSON object with members of a request into those that are not set yet. `texts` (of char
 * *, freed by it) keeps what they point to.
 * @return FALSE with TY_ERROR_INPUT that names the file and the line or the member */
gboolean ty_plan_request_read(TyPlanRequest *request, const char *name, const char *text,
                              gsize length, GPtrArray *texts, GError **error);

/** A plan in the making. Tour sites are places of `reach`: site i is place site[i]. */
typedef struct {
  TyWorkspace *workspace;
  const TyPlanRequest *request;
  TyWishes *wishes;
  TyReach *reach;
  GArray *site;    /* of guint32: places that the tour visits, in the order of the theme */
  GArray *wish_of; /* of guint32: the wish of each */
  double *dist_m, *duration_s; /* n × n over sites */
  gsize start;
  gssize end;
  TyTour *tour;
  TyDayPlan *days;
  json_t *notes;
} TyPlan;

/** The wish that site number `site` of the tour came from. */
TyWish *ty_plan_wish(const TyPlan *plan, gsize site);

/** The answer of ty_plan; NULL with `error` set. */
json_t *ty_plan_answer(const TyPlan *plan, TyTourRule rule, GError **error);
