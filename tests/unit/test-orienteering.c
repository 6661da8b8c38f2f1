/* SPDX-License-Identifier: Apache-2.0 */
#include "route/orienteering.h"

#include <string.h>

#define ROOM 64
#define DAYS 3

/* A problem with all that belongs to it. */
typedef struct {
  TyOrienteering problem;
  TyOrienteeringDay days[DAYS];
  gint32 travel[ROOM * ROOM], service[ROOM];
  double score[DAYS * ROOM];
  TyTimeWindow windows[2 * DAYS * ROOM];
  guint32 windows_from[DAYS * ROOM + 1];
  gboolean must[ROOM];
} Case;

static void connect(Case *made, gsize n, gsize n_days) {
  made->problem = (TyOrienteering){.n = n,
                                   .n_days = n_days,
                                   .days = made->days,
                                   .travel = made->travel,
                                   .service = made->service,
                                   .score = made->score,
                                   .windows = made->windows,
                                   .windows_from = made->windows_from,
                                   .daily_scores = made->problem.daily_scores,
                                   .daily_windows = made->problem.daily_windows,
                                   .must = made->must};
}

/* Random in every respect: asymmetric travel with missing ways, days from one vertex to another,
 * one, two or no windows, windows and scores by the day. */
static void make_random(Case *made, GRand *random, gsize n, gsize n_days) {
  guint32 w = 0;

  memset(made, 0, sizeof *made);
  made->problem.daily_scores = g_rand_boolean(random);
  made->problem.daily_windows = g_rand_boolean(random);
  for (gsize i = 0; i < n * n; i++)
    made->travel[i] = g_rand_int_range(random, 0, 12) ? g_rand_int_range(random, 1, 40) : TY_NO_WAY;
  for (gsize d = 0; d < n_days; d++) {
    gint32 from = g_rand_int_range(random, 0, 20);
    made->days[d] = (TyOrienteeringDay){(guint32) g_rand_int_range(random, 0, 2),
                                        (guint32) g_rand_int_range(random, 0, 2), from,
                                        from + g_rand_int_range(random, 60, 150)};
  }
  made->travel[1] = made->travel[n] = 30;
  for (gsize v = 0; v < n; v++)
    made->service[v] = g_rand_int_range(random, 0, 15);
  for (gsize i = 0; i < n * (made->problem.daily_scores ? n_days : 1); i++)
    made->score[i] = g_rand_int_range(random, 1, 30);
  gsize rows = n * (made->problem.daily_windows ? n_days : 1);
  for (gsize row = 0; row < rows; row++) {
    gint32 at = 0;
    made->windows_from[row] = w;
    for (int k = g_rand_int_range(random, 0, 7) ? g_rand_int_range(random, 1, 3) : 0; k > 0; k--) {
      gint32 open = at + g_rand_int_range(random, 1, 60);
      made->windows[w++] = (TyTimeWindow){open, open + g_rand_int_range(random, 0, 60)};
      at = made->windows[w - 1].close;
    }
  }
  made->windows_from[rows] = w;
  connect(made, n, n_days);
}

/* An independent answer ---------------------------------------------------------------------- */

typedef struct {
  const TyOrienteering *problem;
  gboolean visited[ROOM];
  double best;
  gboolean best_must;
} Brute;

static gint64 earliest(const TyOrienteering *problem, gsize day, guint32 v, gint64 arrive) {
  gsize row = (problem->daily_windows ? day * problem->n : 0) + v;
  for (guint32 w = problem->windows_from[row]; w < problem->windows_from[row + 1]; w++)
    if (arrive <= problem->windows[w].close)
      return MAX(arrive, problem->windows[w].open);
  return -1;
}

/* Tries everything: on from `here`, or the day's end. */
static void brute(Brute *state, gsize day, guint32 here, gint64 time, double score) {
  const TyOrienteering *problem = state->problem;

  if (day == problem->n_days) {
    gboolean all = TRUE;
    for (gsize v = 0; v < problem->n; v++)
      all = all && (!problem->must[v] || state->visited[v]);
    if (all && (!state->best_must || score > state->best)) {
      state->best = score;
      state->best_must = TRUE;
    }
    return;
  }
  guint32 end = problem->days[day].end;
  gint32 home = here == end ? 0 : problem->travel[here * problem->n + end];
  if (home != TY_NO_WAY && time + home <= problem->days[day].until)
    brute(state, day + 1, day + 1 < problem->n_days ? problem->days[day + 1].start : 0,
          day + 1 < problem->n_days ? problem->days[day + 1].from : 0, score);
  for (guint32 v = 0; v < problem->n; v++) {
    gboolean terminal = FALSE;
    for (gsize d = 0; d < problem->n_days; d++)
      terminal = terminal || v == problem->days[d].start || v == problem->days[d].end;
    gint32 way = problem->travel[here * problem->n + v];
    if (terminal || state->visited[v] || way == TY_NO_WAY)
      continue;
    gint64 begin = earliest(problem, day, v, time + way);
    if (begin < 0 || begin + problem->service[v] > problem->days[day].until)
      continue;
    state->visited[v] = TRUE;
    brute(state, day, v, begin + problem->service[v],
          score + problem->score[(problem->daily_scores ? day * problem->n : 0) + v]);
    state->visited[v] = FALSE;
  }
}

