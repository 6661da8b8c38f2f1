/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
  TyDocumentFilter filter;
  TyPerceptionOptions perception;
  guint top;
  const char *text, *column;
} Options;

/* Of texts ------------------------------------------------------------------------------------ */

typedef struct {
  GString *out;
  gboolean json, found;
} Printing;

static gboolean flush(Printing *printing, GError **error) {
  gboolean written = ty_write_output(NULL, printing->out->str, printing->out->len, error);
  g_string_truncate(printing->out, 0);
  return written;
}

static const char *polarity_name(double score) {
  return score > 0 ? "praise" : score < 0 ? "complaint" : "neutral";
}

static gboolean print_text(gsize line, double score, const TyOpinion *opinions, gsize n,
                           const char *text, gpointer data, GError **error) {
  Printing *printing = data;

  printing->found = TRUE;
  if (printing->json) {
    json_t *list = json_array();
    for (gsize i = 0; i < n; i++)
      json_array_append_new(list,
                            json_pack("{s:s%, s:[I, I], s:f}", "words", text + opinions[i].start,
                                      (size_t) (opinions[i].end - opinions[i].start), "span",
                                      (json_int_t) opinions[i].start, (json_int_t) opinions[i].end,
                                      "strength", opinions[i].strength));
    json_t *answer = json_pack("{s:I, s:s, s:f, s:o}", "line", (json_int_t) line, "polarity",
                               polarity_name(score), "score", score, "opinions", list);
    char *packed = json_dumps(answer, JSON_COMPACT | JSON_REAL_PRECISION(4));
    g_string_append(printing->out, packed ? packed : "null");
    free(packed);
    json_decref(answer);
  } else
    g_string_append_printf(printing->out, "%zu\t%s\t%+.3f", line, polarity_name(score), score);
  g_string_append_c(printing->out, '\n');
  return printing->out->len < 65536 || flush(printing, error);
}

static void tell_reject(const TyReject *reject, gpointer data) {
  *(gboolean *) data = TRUE;
  fprintf(stderr, "tuyou: %s:%zu: %s\n", reject->file, reject->line, reject->reason);
}

static gboolean run_texts(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  gboolean rejected = FALSE;
  TyPolarityRequest request = {.file = options->text,
                               .column = options->column,
                               .lexicon = options->perception.lexicon,
                               .reject = tell_reject,
                               .reject_data = &rejected};
  g_autoptr(GString) out = g_string_new(NULL);
  Printing printing = {out, call->json, FALSE};

  if (!ty_polarity_of_texts(&request, print_text, &printing, error) || !flush(&printing, error))
    return FALSE;
  *exit_code = rejected ? 3 : printing.found ? 0 : 1;
  return TRUE;
}

/* Of an atlas --------------------------------------------------------------------------------- */

/* The aspect with most of one count, with that count: "石刻 12". */
static char *most_of(const json_t *site, const char *what) {
  const json_t *most = NULL;
  json_t *aspect;
  json_int_t highest = 0;
  gsize i;

  json_array_foreach(json_object_get(site, "aspects"), i, aspect) {
    json_int_t n = json_integer_value(json_object_get(aspect, what));
    if (n > highest) {
      highest = n;
      most = aspect;
    }
  }
  return most ? g_strdup_printf("%s %" JSON_INTEGER_FORMAT, ty_answer_text(most, "label"), highest)
              : NULL;
}

static char *balance_text(const json_t *counted) {
  const json_t *balance = json_object_get(counted, "balance");
  return json_is_number(balance) ? g_strdup_printf("%+.2f", json_number_value(balance)) : NULL;
}

