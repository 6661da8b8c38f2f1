/* SPDX-License-Identifier: Apache-2.0 */
#include "base/parallel.h"
#include "topics/lda-sampler.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DOCS_A_TASK 2048
#define SWEEPS_BETWEEN_PRIORS 10
#define SWEEPS_BEFORE_PRIORS 50 /* at most a quarter of all: early counts mislead */

static gboolean check(const TyTokenMatrix *tokens, const TyLdaOptions *options, GError **error) {
  if (!(options->alpha >= TY_LDA_LEAST_PRIOR && options->alpha <= TY_LDA_MOST_PRIOR))
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "alpha is %g, expected a number from %g to %g",
                options->alpha, TY_LDA_LEAST_PRIOR, TY_LDA_MOST_PRIOR);
  else if (!(options->beta >= TY_LDA_LEAST_PRIOR && options->beta <= TY_LDA_MOST_PRIOR))
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "beta is %g, expected a number from %g to %g",
                options->beta, TY_LDA_LEAST_PRIOR, TY_LDA_MOST_PRIOR);
  else if (tokens->n_docs == 0 || tokens->start[tokens->n_docs] == 0)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%zu documents without a word, expected some to find topics in", tokens->n_docs);
  else if (options->n_topics < 1 || options->n_topics > TY_LDA_MAX_TOPICS)
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%u topics, expected 1 to %d", options->n_topics,
                TY_LDA_MAX_TOPICS);
  else if (options->n_topics > tokens->start[tokens->n_docs])
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%u topics for %u words of text, expected no more topics than words",
                options->n_topics, tokens->start[tokens->n_docs]);
  else
    return ty_tokens_check(tokens, tokens->n_words, error);
  return FALSE;
}

/* Training at work: the cells of a diagonal at a time. */
typedef struct {
  TyLdaState *state;
  TyLdaSweep sweep_cells;
  TyLdaCell *cells; /* one a block */
  guint sweep, diagonal;
} Training;

static void cell_init(TyLdaCell *cell, const TyLdaState *s) {
  gsize n = s->n_padded;
  gsize n_sums = (n + TY_LDA_GROUP - 1) / TY_LDA_GROUP * TY_LDA_LANES;
  gsize n_floats = 3 * n + n_sums + 3 * TY_LDA_LANES;
  guint8 *memory = g_malloc0((n_floats + 3 * n) * 4 + 64), *aligned;

  *cell = (TyLdaCell){.state = s,
                      .memory = memory,
                      .alpha = s->alpha,
                      .shift = s->shift,
                      .entry = s->entry,
                      .token_doc = s->token_doc,
                      .token_topic = s->token_topic};
  aligned = memory + (-(guintptr) memory & 63);
  cell->q = (gpointer) aligned;
  cell->inverse = cell->q + n;
  cell->sum = cell->inverse + n;
  cell->across = cell->sum + n_sums + TY_LDA_LANES;
  cell->cumulated = cell->across + TY_LDA_LANES;
  cell->n_word = (gpointer) (aligned + n_floats * sizeof(float));
  cell->n_word_odd = cell->n_word + n;
  cell->total = cell->n_word_odd + n;
}

/* Sets a cell to the start of (document block, word block) of a sweep. */
static void cell_start(TyLdaCell *cell, guint sweep, guint32 doc_block, guint32 word_block) {
  const TyLdaState *s = cell->state;

  cell->word = s->word_block[word_block];
  cell->word_end = s->word_block[word_block + 1];
  cell->doc_block = doc_block;
  cell->docs = s->docs ? s->docs + s->doc_block[doc_block] : NULL;
  cell->count = s->count ? s->count + (gsize) s->doc_block[doc_block] * s->n_padded : NULL;
  cell->at = cell->end = cell->run_end = 0;
  cell->beta = (float) s->beta;
  cell->v_beta = (float) (s->beta * (double) s->n_words);
  cell->random =
      ty_random(s->seed, ((guint64) sweep * s->n_blocks + doc_block) * s->n_blocks + word_block);
  cell->n_uniforms = 0;
  cell->product = 1;
  cell->exponent = 0;
  memcpy(cell->total, s->total, s->n_padded * sizeof *s->total);
  for (guint k = 0; k < s->n_padded; k++)
    cell->inverse[k] = 1 / ((float) cell->total[k] + cell->v_beta);
}

