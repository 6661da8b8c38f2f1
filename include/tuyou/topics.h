/* SPDX-License-Identifier: Apache-2.0 */
/** Term weights, keywords, topics, likeness over documents as bags or sequences of word ids. */
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
 * Euclidean length 1, as compressed rows with word ids ascending. A document without words has an
 * empty row. */
typedef struct {
  gsize n_docs, n_words;
  guint32 *start; /**< n_docs + 1 */
  guint32 *word;
  float *weight;
} TyTfidf;

/** O(tokens + words) time and memory; the same for any number of threads. */
TyTfidf *ty_tfidf_new(const TyTokenMatrix *tokens, guint n_threads);
void ty_tfidf_free(TyTfidf *tfidf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyTfidf, ty_tfidf_free)

/** Sum of the documents' vectors: the weight of each word over the corpus. `weight`: n_words. */
void ty_tfidf_sum(const TyTfidf *tfidf, double *weight);

/** What ty_tfidf_sum makes of ty_tfidf_new's rows, bit by bit, in a fraction of their time and
 * memory, for no row is kept or sorted; the same for any number of threads. O(tokens + words) time;
 * 24 bytes a word and thread.
 * @param weight     n_words
 * @param documents  n_words: in how many documents each word is; may be NULL */
void ty_tfidf_weights(const TyTokenMatrix *tokens, guint n_threads, double *weight,
                      guint32 *documents);

/** The `n` documents most like document `doc` by cosine, best first, ties by lower index; itself
 * left out, and documents without a common word. `docs`, `cosine`: n.
 * @return how many were written to the arrays. O(entries + docs · log docs) */
gsize ty_tfidf_similar(const TyTfidf *tfidf, gsize doc, gsize n, guint32 *docs, float *cosine);

/** The documents of each word, for many searches of like documents. */
typedef struct TyTfidfIndex TyTfidfIndex;

/** Borrows `tfidf`. O(entries) time, 8 bytes an entry and 12 a word. */
TyTfidfIndex *ty_tfidf_index_new(const TyTfidf *tfidf);
void ty_tfidf_index_free(TyTfidfIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyTfidfIndex, ty_tfidf_index_free)

/** The same as ty_tfidf_similar, to the bit, but lists of common words are read only as far as they
 * can still bring in a document (MaxScore: Turtle, Flood 1995, Information Processing & Management
 * 31:831). Several threads may search at once. O(entries of the document's words) at worst; 28
 * bytes a document that is met. */
gsize ty_tfidf_index_similar(const TyTfidfIndex *index, gsize doc, gsize n, guint32 *docs,
                             float *cosine);

/** Two documents, a < b. */
typedef struct {
  guint32 a, b;
  float cosine;
} TyLikePair;

/** FALSE with `error` set stops. */
typedef gboolean (*TyLikePairFunc)(const TyLikePair *pair, gpointer data, GError **error);

/** All pairs of documents with a cosine of `at_least` or more, by a, then b; exact (bounds as
 * Bayardo, Ma, Srikant 2007, WWW). `func` is called in the caller's thread; the same for any number
 * of threads. For each thread 28 bytes a document and 4 a word.
 * @return FALSE with TY_ERROR_USAGE (at_least not in (0, 1]), or with the error of `func` */
gboolean ty_tfidf_index_pairs(const TyTfidfIndex *index, double at_least, guint n_threads,
                              TyLikePairFunc func, gpointer data, GError **error);

/* Keywords ------------------------------------------------------------------------------------ */

/** Inverse document frequency of a word from its probability in general text, for documents that
 * come one at a time: −ln P(a text of 1,000 words drawn from general text has the word) =
 * −ln(1 − exp(−1000 p)). About −ln p − ln 1000 for rare words, about 0 for words of every page. */
double ty_background_idf(double log_probability);

/** Rank of words by TextRank (Mihalcea, Tarau 2004, EMNLP): PageRank (damping 0.85) of the
 * undirected graph in which two different words of one document are joined that stand less than
 * `window` words apart, weighted by how often they do. The documents hold the words that count
 * only. Ranks sum to 1 over the words that have a neighbour; others have 0. `rank`: n_words.
 * O(tokens · window · log) time; 28 bytes a pair of words that meet; of more than 4 million pairs,
 * those that meet least often are dropped. */
void ty_textrank(const TyTokenMatrix *tokens, guint window, double *rank);

