/* SPDX-License-Identifier: Apache-2.0 */
/** Inside text: the characters of a corpus laid out in one row, with what the segmenter made of
 * them, and the strings of them that come again.
 *
 *     text     去 大 足 看 石 刻 ， 大 足 …
 *     code     c1 c2 c3 c4 c5 c6 0  c2 c3        0 ends every run: no string goes across
 *     start    |  |  |  |  |     |  |  |         where a token begins
 *
 * A string of n characters is named by the number that its two halves of n − 1 characters make, so
 * one pass over the row for each length counts them all, and what is rarer than asked for is never
 * made longer (as in Agrawal and Srikant's A-priori, 1994). */
#pragma once
#include <tuyou/text.h>

/** What the segmenter's tag says about a token, as far as it matters to a name. */
typedef enum {
  TY_PART_NAME,     /**< nr, nt, nz */
  TY_PART_PLACE,    /**< ns */
  TY_PART_NOUN,     /**< n, an, and what is unknown */
  TY_PART_ACTION,   /**< vn: 开发, 展示 */
  TY_PART_VERB,     /**< v */
  TY_PART_QUALITY,  /**< a, b, z */
  TY_PART_NUMERAL,  /**< m, and typed numbers in Han */
  TY_PART_MEASURE,  /**< q */
  TY_PART_TIME,     /**< t, and typed dates in Han */
  TY_PART_SIDE,     /**< f, s: 上, 里 */
  TY_PART_IDIOM,    /**< i, l */
  TY_PART_FUNCTION, /**< p, c, u, d, r, y, e, o: no part of a name */
} TyPart;

#define TY_MARK_PART 0x0f
#define TY_MARK_START 0x10  /**< a token begins here */
#define TY_MARK_END 0x20    /**< a token ends with this character */
#define TY_MARK_SINGLE 0x40 /**< the token is this character alone */
#define TY_MARK_KNOWN 0x80  /**< the token is a name that the caller knows */

/** One character. */
typedef struct {
  guint32 code; /**< the normalised character; 0: a break */
  guint32 at;   /**< its first byte in its source */
  guint8 mark;
  guint8 bytes; /**< of the source; 0 for a break */
  /** Of a break: the ASCII or CJK mark that made it, as far as it says something about names;
   * else 0. */
  guint16 sign;
} TyCharacter;

struct TyStrings {
  gsize capacity;     /* characters kept at most */
  guint thinning;     /* one text in 2^thinning is kept */
  gsize n_texts;      /* added, kept or not */
  GArray *characters; /* of TyCharacter; begins and ends with a break */
  GArray *texts;      /* guint32: the number of each text kept */
  GArray *starts;     /* gsize: where each text kept begins */
};

/** The text that character `at` belongs to, as an index into `texts`. O(log texts). */
gsize ty_strings_text(const TyStrings *strings, gsize at);

/** A string that comes often enough. */
typedef struct {
  guint32 prefix, suffix; /**< its first and its last n − 1 characters, among those of n − 1 */
  guint32 count;
  guint32 documents;
  guint32 first;     /**< where it comes first */
  guint32 aligned;   /**< how often it begins and ends with a token */
  guint32 single;    /**< how often it is one token */
  float left, right; /**< branching entropy in nats */
  guint32 left_kinds, right_kinds;
} TyGram;

/** All strings of up to `longest` characters that come `least` times or more. */
typedef struct {
  guint longest;
  GArray **grams;    /**< [n]: of TyGram, number 0 unused; n = 1 … longest */
  guint32 **places;  /**< [n]: where each stands, by gram and place */
  guint32 **offsets; /**< [n]: of each gram's places; one more than grams */
  gsize n_characters;
} TyGrams;

/** O(characters · longest) time; about 60 bytes of memory a character at most. */
TyGrams *ty_grams_count(const TyStrings *strings, guint longest, guint least);
void ty_grams_free(TyGrams *grams);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyGrams, ty_grams_free)

/** Cohesion: the least, over the ways to cut the string in two, of the logarithm of how many times
 * more often the parts stand together than by chance. */
double ty_grams_cohesion(const TyGrams *grams, guint n, guint32 gram);
