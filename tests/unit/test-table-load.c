/* SPDX-License-Identifier: Apache-2.0 */
/* Tables read in bulk: what one by one gives, in a defined order, whole or not at all. */
#include "load-fixture.h"

enum { N_CHECKED = 400, N_FACTS = 4000, HUB = 200000, BIG_ROWS = 150000 };

static void add_some(TyAtlas *atlas, gint64 source, gint64 from, gint64 to, gboolean bulk) {
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_atlas_begin(atlas, &error));
  g_assert_true(!bulk || ty_atlas_begin_table(atlas, FALSE, &error));
  for (gint64 line = from; line < to; line++)
    add_drawn(atlas, source, line);
  g_assert_true(!bulk || ty_atlas_end_table(atlas, &error));
  g_assert_true(ty_atlas_rank_facts(atlas, &error));
  g_assert_true(ty_atlas_commit(atlas, &error));
  g_assert_no_error(error);
}

static gint64 indexes_of(TyAtlas *atlas) {
  return ask(atlas, "SELECT count(*) FROM sqlite_master WHERE type = 'index'");
}

static void test_bulk_is_one_by_one(void) {
  gint64 source, other;
  g_autoptr(TyAtlas) single = with_entities("single.atlas", &source);
  g_autoptr(TyAtlas) bulk = with_entities("bulk.atlas", &other);
  gint64 indexes = indexes_of(bulk);

  add_some(single, source, 1, N_FACTS, FALSE);
  add_some(bulk, other, 1, N_FACTS, TRUE);
  g_autofree char *expected = facts_and_evidence(single), *found = facts_and_evidence(bulk);
  g_assert_cmpstr(found, ==, expected);
  g_assert_cmpint(ask(bulk, "SELECT sum(weaker) FROM fact"), >, 0);
  g_assert_cmpint(ask(bulk, "SELECT count(*) FROM evidence"), ==, N_FACTS - 1);
  g_assert_cmpint(ask(bulk, "SELECT count(*) FROM fact"), <, N_FACTS);
  g_assert_cmpint(indexes_of(bulk), ==, indexes);
  is_sound(bulk);

  /* Ids go by subject, then by the line that said it first. */
  g_assert_cmpint(ask(bulk, "SELECT count(*) FROM (SELECT subject, line, lag(subject, 1, 0) OVER w"
                            " AS before, lag(line, 1, 0) OVER w AS earlier FROM (SELECT fact.id,"
                            " subject, min(line) AS line FROM fact JOIN evidence ON fact = fact.id"
                            " GROUP BY fact.id) WINDOW w AS (ORDER BY id))"
                            " WHERE (before, earlier) > (subject, line)"),
                  ==, 0);
}

static void test_bulk_and_singly_in_turn(void) {
  gint64 source, other;
  g_autoptr(TyAtlas) single = with_entities("single.atlas", &source);
  g_autoptr(TyAtlas) mixed = with_entities("mixed.atlas", &other);

  add_some(single, source, 1, N_FACTS, FALSE);
  add_some(mixed, other, 1, 500, FALSE);
  add_some(mixed, other, 500, 2500, TRUE);
  add_some(mixed, other, 2500, 3000, FALSE);
  add_some(mixed, other, 3000, N_FACTS, TRUE);
  g_autofree char *expected = facts_and_evidence(single), *found = facts_and_evidence(mixed);
  g_assert_cmpstr(found, ==, expected);
  is_sound(mixed);
}

static void test_a_rollback_leaves_all_as_it_was(void) {
  gint64 source;
  g_autoptr(TyAtlas) atlas = with_entities("rolled-back.atlas", &source);
  gint64 indexes = indexes_of(atlas);

  add_some(atlas, source, 1, 500, FALSE);
  g_autofree char *before = facts_and_evidence(atlas);
  for (int written = 0; written < 2; written++) {
    g_assert_true(ty_atlas_begin(atlas, NULL));
    g_assert_true(ty_atlas_begin_table(atlas, TRUE, NULL));
    for (gint64 line = 500; line < 1500; line++)
      add_drawn(atlas, source, line);
    g_assert_true(!written || ty_atlas_end_table(atlas, NULL));
    ty_atlas_rollback(atlas);
    g_autofree char *after = facts_and_evidence(atlas);
    g_assert_cmpstr(after, ==, before);
    g_assert_cmpint(indexes_of(atlas), ==, indexes);
  }
  /* References are looked up again. */
  TyFact lost = {.subject = 9999, .predicate = "era", .value = "宋", .confidence = .5};
  TyEvidence row = {.source = source, .line = 1};
  g_assert_cmpint(ty_atlas_add_fact(atlas, &lost, &row, NULL), ==, 0);
  is_sound(atlas);
}

