/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/command.h"

#include <string.h>

typedef struct {
  TyPlanRequest plan;
  const char *output, *format;
} Options;

/* .geojson, .gpx and .csv tell the format. */
static const char *format_of(const Options *options) {
  const char *dot = options->output ? strrchr(options->output, '.') : NULL;
  return options->format ? options->format : dot ? dot + 1 : "geojson";
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  g_autoptr(GBytes) file =
      workspace ? ty_export_plan(workspace, &options->plan, format_of(options), error) : NULL;
  gsize length = 0;
  const char *bytes = file ? g_bytes_get_data(file, &length) : NULL;
  (void) exit_code;
  return bytes && ty_write_output(options->output, bytes, length, error);
}

static const TyOption options[] = {
    {"output", 'o', TY_OPTION_FILE, offsetof(Options, output), "FILE",
     "where to (standard output); its ending tells the format"},
    {"format", 0, TY_OPTION_TEXT, offsetof(Options, format), "geojson|gpx|csv", "format"},
    TY_PLAN_OPTIONS(offsetof(Options, plan)),
};

const TyCommand ty_command_export = {"export",
                                     "ATLAS ",
                                     "Hand a tour on to maps, devices and spreadsheets",
                                     "  tuyou export ziyang-dazu.atlas --theme 石刻 -o tour.gpx",
                                     TY_N(options),
                                     sizeof(Options),
                                     1,
                                     1,
                                     run};
