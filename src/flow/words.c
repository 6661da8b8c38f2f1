/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/words.h"

#include "flow/counting.h"

#include <string.h>

static gboolean take_document(const TyStoredDocument *document, gpointer data, GError **error) {
  TyCounting *counting = data;
  const char *texts[] = {document->title, document->text,
                         g_str_equal(document->kind, "paper") ? document->tags : NULL};
  TyTextPart parts[G_N_ELEMENTS(texts)];
  gsize n = 0;
  (void) error;

  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    if (texts[i])
      parts[n++] = (TyTextPart){texts[i], strlen(texts[i]), FALSE, texts[i] == document->text};
  ty_counting_add(counting, document->id, parts, n);
  return TRUE;
}

static const char *spelling_of(const char *word, gconstpointer workspace) {
  return ty_workspace_spelling(workspace, word);
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

TyWords *ty_words_new_with(TyWorkspace *workspace, const TyDocumentFilter *filter,
                           TyWordsFlags flags, GError **error) {
  g_autoptr(TyCounting) counting =
      ty_counting_new(workspace->lexicon, workspace->noise, flags, workspace->n_threads);

  if (!ty_atlas_each_document(workspace->atlas, filter, take_document, counting, error))
    return NULL;
  g_autoptr(TyWords) words = ty_counting_finish(g_steal_pointer(&counting), spelling_of, workspace);
  if (words->documents->len == 0) {
    fail_empty(workspace, filter, error);
    return NULL;
  }
  return g_steal_pointer(&words);
}

TyWords *ty_words_new(TyWorkspace *workspace, const TyDocumentFilter *filter, GError **error) {
  return ty_words_new_with(workspace, filter, TY_WORDS_PLAIN, error);
}

TyWords *ty_words_of_lines(const TyLexicon *lexicon, const TyNoise *noise, const char *text,
                           gsize length, TyWordsFlags flags, guint n_threads) {
  TyCounting *counting = ty_counting_new(lexicon, noise, flags, n_threads);

  for (gsize at = 0, line = 1; at < length; line++) {
    const char *end = memchr(text + at, '\n', length - at);
    gsize stop = end ? (gsize) (end - text) : length;
    TyTextPart part = {text + at, stop - at, TRUE, TRUE};
    ty_counting_add(counting, (gint64) line, &part, 1);
    at = stop + 1;
  }
  return ty_counting_finish(counting, NULL, NULL);
}

void ty_words_free(TyWords *words) {
  g_ptr_array_unref(words->vocabulary);
  g_ptr_array_unref(words->texts);
  g_array_unref(words->documents);
  g_array_unref(words->start);
  g_array_unref(words->word);
  g_clear_pointer(&words->gap, g_byte_array_unref);
  g_free(words);
}

TyTokenMatrix ty_words_matrix(const TyWords *words) {
  return (TyTokenMatrix){words->documents->len, words->vocabulary->len,
                         (const guint32 *) words->start->data, (const guint32 *) words->word->data};
}

guint32 *ty_words_documents(const TyWords *words) {
  TyTokenMatrix matrix = ty_words_matrix(words);
  guint32 *documents = g_new0(guint32, MAX(matrix.n_words, 1));
  g_autofree guint32 *last = g_new0(guint32, MAX(matrix.n_words, 1));

  for (gsize d = 0; d < matrix.n_docs; d++)
    for (guint32 i = matrix.start[d]; i < matrix.start[d + 1]; i++)
      if (last[matrix.word[i]] != d + 1) {
        last[matrix.word[i]] = (guint32) d + 1;
        documents[matrix.word[i]]++;
      }
  return documents;
}
