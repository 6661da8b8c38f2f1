/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/derivation.h"
#include "cli/table.h"

#include <stdio.h>
#include <string.h>

typedef struct {
  const char *predicate, *sparql, *sql, *file, *format, *output;
  guint depth, limit;
  double seconds;
  gboolean infer, possible;
} Options;

/* Tables ----------------------------------------------------------------------------------------
 */

static TyTable *neighbours_table(const json_t *answer) {
  TyTable *table = ty_table_new("from||relation|name|kind|>steps|>confidence");
  json_t *neighbour;
  gsize i;

  json_array_foreach(json_object_get(answer, "neighbours"), i, neighbour) ty_table_add(
      table, g_strdup(ty_answer_text(neighbour, "from")),
      g_strdup(g_str_equal(ty_answer_text(neighbour, "direction"), "out") ? "→" : "←"),
      g_strconcat(ty_answer_text(neighbour, "label"),
                  json_object_get(neighbour, "inferred") ? " (inferred)" : "", NULL),
      g_strdup(ty_answer_text(neighbour, "name")), g_strdup(ty_answer_text(neighbour, "kind")),
      ty_answer_number(neighbour, "distance", 0), ty_answer_number(neighbour, "confidence", 2));
  return table;
}

static TyTable *possible_table(const json_t *answer) {
  TyTable *table =
      ty_table_new("possible|kind|perhaps|>score|>Adamic–Adar|>PageRank|common neighbours");
  json_t *one;
  gsize i;

  json_array_foreach(json_object_get(answer, "possible"), i, one) {
    const json_t *perhaps = json_object_get(one, "perhaps");
    gboolean out = g_str_equal(ty_answer_text(perhaps, "direction"), "out");
    ty_table_add(
        table, g_strdup(ty_answer_text(one, "name")), g_strdup(ty_answer_text(one, "kind")),
        g_strdup_printf("%s%s",
                        !perhaps ? ""
                        : out    ? "→ "
                                 : "← ",
                        ty_answer_text(perhaps, "label")),
        ty_answer_number(one, "score", 3), ty_answer_number(one, "adamic_adar", 3),
        ty_answer_number(one, "rank", 5), ty_answer_join(json_object_get(one, "common"), "、"));
  }
  return table;
}

static char *cell_text(const json_t *cell) {
  if (json_is_string(cell))
    return g_strdup(json_string_value(cell));
  if (json_is_number(cell)) {
    char *number = json_dumps(cell, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    char *text = g_strdup(number);
    free(number);
    return text;
  }
  const char *shorter = ty_answer_text(cell, "text");
  if (g_str_has_prefix(shorter, "tuyou:"))
    return g_strdup(shorter + strlen("tuyou:"));
  return g_strdup(*shorter ? shorter : ty_answer_text(cell, "value"));
}

static TyTable *rows_table(const json_t *answer) {
  gboolean graph = g_str_equal(ty_answer_text(answer, "form"), "graph");
  const json_t *rows = json_object_get(answer, graph ? "triples" : "rows");
  g_autofree char *headings = graph ? g_strdup("subject|predicate|object")
                                    : ty_answer_join(json_object_get(answer, "variables"), "|");
  TyTable *table = ty_table_new(headings);
  json_t *row, *cell;
  gsize i, k;

  json_array_foreach(rows, i, row) json_array_foreach(row, k, cell)
      ty_table_add_cell(table, json_is_null(cell) ? NULL : cell_text(cell));
  return table;
}

static TyTable *table_of(const json_t *answer) {
  return json_object_get(answer, "neighbours") ? neighbours_table(answer)
         : json_object_get(answer, "possible") ? possible_table(answer)
                                               : rows_table(answer);
}

static void print_answer(const json_t *answer) {
  json_t *one;
  gsize i;

  if (json_object_get(answer, "answer")) {
    puts(json_is_true(json_object_get(answer, "answer")) ? "yes" : "no");
    return;
  }
  ty_table_print(table_of(answer));
  json_array_foreach(json_object_get(answer, "neighbours"), i, one) {
    if (!json_object_get(one, "inferred"))
      continue;
    gboolean out = g_str_equal(ty_answer_text(one, "direction"), "out");
    printf("\n%s %s %s  by %s: %s\n", ty_answer_text(one, out ? "from" : "name"),
           ty_answer_text(one, "label"), ty_answer_text(one, out ? "name" : "from"),
           ty_answer_text(one, "rule"), ty_answer_text(one, "says"));
    ty_print_because(one, 2);
  }
}

static void print_csv(const json_t *answer) {
  if (json_object_get(answer, "answer"))
    print_answer(answer);
  else
    ty_table_print_csv(table_of(answer));
}

/* Asking ----------------------------------------------------------------------------------------
 */

static gboolean is_empty(const json_t *answer) {
  static const char *const lists[] = {"neighbours", "possible", "rows", "triples"};

  for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
    if (json_object_get(answer, lists[i]))
      return json_array_size(json_object_get(answer, lists[i])) == 0;
  return json_is_false(json_object_get(answer, "answer"));
}

/* A query begins with one of these words, or holds a group; no name does. */
static gboolean is_sparql(const char *text) {
  static const char *const words[] = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE"};

  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    gsize length = strlen(words[i]);
    if (g_ascii_strncasecmp(text, words[i], length) == 0 && g_ascii_isspace(text[length]))
      return TRUE;
  }
  return strchr(text, '{') != NULL;
}

