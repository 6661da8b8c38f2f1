/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

typedef struct {
  TyDocumentFilter filter;
  const char *documents, *kind, *forms;
  guint top, least, contexts;
  gboolean unknown, new_words, word;
  const char *accept, *reject, *alias_of, *county;
} Options;

static void print_known(const json_t *answer, guint top) {
  TyTable *table = ty_table_new("name|kind|county|>mentions|>documents");
  json_t *name;
  gsize i;

  json_array_foreach(json_object_get(answer, "names"), i, name) if (top == 0 || i < top)
      ty_table_add(table, g_strdup(ty_answer_text(name, "name")),
                   g_strdup(ty_answer_text(name, "kind")), g_strdup(ty_answer_text(name, "county")),
                   ty_answer_number(name, "mentions", 0), ty_answer_number(name, "documents", 0));
  ty_table_print(table);
}

static char *guess_of(const json_t *candidate) {
  if (json_object_get(candidate, "alias_of"))
    return g_strdup_printf("another name of %s (%s)", ty_answer_text(candidate, "alias_of"),
                           ty_answer_text(candidate, "reason"));
  return g_strdup(ty_answer_text(candidate, "kind"));
}

static void print_candidate(const json_t *candidate) {
  g_autofree char *rank = ty_answer_number(candidate, "rank", 0);
  g_autofree char *count = ty_answer_number(candidate, "count", 0);
  g_autofree char *documents = ty_answer_number(candidate, "documents", 0);
  g_autofree char *score = ty_answer_number(candidate, "score", 3);
  g_autofree char *guess = guess_of(candidate);
  json_t *context;
  gsize i;

  printf("%s. %s%s%s: %s× in %s, score %s\n", rank, ty_answer_text(candidate, "name"),
         *guess ? ", " : "", guess, count, documents, score);
  json_array_foreach(json_object_get(candidate, "contexts"), i, context) {
    g_autofree char *line = ty_answer_number(context, "line", 0);
    g_autofree char *start = ty_answer_number(context, "start", 0);
    g_autofree char *end = ty_answer_number(context, "end", 0);
    printf("   %s[%s]%s  (%s:%s, bytes %s–%s)\n", ty_answer_text(context, "before"),
           ty_answer_text(context, "quote"), ty_answer_text(context, "after"),
           ty_answer_text(context, "file"), line, start, end);
  }
  printf("   %s\n   %s\n", ty_answer_text(candidate, "accept"),
         ty_answer_text(candidate, "reject"));
}

static void print_unknown(const json_t *answer) {
  g_autofree char *found = ty_answer_number(answer, "found", 0);
  g_autofree char *searched = ty_answer_number(answer, "searched", 0);
  g_autofree char *documents = ty_answer_number(answer, "documents", 0);
  json_t *candidate;
  gsize i;

  json_array_foreach(json_object_get(answer, "candidates"), i, candidate)
      print_candidate(candidate);
  printf("%s candidates in %s of %s documents\n", found, searched, documents);
}

static void print_decision(const json_t *answer) {
  g_autofree char *mentions = ty_answer_number(answer, "mentions", 0);
  const char *verdict = ty_answer_text(answer, "verdict");

  printf("%s: %s", ty_answer_text(answer, "name"), verdict);
  if (g_str_equal(verdict, "alias"))
    printf(" of %s", ty_answer_text(answer, "of"));
  if (json_object_get(answer, "kind"))
    printf(" of kind %s", ty_answer_text(answer, "kind"));
  if (json_object_get(answer, "mentions"))
    printf(", which texts name %s times", mentions);
  putchar('\n');
}

/* What the options ask for together must make sense. */
static gboolean check_options(const Options *options, GError **error) {
  gboolean listing = options->unknown || options->new_words;
  guint verdicts = (options->alias_of != NULL) + options->word + (options->accept && options->kind);

  if (options->accept && options->reject)
    g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE,
                        "found --accept and --reject, expected one of them");
  else if ((options->accept || options->reject) && listing)
    g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE,
                        "found a decision and --unknown or --new-words, expected one of them");
  else if (options->accept && verdicts != 1)
    g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE,
                        "found --accept, expected one of --kind, --alias-of and --word with it");
  else if (!options->accept && (options->alias_of || options->word || options->county))
    g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE,
                        "found --alias-of, --word or --county, expected --accept with it");
  else if (options->county && !options->kind)
    g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE, "found --county, expected --kind with it");
  else
    return TRUE;
  return FALSE;
}

