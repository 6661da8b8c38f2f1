/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/words.h"

#include <string.h>

/* A text with this many different marks of advertising is one. */
#define ADVERTISING_MARKS 2

typedef struct {
  TyWorkspace *workspace;
  TyWords *words;
  GHashTable *ids; /* word → id + 1 */
} Counting;

static gboolean counts(const TyWorkspace *workspace, const TyToken *token, const char *word) {
  if (token->type != TY_TOKEN_WORD && token->type != TY_TOKEN_LATIN)
    return FALSE;
  return g_utf8_strlen(word, token->length) >= 2 &&
         !g_hash_table_contains(workspace->stopwords, word);
}

static void take_token(const TyToken *token, gpointer data) {
  Counting *counting = data;
  g_autofree char *word = g_strndup(token->text, token->length);

  if (!counts(counting->workspace, token, word))
    return;
  guint32 id = GPOINTER_TO_UINT(g_hash_table_lookup(counting->ids, word));
  if (id == 0) {
    g_ptr_array_add(counting->words->vocabulary, word);
    id = counting->words->vocabulary->len;
    g_hash_table_insert(counting->ids, g_steal_pointer(&word), GUINT_TO_POINTER(id));
  }
  id--;
  g_array_append_val(counting->words->word, id);
}

static gboolean advertises(const TyWorkspace *workspace, const char *text) {
  g_autofree char *key = ty_name_key(text);
  guint marks = 0;

  for (guint i = 0; i < workspace->advertising->len; i++)
    marks += strstr(key, workspace->advertising->pdata[i]) != NULL;
  return marks >= ADVERTISING_MARKS;
}

static gboolean take_document(const TyStoredDocument *document, gpointer data, GError **error) {
  Counting *counting = data;
  TyWords *words = counting->words;
  const char *parts[] = {document->title, document->text,
                         g_str_equal(document->kind, "paper") ? document->tags : NULL};
  (void) error;

  if (advertises(counting->workspace, document->text)) {
    words->n_advertisements++;
    return TRUE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
    if (parts[i])
      ty_segment(counting->workspace->lexicon, parts[i], strlen(parts[i]), TY_SEGMENT_PRECISE,
                 take_token, counting);
  g_array_append_val(words->documents, document->id);
  g_array_append_val(words->start, words->word->len);
  return TRUE;
}

TyWords *ty_words_new(TyWorkspace *workspace, const TyDocumentFilter *filter, GError **error) {
  g_autoptr(TyWords) words = g_new0(TyWords, 1);
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  Counting counting = {workspace, words, ids};
  guint32 zero = 0;

  words->vocabulary = g_ptr_array_new_with_free_func(g_free);
  words->documents = g_array_new(FALSE, FALSE, sizeof(gint64));
  words->start = g_array_new(FALSE, FALSE, sizeof(guint32));
  words->word = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_array_append_val(words->start, zero);
  if (!ty_atlas_each_document(workspace->atlas, filter, take_document, &counting, error))
    return NULL;
  if (words->documents->len == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found no document that is selected, expected at least one: see which places, "
                "platforms and terms there are with `tuyou check`");
    return NULL;
  }
  return g_steal_pointer(&words);
}

void ty_words_free(TyWords *words) {
  g_ptr_array_unref(words->vocabulary);
  g_array_unref(words->documents);
  g_array_unref(words->start);
  g_array_unref(words->word);
  g_free(words);
}

TyTokenMatrix ty_words_matrix(const TyWords *words) {
  return (TyTokenMatrix){words->documents->len, words->vocabulary->len,
                         (const guint32 *) words->start->data, (const guint32 *) words->word->data};
}

guint32 *ty_words_documents(const TyWords *words) {
  TyTokenMatrix matrix = ty_words_matrix(words);
  guint32 *documents = g_new0(guint32, MAX(matrix.n_words, 1));
  g_autofree gsize *last = g_new0(gsize, MAX(matrix.n_words, 1));

  for (gsize d = 0; d < matrix.n_docs; d++)
    for (guint32 i = matrix.start[d]; i < matrix.start[d + 1]; i++)
      if (last[matrix.word[i]] != d + 1) {
        last[matrix.word[i]] = d + 1;
        documents[matrix.word[i]]++;
      }
  return documents;
}
