/* SPDX-License-Identifier: Apache-2.0 */
/* Tours chosen from all sites: the best one, others that differ from it, and changes to an earlier
 * one. */
#include "flow/choice.h"

#include <string.h>

/* What was in the earlier plan counts so much more, and on its day again. */
#define KEPT_FACTOR 3
#define SAME_DAY_FACTOR 2

/* What an earlier alternative shows counts so much less in the next. */
#define SHOWN_FACTOR .5

static TyItineraryEffort effort_of(const TyPlanRequest *request) {
  return (TyItineraryEffort){.steps = request->effort ? 1000 * MIN(request->effort, 1000) : 0,
                             .seconds = request->seconds};
}

/* Changes to an earlier plan --------------------------------------------------------------------
 */

/* The day on which each candidate was visited; −1: it was not. `gone`: names that are no candidates
 * now. */
static gboolean read_kept(const TyChoice *choice, gint *kept_day, GPtrArray *gone, GError **error) {
  json_error_t where;
  json_t *day, *stop;
  gsize d, i;

  for (guint c = 0; c < choice->candidates->len; c++)
    kept_day[c] = -1;
  if (!choice->request->keep)
    return TRUE;
  json_t *earlier = json_load_file(choice->request->keep, 0, &where);
  if (!json_is_array(json_object_get(earlier, "days"))) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s:%d: found %s, expected an answer of plan --json", choice->request->keep,
                earlier ? 1 : where.line, earlier ? "JSON without days" : where.text);
    json_decref(earlier);
    return FALSE;
  }
  json_array_foreach(json_object_get(earlier, "days"), d, day)
      json_array_foreach(json_object_get(day, "stops"), i, stop) {
    const char *name = json_string_value(json_object_get(stop, "name"));
    gboolean found = !name;
    for (guint c = 0; name && c < choice->candidates->len; c++)
      if (g_str_equal(g_array_index(choice->candidates, TyChoiceSite, c).name, name) &&
          (!g_array_index(choice->candidates, TyChoiceSite, c).evening ||
           json_is_true(json_object_get(stop, "evening")))) {
        kept_day[c] = (gint) d;
        found = TRUE;
      }
    if (!found)
      g_ptr_array_add(gone, g_strdup(name));
  }
  json_decref(earlier);
  return TRUE;
}

static void favour_kept(TyChoice *choice, const gint *kept_day) {
  gsize n_days = choice->problem.n_days;

  for (guint c = 0; c < choice->candidates->len; c++)
    for (gsize day = 0; kept_day[c] >= 0 && day < n_days; day++)
      choice->day_factor[c * n_days + day] *=
          KEPT_FACTOR * ((gsize) kept_day[c] == day ? SAME_DAY_FACTOR : 1);
}

static json_t *changes(const TyChoice *choice, const TyItineraryPlan *plan, const gint *kept_day,
                       const GPtrArray *gone) {
  json_t *added = json_array(), *removed = json_array(), *moved = json_array();
  g_autofree gint *day_of = g_new0(gint, choice->candidates->len + 1);

  for (guint i = 0; i < gone->len; i++)
    json_array_append_new(removed, json_string(gone->pdata[i]));
  for (guint c = 0; c < choice->candidates->len; c++)
    day_of[c] = -1;
  for (guint i = 0; i < plan->visits->len; i++)
    day_of[g_array_index(plan->visits, TyVisit, i).stop] =
        (gint) g_array_index(plan->visits, TyVisit, i).day;
  for (guint c = 0; c < choice->candidates->len; c++) {
    const char *name = g_array_index(choice->candidates, TyChoiceSite, c).name;
    if (kept_day[c] < 0 && day_of[c] >= 0)
      json_array_append_new(added, json_string(name));
    else if (kept_day[c] >= 0 && day_of[c] < 0)
      json_array_append_new(removed, json_string(name));
    else if (kept_day[c] != day_of[c])
      json_array_append_new(moved, json_pack("{s:s, s:i, s:i}", "name", name, "from_day",
                                             kept_day[c] + 1, "to_day", day_of[c] + 1));
  }
  gsize n_changed = json_array_size(added) + json_array_size(removed) + json_array_size(moved);
  return json_pack("{s:I, s:o, s:o, s:o}", "n_changed", (json_int_t) n_changed, "added", added,
                   "removed", removed, "moved", moved);
}

/* Alternatives ----------------------------------------------------------------------------------
 */

typedef enum { CLASSIC, ECOLOGICAL, THEME, DEEP, N_VARIANTS } Variant;
static const char *const variant_names[N_VARIANTS] = {"classic", "ecological", "theme", "deep"};

/* The theme of the atlas whose sites are worth most together. */
static gint strongest_theme(const TyChoice *choice) {
  double sum[64] = {0};
  gint best = -1;

  for (guint c = 0; c < choice->candidates->len; c++) {
    const TyChoiceSite *site = &g_array_index(choice->candidates, TyChoiceSite, c);
    if (site->theme >= TY_N_USUAL_THEMES)
      sum[site->theme] += site->score;
  }
  for (gint t = TY_N_USUAL_THEMES; t < (gint) choice->themes->len; t++)
    if (sum[t] > 0 && (best < 0 || sum[t] > sum[best]))
      best = t;
  return best;
}