static json_t *decide(const Options *options, TyWorkspace *workspace, GError **error) {
  TyDecision decision = {.name = options->accept ? options->accept : options->reject,
                         .verdict = options->reject     ? "rejected"
                                    : options->alias_of ? "alias"
                                    : options->word     ? "word"
                                                        : "entity",
                         .kind = options->accept ? options->kind : NULL,
                         .county = options->county,
                         .of = options->alias_of};

  return ty_names_decide(workspace, &decision, error);
}

static json_t *find(const TyCall *call, TyWorkspace *workspace, GError **error) {
  const Options *options = call->options;
  g_autofree char *command = g_strconcat("tuyou names ", call->rest[0], NULL);
  TyNamesOptions wanted = {.filter = options->filter,
                           .new_words = options->new_words,
                           .kind = options->kind,
                           .top = options->top,
                           .least = options->least,
                           .contexts = options->contexts,
                           .forms = options->forms,
                           .command = command};

  wanted.filter.kind = options->documents;
  return ty_names_unknown(workspace, &wanted, error);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  gboolean deciding = options->accept || options->reject;
  gboolean listing = options->unknown || options->new_words;

  if (!check_options(options, error))
    return FALSE;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, deciding, error);
  json_t *answer = !workspace ? NULL
                   : deciding ? decide(options, workspace, error)
                   : listing  ? find(call, workspace, error)
                              : ty_names_known(workspace, options->kind, error);
  if (!answer)
    return FALSE;
  if (!deciding && json_array_size(json_object_get(answer, listing ? "candidates" : "names")) == 0)
    *exit_code = 1;
  if (call->json)
    return ty_print_json(answer, error);
  if (deciding)
    print_decision(answer);
  else if (listing)
    print_unknown(answer);
  else
    print_known(answer, options->top);
  json_decref(answer);
  return TRUE;
}

static const TyOption options[] = {
    {"unknown", 'u', TY_OPTION_FLAG, offsetof(Options, unknown), NULL,
     "names in the texts that the atlas does not know"},
    {"new-words", 'w', TY_OPTION_FLAG, offsetof(Options, new_words), NULL,
     "words that no list has, by statistics alone"},
    {"kind", 0, TY_OPTION_TEXT, offsetof(Options, kind), "KIND",
     "only this kind; with --accept, what the name is: site, ich, food …"},
    {"top", 'n', TY_OPTION_COUNT, offsetof(Options, top), "N", "how many (20; of known names all)"},
    {"min-count", 0, TY_OPTION_COUNT, offsetof(Options, least), "N",
     "only what comes so often (1; new words 3)"},
    {"contexts", 0, TY_OPTION_COUNT, offsetof(Options, contexts), "N", "places quoted of each (2)"},
    {"forms", 0, TY_OPTION_FILE, offsetof(Options, forms), "FILE",
     "how names look (name-forms.txt of the data folder)"},
    {"accept", 0, TY_OPTION_TEXT, offsetof(Options, accept), "NAME",
     "take it: with --kind as an entity, with --alias-of or --word"},
    {"county", 0, TY_OPTION_TEXT, offsetof(Options, county), "COUNTY",
     "where the accepted entity is"},
    {"alias-of", 0, TY_OPTION_TEXT, offsetof(Options, alias_of), "ENTITY",
     "the accepted name is another one of this"},
    {"word", 0, TY_OPTION_FLAG, offsetof(Options, word), NULL,
     "the accepted name is a word of the atlas's lexicon"},
    {"reject", 0, TY_OPTION_TEXT, offsetof(Options, reject), "NAME", "never list it again"},
    {"documents", 0, TY_OPTION_TEXT, offsetof(Options, documents), "post|paper",
     "only documents of this kind"},
    {"place", 0, TY_OPTION_TEXT, offsetof(Options, filter.place), "PLACE",
     "only documents gathered for this place"},
    {"platform", 0, TY_OPTION_TEXT, offsetof(Options, filter.platform), "NAME",
     "only documents of this platform"},
};

const TyCommand ty_command_names = {
    "names",
    "ATLAS ",
    "List the names in the texts; find, accept and reject unknown ones",
    "Without options, the entities that texts name, with how often. --unknown lists candidates:\n"
    "what they seem to be, where they stand, and the commands that accept or reject them. What "
    "was\n"
    "decided stays in the atlas and outlives its builds.\n\n"
    "  tuyou names ziyang-dazu.atlas --kind site\n"
    "  tuyou names ziyang-dazu.atlas --unknown --top 10\n"
    "  tuyou names ziyang-dazu.atlas --accept 铁佛寺崖墓 --kind site --county 安岳县\n"
    "  tuyou names ziyang-dazu.atlas --reject 联合开发石刻",
    TY_N(options),
    sizeof(Options),
    1,
    1,
    run};
