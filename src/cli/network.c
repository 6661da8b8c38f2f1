/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

typedef struct {
  TyDocumentFilter filter;
  TyNetworkOptions network;
  guint words, edges;
} Options;

static void print_triangles(const json_t *answer) {
  json_t *triangle;
  gsize i;

  printf("\nstrongest triangles:\n");
  json_array_foreach(json_object_get(answer, "triangles"), i, triangle) {
    g_autofree char *words = ty_answer_join(json_object_get(triangle, "words"), " – ");
    g_autofree char *weight = ty_answer_number(triangle, "weight", 4);
    printf("  %s (%s)\n", words, weight);
  }
}

static void print_answer(const json_t *answer) {
  json_t *node;
  gsize i;

  TyTable *table = ty_table_new("word|>documents|>measure|>community");
  json_array_foreach(json_object_get(answer, "nodes"), i, node) ty_table_add(
      table, g_strdup(ty_answer_text(node, "word")), ty_answer_number(node, "documents", 0),
      ty_answer_number(node, "measure", 4), ty_answer_number(node, "community", 0));
  ty_table_print(table);
  print_triangles(answer);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TyNetworkOptions wanted = options->network;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  (void) exit_code;

  wanted.top_words = options->words;
  wanted.top_edges = options->edges;
  json_t *answer =
      workspace ? ty_keyword_network(workspace, &options->filter, &wanted, error) : NULL;
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {
    TY_FILTER_OPTIONS(offsetof(Options, filter)),
    {"words", 'n', TY_OPTION_COUNT, offsetof(Options, words), "N",
     "words that take part, by documents (60)"},
    {"edges", 0, TY_OPTION_COUNT, offsetof(Options, edges), "N", "strongest edges kept (150)"},
    {"strength", 0, TY_OPTION_TEXT, offsetof(Options, network.strength),
     "count|association|cosine|jaccard", "what an edge weighs (count)"},
    {"measure", 0, TY_OPTION_TEXT, offsetof(Options, network.measure),
     "degree|strength|betweenness|closeness|pagerank", "what a word is ranked by (strength)"},
    {"resolution", 0, TY_OPTION_NUMBER, offsetof(Options, network.resolution), "R",
     "of the communities (1)"},
    {"seed", 0, TY_OPTION_SEED, offsetof(Options, network.seed), "N",
     "seed of the random numbers (0)"},
};

const TyCommand ty_command_network = {"network",
                                      "ATLAS ",
                                      "Show which words stand together",
                                      "  tuyou network ziyang-dazu.atlas --kind paper",
                                      TY_N(options),
                                      sizeof(Options),
                                      1,
                                      1,
                                      run};
