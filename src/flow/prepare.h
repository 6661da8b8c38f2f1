/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the imports: what can be found out of documents before they are in the atlas, a batch at
 * a time, on any thread. */
#pragma once
#include "atlas/postings.h"
#include "flow/judge.h"
#include "flow/workspace.h"

/** A batch is full when it has so many items or so many bytes of text. */
#define TY_BATCH_ITEMS 256
#define TY_BATCH_BYTES (1 << 20)

/** A document, or a rejected record. */
typedef struct TyBatchItem {
  TyDocument document;
  TyReject reject; /**< reason NULL: a document */
  char *author_hash;
  TyWording wording; /**< of features [features_from, + n) of the batch */
  gsize features_from;
  gsize posted; /**< number in the batch's postings */
} TyBatchItem;

typedef struct TyBatch {
  TyBatchItem items[TY_BATCH_ITEMS];
  gsize n;
  gsize n_bytes; /**< of texts */
  GStringChunk *strings;
  TyPostings *postings; /**< words for the index */
  GArray *features;
} TyBatch;

TyBatch *ty_batch_new(void);
void ty_batch_free(TyBatch *batch);
void ty_batch_clear(TyBatch *batch);
gboolean ty_batch_is_full(const TyBatch *batch);
void ty_batch_add(TyBatch *batch, const TyDocument *document);
void ty_batch_add_reject(TyBatch *batch, const TyReject *reject);

/** What a thread needs of its own. */
typedef struct {
  const TyAtlas *atlas;
  TySegmenter *segmenter; /**< NULL: no words for the index are wanted */
  GArray *features;
} TyPreparer;

void ty_batch_prepare(TyBatch *batch, TyPreparer *preparer);
