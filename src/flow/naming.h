/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: how the atlas's names are found in texts and told apart. */
#pragma once
#include "flow/workspace.h"

/** What `naming.csv` in the data folder says of a kind of entity. */
typedef struct {
  char **words;   /**< that speak for it */
  char **endings; /**< that people leave out */
  gsize left;     /**< characters left at least where a place in front is left out; 0: never */
} TyNameKind;

typedef struct {
  gint64 id;
  char *kind;
  GPtrArray *names; /**< the name itself first */
} TyNamedEntity;

/** The atlas's names and what is known of their kinds. */
typedef struct {
  TyWorkspace *workspace;
  GHashTable *kinds; /**< id → TyNameKind */
  GPtrArray *order;  /**< of TyNamedEntity, by id */
  GHashTable *named; /**< gint64 → TyNamedEntity */
  GPtrArray *places; /**< names of places, borrowed */
} TyNaming;

TyNaming *ty_naming_new(TyWorkspace *workspace, GError **error);
void ty_naming_free(TyNaming *naming);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyNaming, ty_naming_free)

/** Adds to the gazetteer the short forms that people use for its names (石羊 of 石羊镇, 资阳北 of
 * 资阳北站). Forms that are names already, or common words of the lexicon, are left out. */
gboolean ty_naming_add_short(TyWorkspace *workspace, GError **error);

/** Makes own words of the proper names in the data folder's `heritage.txt` in which a name of the
 * atlas stands by accident (资阳 in 资阳线, a railway); a name with an ending that its kind may
 * lose is none of them. */
gboolean ty_naming_keep_whole(TyWorkspace *workspace, GError **error);

/** Gives the names that need it their context: names of the entities that facts tie theirs to, the
 * less the more ties those have; of all that it belongs to; words of its kind. Facts that only
 * texts say are left out, so that linking again finds the same. */
gboolean ty_naming_add_context(TyWorkspace *workspace, GError **error);
