/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the finder of opinions: what a lexicon of opinions says of each word. */
#pragma once
#include "text/trie.h"
#include <tuyou/text.h>

typedef enum {
  TY_SAYS_NEUTRAL = 1 << 0,
  TY_SAYS_NOT = 1 << 1,
  TY_SAYS_LACK = 1 << 2, /**< always with TY_SAYS_NOT */
  TY_SAYS_BUT = 1 << 3,
  TY_SAYS_ALTHOUGH = 1 << 4,
  TY_SAYS_IF = 1 << 5,
  TY_SAYS_ASK = 1 << 6,
  TY_SAYS_OVERALL = 1 << 7,
  TY_SAYS_IRONY = 1 << 8,
  TY_SAYS_EXCEPT = 1 << 9,
  TY_SAYS_FINAL = 1 << 10, /**< its polarity holds only where a clause ends */
  TY_SAYS_AFTER = 1 << 11, /**< its degree holds for the opinion right before it */
} TyOpinionRole;

/** What a word says. Classes are numbered from 0; −1: none. */
typedef struct {
  guint32 roles;
  guint32 file;         /**< the file, from 1, that said it last */
  double polarity;      /**< 0: no opinion by itself */
  double degree;        /**< 0: no word of degree */
  gint16 target, about; /**< class of the thing that it names; that it speaks of */
  gint32 with;          /**< first of its `TyOpinionWith`, −1 */
} TyOpinionWord;

/** An opinion beside targets of a class; a list. */
typedef struct {
  gint16 of;
  gint32 next;
  double polarity;
} TyOpinionWith;

typedef struct {
  char *name;
  gint16 aspect; /**< −1: none that is counted */
  gboolean wanted, bound, soft;
} TyOpinionClass;

struct TyOpinionLexicon {
  TyTrie *trie;            /* value: 1 + index of the word */
  GArray *words;           /* of TyOpinionWord */
  GArray *with;            /* of TyOpinionWith */
  GArray *classes;         /* of TyOpinionClass */
  GPtrArray *ids, *labels; /* of aspects */
  guint32 n_files;
};

static inline const TyOpinionWord *ty_opinion_word(const TyOpinionLexicon *lexicon, guint32 value) {
  return &g_array_index(lexicon->words, TyOpinionWord, value - 1);
}

static inline const TyOpinionClass *ty_opinion_class(const TyOpinionLexicon *lexicon, gint16 id) {
  return &g_array_index(lexicon->classes, TyOpinionClass, id);
}
