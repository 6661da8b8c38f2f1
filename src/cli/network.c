/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

typedef struct {
  TyDocumentFilter filter;
  TyNetworkOptions network;
  guint words, edges;
  const char *format, *output;
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

  const json_t *first = json_array_get(json_object_get(answer, "nodes"), 0);
  const char *count = json_object_get(first, "facts") ? "facts" : "documents";
  g_autofree char *columns = g_strdup_printf("word|>%s|>measure|>community", count);
  TyTable *table = ty_table_new(columns);
  json_array_foreach(json_object_get(answer, "nodes"), i, node)
      ty_table_add(table, g_strdup(ty_answer_text(node, "word")), ty_answer_number(node, count, 0),
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
  const char *format = options->format ? options->format : ty_graph_format_of_name(options->output);
  if (!format && options->output) {
    json_decref(answer);
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "-o %s: found no --format, expected one, or an ending such as .graphml",
                options->output);
    return FALSE;
  }
  if (!format || !answer)
    return ty_give_answer(call, answer, print_answer, error);
  g_autofree char *left_out = NULL;
  g_autoptr(GHashTable) files = ty_export_keyword_network(answer, format, &left_out, error);
  json_decref(answer);
  return ty_write_graph_files(options->output, format, files, left_out, error);
}

static const TyOption options[] = {
    TY_FILTER_OPTIONS(offsetof(Options, filter)),
    {"words", 'n', TY_OPTION_COUNT, offsetof(Options, words), "N",
     "words that take part, by documents (60)"},
    {"edges", 0, TY_OPTION_COUNT, offsetof(Options, edges), "N", "strongest edges kept (150)"},
    {"of", 0, TY_OPTION_TEXT, offsetof(Options, network.of), "words|entities",
     "of words of texts, or of entities by their facts (words)"},
    {"within", 0, TY_OPTION_TEXT, offsetof(Options, network.within), "document|sentence|N",
     "in what words meet: N is a window of so many words (document)"},
    {"measure", 0, TY_OPTION_TEXT, offsetof(Options, network.measure),
     "count|association|cosine|jaccard|pmi", "what an edge weighs (count)"},
    {"prune", 0, TY_OPTION_TEXT, offsetof(Options, network.prune), "edges|backbone|pathfinder|none",
     "which edges stay: the strongest, those that stand out, those no stronger path replaces"},
    {"alpha", 0, TY_OPTION_NUMBER, offsetof(Options, network.alpha), "P",
     "of the backbone: chance that an edge stands out (0.05)"},
    {"rank", 0, TY_OPTION_TEXT, offsetof(Options, network.rank),
     "degree|strength|betweenness|closeness|pagerank", "what a word is ranked by (strength)"},
    {"resolution", 0, TY_OPTION_NUMBER, offsetof(Options, network.resolution), "R",
     "of the communities (1)"},
    {"format", 0, TY_OPTION_TEXT, offsetof(Options, format), "FORMAT",
     "as a file of another program: see `tuyou help export`"},
    {"output", 'o', TY_OPTION_FILE, offsetof(Options, output), "FILE",
     "where to (standard output); its ending tells the format"},
    {"seed", 0, TY_OPTION_SEED, offsetof(Options, network.seed), "N",
     "seed of the random numbers (0)"},
};

const TyCommand ty_command_network = {"network",
                                      "ATLAS ",
                                      "Show which words stand together",
                                      "  tuyou network ziyang-dazu.atlas --kind paper\n"
                                      "  tuyou network ziyang-dazu.atlas --measure association "
                                      "--prune pathfinder -o words.gexf",
                                      TY_N(options),
                                      sizeof(Options),
                                      1,
                                      1,
                                      run};
