/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"
#include <tuyou/itinerary.h>

#include <math.h>
#include <string.h>

enum { ROOM = 80, DAYS = 4, WISHES = 16 };

/* A problem with all that belongs to it. */
typedef struct {
  TyItinerary problem;
  TyItineraryStop stops[ROOM];
  TyOpening openings[ROOM * DAYS];
  double day_factor[ROOM * DAYS], day_cny[ROOM * DAYS], x[ROOM], y[ROOM];
  gint32 way_s[ROOM * ROOM];
  double way_m[ROOM * ROOM], way_cny[ROOM * ROOM], way_co2_kg[ROOM * ROOM];
  TyItineraryDay days[DAYS];
  guint32 hotels[4];
  double hotel_cny[4];
  TyItineraryWish wishes[WISHES];
} Case;

static void join(Case *made, double seconds_per_unit) {
  gsize n = made->problem.n_nodes;

  for (gsize a = 0; a < n; a++)
    for (gsize b = 0; b < n; b++) {
      double length = hypot(made->x[a] - made->x[b], made->y[a] - made->y[b]);
      made->way_s[a * n + b] = (gint32) (length * seconds_per_unit);
      made->way_m[a * n + b] = length * 1000;
      made->way_cny[a * n + b] = length * .8;
      made->way_co2_kg[a * n + b] = length * .2;
    }
}

static void make(Case *made, TyRandom *random, gsize n_stops, gsize n_days, gsize n_hotels) {
  memset(made, 0, sizeof *made);
  made->problem = (TyItinerary){.n_nodes = n_stops + 2 + n_hotels,
                                .n_stops = n_stops,
                                .stops = made->stops,
                                .way_s = made->way_s,
                                .way_m = made->way_m,
                                .way_cny = made->way_cny,
                                .way_co2_kg = made->way_co2_kg,
                                .n_days = n_days,
                                .days = made->days,
                                .start = (gssize) n_stops,
                                .end = (gssize) n_stops + (gssize) ty_random_below(random, 2),
                                .n_hotels = n_hotels,
                                .hotels = made->hotels,
                                .hotel_cny = made->hotel_cny,
                                .max_stops = 2 + (guint) ty_random_below(random, 4),
                                .slack = .1,
                                .lunch_s = 3600,
                                .lunch_from_s = 41400,
                                .lunch_until_s = 50400,
                                .n_themes = 4,
                                .theme_decay = .9,
                                .hour_weight = .3,
                                .co2_weight = .01,
                                .wishes = made->wishes};
  for (gsize i = 0; i < made->problem.n_nodes; i++) {
    made->x[i] = ty_random_double(random) * 100;
    made->y[i] = ty_random_double(random) * 100;
  }
  for (gsize i = 0; i < n_stops; i++) {
    made->stops[i] = (TyItineraryStop){.dwell_s = 1800 * (gint32) (2 + ty_random_below(random, 6)),
                                       .dwell_min_s = 1800,
                                       .score = 1 + (double) ty_random_below(random, 5),
                                       .day_factor = &made->day_factor[i * n_days],
                                       .themes = 1U << ty_random_below(random, 4),
                                       .cost_cny = (double) ty_random_below(random, 100),
                                       .opening = &made->openings[i * n_days],
                                       .evening = ty_random_below(random, 12) == 0};
    made->stops[i].theme = g_bit_nth_lsf((gulong) made->stops[i].themes, -1);
    for (gsize day = 0; day < n_days; day++) {
      gint32 open_s = 3600 * (gint32) (8 + ty_random_below(random, 3));
      TyOpening opening = {open_s, 3600 * 18, 0, 0, 0};
      if (ty_random_below(random, 4) == 0)
        opening.last_entry_s = 3600 * 16;
      if (ty_random_below(random, 5) == 0) {
        opening.break_from_s = 3600 * 12;
        opening.break_until_s = 3600 * 14;
      }
      if (ty_random_below(random, 7) == 0)
        opening.close_s = opening.open_s;
      if (made->stops[i].evening)
        opening = (TyOpening){68400, 79200, 70200, 0, 0};
      made->openings[i * n_days + day] = opening;
      made->day_factor[i * n_days + day] = ty_random_below(random, 6) ? 1 : 2;
      made->day_cny[i * n_days + day] = day % 2 ? 0 : made->stops[i].cost_cny;
    }
  }
  for (gsize day = 0; day < n_days; day++)
    made->days[day] = (TyItineraryDay){32400, 32400 + 9 * 3600, 80000};
  for (gsize h = 0; h < n_hotels; h++) {
    made->hotels[h] = (guint32) (n_stops + 2 + h);
    made->hotel_cny[h] = 200 + 50 * (double) h;
  }
  join(made, 90);
}

