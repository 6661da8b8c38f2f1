/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <math.h>
#include <stdio.h>

typedef struct {
  TyProfileRequest profile;
  double novelty; /* 0: not said, as no option can be NAN */
  gboolean remove;
} Options;

static char *weights_text(const json_t *weights) {
  g_autoptr(GString) text = g_string_new(NULL);
  const char *name;
  json_t *weight;

  json_object_foreach((json_t *) weights, name, weight) {
    g_autofree char *number = ty_answer_number(weights, name, 2);
    g_string_append_printf(text, "%s%s %s", text->len ? "，" : "", name, number);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void print_profiles(const json_t *answer) {
  TyTable *table = ty_table_new("id|label|source|>novelty|>days|>visit h|>CNY|themes|kinds");
  const json_t *list = json_object_get(answer, "profiles");
  gsize n = list ? json_array_size(list) : 1;

  for (gsize i = 0; i < n; i++) {
    const json_t *one = list ? json_array_get(list, i) : answer;
    ty_table_add(table, g_strdup(ty_answer_text(one, "id")), g_strdup(ty_answer_text(one, "label")),
                 g_strdup(ty_answer_text(one, "source")), ty_answer_number(one, "novelty", 2),
                 ty_answer_number(one, "days", 0), ty_answer_number(one, "visit_hours", 1),
                 ty_answer_number(one, "budget_cny", 0),
                 weights_text(json_object_get(one, "themes")),
                 weights_text(json_object_get(one, "kinds")));
  }
  ty_table_print(table);
}

static void print_removed(const json_t *answer) {
  printf("removed %s\n", ty_answer_text(answer, "removed"));
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TyProfileRequest request = options->profile;
  gboolean make = request.file || request.like || request.theme;
  const char *id = call->n_rest > 1 ? call->rest[1] : NULL;

  if (options->remove && (!id || make)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--remove: expected the id of a profile alone");
    return FALSE;
  }
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, make || options->remove, error);
  if (!workspace)
    return FALSE;
  if (options->remove)
    return ty_give_answer(call, ty_profile_drop(workspace, id, error), print_removed, error);
  request.id = id;
  request.novelty = options->novelty > 0 ? options->novelty : NAN;
  json_t *answer =
      make ? ty_profile_keep(workspace, &request, error) : ty_profiles(workspace, id, error);
  if (answer && !make && json_array_size(json_object_get(answer, "profiles")) == 0)
    *exit_code = 1;
  return ty_give_answer(call, answer, print_profiles, error);
}

static const TyOption options[] = {
    {"like", 0, TY_OPTION_TEXT, offsetof(Options, profile.like), "A,B,…",
     "make one of sites that please"},
    {"theme", 0, TY_OPTION_TEXT, offsetof(Options, profile.theme), "A,B,…",
     "make one of themes that please"},
    {"novelty", 0, TY_OPTION_NUMBER, offsetof(Options, novelty), "0…1",
     "how much little-known sites are preferred"},
    {"from", 0, TY_OPTION_FILE, offsetof(Options, profile.file), "FILE", "read one from JSON"},
    {"remove", 0, TY_OPTION_FLAG, offsetof(Options, remove), NULL, "forget it"},
};

const TyCommand ty_command_profile = {
    "profile",
    "ATLAS [ID] ",
    "List, make or forget profiles of travellers",
    "A profile is a kind of traveller, no person, and changes no price. `tuyou survey --keep` "
    "makes\n"
    "some of the segments of questionnaires.\n\n"
    "  tuyou profile my.atlas\n"
    "  tuyou profile my.atlas stone --like 圆觉洞,卧佛院 --novelty 0.4\n"
    "  tuyou profile my.atlas --from family.json",
    TY_N(options),
    sizeof(Options),
    1,
    2,
    run};
