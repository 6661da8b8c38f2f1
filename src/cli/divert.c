/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>
#include <string.h>

typedef struct {
  TyDivertRequest request;
  const char *output;
} Options;

static void print_sites(const json_t *answer) {
  TyTable *table = ty_table_new("site|>room an hour|>most before|>most after");
  json_t *site;
  gsize i;

  json_array_foreach(json_object_get(answer, "sites"), i, site) ty_table_add(
      table, g_strdup(ty_answer_text(site, "name")), ty_answer_number(site, "capacity", 0),
      ty_answer_number(site, "peak_before", 0), ty_answer_number(site, "peak_after", 0));
  ty_table_print(table);
}

static char *day_text(const json_t *stops) {
  g_autoptr(GString) text = g_string_new(NULL);
  json_t *stop;
  gsize i;

  json_array_foreach(stops, i, stop) g_string_append_printf(
      text, "%s%s %s", i ? "、" : "", ty_answer_text(stop, "begin"), ty_answer_text(stop, "name"));
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void print_plans(const json_t *answer) {
  TyTable *table = ty_table_new(">tour|>groups|>value|>day|stops");
  json_t *plan, *day;
  gsize i, d;

  json_array_foreach(json_object_get(answer, "plans"), i, plan)
      json_array_foreach(json_object_get(plan, "days"), d, day)
          ty_table_add(table, d ? NULL : ty_answer_number(plan, "plan", 0),
                       d ? NULL : ty_answer_number(plan, "groups", 0),
                       d ? NULL : ty_answer_number(plan, "value", 2), g_strdup_printf("%zu", d + 1),
                       day_text(day));
  ty_table_print(table);
}

static void print_answer(const json_t *answer) {
  g_autofree char *before = ty_answer_number(answer, "value_before", 2);
  g_autofree char *after = ty_answer_number(answer, "value_after", 2);
  g_autofree char *groups = ty_answer_number(answer, "groups", 0);
  double loss = json_number_value(json_object_get(answer, "loss"));

  print_sites(answer);
  printf("%s groups: everyone's best tour is worth %s, theirs %s on average (%.1f %% less)\n",
         groups, before, after, 100 * loss);
  print_plans(answer);
  if (!json_is_true(json_object_get(answer, "feasible")))
    printf("not all find room: the tours that were found leave a site overfull\n");
}

static gboolean write_picture(const char *output, const json_t *answer, GError **error) {
  const char *dot = strrchr(output, '.');
  g_autoptr(GBytes) picture = ty_picture_diversion(answer, dot ? dot + 1 : "svg", error);
  gsize length = 0;
  const char *bytes = picture ? g_bytes_get_data(picture, &length) : NULL;

  return bytes && ty_write_output(output, bytes, length, error);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  json_t *answer = workspace ? ty_divert_groups(workspace, &options->request, error) : NULL;

  if (answer && !json_is_true(json_object_get(answer, "feasible")))
    *exit_code = 1;
  if (answer && options->output && !write_picture(options->output, answer, error)) {
    json_decref(answer);
    return FALSE;
  }
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {
    {"groups", 'g', TY_OPTION_COUNT, offsetof(Options, request.n_groups), "N",
     "groups that want the same tour (100)"},
    {"capacity", 'c', TY_OPTION_TEXT, offsetof(Options, request.capacity), "SITE=N,…",
     "groups that a site has room for in an hour"},
    {"output", 'o', TY_OPTION_FILE, offsetof(Options, output), "FILE",
     "picture of the loads before and after (.svg, .png)"},
    TY_PLAN_OPTIONS(offsetof(Options, request.plan)),
};

const TyCommand ty_command_divert = {
    "divert",
    "ATLAS ",
    "Share out many groups over sites, days and hours",
    "  tuyou divert ziyang-dazu.atlas --groups 200 --days 3 --capacity 宝顶山=60 -o loads.svg",
    TY_N(options),
    sizeof(Options),
    1,
    1,
    run};
