/* SPDX-License-Identifier: Apache-2.0 */
/** The sampler's state and its inner loops.
 *
 * Tokens stand word by word. The corpus is cut into B × B cells of document blocks and word blocks;
 * the B cells of a diagonal share neither documents nor words, so that threads may do them at once:
 *
 *            word blocks          diagonal 0: cells 0a 1b 2c
 *             a   b   c           diagonal 1: cells 1a 2b 0c
 *     docs 0 [0] [2] [1]          diagonal 2: cells 2a 0b 1c
 *          1 [1] [0] [2]
 *          2 [2] [1] [0]
 *
 * Each cell starts from the topics' totals as they were before its diagonal, keeps its own exact
 * while it runs, and the changes are added up when the diagonal is done. A corpus small enough to
 * be one cell is sampled exactly; on larger ones a total lags by what the other cells of the
 * diagonal do meanwhile. Every cell draws from a random stream of its own, keyed (seed, sweep,
 * cell).
 *
 * Topics are numbered from 1 in here; topic 0 has no prior and no token, and stands for a hole. A
 * document's topics are a list of entries `topic | count << shift`, 16 to a block of 64 bytes;
 * where there are fewer than TY_LDA_FEW topics, all its counts side by side, 16 bits each. There is
 * no words × topics matrix: a word's row is counted from its own tokens when its turn comes, and
 * gives the weights q(k) = (n_wk + β) / (n_k + Vβ). A draw is over Σ n_dk q(k), the document's
 * entries, and Σ α_k q(k), kept as sums of every sixteenth topic of a group of 256. */
#pragma once
#include "base/random.h"
#include "topics/lda.h"

#define TY_LDA_LANES 16
#define TY_LDA_GROUP 256   /**< topics whose sums share a vector */
#define TY_LDA_FEW 128     /**< fewer topics have dense counts */
#define TY_LDA_HALF 16     /**< shift where no document is longer than counts of 16 bits */
#define TY_LDA_UNIFORMS 16 /**< random numbers drawn ahead */

/** Where a document's entries are: blocks of 16 from block `row` on, `used` of them in use. */
typedef struct {
  guint32 row, used;
} TyLdaDoc;

typedef struct {
  guint n_topics, n_padded; /**< n_padded: n_topics + 1 rounded up to whole lanes */
  guint shift;              /**< of the count in an entry */
  guint n_blocks;           /**< B */
  gsize n_docs, n_words, n_tokens;
  guint64 seed;
  float *alpha; /**< n_padded, 0 but for topics 1 … n_topics */
  double beta;
  guint32 *total; /**< n_padded: tokens of each topic */

  gsize n_used_words;
  guint32 *word_id;    /**< n_used_words: the caller's ids, block by block */
  guint32 *word_block; /**< B + 1 offsets into word_id */
  guint32 *run;       /**< n_used_words · B + 1: first token of each word in each document block */
  guint16 *token_doc; /**< n_tokens: document within its block */
  guint16 *token_topic;

  guint32 *doc_id;    /**< n_docs: the caller's indices, block by block, long documents first */
  guint32 *doc_block; /**< B + 1 offsets into doc_id and docs */
  TyLdaDoc *docs;
  guint32 *entry;
  guint16 *count; /**< n_docs × n_padded, or NULL: then docs and entry hold lists */
  guint32 n_rows; /**< blocks of entries there is room for */
  gpointer entry_memory;
} TyLdaState;

/** One cell at work, with the scratch memory for it. Cells of different threads stand side by side:
 * each has its cache lines, and those fetched along with them, for itself. */
