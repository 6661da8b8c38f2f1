/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the use cases: a trained model with its documents and words, of an atlas or of files. */
#pragma once
#include "flow/words.h"

typedef struct {
  TyTopicOptions options; /**< complete: nothing is 0 that means "as usual" */
  TyTokenMatrix matrix;
  const char *const *vocabulary; /**< of each word; NULL: ids stand for themselves; borrowed */
  TyLda *lda;
  guint n_threads;
  gboolean coherence; /**< lists tell each topic's; it takes a pass over the documents a topic */
} TyTopicModel;

/** The options with what they leave open filled in. */
TyTopicOptions ty_topic_options_complete(const TyTopicOptions *options, double usual_lambda);

/** Trains as the options say, with their checkpoint and progress. */
TyLda *ty_topic_model_train(TyTopicModel *model, GError **error);

/** Trains for a comparison: `n_topics` topics with seed `seed` over `matrix`. */
TyLda *ty_topic_model_try(const TyTopicModel *model, const TyTokenMatrix *matrix, guint n_topics,
                          guint64 seed, GError **error);

/** The options' most relevant words of a topic: at most `options.top`. @return how many */
gsize ty_topic_words(const TyTopicModel *model, const TyLda *lda, gsize topic, guint32 *words);

/** A word's text; to be freed. */
char *ty_topic_word_text(const TyTopicModel *model, guint32 word);

/** The three most relevant words, "川剧 舞狮 剪纸"; to be freed. */
char *ty_topic_label(const TyTopicModel *model, gsize topic);

/** Mean share of each topic over the documents with words (`of`: only documents whose entry is
 * `group`; NULL: all). `share`: n_topics. @return how many documents */
gsize ty_topic_shares(const TyTopicModel *model, const gint32 *of, gint32 group, double *share);

/** The topics as they stand in answers, by number. */
json_t *ty_topic_list(const TyTopicModel *model);

/** What a list of topics is worth: {"npmi", "cv", "diversity"}, means over topics. */
json_t *ty_topic_quality(const TyTopicModel *model, const TyLda *lda);

/** Tries several K and puts the chosen one into `model->options.n_topics`.
 * @return {"k", "why", "tried": [{"k", "cv", "error", "npmi", "diversity", "stability",
 *          "perplexity"}]} */
json_t *ty_topic_choice(TyTopicModel *model, GError **error);

/** The model as files: name → GBytes, see ty_topics. `documents`: a name for each, "file:line";
 * NULL: their numbers. */
GHashTable *ty_topic_files(const TyTopicModel *model, const json_t *answer,
                           const char *const *documents, GError **error);

/** P(word | topic), K × V, as a .npy file. */
GBytes *ty_topic_phi(const TyLda *lda);

/** Topics of the texts of a file, one a line; the list as in ty_topics. */
json_t *ty_topic_infer_lines(const TyWorkspace *workspace, const TyTopicModel *model,
                             const char *path, GError **error);
/** Topics of unseen documents, n_docs × K, as a .npy file. */
GBytes *ty_topic_infer(const TyLda *lda, const TyTokenMatrix *documents, guint n_threads,
                       GError **error);

/** What pyLDAvis draws, as JSON. */
GBytes *ty_topic_ldavis(const TyTopicModel *model, GError **error);

/** Trains four topics on the documents selected and keeps them in the atlas under `scope`, in place
 * of what was kept there: labels, shares and words of the topics, and of each document with words
 * every share of .05 or more. In a transaction of the caller. Beside the training O(documents ·
 * topics). */
gboolean ty_topics_keep(TyWorkspace *workspace, const char *scope, const TyDocumentFilter *filter,
                        guint64 seed, GError **error);
