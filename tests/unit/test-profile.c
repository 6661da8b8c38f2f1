/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <math.h>

static void test_what_a_profile_may_say(void) {
  static const struct {
    const char *text, *message;
  } bad[] = {
      {"", "expected a profile as JSON"},
      {"[]", "JSON that is no object"},
      {"{}", "the id “”"},
      {"{\"id\": \"a b\"}", "the id “a b”"},
      {"{\"id\": \"a\", \"id\": \"b\"}", "duplicate object key"},
      {"{\"id\": \"a\", \"name\": \"张三\"}", "describes no person and sets no price"},
      {"{\"id\": \"a\", \"price\": 3}", "the member \"price\""},
      {"{\"id\": \"a\", \"discount\": 0.8}", "the member \"discount\""},
      {"{\"id\": \"a\", \"novelty\": 2}", "a number from 0 to 1"},
      {"{\"id\": \"a\", \"novelty\": \"0.3\"}", "\"novelty\" that is not as it should be"},
      {"{\"id\": \"a\", \"themes\": {\"石刻\": 2}}", "names with weights from 0 to 1"},
      {"{\"id\": \"a\", \"themes\": [\"石刻\"]}", "an object of weights"},
      {"{\"id\": \"a\", \"likes\": [3]}", "something that is no name"},
      {"{\"id\": \"a\", \"days\": 2.5}", "whole days from 1 to 366"},
      {"{\"id\": \"a\", \"visit_hours\": 0}", "hours from 0.1 to 24"},
  };
  static const char good[] = "{\"id\": \"亲子-1\", \"themes\": {\"剪纸\": 1}, \"novelty\": 0,"
                             " \"days\": 2, \"budget_cny\": 900, \"modes\": {\"自驾\": 1}}";

  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_profile_parse("p.json", bad[i].text, strlen(bad[i].text), &error));
    assert_fails(&error, TY_ERROR_INPUT, bad[i].message);
  }
  g_autoptr(GError) error = NULL;
  g_auto_json profile = ty_profile_parse("p.json", good, strlen(good), &error);
  g_assert_no_error(error);
  g_assert_cmpstr(text_of(profile, "label"), ==, "亲子-1");
}

/* A copy of the sample's atlas to write into. */
static TyWorkspace *own_copy(const char *name) {
  gsize length;
  g_autofree char *bytes = read_file(sample_on(1), &length);
  g_autofree char *path = test_path(name);
  g_assert_true(g_file_set_contents(path, bytes, (gssize) length, NULL));
  return open_workspace(path, TRUE, 1);
}

