/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the gazetteer: names, what they may stand for, and the words that speak for it. */
#pragma once
#include "text/trie.h"

#include <tuyou/text.h>

typedef struct {
  guint32 cue; /**< a word's number in TyGazetteer.cues */
  double weight;
} TyCueWeight;

typedef struct {
  gint64 id;
  char *kind;      /**< NULL: not said */
  GArray *context; /**< of TyCueWeight, in order of cue */
} TyNamed;

/** One entity that a name may stand for. */
typedef struct {
  guint32 named;   /**< index into TyGazetteer.named */
  guint8 is_short; /**< a short form */
  guint8 is_brief; /**< of two characters at most: only the sentence can speak for it */
} TyReading;

struct TyGazetteer {
  TyTrie *names;       /**< value: index into readings + 1 */
  GPtrArray *readings; /**< GArray of TyReading, one a name */
  TyTrie *cues;        /**< value: the word's number */
  guint32 n_cues;
  GArray *named;     /**< of TyNamed */
  GHashTable *by_id; /**< gint64 → index + 1 */
};

/** A name in a text, before it is known what it stands for. */
typedef struct {
  gsize first, end; /**< tokens */
  const GArray *readings;
  const TyReading *reading; /**< NULL: not known */
  double confidence;
} TyHit;

/** The number that the joined texts of tokens[at ..] have in `trie`, for each end that has one, the
 * shortest first. */
typedef void (*TyMatchFunc)(gsize end, guint32 value, gpointer data);
void ty_match_tokens(const TyTrie *trie, const TyToken *tokens, gsize n, gsize at, TyMatchFunc func,
                     gpointer data);

/** FALSE when nothing in `trie` begins with this token; most tokens end here. */
gboolean ty_may_match(const TyTrie *trie, const TyToken *tokens, gsize n, gsize at);

/** Sets reading and confidence of each hit that is ambiguous or short. */
void ty_resolve_hits(const TyGazetteer *gazetteer, const TyToken *tokens, gsize n_tokens,
                     const TyToken *about, gsize n_about, GArray *hits);