/* Makes travel shortest ways (Floyd 1962). */
static void shorten(Case *made) {
  gsize n = made->problem.n;

  for (gsize k = 0; k < n; k++)
    for (gsize i = 0; i < n; i++)
      for (gsize j = 0; j < n; j++)
        if (made->travel[i * n + k] != TY_NO_WAY && made->travel[k * n + j] != TY_NO_WAY)
          made->travel[i * n + j] =
              MIN(made->travel[i * n + j], made->travel[i * n + k] + made->travel[k * n + j]);
}

static void test_finds_the_optimum_of_small_problems(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(2);
  const TyOrienteeringEffort effort = {.iterations = 3000};
  g_autofree Case *made = g_new0(Case, 1);
  guint infeasible = 0, proven = 0;

  for (guint64 round = 0; round < 200; round++) {
    gsize n = (gsize) g_rand_int_range(random, 2, 9),
          n_days = (gsize) g_rand_int_range(random, 1, 4);
    make_random(made, random, n, n_days);
    gboolean shortest = round % 5 != 0;
    if (shortest)
      shorten(made);
    if (round % 3 == 0 && n > 2)
      made->must[g_rand_int_range(random, 2, (gint32) n)] = TRUE;
    Brute truth = {.problem = &made->problem};
    brute(&truth, 0, made->days[0].start, made->days[0].from, 0);
    g_autoptr(GError) error = NULL;
    g_autoptr(TyOrienteeringPlan) plan =
        ty_orienteering_solve(&made->problem, &effort, round, &error);
    if (!truth.best_must) {
      g_assert_error(error, TY_ERROR, TY_ERROR_INFEASIBLE);
      g_assert_null(plan);
      infeasible++;
      continue;
    }
    if (!shortest && !plan)
      continue;
    g_assert_no_error(error);
    g_assert_true(ty_orienteering_check(&made->problem, plan, &error));
    g_assert_cmpfloat(plan->score, <=, truth.best);
    if (shortest || plan->proven)
      g_assert_cmpfloat(plan->score, ==, truth.best);
    proven += plan->proven;
  }
  g_assert_cmpuint(infeasible, >, 3);
  g_assert_cmpuint(proven, >, 30);
}