static void test_profiles_are_kept(void) {
  g_autoptr(TyWorkspace) workspace = own_copy("kept.atlas");
  g_autoptr(GError) error = NULL;
  g_auto_json survey = ty_survey(workspace, NULL, &error);
  g_auto_json segments = ty_profiles_from_survey(workspace, survey, &error);
  TyProfileRequest wishes = {.id = "stone", .like = "圆觉洞,宝顶山", .novelty = .4};
  g_auto_json stone = ty_profile_keep(workspace, &wishes, &error);

  g_assert_no_error(error);
  g_assert_cmpuint(size_of(segments, "profiles"), ==, 2);
  g_assert_cmpfloat(number_of(json_object_get(stone, "themes"), "石刻"), ==, 1);
  g_assert_cmpfloat(number_of(json_object_get(stone, "kinds"), "site"), ==, 1);
  g_auto_json all = ty_profiles(workspace, NULL, &error);
  g_assert_cmpuint(size_of(all, "profiles"), ==, 3);
  g_auto_json advice = ty_recommend(
      workspace, &(TyRecommendRequest){.profile = "stone", .novelty = NAN, .n = 3}, &error);
  g_assert_no_error(error);
  g_assert_cmpfloat(number_of(advice, "novelty"), ==, .4);
  g_auto_json gone = ty_profile_drop(workspace, "stone", &error);
  g_assert_nonnull(gone);
  g_assert_null(ty_profiles(workspace, "stone", &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "one of: segment-1、segment-2");
  g_assert_null(ty_profile_drop(workspace, "stone", &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "stone: no such profile");
}

/* All numbers of an answer under names that speak of money. */
static void take_prices(const json_t *answer, GString *prices) {
  const char *key;
  json_t *value;
  gsize i;

  json_array_foreach(answer, i, value) take_prices(value, prices);
  json_object_foreach((json_t *) answer, key, value) {
    gboolean money = strstr(key, "cny") || strstr(key, "price") || strstr(key, "ticket");
    if (money) {
      g_autofree char *text = json_dumps(value, JSON_ENCODE_ANY);
      g_string_append_printf(prices, "%s=%s\n", key, text);
    }
    take_prices(value, prices);
  }
}

static char *prices_with(TyWorkspace *workspace, const char *profile) {
  g_autoptr(GString) prices = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  TyPlanRequest request = {.order = "宝顶山,圆觉洞,卧佛院", .profile = profile};
  g_auto_json plan = ty_plan(workspace, &request, &error);
  g_assert_no_error(error);
  g_auto_json card = ty_show(workspace, "宝顶山", &error);
  g_assert_no_error(error);
  g_autofree char *facts = dumped(card);

  take_prices(plan, prices);
  g_string_append(prices, facts); /* with the ticket among them */
  return g_string_free(g_steal_pointer(&prices), FALSE);
}

static void test_no_profile_changes_a_price(void) {
  g_autoptr(TyWorkspace) workspace = own_copy("price.atlas");
  g_autofree char *rich = test_file("rich.json", "{\"id\": \"rich\", \"budget_cny\": 100000,"
                                                 " \"novelty\": 1, \"days\": 3}");
  g_autofree char *poor = test_file("poor.json", "{\"id\": \"poor\", \"budget_cny\": 100,"
                                                 " \"themes\": {\"石刻\": 1}}");
  g_autofree char *plain = prices_with(workspace, NULL), *with_rich = prices_with(workspace, rich),
                  *with_poor = prices_with(workspace, poor);

  assert_contains(plain, "115"); /* the ticket of 宝顶山 */
  g_assert_cmpstr(plain, ==, with_rich);
  g_assert_cmpstr(plain, ==, with_poor);
}

static void test_plans_follow_the_profile(void) {
  g_autoptr(TyWorkspace) workspace = own_copy("plan.atlas");
  g_autofree char *famous =
      test_file("famous.json", "{\"id\": \"famous\", \"novelty\": 0, \"days\": 2,"
                               " \"themes\": {\"石刻\": 0.9, \"生态\": 0.2}}");
  g_autofree char *quiet =
      test_file("quiet.json", "{\"id\": \"quiet\", \"novelty\": 1, \"days\": 2,"
                              " \"themes\": {\"石刻\": 0.9}}");
  g_autoptr(GError) error = NULL;
  g_auto_json first = ty_plan(workspace, &(TyPlanRequest){.profile = famous}, &error);
  g_assert_no_error(error);
  g_auto_json second = ty_plan(workspace, &(TyPlanRequest){.profile = quiet}, &error);
  g_assert_no_error(error);
  g_auto_json longer = ty_plan(workspace, &(TyPlanRequest){.profile = quiet, .n_days = 4}, &error);
  g_assert_no_error(error);
  g_autofree char *a = texts_of(first, "stops"), *b = texts_of(second, "stops");

  g_assert_cmpstr(text_of(first, "profile"), ==, "famous");
  g_assert_cmpstr(text_of(first, "theme"), ==, "石刻");
  g_assert_cmpint((int) number_of(first, "n_days"), ==, 2);
  g_assert_cmpint((int) number_of(longer, "n_days"), ==, 4); /* what is asked for comes first */
  g_assert_cmpstr(a, !=, b);
  g_assert_null(ty_plan(workspace, &(TyPlanRequest){.profile = "x.json"}, &error));
  assert_fails(&error, TY_ERROR_MISSING, "x.json");
}

/* Profiles are the user's own: a build keeps them. */
static void test_a_build_keeps_profiles(void) {
  g_autofree char *project = source_path("graphs/ziyang-dazu/project.ini");
  g_autofree char *path = test_path("rebuilt.atlas");
  g_autoptr(GError) error = NULL;
  TyBuildOptions options = {.data_folder = data_folder(), .n_threads = 1};
  {
    g_autoptr(TyWorkspace) workspace = own_copy("rebuilt.atlas");
    TyProfileRequest wishes = {.id = "paper", .theme = "剪纸", .novelty = NAN};
    g_auto_json kept = ty_profile_keep(workspace, &wishes, &error);
    g_assert_no_error(error);
  }
  options.seed = 1; /* another atlas than before */
  g_auto_json built = ty_build(project, path, &options, &error);
  g_assert_no_error(error);
  g_assert_false(json_is_true(json_object_get(built, "up_to_date")));
  g_autoptr(TyWorkspace) workspace = open_workspace(path, FALSE, 1);
  g_auto_json found = ty_profiles(workspace, "paper", &error);
  g_assert_no_error(error);
  g_assert_cmpuint(size_of(found, "profiles"), ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/profile/parse", test_what_a_profile_may_say);
  g_test_add_func("/profile/kept", test_profiles_are_kept);
  g_test_add_func("/profile/price", test_no_profile_changes_a_price);
  g_test_add_func("/profile/plan", test_plans_follow_the_profile);
  g_test_add_func("/profile/build", test_a_build_keeps_profiles);
  return run_tests();
}
