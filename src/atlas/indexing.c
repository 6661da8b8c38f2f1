/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas/indexing.h"

#include "atlas/gathered.h"
#include "atlas/segment.h"
#include "atlas/structure.h"

/* A segment is written when what it holds takes so much memory. */
#define SEGMENT_BYTES (16 << 20)
/* When there are so many segments, they are made one: a search looks into each. */
#define MANY_SEGMENTS 256

typedef struct {
  gint64 id;
  guint32 n_places[TY_INDEX_COLUMNS];
} Size;

struct TyIndexing {
  TyGathered *gathered;
  GArray *sizes; /* of Size, of what is gathered */
};

void ty_indexing_free(TyIndexing *indexing) {
  ty_gathered_free(indexing->gathered);
  g_array_unref(indexing->sizes);
  g_free(indexing);
}

/* FTS5 writes out what it holds (at a savepoint), and reads the list of segments anew. */
static gboolean settle(TyAtlas *atlas, GError **error) {
  return ty_atlas_run(atlas,
                      "INSERT INTO document_index (document_index, rank) VALUES ('merge', 0);"
                      "SAVEPOINT settled; RELEASE settled",
                      error);
}

gboolean ty_atlas_begin_postings(TyAtlas *atlas, GError **error) {
  g_assert(!atlas->indexing);
  if (!settle(atlas, error))
    return FALSE;
  atlas->indexing = g_new0(TyIndexing, 1);
  atlas->indexing->gathered = ty_gathered_new();
  atlas->indexing->sizes = g_array_new(FALSE, FALSE, sizeof(Size));
  return TRUE;
}

static gboolean write_sizes(TyAtlas *atlas, const GArray *sizes, GError **error) {
  gint64 n_places[TY_INDEX_COLUMNS] = {0};

  for (guint i = 0; i < sizes->len; i++) {
    const Size *size = &g_array_index(sizes, Size, i);
    if (!ty_atlas_put_size(atlas, size->id, size->n_places, error))
      return FALSE;
    for (guint column = 0; column < TY_INDEX_COLUMNS; column++)
      n_places[column] += size->n_places[column];
  }
  return ty_atlas_add_sums(atlas, sizes->len, n_places, error);
}

static gboolean write_segment(TyAtlas *atlas, GError **error) {
  TyIndexing *indexing = atlas->indexing;
  gint64 segment = ty_atlas_new_segment(atlas, error), n_leaves = 0;

  if (!segment || !write_sizes(atlas, indexing->sizes, error) ||
      !ty_segment_write(atlas, segment, indexing->gathered, &n_leaves, error) ||
      (n_leaves > 0 && !ty_atlas_add_segment(atlas, segment, n_leaves, error)))
    return FALSE;
  ty_gathered_clear(indexing->gathered);
  g_array_set_size(indexing->sizes, 0);
  return TRUE;
}

gboolean ty_atlas_index_document(TyAtlas *atlas, gint64 id, const TyPostings *postings, gsize n,
                                 GError **error) {
  TyIndexing *indexing = atlas->indexing;
  const TyPostedDocument *document = &g_array_index(postings->documents, TyPostedDocument, n);
  Size size = {.id = id};

  for (guint column = 0; column < TY_INDEX_COLUMNS; column++)
    size.n_places[column] = document->n_places[column];
  g_array_append_val(indexing->sizes, size);
  ty_gathered_add(indexing->gathered, id, postings, n);
  return ty_gathered_bytes(indexing->gathered) < SEGMENT_BYTES || write_segment(atlas, error);
}

static gboolean merge(TyAtlas *atlas, GError **error) {
  return ty_atlas_run(
      atlas, "INSERT INTO document_index (document_index, rank) VALUES ('merge', 1000000000)",
      error);
}

gboolean ty_atlas_end_postings(TyAtlas *atlas, GError **error) {
  gboolean written = (atlas->indexing->sizes->len == 0 || write_segment(atlas, error)) &&
                     settle(atlas, error) &&
                     (ty_atlas_count_segments(atlas) < MANY_SEGMENTS || merge(atlas, error));

  g_clear_pointer(&atlas->indexing, ty_indexing_free);
  return written;
}
