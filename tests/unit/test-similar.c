/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

static void test_shares_facts_and_words(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("similar.atlas");
  g_autoptr(GError) error = NULL;

  import_all(
      workspace, "entities",
      "name,kind\n甲佛寺,site\n乙佛寺,site\n丙古镇,site\n丁会馆,troupe\n安岳,place\n宋代,era\n");
  import_all(
      workspace, "facts",
      "subject,predicate,object,confidence\n甲佛寺,located_in,安岳,A\n乙佛寺,located_in,安岳,A\n"
      "甲佛寺,carved_in,宋代,A\n乙佛寺,carved_in,宋代,A\n丙古镇,located_in,安岳,A\n"
      "丁会馆,located_in,安岳,A\n");
  import_all(workspace, "posts",
             "正文\n甲佛寺的观音造像真精美，石刻技艺高超\n乙佛寺也有观音造像，石刻保存完好。\n"
             "丙古镇的小吃好吃，茶馆热闹\n");
  g_assert_true(ty_mine(workspace, 0, &error));
  g_auto_json answer = ty_similar(workspace, "甲佛寺", &(TySimilarOptions){.n = 5}, &error);
  g_assert_no_error(error);
  const json_t *first = item_of(answer, "similar", 0);
  g_autofree char *shared = texts_of(first, "shared");

  g_assert_cmpstr(text_of(answer, "name"), ==, "甲佛寺");
  g_assert_cmpstr(text_of(first, "name"), ==, "乙佛寺");
  g_assert_cmpfloat(number_of(first, "graph"), ==, 1); /* they share every fact */
  g_assert_cmpfloat(number_of(first, "text"), >, 0);
  assert_contains(shared, "安岳");
  assert_contains(shared, "宋代");
  /* Only its own kind is like it. */
  g_assert_null(item_with(answer, "similar", "name", "丁会馆"));
  const json_t *town = item_with(answer, "similar", "name", "丙古镇");
  g_assert_cmpfloat(number_of(town, "score"), <, number_of(first, "score"));
}

static void test_scores_are_shares_in_falling_order(void) {
  static const char *const names[] = {"圆觉洞", "宝顶山", "资阳河川剧", "安岳竹编"};
  g_autoptr(TyWorkspace) workspace = sample_workspace();

  for (gsize n = 0; n < G_N_ELEMENTS(names); n++) {
    g_autoptr(GError) error = NULL;
    g_auto_json answer = ty_similar(workspace, names[n], &(TySimilarOptions){.n = 8}, &error);
    g_assert_no_error(error);
    double before = 1;
    json_t *one;
    gsize i;
    json_array_foreach(json_object_get(answer, "similar"), i, one) {
      double text = number_of(one, "text"), graph = number_of(one, "graph");
      g_assert_cmpfloat(number_of(one, "score"), <=, before);
      g_assert_cmpfloat(number_of(one, "score"), >, 0);
      g_assert_cmpfloat_with_epsilon(number_of(one, "score"), (text + graph) / 2, 2e-4);
      g_assert_true(text >= 0 && text <= 1 && graph >= 0 && graph <= 1);
      g_assert_cmpstr(text_of(one, "name"), !=, names[n]);
      if (graph > 0)
        g_assert_cmpuint(size_of(one, "shared"), >, 0);
      before = number_of(one, "score");
    }
    g_assert_cmpuint(i, ==, 8);
  }
}

static void test_is_alone_without_company(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("alone.atlas");
  g_autoptr(GError) error = NULL;

  import_all(workspace, "entities", "name,kind\n甲寺,site\n乙寺,site\n");
  g_auto_json answer = ty_similar(workspace, "甲寺", &(TySimilarOptions){.n = 5}, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(size_of(answer, "similar"), ==, 0);
  g_assert_null(ty_similar(workspace, "丙寺", &(TySimilarOptions){.n = 5}, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "丙寺: no such entity");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/similar/shares", test_shares_facts_and_words);
  g_test_add_func("/flow/similar/scores", test_scores_are_shares_in_falling_order);
  g_test_add_func("/flow/similar/alone", test_is_alone_without_company);
  return run_tests();
}
