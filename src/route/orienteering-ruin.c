/* SPDX-License-Identifier: Apache-2.0 */
#include "route/orienteering-search.h"

#include <string.h>

static guint32 below(TyOrientSearch *search, gsize n) {
  return (guint32) ty_random_below(&search->random, n);
}

/* The slot by which a visited vertex is visited is found along its day. */
static guint32 random_stop(TyOrientSearch *search, guint32 *day) {
  TyOrientState *trial = search->trial;
  guint32 n = 0;

  for (gsize d = 0; d < trial->n_days; d++)
    n += trial->day[d].n;
  if (n == 0)
    return G_MAXUINT32;
  n = below(search, n);
  for (*day = 0; n >= trial->day[*day].n; (*day)++)
    n -= trial->day[*day].n;
  return n + 1;
}

static void mark(TyOrientSearch *search, guint32 slot) {
  gint32 day = search->trial->day_of[search->orient->vertex[slot]];

  search->marked[slot] = 1;
  search->touched[day] = TRUE;
}

/* Slots of a vertex share its day: those not on it are marked in vain, which does no harm. */
static void take_out(TyOrientSearch *search) {
  for (guint32 d = 0; d < search->orient->n_days; d++)
    if (search->touched[d])
      ty_orient_remove(search->orient, search->trial, d, search->marked);
  memset(search->marked, 0, search->orient->stride);
}

static void ruin_segment(TyOrientSearch *search, guint32 most) {
  guint32 day, at = random_stop(search, &day);
  TyOrientDay *from = &search->trial->day[day];
  guint32 n = 1 + below(search, most);
  n = MIN(n, from->n);
  guint32 first = MIN(at, from->n - n + 1);

  for (guint32 i = 0; i < n; i++)
    mark(search, from->node[first + i]);
}

static void ruin_near(TyOrientSearch *search, guint32 most) {
  const TyOrient *orient = search->orient;
  guint32 centre = below(search, orient->n_slots), n = 1 + below(search, most);
  const guint32 *near = orient->near + centre * orient->n_near;

  if (search->trial->day_of[orient->vertex[centre]] >= 0) {
    mark(search, centre);
    n--;
  }
  for (gsize i = 0; i < orient->n_near && n > 0; i++)
    if (search->trial->day_of[orient->vertex[near[i]]] >= 0) {
      mark(search, near[i]);
      n--;
    }
}

static void ruin_random(TyOrientSearch *search, guint32 most) {
  guint32 n = 1 + below(search, most), day;

  while (n-- > 0) {
    guint32 at = random_stop(search, &day);
    mark(search, search->trial->day[day].node[at]);
  }
}

/* A place for a slot: between positions p and q of a day, all in between taken out. */
typedef struct {
  guint32 day, p, q;
  double lost; /* score, less that of the slot */
} Place;

static void find_place(TyOrientSearch *search, guint32 slot, guint32 d, Place *best) {
  const TyOrient *orient = search->orient;
  const TyOrientDay *day = &search->trial->day[d];
  gsize row = day->kind * orient->stride;

  for (guint32 p = 0; p <= day->n; p++) {
    gint32 begin = day->begin[p] + orient->service[day->node[p]] +
                   ty_orient_travel(orient, day->node[p], slot);
    begin = MAX(begin, orient->open[row + slot]);
    if (begin > orient->close[row + slot])
      break;
    begin += orient->service[slot];
    double lost = ty_random_double(&search->random) * search->unit * TY_FORCE_NOISE -
                  orient->score[row + slot];
    guint32 q = p + 1;
    for (; q <= day->n + 1; q++) {
      if (begin + ty_orient_travel(orient, slot, day->node[q]) <= day->latest[q])
        break;
      if (q <= day->n)
        lost += orient->score[row + day->node[q]];
    }
    if (q <= day->n + 1 && lost < best->lost)
      *best = (Place){d, p, q, lost};
  }
}

/* Chooses a slot that is left; where days differ or all are visited, also one to be moved. */
static guint32 choose_slot(TyOrientSearch *search) {
  const TyOrient *orient = search->orient;
  TyOrientState *trial = search->trial;
  guint32 slot = below(search, orient->n_slots);
  gboolean move = orient->n_kinds > 1 && below(search, 4) == 0;

  for (guint32 i = 0; i < 8 && !move && !(trial->left[slot] > 0); i++)
    slot = below(search, orient->n_slots);
  gint32 day = trial->day_of[orient->vertex[slot]];
  if (day >= 0) {
    for (guint32 p = 1; p <= trial->day[day].n; p++)
      if (orient->vertex[trial->day[day].node[p]] == orient->vertex[slot])
        mark(search, trial->day[day].node[p]);
    take_out(search);
  }
  return slot;
}

