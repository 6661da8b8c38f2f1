/* SPDX-License-Identifier: Apache-2.0 */
/* Keywords of a file with a document a line: blocks of lines go to the threads, a few at a time,
 * and come back in order. */
#include "base/file.h"
#include "base/parallel.h"
#include "flow/document-keywords.h"
#include "flow/workspace.h"

#include <string.h>
#include <tuyou/corpus.h>

#define BLOCK_BYTES (128 * 1024)
#define BLOCKS_AT_ONCE 16
#define USUAL_TOP 10

/* The lines of a block with what was found in them. */
typedef struct {
  const char *text;
  gsize length;
  GArray *terms;  /* of TyTerm, line by line */
  GArray *counts; /* of gsize: how many each line has */
  GArray *hashes; /* of guint64, when documents are counted */
} Block;

typedef struct {
  const TyLexicon *lexicon;
  const TySieve *sieve;
  TyKeywordMethod method;
  const TyDocumentFrequencies *frequencies;
  gsize top;
  gboolean count_documents;
  guint n_threads;
  TyDocumentKeywords **makers; /* one a thread */
  Block blocks[BLOCKS_AT_ONCE];
} Lines;

static void read_line(const Lines *lines, TyDocumentKeywords *maker, Block *block, const char *line,
                      gsize length) {
  gsize before = block->terms->len, n;

  ty_document_keywords_add(maker, line, length, 0);
  if (lines->count_documents) {
    ty_document_keywords_hashes(maker, block->hashes);
    n = 0;
  } else {
    g_array_set_size(block->terms, (guint) (before + lines->top));
    TyTerm *terms = &g_array_index(block->terms, TyTerm, before);
    n = ty_document_keywords_finish(maker, terms, lines->top);
  }
  g_array_set_size(block->terms, (guint) (before + n));
  g_array_append_val(block->counts, n);
}

static gsize line_length(const char *text, gsize length) {
  const char *end = memchr(text, '\n', length);
  return end ? (gsize) (end - text) : length;
}

static void read_block(gsize task, guint thread, gpointer data) {
  Lines *lines = data;
  Block *block = &lines->blocks[task];

  if (!lines->makers[thread])
    lines->makers[thread] =
        ty_document_keywords_new(lines->lexicon, lines->sieve, lines->method, lines->frequencies);
  g_array_set_size(block->terms, 0);
  g_array_set_size(block->counts, 0);
  g_array_set_size(block->hashes, 0);
  for (gsize at = 0; at < block->length;) {
    gsize length = line_length(block->text + at, block->length - at);
    read_line(lines, lines->makers[thread], block, block->text + at, length);
    at += length + 1;
  }
}

/* Where a block of whole lines ends. */
static gsize block_end(const char *text, gsize length) {
  gsize end = MIN(length, BLOCK_BYTES);
  return end == length ? length : MIN(length, end + line_length(text + end, length - end) + 1);
}

/* Receives the blocks in order. */
typedef gboolean (*BlockFunc)(const Block *block, gpointer data, GError **error);

static gboolean each_block(Lines *lines, const char *text, gsize length, BlockFunc func,
                           gpointer data, GError **error) {
  gboolean whole = TRUE;

  lines->makers = g_new0(TyDocumentKeywords *, lines->n_threads);
  for (gsize at = 0; at < length && whole;) {
    gsize n = 0;
    for (; n < BLOCKS_AT_ONCE && at < length; n++) {
      lines->blocks[n].text = text + at;
      lines->blocks[n].length = block_end(text + at, length - at);
      at += lines->blocks[n].length;
    }
    ty_parallel_for(lines->n_threads, n, read_block, lines);
    for (gsize i = 0; i < n && whole; i++)
      whole = func(&lines->blocks[i], data, error);
  }
  for (guint i = 0; i < lines->n_threads; i++)
    g_clear_pointer(&lines->makers[i], ty_document_keywords_free);
  g_clear_pointer(&lines->makers, g_free);
  return whole;
}

static gboolean count_block(const Block *block, gpointer data, GError **error) {
  (void) error;
  ty_document_frequencies_add(data, block->counts->len, block->hashes);
  return TRUE;
}

typedef struct {
  TyLineKeywordsFunc func;
  gpointer data;
  gsize line;
  GArray *keywords;
} Handing;

