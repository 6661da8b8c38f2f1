/* SPDX-License-Identifier: Apache-2.0 */
#include "text/own-words.h"

#include "base/random.h"
#include "text/fold.h"
#include "text/lexicon.h"

#include <string.h>

TyOwnWords *ty_own_words_new(void) {
  TyOwnWords *own = g_new0(TyOwnWords, 1);

  own->cp = g_array_new(FALSE, FALSE, sizeof(guint32));
  own->words = g_array_new(FALSE, FALSE, sizeof(TyOwnWord));
  own->tags = g_ptr_array_new_with_free_func(g_free);
  g_mutex_init(&own->mutex);
  return own;
}

static void forget_index(TyOwnWords *own) {
  g_clear_pointer(&own->entries, g_free);
  g_clear_pointer(&own->sorted, g_free);
  g_clear_pointer(&own->ranges, g_free);
  g_clear_pointer(&own->pairs, g_free);
  g_clear_pointer(&own->filter, g_free);
  own->ready = FALSE;
}

void ty_own_words_free(TyOwnWords *own) {
  if (!own)
    return;
  forget_index(own);
  g_array_unref(own->cp);
  g_array_unref(own->words);
  g_ptr_array_unref(own->tags);
  g_mutex_clear(&own->mutex);
  g_free(own);
}

static guint16 tag_number(TyOwnWords *own, const char *tag) {
  guint i = 0;

  while (i < own->tags->len && strcmp(g_ptr_array_index(own->tags, i), tag) != 0)
    i++;
  if (i == own->tags->len && i < G_MAXUINT16)
    g_ptr_array_add(own->tags, g_strdup(tag));
  return (guint16) MIN(i, G_MAXUINT16 - 1);
}

gboolean ty_own_words_add(TyOwnWords *own, const char *word, gsize length, const char *tag) {
  guint start = own->cp->len;

  ty_word_append(own->cp, word, length);
  guint n = own->cp->len - start;
  if (n == 0 || n > TY_OWN_WORD_MAX) {
    g_array_set_size(own->cp, start);
    return n == 0;
  }
  TyOwnWord added = {start, (guint16) n, tag_number(own, tag), 0};
  g_array_append_val(own->words, added);
  if (own->ready)
    forget_index(own);
  return TRUE;
}

static const TyOwnWord *word_at(const TyOwnWords *own, guint32 number) {
  return &g_array_index(own->words, TyOwnWord, number);
}

static const guint32 *characters_of(const TyOwnWords *own, const TyOwnWord *word) {
  return &g_array_index(own->cp, guint32, word->start);
}

void ty_own_words_remove(TyOwnWords *own, const guint32 *cp, gsize n) {
  for (guint w = 0; w < own->words->len; w++) {
    TyOwnWord *word = &g_array_index(own->words, TyOwnWord, w);
    if (word->n == n && memcmp(characters_of(own, word), cp, n * sizeof *cp) == 0)
      word->n = 0;
  }
  forget_index(own);
}

/* Sorting --------------------------------------------------------------------------------------
 */

typedef struct {
  guint64 key; /* the first three characters, each + 1: those that are not there come first */
  guint32 word;
} Sorted;

static guint64 key_of(const guint32 *cp, gsize n) {
  guint64 key = (guint64) (cp[0] + 1) << 42;

  key |= n > 1 ? (guint64) (cp[1] + 1) << 21 : 0;
  return key | (n > 2 ? cp[2] + 1 : 0);
}

/* By counting digits of 16 bits, the lowest first; stable. */
static void sort_by_key(Sorted *words, gsize n) {
  g_autofree Sorted *other = g_new(Sorted, MAX(n, 1));
  g_autofree guint32 *place = g_new(guint32, 65536);
  Sorted *from = words, *to = other;

  for (guint shift = 0; shift < 64; shift += 16) {
    memset(place, 0, 65536 * sizeof *place);
    for (gsize i = 0; i < n; i++)
      place[from[i].key >> shift & 0xffff]++;
    for (guint32 digit = 0, sum = 0; digit < 65536; digit++) {
      guint32 count = place[digit];
      place[digit] = sum;
      sum += count;
    }
    for (gsize i = 0; i < n; i++)
      to[place[from[i].key >> shift & 0xffff]++] = from[i];
    Sorted *swapped = from;
    from = to;
    to = swapped;
  }
}

