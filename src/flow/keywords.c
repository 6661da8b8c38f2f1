/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/keywords.h"

#include "flow/document-keywords.h"
#include "flow/words.h"

#include <math.h>
#include <string.h>

#define USUAL_TOP 20

static int by_weight(gconstpointer a, gconstpointer b, gpointer data) {
  const double *weight = data;
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  return weight[x] != weight[y] ? (weight[x] < weight[y] ? 1 : -1) : (x > y) - (x < y);
}

guint32 *ty_order_by_weight(const double *weight, gsize n) {
  guint32 *order = g_new(guint32, MAX(n, 1));

  for (guint32 i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data(order, (int) n, sizeof *order, by_weight, (gpointer) weight);
  return order;
}

json_t *ty_keyword_json(gsize rank, const char *word, double weight, gsize n_documents) {
  return json_pack("{s:I, s:s, s:o, s:I}", "rank", (json_int_t) rank + 1, "word", word, "weight",
                   ty_json_number(weight, 6), "documents", (json_int_t) n_documents);
}

static json_t *answer_of(const TyWords *words, const double *weight, const guint32 *documents,
                         gsize top) {
  TyTokenMatrix matrix = ty_words_matrix(words);
  g_autofree guint32 *order = ty_order_by_weight(weight, matrix.n_words);
  json_t *list = json_array();

  for (gsize rank = 0; rank < matrix.n_words && (top == 0 || rank < top); rank++) {
    guint32 word = order[rank];
    json_array_append_new(
        list, ty_keyword_json(rank, words->vocabulary->pdata[word], weight[word], documents[word]));
  }
  return json_pack("{s:I, s:I, s:I, s:o}", "documents", (json_int_t) matrix.n_docs,
                   "advertisements", (json_int_t) words->n_advertisements, "words",
                   (json_int_t) matrix.n_words, "keywords", list);
}

json_t *ty_keywords(TyWorkspace *workspace, const TyDocumentFilter *filter, gsize top,
                    GError **error) {
  g_autoptr(TyWords) words = ty_words_new(workspace, filter, error);
  if (!words)
    return NULL;
  TyTokenMatrix matrix = ty_words_matrix(words);
  g_autofree double *weight = g_new0(double, MAX(matrix.n_words, 1));
  g_autofree guint32 *documents = g_new0(guint32, MAX(matrix.n_words, 1));

  ty_tfidf_weights(&matrix, workspace->n_threads, weight, documents);
  return answer_of(words, weight, documents, top);
}

/* Sums of the documents' vectors with the idf of general text. */
static void weigh_by_background(const TyWorkspace *workspace, const TyWords *words,
                                const guint32 *documents, double *weight) {
  TyTokenMatrix matrix = ty_words_matrix(words);
  g_autoptr(TyTfidf) tfidf = ty_tfidf_new(&matrix, workspace->n_threads);
  g_autofree double *factor = g_new(double, MAX(matrix.n_words, 1));

  for (gsize w = 0; w < matrix.n_words; w++) {
    const char *word = words->vocabulary->pdata[w], *tag;
    double log_probability;
    ty_lexicon_find(workspace->lexicon, word, strlen(word), &log_probability, &tag);
    factor[w] = ty_background_idf(log_probability) /
                (log((1 + (double) matrix.n_docs) / (1 + (double) documents[w])) + 1);
  }
  memset(weight, 0, matrix.n_words * sizeof *weight);
  for (gsize d = 0; d < matrix.n_docs; d++) {
    double squares = 0;
    for (guint32 i = tfidf->start[d]; i < tfidf->start[d + 1]; i++)
      squares += pow(tfidf->weight[i] * factor[tfidf->word[i]], 2);
    for (guint32 i = tfidf->start[d]; i < tfidf->start[d + 1] && squares > 0; i++)
      weight[tfidf->word[i]] += tfidf->weight[i] * factor[tfidf->word[i]] / sqrt(squares);
  }
}

static json_t *named(json_t *answer, TyKeywordMethod method, gboolean of_corpus) {
  if (answer)
    json_object_set_new(answer, "method", json_string(ty_keyword_method_name(method)));
  if (answer && method == TY_KEYWORDS_TFIDF)
    json_object_set_new(answer, "idf", json_string(of_corpus ? "corpus" : "background"));
  return answer;
}

json_t *ty_keywords_by(TyWorkspace *workspace, const TyDocumentFilter *filter,
                       const TyKeywordOptions *options, GError **error) {
  gsize top = options->top ? options->top : USUAL_TOP;
  TyKeywordMethod method;
  gboolean of_corpus;

  if (!ty_keyword_method_parse(options->method, TY_KEYWORDS_TFIDF, &method, error) ||
      !ty_keyword_idf_parse(options->idf, method, TRUE, &of_corpus, error))
    return NULL;
  if (method == TY_KEYWORDS_TERMS)
    return ty_keywords_by_terms(workspace, filter, top, error);
  if (of_corpus)
    return named(ty_keywords(workspace, filter, top, error), method, of_corpus);
  g_autoptr(TyWords) words = ty_words_new(workspace, filter, error);
  if (!words)
    return NULL;
  TyTokenMatrix matrix = ty_words_matrix(words);
  g_autofree double *weight = g_new0(double, MAX(matrix.n_words, 1));
  g_autofree guint32 *documents = ty_words_documents(words);
  if (method == TY_KEYWORDS_TEXTRANK)
    ty_textrank(&matrix, TY_KEYWORD_WINDOW, weight);
  else
    weigh_by_background(workspace, words, documents, weight);
  return named(answer_of(words, weight, documents, top), method, of_corpus);
}
