/* SPDX-License-Identifier: Apache-2.0 */
/* Open addressing: a place has 32 bits of the name's hash and where its record begins: the id, then
 * the name, in a row of words. */
#include "atlas/names.h"

#include "base/hash.h"
#include "base/pages.h"

#include <string.h>

enum { FIRST_SLOTS = 1 << 10, FIRST_WORDS = 1 << 12 };

typedef struct {
  guint32 hash, record; /* record 0: a free place */
} Slot;

struct TyNames {
  Slot *slots;
  gsize n_slots, n_names; /* n_slots: a power of two */
  guint64 *words;
  gsize n_words, room;
};

TyNames *ty_names_new(void) {
  TyNames *names = g_new0(TyNames, 1);

  names->n_slots = FIRST_SLOTS;
  names->slots = ty_pages_new0(names->n_slots * sizeof(Slot));
  names->room = FIRST_WORDS;
  names->words = ty_pages_new0(names->room * sizeof *names->words);
  names->n_words = 1;
  return names;
}

void ty_names_free(TyNames *names) {
  g_aligned_free(names->slots);
  g_aligned_free(names->words);
  g_free(names);
}

static void put(TyNames *names, Slot slot) {
  gsize mask = names->n_slots - 1, at = slot.hash & mask;

  while (names->slots[at].record)
    at = (at + 1) & mask;
  names->slots[at] = slot;
}

static void grow(TyNames *names) {
  Slot *old = names->slots;
  gsize n = names->n_slots;

  names->n_slots *= 2;
  names->slots = ty_pages_new0(names->n_slots * sizeof(Slot));
  for (gsize i = 0; i < n; i++)
    if (old[i].record)
      put(names, old[i]);
  g_aligned_free(old);
}

static guint32 hash_of(const char *name, gsize length) {
  return (guint32) ty_hash_bytes(name, length, 0);
}

void ty_names_add(TyNames *names, const char *name, gint64 id) {
  gsize length = strlen(name), words = 1 + length / sizeof(guint64) + 1;

  if (2 * (names->n_names + 1) > names->n_slots)
    grow(names);
  if (names->n_words + words > names->room) {
    names->room = 2 * names->room + words;
    names->words = ty_pages_grow(names->words, names->n_words * sizeof *names->words,
                                 names->room * sizeof *names->words);
  }
  g_assert(names->n_words <= G_MAXUINT32);
  names->words[names->n_words] = (guint64) id;
  memcpy(&names->words[names->n_words + 1], name, length + 1);
  put(names, (Slot){hash_of(name, length), (guint32) names->n_words});
  names->n_words += words;
  names->n_names++;
}

gint64 ty_names_find(const TyNames *names, const char *name) {
  guint32 hash = hash_of(name, strlen(name));
  gsize mask = names->n_slots - 1;

  for (gsize at = hash & mask; names->slots[at].record; at = (at + 1) & mask) {
    const guint64 *record = &names->words[names->slots[at].record];
    if (names->slots[at].hash == hash && strcmp((const char *) (record + 1), name) == 0)
      return (gint64) record[0];
  }
  return 0;
}
