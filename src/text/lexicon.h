/* SPDX-License-Identifier: Apache-2.0 */
/** The compiled lexicon in memory: a double array over characters.
 *
 * Characters have codes, the frequent ones small: `codes[c]` of a source character c of the Basic
 * Multilingual Plane is the code of its normalised form, with TY_CODE_SPECIAL set where the
 * scanner has to look closer (letters, digits, symbols, what is not one character when normalised,
 * and all that has fewer than three bytes in UTF-8: three that decode to less are no character).
 *
 * A cell of 8 bytes holds all there is to know about a prefix of words:
 *
 *     63         43 42       23 22    16 15         0
 *     +------------+-----------+--------+------------+
 *     | base (21)  | cost (20) | tag(7) | check (16) |
 *     +------------+-----------+--------+------------+
 *
 * The cell of a prefix p followed by the character of code k is cells[base(p) + k], when its check
 * is k; no two prefixes have one base. Cells [0, n_codes) are those of the words of one character.
 * They have the check TY_CHECK_NONE, so a prefix that leads nowhere has base 0. The cost of a word
 * is -ln p in units of 1/1024; TY_COST_NONE marks a prefix that is no word: it is so great that any
 * other path is better. */
#pragma once
#include "text/own-words.h"

#include <tuyou/text.h>

#define TY_CODE_SPECIAL 0x8000
#define TY_CODE_MASK 0x7fff
#define TY_CHECK_NONE 0x7fff
#define TY_BASE_MAX 0x1fffff
#define TY_COST_NONE 0xfffff
#define TY_COST_UNIT 1024.0
#define TY_WORD_MAX 31 /**< characters of a word of the compiled file */

/** Codes that characters share which stand in no word of the lexicon. */
enum { TY_CODE_UNKNOWN, TY_CODE_PUNCTUATION, TY_CODE_BRACKET, TY_CODE_SPACE, TY_CODE_FIRST };

/** Tags with a meaning for the segmenter; the others follow. */
enum {
  TY_TAG_SPACE,
  TY_TAG_NUMERAL, /**< a word of numerals only: 三百 */
  TY_TAG_ORDINAL, /**< 第 */
  TY_TAG_PUNCTUATION,
  TY_TAG_BRACKET,
  TY_TAG_UNKNOWN,
  TY_TAG_FIRST,
  TY_N_TAGS = 128
};

static inline guint ty_cell_check(guint64 cell) { return cell & 0xffff; }
static inline guint ty_cell_base(guint64 cell) { return (guint) (cell >> 43); }
static inline guint ty_cell_tag(guint64 cell) { return (cell >> 16) & 0x7f; }
static inline guint ty_cell_cost(guint64 cell) { return (cell >> 23) & 0xfffff; }
static inline guint64 ty_cell(guint cost, guint tag, guint base, guint check) {
  return (guint64) base << 43 | (guint64) cost << 23 | (guint64) tag << 16 | check;
}

/** The head of the file; all numbers little-endian. After it: tags (TY_N_TAGS × 8 bytes, the name
 * padded with NUL), codes (65536 × 2), cells (n_cells × 8). */
typedef struct {
  char magic[8];
  guint32 version;
  guint32 n_codes;
  guint64 n_cells;
  guint64 n_words;
  guint64 total;    /**< sum of the frequencies */
  guint64 checksum; /**< ty_checksum of all that follows the head, and of the head with 0 here */
} TyLexiconHead;

#define TY_LEXICON_MAGIC "tuyoulex"
#define TY_LEXICON_VERSION 1
typedef char TyTagName[8];

struct TyLexicon {
  GMappedFile *file;
  const TyLexiconHead *head;
  const TyTagName *tags;
  const guint16 *codes;
  const guint64 *cells;
  guint64 *own_cells; /**< a copy of them from which words were taken out; else NULL */
  guint16 ascii[128]; /**< codes[c], special where the scanner has to look closer */
  guint unknown_cost; /**< of a character or typed run that is no word of the lexicon */
  TyOwnWords *own;    /**< NULL while there are none */
};

/** Reads a line of a list in jieba's form.
 * @return FALSE on a frequency that is no number, and on a line of several fields that is no word
 *         with frequency, tag or both, with `*reason` set; an empty word for a comment */
typedef struct {
  const char *word;
  gsize length;
  double frequency; /**< 0: not given */
  char tag[8];      /**< "" : not given */
} TyListEntry;
gboolean ty_list_parse(const char *line, gsize length, TyListEntry *entry, const char **reason);

/** The normalised characters of a word, with the white space at both ends cut off. */
GArray *ty_word_characters(const char *word, gsize length);
/** Appends them. */
void ty_word_append(GArray *characters, const char *word, gsize length);
