/* SPDX-License-Identifier: Apache-2.0 */
/** The readers against the clock. After `make`:
 *
 *   gcc -O2 -Iinclude $(pkg-config --cflags glib-2.0) tests/bench/bench-read.c build/libtuyou.a \
 *     $(pkg-config --libs PACKAGES of the Makefile) -lcsv -lpthread -lm -o build/bench-read
 *   build/bench-read FILE [paper]
 *
 * reads FILE as posts (or papers) and prints documents, bytes of their texts, rejects and the first
 * three of them, megabytes of the file a second of CPU time, and the most memory that was resident.
 * Exit code 3 when the file cannot be used. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <tuyou/corpus.h>

typedef struct {
  gsize n_documents, n_bytes, n_rejects;
} Counts;

static gboolean count(const TyDocument *document, gpointer data, GError **error) {
  Counts *counts = data;
  (void) error;
  counts->n_documents++;
  counts->n_bytes += document->text ? strlen(document->text) : 0;
  return TRUE;
}

static void show(const TyReject *reject, gpointer data) {
  Counts *counts = data;
  if (counts->n_rejects++ < 3)
    printf("reject %zu: %s\n", reject->line, reject->reason);
}

static double seconds(struct timeval time) {
  return (double) time.tv_sec + (double) time.tv_usec * 1e-6;
}

int main(int argc, char **argv) {
  TyReadOptions options = {.kind = argc > 2 ? TY_DOCUMENT_PAPER : TY_DOCUMENT_POST};
  g_autoptr(GError) error = NULL;
  Counts counts = {0};
  struct rusage usage;
  struct stat about = {0};

  if (argc < 2 || stat(argv[1], &about) != 0)
    return 2;
  gboolean done = ty_corpus_read(argv[1], &options, count, show, &counts, &error);
  getrusage(RUSAGE_SELF, &usage);
  double megabytes = (double) about.st_size / 1e6;
  double cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  printf("documents %zu text_bytes %zu rejects %zu\n", counts.n_documents, counts.n_bytes,
         counts.n_rejects);
  printf("mb %.0f cpu_s %.2f mb_per_s %.0f resident_mb %ld\n", megabytes, cpu_s, megabytes / cpu_s,
         usage.ru_maxrss / 1024);
  if (!done)
    printf("error %s\n", error->message);
  return done ? 0 : 3;
}
