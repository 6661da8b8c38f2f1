/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/prepare.h"

#include "flow/index-words.h"

#include <string.h>

TyBatch *ty_batch_new(void) {
  TyBatch *batch = g_new0(TyBatch, 1);

  batch->strings = g_string_chunk_new(1 << 16);
  batch->words = g_byte_array_new();
  batch->features = g_array_new(FALSE, FALSE, sizeof(guint32));
  return batch;
}

void ty_batch_clear(TyBatch *batch) {
  for (gsize i = 0; i < batch->n; i++)
    g_clear_pointer(&batch->items[i].author_hash, g_free);
  batch->n = 0;
  g_string_chunk_clear(batch->strings);
  g_byte_array_set_size(batch->words, 0);
  g_array_set_size(batch->features, 0);
}

void ty_batch_free(TyBatch *batch) {
  ty_batch_clear(batch);
  g_string_chunk_free(batch->strings);
  g_byte_array_unref(batch->words);
  g_array_unref(batch->features);
  g_free(batch);
}

static const char *copy(TyBatch *batch, const char *text) {
  return text ? g_string_chunk_insert(batch->strings, text) : NULL;
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

static gboolean note_word(const char *word, gsize length, TySpan span, gboolean beside,
                          gpointer data) {
  GByteArray *words = data;
  guint8 head[2] = {(guint8) length, (guint8) beside};
  (void) span;

  g_byte_array_append(words, head, sizeof head);
  g_byte_array_append(words, (const guint8 *) word, (guint) length);
  return TRUE;
}

static void prepare_words(TyBatch *batch, TyBatchItem *item, TySegmenter *segmenter) {
  const char *const texts[TY_PREPARED_TEXTS] = {item->document.title, item->document.text,
                                                item->document.tags};

  for (gsize i = 0; i < TY_PREPARED_TEXTS; i++) {
    TyPreparedText *text = &item->texts[i];
    if (!texts[i])
      continue;
    *text = (TyPreparedText){texts[i], strlen(texts[i]), batch->words->len, 0};
    ty_index_words(segmenter, text->text, text->length, note_word, batch->words);
    text->to = batch->words->len;
  }
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

gboolean ty_batch_tell(const TyBatch *batch, const TyPreparedText *text, TyIndexWordFunc func,
                       gpointer data) {
  const TySpan nowhere = {0, 0};

  for (gsize at = text->from; at < text->to;) {
    const guint8 *head = batch->words->data + at;
    if (!func((const char *) head + 2, head[0], nowhere, head[1], data))
      return FALSE;
    at += 2 + (gsize) head[0];
  }
  return TRUE;
}
