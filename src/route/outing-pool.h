/* SPDX-License-Identifier: Apache-2.0 */
/** Inside of the search for itineraries: good days that were seen, and the best of them together.
 */
#pragma once
#include "route/outing.h"

/** A day's stops in order, and what is known of them apart from all other days. */
typedef struct {
  guint64 key; /**< of the set, and of the last stop where the night is there */
  guint32 n;
  guint32 *at;       /**< n */
  guint64 *bits;     /**< by `exclusive` */
  double *worth;     /**< n: by themes (−1 first), the best first */
  gint8 *theme;      /**< n: of each worth */
  double worth_only; /**< with diminishing returns within the day */
  double way_cost;   /**< between its stops */
  double cny;        /**< of its tickets and the ways between its stops */
  double rank;       /**< worth_only less all of its ways, as seen */
  TyClock latest;    /**< arrivals at its first stop, where no night has a hotel */
} TyOutingEntry;

/** Takes up day `day` of an outing; it holds, or does if it is begun early enough. */
void ty_outing_pool_add(TyOutingPool *pool, const TyOuting *outing, gsize day);

/** The entries of a day (of TyOutingEntry *), the best first, at most as many as are useful. */
const GPtrArray *ty_outing_pool_day(TyOutingPool *pool, gsize day);

/** Entry number `i` of a day, as they were taken up since the best came first. */
const TyOutingEntry *ty_outing_pool_entry(const TyOutingPool *pool, gsize day, guint i);

TyOutingEntry *ty_outing_entry_new(const TyOutingGround *ground, const TyOuting *outing, gsize day);
void ty_outing_entry_free(gpointer entry);
