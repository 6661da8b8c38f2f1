/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: the open atlas with lexicon, names and stop words. */
#pragma once
#include "flow/key.h"
#include "flow/noise.h"
#include <tuyou/flow.h>
#include <tuyou/roads.h>
#include <tuyou/text.h>

struct TyWorkspace {
  TyAtlas *atlas;
  TyLexicon *lexicon;     /* compiled list, own lists, and every name of the atlas; NULL: not yet */
  TyGazetteer *gazetteer; /* the atlas's names → entities */
  GHashTable *spelling;   /* key of a name → how it is written */
  TyNoise *noise;         /* what no count takes */
  GHashTable *found;      /* in a bulk load of a table: name → id of those found by alias */
  char *data_folder;
  char **word_lists;   /* that are still to be read; NULL: none */
  TyRejectFunc reject; /* of lines of theirs; may be NULL */
  gpointer reject_data;
  struct TyScales *scales;         /* see survey-table.h; NULL until it is asked for */
  guint64 listed_words, own_words; /* hashes of the word lists, and of them and the names */
  /* See index.h. */
  char *index_stamp;
  TySegmenter *index_segmenter;
  guint n_threads;
  TyRoads *roads; /* that distances count; NULL: none */
  char *roads_name;
};

/** The compiled lexicon of the data folder with further lists of own words (NULL-terminated, or
 * NULL). Lines that cannot be used are handed to `reject` (may be NULL), counted in `n_rejected`
 * (may be NULL) and passed over.
 * @return NULL with TY_ERROR_MISSING, or TY_ERROR_INPUT when the compiled one is torn */
TyLexicon *ty_open_lexicon(const char *data_folder, const char *const *word_lists,
                           TyRejectFunc reject, gpointer data, gsize *n_rejected, GError **error);

/** Opens lexicon, names and noise where only the graph was opened. */
gboolean ty_workspace_need_words(TyWorkspace *workspace, GError **error);

/** Adds an own word to the lexicon and to what the index of words is stamped with. */
void ty_workspace_add_word(TyWorkspace *workspace, const char *word, const char *tag);

/** Reads the atlas's names into lexicon and gazetteer, anew, and the user's own words and rules
 * above all lists. */
gboolean ty_workspace_refresh(TyWorkspace *workspace, GError **error);

/** The entity that `name` (a name or alias, any script) stands for.
 * @return its id; 0 with TY_ERROR_NOT_FOUND (near names are named) or TY_ERROR_INPUT (ambiguous:
 * its meanings are named) */
gint64 ty_workspace_entity(TyWorkspace *workspace, const char *name, GError **error);

/** A counted word as people write it: 困佛寺 stands for the name 睏佛寺, which normalisation took
 * the first character of. Borrowed; the word itself where it is no name. */
const char *ty_workspace_spelling(const TyWorkspace *workspace, const char *word);

/** A JSON number rounded to `decimals`. */
json_t *ty_json_number(double value, int decimals);