static void test_refuses_what_no_row_can_say(void) {
  gint64 source;
  g_autoptr(TyAtlas) atlas = with_entities("refused.atlas", &source);
  TyFact unknown = {.subject = 1, .predicate = "no_such", .value = "宋", .confidence = .5};
  TyFact empty = {.subject = 1, .predicate = "era", .value = "", .confidence = .5};
  TyFact sure = {.subject = 1, .predicate = "era", .value = "宋", .confidence = 1.5};
  const TyFact *facts[] = {&unknown, &empty, &sure};
  TyEvidence row = {.source = source, .line = 1};

  g_assert_true(ty_atlas_begin(atlas, NULL));
  g_assert_true(ty_atlas_begin_table(atlas, FALSE, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS(facts); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(ty_atlas_add_fact(atlas, facts[i], &row, &error), ==, 0);
    assert_fails(&error, TY_ERROR_SYSTEM, "in a bulk load, expected a predicate");
  }
  ty_atlas_rollback(atlas);
}

/* Rows that may break the ontology, each held against all before it, in the atlas and gathered:
 * which are refused, and why. Entities of even number are components. */
static char *add_checked(TyAtlas *atlas, gint64 source, gint64 from, gint64 to, gboolean bulk) {
  static const char *const predicates[] = {"inside", "under", "height_m", "part_of"};
  GString *refused = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_atlas_begin(atlas, &error));
  g_assert_true(!bulk || ty_atlas_begin_table(atlas, FALSE, &error));
  for (gint64 line = from; line < to; line++) {
    TyRandom random = ty_random(11, (guint64) line);
    TyFact fact = {.subject = 1 + (gint64) ty_random_below(&random, N_CHECKED),
                   .predicate = predicates[ty_random_below(&random, 4)],
                   .object = 1 + (gint64) ty_random_below(&random, N_CHECKED),
                   .value = ty_random_below(&random, 2) ? "3" : NULL,
                   .confidence = .5};
    TyEvidence row = {.source = source, .line = line};
    g_autoptr(GError) why = NULL;
    if (ty_atlas_check_fact(atlas, &fact, &why))
      g_assert_cmpint(ty_atlas_add_fact(atlas, &fact, &row, &error), !=, 0);
    else
      g_string_append_printf(refused, "%d: %s\n", (int) line, why->message);
    g_assert_no_error(error);
  }
  g_assert_true(!bulk || ty_atlas_end_table(atlas, &error));
  g_assert_true(ty_atlas_commit(atlas, &error));
  g_assert_no_error(error);
  return g_string_free(refused, FALSE);
}

