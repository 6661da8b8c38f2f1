/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <stdio.h>

enum { SHOWN_PAIRS = 20, SHOWN_MARKS = 6 };

typedef struct {
  TySurveyOptions survey;
  const char *output;
  gboolean keep;
} Options;

/* p as people read it. */
static char *short_p(const json_t *object, const char *key) {
  double p = json_number_value(json_object_get(object, key));
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (p < .001)
    return g_strdup("< 0.001");
  return g_strdup(g_ascii_formatd(text, sizeof text, "%.3f", p));
}

static char *options_text(const json_t *field) {
  g_autoptr(GString) text = g_string_new(NULL);
  json_t *option;
  gsize i;

  json_array_foreach(json_object_get(field, "options"), i, option) {
    g_autofree char *count = ty_answer_number(option, "count", 0);
    if (i < 6)
      g_string_append_printf(text, "%s%s %s", i ? "，" : "", ty_answer_text(option, "option"),
                             count);
    else if (i == 6)
      g_string_append(text, " …");
  }
  if (json_object_get(field, "mean")) {
    g_autofree char *mean = ty_answer_number(field, "mean", 2),
                    *median = ty_answer_number(field, "median", 2),
                    *least = ty_answer_number(field, "least", 2),
                    *most = ty_answer_number(field, "most", 2);
    g_string_append_printf(text, "mean %s, median %s, %s to %s", mean, median, least, most);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void print_fields(const json_t *answer) {
  TyTable *table = ty_table_new("field|kind|>answered|>missing|answers");
  json_t *field;
  gsize i;

  json_array_foreach(json_object_get(answer, "fields"), i, field)
      ty_table_add(table, g_strdup(ty_answer_text(field, "name")),
                   g_strdup(ty_answer_text(field, "kind")), ty_answer_number(field, "answered", 0),
                   ty_answer_number(field, "missing", 0), options_text(field));
  ty_table_print(table);
}

static char *side(const json_t *pair, const char *name, const char *option) {
  const char *text = ty_answer_text(pair, option);
  return g_strdup_printf("%s%s%s", ty_answer_text(pair, name), *text ? "：" : "", text);
}

static void print_pairs(const json_t *answer) {
  const json_t *found = json_object_get(answer, "correlations");
  TyTable *table = ty_table_new("of|with|measure|>effect|>n|>p|>p adjusted|");
  g_autofree char *tests = ty_answer_number(found, "tests", 0),
                  *significant = ty_answer_number(found, "significant", 0);
  json_t *pair;
  gsize i;

  printf("\n%s pairs compared, %s with p < 0.05 when corrected for that (%s)\n", tests, significant,
         g_str_equal(ty_answer_text(found, "adjustment"), "holm") ? "Holm" : "Benjamini–Hochberg");
  json_array_foreach(json_object_get(found, "pairs"), i, pair) {
    gboolean drawn = g_str_equal(ty_answer_text(pair, "by"), "permutation");
    if (i < SHOWN_PAIRS)
      ty_table_add(table, side(pair, "a", "option_a"), side(pair, "b", "option_b"),
                   g_strdup(ty_answer_text(pair, "measure")), ty_answer_number(pair, "effect", 3),
                   ty_answer_number(pair, "n", 0), short_p(pair, "p"), short_p(pair, "p_adjusted"),
                   g_strdup(drawn ? "by permutation" : ""));
  }
  ty_table_print(table);
}

static void print_marks(const json_t *card) {
  json_t *mark;
  gsize i, shown = 0;

  json_array_foreach(json_object_get(card, "marks"), i, mark) {
    const char *option = ty_answer_text(mark, "option");
    g_autofree char *share = ty_answer_number(mark, *option ? "share" : "mean", 3),
                    *overall = ty_answer_number(mark, "overall", 3),
                    *lift = ty_answer_number(mark, "lift", 2), *p = short_p(mark, "p_adjusted");
    if (shown == SHOWN_MARKS)
      break;
    shown++;
    if (*option)
      printf("  %s：%s  share %s, of all %s, lift %s, p %s\n", ty_answer_text(mark, "field"),
             option, share, overall, lift, p);
    else
      printf("  %s  mean %s, of all %s, p %s\n", ty_answer_text(mark, "field"), share, overall, p);
  }
}

static void print_segments(const json_t *answer) {
  const json_t *segments = json_object_get(answer, "segments");
  g_autofree char *silhouette = ty_answer_number(segments, "silhouette", 3),
                  *gamma = ty_answer_number(segments, "gamma", 3),
                  *k = ty_answer_number(segments, "k", 0);
  const char *field;
  json_t *card, *usual;
  gsize i;

  if (!segments)
    return;
  printf("\n%s segments (%s), mean silhouette %s, γ %s\n", k, ty_answer_text(segments, "chosen"),
         silhouette, gamma);
  json_array_foreach(json_object_get(segments, "list"), i, card) {
    g_autofree char *size = ty_answer_number(card, "size", 0);
    printf("\nsegment %zu: %s (%s people)\n", i + 1, ty_answer_text(card, "label"), size);
    print_marks(card);
    printf("  typical:");
    json_object_foreach(json_object_get(card, "typical"), field, usual) {
      g_autofree char *number = ty_answer_number(json_object_get(card, "typical"), field, 2);
      printf(" %s %s;", field, json_is_string(usual) ? json_string_value(usual) : number);
    }
    printf("\n");
  }
}

static void print_answer(const json_t *answer) {
  g_autofree char *respondents = ty_answer_number(answer, "respondents", 0);
  g_autofree char *files = ty_answer_join(json_object_get(answer, "files"), ", ");
  json_t *note;
  gsize i;

  printf("%s respondents of %s\n", respondents, files);
  print_fields(answer);
  print_pairs(answer);
  print_segments(answer);
  json_array_foreach(json_object_get(answer, "notes"), i, note)
      printf("%s· %s\n", i ? "" : "\n", json_string_value(note));
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, options->keep, error);
  json_t *answer = workspace ? ty_survey(workspace, &options->survey, error) : NULL;
  gboolean done = answer != NULL;
  (void) exit_code;

  if (done && options->output) {
    g_autoptr(GHashTable) tables = ty_survey_tables(answer);
    done = ty_write_files(options->output, tables, error);
  }
  if (done && options->keep) {
    json_t *kept = ty_profiles_from_survey(workspace, answer, error);
    done = kept != NULL;
    json_decref(kept);
  }
  if (!done) {
    json_decref(answer);
    return FALSE;
  }
  return ty_give_answer(call, answer, print_answer, error);
}

static const TyOption options[] = {
    {"clusters", 0, TY_OPTION_TEXT, offsetof(Options, survey.clusters), "auto|none|K",
     "number of segments (auto: by silhouette)"},
    {"fields", 0, TY_OPTION_TEXT, offsetof(Options, survey.fields), "A,B,…",
     "only these questions"},
    {"types", 0, TY_OPTION_TEXT, offsetof(Options, survey.types), "A=KIND,…",
     "what a question is: nominal, ordinal, multiple, numeric, text, identifier, personal"},
    {"file", 0, TY_OPTION_TEXT, offsetof(Options, survey.file), "FILE",
     "only this questionnaire (all together)"},
    {"adjust", 0, TY_OPTION_TEXT, offsetof(Options, survey.adjust), "bh|holm",
     "how p values are corrected for being many (bh)"},
    {"gamma", 0, TY_OPTION_NUMBER, offsetof(Options, survey.gamma), "G",
     "weight of an answer that differs against a squared number (by their variances)"},
    {"seed", 0, TY_OPTION_SEED, offsetof(Options, survey.seed), "N",
     "seed of the random numbers (0)"},
    {"keep", 0, TY_OPTION_FLAG, offsetof(Options, keep), NULL,
     "keep the segments as profiles segment-1 … for plan and recommend"},
    {"output", 'o', TY_OPTION_FILE, offsetof(Options, output), "FOLDER", "tables as CSV too"},
};

const TyCommand ty_command_survey = {
    "survey",
    "ATLAS ",
    "Tell what questionnaires say: fields, correlations, segments",
    "Correlations are Cramér's V, Spearman's ρ or η as the questions' kinds ask for; segments are\n"
    "found by k-prototypes. Nothing that tells a person from others is kept or shown.\n\n"
    "  tuyou import my.atlas --as survey answers.xlsx\n"
    "  tuyou survey my.atlas --clusters auto -o survey/\n"
    "  tuyou survey my.atlas --types 学习探索意愿=ordinal --keep",
    TY_N(options),
    sizeof(Options),
    1,
    1,
    run};
