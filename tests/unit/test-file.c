/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static char *folder;

static char *in_folder(const char *name) { return g_build_filename(folder, name, NULL); }

static guint files_in_folder(void) {
  GDir *dir = g_dir_open(folder, 0, NULL);
  guint n = 0;
  while (g_dir_read_name(dir))
    n++;
  g_dir_close(dir);
  return n;
}

static void test_writes_and_maps(void) {
  g_autofree char *path = in_folder("a.bin");
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_file_write(path, "a\0b", 3, &error));
  g_assert_true(ty_file_write(path, "c\0de", 4, &error)); /* in place of the old one */
  g_assert_no_error(error);
  g_autoptr(GMappedFile) mapped = ty_file_map(path, &error);
  g_assert_no_error(error);
  g_assert_cmpmem(g_mapped_file_get_contents(mapped), g_mapped_file_get_length(mapped), "c\0de", 4);
  g_assert_cmpuint(files_in_folder(), ==, 1);
  g_remove(path);
}

/* The digest of NIST's examples, of a text over several blocks, and of what is no file. */
static void test_digests(void) {
  static const struct {
    const char *text, *digest;
  } known[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
  };
  g_autofree char *path = in_folder("digest");

  for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
    g_assert_true(ty_file_write(path, known[i].text, strlen(known[i].text), NULL));
    g_autofree char *digest = ty_file_digest(path, NULL);
    g_assert_cmpstr(digest, ==, known[i].digest);
  }
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 100000; i++)
    g_string_append_printf(text, "%d,", i);
  g_assert_true(ty_file_write(path, text->str, text->len, NULL));
  g_autofree char *digest = ty_file_digest(path, NULL);
  g_autofree char *expected = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text->str, -1);
  g_assert_cmpstr(digest, ==, expected);
  g_remove(path);

  g_autoptr(GError) missing = NULL, is_folder = NULL;
  g_assert_null(ty_file_digest(path, &missing));
  g_assert_error(missing, TY_ERROR, TY_ERROR_MISSING);
  g_assert_null(ty_file_digest(folder, &is_folder));
  g_assert_error(is_folder, TY_ERROR, TY_ERROR_MISSING);
}

static void test_maps_an_empty_file(void) {
  g_autofree char *path = in_folder("empty");
  g_assert_true(ty_file_write(path, "", 0, NULL));
  g_autoptr(GMappedFile) mapped = ty_file_map(path, NULL);
  g_assert_nonnull(mapped);
  g_assert_cmpuint(g_mapped_file_get_length(mapped), ==, 0);
  g_remove(path);
}

static void test_says_why_a_file_cannot_be_opened(void) {
  g_autofree char *path = in_folder("none.csv"), *locked = in_folder("locked.csv");
  g_autoptr(GError) missing = NULL, is_folder = NULL, denied = NULL;

  g_assert_null(ty_file_map(path, &missing));
  g_assert_error(missing, TY_ERROR, TY_ERROR_MISSING);
  g_assert_true(g_str_has_prefix(missing->message, path));
  g_assert_nonnull(strstr(missing->message, "No such file"));
  g_assert_null(ty_file_map(folder, &is_folder));
  g_assert_error(is_folder, TY_ERROR, TY_ERROR_MISSING);
  g_assert_nonnull(strstr(is_folder->message, "found a folder, expected a file"));
  if (geteuid() != 0) { /* the root may read everything */
    g_assert_true(ty_file_write(locked, "x", 1, NULL));
    g_assert_cmpint(g_chmod(locked, 0), ==, 0);
    g_assert_null(ty_file_map(locked, &denied));
    g_assert_error(denied, TY_ERROR, TY_ERROR_MISSING);
    g_remove(locked);
  }
}

/* What cannot be written leaves no trace, and the old file as it was. */
static void test_leaves_the_old_file_when_it_cannot_write(void) {
  g_autofree char *path = in_folder("no-such-folder/a"), *target = in_folder("target");
  g_autofree char *inside = g_build_filename(target, "kept", NULL);
  g_autoptr(GError) error = NULL, renamed = NULL;

  g_assert_false(ty_file_write(path, "x", 1, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_SYSTEM);
  g_assert_nonnull(strstr(error->message, path));
  g_mkdir(target, 0700); /* a folder cannot be replaced by a file */
  g_assert_true(ty_file_write(inside, "x", 1, NULL));
  g_assert_false(ty_file_write(target, "x", 1, &renamed));
  g_assert_error(renamed, TY_ERROR, TY_ERROR_SYSTEM);
  g_assert_cmpuint(files_in_folder(), ==, 1);
  g_remove(inside);
  g_rmdir(target);
}

static void test_full_disk(void) {
  g_autoptr(GError) error = NULL;
  if (g_access("/dev/full", W_OK) != 0) {
    g_test_skip("there is no /dev/full");
    return;
  }
  /* A link beside nothing: the temporary file is written in /dev, which the test may not do. */
  if (geteuid() != 0) {
    g_assert_false(ty_file_write("/dev/full", "x", 1, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_SYSTEM);
  }
}

static void test_commits_and_discards(void) {
  g_autofree char *path = in_folder("picture.png"), *text = NULL;
  g_autoptr(GError) error = NULL;

  g_autofree char *first = ty_file_begin(path, &error);
  g_assert_no_error(error);
  g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
  g_assert_true(g_file_set_contents(first, "one", 3, NULL));
  g_assert_true(ty_file_commit(first, path, &error));
  g_autofree char *second = ty_file_begin(path, &error);
  g_assert_true(g_file_set_contents(second, "two", 3, NULL));
  ty_file_discard(second);
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_assert_cmpstr(text, ==, "one");
  g_assert_cmpuint(files_in_folder(), ==, 1);
  g_assert_false(ty_file_commit(second, path, &error)); /* it is gone */
  g_assert_error(error, TY_ERROR, TY_ERROR_SYSTEM);
  g_remove(path);
}

static void test_names_files_beside_others(void) {
  g_autofree char *beside = ty_file_beside("graphs/x/project.ini", "sites.csv");
  g_autofree char *here = ty_file_beside("project.ini", "sites.csv");
  g_autofree char *absolute = ty_file_beside("graphs/x/project.ini", "/tmp/sites.csv");

  g_assert_cmpstr(beside, ==, "graphs/x/sites.csv");
  g_assert_cmpstr(here, ==, "sites.csv");
  g_assert_cmpstr(absolute, ==, "/tmp/sites.csv");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  folder = g_dir_make_tmp("tuyou-XXXXXX", NULL);
  g_test_add_func("/base/file/write-and-map", test_writes_and_maps);
  g_test_add_func("/base/file/empty", test_maps_an_empty_file);
  g_test_add_func("/base/file/digest", test_digests);
  g_test_add_func("/base/file/missing", test_says_why_a_file_cannot_be_opened);
  g_test_add_func("/base/file/cannot-write", test_leaves_the_old_file_when_it_cannot_write);
  g_test_add_func("/base/file/full-disk", test_full_disk);
  g_test_add_func("/base/file/commit", test_commits_and_discards);
  g_test_add_func("/base/file/beside", test_names_files_beside_others);
  int failed = g_test_run();
  g_rmdir(folder);
  g_free(folder);
  return failed;
}
