/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/command.h"

#include "base/file.h"
#include "base/parallel.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <tuyou/corpus.h>
#include <tuyou/text.h>
#include <unistd.h>

/* Large enough that threads seldom meet, small enough that a few blocks are in memory at once. */
#define BLOCK_BYTES (128 * 1024)
#define BLOCKS_AT_ONCE 16

typedef struct {
  gboolean tags, offsets, normalised, stats;
  const char *mode;
  const char *const *lexicons;
} Options;

typedef enum { PRINT_WORDS, PRINT_TAGS, PRINT_OFFSETS, PRINT_JSON } Printing;

/* A run of blocks that threads turn into output, in order. */
typedef struct {
  const TyLexicon *lexicon;
  TySegmentMode mode;
  Printing printing;
  gboolean normalised;
  const char *text;
  gsize start[BLOCKS_AT_ONCE + 1]; /* block i is text[start[i]] … text[start[i + 1] - 1] */
  GString *out[BLOCKS_AT_ONCE];
  TySegmenter **segmenters; /* one a thread */
} Run;

static json_t *token_json(const TyToken *token, const char *text, gsize length, gsize offset) {
  json_int_t start = (json_int_t) offset + token->start, end = (json_int_t) offset + token->end;
  json_t *item = json_pack("{s:I, s:I, s:s, s:s}", "start", start, "end", end, "type",
                           ty_token_type_name(token->type), "tag", token->tag);

  if (g_utf8_validate_len(text, length, NULL)) /* else the bytes are no text: the span tells */
    json_object_set_new(item, "text", json_stringn(text, length));
  return item;
}

static void print_token(const Run *run, const TyToken *token, const char *source, gsize offset,
                        GString *out) {
  const char *text = run->normalised ? token->text : source + token->start;
  gsize length = run->normalised ? token->length : token->end - token->start;

  switch (run->printing) {
  case PRINT_TAGS:
    g_string_append_len(out, text, (gssize) length);
    g_string_append_printf(out, "/%s", token->tag);
    break;
  case PRINT_OFFSETS:
    g_string_append_printf(out, "%zu\t%zu\t%s\t%s\t", offset + token->start, offset + token->end,
                           ty_token_type_name(token->type), token->tag);
    g_string_append_len(out, text, (gssize) length);
    g_string_append_c(out, '\n');
    break;
  default: {
    json_t *item = token_json(token, text, length, offset);
    char *line = json_dumps(item, JSON_COMPACT);
    g_string_append_printf(out, "%s\n", line);
    free(line);
    json_decref(item);
  }
  }
}

/* Words with tags keep the lines of the text; white space parts them and is not printed. */
static void print_tokens(const Run *run, TySegmenter *segmenter, gsize block) {
  const char *source = run->text + run->start[block];
  gsize n, length = run->start[block + 1] - run->start[block];
  const TyToken *tokens = ty_segmenter_tokens(segmenter, source, length, run->mode, &n);
  GString *out = run->out[block];
  gboolean line_start = TRUE;

  for (gsize i = 0; i < n; i++) {
    if (tokens[i].type == TY_TOKEN_SPACE) {
      if (run->printing == PRINT_TAGS && source[tokens[i].start] == '\n') {
        g_string_append_c(out, '\n');
        line_start = TRUE;
      }
      continue;
    }
    if (run->printing == PRINT_TAGS && !line_start)
      g_string_append_c(out, ' ');
    line_start = FALSE;
    print_token(run, &tokens[i], source, run->start[block], out);
  }
}

static void segment_block(gsize block, guint thread, gpointer data) {
  Run *run = data;

  g_string_truncate(run->out[block], 0);
  if (run->printing == PRINT_WORDS)
    ty_segmenter_lines(run->segmenters[thread], run->text + run->start[block],
                       run->start[block + 1] - run->start[block], run->mode, run->normalised,
                       run->out[block]);
  else
    print_tokens(run, run->segmenters[thread], block);
}

static gboolean write_all(const char *bytes, gsize length, GError **error) {
  return length == 0 || ty_file_write("-", bytes, length, error);
}

static gboolean segment_text(Run *run, const char *text, gsize length, guint n_threads,
                             GError **error) {
  run->text = text;
  for (gsize at = 0; at < length;) {
    gsize n = 0;
    run->start[0] = at;
    while (n < BLOCKS_AT_ONCE && at < length) {
      at += ty_segment_block_end(text + at, length - at, BLOCK_BYTES);
      run->start[++n] = at;
    }
    ty_parallel_for(n_threads, n, segment_block, run);
    for (gsize i = 0; i < n; i++)
      if (!write_all(run->out[i]->str, run->out[i]->len, error))
        return FALSE;
  }
  return TRUE;
}

/* One file, decoded when it is no UTF-8; `*n_bytes` grows by what was read. */
static gboolean segment_file(Run *run, const char *path, guint n_threads, gsize *n_bytes,
                             GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  if (!file)
    return FALSE;
  const char *text = g_mapped_file_get_contents(file);
  gsize length = g_mapped_file_get_length(file);
  g_autofree char *decoded = NULL;

  *n_bytes += length;
  if (length > 0 && !g_utf8_validate_len(text, length, NULL)) {
    decoded = ty_corpus_decode_file(path, &length, NULL, error);
    if (!decoded)
      return FALSE;
    text = decoded;
  }
  return segment_text(run, text, length, n_threads, error);
}

