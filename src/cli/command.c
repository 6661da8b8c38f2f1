/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/command.h"

#include "base/file.h"
#include "cli/help.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Filling in options ----------------------------------------------------------------------------
 */

/* GOption wants typed addresses; counts and seeds come as text so that "-3" and "x" are told. */
typedef struct {
  GArray *entries; /* of GOptionEntry */
  char **texts;    /* one a table option: what was given */
  gboolean *flags;
  char ***lists;
} Parsing;

static gboolean set_number(const TyOption *option, const char *text, gpointer member,
                           GError **error) {
  char *end = NULL;
  gboolean fits = *text != '\0';

  errno = 0;
  if (option->type == TY_OPTION_NUMBER) {
    double value = g_ascii_strtod(text, &end);
    *(double *) member = value;
    fits = fits && isfinite(value);
  } else {
    guint64 value = g_ascii_strtoull(text, &end, 10);
    fits = fits && g_ascii_isdigit(*text);
    if (option->type == TY_OPTION_SEED)
      *(guint64 *) member = value;
    else {
      *(guint *) member = (guint) value;
      fits = fits && value <= 1000000000;
    }
  }
  if (fits && end && *end == '\0' && errno == 0)
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "--%s: found %s, expected %s", option->name, text,
              option->type == TY_OPTION_NUMBER ? "a number" : "a whole number, 0 or more");
  return FALSE;
}

/* A year, a month or a day that the calendar has. */
static gboolean check_date(const TyOption *option, const char *text, GError **error) {
  static const char form[] = "dddd-dd-dd";
  gsize n = strlen(text);
  gboolean good = n == 4 || n == 7 || n == 10;

  for (gsize i = 0; good && i < n; i++)
    good = form[i] == 'd' ? g_ascii_isdigit(text[i]) : text[i] == form[i];
  guint month = good && n >= 7 ? (guint) g_ascii_strtoull(text + 5, NULL, 10) : 1;
  guint day = good && n == 10 ? (guint) g_ascii_strtoull(text + 8, NULL, 10) : 1;
  if (good && g_date_valid_dmy((GDateDay) day, (GDateMonth) month,
                               (GDateYear) g_ascii_strtoull(text, NULL, 10)))
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              "--%s: found '%s', expected a day, month or year: YYYY-MM-DD, YYYY-MM or YYYY",
              option->name, text);
  return FALSE;
}

static gboolean set_member(const TyOption *option, gpointer options, const Parsing *parsing,
                           gsize i, GError **error) {
  gpointer member = (char *) options + option->offset;

  switch (option->type) {
  case TY_OPTION_FLAG:
    *(gboolean *) member = parsing->flags[i];
    return TRUE;
  case TY_OPTION_TEXTS:
    *(const char *const **) member = (const char *const *) parsing->lists[i];
    return TRUE;
  case TY_OPTION_DATE:
    *(const char **) member = parsing->texts[i];
    return !parsing->texts[i] || check_date(option, parsing->texts[i], error);
  case TY_OPTION_TEXT:
  case TY_OPTION_FILE:
    *(const char **) member = parsing->texts[i];
    return TRUE;
  default:
    return !parsing->texts[i] || set_number(option, parsing->texts[i], member, error);
  }
}

static void add_entries(Parsing *parsing, const TyCommand *command) {
  for (gsize i = 0; i < command->n_options; i++) {
    const TyOption *option = &command->options[i];
    GOptionEntry entry = {.long_name = option->name,
                          .short_name = option->short_name,
                          .description = option->help,
                          .arg_description = option->argument};
    switch (option->type) {
    case TY_OPTION_FLAG:
      entry.arg = G_OPTION_ARG_NONE;
      entry.arg_data = &parsing->flags[i];
      break;
    case TY_OPTION_TEXTS:
      entry.arg = G_OPTION_ARG_STRING_ARRAY;
      entry.arg_data = &parsing->lists[i];
      break;
    default:
      entry.arg = G_OPTION_ARG_STRING;
      entry.arg_data = &parsing->texts[i];
    }
    g_array_append_val(parsing->entries, entry);
  }
}

static gboolean parse(const TyCommand *command, Parsing *parsing, TyCall *call, char ***arguments,
                      GError **error) {
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  char *threads = NULL;
  gboolean help = FALSE;
  GOptionEntry common[] = {
      {"json", 0, 0, G_OPTION_ARG_NONE, &call->json, NULL, NULL},
      {"threads", 0, 0, G_OPTION_ARG_STRING, &threads, NULL, NULL},
      {"help", 'h', 0, G_OPTION_ARG_NONE, &help, NULL, NULL},
      {0},
  };
  g_autoptr(GError) why = NULL;

  add_entries(parsing, command);
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_add_main_entries(context, (GOptionEntry *) parsing->entries->data, NULL);
  g_option_context_add_main_entries(context, common, NULL);
  gboolean parsed = g_option_context_parse_strv(context, arguments, &why);
  static const TyOption threads_option = {.name = "threads", .type = TY_OPTION_COUNT};
  if (parsed && threads && !set_number(&threads_option, threads, &call->threads, error))
    parsed = FALSE;
  else if (!parsed)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "%s; see `tuyou help %s`", why->message,
                command->name);
  g_free(threads);
  if (parsed && help)
    ty_print_command_help(command);
  call->rest = (const char *const *) *arguments + 1;
  call->n_rest = g_strv_length(*arguments) - 1;
  if (!parsed || help)
    return parsed && (call->n_rest = G_MAXSIZE, TRUE);
  for (gsize i = 0; i < command->n_options; i++)
    if (!set_member(&command->options[i], call->options, parsing, i, error))
      return FALSE;
  if (call->n_rest >= command->least && call->n_rest <= command->most)
    return TRUE;
  g_autofree char *expected = g_strchomp(g_strdup(command->arguments));
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              "found %zu arguments, expected %s; see `tuyou help %s`", call->n_rest,
              *expected ? expected : "none", command->name);
  return FALSE;
}

