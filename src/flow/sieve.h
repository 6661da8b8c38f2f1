/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: what TyNoise says, compiled for counting much text. ty_noise_counts,
 * ty_noise_furniture and ty_noise_advertises say it for one token or text; a test holds the two
 * together. */
#pragma once
#include "flow/noise.h"
#include "text/trie.h"

/** A set of characters of the Basic Multilingual Plane as they stand in a source: those that
 * normalisation makes one of some characters, and those that need a closer look. */
typedef struct {
  guint64 bits[1024];
} TyCharacterSet;

/** A phrase of advertisement.txt. */
typedef struct {
  guint32 node; /**< 0: the empty phrase, which every text holds */
  double points;
} TySieveMark;

typedef struct {
  const TyNoise *noise;    /**< borrowed */
  GArray *stop_ids;        /**< of guint32: numbers of stop words that the lexicon has */
  GArray *furniture_ids;   /**< of guint32: numbers of words that entries of furniture begin with */
  GArray *furniture_words; /**< … and that are entries */
  TyTrie *furniture;
  TyCharacterSet furniture_start, furniture_inside; /**< first characters of entries; others */

  /* Aho and Corasick (1975, CACM 18:333): a trie of the phrases; from each prefix to its longest
   * suffix that is a prefix too, and to the longest that is a whole phrase. */
  TyTrie *phrases;
  guint32 *suffix, *whole; /**< of each prefix; 0: none */
  guint8 *is_phrase;
  guint n_nodes;
  TyCharacterSet phrase_start, phrase_second;
  GArray *marks;       /**< of TySieveMark, as listed */
  double least_points; /**< of a text that holds none of them */
} TySieve;

/** Borrows `noise`. O(words of the lists) time. */
TySieve *ty_sieve_new(const TyNoise *noise, const TyLexicon *lexicon);
void ty_sieve_free(TySieve *sieve);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TySieve, ty_sieve_free)

/** What a thread keeps between texts: zero-filled, n_nodes numbers. */
typedef struct {
  guint32 *seen; /**< of each prefix, the last text that held it as a phrase */
  guint32 text;  /**< number of the text */
  guint32 last;  /**< the last text that held any */
} TySieveScratch;

/** As ty_noise_advertises, in one pass over the source. O(length) time. */
gboolean ty_sieve_advertises(const TySieve *sieve, TySieveScratch *scratch, const char *text,
                             gsize length);

/** Whether an entry of furniture begins with a normalised text. */
gboolean ty_sieve_begins_furniture(const TySieve *sieve, const char *text, gsize length);

/** Whether a character of a source is one of a set or needs a closer look. */
static inline gboolean ty_sieve_may_be(const TyCharacterSet *set, const char *at) {
  const guchar *p = (const guchar *) at;
  guint32 cp = *p;

  if (cp >= 0x80) {
    if ((p[0] & 0xf0) != 0xe0 || (p[1] & 0xc0) != 0x80 || (p[2] & 0xc0) != 0x80)
      return TRUE;
    cp = (p[0] & 0xfu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
  }
  return set->bits[cp / 64] >> cp % 64 & 1;
}

/** As ty_noise_furniture, of tokens of a source. */
gsize ty_sieve_furniture(const TySieve *sieve, const char *text, const TyBareToken *tokens,
                         gsize n);
