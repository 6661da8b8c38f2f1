/* SPDX-License-Identifier: Apache-2.0 */
/* A training that is broken off and goes on ends as one that was not; what fits no training is
 * refused with its reason. */
#include "topics/lda-sampler.h"

#include <math.h>
#include <string.h>

enum { DOCS = 90, MOST = DOCS * 80, SWEEPS = 12 };

typedef struct {
  TyTokenMatrix tokens;
  guint32 start[DOCS + 1], word[MOST];
} Corpus;

static Corpus *make_corpus(guint32 seed) {
  g_autoptr(GRand) random = g_rand_new_with_seed(seed);
  Corpus *corpus = g_new0(Corpus, 1);

  for (gsize d = 0; d < DOCS; d++) {
    guint32 n = d == 3 ? 0 : (guint32) g_rand_int_range(random, 1, d % 9 == 0 ? 80 : 30);
    for (guint32 i = corpus->start[d]; i < corpus->start[d] + n; i++)
      corpus->word[i] = (guint32) (200 * pow(g_rand_double(random), 2.5));
    corpus->start[d + 1] = corpus->start[d] + n;
  }
  corpus->tokens = (TyTokenMatrix){DOCS, 210, corpus->start, corpus->word};
  return corpus;
}

/* Every state of a training: [sweep]. */
static gboolean keep(GBytes *state, gpointer data, G_GNUC_UNUSED GError **error) {
  g_ptr_array_add(data, g_bytes_ref(state));
  return TRUE;
}

static GPtrArray *states_of(const TyTokenMatrix *tokens, TyLdaOptions options, guint n_blocks,
                            TyLda **lda) {
  GPtrArray *states = g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);

  options.save = keep;
  options.save_data = states;
  options.save_every = 1;
  *lda = ty_lda_train_with(tokens, &options, TY_LDA_SCALAR, n_blocks, NULL);
  g_assert_cmpuint(states->len, ==, options.n_sweeps + 1);
  return states;
}

static void assert_same_counts(const TyTopicCounts *a, const TyTopicCounts *b, gsize n_rows) {
  gsize n = a->start[n_rows];
  g_assert_cmpmem(a->start, (n_rows + 1) * 4, b->start, (n_rows + 1) * 4);
  g_assert_cmpmem(a->topic, n * 2, b->topic, n * 2);
  g_assert_cmpmem(a->count, n * 4, b->count, n * 4);
}

static void assert_same(const TyLda *a, const TyLda *b) {
  g_assert_cmpuint(a->n_sweeps, ==, b->n_sweeps);
  g_assert_cmpmem(a->alpha, a->n_topics * sizeof(double), b->alpha, b->n_topics * sizeof(double));
  g_assert_cmpmem(&a->beta, sizeof a->beta, &b->beta, sizeof b->beta);
  g_assert_cmpmem(a->topic_total, a->n_topics * 4, b->topic_total, b->n_topics * 4);
  assert_same_counts(&a->words, &b->words, a->n_words);
  assert_same_counts(&a->docs, &b->docs, a->n_docs);
  g_assert_cmpmem(&a->log_likelihood, sizeof(double), &b->log_likelihood, sizeof(double));
}

/* Broken off after each sweep, gone on with on other threads and instruction sets. */
static void test_same_as_without_break(void) {
  g_autofree Corpus *corpus = make_corpus(5);
  const guint topics[] = {1, 40, 200, 30}, blocks[] = {4, 4, 4, 4 | TY_LDA_LISTS};

  for (gsize t = 0; t < G_N_ELEMENTS(topics); t++)
    for (guint optimise = 0; optimise < 4; optimise++) {
      TyLdaOptions options = {.n_topics = topics[t],
                              .alpha = .3,
                              .beta = .05,
                              .n_sweeps = SWEEPS,
                              .seed = t + 1,
                              .n_threads = 2,
                              .optimise_alpha = optimise & 1,
                              .optimise_beta = optimise >> 1};
      g_autoptr(TyLda) whole = NULL;
      g_autoptr(GPtrArray) states = states_of(&corpus->tokens, options, blocks[t], &whole);
      for (guint sweep = 0; sweep <= SWEEPS; sweep++) {
        TyLdaSimd simd = sweep % 3;
        g_autoptr(GError) error = NULL;
        options.resume = states->pdata[sweep];
        options.n_threads = 1 + sweep % 5;
        while (!ty_lda_sweep_for(simd))
          simd--;
        g_autoptr(TyLda) lda =
            ty_lda_train_with(&corpus->tokens, &options, simd, blocks[t], &error);
        g_assert_no_error(error);
        assert_same(whole, lda);
      }
    }
}