static TyItineraryPlan *solve(const Case *made, guint steps, guint64 seed) {
  g_autoptr(GError) error = NULL;
  TyItineraryEffort effort = {.steps = steps};
  TyItineraryPlan *plan = ty_itinerary_plan(&made->problem, &effort, seed, &error);
  g_assert_no_error(error);
  if (!ty_itinerary_check(&made->problem, plan, &error))
    g_error("%s", error->message);
  return plan;
}

/* Every plan of random problems with all kinds of wishes passes the checker. */
static void test_plans_hold(void) {
  g_autofree Case *made = g_new(Case, 1);
  TyRandom random = ty_random(11, 0);
  gsize n_visits = 0;

  for (int round = 0; round < 60; round++) {
    gsize n = 1 + ty_random_below(&random, 30), n_days = 1 + ty_random_below(&random, DAYS);
    make(made, &random, n, n_days, ty_random_below(&random, 4));
    gsize n_wishes = ty_random_below(&random, 6);
    for (gsize i = 0; i < n; i += 3)
      made->stops[i].day_cny = &made->day_cny[i * n_days];
    for (gsize w = 0; w < n_wishes; w++) {
      TyWishKind kind = (TyWishKind) ty_random_below(&random, 5);
      gboolean of_theme = kind == TY_WISH_AT_LEAST || kind == TY_WISH_AT_MOST;
      made->wishes[w] = (TyItineraryWish){
          .kind = kind,
          .a = (guint32) ty_random_below(&random, of_theme ? 4 : n),
          .b = (guint32) ty_random_below(&random, n),
          .day = ty_random_below(&random, 2) ? -1 : (gint) ty_random_below(&random, n_days),
          .amount = kind == TY_WISH_BUDGET ? 900 : (double) ty_random_below(&random, 4)};
      if (kind == TY_WISH_BEFORE && made->wishes[w].a == made->wishes[w].b)
        made->wishes[w].kind = TY_WISH_VISIT;
      if (kind == TY_WISH_VISIT && ty_random_below(&random, 2)) {
        made->wishes[w].from_s = 36000;
        made->wishes[w].until_s = 54000;
      }
    }
    made->problem.n_wishes = n_wishes;
    g_autoptr(GError) error = NULL;
    TyItineraryEffort effort = {.steps = 120};
    g_autoptr(TyItineraryPlan) plan = ty_itinerary_plan(&made->problem, &effort, 5, &error);
    if (!plan) {
      g_assert_error(error, TY_ERROR, TY_ERROR_INFEASIBLE);
      continue;
    }
    if (!ty_itinerary_check(&made->problem, plan, &error))
      g_error("round %d: %s", round, error->message);
    g_autofree TyStaysOutReason *reasons = ty_itinerary_reasons(&made->problem, plan);
    g_assert_nonnull(reasons);
    n_visits += plan->visits->len;
  }
  g_assert_cmpuint(n_visits, >, 200);
}

