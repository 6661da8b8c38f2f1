/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the atlas: one segment of the index, written as FTS5 keeps it.
 *
 * A segment is a row of leaves (document_index_data), its words in order, each with its documents;
 * a leaf is full at about TY_LEAF_BYTES:
 *
 *     leaf    u16 offset of the first document that belongs to a word of an earlier leaf, or 0
 *             u16 offset of the footer
 *             words: shared bytes with the word before (but for the first of a leaf), other bytes;
 *                    documents: id (less the one before, but for the first of a word or of a leaf
 *                    that goes on), list of places with its size
 *             footer: the words' offsets, each less the one before
 *
 * document_index_idx tells from which word on a leaf has words. A word whose documents take many
 * leaves without another word has a tree of the first documents of each (also in
 * document_index_data), so that a search can leap. */
#pragma once
#include "atlas/gathered.h"
#include "atlas/statement.h"

#define TY_LEAF_BYTES 4050

/** Writes a segment that has no leaves yet.
 * @param n_leaves  out: they are numbered from 1 */
gboolean ty_segment_write(TyAtlas *atlas, gint64 segment, TyGathered *gathered, gint64 *n_leaves,
                          GError **error);
