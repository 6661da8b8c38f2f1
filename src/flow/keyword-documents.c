/* SPDX-License-Identifier: Apache-2.0 */
/* Keywords of the documents of an atlas, one by one: for each of them, or terms of all together. */
#include "base/parallel.h"
#include "flow/document-keywords.h"
#include "flow/keywords.h"
#include "flow/words.h"

#include <string.h>

/* So much text is weighed at a time. */
#define BATCH_BYTES (4 * 1024 * 1024)
#define USUAL_TOP 20
/* Of a document's terms, so many speak for it where terms of all documents are weighed. */
#define TERMS_A_DOCUMENT 20

typedef struct {
  gint64 id, line;
  char *file, *title, *text;
  TyTerm *terms;
  gsize n_terms;
  GArray *hashes; /* of guint64; when documents are counted */
} Item;

typedef struct Batch Batch;
/* Receives the documents in order. */
typedef void (*ItemFunc)(const Batch *batch, const Item *item, gpointer data);

struct Batch {
  TyWorkspace *workspace;
  TyKeywordMethod method;
  const TyDocumentFrequencies *frequencies;
  gsize top; /* 0: the documents' words are counted */
  ItemFunc func;
  gpointer data;
  TySieve *sieve;
  TyDocumentKeywords **makers; /* one a thread */
  GArray *items;               /* of Item */
  gsize n_bytes, n_documents, n_advertisements;
};

static void weigh_item(gsize task, guint thread, gpointer data) {
  Batch *batch = data;
  Item *item = &g_array_index(batch->items, Item, task);

  if (!batch->makers[thread])
    batch->makers[thread] = ty_document_keywords_new(batch->workspace->lexicon, batch->sieve,
                                                     batch->method, batch->frequencies);
  ty_document_keywords_add(batch->makers[thread], item->text, strlen(item->text), 0);
  if (batch->top == 0) {
    item->hashes = g_array_new(FALSE, FALSE, sizeof(guint64));
    ty_document_keywords_hashes(batch->makers[thread], item->hashes);
    return;
  }
  item->terms = g_new(TyTerm, batch->top);
  item->n_terms = ty_document_keywords_finish(batch->makers[thread], item->terms, batch->top);
  item->terms = g_renew(TyTerm, item->terms, MAX(item->n_terms, 1));
}

static void clear_item(gpointer data) {
  Item *item = data;

  g_free(item->file);
  g_free(item->title);
  g_free(item->text);
  g_free(item->terms);
  g_clear_pointer(&item->hashes, g_array_unref);
}

static void weigh_batch(Batch *batch) {
  ty_parallel_for(batch->workspace->n_threads, batch->items->len, weigh_item, batch);
  for (guint i = 0; i < batch->items->len; i++)
    batch->func(batch, &g_array_index(batch->items, Item, i), batch->data);
  g_array_set_size(batch->items, 0);
  batch->n_bytes = 0;
}

/* The parts as lines: a title without a full stop is a headline. */
static char *text_of(const TyStoredDocument *document) {
  const char *parts[] = {document->title, document->text,
                         g_str_equal(document->kind, "paper") ? document->tags : NULL};
  GString *text = g_string_new(NULL);

  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
    if (parts[i])
      g_string_append_printf(text, "%s%s", text->len ? "\n" : "", parts[i]);
  return g_string_free(text, FALSE);
}

static gboolean take_document(const TyStoredDocument *document, gpointer data, GError **error) {
  Batch *batch = data;
  Item item = {.id = document->id, .line = document->line};
  (void) error;

  if (ty_noise_advertises(batch->workspace->noise, document->text)) {
    batch->n_advertisements++;
    return TRUE;
  }
  item.file = g_strdup(document->file);
  item.title = g_strdup(document->title);
  item.text = text_of(document);
  batch->n_bytes += strlen(item.text);
  batch->n_documents++;
  g_array_append_val(batch->items, item);
  if (batch->n_bytes >= BATCH_BYTES)
    weigh_batch(batch);
  return TRUE;
}

static gboolean each_document(Batch *batch, const TyDocumentFilter *filter, GError **error) {
  TyWorkspace *workspace = batch->workspace;
  guint n_threads = ty_parallel_threads(workspace->n_threads);

  batch->sieve = ty_sieve_new(workspace->noise, workspace->lexicon);
  batch->makers = g_new0(TyDocumentKeywords *, n_threads);
  batch->items = g_array_new(FALSE, FALSE, sizeof(Item));
  g_array_set_clear_func(batch->items, clear_item);
  gboolean whole = ty_atlas_each_document(workspace->atlas, filter, take_document, batch, error);
  if (whole)
    weigh_batch(batch);
  for (guint i = 0; i < n_threads; i++)
    g_clear_pointer(&batch->makers[i], ty_document_keywords_free);
  g_clear_pointer(&batch->makers, g_free);
  g_clear_pointer(&batch->items, g_array_unref);
  g_clear_pointer(&batch->sieve, ty_sieve_free);
  if (whole && batch->n_documents == 0) {
    ty_fail_no_document(workspace, filter, error);
    return FALSE;
  }
  return whole;
}

