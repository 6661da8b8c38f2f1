/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

typedef struct {
  const char *kind, *county;
  gboolean rank;
  guint top;
} Options;

static void print_answer(const json_t *answer) {
  json_t *entity;
  gsize i;

  TyTable *table = ty_table_new("name|kind|category|county|>mentions");
  json_array_foreach(json_object_get(answer, "entities"), i, entity) ty_table_add(
      table, g_strdup(ty_answer_text(entity, "name")), g_strdup(ty_answer_text(entity, "kind")),
      g_strdup(ty_answer_text(entity, "category")), g_strdup(ty_answer_text(entity, "county")),
      ty_answer_number(entity, "mentions", 0));
  ty_table_print(table);
}

static void print_ranks(const json_t *answer) {
  json_t *entity;
  gsize i;

  TyTable *table = ty_table_new("name|kind|category|county|>score");
  json_array_foreach(json_object_get(answer, "entities"), i, entity) ty_table_add(
      table, g_strdup(ty_answer_text(entity, "name")), g_strdup(ty_answer_text(entity, "kind")),
      g_strdup(ty_answer_text(entity, "category")), g_strdup(ty_answer_text(entity, "county")),
      ty_answer_number(entity, "score", 6));
  ty_table_print(table);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  g_autoptr(TyWorkspace) workspace = ty_call_graph(call, FALSE, error);
  json_t *answer = NULL;
  (void) exit_code;

  if (options->top && !options->rank) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found --top without --rank, expected both");
    return FALSE;
  }
  if (workspace)
    answer = options->rank ? ty_rank(workspace, options->kind, options->county, options->top, error)
                           : ty_entities(workspace, options->kind, options->county, error);
  return ty_give_answer(call, answer, options->rank ? print_ranks : print_answer, error);
}

static const TyOption options[] = {
    {"kind", 0, TY_OPTION_TEXT, offsetof(Options, kind), "KIND",
     "only this kind: site, ich, person, festival …"},
    {"county", 0, TY_OPTION_TEXT, offsetof(Options, county), "COUNTY", "only this county"},
    {"rank", 0, TY_OPTION_FLAG, offsetof(Options, rank), NULL,
     "those that all relations point to most, by PageRank"},
    {"top", 'n', TY_OPTION_COUNT, offsetof(Options, top), "N", "how many of them (20)"},
};

const TyCommand ty_command_entities = {"entities",
                                       "ATLAS ",
                                       "List the things that the atlas knows",
                                       "  tuyou entities ziyang-dazu.atlas --kind ich\n"
                                       "  tuyou entities ziyang-dazu.atlas --rank -n 10",
                                       TY_N(options),
                                       sizeof(Options),
                                       1,
                                       1,
                                       run};
