/* SPDX-License-Identifier: Apache-2.0 */
/* A first load of facts, written as B-trees: sound to SQLite, what one by one gives, whole or not
 * at all. */
#include "atlas/load.h"
#include "load-fixture.h"

#include <sys/wait.h>
#include <unistd.h>

enum { FEW = 3, SOME = 4000, MANY = 60000, LONG = 70000 };

static void gather(TyAtlas *atlas, gint64 source, gint64 to) {
  g_autoptr(GError) error = NULL;

  ty_atlas_use_journal(atlas, TRUE);
  g_assert_true(ty_atlas_begin(atlas, &error));
  g_assert_true(ty_atlas_begin_table(atlas, FALSE, &error));
  for (gint64 line = 1; line < to; line++)
    add_drawn(atlas, source, line);
}

static void finish(TyAtlas *atlas) {
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_atlas_end_table(atlas, &error));
  g_assert_no_error(error);
  g_assert_true(ty_atlas_rank_facts(atlas, &error));
  g_assert_true(ty_atlas_commit(atlas, &error));
  ty_atlas_use_journal(atlas, FALSE);
}

static char *one_by_one(gint64 to) {
  gint64 source;
  g_autoptr(TyAtlas) atlas = with_entities("single.atlas", &source);

  g_assert_true(ty_atlas_begin(atlas, NULL));
  for (gint64 line = 1; line < to; line++)
    add_drawn(atlas, source, line);
  g_assert_true(ty_atlas_rank_facts(atlas, NULL));
  g_assert_true(ty_atlas_commit(atlas, NULL));
  return facts_and_evidence(atlas);
}

/* Of the catalogue nothing is left over; what is free is but what was borrowed last. */
static void is_tidy(TyAtlas *atlas) {
  is_sound(atlas);
  g_assert_cmpint(ask(atlas, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'tuyou_lend%'"),
                  ==, 0);
}

static void test_trees_are_one_by_one(void) {
  static const gint64 sizes[] = {2, FEW, SOME, MANY};

  for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
    gint64 source;
    g_autoptr(TyAtlas) atlas = with_entities("trees.atlas", &source);
    g_autofree char *expected = one_by_one(sizes[i]);
    gint64 pages = ask(atlas, "PRAGMA page_count");
    gather(atlas, source, sizes[i]);
    finish(atlas);
    g_assert_cmpint(ask(atlas, "SELECT rootpage FROM sqlite_schema WHERE name = 'fact'"), >, pages);
    g_autofree char *found = facts_and_evidence(atlas);
    g_assert_cmpstr(found, ==, expected);
    is_tidy(atlas);
    g_assert_cmpint(ask(atlas, "SELECT max(id) FROM fact"), ==,
                    ask(atlas, "SELECT count(*) FROM fact"));
    /* By index and by row the same. */
    g_assert_cmpint(ask(atlas, "SELECT count(*) FROM fact INDEXED BY fact_predicate"
                               " WHERE predicate = 'height_m' AND value = '4'"),
                    ==,
                    ask(atlas, "SELECT count(*) FROM fact NOT INDEXED"
                               " WHERE predicate = 'height_m' AND value = '4'"));
    g_assert_cmpint(ask(atlas, "SELECT sum(id) FROM fact INDEXED BY fact_object WHERE object = 7"),
                    ==, ask(atlas, "SELECT sum(id) FROM fact NOT INDEXED WHERE object = 7"));
  }
}

/* The atlas goes on as any other: rows are added, deleted, loaded again. */
static void test_trees_can_be_changed(void) {
  gint64 source;
  g_autoptr(TyAtlas) atlas = with_entities("changed.atlas", &source);
  g_autofree char *expected = one_by_one(SOME);

  gather(atlas, source, SOME / 2);
  finish(atlas);
  g_assert_true(ty_atlas_begin(atlas, NULL));
  for (gint64 line = SOME / 2; line < SOME; line++)
    add_drawn(atlas, source, line);
  g_assert_true(ty_atlas_rank_facts(atlas, NULL));
  g_assert_true(ty_atlas_commit(atlas, NULL));
  g_autofree char *found = facts_and_evidence(atlas);
  g_assert_cmpstr(found, ==, expected);
  is_tidy(atlas);
  g_assert_true(ty_atlas_run(atlas, "DELETE FROM fact WHERE id % 3 > 0", NULL));
  is_tidy(atlas);
}

