/* SPDX-License-Identifier: Apache-2.0 */
/** For tests of the atlas and the use cases: a folder that goes with the test, atlases made of
 * tables written in the test, and the sample region's atlas, built once a program. */
#pragma once
#include <ftw.h>
#include <glib/gstdio.h>
#include <string.h>
#include <tuyou/flow.h>

/** The folder of the build and of the sources; tests/run says which. */
static inline const char *build_folder(void) {
  const char *folder = g_getenv("TUYOU_BUILD");
  return folder ? folder : "build";
}

static inline char *source_path(const char *name) {
  const char *folder = g_getenv("TUYOU_SOURCE");
  return g_build_filename(folder ? folder : ".", name, NULL);
}

static inline const char *data_folder(void) {
  static char *folder;
  if (!folder)
    folder = g_build_filename(build_folder(), "share", "tuyou", NULL);
  return folder;
}

/* The folder ------------------------------------------------------------------------------------
 */

static inline int remove_one(const char *path, const struct stat *status, int type,
                             struct FTW *where) {
  (void) status, (void) type, (void) where;
  return remove(path);
}

static inline const char *test_folder(void) {
  static char *folder;

  if (!folder) {
    g_autoptr(GError) error = NULL;
    folder = g_dir_make_tmp("tuyou-test-XXXXXX", &error);
    g_assert_no_error(error);
  }
  return folder;
}

/** A path in the folder, to be freed. */
static inline char *test_path(const char *name) {
  return g_build_filename(test_folder(), name, NULL);
}

/** Writes a file into the folder. @return its path, to be freed */
static inline char *test_file(const char *name, const char *text) {
  char *path = test_path(name);
  g_autoptr(GError) error = NULL;
  g_file_set_contents(path, text, -1, &error);
  g_assert_no_error(error);
  return path;
}

/** Runs the tests, then removes the folder. For the last line of main. */
static inline int run_tests(void) {
  int failed = g_test_run();
  nftw(test_folder(), remove_one, 16, FTW_DEPTH | FTW_PHYS);
  return failed;
}

static inline char *read_file(const char *path, gsize *length) {
  char *bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_file_get_contents(path, &bytes, length, &error);
  g_assert_no_error(error);
  return bytes;
}

static inline char *digest_of(const char *path) {
  gsize length;
  g_autofree char *bytes = read_file(path, &length);
  return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *) bytes, length);
}

/* Messages --------------------------------------------------------------------------------------
 */

static inline void assert_contains(const char *text, const char *part) {
  if (!text || !strstr(text, part))
    g_error("found “%s”, expected “%s” in it", text ? text : "(null)", part);
}

static inline void assert_fails(GError **error, int code, const char *part) {
  g_assert_error(*error, TY_ERROR, code);
  g_assert_true(g_utf8_validate((*error)->message, -1, NULL));
  assert_contains((*error)->message, part);
  g_clear_error(error);
}

/** Keeps what is said of rows; that a file of the same name is read again is not of that kind. */
static inline void keep_message(const char *message, gpointer data) {
  if (!strstr(message, "takes the place of"))
    g_string_append_printf(data, "%s\n", message);
}

/* Answers ---------------------------------------------------------------------------------------
 */

typedef json_t *Json;

static inline void json_clear(Json *json) {
  json_decref(*json);
  *json = NULL;
}
#define g_auto_json __attribute__((cleanup(json_clear))) Json

static inline const char *text_of(const json_t *object, const char *key) {
  const char *text = json_string_value(json_object_get(object, key));
  return text ? text : "";
}

static inline double number_of(const json_t *object, const char *key) {
  json_t *number = json_object_get(object, key);
  if (!json_is_number(number))
    g_error("found no number %s", key);
  return json_number_value(number);
}

static inline gsize size_of(const json_t *object, const char *key) {
  json_t *list = json_object_get(object, key);
  if (!json_is_array(list))
    g_error("found no list %s", key);
  return json_array_size(list);
}

static inline const json_t *item_of(const json_t *object, const char *key, gsize i) {
  json_t *item = json_array_get(json_object_get(object, key), i);
  g_assert_nonnull(item);
  return item;
}

/** The first item of a list whose member `key` is `text`; NULL when there is none. */
static inline const json_t *item_with(const json_t *object, const char *list, const char *key,
                                      const char *text) {
  json_t *item;
  gsize i;
  json_array_foreach(json_object_get(object, list), i, item) {
    if (g_str_equal(text_of(item, key), text))
      return item;
  }
  return NULL;
}

