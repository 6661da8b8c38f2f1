/* SPDX-License-Identifier: Apache-2.0 */
/* How the atlas's own facts tell its names apart in texts. */
#include "support.h"

#define TABLE                                                                                          \
  "name,aliases,kind,county\n"                                                                         \
  "安岳县,安岳,place,\n大足区,大足,place,\n石羊镇,,place,安岳县\n"                     \
  "千佛寺（安岳）,千佛寺,site,安岳县\n千佛寺（大足）,千佛寺,site,大足区\n"   \
  "观音,,motif,\n观音寺,,site,大足区\n资阳市,资阳,place,\n资阳北站,,hub,资阳市\n"  \
  "文化镇,,place,安岳县\n安岳柠檬花节,,festival,安岳县\n南山石刻,,site,大足区\n" \
  "石门山石刻,,site,大足区\n毗卢洞,,site,安岳县\n"

static const char facts[] =
    "subject,predicate,object\n千佛寺（安岳）,near,毗卢洞\n毗卢洞,located_in,石羊镇\n";

typedef struct {
  TyAtlas *atlas;
  const char *text;
  GString *told;
  gboolean first;
} Telling;

static gboolean tell_name(gint64 entity, const char *alias, gpointer data, GError **error) {
  Telling *telling = data;
  (void) entity, (void) error;
  if (telling->first)
    g_string_append_printf(telling->told, "=%s", alias);
  telling->first = FALSE;
  return TRUE;
}

static gboolean tell_mention(gint64 document, gint64 entity, TySpan span, gpointer data,
                             GError **error) {
  Telling *telling = data;
  (void) document;
  g_string_append_printf(telling->told, "%s%.*s", telling->told->len ? " " : "",
                         (int) (span.end - span.start), telling->text + span.start);
  telling->first = TRUE;
  return ty_atlas_each_alias(telling->atlas, entity, tell_name, telling, error);
}

static gboolean tell_document(const TyStoredDocument *document, gpointer data, GError **error) {
  Telling *telling = data;
  telling->text = document->text;
  return ty_atlas_each_mention(telling->atlas, document->id, 0, tell_mention, telling, error);
}

/* Links one post and asserts what it names. */
static void assert_names(const char *title, const char *text, const char *expected) {
  g_autoptr(TyWorkspace) workspace = new_workspace("naming.atlas");
  g_autofree char *post = g_strdup_printf("标题,正文\n%s,%s\n", title, text);
  g_autoptr(GString) told = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  Telling telling = {ty_workspace_atlas(workspace), NULL, told, FALSE};

  import_all(workspace, "entities", TABLE);
  import_all(workspace, "facts", facts);
  import_all(workspace, "posts", post);
  g_assert_true(ty_mine(workspace, 0, &error));
  g_assert_no_error(error);
  g_assert_true(ty_atlas_each_document(telling.atlas, NULL, tell_document, &telling, &error));
  g_assert_cmpstr(told->str, ==, expected);
}

static void test_facts_tell_same_names_apart(void) {
  assert_names("", "今天去了千佛寺", "");
  assert_names("", "大足的千佛寺", "大足=大足区 千佛寺=千佛寺（大足）");
  assert_names("", "从毗卢洞到千佛寺", "毗卢洞=毗卢洞 千佛寺=千佛寺（安岳）");
  assert_names("大足一日", "今天去了千佛寺", "千佛寺=千佛寺（大足）");
  assert_names("", "观音寺里的觀音", "观音寺=观音寺 觀音=观音");
}

static void test_short_forms(void) {
  assert_names("", "安岳的石羊", "安岳=安岳县 石羊=石羊镇");
  assert_names("", "山上有石羊", "");
  assert_names("", "安岳的文化", "安岳=安岳县"); /* a common word */
  assert_names("", "资阳的高铁，到资阳北", "资阳=资阳市 资阳北=资阳北站");
  assert_names("", "安岳：柠檬花节", "安岳=安岳县 柠檬花节=安岳柠檬花节");
  assert_names("", "大足的南山、石门山", "大足=大足区 南山=南山石刻 石门山=石门山石刻");
  assert_names("", "杭州的南山", "");
}

static void test_other_names_stay_whole(void) {
  assert_names("", "资阳线通车", "");
  assert_names("", "资阳通车", "资阳=资阳市");
}

/* A copy of the data folder with another naming.csv; NULL: without one. */
static char *data_with(const char *naming) {
  char *folder = test_path("data");
  static const char *const files[] = {"lexicon.bin",       "stopwords.txt", "furniture.txt",
                                      "heritage.txt",      "patterns.txt",  "ontology.csv",
                                      "advertisement.txt", "kinds.csv"};
  g_autofree char *target = g_build_filename(folder, "naming.csv", NULL);

  g_mkdir_with_parents(folder, 0700);
  for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *from = g_build_filename(data_folder(), files[i], NULL);
    g_autofree char *whole = g_canonicalize_filename(from, NULL);
    g_autofree char *to = g_build_filename(folder, files[i], NULL);
    if (!g_file_test(to, G_FILE_TEST_EXISTS))
      g_assert_cmpint(symlink(whole, to), ==, 0);
  }
  g_unlink(target);
  if (naming)
    g_assert_true(g_file_set_contents(target, naming, -1, NULL));
  return folder;
}

static void assert_refused(const char *naming, int code, const char *part) {
  g_autofree char *folder = data_with(naming), *path = test_path("refused.atlas");
  g_autoptr(GError) error = NULL;

  g_unlink(path);
  g_assert_false(ty_new_atlas(path, folder, &error));
  assert_fails(&error, code, part);
}

static void test_says_what_is_wrong_with_the_table(void) {
  assert_refused(NULL, TY_ERROR_MISSING, "naming.csv");
  assert_refused("kind,words,endings,left_without_place\nhub,,站,many\n", TY_ERROR_INPUT,
                 "naming.csv:2: left_without_place is 'many'");
  assert_refused("kind,words,endings,left_without_place\nhub,,站,0\n", TY_ERROR_INPUT, "1 to 100");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/naming/facts", test_facts_tell_same_names_apart);
  g_test_add_func("/flow/naming/short", test_short_forms);
  g_test_add_func("/flow/naming/whole", test_other_names_stay_whole);
  g_test_add_func("/flow/naming/table", test_says_what_is_wrong_with_the_table);
  return run_tests();
}
