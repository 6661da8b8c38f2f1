/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/similar.h"
#include "flow/topic-model.h"

#include <string.h>

TyLda *ty_likeness_topics(const TyWorkspace *workspace, const TyWords *words, guint n_topics,
                          guint64 seed, GError **error) {
  TyTopicOptions options = {.n_topics = n_topics, .seed = seed};
  TyTopicModel model = {.options = ty_topic_options_complete(&options, .6),
                        .matrix = ty_words_matrix(words),
                        .n_threads = workspace->n_threads};

  return ty_topic_model_train(&model, error);
}

typedef struct {
  const TyRelations *relations;
  const TyWords *words;
  const TyLda *lda;
  gsize next;         /* document of the words that comes next */
  gint64 of;          /* the document that `theta` is of; 0: none */
  double *theta;      /* n_topics */
  double *sum;        /* nodes × n_topics */
  guint32 *documents; /* nodes: how many were added */
  gint64 *last;       /* nodes: the last of them */
} Gathering;

/* Mentions come by document: an entity that is named twice in one counts once. */
static gboolean take_mention(gint64 document, gint64 entity, TySpan span, gpointer data,
                             GError **error) {
  Gathering *gathering = data;
  const GArray *documents = gathering->words->documents;
  guint32 node = ty_relations_node(gathering->relations, entity);
  guint k = gathering->lda->n_topics;
  (void) span, (void) error;

  while (gathering->next < documents->len &&
         g_array_index(documents, gint64, gathering->next) < document)
    gathering->next++;
  if (gathering->next == documents->len ||
      g_array_index(documents, gint64, gathering->next) != document ||
      gathering->last[node] == document)
    return TRUE;
  if (gathering->of != document)
    ty_lda_theta_of_doc(gathering->lda, gathering->next, gathering->theta);
  gathering->of = gathering->last[node] = document;
  gathering->documents[node]++;
  for (guint topic = 0; topic < k; topic++)
    gathering->sum[(gsize) node * k + topic] += gathering->theta[topic];
  return TRUE;
}

gboolean ty_topic_likeness(TyWorkspace *workspace, const TyRelations *relations, guint32 target,
                           guint n_topics, guint64 seed, double *likeness, GError **error) {
  g_autoptr(TyWords) words = ty_words_new(workspace, NULL, error);
  g_autoptr(TyLda) lda = words ? ty_likeness_topics(workspace, words, n_topics, seed, error) : NULL;
  if (!lda)
    return FALSE;
  gsize n = relations->ids->len, k = lda->n_topics;
  g_autofree double *theta = g_new(double, k), *sum = g_new0(double, n *k);
  g_autofree guint32 *documents = g_new0(guint32, n);
  g_autofree gint64 *last = g_new0(gint64, n);
  Gathering gathering = {relations, words, lda, 0, 0, theta, sum, documents, last};

  if (!ty_atlas_each_mention(workspace->atlas, 0, 0, take_mention, &gathering, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    for (gsize topic = 0; topic < k && documents[i] > 0; topic++)
      sum[i * k + topic] /= documents[i];
  for (gsize i = 0; i < n; i++)
    likeness[i] = documents[i] > 0 && documents[target] > 0
                      ? 1 - ty_js_divergence(sum + i * k, sum + target * k, k)
                      : 0;
  return TRUE;
}
