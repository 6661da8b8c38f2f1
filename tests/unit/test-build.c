/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROJECT                                                                                    \
  "[project]\nname=小样\ntitle=小样线路\n"                                                   \
  "[tables]\nontology=ontology.csv\nkinds=kinds.csv\nsites=sites.csv;\nlegs=legs.csv;\n"           \
  "themes=themes.csv\n[theme 石刻]\nstart=甲寺\n"                                              \
  "[posts 一]\nfiles=posts.csv\nplace=资阳\nterm=旅行\nplatform=weibo\n"

/* A small project in the folder; each test has a folder of its own. */
static char *make_project(const char *folder) {
  g_autofree char *path = test_path(folder);
  const char *const files[][2] = {
      {"project.ini", PROJECT},
      {"sites.csv", "name,county\n甲寺,安岳县\n乙寺,安岳县\n"},
      {"legs.csv", "from,to,km\n甲寺,乙寺,12.5\n"},
      {"themes.csv", "theme,site\n石刻,甲寺\n石刻,乙寺\n"},
      {"posts.csv", "标题,正文,作者\n,今天去了甲寺看石刻，又去了乙寺,游客某某\n"},
  };

  g_mkdir(path, 0700);
  for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *name = g_build_filename(folder, files[i][0], NULL);
    g_free(test_file(name, files[i][1]));
  }
  const char *const shared[] = {"ontology.csv", "kinds.csv"};
  for (gsize i = 0; i < G_N_ELEMENTS(shared); i++) {
    g_autofree char *from = g_build_filename(data_folder(), shared[i], NULL);
    g_autofree char *text = read_file(from, NULL);
    g_autofree char *name = g_build_filename(folder, shared[i], NULL);
    g_free(test_file(name, text));
  }
  return g_build_filename(path, "project.ini", NULL);
}

static void put(const char *folder, const char *name, const char *text) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_free(test_file(path, text));
}

static json_t *build(const char *project, const char *atlas, guint64 seed, GError **error) {
  TyBuildOptions options = {.data_folder = data_folder(), .n_threads = 1, .seed = seed};
  return ty_build(project, atlas, &options, error);
}

/* Whether the build did anything. */
static gboolean builds_anew(const char *project, const char *atlas, guint64 seed) {
  g_autoptr(GError) error = NULL;
  g_auto_json answer = build(project, atlas, seed, &error);
  g_assert_no_error(error);
  return !json_is_true(json_object_get(answer, "up_to_date"));
}

/* How many files stand in the folder of an atlas: nothing temporary may stay. SQLite's own files
 * beside the atlas that was there do not count: it leaves them, empty, when the disk is full. */
static guint files_beside(const char *atlas) {
  g_autofree char *folder = g_path_get_dirname(atlas);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint n = 0;
  for (const char *name; (name = g_dir_read_name(dir));)
    n += !g_str_equal(name, "a.atlas-wal") && !g_str_equal(name, "a.atlas-shm");
  return n;
}

static void test_builds_once(void) {
  g_autofree char *project = make_project("once"), *atlas = test_path("once/a.atlas");
  g_autoptr(GError) error = NULL;
  g_auto_json answer = build(project, atlas, 0, &error);

  g_assert_no_error(error);
  g_assert_cmpstr(text_of(answer, "atlas"), ==, atlas);
  g_assert_false(json_is_true(json_object_get(answer, "up_to_date")));
  g_assert_cmpuint(size_of(answer, "files"), ==, 6);
  g_assert_cmpint((int) number_of(json_object_get(answer, "counts"), "leg"), ==, 1);
  g_assert_cmpint((int) number_of(json_object_get(answer, "counts"), "mention"), ==, 2);
  g_autofree char *first = digest_of(atlas);
  guint files = files_beside(atlas);
  g_assert_false(builds_anew(project, atlas, 0));
  g_autofree char *second = digest_of(atlas);
  g_assert_cmpstr(first, ==, second);
  g_assert_cmpuint(files_beside(atlas), ==, files);

  g_autoptr(TyWorkspace) workspace = open_workspace(atlas, FALSE, 1);
  g_autofree char *name = ty_atlas_get_meta(ty_workspace_atlas(workspace), "name");
  g_autofree char *start = ty_atlas_get_meta(ty_workspace_atlas(workspace), "start 石刻");
  g_assert_cmpstr(name, ==, "小样");
  g_assert_cmpstr(start, ==, "甲寺");
}

