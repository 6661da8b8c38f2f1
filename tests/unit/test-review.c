/* SPDX-License-Identifier: Apache-2.0 */
/* Facts read out of texts, accepted and rejected; contradictions side by side. */
#include "support.h"

#define THINGS                                                                                           \
  "name,aliases,kind,county\n圆觉洞,,site,\n卧佛院,,site,\n安岳县,,place,\n大足区,,place,\n" \
  "唐代,,era,\n"
#define POSTS                                                                                      \
  "正文\n圆觉洞位于安岳县，很安静\n大家知道圆觉洞位于安岳县\n卧佛院位于大足区\n圆觉洞开凿于唐代\n"

static TyWorkspace *told(const char *name) {
  TyWorkspace *workspace = new_workspace(name);

  import_all(workspace, "entities", THINGS);
  import_all(workspace, "posts", POSTS);
  g_assert_true(ty_mine(workspace, 0, NULL));
  return workspace;
}

static char *id_of(TyWorkspace *workspace, const char *subject, const char *predicate) {
  TyReviewOptions wanted = {.predicate = predicate, .entity = subject, .all = TRUE};
  g_auto_json answer = ty_review(workspace, &wanted, NULL);
  return json_array_size(json_object_get(answer, "facts"))
             ? g_strdup(text_of(item_of(answer, "facts", 0), "id"))
             : NULL;
}

static char *state_of(TyWorkspace *workspace, const char *id) {
  TyReviewOptions all = {.all = TRUE};
  g_auto_json answer = ty_review(workspace, &all, NULL);
  const json_t *fact = item_with(answer, "facts", "id", id);
  return g_strdup(fact ? text_of(fact, "state") : "gone");
}

