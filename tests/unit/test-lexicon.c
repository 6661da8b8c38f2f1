/* SPDX-License-Identifier: Apache-2.0 */
#include "text/lexicon.h"
#include "unit/text-fixture.h"

#include <math.h>

static gboolean compile(const char *list, const char *second, const char *path, GError **error) {
  g_autofree char *a = temporary_path(), *b = temporary_path();
  const char *lists[] = {a, b};

  g_file_set_contents(a, list, -1, NULL);
  g_file_set_contents(b, second ? second : "", -1, NULL);
  gboolean done = ty_lexicon_compile(lists, second ? 2 : 1, path, error);
  g_unlink(a);
  g_unlink(b);
  return done;
}

static void test_finds_what_was_compiled(void) {
  g_autofree char *path = temporary_path();
  g_autoptr(GError) error = NULL;
  double p, q;
  const char *tag;

  compile("# words\n天 100 n\n天地 50 nz\n\nT恤 25 n\n無 25\n", "天 300 t\n天地人\n地天\n", path,
          &error);
  g_assert_no_error(error);
  g_autoptr(TyLexicon) lexicon = ty_lexicon_open(path, &error);
  g_assert_no_error(error);
  g_assert_true(ty_lexicon_find(lexicon, "天", strlen("天"), &p, &tag));
  g_assert_cmpstr(tag, ==, "t"); /* the later list replaces */
  g_assert_true(ty_lexicon_find(lexicon, "天地", strlen("天地"), &q, &tag));
  g_assert_cmpfloat_with_epsilon(p - q, log(300.0 / 50), .002);
  g_assert_true(ty_lexicon_find(lexicon, "t恤", strlen("t恤"), NULL, &tag));
  g_assert_true(ty_lexicon_find(lexicon, "无", strlen("无"), NULL, &tag));
  g_assert_cmpstr(tag, ==, "nz");
  g_assert_false(ty_lexicon_find(lexicon, "地", strlen("地"), &q, &tag));
  g_assert_null(tag);
  g_assert_false(ty_lexicon_find(lexicon, "人地", strlen("人地"), NULL, NULL));
  g_assert_false(ty_lexicon_find(lexicon, "", 0, NULL, NULL));
  /* A word without a frequency stands against its parts. */
  double whole, part, rest;
  g_assert_true(ty_lexicon_find(lexicon, "地天", strlen("地天"), &whole, NULL));
  ty_lexicon_find(lexicon, "地", strlen("地"), &part, NULL);
  ty_lexicon_find(lexicon, "天", strlen("天"), &rest, NULL);
  g_assert_cmpfloat(whole, >, part + rest);
  g_unlink(path);
}

static void test_random_words_round_trip(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(1);

  for (int round = 0; round < 10; round++) {
    g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GString) list = g_string_new(NULL);
    for (int w = 0; w < 3000; w++) {
      GString *word = g_string_new(NULL);
      for (int n = g_rand_int_range(random, 1, 5); n-- > 0;)
        g_string_append_unichar(word, 0x4e10 + (gunichar) g_rand_int_range(random, 0, 60) % 61);
      TyNormalised normal = ty_normalise(word->str, word->len);
      g_string_append_printf(list, "%s %d n\n", word->str, w + 1);
      g_hash_table_add(words, g_strdup(normal.text));
      ty_normalised_clear(&normal);
      g_string_free(word, TRUE);
    }
    g_autoptr(TyLexicon) lexicon = lexicon_of(list->str);
    GHashTableIter iter;
    gpointer word;
    g_hash_table_iter_init(&iter, words);
    while (g_hash_table_iter_next(&iter, &word, NULL))
      g_assert_true(ty_lexicon_find(lexicon, word, strlen(word), NULL, NULL));
    for (int w = 0; w < 20000; w++) {
      char other[16] = {0};
      for (int n = g_rand_int_range(random, 1, 5), at = 0; n-- > 0;)
        at += g_unichar_to_utf8(0x4e10 + (gunichar) g_rand_int_range(random, 0, 64), other + at);
      TyNormalised normal = ty_normalise(other, strlen(other));
      gboolean known = g_hash_table_contains(words, normal.text);
      if (g_utf8_strlen(normal.text, -1) > 1 || known) /* numerals are always words */
        g_assert_cmpint(ty_lexicon_find(lexicon, other, strlen(other), NULL, NULL), ==, known);
      ty_normalised_clear(&normal);
    }
  }
}

