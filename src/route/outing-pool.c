/* SPDX-License-Identifier: Apache-2.0 */
#include "route/outing-pool.h"

#include <math.h>
#include <string.h>

/* Entries of all days together, and of one. */
enum { ROOM = 1500, ROOM_LEAST = 40, ROOM_MOST = 500, N_SEEN = 4096 };

/* What a stop that a wish asks for counts when the best are kept, in scores of a mean stop. */
static const double must_rank = 5;

struct TyOutingPool {
  const TyOutingGround *ground;
  gsize room;           /* of a day */
  GPtrArray **entries;  /* n_days: of TyOutingEntry * */
  GHashTable **by_key;  /* n_days */
  guint64 seen[N_SEEN]; /* days looked at lately */
};

TyOutingPool *ty_outing_pool_new(const TyOutingGround *ground) {
  TyOutingPool *pool = g_new0(TyOutingPool, 1);

  pool->ground = ground;
  pool->room = CLAMP(ROOM / ground->n_days, ROOM_LEAST, ROOM_MOST);
  pool->entries = g_new(GPtrArray *, ground->n_days);
  pool->by_key = g_new(GHashTable *, ground->n_days);
  for (gsize day = 0; day < ground->n_days; day++) {
    pool->entries[day] = g_ptr_array_new_with_free_func(ty_outing_entry_free);
    pool->by_key[day] = g_hash_table_new(g_int64_hash, g_int64_equal);
  }
  return pool;
}

void ty_outing_pool_free(TyOutingPool *pool) {
  for (gsize day = 0; day < pool->ground->n_days; day++) {
    g_hash_table_unref(pool->by_key[day]);
    g_ptr_array_unref(pool->entries[day]);
  }
  g_free(pool->entries);
  g_free(pool->by_key);
  g_free(pool);
}

/* Entries ---------------------------------------------------------------------------------------
 */

static guint64 set_key(const TyOutingGround *ground, const TyOutingDay *one) {
  guint64 key = one->n;

  for (gsize i = 0; i < one->n; i++)
    key += ty_mix64(one->at[i] + G_GUINT64_CONSTANT(0x9e3779b97f4a7c15));
  return ground->model->problem->n_hotels || !one->n ? key : key + one->at[one->n - 1];
}

/* By themes, and within a theme by worth, the best first. */
static void sort_worths(const TyOutingGround *ground, TyOutingEntry *entry,
                        const TyOutingDay *one) {
  for (gsize i = 0; i < one->n; i++) {
    gint8 theme = (gint8) ground->model->problem->stops[one->at[i]].theme;
    gsize k = i;
    for (; k && (entry->theme[k - 1] > theme ||
                 (entry->theme[k - 1] == theme && entry->worth[k - 1] < one->worth[i]));
         k--) {
      entry->theme[k] = entry->theme[k - 1];
      entry->worth[k] = entry->worth[k - 1];
    }
    entry->theme[k] = theme;
    entry->worth[k] = one->worth[i];
  }
  for (gsize i = 0, rank = 0; i < one->n; i++) {
    rank = i && entry->theme[i] == entry->theme[i - 1] && entry->theme[i] >= 0 ? rank + 1 : 0;
    entry->worth_only += entry->worth[i] * ground->decay[rank];
  }
}

TyOutingEntry *ty_outing_entry_new(const TyOutingGround *ground, const TyOuting *outing,
                                   gsize day) {
  const TyOutingDay *one = &outing->days[day];
  const double *cny = ground->model->problem->way_cny;
  TyOutingEntry *entry = g_new0(TyOutingEntry, 1);

  entry->key = set_key(ground, one);
  entry->n = (guint32) one->n;
  entry->at = g_memdup2(one->at, one->n * sizeof *one->at);
  entry->bits = g_new0(guint64, (ground->n + 63) / 64);
  entry->worth = g_new(double, one->n);
  entry->theme = g_new(gint8, one->n);
  sort_worths(ground, entry, one);
  for (gsize i = 0; i < one->n; i++) {
    guint32 bit = ground->exclusive[one->at[i]];
    entry->bits[bit / 64] |= (guint64) 1 << bit % 64;
    entry->cny += ty_itinerary_visit_cny(ground->model, one->at[i], day);
    if (!i)
      continue;
    entry->way_cost += ty_outing_cost(ground, one->at[i - 1], one->at[i]);
    entry->cny += cny ? cny[one->at[i - 1] * ground->n_nodes + one->at[i]] : 0;
  }
  entry->rank = entry->worth_only - one->way_cost;
  for (gsize i = 0; i < one->n; i++)
    entry->rank += ground->must[one->at[i]] ? must_rank * ground->model->mean_score : 0;
  entry->latest = one->n ? one->latest[0] : (TyClock){TY_NEVER, TY_NEVER};
  return entry;
}

void ty_outing_entry_free(gpointer data) {
  TyOutingEntry *entry = data;

  g_free(entry->at);
  g_free(entry->bits);
  g_free(entry->worth);
  g_free(entry->theme);
  g_free(entry);
}

/* The pool --------------------------------------------------------------------------------------
 */

static int by_rank(gconstpointer a, gconstpointer b) {
  const TyOutingEntry *one = *(TyOutingEntry *const *) a, *two = *(TyOutingEntry *const *) b;
  if (one->rank != two->rank)
    return one->rank < two->rank ? 1 : -1;
  return (one->key > two->key) - (one->key < two->key);
}

/* Keeps the best. */
static void trim(TyOutingPool *pool, gsize day) {
  GPtrArray *entries = pool->entries[day];

  g_ptr_array_sort(entries, by_rank);
  for (guint i = (guint) pool->room; i < entries->len; i++)
    g_hash_table_remove(pool->by_key[day], &((TyOutingEntry *) entries->pdata[i])->key);
  if (entries->len > pool->room)
    g_ptr_array_set_size(entries, (gint) pool->room);
}

void ty_outing_pool_add(TyOutingPool *pool, const TyOuting *outing, gsize day) {
  const TyOutingGround *ground = pool->ground;
  const TyOutingDay *one = &outing->days[day];
  guint64 *seen = &pool->seen[(one->key + day) % N_SEEN];
  guint64 key;

  if (!one->n || *seen == one->key + day)
    return;
  *seen = one->key + day;
  key = set_key(ground, one);
  TyOutingEntry *known = g_hash_table_lookup(pool->by_key[day], &key);
  TyOutingEntry *entry = ty_outing_entry_new(ground, outing, day);
  if (known && known->rank >= entry->rank) {
    ty_outing_entry_free(entry);
    return;
  }
  if (known) {
    TyOutingEntry held = *known;
    *known = *entry;
    *entry = held;
    ty_outing_entry_free(entry);
    return;
  }
  g_ptr_array_add(pool->entries[day], entry);
  g_hash_table_insert(pool->by_key[day], &entry->key, entry);
}

void ty_outing_pool_add_all(TyOutingPool *pool, const TyOutingGround *ground,
                            const TyOuting *outing) {
  for (gsize day = 0; day < ground->n_days; day++) {
    ty_outing_pool_add(pool, outing, day);
    if (pool->entries[day]->len >= 4 * pool->room)
      trim(pool, day);
  }
}

const GPtrArray *ty_outing_pool_day(TyOutingPool *pool, gsize day) {
  trim(pool, day);
  return pool->entries[day];
}

const TyOutingEntry *ty_outing_pool_entry(const TyOutingPool *pool, gsize day, guint i) {
  return pool->entries[day]->pdata[i];
}
