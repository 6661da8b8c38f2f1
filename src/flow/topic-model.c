/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/topic-model.h"

#include "base/file.h"

#include <string.h>

enum { USUAL_TOPICS = 4, USUAL_SWEEPS = 1000, USUAL_TOP = 10, USUAL_EVERY = 50, LABEL_WORDS = 3 };

TyTopicOptions ty_topic_options_complete(const TyTopicOptions *options, double usual_lambda) {
  TyTopicOptions wanted = options ? *options : (TyTopicOptions){0};

  wanted.n_topics = wanted.n_topics ? wanted.n_topics : USUAL_TOPICS;
  wanted.n_sweeps = wanted.n_sweeps ? wanted.n_sweeps : USUAL_SWEEPS;
  wanted.alpha = wanted.alpha != 0 ? wanted.alpha : .1;
  wanted.beta = wanted.beta != 0 ? wanted.beta : .01;
  wanted.lambda = wanted.lambda != 0 ? wanted.lambda : usual_lambda;
  wanted.top = wanted.top ? wanted.top : USUAL_TOP;
  return wanted;
}

static TyLdaOptions training_options(const TyTopicModel *model, guint n_topics, guint64 seed) {
  return (TyLdaOptions){.n_topics = n_topics,
                        .alpha = model->options.alpha,
                        .beta = model->options.beta,
                        .n_sweeps = model->options.n_sweeps,
                        .seed = seed,
                        .n_threads = model->n_threads,
                        .optimise_alpha = model->options.optimise_alpha,
                        .optimise_beta = model->options.optimise_beta};
}

TyLda *ty_topic_model_try(const TyTopicModel *model, const TyTokenMatrix *matrix, guint n_topics,
                          guint64 seed, GError **error) {
  TyLdaOptions training = training_options(model, n_topics, seed);
  return ty_lda_train(matrix, &training, error);
}

static gboolean tell(guint sweep, double log_likelihood, gpointer data) {
  const TyTopicOptions *options = data;
  return options->progress(sweep, options->n_sweeps, log_likelihood, options->progress_data);
}

static gboolean save(GBytes *state, gpointer data, GError **error) {
  const TyTopicOptions *options = data;
  gsize length;
  const char *bytes = g_bytes_get_data(state, &length);

  return ty_file_write(options->checkpoint, bytes, length, error);
}

/* What stands in the checkpoint's file; NULL with no error set where the training begins anew. */
static GBytes *read_checkpoint(const TyTopicOptions *options, GError **error) {
  if (!options->checkpoint && (options->resume || options->checkpoint_every))
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found %s without --checkpoint FILE",
                options->resume ? "--resume" : "--checkpoint-every");
  else if (options->resume) {
    g_autoptr(GMappedFile) file = ty_file_map(options->checkpoint, error);
    return file ? g_mapped_file_get_bytes(file) : NULL;
  } else if (options->checkpoint && g_file_test(options->checkpoint, G_FILE_TEST_IS_REGULAR))
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "%s: found a file there, expected none: go on from it with --resume, or take "
                "another name",
                options->checkpoint);
  return NULL;
}

TyLda *ty_topic_model_train(TyTopicModel *model, GError **error) {
  TyTopicOptions *options = &model->options;
  TyLdaOptions training = training_options(model, options->n_topics, options->seed);
  g_autoptr(GError) why = NULL;
  g_autoptr(GBytes) state = read_checkpoint(options, &why);

  training.resume = state;
  training.save = options->checkpoint ? save : NULL;
  training.save_every = options->checkpoint_every ? options->checkpoint_every : USUAL_EVERY;
  training.save_data = options;
  training.progress = options->progress ? tell : NULL;
  training.progress_data = options;
  TyLda *lda = why ? NULL : ty_lda_train(&model->matrix, &training, &why);
  if (why && strncmp(why->message, "checkpoint ", 11) == 0)
    g_prefix_error(&why, "%s: ", options->checkpoint);
  if (why)
    g_propagate_error(error, g_steal_pointer(&why));
  return lda;
}

gsize ty_topic_words(const TyTopicModel *model, const TyLda *lda, gsize topic, guint32 *words) {
  return ty_lda_top_words(lda, topic, model->options.lambda, model->options.top, words);
}

