/* SPDX-License-Identifier: Apache-2.0 */
#include "text/repeats.h"

#include "base/random.h"

#include <string.h>

enum { N_BANDS = 16, BAND_BINS = 4, N_PAIRS = 32, PAIR_SLOTS = 65536 };

/* Estimates of pairs that are like enough lie above this but for one in fifteen at the limit. */
#define LEAST_ESTIMATE (TY_NEAR_LIKENESS - .09)

/* Three standard errors, √(.5 · .5 / 64) each, above the limit. */
#define SURE_ESTIMATE (TY_NEAR_LIKENESS + .19)

/* Numbers by key, open addressing, at most half full; value 0: free. */
typedef struct {
  guint64 *key;
  guint32 *value;
  gsize n, mask;
} Table;

struct TyRepeats {
  GArray *text_id; /* of gint64: of each text */
  GArray *id;      /* of gint64: of each original */
  guint8 (*bins)[TY_SKETCH_BINS];
  gsize room;
  Table texts, openings;
  guint32 *band; /* N_BANDS tables of band_mask + 1 slots: original + 1 */
  gsize band_mask;
  guint32 *pair; /* N_PAIRS tables of PAIR_SLOTS; NULL once there are too many originals */
};

/* Tables ----------------------------------------------------------------------------------------
 */

static void table_begin(Table *table, gsize n_slots) {
  *table = (Table){g_new(guint64, n_slots), g_new0(guint32, n_slots), 0, n_slots - 1};
}

static void table_end(Table *table) {
  g_free(table->key);
  g_free(table->value);
}

static gsize slot_of(const Table *table, guint64 key) {
  gsize slot = ty_mix64(key) & table->mask;

  while (table->value[slot] && table->key[slot] != key)
    slot = (slot + 1) & table->mask;
  return slot;
}

static void table_put(Table *table, guint64 key, guint32 value) {
  gsize slot = slot_of(table, key);

  if (table->value[slot])
    return;
  table->key[slot] = key;
  table->value[slot] = value;
  if (++table->n * 2 <= table->mask)
    return;
  Table before = *table;
  table_begin(table, (before.mask + 1) * 2);
  table->n = before.n;
  for (gsize i = 0; i <= before.mask; i++)
    if (before.value[i]) {
      gsize at = slot_of(table, before.key[i]);
      table->key[at] = before.key[i];
      table->value[at] = before.value[i];
    }
  table_end(&before);
}

static guint32 table_get(const Table *table, guint64 key) {
  return table->value[slot_of(table, key)];
}

/* Bands -----------------------------------------------------------------------------------------
 */

static guint32 *band_slot(const TyRepeats *repeats, const guint8 *bins, guint band) {
  guint32 key;

  memcpy(&key, bins + (gsize) band * BAND_BINS, sizeof key);
  gsize slot = ty_mix64(((guint64) band << 32) + key) & repeats->band_mask;
  return &repeats->band[(gsize) band * (repeats->band_mask + 1) + slot];
}

static guint32 *pair_slot(const TyRepeats *repeats, const guint8 *bins, guint pair) {
  gsize key = (gsize) bins[2 * pair] << 8 | bins[2 * pair + 1];
  return &repeats->pair[(gsize) pair * PAIR_SLOTS + key];
}

static void put_into_bands(TyRepeats *repeats, gsize original) {
  const guint8 *bins = repeats->bins[original];

  for (guint band = 0; band < N_BANDS; band++)
    *band_slot(repeats, bins, band) = (guint32) original + 1;
  for (guint pair = 0; repeats->pair && pair < N_PAIRS; pair++)
    *pair_slot(repeats, bins, pair) = (guint32) original + 1;
}

/* Makes room for twice as many originals. */
static void grow(TyRepeats *repeats) {
  repeats->room *= 2;
  repeats->bins = g_realloc_n(repeats->bins, repeats->room, sizeof *repeats->bins);
  g_free(repeats->band);
  repeats->band_mask = repeats->room - 1;
  repeats->band = g_new0(guint32, N_BANDS * repeats->room);
  for (gsize i = 0; i < repeats->id->len; i++)
    put_into_bands(repeats, i);
}

TyRepeats *ty_repeats_new(void) {
  TyRepeats *repeats = g_new0(TyRepeats, 1);

  repeats->text_id = g_array_new(FALSE, FALSE, sizeof(gint64));
  repeats->id = g_array_new(FALSE, FALSE, sizeof(gint64));
  table_begin(&repeats->texts, 1024);
  table_begin(&repeats->openings, 1024);
  repeats->pair = g_new0(guint32, N_PAIRS * PAIR_SLOTS);
  repeats->room = 512;
  grow(repeats);
  return repeats;
}