/** The texts of a list, joined by spaces; to be freed. */
static inline char *texts_of(const json_t *object, const char *key) {
  GString *joined = g_string_new(NULL);
  json_t *item;
  gsize i;
  json_array_foreach(json_object_get(object, key), i, item)
      g_string_append_printf(joined, "%s%s", i ? " " : "", json_string_value(item));
  return g_string_free(joined, FALSE);
}

static inline char *dumped(const json_t *json) { return json_dumps(json, JSON_SORT_KEYS); }

/* Atlases ---------------------------------------------------------------------------------------
 */

/** Opens an atlas for work. */
static inline TyWorkspace *open_workspace(const char *atlas, gboolean writable, guint n_threads) {
  TyWorkspaceOptions options = {
      .writable = writable, .data_folder = data_folder(), .n_threads = n_threads};
  g_autoptr(GError) error = NULL;
  TyWorkspace *workspace = ty_workspace_open(atlas, &options, &error);
  g_assert_no_error(error);
  return workspace;
}

/** A new atlas of that name with the ontology and nothing else, open for writing. */
static inline TyWorkspace *new_workspace(const char *name) {
  g_autofree char *path = test_path(name);
  g_autoptr(GError) error = NULL;

  g_unlink(path);
  g_assert_true(ty_new_atlas(path, data_folder(), &error));
  g_assert_no_error(error);
  return open_workspace(path, TRUE, 1);
}

/** Imports a file of the folder that holds `text`. @return the answer; what was rejected goes to
 * `messages` when that is not NULL */
static inline json_t *try_import(TyWorkspace *workspace, const char *kind, const char *name,
                                 const char *text, GString *messages, GError **error) {
  g_autofree char *path = test_file(name, text);
  const char *files[] = {name, NULL};
  TyImportOptions options = {
      .folder = test_folder(), .message = messages ? keep_message : NULL, .message_data = messages};
  return ty_import(workspace, kind, files, &options, error);
}

/** Likewise, where every row must be taken. */
static inline void import_all(TyWorkspace *workspace, const char *kind, const char *text) {
  g_autoptr(GString) messages = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_strconcat(kind, ".csv", NULL);
  g_auto_json answer = try_import(workspace, kind, name, text, messages, &error);

  g_assert_no_error(error);
  g_assert_cmpstr(messages->str, ==, "");
  g_assert_cmpint((int) number_of(answer, "rejected"), ==, 0);
}

/** How many rows a table of the atlas has. */
static inline void take_count(const char *kind, const char *table, const char *count,
                              gpointer data) {
  (void) kind;
  json_object_set_new(data, table, json_integer(g_ascii_strtoll(count, NULL, 10)));
}

static inline gint64 count_of(TyAtlas *atlas, const char *table) {
  g_auto_json counts = json_object();
  g_assert_true(ty_atlas_count(atlas, take_count, counts, NULL));
  g_assert_nonnull(json_object_get(counts, table));
  return json_integer_value(json_object_get(counts, table));
}

/** All counts as one text, to see whether anything changed. */
static inline char *counts_of(TyAtlas *atlas) {
  g_auto_json counts = json_object();
  g_assert_true(ty_atlas_count(atlas, take_count, counts, NULL));
  return dumped(counts);
}

/** Copies a file. */
static inline void copy_file(const char *from, const char *to) {
  g_autoptr(GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;
  g_file_get_contents(from, &bytes, &length, &error);
  g_assert_no_error(error);
  g_file_set_contents(to, bytes, (gssize) length, &error);
  g_assert_no_error(error);
}

/** The sample region's atlas, built on `n_threads` into the folder, once; on one thread a copy of
 * $TUYOU_SAMPLE, which tests/run builds for all tests. */
static inline const char *sample_on(guint n_threads) {
  static char *paths[3];

  if (!paths[n_threads]) {
    g_autofree char *name = g_strdup_printf("sample-%u.atlas", n_threads);
    if (n_threads == 1 && g_getenv("TUYOU_SAMPLE")) {
      paths[n_threads] = test_path(name);
      copy_file(g_getenv("TUYOU_SAMPLE"), paths[n_threads]);
      return paths[n_threads];
    }
    g_autofree char *project = source_path("graphs/ziyang-dazu/project.ini");
    g_autoptr(GString) messages = g_string_new(NULL);
    TyBuildOptions options = {.data_folder = data_folder(),
                              .n_threads = n_threads,
                              .message = keep_message,
                              .message_data = messages};
    g_autoptr(GError) error = NULL;
    paths[n_threads] = test_path(name);
    g_auto_json answer = ty_build(project, paths[n_threads], &options, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(messages->str, ==, "");
  }
  return paths[n_threads];
}

static inline TyWorkspace *sample_workspace(void) { return open_workspace(sample_on(1), FALSE, 1); }
