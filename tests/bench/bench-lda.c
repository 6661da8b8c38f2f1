/* SPDX-License-Identifier: Apache-2.0 */
/** LDA against the clock. After `make`:
 *
 *   gcc -O2 -Iinclude -Isrc $(pkg-config --cflags glib-2.0) tests/bench/bench-lda.c
 *     build/libtuyou.a $(pkg-config --libs glib-2.0) -lm -o build/bench-lda
 *   build/bench-lda FOLDER TOPICS ALPHA BETA SWEEPS SEED THREADS [SIMD [BLOCKS [a|b|ab]]]
 *
 * reads FOLDER/ng.train, ng.h1, ng.h2 (a document a line, word ids) and ng.V (size of the
 * vocabulary), trains, and prints CPU time of the training, held-out perplexity, and the most
 * memory that was resident by then. SIMD: 0 plain C, 1 AVX2, 2 AVX-512; BLOCKS: 0 as the corpus's
 * size advises; a, b: optimise α, β. */
#include "topics/lda-sampler.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static TyTokenMatrix read_documents(const char *folder, const char *name, gsize n_words) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  FILE *file = fopen(path, "r");
  GArray *start = g_array_new(FALSE, TRUE, 4), *word = g_array_new(FALSE, FALSE, 4);
  guint32 at = 0, id = 0;
  gboolean in_id = FALSE;

  if (!file)
    exit(2);
  g_array_append_val(start, at);
  for (int c; (c = getc_unlocked(file)) != EOF;) {
    if (c >= '0' && c <= '9') {
      id = id * 10 + (guint32) (c - '0');
      in_id = TRUE;
      continue;
    }
    if (in_id)
      g_array_append_val(word, id);
    in_id = FALSE;
    id = 0;
    if (c == '\n')
      g_array_append_val(start, word->len);
  }
  fclose(file);
  gsize n_docs = start->len - 1;
  TyTokenMatrix tokens = {.n_docs = n_docs, .n_words = n_words};
  tokens.word =
      g_realloc(g_array_steal(word, NULL), MAX(g_array_get_element_size(word), 1) *
                                               (gsize) g_array_index(start, guint32, n_docs));
  tokens.start = g_array_steal(start, NULL);
  g_array_unref(start);
  g_array_unref(word);
  return tokens;
}

static double cpu_s(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         1e-6 * (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

int main(int argc, char **argv) {
  if (argc < 8)
    return 2;
  g_autofree char *v = g_build_filename(argv[1], "ng.V", NULL), *text = NULL;
  if (!g_file_get_contents(v, &text, NULL, NULL))
    return 2;
  gsize n_words = strtoul(text, NULL, 10);
  TyTokenMatrix train = read_documents(argv[1], "ng.train", n_words);
  TyLdaOptions options = {.n_topics = (guint) atoi(argv[2]),
                          .alpha = atof(argv[3]),
                          .beta = atof(argv[4]),
                          .n_sweeps = (guint) atoi(argv[5]),
                          .seed = (guint64) atoi(argv[6]),
                          .n_threads = (guint) atoi(argv[7]),
                          .optimise_alpha = argc > 10 && strchr(argv[10], 'a'),
                          .optimise_beta = argc > 10 && strchr(argv[10], 'b')};
  TyLdaSimd simd = argc > 8 ? (TyLdaSimd) atoi(argv[8]) : TY_LDA_AVX512;
  guint n_blocks = argc > 9 ? (guint) atoi(argv[9]) : 0;
  g_autoptr(GError) error = NULL;
  struct timespec t0, t1;
  double before = cpu_s(), cpu;
  clock_gettime(CLOCK_MONOTONIC, &t0);
  g_autoptr(TyLda) lda = ty_lda_train_with(&train, &options, simd, n_blocks, &error);
  clock_gettime(CLOCK_MONOTONIC, &t1);
  if (!lda) {
    fprintf(stderr, "%s\n", error->message);
    return 3;
  }
  cpu = cpu_s() - before;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  g_autofree char *sum = g_compute_checksum_for_data(
      G_CHECKSUM_MD5, (const guchar *) lda->docs.count, lda->docs.start[lda->n_docs] * 4);
  TyTokenMatrix h1 = read_documents(argv[1], "ng.h1", n_words);
  TyTokenMatrix h2 = read_documents(argv[1], "ng.h2", n_words);
  before = cpu_s();
  double perplexity = ty_lda_held_out(lda, &h1, &h2, 0, &error);
  double sum_alpha = 0;
  for (guint k = 0; k < lda->n_topics; k++)
    sum_alpha += lda->alpha[k];
  printf(
      "K=%u seed=%s cpu=%.2f wall=%.2f Mtok/s=%.1f perplexity=%.1f ll=%.5f alpha=%.3f rss=%.1fMB "
      "heldout=%.2fs beta=%.4f %.6s\n",
      lda->n_topics, argv[6], cpu,
      (double) (t1.tv_sec - t0.tv_sec) + 1e-9 * (double) (t1.tv_nsec - t0.tv_nsec),
      (double) lda->n_tokens * options.n_sweeps / cpu / 1e6, perplexity, lda->log_likelihood,
      sum_alpha, (double) usage.ru_maxrss / 1024, cpu_s() - before, lda->beta, sum);
  return 0;
}
