/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>
#include <tuyou/topics.h>

enum { MAX_DOCS = 600 };

typedef struct {
  TyTokenMatrix tokens;
  guint32 start[MAX_DOCS + 1], word[MAX_DOCS * 60];
} Corpus;

/* Words as in texts: few common, many rare; every fifth document repeats part of one before. */
static void random_corpus(Corpus *corpus, GRand *random, gsize n_docs, gsize n_words) {
  guint32 n = 0;

  corpus->start[0] = 0;
  for (gsize d = 0; d < n_docs; d++) {
    int length = g_rand_int_range(random, 0, 40);
    gsize from = d % 5 == 4 ? corpus->start[d - 1 - (gsize) g_rand_int_range(random, 0, 4)] : n;
    for (int i = 0; i < length; i++) {
      gboolean copied = from + (gsize) i < n && i < 30;
      corpus->word[n + (guint32) i] =
          copied ? corpus->word[from + (gsize) i]
                 : (guint32) ((double) n_words * pow(g_rand_double(random), 3));
    }
    n += (guint32) length;
    corpus->start[d + 1] = n;
  }
  corpus->tokens = (TyTokenMatrix){n_docs, n_words, corpus->start, corpus->word};
}

/* The index finds what the scan finds, to the bit: in every size of corpus, for every n. */
static void test_equals_the_scan(void) {
  static const gsize sizes[][2] = {{1, 5}, {40, 12}, {200, 90}, {450, 2000}};
  static const gsize wanted[] = {1, 3, 10, 1000};
  g_autoptr(GRand) random = g_rand_new_with_seed(3);
  g_autofree Corpus *corpus = g_new(Corpus, 1);

  for (gsize s = 0; s < G_N_ELEMENTS(sizes); s++) {
    random_corpus(corpus, random, sizes[s][0], sizes[s][1]);
    g_autoptr(TyTfidf) tfidf = ty_tfidf_new(&corpus->tokens, 1);
    g_autoptr(TyTfidfIndex) index = ty_tfidf_index_new(tfidf);
    for (gsize d = 0; d < tfidf->n_docs; d++)
      for (gsize k = 0; k < G_N_ELEMENTS(wanted); k++) {
        guint32 docs[1000], same[1000];
        float cosine[1000], equal[1000];
        gsize n = ty_tfidf_similar(tfidf, d, wanted[k], docs, cosine);
        g_assert_cmpuint(ty_tfidf_index_similar(index, d, wanted[k], same, equal), ==, n);
        g_assert_cmpmem(same, n * sizeof *same, docs, n * sizeof *docs);
        g_assert_cmpmem(equal, n * sizeof *equal, cosine, n * sizeof *cosine);
      }
    g_assert_cmpuint(ty_tfidf_index_similar(index, 0, 0, NULL, NULL), ==, 0);
  }
}

static gboolean keep_pair(const TyLikePair *pair, gpointer data, GError **error) {
  (void) error;
  g_array_append_val((GArray *) data, *pair);
  return TRUE;
}

static gboolean refuse_pair(const TyLikePair *pair, gpointer data, GError **error) {
  (void) pair, (void) data;
  g_set_error(error, TY_ERROR, TY_ERROR_CANCELLED, "enough");
  return FALSE;
}

/* All pairs are those of the scans of each document; symmetric; on any number of threads. */
static void test_pairs_equal_the_scan(void) {
  static const double least[] = {.05, .3, .5, .9, 1};
  g_autoptr(GRand) random = g_rand_new_with_seed(4);
  g_autofree Corpus *corpus = g_new(Corpus, 1);
  random_corpus(corpus, random, MAX_DOCS, 700);
  g_autoptr(TyTfidf) tfidf = ty_tfidf_new(&corpus->tokens, 1);
  g_autoptr(TyTfidfIndex) index = ty_tfidf_index_new(tfidf);

  for (gsize t = 0; t < G_N_ELEMENTS(least); t++) {
    g_autoptr(GArray) one = g_array_new(FALSE, FALSE, sizeof(TyLikePair));
    g_autoptr(GArray) three = g_array_new(FALSE, FALSE, sizeof(TyLikePair));
    g_autoptr(GError) error = NULL;
    guint32 docs[MAX_DOCS];
    float cosine[MAX_DOCS];
    gsize n_scanned = 0;
    g_assert_true(ty_tfidf_index_pairs(index, least[t], 1, keep_pair, one, &error));
    g_assert_true(ty_tfidf_index_pairs(index, least[t], 3, keep_pair, three, &error));
    g_assert_cmpmem(one->data, one->len * sizeof(TyLikePair), three->data,
                    three->len * sizeof(TyLikePair));
    for (gsize d = 0; d < tfidf->n_docs; d++) {
      gsize n = ty_tfidf_similar(tfidf, d, MAX_DOCS, docs, cosine);
      for (gsize i = 0; i < n; i++)
        n_scanned += (double) cosine[i] >= least[t];
    }
    g_assert_cmpuint(2 * one->len, ==, n_scanned);
    for (guint i = 0; i < one->len; i++) {
      const TyLikePair *pair = &g_array_index(one, TyLikePair, i);
      gsize at = 0;
      g_assert_cmpuint(pair->a, <, pair->b);
      g_assert_true(i == 0 || pair[-1].a < pair->a ||
                    (pair[-1].a == pair->a && pair[-1].b < pair->b));
      if (i % 97 != 0)
        continue;
      gsize n = ty_tfidf_similar(tfidf, pair->b, MAX_DOCS, docs, cosine);
      while (at < n && docs[at] != pair->a)
        at++;
      g_assert_cmpuint(at, <, n);
      g_assert_true(cosine[at] == pair->cosine);
    }
    if (least[t] <= .5)
      g_assert_cmpuint(one->len, >, 10);
  }
}

static void test_says_what_it_expects(void) {
  static const double wrong[] = {0, -1, 1.5, NAN};
  const guint32 start[] = {0, 2, 4}, word[] = {0, 1, 0, 1};
  const TyTokenMatrix tokens = {2, 2, start, word};
  g_autoptr(TyTfidf) tfidf = ty_tfidf_new(&tokens, 1);
  g_autoptr(TyTfidfIndex) index = ty_tfidf_index_new(tfidf);
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_assert_false(ty_tfidf_index_pairs(index, wrong[i], 1, refuse_pair, NULL, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_USAGE);
    g_clear_error(&error);
  }
  g_assert_false(ty_tfidf_index_pairs(index, .5, 1, refuse_pair, NULL, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_CANCELLED);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/topics/likeness/scan", test_equals_the_scan);
  g_test_add_func("/topics/likeness/pairs", test_pairs_equal_the_scan);
  g_test_add_func("/topics/likeness/errors", test_says_what_it_expects);
  return g_test_run();
}