/* The states, too, are the same; and a finished training can go on to more sweeps. */
static void test_states_and_more_sweeps(void) {
  g_autofree Corpus *corpus = make_corpus(6);
  TyLdaOptions options = {
      .n_topics = 20, .alpha = .1, .beta = .01, .n_sweeps = SWEEPS, .n_threads = 1};
  g_autoptr(TyLda) whole = NULL, half = NULL, rest = NULL;
  g_autoptr(GPtrArray) states = states_of(&corpus->tokens, options, 5, &whole);
  options.n_sweeps = SWEEPS / 2;
  g_autoptr(GPtrArray) first = states_of(&corpus->tokens, options, 5, &half);

  for (guint sweep = 0; sweep <= SWEEPS / 2; sweep++)
    g_assert_true(g_bytes_equal(states->pdata[sweep], first->pdata[sweep]));
  options.n_sweeps = SWEEPS;
  options.resume = first->pdata[SWEEPS / 2];
  g_autoptr(GPtrArray) more = g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
  options.save = keep;
  options.save_data = more;
  rest = ty_lda_train_with(&corpus->tokens, &options, TY_LDA_SCALAR, 5, NULL);
  assert_same(whole, rest);
  g_assert_cmpuint(more->len, ==, 1);
  g_assert_true(g_bytes_equal(more->pdata[0], states->pdata[SWEEPS]));
}

typedef struct {
  guint stop_after;
  GPtrArray *states;
} Stopping;

static gboolean stop(guint sweep, G_GNUC_UNUSED double log_likelihood, gpointer data) {
  return sweep < ((Stopping *) data)->stop_after;
}

static void test_stopped_training_is_saved(void) {
  g_autofree Corpus *corpus = make_corpus(7);
  TyLdaOptions options = {.n_topics = 9, .alpha = .1, .beta = .01, .n_sweeps = SWEEPS};
  g_autoptr(GPtrArray) states = g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
  Stopping stopping = {5, states};
  g_autoptr(TyLda) whole = ty_lda_train(&corpus->tokens, &options, NULL);

  options.save = keep;
  options.save_data = states;
  options.save_every = 100;
  options.progress = stop;
  options.progress_data = &stopping;
  g_autoptr(TyLda) part = ty_lda_train(&corpus->tokens, &options, NULL);
  g_assert_cmpuint(part->n_sweeps, ==, 5);
  g_assert_cmpuint(states->len, ==, 2);
  options.progress = NULL;
  options.resume = states->pdata[1];
  g_autoptr(TyLda) rest = ty_lda_train(&corpus->tokens, &options, NULL);
  assert_same(whole, rest);
}

static gboolean fail_late(GBytes *state, gpointer data, GError **error) {
  guint *calls = data;
  (void) state;
  if (++*calls < 3)
    return TRUE;
  g_set_error_literal(error, TY_ERROR, TY_ERROR_SYSTEM, "the disk is full");
  return FALSE;
}

