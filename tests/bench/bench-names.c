/* SPDX-License-Identifier: Apache-2.0 */
/** Names against the clock. After `make` and `tuyou build … -o ATLAS`:
 *
 *   gcc -O2 -D_GNU_SOURCE -Iinclude -Isrc $(pkg-config --cflags glib-2.0 jansson) \
 *     tests/bench/bench-names.c build/libtuyou.a \
 *     $(pkg-config --libs glib-2.0 libutf8proc icu-uc icu-i18n igraph libxml-2.0 sqlite3 jansson \
 *       libzip pangocairo cairo-svg) -lcsv -lm -o build/bench-names
 *   build/bench-names ATLAS
 *
 * finds the names in all documents of an atlas, segmented before, and prints the best of some
 * hundred passes in CPU time of the thread: with context, and without. */
#include "flow/naming.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { PASSES = 400 };

typedef struct {
  TySegmenter *segmenter;
  const TyToken *tokens;
  gsize n, bytes;
} Text;

typedef struct {
  const TyLexicon *lexicon;
  GArray *texts, *about; /* of Text, document by document */
  GPtrArray *strings;
} Documents;

static double seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec * 1e-9;
}

/* Tokens belong to their segmenter: each text has one. */
static void add_text(const TyLexicon *lexicon, GArray *texts, GPtrArray *strings, char *string) {
  Text text = {.segmenter = ty_segmenter_new(lexicon), .bytes = strlen(string)};

  g_ptr_array_add(strings, string);
  text.tokens =
      ty_segmenter_tokens(text.segmenter, string, text.bytes, TY_SEGMENT_PRECISE, &text.n);
  g_array_append_val(texts, text);
}

static gboolean take_document(const TyStoredDocument *document, gpointer data, GError **error) {
  Documents *documents = data;
  (void) error;
  add_text(documents->lexicon, documents->texts, documents->strings, g_strdup(document->text));
  add_text(documents->lexicon, documents->about, documents->strings,
           g_strdup_printf("%s\n%s", document->title ? document->title : "",
                           document->place ? document->place : ""));
  return TRUE;
}

static void count_mention(const TyMention *mention, gpointer data) {
  (void) mention;
  ++*(gsize *) data;
}

static void measure(const char *name, const TyGazetteer *gazetteer, const Documents *documents) {
  double best_s = G_MAXDOUBLE;
  gsize bytes = 0, n_tokens = 0, n_mentions = 0;

  for (guint pass = 0; pass < PASSES; pass++) {
    double start_s = seconds();
    bytes = n_tokens = n_mentions = 0;
    for (guint i = 0; i < documents->texts->len; i++) {
      const Text *text = &g_array_index(documents->texts, Text, i);
      const Text *about = &g_array_index(documents->about, Text, i);
      ty_gazetteer_find_about(gazetteer, text->tokens, text->n, about->tokens, about->n,
                              count_mention, &n_mentions);
      bytes += text->bytes;
      n_tokens += text->n;
    }
    best_s = MIN(best_s, seconds() - start_s);
  }
  printf("%-16s %zu bytes, %zu tokens, %zu mentions: %.1f MB/s, %.1f ns a token\n", name, bytes,
         n_tokens, n_mentions, (double) bytes / best_s / 1e6, best_s / (double) n_tokens * 1e9);
}

int main(int argc, char **argv) {
  TyWorkspaceOptions options = {.data_folder = "build/share/tuyou"};
  g_autoptr(GError) error = NULL;
  TyWorkspace *workspace = argc > 1 ? ty_workspace_open(argv[1], &options, &error) : NULL;

  if (!workspace || !ty_naming_add_context(workspace, &error)) {
    fprintf(stderr, "%s\n", error ? error->message : "usage: bench-names ATLAS");
    return 2;
  }
  Documents documents = {workspace->lexicon, g_array_new(FALSE, FALSE, sizeof(Text)),
                         g_array_new(FALSE, FALSE, sizeof(Text)), g_ptr_array_new()};
  if (!ty_atlas_each_document(workspace->atlas, NULL, take_document, &documents, &error))
    return 1;
  measure("with context", workspace->gazetteer, &documents);
  ty_gazetteer_clear_context(workspace->gazetteer);
  measure("without", workspace->gazetteer, &documents);
  return 0;
}