static void test_builds_anew_after_a_change(void) {
  g_autofree char *project = make_project("change"), *atlas = test_path("change/a.atlas");

  g_assert_true(builds_anew(project, atlas, 0));
  g_assert_true(builds_anew(project, atlas, 1)); /* another seed */
  g_assert_false(builds_anew(project, atlas, 1));
  put("change", "legs.csv", "from,to,km\n甲寺,乙寺,13\n");
  g_assert_true(builds_anew(project, atlas, 1));
  put("change", "posts.csv", "标题,正文\n,乙寺\n");
  g_assert_true(builds_anew(project, atlas, 1));
  put("change", "project.ini", PROJECT "# 改\n");
  g_assert_true(builds_anew(project, atlas, 1));
  g_assert_false(builds_anew(project, atlas, 1));
  g_assert_cmpint(g_unlink(atlas), ==, 0);
  g_assert_true(builds_anew(project, atlas, 1));
}

/* A mistyped name must not cost a table, nor a build what was imported by hand. */
static void test_writes_over_nothing_of_others(void) {
  g_autofree char *project = make_project("others"), *atlas = test_path("others/a.atlas");
  g_autofree char *posts = test_path("others/posts.csv"), *text = NULL;
  g_autoptr(GError) error = NULL;

  put("others", "a.atlas", "rubbish");
  g_assert_null(build(project, atlas, 1, &error));
  assert_fails(&error, TY_ERROR_DAMAGED, "found a file of another kind, expected an atlas");
  g_assert_true(g_file_get_contents(atlas, &text, NULL, NULL));
  g_assert_cmpstr(text, ==, "rubbish");

  g_assert_cmpint(g_unlink(atlas), ==, 0);
  g_assert_true(builds_anew(project, atlas, 1));
  {
    g_autoptr(TyWorkspace) workspace = open_workspace(atlas, TRUE, 1);
    const char *files[] = {posts, NULL};
    g_auto_json answer = ty_import(workspace, "posts", files, NULL, &error);
    g_assert_no_error(error);
  }
  g_assert_null(build(project, atlas, 2, &error));
  assert_fails(&error, TY_ERROR_USAGE, "found rows that were imported by hand");
}

static void test_keeps_the_salt(void) {
  g_autofree char *project = make_project("salt"), *atlas = test_path("salt/a.atlas");
  g_autofree char *other = test_path("salt/b.atlas"), *salts[3] = {NULL};
  const char *const paths[] = {atlas, atlas, other};

  for (gsize i = 0; i < 3; i++) {
    g_assert_true(builds_anew(project, paths[i], i));
    g_autoptr(TyAtlas) built = ty_atlas_open(paths[i], FALSE, NULL);
    salts[i] = ty_atlas_get_meta(built, "salt");
  }
  g_assert_cmpstr(salts[0], ==, salts[1]);
  g_assert_cmpstr(salts[0], !=, salts[2]);
  g_free(salts[1]);
  g_free(salts[2]);
}

/* The author hashes that an atlas holds, in order. */
static char *hashes_of(const char *atlas) {
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  GString *hashes = g_string_new(NULL);

  g_assert_cmpint(sqlite3_open(atlas, &db), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_prepare_v2(db, "SELECT author FROM document ORDER BY id", -1, &row, NULL),
                  ==, SQLITE_OK);
  while (sqlite3_step(row) == SQLITE_ROW)
    g_string_append_printf(hashes, "%s ", (const char *) sqlite3_column_text(row, 0));
  sqlite3_finalize(row);
  sqlite3_close(db);
  return g_string_free(hashes, FALSE);
}

