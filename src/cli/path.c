/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/derivation.h"
#include "cli/table.h"

#include <stdio.h>

typedef struct {
  TyPathOptions path;
  const char *format, *output;
} Options;

static void print_answer(const json_t *answer) {
  json_t *path, *step;
  gsize i, s;

  json_array_foreach(json_object_get(answer, "paths"), i, path) {
    g_autofree char *cost = ty_answer_number(path, "cost", 2);
    printf("%zu. (cost %s) %s", i + 1, cost, ty_answer_text(answer, "from"));
    json_array_foreach(json_object_get(path, "steps"), s, step) {
      gboolean out = g_str_equal(ty_answer_text(step, "direction"), "out");
      printf(" %s%s%s%s %s", out ? "—" : "←", ty_answer_text(step, "label"),
             json_object_get(step, "inferred") ? " (inferred)" : "", out ? "→" : "—",
             ty_answer_text(step, "to"));
    }
    printf("\n");
    json_array_foreach(json_object_get(path, "steps"), s,
                       step) if (json_object_get(step, "inferred")) {
      printf("   %s by %s: %s\n", ty_answer_text(step, "label"), ty_answer_text(step, "rule"),
             ty_answer_text(step, "says"));
      ty_print_because(step, 5);
    }
  }
}

static void print_csv(const json_t *answer) {
  TyTable *table = ty_table_new("path|cost|step|from|relation|to|direction|confidence|inferred");
  json_t *path, *step;
  gsize i, s;

  json_array_foreach(json_object_get(answer, "paths"), i, path)
      json_array_foreach(json_object_get(path, "steps"), s, step) ty_table_add(
          table, g_strdup_printf("%zu", i + 1), ty_answer_number(path, "cost", 3),
          g_strdup_printf("%zu", s + 1), g_strdup(ty_answer_text(step, "from")),
          g_strdup(ty_answer_text(step, "predicate")), g_strdup(ty_answer_text(step, "to")),
          g_strdup(ty_answer_text(step, "direction")), ty_answer_number(step, "confidence", 2),
          g_strdup(ty_answer_text(step, "rule")));
  ty_table_print_csv(table);
}

static gboolean draw(TyWorkspace *workspace, const Options *options, const json_t *answer,
                     GError **error) {
  TyDrawOptions picture = {.format = options->format};
  g_autoptr(GBytes) drawn = ty_draw_around(workspace, answer, &picture, error);
  gsize length = 0;
  const char *bytes = drawn ? g_bytes_get_data(drawn, &length) : NULL;

  return bytes && ty_write_output(options->output, bytes, length, error);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  static const char *const formats[] = {"table", "json", "csv", "svg", "png", NULL};
  const Options *options = call->options;
  const char *format = options->format ? options->format : call->json ? "json" : "table";
  (void) exit_code;

  if (!g_strv_contains(formats, format)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the format %s, expected table, json, csv, svg or png", format);
    return FALSE;
  }
  TyWorkspaceOptions opening = {.n_threads = call->threads, .graph_only = TRUE};
  g_autoptr(TyWorkspace) workspace = ty_workspace_open(call->rest[0], &opening, error);
  json_t *answer =
      workspace ? ty_paths(workspace, call->rest[1], call->rest[2], &options->path, error) : NULL;
  if (!answer)
    return FALSE;
  ty_warn_cut(json_object_get(answer, "cut"));
  if (g_str_equal(format, "json"))
    return ty_print_json(answer, error);
  gboolean done = TRUE;
  if (g_str_equal(format, "table"))
    print_answer(answer);
  else if (g_str_equal(format, "csv"))
    print_csv(answer);
  else
    done = draw(workspace, options, answer, error);
  json_decref(answer);
  return done;
}

static const TyOption options[] = {
    {"paths", 'k', TY_OPTION_COUNT, offsetof(Options, path.k), "K", "how many explanations (3)"},
    {"infer", 0, TY_OPTION_FLAG, offsetof(Options, path.infer), NULL,
     "steps may also follow by rules (only stated ones)"},
    {"seconds", 0, TY_OPTION_NUMBER, offsetof(Options, path.seconds), "S",
     "longest time for reading what lies around both (10)"},
    {"format", 0, TY_OPTION_TEXT, offsetof(Options, format), "table|json|csv|svg|png",
     "form of the answer (table)"},
    {"output", 'o', TY_OPTION_FILE, offsetof(Options, output), "FILE",
     "with a picture: where to (standard output)"},
};

const TyCommand ty_command_path = {"path",
                                   "ATLAS A B ",
                                   "Explain why two entities belong together",
                                   "What many share explains little: ways by rare things come "
                                   "first.\n\n"
                                   "  tuyou path ziyang-dazu.atlas 圆觉洞 宝顶山\n"
                                   "  tuyou path ziyang-dazu.atlas 资阳河川剧 雍溪古镇 --infer",
                                   TY_N(options),
                                   sizeof(Options),
                                   3,
                                   3,
                                   run};