static char *words_text(const json_t *aspect, const char *key) {
  g_autoptr(GString) text = g_string_new(NULL);
  json_t *word;
  gsize i;

  json_array_foreach(json_object_get(aspect, key), i, word) {
    json_int_t n = json_integer_value(json_object_get(word, "count"));
    if (i == 4)
      break;
    g_string_append_printf(text, "%s%s", i ? " " : "", ty_answer_text(word, "word"));
    if (n > 1)
      g_string_append_printf(text, "×%" JSON_INTEGER_FORMAT, n);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void print_sites(const json_t *sites) {
  TyTable *table = ty_table_new("site|>praise|>complaint|>balance|most praised|most complained of");
  json_t *site;
  gsize i;

  json_array_foreach(sites, i, site)
      ty_table_add(table, g_strdup(ty_answer_text(site, "site")),
                   ty_answer_number(site, "praise", 0), ty_answer_number(site, "complaint", 0),
                   balance_text(site), most_of(site, "praise"), most_of(site, "complaint"));
  ty_table_print(table);
}

static void print_site(const json_t *site) {
  TyTable *table = ty_table_new("aspect|>praise|>complaint|>balance|praised|complained of");
  json_t *one, *opinion;
  gsize i, k;

  printf("%s\n", ty_answer_text(site, "site"));
  json_array_foreach(json_object_get(site, "aspects"), i, one)
      ty_table_add(table, g_strdup(ty_answer_text(one, "label")),
                   ty_answer_number(one, "praise", 0), ty_answer_number(one, "complaint", 0),
                   balance_text(one), words_text(one, "praised"), words_text(one, "complained"));
  ty_table_print(table);
  printf("\n");
  table = ty_table_new("period|>praise|>complaint|>balance");
  json_array_foreach(json_object_get(site, "periods"), i, one) ty_table_add(
      table, g_strdup(ty_answer_text(one, "period")), ty_answer_number(one, "praise", 0),
      ty_answer_number(one, "complaint", 0), balance_text(one));
  ty_table_print(table);
  printf("\n");
  json_array_foreach(json_object_get(site, "aspects"), i, one)
      json_array_foreach(json_object_get(one, "opinions"), k, opinion) {
    const json_t *span = json_object_get(opinion, "span");
    printf("%s %s  %s\n    %s:%" JSON_INTEGER_FORMAT ", bytes %" JSON_INTEGER_FORMAT
           "–%" JSON_INTEGER_FORMAT ": %s\n",
           json_number_value(json_object_get(opinion, "strength")) > 0 ? "+" : "−",
           ty_answer_text(one, "label"), ty_answer_text(opinion, "words"),
           ty_answer_text(opinion, "file"), json_integer_value(json_object_get(opinion, "line")),
           json_integer_value(json_array_get(span, 0)), json_integer_value(json_array_get(span, 1)),
           ty_answer_text(opinion, "sentence"));
  }
}

static void print_totals(const json_t *answer) {
  printf("%" JSON_INTEGER_FORMAT " opinions in %" JSON_INTEGER_FORMAT
         " documents; %" JSON_INTEGER_FORMAT
         " more where no site is named; left out: %" JSON_INTEGER_FORMAT " advertisements\n",
         json_integer_value(json_object_get(answer, "opinions")),
         json_integer_value(json_object_get(answer, "documents")),
         json_integer_value(json_object_get(answer, "unplaced")),
         json_integer_value(json_object_get(answer, "advertisements")));
}

static void print_all(const json_t *answer) {
  print_sites(json_object_get(answer, "sites"));
  print_totals(answer);
}

static void print_each(const json_t *answer) {
  json_t *site;
  gsize i;

  json_array_foreach(json_object_get(answer, "sites"), i, site) {
    print_site(site);
    printf("\n");
  }
  print_totals(answer);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TyPerceptionOptions wanted = options->perception;

  if ((call->n_rest > 0) == (options->text != NULL)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found %s, expected an ATLAS or --text FILE",
                options->text ? "both" : "neither an atlas nor --text");
    return FALSE;
  }
  if (options->text)
    return run_texts(call, exit_code, error);
  wanted.top = options->top;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);
  json_t *answer = workspace ? ty_perception(workspace, &options->filter, &wanted, error) : NULL;
  if (answer && json_array_size(json_object_get(answer, "sites")) == 0)
    *exit_code = 1;
  return ty_give_answer(call, answer, wanted.site || wanted.aspect ? print_each : print_all, error);
}

static const TyOption options[] = {
    {"site", 0, TY_OPTION_TEXT, offsetof(Options, perception.site), "NAME",
     "only this site and its parts, with the sentences"},
    {"aspect", 0, TY_OPTION_TEXT, offsetof(Options, perception.aspect), "NAME",
     "only this aspect (carvings, scenery, guide, ticket, crowd, traffic, food, facilities,\n"
     "service, whole, or its label), with the sentences"},
    {"by", 0, TY_OPTION_TEXT, offsetof(Options, perception.unit), "month|year",
     "length of a period (year)"},
    {"top", 'n', TY_OPTION_COUNT, offsetof(Options, top), "N", "sentences an aspect (all)"},
    {"lexicon", 'l', TY_OPTION_FILE, offsetof(Options, perception.lexicon), "FILE",
     "own words of opinion, above those of opinions.txt"},
    {"text", 0, TY_OPTION_FILE, offsetof(Options, text), "FILE",
     "no atlas: the polarity of each line of a file (- standard input)"},
    {"column", 0, TY_OPTION_TEXT, offsetof(Options, column), "NAME",
     "with --text: the file is CSV, and the texts stand in this column"},
    TY_FILTER_OPTIONS(offsetof(Options, filter)),
};

const TyCommand ty_command_perception = {
    "perception",
    "[ATLAS] ",
    "Tell what visitors praise and complain of at each site",
    "Aspect-based sentiment analysis of posts: opinions by what they are about, negation, degree,\n"
    "contrast and wishes considered, each with its sentence and byte span. The words stand in\n"
    "opinions.txt, whose head says how to add to them.\n"
    "With --text: line, polarity (praise, complaint, neutral) and score in (-1, 1) of each "
    "text.\n\n"
    "  tuyou perception ziyang-dazu.atlas\n"
    "  tuyou perception ziyang-dazu.atlas --site 宝顶山 --since 2024\n"
    "  tuyou perception --text reviews.csv --column review",
    TY_N(options),
    sizeof(Options),
    0,
    1,
    run};