/* The best value over all sets and orders of stops in one day, by trying each. */
static void try_all(Case *made, TyItineraryWish *wishes, guint32 *order, gsize n_in, guint32 inside,
                    double *best) {
  gsize n = made->problem.n_stops;

  /* an order is asked for by wishes: only the stops of the order remain, each after the other */
  for (gsize i = 0; i < n; i++)
    made->openings[i].close_s = inside >> i & 1 ? 64800 : made->openings[i].open_s;
  for (gsize i = 0; i + 1 < n_in; i++)
    wishes[i] = (TyItineraryWish){TY_WISH_BEFORE, order[i], order[i + 1], -1, 0, 0, 0};
  for (gsize i = 0; i < n_in; i++)
    wishes[n_in - 1 + i] = (TyItineraryWish){TY_WISH_VISIT, order[i], 0, -1, 0, 0, 0};
  made->problem.n_wishes = n_in ? 2 * n_in - 1 : 0;
  g_autoptr(TyItineraryPlan) plan = solve(made, 30, 1);
  if (plan->n_unmet || plan->shortened)
    return;
  *best = MAX(*best, plan->value);
  for (guint32 i = 0; i < n; i++)
    if (!(inside >> i & 1)) {
      order[n_in] = i;
      try_all(made, wishes, order, n_in + 1, inside | 1U << i, best);
    }
}

static void test_best_of_few(void) {
  g_autofree Case *made = g_new(Case, 1), *copy = g_new(Case, 1);
  TyRandom random = ty_random(3, 1);

  for (int round = 0; round < 6; round++) {
    guint32 order[8];
    double best = -INFINITY;
    make(made, &random, 5, 1, 0);
    made->problem.max_stops = 0;
    for (gsize i = 0; i < 5; i++) {
      made->openings[i] = (TyOpening){32400, 64800, 0, 0, 0};
      made->stops[i].dwell_s = made->stops[i].dwell_min_s = 3600;
      made->stops[i].evening = FALSE;
    }
    g_autoptr(TyItineraryPlan) plan = solve(made, 400, 2);
    *copy = *made;
    copy->problem.stops = copy->stops;
    copy->problem.wishes = copy->wishes;
    for (gsize i = 0; i < 5; i++)
      copy->stops[i].opening = &copy->openings[i];
    try_all(copy, copy->wishes, order, 0, 0, &best);
    g_assert_cmpfloat_with_epsilon(plan->value, best, 1e-9);
  }
}

static void test_same_seed(void) {
  g_autofree Case *made = g_new(Case, 1);
  TyRandom random = ty_random(8, 0);

  make(made, &random, 40, 3, 2);
  g_autoptr(TyItineraryPlan) one = solve(made, 200, 9);
  g_autoptr(TyItineraryPlan) two = solve(made, 200, 9);
  g_assert_cmpuint(one->visits->len, ==, two->visits->len);
  g_assert_cmpmem(one->visits->data, one->visits->len * sizeof(TyVisit), two->visits->data,
                  two->visits->len * sizeof(TyVisit));
}

/* Three far stops for a day that holds two of them: the conflict is those three, and any two of
 * them come true; the plan keeps as many as can be. */