static gboolean hand_over(const Block *block, gpointer data, GError **error) {
  Handing *handing = data;
  const char *line = block->text;
  const TyTerm *terms = (const TyTerm *) (void *) block->terms->data;

  for (guint i = 0; i < block->counts->len; i++) {
    gsize n = g_array_index(block->counts, gsize, i);
    g_array_set_size(handing->keywords, 0);
    for (gsize k = 0; k < n; k++, terms++) {
      TyKeyword keyword = {line + terms->start, terms->end - terms->start, terms->start,
                           terms->count, terms->score};
      g_array_append_val(handing->keywords, keyword);
    }
    if (!handing->func(++handing->line, (const TyKeyword *) (void *) handing->keywords->data, n,
                       handing->data, error))
      return FALSE;
    gsize rest = block->length - (gsize) (line - block->text);
    line += line_length(line, rest) + 1;
  }
  return TRUE;
}

static gboolean weigh(Lines *lines, const char *text, gsize length, gboolean by_file,
                      Handing *handing, GError **error) {
  g_autoptr(GHashTable) documents = g_hash_table_new(NULL, NULL);
  TyDocumentFrequencies frequencies = {0, documents};

  if (by_file) {
    lines->count_documents = TRUE;
    each_block(lines, text, length, count_block, &frequencies, NULL);
    lines->count_documents = FALSE;
    lines->frequencies = &frequencies; /* cppcheck-suppress autoVariables ; gone before it is */
  }
  gboolean done = each_block(lines, text, length, hand_over, handing, error);
  lines->frequencies = NULL;
  return done;
}

static gboolean weigh_text(Lines *lines, const char *text, gsize length, gboolean by_file,
                           TyLineKeywordsFunc func, gpointer data, GError **error) {
  Handing handing = {func, data, 0, g_array_new(FALSE, FALSE, sizeof(TyKeyword))};

  for (gsize i = 0; i < BLOCKS_AT_ONCE; i++) {
    lines->blocks[i].terms = g_array_new(FALSE, FALSE, sizeof(TyTerm));
    lines->blocks[i].counts = g_array_new(FALSE, FALSE, sizeof(gsize));
    lines->blocks[i].hashes = g_array_new(FALSE, FALSE, sizeof(guint64));
  }
  gboolean done = weigh(lines, text, length, by_file, &handing, error);
  for (gsize i = 0; i < BLOCKS_AT_ONCE; i++) {
    g_array_unref(lines->blocks[i].terms);
    g_array_unref(lines->blocks[i].counts);
    g_array_unref(lines->blocks[i].hashes);
  }
  g_array_unref(handing.keywords);
  return done;
}

static gboolean weigh_file(Lines *lines, const TyLineKeywordRequest *request, gboolean by_file,
                           TyLineKeywordsFunc func, gpointer data, GError **error) {
  g_autoptr(GMappedFile) file = NULL;
  g_autofree char *decoded = NULL;
  const char *text;
  gsize length;

  if (g_str_equal(request->file, "-")) {
    decoded = ty_file_read_input(&length, error);
    if (!decoded)
      return FALSE;
    text = decoded;
  } else {
    file = ty_file_map(request->file, error);
    if (!file)
      return FALSE;
    text = g_mapped_file_get_contents(file);
    length = g_mapped_file_get_length(file);
    if (length > 0 && !g_utf8_validate_len(text, length, NULL)) {
      decoded = ty_corpus_decode_file(request->file, &length, NULL, error);
      if (!decoded)
        return FALSE;
      text = decoded;
    }
  }
  return weigh_text(lines, text, length, by_file, func, data, error);
}

gboolean ty_keywords_of_lines(const TyLineKeywordRequest *request, TyLineKeywordsFunc func,
                              gpointer data, GError **error) {
  g_autofree char *folder = ty_data_folder(request->data_folder);
  const TyKeywordOptions *options = &request->options;
  gboolean by_file = FALSE;
  Lines lines = {.top = options->top ? options->top : USUAL_TOP,
                 .n_threads = ty_parallel_threads(request->n_threads)};

  if (!ty_keyword_method_parse(options->method, TY_KEYWORDS_TERMS, &lines.method, error) ||
      !ty_keyword_idf_parse(options->idf, lines.method, FALSE, &by_file, error))
    return FALSE;
  g_autoptr(TyLexicon) lexicon = ty_open_lexicon(folder, request->word_lists, request->reject,
                                                 request->reject_data, NULL, error);
  g_autoptr(TyNoise) noise = lexicon ? ty_noise_open(folder, error) : NULL;
  if (!noise)
    return FALSE;
  g_autoptr(TySieve) sieve = ty_sieve_new(noise, lexicon);
  lines.lexicon = lexicon;
  lines.sieve = sieve;
  return weigh_file(&lines, request, by_file, func, data, error);
}
