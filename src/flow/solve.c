/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <math.h>
#include <string.h>
#include <tuyou/flow.h>
#include <tuyou/route.h>

/* Whole numbers without a point. */
static json_t *number(double value) {
  return value == floor(value) && fabs(value) < 1e15 ? json_integer((json_int_t) value)
                                                     : json_real(value);
}

/* Members of both formats; seconds only where the clock has had a say anyway. */
static json_t *begin_answer(const TySolveRequest *request, const char *format) {
  return json_pack("{s:s, s:I}", "format", format, "seed", (json_int_t) request->seed);
}

static json_t *routes_of(const TyOptw *optw, const TyOrienteeringPlan *plan) {
  json_t *routes = json_array();

  for (gsize d = 0; d < plan->n_days; d++) {
    json_t *route = json_array();
    for (guint32 i = plan->days_from[d]; i < plan->days_from[d + 1]; i++)
      json_array_append_new(route, json_integer(optw->number[plan->stops[i]]));
    json_array_append_new(routes, route);
  }
  return routes;
}

static json_t *solve_optw(const TySolveRequest *request, const char *text, gsize length,
                          GError **error) {
  gsize n_days = request->n_days > 0 ? request->n_days : 1;
  TyOrienteeringEffort effort = {request->iterations, request->seconds};
  g_autoptr(TyOptw) optw = ty_optw_read(
      request->file, text, length, request->decimals > 0 ? (int) request->decimals : -1, error);

  if (!optw)
    return NULL;
  if (n_days > TY_ORIENTEERING_MAX_DAYS) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found %zu days, expected 1 to %d", n_days,
                TY_ORIENTEERING_MAX_DAYS);
    return NULL;
  }
  g_autofree TyOrienteeringDay *days = g_new(TyOrienteeringDay, n_days);
  TyOrienteering problem = ty_optw_problem(optw, days, n_days);
  g_autoptr(TyOrienteeringPlan) plan =
      ty_orienteering_solve(&problem, &effort, request->seed, error);
  if (!plan || !ty_orienteering_check(&problem, plan, error))
    return NULL;
  json_t *answer = begin_answer(request, "optw");
  json_object_set_new(answer, "days", json_integer((json_int_t) n_days));
  json_object_set_new(answer, "decimals", json_integer(optw->decimals));
  json_object_set_new(answer, "score", number(plan->score));
  json_object_set_new(answer, "proven", json_boolean(plan->proven));
  json_object_set_new(answer, "routes", routes_of(optw, plan));
  json_object_set_new(answer, "iterations", json_integer((json_int_t) plan->iterations));
  if (request->seconds > 0)
    json_object_set_new(answer, "seconds", json_real(round(plan->seconds * 1e3) / 1e3));
  return answer;
}

static json_t *solve_tsp(const TySolveRequest *request, const char *text, gsize length,
                         GError **error) {
  g_autoptr(TyTsplib) instance = ty_tsplib_read(request->file, text, length, error);

  if (!instance)
    return NULL;
  if (request->n_days > 1) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "%s is a travelling salesman problem: found %u days, expected 1", request->file,
                request->n_days);
    return NULL;
  }
  TyTourProblem problem = ty_tsplib_problem(instance);
  TyTourEffort effort = {request->iterations, request->seconds};
  gboolean small = problem.n <= 16;
  g_autoptr(TyTour) tour = ty_tour_solve_effort(&problem, small ? TY_RULE_EXACT : TY_RULE_SEARCH,
                                                NULL, &effort, request->seed, error);
  if (!tour)
    return NULL;
  json_t *answer = begin_answer(request, "tsp"), *order = json_array();
  for (gsize i = 0; i < tour->n; i++)
    json_array_append_new(order, json_integer((json_int_t) tour->order[i] + 1));
  json_object_set_new(answer, "name", json_string(instance->name));
  json_object_set_new(answer, "cost", number(tour->length_m));
  json_object_set_new(answer, "lower_bound", number(tour->lower_bound_m));
  json_object_set_new(answer, "proven", json_boolean(tour->proven));
  json_object_set_new(answer, "tour", order);
  return answer;
}

/* TSPLIB files begin with a word, orienteering ones with a number. */
static gboolean looks_like_tsp(const char *text, gsize length) {
  gsize at = 0;

  while (at < length && g_ascii_isspace(text[at]))
    at++;
  return at < length && g_ascii_isalpha(text[at]);
}

json_t *ty_solve(const TySolveRequest *request, GError **error) {
  if (request->format && !g_str_equal(request->format, "optw") &&
      !g_str_equal(request->format, "tsp")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found format “%s”, expected optw or tsp",
                request->format);
    return NULL;
  }
  if (!isfinite(request->seconds) || request->seconds < 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found %g seconds, expected 0 or more",
                request->seconds);
    return NULL;
  }
  g_autoptr(GMappedFile) file = ty_file_map(request->file, error);
  if (!file)
    return NULL;
  gsize length = g_mapped_file_get_length(file);
  const char *text = length > 0 ? g_mapped_file_get_contents(file) : "";
  gboolean tsp =
      request->format ? g_str_equal(request->format, "tsp") : looks_like_tsp(text, length);
  return tsp ? solve_tsp(request, text, length, error) : solve_optw(request, text, length, error);
}
