/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/documents.h"

#include "base/parallel.h"
#include "flow/index.h"
#include "flow/prepare.h"

#include <string.h>

/* Batches on their way: enough that nobody waits for a slow one, some MiB in all. Texts so long
 * that they fill batches alone are fewer at a time. */
#define N_SLOTS 16
#define MOST_BYTES (16 << 20)

typedef enum { FREE, FILLED, TAKEN, READY } State;

struct TyDocuments {
  TyWorkspace *workspace;
  gint64 source;
  TyJudge *judge;
  TyDocumentCounts counts;
  gboolean wants_words; /* for the index */
  TyPreparer own;       /* of the caller's thread, when there is no other */

  TyBatch *slots[N_SLOTS];
  State state[N_SLOTS];
  gsize n_filled, n_taken; /* batches so far; number b stands in slot b % N_SLOTS */
  gsize n_bytes;           /* of those on their way */
  gboolean ended, abandoned;
  GError *fault; /* what the writer met */
  GMutex mutex;
  GCond changed;
  guint n_workers;
  GThread **workers;
  GThread *writer; /* NULL: all in the caller's thread */
};

static TyPreparer preparer_new(const TyDocuments *documents) {
  const TyWorkspace *workspace = documents->workspace;
  return (TyPreparer){workspace->atlas,
                      documents->wants_words ? ty_segmenter_new(workspace->lexicon) : NULL,
                      g_array_new(FALSE, FALSE, sizeof(guint32))};
}

static void preparer_clear(TyPreparer *preparer) {
  g_clear_pointer(&preparer->segmenter, ty_segmenter_free);
  g_clear_pointer(&preparer->features, g_array_unref);
}

/* Writing ---------------------------------------------------------------------------------------
 */

static gboolean write_item(TyDocuments *documents, const TyBatch *batch, const TyBatchItem *item,
                           GError **error) {
  TyAtlas *atlas = documents->workspace->atlas;
  const TyWording *wording = &item->wording;
  TyLikeness likeness = {wording->text_hash, wording->sketch.opening, wording->sketch.bin};
  gint64 original;

  if (item->reject.reason)
    return ty_atlas_add_reject(atlas, documents->source, &item->reject, error);
  TyRepeat repeat = ty_judge(documents->judge, wording, &original);
  gint64 id = ty_atlas_add_document(atlas, documents->source, &item->document, item->author_hash,
                                    &likeness, repeat, original, error);
  if (!id || (documents->wants_words &&
              !ty_atlas_index_document(atlas, id, batch->postings, item->posted, error)))
    return FALSE;
  ty_judge_note(documents->judge, id, wording, repeat, original);
  documents->counts.rows++;
  documents->counts.exact += repeat == TY_REPEAT_EXACT;
  documents->counts.near += repeat == TY_REPEAT_NEAR;
  documents->counts.reposts += repeat == TY_REPEAT_REPOST;
  return TRUE;
}

static gboolean write_batch(TyDocuments *documents, const TyBatch *batch, GError **error) {
  for (gsize i = 0; i < batch->n; i++) {
    if (i + 1 < batch->n && !batch->items[i + 1].reject.reason)
      ty_judge_expect(documents->judge, &batch->items[i + 1].wording);
    if (!write_item(documents, batch, &batch->items[i], error))
      return FALSE;
  }
  return TRUE;
}

/* Threads ---------------------------------------------------------------------------------------
 */

static void set_state(TyDocuments *documents, gsize slot, State state) {
  documents->state[slot] = state;
  g_cond_broadcast(&documents->changed);
}

static gpointer work(gpointer data) {
  TyDocuments *documents = data;
  TyPreparer preparer = preparer_new(documents);

  g_mutex_lock(&documents->mutex);
  while (TRUE) {
    if (documents->abandoned || (documents->ended && documents->n_taken == documents->n_filled))
      break;
    if (documents->n_taken == documents->n_filled) {
      g_cond_wait(&documents->changed, &documents->mutex);
      continue;
    }
    gsize slot = documents->n_taken++ % N_SLOTS;
    documents->state[slot] = TAKEN;
    g_mutex_unlock(&documents->mutex);
    ty_batch_prepare(documents->slots[slot], &preparer);
    g_mutex_lock(&documents->mutex);
    set_state(documents, slot, READY);
  }
  g_mutex_unlock(&documents->mutex);
  preparer_clear(&preparer);
  return NULL;
}

static gpointer write_all(gpointer data) {
  TyDocuments *documents = data;
  gsize n_written = 0;

  g_mutex_lock(&documents->mutex);
  while (!documents->abandoned && !(documents->ended && n_written == documents->n_filled)) {
    gsize slot = n_written % N_SLOTS;
    if (documents->state[slot] != READY) {
      g_cond_wait(&documents->changed, &documents->mutex);
      continue;
    }
    g_mutex_unlock(&documents->mutex);
    GError *why = NULL;
    gsize n_bytes = documents->slots[slot]->n_bytes;
    gboolean written = write_batch(documents, documents->slots[slot], &why);
    ty_batch_clear(documents->slots[slot]);
    g_mutex_lock(&documents->mutex);
    n_written++;
    documents->n_bytes -= n_bytes;
    if (!written) {
      documents->fault = why;
      documents->abandoned = TRUE;
    }
    set_state(documents, slot, FREE);
  }
  g_mutex_unlock(&documents->mutex);
  return NULL;
}

