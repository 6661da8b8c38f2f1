/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/topic-model.h"

#include <tuyou/corpus.h>
#include <tuyou/export.h>

enum { ROUNDS = 40 };

/* Documents in the model's words. */
typedef struct {
  GArray *start, *word; /* of guint32 */
  GArray *unknown;      /* of guint32: words that the model does not know, a document */
} Translation;

static void translation_clear(Translation *translation) {
  g_array_unref(translation->start);
  g_array_unref(translation->word);
  g_array_unref(translation->unknown);
}

/* A word's number in the model, by how names compare. */
static GHashTable *model_words(const TyTopicModel *model) {
  GHashTable *ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (gsize w = 0; w < model->matrix.n_words; w++) {
    char *key = ty_name_key(model->vocabulary[w]);
    if (g_hash_table_contains(ids, key))
      g_free(key);
    else
      g_hash_table_insert(ids, key, GSIZE_TO_POINTER(w + 1));
  }
  return ids;
}

static void translate(const TyTopicModel *model, const TyWords *words, Translation *translation) {
  g_autoptr(GHashTable) ids = model_words(model);
  g_autofree guint32 *own = g_new(guint32, MAX(words->vocabulary->len, 1)); /* 0: unknown */
  TyTokenMatrix matrix = ty_words_matrix(words);
  guint32 zero = 0;

  *translation = (Translation){g_array_new(FALSE, FALSE, sizeof(guint32)),
                               g_array_new(FALSE, FALSE, sizeof(guint32)),
                               g_array_new(FALSE, FALSE, sizeof(guint32))};
  for (guint w = 0; w < words->vocabulary->len; w++) {
    g_autofree char *key = ty_name_key(words->vocabulary->pdata[w]);
    own[w] = (guint32) GPOINTER_TO_SIZE(g_hash_table_lookup(ids, key));
  }
  g_array_append_val(translation->start, zero);
  for (gsize d = 0; d < matrix.n_docs; d++) {
    guint32 n_unknown = 0;
    for (guint32 i = matrix.start[d]; i < matrix.start[d + 1]; i++) {
      guint32 id = own[matrix.word[i]];
      if (id-- > 0)
        g_array_append_val(translation->word, id);
      else
        n_unknown++;
    }
    g_array_append_val(translation->start, translation->word->len);
    g_array_append_val(translation->unknown, n_unknown);
  }
}

static json_t *list_of(const TyTopicModel *model, const TyWords *words,
                       const Translation *translation, const float *theta) {
  const guint32 *start = (const guint32 *) translation->start->data;
  guint k = model->lda->n_topics;
  json_t *list = json_array();

  for (guint d = 0; d < words->documents->len; d++) {
    json_t *shares = start[d] < start[d + 1] ? json_array() : json_null();
    for (guint topic = 0; json_is_array(shares) && topic < k; topic++)
      json_array_append_new(shares, ty_json_number((double) theta[(gsize) d * k + topic], 4));
    json_array_append_new(list,
                          json_pack("{s:I, s:I, s:I, s:o}", "line",
                                    (json_int_t) g_array_index(words->documents, gint64, d),
                                    "words", (json_int_t) (start[d + 1] - start[d]), "unknown",
                                    (json_int_t) g_array_index(translation->unknown, guint32, d),
                                    "shares", shares));
  }
  return list;
}

json_t *ty_topic_infer_lines(const TyWorkspace *workspace, const TyTopicModel *model,
                             const char *path, GError **error) {
  gsize length;
  g_autofree char *text = ty_corpus_decode_file(path, &length, NULL, error);
  if (!text)
    return NULL;
  g_autoptr(TyWords) words = ty_words_of_lines(workspace->lexicon, workspace->noise, text, length,
                                               TY_WORDS_ADVERTISEMENTS, workspace->n_threads);
  Translation translation;
  json_t *list = NULL;

  translate(model, words, &translation);
  TyTokenMatrix matrix = {words->documents->len, model->matrix.n_words,
                          (const guint32 *) translation.start->data,
                          (const guint32 *) translation.word->data};
  g_autofree float *theta = g_new(float, MAX(matrix.n_docs * model->lda->n_topics, 1));
  if (ty_lda_infer(model->lda, &matrix, ROUNDS, workspace->n_threads, theta, error))
    list = list_of(model, words, &translation, theta);
  translation_clear(&translation);
  return list;
}

GBytes *ty_topic_infer(const TyLda *lda, const TyTokenMatrix *documents, guint n_threads,
                       GError **error) {
  g_autofree float *theta = g_new(float, MAX(documents->n_docs * lda->n_topics, 1));

  return ty_lda_infer(lda, documents, ROUNDS, n_threads, theta, error)
             ? ty_export_npy(theta, documents->n_docs, lda->n_topics)
             : NULL;
}
