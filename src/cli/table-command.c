/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv-guard.h"
#include "base/csv.h"
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  const char *legs, *roads, *format, *output;
} Options;

static const json_t *cell(const json_t *answer, const char *key, gsize a, gsize b) {
  return json_array_get(json_array_get(json_object_get(answer, key), a), b);
}

static const char *name_of(const json_t *answer, gsize i) {
  return ty_answer_text(json_array_get(json_object_get(answer, "places"), i), "name");
}

/* Calls for each pair between which something is known. */
static void each_pair(const json_t *answer,
                      void (*pair)(const json_t *answer, gsize a, gsize b, gpointer data),
                      gpointer data) {
  gsize n = json_array_size(json_object_get(answer, "places"));

  for (gsize a = 0; a < n; a++)
    for (gsize b = 0; b < n; b++)
      if (json_is_number(cell(answer, "metres", a, b)))
        pair(answer, a, b, data);
}

static void add_row(const json_t *answer, gsize a, gsize b, gpointer data) {
  TyTable *table = data;

  ty_table_add_cell(table, g_strdup(name_of(answer, a)));
  ty_table_add_cell(table, g_strdup(name_of(answer, b)));
  ty_table_add_cell(
      table, g_strdup_printf("%.2f", json_number_value(cell(answer, "metres", a, b)) / 1000));
  ty_table_add_cell(
      table, g_strdup_printf("%.0f", ceil(json_number_value(cell(answer, "seconds", a, b)) / 60)));
  ty_table_add_cell(table, g_strdup(json_string_value(cell(answer, "origins", a, b))));
}

static void count_pair(const json_t *answer, gsize a, gsize b, gpointer data) {
  (void) answer, (void) a, (void) b;
  ++*(gsize *) data;
}

static void print_answer(const json_t *answer) {
  TyTable *table = ty_table_new("from|to|>km|>minutes|origin");
  gsize i, n = json_array_size(json_object_get(answer, "places")), n_pairs = 0;
  json_t *place;

  each_pair(answer, add_row, table);
  ty_table_print(table);
  each_pair(answer, count_pair, &n_pairs);
  if (n_pairs < n * (n - 1))
    printf("%zu pairs are not known\n", n * (n - 1) - n_pairs);
  json_array_foreach(json_object_get(answer, "places"), i, place) {
    double road_m = json_number_value(json_object_get(place, "road_m"));
    if (road_m > 100)
      printf("%s is %.1f km off the road\n", ty_answer_text(place, "name"), road_m / 1000);
  }
}

static void append_row(const json_t *answer, gsize a, gsize b, gpointer data) {
  GString *out = data;

  ty_csv_append_guarded(out, name_of(answer, a), TRUE);
  ty_csv_append_guarded(out, name_of(answer, b), FALSE);
  g_string_append_printf(out, ",%.0f,%.0f", json_number_value(cell(answer, "metres", a, b)),
                         json_number_value(cell(answer, "seconds", a, b)));
  ty_csv_append(out, json_string_value(cell(answer, "origins", a, b)), FALSE);
  g_string_append(out, "\n");
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  (void) exit_code;

  if (options->format && !g_str_equal(options->format, "csv")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found the format %s, expected csv (or --json)",
                options->format);
    return FALSE;
  }
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  if (!workspace || !ty_workspace_use_roads(workspace, options->roads, error))
    return FALSE;
  json_t *answer = ty_table_of_sites(workspace, call->rest + 1, options->legs, error);
  if (!answer || !options->format)
    return ty_give_answer(call, answer, print_answer, error);
  g_autoptr(GString) out = g_string_new("from,to,metres,seconds,origin\n");
  each_pair(answer, append_row, out);
  json_decref(answer);
  return ty_write_output(options->output, out->str, out->len, error);
}

static const TyOption options[] = {
    {"legs", 0, TY_OPTION_TEXT, offsetof(Options, legs), "published|road|inferred|estimated",
     "which legs count, each with those before it (estimated)"},
    {"roads", 0, TY_OPTION_FILE, offsetof(Options, roads), "FILE",
     "roads (tuyou roads) count where no leg is known"},
    {"format", 0, TY_OPTION_TEXT, offsetof(Options, format), "csv", "format"},
    {"output", 'o', TY_OPTION_FILE, offsetof(Options, output), "FILE",
     "where CSV goes (standard output)"},
};

const TyCommand ty_command_table = {
    "table",
    "ATLAS [SITE…] ",
    "Measure the ways between all sites, or those given",
    "  tuyou table ziyang-dazu.atlas 宝顶山 北山 卧佛院 --roads sichuan.roads",
    TY_N(options),
    sizeof(Options),
    1,
    3000,
    run};
