/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/keywords.h"
#include "flow/words.h"

/* How many of its most typical documents a topic names. */
#define N_TYPICAL 3

typedef struct {
  TyTopicOptions options;
  TyWords *words;
  TyLda *lda;
} Model;

static json_t *typical_documents(TyWorkspace *workspace, const Model *model, gsize topic) {
  gsize n = model->words->documents->len;
  g_autofree double *share = g_new0(double, MAX(n, 1));
  json_t *list = json_array();
  (void) workspace;

  for (gsize d = 0; d < n; d++)
    share[d] = ty_lda_theta(model->lda, d, topic);
  g_autofree guint32 *order = ty_order_by_weight(share, n);
  for (gsize i = 0; i < MIN(n, N_TYPICAL); i++)
    json_array_append_new(
        list, json_pack("{s:I, s:o}", "document",
                        (json_int_t) g_array_index(model->words->documents, gint64, order[i]),
                        "share", ty_json_number(share[order[i]], 4)));
  return list;
}

static json_t *topic_answer(TyWorkspace *workspace, const Model *model, gsize topic) {
  TyTokenMatrix matrix = ty_words_matrix(model->words);
  g_autofree guint32 *top = g_new(guint32, model->options.top);
  gsize n = ty_lda_top_words(model->lda, topic, model->options.lambda, model->options.top, top);
  json_t *list = json_array();
  double share = 0;

  for (gsize i = 0; i < n; i++)
    json_array_append_new(
        list,
        json_pack("{s:s, s:o}", "word", (const char *) model->words->vocabulary->pdata[top[i]],
                  "probability", ty_json_number(ty_lda_phi(model->lda, topic, top[i]), 6)));
  for (gsize d = 0; d < matrix.n_docs; d++)
    share += ty_lda_theta(model->lda, d, topic) / (double) matrix.n_docs;
  return json_pack("{s:I, s:o, s:o, s:o, s:o}", "topic", (json_int_t) topic + 1, "share",
                   ty_json_number(share, 4), "npmi",
                   ty_json_number(ty_topics_npmi(&matrix, top, n), 4), "words", list, "documents",
                   typical_documents(workspace, model, topic));
}

static TyTopicOptions complete(const TyTopicOptions *options) {
  TyTopicOptions wanted = options ? *options : (TyTopicOptions){0};

  wanted.n_topics = wanted.n_topics ? wanted.n_topics : 4;
  wanted.n_sweeps = wanted.n_sweeps ? wanted.n_sweeps : 1000;
  wanted.alpha = wanted.alpha != 0 ? wanted.alpha : .1;
  wanted.beta = wanted.beta != 0 ? wanted.beta : .01;
  wanted.lambda = wanted.lambda != 0 ? wanted.lambda : .6;
  wanted.top = wanted.top ? wanted.top : 10;
  return wanted;
}

json_t *ty_topics(TyWorkspace *workspace, const TyDocumentFilter *filter,
                  const TyTopicOptions *options, GError **error) {
  TyTopicOptions wanted = complete(options);
  g_autoptr(TyWords) words = ty_words_new(workspace, filter, error);
  if (!words)
    return NULL;
  TyTokenMatrix matrix = ty_words_matrix(words);
  TyLdaOptions training = {.n_topics = wanted.n_topics,
                           .alpha = wanted.alpha,
                           .beta = wanted.beta,
                           .n_sweeps = wanted.n_sweeps,
                           .seed = wanted.seed,
                           .n_threads = workspace->n_threads};
  g_autoptr(TyLda) lda = ty_lda_train(&matrix, &training, error);
  if (!lda)
    return NULL;

  Model model = {wanted, words, lda};
  json_t *topics = json_array();
  for (gsize topic = 0; topic < wanted.n_topics; topic++)
    json_array_append_new(topics, topic_answer(workspace, &model, topic));
  return json_pack("{s:I, s:I, s:o, s:o}", "documents", (json_int_t) matrix.n_docs, "tokens",
                   (json_int_t) words->word->len, "log_likelihood",
                   ty_json_number(lda->log_likelihood, 4), "topics", topics);
}
