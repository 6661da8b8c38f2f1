/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"
#include "cli/watch.h"

#include "base/file.h"
#include "base/number.h"

#include <math.h>
#include <stdio.h>

typedef struct {
  TyDocumentFilter filter;
  TyBagRequest bags;
  guint top;
  const char *k, *alpha, *beta;
  const char *phi, *output;
  const char *theta;
} Options;

/* A bag of words without a vocabulary names its words by number. */
static char *join_words(const json_t *topic) {
  g_autoptr(GString) words = g_string_new(NULL);
  json_t *word;
  gsize k;

  json_array_foreach(json_object_get(topic, "words"), k, word) {
    g_autofree char *id = ty_answer_number(word, "word", 0);
    const char *text = ty_answer_text(word, "word");
    g_string_append_printf(words, "%s%s", k ? " " : "", *text ? text : id);
  }
  return g_string_free(g_steal_pointer(&words), FALSE);
}

static double member(const json_t *object, const char *key) {
  return json_number_value(json_object_get(object, key));
}

static char *per_cent(double share) { return g_strdup_printf("%.1f %%", 100 * share); }

static void print_choice(const json_t *choice) {
  TyTable *table = ty_table_new(">K|>C_v|>±|>NPMI|>diversity|>stability|>perplexity");
  json_t *tried;
  gsize i;

  json_array_foreach(json_object_get(choice, "tried"), i, tried)
      ty_table_add(table, ty_answer_number(tried, "k", 0), ty_answer_number(tried, "cv", 3),
                   ty_answer_number(tried, "error", 3), ty_answer_number(tried, "npmi", 3),
                   ty_answer_number(tried, "diversity", 3), ty_answer_number(tried, "stability", 3),
                   ty_answer_number(tried, "perplexity", 1));
  ty_table_print(table);
  printf("%s\n\n", ty_answer_text(choice, "why"));
}

static void print_typical(const json_t *topics) {
  json_t *topic, *document;
  gsize i, k;

  json_array_foreach(topics, i, topic) {
    if (json_array_size(json_object_get(topic, "documents")) > 0)
      printf("\n%s\n", ty_answer_text(topic, "label"));
    json_array_foreach(json_object_get(topic, "documents"), k, document) {
      g_autofree char *share = per_cent(member(document, "share"));
      printf("  %7s  %s:%" JSON_INTEGER_FORMAT "  %s  %s\n", share,
             ty_answer_text(document, "file"),
             json_integer_value(json_object_get(document, "line")),
             ty_answer_text(document, "title"), ty_answer_text(document, "url"));
    }
  }
}

/* A row a group or line, a column a topic. */
static void print_shares(const json_t *list, const json_t *topics, const char *heading,
                         const char *key, const char *counted) {
  g_autoptr(GString) headings = g_string_new(heading);
  json_t *row, *share;
  gsize i, k;

  g_string_append_printf(headings, "|>%s", counted);
  json_array_foreach(topics, k, row) g_string_append_printf(headings, "|>%zu %%", k + 1);
  printf("\n");
  TyTable *table = ty_table_new(headings->str);
  json_array_foreach(list, i, row) {
    const char *name = ty_answer_text(row, key);
    ty_table_add_cell(table, *name ? g_strdup(name) : ty_answer_number(row, key, 0));
    ty_table_add_cell(table, ty_answer_number(row, counted, 0));
    json_array_foreach(json_object_get(row, "shares"), k, share)
        ty_table_add_cell(table, g_strdup_printf("%.1f", 100 * json_number_value(share)));
  }
  ty_table_print(table);
}

static void print_inferred(const json_t *list, const json_t *topics) {
  g_autoptr(GString) headings = g_string_new(">line|>words|>unknown");
  json_t *line, *share, *topic;
  gsize i, k;

  json_array_foreach(topics, k, topic) g_string_append_printf(headings, "|>%zu %%", k + 1);
  printf("\n");
  TyTable *table = ty_table_new(headings->str);
  json_array_foreach(list, i, line) {
    const json_t *shares = json_object_get(line, "shares");
    ty_table_add_cell(table, ty_answer_number(line, "line", 0));
    ty_table_add_cell(table, ty_answer_number(line, "words", 0));
    ty_table_add_cell(table, ty_answer_number(line, "unknown", 0));
    json_array_foreach(topics, k, topic) {
      share = json_array_get(shares, k);
      ty_table_add_cell(table, share ? g_strdup_printf("%.1f", 100 * json_number_value(share))
                                     : g_strdup("–"));
    }
  }
  ty_table_print(table);
}