char *ty_topic_word_text(const TyTopicModel *model, guint32 word) {
  return model->vocabulary ? g_strdup(model->vocabulary[word]) : g_strdup_printf("%u", word);
}

char *ty_topic_label(const TyTopicModel *model, gsize topic) {
  guint32 words[LABEL_WORDS];
  gsize n = ty_lda_top_words(model->lda, topic, model->options.lambda, LABEL_WORDS, words);
  g_autoptr(GString) label = g_string_new(NULL);

  for (gsize i = 0; i < n; i++) {
    g_autofree char *text = ty_topic_word_text(model, words[i]);
    g_string_append_printf(label, "%s%s", i ? " " : "", text);
  }
  return g_string_free(g_steal_pointer(&label), FALSE);
}

gsize ty_topic_shares(const TyTopicModel *model, const gint32 *of, gint32 group, double *share) {
  guint k = model->lda->n_topics;
  g_autofree double *theta = g_new(double, k);
  gsize n = 0;

  memset(share, 0, k * sizeof *share);
  for (gsize d = 0; d < model->matrix.n_docs; d++) {
    if ((of && of[d] != group) || model->matrix.start[d] == model->matrix.start[d + 1])
      continue;
    ty_lda_theta_of_doc(model->lda, d, theta);
    for (guint topic = 0; topic < k; topic++)
      share[topic] += theta[topic];
    n++;
  }
  for (guint topic = 0; topic < k; topic++)
    share[topic] = n ? share[topic] / (double) n : 0;
  return n;
}

static json_t *word_list(const TyTopicModel *model, gsize topic, const guint32 *words, gsize n) {
  json_t *list = json_array();

  for (gsize i = 0; i < n; i++) {
    json_t *word = model->vocabulary ? json_string(model->vocabulary[words[i]])
                                     : json_integer((json_int_t) words[i]);
    json_array_append_new(list,
                          json_pack("{s:o, s:o}", "word", word, "probability",
                                    ty_json_number(ty_lda_phi(model->lda, topic, words[i]), 6)));
  }
  return list;
}

json_t *ty_topic_list(const TyTopicModel *model) {
  g_autofree double *share = g_new(double, model->lda->n_topics);
  g_autofree guint32 *words = g_new(guint32, model->options.top);
  json_t *list = json_array();

  ty_topic_shares(model, NULL, 0, share);
  for (gsize topic = 0; topic < model->lda->n_topics; topic++) {
    gsize n = ty_topic_words(model, model->lda, topic, words);
    g_autofree char *label = ty_topic_label(model, topic);
    json_t *one = json_pack("{s:I, s:s, s:o, s:I, s:o}", "topic", (json_int_t) topic + 1, "label",
                            label, "share", ty_json_number(share[topic], 4), "tokens",
                            (json_int_t) model->lda->topic_total[topic], "alpha",
                            ty_json_number(model->lda->alpha[topic], 6));
    if (model->coherence) {
      double npmi = ty_topics_npmi(&model->matrix, words, n);
      json_object_set_new(one, "npmi", ty_json_number(npmi, 4));
      double cv = ty_topics_cv(&model->matrix, words, n, 0);
      json_object_set_new(one, "cv", ty_json_number(cv, 4));
    }
    json_object_set_new(one, "words", word_list(model, topic, words, n));
    json_array_append_new(list, one);
  }
  return list;
}

json_t *ty_topic_quality(const TyTopicModel *model, const TyLda *lda) {
  gsize k = lda->n_topics, top = model->options.top, n_all = 0;
  g_autofree guint32 *words = g_new(guint32, k * top);
  double npmi = 0, cv = 0;

  for (gsize topic = 0; topic < k; topic++) {
    guint32 *own = words + n_all;
    gsize n = ty_topic_words(model, lda, topic, own);
    npmi += ty_topics_npmi(&model->matrix, own, n) / (double) k;
    cv += ty_topics_cv(&model->matrix, own, n, 0) / (double) k;
    n_all += n;
  }
  return json_pack("{s:o, s:o, s:o}", "npmi", ty_json_number(npmi, 4), "cv", ty_json_number(cv, 4),
                   "diversity", ty_json_number(ty_topics_diversity(words, 1, n_all), 4));
}
