/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

static TyWorkspace *hand_made(const char *name) {
  TyWorkspace *workspace = new_workspace(name);
  import_all(workspace, "entities",
             "name,kind,aliases\n甲,site,甲窟\n乙,site,\n丙,component,\n石窟,site,\n县,place,\n"
             "市,place,\n观音,motif,\n一 二,site,\n");
  import_all(workspace, "facts",
             "subject,predicate,object,value,qualifier,confidence\n"
             "甲,part_of,石窟,,,A\n甲,part_of,石窟,,第一批,A\n乙,part_of,石窟,,,B\n"
             "石窟,located_in,县,,,A\n县,located_in,市,,,A\n丙,part_of,甲,,,A\n"
             "丙,depicts,观音,,,A\n甲,height_m,,6.50,,A\n乙,height_m,,12,,A\n"
             "甲,level,,国保,,A\n一 二,located_in,县,,,A\n石窟,related_to,石窟,,,C\n");
  return workspace;
}

/* Rows as "a b|c d|", in the order of the answer. */
static char *rows_of(TyWorkspace *workspace, const char *query, gboolean infer) {
  TyQuestionOptions options = {.infer = infer};
  g_autoptr(GError) error = NULL;
  g_auto_json answer = ty_sparql(workspace, query, &options, &error);
  GString *told = g_string_new(NULL);
  json_t *row, *cell;
  gsize i, k;

  g_assert_no_error(error);
  json_array_foreach(json_object_get(answer, "rows"), i, row) {
    json_array_foreach(row, k, cell) {
      const char *shorter = text_of(cell, "text");
      g_string_append_printf(told, "%s%s", k ? " " : "",
                             json_is_null(cell) ? "–"
                             : *shorter ? shorter + (g_str_has_prefix(shorter, "tuyou:") ? 6 : 0)
                                        : text_of(cell, "value"));
    }
    g_string_append_c(told, '|');
  }
  return g_string_free(told, FALSE);
}

static void check_rows(TyWorkspace *workspace, const char *query, gboolean infer,
                       const char *expected) {
  g_autofree char *found = rows_of(workspace, query, infer);
  if (!g_str_equal(found, expected))
    g_error("%s: found %s, expected %s", query, found, expected);
}

