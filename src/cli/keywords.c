/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>
#include <string.h>

typedef struct {
  TyDocumentFilter filter;
  TyKeywordOptions keywords;
  guint top;
  const char *lines;
  gboolean each;
  const char *const *lexicons;
} Options;

/* Of lines ------------------------------------------------------------------------------------ */

typedef struct {
  GString *out;
  gboolean json;
  gboolean found;
} Printing;

static json_t *line_json(gsize line, const TyKeyword *keywords, gsize n) {
  json_t *list = json_array();

  for (gsize i = 0; i < n; i++)
    json_array_append_new(
        list, json_pack("{s:s%, s:I, s:I, s:f}", "word", keywords[i].text, keywords[i].length,
                        "start", (json_int_t) keywords[i].start, "count",
                        (json_int_t) keywords[i].count, "weight", keywords[i].weight));
  return json_pack("{s:I, s:o}", "line", (json_int_t) line, "keywords", list);
}

static gboolean flush(Printing *printing, GError **error) {
  gboolean written = ty_write_output(NULL, printing->out->str, printing->out->len, error);
  g_string_truncate(printing->out, 0);
  return written;
}

static gboolean print_line(gsize line, const TyKeyword *keywords, gsize n, gpointer data,
                           GError **error) {
  Printing *printing = data;

  printing->found |= n > 0;
  if (printing->json) {
    json_t *answer = line_json(line, keywords, n);
    char *text = json_dumps(answer, JSON_COMPACT | JSON_REAL_PRECISION(6));
    g_string_append(printing->out, text);
    free(text);
    json_decref(answer);
  }
  for (gsize i = 0; i < n && !printing->json; i++) {
    if (i > 0)
      g_string_append_c(printing->out, '\t');
    g_string_append_len(printing->out, keywords[i].text, (gssize) keywords[i].length);
  }
  g_string_append_c(printing->out, '\n');
  return printing->out->len < 65536 || flush(printing, error);
}

static gboolean run_lines(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TyLineKeywordRequest request = {.file = options->lines,
                                  .options = options->keywords,
                                  .word_lists = options->lexicons,
                                  .n_threads = call->threads};
  g_autoptr(GString) out = g_string_new(NULL);
  Printing printing = {out, call->json, FALSE};

  request.options.top = options->top;
  if (!ty_keywords_of_lines(&request, print_line, &printing, error) || !flush(&printing, error))
    return FALSE;
  if (!printing.found)
    *exit_code = 1;
  return TRUE;
}

/* Of an atlas --------------------------------------------------------------------------------- */

static void print_each(const json_t *answer) {
  json_t *document, *keyword;
  gsize i, k;

  json_array_foreach(json_object_get(answer, "documents"), i, document) {
    g_autofree char *line = ty_answer_number(document, "line", 0);
    printf("%s:%s\t", ty_answer_text(document, "file"), line);
    json_array_foreach(json_object_get(document, "keywords"), k, keyword)
        printf("%s%s", k ? " · " : "", ty_answer_text(keyword, "word"));
    printf("\n");
  }
}

static void print_weights(const json_t *answer) {
  const char *method = ty_answer_text(answer, "method");
  TyTable *table = ty_table_new(">rank|word|>weight|>documents");
  json_t *keyword;
  gsize i;

  json_array_foreach(json_object_get(answer, "keywords"), i, keyword) ty_table_add(
      table, ty_answer_number(keyword, "rank", 0), g_strdup(ty_answer_text(keyword, "word")),
      g_strdup_printf("%.4f", json_real_value(json_object_get(keyword, "weight"))),
      ty_answer_number(keyword, "documents", 0));
  ty_table_print(table);
  g_autofree char *documents = ty_answer_number(answer, "documents", 0);
  if (g_str_equal(method, "terms")) {
    printf("%s documents; weight: in how many the author would be expected to name the term\n",
           documents);
    return;
  }
  g_autofree char *words = ty_answer_number(answer, "words", 0);
  printf("%s documents, %s different words; weight: %s\n", documents, words,
         g_str_equal(method, "textrank") ? "rank in the graph of words that stand near each other"
         : g_str_equal(ty_answer_text(answer, "idf"), "corpus")
             ? "sum of the documents' TF-IDF vectors of length 1"
             : "sum of the documents' TF-IDF vectors of length 1, with the idf of general text");
}

static gboolean run_atlas(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TyKeywordOptions wanted = options->keywords;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  json_t *answer = NULL;

  wanted.top = options->top;
  if (workspace)
    answer = options->each ? ty_keywords_of_each(workspace, &options->filter, &wanted, error)
                           : ty_keywords_by(workspace, &options->filter, &wanted, error);
  if (!answer)
    return FALSE;
  if (json_array_size(json_object_get(answer, options->each ? "documents" : "keywords")) == 0)
    *exit_code = 1;
  return ty_give_answer(call, answer, options->each ? print_each : print_weights, error);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;

  if (!options->lines == (call->n_rest == 1))
    return options->lines ? run_lines(call, exit_code, error) : run_atlas(call, exit_code, error);
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              options->lines ? "keywords: found an atlas and --lines, expected one of them"
                             : "keywords: found neither an atlas nor --lines FILE, expected one");
  return FALSE;
}

static const TyOption options[] = {
    TY_FILTER_OPTIONS(offsetof(Options, filter)),
    {"method", 'm', TY_OPTION_TEXT,
     offsetof(Options, keywords) + offsetof(TyKeywordOptions, method), "tfidf|textrank|terms",
     "how words are weighed (tfidf; of lines: terms)"},
    {"idf", 0, TY_OPTION_TEXT, offsetof(Options, keywords) + offsetof(TyKeywordOptions, idf),
     "corpus|background",
     "of tfidf: rare in these documents, or in general text (corpus; of lines: background)"},
    {"top", 'n', TY_OPTION_COUNT, offsetof(Options, top), "N", "how many (20; of lines: 10 each)"},
    {"each", 0, TY_OPTION_FLAG, offsetof(Options, each), NULL, "of each document by itself"},
    {"lines", 0, TY_OPTION_FILE, offsetof(Options, lines), "FILE",
     "of each line of a file (-: standard input), without an atlas"},
    {"lexicon", 0, TY_OPTION_TEXTS, offsetof(Options, lexicons), "FILE",
     "own words of --lines, a word a line; may be given again"},
};

const TyCommand ty_command_keywords = {
    "keywords",
    "[ATLAS] ",
    "Weigh the words of the documents selected",
    "tfidf and textrank weigh words; terms finds terms of one or more words (洛伦兹曲线, 摩崖造像) "
    "as\n"
    "authors name them, by where and how a text uses them.\n"
    "  tuyou keywords ziyang-dazu.atlas --place 资阳 --top 20\n"
    "  tuyou keywords ziyang-dazu.atlas --kind paper --method terms --each\n"
    "  tuyou keywords --lines abstracts.txt --top 5",
    TY_N(options),
    sizeof(Options),
    0,
    1,
    run};
