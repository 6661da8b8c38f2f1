/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

static TyWorkspace *hand_made(const char *name) {
  TyWorkspace *workspace = new_workspace(name);
  import_all(workspace, "entities", "name,kind\n甲,site\n石窟,site\n县,place\n");
  import_all(
      workspace, "facts",
      "subject,predicate,object,value,confidence\n甲,part_of,石窟,,A\n石窟,located_in,县,,A\n"
      "甲,height_m,,6.5,A\n");
  return workspace;
}

static char *cells_of(TyWorkspace *workspace, const char *query) {
  g_autoptr(GError) error = NULL;
  g_auto_json answer = ty_sql(workspace, query, NULL, &error);
  g_assert_no_error(error);
  return json_dumps(json_object_get(answer, "rows"), JSON_COMPACT | JSON_REAL_PRECISION(6));
}

static void test_reads_views(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("views.atlas");
  static const char *const views[] = {"v_entities",  "v_names",    "v_kinds",    "v_predicates",
                                      "v_rules",     "v_facts",    "v_evidence", "v_sources",
                                      "v_documents", "v_mentions", "v_places",   "v_legs",
                                      "v_themes",    "v_calendar", "v_keywords", "v_topics"};
  g_autofree char *facts = cells_of(
      workspace, "SELECT subject, predicate, object, value FROM v_facts WHERE id > 0 ORDER BY id");
  g_autofree char *joined = cells_of(
      workspace, "SELECT count(*) FROM v_facts a JOIN v_facts b ON b.subject_id = a.object_id"
                 " JOIN v_evidence e ON e.fact = b.id");
  g_autofree char *far = cells_of(workspace, "SELECT round(distance_km(0, 0, 0, 180)), "
                                             "distance_km(1, NULL, 2, 3), 'a;b' -- fin\n;");

  assert_contains(facts, "[\"甲\",\"part_of\",\"石窟\",null]");
  g_assert_cmpstr(joined, ==, "[[1]]");
  g_assert_cmpstr(far, ==, "[[20015.0,null,\"a;b\"]]");
  for (gsize i = 0; i < G_N_ELEMENTS(views); i++) {
    g_autofree char *query = g_strdup_printf("SELECT * FROM %s", views[i]);
    g_autofree char *cells = cells_of(workspace, query);
    g_assert_nonnull(cells);
  }
}

static void test_refuses_all_else(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("refused.atlas");
  static const char *const refused[][2] = {
      {"SELECT value FROM meta", "the table meta"},
      {"SELECT author FROM document", "the table document"},
      {"WITH v_documents AS (SELECT author FROM document) SELECT * FROM v_documents",
       "the table document"},
      {"SELECT * FROM (SELECT author FROM paper_author) AS v_facts", "the table paper_author"},
      {"SELECT author FROM v_documents", "no such column: author"},
      {"SELECT (SELECT value FROM meta LIMIT 1) FROM v_facts", "the table meta"},
      {"SELECT id FROM v_facts WHERE id IN (SELECT rowid FROM answer)", "the table answer"},
      {"SELECT * FROM sqlite_schema", "the table sqlite_master"},
      {"SELECT * FROM pragma_database_list", "not authorized"},
      {"ATTACH ':memory:' AS x", "ATTACH"},
      {"PRAGMA query_only = OFF", "PRAGMA"},
      {"BEGIN", "a transaction"},
      {"DELETE FROM fact", "DELETE"},
      {"UPDATE entity SET name = 'x'", "UPDATE"},
      {"INSERT INTO meta VALUES ('a', 'b')", "INSERT"},
      {"DROP VIEW v_facts", "SQL"},
      {"CREATE TEMP TABLE x (y)", "SQL"},
      {"VACUUM INTO '/tmp/copy'", "SQL"},
      {"SELECT load_extension('x')", "load_extension"},
      {"SELECT ?1", "a parameter"},
      {"SELECT 1; DROP TABLE fact", "more than one statement"},
      {"EXPLAIN SELECT 1", "EXPLAIN"},
      {"", "found nothing"},
      {"SELECT\n x FROM v_facts", "SQL:2:2: no such column: x"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
    g_autoptr(GError) error = NULL;
    if (ty_sql(workspace, refused[i][0], NULL, &error))
      g_error("%s: was answered", refused[i][0]);
    assert_fails(&error, TY_ERROR_USAGE, refused[i][1]);
  }
  /* And the atlas can be written to as before. */
  import_all(workspace, "entities", "name,kind\n新,site\n");
  g_autofree char *count = cells_of(workspace, "SELECT count(*) FROM v_entities");
  g_assert_cmpstr(count, ==, "[[4]]");
}

static void test_is_bounded(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("bounded.atlas");
  TyQuestionOptions rows = {.most_rows = 2}, seconds = {.seconds = .1};
  g_autoptr(GError) error = NULL;
  g_auto_json two = ty_sql(workspace, "SELECT a.id FROM v_facts a, v_facts b", &rows, &error);
  g_auto_json endless = ty_sql(workspace,
                               "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
                               " SELECT sum(x) FROM c",
                               &seconds, &error);

  g_assert_no_error(error);
  g_assert_cmpuint(json_array_size(json_object_get(two, "rows")), ==, 2);
  g_assert_cmpstr(text_of(two, "cut"), ==, "2 rows");
  g_assert_cmpstr(text_of(endless, "cut"), ==, "0.1 seconds");
  g_assert_null(ty_sql(workspace, "SELECT zeroblob(1000000000)", NULL, &error));
  g_clear_error(&error);
}

static void test_matches_what_reading_all_finds(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("match.atlas");
  TyAtlas *atlas = ty_workspace_atlas(workspace);
  gint64 jia = ty_atlas_entity_by_name(atlas, "甲"), cave = ty_atlas_entity_by_name(atlas, "石窟");

  for (guint known = 0; known < 8; known++) {
    TyMatchPattern pattern = {.kind = TY_MATCH_FACT,
                              .subject = known & 1 ? jia : 0,
                              .predicate = known & 2 ? "part_of" : NULL,
                              .object = known & 4 ? cave : 0};
    g_autoptr(TyMatch) match = ty_atlas_match(atlas, &pattern, NULL);
    g_autoptr(TyMatch) nested = ty_atlas_match(atlas, &pattern, NULL);
    TyMatchRow row;
    guint n = 0;
    while (ty_match_next(match, &row, NULL)) {
      n++;
      g_assert_cmpstr(row.fact.subject_name, ==, row.fact.subject == jia ? "甲" : "石窟");
      g_assert_true(ty_match_next(nested, &row, NULL));
    }
    g_assert_cmpuint(n, ==, known == 0 ? 3 : known == 1 ? 2 : 1);
  }
  g_assert_cmpint(ty_atlas_degree(atlas, cave, 10), ==, 2);
  g_assert_cmpint(ty_atlas_degree(atlas, cave, 1), ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/sql/views", test_reads_views);
  g_test_add_func("/sql/refused", test_refuses_all_else);
  g_test_add_func("/sql/bounded", test_is_bounded);
  g_test_add_func("/sql/match", test_matches_what_reading_all_finds);
  return run_tests();
}
