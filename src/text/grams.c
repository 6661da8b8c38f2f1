/* SPDX-License-Identifier: Apache-2.0 */
#include "text/strings.h"

#include "base/random.h"

#include <math.h>
#include <string.h>

/* Pairs of numbers → a number, counted; open addressing, never more than half full. */
typedef struct {
  guint64 key; /* 0: free */
  guint32 number;
} Slot;

typedef struct {
  Slot *slots;
  gsize n_slots, n_used;
} Table;

static void table_grow(Table *table) {
  Table larger = {g_new0(Slot, table->n_slots * 2), table->n_slots * 2, table->n_used};

  for (gsize i = 0; i < table->n_slots; i++) {
    if (!table->slots[i].key)
      continue;
    gsize at = ty_mix64(table->slots[i].key) & (larger.n_slots - 1);
    while (larger.slots[at].key)
      at = (at + 1) & (larger.n_slots - 1);
    larger.slots[at] = table->slots[i];
  }
  g_free(table->slots);
  *table = larger;
}

/* The slot of a key; its number is 0 when the key is new. */
static Slot *table_slot(Table *table, guint64 key) {
  if (table->n_used * 2 >= table->n_slots)
    table_grow(table);
  gsize at = ty_mix64(key) & (table->n_slots - 1);
  while (table->slots[at].key && table->slots[at].key != key)
    at = (at + 1) & (table->n_slots - 1);
  if (!table->slots[at].key) {
    table->slots[at].key = key;
    table->n_used++;
  }
  return &table->slots[at];
}

/* One pass: numbers the pairs of `shorter` (NULL: the characters) in order of appearance, then
 * drops the rare ones and numbers the rest anew. number[i] is the gram at i, 0 for none. */
static GArray *number_grams(const TyStrings *strings, const guint32 *shorter, guint32 *number,
                            guint least) {
  const TyCharacter *c = (const TyCharacter *) (gconstpointer) strings->characters->data;
  gsize length = strings->characters->len;
  Table table = {g_new0(Slot, 1024), 1024, 0};
  g_autoptr(GArray) all = g_array_new(FALSE, TRUE, sizeof(TyGram));
  GArray *kept = g_array_new(FALSE, TRUE, sizeof(TyGram));

  g_array_set_size(all, 1);
  g_array_set_size(kept, 1);
  for (gsize i = 0; i < length; i++) {
    guint32 a = shorter ? shorter[i] : c[i].code;
    guint32 b = shorter ? (i + 1 < length ? shorter[i + 1] : 0) : a;
    number[i] = 0;
    if (!a || !b)
      continue;
    Slot *slot = table_slot(&table, (guint64) a << 32 | b);
    if (!slot->number) {
      TyGram gram = {.prefix = a, .suffix = b, .first = (guint32) i};
      slot->number = all->len;
      g_array_append_val(all, gram);
    }
    g_array_index(all, TyGram, slot->number).count++;
    number[i] = slot->number;
  }
  g_free(table.slots);

  g_autofree guint32 *anew = g_new0(guint32, all->len);
  for (guint g = 1; g < all->len; g++) {
    if (g_array_index(all, TyGram, g).count < least)
      continue;
    anew[g] = kept->len;
    g_array_append_val(kept, g_array_index(all, TyGram, g));
  }
  for (gsize i = 0; i < length; i++)
    number[i] = anew[number[i]];

  return kept;
}

static guint32 *sort_places(const GArray *grams, const guint32 *number, gsize length,
                            guint32 **offsets) {
  guint32 *offset = g_new0(guint32, grams->len + 1);

  for (guint g = 0; g < grams->len; g++)
    offset[g + 1] = offset[g] + g_array_index(grams, TyGram, g).count;
  guint32 *places = g_new(guint32, MAX(offset[grams->len], 1));
  g_autofree guint32 *next = g_memdup2(offset, (grams->len + 1) * sizeof *offset);
  for (gsize i = 0; i < length; i++)
    if (number[i])
      places[next[number[i]]++] = (guint32) i;
  *offsets = offset;
  return places;
}

/* What stands beside a string: a neighbour's count; breaks are told apart from each other. */
typedef struct {
  guint32 *seen; /* by character */
  GArray *met;   /* characters seen */
  guint breaks;
} Beside;

static void beside_add(Beside *beside, guint32 code) {
  if (!code) {
    beside->breaks++;
    return;
  }
  if (beside->seen[code]++ == 0)
    g_array_append_val(beside->met, code);
}

