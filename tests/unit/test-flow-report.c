/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

static char *report(TyWorkspace *workspace, const char *const *themes) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) page = ty_report(workspace, themes, &error);
  g_assert_no_error(error);
  gsize length;
  const char *bytes = g_bytes_get_data(page, &length);
  return g_strndup(bytes, length);
}

static void test_holds_tours_words_and_sources(void) {
  static const char *const themes[] = {"石刻", "川剧", NULL};
  static const char *const parts[] = {"<!doctype html>", "178.42", "217",    "宝顶山",  "卧佛院",
                                      "乐至县川剧团",    "<svg",   "华严洞", "legs.csv"};
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_autofree char *page = report(workspace, themes), *again = report(workspace, themes);
  g_autofree char *lower = g_ascii_strdown(page, -1);

  g_assert_true(g_utf8_validate(page, -1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
    if (!strstr(page, parts[i]) && !strstr(lower, parts[i]))
      g_test_message("no %s in the page", parts[i]);
  assert_contains(page, "178.42");
  assert_contains(page, "卧佛院");
  g_assert_cmpstr(page, ==, again);
  /* It opens from the disk: nothing is fetched. */
  g_assert_null(strstr(page, "<script src"));
  g_assert_null(strstr(page, "<link rel=\"stylesheet\""));
  g_assert_null(strstr(page, "@import"));
}

static void test_takes_all_themes_that_can_be_travelled(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_autofree char *page = report(workspace, NULL);
  assert_contains(page, "石刻");
  assert_contains(page, "川剧");
}

static void test_names_a_theme_that_is_not_there(void) {
  static const char *const themes[] = {"灯会", NULL};
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_autoptr(GError) error = NULL;

  g_assert_null(ty_report(workspace, themes, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "灯会: no such theme in the atlas");
}

/* Markup in what people wrote stays text. */
static void test_escapes_what_it_is_given(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("escape.atlas");
  import_all(workspace, "sites", "name,address\n甲<b>寺,\"<script>alert(1)</script>\"\n乙&寺,\n");
  import_all(workspace, "legs", "from,to,km\n甲<b>寺,乙&寺,3\n");
  import_all(workspace, "themes", "theme,site\n<i>石刻,甲<b>寺\n<i>石刻,乙&寺\n");
  import_all(workspace, "posts", "正文\n去了石刻<img src=x onerror=alert(2)>看柠檬\n");
  g_assert_true(ty_mine(workspace, 0, NULL));
  g_autofree char *page = report(workspace, NULL);

  g_assert_null(strstr(page, "<script>alert"));
  g_assert_null(strstr(page, "<img src=x"));
  g_assert_null(strstr(page, "甲<b>寺"));
  g_assert_null(strstr(page, "<i>石刻"));
  assert_contains(page, "甲&lt;b&gt;寺");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/report/holds", test_holds_tours_words_and_sources);
  g_test_add_func("/flow/report/all", test_takes_all_themes_that_can_be_travelled);
  g_test_add_func("/flow/report/unknown", test_names_a_theme_that_is_not_there);
  g_test_add_func("/flow/report/escapes", test_escapes_what_it_is_given);
  return run_tests();
}