static void test_an_author_stays_the_same_author(void) {
  g_autofree char *project = make_project("same"), *atlas = test_path("same/a.atlas");
  g_assert_true(builds_anew(project, atlas, 0));
  g_autofree char *first = hashes_of(atlas);
  g_assert_true(builds_anew(project, atlas, 1));
  g_autofree char *second = hashes_of(atlas);

  g_assert_cmpuint(strlen(first), ==, 65);
  g_assert_cmpstr(first, ==, second);
  g_autoptr(TyAtlas) built = ty_atlas_open(atlas, TRUE, NULL);
  TyForgotten gone;
  g_assert_true(ty_atlas_forget_author(built, "游客某某", &gone, NULL));
  g_assert_cmpint(gone.documents, ==, 1);
}

/* What goes wrong leaves the atlas as it was ----------------------------------------------------
 */

static void fails_and_keeps(const char *project, const char *atlas, int code, const char *part) {
  g_autofree char *before = digest_of(atlas);
  guint files = files_beside(atlas);
  g_autoptr(GError) error = NULL;

  g_assert_null(build(project, atlas, 0, &error));
  assert_fails(&error, code, part);
  g_autofree char *after = digest_of(atlas);
  g_assert_cmpstr(before, ==, after);
  g_assert_cmpuint(files_beside(atlas), ==, files);
}

static void test_bad_input_leaves_the_atlas(void) {
  g_autofree char *project = make_project("bad"), *atlas = test_path("bad/a.atlas");
  g_autofree char *legs = test_path("bad/legs.csv");
  g_autoptr(GError) error = NULL;

  g_assert_true(builds_anew(project, atlas, 0));
  g_assert_cmpint(g_unlink(legs), ==, 0);
  fails_and_keeps(project, atlas, TY_ERROR_MISSING, "legs.csv: cannot be opened");
  put("bad", "legs.csv", "a,b\n1,2\n");
  fails_and_keeps(project, atlas, TY_ERROR_INPUT, "legs.csv:1: found the columns a, b; the column");
  put("bad", "legs.csv", "");
  fails_and_keeps(project, atlas, TY_ERROR_INPUT, "legs.csv");
  put("bad", "legs.csv", "from,to,km\n甲寺,乙寺,12.5\n");
  put("bad", "posts.csv", "\xff\x81\x01\xff\xff\x80\n");
  fails_and_keeps(project, atlas, TY_ERROR_ENCODING, "posts.csv");
  put("bad", "project.ini", "name=x\n");
  fails_and_keeps(project, atlas, TY_ERROR_INPUT, "project.ini: ");
  put("bad", "project.ini", "[tables]\n");
  fails_and_keeps(project, atlas, TY_ERROR_INPUT, "found no section [project]");
  put("bad", "project.ini", "");
  fails_and_keeps(project, atlas, TY_ERROR_INPUT, "project.ini");
  g_autofree char *missing = test_path("bad/none.ini");
  fails_and_keeps(missing, atlas, TY_ERROR_MISSING, "none.ini: cannot be opened");
  put("bad", "posts.csv", "正文\n甲寺\n");
  /* A key or a section with a typo would be passed over in silence. */
  put("bad", "project.ini", PROJECT "[tables]\nleg=legs.csv\n");
  fails_and_keeps(project, atlas, TY_ERROR_INPUT,
                  "project.ini: found the key leg in [tables], expected kinds, ontology, rules,"
                  " entities, sites, facts, legs, themes, calendar or patterns");
  put("bad", "project.ini", PROJECT "[post 二]\nfiles=posts.csv\n");
  fails_and_keeps(project, atlas, TY_ERROR_INPUT,
                  "project.ini: found the section [post 二], expected");
  put("bad", "project.ini", PROJECT "[posts 二]\nfile=posts.csv\n");
  fails_and_keeps(project, atlas, TY_ERROR_INPUT,
                  "project.ini: found the key file in [posts 二], expected");
}

