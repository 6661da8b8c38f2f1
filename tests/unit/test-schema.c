/* SPDX-License-Identifier: Apache-2.0 */
/* What may stand where an atlas is expected. */
#include "support.h"

#include <sqlite3.h>

static void fails_to_open(const char *path, int code, const char *part) {
  for (int writable = 0; writable < 2; writable++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_atlas_open(path, writable, &error));
    assert_contains(error->message, path);
    assert_fails(&error, code, part);
  }
}

static char *make_atlas(const char *name) {
  char *path = test_path(name);
  g_autoptr(GError) error = NULL;
  g_unlink(path);
  g_autoptr(TyAtlas) atlas = ty_atlas_create(path, &error);
  g_assert_no_error(error);
  return path;
}

static void run_sql(const char *path, const char *sql) {
  sqlite3 *db = NULL;
  g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_close(db), ==, SQLITE_OK);
}

static gint64 ask_sql(const char *path, const char *sql) {
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_prepare_v2(db, sql, -1, &row, NULL), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_step(row), ==, SQLITE_ROW);
  gint64 number = sqlite3_column_int64(row, 0);
  sqlite3_finalize(row);
  sqlite3_close(db);
  return number;
}

static void test_takes_no_other_file_for_an_atlas(void) {
  g_autofree char *missing = test_path("missing.atlas"), *empty = test_file("empty.atlas", "");
  g_autofree char *text = test_file("text.atlas", "name,lat,lon\n宝顶山,29.7,105.8\n");
  g_autofree char *brief = test_file("brief.atlas", "SQLite");
  g_autofree char *folder = test_path("folder.atlas"), *other = test_path("other.db");
  g_mkdir(folder, 0700);
  g_unlink(other);
  run_sql(other, "CREATE TABLE note (text)");

  fails_to_open(missing, TY_ERROR_MISSING, "cannot be opened, expected an atlas");
  fails_to_open(folder, TY_ERROR_MISSING, "cannot be opened, expected an atlas");
  fails_to_open(empty, TY_ERROR_DAMAGED, "found an empty file, expected an atlas");
  fails_to_open(text, TY_ERROR_DAMAGED, "found a file of another kind, expected an atlas");
  fails_to_open(brief, TY_ERROR_DAMAGED, "found a file of another kind, expected an atlas");
  fails_to_open(other, TY_ERROR_DAMAGED, "found a SQLite file of another program");
}

static void test_tells_a_damaged_file(void) {
  g_autofree char *path = make_atlas("damaged.atlas");
  gsize length;
  g_autofree char *bytes = read_file(path, &length);

  /* Cut anywhere, an atlas is refused, or its check finds the damage: nothing crashes. */
  const gsize cuts[] = {16, 17, 99, 100, 512, 4095, 4096, 4097, length / 2, length - 4096};
  for (gsize i = 0; i < G_N_ELEMENTS(cuts); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_true(g_file_set_contents(path, bytes, (gssize) cuts[i], NULL));
    g_autoptr(TyAtlas) atlas = ty_atlas_open(path, FALSE, &error);
    g_auto_json findings = json_object();
    if (atlas && ty_atlas_check(atlas, take_count, findings, &error))
      g_assert_cmpuint(json_object_size(findings), >, 0);
    else {
      g_assert_error(error, TY_ERROR, TY_ERROR_DAMAGED);
      assert_contains(error->message, path);
    }
  }
  memset(bytes + 100, 0x5a, 3000);
  g_assert_true(g_file_set_contents(path, bytes, (gssize) length, NULL));
  fails_to_open(path, TY_ERROR_DAMAGED, "expected an atlas");
}

static void test_needs_the_salt_of_its_author_hashes(void) {
  g_autofree char *path = make_atlas("saltless.atlas");

  run_sql(path, "DELETE FROM meta WHERE key = 'salt'");
  fails_to_open(path, TY_ERROR_DAMAGED, "found no salt, expected");
}

