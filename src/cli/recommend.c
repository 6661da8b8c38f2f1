/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include "base/number.h"

#include <math.h>
#include <stdio.h>

typedef struct {
  TyRecommendRequest wish;
  const char *novelty;
} Options;

static void print_reasons(const json_t *entry) {
  json_t *reason;
  gsize i;

  json_array_foreach(json_object_get(entry, "reasons"), i, reason) {
    g_autofree char *sources = ty_answer_join(json_object_get(reason, "sources"), "，");
    printf("   · %s%s%s%s\n", ty_answer_text(reason, "text"), *sources ? " [" : "", sources,
           *sources ? "]" : "");
  }
}

static void print_answer(const json_t *answer) {
  const json_t *weights = json_object_get(answer, "weights");
  TyTable *table;
  g_autoptr(GString) headings = g_string_new(">|name|>score");
  const char *part;
  json_t *entry, *weight;
  gsize i;

  json_object_foreach((json_t *) weights, part, weight)
      g_string_append_printf(headings, "|>%s", part);
  g_string_append(headings, "|>novelty|>documents|>km");
  table = ty_table_new(headings->str);
  json_array_foreach(json_object_get(answer, "list"), i, entry) {
    const json_t *shares = json_object_get(entry, "contributions");
    ty_table_add_cell(table, ty_answer_number(entry, "rank", 0));
    ty_table_add_cell(table, g_strdup(ty_answer_text(entry, "name")));
    ty_table_add_cell(table, ty_answer_number(entry, "score", 3));
    json_object_foreach((json_t *) weights, part, weight)
        ty_table_add_cell(table, ty_answer_number(shares, part, 3));
    ty_table_add_cell(table, ty_answer_number(shares, "novelty", 3));
    ty_table_add_cell(table, ty_answer_number(entry, "documents", 0));
    ty_table_add_cell(table, ty_answer_number(entry, "km", 1));
  }
  ty_table_print(table);
  json_array_foreach(json_object_get(answer, "list"), i, entry) {
    printf("%zu. %s\n", i + 1, ty_answer_text(entry, "name"));
    print_reasons(entry);
  }
  json_array_foreach(json_object_get(answer, "notes"), i, entry)
      printf("· %s\n", json_string_value(entry));
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TyRecommendRequest wish = options->wish;
  (void) exit_code;

  wish.novelty = NAN;
  if (options->novelty && !ty_number_parse(options->novelty, &wish.novelty)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--novelty: found %s, expected 0 to 1",
                options->novelty);
    return FALSE;
  }
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  json_t *answer = workspace ? ty_recommend(workspace, &wish, error) : NULL;
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {
    {"profile", 0, TY_OPTION_TEXT, offsetof(Options, wish.profile), "ID|FILE.json",
     "for this kind of traveller"},
    {"like", 0, TY_OPTION_TEXT, offsetof(Options, wish.like), "A,B,…", "sites that please"},
    {"theme", 0, TY_OPTION_TEXT, offsetof(Options, wish.theme), "A,B,…", "themes that please"},
    {"near", 0, TY_OPTION_TEXT, offsetof(Options, wish.near), "PLACE", "near this place"},
    {"kind", 0, TY_OPTION_TEXT, offsetof(Options, wish.kind), "KIND",
     "what is advised (site, nature, experience_base)"},
    {"novelty", 0, TY_OPTION_TEXT, offsetof(Options, novelty), "0…1",
     "share of the list that little-known sites get at least (the profile's, else 0.2)"},
    {"weights", 0, TY_OPTION_TEXT, offsetof(Options, wish.weights), "text=T,graph=G,…",
     "how much each part counts (text=0.3,topic=0.1,graph=0.3,place=0.15,taste=0.15)"},
    {"top", 'n', TY_OPTION_COUNT, offsetof(Options, wish.n), "N", "how many (10)"},
    {"seed", 0, TY_OPTION_SEED, offsetof(Options, wish.seed), "N",
     "seed of the random numbers (0)"},
};

const TyCommand ty_command_recommend = {
    "recommend",
    "ATLAS ",
    "Advise sites, with reasons and where they are written",
    "The columns after the score are its parts and add up to it.\n\n"
    "  tuyou recommend ziyang-dazu.atlas --like 圆觉洞,卧佛院\n"
    "  tuyou recommend ziyang-dazu.atlas --theme 石刻 --near 安岳县 --novelty 0.5\n"
    "  tuyou recommend ziyang-dazu.atlas --profile segment-2 --json",
    TY_N(options),
    sizeof(Options),
    1,
    1,
    run};