static double beside_entropy(Beside *beside, guint count, guint32 *kinds) {
  double sum = beside->breaks * log(count);

  *kinds = beside->met->len + beside->breaks;
  for (guint i = 0; i < beside->met->len; i++) {
    guint32 code = g_array_index(beside->met, guint32, i);
    sum += beside->seen[code] * log((double) count / beside->seen[code]);
    beside->seen[code] = 0;
  }
  g_array_set_size(beside->met, 0);
  beside->breaks = 0;
  return sum / count;
}

static void describe(const TyStrings *strings, TyGram *gram, guint n, const guint32 *places,
                     Beside *beside) {
  const TyCharacter *c = (const TyCharacter *) (gconstpointer) strings->characters->data;
  gsize text = G_MAXSIZE;

  for (guint i = 0; i < gram->count; i++) {
    guint32 at = places[i];
    gsize here = ty_strings_text(strings, at);
    gboolean aligned = (c[at].mark & TY_MARK_START) && (c[at + n - 1].mark & TY_MARK_END);
    guint inner = 0;
    gram->documents += here != text;
    text = here;
    gram->aligned += aligned;
    for (guint k = 1; k < n; k++)
      inner += (c[at + k].mark & TY_MARK_START) != 0;
    gram->single += aligned && inner == 0;
    beside_add(beside, c[at - 1].code);
  }
  gram->left = (float) beside_entropy(beside, gram->count, &gram->left_kinds);
  for (guint i = 0; i < gram->count; i++)
    beside_add(beside, c[places[i] + n].code);
  gram->right = (float) beside_entropy(beside, gram->count, &gram->right_kinds);
}

TyGrams *ty_grams_count(const TyStrings *strings, guint longest, guint least) {
  TyGrams *grams = g_new0(TyGrams, 1);
  gsize length = strings->characters->len;
  guint32 *number = g_new(guint32, length), *shorter = NULL;
  Beside beside = {g_new0(guint32, 0x110000), g_array_new(FALSE, FALSE, sizeof(guint32)), 0};

  grams->longest = longest;
  grams->grams = g_new0(GArray *, longest + 1);
  grams->places = g_new0(guint32 *, longest + 1);
  grams->offsets = g_new0(guint32 *, longest + 1);
  for (gsize i = 0; i < length; i++)
    grams->n_characters += g_array_index(strings->characters, TyCharacter, i).code != 0;
  for (guint n = 1; n <= longest; n++) {
    GArray *found = number_grams(strings, shorter, number, n == 1 ? 1 : least);
    grams->grams[n] = found;
    grams->places[n] = sort_places(found, number, length, &grams->offsets[n]);
    for (guint g = 1; g < found->len; g++)
      describe(strings, &g_array_index(found, TyGram, g), n,
               grams->places[n] + grams->offsets[n][g], &beside);
    if (n > 1)
      g_free(shorter);
    shorter = n < longest ? g_memdup2(number, length * sizeof *number) : NULL;
  }
  g_free(shorter);
  g_free(number);
  g_free(beside.seen);
  g_array_unref(beside.met);
  return grams;
}

void ty_grams_free(TyGrams *grams) {
  if (!grams)
    return;
  for (guint n = 1; n <= grams->longest; n++) {
    g_array_unref(grams->grams[n]);
    g_free(grams->places[n]);
    g_free(grams->offsets[n]);
  }
  g_free(grams->grams);
  g_free(grams->places);
  g_free(grams->offsets);
  g_free(grams);
}

double ty_grams_cohesion(const TyGrams *grams, guint n, guint32 gram) {
  guint32 prefix[TY_STRING_MAX + 1], suffix[TY_STRING_MAX + 1];
  const TyGram *whole = &g_array_index(grams->grams[n], TyGram, gram);
  double least = INFINITY;

  prefix[n] = suffix[n] = gram;
  for (guint k = n; k > 1; k--) {
    prefix[k - 1] = g_array_index(grams->grams[k], TyGram, prefix[k]).prefix;
    suffix[k - 1] = g_array_index(grams->grams[k], TyGram, suffix[k]).suffix;
  }
  for (guint k = 1; k < n; k++) {
    double a = g_array_index(grams->grams[k], TyGram, prefix[k]).count;
    double b = g_array_index(grams->grams[n - k], TyGram, suffix[n - k]).count;
    least = MIN(least, log(whole->count * (double) grams->n_characters / (a * b)));
  }
  return least;
}
