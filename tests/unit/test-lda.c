/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>
#include <tuyou/topics.h>

/* Documents made from known topics: topic k speaks the words k·WORDS … with falling frequency. */
#define TOPICS 5
#define WORDS 12
#define DOCS 300
#define LENGTH 40

typedef struct {
  TyTokenMatrix tokens;
  guint32 start[DOCS + 1], word[DOCS * LENGTH];
  double phi[TOPICS][TOPICS * WORDS];
} Corpus;

static gsize draw(GRand *random, const double *p, gsize n) {
  double at = g_rand_double(random);
  gsize i = 0;
  while (i + 1 < n && (at -= p[i]) >= 0)
    i++;
  return i;
}

static Corpus *make_corpus(guint32 seed) {
  g_autoptr(GRand) random = g_rand_new_with_seed(seed);
  Corpus *corpus = g_new0(Corpus, 1);

  for (gsize k = 0; k < TOPICS; k++) {
    double sum = 0;
    for (gsize w = 0; w < TOPICS * WORDS; w++)
      sum += corpus->phi[k][w] = w / WORDS == k ? 1. / (1. + (double) (w % WORDS)) : .002;
    for (gsize w = 0; w < TOPICS * WORDS; w++)
      corpus->phi[k][w] /= sum;
  }
  for (gsize d = 0; d < DOCS; d++) {
    double theta[TOPICS] = {0};
    theta[d % TOPICS] = .7;
    theta[(d * 7 + d / TOPICS) % TOPICS] += .3;
    corpus->start[d + 1] = corpus->start[d] + LENGTH;
    for (gsize i = 0; i < LENGTH; i++)
      corpus->word[corpus->start[d] + i] =
          (guint32) draw(random, corpus->phi[draw(random, theta, TOPICS)], TOPICS * WORDS);
  }
  corpus->tokens = (TyTokenMatrix){DOCS, TOPICS * WORDS, corpus->start, corpus->word};
  return corpus;
}

static const TyLdaOptions usual = {
    .n_topics = TOPICS, .alpha = .5, .beta = .01, .n_sweeps = 150, .seed = 1, .n_threads = 1};

static TyLda *train(const TyTokenMatrix *tokens, const TyLdaOptions *options) {
  g_autoptr(GError) error = NULL;
  TyLda *lda = ty_lda_train(tokens, options, &error);

  g_assert_no_error(error);
  g_assert_nonnull(lda);
  return lda;
}

static double cosine(const TyLda *lda, gsize topic, const double *phi) {
  double dot = 0, a = 0, b = 0;
  for (gsize w = 0; w < lda->n_words; w++) {
    double p = ty_lda_phi(lda, topic, w);
    dot += p * phi[w];
    a += p * p;
    b += phi[w] * phi[w];
  }
  return dot / sqrt(a * b);
}

static void test_recovers_known_topics(void) {
  for (guint32 seed = 1; seed <= 3; seed++) {
    g_autofree Corpus *corpus = make_corpus(seed);
    TyLdaOptions options = usual;
    options.seed = seed;
    g_autoptr(TyLda) lda = train(&corpus->tokens, &options);
    gboolean taken[TOPICS] = {FALSE};

    for (gsize k = 0; k < TOPICS; k++) {
      gsize best = 0;
      guint32 words[3];
      for (gsize t = 1; t < TOPICS; t++)
        if (cosine(lda, t, corpus->phi[k]) > cosine(lda, best, corpus->phi[k]))
          best = t;
      g_assert_cmpfloat(cosine(lda, best, corpus->phi[k]), >=, .95);
      g_assert_false(taken[best]);
      taken[best] = TRUE;
      g_assert_cmpuint(ty_lda_top_words(lda, best, 1, 3, words), ==, 3);
      g_assert_cmpuint(words[0], ==, k * WORDS);
    }
  }
}

/* Rows ascend, counts are those of the tokens, φ and θ are distributions and agree with themselves.
 */
