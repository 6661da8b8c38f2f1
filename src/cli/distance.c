/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"

#include <stdio.h>

typedef struct {
  const char *legs, *roads;
} Options;

static void print_answer(const json_t *answer) {
  json_t *leg;
  gsize i;

  g_autofree char *km = ty_answer_number(answer, "km", 2);
  g_autofree char *minutes = ty_answer_number(answer, "minutes", 0);
  printf("%s → %s: %s km, about %s minutes (%s)\n", ty_answer_text(answer, "from"),
         ty_answer_text(answer, "to"), km, minutes, ty_answer_text(answer, "origin"));
  json_array_foreach(json_object_get(answer, "legs"), i, leg) {
    g_autofree char *leg_km = ty_answer_number(leg, "km", 2);
    printf("  %s → %s  %s km  %s  ← %s\n", ty_answer_text(leg, "from"), ty_answer_text(leg, "to"),
           leg_km, ty_answer_text(leg, "origin"), ty_answer_text(leg, "source"));
  }
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  gboolean ready = workspace && ty_workspace_use_roads(workspace, options->roads, error);
  json_t *answer =
      ready ? ty_distance(workspace, call->rest[1], call->rest[2], options->legs, error) : NULL;
  (void) exit_code;
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {
    {"legs", 0, TY_OPTION_TEXT, offsetof(Options, legs), "published|inferred|estimated",
     "which legs count, each with those before it (inferred)"},
    {"roads", 0, TY_OPTION_FILE, offsetof(Options, roads), "FILE",
     "roads (tuyou roads) count where no leg is known"},
};

const TyCommand ty_command_distance = {"distance",
                                       "ATLAS A B ",
                                       "Measure the way between two places",
                                       "  tuyou distance ziyang-dazu.atlas 宝顶山 卧佛院",
                                       TY_N(options),
                                       sizeof(Options),
                                       3,
                                       3,
                                       run};