static void test_conflict(void) {
  g_autofree Case *made = g_new(Case, 1);
  TyRandom random = ty_random(2, 0);
  g_autoptr(GError) error = NULL;
  TyItineraryEffort effort = {.steps = 200};

  make(made, &random, 6, 1, 0);
  made->problem.start = made->problem.end = 6;
  made->problem.max_stops = 0;
  made->x[6] = made->y[6] = 0;
  for (guint32 i = 0; i < 6; i++) {
    made->x[i] = i < 3 ? 100 * cos(2.0944 * i) : i;
    made->y[i] = i < 3 ? 100 * sin(2.0944 * i) : 1;
    made->stops[i].evening = FALSE;
    made->stops[i].dwell_min_s = 3600;
    made->stops[i].dwell_s = 3600;
    made->openings[i] = (TyOpening){28800, 72000, 0, 0, 0};
    made->wishes[i] = (TyItineraryWish){TY_WISH_VISIT, i, 0, -1, 0, 0, 0};
  }
  join(made, 60);
  made->days[0] = (TyItineraryDay){28800, 28800 + 12 * 3600, 80000};
  made->problem.n_wishes = 4;
  g_autoptr(GArray) conflict = ty_itinerary_conflict(&made->problem, &effort, 1, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(conflict->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint(g_array_index(conflict, guint32, i), ==, i);
  g_autoptr(TyItineraryPlan) plan = solve(made, 400, 1);
  g_assert_cmpuint(plan->n_unmet, ==, 1);
  g_assert_false(plan->unmet[3]);
}

static void test_reasons(void) {
  g_autofree Case *made = g_new(Case, 1);
  TyRandom random = ty_random(2, 0);

  make(made, &random, 5, 1, 0);
  made->problem.start = made->problem.end = 5;
  made->problem.max_stops = 0;
  for (guint32 i = 0; i < 6; i++)
    made->x[i] = made->y[i] = i;
  for (guint32 i = 0; i < 5; i++) {
    made->stops[i].evening = FALSE;
    made->stops[i].dwell_s = made->stops[i].dwell_min_s = 3600;
    made->stops[i].score = 5;
    made->stops[i].cost_cny = 0;
    made->openings[i] = (TyOpening){28800, 64800, 0, 0, 0};
  }
  made->openings[0].close_s = 28800; /* closed */
  made->x[1] = 2000;                 /* far */
  made->stops[2].score = 0;          /* not worth its way */
  made->stops[3].cost_cny = 1000;    /* dear */
  join(made, 60);
  made->wishes[0] = (TyItineraryWish){TY_WISH_BUDGET, 0, 0, -1, 0, 0, 500};
  made->problem.n_wishes = 1;
  g_autoptr(TyItineraryPlan) plan = solve(made, 300, 1);
  g_autofree TyStaysOutReason *reasons = ty_itinerary_reasons(&made->problem, plan);
  g_assert_cmpuint(plan->visits->len, ==, 1);
  g_assert_cmpint(reasons[0].why, ==, TY_STAYS_OUT_CLOSED);
  g_assert_cmpint(reasons[1].why, ==, TY_STAYS_OUT_TIME);
  g_assert_cmpfloat(reasons[1].amount, >, 3600);
  g_assert_cmpint(reasons[2].why, ==, TY_STAYS_OUT_WORTH);
  g_assert_cmpint(reasons[3].why, ==, TY_STAYS_OUT_BUDGET);
  g_assert_cmpfloat(reasons[3].amount, >, 499);
}

static void expect_refused(const Case *made, const char *part) {
  g_autoptr(GError) error = NULL;
  g_assert_null(ty_itinerary_plan(&made->problem, NULL, 0, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_USAGE);
  if (!strstr(error->message, part))
    g_error("found \"%s\", expected it to name \"%s\"", error->message, part);
}

static void test_bad_input(void) {
  g_autofree Case *made = g_new(Case, 1);
  TyRandom random = ty_random(2, 0);

  make(made, &random, 5, 2, 0);
  made->stops[3].score = NAN;
  expect_refused(made, "stop 3");
  made->stops[3].score = -1;
  expect_refused(made, "stop 3");
  made->stops[3].score = 1;
  made->days[1].until_s = made->days[1].start_s;
  expect_refused(made, "day 1");
  made->days[1].until_s = 64800;
  made->way_s[7] = -5;
  expect_refused(made, "ways 7");
  made->way_s[7] = 5;
  made->wishes[0] = (TyItineraryWish){TY_WISH_VISIT, 9, 0, -1, 0, 0, 0};
  made->problem.n_wishes = 1;
  expect_refused(made, "wish 0");
}

/* The way to the end alone takes longer than the day. */
static void test_no_way_home(void) {
  g_autofree Case *made = g_new(Case, 1);
  TyRandom random = ty_random(2, 0);
  g_autoptr(GError) error = NULL;

  make(made, &random, 3, 1, 0);
  made->problem.end = 4;
  made->x[4] = 100000;
  join(made, 60);
  g_assert_null(ty_itinerary_plan(&made->problem, NULL, 0, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INFEASIBLE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/itinerary/plans-hold", test_plans_hold);
  g_test_add_func("/itinerary/best-of-few", test_best_of_few);
  g_test_add_func("/itinerary/same-seed", test_same_seed);
  g_test_add_func("/itinerary/conflict", test_conflict);
  g_test_add_func("/itinerary/reasons", test_reasons);
  g_test_add_func("/itinerary/bad-input", test_bad_input);
  g_test_add_func("/itinerary/no-way-home", test_no_way_home);
  return g_test_run();
}
