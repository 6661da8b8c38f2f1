/* SPDX-License-Identifier: Apache-2.0 */
/* A word's list grows in blocks of one arena, each twice as large as the one before up to a limit,
 * with the place of the next at its begin:
 *
 *     entry 石刻: first ─→ [next, size│....] ─→ [next, size│................]
 *                                               ↑ block         at ↑        ↑ end
 *
 * The words of a document lie anywhere in memory: all are asked for before the first is waited for.
 */
#include "atlas/gathered.h"

#include "atlas/varint.h"

#include <string.h>

enum { UNIT = 8, FIRST_BLOCK = 16, MOST_BLOCK = 2048, MOST_INSIDE = 16 };

/* Sizes and offsets in units of the arena; the first unit is in no block. */
typedef struct {
  guint32 next, units;
} Block;

typedef struct {
  guint32 hash;
  guint32 length;
  guint8 begin[MOST_INSIDE]; /* of the word */
  guint32 word;              /* offset of the whole word, when it is longer */
  guint32 first, block;      /* the first and the last block; 0: none yet */
  gsize at, end;             /* in the last one */
  gint64 last;               /* document */
} Entry;

struct TyGathered {
  GArray *entries; /* of Entry */
  GByteArray *words;
  guint32 *slots; /* entry + 1, 0: free */
  gsize n_slots;  /* a power of two, at least twice the entries */
  guint8 *arena;
  gsize n_arena, room;
  GArray *found; /* of guint32: the entries of the document at hand */
  GByteArray *list;
};

TyGathered *ty_gathered_new(void) {
  TyGathered *gathered = g_new0(TyGathered, 1);

  gathered->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  gathered->words = g_byte_array_new();
  gathered->n_slots = 1 << 14;
  gathered->slots = g_new0(guint32, gathered->n_slots);
  gathered->found = g_array_new(FALSE, FALSE, sizeof(guint32));
  gathered->list = g_byte_array_new();
  gathered->n_arena = UNIT;
  return gathered;
}

void ty_gathered_free(TyGathered *gathered) {
  g_array_unref(gathered->entries);
  g_byte_array_unref(gathered->words);
  g_free(gathered->slots);
  g_free(gathered->arena);
  g_array_unref(gathered->found);
  g_byte_array_unref(gathered->list);
  g_free(gathered);
}

void ty_gathered_clear(TyGathered *gathered) {
  g_array_set_size(gathered->entries, 0);
  g_byte_array_set_size(gathered->words, 0);
  memset(gathered->slots, 0, gathered->n_slots * sizeof *gathered->slots);
  gathered->n_arena = UNIT;
}

gsize ty_gathered_bytes(const TyGathered *gathered) { return gathered->n_arena; }

/* Entries ---------------------------------------------------------------------------------------
 */

static Entry *entry_at(const TyGathered *gathered, guint32 at) {
  return &g_array_index(gathered->entries, Entry, at);
}

static const guint8 *word_of(const TyGathered *gathered, const Entry *entry) {
  return entry->length > MOST_INSIDE ? gathered->words->data + entry->word : entry->begin;
}

static gboolean is_word(const TyGathered *gathered, const Entry *entry, const TyPosting *posting,
                        const guint8 *word) {
  return entry->hash == posting->hash && entry->length == posting->word_length &&
         memcmp(word_of(gathered, entry), word, entry->length) == 0;
}

static void widen(TyGathered *gathered) {
  g_free(gathered->slots);
  gathered->n_slots *= 2;
  gathered->slots = g_new0(guint32, gathered->n_slots);
  for (guint32 i = 0; i < gathered->entries->len; i++) {
    gsize slot = entry_at(gathered, i)->hash & (gathered->n_slots - 1);
    while (gathered->slots[slot])
      slot = (slot + 1) & (gathered->n_slots - 1);
    gathered->slots[slot] = i + 1;
  }
}

static guint32 add_entry(TyGathered *gathered, gsize slot, const TyPosting *posting,
                         const guint8 *word) {
  Entry entry = {
      .hash = posting->hash, .length = posting->word_length, .word = gathered->words->len};

  memcpy(entry.begin, word, MIN(entry.length, MOST_INSIDE));
  if (entry.length > MOST_INSIDE)
    g_byte_array_append(gathered->words, word, entry.length);
  g_array_append_val(gathered->entries, entry);
  gathered->slots[slot] = gathered->entries->len;
  if ((gsize) gathered->entries->len * 2 > gathered->n_slots)
    widen(gathered);
  return gathered->entries->len - 1;
}

static guint32 find_entry(TyGathered *gathered, const TyPosting *posting, const guint8 *word) {
  gsize mask = gathered->n_slots - 1, slot = posting->hash & mask;

  for (; gathered->slots[slot]; slot = (slot + 1) & mask)
    if (is_word(gathered, entry_at(gathered, gathered->slots[slot] - 1), posting, word))
      return gathered->slots[slot] - 1;
  return add_entry(gathered, slot, posting, word);
}

/* Lists -----------------------------------------------------------------------------------------
 */