static void test_rejected_rows_do_not_stop_a_build(void) {
  g_autofree char *project = make_project("rows"), *atlas = test_path("rows/a.atlas");
  g_autoptr(GString) messages = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  TyBuildOptions options = {
      .data_folder = data_folder(), .message = keep_message, .message_data = messages};

  put("rows", "sites.csv",
      "name,county,lat,lon\n甲寺,安岳县,105,30\n甲寺,安岳县,30,105\n乙寺,,,\n");
  put("rows", "legs.csv", "from,to,km\n甲寺,丁寺,3\n甲寺,乙寺,-3\n甲寺,乙寺,4\n");
  g_auto_json answer = ty_build(project, atlas, &options, &error);
  g_assert_no_error(error);
  g_assert_cmpint((int) number_of(answer, "rejected"), ==, 3);
  g_assert_cmpstr(messages->str, ==,
                  "sites.csv:2: latitude 105 is out of range [-90, 90]\n"
                  "legs.csv:2: to: 丁寺: no such entity in the atlas\n"
                  "legs.csv:3: km -3 is out of range [0, 20000]\n");
  g_autoptr(TyWorkspace) workspace = open_workspace(atlas, FALSE, 1);
  g_auto_json way = ty_distance(workspace, "甲寺", "乙寺", NULL, &error);
  g_assert_cmpfloat(number_of(way, "km"), ==, 4);
}

static void test_a_folder_that_is_not_there(void) {
  g_autofree char *project = make_project("nowhere"), *atlas = test_path("no/such/a.atlas");
  g_autoptr(GError) error = NULL;

  g_assert_null(build(project, atlas, 0, &error));
  assert_fails(&error, TY_ERROR_SYSTEM, "a.atlas: cannot create: ");
}

static void test_a_folder_that_cannot_be_written(void) {
  if (geteuid() == 0) {
    g_test_skip("root may write everywhere");
    return;
  }
  g_autofree char *project = make_project("closed"), *folder = test_path("closed/out");
  g_autofree char *atlas = g_build_filename(folder, "a.atlas", NULL);
  g_mkdir(folder, 0700);
  g_assert_true(builds_anew(project, atlas, 0));
  put("closed", "legs.csv", "from,to,km\n甲寺,乙寺,1\n");
  g_chmod(folder, 0500);
  fails_and_keeps(project, atlas, TY_ERROR_SYSTEM, "a.atlas: cannot create: ");
  g_chmod(folder, 0700);
}

/* Runs a build that may write no file beyond so many bytes, as on a full disk, in a child. */
static int build_on_a_full_disk(const char *project, const char *atlas, rlim_t bytes) {
  pid_t child = fork();

  if (child == 0) {
    struct rlimit limit = {bytes, bytes};
    g_autoptr(GError) error = NULL;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    g_auto_json answer = build(project, atlas, 7, &error);
    gboolean named = error && strstr(error->message, atlas);
    _exit(answer ? 100 : named ? ty_error_exit_code(error) : 99);
  }
  int status = 0;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_true(WIFEXITED(status));
  return WEXITSTATUS(status);
}

static void test_a_full_disk_leaves_the_atlas(void) {
  g_autofree char *project = make_project("full"), *atlas = test_path("full/a.atlas");
  g_assert_true(builds_anew(project, atlas, 0));
  g_autofree char *before = digest_of(atlas);
  guint files = files_beside(atlas);
  const rlim_t sizes[] = {0, 100, 4096, 8192, 20000, 40960, 100000, 150000, 190000, 210000};

  for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
    int code = build_on_a_full_disk(project, atlas, sizes[i]);
    if (code == 100) { /* there was room after all: nothing more to see */
      g_assert_cmpuint(i, >, 3);
      break;
    }
    g_assert_cmpint(code, ==, 5);
    g_autofree char *after = digest_of(atlas);
    g_assert_cmpstr(before, ==, after);
    g_assert_cmpuint(files_beside(atlas), ==, files);
  }
}

