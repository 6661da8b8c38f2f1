/* SPDX-License-Identifier: Apache-2.0 */
/* Distances over legs of different trust. */
#include "support.h"

/* A published detour of 30 km, an inferred short cut of 12, and coordinates 10 km apart. */
static TyWorkspace *hand_made(const char *name) {
  TyWorkspace *workspace = new_workspace(name);
  import_all(workspace, "sites",
             "name,lat,lon\n甲,30,105\n乙,30.0899322,105\n丙,,\n丁,30,105.2\n戊,,\n");
  import_all(workspace, "legs",
             "from,to,km,minutes,origin,source\n甲,丙,10,15,published,某志\n丙,乙,20,,published,\n"
             "甲,乙,12,,inferred,推算\n丙,甲,11,9,road,\n");
  return workspace;
}

static void test_counts_the_legs_asked_for(void) {
  static const struct {
    const char *legs, *origin;
    double km;
    gsize n;
  } cases[] = {{"published", "published", 30, 2},
               {"road", "published", 30, 2},
               {"inferred", "inferred", 12, 1},
               {NULL, "inferred", 12, 1},
               {"estimated", "inferred", 12, 1}};
  g_autoptr(TyWorkspace) workspace = hand_made("legs.atlas");

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto_json way = ty_distance(workspace, "甲", "乙", cases[i].legs, NULL);
    g_auto_json back = ty_distance(workspace, "乙", "甲", cases[i].legs, NULL);
    g_assert_cmpfloat(number_of(way, "km"), ==, cases[i].km);
    g_assert_cmpfloat(number_of(back, "km"), ==, cases[i].km);
    g_assert_cmpstr(text_of(way, "origin"), ==, cases[i].origin);
    g_assert_cmpuint(size_of(way, "legs"), ==, cases[i].n);
  }
}

static void test_names_each_leg_and_its_source(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("source.atlas");
  g_auto_json way = ty_distance(workspace, "甲", "乙", "published", NULL);
  const json_t *first = item_of(way, "legs", 0), *second = item_of(way, "legs", 1);
  g_autofree char *via = texts_of(way, "via");

  g_assert_cmpstr(text_of(first, "from"), ==, "甲");
  g_assert_cmpstr(text_of(first, "to"), ==, "丙");
  g_assert_cmpstr(text_of(first, "source"), ==, "legs.csv:2 (某志)");
  g_assert_cmpstr(text_of(second, "source"), ==, "legs.csv:3");
  g_assert_cmpstr(via, ==, "丙");
  /* 15 minutes are stated; 20 km are driven at 40 km/h. */
  g_assert_cmpfloat(number_of(way, "minutes"), ==, 45);
}

static void test_estimates_only_when_asked(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("estimate.atlas");
  g_autoptr(GError) error = NULL;

  g_assert_null(ty_distance(workspace, "甲", "丁", NULL, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "no legs lead from 甲 to 丁");
  g_auto_json way = ty_distance(workspace, "甲", "丁", "estimated", &error);
  g_assert_cmpstr(text_of(way, "origin"), ==, "estimated");
  assert_contains(text_of(item_of(way, "legs", 0), "source"), "great circle 19.26 km × 1.40");
  g_assert_cmpfloat_with_epsilon(number_of(way, "km"), 19.26 * 1.4, .02);
  g_assert_null(ty_distance(workspace, "甲", "戊", "estimated", &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "no legs lead from 甲 to 戊");
}

static void test_knows_near_and_wrong(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("wrong.atlas");
  g_autoptr(GError) error = NULL;
  g_auto_json same = ty_distance(workspace, "甲", "甲", NULL, &error);

  g_assert_no_error(error);
  g_assert_cmpfloat(number_of(same, "km"), ==, 0);
  g_assert_cmpuint(size_of(same, "legs"), ==, 0);
  g_assert_null(ty_distance(workspace, "己", "甲", NULL, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "己: no such entity");
  g_assert_null(ty_distance(workspace, "甲", "己", NULL, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "己: no such entity");
  g_assert_null(ty_distance(workspace, "甲", "乙", "flown", &error));
  assert_fails(&error, TY_ERROR_USAGE, "found the legs 'flown'");
}

/* Of the published table: the direct leg of 36 km is longer than the way round. */
static void test_the_sample_takes_the_shorter_way(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_auto_json way = ty_distance(workspace, "石匣寺摩崖造像", "黄桷大佛旅游景区", "published", NULL);

  g_assert_cmpfloat(number_of(way, "km"), <, 36);
  g_assert_cmpstr(text_of(way, "origin"), ==, "published");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/reach/legs", test_counts_the_legs_asked_for);
  g_test_add_func("/flow/reach/source", test_names_each_leg_and_its_source);
  g_test_add_func("/flow/reach/estimates", test_estimates_only_when_asked);
  g_test_add_func("/flow/reach/wrong", test_knows_near_and_wrong);
  g_test_add_func("/flow/reach/sample", test_the_sample_takes_the_shorter_way);
  return run_tests();
}
