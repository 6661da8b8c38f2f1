/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

typedef struct {
  const char *output, *profile, *from, *to;
  guint64 seed;
} Options;

static void print_counts(const json_t *answer) {
  static const struct {
    const char *key, *words;
  } counts[] = {{"nodes", "nodes"},
                {"arcs", "arcs and shortcuts"},
                {"segments", "stretches of road"},
                {"points", "points"},
                {"ways", "roads of the map"},
                {"ways_cut", "roads with nodes that the file does not have"},
                {"nodes_missing", "such nodes"},
                {"nodes_misplaced", "nodes without a place on earth"},
                {"segments_apart", "stretches left out, not of the largest connected part"},
                {"barriers", "barriers"},
                {"restrictions", "restrictions of turning held"},
                {"restrictions_not_held", "not held: over ways, or not clear"}};

  printf("%s", ty_answer_text(answer, "kind"));
  if (json_object_get(answer, "profile"))
    printf(" for %s", ty_answer_text(answer, "profile"));
  printf("\n");
  for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
    const json_t *value = json_object_get(answer, counts[i].key);
    if (value)
      printf("%10" JSON_INTEGER_FORMAT " %s\n", json_integer_value(value), counts[i].words);
  }
}

static void print_answer(const json_t *answer) {
  const json_t *rows = json_object_get(answer, "table");
  json_t *row;
  gsize i;

  if (!rows) {
    print_counts(answer);
    return;
  }
  gboolean map = json_object_get(json_array_get(rows, 0), "seconds") != NULL;
  TyTable *table = ty_table_new(map ? "from|to|>metres|>seconds" : "from|to|>weight");
  json_array_foreach(rows, i, row) {
    ty_table_add_cell(table, g_strdup(ty_answer_text(row, "from")));
    ty_table_add_cell(table, g_strdup(ty_answer_text(row, "to")));
    ty_table_add_cell(table, ty_answer_number(row, map ? "metres" : "weight", 1));
    if (map)
      ty_table_add_cell(table, ty_answer_number(row, "seconds", 1));
  }
  ty_table_print(table);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TyRoadsRequest request = {call->rest[0], options->output, options->profile, options->seed,
                            call->threads};
  (void) exit_code;
  json_t *answer = options->output ? ty_make_roads(&request, error)
                                   : ty_ask_roads(call->rest[0], options->from, options->to,
                                                  call->threads, error);
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {
    {"output", 'o', TY_OPTION_FILE, offsetof(Options, output), "FILE",
     "make this road file of a map or graph; without, FILE is a road file and is told of"},
    {"profile", 0, TY_OPTION_TEXT, offsetof(Options, profile), "car|bicycle|foot",
     "who is on the road (car)"},
    {"seed", 0, TY_OPTION_SEED, offsetof(Options, seed), "N",
     "weights from 1 to 1000000 for a graph that has none follow from it (0)"},
    {"from", 0, TY_OPTION_TEXT, offsetof(Options, from), "A;B;…",
     "distances from these places (47.141,9.521) or nodes of a graph (17)"},
    {"to", 0, TY_OPTION_TEXT, offsetof(Options, to), "A;B;…", "… to these"},
};

const TyCommand ty_command_roads = {
    "roads",
    "FILE ",
    "Make a road map fast to ask, and ask it",
    "  tuyou roads sichuan.osm.pbf -o sichuan.roads\n"
    "  tuyou roads sichuan.roads --from 29.704,105.705 --to \"29.75,105.79;30.12,105.35\"\n\n"
    "Maps of OpenStreetMap (.osm, .osm.gz, .osm.pbf) and graphs of the field (.gr: DIMACS, PACE;\n"
    "plain, .gz, .xz). Road files serve distance, table, plan, export, draw and report: --roads.",
    TY_N(options),
    sizeof(Options),
    1,
    1,
    run};
