/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

typedef struct {
  guint top;
} Options;

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  json_t *answer = workspace ? ty_similar(workspace, call->rest[1], options->top, error) : NULL;
  json_t *entity;
  gsize i;

  if (!answer)
    return FALSE;
  if (json_array_size(json_object_get(answer, "similar")) == 0)
    *exit_code = 1;
  if (call->json)
    return ty_print_json(answer, error);
  TyTable *table = ty_table_new("name|>score|>text|>graph|shared");
  json_array_foreach(json_object_get(answer, "similar"), i, entity) ty_table_add(
      table, g_strdup(ty_answer_text(entity, "name")), ty_answer_number(entity, "score", 3),
      ty_answer_number(entity, "text", 3), ty_answer_number(entity, "graph", 3),
      ty_answer_join(json_object_get(entity, "shared"), "；"));
  ty_table_print(table);
  json_decref(answer);
  return TRUE;
}

static const TyOption options[] = {
    {"top", 'n', TY_OPTION_COUNT, offsetof(Options, top), "N", "how many (10)"},
};

const TyCommand ty_command_similar = {"similar",
                                      "ATLAS NAME ",
                                      "Find entities like one, by words and by facts",
                                      "  tuyou similar ziyang-dazu.atlas 圆觉洞",
                                      TY_N(options),
                                      sizeof(Options),
                                      2,
                                      2,
                                      run};
