/* SPDX-License-Identifier: Apache-2.0 */
#include "route/heap.h"

#include <math.h>
#include <string.h>
#include <tuyou/route.h>

/* Legs seen from their places: the arcs out of `v` are arc[first[v]] … arc[first[v + 1] − 1], each
 * a leg's index, in the order of the legs. */
typedef struct {
  gsize n;
  const TyLeg *legs;
  gsize *first;
  guint32 *arc;
} Network;

static guint32 other_end(const TyLeg *leg, guint32 place) {
  return leg->a == place ? leg->b : leg->a;
}

static void from_one(const Network *network, guint32 source, double speed_mps, TyHeap *heap,
                     double *dist_m, double *duration_s, gint32 *via) {
  for (gsize i = 0; i < network->n; i++) {
    dist_m[i] = duration_s[i] = INFINITY;
    via[i] = -1;
    heap->slot[i] = G_MAXSIZE;
  }
  heap->n = 0;
  heap->key = dist_m;
  dist_m[source] = duration_s[source] = 0;
  ty_heap_raise(heap, source);
  while (heap->n) {
    guint32 here = ty_heap_pop(heap);
    for (gsize at = network->first[here]; at < network->first[here + 1]; at++) {
      const TyLeg *leg = &network->legs[network->arc[at]];
      guint32 there = other_end(leg, here);
      double m = dist_m[here] + leg->length_m;
      if (!(m < dist_m[there]))
        continue;
      dist_m[there] = m;
      duration_s[there] =
          duration_s[here] + (isnan(leg->duration_s) ? leg->length_m / speed_mps : leg->duration_s);
      via[there] = (gint32) network->arc[at];
      ty_heap_raise(heap, there);
    }
  }
}

static gboolean check_legs(gsize n, const TyLeg *legs, gsize n_legs, GError **error) {
  for (gsize i = 0; i < n_legs; i++) {
    const TyLeg *leg = &legs[i];
    if (leg->a >= n || leg->b >= n) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "leg %zu joins the places %u and %u, expected places below %zu", i, leg->a,
                  leg->b, n);
      return FALSE;
    }
    if (!(leg->length_m >= 0) || isinf(leg->length_m)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "leg %zu (between the places %u and %u) is %g m long, expected 0 or more", i,
                  leg->a, leg->b, leg->length_m);
      return FALSE;
    }
    if (leg->duration_s < 0 || isinf(leg->duration_s)) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "leg %zu (between the places %u and %u) takes %g s, expected 0 or more, or "
                  "unknown",
                  i, leg->a, leg->b, leg->duration_s);
      return FALSE;
    }
  }
  return TRUE;
}

static void index_legs(Network *network, gsize n_legs) {
  gsize *fill = g_new0(gsize, network->n + 1);

  for (gsize i = 0; i < n_legs; i++) {
    fill[network->legs[i].a]++;
    if (!network->legs[i].one_way)
      fill[network->legs[i].b]++;
  }
  for (gsize v = 0, sum = 0; v <= network->n; v++) {
    gsize degree = v < network->n ? fill[v] : 0;
    network->first[v] = fill[v] = sum;
    sum += degree;
  }
  for (gsize i = 0; i < n_legs; i++) {
    network->arc[fill[network->legs[i].a]++] = (guint32) i;
    if (!network->legs[i].one_way)
      network->arc[fill[network->legs[i].b]++] = (guint32) i;
  }
  g_free(fill);
}

TyDistances *ty_distances_new(gsize n, const TyLeg *legs, gsize n_legs, double speed_mps,
                              GError **error) {
  if (n_legs > G_MAXINT32 || n > G_MAXUINT16) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found %zu places and %zu legs, expected at most %d and %d", n, n_legs, G_MAXUINT16,
                G_MAXINT32);
    return NULL;
  }
  if (!(speed_mps > 0) || isinf(speed_mps)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "the speed is %g m/s, expected more than 0",
                speed_mps);
    return NULL;
  }
  if (!check_legs(n, legs, n_legs, error))
    return NULL;

  g_autofree gsize *first = g_new0(gsize, n + 1);
  g_autofree guint32 *arc = g_new0(guint32, 2 * n_legs + 1);
  g_autofree guint32 *place = g_new0(guint32, n + 1);
  g_autofree gsize *slot = g_new0(gsize, n + 1);
  Network network = {n, legs, first, arc};
  TyHeap heap = {0, place, slot, NULL};
  TyDistances *distances = g_new0(TyDistances, 1);

  distances->n = n;
  distances->dist_m = g_new0(double, n *n + 1);
  distances->duration_s = g_new0(double, n *n + 1);
  distances->via = g_new0(gint32, n * n + 1);
  index_legs(&network, n_legs);
  for (gsize s = 0; s < n; s++)
    from_one(&network, (guint32) s, speed_mps, &heap, distances->dist_m + s * n,
             distances->duration_s + s * n, distances->via + s * n);
  return distances;
}

void ty_distances_free(TyDistances *distances) {
  if (!distances)
    return;
  g_free(distances->dist_m);
  g_free(distances->duration_s);
  g_free(distances->via);
  g_free(distances);
}

GArray *ty_distances_way(const TyDistances *distances, const TyLeg *legs, guint32 s, guint32 t) {
  g_return_val_if_fail(s < distances->n && t < distances->n, NULL);
  if (isinf(distances->dist_m[s * distances->n + t]))
    return NULL;

  GArray *way = g_array_new(FALSE, FALSE, sizeof(guint32));
  while (t != s) {
    guint32 leg = (guint32) distances->via[s * distances->n + t];
    g_array_append_val(way, leg);
    t = other_end(&legs[leg], t);
  }
  for (guint i = 0; i < way->len / 2; i++) {
    guint32 *leg = (guint32 *) (void *) way->data, swap = leg[i];
    leg[i] = leg[way->len - 1 - i];
    leg[way->len - 1 - i] = swap;
  }
  return way;
}
