/* SPDX-License-Identifier: Apache-2.0 */
/* One day, exactly: labels (last stop, departure, score, vertices used up) are extended stop by
 * stop; used up is what was visited or cannot be reached any more (Feillet et al. 2004, Networks
 * 44:216). A label is dropped when another at the same stop is no later, no poorer and has no more
 * used up, or when all that it can still reach does not lift it above the best plan known. */
#include "route/orienteering-search.h"

#include <string.h>

typedef struct {
  double score;
  gint32 leave;
  guint32 slot, before; /* label that this one extends; NONE */
} Label;

#define NONE G_MAXUINT32

typedef struct {
  const TyOrient *orient;
  const gint32 *open, *close;
  const double *score;
  gint32 *home; /* slot: latest departure from which the end is reached */
  gsize n_words;
  GArray *labels;
  guint64 *used; /* a row of words for each label: vertices */
  GArray **at;   /* slot → numbers of its labels */
  double best;
  guint32 best_label;
  gint64 steps; /* left before it gives up */
} Exact;

/* When a visit of `to` would begin, leaving `from`; −1 when it is not to be. */
static gint32 begin_at(const Exact *exact, guint32 from, gint32 leave, guint32 to) {
  gint32 begin = MAX(leave + ty_orient_travel(exact->orient, from, to), exact->open[to]);

  if (begin > exact->close[to] || begin + exact->orient->service[to] > exact->home[to])
    return -1;
  return begin;
}

/* Marks what cannot be reached any more. @return the scores of all the rest */
static double use_up(const Exact *exact, guint32 from, gint32 leave, guint64 *used) {
  const TyOrient *orient = exact->orient;
  double rest = 0;

  for (gsize v = 0; v < orient->source->n; v++) {
    double most = 0;
    gboolean reached = FALSE;
    if (used[v / 64] >> (v % 64) & 1)
      continue;
    for (guint32 i = orient->slots_from[v]; i < orient->slots_from[v + 1]; i++)
      if (begin_at(exact, from, leave, orient->slots[i]) >= 0) {
        most = MAX(most, exact->score[orient->slots[i]]);
        reached = TRUE;
      }
    if (!reached)
      used[v / 64] |= G_GUINT64_CONSTANT(1) << (v % 64);
    rest += most;
  }
  return rest;
}

static gboolean is_part(const guint64 *part, const guint64 *whole, gsize n_words) {
  for (gsize w = 0; w < n_words; w++)
    if (part[w] & ~whole[w])
      return FALSE;
  return TRUE;
}

static gboolean is_dominated(Exact *exact, const Label *label, const guint64 *used) {
  const GArray *at = exact->at[label->slot];

  exact->steps -= at->len;
  for (guint i = 0; i < at->len; i++) {
    guint32 other = g_array_index(at, guint32, i);
    const Label *known = &g_array_index(exact->labels, Label, other);
    if (known->leave <= label->leave && known->score >= label->score &&
        is_part(exact->used + other * exact->n_words, used, exact->n_words))
      return TRUE;
  }
  return FALSE;
}

/* Labels in order of departure, so that each is extended after all that could dominate it. */
static gboolean earlier(const Exact *exact, guint32 a, guint32 b) {
  gint32 la = g_array_index(exact->labels, Label, a).leave;
  gint32 lb = g_array_index(exact->labels, Label, b).leave;
  return la < lb || (la == lb && a < b);
}

static void push(const Exact *exact, GArray *heap, guint32 label) {
  guint at = heap->len;

  g_array_append_val(heap, label);
  guint32 *item = (guint32 *) (gpointer) heap->data;
  for (; at > 0 && earlier(exact, label, item[(at - 1) / 2]); at = (at - 1) / 2)
    item[at] = item[(at - 1) / 2];
  item[at] = label;
}

static guint32 pop(const Exact *exact, GArray *heap) {
  guint32 *item = (guint32 *) (gpointer) heap->data, top = item[0], last = item[heap->len - 1];
  guint n = heap->len - 1, at = 0;

  g_array_set_size(heap, n);
  for (guint child = 1; child < n; child = 2 * at + 1) {
    if (child + 1 < n && earlier(exact, item[child + 1], item[child]))
      child++;
    if (!earlier(exact, item[child], last))
      break;
    item[at] = item[child];
    at = child;
  }
  if (n > 0)
    item[at] = last;
  return top;
}

/* Extends a label (NONE: the start) to all that it can reach. @return FALSE when there are too many
 */