static void test_counts_are_consistent(void) {
  g_autofree Corpus *corpus = make_corpus(9);
  const TyTokenMatrix *tokens = &corpus->tokens;
  g_autoptr(TyLda) lda = train(tokens, &usual);
  double phi[TOPICS], theta[TOPICS], sum[TOPICS] = {0};
  guint32 by_word[TOPICS] = {0}, by_doc[TOPICS] = {0}, of_word[TOPICS * WORDS] = {0};

  for (gsize i = 0; i < tokens->start[DOCS]; i++)
    of_word[tokens->word[i]]++;
  for (gsize w = 0; w < lda->n_words; w++) {
    for (guint32 i = lda->words.start[w]; i < lda->words.start[w + 1]; i++) {
      g_assert_true(i == lda->words.start[w] || lda->words.topic[i] > lda->words.topic[i - 1]);
      g_assert_cmpuint(lda->words.count[i], >, 0);
      by_word[lda->words.topic[i]] += lda->words.count[i];
      of_word[w] -= lda->words.count[i];
    }
    g_assert_cmpuint(of_word[w], ==, 0);
    ty_lda_phi_of_word(lda, w, phi);
    for (gsize k = 0; k < TOPICS; k++) {
      sum[k] += phi[k];
      g_assert_cmpfloat_with_epsilon(phi[k], ty_lda_phi(lda, k, w), 1e-15);
    }
  }
  for (gsize d = 0; d < DOCS; d++) {
    guint32 length = 0;
    double total = 0;
    for (guint32 i = lda->docs.start[d]; i < lda->docs.start[d + 1]; i++) {
      g_assert_true(i == lda->docs.start[d] || lda->docs.topic[i] > lda->docs.topic[i - 1]);
      g_assert_cmpuint(lda->docs.count[i], >, 0);
      by_doc[lda->docs.topic[i]] += lda->docs.count[i];
      length += lda->docs.count[i];
    }
    g_assert_cmpuint(length, ==, LENGTH);
    ty_lda_theta_of_doc(lda, d, theta);
    for (gsize k = 0; k < TOPICS; k++) {
      total += theta[k];
      g_assert_cmpfloat_with_epsilon(theta[k], ty_lda_theta(lda, d, k), 1e-12);
    }
    g_assert_cmpfloat_with_epsilon(total, 1, 1e-12);
  }
  for (gsize k = 0; k < TOPICS; k++) {
    g_assert_cmpfloat_with_epsilon(sum[k], 1, 1e-12);
    g_assert_cmpuint(by_word[k], ==, lda->topic_total[k]);
    g_assert_cmpuint(by_doc[k], ==, lda->topic_total[k]);
  }
  g_assert_cmpuint(lda->n_tokens, ==, DOCS * LENGTH);
  g_assert_cmpuint(lda->n_sweeps, ==, usual.n_sweeps);
}

/* By hand: λ = 1 ranks by probability, λ = 0 by what sets the topic apart. */
static void test_top_words(void) {
  guint32 word_start[] = {0, 2, 3, 4}, doc_start[] = {0, 2}, total[] = {15, 21};
  guint16 word_topic[] = {0, 1, 0, 1}, doc_topic[] = {0, 1};
  guint32 word_count[] = {10, 20, 5, 1};
  double alpha[] = {.1, .1};
  const TyLda lda = {.n_topics = 2,
                     .n_docs = 1,
                     .n_words = 3,
                     .n_tokens = 36,
                     .beta = .01,
                     .alpha = alpha,
                     .words = {word_start, word_topic, word_count},
                     .docs = {doc_start, doc_topic, total},
                     .topic_total = total};
  guint32 words[3];

  g_assert_cmpuint(ty_lda_top_words(&lda, 0, 1, 3, words), ==, 2);
  g_assert_cmpuint(words[0], ==, 0);
  g_assert_cmpuint(words[1], ==, 1);
  g_assert_cmpuint(ty_lda_top_words(&lda, 0, 0, 3, words), ==, 2);
  g_assert_cmpuint(words[0], ==, 1);
  g_assert_cmpuint(ty_lda_top_words(&lda, 1, 0, 1, words), ==, 1);
  g_assert_cmpuint(words[0], ==, 2);
  g_assert_cmpfloat_with_epsilon(ty_lda_phi(&lda, 0, 2), .01 / 15.03, 1e-15);
  g_assert_cmpfloat_with_epsilon(ty_lda_theta(&lda, 0, 1), 21.1 / 36.2, 1e-15);
}

/* θ by the rule of the header over dense φ. */
static void naive_fold_in(const TyLda *lda, const guint32 *words, gsize n, double *theta) {
  double next[TOPICS], phi[TOPICS];

  for (gsize k = 0; k < TOPICS; k++)
    theta[k] = 1. / TOPICS;
  for (int round = 0; round < 40; round++) {
    double total = 0;
    memset(next, 0, sizeof next);
    for (gsize i = 0; i < n; i++) {
      double p = 0;
      ty_lda_phi_of_word(lda, words[i], phi);
      for (gsize k = 0; k < TOPICS; k++)
        p += theta[k] * phi[k];
      for (gsize k = 0; k < TOPICS; k++)
        next[k] += theta[k] * phi[k] / p;
    }
    for (gsize k = 0; k < TOPICS; k++)
      total += next[k] += lda->alpha[k];
    for (gsize k = 0; k < TOPICS; k++)
      theta[k] = next[k] / total;
  }
}

