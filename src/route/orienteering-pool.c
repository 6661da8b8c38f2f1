/* SPDX-License-Identifier: Apache-2.0 */
#include "route/orienteering-search.h"

#include <string.h>

/* Entries kept, the latest; and days tried in one recombination. */
#define ROOM 2048
#define NODES_MOST 50000

/* A good day: its vertices as bits, its slots in order. */
typedef struct {
  double score;
  gint64 travel;
  guint64 hash;
  guint32 kind, n;
  guint32 *slots;
  guint64 *bits;
} Entry;

struct TyOrientPool {
  gsize n_words;
  GPtrArray *entries;
  guint next;          /* to be replaced when there is no more room */
  GHashTable *by_hash; /* hash of kind and set → Entry */
};

static void entry_free(gpointer data) {
  Entry *entry = data;

  g_free(entry->slots);
  g_free(entry->bits);
  g_free(entry);
}

TyOrientPool *ty_orient_pool_new(const TyOrient *orient) {
  TyOrientPool *pool = g_new0(TyOrientPool, 1);

  pool->n_words = (orient->source->n + 63) / 64;
  pool->entries = g_ptr_array_new_with_free_func(entry_free);
  pool->by_hash = g_hash_table_new(g_int64_hash, g_int64_equal);
  return pool;
}

void ty_orient_pool_free(TyOrientPool *pool) {
  if (!pool)
    return;
  g_ptr_array_unref(pool->entries);
  g_hash_table_unref(pool->by_hash);
  g_free(pool);
}

void ty_orient_pool_add(TyOrientPool *pool, const TyOrient *orient, const TyOrientDay *day) {
  guint64 hash = ty_mix64(day->kind + 1);

  if (day->n == 0)
    return;
  for (guint32 p = 1; p <= day->n; p++)
    hash += ty_mix64(orient->vertex[day->node[p]] + G_GUINT64_CONSTANT(0x9e3779b97f4a7c15));
  Entry *known = g_hash_table_lookup(pool->by_hash, &hash);
  if (known) {
    if (known->n == day->n && day->travel < known->travel) {
      memcpy(known->slots, day->node + 1, day->n * sizeof *known->slots);
      known->travel = day->travel;
    }
    return;
  }
  Entry *entry = g_new(Entry, 1);
  *entry = (Entry){.score = day->score,
                   .travel = day->travel,
                   .hash = hash,
                   .kind = day->kind,
                   .n = day->n,
                   .slots = g_memdup2(day->node + 1, day->n * sizeof *day->node),
                   .bits = g_new0(guint64, pool->n_words)};
  for (guint32 p = 1; p <= day->n; p++) {
    guint32 vertex = orient->vertex[day->node[p]];
    entry->bits[vertex / 64] |= G_GUINT64_CONSTANT(1) << (vertex % 64);
  }
  if (pool->entries->len < ROOM) {
    g_ptr_array_add(pool->entries, entry);
  } else {
    Entry *old = pool->entries->pdata[pool->next];
    g_hash_table_remove(pool->by_hash, &old->hash);
    entry_free(old);
    pool->entries->pdata[pool->next] = entry;
    pool->next = (pool->next + 1) % ROOM;
  }
  g_hash_table_insert(pool->by_hash, &entry->hash, entry);
}

/* A day of the pool that may take a free day's place, by what it adds to the days that stay. */
typedef struct {
  const Entry *entry;
  double gain;
} Candidate;

typedef struct {
  const TyOrient *orient;
  gsize n_words, n_free;
  const guint32 *free_days; /* in order of kind */
  GArray *candidates;       /* by gain, highest first */
  guint64 *covered;         /* n_free + 1 rows of words */
  const Entry **chosen, **best;
  double most;
  guint64 n_nodes;
} Packing;

static gint by_gain(gconstpointer a, gconstpointer b) {
  const Candidate *s = a, *t = b;

  if (s->gain != t->gain)
    return s->gain > t->gain ? -1 : 1;
  return (s->entry->hash > t->entry->hash) - (s->entry->hash < t->entry->hash);
}

