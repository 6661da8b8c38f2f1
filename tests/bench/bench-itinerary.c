/* SPDX-License-Identifier: Apache-2.0 */
/** How near the optimiser of chosen tours comes to the best that it ever finds, on problems made
 * from seeds: each is planned by several seeds of the search, and once for long. Prints for each
 * shape the mean loss, the share of plans that are the best, and user time of a plan.
 * usage: bench-itinerary [STEPS [LONG_STEPS [PROBLEMS [SEEDS [SHAPE]]]]]; 0: the usual steps
 * With `BEST=FILE` in the environment, best values are read from and added to a file, so that
 * programs can be compared. */
#include "base/random.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <tuyou/itinerary.h>

enum { ROOM = 420, DAYS = 12, WISHES = 8, THEMES = 8 };

typedef struct {
  const char *name;
  gsize n_stops, n_days, n_hotels, n_wishes;
  guint max_stops;
  gboolean home, hours;
} Shape;

static const Shape shapes[] = {
    {"60 stops, 3 days", 60, 3, 0, 0, 4, TRUE, FALSE},
    {"60 stops, 3 days, wishes", 60, 3, 0, 6, 4, TRUE, FALSE},
    {"60 stops, 3 days, 3 hotels", 60, 3, 3, 0, 4, TRUE, FALSE},
    {"120 stops, 4 days, open end", 120, 4, 0, 2, 6, FALSE, FALSE},
    {"120 stops, 4 days, 6 hotels", 120, 4, 6, 4, 6, TRUE, TRUE},
    {"400 stops, 5 days, 8 hotels", 400, 5, 8, 6, 8, TRUE, FALSE},
    {"200 stops, 10 days", 200, 10, 0, 6, 5, FALSE, TRUE},
};

typedef struct {
  TyItinerary problem;
  TyItineraryStop stops[ROOM];
  TyOpening openings[ROOM * DAYS];
  double day_factor[ROOM * DAYS], x[ROOM], y[ROOM], hour_factor[24];
  gint32 way_s[ROOM * ROOM];
  double way_m[ROOM * ROOM], way_cny[ROOM * ROOM], way_co2_kg[ROOM * ROOM];
  TyItineraryDay days[DAYS];
  guint32 hotels[16];
  double hotel_cny[16];
  TyItineraryWish wishes[WISHES];
} Case;

static void join(Case *made) {
  gsize n = made->problem.n_nodes;

  for (gsize a = 0; a < n; a++)
    for (gsize b = 0; b < n; b++) {
      double km = hypot(made->x[a] - made->x[b], made->y[a] - made->y[b]) * 1.3;
      made->way_s[a * n + b] = a == b ? 0 : (gint32) (300 + km * 65);
      made->way_m[a * n + b] = km * 1000;
      made->way_cny[a * n + b] = km * .3;
      made->way_co2_kg[a * n + b] = km * .1;
    }
}

static void make_stop(Case *made, TyRandom *random, gsize i) {
  gsize n_days = made->problem.n_days;
  guint theme = (guint) ty_random_below(random, THEMES);
  gboolean evening = ty_random_below(random, 20) == 0;

  made->stops[i] = (TyItineraryStop){.dwell_s = 1800 * (gint32) (1 + ty_random_below(random, 5)),
                                     .dwell_min_s = 1800,
                                     .score = 1 + .25 * (double) ty_random_below(random, 17),
                                     .day_factor = &made->day_factor[i * n_days],
                                     .themes = 1U << theme,
                                     .theme = (gint) theme,
                                     .cost_cny = 10 * (double) ty_random_below(random, 10),
                                     .opening = &made->openings[i * n_days],
                                     .evening = evening};
  for (gsize day = 0; day < n_days; day++) {
    TyOpening opening = {3600 * (gint32) (8 + ty_random_below(random, 2)),
                         3600 * (gint32) (16 + ty_random_below(random, 4)), 0, 0, 0};
    if (ty_random_below(random, 4) == 0)
      opening.last_entry_s = 3600 * 15;
    if (ty_random_below(random, 5) == 0) {
      opening.break_from_s = 3600 * 12;
      opening.break_until_s = 3600 * 14;
    }
    if (ty_random_below(random, 7) == 0)
      opening.close_s = opening.open_s;
    if (evening)
      opening = (TyOpening){68400, 79200, 70200, 0, 0};
    made->openings[i * n_days + day] = opening;
    made->day_factor[i * n_days + day] = ty_random_below(random, 8) ? 1 : 1.5;
  }
}

static void make_wish(Case *made, TyRandom *random, gsize w) {
  static const TyWishKind kinds[] = {TY_WISH_VISIT, TY_WISH_AT_LEAST, TY_WISH_AT_MOST,
                                     TY_WISH_VISIT, TY_WISH_BEFORE,   TY_WISH_BUDGET};
  TyWishKind kind = kinds[w % G_N_ELEMENTS(kinds)];
  gboolean of_theme = kind == TY_WISH_AT_LEAST || kind == TY_WISH_AT_MOST;
  gsize a = ty_random_below(random, of_theme ? THEMES : made->problem.n_stops - 1);

  made->wishes[w] = (TyItineraryWish){
      .kind = kind,
      .a = (guint32) a,
      .b = (guint32) a + 1,
      .day = -1,
      .amount = kind == TY_WISH_BUDGET ? 250.0 * (double) made->problem.n_days : 2};
}

