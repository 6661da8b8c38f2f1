/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include "base/file.h"

#include <stdio.h>

typedef struct {
  TyDocumentFilter filter;
  TyBagRequest bags;
  guint top;
  const char *phi;
} Options;

static void print_topics(const json_t *answer) {
  const json_t *first = json_array_get(json_object_get(answer, "topics"), 0);
  gboolean of_atlas = json_object_get(first, "share") != NULL;
  TyTable *table = ty_table_new(of_atlas ? ">topic|>share|>NPMI|words" : ">topic|>tokens||words");
  json_t *topic, *word;
  gsize i, k;

  json_array_foreach(json_object_get(answer, "topics"), i, topic) {
    g_autoptr(GString) words = g_string_new(NULL);
    json_array_foreach(json_object_get(topic, "words"), k, word) {
      g_autofree char *id = ty_answer_number(word, "word", 0);
      const char *text = ty_answer_text(word, "word");
      g_string_append_printf(words, "%s%s", k ? " " : "", *text ? text : id);
    }
    ty_table_add(
        table, ty_answer_number(topic, "topic", 0),
        of_atlas
            ? g_strdup_printf("%.1f %%", 100 * json_real_value(json_object_get(topic, "share")))
            : ty_answer_number(topic, "tokens", 0),
        of_atlas ? g_strdup_printf("%.3f", json_real_value(json_object_get(topic, "npmi"))) : NULL,
        g_strdup(words->str));
  }
  ty_table_print(table);
  if (json_object_get(answer, "perplexity")) {
    g_autofree char *perplexity = ty_answer_number(answer, "perplexity", 2);
    printf("held-out perplexity %s\n", perplexity);
  }
}

static json_t *topics_of_bags(const TyCall *call, const Options *options, GError **error) {
  TyBagRequest request = options->bags;
  g_autoptr(GBytes) phi = NULL;
  gsize length = 0;

  request.topics.top = options->top;
  request.n_threads = call->threads;
  json_t *answer = ty_topics_of_bags(&request, options->phi ? &phi : NULL, error);
  const char *bytes = phi ? g_bytes_get_data(phi, &length) : NULL;
  if (answer && bytes && !ty_file_write(options->phi, bytes, length, error))
    g_clear_pointer(&answer, json_decref);
  return answer;
}

static json_t *topics_of_atlas(const TyCall *call, const Options *options, GError **error) {
  TyTopicOptions wanted = options->bags.topics;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);

  wanted.top = options->top;
  return workspace ? ty_topics(workspace, &options->filter, &wanted, error) : NULL;
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  (void) exit_code;

  if ((options->bags.bags != NULL) == (call->n_rest == 1)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "expected either an atlas or --bow FILE");
    return FALSE;
  }
  json_t *answer = options->bags.bags ? topics_of_bags(call, options, error)
                                      : topics_of_atlas(call, options, error);
  if (!answer)
    return FALSE;
  if (call->json)
    return ty_print_json(answer, error);
  print_topics(answer);
  json_decref(answer);
  return TRUE;
}

static const TyOption options[] = {
    {"topics", 'k', TY_OPTION_COUNT, offsetof(Options, bags.topics.n_topics), "K",
     "number of topics (4)"},
    {"top", 'n', TY_OPTION_COUNT, offsetof(Options, top), "N", "words a topic (10)"},
    {"sweeps", 0, TY_OPTION_COUNT, offsetof(Options, bags.topics.n_sweeps), "N",
     "passes over the corpus (1000)"},
    {"alpha", 0, TY_OPTION_NUMBER, offsetof(Options, bags.topics.alpha), "A",
     "prior of topics in documents (0.1)"},
    {"beta", 0, TY_OPTION_NUMBER, offsetof(Options, bags.topics.beta), "B",
     "prior of words in topics (0.01)"},
    {"lambda", 0, TY_OPTION_NUMBER, offsetof(Options, bags.topics.lambda), "L",
     "relevance of words: 1 frequent, towards 0 distinctive (0.6; 1 with --bow)"},
    {"seed", 0, TY_OPTION_SEED, offsetof(Options, bags.topics.seed), "N",
     "seed of the random numbers (0)"},
    TY_FILTER_OPTIONS(offsetof(Options, filter)),
    {"bow", 0, TY_OPTION_FILE, offsetof(Options, bags.bags), "FILE",
     "documents as word ids instead of an atlas: ids a line, LDA-C or UCI docword"},
    {"vocab", 0, TY_OPTION_FILE, offsetof(Options, bags.vocabulary), "FILE",
     "with --bow: a word a line"},
    {"observed", 0, TY_OPTION_FILE, offsetof(Options, bags.observed), "FILE",
     "with --bow: first halves of unseen documents"},
    {"held-out", 0, TY_OPTION_FILE, offsetof(Options, bags.held_out), "FILE",
     "with --bow: their second halves; gives the perplexity"},
    {"optimise-alpha", 0, TY_OPTION_FLAG, offsetof(Options, bags.optimise_alpha), NULL,
     "with --bow: an α for each topic (Wallach)"},
    {"optimise-beta", 0, TY_OPTION_FLAG, offsetof(Options, bags.optimise_beta), NULL,
     "with --bow: β too"},
    {"phi", 0, TY_OPTION_FILE, offsetof(Options, phi), "FILE.npy",
     "with --bow: write P(word | topic), K × V"},
};

const TyCommand ty_command_topics = {
    "topics",
    "[ATLAS] ",
    "Find the topics of the documents selected",
    "  tuyou topics ziyang-dazu.atlas --place 大足 -k 4 --top 10\n"
    "  tuyou topics --bow docword.txt --vocab vocab.txt -k 100 --sweeps 200 --phi phi.npy",
    TY_N(options),
    sizeof(Options),
    0,
    1,
    run};