static void test_same_lists_same_bytes(void) {
  g_autofree char *a = temporary_path(), *b = temporary_path(), *x = NULL, *y = NULL;
  gsize n, m;

  g_assert_true(compile(small_list, "安岳 5 ns\n", a, NULL));
  g_assert_true(compile(small_list, "安岳 5 ns\n", b, NULL));
  g_file_get_contents(a, &x, &n, NULL);
  g_file_get_contents(b, &y, &m, NULL);
  g_assert_cmpmem(x, n, y, m);
  g_unlink(a);
  g_unlink(b);
}

static void assert_refused(const char *path, const char *bytes, gsize length) {
  g_autoptr(GError) error = NULL;

  g_file_set_contents(path, bytes, (gssize) length, NULL);
  g_assert_null(ty_lexicon_open(path, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_assert_true(g_str_has_prefix(error->message, path));
}

static void test_damaged_files_are_refused(void) {
  g_autofree char *path = temporary_path(), *bytes = NULL;
  g_autoptr(GRand) random = g_rand_new_with_seed(2);
  g_autoptr(GError) error = NULL;
  gsize length;

  g_assert_true(compile(small_list, NULL, path, NULL));
  g_file_get_contents(path, &bytes, &length, NULL);
  for (int round = 0; round < 200; round++) {
    gsize at = (gsize) g_rand_int_range(random, 0, (gint) length);
    bytes[at] ^= (char) (1 << g_rand_int_range(random, 0, 8));
    g_file_set_contents(path, bytes, (gssize) length, NULL);
    g_autoptr(GError) why = NULL;
    g_assert_null(ty_lexicon_open(path, &why));
    g_assert_error(why, TY_ERROR, TY_ERROR_INPUT);
    g_clear_pointer(&bytes, g_free);
    g_assert_true(compile(small_list, NULL, path, NULL));
    g_file_get_contents(path, &bytes, &length, NULL);
  }
  const gsize cuts[] = {0, 1, 7, 8, 47, 48, 1000, length - 8, length - 1};
  for (gsize i = 0; i < G_N_ELEMENTS(cuts); i++)
    assert_refused(path, bytes, cuts[i]);
  g_unlink(path);
  g_assert_null(ty_lexicon_open(path, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_MISSING);
}

static void tell(const TyReject *reject, gpointer data) {
  g_string_append_printf(data, "%s:%zu: %s\n", reject->file, reject->line, reject->reason);
}

static void test_bad_lists(void) {
  g_autofree char *path = temporary_path();
  g_autoptr(GError) error = NULL;
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);
  g_autoptr(GString) own = g_string_new("好 1 n\n坏 1x n\n"), told = g_string_new(NULL);

  g_assert_true(
      compile("Art 3D艺术馆 1\niPhone 12 nz\n", NULL, path, &error)); /* names with spaces */
  g_assert_no_error(error);
  g_assert_false(compile("天 1 n\n地 -5 n\n", NULL, path, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, ":2: found '地 -5 n', expected a frequency"));
  for (int i = 0; i < 1001; i++) /* line 3 */
    g_string_append(own, "长");
  g_string_append(own, "\n\xc8\xfd\xbd\xcc\xcb\xc2 5 n\n看了坏"); /* line 4 in GB18030 */
  g_assert_cmpuint(ty_lexicon_add_list(lexicon, "own.txt", own->str, own->len, tell, told), ==, 3);
  g_assert_true(g_str_has_prefix(told->str, "own.txt:2: found '坏 1x n', expected a frequency"));
  g_assert_nonnull(strstr(told->str, "own.txt:3: found '长长"));
  g_assert_nonnull(strstr(told->str, "expected a word of at most 1000 characters\n"));
  g_assert_nonnull(strstr(told->str, "own.txt:4: found '"));
  g_assert_nonnull(strstr(told->str, "expected a word in UTF-8\n"));
  g_assert_cmpuint(ty_lexicon_add_list(lexicon, "own.txt", own->str, own->len, NULL, NULL), ==, 3);
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
  g_autoptr(GString) words = g_string_new(NULL);
  ty_segmenter_lines(segmenter, "去看了坏", strlen("去看了坏"), TY_SEGMENT_PRECISE, FALSE, words);
  g_assert_cmpstr(words->str, ==, "去 看了坏"); /* the lines behind the broken ones are there */
  g_clear_error(&error);
  const char *missing[] = {"/nowhere/list.txt"};
  g_assert_false(ty_lexicon_compile(missing, 1, path, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_MISSING);
  g_clear_error(&error);
  g_assert_true(compile("", NULL, path, &error)); /* an empty list is a list */
  g_unlink(path);
}

static void test_lines_that_are_no_entries_are_rejected(void) {
  static const struct {
    const char *line;
    int length; /* of the word; -1: rejected */
    double frequency;
    const char *tag;
  } cases[] = {
      {"龙门 ", 6, 0, ""},
      {"龙门\t12\tns\r", 6, 12, "ns"},
      {"龙门 ns", 6, 0, "ns"},
      {"龙门 12", 6, 12, ""},
      {"3D艺术馆 ns", 11, 0, "ns"},
      {"New York 12 ns", 8, 12, "ns"},
      {"Windows 10 专业版 5", 20, 5, ""},
      {"New York", -1, 0, NULL}, /* as a list of two columns, of which one is no tag */
      {"坏行 abc n", -1, 0, NULL},
      {"好词一 5 n extra stuff", -1, 0, NULL},
      {"好词一 5 n 好词二 7 n", -1, 0, NULL},
      {"甲骨纪 5 abcdefghijklmnop", -1, 0, NULL},
      {"龙门 NS", -1, 0, NULL},
      {"龙门 1e3x n", -1, 0, NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    const char *reason = NULL;
    TyListEntry entry;
    gboolean good = ty_list_parse(cases[i].line, strlen(cases[i].line), &entry, &reason);
    g_assert_cmpint(good, ==, cases[i].length >= 0);
    if (!good) {
      g_assert_nonnull(strstr(reason, "expected "));
      continue;
    }
    g_assert_cmpint((int) entry.length, ==, cases[i].length);
    g_assert_cmpfloat(entry.frequency, ==, cases[i].frequency);
    g_assert_cmpstr(entry.tag, ==, cases[i].tag);
  }
}

static void test_many_own_words(void) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);
  g_autoptr(TySegmenter) segmenter = NULL;
  g_autoptr(GString) list = g_string_new(NULL);
  gsize n;

  for (gunichar a = 0x4e00; a < 0x4e00 + 200; a++)
    for (gunichar b = 0x5b00; b < 0x5b00 + 200; b++) {
      g_string_append_unichar(list, a);
      g_string_append_unichar(list, b);
      g_string_append(list, "洞\r\n");
    }
  g_assert_cmpuint(ty_lexicon_add_list(lexicon, "many", list->str, list->len, NULL, NULL), ==, 0);
  segmenter = ty_segmenter_new(lexicon);
  const TyToken *tokens =
      ty_segmenter_tokens(segmenter, list->str, list->len, TY_SEGMENT_PRECISE, &n);
  g_assert_cmpuint(n, ==, 3 * 40000);
  for (gsize i = 0; i < n; i += 3)
    g_assert_cmpuint(tokens[i].end - tokens[i].start, ==, 9);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text/lexicon/finds", test_finds_what_was_compiled);
  g_test_add_func("/text/lexicon/round-trip", test_random_words_round_trip);
  g_test_add_func("/text/lexicon/same-bytes", test_same_lists_same_bytes);
  g_test_add_func("/text/lexicon/damaged", test_damaged_files_are_refused);
  g_test_add_func("/text/lexicon/bad-lists", test_bad_lists);
  g_test_add_func("/text/lexicon/no-entries", test_lines_that_are_no_entries_are_rejected);
  g_test_add_func("/text/lexicon/many-own-words", test_many_own_words);
  return g_test_run();
}
