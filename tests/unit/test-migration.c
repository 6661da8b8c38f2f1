/* SPDX-License-Identifier: Apache-2.0 */
/* Atlases of every older version, with documents: opened for writing they are searched and imported
 * into like new ones. */
#include "atlas/load.h"
#include "atlas/schema.h"
#include "flow/workspace.h"
#include "support.h"

/* The version that brought likeness, kinds of duplicates and the index. */
enum { WITH_LIKENESS = 5 };

static const char *const old_texts[] = {"大足石刻的千手观音修好了，周末带爸妈去看。",
                                        "安岳的柠檬熟了，顺路看了卧佛院。",
                                        "大足石刻的千手观音修好了，周末带爸妈去看。"};

static void run_sql(sqlite3 *db, const char *sql) {
  char *why = NULL;
  sqlite3_exec(db, sql, NULL, NULL, &why);
  g_assert_cmpstr(why, ==, NULL);
}

/* As a tuyou of that version made it: its migrations, its way to add documents. */
static void add_old_documents(sqlite3 *db, gsize version) {
  run_sql(db, "INSERT INTO meta VALUES ('salt', '0123');"
              "INSERT INTO source (name, role, digest) VALUES ('old.csv', 'posts', '00')");
  for (gsize i = 0; i < G_N_ELEMENTS(old_texts); i++) {
    g_autofree char *key = g_compute_checksum_for_string(G_CHECKSUM_SHA256, old_texts[i], -1);
    const char *original = i == 2 ? "1" : "NULL";
    g_autofree char *digits = g_strndup(key, 16);
    gint64 hash = (gint64) g_ascii_strtoull(digits, NULL, 16);
    g_autofree char *old =
        g_strdup_printf("INSERT INTO document (source, line, kind, text, text_key, duplicate_of)"
                        " VALUES (1, %zu, 'post', '%s', '%s', %s)",
                        i + 2, old_texts[i], key, original);
    g_autofree char *newer = g_strdup_printf(
        "INSERT INTO document (source, line, kind, text, duplicate_of, duplicate_kind)"
        " VALUES (1, %zu, 'post', '%s', %s, %s);"
        "INSERT INTO likeness (document, text_hash) VALUES (%zu, %" G_GINT64_FORMAT ")",
        i + 2, old_texts[i], original, i == 2 ? "'exact'" : "NULL", i + 1, hash);
    run_sql(db, version < WITH_LIKENESS ? old : newer);
  }
}

static void add_old_facts(sqlite3 *db) {
  run_sql(
      db,
      "INSERT INTO predicate (id, rank, label, kind, transitive, symmetric)"
      " VALUES ('era', 0, '年代', 'value', 0, 0), ('part_of', 1, '属于', 'relation', 1, 0);"
      "INSERT INTO entity (name, kind) VALUES ('宝顶山', 'site'), ('大足石刻', 'site');"
      "INSERT INTO source (name, role, digest) VALUES ('facts.csv', 'facts', '01');"
      "INSERT INTO fact (subject, predicate, object, value, qualifier, confidence)"
      " VALUES (1, 'era', NULL, '南宋', '大佛湾', .8), (1, 'part_of', 2, NULL, NULL, .5);"
      "INSERT INTO evidence (fact, source, line, citation, confidence)"
      " VALUES (1, 2, 2, '县志', .8), (2, 2, 3, NULL, .5);"
      "INSERT INTO evidence (fact, document, start, stop, confidence) VALUES (2, 1, 0, 12, .3)");
}

static char *make_old(gsize version) {
  g_autofree char *name = g_strdup_printf("version-%zu.atlas", version);
  g_autofree char *marks = g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %zu",
                                           TY_ATLAS_APPLICATION_ID, version);
  char *path = test_path(name);
  sqlite3 *db = NULL;

  g_unlink(path);
  g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
  TyAtlas atlas = {
      .db = db, .path = path, .writers = g_hash_table_new(g_direct_hash, g_direct_equal)};
  g_assert_true(ty_atlas_register_tokenizer(&atlas, NULL));
  g_assert_true(ty_atlas_register_same(&atlas, NULL));
  for (gsize i = 0; i < version; i++)
    run_sql(db, ty_schema_migration(i));
  run_sql(db, marks);
  add_old_documents(db, version);
  add_old_facts(db);
  g_hash_table_unref(atlas.writers);
  g_assert_cmpint(sqlite3_close(db), ==, SQLITE_OK);
  return path;
}

