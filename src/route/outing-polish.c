/* SPDX-License-Identifier: Apache-2.0 */
/* Single visits taken out or exchanged for others, as long as that is better. */
#include "route/outing.h"

typedef struct {
  const TyOutingGround *ground;
  TyOutingPlaces *places;
  TyOutingPool *pool;
  TyOuting *best;           /* the best change of this round */
  TyOuting *without, *with; /* without a visit; with another instead */
  guint n_left;
} Polish;

static gboolean note(Polish *polish, TyOuting *changed) {
  ty_outing_measure(polish->ground, changed);
  if (!changed->n_broken)
    ty_outing_pool_add_all(polish->pool, polish->ground, changed);
  if (!ty_outing_better(changed, polish->best))
    return FALSE;
  ty_outing_copy(polish->ground, polish->best, changed);
  return TRUE;
}

/* Another stop in the place of the one that was taken out. */
static gboolean exchange(Polish *polish, const TyOuting *outing) {
  const TyOutingGround *ground = polish->ground;
  gboolean found = FALSE;

  for (guint32 stop = 0; stop < ground->n && polish->n_left; stop++) {
    if (outing->day_of[stop] >= 0 || !ty_outing_may_enter(ground, polish->without, stop))
      continue;
    for (gsize day = 0; day < ground->n_days && polish->n_left; day++) {
      TyOutingPlace place = ty_outing_place(polish->places, polish->without, day, stop);
      if (place.position >= 0 &&
          !ty_outing_allowed(ground, polish->without, day, (gsize) place.position, stop))
        place = ty_outing_look(ground, polish->without, day, stop, TRUE);
      if (place.position < 0)
        continue;
      polish->n_left--;
      ty_outing_copy(ground, polish->with, polish->without);
      ty_outing_insert(ground, polish->with, day, (gsize) place.position, stop);
      found |= note(polish, polish->with);
    }
  }
  return found;
}

void ty_outing_polish(const TyOutingGround *ground, TyOutingPlaces *places, TyOutingPool *pool,
                      TyOuting *outing, guint n_exchanges) {
  Polish polish = {.ground = ground,
                   .places = places,
                   .pool = pool,
                   .best = ty_outing_new(ground),
                   .without = ty_outing_new(ground),
                   .with = ty_outing_new(ground),
                   .n_left = n_exchanges};

  for (gboolean found = TRUE; found;) {
    found = FALSE;
    ty_outing_copy(ground, polish.best, outing);
    for (gsize day = 0; day < ground->n_days; day++)
      for (gsize i = 0; i < outing->days[day].n; i++) {
        ty_outing_copy(ground, polish.without, outing);
        ty_outing_remove(ground, polish.without, day, i);
        found |= note(&polish, polish.without);
        found |= exchange(&polish, outing);
      }
    ty_outing_copy(ground, outing, polish.best);
  }
  ty_outing_free(ground, polish.best);
  ty_outing_free(ground, polish.without);
  ty_outing_free(ground, polish.with);
}
