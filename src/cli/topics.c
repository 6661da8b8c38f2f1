/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

typedef struct {
  TyDocumentFilter filter;
  TyTopicOptions topics;
  guint top;
} Options;

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TyTopicOptions wanted = options->topics;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  json_t *topic, *word;
  gsize i, k;
  (void) exit_code;

  wanted.top = options->top;
  json_t *answer = workspace ? ty_topics(workspace, &options->filter, &wanted, error) : NULL;
  if (!answer)
    return FALSE;
  if (call->json)
    return ty_print_json(answer, error);
  TyTable *table = ty_table_new(">topic|>share|>NPMI|words");
  json_array_foreach(json_object_get(answer, "topics"), i, topic) {
    g_autoptr(GString) words = g_string_new(NULL);
    json_array_foreach(json_object_get(topic, "words"), k, word)
        g_string_append_printf(words, "%s%s", k ? " " : "", ty_answer_text(word, "word"));
    ty_table_add(table, ty_answer_number(topic, "topic", 0),
                 g_strdup_printf("%.1f %%", 100 * json_real_value(json_object_get(topic, "share"))),
                 g_strdup_printf("%.3f", json_real_value(json_object_get(topic, "npmi"))),
                 g_strdup(words->str));
  }
  ty_table_print(table);
  json_decref(answer);
  return TRUE;
}

static const TyOption options[] = {
    TY_FILTER_OPTIONS(offsetof(Options, filter)),
    {"topics", 'k', TY_OPTION_COUNT, offsetof(Options, topics.n_topics), "K",
     "number of topics (4)"},
    {"top", 'n', TY_OPTION_COUNT, offsetof(Options, top), "N", "words a topic (10)"},
    {"sweeps", 0, TY_OPTION_COUNT, offsetof(Options, topics.n_sweeps), "N",
     "passes over the corpus (1000)"},
    {"alpha", 0, TY_OPTION_NUMBER, offsetof(Options, topics.alpha), "A",
     "prior of topics in documents (0.1)"},
    {"beta", 0, TY_OPTION_NUMBER, offsetof(Options, topics.beta), "B",
     "prior of words in topics (0.01)"},
    {"lambda", 0, TY_OPTION_NUMBER, offsetof(Options, topics.lambda), "L",
     "relevance of words: 1 frequent, towards 0 distinctive (0.6)"},
    {"seed", 0, TY_OPTION_SEED, offsetof(Options, topics.seed), "N",
     "seed of the random numbers (0)"},
};

const TyCommand ty_command_topics = {"topics",
                                     "ATLAS ",
                                     "Find the topics of the documents selected",
                                     "  tuyou topics ziyang-dazu.atlas --place 大足 -k 4 --top 10",
                                     TY_N(options),
                                     sizeof(Options),
                                     1,
                                     1,
                                     run};
