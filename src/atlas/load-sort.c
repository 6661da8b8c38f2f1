/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/load-sort.h"

#include <stdlib.h>
#include <string.h>

enum { DIGIT_BITS = 11, N_DIGITS = 1 << DIGIT_BITS, FEW = 24 };

TySortValue ty_sort_value(const char *text, guint32 rank, guint32 id) {
  TySortValue value = {0, text, rank, id};

  for (guint i = 0; i < sizeof value.prefix && text[i]; i++)
    value.prefix |= (guint64) (guint8) text[i] << (8 * (sizeof value.prefix - 1 - i));
  return value;
}

/* One pass of a radix sort, stable: from `from` to `to`. */
static void scatter(const TySortRelation *from, TySortRelation *to, gsize n, guint shift) {
  gsize place[N_DIGITS + 1] = {0};

  for (gsize i = 0; i < n; i++)
    place[((from[i].object >> shift) & (N_DIGITS - 1)) + 1]++;
  for (gsize i = 1; i <= N_DIGITS; i++)
    place[i] += place[i - 1];
  for (gsize i = 0; i < n; i++)
    to[place[(from[i].object >> shift) & (N_DIGITS - 1)]++] = from[i];
}

static void scatter_by_rank(const TySortRelation *from, TySortRelation *to, gsize n,
                            guint n_ranks) {
  g_autofree gsize *place = g_new0(gsize, n_ranks + 1);

  for (gsize i = 0; i < n; i++)
    place[from[i].rank + 1]++;
  for (gsize i = 1; i <= n_ranks; i++)
    place[i] += place[i - 1];
  for (gsize i = 0; i < n; i++)
    to[place[from[i].rank]++] = from[i];
}

void ty_sort_relations(TySortRelation *relations, gsize n, guint n_ranks) {
  g_autofree TySortRelation *other = g_new(TySortRelation, n + 1);
  TySortRelation *from = relations, *to = other;
  guint32 most = 0;

  for (gsize i = 0; i < n; i++)
    most = MAX(most, relations[i].object);
  scatter_by_rank(from, to, n, n_ranks);
  for (guint shift = 0; shift < 32 && most >> shift; shift += DIGIT_BITS) {
    TySortRelation *read = to;
    to = from;
    from = read;
    scatter(from, to, n, shift);
  }
  if (to != relations)
    memcpy(relations, to, n * sizeof *to);
}

/* Texts that end within the prefix are told by it alone. */
static int compare_values(const void *a, const void *b) {
  const TySortValue *x = a, *y = b;
  int order = (x->rank > y->rank) - (x->rank < y->rank);

  if (order == 0)
    order = (x->prefix > y->prefix) - (x->prefix < y->prefix);
  if (order == 0 && (x->prefix & 0xff))
    order = strcmp(x->text + sizeof x->prefix, y->text + sizeof y->prefix);
  return order ? order : (x->id > y->id) - (x->id < y->id);
}

void ty_sort_values(TySortValue *values, gsize n) {
  if (n > 1)
    qsort(values, n, sizeof *values, compare_values);
}

static int compare_same(const void *a, const void *b) {
  const TySortSame *x = a, *y = b;
  int order = (x->rank > y->rank) - (x->rank < y->rank);

  if (order == 0)
    order = (x->same > y->same) - (x->same < y->same);
  return order ? order : (x->id > y->id) - (x->id < y->id);
}

void ty_sort_same(TySortSame *facts, gsize n) {
  if (n > FEW) {
    qsort(facts, n, sizeof *facts, compare_same);
    return;
  }
  for (gsize i = 1; i < n; i++) {
    TySortSame fact = facts[i];
    gsize at = i;
    for (; at > 0 && compare_same(&facts[at - 1], &fact) > 0; at--)
      facts[at] = facts[at - 1];
    facts[at] = fact;
  }
}

static int compare_pairs(const void *a, const void *b) {
  const TySortPair *x = a, *y = b;
  int order = (x->fact > y->fact) - (x->fact < y->fact);
  return order ? order : (x->evidence > y->evidence) - (x->evidence < y->evidence);
}

void ty_sort_pairs(TySortPair *pairs, gsize n) {
  gsize sorted = 1;

  while (sorted < n && compare_pairs(&pairs[sorted - 1], &pairs[sorted]) < 0)
    sorted++;
  if (sorted < n)
    qsort(pairs, n, sizeof *pairs, compare_pairs);
}

guint32 *ty_sort_by_rank(guint32 *ids, const guint32 *ranks, gsize n, guint n_ranks) {
  guint32 *starts = g_new0(guint32, n_ranks + 1);
  g_autofree guint32 *place = g_new0(guint32, n_ranks + 1);
  g_autofree guint32 *sorted = g_new(guint32, n + 1);

  for (gsize i = 0; i < n; i++)
    starts[ranks[i] + 1]++;
  for (guint i = 1; i <= n_ranks; i++)
    starts[i] += starts[i - 1];
  memcpy(place, starts, (n_ranks + 1) * sizeof *place);
  for (gsize i = 0; i < n; i++)
    sorted[place[ranks[i]]++] = ids[i];
  memcpy(ids, sorted, n * sizeof *ids);
  return starts;
}