static char *spelling(const Item *item, const TyTerm *term) {
  return g_strndup(item->text + term->start, term->end - term->start);
}

/* Of each document ---------------------------------------------------------------------------- */

static void count_item(const Batch *batch, const Item *item, gpointer data) {
  (void) batch;
  ty_document_frequencies_add(data, 1, item->hashes);
}

static void list_item(const Batch *batch, const Item *item, gpointer data) {
  json_t *list = data, *keywords = json_array();
  (void) batch;

  for (gsize i = 0; i < item->n_terms; i++) {
    g_autofree char *word = spelling(item, &item->terms[i]);
    json_array_append_new(keywords, json_pack("{s:s, s:o}", "word", word, "weight",
                                              ty_json_number(item->terms[i].score, 6)));
  }
  json_array_append_new(list,
                        json_pack("{s:I, s:s?, s:I, s:s?, s:o}", "document", (json_int_t) item->id,
                                  "file", item->file, "line", (json_int_t) item->line, "title",
                                  item->title, "keywords", keywords));
}

json_t *ty_keywords_of_each(TyWorkspace *workspace, const TyDocumentFilter *filter,
                            const TyKeywordOptions *options, GError **error) {
  g_autoptr(GHashTable) documents = g_hash_table_new(NULL, NULL);
  TyDocumentFrequencies frequencies = {0, documents};
  Batch batch = {.workspace = workspace, .func = list_item};
  gboolean of_corpus;

  if (!ty_keyword_method_parse(options->method, TY_KEYWORDS_TFIDF, &batch.method, error) ||
      !ty_keyword_idf_parse(options->idf, batch.method, TRUE, &of_corpus, error))
    return NULL;
  if (of_corpus) {
    Batch counting = {.workspace = workspace, .func = count_item, .data = &frequencies};
    if (!each_document(&counting, filter, error))
      return NULL;
    batch.frequencies = &frequencies;
  }
  batch.top = options->top ? options->top : USUAL_TOP;
  json_t *list = batch.data = json_array();
  if (!each_document(&batch, filter, error)) {
    json_decref(list);
    return NULL;
  }
  json_t *answer = json_pack("{s:s}", "method", ty_keyword_method_name(batch.method));
  if (batch.method == TY_KEYWORDS_TFIDF)
    json_object_set_new(answer, "idf", json_string(of_corpus ? "corpus" : "background"));
  json_object_set_new(answer, "documents", list);
  return answer;
}

/* Terms of all together ----------------------------------------------------------------------- */

typedef struct {
  char *word; /* as it stands first */
  double expected;
  gsize n_documents;
} Term;

typedef struct {
  GHashTable *numbers; /* hash → index + 1 */
  GArray *terms;       /* of Term */
} Terms;

static void clear_term(gpointer term) { g_free(((Term *) term)->word); }

static void sum_item(const Batch *batch, const Item *item, gpointer data) {
  Terms *terms = data;
  (void) batch;

  for (gsize i = 0; i < item->n_terms; i++) {
    gpointer hash = GSIZE_TO_POINTER((gsize) item->terms[i].hash);
    gsize number = GPOINTER_TO_SIZE(g_hash_table_lookup(terms->numbers, hash));
    if (number == 0) {
      Term term = {spelling(item, &item->terms[i]), 0, 0};
      g_array_append_val(terms->terms, term);
      number = terms->terms->len;
      g_hash_table_insert(terms->numbers, hash, GSIZE_TO_POINTER(number));
    }
    Term *term = &g_array_index(terms->terms, Term, number - 1);
    term->expected += item->terms[i].score;
    term->n_documents++;
  }
}

static json_t *list_terms(const GArray *terms, gsize top) {
  g_autofree double *weight = g_new(double, MAX(terms->len, 1));
  json_t *list = json_array();

  for (guint i = 0; i < terms->len; i++)
    weight[i] = g_array_index(terms, Term, i).expected;
  g_autofree guint32 *order = ty_order_by_weight(weight, terms->len);
  for (gsize rank = 0; rank < MIN(top, terms->len); rank++) {
    const Term *term = &g_array_index(terms, Term, order[rank]);
    json_array_append_new(list,
                          ty_keyword_json(rank, term->word, term->expected, term->n_documents));
  }
  return list;
}

json_t *ty_keywords_by_terms(TyWorkspace *workspace, const TyDocumentFilter *filter, gsize top,
                             GError **error) {
  g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Term));
  Terms terms = {numbers, list};
  Batch batch = {.workspace = workspace,
                 .method = TY_KEYWORDS_TERMS,
                 .top = TERMS_A_DOCUMENT,
                 .func = sum_item,
                 .data = &terms};

  g_array_set_clear_func(list, clear_term);
  if (!each_document(&batch, filter, error))
    return NULL;
  return json_pack("{s:s, s:I, s:I, s:o}", "method", "terms", "documents",
                   (json_int_t) batch.n_documents, "advertisements",
                   (json_int_t) batch.n_advertisements, "keywords",
                   list_terms(list, top ? top : USUAL_TOP));
}
