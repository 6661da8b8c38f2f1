/* SPDX-License-Identifier: Apache-2.0 */
/** Inside a bulk load: the pass that writes what was gathered, subject by subject. */
#pragma once
#include "atlas/load.h"

#include <string.h>

typedef struct {
  sqlite3_stmt *many, *one;
} TyLoadStatements;

typedef struct {
  TyAtlas *atlas;
  TyLoad *load;
  gsize n;
  guint32 *order; /**< facts by subject, then as they came */
  guint32 *first; /**< of the facts that say the same, by fact */
  gint64 *id;     /**< by fact, of those that are first; where the atlas has it before */
  gint64 next;
  gboolean held; /**< the atlas had facts before */
  guint32 *chain;
  gsize n_chain;
  TyLoadStatements facts, evidence;
} TyLoadPass;

/** The texts of a fact, in the order in which they were gathered. */
enum {
  TY_LOAD_VALUE,
  TY_LOAD_UNIT,
  TY_LOAD_QUALIFIER,
  TY_LOAD_VALID_FROM,
  TY_LOAD_VALID_TO,
  TY_LOAD_TEXTS, /**< those that say what the fact is */
  TY_LOAD_CITATION = TY_LOAD_TEXTS,
  TY_LOAD_NOTE,
  TY_LOAD_ALL_TEXTS
};

static inline void ty_load_texts(const TyLoad *load, const TyLoadFact *fact, const char **texts) {
  const char *at = load->texts + fact->texts;

  for (gsize i = 0; i < TY_LOAD_ALL_TEXTS; i++, at += strlen(at) + 1)
    texts[i] = at;
}

static inline const char *ty_load_predicate_of(const TyLoadPass *pass, const TyLoadFact *fact) {
  return ((const TyLoadPredicate *) pass->load->predicates->pdata[fact->predicate])->id;
}

/** Facts in order of subject lie anywhere in memory: they are fetched some time before. */
static inline void ty_load_look_ahead(const TyLoadPass *pass, gsize i) {
  enum { TEXTS = 12, FACTS = 24 };

  if (i + FACTS >= pass->n)
    return;
  const char *fact = (const char *) &pass->load->facts[pass->order[i + FACTS]];
  __builtin_prefetch(fact);
  __builtin_prefetch(fact + sizeof(TyLoadFact) - 1);
  __builtin_prefetch(pass->load->texts + pass->load->facts[pass->order[i + TEXTS]].texts);
}

/** Frees what was gathered and what the pass has of it. */
void ty_load_forget(TyLoadPass *pass);

/** Writes all as B-trees at once, into an atlas without facts whose tables are as they are here.
 * @param written  out: FALSE where it has to be row by row
 * @return FALSE with a fault of the atlas */
gboolean ty_load_write_trees(TyLoadPass *pass, gboolean *written, GError **error);
