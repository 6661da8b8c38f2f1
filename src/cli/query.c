/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

typedef struct {
  const char *predicate;
  guint depth;
} Options;

static void print_answer(const json_t *answer) {
  json_t *neighbour;
  gsize i;

  TyTable *table = ty_table_new("from||relation|name|kind|>steps|>confidence");
  json_array_foreach(json_object_get(answer, "neighbours"), i, neighbour) ty_table_add(
      table, g_strdup(ty_answer_text(neighbour, "from")),
      g_strdup(g_str_equal(ty_answer_text(neighbour, "direction"), "out") ? "→" : "←"),
      g_strdup(ty_answer_text(neighbour, "label")), g_strdup(ty_answer_text(neighbour, "name")),
      g_strdup(ty_answer_text(neighbour, "kind")), ty_answer_number(neighbour, "distance", 0),
      ty_answer_number(neighbour, "confidence", 2));
  ty_table_print(table);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  json_t *answer = workspace ? ty_neighbours(workspace, call->rest[1], options->predicate,
                                             options->depth ? options->depth : 1, error)
                             : NULL;

  if (!answer)
    return FALSE;
  if (json_array_size(json_object_get(answer, "neighbours")) == 0)
    *exit_code = 1;
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {
    {"predicate", 0, TY_OPTION_TEXT, offsetof(Options, predicate), "PREDICATE",
     "only this relation: located_in, part_of …"},
    {"depth", 0, TY_OPTION_COUNT, offsetof(Options, depth), "N", "how many steps away (1)"},
};

const TyCommand ty_command_query = {"query",
                                    "ATLAS NAME ",
                                    "Show what stands around an entity",
                                    "  tuyou query ziyang-dazu.atlas 圆觉洞 --depth 2",
                                    TY_N(options),
                                    sizeof(Options),
                                    2,
                                    2,
                                    run};
