/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: patterns bound to an atlas: to its ontology, and to the kinds of its
 * entities. */
#pragma once
#include "flow/workspace.h"
#include "text/pattern.h"

typedef struct {
  TyPatterns *patterns;
  GPtrArray *kinds;    /**< names of kinds, by the numbers that patterns use */
  GHashTable *kind_of; /**< gint64 id of an entity → number of its kind + 1 */
} TyExtraction;

/** Reads the ontology and the kinds of the atlas, the patterns of the data folder and the atlas's
 * own above them. @return NULL with `error` set: TY_ERROR_INPUT says file and line */
TyExtraction *ty_extraction_new(TyWorkspace *workspace, GError **error);
void ty_extraction_free(TyExtraction *extraction);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyExtraction, ty_extraction_free)

/** Finds facts in a segmented text with the names found in it: appended to `facts` (of
 * TyPatternFact). Any thread may call it. */
void ty_extraction_find(const TyExtraction *extraction, const TyToken *tokens, gsize n_tokens,
                        const TyMention *mentions, gsize n_mentions, GArray *facts);

/** Keeps a file of patterns in the atlas, once it could be read with those that are there.
 * @return FALSE with TY_ERROR_INPUT (file and line) */
gboolean ty_keep_patterns(TyWorkspace *workspace, const char *name, const char *text, gsize length,
                          GError **error);