static void test_inference(void) {
  g_autofree Corpus *corpus = make_corpus(4), *unseen = make_corpus(5);
  g_autoptr(TyLda) lda = train(&corpus->tokens, &usual);
  g_autoptr(GError) error = NULL;
  g_autofree float *theta = g_new(float, DOCS *TOPICS), *threaded = g_new(float, DOCS *TOPICS);
  const TyTokenMatrix *tokens = &unseen->tokens;
  double log_p = 0, phi[TOPICS];

  g_assert_true(ty_lda_infer(lda, tokens, 40, 1, theta, &error));
  g_assert_true(ty_lda_infer(lda, tokens, 40, 3, threaded, &error));
  g_assert_cmpmem(theta, DOCS * TOPICS * sizeof *theta, threaded, DOCS * TOPICS * sizeof *theta);
  for (gsize d = 0; d < DOCS; d++) {
    double naive[TOPICS];
    naive_fold_in(lda, unseen->word + unseen->start[d], LENGTH, naive);
    for (gsize k = 0; k < TOPICS; k++)
      g_assert_cmpfloat_with_epsilon(theta[d * TOPICS + k], naive[k], 1e-5);
    for (guint32 i = unseen->start[d]; i < unseen->start[d + 1]; i++) {
      double p = 0;
      ty_lda_phi_of_word(lda, unseen->word[i], phi);
      for (gsize k = 0; k < TOPICS; k++)
        p += naive[k] * phi[k];
      log_p += log(p);
    }
  }
  double perplexity = ty_lda_held_out(lda, tokens, tokens, 2, &error);
  g_assert_no_error(error);
  g_assert_cmpfloat_with_epsilon(perplexity, exp(-log_p / (DOCS * LENGTH)), 1e-6);
}