static TyLdaCell *start(Training *t, guint32 word_block) {
  guint n_blocks = t->state->n_blocks;
  TyLdaCell *cell = &t->cells[word_block];

  cell_start(cell, t->sweep, (word_block + t->diagonal) % n_blocks, word_block);
  return cell;
}

static void sweep_pair(gsize task, G_GNUC_UNUSED guint thread, gpointer data) {
  Training *t = data;
  guint32 first = 2 * (guint32) task;
  TyLdaCell *second = first + 1 < t->state->n_blocks ? start(t, first + 1) : NULL;

  t->sweep_cells(start(t, first), second);
}

static void sweep_one(gsize task, G_GNUC_UNUSED guint thread, gpointer data) {
  Training *t = data;
  t->sweep_cells(start(t, (guint32) task), NULL);
}

/* Adds up what the cells changed. @return ln of the product of their draws' total masses */
static double gather(Training *t) {
  TyLdaState *s = t->state;
  double log_p = 0;

  for (guint k = 1; k <= s->n_topics; k++) {
    guint32 total = s->total[k];
    for (guint b = 0; b < s->n_blocks; b++)
      total += (guint32) t->cells[b].total[k] - s->total[k];
    s->total[k] = total;
  }
  for (guint b = 0; b < s->n_blocks; b++)
    log_p += log(t->cells[b].product) + (double) t->cells[b].exponent * G_LN2;
  return log_p;
}

static void pack(gsize task, G_GNUC_UNUSED guint thread, gpointer data) {
  Training *t = data;
  ty_lda_state_pack(t->state, task * DOCS_A_TASK, MIN((task + 1) * DOCS_A_TASK, t->state->n_docs));
}

static double sweep_all(Training *t, guint n_threads) {
  guint n_pairs = (t->state->n_blocks + 1) / 2;
  double log_p = 0;

  for (t->diagonal = 0; t->diagonal < t->state->n_blocks; t->diagonal++) {
    if (n_pairs > 1 && ty_parallel_threads(n_threads) >= t->state->n_blocks)
      ty_parallel_for(n_threads, t->state->n_blocks, sweep_one, t);
    else
      ty_parallel_for(n_threads, n_pairs, sweep_pair, t);
    log_p += gather(t);
  }
  if (!t->state->count)
    ty_parallel_for(n_threads, (t->state->n_docs + DOCS_A_TASK - 1) / DOCS_A_TASK, pack, t);
  return log_p;
}

/* Σ over tokens of ln(n_d − 1 + Σα), which turns masses into probabilities. */
static double log_lengths(const TyLdaState *s, const TyTokenMatrix *tokens) {
  double sum_alpha = 0, sum = 0;

  for (guint k = 1; k <= s->n_topics; k++)
    sum_alpha += (double) s->alpha[k];
  for (gsize d = 0; d < s->n_docs; d++) {
    double length = tokens->start[s->doc_id[d] + 1] - tokens->start[s->doc_id[d]];
    sum += length * log(length - 1 + sum_alpha);
  }
  return sum;
}

guint ty_lda_priors_from(const TyLdaOptions *options) {
  return MIN(SWEEPS_BEFORE_PRIORS, options->n_sweeps / 4);
}

static void optimise_priors(TyLdaState *s, const TyTokenMatrix *tokens, const TyLdaOptions *options,
                            guint sweep) {
  if (sweep < ty_lda_priors_from(options) || sweep % SWEEPS_BETWEEN_PRIORS != 0)
    return;
  if (options->optimise_alpha)
    ty_lda_optimise_alpha(s, tokens);
  if (options->optimise_beta)
    ty_lda_optimise_beta(s);
}

static TyLda *model_new(const TyLdaState *s, const TyTokenMatrix *tokens) {
  TyLda *lda = g_new0(TyLda, 1);

  lda->n_topics = s->n_topics;
  lda->n_docs = tokens->n_docs;
  lda->n_words = tokens->n_words;
  lda->n_tokens = s->n_tokens;
  lda->alpha = g_new(double, s->n_topics);
  lda->topic_total = g_new(guint32, s->n_topics);
  lda->log_likelihood = NAN;
  return lda;
}

