/* SPDX-License-Identifier: Apache-2.0 */
/** From raw text to term weights against the clock, a document a line:
 *
 *   make -s build/bench/bench-count && build/bench/bench-count FILE [REPEATS [THREADS]]
 *
 * prints MB/s of user time of each step, the best of REPEATS (9) passes over the file. Data folder:
 * build/share/tuyou, else $TUYOU_DATA. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <tuyou/flow.h>
#include <tuyou/text.h>

static double user_seconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double) usage.ru_utime.tv_sec + (double) usage.ru_utime.tv_usec / 1e6;
}
static TyLexicon *lexicon;
static TySegmenter *segmenter;
static GString *out;
static void lines(const char *t, gsize n) { g_string_truncate(out, 0); ty_segmenter_lines(segmenter, t, n, TY_SEGMENT_PRECISE, FALSE, out); }
static void tokens(const char *t, gsize n) { gsize k; ty_segmenter_tokens(segmenter, t, n, TY_SEGMENT_PRECISE, &k); }
static void spans(const char *t, gsize n) { gsize k; ty_segmenter_bare(segmenter, t, n, &k); }
static void each(const char *t, gsize n, void (*f)(const char *, gsize)) { for (const char *e = t + n; t < e;) { const char *s = memchr(t, '\n', (gsize)(e - t)); s = s ? s : e; f(t, (gsize)(s - t)); t = s + 1; } }
static void spans_by_line(const char *t, gsize n) { each(t, n, spans); }
int main(int argc, char **argv) {
  char *text; gsize n; int repeats = argc > 2 ? atoi(argv[2]) : 9;
  if (!g_file_get_contents(argv[1], &text, &n, NULL)) return 2;
  lexicon = ty_lexicon_open("build/share/tuyou/lexicon.bin", NULL);
  segmenter = ty_segmenter_new(lexicon);
  out = g_string_new(NULL);
  struct { const char *name; void (*f)(const char *, gsize); } steps[] = {{"lines", lines}, {"tokens", tokens}, {"spans", spans}, {"spans by line", spans_by_line}};
  for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
    double best = 1e9;
    for (int r = 0; r < repeats; r++) { double t = user_seconds(); steps[i].f(text, n); best = MIN(best, user_seconds() - t); }
    printf("%-16s %7.1f MB/s\n", steps[i].name, (double) n / best / 1e6);
  }
}