static void test_plans_larger_ones_that_hold(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(3);
  const TyOrienteeringEffort effort = {.iterations = 500};
  g_autofree Case *made = g_new0(Case, 1);

  for (guint64 round = 0; round < 40; round++) {
    make_random(made, random, ROOM, 1 + round % DAYS);
    g_autoptr(GError) error = NULL;
    g_autoptr(TyOrienteeringPlan) plan =
        ty_orienteering_solve(&made->problem, &effort, round, &error);
    g_assert_no_error(error);
    g_assert_true(ty_orienteering_check(&made->problem, plan, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(plan->iterations, <=, 500 + 32);

    g_autoptr(TyOrienteeringPlan) again =
        ty_orienteering_solve(&made->problem, &effort, round, &error);
    g_assert_cmpfloat(again->score, ==, plan->score);
    g_assert_cmpmem(plan->days_from, (plan->n_days + 1) * sizeof *plan->days_from, again->days_from,
                    (again->n_days + 1) * sizeof *again->days_from);
    g_assert_cmpmem(plan->stops, plan->days_from[plan->n_days] * sizeof *plan->stops, again->stops,
                    again->days_from[again->n_days] * sizeof *again->stops);
  }
}

/* Both ways to look for insertions see the same. */
static void test_scans_alike_on_all_processors(void) {
#ifdef __x86_64__
  g_autoptr(GRand) random = g_rand_new_with_seed(4);
  g_autofree Case *made = g_new0(Case, 1);

  if (!__builtin_cpu_supports("avx2")) {
    g_test_skip("this processor has no AVX2");
    return;
  }
  for (int round = 0; round < 60; round++) {
    make_random(made, random, ROOM, DAYS);
    g_autoptr(TyOrient) orient = ty_orient_new(&made->problem, NULL);
    g_assert_nonnull(orient);
    g_autoptr(TyOrientState) a = ty_orient_state_new(orient), b = ty_orient_state_new(orient);
    g_autofree float *all = g_new(float, orient->stride);
    for (gsize s = 0; s < orient->stride; s++)
      all[s] = 1;
    for (int step = 0; step < 20; step++) {
      for (gsize d = 0; d < DAYS; d++) {
        ty_orient_scan_any(orient, &a->day[d], FALSE);
        ty_orient_scan_avx2(orient, &b->day[d], FALSE);
        g_assert_cmpmem(a->day[d].live, a->day[d].n_live * 4, b->day[d].live, b->day[d].n_live * 4);
        for (guint32 i = 0; i < a->day[d].n_live; i++) {
          gsize s = a->day[d].live[i] * TY_LANES;
          g_assert_cmpmem(a->day[d].shift + s, 4 * TY_LANES, b->day[d].shift + s, 4 * TY_LANES);
          g_assert_cmpmem(a->day[d].gap + s, 4 * TY_LANES, b->day[d].gap + s, 4 * TY_LANES);
        }
      }
      const float *weight =
          orient->weight + (gsize) (step % TY_N_POWERS) * orient->n_kinds * orient->stride;
      TyOrientChoice x = ty_orient_choose_any(orient, a, weight, all);
      TyOrientChoice y = ty_orient_choose_avx2(orient, b, weight, all);
      g_assert_cmpmem(&x, sizeof x, &y, sizeof y);
      if (!(x.worth > 0))
        break;
      ty_orient_insert(orient, a, x.day, x.slot, (guint32) a->day[x.day].gap[x.slot]);
      ty_orient_insert(orient, b, x.day, x.slot, (guint32) b->day[x.day].gap[x.slot]);
    }
  }
#else
  g_test_skip("no other way on this processor");
#endif
}

/* Three sites on a line at 10, 20, 30 from the hotel, half an hour each; the far one closes at
 * noon. */
static void make_line(Case *made) {
  const gint32 at[] = {0, 10, 20, 30};

  memset(made, 0, sizeof *made);
  for (guint32 i = 0; i < 4; i++) {
    made->service[i] = i > 0 ? 30 : 0;
    made->score[i] = i;
    made->windows_from[i] = i;
    made->windows[i] = (TyTimeWindow){0, i == 3 ? 60 : 200};
    for (gsize j = 0; j < 4; j++)
      made->travel[i * 4 + j] = ABS(at[i] - at[j]);
  }
  made->windows_from[4] = 4;
  made->days[0] = (TyOrienteeringDay){0, 0, 0, 125};
  connect(made, 4, 1);
}

static void test_visits_in_time(void) {
  g_autofree Case *made = g_new0(Case, 1);
  g_autoptr(GError) error = NULL;

  make_line(made);
  g_autoptr(TyOrienteeringPlan) plan = ty_orienteering_solve(&made->problem, NULL, 1, &error);
  g_assert_no_error(error);
  g_assert_cmpfloat(plan->score, ==, 5);
  g_assert_true(plan->proven);
  g_assert_cmpuint(plan->days_from[1], ==, 2);

  made->must[1] = TRUE; /* 1 and 3 is all that fits then */
  g_autoptr(TyOrienteeringPlan) held = ty_orienteering_solve(&made->problem, NULL, 1, &error);
  g_assert_no_error(error);
  g_assert_cmpfloat(held->score, ==, 4);

  made->must[2] = made->must[3] = TRUE;
  g_assert_null(ty_orienteering_solve(&made->problem, NULL, 1, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INFEASIBLE);
  g_assert_nonnull(strstr(error->message, "there is none"));
  g_clear_error(&error);

  made->windows[3] = (TyTimeWindow){0, 29};
  g_assert_null(ty_orienteering_solve(&made->problem, NULL, 1, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INFEASIBLE);
  g_assert_nonnull(strstr(error->message, "vertex 3 must be visited, but fits into no day"));
}

static void refuse_plan(const Case *made, const TyOrienteeringPlan *plan, const char *part) {
  g_autoptr(GError) error = NULL;
  g_assert_false(ty_orienteering_check(&made->problem, plan, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INFEASIBLE);
  if (!strstr(error->message, part))
    g_error("found “%s”, expected “%s” in it", error->message, part);
}

static void test_checker_sees_what_is_wrong(void) {
  g_autofree Case *made = g_new0(Case, 1);
  guint32 days_from[] = {0, 2}, stops[] = {3, 2};
  gint32 begin[] = {30, 70};
  TyOrienteeringPlan plan = {
      .n_days = 1, .days_from = days_from, .stops = stops, .begin = begin, .score = 5};

  make_line(made);
  g_assert_true(ty_orienteering_check(&made->problem, &plan, NULL));
  plan.score = 6;
  refuse_plan(made, &plan, "are worth 5");
  plan.score = 5;
  begin[1] = 69;
  refuse_plan(made, &plan, "before the arrival at 70");
  begin[0] = 61;
  refuse_plan(made, &plan, "in none of its windows");
  begin[0] = 30, begin[1] = 90;
  refuse_plan(made, &plan, "it ends at 140");
  begin[1] = 70;
  stops[1] = 3;
  refuse_plan(made, &plan, "again");
  stops[1] = 0;
  refuse_plan(made, &plan, "where no day starts");
  stops[1] = 9;
  refuse_plan(made, &plan, "found stop 9");
  stops[1] = 2;
  made->travel[3 * 4 + 2] = TY_NO_WAY;
  refuse_plan(made, &plan, "no way leads");
  made->travel[3 * 4 + 2] = 10;
  made->must[1] = TRUE;
  refuse_plan(made, &plan, "vertex 1 must be visited");
  plan.n_days = 2;
  refuse_plan(made, &plan, "2 days, expected 1");
}

static void refuse_problem(const Case *made, int code, const char *part) {
  g_autoptr(GError) error = NULL;
  g_assert_null(ty_orienteering_solve(&made->problem, NULL, 1, &error));
  g_assert_error(error, TY_ERROR, code);
  if (!strstr(error->message, part))
    g_error("found “%s”, expected “%s” in it", error->message, part);
}

static void test_refuses_what_is_not_well_formed(void) {
  g_autofree Case *made = g_new0(Case, 1);

#define CHANGED(change, code, part)                                                                \
  do {                                                                                             \
    make_line(made);                                                                               \
    change;                                                                                        \
    refuse_problem(made, code, part);                                                              \
  } while (0)
  CHANGED(made->problem.n_days = 0, TY_ERROR_USAGE, "0 days");
  CHANGED(made->problem.n = 0, TY_ERROR_USAGE, "0 vertices");
  CHANGED(made->days[0].end = 4, TY_ERROR_USAGE, "end 4");
  CHANGED(made->days[0].from = 126, TY_ERROR_USAGE, "126 to 125");
  CHANGED(made->service[2] = -1, TY_ERROR_USAGE, "vertex 2: found a visit of -1");
  CHANGED(made->score[1] = -2, TY_ERROR_USAGE, "vertex 1: found a score of -2");
  CHANGED(made->score[1] = 0.0 / 0.0, TY_ERROR_USAGE, "vertex 1: found a score");
  CHANGED(made->travel[1] = -1, TY_ERROR_USAGE, "travel from 0 to 1: found -1");
  CHANGED(made->windows[2].close = -1, TY_ERROR_USAGE, "vertex 2: found window 0 to -1");
  CHANGED(made->windows_from[0] = 2, TY_ERROR_USAGE, "windows_from[1]");
  CHANGED((made->days[0].end = 3, made->days[0].until = 20), TY_ERROR_INFEASIBLE,
          "day 0: its end cannot be reached");
#undef CHANGED
}

static void test_does_with_nothing(void) {
  g_autofree Case *made = g_new0(Case, 1);
  g_autoptr(GError) error = NULL;

  make_line(made);
  made->days[0].until = 5; /* shorter than any visit */
  g_autoptr(TyOrienteeringPlan) none = ty_orienteering_solve(&made->problem, NULL, 1, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(none->days_from[1], ==, 0);
  g_assert_true(none->proven);

  make_line(made);
  made->problem.n = 1;
  g_autoptr(TyOrienteeringPlan) alone = ty_orienteering_solve(&made->problem, NULL, 1, &error);
  g_assert_no_error(error);
  g_assert_cmpfloat(alone->score, ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/route/orienteering/in-time", test_visits_in_time);
  g_test_add_func("/route/orienteering/optimum", test_finds_the_optimum_of_small_problems);
  g_test_add_func("/route/orienteering/holds", test_plans_larger_ones_that_hold);
  g_test_add_func("/route/orienteering/scans-alike", test_scans_alike_on_all_processors);
  g_test_add_func("/route/orienteering/checker", test_checker_sees_what_is_wrong);
  g_test_add_func("/route/orienteering/refuses", test_refuses_what_is_not_well_formed);
  g_test_add_func("/route/orienteering/nothing", test_does_with_nothing);
  return g_test_run();
}
