/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/picture.h"
#include "flow/topic-model.h"

#include "base/csv-guard.h"
#include "base/csv.h"
#include "base/number.h"

#include <stdlib.h>
#include <string.h>
#include <tuyou/export.h>

static void add(GHashTable *files, const char *name, GBytes *bytes) {
  g_hash_table_insert(files, g_strdup(name), bytes);
}

static void add_text(GHashTable *files, const char *name, GString *text) {
  add(files, name, g_string_free_to_bytes(text));
}

/* Matrices --------------------------------------------------------------------------------------
 */

GBytes *ty_topic_phi(const TyLda *lda) {
  g_autofree double *column = g_new(double, lda->n_topics);
  g_autofree float *phi = g_new(float, (gsize) lda->n_topics * lda->n_words);

  for (gsize word = 0; word < lda->n_words; word++) {
    ty_lda_phi_of_word(lda, word, column);
    for (gsize k = 0; k < lda->n_topics; k++)
      phi[k * lda->n_words + word] = (float) column[k];
  }
  return ty_export_npy(phi, lda->n_topics, lda->n_words);
}

static GBytes *theta_of(const TyLda *lda) {
  g_autofree double *row = g_new(double, lda->n_topics);
  g_autofree float *theta = g_new(float, MAX(lda->n_docs * lda->n_topics, 1));

  for (gsize d = 0; d < lda->n_docs; d++) {
    ty_lda_theta_of_doc(lda, d, row);
    for (gsize k = 0; k < lda->n_topics; k++)
      theta[d * lda->n_topics + k] = (float) row[k];
  }
  return ty_export_npy(theta, lda->n_docs, lda->n_topics);
}

static GBytes *alpha_of(const TyLda *lda) {
  g_autofree float *alpha = g_new(float, lda->n_topics);

  for (gsize k = 0; k < lda->n_topics; k++)
    alpha[k] = (float) lda->alpha[k];
  return ty_export_npy(alpha, 1, lda->n_topics);
}

/* Tables ----------------------------------------------------------------------------------------
 */

static void append_number(GString *out, double value) {
  g_string_append_c(out, ',');
  ty_number_append(out, value, 6);
}

static GString *topics_table(const TyTopicModel *model) {
  GString *out = g_string_new("topic,label,rank,word,probability\n");
  g_autofree guint32 *words = g_new(guint32, model->options.top);

  for (gsize topic = 0; topic < model->lda->n_topics; topic++) {
    gsize n = ty_topic_words(model, model->lda, topic, words);
    g_autofree char *label = ty_topic_label(model, topic);
    for (gsize i = 0; i < n; i++) {
      g_autofree char *word = ty_topic_word_text(model, words[i]);
      g_string_append_printf(out, "%zu", topic + 1);
      ty_csv_append_guarded(out, label, FALSE);
      g_string_append_printf(out, ",%zu", i + 1);
      ty_csv_append_guarded(out, word, FALSE);
      append_number(out, ty_lda_phi(model->lda, topic, words[i]));
      g_string_append_c(out, '\n');
    }
  }
  return out;
}

static GString *documents_table(const TyTopicModel *model, const char *const *documents) {
  GString *out = g_string_new("document");
  g_autofree double *theta = g_new(double, model->lda->n_topics);

  for (guint k = 0; k < model->lda->n_topics; k++)
    g_string_append_printf(out, ",topic %u", k + 1);
  g_string_append_c(out, '\n');
  for (gsize d = 0; d < model->lda->n_docs; d++) {
    g_autofree char *number = g_strdup_printf("%zu", d + 1);
    ty_csv_append_guarded(out, documents ? documents[d] : number, TRUE);
    ty_lda_theta_of_doc(model->lda, d, theta);
    for (guint k = 0; k < model->lda->n_topics; k++)
      append_number(out, theta[k]);
    g_string_append_c(out, '\n');
  }
  return out;
}

static GString *vocabulary_list(const TyTopicModel *model) {
  GString *out = g_string_new(NULL);

  for (guint32 w = 0; w < model->lda->n_words; w++) {
    g_autofree char *word = ty_topic_word_text(model, w);
    g_string_append_printf(out, "%s\n", word);
  }
  return out;
}

static gboolean add_curve(GHashTable *files, const json_t *answer, GError **error) {
  const json_t *choice = json_object_get(answer, "choice");
  TyPictureOptions picture = {.title = "主题数的选择"};

  if (!choice)
    return TRUE;
  GBytes *drawn = ty_picture_topic_choice(choice, &picture, error);
  if (drawn)
    add(files, "choice.svg", drawn);
  return drawn != NULL;
}

GHashTable *ty_topic_files(const TyTopicModel *model, const json_t *answer,
                           const char *const *documents, GError **error) {
  g_autoptr(GHashTable) files =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  char *dumped = json_dumps(answer, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
  gsize length = strlen(dumped);
  GBytes *page = ty_topic_ldavis(model, error);

  add(files, "topics.json", g_bytes_new_with_free_func(dumped, length, free, dumped));
  if (!page)
    return NULL;
  add(files, "ldavis.json", page);
  add(files, "phi.npy", ty_topic_phi(model->lda));
  add(files, "theta.npy", theta_of(model->lda));
  add(files, "alpha.npy", alpha_of(model->lda));
  add_text(files, "vocabulary.txt", vocabulary_list(model));
  add_text(files, "topics.csv", topics_table(model));
  add_text(files, "documents.csv", documents_table(model, documents));
  return add_curve(files, answer, error) ? g_steal_pointer(&files) : NULL;
}