/** What a word can do in a term. */
typedef enum {
  TY_WORD_BREAK,  /**< punctuation, white space, function words: no term reaches over it */
  TY_WORD_NUMBER, /**< begins no term */
  TY_WORD_NOUN,   /**< also verbal nouns, set phrases and Latin runs */
  TY_WORD_PLACE,  /**< a noun too */
  TY_WORD_VERB,
  TY_WORD_OTHER, /**< adjectives, adverbs, times, measures */
} TyWordKind;

typedef enum {
  TY_WORD_STOPS = 1 << 0,         /**< a stop word: no keyword alone, seldom part of one */
  TY_WORD_ENDS_SENTENCE = 1 << 1, /**< a full stop or the like */
  TY_WORD_ENDS_LINE = 1 << 2,     /**< white space that parts text: a sentence may end unmarked */
  TY_WORD_COUNTS = 1 << 3,        /**< a word that counts where single words are weighed */
} TyWordFlags;

/** A word of a document for ty_term_finder_add. */
typedef struct {
  guint64 hash, power; /**< of its normalised text, see ty_term_hash */
  guint32 start, end;  /**< its span in the document */
  float rarity;        /**< −ln of its probability in general text */
  guint8 kind;         /**< TyWordKind */
  guint8 flags;        /**< TyWordFlags */
  guint8 n_characters; /**< 255 for more */
} TyTermWord;

/** A hash of 64 bits; that of two words in a row is hash₁ · power₂ + hash₂. */
guint64 ty_term_hash(const char *text, gsize length, guint64 *power);

/** A term of a document. */
typedef struct {
  guint64 hash;       /**< of its words in a row, without white space: see ty_term_hash */
  guint32 start, end; /**< where it stands first */
  guint32 count;      /**< how often it stands there */
  float score;        /**< of ty_term_finder_finish 0 – 1: how likely an author would name it */
} TyTerm;

/** For qsort: by falling score, ties by place. */
int ty_term_best_first(const void *a, const void *b);

/** Finds the terms – of one to TY_TERM_WORDS words – that stand for one document: every run of
 * words that no break, stop word at an end … rules out is a candidate; a logistic regression over
 * fifteen measures of it (place, spread, frequency, rarity, how closed it is to both sides, form)
 * weighs it. The weights were learnt once, from abstracts with the keywords that their authors
 * gave, by tools/term-weights; they know no word. One a thread; memory is kept for the next
 * document. */
typedef struct TyTermFinder TyTermFinder;

#define TY_TERM_WORDS 5
#define TY_TERM_CHARACTERS 14 /**< of Chinese text; Latin words may be longer */

TyTermFinder *ty_term_finder_new(void);
void ty_term_finder_free(TyTermFinder *finder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyTermFinder, ty_term_finder_free)

/** Adds the next words of the document, in order; `words` need not live on. O(n) time. Of documents
 * of more than some 30,000 words, terms that stand there too seldom are dropped on the way (lossy
 * counting): memory is bounded by 16 MiB. */
void ty_term_finder_add(TyTermFinder *finder, const TyTermWord *words, gsize n);

/** Ends the document: its best `n` terms, by falling score, ties by place; one that stands only
 * within a better one is left out. The finder is ready for the next document. `terms`: n.
 * @return how many were written */
gsize ty_term_finder_finish(TyTermFinder *finder, TyTerm *terms, gsize n);

/* Latent Dirichlet allocation ----------------------------------------------------------------- */

#define TY_LDA_MAX_TOPICS 65535
#define TY_LDA_LEAST_PRIOR 1e-6 /**< of α and β */
#define TY_LDA_MOST_PRIOR 1e6

typedef struct {
  guint n_topics; /**< 1–65535, at most the number of tokens */
  double alpha;   /**< prior of topics in a document, each; 1e-6 to 1e6 */
  double beta;    /**< prior of words in a topic; 1e-6 to 1e6 */
  guint n_sweeps;
  guint64 seed;
  guint n_threads; /**< 0: as many as processors; the result is the same for any number */
  /** Asymmetric α by Wallach's fixed point, every tenth sweep after a quarter of them (50 at most).
   * Best with optimise_beta: one β for all words, likewise. */
  gboolean optimise_alpha;
  gboolean optimise_beta;
  /** Called after each sweep in the caller's thread with the sweep's number from 1 and the model's
   * log-likelihood (see TyLda); FALSE stops the training. May be NULL. */
  gboolean (*progress)(guint sweep, double log_likelihood, gpointer data);
  gpointer progress_data;
  /** Called in the caller's thread with the training's state: before the first sweep, after every
   * `save_every`-th (0: none of these), and after the last, be it that `progress` stopped there.
   * FALSE with an error ends the training with that error. May be NULL. About 2 bytes a token and 2
   * an entry of documents × topics. */
  gboolean (*save)(GBytes *state, gpointer data, GError **error);
  gpointer save_data;
  guint save_every;
  /** What `save` was given: the training goes on from there, and ends as it would have without the
   * break. Of the same corpus, K, priors and seed; `n_sweeps`, which counts those before too, may
   * be another (if both are at least 100 or neither is; with optimised priors: if both are at least
   * 200). NULL: from the start. */
  GBytes *resume;
} TyLdaOptions;

