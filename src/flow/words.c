/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/words.h"

#include <string.h>

typedef struct {
  TyWorkspace *workspace;
  TyWords *words;
  GHashTable *ids; /* word → id + 1 */
  TySegmenter *segmenter;
} Counting;

static void count_word(Counting *counting, const TyToken *token) {
  g_autofree char *word = g_strndup(token->text, token->length);
  guint32 id = GPOINTER_TO_UINT(g_hash_table_lookup(counting->ids, word));

  if (id == 0) {
    g_ptr_array_add(counting->words->vocabulary,
                    g_strdup(ty_workspace_spelling(counting->workspace, word)));
    id = counting->words->vocabulary->len;
    g_hash_table_insert(counting->ids, g_steal_pointer(&word), GUINT_TO_POINTER(id));
  }
  id--;
  g_array_append_val(counting->words->word, id);
}

static void count_text(Counting *counting, const char *text) {
  const TyNoise *noise = counting->workspace->noise;
  gsize n;
  const TyToken *tokens =
      ty_segmenter_tokens(counting->segmenter, text, strlen(text), TY_SEGMENT_PRECISE, &n);

  for (gsize i = 0; i < n;) {
    gsize furniture = ty_noise_furniture(noise, tokens + i, n - i);
    if (furniture == 0 && ty_noise_counts(noise, &tokens[i]))
      count_word(counting, &tokens[i]);
    i += MAX(furniture, 1);
  }
}

static gboolean take_document(const TyStoredDocument *document, gpointer data, GError **error) {
  Counting *counting = data;
  TyWords *words = counting->words;
  const char *parts[] = {document->title, document->text,
                         g_str_equal(document->kind, "paper") ? document->tags : NULL};
  (void) error;

  if (ty_noise_advertises(counting->workspace->noise, document->text)) {
    words->n_advertisements++;
    return TRUE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
    if (parts[i])
      count_text(counting, parts[i]);
  g_array_append_val(words->documents, document->id);
  g_array_append_val(words->start, words->word->len);
  return TRUE;
}

static gboolean note_body(const TyStoredDocument *document, gpointer data, GError **error) {
  GString *bodies = data;
  g_autofree char *body =
      g_strdup_printf("%s of %s", document->kind, document->place ? document->place : "no place");
  (void) error;

  if (!strstr(bodies->str, body))
    g_string_append_printf(bodies, "%s%s", bodies->len ? ", " : "", body);
  return TRUE;
}

/* Says what was asked for and what there is. */
static void fail_empty(TyWorkspace *workspace, const TyDocumentFilter *filter, GError **error) {
  g_autoptr(GString) wanted = g_string_new(NULL), bodies = g_string_new(NULL);
  const char *const asked[][2] = {{"kind", filter->kind},         {"place", filter->place},
                                  {"platform", filter->platform}, {"term", filter->term},
                                  {"since", filter->since},       {"until", filter->until}};

  for (gsize i = 0; i < G_N_ELEMENTS(asked); i++)
    if (asked[i][1])
      g_string_append_printf(wanted, " --%s %s", asked[i][0], asked[i][1]);
  ty_atlas_each_document(workspace->atlas, NULL, note_body, bodies, NULL);
  g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
              "found no document%s%s, expected at least one; the atlas has %s",
              wanted->len ? " with" : "", wanted->str,
              bodies->len ? bodies->str : "no documents: read some with `tuyou import --as posts`");
}

TyWords *ty_words_new(TyWorkspace *workspace, const TyDocumentFilter *filter, GError **error) {
  g_autoptr(TyWords) words = g_new0(TyWords, 1);
  g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(workspace->lexicon);
  Counting counting = {workspace, words, ids, segmenter};
  guint32 zero = 0;

  words->vocabulary = g_ptr_array_new_with_free_func(g_free);
  words->documents = g_array_new(FALSE, FALSE, sizeof(gint64));
  words->start = g_array_new(FALSE, FALSE, sizeof(guint32));
  words->word = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_array_append_val(words->start, zero);
  if (!ty_atlas_each_document(workspace->atlas, filter, take_document, &counting, error))
    return NULL;
  if (words->documents->len == 0) {
    fail_empty(workspace, filter, error);
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