/* The sample ------------------------------------------------------------------------------------
 */

static void test_the_sample_names_no_author(void) {
  gsize length, found = 0;
  g_autofree char *atlas = read_file(sample_on(1), &length);
  static const char *const files[] = {"corpus/ziyang/xhs-lvxing.jsonl",
                                      "corpus/dazu/xhs-feiyi.jsonl"};

  for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = source_path(files[i]), *text = read_file(path, NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line && **line; line++) {
      g_auto_json post = json_loads(*line, 0, NULL);
      const char *name = text_of(post, "nickname");
      if (strlen(name) < 9) /* two characters may stand in any text */
        continue;
      found++;
      g_assert_null(memmem(atlas, length, name, strlen(name)));
    }
  }
  g_assert_cmpuint(found, >, 10);
}

static void test_the_sample_holds_what_it_must(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  TyAtlas *atlas = ty_workspace_atlas(workspace);
  g_auto_json sites = ty_entities(workspace, "site", NULL, NULL);
  g_auto_json crafts = ty_entities(workspace, "ich", NULL, NULL);

  g_assert_cmpint(count_of(atlas, "leg"), ==, 44);
  g_assert_cmpint(count_of(atlas, "rejected"), ==, 0);
  g_assert_cmpint(count_of(atlas, "document"), ==, 168 + 92 + 25);
  g_assert_cmpint(count_of(atlas, "fact"), >=, 250);
  g_assert_cmpuint(size_of(sites, "entities"), >=, 60);
  g_assert_cmpuint(size_of(crafts, "entities"), >=, 25);
}

static gboolean count_document(const TyStoredDocument *document, gpointer data, GError **error) {
  (void) document, (void) error;
  ++*(guint *) data;
  return TRUE;
}

/* The published numbers of posts for each search term. */
static void test_the_sample_has_the_published_shares(void) {
  static const struct {
    const char *place, *term;
    guint posts;
  } shares[] = {{"资阳", "旅行", 92},     {"资阳", "小众旅行", 12},
                {"资阳", "文化遗产", 23}, {"资阳", "非物质文化遗产", 41},
                {"大足", "旅行", 46},     {"大足", "小众旅行", 7},
                {"大足", "文化遗产", 19}, {"大足", "非物质文化遗产", 20}};
  g_autoptr(TyAtlas) atlas = ty_atlas_open(sample_on(1), FALSE, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS(shares); i++) {
    TyDocumentFilter filter = {
        .kind = "post", .place = shares[i].place, .term = shares[i].term, .duplicates = TRUE};
    guint n = 0;
    g_assert_true(ty_atlas_each_document(atlas, &filter, count_document, &n, NULL));
    g_assert_cmpuint(n, ==, shares[i].posts);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/build/writes-over-nothing-of-others", test_writes_over_nothing_of_others);
  g_test_add_func("/flow/build/once", test_builds_once);
  g_test_add_func("/flow/build/changes", test_builds_anew_after_a_change);
  g_test_add_func("/flow/build/salt", test_keeps_the_salt);
  g_test_add_func("/flow/build/authors", test_an_author_stays_the_same_author);
  g_test_add_func("/flow/build/bad-input", test_bad_input_leaves_the_atlas);
  g_test_add_func("/flow/build/rejected", test_rejected_rows_do_not_stop_a_build);
  g_test_add_func("/flow/build/no-folder", test_a_folder_that_is_not_there);
  g_test_add_func("/flow/build/closed-folder", test_a_folder_that_cannot_be_written);
  g_test_add_func("/flow/build/full-disk", test_a_full_disk_leaves_the_atlas);
  g_test_add_func("/flow/build/sample-authors", test_the_sample_names_no_author);
  g_test_add_func("/flow/build/sample-counts", test_the_sample_holds_what_it_must);
  g_test_add_func("/flow/build/sample-shares", test_the_sample_has_the_published_shares);
  return run_tests();
}
