/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the finder of opinions: a text cut into sentences, with the lexicon's words in them. */
#pragma once
#include "text/opinion-words.h"

/** A word of the lexicon in a sentence. `place` counts the words of the sentence, of the lexicon or
 * not, so that nearness can be told. */
typedef struct {
  const TyOpinionWord *word;
  guint32 start, end;   /**< bytes of the source */
  guint32 first, last;  /**< places of its first and last word */
  guint32 clause;       /**< from 0 in the sentence */
  gboolean quoted;      /**< in quotation marks alone */
  gboolean attributive; /**< 的 follows */
  gboolean final;       /**< nothing follows in the clause but words such as 的, 了, 吧 */
} TyOpinionItem;

typedef struct {
  guint32 start, end;
  gboolean question; /**< ends with a question mark */
  GArray *items;     /**< of TyOpinionItem */
} TyOpinionSentence;

/** A text that is read. */
typedef struct {
  const TyOpinionLexicon *lexicon;
  const TyToken *tokens;
  gsize n, at;     /**< the next token */
  gboolean hidden; /**< the text between # marks has begun */
  /** By the words' numbers: 1 for those that no word of the lexicon begins with; 0: not known. */
  guint8 *hopeless;
  const guint64 *inner; /**< bits by prefix of the trie: those that go on */
} TyOpinionReader;

/** The next sentence.
 * @return FALSE when there is none */
gboolean ty_opinion_next_sentence(TyOpinionReader *reader, TyOpinionSentence *sentence);