static gboolean extend(Exact *exact, guint32 from, GArray *heap) {
  const TyOrient *orient = exact->orient;
  g_autofree guint64 *used = g_new0(guint64, exact->n_words);
  Label here = {0, orient->day_from[0], ty_orient_start(orient, 0), NONE};

  if (from != NONE)
    here = g_array_index(exact->labels, Label, from);
  for (guint32 slot = 0; slot < orient->n_slots; slot++) {
    guint32 vertex = orient->vertex[slot];
    if (from != NONE)
      memcpy(used, exact->used + from * exact->n_words, exact->n_words * sizeof *used);
    else
      memset(used, 0, exact->n_words * sizeof *used);
    if (used[vertex / 64] >> (vertex % 64) & 1)
      continue;
    gint32 begin = begin_at(exact, here.slot, here.leave, slot);
    if (begin < 0)
      continue;
    Label label = {here.score + exact->score[slot], begin + orient->service[slot], slot, from};
    used[vertex / 64] |= G_GUINT64_CONSTANT(1) << (vertex % 64);
    double rest = use_up(exact, slot, label.leave, used);
    exact->steps -= (gint64) orient->source->n;
    guint32 number = exact->labels->len;
    gboolean better = label.score > exact->best + 1e-9;
    if (!better && (label.score + rest <= exact->best + 1e-9 || is_dominated(exact, &label, used)))
      continue;
    if (number >= TY_EXACT_LABELS || exact->steps < 0)
      return FALSE;
    g_array_append_val(exact->labels, label);
    memcpy(exact->used + number * exact->n_words, used, exact->n_words * sizeof *used);
    g_array_append_val(exact->at[slot], number);
    push(exact, heap, number);
    if (better) {
      exact->best = label.score;
      exact->best_label = number;
    }
  }
  return TRUE;
}

/* A label made before a better one at the same stop became known need not be extended. */
static gboolean is_outdone(Exact *exact, guint32 number) {
  const Label *label = &g_array_index(exact->labels, Label, number);
  const GArray *at = exact->at[label->slot];
  const guint64 *used = exact->used + number * exact->n_words;

  exact->steps -= at->len;
  for (guint i = 0; i < at->len; i++) {
    guint32 other = g_array_index(at, guint32, i);
    const Label *known = &g_array_index(exact->labels, Label, other);
    gboolean equal = known->leave == label->leave && known->score == label->score;
    if (other != number && known->leave <= label->leave && known->score >= label->score &&
        (!equal || other < number) &&
        is_part(exact->used + other * exact->n_words, used, exact->n_words))
      return TRUE;
  }
  return FALSE;
}

static void take_best(const Exact *exact, TyOrientSearch *search) {
  guint32 n = 0, *list = search->list;

  if (exact->best_label == NONE)
    return;
  for (guint32 l = exact->best_label; l != NONE; l = g_array_index(exact->labels, Label, l).before)
    list[n++] = g_array_index(exact->labels, Label, l).slot;
  for (guint32 i = 0; i < n / 2; i++) {
    guint32 slot = list[i];
    list[i] = list[n - 1 - i];
    list[n - 1 - i] = slot;
  }
  ty_orient_set_day(search->orient, search->best, 0, list, n);
}

/* Whether a visit on the way never saves time: else "cannot be reached any more" would not hold. */
static gboolean detours_cost(const TyOrient *orient) {
  guint32 n = (guint32) orient->n_slots, start = ty_orient_start(orient, 0);

  for (guint32 a = 0; a <= n; a++) {
    guint32 from = a < n ? a : start;
    for (guint32 b = 0; b < n; b++) {
      gint32 way = ty_orient_travel(orient, from, b) + orient->service[b];
      if (orient->vertex[b] == (a < n ? orient->vertex[a] : G_MAXUINT32))
        continue;
      for (guint32 c = 0; c < n; c++)
        if (way + ty_orient_travel(orient, b, c) < ty_orient_travel(orient, from, c))
          return FALSE;
      if (way + ty_orient_travel(orient, b, start + 1) < ty_orient_travel(orient, from, start + 1))
        return FALSE;
    }
  }
  return TRUE;
}

gboolean ty_orient_exact(TyOrientSearch *search, gint64 steps) {
  const TyOrient *orient = search->orient;
  if (orient->n_slots > TY_EXACT_SLOTS || !detours_cost(orient))
    return FALSE;
  Exact exact = {.orient = orient,
                 .open = orient->open,
                 .close = orient->close,
                 .score = orient->score,
                 .home = g_new(gint32, orient->stride),
                 .n_words = (orient->source->n + 63) / 64,
                 .labels = g_array_new(FALSE, FALSE, sizeof(Label)),
                 .at = g_new0(GArray *, orient->stride),
                 .best = search->best->score,
                 .best_label = NONE,
                 .steps = steps};
  g_autoptr(GArray) heap = g_array_new(FALSE, FALSE, sizeof(guint32));

  exact.used = g_new(guint64, (gsize) TY_EXACT_LABELS * exact.n_words);
  for (guint32 s = 0; s < orient->n_slots; s++) {
    exact.at[s] = g_array_new(FALSE, FALSE, sizeof(guint32));
    exact.home[s] =
        orient->day_until[0] - ty_orient_travel(orient, s, ty_orient_start(orient, 0) + 1);
  }
  gboolean done = extend(&exact, NONE, heap);
  while (done && heap->len > 0) {
    guint32 label = pop(&exact, heap);
    if (!is_outdone(&exact, label))
      done = extend(&exact, label, heap);
  }
  take_best(&exact, search);
  for (guint32 s = 0; s < orient->n_slots; s++)
    g_array_unref(exact.at[s]);
  g_array_unref(exact.labels);
  g_free(exact.at);
  g_free(exact.home);
  g_free(exact.used);
  return done;
}
