/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/topic-model.h"

#include "base/file.h"

#include <math.h>
#include <string.h>
#include <time.h>
#include <tuyou/corpus.h>

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

/* The words of the vocabulary, and the documents, which have to be read with its size. */
static gboolean read_documents(const TyBagRequest *request, Bags *bags, char ***vocabulary,
                               gsize *n_words, GError **error) {
  if (!request->observed != !request->held_out) {
    g_set_error(
        error, TY_ERROR, TY_ERROR_USAGE,
        "found only one of --observed and --held-out, expected both halves of the documents");
    return FALSE;
  }
  if (!request->topics.infer != !request->theta) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found only one of --infer and --theta with --bow, expected both or none");
    return FALSE;
  }
  if (request->vocabulary && !(*vocabulary = read_vocabulary(request->vocabulary, n_words, error)))
    return FALSE;
  if (!bags_read(bags, request->bags, *n_words, error))
    return FALSE;
  *n_words = *n_words ? *n_words : largest_id(bags);
  return TRUE;
}

/* Topics of the unseen documents. */
static gboolean infer(const TyLda *lda, const TyBagRequest *request, GError **error) {
  g_auto(Bags) bags = {0};

  if (!request->theta)
    return TRUE;
  if (!bags_read(&bags, request->topics.infer, lda->n_words, error))
    return FALSE;
  TyTokenMatrix documents = bags_matrix(&bags, lda->n_words);
  *request->theta = ty_topic_infer(lda, &documents, request->n_threads, error);
  return *request->theta != NULL;
}

json_t *ty_topics_of_bags(const TyBagRequest *request, GBytes **phi, GHashTable **files,
                          GError **error) {
  g_auto(Bags) bags = {0};
  g_auto(GStrv) vocabulary = NULL;
  gsize n_words = 0;

  if (!read_documents(request, &bags, &vocabulary, &n_words, error))
    return NULL;
  TyTopicModel model = {.options = ty_topic_options_complete(&request->topics, 1),
                        .matrix = bags_matrix(&bags, n_words),
                        .vocabulary = (const char *const *) vocabulary,
                        .n_threads = request->n_threads,
                        .coherence = request->coherence};
  json_t *choice = model.options.choose ? ty_topic_choice(&model, error) : NULL;
  if (model.options.choose && !choice)
    return NULL;
  clock_t before = clock();
  g_autoptr(TyLda) lda = ty_topic_model_train(&model, error);
  double train_s = (double) (clock() - before) / CLOCKS_PER_SEC, perplexity = NAN;
  model.lda = lda;
  if (!lda || !infer(lda, request, error) ||
      (request->held_out && isnan(perplexity = perplexity_of(lda, request, error)))) {
    json_decref(choice);
    return NULL;
  }
  if (phi)
    *phi = ty_topic_phi(lda);
  json_t *answer = json_pack(
      "{s:I, s:I, s:I, s:I, s:o, s:o, s:o}", "documents", (json_int_t) model.matrix.n_docs,
      "tokens", (json_int_t) bags.word->len, "words", (json_int_t) n_words, "sweeps",
      (json_int_t) lda->n_sweeps, "log_likelihood", ty_json_number(lda->log_likelihood, 6),
      "train_seconds", ty_json_number(train_s, 3), "topics", ty_topic_list(&model));
  if (model.coherence) {
    json_t *quality = ty_topic_quality(&model, lda);
    json_object_update(answer, quality);
    json_decref(quality);
  }
  if (choice)
    json_object_set_new(answer, "choice", choice);
  if (request->held_out)
    json_object_set_new(answer, "perplexity", ty_json_number(perplexity, 2));
  if (files && !(*files = ty_topic_files(&model, answer, NULL, error)))
    g_clear_pointer(&answer, json_decref);
  return answer;
}
