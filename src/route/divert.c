/* SPDX-License-Identifier: Apache-2.0 */
#include <tuyou/itinerary.h>

#include <math.h>
#include <string.h>

/* Prices double so often, with so many passes over the groups at each. */
enum { N_PRICES = 24, N_PASSES = 12 };

typedef struct {
  const TyDiversion *diversion;
  guint *load;
  guint32 *choice; /* n_groups */
} Game;

static gboolean well_formed(const TyDiversion *diversion, GError **error) {
  for (gsize p = 0; p < diversion->n_plans; p++)
    for (guint32 i = diversion->cells_from[p]; i < diversion->cells_from[p + 1]; i++)
      if (diversion->cells[i] >= diversion->n_cells) {
        g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "plan %zu: found cell %u, expected 0 to %zu",
                    p, diversion->cells[i], diversion->n_cells - 1);
        return FALSE;
      }
  for (gsize kind = 0; kind < diversion->n_kinds; kind++) {
    gboolean any = FALSE;
    for (gsize p = 0; p < diversion->n_plans; p++)
      any = any || !isnan(diversion->value[kind * diversion->n_plans + p]);
    if (!any) {
      g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "kind %zu: found no plan that fits it", kind);
      return FALSE;
    }
  }
  for (gsize g = 0; g < diversion->n_groups; g++)
    if (diversion->kind[g] >= diversion->n_kinds) {
      g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "group %zu: found kind %u, expected 0 to %zu", g,
                  diversion->kind[g], diversion->n_kinds - 1);
      return FALSE;
    }
  return TRUE;
}

static void count(const Game *game, guint32 plan, gint by) {
  const TyDiversion *diversion = game->diversion;

  for (guint32 i = diversion->cells_from[plan]; i < diversion->cells_from[plan + 1]; i++)
    game->load[diversion->cells[i]] += (guint) by;
}

/* How far one more group would overfill the cells of a plan. */
static double crowding(const Game *game, guint32 plan) {
  const TyDiversion *diversion = game->diversion;
  double sum = 0;

  for (guint32 i = diversion->cells_from[plan]; i < diversion->cells_from[plan + 1]; i++) {
    guint32 cell = diversion->cells[i];
    sum += MAX(game->load[cell] + 1 - diversion->capacity[cell], 0);
  }
  return sum;
}

static guint32 best_response(const Game *game, gsize group, double price) {
  const TyDiversion *diversion = game->diversion;
  const double *value = diversion->value + diversion->kind[group] * diversion->n_plans;
  guint32 best = game->choice[group];
  double most = value[best] - price * crowding(game, best);

  for (guint32 p = 0; p < diversion->n_plans; p++) {
    if (isnan(value[p]) || value[p] <= most)
      continue;
    double worth = value[p] - price * crowding(game, p);
    if (worth > most + 1e-12) {
      most = worth;
      best = p;
    }
  }
  return best;
}

/* Lets each group in turn take what suits it best; whether any changed. */
static gboolean pass(Game *game, double price) {
  gboolean changed = FALSE;

  for (gsize group = 0; group < game->diversion->n_groups; group++) {
    guint32 before = game->choice[group];
    count(game, before, -1);
    game->choice[group] = best_response(game, group, price);
    count(game, game->choice[group], 1);
    changed |= game->choice[group] != before;
  }
  return changed;
}

static gboolean overfull(const Game *game) {
  for (gsize cell = 0; cell < game->diversion->n_cells; cell++)
    if (game->load[cell] > game->diversion->capacity[cell])
      return TRUE;
  return FALSE;
}

static void take_best(Game *game, gsize group) {
  const TyDiversion *diversion = game->diversion;
  const double *value = diversion->value + diversion->kind[group] * diversion->n_plans;
  guint32 best = 0;

  for (guint32 p = 1; p < diversion->n_plans; p++)
    if (isnan(value[best]) || value[p] > value[best])
      best = p;
  game->choice[group] = best;
  count(game, best, 1);
}

/* The widest range of values that a group chooses from. */
static double spread(const TyDiversion *diversion) {
  double widest = 0;

  for (gsize kind = 0; kind < diversion->n_kinds; kind++) {
    double least = INFINITY, most = -INFINITY;
    for (gsize p = 0; p < diversion->n_plans; p++) {
      double value = diversion->value[kind * diversion->n_plans + p];
      least = fmin(least, value);
      most = fmax(most, value);
    }
    widest = MAX(widest, most - least);
  }
  return widest > 0 ? widest : 1;
}

guint32 *ty_divert(const TyDiversion *diversion, guint *load, GError **error) {
  g_autofree guint *own = load ? NULL : g_new(guint, diversion->n_cells + 1);
  Game game = {diversion, load ? load : own, NULL};

  if (!well_formed(diversion, error))
    return NULL;
  memset(game.load, 0, diversion->n_cells * sizeof *game.load);
  game.choice = g_new(guint32, diversion->n_groups + 1);
  for (gsize group = 0; group < diversion->n_groups; group++)
    take_best(&game, group);
  double price = spread(diversion) / (1 << 12);
  for (int rise = 0; rise < N_PRICES && overfull(&game); rise++, price *= 2)
    for (int n = 0; n < N_PASSES && pass(&game, price); n++)
      ;
  for (int n = 0; n < N_PASSES && pass(&game, price); n++)
    ;
  return game.choice;
}
