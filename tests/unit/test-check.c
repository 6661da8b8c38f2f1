/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <sqlite3.h>

static void run_sql(const char *path, const char *sql) {
  sqlite3 *db = NULL;
  char *why = NULL;
  g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
  sqlite3_exec(db, "PRAGMA foreign_keys = OFF", NULL, NULL, NULL);
  if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
    g_error("%s: %s", sql, why);
  g_assert_cmpint(sqlite3_close(db), ==, SQLITE_OK);
}

static void test_the_sample_is_sound(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_auto_json answer = ty_check(workspace, NULL);

  g_assert_cmpfloat(number_of(answer, "errors"), ==, 0);
  /* Two sources give two prices of one site: that is told, not hidden. */
  g_assert_cmpfloat(number_of(answer, "warnings"), >, 0);
  g_assert_cmpuint(size_of(answer, "findings"), ==, (gsize) number_of(answer, "warnings"));
}

static void test_tells_contradicting_coordinates(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("coordinates.atlas");
  import_all(
      workspace, "sites",
      "name,county,lat,lon,coord_confidence,coord_source\n甲,县,30,105,A,一\n甲,县,30.1,105,B,二\n"
      "乙,县,30.05,105,A,\n丙,县,35,105,A,远\n丁,县,30,105.05,X,错\n戊,县,30.001,105,A,\n");
  g_auto_json answer = ty_check(workspace, NULL);
  static const char *const expected[][2] = {
      {"甲",
       "two coordinates 11.1 km apart: 30.00000, 105.00000 (一) and 30.10000, 105.00000 (二)"},
      {"丙", "35.00000, 105.00000 lies 5"},
      {"丁", "is marked as wrong and used for nothing (错)"}};

  g_assert_cmpfloat(number_of(answer, "errors"), ==, 0);
  g_assert_cmpuint(size_of(answer, "findings"), ==, G_N_ELEMENTS(expected));
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
    const json_t *finding = item_with(answer, "findings", "subject", expected[i][0]);
    g_assert_nonnull(finding);
    g_assert_cmpstr(text_of(finding, "kind"), ==, "coordinate");
    assert_contains(text_of(finding, "message"), expected[i][1]);
  }
}

/* What no import of ours writes, but a foreign hand may. */
static void test_tells_what_a_foreign_hand_broke(void) {
  static const struct {
    const char *sql, *kind, *message;
  } cases[] = {
      {"DELETE FROM evidence", "evidence", "ticket_cny has no evidence"},
      {"UPDATE evidence SET source = 99 WHERE source IS NOT NULL", "reference",
       "points to a source that is not there"},
      {"UPDATE mention SET stop = 4711", "span", "mention spans bytes 0–4711, expected within 0–"},
      {"UPDATE fact SET value = '25' WHERE value = '20' AND 0", NULL, NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = test_path("broken.atlas");
    g_autofree char *log = g_strconcat(path, "-wal", NULL);
    TyWorkspace *workspace = new_workspace("broken.atlas");
    import_all(workspace, "sites", "name,ticket_cny\n甲佛寺,20\n");
    import_all(workspace, "posts", "正文\n甲佛寺真好\n");
    g_assert_true(ty_mine(workspace, 0, NULL));
    ty_workspace_free(workspace);
    run_sql(path, cases[i].sql);
    g_autoptr(TyWorkspace) broken = open_workspace(path, FALSE, 1);
    g_auto_json answer = ty_check(broken, NULL);
    if (!cases[i].kind) {
      g_assert_cmpuint(size_of(answer, "findings"), ==, 0);
      continue;
    }
    g_assert_cmpfloat(number_of(answer, "errors"), >, 0);
    assert_contains(text_of(item_with(answer, "findings", "kind", cases[i].kind), "message"),
                    cases[i].message);
  }
}

static void test_tells_sources_that_disagree(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("values.atlas");
  import_all(workspace, "sites", "name,ticket_cny,confidence\n甲,115,A\n甲,100,C\n乙,20,A\n");
  g_auto_json answer = ty_check(workspace, NULL);
  const json_t *finding = item_of(answer, "findings", 0);

  g_assert_cmpuint(size_of(answer, "findings"), ==, 1);
  g_assert_cmpstr(text_of(finding, "subject"), ==, "甲");
  g_assert_cmpstr(text_of(finding, "kind"), ==, "value");
  assert_contains(text_of(finding, "message"), "sources disagree");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/check/sample", test_the_sample_is_sound);
  g_test_add_func("/flow/check/coordinates", test_tells_contradicting_coordinates);
  g_test_add_func("/flow/check/broken", test_tells_what_a_foreign_hand_broke);
  g_test_add_func("/flow/check/values", test_tells_sources_that_disagree);
  return run_tests();
}
