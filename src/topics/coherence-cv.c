/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <tuyou/topics.h>

enum { USUAL_WINDOW = 110 };
#define TINY 1e-12 /* keeps the logarithm of pairs that never meet finite, as the authors do */

/* A word of the list in the document at hand. */
typedef struct {
  gsize at;   /* word of the document */
  gsize word; /* in the list */
} Place;

typedef struct {
  gsize n;
  double *joint; /* n × n: windows that hold both */
  double windows;
  gsize *inside; /* n: how often in the window at hand */
} Counting;

/* `times` windows hold what the window at hand holds. */
static void count(Counting *counting, gsize times) {
  for (gsize i = 0; i < counting->n; i++)
    for (gsize j = 0; counting->inside[i] && j < counting->n; j++)
      if (counting->inside[j])
        counting->joint[i * counting->n + j] += (double) times;
}

/* Windows begin at 0 … last; only where a word of the list comes in or goes out does anything
 * change. */
static void count_document(Counting *counting, const GArray *places, gsize length, gsize window) {
  gsize last = length > window ? length - window : 0, enter = 0, leave = 0;

  counting->windows += (double) last + 1;
  for (gsize begin = 0; begin <= last;) {
    while (enter < places->len && g_array_index(places, Place, enter).at < begin + window)
      counting->inside[g_array_index(places, Place, enter++).word]++;
    while (leave < places->len && g_array_index(places, Place, leave).at < begin)
      counting->inside[g_array_index(places, Place, leave++).word]--;
    gsize next = last + 1;
    if (enter < places->len)
      next = MIN(next, g_array_index(places, Place, enter).at - window + 1);
    if (leave < enter)
      next = MIN(next, g_array_index(places, Place, leave).at + 1);
    if (leave < enter)
      count(counting, next - begin);
    begin = next;
  }
  for (; leave < enter; leave++)
    counting->inside[g_array_index(places, Place, leave).word]--;
}

static void count_windows(Counting *counting, const TyTokenMatrix *tokens, const guint32 *words,
                          gsize window) {
  g_autofree guint32 *place = g_new0(guint32, MAX(tokens->n_words, 1)); /* in `words`, + 1 */
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(Place));

  for (gsize i = 0; i < counting->n; i++)
    place[words[i]] = (guint32) i + 1;
  for (gsize d = 0; d < tokens->n_docs; d++) {
    guint32 from = tokens->start[d], to = tokens->start[d + 1];
    g_array_set_size(places, 0);
    for (guint32 i = from; i < to; i++) {
      Place one = {i - from, place[tokens->word[i]] - 1};
      if (place[tokens->word[i]])
        g_array_append_val(places, one);
    }
    if (to > from)
      count_document(counting, places, to - from, window);
  }
}

static double npmi(const Counting *counting, gsize i, gsize j) {
  gsize n = counting->n;
  double both = counting->joint[i * n + j] / counting->windows + TINY;
  double apart = counting->joint[i * n + i] * counting->joint[j * n + j] /
                 (counting->windows * counting->windows);
  double bits = -log(both);
  return apart <= 0 ? 0 : bits <= TINY ? 1 : log(both / apart) / bits;
}

double ty_topics_cv(const TyTokenMatrix *tokens, const guint32 *words, gsize n, gsize window) {
  g_autofree double *joint = g_new0(double, MAX(n * n, 1));
  g_autofree double *vector = g_new0(double, MAX(n * n, 1));
  g_autofree double *sum = g_new0(double, MAX(n, 1));
  g_autofree gsize *inside = g_new0(gsize, MAX(n, 1));
  Counting counting = {n, joint, 0, inside};
  double mean = 0, whole = 0;

  if (n < 2)
    return 0;
  count_windows(&counting, tokens, words, window ? window : USUAL_WINDOW);
  if (counting.windows == 0)
    return 0;
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++) {
      vector[i * n + j] = npmi(&counting, i, j);
      sum[j] += vector[i * n + j];
    }
  for (gsize j = 0; j < n; j++)
    whole += sum[j] * sum[j];
  for (gsize i = 0; i < n; i++) {
    double own = 0, product = 0;
    for (gsize j = 0; j < n; j++) {
      own += vector[i * n + j] * vector[i * n + j];
      product += vector[i * n + j] * sum[j];
    }
    mean += own > 0 && whole > 0 ? product / sqrt(own * whole) : 0;
  }
  return mean / (double) n;
}
