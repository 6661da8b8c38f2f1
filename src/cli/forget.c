/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"

#include <stdio.h>

typedef struct {
  const char *author;
} Options;

static void print_answer(const json_t *answer) {
  g_autofree char *documents = ty_answer_number(answer, "documents", 0);
  g_autofree char *mentions = ty_answer_number(answer, "mentions", 0);
  g_autofree char *evidence = ty_answer_number(answer, "evidence", 0);
  g_autofree char *facts = ty_answer_number(answer, "facts", 0);
  printf("gone: %s documents, %s mentions, %s pieces of evidence, %s facts that had no other\n"
         "keywords and topics kept before are gone too; the input files still hold the texts\n",
         documents, mentions, evidence, facts);
  if (json_integer_value(json_object_get(answer, "coauthored")) > 0)
    printf("papers that others wrote too stay, without the author: %" JSON_INTEGER_FORMAT "\n",
           json_integer_value(json_object_get(answer, "coauthored")));
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  (void) exit_code;

  if (!options->author) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found no --author, expected whose texts are to go: --author NAME");
    return FALSE;
  }
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, TRUE, error);
  json_t *answer = workspace ? ty_forget(workspace, options->author, error) : NULL;
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {
    {"author", 0, TY_OPTION_TEXT, offsetof(Options, author), "NAME",
     "the author's name as the platform gives it"},
};

const TyCommand ty_command_forget = {
    "forget",
    "ATLAS --author NAME ",
    "Delete all that an author wrote",
    "Takes the author's documents out of the atlas, with their words in the index, the names "
    "found\n"
    "in them and the facts that no other source says, and writes the file anew, so that nothing\n"
    "is left in it. A later import of the same file would bring them back.\n\n"
    "  tuyou forget my.atlas --author 阿鲤慢慢走",
    TY_N(options),
    sizeof(Options),
    1,
    1,
    run};
