/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/summary.h"

#include <stdio.h>

typedef struct {
  const char *output, *ontology, *kinds, *patterns;
  guint64 seed;
} Options;

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TyBuildOptions build = {.ontology = options->ontology,
                          .kinds = options->kinds,
                          .patterns = options->patterns,
                          .n_threads = call->threads,
                          .seed = options->seed,
                          .message = ty_print_message};

  if (!options->output) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found no -o, expected the atlas to build: -o ATLAS");
    return FALSE;
  }
  json_t *answer = ty_build(call->rest[0], options->output, &build, error);
  if (!answer)
    return FALSE;
  if (json_integer_value(json_object_get(answer, "rejected")) > 0)
    *exit_code = 3;
  if (call->json)
    return ty_print_json(answer, error);
  if (json_is_true(json_object_get(answer, "up_to_date")))
    printf("%s is up to date\n", options->output);
  else
    ty_print_files(answer);
  ty_print_repeats(answer);
  ty_print_counts(answer);
  json_decref(answer);
  return TRUE;
}

static const TyOption options[] = {
    {"output", 'o', TY_OPTION_FILE, offsetof(Options, output), "ATLAS", "the atlas to build"},
    {"ontology", 0, TY_OPTION_FILE, offsetof(Options, ontology), "FILE",
     "a table of predicates that extends the ontology (also ontology= in the project)"},
    {"kinds", 0, TY_OPTION_FILE, offsetof(Options, kinds), "FILE", "likewise of kinds"},
    {"patterns", 0, TY_OPTION_FILE, offsetof(Options, patterns), "FILE",
     "patterns for facts in texts, above the program's (see patterns.txt)"},
    {"seed", 0, TY_OPTION_SEED, offsetof(Options, seed), "N", "seed of the random numbers (0)"},
};

const TyCommand ty_command_build = {
    "build",
    "PROJECT.ini -o ATLAS ",
    "Build an atlas from a project file",
    "Reads everything that the project file declares, links names in texts to entities and keeps\n"
    "keywords and topics. Nothing is done when nothing has changed.\n\n"
    "  tuyou build graphs/ziyang-dazu/project.ini -o ziyang-dazu.atlas",
    TY_N(options),
    sizeof(Options),
    1,
    1,
    run};
