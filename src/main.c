/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/command.h"
#include "cli/help.h"

#include <locale.h>
#include <stdio.h>

const TyCommand *const ty_commands[] = {&ty_command_build,
                                        &ty_command_import,
                                        &ty_command_lexicon,
                                        &ty_command_names,
                                        &ty_command_forget,
                                        &ty_command_segment,
                                        &ty_command_search,
                                        &ty_command_keywords,
                                        &ty_command_topics,
                                        &ty_command_trends,
                                        &ty_command_perception,
                                        &ty_command_bibliometrics,
                                        &ty_command_network,
                                        &ty_command_entities,
                                        &ty_command_review,
                                        &ty_command_show,
                                        &ty_command_query,
                                        &ty_command_path,
                                        &ty_command_similar,
                                        &ty_command_recommend,
                                        &ty_command_survey,
                                        &ty_command_profile,
                                        &ty_command_evaluate,
                                        &ty_command_roads,
                                        &ty_command_distance,
                                        &ty_command_table,
                                        &ty_command_plan,
                                        &ty_command_divert,
                                        &ty_command_solve,
                                        &ty_command_draw,
                                        &ty_command_report,
                                        &ty_command_export,
                                        &ty_command_check,
                                        &ty_command_help,
                                        NULL};

int main(int argc, char **argv) {
  setlocale(LC_CTYPE, "");
  if (argc < 2) {
    ty_print_overview();
    return 2;
  }
  const char *name = argv[1];
  if (g_str_equal(name, "--version")) {
    printf("tuyou %s\n", TY_VERSION);
    return 0;
  }
  if (g_str_equal(name, "--help") || g_str_equal(name, "-h"))
    name = "help";
  for (const TyCommand *const *command = ty_commands; *command; command++)
    if (g_str_equal((*command)->name, name))
      return ty_command_run(*command, argc - 2, argv + 2);
  fprintf(stderr, "tuyou: %s: no such command; `tuyou help` lists them\n", name);
  return 2;
}
