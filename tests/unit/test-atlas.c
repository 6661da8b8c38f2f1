/* SPDX-License-Identifier: Apache-2.0 */
#include "atlas-fixture.h"

/* Transactions ----------------------------------------------------------------------------------
 */

static void test_rolls_back_whole(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("rollback.atlas");
  g_autofree char *before = counts_of(atlas);
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_atlas_begin(atlas, NULL));
  gint64 source = add_source(atlas, "posts.csv", "posts");
  add_document(atlas, source, "一", "甲");
  TyDocument broken = {.kind = TY_DOCUMENT_POST, .text = "二"};
  TyLikeness likeness = {0};
  g_assert_cmpint(ty_atlas_add_document(atlas, source + 99, &broken, NULL, &likeness,
                                        TY_REPEAT_NONE, 0, &error),
                  ==, 0);
  assert_fails(&error, TY_ERROR_SYSTEM, "rollback.atlas: cannot write: found FOREIGN KEY");
  ty_atlas_rollback(atlas);
  ty_atlas_rollback(atlas); /* once more does no harm */
  g_autofree char *after = counts_of(atlas);
  g_assert_cmpstr(before, ==, after);
}

static void test_a_crash_leaves_no_half_import(void) {
  g_autofree char *path = test_path("crash.atlas");
  ty_atlas_free(new_atlas("crash.atlas"));
  TyAtlas *writer = ty_atlas_open(path, TRUE, NULL);
  g_assert_true(ty_atlas_begin(writer, NULL));
  add_document(writer, add_source(writer, "posts.csv", "posts"), "一", NULL);
  ty_atlas_free(writer); /* closed without a commit, as when a process ends */

  g_autoptr(TyAtlas) reader = ty_atlas_open(path, FALSE, NULL);
  g_assert_cmpint(count_of(reader, "document"), ==, 0);
  g_assert_cmpint(count_of(reader, "source"), ==, 0);
}

static void test_drops_one_row(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("row.atlas");

  g_assert_true(ty_atlas_begin(atlas, NULL));
  g_assert_true(ty_atlas_begin_row(atlas, NULL));
  add_entity(atlas, "圆觉洞");
  g_assert_true(ty_atlas_keep_row(atlas, NULL));
  g_assert_true(ty_atlas_begin_row(atlas, NULL));
  add_entity(atlas, "卧佛院");
  g_assert_true(ty_atlas_drop_row(atlas, NULL));
  g_assert_true(ty_atlas_commit(atlas, NULL));
  g_assert_cmpint(ty_atlas_entity_by_name(atlas, "圆觉洞"), !=, 0);
  g_assert_cmpint(ty_atlas_entity_by_name(atlas, "卧佛院"), ==, 0);
}

static void test_readers_cannot_write(void) {
  g_autofree char *path = test_path("reader.atlas");
  g_autoptr(GError) error = NULL;
  ty_atlas_free(new_atlas("reader.atlas"));
  g_autoptr(TyAtlas) atlas = ty_atlas_open(path, FALSE, NULL);

  g_assert_false(ty_atlas_set_meta(atlas, "name", "x", &error));
  assert_fails(&error, TY_ERROR_SYSTEM, "readonly");
}

/* Sources and evidence --------------------------------------------------------------------------
 */

static void test_a_source_read_again_takes_its_facts_along(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("cascade.atlas");
  gint64 site = add_entity(atlas, "宝顶山"), first = add_source(atlas, "a.csv", "sites");
  gint64 second = add_source(atlas, "b.csv", "sites");
  add_predicates(atlas);

  gint64 both = say(atlas, site, "115", first, .95);
  g_assert_cmpint(say(atlas, site, "115", second, .5), ==, both);
  say(atlas, site, "100", first, .5);
  g_assert_cmpint(count_of(atlas, "fact"), ==, 2);
  g_assert_cmpint(count_of(atlas, "evidence"), ==, 3);

  add_source(atlas, "a.csv", "legs"); /* another role is another source */
  g_assert_cmpint(count_of(atlas, "evidence"), ==, 3);
  add_source(atlas, "a.csv", "sites");
  g_autofree char *left = facts_of(atlas, site);
  g_assert_cmpstr(left, ==, "ticket_cny 115 0.50\n"); /* as sure as the evidence that is left */
  g_assert_cmpint(count_of(atlas, "evidence"), ==, 1);
  add_source(atlas, "b.csv", "sites");
  g_assert_cmpint(count_of(atlas, "fact"), ==, 0);
}

