/* SPDX-License-Identifier: Apache-2.0 */
#include "base/assignment.h"
#include "topics/lda.h"

#include <math.h>

typedef struct {
  gsize n_topics;
  const double *cosine; /* of topics: K × K */
} Table;

static double cost(gsize row, gsize column, gpointer data) {
  const Table *table = data;
  return -table->cosine[row * table->n_topics + column];
}

/* Products of all pairs of topics, a word at a time. */
static double *cosines(const TyLda *a, const TyLda *b) {
  gsize k = a->n_topics;
  double *cosine = g_new0(double, k *k);
  g_autofree double *left = g_new(double, k);
  g_autofree double *right = g_new(double, k);
  g_autofree double *length_a = g_new0(double, k);
  g_autofree double *length_b = g_new0(double, k);

  for (gsize w = 0; w < a->n_words; w++) {
    ty_lda_phi_of_word(a, w, left);
    ty_lda_phi_of_word(b, w, right);
    for (gsize i = 0; i < k; i++) {
      length_a[i] += left[i] * left[i];
      length_b[i] += right[i] * right[i];
      for (gsize j = 0; j < k; j++)
        cosine[i * k + j] += left[i] * right[j];
    }
  }
  for (gsize i = 0; i < k; i++)
    for (gsize j = 0; j < k; j++)
      cosine[i * k + j] /= sqrt(length_a[i] * length_b[j]);
  return cosine;
}

double ty_lda_match(const TyLda *a, const TyLda *b, guint32 *match, double *cosine,
                    GError **error) {
  gsize k = a->n_topics;

  if (k != b->n_topics || a->n_words != b->n_words) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "found models of %u topics over %zu words and %u topics over %zu words, expected "
                "the same of both",
                a->n_topics, a->n_words, b->n_topics, b->n_words);
    return NAN;
  }
  g_autofree double *all = cosines(a, b);
  g_autofree gsize *column_of = g_new(gsize, k);
  Table table = {k, all};
  double sum = -ty_assign(k, cost, &table, column_of);
  for (gsize i = 0; i < k; i++) {
    if (match)
      match[i] = (guint32) column_of[i];
    if (cosine)
      cosine[i] = all[i * k + column_of[i]];
  }
  return sum / (double) k;
}