static void decide(TyWorkspace *workspace, const char *verdict, const char *id) {
  const char *ids[] = {id, NULL};
  g_autoptr(GError) error = NULL;
  g_auto_json answer = ty_review_decide(workspace, verdict, ids, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpfloat(number_of(answer, "decided"), ==, 1);
}

static void test_lists_with_the_sentence(void) {
  g_autoptr(TyWorkspace) workspace = told("list.atlas");
  TyReviewOptions located = {.predicate = "located_in", .entity = "圆觉洞", .quotes = 2};
  g_auto_json answer = ty_review(workspace, &located, NULL);
  const json_t *fact = item_of(answer, "facts", 0);

  g_assert_cmpfloat(number_of(answer, "found"), ==, 1);
  g_assert_cmpstr(text_of(fact, "state"), ==, "new");
  g_assert_cmpstr(text_of(fact, "object"), ==, "安岳县");
  g_assert_cmpfloat(number_of(fact, "documents"), ==, 2);
  g_assert_cmpstr(text_of(item_of(fact, "evidence", 1), "before"), ==, "大家知道");
  g_assert_cmpstr(text_of(item_of(fact, "evidence", 1), "quote"), ==, "圆觉洞位于安岳县");
  g_assert_cmpstr(text_of(item_of(fact, "evidence", 0), "after"), ==, "，很安静");
}

static void test_selects(void) {
  g_autoptr(TyWorkspace) workspace = told("select.atlas");
  g_autoptr(GError) error = NULL;
  TyReviewOptions unsure = {.below = .8}, wrong = {.predicate = "lies_in"},
                  nobody = {.entity = "某寺"};
  g_auto_json answer = ty_review(workspace, &unsure, &error);

  g_assert_cmpfloat(number_of(answer, "found"), ==, 2); /* carved_in is surer */
  g_assert_null(ty_review(workspace, &wrong, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "found the predicate 'lies_in'");
  g_assert_null(ty_review(workspace, &nobody, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "某寺");
}

static void test_rejects_for_good(void) {
  g_autoptr(TyWorkspace) workspace = told("reject.atlas");
  g_autofree char *id = id_of(workspace, "卧佛院", "located_in");
  g_autofree char *start = g_strndup(id, 6);

  decide(workspace, "rejected", start); /* the beginning will do */
  g_autofree char *state = state_of(workspace, id);
  g_assert_cmpstr(state, ==, "rejected");
  g_assert_cmpint(count_of(ty_workspace_atlas(workspace), "fact"), ==, 2);
  g_assert_true(ty_mine(workspace, 0, NULL)); /* the text says it again, nobody listens */
  g_assert_cmpint(count_of(ty_workspace_atlas(workspace), "fact"), ==, 2);
  decide(workspace, "accepted", id); /* another mind: it is found again */
  g_autofree char *again = state_of(workspace, id);
  g_assert_cmpstr(again, ==, "accepted");
  g_assert_cmpint(count_of(ty_workspace_atlas(workspace), "fact"), ==, 3);
  decide(workspace, "rejected", id);
  g_assert_cmpint(count_of(ty_workspace_atlas(workspace), "fact"), ==, 2);
}

static void test_accepts_as_a_table_would(void) {
  g_autoptr(TyWorkspace) workspace = told("accept.atlas");
  g_autofree char *id = id_of(workspace, "圆觉洞", "carved_in");

  decide(workspace, "accepted", id);
  g_auto_json card = ty_show(workspace, "圆觉洞", NULL);
  const json_t *fact = item_with(card, "facts", "predicate", "carved_in");
  g_assert_cmpuint(size_of(fact, "evidence"), ==, 2);
  g_assert_nonnull(item_with(fact, "evidence", "citation", "decided by the user of the atlas"));
  g_auto_json left = ty_review(workspace, NULL, NULL);
  g_assert_cmpfloat(number_of(left, "found"), ==, 2); /* nothing to decide on it any more */
}

static void test_accepts_all_that_is_selected(void) {
  g_autoptr(TyWorkspace) workspace = told("all.atlas");
  TyReviewOptions located = {.predicate = "located_in"};
  g_auto_json answer = ty_review_decide(workspace, "accepted", NULL, &located, NULL);
  g_auto_json left = ty_review(workspace, NULL, NULL);

  g_assert_cmpfloat(number_of(answer, "decided"), ==, 2);
  g_assert_cmpfloat(number_of(left, "found"), ==, 1);
}

static void test_refuses(void) {
  g_autoptr(TyWorkspace) workspace = told("refuse.atlas");
  const char *unknown[] = {"ffffffffffff", NULL}, *brief[] = {"f", NULL};
  g_autoptr(GError) error = NULL;

  g_assert_null(ty_review_decide(workspace, "accepted", unknown, NULL, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "no fact of that id");
  g_assert_null(ty_review_decide(workspace, "accepted", brief, NULL, &error));
  assert_fails(&error, TY_ERROR_USAGE, "4 digits");
}

/* A build that changes carries verdicts over. */
static void test_builds_remember(void) {
  g_autofree char *project =
      test_file("p.ini", "[project]\nname=p\n[tables]\nentities=e.csv\n[posts 一]\nfiles=t.csv\n");
  g_autofree char *entities = test_file("e.csv", THINGS), *posts = test_file("t.csv", POSTS);
  g_autofree char *atlas = test_path("remember.atlas"), *id = NULL, *other = NULL;
  TyBuildOptions options = {.data_folder = data_folder(), .n_threads = 1};

  json_decref(ty_build(project, atlas, &options, NULL));
  {
    g_autoptr(TyWorkspace) workspace = open_workspace(atlas, TRUE, 1);
    id = id_of(workspace, "卧佛院", "located_in");
    other = id_of(workspace, "圆觉洞", "carved_in");
    decide(workspace, "rejected", id);
    decide(workspace, "accepted", other);
  }
  options.seed = 7; /* something changed */
  json_decref(ty_build(project, atlas, &options, NULL));
  g_autoptr(TyWorkspace) workspace = open_workspace(atlas, FALSE, 1);
  g_autofree char *state = state_of(workspace, id), *accepted = state_of(workspace, other);
  g_assert_cmpstr(state, ==, "rejected");
  g_assert_cmpstr(accepted, ==, "accepted");
  g_assert_cmpint(count_of(ty_workspace_atlas(workspace), "fact"), ==, 2);
}

/* Contradictions ----------------------------------------------------------------------------------
 */

static void test_tables_outrank_texts(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("outrank.atlas");

  import_all(workspace, "sites", "name,ticket_cny,confidence\n圆觉洞,30,C\n");
  import_all(workspace, "posts", "正文\n圆觉洞门票50元\n");
  g_assert_true(ty_mine(workspace, 0, NULL));
  g_auto_json answer = ty_contradictions(workspace, "圆觉洞", NULL);
  const json_t *told = item_of(answer, "contradictions", 0);

  g_assert_cmpuint(size_of(answer, "contradictions"), ==, 1);
  g_assert_cmpstr(text_of(told, "predicate"), ==, "ticket_cny");
  g_assert_cmpstr(text_of(told, "why"), ==, "a table outranks what is read out of texts");
  g_assert_cmpstr(text_of(item_of(told, "claims", 0), "value"), ==, "30");
  g_assert_true(json_is_true(json_object_get(item_of(told, "claims", 0), "wins")));
  g_assert_cmpstr(text_of(item_of(told, "claims", 1), "value"), ==, "50");
  g_assert_false(json_is_true(json_object_get(item_of(told, "claims", 1), "wins")));
}

/* 二十多 and 23 agree; 余 of a table widens too. */
static void test_hedges_agree(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("hedges.atlas");

  import_all(workspace, "entities", "name,kind\n圆觉洞,site\n");
  import_all(workspace, "facts",
             "subject,predicate,object,value,unit,qualifier,confidence\n"
             "圆觉洞,height_m,,23,m,,A\n圆觉洞,width_m,,5,m,,A\n圆觉洞,width_m,,6,m,,A\n");
  import_all(workspace, "posts", "正文\n圆觉洞高二十多米\n");
  g_assert_true(ty_mine(workspace, 0, NULL));
  g_auto_json answer = ty_contradictions(workspace, NULL, NULL);
  const json_t *told = item_of(answer, "contradictions", 0);

  g_assert_cmpuint(size_of(answer, "contradictions"), ==, 1);
  g_assert_cmpstr(text_of(told, "predicate"), ==, "width_m");
  g_assert_cmpstr(text_of(told, "why"), ==, "they are equally well attested");
}

static void test_times_that_disagree(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("times.atlas");

  import_all(workspace, "entities", "name,kind\n圆觉洞,site\n石窟群,site\n名录,keyword\n");
  import_all(workspace, "facts",
             "subject,predicate,object,valid_from,valid_to,confidence\n"
             "圆觉洞,part_of,石窟群,2006,,A\n圆觉洞,part_of,石窟群,2001,,C\n"
             "圆觉洞,listed,名录,1956,2006,A\n圆觉洞,listed,名录,2006,,A\n");
  g_auto_json answer = ty_contradictions(workspace, NULL, NULL);
  const json_t *told = item_of(answer, "contradictions", 0);

  /* What ended when the other began is another time. */
  g_assert_cmpuint(size_of(answer, "contradictions"), ==, 1);
  g_assert_cmpstr(text_of(told, "kind"), ==, "validity");
  g_assert_cmpstr(text_of(item_of(told, "claims", 0), "valid_from"), ==, "2006");
  g_auto_json then = ty_show_facts(workspace, "圆觉洞", "listed,part_of", "1990", NULL);
  g_assert_cmpuint(size_of(then, "facts"), ==, 1);
  g_assert_cmpstr(text_of(item_of(then, "facts", 0), "valid_to"), ==, "2006");
}

static void test_the_wrong_place_loses(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_auto_json answer = ty_contradictions(workspace, "卧佛院", NULL);
  const json_t *told = item_with(answer, "contradictions", "kind", "coordinate");
  const json_t *wrong = item_of(told, "claims", 1);
  const json_t *near = json_object_get(wrong, "near");

  g_assert_true(json_is_true(json_object_get(item_of(told, "claims", 0), "wins")));
  g_assert_cmpstr(text_of(near, "name"), ==, "圆觉洞");
  g_assert_cmpfloat_with_epsilon(number_of(near, "km"), .27, .006);
  assert_contains(text_of(told, "why"), "0.27 km from 圆觉洞");
}

static void test_rings_and_kinds_are_refused(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("rings.atlas");
  g_autoptr(GString) messages = g_string_new(NULL);

  import_all(workspace, "entities",
             "name,kind\n甲寺,site\n乙窟,component\n丙山,nature\n观音,motif\n");
  json_decref(try_import(workspace, "facts", "f.csv",
                         "subject,predicate,object,value,confidence\n甲寺,part_of,丙山,,A\n"
                         "乙窟,part_of,甲寺,,A\n丙山,part_of,乙窟,,A\n"
                         "观音,depicts,甲寺,,A\n甲寺,depicts,丙山,,A\n甲寺,height_m,丙山,,A\n",
                         messages, NULL));
  assert_contains(messages->str, "f.csv:4: 丙山 part_of 乙窟 closes a ring");
  assert_contains(messages->str, "f.csv:5: 观音 is of the kind motif, expected a subject of");
  assert_contains(messages->str, "f.csv:6: 丙山 is of the kind nature, expected an object of");
  assert_contains(messages->str, "f.csv:7: found the object 丙山 alone");
  g_string_truncate(messages, 0);
  json_decref(
      try_import(workspace, "entities", "e.csv", "name,kind\n丁堡,castle\n", messages, NULL));
  assert_contains(messages->str, "e.csv:2: found the kind 'castle'");
  g_string_truncate(messages, 0);
  json_decref(try_import(workspace, "ontology", "o.csv",
                         "id,label,kind,domain\nguards,守护,relation,castle\n", messages, NULL));
  assert_contains(messages->str, "o.csv:2: found the kind 'castle' in the domain");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/review/list", test_lists_with_the_sentence);
  g_test_add_func("/flow/review/select", test_selects);
  g_test_add_func("/flow/review/reject", test_rejects_for_good);
  g_test_add_func("/flow/review/accept", test_accepts_as_a_table_would);
  g_test_add_func("/flow/review/all", test_accepts_all_that_is_selected);
  g_test_add_func("/flow/review/refuse", test_refuses);
  g_test_add_func("/flow/review/builds", test_builds_remember);
  g_test_add_func("/flow/contradictions/tables", test_tables_outrank_texts);
  g_test_add_func("/flow/contradictions/hedges", test_hedges_agree);
  g_test_add_func("/flow/contradictions/times", test_times_that_disagree);
  g_test_add_func("/flow/contradictions/place", test_the_wrong_place_loses);
  g_test_add_func("/flow/facts/rings", test_rings_and_kinds_are_refused);
  return run_tests();
}
