/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/topic-model.h"

/* A share that is less says no more than the prior. */
#define LEAST_SHARE .05

static gboolean keep_topic(TyAtlas *atlas, const char *scope, const TyTopicModel *model,
                           gsize topic, double share, GError **error) {
  g_autofree guint32 *words = g_new(guint32, model->options.top);
  g_autofree char *label = ty_topic_label(model, topic);
  gsize n = ty_topic_words(model, model->lda, topic, words);

  if (!ty_atlas_add_topic(atlas, scope, (gint64) topic + 1, label, share, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!ty_atlas_add_topic_word(atlas, scope, (gint64) topic + 1, (gint64) i + 1,
                                 model->vocabulary[words[i]],
                                 ty_lda_phi(model->lda, topic, words[i]), error))
      return FALSE;
  return TRUE;
}

/* A document without words has no topics: its θ would be the prior. */
static gboolean keep_document(TyAtlas *atlas, const char *scope, const TyTopicModel *model,
                              gsize doc, gint64 document, double *theta, GError **error) {
  if (model->matrix.start[doc] == model->matrix.start[doc + 1])
    return TRUE;
  ty_lda_theta_of_doc(model->lda, doc, theta);
  for (guint topic = 0; topic < model->lda->n_topics; topic++)
    if (theta[topic] >= LEAST_SHARE &&
        !ty_atlas_add_document_topic(atlas, scope, document, (gint64) topic + 1, theta[topic],
                                     error))
      return FALSE;
  return TRUE;
}

gboolean ty_topics_keep(TyWorkspace *workspace, const char *scope, const TyDocumentFilter *filter,
                        guint64 seed, GError **error) {
  TyTopicOptions options = {.seed = seed};
  g_autoptr(TyWords) words = ty_words_new(workspace, filter, error);
  if (!words)
    return FALSE;
  TyTopicModel model = {.options = ty_topic_options_complete(&options, .6),
                        .matrix = ty_words_matrix(words),
                        .vocabulary = (const char *const *) words->vocabulary->pdata,
                        .n_threads = workspace->n_threads};
  g_autoptr(TyLda) lda = ty_topic_model_train(&model, error);
  if (!lda || !ty_atlas_clear_result(workspace->atlas, "topic", scope, error))
    return FALSE;
  g_autofree double *share = g_new(double, lda->n_topics);

  model.lda = lda;
  ty_topic_shares(&model, NULL, 0, share);
  for (gsize topic = 0; topic < lda->n_topics; topic++)
    if (!keep_topic(workspace->atlas, scope, &model, topic, share[topic], error))
      return FALSE;
  for (gsize d = 0; d < model.matrix.n_docs; d++)
    if (!keep_document(workspace->atlas, scope, &model, d,
                       g_array_index(words->documents, gint64, d), share, error))
      return FALSE;
  return TRUE;
}
