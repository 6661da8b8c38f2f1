/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

typedef struct {
  TyDocumentFilter filter;
  TyTrendOptions trends;
  guint top;
} Options;

static void print_series(const json_t *list, const char *key) {
  g_autofree char *headings = g_strdup_printf("%s|>documents|first|last|peak|>trend", key);
  TyTable *table = ty_table_new(headings);
  json_t *one;
  gsize i;

  json_array_foreach(list, i, one)
      ty_table_add(table, g_strdup(ty_answer_text(one, key)), ty_answer_number(one, "documents", 0),
                   g_strdup(ty_answer_text(one, "first")), g_strdup(ty_answer_text(one, "last")),
                   g_strdup(ty_answer_text(one, "peak")),
                   g_strdup_printf("%+.2f", json_number_value(json_object_get(one, "trend"))));
  ty_table_print(table);
}

static void print_bursts(const json_t *list, const char *key) {
  json_t *one;
  gsize i;

  printf("\n");
  if (json_array_size(list) == 0) {
    printf("no burst of a %s\n", key);
    return;
  }
  g_autofree char *headings = g_strdup_printf("burst of %s|from|to|>level|>weight|>documents", key);
  TyTable *table = ty_table_new(headings);
  json_array_foreach(list, i, one)
      ty_table_add(table, g_strdup(ty_answer_text(one, key)), g_strdup(ty_answer_text(one, "from")),
                   g_strdup(ty_answer_text(one, "to")), ty_answer_number(one, "level", 0),
                   g_strdup_printf("%.2f", json_number_value(json_object_get(one, "weight"))),
                   ty_answer_number(one, "documents", 0));
  ty_table_print(table);
}

static void print_answer(const json_t *answer) {
  print_series(json_object_get(answer, "words"), "word");
  print_bursts(json_object_get(answer, "bursts"), "word");
  if (json_object_get(answer, "topics")) {
    printf("\n");
    print_series(json_object_get(answer, "topics"), "topic");
    print_bursts(json_object_get(answer, "topic_bursts"), "topic");
  }
  json_int_t undated = json_integer_value(json_object_get(answer, "undated"));
  if (undated > 0)
    printf("\nleft out: %" JSON_INTEGER_FORMAT " documents without a %s\n", undated,
           ty_answer_text(answer, "unit"));
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TyTrendOptions wanted = options->trends;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  (void) exit_code;

  wanted.top = options->top;
  json_t *answer = workspace ? ty_trends(workspace, &options->filter, &wanted, error) : NULL;
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {
    {"by", 0, TY_OPTION_TEXT, offsetof(Options, trends.unit), "month|year",
     "length of a period (month where all dates name one)"},
    {"words", 'w', TY_OPTION_TEXT, offsetof(Options, trends.words), "A,B,…",
     "only these words (those that most documents hold)"},
    {"top", 'n', TY_OPTION_COUNT, offsetof(Options, top), "N", "how many words and bursts (20)"},
    {"topics", 'k', TY_OPTION_COUNT, offsetof(Options, trends.n_topics), "K",
     "also topics over time (none)"},
    {"scale", 0, TY_OPTION_NUMBER, offsetof(Options, trends.bursts.scale), "S",
     "how much more often each level of a burst is (2)"},
    {"gamma", 0, TY_OPTION_NUMBER, offsetof(Options, trends.bursts.gamma), "G",
     "what a burst must outweigh: more, and there are fewer (1)"},
    {"seed", 0, TY_OPTION_SEED, offsetof(Options, trends.seed), "N",
     "seed of the random numbers (0)"},
    TY_FILTER_OPTIONS(offsetof(Options, filter)),
};

const TyCommand ty_command_trends = {
    "trends",
    "ATLAS ",
    "Follow words and topics over time, and find their bursts",
    "trend is Kendall's τ of share and time: +1 rises throughout, -1 falls.\n"
    "Bursts are Kleinberg's: stretches in which a word is met more often than chance explains.\n\n"
    "  tuyou trends ziyang-dazu.atlas --kind post --place 资阳 --words 石刻,川剧\n"
    "  tuyou trends ziyang-dazu.atlas --kind paper -k 4",
    TY_N(options),
    sizeof(Options),
    1,
    1,
    run};
