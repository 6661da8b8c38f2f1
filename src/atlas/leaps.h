/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the atlas: by what a search leaps over the documents of a word that take many leaves
 * (FTS5's doclist index). A tree of records: those at the bottom hold the first document of each
 * leaf, those above the first document of each record below. */
#pragma once
#include "atlas/statement.h"

typedef struct TyLeaps TyLeaps;

TyLeaps *ty_leaps_new(gint64 segment);
void ty_leaps_free(TyLeaps *leaps);

/** A word begins in `leaf`. */
void ty_leaps_begin(TyLeaps *leaps, gint64 leaf);
/** The documents of the word go on in `leaf`, of which `document` is the first. */
void ty_leaps_add(TyLeaps *leaps, gint64 leaf, gint64 document);
/** A leaf without a word's begin is complete; `no_document`: without a document's, too. */
void ty_leaps_skip_leaf(TyLeaps *leaps, gboolean no_document);
/** The word's documents end. @return whether they take so many leaves that its tree is kept */
gboolean ty_leaps_end(TyLeaps *leaps);

/** Writes the trees of all words. */
gboolean ty_leaps_write(const TyLeaps *leaps, TyAtlas *atlas, GError **error);
