/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

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

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  g_autoptr(TyWorkspace) workspace = ty_call_graph(call, FALSE, error);
  json_t *answer = workspace ? ty_check(workspace, error) : NULL;

  if (!answer)
    return FALSE;
  if (json_integer_value(json_object_get(answer, "errors")) > 0)
    *exit_code = 4;
  return ty_give_answer(call, answer, print_answer, error);
}

const TyCommand ty_command_check = {"check",
                                    "ATLAS ",
                                    "Check integrity, coordinates and sources that disagree",
                                    "Errors (a damaged file, facts without evidence) make the exit "
                                    "code 4; sources that disagree do not.\n\n"
                                    "  tuyou check ziyang-dazu.atlas",
                                    NULL,
                                    0,
                                    0,
                                    1,
                                    1,
                                    run};
