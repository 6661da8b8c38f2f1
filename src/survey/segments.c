/* SPDX-License-Identifier: Apache-2.0 */
/* Several starts, several numbers of segments, and the best of each. */
#include "base/parallel.h"
#include "survey/mixed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL_MOST = 8, USUAL_STARTS = 24 };

typedef struct {
  const TyMixed *mixed;
  double gamma;
  guint k;
  guint64 seed;
  guint32 *segment; /* starts × n_rows */
  double *cost;     /* starts */
} Starting;

static void start(gsize task, guint thread, gpointer data) {
  const Starting *starting = data;
  guint64 stream = (guint64) starting->k << 32 | task;
  (void) thread;

  starting->cost[task] =
      ty_prototypes(starting->mixed, starting->gamma, starting->k, starting->seed, stream,
                    starting->segment + task * starting->mixed->n_rows);
}

typedef struct {
  gsize size, first;
  guint32 segment;
} Sized;

static int by_size(gconstpointer a, gconstpointer b) {
  const Sized *x = a, *y = b;

  if (x->size != y->size)
    return x->size > y->size ? -1 : 1;
  return (x->first > y->first) - (x->first < y->first);
}

/* Numbers segments by size, the largest first, ties by their first row. */
static void renumber(guint32 *segment, gsize n, guint k) {
  g_autofree Sized *sized = g_new0(Sized, k);
  g_autofree guint32 *now = g_new(guint32, k);

  for (guint32 c = 0; c < k; c++)
    sized[c] = (Sized){0, n, c};
  for (gsize i = n; i-- > 0;) {
    sized[segment[i]].size++;
    sized[segment[i]].first = i;
  }
  qsort(sized, k, sizeof *sized, by_size);
  for (guint32 c = 0; c < k; c++)
    now[sized[c].segment] = c;
  for (gsize i = 0; i < n; i++)
    segment[i] = now[segment[i]];
}

/* The best of several starts. `segment`: n_rows. */
static TySegmentChoice best_start(const TyMixed *mixed, double gamma, guint k,
                                  const TySegmentOptions *options, guint32 *segment) {
  gsize n_starts = options->n_starts ? options->n_starts : USUAL_STARTS, n = mixed->n_rows,
        best = 0;
  g_autofree guint32 *all = g_new(guint32, n_starts * n);
  g_autofree double *cost = g_new(double, n_starts);
  Starting starting = {mixed, gamma, k, options->seed, all, cost};
  double agreement = 0;

  ty_parallel_for(options->n_threads, n_starts, start, &starting);
  for (gsize s = 1; s < n_starts; s++)
    if (cost[s] < cost[best])
      best = s;
  memcpy(segment, all + best * n, n * sizeof *segment);
  for (gsize s = 0; s < n_starts; s++)
    agreement += s == best ? 0 : ty_adjusted_rand_index(segment, all + s * n, n);
  renumber(segment, n, k);
  return (TySegmentChoice){k, cost[best], 0,
                           n_starts > 1 ? agreement / (double) (n_starts - 1) : 1};
}

static gboolean check(const TyMixed *mixed, const TySegmentOptions *options, GError **error) {
  guint needed = options->k ? options->k : 3;

  if (options->k == 1 || options->gamma < 0 || !isfinite(options->gamma)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found %u segments and γ %g, expected 2 or more segments and a γ above 0",
                options->k, options->gamma);
    return FALSE;
  }
  if (mixed->n_rows < needed) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found %zu respondents, expected at least %u for %s", mixed->n_rows, needed,
                options->k ? "that many segments" : "a choice of segments");
    return FALSE;
  }
  gsize different = ty_mixed_different(mixed, needed);
  if (different < needed) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found %zu different sets of answers among %zu respondents, expected at least %u",
                different, mixed->n_rows, needed);
    return FALSE;
  }
  return TRUE;
}

TySegments *ty_segments_new(const TyQuestionnaire *questionnaire, const TySegmentOptions *options,
                            GError **error) {
  static const TySegmentOptions usual = {0};
  const TySegmentOptions *wanted = options ? options : &usual;
  g_autoptr(TyMixed) mixed = ty_mixed_new(questionnaire, error);

  if (!mixed || !check(mixed, wanted, error))
    return NULL;
  gsize n = mixed->n_rows;
  guint most = wanted->most ? wanted->most : USUAL_MOST;
  guint first = wanted->k ? wanted->k : 2;
  guint last = wanted->k ? wanted->k : (guint) MAX(ty_mixed_different(mixed, most + 1) - 1, 2);
  g_autoptr(TyGower) gower = ty_gower_new(questionnaire, wanted->seed, wanted->n_threads);
  g_autofree guint32 *segment = g_new(guint32, n);
  g_autofree double *silhouette = g_new(double, n);
  g_autoptr(TySegments) segments = g_new0(TySegments, 1);
  double best = -INFINITY;

  segments->n_rows = n;
  segments->gamma = wanted->gamma > 0 ? wanted->gamma : mixed->gamma;
  segments->segment = g_new(guint32, n);
  segments->silhouette = g_new(double, n);
  segments->choice = g_array_new(FALSE, FALSE, sizeof(TySegmentChoice));
  for (guint k = first; k <= MIN(last, MAX(most, first)); k++) {
    TySegmentChoice choice = best_start(mixed, segments->gamma, k, wanted, segment);
    choice.silhouette = ty_silhouettes(gower, segment, k, n, wanted->n_threads, silhouette);
    g_array_append_val(segments->choice, choice);
    if (choice.silhouette > best) {
      best = choice.silhouette;
      segments->k = k;
      memcpy(segments->segment, segment, n * sizeof *segment);
      memcpy(segments->silhouette, silhouette, n * sizeof *silhouette);
    }
  }
  return g_steal_pointer(&segments);
}

void ty_segments_free(TySegments *segments) {
  g_free(segments->segment);
  g_free(segments->silhouette);
  g_clear_pointer(&segments->choice, g_array_unref);
  g_free(segments);
}