/* Puts a slot in where least score must go for it, on a random day or on the best. */
static void force_in(TyOrientSearch *search) {
  const TyOrient *orient = search->orient;
  TyOrientState *trial = search->trial;
  guint32 slot = choose_slot(search), n = 0;
  gboolean any_day = orient->n_days == 1 || below(search, 4) > 0;
  guint32 only = below(search, orient->n_days);
  Place place = {0, 0, 0, G_MAXDOUBLE};

  for (guint32 d = 0; d < orient->n_days; d++)
    if (any_day || d == only)
      find_place(search, slot, d, &place);
  if (place.lost == G_MAXDOUBLE)
    return;
  const TyOrientDay *day = &trial->day[place.day];
  for (guint32 p = 1; p <= place.p; p++)
    search->list[n++] = day->node[p];
  search->list[n++] = slot;
  for (guint32 p = place.q; p <= day->n; p++)
    search->list[n++] = day->node[p];
  search->touched[place.day] = TRUE;
  ty_orient_set_day(orient, trial, place.day, search->list, n);
}

/* Two days of a kind exchange what follows a moment. */
static void swap_tails(TyOrientSearch *search) {
  const TyOrient *orient = search->orient;
  TyOrientState *trial = search->trial;
  guint32 a = below(search, orient->n_days), b = below(search, orient->n_days);
  TyOrientDay *da = &trial->day[a], *db = &trial->day[b];

  if (a == b || da->kind != db->kind)
    return;
  guint32 p = below(search, da->n + 1), chosen = 0, n_choices = 0, q;
  for (q = 0; q <= db->n; q++) {
    gint32 on_a = da->begin[p] + orient->service[da->node[p]] +
                  ty_orient_travel(orient, da->node[p], db->node[q + 1]);
    gint32 on_b = db->begin[q] + orient->service[db->node[q]] +
                  ty_orient_travel(orient, db->node[q], da->node[p + 1]);
    if (on_a <= db->latest[q + 1] && on_b <= da->latest[p + 1] && below(search, ++n_choices) == 0)
      chosen = q;
  }
  if (n_choices == 0)
    return;
  q = chosen;
  guint32 n_a = 0, n_b = 0, *list_a = search->list, *list_b = search->list + orient->stride;
  for (guint32 i = 1; i <= p; i++)
    list_a[n_a++] = da->node[i];
  for (guint32 i = q + 1; i <= db->n; i++)
    list_a[n_a++] = db->node[i];
  for (guint32 i = 1; i <= q; i++)
    list_b[n_b++] = db->node[i];
  for (guint32 i = p + 1; i <= da->n; i++)
    list_b[n_b++] = da->node[i];
  ty_orient_set_day(orient, trial, a, NULL, 0);
  ty_orient_set_day(orient, trial, b, NULL, 0);
  ty_orient_set_day(orient, trial, a, list_a, n_a);
  ty_orient_set_day(orient, trial, b, list_b, n_b);
  search->touched[a] = search->touched[b] = TRUE;
}

void ty_orient_ruin(TyOrientSearch *search) {
  TyOrientState *trial = search->trial;
  guint32 n = 0;

  for (gsize d = 0; d < trial->n_days; d++)
    n += trial->day[d].n;
  memset(search->touched, 0, search->orient->n_days);
  double kind = ty_random_double(&search->random);
  if (kind < TY_FORCE_CHANCE || n == 0) {
    force_in(search);
    return;
  }
  if (search->orient->n_days > 1 && kind > 1 - TY_TAILS_CHANCE)
    swap_tails(search);
  guint32 most = below(search, 4) > 0 ? TY_RUIN_MOST : TY_RUIN_RARELY;
  most = MIN(most, n);
  switch (below(search, 3)) {
  case 0:
    ruin_segment(search, most);
    break;
  case 1:
    ruin_near(search, most);
    break;
  default:
    ruin_random(search, MAX(1, most / 2));
  }
  take_out(search);
}
