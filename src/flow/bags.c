/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/workspace.h"

#include "base/file.h"

#include <math.h>
#include <string.h>
#include <time.h>
#include <tuyou/corpus.h>
#include <tuyou/export.h>
#include <tuyou/topics.h>

/* Documents as read: the matrix borrows the arrays. */
typedef struct {
  GArray *start, *word;
} Bags;

static void bags_clear(Bags *bags) {
  g_clear_pointer(&bags->start, g_array_unref);
  g_clear_pointer(&bags->word, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Bags, bags_clear)

static gboolean bags_read(Bags *bags, const char *path, gsize n_words, GError **error) {
  bags->start = g_array_new(FALSE, FALSE, sizeof(guint32));
  bags->word = g_array_new(FALSE, FALSE, sizeof(guint32));
  return ty_corpus_read_bags(path, n_words, bags->start, bags->word, error);
}

static TyTokenMatrix bags_matrix(const Bags *bags, gsize n_words) {
  return (TyTokenMatrix){bags->start->len - 1, n_words, (const guint32 *) bags->start->data,
                         (const guint32 *) bags->word->data};
}

/* The words of a file, a line each; one empty line at the end is none. */
static char **read_vocabulary(const char *path, gsize *n_words, GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  if (!file)
    return NULL;
  gsize length = g_mapped_file_get_length(file);
  const char *text = length ? g_mapped_file_get_contents(file) : "";
  if (!g_utf8_validate_len(text, length, NULL)) {
    g_set_error(error, TY_ERROR, TY_ERROR_ENCODING,
                "%s: found bytes that are no UTF-8, expected a word a line", path);
    return NULL;
  }
  g_autofree char *copy = g_strndup(text, length);
  char **words = g_strsplit(copy, "\n", -1);
  gsize n = g_strv_length(words);
  if (n > 0 && !*words[n - 1])
    g_clear_pointer(&words[--n], g_free);
  for (gsize i = 0; i < n; i++)
    g_strchomp(words[i]);
  *n_words = n;
  if (n > 0)
    return words;
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s: found no word, expected a word a line", path);
  g_strfreev(words);
  return NULL;
}

static gsize largest_id(const Bags *bags) {
  guint32 most = 0;
  for (guint i = 0; i < bags->word->len; i++)
    most = MAX(most, g_array_index(bags->word, guint32, i));
  return bags->word->len ? (gsize) most + 1 : 0;
}

static GBytes *phi_of(const TyLda *lda) {
  g_autofree double *column = g_new(double, lda->n_topics);
  g_autofree float *phi = g_new(float, (gsize) lda->n_topics * lda->n_words);

  for (gsize word = 0; word < lda->n_words; word++) {
    ty_lda_phi_of_word(lda, word, column);
    for (gsize k = 0; k < lda->n_topics; k++)
      phi[k * lda->n_words + word] = (float) column[k];
  }
  return ty_export_npy(phi, lda->n_topics, lda->n_words);
}

static json_t *topics_answer(const TyLda *lda, const TyTopicOptions *options, char **vocabulary) {
  gsize top = options->top ? options->top : 10;
  g_autofree guint32 *words = g_new(guint32, top);
  json_t *list = json_array();

  for (gsize k = 0; k < lda->n_topics; k++) {
    gsize n = ty_lda_top_words(lda, k, options->lambda > 0 ? options->lambda : 1, top, words);
    json_t *named = json_array();
    for (gsize i = 0; i < n; i++) {
      json_t *probability = ty_json_number(ty_lda_phi(lda, k, words[i]), 6);
      json_array_append_new(
          named,
          vocabulary
              ? json_pack("{s:s, s:o}", "word", vocabulary[words[i]], "probability", probability)
              : json_pack("{s:I, s:o}", "word", (json_int_t) words[i], "probability", probability));
    }
    json_array_append_new(list, json_pack("{s:I, s:o, s:I, s:o}", "topic", (json_int_t) k + 1,
                                          "alpha", ty_json_number(lda->alpha[k], 6), "tokens",
                                          (json_int_t) lda->topic_total[k], "words", named));
  }
  return list;
}

/* Held-out perplexity; NAN with `error` set. */
static double perplexity_of(const TyLda *lda, const TyBagRequest *request, GError **error) {
  g_auto(Bags) observed = {0}, held_out = {0};

  if (!bags_read(&observed, request->observed, lda->n_words, error) ||
      !bags_read(&held_out, request->held_out, lda->n_words, error))
    return NAN;
  TyTokenMatrix first = bags_matrix(&observed, lda->n_words);
  TyTokenMatrix second = bags_matrix(&held_out, lda->n_words);
  return ty_lda_held_out(lda, &first, &second, request->n_threads, error);
}

static TyLdaOptions training_options(const TyBagRequest *request) {
  const TyTopicOptions *topics = &request->topics;

  return (TyLdaOptions){.n_topics = topics->n_topics ? topics->n_topics : 4,
                        .alpha = topics->alpha != 0 ? topics->alpha : .1,
                        .beta = topics->beta != 0 ? topics->beta : .01,
                        .n_sweeps = topics->n_sweeps ? topics->n_sweeps : 1000,
                        .seed = topics->seed,
                        .n_threads = request->n_threads,
                        .optimise_alpha = request->optimise_alpha,
                        .optimise_beta = request->optimise_beta};
}

json_t *ty_topics_of_bags(const TyBagRequest *request, GBytes **phi, GError **error) {
  g_auto(Bags) bags = {0};
  g_auto(GStrv) vocabulary = NULL;
  gsize n_words = 0;
  TyLdaOptions options = training_options(request);

  if (!request->observed != !request->held_out) {
    g_set_error(
        error, TY_ERROR, TY_ERROR_USAGE,
        "found only one of --observed and --held-out, expected both halves of the documents");
    return NULL;
  }
  if (request->vocabulary && !(vocabulary = read_vocabulary(request->vocabulary, &n_words, error)))
    return NULL;
  if (!bags_read(&bags, request->bags, n_words, error))
    return NULL;
  TyTokenMatrix matrix = bags_matrix(&bags, n_words ? n_words : largest_id(&bags));
  clock_t before = clock();
  g_autoptr(TyLda) lda = ty_lda_train(&matrix, &options, error);
  double train_s = (double) (clock() - before) / CLOCKS_PER_SEC;
  double perplexity = NAN;
  if (!lda)
    return NULL;
  if (request->held_out && isnan(perplexity = perplexity_of(lda, request, error)))
    return NULL;
  if (phi)
    *phi = phi_of(lda);
  json_t *answer =
      json_pack("{s:I, s:I, s:I, s:o, s:o, s:o}", "documents", (json_int_t) matrix.n_docs, "tokens",
                (json_int_t) bags.word->len, "words", (json_int_t) matrix.n_words, "log_likelihood",
                ty_json_number(lda->log_likelihood, 6), "train_seconds", ty_json_number(train_s, 3),
                "topics", topics_answer(lda, &request->topics, vocabulary));
  if (request->held_out)
    json_object_set_new(answer, "perplexity", ty_json_number(perplexity, 2));
  return answer;
}
