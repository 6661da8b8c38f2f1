/* SPDX-License-Identifier: Apache-2.0 */
/* Polarity of whole texts against labels: bench-opinions LEXICON OPINIONS REVIEWS.csv [all]. The
 * reviews (label 1 good, 0 bad) are parted into halves by a hash of their text; the lists were
 * reviewed on the errors of the first half only. Prints the accuracy of each half on balanced draws
 * by seed, and the speed. A text whose score is 0 counts as wrong. */
#include "base/csv.h"
#include "base/file.h"
#include "base/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <tuyou/text.h>

typedef struct {
  TyOpinionFinder *finder;
  GArray *rows[2][2]; /* of double: scores by half and label */
  gboolean print;
} Bench;

static double cpu_s(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static guint64 hash_of(const char *text) {
  guint64 hash = 14695981039346656037ull;
  for (const char *p = text; *p; p++)
    hash = (hash ^ (guint8) *p) * 1099511628211ull;
  return ty_mix64(hash);
}

static gboolean take_row(const TyCsvRow *row, gpointer data, GError **error) {
  Bench *bench = data;
  const char *text = ty_csv_get(row, "review");
  int label = *ty_csv_get(row, "label") == '1', half = hash_of(text) & 1;
  gsize n, length = strlen(text);
  const TyOpinion *found = ty_opinions(bench->finder, text, length, &n);
  double score = ty_opinion_score(found, n);

  (void) error;
  g_array_append_val(bench->rows[half][label], score);
  if (bench->print && half == 0 && (score > 0) != label) {
    printf("%d %.3f %s\n ", label, score, text);
    for (gsize i = 0; i < n; i++)
      printf(" %.*s:%.2f", (int) (found[i].end - found[i].start), text + found[i].start,
             found[i].weight * found[i].strength);
    printf("\n");
  }
  return TRUE;
}

static int by_value(gconstpointer a, gconstpointer b) {
  double left = *(const double *) a, right = *(const double *) b;
  return (left > right) - (left < right);
}

static double speed(TyOpinionFinder *finder, GMappedFile *file) {
  double seconds[9];
  gsize length = g_mapped_file_get_length(file), n;

  for (gsize i = 0; i < G_N_ELEMENTS(seconds); i++) {
    double start = cpu_s();
    ty_opinions(finder, g_mapped_file_get_contents(file), length, &n);
    seconds[i] = cpu_s() - start;
  }
  qsort(seconds, G_N_ELEMENTS(seconds), sizeof *seconds, by_value);
  return (double) length / 1e6 / seconds[4];
}

static double accuracy(GArray *const rows[2], guint64 seed) {
  guint n = MIN(rows[0]->len, rows[1]->len), right = 0;

  for (int label = 0; label < 2; label++) {
    g_autofree guint *order = g_new(guint, rows[label]->len);
    for (guint i = 0; i < rows[label]->len; i++)
      order[i] = i;
    for (guint i = 0; i < n; i++) {
      guint j = i + (guint) (ty_mix64(seed * 7919 + i) % (rows[label]->len - i));
      guint swap = order[i];
      order[i] = order[j];
      order[j] = swap;
      double score = g_array_index(rows[label], double, order[i]);
      right += label ? score > 0 : score < 0;
    }
  }
  return (double) right / (2.0 * n);
}

int main(int argc, char **argv) {
  g_autoptr(GError) error = NULL;
  if (argc < 4)
    return 2;
  g_autoptr(GMappedFile) file =
      g_file_test(argv[3], G_FILE_TEST_EXISTS) ? ty_file_map(argv[3], &error) : NULL;
  if (!file) {
    printf("# skipped: %s is not there\n", argv[3]);
    return 0;
  }
  g_autoptr(TyLexicon) lexicon = ty_lexicon_open(argv[1], &error);
  g_autoptr(TyOpinionLexicon) opinions = ty_opinion_lexicon_new();
  g_autofree char *list = NULL;
  gsize length = 0;
  if (!lexicon || !g_file_get_contents(argv[2], &list, &length, &error) ||
      !ty_opinion_lexicon_read(opinions, argv[2], list, length, &error)) {
    fprintf(stderr, "%s\n", error->message);
    return 3;
  }
  g_autoptr(TyOpinionFinder) finder = ty_opinion_finder_new(opinions, lexicon);
  Bench bench = {.finder = finder, .print = argc > 4};
  for (int i = 0; i < 4; i++)
    bench.rows[i / 2][i % 2] = g_array_new(FALSE, FALSE, sizeof(double));
  if (!ty_csv_read(argv[3], g_mapped_file_get_contents(file), g_mapped_file_get_length(file),
                   take_row, NULL, &bench, &error)) {
    fprintf(stderr, "%s\n", error->message);
    return 3;
  }
  printf("%zu words; %.1f MB/s (the whole file as one text, median of 9)\n",
         ty_opinion_lexicon_n_words(opinions), speed(finder, file));
  for (int half = 0; half < 2; half++) {
    printf("half %d (%u bad, %u good), balanced draws:", half, bench.rows[half][0]->len,
           bench.rows[half][1]->len);
    for (guint64 seed = 1; seed <= 5; seed++)
      printf(" %.4f", accuracy(bench.rows[half], seed));
    guint wrong[2] = {0}, none[2] = {0};
    for (int label = 0; label < 2; label++)
      for (guint i = 0; i < bench.rows[half][label]->len; i++) {
        double score = g_array_index(bench.rows[half][label], double, i);
        none[label] += score == 0;
        wrong[label] += score != 0 && (score > 0) != label;
      }
    printf("; bad: %u wrong, %u undecided; good: %u wrong, %u undecided\n", wrong[0], none[0],
           wrong[1], none[1]);
  }
  for (int i = 0; i < 4; i++)
    g_array_unref(bench.rows[i / 2][i % 2]);
  return 0;
}
