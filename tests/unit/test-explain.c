/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <math.h>

/* 甲 and 乙 are parts of 石窟, which lies in 县; 丙 lies in 县 too; 丁 stands alone. Facts about 甲
 * come under two qualifiers. */
static TyWorkspace *hand_made(const char *name) {
  TyWorkspace *workspace = new_workspace(name);
  import_all(workspace, "entities",
             "name,kind\n甲,site\n乙,site\n丙,site\n丁,site\n石窟,site\n县,place\n宋,era\n");
  import_all(
      workspace, "facts",
      "subject,predicate,object,value,qualifier,confidence\n"
      "甲,part_of,石窟,,,A\n甲,part_of,石窟,第一批,,A\n乙,part_of,石窟,,,B\n"
      "石窟,located_in,县,,,A\n丙,located_in,县,,,A\n甲,carved_in,宋,,,C\n乙,carved_in,宋,,,C\n"
      "甲,ticket_cny,,20,,A\n");
  return workspace;
}

static json_t *neighbours(TyWorkspace *workspace, const char *name, const char *predicate,
                          guint depth, GError **error) {
  TyNeighbourOptions options = {.predicate = predicate, .depth = depth};
  return ty_neighbours(workspace, name, &options, error);
}

static json_t *paths(TyWorkspace *workspace, const char *from, const char *to, guint k,
                     GError **error) {
  TyPathOptions options = {.k = k};
  return ty_paths(workspace, from, to, &options, error);
}

static char *neighbours_of(TyWorkspace *workspace, const char *name, const char *predicate,
                           guint depth) {
  g_auto_json answer = neighbours(workspace, name, predicate, depth, NULL);
  GString *told = g_string_new(NULL);
  json_t *one;
  gsize i;

  json_array_foreach(json_object_get(answer, "neighbours"), i, one)
      g_string_append_printf(told, "%s%s%s%d ", text_of(one, "name"),
                             g_str_equal(text_of(one, "direction"), "out") ? "<" : ">",
                             text_of(one, "from"), (int) number_of(one, "distance"));
  return g_string_free(told, FALSE);
}

static void test_tells_neighbours_ring_by_ring(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("rings.atlas");
  g_autofree char *one = neighbours_of(workspace, "甲", NULL, 1);
  g_autofree char *two = neighbours_of(workspace, "甲", NULL, 2);
  g_autofree char *parts = neighbours_of(workspace, "石窟", "part_of", 1);
  g_autofree char *none = neighbours_of(workspace, "丁", NULL, 3);

  g_assert_cmpstr(one, ==, "石窟<甲1 宋<甲1 ");
  g_assert_cmpstr(two, ==, "石窟<甲1 宋<甲1 乙>石窟2 乙>宋2 县<石窟2 ");
  g_assert_cmpstr(parts, ==, "甲>石窟1 乙>石窟1 ");
  g_assert_cmpstr(none, ==, "");
}

static void test_names_a_predicate_it_does_not_know(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("predicate.atlas");
  g_autoptr(GError) error = NULL;

  g_assert_null(neighbours(workspace, "甲", "eaten_by", 1, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "eaten_by: no such predicate in the ontology");
  g_assert_null(neighbours(workspace, "戊", NULL, 1, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "戊: no such entity");
}

static char *steps_of(const json_t *path) {
  GString *told = g_string_new(NULL);
  json_t *step;
  gsize i;
  json_array_foreach(json_object_get(path, "steps"), i, step) g_string_append_printf(
      told, "%s %s%s %s; ", text_of(step, "from"), text_of(step, "predicate"),
      g_str_equal(text_of(step, "direction"), "out") ? ">" : "<", text_of(step, "to"));
  return g_string_free(told, FALSE);
}

static void test_explains_by_the_cheapest_paths(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("paths.atlas");
  g_auto_json answer = paths(workspace, "甲", "乙", 5, NULL);
  g_autofree char *first = steps_of(item_of(answer, "paths", 0));
  double before = 0;
  json_t *path, *step;
  gsize i, s;

  g_assert_cmpstr(first, ==, "甲 part_of> 石窟; 石窟 part_of< 乙; ");
  json_array_foreach(json_object_get(answer, "paths"), i, path) {
    const char *here = "甲";
    g_assert_cmpfloat(number_of(path, "cost"), >=, before);
    before = number_of(path, "cost");
    json_array_foreach(json_object_get(path, "steps"), s, step) {
      g_assert_cmpstr(text_of(step, "from"), ==, here);
      here = text_of(step, "to");
    }
    g_assert_cmpstr(here, ==, "乙");
    for (gsize other = 0; other < i; other++)
      g_assert_false(json_equal(path, item_of(answer, "paths", other)));
  }
  g_assert_cmpuint(i, >=, 2);
  g_auto_json one = paths(workspace, "甲", "丙", 1, NULL);
  g_autofree char *way = steps_of(item_of(one, "paths", 0));
  g_assert_cmpstr(way, ==, "甲 part_of> 石窟; 石窟 located_in> 县; 县 located_in< 丙; ");
}

static void test_says_when_nothing_ties_them(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("apart.atlas");
  g_autoptr(GError) error = NULL;

  g_assert_null(paths(workspace, "甲", "丁", 3, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "no facts lead from 甲 to 丁");
  g_assert_null(paths(workspace, "甲", "甲", 3, &error));
  assert_fails(&error, TY_ERROR_USAGE, "which are one entity, expected two");
  g_assert_null(paths(workspace, "甲", "戊", 3, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "戊: no such entity");
}

/* On the sample: every step of every path is a fact of the atlas. */
static void test_paths_are_made_of_facts(void) {
  static const char *const pairs[][2] = {
      {"圆觉洞", "宝顶山"}, {"卧佛院", "北山"}, {"资阳河川剧", "圆觉洞"}};
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  json_t *path, *step;
  gsize i, s;

  for (gsize p = 0; p < G_N_ELEMENTS(pairs); p++) {
    g_autoptr(GError) error = NULL;
    g_auto_json answer = paths(workspace, pairs[p][0], pairs[p][1], 4, &error);
    g_assert_no_error(error);
    json_array_foreach(json_object_get(answer, "paths"), i, path)
        json_array_foreach(json_object_get(path, "steps"), s, step) {
      gboolean out = g_str_equal(text_of(step, "direction"), "out"), found = FALSE;
      g_auto_json card = ty_show(workspace, text_of(step, out ? "from" : "to"), NULL);
      json_t *fact;
      gsize f;
      json_array_foreach(json_object_get(card, "facts"), f, fact) found =
          found || (g_str_equal(text_of(fact, "predicate"), text_of(step, "predicate")) &&
                    g_str_equal(text_of(fact, "object"), text_of(step, out ? "to" : "from")));
      g_assert_true(found);
    }
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/explain/neighbours", test_tells_neighbours_ring_by_ring);
  g_test_add_func("/flow/explain/predicate", test_names_a_predicate_it_does_not_know);
  g_test_add_func("/flow/explain/paths", test_explains_by_the_cheapest_paths);
  g_test_add_func("/flow/explain/apart", test_says_when_nothing_ties_them);
  g_test_add_func("/flow/explain/sample", test_paths_are_made_of_facts);
  return run_tests();
}
