/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/command.h"

#include "base/file.h"

#include <stdio.h>

typedef struct {
  gboolean tags, offsets, normalised, stats;
  const char *mode;
  const char *const *lexicons;
} Options;

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

static gboolean print(const char *bytes, gsize length, gpointer data, GError **error) {
  (void) data;
  return ty_file_write("-", bytes, length, error);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TySegmentStatistics found = {0};
  TySegmentRequest request = {.files = call->rest,
                              .word_lists = options->lexicons,
                              .output = call->json         ? TY_SEGMENT_JSON
                                        : options->offsets ? TY_SEGMENT_OFFSETS
                                        : options->tags    ? TY_SEGMENT_TAGGED
                                                           : TY_SEGMENT_WORDS,
                              .normalised = options->normalised,
                              .n_threads = call->threads,
                              .reject = ty_print_reject,
                              .reject_data = exit_code};

  if (!parse_mode(options->mode, &request.mode, error))
    return FALSE;
  gboolean done = ty_segment_files(&request, print, NULL, &found, error);
  if (options->stats)
    fprintf(stderr,
            "{\"bytes\": %zu, \"seconds\": %.6f, \"user_seconds\": %.6f, \"load_ms\": %.3f, "
            "\"threads\": %u}\n",
            found.n_bytes, found.seconds, found.user_seconds, found.load_ms, found.n_threads);
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

const TyCommand ty_command_segment = {
    "segment",
    "[FILE…] ",
    "Part text into words: a pure filter",
    "Each line of the input becomes a line of words parted by "
    "single spaces. Text in UTF-8, UTF-16\n"
    "or GB18030, of files or, without files, of standard input. Offsets\n"
    "count the bytes of the text in UTF-8, also where it was "
    "read as UTF-16\n"
    "or GB18030.\n\n"
    "  echo 安岳石刻和大足石刻都值得看 | tuyou segment\n"
    "  tuyou segment --tags posts.txt",
    TY_N(options),
    sizeof(Options),
    0,
    G_MAXSIZE - 1,
    run};
