/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the atlas: the rows in which FTS5 keeps the index: leaves and leaps by number
 * (document_index_data), the words that leaves begin with (document_index_idx), how long each
 * document is (document_index_docsize), and of all: its segments and how many documents and places
 * there are. */
#pragma once
#include "atlas/posting.h"
#include "atlas/statement.h"

/** Where leaf `leaf` of a segment is kept. */
static inline gint64 ty_leaf_id(gint64 segment, gint64 leaf) { return (segment << 37) + leaf; }
/** Where record `number` of the leaps at `height` is kept. */
static inline gint64 ty_leap_id(gint64 segment, guint height, gint64 number) {
  return (segment << 37) + ((gint64) 1 << 36) + ((gint64) height << 31) + number;
}

gboolean ty_atlas_put_leaf(TyAtlas *atlas, gint64 id, const guint8 *bytes, gsize n, GError **error);
/** Notes the key from which on there are words in `leaf`, and whether the last of them has leaps.
 */
gboolean ty_atlas_put_key(TyAtlas *atlas, gint64 segment, const guint8 *key, gsize n, gint64 leaf,
                          gboolean leaps, GError **error);
gboolean ty_atlas_put_size(TyAtlas *atlas, gint64 document, const guint32 *n_places,
                           GError **error);

/** How many segments the index has. */
gsize ty_atlas_count_segments(TyAtlas *atlas);
/** A number for a new segment, from 1; 0 with `error` set. */
gint64 ty_atlas_new_segment(TyAtlas *atlas, GError **error);
/** Adds a segment that was written to those of the index. */
gboolean ty_atlas_add_segment(TyAtlas *atlas, gint64 segment, gint64 n_leaves, GError **error);
/** Adds to how many documents and places (of each column) the index has. */
gboolean ty_atlas_add_sums(TyAtlas *atlas, gint64 n_documents, const gint64 *n_places,
                           GError **error);