static double variant_score(const TyChoiceSite *site, Variant variant, gint strongest) {
  gboolean famous = site->themes >> TY_THEME_FAMOUS & 1;

  switch (variant) {
  case CLASSIC:
    return site->level * site->level / 4;
  case ECOLOGICAL:
    return site->score * (site->nature ? 3 : .7);
  case THEME:
    return site->score * (site->theme >= 0 && site->theme == strongest ? 3 : .3);
  default:
    return site->score * (famous ? .7 : 1.6);
  }
}

/* A copy of the problem with other scores, and its solution as an answer. */
static json_t *solve_variant(TyChoice *choice, Variant variant, const guint *n_shown,
                             GError **error) {
  TyItinerary usual = choice->problem;
  TyItineraryEffort effort = effort_of(choice->request);
  g_autofree TyItineraryStop *stops =
      g_memdup2(usual.stops, usual.n_stops * sizeof(TyItineraryStop));
  gint strongest = strongest_theme(choice);

  choice->problem.stops = stops;
  for (gsize i = 0; i < usual.n_stops; i++) {
    const TyChoiceSite *site = &g_array_index(choice->candidates, TyChoiceSite, i);
    stops[i].score = variant_score(site, variant, strongest);
    for (guint shown = 0; shown < n_shown[i]; shown++)
      stops[i].score *= SHOWN_FACTOR;
    if (variant == DEEP && !site->evening)
      stops[i].dwell_s = MIN(stops[i].dwell_s * 3 / 2, 5 * 3600);
  }
  if (variant == ECOLOGICAL) {
    choice->problem.co2_weight = .2;
    choice->problem.hour_weight *= 2;
  }
  if (variant == DEEP)
    choice->problem.max_stops = MIN(usual.max_stops ? usual.max_stops : 2, 2);
  g_autoptr(TyItineraryPlan) plan =
      ty_itinerary_plan(&choice->problem, &effort, choice->request->seed + 1 + variant, error);
  json_t *answer = plan ? ty_choice_answer(choice, plan, error) : NULL;
  choice->problem = usual;
  return answer;
}

static void count_shown(const TyChoice *choice, const json_t *answer, guint *n_shown) {
  const json_t *stops = json_object_get(answer, "stops");
  json_t *name;
  gsize i;

  json_array_foreach(stops, i, name) for (guint c = 0; c < choice->candidates->len; c++)
      n_shown[c] +=
      g_str_equal(g_array_index(choice->candidates, TyChoiceSite, c).name, json_string_value(name));
}

/* The share of the stops of `a` or `b` that are in both (Jaccard). */
static double overlap(const json_t *a, const json_t *b) {
  json_t *one, *other;
  gsize i, k, n_both = 0;

  json_array_foreach(a, i, one) json_array_foreach(b, k, other) n_both += json_equal(one, other);
  gsize n_either = json_array_size(a) + json_array_size(b) - n_both;
  return n_either ? (double) n_both / (double) n_either : 1;
}

static gboolean add_alternatives(TyChoice *choice, json_t *answer, GError **error) {
  json_t *list = json_array();
  g_autofree guint *n_shown = g_new0(guint, choice->candidates->len + 1);

  json_object_set_new(answer, "alternatives", list);
  count_shown(choice, answer, n_shown);
  for (Variant variant = 0; variant < N_VARIANTS; variant++) {
    json_t *other = solve_variant(choice, variant, n_shown, error);
    if (!other)
      return FALSE;
    count_shown(choice, other, n_shown);
    json_object_set_new(other, "name", json_string(variant_names[variant]));
    json_object_set_new(
        other, "overlap",
        ty_json_number(overlap(json_object_get(answer, "stops"), json_object_get(other, "stops")),
                       2));
    json_array_append_new(list, other);
  }
  return TRUE;
}

/* The tour --------------------------------------------------------------------------------------
 */

static json_t *solve(TyChoice *choice, GError **error) {
  TyItineraryEffort effort = effort_of(choice->request);
  g_autofree gint *kept_day = g_new0(gint, choice->candidates->len + 1);

  g_autoptr(GPtrArray) gone = g_ptr_array_new_with_free_func(g_free);
  if (!read_kept(choice, kept_day, gone, error))
    return NULL;
  favour_kept(choice, kept_day);
  g_autoptr(TyItineraryPlan) plan =
      ty_itinerary_plan(&choice->problem, &effort, choice->request->seed, error);
  if (!plan || !ty_itinerary_check(&choice->problem, plan, error))
    return NULL;
  json_t *answer = ty_choice_answer(choice, plan, error);
  if (answer && choice->request->keep)
    json_object_set_new(answer, "changes", changes(choice, plan, kept_day, gone));
  if (answer && choice->request->alternatives && !add_alternatives(choice, answer, error)) {
    json_decref(answer);
    return NULL;
  }
  return answer;
}

json_t *ty_choose(TyWorkspace *workspace, const TyPlanRequest *request, const TyProfile *profile,
                  GError **error) {
  TyChoice choice = {.workspace = workspace, .request = request, .profile = profile};
  json_t *answer = NULL;

  if (ty_choice_candidates(&choice, error) && ty_choice_reach(&choice, error) &&
      ty_choice_wishes(&choice, error) && ty_choice_problem(&choice, error))
    answer = solve(&choice, error);
  ty_choice_clear(&choice);
  return answer;
}
