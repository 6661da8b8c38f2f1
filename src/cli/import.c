/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/command.h"
#include "cli/progress.h"
#include "cli/summary.h"

#include <glib/gstdio.h>

typedef struct {
  const char *as;
  TyImportOptions import;
  guint64 seed;
  gboolean mine;
} Options;

static void print_answer(const json_t *answer) {
  ty_print_files(answer);
  ty_print_repeats(answer);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TyImportOptions import = options->import;

  if (!options->as) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found no --as, expected what the files are: --as posts, papers, sites …");
    return FALSE;
  }
  gboolean made = !g_file_test(call->rest[0], G_FILE_TEST_EXISTS);
  if (made && !ty_new_atlas(call->rest[0], NULL, error))
    return FALSE;
  g_autoptr(TyWorkspace) workspace = ty_call_graph(call, TRUE, error);
  if (!workspace)
    return FALSE;
  gboolean documents = g_str_equal(options->as, "posts") || g_str_equal(options->as, "papers");
  gint64 before = documents ? ty_atlas_last_document(ty_workspace_atlas(workspace)) : 0;
  import.pass_over = TRUE;
  import.message = ty_print_message;
  import.progress = ty_progress_function();
  json_t *answer = ty_import(workspace, options->as, call->rest + 1, &import, error);
  if (!answer) {
    g_clear_pointer(&workspace, ty_workspace_free);
    if (made) /* an atlas without the input that it was made for is of no use */
      g_unlink(call->rest[0]);
    return FALSE;
  }
  ty_end_progress();
  if (!(options->mine ? ty_mine(workspace, options->seed, error)
                      : ty_link(workspace, before, error))) {
    json_decref(answer);
    return FALSE;
  }
  if (json_integer_value(json_object_get(answer, "rejected")) > 0)
    *exit_code = 3;
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {
    {"as", 0, TY_OPTION_TEXT, offsetof(Options, as),
     "posts|papers|sites|entities|facts|legs|themes|calendar|survey|graph|ontology|kinds|rules|"
     "patterns",
     "what the files are"},
    {"place", 0, TY_OPTION_TEXT, offsetof(Options, import.place), "PLACE",
     "the place that posts were gathered for"},
    {"term", 0, TY_OPTION_TEXT, offsetof(Options, import.term), "TERM",
     "the search term that found them"},
    {"platform", 0, TY_OPTION_TEXT, offsetof(Options, import.platform), "NAME",
     "the platform, where the file does not say"},
    {"map", 0, TY_OPTION_TEXT, offsetof(Options, import.map), "FIELD=COLUMN,…",
     "unknown columns: title=标题,text=正文; kept for files with the same ones, '' forgets it"},
    {"grade", 0, TY_OPTION_TEXT, offsetof(Options, import.grade), "public|internal|personal",
     "how the source may be passed on (public)"},
    {"mine", 0, TY_OPTION_FLAG, offsetof(Options, mine), NULL,
     "also keep keywords and topics in the atlas, as build does"},
    {"seed", 0, TY_OPTION_SEED, offsetof(Options, seed), "N", "seed of the random numbers (0)"},
};

const TyCommand ty_command_import = {
    "import",
    "ATLAS --as KIND FILE… ",
    "Read files of one kind into an atlas",
    "Each file goes in whole or not at all; rows that cannot be used are kept with line and "
    "reason.\n"
    "They and files that cannot be read are named on standard error and make the exit code 3; the\n"
    "others are read. The atlas is made when it is not there, and stays when one file was read.\n"
    "What a file is, its content tells: CSV, XLSX, JSON, XML, HTML, text; papers also as CNKI, Web "
    "of "
    "Science,\n"
    "RIS, BibTeX, EndNote and RefWorks write them; graphs as `export` writes them, Gephi, "
    "VOSviewer, "
    "Neo4j.\n\n"
    "  tuyou import my.atlas --as posts --place 资阳 --term 旅行 posts.csv\n"
    "  tuyou import my.atlas --as papers cnki.net refs.bib\n"
    "  tuyou import my.atlas --as sites sites.xlsx\n"
    "  tuyou import my.atlas --as graph network.gexf nodes.csv relationships.csv\n"
    "  tuyou import my.atlas --as sites --map name=景名,lat=维,lon=精 old.csv",
    TY_N(options),
    sizeof(Options),
    2,
    G_MAXSIZE - 1,
    run};