/** Counts of topics, compressed rows: row r holds topic[i], count[i] for start[r] ≤ i <
 * start[r + 1], topics ascending, counts > 0. */
typedef struct {
  guint32 *start;
  guint16 *topic;
  guint32 *count;
} TyTopicCounts;

/** A trained model; φ and θ are computed from the counts when asked for. */
typedef struct {
  guint n_topics;
  guint n_sweeps; /**< done: fewer than asked for when `progress` stopped the training */
  gsize n_docs, n_words, n_tokens;
  double beta;
  double *alpha;        /**< n_topics */
  TyTopicCounts words;  /**< how often each topic was drawn for each word: n_words rows */
  TyTopicCounts docs;   /**< … and in each document: n_docs rows */
  guint32 *topic_total; /**< n_topics; tokens of each topic */
  /** Mean over all tokens of ln P(word | its document, the topics of all other tokens), as met in
   * the last sweep; NAN before the first. */
  double log_likelihood;
} TyLda;

/** Trains by collapsed Gibbs sampling (Griffiths, Steyvers 2004, PNAS 101:5228), word by word with
 * AVX-512, AVX2 or plain C, as the processor allows. The same options and tokens give the same bits
 * with each of them and on any number of threads. Up to 16,384 tokens every draw is from the exact
 * conditional; beyond, documents and words are cut into blocks that threads work on at once, and
 * the total of a topic lags by what the others of at least four blocks do at the same time. There
 * the first 50 sweeps of 100 or more are with 3 β where priors are fixed, and log-likelihoods
 * likewise: from flatter topics the chain settles sooner and better.
 * Stopped by `progress`, it returns the model so far. O(tokens · sweeps · topics of a document)
 * time; beside the model 4 to 8 bytes a token, 4 bytes an entry of documents × topics, and 40 bytes
 * a topic and block, with no words × topics matrix.
 * @return NULL with TY_ERROR_INPUT: no words, an id beyond the vocabulary, offsets that do not
 *         ascend, priors out of range, topics out of range or more than tokens, a document of 2²⁴
 *         words or more (2¹⁶ with 65,535 topics), `resume` of another training or a newer version;
 *         TY_ERROR_DAMAGED: `resume` is torn or damaged; or the error of `save` */
TyLda *ty_lda_train(const TyTokenMatrix *tokens, const TyLdaOptions *options, GError **error);
void ty_lda_free(TyLda *lda);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyLda, ty_lda_free)

/** P(word | topic) = (n_wk + β) / (n_k + Vβ). O(log topics of the word). */
double ty_lda_phi(const TyLda *lda, gsize topic, gsize word);
/** P(topic | document) = (n_dk + α_k) / (n_d + Σα). O(topics). */
double ty_lda_theta(const TyLda *lda, gsize doc, gsize topic);

/** P(word | topic) of one word for all topics. `phi`: n_topics. O(topics). */
void ty_lda_phi_of_word(const TyLda *lda, gsize word, double *phi);
/** P(topic | document) of one document for all topics. `theta`: n_topics. O(topics). */
void ty_lda_theta_of_doc(const TyLda *lda, gsize doc, double *theta);

/** The `n` words that mark a topic, by relevance λ log φ + (1 − λ) log(φ / p(word)) (Sievert,
 * Shirley 2014), best first, ties by id; only words that the topic was drawn for. λ = 1 is plain
 * probability. `words`: n. @return how many were written. O(words · log topics) */
gsize ty_lda_top_words(const TyLda *lda, gsize topic, double lambda, gsize n, guint32 *words);

