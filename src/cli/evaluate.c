/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

typedef struct {
  TyEvaluateOptions evaluate;
  const char *output;
} Options;

static void print_comparisons(const json_t *comparisons) {
  json_t *block, *item;
  gsize b, i;

  json_array_foreach(comparisons, b, block) {
    const char *goal = ty_answer_text(block, "goal");
    g_autofree char *heading = g_strdup_printf("%s|>weight|>in all", *goal ? goal : "goal");
    TyTable *table = ty_table_new(heading);
    json_array_foreach(json_object_get(block, "items"), i, item)
        ty_table_add(table, g_strdup(ty_answer_text(item, "name")),
                     g_strdup_printf("%.4f", json_number_value(json_object_get(item, "weight"))),
                     g_strdup_printf("%.4f", json_number_value(json_object_get(item, "total"))));
    ty_table_print(table);
    printf("λ %.4f, consistency index %.4f, ratio %.4f (%s)\n\n",
           json_number_value(json_object_get(block, "lambda")),
           json_number_value(json_object_get(block, "index")),
           json_number_value(json_object_get(block, "ratio")), ty_answer_text(block, "file"));
  }
}

static void print_weights(const json_t *answer) {
  print_comparisons(json_object_get(answer, "comparisons"));
}

static char *score_text(const json_t *resource, const char *key) {
  const json_t *one = json_object_get(resource, key), *score = json_object_get(one, "score");
  double known = json_number_value(json_object_get(one, "known"));

  if (!json_is_number(score))
    return g_strdup("–");
  return known > .999 ? g_strdup_printf("%.3f      ", json_number_value(score))
                      : g_strdup_printf("%.3f (%2.0f%%)", json_number_value(score), 100 * known);
}

static char *points_text(const json_t *sheet) {
  const char *grade = ty_answer_text(sheet, "grade");
  g_autofree char *least = ty_answer_number(sheet, "least", 1),
                  *most = ty_answer_number(sheet, "most", 1);
  return g_strdup_printf("%s–%s%s%s", least, most, *grade ? " " : "", grade);
}

static char *class_text(const json_t *sheet) {
  const json_t *class_json = json_object_get(sheet, "class");
  return json_is_object(class_json) ? g_strdup_printf("%s %s", ty_answer_text(class_json, "code"),
                                                      ty_answer_text(class_json, "type"))
                                    : g_strdup("–");
}

static void print_all(const json_t *answer) {
  TyTable *table = ty_table_new("resource|>potential|>protection|class|points of GB/T 18972");
  json_t *resource;
  gsize i;

  print_comparisons(json_object_get(answer, "weights"));
  json_array_foreach(json_object_get(answer, "resources"), i, resource) {
    const json_t *sheet = json_object_get(resource, "sheet");
    ty_table_add(table, g_strdup(ty_answer_text(resource, "resource")),
                 score_text(resource, "potential"), score_text(resource, "protection"),
                 class_text(sheet), points_text(sheet));
  }
  ty_table_print(table);
  printf("(…%%): the share of the weights whose terms are known; --site NAME shows the terms\n");
}

static void print_terms(const json_t *resource, const char *key, const char *title) {
  g_autofree char *score = score_text(resource, key);
  TyTable *table = ty_table_new("term|label|>value|>weight|source");
  json_t *term;
  gsize i;

  printf("%s %s\n", title, g_strstrip(score));
  json_array_foreach(json_object_get(json_object_get(resource, key), "terms"), i, term)
      ty_table_add(table, g_strdup(ty_answer_text(term, "term")),
                   g_strdup(ty_answer_text(term, "label")), ty_answer_number(term, "value", 3),
                   g_strdup_printf("%.4f", json_number_value(json_object_get(term, "weight"))),
                   g_strdup(ty_answer_text(term, "source")));
  ty_table_print(table);
}

static void print_resource(const json_t *resource) {
  const json_t *sheet = json_object_get(resource, "sheet");
  TyTable *table = ty_table_new("factor|item|>of|>points|evidence");
  g_autofree char *class_name = class_text(sheet), *points = points_text(sheet);
  json_t *item;
  gsize i;

  printf("%s\n\n", ty_answer_text(resource, "resource"));
  print_terms(resource, "potential", "potential");
  printf("\n");
  print_terms(resource, "protection", "protection need");
  printf("\nGB/T 18972: %s; points %s\n", class_name, points);
  json_array_foreach(json_object_get(sheet, "items"), i, item) {
    const json_t *range = json_object_get(item, "range");
    ty_table_add(
        table, g_strdup(ty_answer_text(item, "factor")), g_strdup(ty_answer_text(item, "name")),
        g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(json_array_get(range, 1))),
        ty_answer_number(item, "points", 1), g_strdup(ty_answer_text(item, "evidence")));
  }
  ty_table_print(table);
}

static void print_each(const json_t *answer) {
  json_t *resource;
  gsize i;

  json_array_foreach(json_object_get(answer, "resources"), i, resource) {
    if (i > 0)
      printf("\n");
    print_resource(resource);
  }
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  (void) exit_code;

  if (call->n_rest == 0) {
    if (!options->evaluate.ahp) {
      g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                  "found neither an atlas nor --ahp, expected an ATLAS or --ahp FILE");
      return FALSE;
    }
    return ty_give_answer(call, ty_ahp_weights(options->evaluate.ahp, error), print_weights, error);
  }
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  json_t *answer = workspace ? ty_evaluate(workspace, &options->evaluate, error) : NULL;
  if (answer && options->output) {
    g_autoptr(GBytes) sheet = ty_evaluation_sheet(answer);
    gsize length;
    const char *bytes = g_bytes_get_data(sheet, &length);
    json_decref(answer);
    return ty_write_output(options->output, bytes, length, error);
  }
  return ty_give_answer(call, answer, options->evaluate.site ? print_each : print_all, error);
}

static const TyOption options[] = {
    {"site", 0, TY_OPTION_TEXT, offsetof(Options, evaluate.site), "NAME",
     "only this resource and its parts, with terms and sheet"},
    {"ahp", 0, TY_OPTION_FILE, offsetof(Options, evaluate.ahp), "FILE",
     "pairwise comparisons that the weights come from (evaluation.csv)"},
    {"sheet", 0, TY_OPTION_FILE, offsetof(Options, evaluate.sheet), "FILE",
     "a sheet that experts have filled in"},
    {"output", 'o', TY_OPTION_FILE, offsetof(Options, output), "FILE",
     "write the sheets of GB/T 18972 as CSV for experts to fill in"},
};

const TyCommand ty_command_evaluate = {
    "evaluate",
    "[ATLAS] ",
    "Weigh the potential and the need of protection of each site",
    "Potential: attention in posts, authority in papers and lists, access. Protection need:\n"
    "crowding, level, exposure. Weights by the analytic hierarchy process; what is not known is\n"
    "shown as missing. The sheet of GB/T 18972 is filled in from evidence or by experts.\n"
    "Without an atlas: weights and consistency of the matrices in --ahp FILE.\n\n"
    "  tuyou evaluate ziyang-dazu.atlas --site 宝顶山\n"
    "  tuyou evaluate ziyang-dazu.atlas -o sheet.csv\n"
    "  tuyou evaluate ziyang-dazu.atlas --sheet filled.csv\n"
    "  tuyou evaluate --ahp weights.csv",
    TY_N(options),
    sizeof(Options),
    0,
    1,
    run};