static void print_list(const json_t *topics, gboolean judged) {
  TyTable *table = ty_table_new(judged ? ">topic|>share|>NPMI|>C_v|words" : ">topic|>share|words");
  json_t *topic;
  gsize i;

  json_array_foreach(topics, i, topic) {
    ty_table_add_cell(table, ty_answer_number(topic, "topic", 0));
    ty_table_add_cell(table, per_cent(member(topic, "share")));
    if (judged) {
      ty_table_add_cell(table, g_strdup_printf("%.3f", member(topic, "npmi")));
      ty_table_add_cell(table, g_strdup_printf("%.3f", member(topic, "cv")));
    }
    ty_table_add_cell(table, join_words(topic));
  }
  ty_table_print(table);
}

static void print_topics(const json_t *answer) {
  const json_t *topics = json_object_get(answer, "topics");
  gboolean judged = json_object_get(answer, "cv") != NULL;

  if (json_object_get(answer, "choice"))
    print_choice(json_object_get(answer, "choice"));
  print_list(topics, judged);
  if (judged)
    printf("mean NPMI %.3f, C_v %.3f; diversity %.3f\n", member(answer, "npmi"),
           member(answer, "cv"), member(answer, "diversity"));
  if (json_object_get(answer, "perplexity")) {
    g_autofree char *perplexity = ty_answer_number(answer, "perplexity", 2);
    printf("held-out perplexity %s\n", perplexity);
  }
  print_typical(topics);
  if (json_object_get(answer, "groups"))
    print_shares(json_object_get(answer, "groups"), topics, "group", "name", "documents");
  if (json_object_get(answer, "inferred"))
    print_inferred(json_object_get(answer, "inferred"), topics);
}

static json_t *topics_of_bags(const TyCall *call, const TyTopicOptions *wanted, GHashTable **files,
                              GError **error) {
  const Options *options = call->options;
  TyBagRequest request = options->bags;
  g_autoptr(GBytes) phi = NULL;
  g_autoptr(GBytes) theta = NULL;
  gsize length = 0;

  request.topics = *wanted;
  request.theta = options->theta ? &theta : NULL;
  request.n_threads = call->threads;
  json_t *answer = ty_topics_of_bags(&request, options->phi ? &phi : NULL, files, error);
  const char *bytes = phi ? g_bytes_get_data(phi, &length) : NULL;
  if (answer && bytes && !ty_file_write(options->phi, bytes, length, error))
    g_clear_pointer(&answer, json_decref);
  bytes = theta ? g_bytes_get_data(theta, &length) : NULL;
  if (answer && bytes && !ty_file_write(options->theta, bytes, length, error))
    g_clear_pointer(&answer, json_decref);
  return answer;
}

static json_t *topics_of_atlas(const TyCall *call, const TyTopicOptions *wanted, GHashTable **files,
                               GError **error) {
  const Options *options = call->options;
  if (options->theta) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found --theta without --bow, expected both");
    return NULL;
  }
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, FALSE, error);

  return workspace ? ty_topics(workspace, &options->filter, wanted, files, error) : NULL;
}

/* A prior that is given is a number above 0: the use case takes 0 as not given. */
static gboolean parse_prior(const char *name, const char *text, double *prior, GError **error) {
  if (!text || (ty_number_parse(text, prior) && *prior > 0))
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
              "found '%s' for --%s, expected a number from %g to %g", text, name,
              TY_LDA_LEAST_PRIOR, TY_LDA_MOST_PRIOR);
  return FALSE;
}

/* -k 8, -k auto, -k 2-12 */
static gboolean complete(const Options *options, TyTopicOptions *wanted, GError **error) {
  double k;

  *wanted = options->bags.topics;
  wanted->top = options->top;
  if (options->k && ty_number_parse(options->k, &k) && k >= 1 && k <= G_MAXUINT32 && k == floor(k))
    wanted->n_topics = (guint) k;
  else
    wanted->choose = options->k;
  return parse_prior("alpha", options->alpha, &wanted->alpha, error) &&
         parse_prior("beta", options->beta, &wanted->beta, error);
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  TyTopicOptions wanted;
  g_autoptr(GHashTable) files = NULL;
  TyWatch watch = {0};
  (void) exit_code;

  if (!complete(options, &wanted, error))
    return FALSE;
  wanted.progress = ty_watch_sweep;
  wanted.progress_data = &watch;
  if ((options->bags.bags != NULL) == (call->n_rest == 1)) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "expected either an atlas or --bow FILE");
    return FALSE;
  }
  GHashTable **wanted_files = options->output ? &files : NULL;
  json_t *answer = options->bags.bags ? topics_of_bags(call, &wanted, wanted_files, error)
                                      : topics_of_atlas(call, &wanted, wanted_files, error);
  ty_watch_end(&watch);
  if (!answer)
    return FALSE;
  if (files && !ty_write_files(options->output, files, error)) {
    json_decref(answer);
    return FALSE;
  }
  return ty_give_answer(call, answer, print_topics, error);
}