static gboolean segment_input(Run *run, guint n_threads, gsize *n_bytes, GError **error) {
  g_autoptr(GString) text = g_string_new(NULL);
  char buffer[65536];
  gssize n;

  while ((n = read(STDIN_FILENO, buffer, sizeof buffer)) > 0)
    g_string_append_len(text, buffer, n);
  *n_bytes += text->len;
  return segment_text(run, text->str, text->len, n_threads, error);
}

static TyLexicon *open_lexicon(const Options *options, GError **error) {
  g_autofree char *folder = ty_data_folder(NULL);
  g_autofree char *path = g_build_filename(folder, "lexicon.bin", NULL);
  g_autoptr(TyLexicon) lexicon = ty_lexicon_open(path, error);

  for (const char *const *list = options->lexicons; lexicon && list && *list; list++) {
    g_autoptr(GMappedFile) file = ty_file_map(*list, error);
    if (!file || !ty_lexicon_add_list(lexicon, *list, g_mapped_file_get_contents(file),
                                      g_mapped_file_get_length(file), error))
      return NULL;
  }
  return g_steal_pointer(&lexicon);
}

static gboolean parse_mode(const char *name, TySegmentMode *mode, GError **error) {
  static const char *const names[] = {"precise", "search", "coarse"};

  *mode = TY_SEGMENT_PRECISE;
  for (gsize i = 0; name && i < G_N_ELEMENTS(names); i++)
    if (g_str_equal(name, names[i])) {
      *mode = (TySegmentMode) i;
      return TRUE;
    }
  if (name)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "--mode: found %s, expected precise, search or coarse", name);
  return !name;
}

static double user_seconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double) usage.ru_utime.tv_sec + (double) usage.ru_utime.tv_usec / 1e6;
}

static gboolean segment_all(const TyCall *call, Run *run, guint n_threads, gsize *n_bytes,
                            GError **error) {
  if (call->n_rest == 0)
    return segment_input(run, n_threads, n_bytes, error);
  for (gsize i = 0; i < call->n_rest; i++)
    if (!segment_file(run, call->rest[i], n_threads, n_bytes, error))
      return FALSE;
  return TRUE;
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  guint n_threads = ty_parallel_threads(call->threads);
  gint64 started_us = g_get_monotonic_time();
  gsize n_bytes = 0;
  Run segmenting = {.printing = call->json         ? PRINT_JSON
                                : options->offsets ? PRINT_OFFSETS
                                : options->tags    ? PRINT_TAGS
                                                   : PRINT_WORDS,
                    .normalised = options->normalised};
  (void) exit_code;

  if (!parse_mode(options->mode, &segmenting.mode, error))
    return FALSE;
  g_autoptr(TyLexicon) lexicon = open_lexicon(options, error);
  if (!lexicon)
    return FALSE;
  double load_ms = (double) (g_get_monotonic_time() - started_us) / 1000;
  double user_before = user_seconds();
  segmenting.lexicon = lexicon;
  segmenting.segmenters = g_new0(TySegmenter *, n_threads);
  for (guint i = 0; i < n_threads; i++)
    segmenting.segmenters[i] = ty_segmenter_new(lexicon);
  for (gsize i = 0; i < BLOCKS_AT_ONCE; i++)
    segmenting.out[i] = g_string_new(NULL);
  gboolean done = segment_all(call, &segmenting, n_threads, &n_bytes, error);
  for (gsize i = 0; i < BLOCKS_AT_ONCE; i++)
    g_string_free(segmenting.out[i], TRUE);
  for (guint i = 0; i < n_threads; i++)
    ty_segmenter_free(segmenting.segmenters[i]);
  g_free(segmenting.segmenters);
  if (options->stats)
    fprintf(stderr,
            "{\"bytes\": %zu, \"seconds\": %.6f, \"user_seconds\": %.6f, \"load_ms\": %.3f, "
            "\"threads\": %u}\n",
            n_bytes, (double) (g_get_monotonic_time() - started_us) / 1e6 - load_ms / 1000,
            user_seconds() - user_before, load_ms, n_threads);
  return done;
}

static const TyOption options[] = {
    {"tags", 't', TY_OPTION_FLAG, offsetof(Options, tags), NULL, "print word/part-of-speech"},
    {"offsets", 0, TY_OPTION_FLAG, offsetof(Options, offsets), NULL,
     "print a token a line: start, end (bytes), type, tag, text"},
    {"normalised", 0, TY_OPTION_FLAG, offsetof(Options, normalised), NULL,
     "print words as they are compared (half width, lower case, simplified)"},
    {"mode", 0, TY_OPTION_TEXT, offsetof(Options, mode), "precise|search|coarse",
     "how finely words are parted (precise)"},
    {"lexicon", 0, TY_OPTION_TEXTS, offsetof(Options, lexicons), "FILE",
     "own words: `word [frequency] [tag]` a line; may be given again"},
    {"stats", 0, TY_OPTION_FLAG, offsetof(Options, stats), NULL,
     "print bytes, seconds and load_ms as JSON on standard error"},
};

const TyCommand ty_command_segment = {"segment",
                                      "[FILE…] ",
                                      "Part text into words: a pure filter",
                                      "Each line of the input becomes a line of words parted by "
                                      "single spaces. Text in UTF-8, UTF-16\n"
                                      "or GB18030; without files, UTF-8 from standard input.\n\n"
                                      "  echo 安岳石刻和大足石刻都值得看 | tuyou segment\n"
                                      "  tuyou segment --tags posts.txt",
                                      TY_N(options),
                                      sizeof(Options),
                                      0,
                                      G_MAXSIZE - 1,
                                      run};