static void test_matches_patterns(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("patterns.atlas");
  static const char *const cases[][2] = {
      {"SELECT ?x { ?x tuyou:part_of tuyou:石窟 } ORDER BY ?x", "乙|甲|"},
      {"SELECT ?x { tuyou:石窟 tuyou:has_part ?x } ORDER BY ?x", "乙|甲|"},
      {"SELECT ?x { ?x tuyou:related_to ?x }", "石窟|"},
      {"SELECT ?x ?h { ?x tuyou:part_of tuyou:石窟 OPTIONAL { ?x tuyou:height_m ?h } } ORDER BY ?x",
       "乙 12|甲 6.50|"},
      {"SELECT ?x ?y ?h { ?x tuyou:part_of tuyou:石窟 . ?y tuyou:part_of ?x OPTIONAL { ?x "
       "tuyou:height_m ?h } } ORDER BY ?x ?y",
       "甲 丙 6.50|"},
      {"SELECT ?x ?z ?h { tuyou:石窟 tuyou:has_part ?x . ?z tuyou:part_of tuyou:石窟 OPTIONAL { ?x "
       "tuyou:height_m ?h } } ORDER BY ?x ?z",
       "乙 乙 12|乙 甲 12|甲 乙 6.50|甲 甲 6.50|"},
      {"SELECT ?x { ?x tuyou:height_m 6.5 }", "甲|"},
      {"SELECT ?x { ?x tuyou:height_m ?h FILTER(?h > 7) }", "乙|"},
      {"SELECT ?x { ?x tuyou:level \"国保\" }", "甲|"},
      {"SELECT ?x { ?x a tuyou:site . ?x tuyou:located_in tuyou:县 } ORDER BY ?x", "一 二|石窟|"},
      {"SELECT ?x { ?x a crm:E55_Type ; rdfs:label ?l }", "观音|"},
      {"SELECT ?l { tuyou:甲窟 rdfs:label ?l }", "甲|"},
      {"SELECT ?x { ?x skos:altLabel \"甲窟\" }", "甲|"},
      {"SELECT ?x { ?x crm:P62_depicts tuyou:观音 }", "丙|"},
      {"SELECT ?x { ?x schema:containedInPlace tuyou:市 }", "县|"},
      {"SELECT (COUNT(?x) AS ?n) { ?x tuyou:part_of ?y }", "3|"},
      {"SELECT ?p ?o { tuyou:丙 ?p ?o } ORDER BY ?p ?o",
       "rdf:type component|rdfs:label 丙|depicts 观音|part_of 甲|"},
      {"SELECT ?p ?s { ?s ?p tuyou:县 } ORDER BY ?s", "located_in 一 二|located_in 石窟|"},
      {"SELECT ?q { ?f rdf:subject tuyou:甲 ; rdf:predicate tuyou:part_of OPTIONAL { ?f "
       "tuyou:qualifier ?q } } ORDER BY ?q",
       "–|第一批|"},
      {"SELECT ?x { { ?x tuyou:depicts tuyou:观音 } UNION { ?x tuyou:level ?l } } ORDER BY ?x",
       "丙|甲|"},
      {"SELECT ?x { ?x tuyou:part_of tuyou:石窟 . tuyou:乙 tuyou:part_of tuyou:甲 }", ""},
      {"SELECT ?x ?h { ?x tuyou:part_of ?y OPTIONAL { ?x tuyou:height_m ?h FILTER(?y = "
       "tuyou:石窟 && ?h > 7) } } ORDER BY ?x",
       "丙 –|乙 12|甲 –|"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    check_rows(workspace, cases[i][0], FALSE, cases[i][1]);
}

/* Of what is not bound nothing is counted; what is nowhere is no group. */
static void test_counts_what_is_bound(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("counts.atlas");
#define HEIGHTS "{ ?x a ?k OPTIONAL { ?x tuyou:height_m ?h } } GROUP BY ?k "
  static const char *const cases[][2] = {
      {"SELECT ?k (COUNT(?h) AS ?n) (COUNT(*) AS ?all) " HEIGHTS "ORDER BY ?k",
       "component 0 1|motif 0 1|place 0 2|site 2 4|"},
      {"SELECT ?k (AVG(?h) AS ?n) (SUM(?h) AS ?s) " HEIGHTS "ORDER BY DESC(?n) ?k LIMIT 2",
       "site 9.25 18.5|component 0 0|"},
      {"SELECT ?k (COUNT(DISTINCT ?h) AS ?n) (AVG(?h) AS ?m) " HEIGHTS "HAVING (AVG(?h) > 8)",
       "site 2 9.25|"},
      {"SELECT (COUNT(*) AS ?n) (MIN(?x) AS ?m) { ?x tuyou:level \"省保\" }", "0 –|"},
      {"SELECT ?x (COUNT(*) AS ?n) { ?x tuyou:level \"省保\" } GROUP BY ?x", ""},
      {"SELECT ?l (COUNT(?h) AS ?n) { ?x a tuyou:motif OPTIONAL { ?x tuyou:level ?l } OPTIONAL { "
       "?x tuyou:height_m ?h } } GROUP BY ?l",
       "– 0|"},
      {"SELECT ?x ?h { ?x a tuyou:site OPTIONAL { ?x tuyou:height_m ?h } } ORDER BY DESC(?h) ?x "
       "LIMIT 3",
       "乙 12|甲 6.50|一 二 –|"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
    check_rows(workspace, cases[i][0], FALSE, cases[i][1]);
}

static void test_adds_what_follows(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("follows.atlas");

  check_rows(workspace, "SELECT ?x { ?x tuyou:located_in tuyou:市 } ORDER BY ?x", FALSE, "县|");
  check_rows(workspace, "SELECT ?x { ?x tuyou:located_in tuyou:市 } ORDER BY ?x", TRUE,
             "一 二|丙|乙|县|甲|石窟|");
  check_rows(workspace, "SELECT ?x { tuyou:市 tuyou:contains ?x } ORDER BY ?x", TRUE,
             "一 二|丙|乙|县|甲|石窟|");
  check_rows(workspace, "SELECT ?x { ?x tuyou:depicts tuyou:观音 } ORDER BY ?x", TRUE,
             "丙|甲|石窟|");
  check_rows(workspace,
             "SELECT ?r { ?f rdf:subject tuyou:甲 ; rdf:predicate tuyou:depicts ; "
             "tuyou:rule ?r }",
             TRUE, "whole-shows-what-part-shows|");
  check_rows(workspace,
             "SELECT ?s ?p { ?f rdf:subject tuyou:甲 ; rdf:predicate tuyou:depicts ; tuyou:because "
             "?b . ?b rdf:subject ?s ; rdf:predicate ?p } ORDER BY ?p",
             TRUE, "丙 depicts|丙 part_of|");
}

static void test_answers_in_every_form(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("forms.atlas");
  g_auto_json yes = ty_sparql(workspace, "ASK { tuyou:甲 tuyou:part_of tuyou:石窟 }", NULL, NULL);
  g_auto_json no = ty_sparql(workspace, "ASK { tuyou:石窟 tuyou:part_of tuyou:甲 }", NULL, NULL);
  g_auto_json made = ty_sparql(
      workspace, "CONSTRUCT { ?y tuyou:near ?x } WHERE { ?x tuyou:part_of ?y }", NULL, NULL);
  g_auto_json told = ty_sparql(workspace, "DESCRIBE tuyou:丙", NULL, NULL);

  g_assert_true(json_is_true(json_object_get(yes, "answer")));
  g_assert_true(json_is_false(json_object_get(no, "answer")));
  g_assert_cmpuint(json_array_size(json_object_get(made, "triples")), ==, 3);
  g_assert_cmpuint(json_array_size(json_object_get(told, "triples")), ==, 4);
}

static void test_names_what_is_wrong(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("wrong.atlas");
  static const struct {
    const char *query;
    int code;
    const char *message;
  } wrong[] = {
      {"SELECT ?x {\n?x tuyou:part_of }", TY_ERROR_USAGE, "SPARQL:2: "},
      {"SELECT ?x { ?x foo:bar ?y }", TY_ERROR_USAGE, "Declared are tuyou"},
      {"SELECT ?x { ?x tuyou:part_off ?y }", TY_ERROR_NOT_FOUND, "near: tuyou:part_of)"},
      {"SELECT ?x { ?x crm:P999 ?y }", TY_ERROR_NOT_FOUND, "crm:P999: no such predicate"},
      {"SELECT ?x { ?x a tuyou:sites }", TY_ERROR_NOT_FOUND, "near: tuyou:site)"},
      {"SELECT ?x { ?x tuyou:part_of tuyou:丁 }", TY_ERROR_NOT_FOUND, "丁: no such entity"},
      {"SELECT ?x { VALUES ?x { tuyou:甲 } ?x a ?k }", TY_ERROR_USAGE, "found VALUES"},
      {"SELECT ?x { ?x a ?k MINUS { ?x tuyou:level ?l } }", TY_ERROR_USAGE, "found MINUS"},
      {"SELECT ?x FROM <file:///etc/passwd> { ?x a ?k }", TY_ERROR_USAGE, "found FROM"},
      {"SELECT ?x { SERVICE <http://127.0.0.1/> { ?x a ?k } }", TY_ERROR_USAGE, "found SERVICE"},
      {"SELECT ?x { GRAPH ?g { ?x a ?k } }", TY_ERROR_USAGE, "found GRAPH"},
      {"DESCRIBE ?x { ?x a tuyou:site }", TY_ERROR_USAGE, "DESCRIBE of a variable"},
      {"SELECT ?x { ?x a tuyou:site { SELECT ?x { ?x tuyou:level ?l } } }", TY_ERROR_USAGE,
       "found a sub-query"},
      {"SELECT ?x { OPTIONAL { ?x tuyou:level ?l } ?x a tuyou:site }", TY_ERROR_USAGE,
       "found an OPTIONAL that begins its group"},
      {"SELECT ?x ?y { ?x a tuyou:site OPTIONAL { ?y tuyou:level ?l } ?y tuyou:part_of ?x }",
       TY_ERROR_USAGE, "found ?y in an OPTIONAL and outside"},
      {"SELECT ?m ?x { ?c tuyou:depicts ?m OPTIONAL { ?x tuyou:part_of ?y OPTIONAL { ?c "
       "tuyou:height_m ?h } } }",
       TY_ERROR_USAGE, "expected ?c also before"},
      {"SELECT ?x { ?x tuyou:height_m ?h { ?y tuyou:part_of ?x FILTER(?h > 7) } }", TY_ERROR_USAGE,
       "FILTER in an inner group"},
      {"SELECT ?x { ?x tuyou:level ?l { ?x a ?k } UNION { ?x a ?k FILTER(!bound(?l)) } }",
       TY_ERROR_USAGE, "FILTER in an inner group"},
      {"SELECT (GROUP_CONCAT(?x; SEPARATOR=\",\") AS ?n) { ?x a tuyou:site }", TY_ERROR_USAGE,
       "found a SEPARATOR"},
      {"SELECT ?k (COUNT(?x) AS ?n) { ?x a ?k } GROUP BY ?k HAVING (?n > 1)", TY_ERROR_USAGE,
       "found in HAVING a name"},
      {"", TY_ERROR_USAGE, "SPARQL"},
      {"\xff", TY_ERROR_USAGE, "not UTF-8"},
      {"INSERT DATA { tuyou:甲 tuyou:part_of tuyou:乙 }", TY_ERROR_USAGE, "SPARQL"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_sparql(workspace, wrong[i].query, NULL, &error));
    assert_fails(&error, wrong[i].code, wrong[i].message);
  }
}

static void test_is_bounded(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("bounded.atlas");
  TyQuestionOptions rows = {.most_rows = 2}, seconds = {.seconds = .2};
  g_auto_json two = ty_sparql(workspace, "SELECT ?x { ?x a ?k }", &rows, NULL);
  g_auto_json long_one = ty_sparql(
      workspace,
      "SELECT (COUNT(?a) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }",
      &seconds, NULL);

  g_assert_cmpuint(json_array_size(json_object_get(two, "rows")), ==, 2);
  g_assert_cmpstr(text_of(two, "cut"), ==, "2 rows");
  g_assert_cmpstr(text_of(long_one, "cut"), ==, "0.2 seconds");
  check_rows(workspace, "SELECT ?x { ?x tuyou:level ?l }", FALSE, "甲|");
}

/* Patterns in any order mean the same. */
static void test_order_of_patterns_does_not_matter(void) {
  g_autoptr(TyWorkspace) workspace = hand_made("order.atlas");
  static const char *const parts[] = {"?x a tuyou:site", "?x tuyou:part_of ?y",
                                      "?y tuyou:located_in tuyou:县"};
  static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

  for (gsize i = 0; i < G_N_ELEMENTS(orders); i++) {
    g_autofree char *query =
        g_strdup_printf("SELECT ?x ?y { %s . %s . %s } ORDER BY ?x", parts[orders[i][0]],
                        parts[orders[i][1]], parts[orders[i][2]]);
    check_rows(workspace, query, FALSE, "乙 石窟|甲 石窟|");
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/sparql/patterns", test_matches_patterns);
  g_test_add_func("/sparql/counts", test_counts_what_is_bound);
  g_test_add_func("/sparql/follows", test_adds_what_follows);
  g_test_add_func("/sparql/forms", test_answers_in_every_form);
  g_test_add_func("/sparql/wrong", test_names_what_is_wrong);
  g_test_add_func("/sparql/bounded", test_is_bounded);
  g_test_add_func("/sparql/order", test_order_of_patterns_does_not_matter);
  return run_tests();
}