typedef struct {
  _Alignas(128) const TyLdaState *state;
  /* the run of one word in this cell */
  guint32 word, word_end, doc_block;
  guint32 at, end, run_end; /* tokens; sums are made afresh at `end` */
  guint shift;
  TyLdaDoc *docs; /* of the cell */
  guint32 *entry;
  guint16 *count; /* of the cell's documents, or NULL */
  const guint16 *token_doc;
  guint16 *token_topic;
  /* over topics, n_padded each */
  gint32 *n_word, *n_word_odd, *total;
  float *inverse; /* 1 / (n_k + Vβ) */
  const float *alpha;
  float *q;
  float *sum;       /* of α · q, 16 a group */
  float mass;       /* sum of sums */
  float *cumulated; /* of a document's entries */
  float *across;    /* of its lanes; across[-1] is 0 */
  float beta, v_beta;
  TyRandom random;
  guint n_uniforms;
  float uniform[TY_LDA_UNIFORMS];
  /* product of the draws' total masses: product · 2^exponent */
  double product;
  gint64 exponent;
  gpointer memory;
} TyLdaCell;

/** Samples every token of one or two cells once (`b` may be NULL); two cells of a diagonal run in
 * step, a token of each in turn, because a processor can work on the second while it waits for
 * results of the first. */
typedef void (*TyLdaSweep)(TyLdaCell *a, TyLdaCell *b);

void ty_lda_sweep_scalar(TyLdaCell *a, TyLdaCell *b);
#ifdef __x86_64__
void ty_lda_sweep_avx2(TyLdaCell *a, TyLdaCell *b);
void ty_lda_sweep_avx512(TyLdaCell *a, TyLdaCell *b);
#endif

typedef enum { TY_LDA_SCALAR, TY_LDA_AVX2, TY_LDA_AVX512 } TyLdaSimd;

/** Added to n_blocks: documents as lists even for few topics. */
#define TY_LDA_LISTS (1u << 31)

/** The sweep for `simd`; NULL when this processor cannot do it. */
TyLdaSweep ty_lda_sweep_for(TyLdaSimd simd);

/** Lays out a checked corpus in n_blocks × n_blocks cells (0: as its size advises). Tokens have no
 * topics yet. FALSE with TY_ERROR_INPUT: a document too long for its entries. */
gboolean ty_lda_state_init(TyLdaState *state, const TyTokenMatrix *tokens,
                           const TyLdaOptions *options, guint n_blocks, GError **error);
void ty_lda_state_clear(TyLdaState *state);

/** Gives the tokens of a state just laid out random topics. */
void ty_lda_state_assign(TyLdaState *state);

/** How many blocks of entries there is room for in a document. */
guint32 ty_lda_state_room(const TyLdaState *state, gsize doc);

/** The state after `n_sweeps` sweeps as bytes that depend on nothing else. O(tokens). */
GBytes *ty_lda_checkpoint_write(const TyLdaState *state, const TyTokenMatrix *tokens,
                                const TyLdaOptions *options, guint n_sweeps, double log_likelihood);

/** Gives the tokens of a state just laid out the topics of those bytes, and its priors.
 * @return FALSE with TY_ERROR_DAMAGED (torn, a checksum that does not fit) or TY_ERROR_INPUT (no
 *         checkpoint, another corpus, other options, a newer version, more sweeps than asked
 *         for); then the state is of no use */
gboolean ty_lda_checkpoint_read(TyLdaState *state, const TyTokenMatrix *tokens,
                                const TyLdaOptions *options, GBytes *bytes, guint *n_sweeps,
                                double *log_likelihood, GError **error);

/** From which sweep on priors are optimised. */
guint ty_lda_priors_from(const TyLdaOptions *options);

/** Closes the holes of documents [from, to). */
void ty_lda_state_pack(TyLdaState *state, gsize from, gsize to);

/** Sets α, one value a topic, to where its fixed point settles for the topics as they are; β, one
 * value for all words, likewise. */
void ty_lda_optimise_alpha(TyLdaState *state, const TyTokenMatrix *tokens);
void ty_lda_optimise_beta(TyLdaState *state);

/** The counts by word and by document; takes the state's tokens apart on the way. */
void ty_lda_state_finish(TyLdaState *state, TyLda *lda);

/** ty_lda_train with the inner loop and the number of blocks chosen: for tests. */
TyLda *ty_lda_train_with(const TyTokenMatrix *tokens, const TyLdaOptions *options, TyLdaSimd simd,
                         guint n_blocks, GError **error);