void ty_repeats_free(TyRepeats *repeats) {
  g_array_unref(repeats->text_id);
  g_array_unref(repeats->id);
  table_end(&repeats->texts);
  table_end(&repeats->openings);
  g_free(repeats->bins);
  g_free(repeats->band);
  g_free(repeats->pair);
  g_free(repeats);
}

void ty_repeats_add_text(TyRepeats *repeats, gint64 id, guint64 text_hash) {
  g_array_append_val(repeats->text_id, id);
  table_put(&repeats->texts, text_hash, repeats->text_id->len);
}

void ty_repeats_add_original(TyRepeats *repeats, gint64 id, const guint8 *bins, guint64 opening) {
  static const guint8 none[TY_SKETCH_BINS];

  if (memcmp(bins, none, sizeof none) == 0)
    return;
  if (repeats->id->len == repeats->room)
    grow(repeats);
  if (repeats->id->len == TY_REPEATS_FEW)
    g_clear_pointer(&repeats->pair, g_free);
  memcpy(repeats->bins[repeats->id->len], bins, sizeof none);
  g_array_append_val(repeats->id, id);
  if (opening)
    table_put(&repeats->openings, opening, repeats->id->len);
  put_into_bands(repeats, repeats->id->len - 1);
}

gint64 ty_repeats_same(const TyRepeats *repeats, guint64 text_hash) {
  guint32 at = table_get(&repeats->texts, text_hash);
  return at ? g_array_index(repeats->text_id, gint64, at - 1) : 0;
}

gint64 ty_repeats_opening(const TyRepeats *repeats, guint64 opening) {
  guint32 at = opening ? table_get(&repeats->openings, opening) : 0;
  return at ? g_array_index(repeats->id, gint64, at - 1) : 0;
}

/* Likeness --------------------------------------------------------------------------------------
 */

typedef struct {
  guint32 original;
  double estimate;
} Candidate;

static int best_first(gconstpointer a, gconstpointer b) {
  const Candidate *x = a, *y = b;

  if (x->estimate != y->estimate)
    return x->estimate < y->estimate ? 1 : -1;
  return (x->original > y->original) - (x->original < y->original);
}

static void offer(const TyRepeats *repeats, const guint8 *bins, guint32 at, Candidate *found,
                  gsize *n) {
  if (at == 0)
    return;
  for (gsize i = 0; i < *n; i++)
    if (found[i].original == at - 1)
      return;
  found[*n] = (Candidate){at - 1, ty_sketch_likeness(bins, repeats->bins[at - 1])};
  *n += found[*n].estimate >= LEAST_ESTIMATE;
}

/* The originals in the slots of a sketch. Each slot and each sketch lies elsewhere in memory: all
 * are asked for before the first is waited for. */
static guint slots_of(const TyRepeats *repeats, const guint8 *bins, guint32 *at) {
  const guint32 *slot[N_BANDS + N_PAIRS];
  guint n = 0;

  for (guint band = 0; band < N_BANDS; band++)
    slot[n++] = band_slot(repeats, bins, band);
  for (guint pair = 0; repeats->pair && pair < N_PAIRS; pair++)
    slot[n++] = pair_slot(repeats, bins, pair);
  for (guint i = 0; i < n; i++)
    __builtin_prefetch(slot[i]);
  for (guint i = 0; i < n; i++) {
    at[i] = *slot[i];
    if (at[i])
      __builtin_prefetch(repeats->bins[at[i] - 1]);
  }
  return n;
}

static void expect(const Table *table, guint64 key) {
  __builtin_prefetch(&table->value[ty_mix64(key) & table->mask]);
  __builtin_prefetch(&table->key[ty_mix64(key) & table->mask]);
}

void ty_repeats_expect(const TyRepeats *repeats, guint64 text_hash, const guint8 *bins) {
  expect(&repeats->texts, text_hash);
  for (guint band = 0; band < N_BANDS; band++)
    __builtin_prefetch(band_slot(repeats, bins, band));
}

gsize ty_repeats_like(const TyRepeats *repeats, const guint8 *bins, gint64 *ids, gboolean *sure) {
  Candidate found[N_BANDS + N_PAIRS + 1] = {{0}};
  guint32 at[N_BANDS + N_PAIRS];
  guint n_slots = slots_of(repeats, bins, at);
  gsize n = 0;

  for (guint i = 0; i < n_slots; i++)
    offer(repeats, bins, at[i], found, &n);
  if (n > 1)
    qsort(found, n, sizeof *found, best_first);
  n = MIN(n, TY_REPEATS_CANDIDATES);
  *sure = n > 0 && found[0].estimate >= SURE_ESTIMATE;
  for (gsize i = 0; i < n; i++)
    ids[i] = g_array_index(repeats->id, gint64, found[i].original);
  return n;
}
