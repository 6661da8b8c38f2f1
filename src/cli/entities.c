/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

typedef struct {
  const char *kind, *county;
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

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  g_autoptr(TyWorkspace) workspace = ty_call_graph(call, FALSE, error);
  json_t *answer = workspace ? ty_entities(workspace, options->kind, options->county, error) : NULL;
  (void) exit_code;
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {
    {"kind", 0, TY_OPTION_TEXT, offsetof(Options, kind), "KIND",
     "only this kind: site, ich, person, festival …"},
    {"county", 0, TY_OPTION_TEXT, offsetof(Options, county), "COUNTY", "only this county"},
};

const TyCommand ty_command_entities = {"entities",
                                       "ATLAS ",
                                       "List the things that the atlas knows",
                                       "  tuyou entities ziyang-dazu.atlas --kind ich",
                                       TY_N(options),
                                       sizeof(Options),
                                       1,
                                       1,
                                       run};
