/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/keywords.h"

#include "flow/words.h"

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

json_t *ty_keywords(TyWorkspace *workspace, const TyDocumentFilter *filter, gsize top,
                    GError **error) {
  g_autoptr(TyWords) words = ty_words_new(workspace, filter, error);
  if (!words)
    return NULL;
  TyTokenMatrix matrix = ty_words_matrix(words);
  g_autofree double *weight = g_new0(double, MAX(matrix.n_words, 1));
  g_autofree guint32 *documents = g_new0(guint32, MAX(matrix.n_words, 1));
  json_t *list = json_array();

  ty_tfidf_weights(&matrix, workspace->n_threads, weight, documents);
  g_autofree guint32 *order = ty_order_by_weight(weight, matrix.n_words);
  for (gsize rank = 0; rank < matrix.n_words && (top == 0 || rank < top); rank++) {
    guint32 word = order[rank];
    json_array_append_new(list, json_pack("{s:I, s:s, s:o, s:I}", "rank", (json_int_t) rank + 1,
                                          "word", (const char *) words->vocabulary->pdata[word],
                                          "weight", ty_json_number(weight[word], 6), "documents",
                                          (json_int_t) documents[word]));
  }
  return json_pack("{s:I, s:I, s:I, s:o}", "documents", (json_int_t) matrix.n_docs,
                   "advertisements", (json_int_t) words->n_advertisements, "words",
                   (json_int_t) matrix.n_words, "keywords", list);
}
