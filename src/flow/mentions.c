/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/mentions.h"

#include "base/parallel.h"

#include <string.h>

enum { BATCH_DOCUMENTS = 4096, TASK_DOCUMENTS = 64 };

typedef struct {
  gint64 id;
  gsize text, about; /* offsets in Batch.bytes of text and of title and place, NUL-terminated */
  gsize first, n;    /* its mentions in those of its task */
  gsize first_fact, n_facts;
} Entry;

typedef struct {
  TyWorkspace *workspace;
  const TyExtraction *extraction;
  TyNamedInFunc func;
  gpointer data;
  guint n_threads;
  TySegmenter **text, **about; /* one a thread */
  GString *bytes;
  GArray *entries;
  GPtrArray *mentions; /* of GArray, one a task */
  GPtrArray *facts;    /* likewise */
} Batch;

static void take_mention(const TyMention *mention, gpointer data) {
  g_array_append_val((GArray *) data, *mention);
}

static void find_names(gsize task, guint thread, gpointer data) {
  Batch *batch = data;
  GArray *mentions = g_ptr_array_index(batch->mentions, task);
  GArray *facts = g_ptr_array_index(batch->facts, task);
  gsize end = MIN(batch->entries->len, (task + 1) * TASK_DOCUMENTS), n, n_about;

  g_array_set_size(mentions, 0);
  g_array_set_size(facts, 0);
  for (gsize i = task * TASK_DOCUMENTS; i < end; i++) {
    Entry *entry = &g_array_index(batch->entries, Entry, i);
    const char *text = batch->bytes->str + entry->text, *heading = batch->bytes->str + entry->about;
    const TyToken *tokens =
        ty_segmenter_tokens(batch->text[thread], text, strlen(text), TY_SEGMENT_PRECISE, &n);
    const TyToken *about = ty_segmenter_tokens(batch->about[thread], heading, strlen(heading),
                                               TY_SEGMENT_PRECISE, &n_about);
    entry->first = mentions->len;
    ty_gazetteer_find_about(batch->workspace->gazetteer, tokens, n, about, n_about, take_mention,
                            mentions);
    entry->n = mentions->len - entry->first;
    entry->first_fact = facts->len;
    if (batch->extraction && entry->n > 0)
      ty_extraction_find(batch->extraction, tokens, n,
                         &g_array_index(mentions, TyMention, entry->first), entry->n, facts);
    entry->n_facts = facts->len - entry->first_fact;
  }
}

static gboolean flush(Batch *batch, GError **error) {
  gsize n_tasks = (batch->entries->len + TASK_DOCUMENTS - 1) / TASK_DOCUMENTS;
  gboolean going = TRUE;

  while (batch->mentions->len < n_tasks) {
    GArray *facts = g_array_new(FALSE, FALSE, sizeof(TyPatternFact));
    g_array_set_clear_func(facts, (GDestroyNotify) (void *) ty_pattern_fact_clear);
    g_ptr_array_add(batch->facts, facts);
    g_ptr_array_add(batch->mentions, g_array_new(FALSE, FALSE, sizeof(TyMention)));
  }
  ty_parallel_for(batch->n_threads, n_tasks, find_names, batch);
  for (guint i = 0; i < batch->entries->len && going; i++) {
    const Entry *entry = &g_array_index(batch->entries, Entry, i);
    const GArray *mentions = g_ptr_array_index(batch->mentions, i / TASK_DOCUMENTS);
    const GArray *facts = g_ptr_array_index(batch->facts, i / TASK_DOCUMENTS);
    TyNamedIn found = {entry->id,
                       batch->bytes->str + entry->text,
                       &g_array_index(mentions, TyMention, entry->first),
                       entry->n,
                       &g_array_index(facts, TyPatternFact, entry->first_fact),
                       entry->n_facts};
    going = batch->func(&found, batch->data, error);
  }
  g_string_truncate(batch->bytes, 0);
  g_array_set_size(batch->entries, 0);
  return going;
}

static gboolean take_document(const TyStoredDocument *document, gpointer data, GError **error) {
  Batch *batch = data;
  Entry entry = {.id = document->id, .text = batch->bytes->len};

  g_string_append_len(batch->bytes, document->text, (gssize) strlen(document->text) + 1);
  entry.about = batch->bytes->len;
  g_string_append_printf(batch->bytes, "%s\n%s", document->title ? document->title : "",
                         document->place ? document->place : "");
  g_string_append_c(batch->bytes, '\0');
  g_array_append_val(batch->entries, entry);
  return batch->entries->len < BATCH_DOCUMENTS || flush(batch, error);
}

static TySegmenter **segmenters(const TyLexicon *lexicon, guint n) {
  TySegmenter **list = g_new(TySegmenter *, n);

  for (guint i = 0; i < n; i++)
    list[i] = ty_segmenter_new(lexicon);
  return list;
}

static void segmenters_free(TySegmenter **list, guint n) {
  for (guint i = 0; i < n; i++)
    ty_segmenter_free(list[i]);
  g_free(list);
}

gboolean ty_each_named_in(TyWorkspace *workspace, const TyExtraction *extraction,
                          const TyDocumentFilter *filter, TyNamedInFunc func, gpointer data,
                          GError **error) {
  g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  g_autoptr(GPtrArray) mentions =
      g_ptr_array_new_with_free_func((GDestroyNotify) (void *) g_array_unref);
  g_autoptr(GPtrArray) facts =
      g_ptr_array_new_with_free_func((GDestroyNotify) (void *) g_array_unref);
  g_autoptr(GString) bytes = g_string_new(NULL);
  guint n = ty_parallel_threads(workspace->n_threads);
  Batch batch = {.workspace = workspace,
                 .extraction = extraction,
                 .func = func,
                 .data = data,
                 .n_threads = n,
                 .text = segmenters(workspace->lexicon, n),
                 .about = segmenters(workspace->lexicon, n),
                 .bytes = bytes,
                 .entries = entries,
                 .mentions = mentions,
                 .facts = facts};
  gboolean done = ty_atlas_each_document(workspace->atlas, filter, take_document, &batch, error) &&
                  flush(&batch, error);

  segmenters_free(batch.text, n);
  segmenters_free(batch.about, n);
  return done;
}
