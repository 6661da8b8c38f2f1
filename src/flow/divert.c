/* SPDX-License-Identifier: Apache-2.0 */
/* Tours for many groups at once, under the room of each site and hour. */
#include "flow/choice.h"
#include "flow/clock.h"

#include "base/parallel.h"
#include "base/random.h"

#include <math.h>
#include <string.h>

enum { HOURS = 24, N_WINDOWS = 5, RANDOM_PLANS_A_SITE = 10 };

/* When a contested site may be begun, from early to late. */
static const gint32 windows[N_WINDOWS][2] = {{7 * 3600, 9 * 3600 + 1799},
                                             {9 * 3600 + 1800, 11 * 3600 - 1},
                                             {11 * 3600, 12 * 3600 + 1799},
                                             {12 * 3600 + 1800, 14 * 3600 + 1799},
                                             {14 * 3600 + 1800, 20 * 3600}};

/* Where a plan is to put one contested site: on a day, in a window; or nowhere. */
typedef struct {
  gint day, window; /* −1: as it likes; day −2: not at all */
} Slot;

typedef struct {
  TyChoice *choice;
  TyItineraryEffort effort;
  guint n_sites;
  guint32 *site;    /* n_sites: candidates that are contested */
  double *capacity; /* n_sites */
  GArray *slots;    /* of Slot: n_sites for each plan */
  gsize n_plans;
  TyItineraryPlan **plans; /* n_plans; NULL: there is none */
  gsize best;              /* of them: what everyone would take */
} Diverting;

/* The capacities, "宝顶山=60,北山=40": groups that are there in the same hour. */
static gboolean read_capacities(Diverting *diverting, const char *text, GError **error) {
  g_auto(GStrv) parts = ty_choice_list(text);
  guint n = g_strv_length(parts);

  diverting->site = g_new(guint32, n + 1);
  diverting->capacity = g_new(double, n + 1);
  for (guint i = 0; i < n; i++) {
    char *equals = strchr(parts[i], '='), *end = NULL;
    guint64 room = equals ? g_ascii_strtoull(equals + 1, &end, 10) : 0;
    if (!equals || *end || end == equals + 1 || strchr(equals, '-') || room < 1 || room > 1000000) {
      g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                  "--capacity: found %s, expected SITE=N, groups an hour from 1 on", parts[i]);
      return FALSE;
    }
    *equals = '\0';
    gssize site = ty_choice_candidate(diverting->choice, g_strstrip(parts[i]), error);
    if (site < 0)
      return FALSE;
    diverting->site[diverting->n_sites] = (guint32) site;
    diverting->capacity[diverting->n_sites++] = (double) room;
  }
  if (n)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              "--capacity: found no site, expected SITE=N,…: groups an hour");
  return FALSE;
}

/* Plans to choose from --------------------------------------------------------------------------
 */

static void add_slots(Diverting *diverting, const Slot *slots) {
  g_array_append_vals(diverting->slots, slots, diverting->n_sites);
  diverting->n_plans++;
}

/* The best plan; each contested site in each window of each day, or not at all; and some where all
 * of them are put somewhere. */
static void list_plans(Diverting *diverting) {
  guint n_sites = diverting->n_sites, n_days = (guint) diverting->choice->problem.n_days;
  g_autofree Slot *slots = g_new(Slot, n_sites);
  TyRandom random = ty_random(diverting->choice->request->seed, 21);

  diverting->slots = g_array_new(FALSE, FALSE, sizeof(Slot));
  for (guint i = 0; i < n_sites; i++)
    slots[i] = (Slot){-1, -1};
  add_slots(diverting, slots);
  for (guint i = 0; i < n_sites; i++) {
    for (gint day = -2; day < (gint) n_days; day++)
      for (gint window = 0; day != -1 && window < (day < 0 ? 1 : N_WINDOWS); window++) {
        slots[i] = (Slot){day, window};
        add_slots(diverting, slots);
      }
    slots[i] = (Slot){-1, -1};
  }
  for (guint k = 0; n_sites > 1 && k < RANDOM_PLANS_A_SITE * n_sites; k++) {
    for (guint i = 0; i < n_sites; i++) {
      gint day = (gint) ty_random_below(&random, n_days + 1);
      slots[i] =
          (Slot){day == (gint) n_days ? -2 : day, (gint) ty_random_below(&random, N_WINDOWS)};
    }
    add_slots(diverting, slots);
  }
}