static gint compare(const TyOwnWords *own, guint32 a, guint32 b) {
  const TyOwnWord *x = word_at(own, a), *y = word_at(own, b);
  const guint32 *cp = characters_of(own, x), *other = characters_of(own, y);

  for (guint i = 0; i < MIN(x->n, y->n); i++)
    if (cp[i] != other[i])
      return cp[i] < other[i] ? -1 : 1;
  return (x->n > y->n) - (x->n < y->n);
}

/* Later words first, so that of the same the first is the one to keep. */
static gint by_characters(gconstpointer a, gconstpointer b, gpointer own) {
  guint32 x = ((const Sorted *) a)->word, y = ((const Sorted *) b)->word;
  gint order = compare(own, x, y);
  return order ? order : (x < y) - (x > y);
}

static void sort(TyOwnWords *own) {
  g_autofree Sorted *sorted = g_new(Sorted, MAX(own->words->len, 1));
  gsize n = 0;

  for (guint32 w = 0; w < own->words->len; w++)
    if (word_at(own, w)->n > 0)
      sorted[n++] = (Sorted){key_of(characters_of(own, word_at(own, w)), word_at(own, w)->n), w};
  sort_by_key(sorted, n);
  for (gsize low = 0, high; low < n; low = high) {
    for (high = low + 1; high < n && sorted[high].key == sorted[low].key;)
      high++;
    if (high > low + 1)
      g_qsort_with_data(sorted + low, (gint) (high - low), sizeof *sorted, by_characters, own);
  }
  own->entries = g_new(TyOwnEntry, MAX(n, 1));
  own->sorted = g_new(guint32, MAX(own->cp->len, 1));
  own->n_entries = 0;
  for (gsize i = 0, start = 0; i < n; i++) {
    const TyOwnWord *word = word_at(own, sorted[i].word);
    if (i > 0 && compare(own, sorted[i - 1].word, sorted[i].word) == 0)
      continue;
    memcpy(own->sorted + start, characters_of(own, word), word->n * sizeof *own->sorted);
    own->entries[own->n_entries++] = (TyOwnEntry){(guint32) start, word->n, sorted[i].word};
    start += word->n;
  }
}

/* The index -------------------------------------------------------------------------------------
 */

/* The first two characters, never 0; of one alone, the other is 0. */
static guint64 range_key(const guint32 *cp, gsize n) { return key_of(cp, MIN(n, 2)) >> 21; }

static TyOwnRange *slot_of(const TyOwnWords *own, guint64 key) {
  gsize mask = own->n_slots - 1, i = ty_mix64(key) & mask;

  while (own->ranges[i].key != 0 && own->ranges[i].key != key)
    i = (i + 1) & mask;
  return &own->ranges[i];
}

static void index_word(TyOwnWords *own, guint32 place, const guint16 *codes) {
  const TyOwnEntry *word = &own->entries[place];
  const guint32 *cp = own->sorted + word->start;
  guint64 key = range_key(cp, word->n);
  TyOwnRange *range = slot_of(own, key);
  guint16 code[3] = {0};

  if (range->key == 0)
    *range = (TyOwnRange){key, place, place};
  range->high = place + 1;
  for (guint i = 0; i < MIN(word->n, 3); i++)
    code[i] = cp[i] < 65536 ? codes[cp[i]] & TY_CODE_MASK : TY_CODE_UNKNOWN;
  if (word->n == 1) {
    own->single[code[0] / 64] |= G_GUINT64_CONSTANT(1) << code[0] % 64;
    return;
  }
  guint32 pair = ty_own_pair(code), bit = pair >> own->pair_shift;
  guint32 hash = (word->n == 2 ? pair : ty_own_triple(pair, code[2])) * TY_OWN_MIX;
  own->pairs[bit / 64] |= G_GUINT64_CONSTANT(1) << bit % 64;
  own->filter[hash >> own->filter_shift] |= ty_own_bits(hash);
}

