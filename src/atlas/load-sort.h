/* SPDX-License-Identifier: Apache-2.0 */
/** Inside a bulk load: keys of indexes, sorted. Equal ones stay in order of their ids. */
#pragma once
#include <glib.h>

/** A fact as fact_object has it; `rank`: the predicate's place in order of ids. */
typedef struct {
  guint32 object, subject, rank, id;
} TySortRelation;

/** A fact as fact_predicate has it. The text's first bytes, as a number, settle most. */
typedef struct {
  guint64 prefix;
  const char *text;
  guint32 rank, id;
} TySortValue;

/** A fact of one subject as fact_same has it. */
typedef struct {
  guint32 rank;
  gint32 same;
  guint32 id;
} TySortSame;

typedef struct {
  guint32 fact, evidence;
} TySortPair;

TySortValue ty_sort_value(const char *text, guint32 rank, guint32 id);

/** By object, rank; they come in order of subject, id, which stays. O(n). */
void ty_sort_relations(TySortRelation *relations, gsize n, guint n_ranks);
/** By rank, text, id. */
void ty_sort_values(TySortValue *values, gsize n);
/** By rank, same, id. */
void ty_sort_same(TySortSame *facts, gsize n);
void ty_sort_pairs(TySortPair *pairs, gsize n);
/** `ids` by rank. @return where each rank begins, n_ranks + 1; to be freed */
guint32 *ty_sort_by_rank(guint32 *ids, const guint32 *ranks, gsize n, guint n_ranks);