static void test_ranks_what_disagrees(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("rank.atlas");
  gint64 site = add_entity(atlas, "宝顶山"), even = add_entity(atlas, "北山");
  gint64 said = add_entity(atlas, "石门山"), source = add_source(atlas, "a.csv", "sites");
  gint64 document = add_document(atlas, add_source(atlas, "p.csv", "posts"), "门票30元", NULL);
  add_predicates(atlas);

  say(atlas, site, "100", source, .5);
  say(atlas, site, "115", source, .8);
  say(atlas, even, "50", source, .8);
  say(atlas, even, "70", source, .8);
  /* What a table says outranks what was read out of a text, however sure. */
  say(atlas, said, "20", source, .5);
  TyFact fact = {.subject = said, .predicate = "ticket_cny", .value = "30", .confidence = .9};
  TyEvidence evidence = {.document = document, .start = 0, .end = 6};
  g_assert_cmpint(ty_atlas_add_fact(atlas, &fact, &evidence, NULL), !=, 0);
  /* Under another qualifier nothing disagrees. */
  TyFact other = {.subject = site,
                  .predicate = "ticket_cny",
                  .value = "80",
                  .qualifier = "学生",
                  .confidence = .3};
  TyEvidence row = {.source = source, .line = 9};
  g_assert_cmpint(ty_atlas_add_fact(atlas, &other, &row, NULL), !=, 0);

  g_assert_true(ty_atlas_rank_facts(atlas, NULL));
  g_autofree char *ranked = facts_of(atlas, site), *evenly = facts_of(atlas, even);
  g_autofree char *curated = facts_of(atlas, said);
  g_assert_cmpstr(ranked, ==,
                  "ticket_cny 115 0.80\nticket_cny 80 0.30\nticket_cny 100 0.50 weaker\n");
  g_assert_cmpstr(evenly, ==, "ticket_cny 50 0.80\nticket_cny 70 0.80\n");
  g_assert_cmpstr(curated, ==, "ticket_cny 20 0.50\nticket_cny 30 0.90 weaker\n");
  g_assert_true(ty_atlas_rank_facts(atlas, NULL)); /* the same again */
  g_autofree char *again = facts_of(atlas, site);
  g_assert_cmpstr(again, ==, ranked);
}

static gboolean tell_evidence(const TyEvidence *evidence, const char *file, const char *quote,
                              gpointer data, GError **error) {
  (void) error;
  g_string_append_printf(data, "%s:%d %s %.1f\n", file, (int) evidence->line, quote ? quote : "-",
                         evidence->confidence);
  return TRUE;
}

static void test_evidence_comes_best_first_with_its_words(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("evidence.atlas");
  gint64 site = add_entity(atlas, "圆觉洞"), source = add_source(atlas, "a.csv", "sites");
  gint64 document =
      add_document(atlas, add_source(atlas, "p.csv", "posts"), "今天去圆觉洞，票价20元。", NULL);
  g_autoptr(GString) told = g_string_new(NULL);
  add_predicates(atlas);

  gint64 fact = say(atlas, site, "20", source, .5);
  TyFact same = {.subject = site, .predicate = "ticket_cny", .value = "20", .confidence = .6};
  TyEvidence evidence = {.document = document, .start = 9, .end = 32, .confidence = .6};
  g_assert_cmpint(ty_atlas_add_fact(atlas, &same, &evidence, NULL), ==, fact);
  g_assert_true(ty_atlas_each_evidence(atlas, fact, tell_evidence, told, NULL));
  g_assert_cmpstr(told->str, ==, "p.csv:2 圆觉洞，票价20元 0.6\na.csv:7 - 0.5\n");
}

static void tell_source(const TySource *source, gint64 rows, gint64 rejected, gpointer data) {
  g_string_append_printf(data, "%s %s %s %d %d\n", source->name, source->role, source->grade,
                         (int) rows, (int) rejected);
}

static void test_keeps_what_was_rejected(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("rejected.atlas");
  TySource source = {.name = "s.csv", .role = "sites", .digest = "ab", .grade = "internal"};
  gint64 id = ty_atlas_add_source(atlas, &source, NULL);
  TyReject reject = {"s.csv", 14, "latitude 105.7 is out of range [-90, 90]", "宝顶山,105.7"};
  g_autoptr(GString) told = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_atlas_add_reject(atlas, id, &reject, NULL));
  reject.raw = NULL;
  g_assert_true(ty_atlas_add_reject(atlas, id, &reject, NULL));
  g_assert_true(ty_atlas_each_source(atlas, tell_source, told, NULL));
  g_assert_cmpstr(told->str, ==, "s.csv sites internal 0 2\n");
  g_autofree char *digest = ty_atlas_source_digest(atlas, "s.csv", "sites");
  g_autofree char *none = ty_atlas_source_digest(atlas, "s.csv", "legs");
  g_assert_cmpstr(digest, ==, "ab");
  g_assert_null(none);
  source.grade = "secret";
  g_assert_cmpint(ty_atlas_add_source(atlas, &source, &error), ==, 0);
  assert_fails(&error, TY_ERROR_SYSTEM, "CHECK");
}

/* Entities --------------------------------------------------------------------------------------
 */