static void test_refuses_an_atlas_of_the_future(void) {
  g_autofree char *path = make_atlas("newer.atlas");

  run_sql(path, "PRAGMA user_version = 4711");
  fails_to_open(path, TY_ERROR_DAMAGED, "found an atlas of version 4711, expected");
}

static void test_brings_an_old_atlas_up_to_date(void) {
  g_autofree char *path = make_atlas("older.atlas");
  gint64 version = ask_sql(path, "PRAGMA user_version");
  g_autofree char *old = test_path("version-0.atlas");
  g_autofree char *mark =
      g_strdup_printf("PRAGMA application_id = %d", (int) ask_sql(path, "PRAGMA application_id"));

  g_assert_cmpint(version, >=, 1);
  g_unlink(old);
  run_sql(old, mark); /* version 0: the mark and nothing else, so that no salt is there either */
  fails_to_open(old, TY_ERROR_DAMAGED, "found no salt");
  g_assert_cmpint(ask_sql(old, "PRAGMA user_version"), ==, version);
  run_sql(old, "INSERT INTO meta VALUES ('salt', '0123')");
  g_autoptr(GError) error = NULL;
  g_autoptr(TyAtlas) atlas = ty_atlas_open(old, TRUE, &error);
  g_assert_no_error(error);
  g_assert_cmpint(count_of(atlas, "document"), ==, 0);
}

static void test_a_migration_that_fails_leaves_the_file(void) {
  g_autofree char *path = make_atlas("stuck.atlas");
  g_autoptr(GError) error = NULL;

  run_sql(path, "PRAGMA user_version = 0"); /* its tables are there already */
  g_autofree char *before = digest_of(path);
  g_assert_null(ty_atlas_open(path, TRUE, &error));
  assert_fails(&error, TY_ERROR_SYSTEM, "already exists");
  g_autofree char *after = digest_of(path);
  g_assert_cmpstr(before, ==, after);
}

static void test_makes_an_atlas_only_where_nothing_is(void) {
  g_autofree char *path = test_file("there.atlas", "precious");
  g_autofree char *nowhere = test_path("no/such/folder.atlas");
  g_autoptr(GError) error = NULL;
  gsize length;

  g_assert_null(ty_atlas_create(path, &error));
  assert_fails(&error, TY_ERROR_USAGE, "found a file, expected none");
  g_autofree char *kept = read_file(path, &length);
  g_assert_cmpstr(kept, ==, "precious");
  g_assert_null(ty_atlas_create(nowhere, &error));
  assert_fails(&error, TY_ERROR_SYSTEM, "folder.atlas: cannot open");
}

static void test_is_documented_for_other_tools(void) {
  g_autofree char *path = make_atlas("open.atlas");

  g_assert_cmpint(ask_sql(path, "PRAGMA application_id"), !=, 0);
  g_assert_cmpint(ask_sql(path, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name"
                                " IN ('source', 'rejected', 'document', 'entity', 'alias', 'fact',"
                                " 'evidence', 'mention', 'coordinate', 'leg', 'theme_site',"
                                " 'calendar', 'answer', 'plan')"),
                  ==, 14);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/atlas/schema/not-an-atlas", test_takes_no_other_file_for_an_atlas);
  g_test_add_func("/atlas/schema/damaged", test_tells_a_damaged_file);
  g_test_add_func("/atlas/schema/salt", test_needs_the_salt_of_its_author_hashes);
  g_test_add_func("/atlas/schema/newer", test_refuses_an_atlas_of_the_future);
  g_test_add_func("/atlas/schema/older", test_brings_an_old_atlas_up_to_date);
  g_test_add_func("/atlas/schema/stuck", test_a_migration_that_fails_leaves_the_file);
  g_test_add_func("/atlas/schema/create", test_makes_an_atlas_only_where_nothing_is);
  g_test_add_func("/atlas/schema/tables", test_is_documented_for_other_tools);
  return run_tests();
}