static void make_plan(gsize number, guint thread, gpointer data) {
  Diverting *diverting = data;
  TyItinerary problem = diverting->choice->problem;
  g_autofree TyItineraryStop *stops =
      g_memdup2(problem.stops, problem.n_stops * sizeof(TyItineraryStop));
  g_autofree TyOpening *closed = g_new0(TyOpening, problem.n_days);
  g_autofree TyItineraryWish *wishes =
      g_new(TyItineraryWish, problem.n_wishes + diverting->n_sites);
  (void) thread;

  memcpy(wishes, problem.wishes, problem.n_wishes * sizeof *wishes);
  problem.stops = stops;
  problem.wishes = wishes;
  for (guint i = 0; i < diverting->n_sites; i++) {
    const Slot *slot = &g_array_index(diverting->slots, Slot, number * diverting->n_sites + i);
    if (slot->day == -2)
      stops[diverting->site[i]].opening = closed;
    else if (slot->day >= 0)
      wishes[problem.n_wishes++] = (TyItineraryWish){.kind = TY_WISH_VISIT,
                                                     .a = diverting->site[i],
                                                     .day = slot->day,
                                                     .from_s = windows[slot->window][0],
                                                     .until_s = windows[slot->window][1]};
  }
  TyItineraryPlan *plan = ty_itinerary_plan(&problem, &diverting->effort,
                                            diverting->choice->request->seed + number, NULL);
  if (plan && number > 0 && plan->n_unmet > 0)
    g_clear_pointer(&plan, ty_itinerary_plan_free);
  diverting->plans[number] = plan;
}

/* The cells that a group with a plan is in: contested site × day × hour. */
static void add_cells(const Diverting *diverting, const TyItineraryPlan *plan, GArray *cells) {
  gsize n_days = diverting->choice->problem.n_days;

  for (guint v = 0; v < plan->visits->len; v++) {
    const TyVisit *visit = &g_array_index(plan->visits, TyVisit, v);
    for (guint i = 0; i < diverting->n_sites; i++)
      for (gint32 hour = visit->begin_s / 3600;
           visit->stop == diverting->site[i] && hour < HOURS && hour * 3600 < visit->depart_s;
           hour++) {
        guint32 cell = (guint32) ((i * n_days + visit->day) * HOURS) + (guint32) hour;
        g_array_append_val(cells, cell);
      }
  }
}

/* Finds what everyone would take; a plan that makes room by shorter visits than that is none. */
static void choose_best(Diverting *diverting) {
  gboolean shortened = diverting->plans[0]->shortened;

  for (gsize p = 0; p < diverting->n_plans; p++) {
    if (diverting->plans[p] && diverting->plans[p]->shortened && !shortened)
      g_clear_pointer(&diverting->plans[p], ty_itinerary_plan_free);
    if (diverting->plans[p] &&
        diverting->plans[p]->value > diverting->plans[diverting->best]->value)
      diverting->best = p;
  }
}

/* The answer ------------------------------------------------------------------------------------
 */

static json_t *loads_answer(const Diverting *diverting, const guint *load, guint site) {
  gsize n_days = diverting->choice->problem.n_days;
  json_t *days = json_array();

  for (gsize day = 0; day < n_days; day++) {
    json_t *hours = json_array();
    for (gsize hour = 0; hour < HOURS; hour++)
      json_array_append_new(hours, json_integer(load[(site * n_days + day) * HOURS + hour]));
    json_array_append_new(days, hours);
  }
  return days;
}

static guint peak(const Diverting *diverting, const guint *load, guint site) {
  gsize n = diverting->choice->problem.n_days * HOURS;
  guint most = 0;

  for (gsize cell = site * n; cell < (site + 1) * n; cell++)
    most = MAX(most, load[cell]);
  return most;
}

static json_t *plan_days(const Diverting *diverting, const TyItineraryPlan *plan) {
  json_t *days = json_array();
  guint v = 0;

  for (guint day = 0; day < diverting->choice->problem.n_days; day++) {
    json_t *stops = json_array();
    for (; v < plan->visits->len && g_array_index(plan->visits, TyVisit, v).day == day; v++) {
      const TyVisit *visit = &g_array_index(plan->visits, TyVisit, v);
      g_autofree char *begin = ty_clock_text(visit->begin_s),
                      *depart = ty_clock_text(visit->depart_s);
      const TyChoiceSite *site =
          &g_array_index(diverting->choice->candidates, TyChoiceSite, visit->stop);
      json_array_append_new(stops, json_pack("{s:s, s:s, s:s}", "name", site->name, "begin", begin,
                                             "depart", depart));
    }
    json_array_append_new(days, stops);
  }
  return days;
}

