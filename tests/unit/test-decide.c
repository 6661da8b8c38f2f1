/* SPDX-License-Identifier: Apache-2.0 */
/* Names found in texts, decided on: what becomes of them, and that a build keeps it. */
#include "support.h"

#define KNOWN "name,aliases,kind,county\n圆觉洞,,site,安岳县\n安岳县,安岳,place,\n"
#define POSTS                                                                                      \
  "正文\n今天去了慧岩寺，旁边是圆觉洞。\n慧岩寺在安岳，圆觉洞摩崖造像也在。\n慧岩寺的香火旺。\n"

/* 101 characters */
#define TEN "一二三四五六七八九十"
#define LONG_NAME TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN "寺"

static json_t *decide(TyWorkspace *workspace, const char *name, const char *verdict,
                      const char *kind, const char *of, GError **error) {
  TyDecision decision = {
      .name = name, .verdict = verdict, .kind = kind, .county = kind ? "安岳县" : NULL, .of = of};
  return ty_names_decide(workspace, &decision, error);
}

static TyWorkspace *told(const char *name) {
  TyWorkspace *workspace = new_workspace(name);
  g_autoptr(GError) error = NULL;

  import_all(workspace, "entities", KNOWN);
  import_all(workspace, "posts", POSTS);
  g_assert_true(ty_mine(workspace, 0, &error));
  g_assert_no_error(error);
  return workspace;
}

/* The candidate of that name; NULL when it is not listed. To be freed. */
static json_t *candidate(TyWorkspace *workspace, const char *name) {
  g_autoptr(GError) error = NULL;
  TyNamesOptions options = {.top = 1000};
  json_t *answer = ty_names_unknown(workspace, &options, &error), *item, *found = NULL;
  gsize i;

  g_assert_no_error(error);
  json_array_foreach(json_object_get(answer, "candidates"), i,
                     item) if (g_str_equal(json_string_value(json_object_get(item, "name")), name))
      found = json_incref(item);
  json_decref(answer);
  return found;
}

