/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/command.h"

#include <string.h>

typedef struct {
  TyPlanRequest plan;
  const char *output, *format;
} Options;

/* What a name's ending tells: of tours .geojson, .gpx and .csv. */
static const char *format_of(const Options *options) {
  const char *dot = options->output ? strrchr(options->output, '.') : NULL;
  const char *graph = ty_graph_format_of_name(options->output);

  return options->format ? options->format : graph ? graph : dot ? dot + 1 : "geojson";
}

static gboolean is_tour(const char *format) {
  static const char *const formats[] = {"geojson", "gpx", "csv", NULL};
  return g_strv_contains(formats, format);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  const char *format = format_of(options);
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  (void) exit_code;

  if (!workspace)
    return FALSE;
  if (!is_tour(format)) {
    g_autofree char *left_out = NULL;
    g_autoptr(GHashTable) files = ty_export_heritage(workspace, format, &left_out, error);
    return ty_write_graph_files(options->output, format, files, left_out, error);
  }
  g_autoptr(GBytes) file = ty_export_plan(workspace, &options->plan, format, error);
  gsize length = 0;
  const char *bytes = file ? g_bytes_get_data(file, &length) : NULL;
  return bytes && ty_write_output(options->output, bytes, length, error);
}

static const TyOption options[] = {
    {"output", 'o', TY_OPTION_FILE, offsetof(Options, output), "FILE",
     "where to (standard output); its ending tells the format; of neo4j and vosviewer a folder"},
    {"format", 0, TY_OPTION_TEXT, offsetof(Options, format), "FORMAT",
     "geojson, gpx, csv of a tour; of the graph those below"},
    TY_PLAN_OPTIONS(offsetof(Options, plan)),
};

const TyCommand ty_command_export = {"export",
                                     "ATLAS ",
                                     "Hand a tour or the graph on to other programs",
                                     "FORMAT of the heritage graph is triples (CSV), turtle, nt, "
                                     "jsonld, graphml, gexf, gexf-1.2,\n"
                                     "pajek, vosviewer, vosviewer-json, neo4j or xlsx.\n\n"
                                     "  tuyou export ziyang-dazu.atlas --theme 石刻 -o tour.gpx\n"
                                     "  tuyou export ziyang-dazu.atlas -o graph.ttl\n"
                                     "  tuyou export ziyang-dazu.atlas --format neo4j -o folder",
                                     TY_N(options),
                                     sizeof(Options),
                                     1,
                                     1,
                                     run};