static json_t *answer_of(const Diverting *diverting, const guint *before, const guint *after,
                         const guint32 *taken, gsize n_groups) {
  json_t *sites = json_array(), *plans = json_array(), *groups = json_array();
  double best = diverting->plans[diverting->best]->value, sum = 0;
  gboolean feasible = TRUE;

  for (guint i = 0; i < diverting->n_sites; i++) {
    feasible = feasible && peak(diverting, after, i) <= diverting->capacity[i];
    const TyChoiceSite *site =
        &g_array_index(diverting->choice->candidates, TyChoiceSite, diverting->site[i]);
    json_array_append_new(sites, json_pack("{s:s, s:f, s:i, s:i, s:o, s:o}", "name", site->name,
                                           "capacity", diverting->capacity[i], "peak_before",
                                           peak(diverting, before, i), "peak_after",
                                           peak(diverting, after, i), "before",
                                           loads_answer(diverting, before, i), "after",
                                           loads_answer(diverting, after, i)));
  }
  for (gsize p = 0; p < diverting->n_plans; p++) {
    json_int_t n = 0;
    for (gsize g = 0; g < n_groups; g++)
      if (taken[g] == p) {
        n++;
        sum += diverting->plans[p]->value;
      }
    if (n)
      json_array_append_new(plans,
                            json_pack("{s:I, s:I, s:o, s:o}", "plan", (json_int_t) p + 1, "groups",
                                      n, "value", ty_json_number(diverting->plans[p]->value, 2),
                                      "days", plan_days(diverting, diverting->plans[p])));
  }
  for (gsize g = 0; g < n_groups; g++)
    json_array_append_new(groups, json_integer((json_int_t) taken[g] + 1));
  double mean = n_groups ? sum / (double) n_groups : best;
  return json_pack(
      "{s:I, s:b, s:I, s:o, s:o, s:o, s:o, s:o, s:o}", "groups", (json_int_t) n_groups, "feasible",
      feasible, "n_days", (json_int_t) diverting->choice->problem.n_days, "sites", sites,
      "value_before", ty_json_number(best, 3), "value_after", ty_json_number(mean, 3), "loss",
      ty_json_number(best > 0 ? (best - mean) / best : 0, 4), "plans", plans, "assignment", groups);
}

static json_t *divert(Diverting *diverting, gsize n_groups, GError **error) {
  gsize n_cells = diverting->n_sites * diverting->choice->problem.n_days * HOURS;
  g_autoptr(GArray) cells = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autofree guint32 *cells_from = g_new0(guint32, diverting->n_plans + 1);
  g_autofree guint32 *kind = g_new0(guint32, n_groups + 1);
  g_autofree double *capacity = g_new(double, n_cells), *value = g_new(double, diverting->n_plans);
  g_autofree guint *before = g_new0(guint, n_cells), *after = g_new0(guint, n_cells);

  if (!diverting->plans[0]) {
    g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE, "no tour was found for one group alone");
    return NULL;
  }
  choose_best(diverting);
  for (gsize p = 0; p < diverting->n_plans; p++) {
    cells_from[p] = cells->len;
    value[p] = diverting->plans[p] ? diverting->plans[p]->value : NAN;
    if (diverting->plans[p])
      add_cells(diverting, diverting->plans[p], cells);
  }
  cells_from[diverting->n_plans] = cells->len;
  for (gsize cell = 0; cell < n_cells; cell++)
    capacity[cell] = diverting->capacity[cell / (n_cells / diverting->n_sites)];
  for (guint32 i = cells_from[diverting->best]; i < cells_from[diverting->best + 1]; i++)
    before[g_array_index(cells, guint32, i)] = (guint) n_groups;
  TyDiversion diversion = {.n_plans = diverting->n_plans,
                           .n_cells = n_cells,
                           .n_kinds = 1,
                           .n_groups = n_groups,
                           .cells_from = cells_from,
                           .cells = (const guint32 *) (const void *) cells->data,
                           .capacity = capacity,
                           .value = value,
                           .kind = kind};
  g_autofree guint32 *taken = ty_divert(&diversion, after, error);
  return taken ? answer_of(diverting, before, after, taken, n_groups) : NULL;
}

json_t *ty_divert_groups(TyWorkspace *workspace, const TyDivertRequest *request, GError **error) {
  TyPlanRequest plan = request->plan;
  TyChoice choice = {.workspace = workspace, .request = &plan};
  Diverting diverting = {.choice = &choice};
  json_t *answer = NULL;
  gsize n_groups = request->n_groups ? request->n_groups : 100;

  if (n_groups > 100000) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--groups: found %zu, expected 1 to 100000",
                n_groups);
    return NULL;
  }
  g_autoptr(TyProfile) profile =
      plan.profile ? ty_profile_open(workspace, plan.profile, error) : NULL;
  if ((plan.profile && !profile) ||
      (plan.roads && !ty_workspace_use_roads(workspace, plan.roads, error)))
    return NULL;
  if (profile)
    ty_profile_fill(profile, &plan);
  choice.profile = profile;
  diverting.effort.steps = plan.effort ? 1000 * MIN(plan.effort, 1000) : 1500;
  if (ty_choice_candidates(&choice, error) && ty_choice_reach(&choice, error) &&
      ty_choice_wishes(&choice, error) && ty_choice_problem(&choice, error) &&
      read_capacities(&diverting, request->capacity, error)) {
    list_plans(&diverting);
    diverting.plans = g_new0(TyItineraryPlan *, diverting.n_plans);
    ty_parallel_for(workspace->n_threads, diverting.n_plans, make_plan, &diverting);
    answer = divert(&diverting, n_groups, error);
  }
  for (gsize p = 0; diverting.plans && p < diverting.n_plans; p++)
    ty_itinerary_plan_free(diverting.plans[p]);
  g_free(diverting.plans);
  g_free(diverting.site);
  g_free(diverting.capacity);
  g_clear_pointer(&diverting.slots, g_array_unref);
  ty_choice_clear(&choice);
  return answer;
}
