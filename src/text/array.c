/* SPDX-License-Identifier: Apache-2.0 */
#include "text/wordlist.h"

#include <string.h>

enum { N_HINTS = 128 };

/* A prefix whose followers are still to be placed: the words [low, high) have it in common. */
typedef struct {
  guint low, high, depth;
  gsize cell;
  double weight; /* the sum of their frequencies */
} Prefix;

/* The cells so far. Free ones are on a list, in order; a bit says which bases are taken. */
typedef struct {
  guint64 *cells;
  guint32 *next, *previous; /* of free cells; cell 0 is the head */
  guint8 *used;             /* bit 0: the cell; bit 1: the base */
  gsize room, length;
  gsize hint[N_HINTS + 1]; /* where to look for a place for so many followers */
} Array;

static void make_room(Array *array, gsize wanted) {
  gsize old = array->room;

  if (wanted <= old)
    return;
  array->room = wanted + wanted / 2;
  array->cells = g_renew(guint64, array->cells, array->room);
  array->next = g_renew(guint32, array->next, array->room);
  array->previous = g_renew(guint32, array->previous, array->room);
  array->used = g_realloc(array->used, array->room);
  memset(array->used + old, 0, array->room - old);
  for (gsize i = old; i < array->room; i++) {
    array->cells[i] = ty_cell(TY_COST_NONE, 0, 0, TY_CHECK_NONE);
    array->next[i] = i + 1 < array->room ? (guint32) i + 1 : 0;
    array->previous[i] = i > 0 ? (guint32) i - 1 : 0;
  }
  if (old > 0) { /* append the new cells to the list */
    guint32 last = array->previous[0];
    array->next[last] = (guint32) old;
    array->previous[old] = last;
  }
  array->previous[0] = (guint32) array->room - 1;
}

static void take(Array *array, gsize cell) {
  array->used[cell] |= 1;
  /* make_room has filled both lists:
   * NOLINTNEXTLINE(clang-analyzer-core.uninitialized.ArraySubscript) */
  array->next[array->previous[cell]] = array->next[cell];
  array->previous[array->next[cell]] = array->previous[cell];
  array->length = MAX(array->length, cell + 1);
}

/* The first base at which all n codes fall on free cells and that no other prefix has. */
static gsize find_base(Array *array, const guint16 *code, guint n) {
  gsize *hint = &array->hint[MIN(n, N_HINTS)];
  gsize cell = array->next[0];

  /* A prefix with many followers looks on from where the last of its kind found its place. */
  if (n > 1 && *hint > cell)
    for (cell = *hint; array->used[cell] & 1; cell++)
      make_room(array, cell + 2);
  for (;; cell = array->next[cell]) {
    if (cell == 0) {
      cell = array->room;
      make_room(array, array->room + 1);
    }
    if (cell <= code[0])
      continue;
    gsize base = cell - code[0];
    make_room(array, base + code[n - 1] + 2);
    if (array->used[base] & 2)
      continue;
    guint fits = 1;
    while (fits < n && !(array->used[base + code[fits]] & 1))
      fits++;
    if (fits == n) {
      *hint = cell;
      return base;
    }
  }
}

static gint by_order(gconstpointer a, gconstpointer b) {
  guint16 x = *(const guint16 *) a, y = *(const guint16 *) b;
  return (x > y) - (x < y);
}

