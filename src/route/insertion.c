/* SPDX-License-Identifier: Apache-2.0 */
#include "route/tour.h"

/* The tour as a ring of the closed problem that stands for it. */
typedef struct {
  const TyTourProblem *problem;
  double missing_m; /* what a missing way costs here */
  guint32 *next;
  guint32 *after;  /* for each site outside: after which site it goes in best */
  double *added_m; /* and what that adds */
} Ring;

static double arc_m(const Ring *ring, gsize a, gsize b) {
  double m = a == b ? 0 : ty_tour_arc(ring->problem, a, b);
  return isinf(m) ? ring->missing_m : m;
}

static double detour_m(const Ring *ring, gsize site, gsize a) {
  gsize b = ring->next[a];
  return arc_m(ring, a, site) + arc_m(ring, site, b) - arc_m(ring, a, b);
}

static void look(Ring *ring, gsize site, gsize after) {
  double m = detour_m(ring, site, after);
  if (m < ring->added_m[site]) {
    ring->added_m[site] = m;
    ring->after[site] = (guint32) after;
  }
}

static void look_everywhere(Ring *ring, gsize site) {
  gsize at = ring->problem->start;

  ring->added_m[site] = INFINITY;
  do {
    look(ring, site, at);
    at = ring->next[at];
  } while (at != ring->problem->start);
}

void ty_tour_insertion(const TyTourProblem *problem, guint32 *order) {
  gsize n = problem->n, start = problem->start, n_outside = 0;
  g_autofree guint32 *next = g_new0(guint32, n);
  g_autofree guint32 *after = g_new0(guint32, n);
  g_autofree guint32 *outside = g_new0(guint32, n);
  g_autofree double *added_m = g_new0(double, n);
  Ring ring = {problem, (double) n * (ty_tour_longest_leg(problem) + 1), next, after, added_m};

  next[start] = (guint32) start;
  if (problem->end >= 0) {
    next[start] = (guint32) problem->end;
    next[problem->end] = (guint32) start;
  }
  for (gsize site = 0; site < n; site++)
    if (site != start && (gssize) site != problem->end) {
      outside[n_outside++] = (guint32) site;
      look_everywhere(&ring, site);
    }
  while (n_outside) {
    gsize best = 0;
    for (gsize i = 1; i < n_outside; i++)
      if (added_m[outside[i]] < added_m[outside[best]])
        best = i;
    guint32 site = outside[best], before = after[site];
    n_outside--;
    for (gsize i = best; i < n_outside; i++)
      outside[i] = outside[i + 1];
    next[site] = next[before];
    next[before] = site;
    for (gsize i = 0; i < n_outside; i++) {
      gsize other = outside[i];
      if (after[other] == before) {
        look_everywhere(&ring, other);
      } else {
        look(&ring, other, before);
        look(&ring, other, site);
      }
    }
  }
  for (gsize i = 0, at = start; i < n; i++, at = next[at])
    order[i] = (guint32) at;
}