static void test_an_entity_is_accepted(void) {
  g_autoptr(TyWorkspace) workspace = told("entity.atlas");
  g_autoptr(GError) error = NULL;
  json_t *found = candidate(workspace, "慧岩寺");

  g_assert_nonnull(found);
  g_assert_cmpstr(json_string_value(json_object_get(found, "kind")), ==, "site");
  g_assert_cmpint(json_integer_value(json_object_get(found, "count")), ==, 3);
  g_assert_cmpstr(json_string_value(json_object_get(found, "accept")), ==,
                  "tuyou names --accept 慧岩寺 --kind site");
  json_decref(found);
  json_t *answer = decide(workspace, "慧岩寺", "entity", "site", NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpint(json_integer_value(json_object_get(answer, "mentions")), ==, 3);
  json_decref(answer);
  g_assert_null(candidate(workspace, "慧岩寺"));

  json_t *card = ty_show(workspace, "慧岩寺", &error);
  g_assert_no_error(error);
  json_t *fact = json_array_get(json_object_get(card, "facts"), 0);
  json_t *evidence = json_array_get(json_object_get(fact, "evidence"), 0);
  g_assert_cmpstr(json_string_value(json_object_get(fact, "object")), ==, "安岳县");
  g_assert_cmpstr(json_string_value(json_object_get(evidence, "file")), ==,
                  "names accepted in the atlas");
  json_decref(card);
  json_t *checked = ty_check(workspace, &error);
  g_assert_cmpint(json_integer_value(json_object_get(checked, "errors")), ==, 0);
  json_decref(checked);
  g_assert_null(decide(workspace, "慧岩寺", "entity", "site", NULL, &error)); /* it is so already */
  g_assert_error(error, TY_ERROR, TY_ERROR_USAGE);
}

static gboolean count_any(gint64 document, gint64 entity, TySpan span, gpointer n, GError **error) {
  (void) document, (void) entity, (void) span, (void) error;
  ++*(guint *) n;
  return TRUE;
}

static guint n_mentions(TyWorkspace *workspace) {
  guint n = 0;
  g_assert_true(ty_atlas_each_mention(ty_workspace_atlas(workspace), 0, 0, count_any, &n, NULL));
  return n;
}

static gboolean count_own_word(const TyLexiconWord *word, gpointer n, GError **error) {
  (void) word, (void) error;
  ++*(guint *) n;
  return TRUE;
}

static void test_a_later_decision_takes_the_place(void) {
  static const struct {
    const char *verdict, *kind, *of;
    guint n_mentions, n_words;
  } steps[] = {
      {"entity", "site", NULL, 3, 0}, {"rejected", NULL, NULL, 0, 0},
      {"word", NULL, NULL, 0, 1},     {"alias", NULL, "圆觉洞", 3, 0},
      {"entity", "ich", NULL, 3, 0},  {"entity", "site", NULL, 3, 0},
      {"word", NULL, NULL, 0, 1},     {"rejected", NULL, NULL, 0, 0},
      {"rejected", NULL, NULL, 0, 0}, {"alias", NULL, "圆觉洞", 3, 0},
  };
  g_autoptr(TyWorkspace) workspace = told("anew.atlas");
  guint usual = n_mentions(workspace);

  for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
    g_autoptr(GError) error = NULL;
    guint n_words = 0;
    json_decref(decide(workspace, "慧岩寺", steps[i].verdict, steps[i].kind, steps[i].of, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(n_mentions(workspace), ==, usual + steps[i].n_mentions);
    g_assert_true(ty_atlas_each_word(ty_workspace_atlas(workspace), "word", NULL, count_own_word,
                                     &n_words, &error));
    g_assert_cmpuint(n_words, ==, steps[i].n_words);
    g_assert_null(candidate(workspace, "慧岩寺"));
    json_t *checked = ty_check(workspace, &error);
    g_assert_cmpint(json_integer_value(json_object_get(checked, "errors")), ==, 0);
    json_decref(checked);
  }
}

static void test_a_removed_word_may_be_accepted_again(void) {
  g_autoptr(TyWorkspace) workspace = told("again.atlas");
  g_autoptr(GError) error = NULL;

  for (int round = 0; round < 3; round++) {
    json_decref(decide(workspace, "慧岩寺", "word", NULL, NULL, &error));
    g_assert_no_error(error);
    json_decref(
        ty_user_words_remove(workspace, NULL, (const char *const[]){"慧岩寺", NULL}, &error));
    g_assert_no_error(error);
  }
}

static void test_counties_are_known_ones(void) {
  g_autoptr(TyWorkspace) workspace = told("county.atlas");
  g_autoptr(GError) error = NULL;
  TyDecision decision = {.name = "慧岩寺", .verdict = "entity", .kind = "site", .county = "火星县"};

  g_assert_null(ty_names_decide(workspace, &decision, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_NOT_FOUND);
  assert_contains(error->message, "安岳县");
  g_assert_cmpint(ty_atlas_entity_by_name(ty_workspace_atlas(workspace), "火星县"), ==, 0);
  g_clear_error(&error);
  decision.county = "安岳"; /* as people say */
  json_decref(ty_names_decide(workspace, &decision, &error));
  g_assert_no_error(error);
  json_t *card = ty_show(workspace, "慧岩寺", &error);
  assert_contains(json_string_value(json_object_get(card, "county")), "安岳县");
  json_decref(card);
}

static void test_an_alias_is_offered_and_accepted(void) {
  g_autoptr(TyWorkspace) workspace = told("alias.atlas");
  g_autoptr(GError) error = NULL;
  json_t *found = candidate(workspace, "圆觉洞摩崖造像");

  g_assert_nonnull(found);
  g_assert_cmpstr(json_string_value(json_object_get(found, "alias_of")), ==, "圆觉洞");
  g_assert_cmpstr(json_string_value(json_object_get(found, "reason")), ==, "generic ending");
  json_decref(found);
  json_t *answer = decide(workspace, "圆觉洞摩崖造像", "alias", NULL, "圆觉洞", &error);
  g_assert_no_error(error);
  g_assert_cmpint(json_integer_value(json_object_get(answer, "mentions")), ==, 2);
  json_decref(answer);
  g_assert_null(candidate(workspace, "圆觉洞摩崖造像"));
}

static void test_a_rejected_name_comes_no_more_but_may_be_accepted(void) {
  g_autoptr(TyWorkspace) workspace = told("rejected.atlas");
  g_autoptr(GError) error = NULL;

  json_decref(decide(workspace, "慧岩寺", "rejected", NULL, NULL, &error));
  g_assert_no_error(error);
  g_assert_null(candidate(workspace, "慧岩寺"));
  json_t *answer = decide(workspace, "慧岩寺", "entity", "site", NULL, &error);
  g_assert_no_error(error);
  json_decref(answer);
}

static gboolean count_word(const TyLexiconWord *word, gpointer data, GError **error) {
  (void) error;
  g_assert_cmpstr(word->word, ==, "慧岩寺");
  ++*(guint *) data;
  return TRUE;
}

static void test_a_word_goes_to_the_lexicon(void) {
  g_autoptr(TyWorkspace) workspace = told("word.atlas");
  g_autoptr(GError) error = NULL;
  guint n = 0;

  json_decref(decide(workspace, "慧岩寺", "word", NULL, NULL, &error));
  g_assert_no_error(error);
  g_assert_true(
      ty_atlas_each_word(ty_workspace_atlas(workspace), "word", NULL, count_word, &n, &error));
  g_assert_cmpuint(n, ==, 1);
}

static void test_nonsense_is_refused(void) {
  static const struct {
    const char *name, *verdict, *kind, *of;
    TyErrorCode code;
  } cases[] = {
      {"圆觉洞", "entity", "site", NULL, TY_ERROR_USAGE},
      {"慧岩寺", "entity", "temple", NULL, TY_ERROR_NOT_FOUND},
      {"慧岩寺", "alias", NULL, "无此地", TY_ERROR_NOT_FOUND},
      {"寺", "word", NULL, NULL, TY_ERROR_USAGE},
      {"慧岩\n寺", "word", NULL, NULL, TY_ERROR_USAGE},
      {"慧岩\x01寺", "rejected", NULL, NULL, TY_ERROR_USAGE},
      {LONG_NAME, "word", NULL, NULL, TY_ERROR_USAGE},
      {"圆觉洞", "alias", NULL, "安岳县", TY_ERROR_USAGE}, /* an entity of its own */
  };
  g_autoptr(TyWorkspace) workspace = told("nonsense.atlas");

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(
        decide(workspace, cases[i].name, cases[i].verdict, cases[i].kind, cases[i].of, &error));
    g_assert_error(error, TY_ERROR, (gint) cases[i].code);
  }
}

static void build(const char *project, const char *atlas) {
  g_autoptr(GError) error = NULL;
  TyBuildOptions options = {.data_folder = data_folder()};
  json_t *answer = ty_build(project, atlas, &options, &error);

  g_assert_no_error(error);
  g_assert_false(json_is_true(json_object_get(answer, "up_to_date")));
  json_decref(answer);
}

static void test_a_build_keeps_decisions(void) {
  g_autoptr(GError) error = NULL;
  g_autofree char *entities = test_file("entities.csv", KNOWN);
  g_autofree char *posts = test_file("posts.csv", POSTS);
  g_autofree char *project = test_file(
      "p.ini", "[project]\nname=x\n[tables]\nentities=entities.csv\n[posts a]\nfiles=posts.csv\n");
  g_autofree char *atlas = test_path("kept.atlas");
  TyWorkspaceOptions options = {.writable = TRUE, .data_folder = data_folder()};

  build(project, atlas);
  TyWorkspace *workspace = ty_workspace_open(atlas, &options, &error);
  json_decref(decide(workspace, "慧岩寺", "entity", "site", NULL, &error));
  json_decref(decide(workspace, "圆觉洞摩崖造像", "alias", NULL, "圆觉洞", &error));
  g_assert_no_error(error);
  ty_workspace_free(workspace);

  g_free(test_file("p.ini", "[project]\nname=y\n[tables]\nentities=entities.csv\n[posts a]\n"
                            "files=posts.csv\n"));
  build(project, atlas);
  workspace = ty_workspace_open(atlas, &options, &error);
  g_assert_no_error(error);
  json_t *names = ty_names_known(workspace, "site", &error), *name;
  g_autoptr(GString) told_names = g_string_new(NULL);
  gsize i;
  json_array_foreach(json_object_get(names, "names"), i, name)
      g_string_append_printf(told_names, "%s %d ", json_string_value(json_object_get(name, "name")),
                             (int) json_integer_value(json_object_get(name, "mentions")));
  g_assert_cmpstr(told_names->str, ==, "慧岩寺 3 圆觉洞 2 ");
  json_decref(names);
  ty_workspace_free(workspace);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/decide/entity", test_an_entity_is_accepted);
  g_test_add_func("/decide/anew", test_a_later_decision_takes_the_place);
  g_test_add_func("/decide/again", test_a_removed_word_may_be_accepted_again);
  g_test_add_func("/decide/counties", test_counties_are_known_ones);
  g_test_add_func("/decide/alias", test_an_alias_is_offered_and_accepted);
  g_test_add_func("/decide/rejected", test_a_rejected_name_comes_no_more_but_may_be_accepted);
  g_test_add_func("/decide/word", test_a_word_goes_to_the_lexicon);
  g_test_add_func("/decide/nonsense", test_nonsense_is_refused);
  g_test_add_func("/decide/build", test_a_build_keeps_decisions);
  return run_tests();
}