/* Places the followers of a prefix and appends those that have followers themselves. */
static gboolean place(Array *array, const TyWordList *list, Prefix prefix, GArray *queue) {
  g_autoptr(GArray) codes = g_array_new(FALSE, FALSE, sizeof(guint16));
  GPtrArray *words = list->words;
  guint w = prefix.low;

  for (guint i = prefix.low; i < prefix.high; i++) {
    guint16 code = ((TyListWord *) g_ptr_array_index(words, i))->code[prefix.depth];
    if (codes->len == 0 || g_array_index(codes, guint16, codes->len - 1) != code)
      g_array_append_val(codes, code);
  }
  g_array_sort(codes, by_order);
  gsize base =
      prefix.depth == 0 ? 0 : find_base(array, (const guint16 *) (void *) codes->data, codes->len);
  if (base > TY_BASE_MAX)
    return FALSE;
  if (prefix.depth > 0) {
    array->used[base] |= 2;
    array->cells[prefix.cell] |= ty_cell(0, 0, (guint) base, 0);
  }
  while (w < prefix.high) {
    const TyListWord *word = g_ptr_array_index(words, w);
    guint16 code = word->code[prefix.depth];
    Prefix follower = {w, w, prefix.depth + 1, base + code, 0};
    guint check = prefix.depth == 0 ? TY_CHECK_NONE : code;
    if (prefix.depth > 0)
      take(array, follower.cell);
    array->cells[follower.cell] = ty_cell(TY_COST_NONE, 0, 0, check);
    if (word->n == follower.depth) {
      array->cells[follower.cell] = ty_cell(word->cost, word->tag, 0, check);
      follower.low = ++w;
    }
    while (w < prefix.high &&
           ((TyListWord *) g_ptr_array_index(words, w))->code[prefix.depth] == code)
      w++;
    follower.high = w;
    for (guint i = follower.low; i < follower.high; i++)
      follower.weight += ((TyListWord *) g_ptr_array_index(words, i))->frequency;
    if (follower.low < follower.high)
      g_array_append_val(queue, follower);
  }
  return TRUE;
}

/* Shorter prefixes first, of them (beyond one character, where codes go by frequency already) the
 * frequent ones, so that they and what is looked for in their neighbourhood lie close together. */
static gint by_heat(gconstpointer a, gconstpointer b) {
  const Prefix *x = a, *y = b;

  if (x->depth != y->depth)
    return x->depth < y->depth ? -1 : 1;
  if (x->depth > 1 && x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  return x->low < y->low ? -1 : 1;
}

guint64 *ty_double_array_build(const TyWordList *list, gsize *n_cells) {
  Array array = {0};
  g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(Prefix));
  Prefix root = {0, list->words->len, 0, 0, 0};
  gboolean fits = TRUE;

  make_room(&array, (gsize) list->n_codes + list->words->len * 2 + 2);
  /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): make_room never leaves it NULL */
  array.used[0] = 3; /* the head of the free list, and the base of the root */
  for (guint code = 1; code < list->n_codes; code++)
    take(&array, code);
  static const guint tags[TY_CODE_FIRST] = {TY_TAG_UNKNOWN, TY_TAG_PUNCTUATION, TY_TAG_BRACKET,
                                            TY_TAG_SPACE};
  for (guint code = 0; code < list->n_codes; code++) {
    guint tag = code < TY_CODE_FIRST ? tags[code] : TY_TAG_UNKNOWN;
    array.cells[code] = ty_cell(list->unknown_cost, tag, 0, TY_CHECK_NONE);
  }
  if (root.high > 0)
    g_array_append_val(queue, root);
  while (queue->len > 0 && fits) {
    g_autoptr(GArray) longer = g_array_new(FALSE, FALSE, sizeof(Prefix));
    g_array_sort(queue, by_heat);
    for (guint i = 0; i < queue->len && fits; i++)
      fits = place(&array, list, g_array_index(queue, Prefix, i), longer);
    g_array_set_size(queue, 0);
    g_array_append_vals(queue, longer->data, longer->len);
  }
  for (guint code = 0; code < list->n_codes; code++) /* characters that are no word */
    if (ty_cell_cost(array.cells[code]) == TY_COST_NONE)
      array.cells[code] = ty_cell(list->unknown_cost, TY_TAG_UNKNOWN,
                                  ty_cell_base(array.cells[code]), TY_CHECK_NONE);

  /* Behind the last base, room for every code: a look-up needs no bounds. */
  gsize end = MAX(array.length, list->n_codes);
  make_room(&array, end + list->n_codes + 1);
  *n_cells = end + list->n_codes;
  g_free(array.next);
  g_free(array.previous);
  g_free(array.used);
  if (!fits)
    g_clear_pointer(&array.cells, g_free);
  return array.cells;
}
