/* SPDX-License-Identifier: Apache-2.0 */
/** Words that come and go in a moment: a trie in a hash table, keyed by (prefix, character). Slower
 * to walk than the double array, but a word is added in O(its characters). */
#pragma once
#include "base/random.h"

/** The edge from a prefix to that prefix with one more character. Prefixes are numbered from 1; 0
 * is the empty one. */
typedef struct {
  guint64 key; /**< prefix << 21 | character, + 1; 0: free */
  guint32 prefix;
  guint32 value;
} TyTrieEdge;

typedef struct {
  TyTrieEdge *edges; /**< never more than half full */
  gsize n_slots, n_edges;
  /** Bits that say which words cannot be there: for each first character (its low 16 bits) whether
   * it begins one, whether it is one alone, and for the first two, hashed, whether they begin one.
   */
  guint64 first[1024], single[1024], pair[16384];
} TyTrie;

TyTrie *ty_trie_new(void);
void ty_trie_free(TyTrie *trie);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyTrie, ty_trie_free)

/** The value of a word of n >= 1 characters, which becomes one; 0 at first. Valid until the next
 * call. */
guint32 *ty_trie_value(TyTrie *trie, const guint32 *cp, gsize n);

static inline gboolean ty_trie_has_first(const TyTrie *trie, guint32 cp) {
  return trie->first[(cp & 0xffff) / 64] >> cp % 64 & 1;
}

static inline guint ty_trie_pair(const guint32 *cp) {
  return (cp[0] * 0x9e3779b1u + cp[1] * 0x85ebca6bu) >> 12;
}

/** FALSE when no word is a prefix of cp[0 .. n), n >= 1; mostly TRUE otherwise. */
static inline gboolean ty_trie_may_begin(const TyTrie *trie, const guint32 *cp, gsize n) {
  return (trie->single[(cp[0] & 0xffff) / 64] >> cp[0] % 64 & 1) ||
         (n > 1 && (trie->pair[ty_trie_pair(cp) / 64] >> ty_trie_pair(cp) % 64 & 1));
}

static inline guint64 ty_trie_key(guint32 prefix, guint32 cp) {
  return ((guint64) prefix << 21 | cp) + 1;
}

/** Goes on from a prefix (0: the empty one) by one character.
 * @param value  set to the value of the word that ends here, 0 when none does
 * @return the longer prefix, 0 when no word has it */
static inline guint32 ty_trie_step(const TyTrie *trie, guint32 prefix, guint32 cp, guint32 *value) {
  guint64 key = ty_trie_key(prefix, cp);
  gsize mask = trie->n_slots - 1, i = ty_mix64(key) & mask;

  while (trie->edges[i].key != 0 && trie->edges[i].key != key)
    i = (i + 1) & mask;
  *value = trie->edges[i].value;
  return trie->edges[i].prefix;
}
