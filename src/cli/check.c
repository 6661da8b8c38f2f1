/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/claims.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

typedef struct {
  gboolean contradictions;
  const char *entity;
} Options;

static void print_answer(const json_t *answer) {
  json_t *finding;
  gsize i;

  TyTable *table = ty_table_new("kind|subject|finding");
  json_array_foreach(json_object_get(answer, "findings"), i, finding) ty_table_add(
      table, g_strdup(ty_answer_text(finding, "kind")),
      g_strdup(ty_answer_text(finding, "subject")), g_strdup(ty_answer_text(finding, "message")));
  ty_table_print(table);
  g_autofree char *errors = ty_answer_number(answer, "errors", 0);
  g_autofree char *warnings = ty_answer_number(answer, "warnings", 0);
  printf("%s errors, %s things to look at\n", errors, warnings);
}

static void print_contradictions(const json_t *answer) {
  const json_t *told;
  gsize i;

  json_array_foreach(json_object_get(answer, "contradictions"), i, told)
      ty_print_contradiction(told, TRUE, 0);
}

static gboolean list_contradictions(const TyCall *call, const char *entity, int *exit_code,
                                    GError **error) {
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  json_t *answer = workspace ? ty_contradictions(workspace, entity, error) : NULL;

  if (answer && json_array_size(json_object_get(answer, "contradictions")) == 0)
    *exit_code = 1;
  return ty_give_answer(call, answer, print_contradictions, error);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  if (options->contradictions || options->entity)
    return list_contradictions(call, options->entity, exit_code, error);
  g_autoptr(TyWorkspace) workspace = ty_call_graph(call, FALSE, error);
  json_t *answer = workspace ? ty_check(workspace, error) : NULL;

  if (!answer)
    return FALSE;
  if (json_integer_value(json_object_get(answer, "errors")) > 0)
    *exit_code = 4;
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {
    {"contradictions", 0, TY_OPTION_FLAG, offsetof(Options, contradictions), NULL,
     "only where sources disagree, with all that they say and which wins"},
    {"entity", 0, TY_OPTION_TEXT, offsetof(Options, entity), "NAME", "only those about this"},
};

const TyCommand ty_command_check = {"check",
                                    "ATLAS ",
                                    "Check integrity, coordinates and sources that disagree",
                                    "Errors (a damaged file, facts without evidence) make the exit "
                                    "code 4; sources that disagree do not.\n\n"
                                    "  tuyou check ziyang-dazu.atlas\n"
                                    "  tuyou check ziyang-dazu.atlas --contradictions --entity "
                                    "卧佛院",
                                    TY_N(options),
                                    sizeof(Options),
                                    1,
                                    1,
                                    run};