/* The shift that leaves of 32 bits what `n` things need at least, from `least` to `most` bits. */
static guint shift_for(gsize n, guint least, guint most) {
  guint bits = least;

  while (bits < most && (gsize) 1 << bits < n)
    bits++;
  return 32 - bits;
}

/* How many different ranges there are. */
static gsize count_ranges(const TyOwnWords *own) {
  guint64 before = 0;
  gsize n = 0;

  for (guint32 i = 0; i < own->n_entries; i++) {
    guint64 key = range_key(own->sorted + own->entries[i].start, own->entries[i].n);
    n += key != before;
    before = key;
  }
  return n;
}

static void build(TyOwnWords *own, const guint16 *codes) {
  forget_index(own);
  sort(own);
  gsize n_ranges = count_ranges(own);
  own->n_slots = 64;
  while (own->n_slots < n_ranges * 2)
    own->n_slots *= 2;
  own->ranges = g_new0(TyOwnRange, own->n_slots);
  /* Eight bits a pair, a word of bits for four, up to sizes beyond which they are slow to reach. */
  own->pair_shift = shift_for(n_ranges * 8, 10, 20);
  own->pairs = g_new0(guint64, (gsize) 1 << (32 - own->pair_shift - 6));
  own->filter_shift = shift_for(own->n_entries / 4, 6, 14);
  own->filter = g_new0(guint64, (gsize) 1 << (32 - own->filter_shift));
  memset(own->single, 0, sizeof own->single);
  for (guint32 place = 0; place < own->n_entries; place++)
    index_word(own, place, codes);
}

void ty_own_words_prepare(TyOwnWords *own, const guint16 *codes) {
  if (g_atomic_int_get(&own->ready))
    return;
  g_mutex_lock(&own->mutex);
  if (!own->ready) {
    build(own, codes);
    g_atomic_int_set(&own->ready, TRUE);
  }
  g_mutex_unlock(&own->mutex);
}

/* Looking up ------------------------------------------------------------------------------------
 */

/* The first of the entries [low, high), words of more than `depth` characters that begin alike,
 * whose character there is at least `cp`. */
static guint32 first_from(const TyOwnWords *own, guint32 low, guint32 high, guint depth,
                          guint32 cp) {
  while (low < high) {
    guint32 middle = low + (high - low) / 2;
    if (own->sorted[own->entries[middle].start + depth] < cp)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static guint32 match_single(const TyOwnWords *own, const guint32 *cp, const guint8 *inner) {
  const TyOwnRange *range = slot_of(own, range_key(cp, 1));
  return range->key != 0 && !inner[1] ? own->entries[range->low].word + 1 : 0;
}

guint32 ty_own_words_match(const TyOwnWords *own, const guint32 *cp, guint code,
                           const guint8 *inner, gsize n) {
  guint32 found = own->single[code / 64] >> code % 64 & 1 ? match_single(own, cp, inner) : 0;

  if (n < 2)
    return found;
  const TyOwnRange *range = slot_of(own, range_key(cp, 2));
  guint32 low = range->low, high = range->key != 0 ? range->high : low;
  for (guint depth = 2; low < high; depth++) {
    if (own->entries[low].n == depth) {
      if (!inner[depth])
        found = own->entries[low].word + 1;
      low++;
    }
    if (depth == n)
      break;
    low = first_from(own, low, high, depth, cp[depth]);
    high = first_from(own, low, high, depth, cp[depth] + 1);
  }
  return found;
}
