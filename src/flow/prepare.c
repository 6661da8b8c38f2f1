/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/prepare.h"

#include "flow/index-words.h"

#include <string.h>

/* What a batch of long texts has taken is given back; others take it again and again. */
#define MOST_KEPT_FEATURES (1 << 19)

TyBatch *ty_batch_new(void) {
  TyBatch *batch = g_new0(TyBatch, 1);

  batch->strings = g_string_chunk_new(1 << 16);
  batch->postings = ty_postings_new();
  batch->features = g_array_new(FALSE, FALSE, sizeof(guint32));
  return batch;
}

void ty_batch_clear(TyBatch *batch) {
  for (gsize i = 0; i < batch->n; i++)
    g_clear_pointer(&batch->items[i].author_hash, g_free);
  if (batch->features->len > MOST_KEPT_FEATURES) {
    g_array_unref(batch->features);
    batch->features = g_array_new(FALSE, FALSE, sizeof(guint32));
  }
  batch->n = 0;
  batch->n_bytes = 0;
  g_string_chunk_clear(batch->strings);
  ty_postings_clear(batch->postings);
  g_array_set_size(batch->features, 0);
}

void ty_batch_free(TyBatch *batch) {
  ty_batch_clear(batch);
  g_string_chunk_free(batch->strings);
  ty_postings_free(batch->postings);
  g_array_unref(batch->features);
  g_free(batch);
}

gboolean ty_batch_is_full(const TyBatch *batch) {
  return batch->n == TY_BATCH_ITEMS || batch->n_bytes >= TY_BATCH_BYTES;
}

static const char *copy(TyBatch *batch, const char *text) {
  if (!text)
    return NULL;
  gsize length = strlen(text);
  batch->n_bytes += length;
  return g_string_chunk_insert_len(batch->strings, text, (gssize) length);
}

void ty_batch_add(TyBatch *batch, const TyDocument *document) {
  TyBatchItem *item = &batch->items[batch->n++];
  TyDocument *own = &item->document;
  const char **strings[] = {&own->platform, &own->native_id, &own->title, &own->text,
                            &own->author,   &own->date,      &own->place, &own->term,
                            &own->url,      &own->tags,      &own->venue, &own->organ};

  *item = (TyBatchItem){.document = *document};
  for (gsize i = 0; i < G_N_ELEMENTS(strings); i++)
    *strings[i] = copy(batch, *strings[i]);
}

void ty_batch_add_reject(TyBatch *batch, const TyReject *reject) {
  TyBatchItem *item = &batch->items[batch->n++];

  *item = (TyBatchItem){
      .reject = {copy(batch, reject->file), reject->line, copy(batch, reject->reason), NULL}};
}

/* Preparing -------------------------------------------------------------------------------------
 */

static void prepare_words(TyBatch *batch, TyBatchItem *item, TySegmenter *segmenter) {
  const char *const texts[TY_INDEX_COLUMNS] = {[TY_INDEX_TITLE] = item->document.title,
                                               [TY_INDEX_TEXT] = item->document.text,
                                               [TY_INDEX_TAGS] = item->document.tags};

  for (TyIndexColumn column = 0; column < TY_INDEX_COLUMNS; column++) {
    if (!texts[column])
      continue;
    ty_postings_begin_column(batch->postings, column);
    ty_index_words(segmenter, texts[column], strlen(texts[column]), ty_postings_take,
                   batch->postings);
  }
  item->posted = ty_postings_end(batch->postings);
}

void ty_batch_prepare(TyBatch *batch, TyPreparer *preparer) {
  for (gsize i = 0; i < batch->n; i++) {
    TyBatchItem *item = &batch->items[i];
    const TyDocument *document = &item->document;
    if (item->reject.reason)
      continue;
    const char *body = document->text ? document->text : document->title ? document->title : "";
    TyNormalised normalised = ty_normalise(body, strlen(body));
    ty_sketch_normalised(&normalised, preparer->features, &item->wording.sketch);
    item->wording.text_hash = document->text ? ty_text_hash_normalised(document->title, &normalised)
                                             : ty_text_hash(NULL, document->title);
    ty_normalised_clear(&normalised);
    item->wording.body = body;
    item->features_from = batch->features->len;
    item->wording.n_features = preparer->features->len;
    g_array_append_vals(batch->features, preparer->features->data, preparer->features->len);
    item->author_hash = ty_atlas_hash_author(preparer->atlas, document->author);
    if (preparer->segmenter)
      prepare_words(batch, item, preparer->segmenter);
  }
  for (gsize i = 0; i < batch->n; i++)
    batch->items[i].wording.features =
        &g_array_index(batch->features, guint32, batch->items[i].features_from);
}