/* A word that is not to be there, -门票, is no option: no option has a name like that. */
static char *argument(const char *given) {
  return given[0] == '-' && (given[1] & 0x80) ? g_strconcat("–", given + 1, NULL) : g_strdup(given);
}

/* A message on one line of the terminal: a name or cell in it may hold anything. */
static void print_message(const char *message) {
  fputs("tuyou: ", stderr);
  for (const char *c = message; *c; c++)
    if ((guchar) *c < 0x20 || *c == 0x7f)
      fprintf(stderr, "\\x%02x", (guchar) *c);
    else
      fputc(*c, stderr);
  fputc('\n', stderr);
}

int ty_command_run(const TyCommand *command, int argc, char **argv) {
  gsize n = command->n_options + 1;
  Parsing parsing = {g_array_new(TRUE, TRUE, sizeof(GOptionEntry)), g_new0(char *, n),
                     g_new0(gboolean, n), g_new0(char **, n)};
  g_autofree char *options = g_malloc0(command->options_size + 1);
  g_auto(GStrv) arguments = g_new0(char *, (gsize) argc + 2);
  TyCall call = {.options = options};
  g_autoptr(GError) error = NULL;
  int exit_code = 0;

  arguments[0] = g_strdup(command->name);
  for (int i = 0; i < argc; i++)
    arguments[i + 1] = argument(argv[i]);
  gboolean done = parse(command, &parsing, &call, &arguments, &error) &&
                  (call.n_rest == G_MAXSIZE || command->run(&call, &exit_code, &error));
  if (!done) {
    print_message(error->message);
    exit_code = ty_error_exit_code(error);
  } else if (fflush(stdout) != 0 || ferror(stdout)) {
    fprintf(stderr, "tuyou: standard output: cannot write: %s\n", g_strerror(errno));
    exit_code = 5;
  }
  for (gsize i = 0; i < n; i++) {
    g_free(parsing.texts[i]);
    g_strfreev(parsing.lists[i]);
  }
  g_array_unref(parsing.entries);
  g_free(parsing.texts);
  g_free(parsing.flags);
  g_free(parsing.lists);
  return exit_code;
}

/* What commands share ---------------------------------------------------------------------------
 */

TyWorkspace *ty_call_workspace(const TyCall *call, gboolean writable, GError **error) {
  TyWorkspaceOptions options = {.writable = writable, .n_threads = call->threads};
  return ty_workspace_open(call->rest[0], &options, error);
}

void ty_print_reject(const TyReject *reject, gpointer data) {
  if (reject->line > 0)
    fprintf(stderr, "tuyou: %s:%zu: %s\n", reject->file, reject->line, reject->reason);
  else /* a whole file, which the reason names */
    fprintf(stderr, "tuyou: %s\n", reject->reason);
  if (data)
    *(int *) data = 3;
}

TyWorkspace *ty_call_graph(const TyCall *call, gboolean writable, GError **error) {
  TyWorkspaceOptions options = {
      .writable = writable, .n_threads = call->threads, .graph_only = TRUE};
  return ty_workspace_open(call->rest[0], &options, error);
}

gboolean ty_print_json(json_t *answer, GError **error) {
  if (!answer)
    return FALSE;
  int failed = json_dumpf(answer, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
  json_decref(answer);
  if (failed || putchar('\n') == EOF) {
    g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "standard output: cannot write: %s",
                g_strerror(errno));
    return FALSE;
  }
  return TRUE;
}

gboolean ty_give_answer(const TyCall *call, json_t *answer, void (*print)(const json_t *answer),
                        GError **error) {
  if (!answer)
    return FALSE;
  if (call->json)
    return ty_print_json(answer, error);
  print(answer);
  json_decref(answer);
  return TRUE;
}

gboolean ty_write_output(const char *path, const char *bytes, gsize length, GError **error) {
  gboolean to_terminal = (!path || g_str_equal(path, "-")) && isatty(STDOUT_FILENO);

  if (to_terminal && !g_utf8_validate(bytes, (gssize) length, NULL)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found a picture for the terminal, expected a file: -o FILE");
    return FALSE;
  }
  return ty_file_write(path ? path : "-", bytes, length, error);
}

gboolean ty_write_files(const char *folder, GHashTable *files, GError **error) {
  GHashTableIter iter;
  gpointer name, bytes;

  if (g_mkdir_with_parents(folder, 0777) != 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_SYSTEM, "%s: cannot make the folder: %s", folder,
                g_strerror(errno));
    return FALSE;
  }
  g_hash_table_iter_init(&iter, files);
  while (g_hash_table_iter_next(&iter, &name, &bytes)) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    gsize length;
    const char *content = g_bytes_get_data(bytes, &length);
    if (!ty_file_write(path, content, length, error))
      return FALSE;
  }
  return TRUE;
}

gboolean ty_write_graph_files(const char *path, const char *format, GHashTable *files,
                              const char *left_out, GError **error) {
  gsize length = 0;

  if (!files)
    return FALSE;
  if (left_out)
    fprintf(stderr, "tuyou: %s has no place for %s: left out\n", format, left_out);
  GBytes *single = g_hash_table_lookup(files, "");
  if (single) {
    const char *bytes = g_bytes_get_data(single, &length);
    return ty_write_output(path, bytes ? bytes : "", length, error);
  }
  if (path && !g_str_equal(path, "-"))
    return ty_write_files(path, files, error);
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found no -o, expected a folder: %s has two files",
              format);
  return FALSE;
}