/* Lets the caller keep the state where that is due. */
static gboolean save(const TyLdaState *s, const TyTokenMatrix *tokens, const TyLdaOptions *options,
                     const TyLda *lda, gboolean last, GError **error) {
  if (!options->save ||
      (!last && (options->save_every == 0 || lda->n_sweeps % options->save_every)))
    return TRUE;
  g_autoptr(GBytes) bytes =
      ty_lda_checkpoint_write(s, tokens, options, lda->n_sweeps, lda->log_likelihood);
  return options->save(bytes, options->save_data, error);
}

/* Sweeps until all are done or the caller wants no more. */
static gboolean sweep_on(Training *t, const TyTokenMatrix *tokens, const TyLdaOptions *options,
                         TyLda *lda, GError **error) {
  gboolean stop = FALSE;

  if (!options->resume && !save(t->state, tokens, options, lda, TRUE, error))
    return FALSE;
  while (lda->n_sweeps < options->n_sweeps && !stop) {
    t->sweep = ++lda->n_sweeps;
    double log_p = sweep_all(t, options->n_threads);
    lda->log_likelihood = (log_p - log_lengths(t->state, tokens)) / (double) lda->n_tokens;
    optimise_priors(t->state, tokens, options, lda->n_sweeps);
    stop = options->progress &&
           !options->progress(lda->n_sweeps, lda->log_likelihood, options->progress_data);
    if (!save(t->state, tokens, options, lda, stop || lda->n_sweeps == options->n_sweeps, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean train(Training *t, const TyTokenMatrix *tokens, const TyLdaOptions *options,
                      TyLda *lda, GError **error) {
  TyLdaState *s = t->state;

  if (!options->resume)
    ty_lda_state_assign(s);
  else if (!ty_lda_checkpoint_read(s, tokens, options, options->resume, &lda->n_sweeps,
                                   &lda->log_likelihood, error))
    return FALSE;
  t->cells = aligned_alloc(_Alignof(TyLdaCell), s->n_blocks * sizeof *t->cells);
  g_assert(t->cells);
  for (guint b = 0; b < s->n_blocks; b++)
    cell_init(&t->cells[b], s);
  gboolean done = sweep_on(t, tokens, options, lda, error);
  for (guint b = 0; b < s->n_blocks; b++)
    g_free(t->cells[b].memory);
  free(t->cells);
  return done;
}

TyLda *ty_lda_train_with(const TyTokenMatrix *tokens, const TyLdaOptions *options, TyLdaSimd simd,
                         guint n_blocks, GError **error) {
  TyLdaState state = {0};
  Training training = {.state = &state, .sweep_cells = ty_lda_sweep_for(simd)};
  g_autoptr(TyLda) lda = NULL;

  if (!check(tokens, options, error))
    return NULL;
  if (!ty_lda_state_init(&state, tokens, options, n_blocks, error)) {
    ty_lda_state_clear(&state);
    return NULL;
  }
  lda = model_new(&state, tokens);
  if (!train(&training, tokens, options, lda, error)) {
    ty_lda_state_clear(&state);
    return NULL;
  }
  lda->beta = state.beta;
  for (guint k = 0; k < state.n_topics; k++) {
    lda->alpha[k] = (double) state.alpha[k + 1];
    lda->topic_total[k] = state.total[k + 1];
  }
  ty_lda_state_finish(&state, lda);
  ty_lda_state_clear(&state);
  return g_steal_pointer(&lda);
}

TyLdaSweep ty_lda_sweep_for(TyLdaSimd simd) {
#ifdef __x86_64__
  if (simd == TY_LDA_AVX512)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                   __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
               ? ty_lda_sweep_avx512
               : NULL;
  if (simd == TY_LDA_AVX2)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") ? ty_lda_sweep_avx2
                                                                            : NULL;
#endif
  return simd == TY_LDA_SCALAR ? ty_lda_sweep_scalar : NULL;
}

TyLda *ty_lda_train(const TyTokenMatrix *tokens, const TyLdaOptions *options, GError **error) {
  TyLdaSimd simd = TY_LDA_AVX512;

  while (!ty_lda_sweep_for(simd))
    simd--;
  return ty_lda_train_with(tokens, options, simd, 0, error);
}
