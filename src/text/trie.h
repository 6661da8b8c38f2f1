/* SPDX-License-Identifier: Apache-2.0 */
/** Words that come and go in a moment: a trie in a hash table, keyed by (prefix, character). Slower
 * to walk than the double array, but a word is added in O(its characters). */
#pragma once
#include <glib.h>

typedef struct TyTrie TyTrie;

TyTrie *ty_trie_new(void);
void ty_trie_free(TyTrie *trie);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyTrie, ty_trie_free)

/** The value of a word of n >= 1 characters, which becomes one; 0 at first. Valid until the next
 * call. */
guint32 *ty_trie_value(TyTrie *trie, const guint32 *cp, gsize n);

/** FALSE when no word begins with the character, mostly TRUE otherwise: a test of one bit. */
gboolean ty_trie_may_begin(const TyTrie *trie, guint32 cp);

/** Goes on from a prefix (0: the empty one) by one character.
 * @param value  set to the value of the word that ends here, 0 when none does
 * @return the longer prefix, 0 when no word has it */
guint32 ty_trie_step(const TyTrie *trie, guint32 prefix, guint32 cp, guint32 *value);
