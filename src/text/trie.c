/* SPDX-License-Identifier: Apache-2.0 */
#include "text/trie.h"

enum { GROWTH = 4 };

TyTrie *ty_trie_new(void) {
  TyTrie *trie = g_new0(TyTrie, 1);

  trie->n_slots = 1024;
  trie->edges = g_new0(TyTrieEdge, trie->n_slots);
  return trie;
}

void ty_trie_free(TyTrie *trie) {
  if (!trie)
    return;
  g_free(trie->edges);
  g_free(trie);
}

static TyTrieEdge *slot_of(const TyTrie *trie, guint64 key) {
  gsize mask = trie->n_slots - 1, i = ty_mix64(key) & mask;

  while (trie->edges[i].key != 0 && trie->edges[i].key != key)
    i = (i + 1) & mask;
  return &trie->edges[i];
}

static void grow(TyTrie *trie) {
  g_autofree TyTrieEdge *old = trie->edges;
  gsize n = trie->n_slots;

  trie->n_slots = n * GROWTH;
  trie->edges = g_new0(TyTrieEdge, trie->n_slots);
  for (gsize i = 0; i < n; i++)
    if (old[i].key != 0)
      *slot_of(trie, old[i].key) = old[i];
}

guint32 *ty_trie_value(TyTrie *trie, const guint32 *cp, gsize n) {
  guint32 prefix = 0;
  TyTrieEdge *edge = NULL;

  g_return_val_if_fail(n > 0, NULL);
  trie->first[(cp[0] & 0xffff) / 64] |= G_GUINT64_CONSTANT(1) << cp[0] % 64;
  if (n == 1)
    trie->single[(cp[0] & 0xffff) / 64] |= G_GUINT64_CONSTANT(1) << cp[0] % 64;
  else
    trie->pair[ty_trie_pair(cp) / 64] |= G_GUINT64_CONSTANT(1) << ty_trie_pair(cp) % 64;
  for (gsize i = 0; i < n; i++) {
    if (trie->n_edges * 2 >= trie->n_slots)
      grow(trie);
    edge = slot_of(trie, ty_trie_key(prefix, cp[i]));
    if (edge->key == 0) {
      edge->key = ty_trie_key(prefix, cp[i]);
      edge->prefix = (guint32) ++trie->n_edges;
    }
    prefix = edge->prefix;
  }
  return &edge->value;
}
