/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

typedef struct {
  TyDocumentFilter filter;
  guint top;
} Options;

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  json_t *answer =
      workspace ? ty_keywords(workspace, &options->filter, options->top ? options->top : 20, error)
                : NULL;
  json_t *keyword;
  gsize i;

  if (!answer)
    return FALSE;
  if (json_array_size(json_object_get(answer, "keywords")) == 0)
    *exit_code = 1;
  if (call->json)
    return ty_print_json(answer, error);
  TyTable *table = ty_table_new(">rank|word|>weight|>documents");
  json_array_foreach(json_object_get(answer, "keywords"), i, keyword) ty_table_add(
      table, ty_answer_number(keyword, "rank", 0), g_strdup(ty_answer_text(keyword, "word")),
      g_strdup_printf("%.4f", json_real_value(json_object_get(keyword, "weight"))),
      ty_answer_number(keyword, "documents", 0));
  ty_table_print(table);
  g_autofree char *documents = ty_answer_number(answer, "documents", 0);
  g_autofree char *words = ty_answer_number(answer, "words", 0);
  printf("%s documents, %s different words; weight: sum of the documents' TF-IDF vectors of length "
         "1\n",
         documents, words);
  json_decref(answer);
  return TRUE;
}

static const TyOption options[] = {
    TY_FILTER_OPTIONS(offsetof(Options, filter)),
    {"top", 'n', TY_OPTION_COUNT, offsetof(Options, top), "N", "how many (20)"},
};

const TyCommand ty_command_keywords = {"keywords",
                                       "ATLAS ",
                                       "Weigh the words of the documents selected",
                                       "  tuyou keywords ziyang-dazu.atlas --place 资阳 --top 20",
                                       TY_N(options),
                                       sizeof(Options),
                                       1,
                                       1,
                                       run};
