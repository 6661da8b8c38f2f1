/* SPDX-License-Identifier: Apache-2.0 */
/** Own words above the compiled lexicon: added one by one, made ready at once.
 *
 * A word is added to the end of a list in O(its characters). Before the first text the list is
 * sorted and given an index: bits that say by the codes of two and three characters where no own
 * word can begin, which is nearly everywhere, and a table from the first two characters to the
 * words that begin with them, a range of the sorted list. A hundred thousand names are ready in
 * some ten milliseconds. */
#pragma once
#include <glib.h>

typedef struct {
  guint32 start; /**< of its characters in TyOwnWords.cp */
  guint16 n;     /**< how many; 0: taken out */
  guint16 tag;   /**< index into tags */
  guint32 id;    /**< of the word in the lexicon */
} TyOwnWord;

/** A word in its place. */
typedef struct {
  guint32 start; /**< of its characters in TyOwnWords.sorted */
  guint32 n;
  guint32 word; /**< its number among those added */
} TyOwnEntry;

/** The words that begin with two characters (or are one: then the second is 0). */
typedef struct {
  guint64 key; /**< 0: free */
  guint32 low, high;
} TyOwnRange;

typedef struct {
  GArray *cp;    /**< guint32: the characters of all words */
  GArray *words; /**< TyOwnWord, as they were added: the last of the same holds */
  GPtrArray *tags;

  GMutex mutex;
  gint ready;          /**< whether what follows is that of all words; atomic */
  TyOwnEntry *entries; /**< the words by their characters, each once */
  guint32 *sorted;     /**< their characters */
  guint32 n_entries;
  TyOwnRange *ranges; /**< never more than half full */
  gsize n_slots;
  guint64 *pairs;  /**< bits, of 1 << (32 - pair_shift): which pairs begin a word */
  guint64 *filter; /**< 1 << (32 - filter_shift) words of bits */
  guint pair_shift, filter_shift;
  guint64 single[512]; /**< of each code, whether a character of that code is a word alone */
} TyOwnWords;

TyOwnWords *ty_own_words_new(void);
void ty_own_words_free(TyOwnWords *own);

#define TY_OWN_WORD_MAX 1000 /**< characters */

/** Adds a word in UTF-8, which is normalised; an empty one is left out.
 * @return FALSE when it has more than TY_OWN_WORD_MAX characters; then it is left out, too */
gboolean ty_own_words_add(TyOwnWords *own, const char *word, gsize length, const char *tag);

/** Takes a word out. O(all words) */
void ty_own_words_remove(TyOwnWords *own, const guint32 *cp, gsize n);

/** Sorts and indexes what was added, once. `codes` are those of the compiled lexicon. Thread-safe.
 */
void ty_own_words_prepare(TyOwnWords *own, const guint16 *codes);

/* Where no own word begins is told in two steps, from the codes of the next two and three
 * characters: first a bit for the pair, which most positions fail; then, in another table, three
 * bits of one word (a Bloom filter) for the pair as a word or for the triple. */
static inline guint32 ty_own_pair(const guint16 *code) {
  return code[0] * 0x9e3779b1u + code[1] * 0x85ebca6bu;
}

static inline guint32 ty_own_triple(guint32 pair, guint code) {
  return (pair ^ code * 0x27d4eb2fu) * 0x165667b1u;
}

#define TY_OWN_MIX 0xc2b2ae35u /**< spreads a hash: its high bits choose, others are set */

static inline guint64 ty_own_bits(guint32 mixed) {
  guint32 low = mixed ^ mixed >> 15;
  return G_GUINT64_CONSTANT(1) << (low & 63) | G_GUINT64_CONSTANT(1) << (low >> 6 & 63) |
         G_GUINT64_CONSTANT(1) << (low >> 12 & 63);
}

static inline gboolean ty_own_passes(const TyOwnWords *own, guint32 hash) {
  guint32 mixed = hash * TY_OWN_MIX;
  return !(~own->filter[mixed >> own->filter_shift] & ty_own_bits(mixed));
}

/** The longest word that is a prefix of cp[0 .. n) and ends where `inner[length]` is 0; `code` is
 * that of cp[0].
 * @return its number among those added + 1; 0 when there is none */
guint32 ty_own_words_match(const TyOwnWords *own, const guint32 *cp, guint code,
                           const guint8 *inner, gsize n);
