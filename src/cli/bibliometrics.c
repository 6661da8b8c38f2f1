/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

typedef struct {
  TyDocumentFilter filter;
  TyBibliometricsOptions wanted;
  guint top;
  const char *authors; /* a file with a name a line */
} Options;

static void print_years(const json_t *answer) {
  TyTable *table = ty_table_new("year|>papers");
  json_t *year;
  gsize i;

  json_array_foreach(json_object_get(answer, "years"), i, year)
      ty_table_add(table, ty_answer_number(year, "year", 0), ty_answer_number(year, "papers", 0));
  ty_table_print(table);
}

static char *years_of(const json_t *one) {
  if (!json_object_get(one, "first"))
    return NULL;
  g_autofree char *first = ty_answer_number(one, "first", 0);
  g_autofree char *last = ty_answer_number(one, "last", 0);
  return g_str_equal(first, last) ? g_strdup(first) : g_strdup_printf("%s–%s", first, last);
}

static void print_names(const json_t *answer, const char *role, const char *what) {
  const json_t *names = json_object_get(answer, role), *top = json_object_get(names, "top");
  gboolean authors = g_str_equal(role, "authors");
  g_autofree char *different = ty_answer_number(names, "different", 0);
  g_autofree char *headings = g_strdup_printf(
      authors ? "%s (of %s)|>papers|years|>first author|>co-authors" : "%s (of %s)|>papers|years",
      what, different);
  json_t *one;
  gsize i;

  if (json_array_size(top) == 0)
    return;
  printf("\n");
  TyTable *table = ty_table_new(headings);
  json_array_foreach(top, i, one) {
    ty_table_add_cell(table, g_strdup(ty_answer_text(one, "name")));
    ty_table_add_cell(table, ty_answer_number(one, "papers", 0));
    ty_table_add_cell(table, years_of(one));
    if (authors) {
      ty_table_add_cell(table, ty_answer_number(one, "first_author", 0));
      ty_table_add_cell(table, ty_answer_number(one, "coauthors", 0));
    }
  }
  ty_table_print(table);
}

static void print_pairs(const json_t *list, const char *headings, gboolean cosines) {
  json_t *pair;
  gsize i;

  if (json_array_size(list) == 0)
    return;
  printf("\n");
  TyTable *table = ty_table_new(headings);
  json_array_foreach(list, i, pair) {
    ty_table_add_cell(table, g_strdup_printf("%s – %s", ty_answer_text(pair, "from"),
                                             ty_answer_text(pair, "to")));
    ty_table_add_cell(table, ty_answer_number(pair, "papers", 0));
    if (cosines)
      ty_table_add_cell(table, ty_answer_number(pair, "cosine", 3));
  }
  ty_table_print(table);
}

static void print_collaboration(const json_t *answer) {
  const json_t *together = json_object_get(answer, "collaboration");
  g_autofree char *joint = ty_answer_number(together, "joint_papers", 0);
  g_autofree char *authors = ty_answer_number(together, "authors_per_paper", 2);
  g_autofree char *pairs = ty_answer_number(together, "pairs", 0);
  g_autofree char *degree = ty_answer_number(together, "mean_degree", 2);

  printf("\nof several authors: %s; authors a paper: %s; pairs of co-authors: %s; co-authors an "
         "author: %s\n",
         joint, authors, pairs, degree);
}

static void print_documents(const json_t *answer) {
  json_t *document;
  gsize i;

  if (!json_object_get(answer, "documents"))
    return;
  printf("papers of %s\n", ty_answer_text(answer, "author"));
  json_array_foreach(json_object_get(answer, "documents"), i, document) printf(
      "  %s  %s  %s  %s:%" JSON_INTEGER_FORMAT "\n", ty_answer_text(document, "date"),
      ty_answer_text(document, "title"), ty_answer_text(document, "venue"),
      ty_answer_text(document, "file"), json_integer_value(json_object_get(document, "line")));
  printf("\n");
}

static void print_left_out(const json_t *answer) {
  static const char *const kinds[][2] = {{"undated", "without a year"},
                                         {"unsigned", "without an author"}};

  for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
    json_int_t n = json_integer_value(json_object_get(answer, kinds[i][0]));
    if (n > 0)
      printf("%s: %" JSON_INTEGER_FORMAT " of %" JSON_INTEGER_FORMAT " papers\n", kinds[i][1], n,
             json_integer_value(json_object_get(answer, "papers")));
  }
}

static void print_answer(const json_t *answer) {
  print_documents(answer);
  print_years(answer);
  print_names(answer, "venues", "journal");
  print_names(answer, "institutions", "institution");
  print_names(answer, "keywords", "keyword");
  print_names(answer, "authors", "author");
  print_pairs(json_object_get(answer, "coauthors"), "co-authors|>papers", FALSE);
  print_pairs(json_object_get(answer, "cokeywords"), "keywords together|>papers|>cosine", TRUE);
  print_collaboration(answer);
  print_left_out(answer);
}

/* The names of a file, a line each. */
static char **read_names(const char *path, GError **error) {
  g_autoptr(GMappedFile) file = ty_file_map(path, error);
  if (!file)
    return NULL;
  gsize length = g_mapped_file_get_length(file);
  g_autofree char *text = g_strndup(length ? g_mapped_file_get_contents(file) : "", length);
  if (g_utf8_validate_len(text, length, NULL))
    return g_strsplit(text, "\n", -1);
  g_set_error(error, TY_ERROR, TY_ERROR_ENCODING,
              "%s: found bytes that are no UTF-8, expected a name a line", path);
  return NULL;
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TyBibliometricsOptions wanted = options->wanted;
  g_auto(GStrv) names = options->authors ? read_names(options->authors, error) : NULL;
  (void) exit_code;

  if (options->authors && !names)
    return FALSE;
  wanted.top = options->top;
  wanted.authors = (const char *const *) names;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  json_t *answer = workspace ? ty_bibliometrics(workspace, &options->filter, &wanted, error) : NULL;
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {
    {"top", 'n', TY_OPTION_COUNT, offsetof(Options, top), "N", "rows a table (10)"},
    {"author", 0, TY_OPTION_TEXT, offsetof(Options, wanted.author), "NAME",
     "only what this author wrote"},
    {"authors", 0, TY_OPTION_FILE, offsetof(Options, authors), "FILE",
     "names, one a line, to show in place of pseudonyms; they are not kept"},
    TY_FILTER_OPTIONS(offsetof(Options, filter)),
};

const TyCommand ty_command_bibliometrics = {
    "bibliometrics",
    "ATLAS ",
    "Count papers by year, journal, institution, keyword and author",
    "Authors are kept as hashes only: a table shows the first digits of one, or a name that you "
    "give.\n\n"
    "  tuyou bibliometrics ziyang-dazu.atlas --top 5\n"
    "  tuyou bibliometrics ziyang-dazu.atlas --since 2015 --authors names.txt",
    TY_N(options),
    sizeof(Options),
    1,
    1,
    run};