static gboolean tell_entity(const TyEntity *entity, gpointer data, GError **error) {
  (void) error;
  g_string_append_printf(data, "%s/%s/%s/%s ", entity->name, entity->kind,
                         entity->category ? entity->category : "-",
                         entity->county ? entity->county : "-");
  return TRUE;
}

static void test_completes_an_entity(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("entity.atlas");
  TyEntity bare = {.name = "圆觉洞", .kind = "site"};
  TyEntity more = {.name = "圆觉洞", .kind = "nature", .category = "石窟", .county = "安岳县"};
  TyEntity late = {.name = "圆觉洞", .kind = "site", .category = "寺", .county = "大足区"};
  g_autoptr(GString) told = g_string_new(NULL);

  gint64 id = ty_atlas_add_entity(atlas, &bare, NULL);
  g_assert_cmpint(ty_atlas_add_entity(atlas, &more, NULL), ==, id);
  g_assert_cmpint(ty_atlas_add_entity(atlas, &late, NULL), ==, id);
  g_assert_true(ty_atlas_add_alias(atlas, id, "圆觉洞", "圆觉洞", NULL));
  g_assert_true(ty_atlas_add_alias(atlas, id, "圓覺洞摩崖", "圆觉洞摩崖", NULL));
  gint64 other = add_entity(atlas, "圆觉洞摩崖");
  g_assert_true(ty_atlas_add_alias(atlas, other, "圆觉洞摩崖", "圆觉洞摩崖", NULL));
  g_assert_true(ty_atlas_each_entity(atlas, "site", "安岳县", tell_entity, told, NULL));
  g_assert_cmpstr(told->str, ==, "圆觉洞/site/石窟/安岳县 ");
  g_string_truncate(told, 0);
  /* A name of its own comes before another's alias. */
  g_assert_true(ty_atlas_each_named(atlas, "圆觉洞摩崖", tell_entity, told, NULL));
  g_assert_cmpstr(told->str, ==, "圆觉洞摩崖/site/-/- 圆觉洞/site/石窟/安岳县 ");
}

static void test_labels_fall_back_to_the_id(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("label.atlas");
  add_predicates(atlas);
  g_assert_true(ty_atlas_add_kind(atlas, "site", "遗产地", NULL, NULL, NULL));
  g_autofree char *predicate = ty_atlas_label(atlas, "part_of");
  g_autofree char *kind = ty_atlas_label(atlas, "site"), *none = ty_atlas_label(atlas, "x");

  g_assert_cmpstr(predicate, ==, "属于");
  g_assert_cmpstr(kind, ==, "遗产地");
  g_assert_cmpstr(none, ==, "x");
  g_assert_cmpstr(ty_atlas_predicate_kind(atlas, "part_of"), ==, "relation");
  g_assert_cmpstr(ty_atlas_predicate_kind(atlas, "ticket_cny"), ==, "value");
  g_assert_null(ty_atlas_predicate_kind(atlas, "x"));
}

static void test_replaces_results(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("result.atlas");
  gint64 document = add_document(atlas, add_source(atlas, "a", "posts"), "一", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_atlas_add_keyword(atlas, "post/资阳", "安岳", 1.5, 3, NULL));
  g_assert_false(ty_atlas_add_keyword(atlas, "post/资阳", "安岳", 1, 1, &error));
  assert_fails(&error, TY_ERROR_SYSTEM, "UNIQUE");
  g_assert_true(ty_atlas_clear_result(atlas, "keyword", "post/资阳", NULL));
  g_assert_true(ty_atlas_add_keyword(atlas, "post/资阳", "安岳", 1, 1, NULL));
  g_assert_true(ty_atlas_add_topic_word(atlas, "post/资阳", 1, 1, "安岳", .5, NULL));
  g_assert_true(ty_atlas_add_document_topic(atlas, "post/资阳", document, 1, .5, NULL));
  g_assert_true(ty_atlas_clear_result(atlas, "topic", "post/资阳", NULL));
  g_assert_true(ty_atlas_add_topic_word(atlas, "post/资阳", 1, 1, "安岳", .5, NULL));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/atlas/transaction/rolls-back", test_rolls_back_whole);
  g_test_add_func("/atlas/transaction/crash", test_a_crash_leaves_no_half_import);
  g_test_add_func("/atlas/transaction/row", test_drops_one_row);
  g_test_add_func("/atlas/transaction/read-only", test_readers_cannot_write);
  g_test_add_func("/atlas/source/cascade", test_a_source_read_again_takes_its_facts_along);
  g_test_add_func("/atlas/source/rejected", test_keeps_what_was_rejected);
  g_test_add_func("/atlas/fact/rank", test_ranks_what_disagrees);
  g_test_add_func("/atlas/fact/evidence", test_evidence_comes_best_first_with_its_words);
  g_test_add_func("/atlas/entity/completed", test_completes_an_entity);
  g_test_add_func("/atlas/entity/labels", test_labels_fall_back_to_the_id);
  g_test_add_func("/atlas/result/replaced", test_replaces_results);
  return run_tests();
}