static void test_save_that_fails(void) {
  g_autofree Corpus *corpus = make_corpus(8);
  g_autoptr(GError) error = NULL;
  guint calls = 0;
  TyLdaOptions options = {.n_topics = 3,
                          .alpha = .1,
                          .beta = .01,
                          .n_sweeps = SWEEPS,
                          .save = fail_late,
                          .save_data = &calls,
                          .save_every = 2};

  g_assert_null(ty_lda_train(&corpus->tokens, &options, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_SYSTEM);
  g_assert_cmpuint(calls, ==, 3);
}

static void refuse(const TyTokenMatrix *tokens, TyLdaOptions options, GBytes *state,
                   TyErrorCode code, const char *says) {
  g_autoptr(GError) error = NULL;

  options.resume = state;
  g_assert_null(ty_lda_train(tokens, &options, &error));
  g_assert_error(error, TY_ERROR, (int) code);
  if (!strstr(error->message, says))
    g_error("“%s” does not say “%s”", error->message, says);
}

static void test_other_trainings_are_refused(void) {
  g_autofree Corpus *corpus = make_corpus(9), *another = make_corpus(10);
  const TyLdaOptions options = {
      .n_topics = 7, .alpha = .1, .beta = .01, .n_sweeps = 4, .seed = 3, .n_threads = 1};
  g_autoptr(TyLda) lda = NULL;
  g_autoptr(GPtrArray) states = states_of(&corpus->tokens, options, 0, &lda);
  GBytes *state = states->pdata[4];
  TyLdaOptions other = options;

  refuse(&another->tokens, options, state, TY_ERROR_INPUT, "is of another corpus");
  corpus->tokens.n_words++;
  refuse(&corpus->tokens, options, state, TY_ERROR_INPUT, "is of another corpus");
  corpus->tokens.n_words--;
  other.n_topics = 8;
  refuse(&corpus->tokens, other, state, TY_ERROR_INPUT, "found K 7, expected 8");
  other = options;
  other.alpha = .2;
  refuse(&corpus->tokens, other, state, TY_ERROR_INPUT, "found alpha 0.1, expected 0.2");
  other = options;
  other.beta = .02;
  refuse(&corpus->tokens, other, state, TY_ERROR_INPUT, "found beta 0.01, expected 0.02");
  other = options;
  other.seed = 4;
  refuse(&corpus->tokens, other, state, TY_ERROR_INPUT, "found seed 3, expected 4");
  other = options;
  other.optimise_alpha = TRUE;
  refuse(&corpus->tokens, other, state, TY_ERROR_INPUT, "found neither prior optimised");
  other = options;
  other.n_sweeps = 3;
  refuse(&corpus->tokens, other, state, TY_ERROR_INPUT, "found sweeps 4, expected 3");
}

/* The bytes with `n` of them at `at` replaced, and a checksum that fits. */
static GBytes *forge(GBytes *state, gsize at, const guint8 *bytes, gsize n) {
  gsize length, size = 32;
  const guint8 *data = g_bytes_get_data(state, &length);
  guint8 *copy = g_memdup2(data, length);
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

  memcpy(copy + at, bytes, n);
  g_checksum_update(sum, copy, (gssize) (length - size));
  g_checksum_get_digest(sum, copy + length - size, &size);
  return g_bytes_new_take(copy, length);
}

static void test_damage_is_found(void) {
  g_autofree Corpus *corpus = make_corpus(11);
  const TyLdaOptions options = {
      .n_topics = 200, .alpha = .1, .beta = .01, .n_sweeps = 4, .n_threads = 1};
  g_autoptr(TyLda) lda = NULL;
  g_autoptr(GPtrArray) states = states_of(&corpus->tokens, options, 0, &lda);
  GBytes *state = states->pdata[2];
  gsize length;
  const guint8 *data = g_bytes_get_data(state, &length);

  for (gsize n = 0; n < length; n += n < 200 ? 1 : 97) {
    g_autoptr(GBytes) torn = g_bytes_new(data, n);
    refuse(&corpus->tokens, options, torn, n < 8 ? TY_ERROR_INPUT : TY_ERROR_DAMAGED,
           n < 8 ? "does not begin with" : "torn");
  }
  for (gsize i = 24; i < length; i += 61) {
    g_autofree guint8 *copy = g_memdup2(data, length);
    copy[i] ^= 0x10;
    g_autoptr(GBytes) damaged = g_bytes_new(copy, length);
    refuse(&corpus->tokens, options, damaged, TY_ERROR_DAMAGED, "checksum");
  }
  g_autoptr(GBytes) newer = forge(state, 8, (const guint8 *) "\2", 1);
  refuse(&corpus->tokens, options, newer, TY_ERROR_INPUT, "version 2, expected at most 1");
  /* Well summed, but telling of no training. */
  gsize alpha = 112, topic = alpha + 200 * 4;
  gsize used = topic + 2 * (gsize) corpus->start[DOCS];
  g_autoptr(GBytes) no_prior = forge(state, alpha, (const guint8 *) "\0\0\0\0", 4);
  refuse(&corpus->tokens, options, no_prior, TY_ERROR_DAMAGED, "priors");
  g_autoptr(GBytes) beyond = forge(state, topic, (const guint8 *) "\311\0", 2);
  refuse(&corpus->tokens, options, beyond, TY_ERROR_DAMAGED, "documents do not fit");
  g_autoptr(GBytes) hole = forge(state, topic, (const guint8 *) "\0\0", 2);
  refuse(&corpus->tokens, options, hole, TY_ERROR_DAMAGED, "documents do not fit");
  g_autoptr(GBytes) long_list = forge(state, used, (const guint8 *) "\377\377", 2);
  refuse(&corpus->tokens, options, long_list, TY_ERROR_DAMAGED, "documents do not fit");
  g_autoptr(GBytes) no_topic = forge(state, used + 2, (const guint8 *) "\0\0", 2);
  refuse(&corpus->tokens, options, no_topic, TY_ERROR_DAMAGED, "documents do not fit");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/lda-checkpoint/same-as-without-break", test_same_as_without_break);
  g_test_add_func("/lda-checkpoint/states-and-more-sweeps", test_states_and_more_sweeps);
  g_test_add_func("/lda-checkpoint/stopped-training-is-saved", test_stopped_training_is_saved);
  g_test_add_func("/lda-checkpoint/save-that-fails", test_save_that_fails);
  g_test_add_func("/lda-checkpoint/other-trainings-are-refused", test_other_trainings_are_refused);
  g_test_add_func("/lda-checkpoint/damage-is-found", test_damage_is_found);
  return g_test_run();
}
