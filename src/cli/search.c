/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"

#include <stdio.h>
#include <unistd.h>

typedef struct {
  TyDocumentFilter filter;
  guint top;
} Options;

/* The snippet with its hits bold on a terminal, else in 【】, line ends as spaces. */
static void print_snippet(const json_t *snippet) {
  const char *const marks[][2] = {{"【", "】"}, {"\033[1m", "\033[0m"}};
  const char *const *mark = marks[isatty(STDOUT_FILENO) ? 1 : 0];
  const char *text = ty_answer_text(snippet, "text");
  json_t *span;
  json_int_t at = 0;
  gsize i;
  g_autoptr(GString) out = g_string_new(NULL);

  json_array_foreach(json_object_get(snippet, "marks"), i, span) {
    json_int_t start = json_integer_value(json_array_get(span, 0));
    json_int_t end = json_integer_value(json_array_get(span, 1));
    g_string_append_len(out, text + at, (gssize) (start - at));
    g_string_append(out, mark[0]);
    g_string_append_len(out, text + start, (gssize) (end - start));
    g_string_append(out, mark[1]);
    at = end;
  }
  g_string_append(out, text + at);
  printf("    %s\n", g_strdelimit(out->str, "\r\n\t", ' '));
}

static void print_documents(const json_t *answer) {
  json_t *document;
  gsize i;

  json_array_foreach(json_object_get(answer, "documents"), i, document) {
    const char *title = ty_answer_text(document, "title");
    g_autofree char *line = ty_answer_number(document, "line", 0);
    g_autofree char *score = ty_answer_number(document, "score", 2);
    printf("%zu  %s:%s  %.10s  %s  %s%s%s\n", i + 1, ty_answer_text(document, "file"), line,
           ty_answer_text(document, "date"), ty_answer_text(document, "platform"), score,
           *title ? "  " : "", title);
    print_snippet(json_object_get(document, "snippet"));
  }
  g_autofree char *found = ty_answer_number(answer, "found", 0);
  printf("%s document%s found\n", found, g_str_equal(found, "1") ? "" : "s");
}

/* Nothing has all the words: says how many have each, and whether texts that are left out do. */
static void print_alone(const json_t *answer) {
  json_t *clause;
  gsize i;

  if (json_object_get(answer, "repeats")) {
    g_autofree char *n = ty_answer_number(answer, "repeats", 0);
    gboolean one = g_str_equal(n, "1");
    fprintf(stderr, "tuyou: found only %s repeat%s of other texts, left out; %s shows %s\n", n,
            one ? "" : "s", ty_answer_text(answer, "shown_by"), one ? "it" : "them");
    return;
  }
  fprintf(stderr, "tuyou: no document has what was asked for");
  if (json_array_size(json_object_get(answer, "alone")) > 1)
    json_array_foreach(json_object_get(answer, "alone"), i, clause) {
      g_autofree char *found = ty_answer_number(clause, "found", 0);
      fprintf(stderr, "%s %s: %s", i ? "," : "; alone,", ty_answer_text(clause, "words"), found);
    }
  fputc('\n', stderr);
}

/* An index of other words is made anew first: its answers would be wrong. */
static TyWorkspace *open_current(const TyCall *call, GError **error) {
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);

  if (!workspace || ty_index_is_current(workspace))
    return g_steal_pointer(&workspace);
  g_clear_pointer(&workspace, ty_workspace_free);
  fprintf(stderr,
          "tuyou: %s: the index was made with other words than those known now: making it "
          "anew\n",
          call->rest[0]);
  workspace = ty_call_workspace(call, TRUE, error);
  return workspace && ty_index_rebuild(workspace, error) ? g_steal_pointer(&workspace) : NULL;
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  g_autofree char *query = g_strjoinv(" ", (char **) call->rest + 1);
  g_autoptr(TyWorkspace) workspace = open_current(call, error);
  json_t *answer =
      workspace ? ty_search(workspace, query, &options->filter, options->top, error) : NULL;

  if (!answer)
    return FALSE;
  gboolean found = json_integer_value(json_object_get(answer, "found")) > 0;
  if (!found)
    *exit_code = 1;
  return ty_give_answer(call, answer, found ? print_documents : print_alone, error);
}

static const TyOption options[] = {
    TY_FILTER_OPTIONS(offsetof(Options, filter)),
    {"top", 'n', TY_OPTION_COUNT, offsetof(Options, top), "N", "how many to show (10)"},
};

const TyCommand ty_command_search = {
    "search",
    "ATLAS WORD… ",
    "Search the texts of the documents",
    "All words must be there; \"words in quotes\" one after the other; OR between two: one of "
    "them;\n"
    "-WORD: not there. Simplified and traditional script are the same. The best come first.\n\n"
    "  tuyou search ziyang-dazu.atlas 千手观音 修复\n"
    "  tuyou search ziyang-dazu.atlas '\"卧佛院\" OR 圆觉洞 -门票' --place 资阳 --since 2024",
    TY_N(options),
    sizeof(Options),
    2,
    G_MAXSIZE - 1,
    run};