/* Texts longer than a page, in rows and in an index. */
static void test_long_texts(void) {
  gint64 source;
  g_autoptr(TyAtlas) atlas = with_entities("long.atlas", &source);
  g_autofree char *text = g_strnfill(LONG, 'x');
  g_autoptr(GError) error = NULL;

  gather(atlas, source, 1);
  for (gint64 i = 1; i <= 400; i++) {
    gsize n = (gsize) (i * i * 37 % LONG) + 1;
    char end = text[n];
    text[n] = '\0';
    TyFact fact = {.subject = 1 + i % N_ENTITIES,
                   .predicate = "era",
                   .value = text + (i % 5 == 0 && n > 4 ? n - 4 : 0),
                   .qualifier = i % 2 ? "东" : NULL,
                   .confidence = .5};
    TyEvidence row = {.source = source, .line = i, .citation = "县志", .note = i % 7 ? NULL : text};
    g_assert_cmpint(ty_atlas_add_fact(atlas, &fact, &row, &error), ==, 1);
    g_assert_no_error(error);
    text[n] = end;
  }
  finish(atlas);
  is_tidy(atlas);
  for (int i = 1; i <= 400; i++) {
    gint64 n = (gint64) i * i * 37 % LONG + 1;
    g_assert_cmpint(
        ty_atlas_number(
            atlas, -1,
            "SELECT length(value) FROM fact JOIN evidence ON fact = fact.id"
            " WHERE line = ? AND length(note) IS CASE WHEN ?1 % 7 THEN NULL ELSE ?2 END",
            "ii", (gint64) i, n),
        ==, i % 5 == 0 && n > 4 ? 4 : n);
  }
}

static char *all_of(const char *path) {
  g_autoptr(TyAtlas) atlas = ty_atlas_open(path, TRUE, NULL);
  g_assert_nonnull(atlas);
  is_tidy(atlas);
  return facts_and_evidence(atlas);
}

static void test_a_rollback_cuts_the_file_off(void) {
  gint64 source;
  g_autoptr(TyAtlas) atlas = with_entities("cut.atlas", &source);
  gint64 pages = ask(atlas, "PRAGMA page_count");

  for (int ended = 0; ended < 2; ended++) {
    gather(atlas, source, MANY);
    g_assert_true(!ended || ty_atlas_end_table(atlas, NULL));
    ty_atlas_rollback(atlas);
    g_assert_cmpint(ask(atlas, "PRAGMA page_count"), ==, pages);
    g_assert_cmpint(ask(atlas, "SELECT count(*) FROM fact"), ==, 0);
    is_tidy(atlas);
  }
  g_autofree char *expected = one_by_one(SOME);
  gather(atlas, source, SOME);
  finish(atlas);
  g_autofree char *found = facts_and_evidence(atlas);
  g_assert_cmpstr(found, ==, expected);
}

/* A program that dies with all written but not committed leaves the atlas as it was. */
static void test_a_torn_load_leaves_nothing(void) {
  gint64 source;
  g_autofree char *path = test_path("torn.atlas");
  TyAtlas *made = with_entities("torn.atlas", &source);
  int status;

  ty_atlas_free(made);
  pid_t child = fork();
  g_assert_cmpint(child, >=, 0);
  if (child == 0) {
    TyAtlas *atlas = ty_atlas_open(path, TRUE, NULL);
    gather(atlas, source, MANY);
    _exit(ty_atlas_end_table(atlas, NULL) && ask(atlas, "SELECT count(*) FROM fact") > 0 ? 0 : 1);
  }
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  g_autofree char *left = all_of(path);
  g_assert_cmpstr(left, ==, "");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/load-trees/same", test_trees_are_one_by_one);
  g_test_add_func("/load-trees/changed", test_trees_can_be_changed);
  g_test_add_func("/load-trees/long", test_long_texts);
  g_test_add_func("/load-trees/rollback", test_a_rollback_cuts_the_file_off);
  g_test_add_func("/load-trees/torn", test_a_torn_load_leaves_nothing);
  return run_tests();
}