static Block *block_at(const TyGathered *gathered, guint32 at) {
  return (Block *) (void *) (gathered->arena + (gsize) at * UNIT);
}

/* A block for up to `n` bytes more. */
static void add_block(TyGathered *gathered, Entry *entry, gsize n) {
  gsize before = entry->block ? (gsize) block_at(gathered, entry->block)->units * UNIT : 0;
  gsize usual = CLAMP(before * 2, FIRST_BLOCK, MOST_BLOCK);
  gsize size = MAX(usual, (n + sizeof(Block) + UNIT - 1) / UNIT * UNIT);
  guint32 block = (guint32) (gathered->n_arena / UNIT);

  if (gathered->n_arena + size > gathered->room) {
    gathered->room = MAX(gathered->room + gathered->room / 2, gathered->n_arena + size + (1 << 20));
    gathered->arena = g_realloc(gathered->arena, gathered->room);
  }
  *block_at(gathered, block) = (Block){0, (guint32) (size / UNIT)};
  if (entry->block)
    block_at(gathered, entry->block)->next = block;
  else
    entry->first = block;
  entry->block = block;
  entry->at = gathered->n_arena + sizeof(Block);
  entry->end = gathered->n_arena + size;
  gathered->n_arena += size;
}

static void append(TyGathered *gathered, Entry *entry, const guint8 *bytes, gsize n) {
  gsize fits = MIN(n, entry->end - entry->at);

  if (fits > 0)
    memcpy(gathered->arena + entry->at, bytes, fits);
  entry->at += fits;
  if (n == fits)
    return;
  add_block(gathered, entry, n - fits);
  memcpy(gathered->arena + entry->at, bytes + fits, n - fits);
  entry->at += n - fits;
}

static void add_document(TyGathered *gathered, Entry *entry, gint64 id, const guint8 *list,
                         gsize n_list) {
  guint8 delta[TY_VARINT_BYTES];

  append(gathered, entry, delta, ty_put_varint(delta, (guint64) (id - entry->last)));
  append(gathered, entry, list, n_list);
  entry->last = id;
}

void ty_gathered_add(TyGathered *gathered, gint64 id, const TyPostings *postings, gsize n) {
  const TyPostedDocument *document = &g_array_index(postings->documents, TyPostedDocument, n);
  const TyPosting *all = (const TyPosting *) (const void *) postings->postings->data;
  const guint8 *words = postings->words->data, *lists = postings->lists->data;
  gsize n_found = document->to - document->from, mask = gathered->n_slots - 1;

  if (n_found == 0)
    return;
  all += document->from;
  g_array_set_size(gathered->found, (guint) n_found);
  guint32 *found = &g_array_index(gathered->found, guint32, 0);
  for (gsize i = 0; i < n_found; i++)
    __builtin_prefetch(&gathered->slots[all[i].hash & mask]);
  for (gsize i = 0; i < n_found; i++)
    if (gathered->slots[all[i].hash & mask])
      __builtin_prefetch(entry_at(gathered, gathered->slots[all[i].hash & mask] - 1));
  for (gsize i = 0; i < n_found; i++) {
    found[i] = find_entry(gathered, &all[i], words + all[i].word);
    const Entry *entry = entry_at(gathered, found[i]);
    if (entry->end)
      __builtin_prefetch(gathered->arena + entry->at, 1);
  }
  for (gsize i = 0; i < n_found; i++)
    add_document(gathered, entry_at(gathered, found[i]), id, lists + all[i].list,
                 all[i].list_length);
}

/* In order --------------------------------------------------------------------------------------
 */

static int by_word(gconstpointer a, gconstpointer b, gpointer data) {
  const TyGathered *gathered = data;
  const Entry *x = entry_at(gathered, *(const guint32 *) a);
  const Entry *y = entry_at(gathered, *(const guint32 *) b);
  int order = memcmp(word_of(gathered, x), word_of(gathered, y), MIN(x->length, y->length));

  return order ? order : (x->length > y->length) - (x->length < y->length);
}

static void copy_list(const TyGathered *gathered, const Entry *entry, GByteArray *list) {
  g_byte_array_set_size(list, 0);
  for (guint32 at = entry->first;; at = block_at(gathered, at)->next) {
    gsize begin = (gsize) at * UNIT;
    gsize end =
        at == entry->block ? entry->at : begin + (gsize) block_at(gathered, at)->units * UNIT;
    begin += sizeof(Block);
    g_byte_array_append(list, gathered->arena + begin, (guint) (end - begin));
    if (at == entry->block)
      return;
  }
}

gboolean ty_gathered_each(TyGathered *gathered, TyGatheredFunc func, gpointer data) {
  g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint32));

  for (guint32 i = 0; i < gathered->entries->len; i++)
    g_array_append_val(order, i);
  g_array_sort_with_data(order, by_word, gathered);
  for (guint i = 0; i < order->len; i++) {
    const Entry *entry = entry_at(gathered, g_array_index(order, guint32, i));
    copy_list(gathered, entry, gathered->list);
    if (!func(word_of(gathered, entry), entry->length, gathered->list->data, gathered->list->len,
              data))
      return FALSE;
  }
  return TRUE;
}
