/* SPDX-License-Identifier: Apache-2.0 */
/** Like documents against the clock: `make build/bench/bench-likeness`, then
 *
 *   build/bench/bench-likeness FILE QUERIES COSINE
 *
 * reads documents as word ids (see ty_corpus_read_bags), asks for the 10 most like of QUERIES
 * documents by scanning and by index, says whether both agree, and finds all pairs of COSINE or
 * more, all on one thread. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <tuyou/corpus.h>
#include <tuyou/topics.h>

enum { TOP = 10 };

static double cpu_s(void) { return (double) clock() / CLOCKS_PER_SEC; }

static gboolean count_pair(const TyLikePair *pair, gpointer data, GError **error) {
  (void) pair, (void) error;
  (*(gsize *) data)++;
  return TRUE;
}

int main(int argc, char **argv) {
  g_autoptr(GArray) start = g_array_new(FALSE, FALSE, 4), word = g_array_new(FALSE, FALSE, 4);
  g_autoptr(GError) error = NULL;

  if (argc < 4 || !ty_corpus_read_bags(argv[1], 0, start, word, &error)) {
    fprintf(stderr, "%s\n", error ? error->message : "expected FILE QUERIES COSINE");
    return 2;
  }
  guint32 n_words = 0;
  for (guint i = 0; i < word->len; i++)
    n_words = MAX(n_words, g_array_index(word, guint32, i) + 1);
  TyTokenMatrix tokens = {start->len - 1, n_words, (const guint32 *) start->data,
                          (const guint32 *) word->data};
  g_autoptr(TyTfidf) tfidf = ty_tfidf_new(&tokens, 1);
  double before = cpu_s();
  g_autoptr(TyTfidfIndex) index = ty_tfidf_index_new(tfidf);
  double built = cpu_s() - before, scanned = 0, indexed = 0;
  gsize queries = MIN(strtoul(argv[2], NULL, 10), tokens.n_docs), same = 0, n_pairs = 0;

  for (gsize q = 0; q < queries; q++) {
    gsize doc = q * tokens.n_docs / queries;
    guint32 docs[2][TOP];
    float cosine[2][TOP];
    before = cpu_s();
    gsize n = ty_tfidf_similar(tfidf, doc, TOP, docs[0], cosine[0]);
    scanned += cpu_s() - before;
    before = cpu_s();
    gsize m = ty_tfidf_index_similar(index, doc, TOP, docs[1], cosine[1]);
    indexed += cpu_s() - before;
    same += n == m && memcmp(docs[0], docs[1], n * sizeof **docs) == 0 &&
            memcmp(cosine[0], cosine[1], n * sizeof **cosine) == 0;
  }
  printf("%zu documents, %u words, %u entries; index built in %.3f s\n", tokens.n_docs, n_words,
         tfidf->start[tokens.n_docs], built);
  printf("%zu queries: scan %.3f ms, index %.3f ms each; same answers: %zu\n", queries,
         1e3 * scanned / (double) queries, 1e3 * indexed / (double) queries, same);
  before = cpu_s();
  if (!ty_tfidf_index_pairs(index, atof(argv[3]), 1, count_pair, &n_pairs, &error))
    return 1;
  printf("%zu pairs of cosine %s or more in %.2f s\n", n_pairs, argv[3], cpu_s() - before);
  return 0;
}