static TyAtlas *with_components(const char *name, gint64 *source) {
  static const TyPredicate predicates[] = {
      {.id = "inside", .label = "内", .kind = "relation", .transitive = TRUE},
      {.id = "under", .label = "下", .kind = "relation", .transitive = TRUE, .domain = "component"},
      {.id = "part_of", .label = "属于", .kind = "relation", .range = "place|component"}};
  TyAtlas *atlas = with_entities(name, source);

  g_assert_true(ty_atlas_add_kind(atlas, "site", "遗产地", NULL, NULL, NULL));
  g_assert_true(ty_atlas_add_kind(atlas, "component", "龛", NULL, NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS(predicates); i++)
    g_assert_true(ty_atlas_add_predicate(atlas, &predicates[i], NULL));
  for (int i = N_ENTITIES; i < N_CHECKED; i++) {
    g_autofree char *called = g_strdup_printf("e%d", i);
    TyEntity entity = {.name = called, .kind = i % 2 ? "site" : "component"};
    g_assert_cmpint(ty_atlas_add_entity(atlas, &entity, NULL), ==, i + 1);
  }
  return atlas;
}

static void test_bulk_checks_as_one_by_one(void) {
  gint64 source, other;
  g_autoptr(TyAtlas) single = with_components("checked-single.atlas", &source);
  g_autoptr(TyAtlas) mixed = with_components("checked-mixed.atlas", &other);
  g_autofree char *expected = add_checked(single, source, 1, 2000, FALSE);
  g_autofree char *first = add_checked(mixed, other, 1, 300, TRUE);
  g_autofree char *second = add_checked(mixed, other, 300, 600, FALSE);
  g_autofree char *third = add_checked(mixed, other, 600, 2000, TRUE);
  g_autofree char *found = g_strconcat(first, second, third, NULL);

  g_assert_cmpstr(found, ==, expected);
  g_assert_nonnull(strstr(expected, "closes a ring"));
  g_assert_nonnull(strstr(expected, "expected a subject of under"));
  g_assert_nonnull(strstr(expected, "expected an object of part_of"));
  g_assert_nonnull(strstr(expected, "expected a value too"));

  /* A ring that is there already, from before rings were refused, hides no other. */
  TyEvidence row = {.source = source, .line = 1};
  for (gint64 i = 1; i <= 2; i++) {
    TyFact back = {.subject = i, .predicate = "inside", .object = 3 - i, .confidence = .5};
    g_assert_cmpint(ty_atlas_add_fact(single, &back, &row, NULL), !=, 0);
    g_assert_cmpint(ty_atlas_add_fact(mixed, &back, &row, NULL), !=, 0);
  }
  g_autofree char *ringed = add_checked(single, source, 2000, 3000, FALSE);
  g_autofree char *ringed_too = add_checked(mixed, other, 2000, 3000, TRUE);
  g_assert_cmpstr(ringed_too, ==, ringed);
}

static void count_relation(gint64 subject, gint64 object, gpointer data) {
  gint64 *n = data;
  g_assert_true(subject == 1 || object == 1);
  ++*n;
}

/* A hub answers with as many neighbours as were asked for, and says that there are more. */
static void test_a_hub_answers_with_a_bound(void) {
  gint64 source, n = 0;
  g_autoptr(TyAtlas) atlas = with_entities("hub.atlas", &source);
  TyEvidence row = {.source = source, .line = 1};
  gboolean cut = FALSE;

  g_assert_true(ty_atlas_begin(atlas, NULL));
  g_assert_true(ty_atlas_begin_table(atlas, FALSE, NULL));
  for (gint64 i = 0; i < HUB; i++) {
    g_autofree char *batch = g_strdup_printf("%d", (int) i);
    TyFact fact = {.subject = 2 + i % (N_ENTITIES - 1),
                   .predicate = "part_of",
                   .object = 1,
                   .qualifier = batch,
                   .confidence = .5};
    g_assert_cmpint(ty_atlas_add_fact(atlas, &fact, &row, NULL), !=, 0);
  }
  g_assert_true(ty_atlas_end_table(atlas, NULL));
  g_assert_true(ty_atlas_commit(atlas, NULL));
  g_assert_cmpint(ask(atlas, "SELECT count(*) FROM fact"), ==, HUB);
  g_assert_true(ty_atlas_each_neighbour(atlas, 1, 1000, count_relation, &n, &cut, NULL));
  g_assert_cmpint(n, ==, 1000);
  g_assert_true(cut);
  n = 0;
  g_assert_true(ty_atlas_each_neighbour(atlas, 1, HUB, count_relation, &n, &cut, NULL));
  g_assert_cmpint(n, ==, HUB);
  g_assert_false(cut);
}

/* A file large enough, as a command reads it: what is wrong is named with its line. */
static void test_a_big_file(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("big.atlas");
  g_autoptr(GString) text = g_string_new("subject,predicate,object,value,confidence,source\n");
  g_autoptr(GString) messages = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  TyAtlas *atlas = ty_workspace_atlas(workspace);

  import_all(workspace, "entities", "name,kind,aliases\n安岳甲寺,site,甲摩崖\n安岳乙寺,site,\n");
  for (int i = 0; i < BIG_ROWS; i++)
    if (i == 1000)
      g_string_append(text, "安岳丙寺,era,,宋代,B,县志\n");
    else if (i == 2000)
      g_string_append(text, "安岳甲寺,eras,,宋代,B,县志\n");
    else if (i == 3000)
      g_string_append(text, "安岳甲寺,related_to,安岳乙寺,,D,县志\n");
    else
      g_string_append_printf(text, "%s,note,,第%d号档案所记的说明文字,B,安岳县志卷%d\n",
                             i % 2 ? "甲摩崖" : "安岳乙寺", i / 4, i % 7);
  g_assert_cmpuint(text->len, >, 8 << 20);
  g_auto_json answer = try_import(workspace, "facts", "big.csv", text->str, messages, &error);
  g_assert_no_error(error);
  g_assert_cmpint((int) number_of(answer, "rows"), ==, BIG_ROWS - 3);
  g_assert_cmpstr(messages->str, ==,
                  "big.csv:1002: subject: 安岳丙寺: no such entity in the atlas\n"
                  "big.csv:2002: found the predicate 'eras', expected one of the ontology\n"
                  "big.csv:3002: confidence is D, expected A, B, C, X or a number in (0, 1]\n");
  g_assert_cmpint(ask(atlas, "SELECT count(*) FROM evidence WHERE line IS NOT NULL"), >=,
                  BIG_ROWS - 3);
  g_assert_cmpint(ask(atlas, "SELECT count(*) FROM fact WHERE predicate = 'note'"), <=,
                  BIG_ROWS / 2);
  gint64 facts = ask(atlas, "SELECT count(*) FROM fact");

  /* A few rows afterwards: one known, one new. */
  import_all(workspace, "facts",
             "subject,predicate,object,value,confidence,source\n"
             "安岳甲寺,note,,第1号档案所记的说明文字,A,府志\n安岳甲寺,era,,宋代,B,府志\n");
  g_assert_cmpint(ask(atlas, "SELECT count(*) FROM fact"), ==, facts + 1);
  g_assert_cmpint(ask(atlas, "SELECT count(*) FROM fact WHERE predicate = 'note'"
                             " AND value = '第1号档案所记的说明文字' AND confidence = 0.95"),
                  ==, 1);
  is_sound(atlas);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/table-load/same", test_bulk_is_one_by_one);
  g_test_add_func("/table-load/in-turn", test_bulk_and_singly_in_turn);
  g_test_add_func("/table-load/rollback", test_a_rollback_leaves_all_as_it_was);
  g_test_add_func("/table-load/refused", test_refuses_what_no_row_can_say);
  g_test_add_func("/table-load/checked", test_bulk_checks_as_one_by_one);
  g_test_add_func("/table-load/hub", test_a_hub_answers_with_a_bound);
  g_test_add_func("/table-load/file", test_a_big_file);
  return run_tests();
}