static void make(Case *made, TyRandom *random, const Shape *shape) {
  memset(made, 0, sizeof *made);
  made->problem = (TyItinerary){.n_nodes = shape->n_stops + 2 + shape->n_hotels,
                                .n_stops = shape->n_stops,
                                .stops = made->stops,
                                .way_s = made->way_s,
                                .way_m = made->way_m,
                                .way_cny = made->way_cny,
                                .way_co2_kg = made->way_co2_kg,
                                .n_days = shape->n_days,
                                .days = made->days,
                                .start = (gssize) shape->n_stops,
                                .end = shape->home ? (gssize) shape->n_stops : -1,
                                .n_hotels = shape->n_hotels,
                                .hotels = made->hotels,
                                .hotel_cny = made->hotel_cny,
                                .max_stops = shape->max_stops,
                                .slack = .1,
                                .lunch_s = 3600,
                                .lunch_from_s = 41400,
                                .lunch_until_s = 50400,
                                .n_themes = THEMES,
                                .theme_decay = .92,
                                .hour_factor = shape->hours ? made->hour_factor : NULL,
                                .hour_weight = .3,
                                .n_wishes = shape->n_wishes,
                                .wishes = made->wishes};
  for (gsize hour = 0; hour < 24; hour++)
    made->hour_factor[hour] = hour > 9 && hour < 15 ? .8 : 1;
  for (gsize i = 0; i < made->problem.n_nodes; i++) {
    made->x[i] = ty_random_double(random) * 100;
    made->y[i] = ty_random_double(random) * 100;
  }
  for (gsize i = 0; i < shape->n_stops; i++)
    make_stop(made, random, i);
  for (gsize w = 0; w < shape->n_wishes; w++)
    make_wish(made, random, w);
  for (gsize day = 0; day < shape->n_days; day++)
    made->days[day] = (TyItineraryDay){32400, 32400 + 9 * 3600, 80000};
  for (gsize h = 0; h < shape->n_hotels; h++) {
    made->hotels[h] = (guint32) (shape->n_stops + 2 + h);
    made->hotel_cny[h] = 100 + 20 * (double) h;
  }
  join(made);
}

static double user_s(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double) usage.ru_utime.tv_sec + (double) usage.ru_utime.tv_usec * 1e-6;
}

/* The value; an unmet wish counts 100. */
static double solve(const Case *made, guint steps, guint64 seed) {
  g_autoptr(GError) error = NULL;
  TyItineraryEffort effort = {.steps = steps};
  g_autoptr(TyItineraryPlan) plan = ty_itinerary_plan(&made->problem, &effort, seed, &error);
  if (!plan || !ty_itinerary_check(&made->problem, plan, &error))
    g_error("%s", error->message);
  return plan->value - 100 * (double) plan->n_unmet;
}

static double known_best(const char *file, const char *key) {
  g_autofree char *text = NULL;
  double best = -INFINITY;

  if (!file || !g_file_get_contents(file, &text, NULL, NULL))
    return best;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line; line++)
    if (g_str_has_prefix(*line, key) && (*line)[strlen(key)] == '\t')
      best = MAX(best, g_ascii_strtod(*line + strlen(key) + 1, NULL));
  return best;
}

static void note_best(const char *file, const char *key, double best) {
  FILE *out = file ? fopen(file, "a") : NULL;
  if (!out)
    return;
  fprintf(out, "%s\t%.9f\n", key, best);
  fclose(out);
}

static void run_shape(const Shape *shape, guint steps, guint long_steps, guint n_problems,
                      guint n_seeds) {
  g_autofree Case *made = g_new(Case, 1);
  g_autofree double *value = g_new(double, n_seeds);
  double loss = 0, worst = 0, spent_s = 0;
  guint n_best = 0;

  for (guint number = 0; number < n_problems; number++) {
    TyRandom random = ty_random(number, (guint64) (shape - shapes));
    g_autofree char *key = g_strdup_printf("%s #%u", shape->name, number);
    const char *file = g_getenv("BEST");
    double known = known_best(file, key);
    make(made, &random, shape);
    double before_s = user_s();
    for (guint seed = 0; seed < n_seeds; seed++)
      value[seed] = solve(made, steps, seed);
    spent_s += user_s() - before_s;
    double best = long_steps ? MAX(known, solve(made, long_steps, 77)) : known;
    for (guint seed = 0; seed < n_seeds; seed++)
      best = MAX(best, value[seed]);
    for (guint seed = 0; seed < n_seeds; seed++) {
      loss += (best - value[seed]) / fabs(best);
      worst = MAX(worst, (best - value[seed]) / fabs(best));
      n_best += value[seed] > best - 1e-6;
    }
    if (best > known)
      note_best(file, key, best);
  }
  double n = (double) n_problems * n_seeds;
  printf("%-30s loss %6.3f %%, at worst %6.2f %%, best %5.1f %%, %.2f s\n", shape->name,
         100 * loss / n, 100 * worst, 100 * n_best / n, spent_s / n);
  fflush(stdout);
}

static guint argument(int argc, char **argv, int i, guint usual) {
  return argc > i ? (guint) g_ascii_strtoull(argv[i], NULL, 10) : usual;
}

int main(int argc, char **argv) {
  for (guint s = 0; s < G_N_ELEMENTS(shapes); s++)
    if (argument(argc, argv, 5, s) == s)
      run_shape(&shapes[s], argument(argc, argv, 1, 0), argument(argc, argv, 2, 0),
                argument(argc, argv, 3, 4), argument(argc, argv, 4, 4));
  return 0;
}
