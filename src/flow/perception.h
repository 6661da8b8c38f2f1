/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: opinions in the documents of an atlas, and the sites that they are about.
 */
#pragma once
#include "flow/workspace.h"

/** The lists of the data folder and, when `file` is not NULL, the user's above them. */
TyOpinionLexicon *ty_open_opinions(const char *data_folder, const char *file, GError **error);

/** An opinion where it stands. */
typedef struct {
  gint64 site;
  gsize document; /**< index of `documents` */
  TyOpinion opinion;
  char *words, *sentence;
} TyPlacedOpinion;

typedef struct {
  gint64 id, line;
  char *file, *date; /**< date NULL: not dated */
} TyOpinionDocument;

typedef struct {
  GArray *documents; /**< of TyOpinionDocument: those with an opinion */
  GArray *opinions;  /**< of TyPlacedOpinion, in order of document and place */
  gint64 n_documents, n_advertisements, n_unplaced;
} TyPlacedOpinions;

/** Opinions of the documents selected (posts, when the filter names no kind) with the site that
 * each is about: the one named last before it in its sentence, else in its sentence, else last
 * before that, else in the title; of a part that is no place of its own, the whole. Opinions in
 * texts that name no site are counted as unplaced.
 * @param wanted  ids of sites to keep; NULL: all. O(bytes) */
TyPlacedOpinions *ty_placed_opinions(TyWorkspace *workspace, const TyOpinionLexicon *lexicon,
                                     const TyDocumentFilter *filter, GHashTable *wanted,
                                     GError **error);
void ty_placed_opinions_free(TyPlacedOpinions *placed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyPlacedOpinions, ty_placed_opinions_free)

/** The entity and all that is part of it, to be unreferenced: keys gint64 (g_int64_hash). */
GHashTable *ty_entity_parts(TyWorkspace *workspace, gint64 entity, GError **error);
/** The site that each site, nature, experience base and component stands for: itself, or the first
 * site that a component is part of (else itself). gint64 → gint64, to be unreferenced. */
GHashTable *ty_sites_of_entities(TyWorkspace *workspace, GError **error);
