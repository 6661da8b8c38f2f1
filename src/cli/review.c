/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"

#include <stdio.h>

typedef struct {
  TyReviewOptions filter;
  gboolean accept, reject, accept_all, reject_all;
} Options;

static void print_fact_line(const json_t *fact) {
  const char *qualifier = ty_answer_text(fact, "qualifier");
  const char *from = ty_answer_text(fact, "valid_from");

  printf("%s %s %s%s%s", ty_answer_text(fact, "subject"), ty_answer_text(fact, "predicate"),
         ty_answer_text(fact, "object"), ty_answer_text(fact, "value"),
         ty_answer_text(fact, "unit"));
  if (*qualifier)
    printf(" (%s)", qualifier);
  if (*from)
    printf(" since %s", from);
}

static void print_fact(const json_t *fact) {
  g_autofree char *confidence = ty_answer_number(fact, "confidence", 2);
  g_autofree char *documents = ty_answer_number(fact, "documents", 0);
  const json_t *evidence;
  gsize i;

  printf("%s  ", ty_answer_text(fact, "id"));
  print_fact_line(fact);
  if (json_object_get(fact, "confidence"))
    printf("  %s, in %s document%s", confidence, documents,
           json_integer_value(json_object_get(fact, "documents")) == 1 ? "" : "s");
  if (!g_str_equal(ty_answer_text(fact, "state"), "new"))
    printf(", %s", ty_answer_text(fact, "state"));
  putchar('\n');
  json_array_foreach(json_object_get(fact, "evidence"), i, evidence) {
    g_autofree char *line = ty_answer_number(evidence, "line", 0);
    g_autofree char *start = ty_answer_number(evidence, "start", 0);
    g_autofree char *end = ty_answer_number(evidence, "end", 0);
    const char *note = ty_answer_text(evidence, "note");
    printf("    %s[%s]%s  (%s:%s, bytes %s–%s, %s%s%s)\n", ty_answer_text(evidence, "before"),
           ty_answer_text(evidence, "quote"), ty_answer_text(evidence, "after"),
           ty_answer_text(evidence, "file"), line, start, end, ty_answer_text(evidence, "pattern"),
           *note ? ", " : "", note);
  }
}

static void print_list(const json_t *answer) {
  g_autofree char *found = ty_answer_number(answer, "found", 0);
  const json_t *fact;
  gsize i;

  json_array_foreach(json_object_get(answer, "facts"), i, fact) print_fact(fact);
  printf("%s facts\n", found);
}

static void print_decision(const json_t *answer) {
  g_autofree char *decided = ty_answer_number(answer, "decided", 0);
  const json_t *fact;
  gsize i;

  json_array_foreach(json_object_get(answer, "facts"), i, fact) {
    printf("%s  ", ty_answer_text(fact, "id"));
    print_fact_line(fact);
    putchar('\n');
  }
  printf("%s %s\n", decided, ty_answer_text(answer, "verdict"));
}

static gboolean check_options(const TyCall *call, GError **error) {
  const Options *options = call->options;
  guint verdicts =
      (guint) (options->accept + options->reject + options->accept_all + options->reject_all);
  gboolean by_id = options->accept || options->reject;

  if (verdicts > 1)
    g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE,
                        "found several of --accept, --reject, --accept-all and --reject-all,"
                        " expected one");
  else if (by_id && !call->rest[1])
    g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE,
                        "found no id, expected those of facts behind the atlas: --accept ID…");
  else if (!by_id && call->rest[1])
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the id %s, expected --accept or --reject with it", call->rest[1]);
  else if (verdicts == 1 && !by_id && !options->filter.predicate && !options->filter.entity &&
           !(options->filter.below > 0))
    g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE,
                        "found no --predicate, --entity or --below, expected one: they say which"
                        " facts are meant");
  else
    return TRUE;
  return FALSE;
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  gboolean by_id = options->accept || options->reject;
  gboolean deciding = by_id || options->accept_all || options->reject_all;

  if (!check_options(call, error))
    return FALSE;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, deciding, error);
  json_t *answer =
      !workspace ? NULL
      : deciding
          ? ty_review_decide(workspace,
                             options->accept || options->accept_all ? "accepted" : "rejected",
                             by_id ? call->rest + 1 : NULL, &options->filter, error)
          : ty_review(workspace, &options->filter, error);
  if (!answer)
    return FALSE;
  if (json_array_size(json_object_get(answer, "facts")) == 0)
    *exit_code = 1;
  return ty_give_answer(call, answer, deciding ? print_decision : print_list, error);
}

static const TyOption options[] = {
    {"predicate", 0, TY_OPTION_TEXT, offsetof(Options, filter.predicate), "PREDICATE",
     "only this relation or value: located_in, height_m …"},
    {"entity", 0, TY_OPTION_TEXT, offsetof(Options, filter.entity), "NAME",
     "only facts of or about this"},
    {"below", 0, TY_OPTION_NUMBER, offsetof(Options, filter.below), "CONFIDENCE",
     "only those with less confidence: 0.7"},
    {"all", 'a', TY_OPTION_FLAG, offsetof(Options, filter.all), NULL,
     "those too that a table says or that were decided on"},
    {"top", 'n', TY_OPTION_COUNT, offsetof(Options, filter.top), "N", "how many (all)"},
    {"quotes", 0, TY_OPTION_COUNT, offsetof(Options, filter.quotes), "N",
     "documents quoted of each (1)"},
    {"accept", 0, TY_OPTION_FLAG, offsetof(Options, accept), NULL,
     "the facts whose ids follow are right"},
    {"reject", 0, TY_OPTION_FLAG, offsetof(Options, reject), NULL,
     "the facts whose ids follow are wrong: they go and do not come back"},
    {"accept-all", 0, TY_OPTION_FLAG, offsetof(Options, accept_all), NULL,
     "accept all that --predicate, --entity and --below select"},
    {"reject-all", 0, TY_OPTION_FLAG, offsetof(Options, reject_all), NULL, "reject them all"},
};

const TyCommand ty_command_review = {
    "review",
    "ATLAS [ID…] ",
    "List what was read out of the texts; accept or reject it",
    "Each fact has an id that stays the same in every build, the sentence that says it with its\n"
    "words marked, the pattern that read it, and how many documents say so. What was decided "
    "stays\n"
    "in the atlas and outlives its builds; the beginning of an id will do.\n\n"
    "  tuyou review ziyang-dazu.atlas --predicate carved_in\n"
    "  tuyou review ziyang-dazu.atlas --reject 3f0a9c\n"
    "  tuyou review ziyang-dazu.atlas --accept-all --entity 圆觉洞",
    TY_N(options),
    sizeof(Options),
    1,
    200,
    run};
