/* SPDX-License-Identifier: Apache-2.0 */
/* Apart from the solver on purpose: nothing here uses its structures. */
#include <math.h>
#include <string.h>
#include <tuyou/route.h>

#define REFUSE(...) (g_set_error(error, TY_ERROR, TY_ERROR_INFEASIBLE, __VA_ARGS__), FALSE)

static gboolean in_a_window(const TyOrienteering *problem, gsize day, guint32 vertex,
                            gint64 begin) {
  gsize row = (problem->daily_windows ? day * problem->n : 0) + vertex;

  for (guint32 w = problem->windows_from[row]; w < problem->windows_from[row + 1]; w++)
    if (problem->windows[w].open <= begin && begin <= problem->windows[w].close)
      return TRUE;
  return FALSE;
}

/* When one is at `to`, leaving `from` at `time`; −1 when no way leads there. */
static gint64 arrival(const TyOrienteering *problem, gint64 time, guint32 from, guint32 to) {
  gint32 way = from == to ? 0 : problem->travel[(gsize) from * problem->n + to];
  return way == TY_NO_WAY ? -1 : time + way;
}

static gboolean is_terminal(const TyOrienteering *problem, guint32 vertex) {
  for (gsize d = 0; d < problem->n_days; d++)
    if (problem->days[d].start == vertex || problem->days[d].end == vertex)
      return TRUE;
  return FALSE;
}

static gboolean walk_day(const TyOrienteering *problem, const TyOrienteeringPlan *plan, gsize day,
                         gboolean *visited, double *score, GError **error) {
  guint32 here = problem->days[day].start;
  gint64 time = problem->days[day].from;

  for (guint32 i = plan->days_from[day]; i < plan->days_from[day + 1]; i++) {
    guint32 stop = plan->stops[i];
    if (stop >= problem->n || is_terminal(problem, stop))
      return REFUSE("day %zu: found stop %u, expected a vertex where no day starts or ends", day,
                    stop);
    if (visited[stop])
      return REFUSE("day %zu: found stop %u again, expected it once", day, stop);
    visited[stop] = TRUE;
    time = arrival(problem, time, here, stop);
    if (time < 0)
      return REFUSE("day %zu: no way leads from %u to %u", day, here, stop);
    if (plan->begin[i] < time)
      return REFUSE(
          "day %zu: the visit of %u begins at %d, before the arrival at %" G_GINT64_FORMAT, day,
          stop, plan->begin[i], time);
    if (!in_a_window(problem, day, stop, plan->begin[i]))
      return REFUSE("day %zu: the visit of %u begins at %d, in none of its windows", day, stop,
                    plan->begin[i]);
    time = (gint64) plan->begin[i] + problem->service[stop];
    *score += problem->score[(problem->daily_scores ? day * problem->n : 0) + stop];
    here = stop;
  }
  time = arrival(problem, time, here, problem->days[day].end);
  if (time < 0 || time > problem->days[day].until)
    return REFUSE("day %zu: it ends at %" G_GINT64_FORMAT ", expected no later than %d", day, time,
                  problem->days[day].until);
  return TRUE;
}

gboolean ty_orienteering_check(const TyOrienteering *problem, const TyOrienteeringPlan *plan,
                               GError **error) {
  g_autofree gboolean *visited = g_new0(gboolean, problem->n);
  double score = 0;

  if (plan->n_days != problem->n_days || plan->days_from[0] != 0)
    return REFUSE("found a plan of %zu days, expected %zu", plan->n_days, problem->n_days);
  for (gsize d = 0; d < plan->n_days; d++)
    if (!walk_day(problem, plan, d, visited, &score, error))
      return FALSE;
  for (gsize v = 0; v < problem->n; v++)
    if (problem->must && problem->must[v] && !visited[v])
      return REFUSE("vertex %zu must be visited and is not", v);
  if (fabs(score - plan->score) > 1e-9 * MAX(1, fabs(score)))
    return REFUSE("the stops are worth %.10g, the plan says %.10g", score, plan->score);
  return TRUE;
}