static void begin_threads(TyDocuments *documents, guint n_threads) {
  documents->n_workers = MAX(n_threads - 1, 1);
  documents->workers = g_new0(GThread *, documents->n_workers);
  documents->writer = g_thread_new("write", write_all, documents);
  for (guint i = 0; i < documents->n_workers; i++)
    documents->workers[i] = g_thread_new("prepare", work, documents);
}

TyDocuments *ty_documents_new(TyWorkspace *workspace, gint64 source, guint n_threads,
                              GError **error) {
  gboolean wants_words = ty_index_is_current(workspace);
  TyJudge *judge = ty_judge_new(workspace, error);
  if (!judge || (wants_words && !ty_atlas_begin_postings(workspace->atlas, error))) {
    g_clear_pointer(&judge, ty_judge_free);
    return NULL;
  }
  TyDocuments *documents = g_new0(TyDocuments, 1);

  documents->workspace = workspace;
  documents->source = source;
  documents->judge = judge;
  documents->wants_words = wants_words;
  g_mutex_init(&documents->mutex);
  g_cond_init(&documents->changed);
  for (gsize i = 0; i < N_SLOTS; i++)
    documents->slots[i] = ty_batch_new();
  n_threads = ty_parallel_threads(n_threads);
  if (n_threads > 1)
    begin_threads(documents, n_threads);
  else
    documents->own = preparer_new(documents);
  return documents;
}

/* Taking ----------------------------------------------------------------------------------------
 */

/* The batch that is being filled; waits until there is one. NULL when the writer failed. */
static TyBatch *open_batch(TyDocuments *documents) {
  gsize slot = documents->n_filled % N_SLOTS;

  if (!documents->writer)
    return documents->fault ? NULL : documents->slots[0];
  g_mutex_lock(&documents->mutex);
  while ((documents->state[slot] != FREE || documents->n_bytes > MOST_BYTES) &&
         !documents->abandoned)
    g_cond_wait(&documents->changed, &documents->mutex);
  gboolean failed = documents->abandoned;
  g_mutex_unlock(&documents->mutex);
  return failed ? NULL : documents->slots[slot];
}

/* Passes the open batch on. */
static void pass_on(TyDocuments *documents) {
  if (documents->writer) {
    g_mutex_lock(&documents->mutex);
    gsize slot = documents->n_filled++ % N_SLOTS;
    documents->n_bytes += documents->slots[slot]->n_bytes;
    set_state(documents, slot, FILLED);
    g_mutex_unlock(&documents->mutex);
    return;
  }
  ty_batch_prepare(documents->slots[0], &documents->own);
  write_batch(documents, documents->slots[0], &documents->fault);
  ty_batch_clear(documents->slots[0]);
}

static gboolean give_fault(TyDocuments *documents, GError **error) {
  if (documents->fault)
    g_propagate_error(error, g_steal_pointer(&documents->fault));
  return FALSE;
}

gboolean ty_documents_take(TyDocuments *documents, const TyDocument *document, GError **error) {
  TyBatch *batch = open_batch(documents);

  if (!batch)
    return give_fault(documents, error);
  ty_batch_add(batch, document);
  if (ty_batch_is_full(batch))
    pass_on(documents);
  return TRUE;
}

gboolean ty_documents_reject(TyDocuments *documents, const TyReject *reject, GError **error) {
  TyBatch *batch = open_batch(documents);

  if (!batch)
    return give_fault(documents, error);
  ty_batch_add_reject(batch, reject);
  if (ty_batch_is_full(batch))
    pass_on(documents);
  return TRUE;
}

gboolean ty_documents_end(TyDocuments *documents, gboolean abandon, TyDocumentCounts *counts,
                          GError **error) {
  TyBatch *batch = abandon ? NULL : open_batch(documents);

  if (batch && batch->n > 0)
    pass_on(documents);
  g_mutex_lock(&documents->mutex);
  documents->ended = TRUE;
  documents->abandoned |= abandon;
  g_cond_broadcast(&documents->changed);
  g_mutex_unlock(&documents->mutex);
  for (guint i = 0; i < documents->n_workers; i++)
    g_thread_join(documents->workers[i]);
  g_clear_pointer(&documents->writer, g_thread_join);

  if (documents->wants_words && !abandon && !documents->fault)
    ty_atlas_end_postings(documents->workspace->atlas, &documents->fault);
  gboolean done = !documents->fault;
  give_fault(documents, abandon ? NULL : error);
  if (counts)
    *counts = documents->counts;
  for (gsize i = 0; i < N_SLOTS; i++)
    ty_batch_free(documents->slots[i]);
  g_mutex_clear(&documents->mutex);
  g_cond_clear(&documents->changed);
  ty_judge_free(documents->judge);
  preparer_clear(&documents->own);
  g_free(documents->workers);
  g_free(documents);
  return done;
}
