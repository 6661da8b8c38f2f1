/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

static void test_tells_what_is_known_of_one(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_auto_json card = ty_show(workspace, "圆觉洞", NULL);
  g_autofree char *aliases = texts_of(card, "aliases"), *themes = texts_of(card, "themes");
  json_t *fact;
  gsize i;

  g_assert_cmpstr(text_of(card, "name"), ==, "圆觉洞");
  g_assert_cmpstr(text_of(card, "kind"), ==, "site");
  g_assert_cmpstr(text_of(card, "kind_label"), ==, "景点与遗产地");
  g_assert_cmpstr(text_of(card, "county"), ==, "安岳县");
  assert_contains(aliases, "圆觉洞摩崖造像");
  assert_contains(themes, "石刻");
  g_assert_cmpfloat(number_of(card, "mentions"), >, 5);
  static const char *const needed[] = {"era", "level", "located_in", "part_of"};
  for (gsize k = 0; k < G_N_ELEMENTS(needed); k++)
    if (!item_with(card, "facts", "predicate", needed[k]))
      g_error("found no fact %s of 圆觉洞", needed[k]);
  json_array_foreach(json_object_get(card, "facts"), i, fact) {
    const json_t *evidence = item_of(fact, "evidence", 0);
    g_assert_true(*text_of(fact, "object") || *text_of(fact, "value"));
    g_assert_true(*text_of(evidence, "file"));
    g_assert_true(json_object_get(evidence, "row") ||
                  (json_object_get(evidence, "document") && *text_of(evidence, "quote")));
  }
}

/* 安岳石窟 is what its parts say they are part of. */
static void test_tells_what_others_say_of_it(void) {
  static const char *const parts[] = {"卧佛院", "圆觉洞", "千佛寨", "玄妙观",
                                      "华严洞", "茗山寺", "孔雀洞"};
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_auto_json card = ty_show(workspace, "安岳石窟", NULL);

  g_assert_nonnull(card);
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
    const json_t *fact = item_with(card, "of", "subject", parts[i]);
    if (!fact)
      g_error("%s is no part of 安岳石窟", parts[i]);
    g_assert_cmpstr(text_of(fact, "predicate"), ==, "part_of");
  }
}

static void test_answers_to_every_name(void) {
  static const char *const names[] = {"圆觉洞摩崖造像", "圓覺洞", " 圆觉洞 ", "圆 觉 洞"};
  g_autoptr(TyWorkspace) workspace = sample_workspace();

  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autoptr(GError) error = NULL;
    g_auto_json card = ty_show(workspace, names[i], &error);
    g_assert_no_error(error);
    g_assert_cmpstr(text_of(card, "name"), ==, "圆觉洞");
  }
}

static void test_names_the_nearest_names(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_autoptr(GError) error = NULL;

  g_assert_null(ty_show(workspace, "圆觉", &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "圆觉: no such entity in the atlas (near: 圆觉洞、");
  g_assert_null(ty_show(workspace, "埃菲尔铁塔", &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "埃菲尔铁塔: no such entity in the atlas");
  g_assert_null(ty_show(workspace, "", &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "no such entity in the atlas");
}

/* 观音 is what 千手观音 and others are; 十二圆觉菩萨 is no 圆觉. */
static void test_tells_kinds_of_a_word(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_autoptr(GError) error = NULL;
  g_auto_json answer = ty_show_forms(workspace, "觀音", NULL, NULL, &error);
  json_t *form, *fact;
  gsize i, k;

  g_assert_no_error(error);
  g_assert_cmpuint(size_of(answer, "forms"), ==, 3);
  json_array_foreach(json_object_get(answer, "forms"), i, form) {
    g_assert_true(g_str_has_suffix(text_of(form, "name"), "观音"));
    g_assert_cmpstr(text_of(form, "kind"), ==, "motif");
    g_assert_cmpuint(size_of(form, "of"), >, 0);
    json_array_foreach(json_object_get(form, "of"), k, fact)
        g_assert_cmpuint(size_of(fact, "evidence"), >, 0);
  }
  const json_t *water = item_with(answer, "forms", "name", "水月观音");
  g_assert_nonnull(item_with(water, "of", "subject", "毗卢洞"));
  g_assert_nonnull(item_with(answer, "others", "name", "观音坡"));
  g_auto_json none = ty_show_forms(workspace, "观音", "part_of", NULL, NULL);
  json_array_foreach(json_object_get(none, "forms"), i, form)
      g_assert_cmpuint(size_of(form, "of"), ==, 0);
  g_assert_null(ty_show_forms(workspace, "圆觉", NULL, NULL, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "圆觉: found no kind of things");
  g_assert_null(ty_show_forms(workspace, "", NULL, NULL, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "found no kind of things");
}

static void test_lists_entities(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_auto_json all = ty_entities(workspace, NULL, NULL, NULL);
  g_auto_json sites = ty_entities(workspace, "site", "安岳县", NULL);
  g_autoptr(GError) error = NULL;
  json_t *entity;
  gsize i;

  g_assert_cmpuint(size_of(all, "entities"), ==, count_of(ty_workspace_atlas(workspace), "entity"));
  json_array_foreach(json_object_get(sites, "entities"), i, entity) {
    g_assert_cmpstr(text_of(entity, "kind"), ==, "site");
    g_assert_cmpstr(text_of(entity, "county"), ==, "安岳县");
    g_assert_cmpfloat(number_of(entity, "mentions"), >=, 0);
  }
  g_assert_cmpuint(i, >, 10);
  g_assert_null(ty_entities(workspace, "dragon", "大足区", &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "found no entity of kind dragon in 大足区");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/card/known", test_tells_what_is_known_of_one);
  g_test_add_func("/flow/card/of", test_tells_what_others_say_of_it);
  g_test_add_func("/flow/card/names", test_answers_to_every_name);
  g_test_add_func("/flow/card/nearest", test_names_the_nearest_names);
  g_test_add_func("/flow/card/forms", test_tells_kinds_of_a_word);
  g_test_add_func("/flow/card/list", test_lists_entities);
  return run_tests();
}
