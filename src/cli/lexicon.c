/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  TyUserWordOptions words;
  double points; /* 0: not given */
} Options;

static gint64 count_of(const json_t *answer, const char *key) {
  return json_integer_value(json_object_get(answer, key));
}

static void print_list(const json_t *answer) {
  TyTable *table = ty_table_new("as|word|tag|>points|from|note");
  json_t *word;
  gsize i;

  json_array_foreach(json_object_get(answer, "words"), i, word) {
    gboolean out = json_is_true(json_object_get(word, "taken_out"));
    gboolean has_points = json_object_get(word, "points") != NULL;
    ty_table_add(table, g_strdup(ty_answer_text(word, "role")),
                 g_strdup(ty_answer_text(word, "word")), g_strdup(ty_answer_text(word, "tag")),
                 has_points ? ty_answer_number(word, "points", 3) : NULL,
                 g_strconcat(ty_answer_text(word, "from"), out ? ", taken out" : "", NULL),
                 g_strdup(ty_answer_text(word, "note")));
  }
  ty_table_print(table);
}

static json_t *do_action(const TyCall *call, TyWorkspace *workspace, const char *action,
                         const TyUserWordOptions *words, GError **error) {
  if (g_str_equal(action, "list"))
    return ty_user_words_list(workspace, words->role, error);
  if (g_str_equal(action, "remove"))
    return ty_user_words_remove(workspace, words->role, call->rest + 2, error);
  return ty_user_words_add(workspace, words, call->rest + 2, error);
}

static gboolean check_call(const TyCall *call, const char *action, GError **error) {
  const Options *options = call->options;
  gsize n_words = call->n_rest - 2;
  const char *const actions[] = {"add", "remove", "list", NULL};

  if (!g_strv_contains(actions, action))
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found %s, expected add, remove or list", action);
  else if (g_str_equal(action, "list") && n_words > 0)
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "found %s after list, expected nothing",
                call->rest[2]);
  else if (g_str_equal(action, "remove") && n_words == 0)
    g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE, "found no words, expected some to remove");
  else if (g_str_equal(action, "add") && n_words == 0 && !options->words.file)
    g_set_error_literal(error, TY_ERROR, TY_ERROR_USAGE,
                        "found no words, expected some to add or --from FILE");
  else
    return TRUE;
  return FALSE;
}

static gboolean run(const TyCall *call, int *exit_code, GError **error) {
  const Options *options = call->options;
  const char *action = call->rest[1];
  TyUserWordOptions words = options->words;

  words.points = options->points == 0 ? NAN : options->points;
  words.reject = ty_print_reject;
  if (!check_call(call, action, error))
    return FALSE;
  g_autoptr(TyWorkspace) workspace = ty_call_workspace(call, !g_str_equal(action, "list"), error);
  json_t *answer = workspace ? do_action(call, workspace, action, &words, error) : NULL;
  if (!answer)
    return FALSE;
  if (count_of(answer, "rejected") > 0)
    *exit_code = 3;
  if (call->json)
    return ty_print_json(answer, error);
  if (g_str_equal(action, "list"))
    print_list(answer);
  else if (g_str_equal(action, "remove"))
    printf("%s: %" G_GINT64_FORMAT " removed, %" G_GINT64_FORMAT " of the lists taken out\n",
           ty_answer_text(answer, "role"), count_of(answer, "removed"),
           count_of(answer, "taken_out"));
  else
    printf("%s: %" G_GINT64_FORMAT " added, %" G_GINT64_FORMAT " replaced\n",
           ty_answer_text(answer, "role"), count_of(answer, "added"), count_of(answer, "replaced"));
  json_decref(answer);
  return TRUE;
}

static const TyOption options[] = {
    {"as", 0, TY_OPTION_TEXT, offsetof(Options, words.role),
     "word|stopword|furniture|advertisement", "what the words are (word)"},
    {"from", 0, TY_OPTION_FILE, offsetof(Options, words.file), "FILE",
     "add the lines of a file: `word [frequency] [tag]`, or phrase and points parted by a tab"},
    {"tag", 0, TY_OPTION_TEXT, offsetof(Options, words.tag), "TAG",
     "part of speech of added words: n, ns, nr … (nz)"},
    {"points", 0, TY_OPTION_NUMBER, offsetof(Options, points), "N",
     "how much an advertisement's mark counts (1); 5 together make an advertisement"},
    {"note", 0, TY_OPTION_TEXT, offsetof(Options, words.note), "TEXT",
     "where the added words come from"},
};

const TyCommand ty_command_lexicon = {
    "lexicon",
    "ATLAS add|remove|list [WORD…] ",
    "Show and edit the atlas's own words and rules",
    "Own words stay whole in every text that is read over the atlas. As stopword they are left "
    "out\n"
    "of counts, as furniture what platforms print around a text; marks of advertisement tell "
    "posts\n"
    "that are left out. What the program's own lists have is taken out by remove, and back in by "
    "add.\n"
    "list shows what is the atlas's own; with --as the program's list too. Facts found in texts\n"
    "before are found anew by the next build or import.\n\n"
    "  tuyou lexicon my.atlas add 万古鲤鱼灯舞 --tag nz\n"
    "  tuyou lexicon my.atlas add --from names.txt --note 'site list of 2024'\n"
    "  tuyou lexicon my.atlas add 私信我 --as advertisement --points 3\n"
    "  tuyou lexicon my.atlas remove 打卡 --as stopword\n"
    "  tuyou lexicon my.atlas list --as furniture",
    TY_N(options),
    sizeof(Options),
    2,
    G_MAXSIZE - 1,
    run};