/** Shares of topics in documents that were not trained on, φ held fixed: θ starts at α / Σα and is
 * set `n_rounds` times to the expected topic counts of the document's tokens plus α, normalised (40
 * rounds settle). `theta`: tokens->n_docs × n_topics. The same for any number of threads.
 * @return FALSE with TY_ERROR_INPUT (an id beyond the model's vocabulary) */
gboolean ty_lda_infer(const TyLda *lda, const TyTokenMatrix *tokens, guint n_rounds,
                      guint n_threads, float *theta, GError **error);

/** Held-out perplexity by document completion (Wallach et al. 2009): θ of each document from
 * `observed` as ty_lda_infer does in 40 rounds, then exp(−mean ln Σ_k θ_k φ_kw) over the tokens of
 * `held_out`. Both have the same documents.
 * @return NAN with TY_ERROR_INPUT: ids, different numbers of documents, no held-out token */
double ty_lda_held_out(const TyLda *lda, const TyTokenMatrix *observed,
                       const TyTokenMatrix *held_out, guint n_threads, GError **error);

/** NPMI coherence of a word list over the documents' co-occurrence (Bouma 2009), mean over pairs; a
 * pair that never meets counts −1. 0 for fewer than two words. O(tokens + n² · docs). */
double ty_topics_npmi(const TyTokenMatrix *tokens, const guint32 *words, gsize n);

/** C_v coherence of a word list (Röder, Both, Hinneburg 2015, WSDM): NPMI of each pair over sliding
 * windows of `window` words (0: 110) of the documents, and the mean cosine of each word's vector
 * with the sum of all. 0 for fewer than two words. O(tokens + n² · windows that change). */
double ty_topics_cv(const TyTokenMatrix *tokens, const guint32 *words, gsize n, gsize window);

/** Topic diversity (Dieng, Ruiz, Blei 2020, TACL 8:439): share of different words among the `n` of
 * each of `n_topics` lists, 1 where no two share any. `words`: n_topics × n. */
double ty_topics_diversity(const guint32 *words, gsize n_topics, gsize n);

/** Pairs the topics of two models of the same K and vocabulary so that the sum of the cosines of
 * their φ is the highest. `match`: K, the topic of `b` for each of `a`; `cosine`: K; either may be
 * NULL. O(K² · words + K³).
 * @return the mean cosine: how stable the topics are; NAN with TY_ERROR_INPUT when the models do
 *         not fit together */
double ty_lda_match(const TyLda *a, const TyLda *b, guint32 *match, double *cosine, GError **error);

/** Jensen–Shannon divergence of two distributions of n values, in bits: 0 the same, 1 nothing in
 * common (Lin 1991). Symmetric; its square root is a metric. O(n). */
double ty_js_divergence(const double *p, const double *q, gsize n);

/* Bursts -------------------------------------------------------------------------------------- */

/** How a burst is told from chance. Zero-initialised members mean "as usual". */
typedef struct {
  double scale;   /**< > 1: how much more often each level is than the one below; 0: 2 */
  double gamma;   /**< ≥ 0: what rising a level costs, times ln n; 0: 1 */
  guint n_levels; /**< 1–15, above the usual; 0: 3 */
} TyBurstOptions;

/** A stretch of time in which something is met more often than usual. */
typedef struct {
  gsize from, to; /**< batches, [from, to) */
  guint level;    /**< from 1; a burst of level 2 stands inside one of level 1 */
  double weight;  /**< > 0: by how much the level explains the stretch better than the one below, in
                       nats */
} TyBurst;

/** The most probable state of each batch by the automaton of Kleinberg (2003, Data Mining and
 * Knowledge Discovery 7:373, batched arrivals): of total[t] documents relevant[t] are expected to
 * be total · p · scale^level with p the share over all time; rising by a level costs gamma · ln n,
 * falling nothing. `state`: n levels, 0 the usual. Of two paths as probable the lower is taken.
 * O(n · levels²).
 * @return FALSE with TY_ERROR_INPUT when relevant[t] > total[t] or an option is out of range */
gboolean ty_burst_states(const guint32 *relevant, const guint32 *total, gsize n,
                         const TyBurstOptions *options, guint8 *state, GError **error);

/** The bursts in those states, by begin, lower levels first.
 * @return of TyBurst, the caller's; NULL as ty_burst_states */
GArray *ty_bursts(const guint32 *relevant, const guint32 *total, gsize n,
                  const TyBurstOptions *options, GError **error);

G_END_DECLS