static json_t *ask(TyWorkspace *workspace, const Options *options, const char *asked,
                   GError **error) {
  TyQuestionOptions question = {options->limit, options->seconds, options->infer};
  TyNeighbourOptions around = {options->predicate, options->depth, options->infer, options->limit,
                               options->seconds};

  if (options->file) {
    g_autoptr(GMappedFile) file = ty_file_map(options->file, error);
    if (!file)
      return NULL;
    g_autofree char *text =
        g_strndup(g_mapped_file_get_length(file) ? g_mapped_file_get_contents(file) : "",
                  g_mapped_file_get_length(file));
    return g_str_has_suffix(options->file, ".sql") ? ty_sql(workspace, text, &question, error)
                                                   : ty_sparql(workspace, text, &question, error);
  }
  if (options->sql)
    return ty_sql(workspace, options->sql, &question, error);
  if (options->sparql || is_sparql(asked))
    return ty_sparql(workspace, options->sparql ? options->sparql : asked, &question, error);
  return options->possible ? ty_possible(workspace, asked, options->limit, error)
                           : ty_neighbours(workspace, asked, &around, error);
}

static gboolean check(const TyCall *call, GError **error) {
  static const char *const formats[] = {"table", "json", "csv", "svg", "png", NULL};
  const Options *options = call->options;
  int n = (call->n_rest == 2) + (options->sparql != NULL) + (options->sql != NULL) +
          (options->file != NULL);

  if (n != 1) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found %d questions, expected one of NAME, 'SELECT …', --sparql, --sql and -f", n);
    return FALSE;
  }
  if (options->format && !g_strv_contains(formats, options->format)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found the format %s, expected table, json, csv, svg or png", options->format);
    return FALSE;
  }
  if (options->seconds < 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found --seconds %g, expected more than 0",
                options->seconds);
    return FALSE;
  }
  return TRUE;
}