static gint64 count_found(TyWorkspace *workspace, const char *query) {
  TyDocumentFilter all = {.duplicates = TRUE};
  g_autoptr(GError) error = NULL;
  g_auto_json answer = ty_search(workspace, query, &all, 0, &error);
  g_assert_no_error(error);
  return (gint64) number_of(answer, "found");
}

static void check_version(gsize version) {
  g_autofree char *path = make_old(version);
  g_autoptr(GError) error = NULL;
  g_autoptr(TyWorkspace) workspace = open_workspace(path, TRUE, 2);

  g_assert_cmpint(count_of(workspace->atlas, "document"), ==, G_N_ELEMENTS(old_texts));
  g_assert_false(ty_index_is_current(workspace));
  g_assert_true(ty_index_rebuild(workspace, &error));
  g_assert_no_error(error);
  g_assert_cmpint(count_found(workspace, "千手观音 修好"), ==, 2);
  g_assert_cmpint(count_found(workspace, "卧佛院 -千手观音"), ==, 1);

  /* What is imported now is held against the old documents. */
  g_autofree char *text = g_strdup_printf("正文\n%s\n宝顶山的千手观音\n", old_texts[1]);
  g_autofree char *file = g_strdup_printf("new-%zu.csv", version);
  g_auto_json answer = try_import(workspace, "posts", file, text, NULL, &error);
  g_assert_no_error(error);
  const json_t *imported = item_of(answer, "files", 0);
  g_assert_cmpfloat(number_of(imported, "near") + number_of(imported, "exact"), ==, 1);
  g_assert_cmpint(count_found(workspace, "千手观音"), ==, 3);
  g_assert_cmpint(count_found(workspace, "柠檬"), ==, 2);
}

static void say_again(TyAtlas *atlas, gint64 expected, const TyFact *fact) {
  TyEvidence row = {.source = 2, .line = 9};
  g_autoptr(GError) error = NULL;
  g_assert_cmpint(ty_atlas_add_fact(atlas, fact, &row, &error), ==, expected);
  g_assert_no_error(error);
}

/* Facts and their evidence stay, and are known again. */
static void test_every_version_keeps_its_facts(void) {
  TyFact era = {
      .subject = 1, .predicate = "era", .value = "南宋", .qualifier = "大佛湾", .confidence = .9};
  TyFact part = {.subject = 1, .predicate = "part_of", .object = 2, .confidence = .5};
  TyFact other = {.subject = 1, .predicate = "era", .value = "南宋", .confidence = .9};

  for (gsize version = 1; version < ty_schema_version(); version++) {
    g_autofree char *path = make_old(version);
    g_autoptr(TyAtlas) atlas = ty_atlas_open(path, TRUE, NULL);
    g_assert_nonnull(atlas);
    g_assert_cmpint(count_of(atlas, "fact"), ==, 2);
    g_assert_cmpint(count_of(atlas, "evidence"), ==, 3);
    say_again(atlas, 1, &era);
    say_again(atlas, 2, &part);
    say_again(atlas, 3, &other);
    g_assert_cmpint(count_of(atlas, "fact"), ==, 3);
    g_assert_cmpint(count_of(atlas, "evidence"), ==, 6);
  }
}

static void test_every_version_is_searched(void) {
  for (gsize version = 1; version < ty_schema_version(); version++)
    check_version(version);
}

/* The import itself brings the index up. */
static void test_an_old_atlas_is_imported_into(void) {
  g_autofree char *path = make_old(1);
  g_autoptr(GError) error = NULL;
  g_autoptr(TyWorkspace) workspace = open_workspace(path, TRUE, 2);
  g_auto_json answer =
      try_import(workspace, "posts", "first.csv", "正文\n宝顶山的千手观音\n", NULL, &error);

  g_assert_no_error(error);
  g_assert_true(ty_index_is_current(workspace));
  g_assert_cmpint(count_found(workspace, "千手观音"), ==, 3);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/migration/search", test_every_version_is_searched);
  g_test_add_func("/migration/facts", test_every_version_keeps_its_facts);
  g_test_add_func("/migration/import", test_an_old_atlas_is_imported_into);
  return run_tests();
}
