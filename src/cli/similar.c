/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

typedef struct {
  TyDocumentFilter filter;
  TySimilarOptions wanted;
  guint top;
  const char *document, *output;
  gboolean all;
  double at_least;
} Options;

static void print_entities(const json_t *answer) {
  static const char *const parts[] = {"text", "graph", "topic"};
  const json_t *list = json_object_get(answer, "similar");
  gboolean topic = json_object_get(json_object_get(answer, "weights"), "topic") != NULL;
  TyTable *table = ty_table_new(topic ? "name|>score|>text|>graph|>topic|shared"
                                      : "name|>score|>text|>graph|shared");
  json_t *entity;
  gsize i;

  json_array_foreach(list, i, entity) {
    ty_table_add_cell(table, g_strdup(ty_answer_text(entity, "name")));
    ty_table_add_cell(table, ty_answer_number(entity, "score", 3));
    for (gsize k = 0; k < (topic ? 3 : 2); k++)
      ty_table_add_cell(table, ty_answer_number(entity, parts[k], 3));
    ty_table_add_cell(table, ty_answer_join(json_object_get(entity, "shared"), "；"));
  }
  ty_table_print(table);
}

static void print_documents(const json_t *answer) {
  TyTable *table = ty_table_new(">document|>score|where|title");
  json_t *document;
  gsize i;

  json_array_foreach(json_object_get(answer, "similar"), i, document) ty_table_add(
      table, ty_answer_number(document, "document", 0), ty_answer_number(document, "score", 3),
      g_strdup_printf("%s:%" JSON_INTEGER_FORMAT, ty_answer_text(document, "file"),
                      json_integer_value(json_object_get(document, "line"))),
      g_strdup(ty_answer_text(document, "title")));
  ty_table_print(table);
}

/* One of three questions is asked. */
static gboolean check(const TyCall *call, GError **error) {
  const Options *options = call->options;
  gboolean name = call->n_rest == 2;

  if (name + (options->document != NULL) + options->all != 1) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "expected one of NAME, --document FILE:LINE and --all");
    return FALSE;
  }
  const TyDocumentFilter *filter = &options->filter;
  if (!name || !(filter->kind || filter->place || filter->platform || filter->term ||
                 filter->since || filter->until || filter->duplicates))
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              "found options that select documents with the name %s, expected them with --document "
              "or --all only",
              call->rest[1]);
  return FALSE;
}

static gboolean write_pairs(TyWorkspace *workspace, const Options *options, GError **error) {
  double at_least = options->at_least != 0 ? options->at_least : .5;
  g_autoptr(GBytes) pairs = ty_similar_pairs(workspace, &options->filter, at_least, error);
  gsize length = 0;
  const char *bytes = pairs ? g_bytes_get_data(pairs, &length) : NULL;

  return bytes && ty_write_output(options->output, bytes, length, error);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TySimilarOptions wanted = options->wanted;

  wanted.n = options->top;
  if (!check(call, error))
    return FALSE;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  if (!workspace)
    return FALSE;
  if (options->all)
    return write_pairs(workspace, options, error);
  json_t *answer = options->document ? ty_similar_documents(workspace, options->document,
                                                            &options->filter, &wanted, error)
                                     : ty_similar(workspace, call->rest[1], &wanted, error);
  if (!answer)
    return FALSE;
  if (json_array_size(json_object_get(answer, "similar")) == 0)
    *exit_code = 1;
  return ty_give_answer(call, answer, options->document ? print_documents : print_entities, error);
}

static const TyOption options[] = {
    {"top", 'n', TY_OPTION_COUNT, offsetof(Options, top), "N", "how many (10)"},
    {"by", 0, TY_OPTION_TEXT, offsetof(Options, wanted.by), "text|graph|topic|all",
     "likeness by words, by facts (of entities), by topics or by all"},
    {"weights", 0, TY_OPTION_TEXT, offsetof(Options, wanted.weights), "text=T,graph=G,topic=P",
     "how much each counts for entities (text=0.5,graph=0.5)"},
    {"topics", 'k', TY_OPTION_COUNT, offsetof(Options, wanted.n_topics), "K",
     "number of topics (4)"},
    {"seed", 0, TY_OPTION_SEED, offsetof(Options, wanted.seed), "N",
     "seed of the random numbers (0)"},
    {"document", 0, TY_OPTION_TEXT, offsetof(Options, document), "FILE:LINE|ID",
     "documents like this one instead of entities"},
    {"all", 0, TY_OPTION_FLAG, offsetof(Options, all), NULL,
     "all pairs of documents that are alike by words, as CSV"},
    {"at-least", 0, TY_OPTION_NUMBER, offsetof(Options, at_least), "COSINE",
     "with --all: how alike (0.5)"},
    {"output", 'o', TY_OPTION_FILE, offsetof(Options, output), "FILE",
     "with --all: where to (standard output)"},
    TY_FILTER_OPTIONS(offsetof(Options, filter)),
};

const TyCommand ty_command_similar = {
    "similar",
    "ATLAS [NAME] ",
    "Find entities like one, or documents like one",
    "  tuyou similar ziyang-dazu.atlas 圆觉洞\n"
    "  tuyou similar ziyang-dazu.atlas 圆觉洞 --weights text=0.4,graph=0.4,topic=0.2\n"
    "  tuyou similar ziyang-dazu.atlas --document weibo-lvxing.csv:12 --kind post\n"
    "  tuyou similar ziyang-dazu.atlas --all --at-least 0.5 -o pairs.csv",
    TY_N(options),
    sizeof(Options),
    1,
    2,
    run};
