/* SPDX-License-Identifier: Apache-2.0 */
/** Term weights, topics, likeness over documents as bags or sequences of word ids. */
#pragma once
#include <tuyou/base.h>

G_BEGIN_DECLS

/** Documents as sequences of word ids, one array: document d is word[start[d]] …
 * word[start[d + 1] - 1]; ids are below n_words. Borrowed. */
typedef struct {
  gsize n_docs, n_words;
  const guint32 *start; /**< n_docs + 1 offsets, start[0] == 0 */
  const guint32 *word;
} TyTokenMatrix;

/** Term frequency–inverse document frequency, a document at a time: tf · idf with
 * idf = ln((1 + n) / (1 + df)) + 1 (smooth, as scikit-learn), each document's vector scaled to
 * Euclidean length 1, as compressed rows with word ids ascending. */
typedef struct {
  gsize n_docs, n_words;
  guint32 *start; /**< n_docs + 1 */
  guint32 *word;
  float *weight;
} TyTfidf;

TyTfidf *ty_tfidf_new(const TyTokenMatrix *tokens, guint n_threads);
void ty_tfidf_free(TyTfidf *tfidf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyTfidf, ty_tfidf_free)

/** Sum of the documents' vectors: the weight of each word over the corpus. `weight`: n_words. */
void ty_tfidf_sum(const TyTfidf *tfidf, double *weight);

/** The `n` documents most like document `doc` by cosine, best first, ties by lower index; itself
 * left out, and documents without a common word. @return how many were written to the arrays */
gsize ty_tfidf_similar(const TyTfidf *tfidf, gsize doc, gsize n, guint32 *docs, float *cosine);

/* Latent Dirichlet allocation ----------------------------------------------------------------- */

typedef struct {
  guint n_topics; /**< 1–65535 */
  double alpha;   /**< prior of topics in a document, each; > 0 */
  double beta;    /**< prior of words in a topic; > 0 */
  guint n_sweeps;
  guint64 seed;
  guint n_threads;         /**< 0: as many as processors; the result is the same for any number */
  gboolean optimise_alpha; /**< asymmetric α by Wallach's fixed point */
  gboolean (*progress)(guint sweep, double log_likelihood,
                       gpointer data); /**< FALSE stops; may be NULL */
  gpointer progress_data;
} TyLdaOptions;

/** A trained model; φ and θ are computed from the counts when asked for. */
typedef struct {
  guint n_topics;
  gsize n_docs, n_words;
  double beta;
  double *alpha;         /**< n_topics */
  guint32 *word_topic;   /**< n_words × n_topics counts */
  guint32 *doc_topic;    /**< n_docs × n_topics counts */
  guint32 *topic_total;  /**< n_topics */
  double log_likelihood; /**< of the words, per word, after the last sweep */
} TyLda;

/** Trains by exact collapsed Gibbs sampling (Griffiths, Steyvers 2004, PNAS 101:5228).
 * @return NULL with TY_ERROR_INPUT (no words, priors not positive, topics out of range) or
 *         TY_ERROR_CANCELLED. O(tokens · sweeps · topics of a document or word) time. */
TyLda *ty_lda_train(const TyTokenMatrix *tokens, const TyLdaOptions *options, GError **error);
void ty_lda_free(TyLda *lda);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyLda, ty_lda_free)

/** P(word | topic). */
double ty_lda_phi(const TyLda *lda, gsize topic, gsize word);
/** P(topic | document). */
double ty_lda_theta(const TyLda *lda, gsize doc, gsize topic);

/** The `n` words that mark a topic, by relevance λ log φ + (1 − λ) log(φ / p(word)) (Sievert,
 * Shirley 2014), best first, ties by id. λ = 1 is plain probability. @return how many */
gsize ty_lda_top_words(const TyLda *lda, gsize topic, double lambda, gsize n, guint32 *words);

/** NPMI coherence of word lists over the documents' co-occurrence (Bouma 2009), mean over pairs. */
double ty_topics_npmi(const TyTokenMatrix *tokens, const guint32 *words, gsize n);

G_END_DECLS