/* A document without a word has the shares of the prior. */
static void test_inference_of_nothing(void) {
  g_autofree Corpus *corpus = make_corpus(4);
  g_autoptr(TyLda) lda = train(&corpus->tokens, &usual);
  const guint32 start[] = {0, 0}, beyond_start[] = {0, 1}, beyond[] = {TOPICS * WORDS};
  const TyTokenMatrix empty = {1, TOPICS * WORDS, start, NULL};
  const TyTokenMatrix foreign = {1, TOPICS * WORDS + 1, beyond_start, beyond};
  float theta[TOPICS];
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_lda_infer(lda, &empty, 40, 1, theta, &error));
  for (gsize k = 0; k < TOPICS; k++)
    g_assert_cmpfloat_with_epsilon(theta[k], 1. / TOPICS, 1e-7);
  g_assert_false(ty_lda_infer(lda, &foreign, 40, 1, theta, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_clear_error(&error);
  g_assert_true(isnan(ty_lda_held_out(lda, &empty, &empty, 1, &error)));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_clear_error(&error);
  g_assert_true(isnan(ty_lda_held_out(lda, &empty, &corpus->tokens, 1, &error)));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
}

typedef struct {
  guint calls, stop_after;
  double first, last;
} Watch;

static gboolean watch(guint sweep, double log_likelihood, gpointer data) {
  Watch *w = data;
  g_assert_cmpuint(sweep, ==, ++w->calls);
  g_assert_true(log_likelihood < 0);
  if (sweep == 1)
    w->first = log_likelihood;
  w->last = log_likelihood;
  return sweep < w->stop_after;
}

/* Likelihood climbs; stopping leaves the very model that fewer sweeps would have given. */
static void test_progress_and_stopping(void) {
  g_autofree Corpus *corpus = make_corpus(6);
  TyLdaOptions options = usual;
  Watch all = {0, 1000, 0, 0}, some = {0, 20, 0, 0};

  options.progress = watch;
  options.progress_data = &all;
  g_autoptr(TyLda) whole = train(&corpus->tokens, &options);
  g_assert_cmpuint(all.calls, ==, options.n_sweeps);
  g_assert_cmpfloat(all.last, >, all.first + .3);
  g_assert_cmpfloat(all.last, ==, whole->log_likelihood);

  options.progress_data = &some;
  g_autoptr(TyLda) stopped = train(&corpus->tokens, &options);
  g_assert_cmpuint(stopped->n_sweeps, ==, 20);
  options.n_sweeps = 20;
  options.progress = NULL;
  g_autoptr(TyLda) shorter = train(&corpus->tokens, &options);
  g_assert_cmpmem(stopped->topic_total, TOPICS * 4, shorter->topic_total, TOPICS * 4);
  g_assert_cmpmem(stopped->docs.count, stopped->docs.start[DOCS] * 4, shorter->docs.count,
                  shorter->docs.start[DOCS] * 4);
  options.n_sweeps = 0;
  g_autoptr(TyLda) untrained = train(&corpus->tokens, &options);
  g_assert_true(isnan(untrained->log_likelihood));
}

static void test_bad_input(void) {
  const guint32 none[] = {0}, empty[] = {0, 0, 0}, good[] = {0, 2, 4}, falls[] = {0, 3, 2, 4};
  const guint32 late[] = {1, 2, 4}, words[] = {0, 1, 2, 1}, beyond[] = {0, 1, 3, 1};
  const TyLdaOptions ok = {.n_topics = 2, .alpha = .1, .beta = .1, .n_sweeps = 1};
  const struct {
    TyTokenMatrix tokens;
    guint n_topics;
    double alpha, beta;
    const char *says;
  } cases[] = {
      {{0, 0, none, NULL}, 2, .1, .1, "0 documents without a word"},
      {{2, 3, empty, NULL}, 2, .1, .1, "2 documents without a word"},
      {{2, 3, good, words}, 0, .1, .1, "0 topics, expected 1 to 65535"},
      {{2, 3, good, words}, 65536, .1, .1, "65536 topics, expected 1 to 65535"},
      {{2, 3, good, words}, 5, .1, .1, "5 topics for 4 words of text"},
      {{2, 3, good, words}, 2, 0, .1, "alpha is 0"},
      {{2, 3, good, words}, 2, NAN, .1, "alpha is nan"},
      {{2, 3, good, words}, 2, 1e-7, .1, "alpha is 1e-07, expected a number from 1e-06 to 1e+06"},
      {{2, 3, good, words}, 2, .1, -1, "beta is -1"},
      {{2, 3, good, words}, 2, .1, INFINITY, "beta is inf"},
      {{2, 3, good, beyond}, 2, .1, .1, "document 1: word id 3, expected one below 3"},
      {{3, 3, falls, words}, 2, .1, .1, "document 1 ends at token 2, before its start 3"},
      {{2, 3, late, words}, 2, .1, .1, "starts at token 1"},
  };

  for (gsize c = 0; c < G_N_ELEMENTS(cases); c++) {
    TyLdaOptions options = ok;
    g_autoptr(GError) error = NULL;
    options.n_topics = cases[c].n_topics;
    options.alpha = cases[c].alpha;
    options.beta = cases[c].beta;
    g_assert_null(ty_lda_train(&cases[c].tokens, &options, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
    if (!strstr(error->message, cases[c].says))
      g_error("“%s” does not say “%s”", error->message, cases[c].says);
  }
}

static void test_matches_topics_of_two_seeds(void) {
  Corpus *corpus = make_corpus(5);
  TyLdaOptions options = {.n_topics = TOPICS, .alpha = .1, .beta = .01, .n_sweeps = 150, .seed = 1};
  g_autoptr(TyLda) a = ty_lda_train(&corpus->tokens, &options, NULL);
  options.seed = 2;
  g_autoptr(TyLda) b = ty_lda_train(&corpus->tokens, &options, NULL);
  options.n_topics = TOPICS - 1;
  g_autoptr(TyLda) fewer = ty_lda_train(&corpus->tokens, &options, NULL);
  g_autoptr(GError) error = NULL;
  guint32 match[TOPICS], seen = 0;
  double cosine[TOPICS];

  g_assert_cmpfloat(ty_lda_match(a, b, match, cosine, NULL), >, .95);
  for (gsize k = 0; k < TOPICS; k++) {
    seen |= 1U << match[k];
    g_assert_cmpfloat(cosine[k], >, .95);
  }
  g_assert_cmpuint(seen, ==, (1U << TOPICS) - 1);
  g_assert_cmpfloat_with_epsilon(ty_lda_match(a, a, match, NULL, NULL), 1, 1e-12);
  for (guint32 k = 0; k < TOPICS; k++)
    g_assert_cmpuint(match[k], ==, k);
  g_assert_true(isnan(ty_lda_match(a, fewer, NULL, NULL, &error)));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_free(corpus);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/topics/lda/recovers-known-topics", test_recovers_known_topics);
  g_test_add_func("/topics/lda/counts-are-consistent", test_counts_are_consistent);
  g_test_add_func("/topics/lda/top-words", test_top_words);
  g_test_add_func("/topics/lda/inference", test_inference);
  g_test_add_func("/topics/lda/inference-of-nothing", test_inference_of_nothing);
  g_test_add_func("/topics/lda/progress-and-stopping", test_progress_and_stopping);
  g_test_add_func("/topics/lda/bad-input", test_bad_input);
  g_test_add_func("/topics/lda/match", test_matches_topics_of_two_seeds);
  return g_test_run();
}