static gboolean draw(TyWorkspace *workspace, const Options *options, const json_t *answer,
                     GError **error) {
  TyDrawOptions picture = {.format = options->format};

  if (!json_object_get(answer, "neighbours")) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found a picture asked for with a question, expected it with NAME only");
    return FALSE;
  }
  g_autoptr(GBytes) drawn = ty_draw_around(workspace, answer, &picture, error);
  gsize length = 0;
  const char *bytes = drawn ? g_bytes_get_data(drawn, &length) : NULL;
  return bytes && ty_write_output(options->output, bytes, length, error);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  const char *format = options->format ? options->format : call->json ? "json" : "table";

  if (!check(call, error))
    return FALSE;
  TyWorkspaceOptions opening = {.n_threads = call->threads, .graph_only = TRUE};
  g_autoptr(TyWorkspace) workspace = ty_workspace_open(call->rest[0], &opening, error);
  json_t *answer = workspace ? ask(workspace, options, call->rest[1], error) : NULL;
  if (!answer)
    return FALSE;
  *exit_code = is_empty(answer);
  ty_warn_cut(json_object_get(answer, "cut"));
  if (g_str_equal(format, "json"))
    return ty_print_json(answer, error);
  gboolean done = TRUE;
  if (g_str_equal(format, "svg") || g_str_equal(format, "png"))
    done = draw(workspace, options, answer, error);
  else if (g_str_equal(format, "csv"))
    print_csv(answer);
  else
    print_answer(answer);
  json_decref(answer);
  return done;
}

static const TyOption options[] = {
    {"predicate", 0, TY_OPTION_TEXT, offsetof(Options, predicate), "PREDICATE",
     "only this relation: located_in, part_of …, or an inverse: contains …"},
    {"depth", 0, TY_OPTION_COUNT, offsetof(Options, depth), "N", "how many steps away (1)"},
    {"infer", 0, TY_OPTION_FLAG, offsetof(Options, infer), NULL,
     "also what follows by closures and rules, with its derivation (only what is stated)"},
    {"possible", 0, TY_OPTION_FLAG, offsetof(Options, possible), NULL,
     "guess what NAME may belong to though nothing says so, with the neighbours in common"},
    {"sparql", 0, TY_OPTION_TEXT, offsetof(Options, sparql), "QUERY", "ask in SPARQL"},
    {"sql", 0, TY_OPTION_TEXT, offsetof(Options, sql), "QUERY",
     "ask in SQL over the views v_entities, v_facts, v_evidence, v_places …"},
    {"file", 'f', TY_OPTION_FILE, offsetof(Options, file), "FILE",
     "ask what stands in a file: SQL when its name ends in .sql, else SPARQL"},
    {"limit", 0, TY_OPTION_COUNT, offsetof(Options, limit), "N",
     "most rows (10000; neighbours 1000; possible 10)"},
    {"seconds", 0, TY_OPTION_NUMBER, offsetof(Options, seconds), "S", "longest time (10)"},
    {"format", 0, TY_OPTION_TEXT, offsetof(Options, format), "table|json|csv|svg|png",
     "form of the answer (table); pictures of NAME only"},
    {"output", 'o', TY_OPTION_FILE, offsetof(Options, output), "FILE",
     "with a picture: where to (standard output)"},
};

const TyCommand ty_command_query = {
    "query",
    "ATLAS [NAME|QUERY] ",
    "Ask the heritage graph: neighbours, SPARQL, SQL",
    "NAME tells what stands around an entity; a text with { is SPARQL. Prefixes tuyou:, crm:,\n"
    "schema:, geo:, rdf:, rdfs:, skos: and xsd: are declared. Answers are stated facts unless\n"
    "--infer is given. SQL sees the views v_entities, v_names, v_kinds, v_predicates, v_rules,\n"
    "v_facts, v_evidence, v_sources, v_documents, v_mentions, v_places, v_legs, v_themes,\n"
    "v_calendar, v_keywords and v_topics, and distance_km(lat, lon, lat, lon).\n\n"
    "  tuyou query ziyang-dazu.atlas 圆觉洞 --depth 2\n"
    "  tuyou query ziyang-dazu.atlas 雍溪古镇 --infer\n"
    "  tuyou query ziyang-dazu.atlas 毗卢洞 --possible\n"
    "  tuyou query ziyang-dazu.atlas 'SELECT ?site { ?site tuyou:depicts tuyou:观音 }'\n"
    "  tuyou query ziyang-dazu.atlas --sql 'SELECT kind, count(*) FROM v_entities GROUP BY kind'",
    TY_N(options),
    sizeof(Options),
    1,
    2,
    run};
