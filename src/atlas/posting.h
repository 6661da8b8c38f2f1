/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the atlas: what postings are made of. */
#pragma once
#include "atlas/postings.h"

/** A word and the places that it has in one document: FTS5's position list with its size. */
typedef struct {
  guint32 hash;
  guint32 word, word_length; /**< bytes of the postings' words */
  gsize list, list_length;   /**< bytes of the postings' lists */
} TyPosting;

/** The postings [from, to) of a document, in order of each word's first place. */
typedef struct {
  gsize from, to;
  guint32 n_places[TY_INDEX_COLUMNS];
} TyPostedDocument;

/** A word at a place; `next`: the same word's next token, 0: none. */
typedef struct {
  guint32 next, place;
  guint8 column;
} TyPostedToken;

/** The tokens of a word in the document at hand, from 1. */
typedef struct {
  guint32 first, last;
} TyPostedChain;

/** A place of the table of the document at hand: free unless `document` is its number. */
typedef struct {
  guint32 document, posting;
} TyPostedSlot;

struct TyPostings {
  GArray *documents; /**< of TyPostedDocument */
  GArray *postings;  /**< of TyPosting */
  GByteArray *words, *lists;

  /* The document at hand. */
  TyPostedDocument document;
  TyIndexColumn column;
  TyPostedToken *tokens;
  gsize n_tokens, token_room;
  TyPostedChain *chains; /**< of each posting from document.from */
  gsize chain_room;
  TyPostedSlot *slots;
  gsize n_slots;  /**< a power of two, at least twice the words */
  guint32 number; /**< never 0 */
};