/* Score of the entry's vertices that are not covered yet. */
static double gain_of(const TyOrient *orient, const Entry *entry, const guint64 *covered,
                      gsize n_words) {
  const double *score = orient->score + entry->kind * orient->stride;
  double gain = entry->score;

  for (gsize w = 0; w < n_words; w++)
    for (guint64 both = entry->bits[w] & covered[w]; both; both &= both - 1) {
      gsize vertex = 64 * w + (gsize) __builtin_ctzll(both);
      gain -= score[orient->slots[orient->slots_from[vertex]]];
    }
  return gain;
}

/* Depth first: one candidate for each free day; those of a kind in order of the list. */
static void pack(Packing *packing, gsize level, guint from, double sum) {
  const TyOrient *orient = packing->orient;
  gsize n_words = packing->n_words, left = packing->n_free - level;
  const guint64 *covered = packing->covered + level * n_words;
  guint64 *next = packing->covered + (level + 1) * n_words;

  if (left == 0) {
    if (sum > packing->most + 1e-9) {
      packing->most = sum;
      memcpy(packing->best, packing->chosen, packing->n_free * sizeof(gpointer));
    }
    return;
  }
  guint32 kind = orient->kind[packing->free_days[level]];
  gboolean last = left == 1;
  gboolean same = !last && orient->kind[packing->free_days[level + 1]] == kind;
  double top = g_array_index(packing->candidates, Candidate, 0).gain;
  for (guint i = from; i < packing->candidates->len; i++) {
    const Candidate *candidate = &g_array_index(packing->candidates, Candidate, i);
    double rest = (double) (left - 1) * (orient->n_kinds == 1 ? candidate->gain : top);
    if (sum + candidate->gain + rest <= packing->most + 1e-9)
      break;
    if (packing->n_nodes++ > NODES_MOST)
      return;
    if (candidate->entry->kind != kind)
      continue;
    double gain = gain_of(orient, candidate->entry, covered, n_words);
    if (sum + gain + rest <= packing->most + 1e-9)
      continue;
    for (gsize w = 0; w < n_words; w++)
      next[w] = covered[w] | candidate->entry->bits[w];
    packing->chosen[level] = candidate->entry;
    pack(packing, level + 1, same ? i + 1 : 0, sum + gain);
  }
}

/* Slots of an entry whose vertices are still to visit. */
static guint32 slots_left(const TyOrientSearch *search, const Entry *entry) {
  guint32 n = 0;

  for (guint32 i = 0; i < entry->n; i++)
    if (search->trial->left[entry->slots[i]] > 0)
      search->list[n++] = entry->slots[i];
  return n;
}

gboolean ty_orient_pool_recombine(TyOrientSearch *search, const guint32 *free_days, gsize n_free) {
  const TyOrient *orient = search->orient;
  const TyOrientPool *pool = search->pool;
  TyOrientState *trial = search->trial;
  gsize n_words = pool->n_words;
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  g_autofree guint64 *covered = g_new0(guint64, (n_free + 1) * n_words);
  g_autofree const Entry **entries = g_new0(const Entry *, 2 * n_free);

  ty_orient_state_copy(orient, trial, search->best);
  for (gsize i = 0; i < n_free; i++)
    ty_orient_set_day(orient, trial, free_days[i], NULL, 0);
  for (gsize v = 0; v < orient->source->n; v++)
    if (trial->day_of[v] >= 0)
      covered[v / 64] |= G_GUINT64_CONSTANT(1) << (v % 64);
  for (guint i = 0; i < pool->entries->len; i++) {
    Candidate candidate = {pool->entries->pdata[i], 0};
    candidate.gain = gain_of(orient, candidate.entry, covered, n_words);
    g_array_append_val(candidates, candidate);
  }
  if (candidates->len == 0)
    return FALSE;
  g_array_sort(candidates, by_gain);
  Packing packing = {orient,    n_words,          n_free,
                     free_days, candidates,       covered,
                     entries,   entries + n_free, search->best->score - trial->score,
                     0};
  double most = packing.most;
  pack(&packing, 0, 0, 0);
  if (packing.most <= most)
    return FALSE;
  for (gsize i = 0; i < n_free; i++) {
    guint32 n = slots_left(search, packing.best[i]);
    ty_orient_set_day(orient, trial, free_days[i], search->list, n);
  }
  ty_orient_recreate(search, 4, FALSE);
  return trial->score > search->best->score;
}
