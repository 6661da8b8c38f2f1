/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/help.h"

#include "cli/table.h"

#include <stdio.h>
#include <string.h>

/* What every command understands. */
static const TyOption common[] = {
    {"json", 0, TY_OPTION_FLAG, 0, NULL, "print the answer as JSON"},
    {"threads", 0, TY_OPTION_COUNT, 0, "N",
     "threads (as many as processors); the answer is the same"},
    {"help", 'h', TY_OPTION_FLAG, 0, NULL, "print this"},
};

static char *option_left(const TyOption *option) {
  g_autoptr(GString) left = g_string_new(NULL);

  if (option->short_name)
    g_string_append_printf(left, "-%c, ", option->short_name);
  g_string_append_printf(left, "--%s", option->name);
  if (option->argument)
    g_string_append_printf(left, " %s", option->argument);
  return g_string_free(g_steal_pointer(&left), FALSE);
}

static void print_options(const TyOption *options, gsize n) {
  for (gsize i = 0; i < n; i++) {
    g_autofree char *left = option_left(&options[i]);
    int pad = 34 - ty_display_width(left);
    printf("  %s%*s%s\n", left, pad > 1 ? pad : 2, "", options[i].help);
  }
}

void ty_print_command_help(const TyCommand *command) {
  printf("tuyou %s %s[OPTIONS]\n\n%s.\n", command->name, command->arguments, command->summary);
  if (command->details)
    printf("\n%s\n", command->details);
  printf("\nOptions:\n");
  print_options(command->options, command->n_options);
  print_options(common, G_N_ELEMENTS(common));
}

void ty_print_overview(void) {
  printf("tuyou %s: from posts and tables to tours that can name their sources\n\n"
         "tuyou COMMAND [ATLAS] [OPTIONS]\n\n",
         TY_VERSION);
  for (const TyCommand *const *command = ty_commands; *command; command++)
    printf("  %-13s %s\n", (*command)->name, (*command)->summary);
  printf("\n`tuyou help COMMAND` tells more. Exit codes: 0 done, 1 nothing found or no feasible "
         "answer,\n2 wrong usage, 3 bad input (the rest was read), 4 damaged atlas, 5 system "
         "fault.\n");
}

/* Man page --------------------------------------------------------------------------------------
 */

/* Text for man(7): backslashes doubled, lines that begin with a dot or quote protected. */
static void print_roff(const char *text) {
  gboolean line_start = TRUE;

  for (; *text; text++) {
    if (line_start && (*text == '.' || *text == '\''))
      fputs("\\&", stdout);
    if (*text == '\\')
      fputs("\\e", stdout);
    else if (*text == '-')
      fputs("\\-", stdout);
    else
      putchar(*text);
    line_start = *text == '\n';
  }
}

static void print_man_options(const TyOption *options, gsize n) {
  for (gsize i = 0; i < n; i++) {
    g_autofree char *left = option_left(&options[i]);
    printf(".TP\n.B ");
    print_roff(left);
    putchar('\n');
    print_roff(options[i].help);
    putchar('\n');
  }
}

void ty_print_man(void) {
  printf(
      ".TH TUYOU 1 \"\" \"tuyou %s\" \"User commands\"\n.SH NAME\ntuyou \\- from posts and tables "
      "to tours that can name their sources\n.SH SYNOPSIS\n.B tuyou\n.I COMMAND\n[\\fIATLAS\\fR] "
      "[\\fIOPTIONS\\fR]\n.SH COMMANDS\n",
      TY_VERSION);
  for (const TyCommand *const *command = ty_commands; *command; command++) {
    printf(".SS tuyou %s ", (*command)->name);
    print_roff((*command)->arguments);
    printf("\n");
    print_roff((*command)->summary);
    printf(".\n");
    if ((*command)->details) {
      printf(".PP\n.nf\n");
      print_roff((*command)->details);
      printf("\n.fi\n");
    }
    print_man_options((*command)->options, (*command)->n_options);
  }
  printf(".SH COMMON OPTIONS\n");
  print_man_options(common, G_N_ELEMENTS(common));
  printf(
      ".SH EXIT STATUS\n0 done; 1 nothing found or no feasible answer; 2 wrong usage; 3 bad input "
      "(the rest was read); 4 damaged atlas; 5 system fault\n"
      ".SH ENVIRONMENT\n.TP\n.B TUYOU_DATA\nthe folder that holds lexicon.bin and the word "
      "lists\n");
}

/* Completion ------------------------------------------------------------------------------------
 */

static void print_words(const TyOption *options, gsize n) {
  for (gsize i = 0; i < n; i++)
    printf(" --%s", options[i].name);
}

/* An argument such as svg|png lists its values. */
static gboolean has_values(const TyOption *option) {
  return option->argument && strchr(option->argument, '|') && option->type == TY_OPTION_TEXT;
}

static void print_value_case(const TyCommand *command, const TyOption *option) {
  g_autofree char *values = g_strdelimit(g_strdup(option->argument), "|", ' ');
  printf("    '%s --%s') COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;\n", command->name,
         option->name, values);
}

void ty_print_completion(void) {
  printf("# bash completion for tuyou\n_tuyou() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} "
         "command=${COMP_WORDS[1]}\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W '");
  for (const TyCommand *const *command = ty_commands; *command; command++)
    printf("%s%s", command == ty_commands ? "" : " ", (*command)->name);
  printf("' -- \"$cur\"))\n    return\n  fi\n  case \"$command $prev\" in\n");
  for (const TyCommand *const *command = ty_commands; *command; command++)
    for (gsize i = 0; i < (*command)->n_options; i++)
      if (has_values(&(*command)->options[i]))
        print_value_case(*command, &(*command)->options[i]);
  printf("  esac\n  case $cur in\n  -*) case $command in\n");
  for (const TyCommand *const *command = ty_commands; *command; command++) {
    printf("    %s) COMPREPLY=($(compgen -W '", (*command)->name);
    print_words(common, G_N_ELEMENTS(common));
    print_words((*command)->options, (*command)->n_options);
    printf("' -- \"$cur\")) ;;\n");
  }
  printf("    esac ;;\n  *) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n  esac\n}\n"
         "complete -o filenames -F _tuyou tuyou\n");
}

/* tuyou help ------------------------------------------------------------------------------------
 */

typedef struct {
  gboolean man, completion;
} Options;

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  (void) exit_code;

  if (options->man)
    ty_print_man();
  else if (options->completion)
    ty_print_completion();
  else if (call->n_rest == 0)
    ty_print_overview();
  else {
    for (const TyCommand *const *command = ty_commands; *command; command++)
      if (g_str_equal((*command)->name, call->rest[0])) {
        ty_print_command_help(*command);
        return TRUE;
      }
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "%s: no such command; `tuyou help` lists them",
                call->rest[0]);
    return FALSE;
  }
  return TRUE;
}

static const TyOption options[] = {
    {"man", 0, TY_OPTION_FLAG, offsetof(Options, man), NULL, "print the man page"},
    {"bash-completion", 0, TY_OPTION_FLAG, offsetof(Options, completion), NULL,
     "print a completion script for bash"},
};

const TyCommand ty_command_help = {
    "help", "[COMMAND] ", "Explain the commands", NULL, TY_N(options), sizeof(Options), 0, 1, run};
