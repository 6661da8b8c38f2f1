/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: the open atlas with lexicon, names and stop words. */
#pragma once
#include <tuyou/flow.h>
#include <tuyou/text.h>

struct TyWorkspace {
  TyAtlas *atlas;
  TyLexicon *lexicon;     /* compiled list, own lists, and every name of the atlas */
  TyGazetteer *gazetteer; /* the atlas's names → entities */
  GHashTable *stopwords;  /* normalised words that no count takes */
  GPtrArray *advertising; /* normalised phrases that mark an advertisement */
  char *data_folder;
  guint n_threads;
};

/** Reads the atlas's names into lexicon and gazetteer, anew. */
gboolean ty_workspace_refresh(TyWorkspace *workspace, GError **error);

/** The entity that `name` (a name or alias, any script) stands for.
 * @return its id; 0 with TY_ERROR_NOT_FOUND (near names are named) or TY_ERROR_INPUT (ambiguous:
 * its meanings are named) */
gint64 ty_workspace_entity(TyWorkspace *workspace, const char *name, GError **error);

/** `text` in the form that names are compared in: normalised, without spaces. */
char *ty_name_key(const char *text);

/** A JSON number rounded to `decimals`. */
json_t *ty_json_number(double value, int decimals);