static const TyOption options[] = {
    {"topics", 'k', TY_OPTION_TEXT, offsetof(Options, k), "K|auto|FROM-TO",
     "number of topics (4); auto or a range tries several and says which and why"},
    {"top", 'n', TY_OPTION_COUNT, offsetof(Options, top), "N", "words a topic (10)"},
    {"sweeps", 0, TY_OPTION_COUNT, offsetof(Options, bags.topics.n_sweeps), "N",
     "passes over the corpus (1000)"},
    {"alpha", 0, TY_OPTION_TEXT, offsetof(Options, alpha), "A",
     "prior of topics in documents (0.1)"},
    {"beta", 0, TY_OPTION_TEXT, offsetof(Options, beta), "B", "prior of words in topics (0.01)"},
    {"lambda", 0, TY_OPTION_NUMBER, offsetof(Options, bags.topics.lambda), "L",
     "relevance of words: 1 frequent, towards 0 distinctive (0.6; 1 with --bow)"},
    {"seed", 0, TY_OPTION_SEED, offsetof(Options, bags.topics.seed), "N",
     "seed of the random numbers (0)"},
    {"optimise-alpha", 0, TY_OPTION_FLAG, offsetof(Options, bags.topics.optimise_alpha), NULL,
     "an α for each topic (Wallach)"},
    {"optimise-beta", 0, TY_OPTION_FLAG, offsetof(Options, bags.topics.optimise_beta), NULL,
     "fit β too"},
    {"checkpoint", 0, TY_OPTION_FILE, offsetof(Options, bags.topics.checkpoint), "FILE",
     "keep the training's state in FILE, to go on after a break"},
    {"checkpoint-every", 0, TY_OPTION_COUNT, offsetof(Options, bags.topics.checkpoint_every), "N",
     "write it every N sweeps (50)"},
    {"resume", 0, TY_OPTION_FLAG, offsetof(Options, bags.topics.resume), NULL,
     "go on from --checkpoint FILE: the same result as without the break"},
    {"by", 0, TY_OPTION_TEXT, offsetof(Options, bags.topics.by),
     "place|platform|term|kind|month|year", "also the topics' shares in each"},
    {"infer", 0, TY_OPTION_FILE, offsetof(Options, bags.topics.infer), "FILE",
     "also the topics of unseen texts, one a line (with --bow: of documents as word ids)"},
    {"theta", 0, TY_OPTION_FILE, offsetof(Options, theta), "FILE.npy",
     "with --bow and --infer: write their shares, documents × K"},
    {"output", 'o', TY_OPTION_FILE, offsetof(Options, output), "FOLDER",
     "write the model: φ, θ, α as .npy, CSV, JSON, pyLDAvis"},
    TY_FILTER_OPTIONS(offsetof(Options, filter)),
    {"bow", 0, TY_OPTION_FILE, offsetof(Options, bags.bags), "FILE",
     "documents as word ids instead of an atlas: ids a line, LDA-C or UCI docword"},
    {"vocab", 0, TY_OPTION_FILE, offsetof(Options, bags.vocabulary), "FILE",
     "with --bow: a word a line"},
    {"observed", 0, TY_OPTION_FILE, offsetof(Options, bags.observed), "FILE",
     "with --bow: first halves of unseen documents"},
    {"held-out", 0, TY_OPTION_FILE, offsetof(Options, bags.held_out), "FILE",
     "with --bow: their second halves; gives the perplexity"},
    {"coherence", 0, TY_OPTION_FLAG, offsetof(Options, bags.coherence), NULL,
     "with --bow: also NPMI, C_v and diversity"},
    {"phi", 0, TY_OPTION_FILE, offsetof(Options, phi), "FILE.npy",
     "with --bow: write P(word | topic), K × V"},
};

const TyCommand ty_command_topics = {
    "topics",
    "[ATLAS] ",
    "Find the topics of the documents selected",
    "  tuyou topics ziyang-dazu.atlas --place 大足 -k 4 --top 10\n"
    "  tuyou topics ziyang-dazu.atlas --kind post -k auto --by month -o model/\n"
    "  tuyou topics --bow docword.txt --vocab vocab.txt -k 100 --sweeps 200 --phi phi.npy\n"
    "  tuyou topics --bow docword.txt -k 1000 --checkpoint half.lda   (Ctrl-C ends it with the\n"
    "  model so far; the same with --resume goes on)",
    TY_N(options),
    sizeof(Options),
    0,
    1,
    run};
