/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: one thread's part in counting words.
 *
 * An array says of each word of the lexicon at once whether it counts and by what number, so that
 * most tokens cost one look-up and no text; words of no list go through a hash table of bytes. */
#pragma once
#include "flow/sieve.h"

/** A word that counts, by the order in which this thread met it. */
typedef struct {
  guint64 first; /**< where: document << 32 | token; see ty_tally_text */
  guint32 id;    /**< in the lexicon, TY_NO_WORD when it is not there */
  guint32 text;  /**< offset in `texts`, ends with NUL */
} TyTallyWord;

typedef struct {
  guint64 head; /**< the first eight bytes: most words have no more */
  guint32 hash, length;
  guint32 text;  /**< offset in `texts` + 1; 0: free */
  guint32 id;    /**< of the word of the lexicon that the text is, whose state holds */
  guint32 state; /**< otherwise */
} TyTallySlot;

/** Counted tokens of some texts. */
typedef struct {
  guint32 *word; /**< index into the tally's words */
  guint8 *gap;   /**< TyGap; NULL when not asked for */
  gsize n, room;
} TyTokenList;

typedef struct {
  const TySieve *sieve;
  TySegmenter *segmenter;
  TySieveScratch scratch;
  guint32 n_ids;
  guint32 *state; /**< of each word of the lexicon, then of each type of other tokens */
  GArray *words;  /**< of TyTallyWord */
  GByteArray *texts;
  TyTallySlot *slots; /**< words of no list; never more than half full */
  gsize n_slots, n_unknown;
  const TyLexicon *lexicon;
  guint64 place; /**< of the next token */
  guint32 *look; /**< tokens to look at more closely */
  gsize look_room;
} TyTally;

/** Borrows its arguments. */
TyTally *ty_tally_new(const TySieve *sieve, const TyLexicon *lexicon);
void ty_tally_free(TyTally *tally);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyTally, ty_tally_free)

/** Appends the words of a text that count. O(length) time.
 * @param document  number of the document that the text is a part of, never less than before */
void ty_tally_text(TyTally *tally, const char *text, gsize length, guint32 document,
                   TyTokenList *tokens, gboolean gaps);

void ty_token_list_clear(TyTokenList *tokens);
