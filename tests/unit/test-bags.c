/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/bags.h"

#include <string.h>
#include <tuyou/export.h>

typedef struct {
  GArray *start, *word;
  GError *error;
} Bags;

static Bags parse(const char *text, gsize n_words) {
  Bags bags = {g_array_new(FALSE, FALSE, 4), g_array_new(FALSE, FALSE, 4), NULL};
  ty_bags_parse("bags.txt", text, strlen(text), n_words, bags.start, bags.word, &bags.error);
  return bags;
}

static void clear(Bags *bags) {
  g_array_unref(bags->start);
  g_array_unref(bags->word);
  g_clear_error(&bags->error);
}

/* Three documents, the second one empty, in each of the three forms. */
static void test_reads_three_forms(void) {
  static const char *const forms[] = {"0 0 3\n\n2\n", "2 0:2 3:1\n0\n1 2:1\n",
                                      "3\n4\n3\n1 1 2\n1 4 1\n3 3 1\n"};
  const guint32 start[] = {0, 3, 3, 4}, word[] = {0, 0, 3, 2};

  for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
    Bags bags = parse(forms[i], 4);
    g_assert_no_error(bags.error);
    g_assert_cmpmem(bags.start->data, bags.start->len * 4, start, sizeof start);
    g_assert_cmpmem(bags.word->data, bags.word->len * 4, word, sizeof word);
    clear(&bags);
  }
}

static void test_names_what_is_wrong(void) {
  static const struct {
    const char *text, *message;
  } cases[] = {
      {"", "bags.txt:1: found an empty file"},
      {"1 2\n3 x\n", "bags.txt:2: found 'x', expected a whole number"},
      {"1 2\n3 4\n", "bags.txt:2: found word id 4, expected one below the vocabulary's 4"},
      {"1 0:1\n2 0:1\n", "bags.txt:2: found '\n', expected a whole number"},
      {"1 0:1 1:1\n", "bags.txt:1: found more than the 1 pairs"},
      {"1 0:99999999\n", "bags.txt:1: found a word 99999999 times"},
      {"99999\n4\n1\n1 1 1\n", "found 99999 documents announced in a file of"},
      {"2\n4\n1\n3 1 1\n", "bags.txt:4: found document 3, word 1"},
      {"99999999999\n", "bags.txt:1: found a number above"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    Bags bags = parse(cases[i].text, 4);
    g_assert_error(bags.error, TY_ERROR, TY_ERROR_INPUT);
    g_assert_nonnull(strstr(bags.error->message, cases[i].message));
    clear(&bags);
  }
}

static void test_writes_npy(void) {
  const float values[] = {1, 2, 3, 4, 5, 6};
  g_autoptr(GBytes) file = ty_export_npy(values, 2, 3);
  gsize length;
  const guint8 *bytes = g_bytes_get_data(file, &length);
  gsize header = (gsize) bytes[8] + ((gsize) bytes[9] << 8);

  g_assert_cmpmem(bytes, 8, "\x93NUMPY\x01\x00", 8);
  g_assert_cmpuint((10 + header) % 64, ==, 0);
  g_assert_cmpuint(length, ==, 10 + header + sizeof values);
  g_assert_nonnull(g_strstr_len((const char *) bytes + 10, (gssize) header, "'shape': (2, 3)"));
  g_assert_cmpint(bytes[10 + header - 1], ==, '\n');
  g_assert_cmpmem(bytes + 10 + header, sizeof values, values, sizeof values);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/bags/reads-three-forms", test_reads_three_forms);
  g_test_add_func("/corpus/bags/names-what-is-wrong", test_names_what_is_wrong);
  g_test_add_func("/export/npy/writes", test_writes_npy);
  return g_test_run();
}
