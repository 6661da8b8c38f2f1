/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/command.h"

typedef struct {
  const char *const *themes;
  const char *output;
} Options;

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  g_autoptr(GBytes) page = workspace ? ty_report(workspace, options->themes, error) : NULL;
  gsize length = 0;
  const char *bytes = page ? g_bytes_get_data(page, &length) : NULL;
  (void) exit_code;
  return bytes && ty_write_output(options->output, bytes, length, error);
}

static const TyOption options[] = {
    {"output", 'o', TY_OPTION_FILE, offsetof(Options, output), "FILE",
     "where to (standard output)"},
    {"theme", 0, TY_OPTION_TEXTS, offsetof(Options, themes), "THEME",
     "a tour of this theme; may be given again (all themes with legs)"},
};

const TyCommand ty_command_report = {
    "report",
    "ATLAS ",
    "Write one page about the region: tours, pictures, words, sources",
    "The page needs no network.\n\n"
    "  tuyou report ziyang-dazu.atlas --theme 石刻 --theme 川剧 -o report.html",
    TY_N(options),
    sizeof(Options),
    1,
    1,
    run};
