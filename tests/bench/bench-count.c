/* SPDX-License-Identifier: Apache-2.0 */
/** From raw text to term weights against the clock, a document a line. After `make`:
 *
 *   make -s build/bench/bench-count && build/bench/bench-count FILE [PASSES [THREADS [STEP]]]
 *
 * prints megabytes a second of user time for each step, the best of PASSES (9) over the file; of
 * several THREADS (1), also by the clock. Steps: lines of words, tokens, tokens without texts,
 * advertisement test, counting, counting with gaps, text to weights (sums of TF-IDF), text to
 * TF-IDF rows; then what came out and the most memory that was resident. */
#include "flow/sieve.h"
#include "flow/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

typedef struct {
  TyLexicon *lexicon;
  TyNoise *noise;
  TySegmenter *segmenter;
  TySieve *sieve;
  TySieveScratch scratch;
  GString *out;
  guint n_threads;
  gsize n; /* of tokens or the like, that nothing be optimised away */
  double weight;
} Bench;

static double user_seconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double) usage.ru_utime.tv_sec + (double) usage.ru_utime.tv_usec / 1e6;
}

static void lines(Bench *bench, const char *text, gsize length) {
  g_string_truncate(bench->out, 0);
  ty_segmenter_lines(bench->segmenter, text, length, TY_SEGMENT_PRECISE, FALSE, bench->out);
}

static void tokens(Bench *bench, const char *text, gsize length) {
  ty_segmenter_tokens(bench->segmenter, text, length, TY_SEGMENT_PRECISE, &bench->n);
}

typedef void (*LineFunc)(Bench *bench, const char *line, gsize length);

static void each_line(Bench *bench, const char *text, gsize length, LineFunc func) {
  for (const char *end = text + length; text < end;) {
    const char *stop = memchr(text, '\n', (gsize) (end - text));
    stop = stop ? stop : end;
    func(bench, text, (gsize) (stop - text));
    text = stop + 1;
  }
}

static void bare_line(Bench *bench, const char *line, gsize length) {
  ty_segmenter_bare(bench->segmenter, line, length, NULL, &bench->n);
}

static void bare(Bench *bench, const char *text, gsize length) {
  each_line(bench, text, length, bare_line);
}

static void test_line(Bench *bench, const char *line, gsize length) {
  bench->n += (gsize) ty_sieve_advertises(bench->sieve, &bench->scratch, line, length);
}

static void advertisements(Bench *bench, const char *text, gsize length) {
  each_line(bench, text, length, test_line);
}

static TyWords *count(Bench *bench, const char *text, gsize length, TyWordsFlags flags) {
  return ty_words_of_lines(bench->lexicon, bench->noise, text, length, flags, bench->n_threads);
}

static void counting(Bench *bench, const char *text, gsize length) {
  g_autoptr(TyWords) words = count(bench, text, length, TY_WORDS_PLAIN);
  bench->n = words->word->len;
}

static void counting_gaps(Bench *bench, const char *text, gsize length) {
  g_autoptr(TyWords) words = count(bench, text, length, TY_WORDS_GAPS);
  bench->n = words->word->len;
}

static void rows(Bench *bench, const char *text, gsize length) {
  g_autoptr(TyWords) words = count(bench, text, length, TY_WORDS_PLAIN);
  TyTokenMatrix matrix = ty_words_matrix(words);
  g_autofree double *weight = g_new0(double, MAX(matrix.n_words, 1));
  g_autoptr(TyTfidf) tfidf = ty_tfidf_new(&matrix, bench->n_threads);
  ty_tfidf_sum(tfidf, weight);
  bench->weight = weight[0];
}

static void weights(Bench *bench, const char *text, gsize length) {
  g_autoptr(TyWords) words = count(bench, text, length, TY_WORDS_PLAIN);
  TyTokenMatrix matrix = ty_words_matrix(words);
  g_autofree double *weight = g_new0(double, MAX(matrix.n_words, 1));
  ty_tfidf_weights(&matrix, bench->n_threads, weight, NULL);
  bench->weight = weight[0];
}

int main(int argc, char **argv) {
  static const struct {
    const char *name;
    LineFunc func;
  } steps[] = {{"lines of words", lines},      {"tokens", tokens},
               {"tokens without texts", bare}, {"advertisement test", advertisements},
               {"counting", counting},         {"counting with gaps", counting_gaps},
               {"text to weights", weights},   {"text to TF-IDF rows", rows}};
  g_autofree char *folder = ty_data_folder(NULL), *text = NULL;
  g_autofree char *path = g_build_filename(folder, "lexicon.bin", NULL);
  g_autoptr(GError) error = NULL;
  int passes = argc > 2 ? atoi(argv[2]) : 9;
  Bench bench = {.n_threads = argc > 3 ? (guint) atoi(argv[3]) : 1, .out = g_string_new(NULL)};
  gsize length;
  struct rusage usage;
  double user[G_N_ELEMENTS(steps)] = {0}, clock[G_N_ELEMENTS(steps)] = {0};

  if (argc < 2 || !g_file_get_contents(argv[1], &text, &length, &error) ||
      !(bench.lexicon = ty_lexicon_open(path, &error)) ||
      !(bench.noise = ty_noise_open(folder, &error))) {
    fprintf(stderr, "%s\n",
            error ? error->message : "usage: bench-count FILE [PASSES [THREADS [STEP]]]");
    return 2;
  }
  bench.segmenter = ty_segmenter_new(bench.lexicon);
  bench.sieve = ty_sieve_new(bench.noise, bench.lexicon);
  bench.scratch.seen = g_new0(guint32, bench.sieve->n_nodes);
  /* The steps take turns, so that a noisy minute hits them all. */
  for (int pass = 0; pass < passes; pass++)
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
      if (argc > 4 && strcmp(argv[4], steps[i].name) != 0)
        continue;
      double user_before = user_seconds();
      gint64 before_us = g_get_monotonic_time();
      steps[i].func(&bench, text, length);
      double clock_s = (double) (g_get_monotonic_time() - before_us) / 1e6;
      double user_s = user_seconds() - user_before;
      clock[i] = clock[i] > 0 ? MIN(clock[i], clock_s) : clock_s;
      user[i] = user[i] > 0 ? MIN(user[i], user_s) : user_s;
    }
  for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
    if (user[i] <= 0)
      continue;
    printf("%-24s %7.1f MB/s user", steps[i].name, (double) length / user[i] / 1e6);
    if (bench.n_threads != 1)
      printf(", %7.1f MB/s by the clock", (double) length / clock[i] / 1e6);
    printf("\n");
  }
  g_autoptr(TyWords) words = count(&bench, text, length, TY_WORDS_PLAIN);
  getrusage(RUSAGE_SELF, &usage);
  printf("%u documents, %zu advertisements, %u tokens, %u words, %.1f MB resident\n",
         words->documents->len, words->n_advertisements, words->word->len, words->vocabulary->len,
         (double) usage.ru_maxrss / 1024);
  return 0;
}
