/* SPDX-License-Identifier: Apache-2.0 */
/* Times questions of two steps: all neighbours of the neighbours of an entity, at most 1,000 of
 * each side of each, 100,000 in all. Entities are drawn by name out of the atlas.
 *
 *   bench-two-hops ATLAS [QUESTIONS] */
#include "base/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <tuyou/atlas.h>

enum { MOST_OF_ONE = 1000, MOST = 100000, QUESTIONS = 1000 };

typedef struct {
  gint64 here;
  GArray *met; /* of gint64 */
} Ring;

static void meet(gint64 subject, gint64 object, gpointer data) {
  Ring *ring = data;
  gint64 other = subject == ring->here ? object : subject;

  if (ring->met->len < MOST)
    g_array_append_val(ring->met, other);
}

static int by_id(gconstpointer a, gconstpointer b) {
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

static void keep_one_each(GArray *ids) {
  guint n = 0;

  g_array_sort(ids, by_id);
  for (guint i = 0; i < ids->len; i++)
    if (i == 0 || g_array_index(ids, gint64, i) != g_array_index(ids, gint64, n - 1))
      g_array_index(ids, gint64, n++) = g_array_index(ids, gint64, i);
  g_array_set_size(ids, n);
}

static gsize two_hops(TyAtlas *atlas, gint64 entity, GError **error) {
  g_autoptr(GArray) first = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GArray) second = g_array_new(FALSE, FALSE, sizeof(gint64));
  Ring ring = {entity, first};
  gboolean cut;

  if (!ty_atlas_each_neighbour(atlas, entity, MOST_OF_ONE, meet, &ring, &cut, error))
    return 0;
  keep_one_each(first);
  ring.met = second;
  for (guint i = 0; i < first->len && second->len < MOST; i++) {
    ring.here = g_array_index(first, gint64, i);
    if (!ty_atlas_each_neighbour(atlas, ring.here, MOST_OF_ONE, meet, &ring, &cut, error))
      return 0;
  }
  keep_one_each(second);
  return first->len + second->len;
}

static int by_time(gconstpointer a, gconstpointer b) {
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  g_autoptr(GError) error = NULL;
  guint n = argc > 2 ? (guint) atoi(argv[2]) : QUESTIONS;
  g_autoptr(TyAtlas) atlas = argc > 1 ? ty_atlas_open(argv[1], FALSE, &error) : NULL;
  g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
  TyRandom random = ty_random(1, 0);
  gsize met = 0, most = 0;

  for (guint i = 0; atlas && i < n && !error; i++) {
    gint64 entity = 1 + (gint64) ty_random_below(&random, (guint64) ty_atlas_last_entity(atlas));
    gint64 start = g_get_monotonic_time();
    gsize found = two_hops(atlas, entity, &error);
    double ms = (double) (g_get_monotonic_time() - start) / 1000;
    g_array_append_val(times, ms);
    met += found;
    most = MAX(most, found);
  }
  if (!atlas || error || times->len == 0) {
    fprintf(stderr, "bench-two-hops: %s\n", error ? error->message : "usage: ATLAS [QUESTIONS]");
    return 1;
  }
  g_array_sort(times, by_time);
  printf("two hops, %u questions: median %.3f ms, 99 of 100 within %.3f ms, worst %.3f ms;"
         " %.0f entities met each, at most %zu\n",
         times->len, g_array_index(times, double, times->len / 2),
         g_array_index(times, double, times->len * 99 / 100),
         g_array_index(times, double, times->len - 1), (double) met / times->len, most);
  return 0;
}
