/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"

#include <stdio.h>

typedef struct {
  guint k;
} Options;

static void print_answer(const json_t *answer) {
  json_t *path, *step;
  gsize i, s;

  json_array_foreach(json_object_get(answer, "paths"), i, path) {
    g_autofree char *cost = ty_answer_number(path, "cost", 2);
    printf("%zu. (cost %s) %s", i + 1, cost, ty_answer_text(answer, "from"));
    json_array_foreach(json_object_get(path, "steps"), s, step) {
      gboolean out = g_str_equal(ty_answer_text(step, "direction"), "out");
      printf(" %s%s%s %s", out ? "—" : "←", ty_answer_text(step, "label"), out ? "→" : "—",
             ty_answer_text(step, "to"));
    }
    printf("\n");
  }
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  json_t *answer =
      workspace ? ty_paths(workspace, call->rest[1], call->rest[2], options->k, error) : NULL;
  (void) exit_code;
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {
    {"paths", 'k', TY_OPTION_COUNT, offsetof(Options, k), "K", "how many explanations (3)"},
};

const TyCommand ty_command_path = {"path",
                                   "ATLAS A B ",
                                   "Explain why two entities belong together",
                                   "  tuyou path ziyang-dazu.atlas 圆觉洞 宝顶山",
                                   TY_N(options),
                                   sizeof(Options),
                                   3,
                                   3,
                                   run};
