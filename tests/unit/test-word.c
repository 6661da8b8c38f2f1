/* SPDX-License-Identifier: Apache-2.0 */
/* Words of the user's own, kept in the atlas. */
#include "support.h"

#include <math.h>

static TyAtlas *new_atlas(const char *name) {
  g_autofree char *path = test_path(name);
  g_autoptr(GError) error = NULL;

  g_unlink(path);
  TyAtlas *atlas = ty_atlas_create(path, &error);
  g_assert_no_error(error);
  return atlas;
}

static gboolean tell_word(const TyLexiconWord *word, gpointer data, GError **error) {
  (void) error;
  g_string_append_printf(data, "%s %s=%s/%s %.1f %s%s\n", word->role, word->key, word->word,
                         word->tag ? word->tag : "-", word->points, word->note ? word->note : "-",
                         word->taken_out ? " out" : "");
  return TRUE;
}

static void test_keeps_words(void) {
  g_autoptr(TyAtlas) atlas = new_atlas("words.atlas");
  g_autoptr(GString) told = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  static const TyLexiconWord words[] = {
      {"word", "臥佛院", "臥佛院", NULL, NAN, "a", FALSE},
      {"word", "臥佛院", "卧佛院", "ns", NAN, NULL, FALSE}, /* the later one holds */
      {"stopword", "的", "的", NULL, NAN, NULL, TRUE},
      {"advertisement", "私信我", "私信我", NULL, 2.5, NULL, FALSE}};
  gboolean there;

  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    g_assert_true(ty_atlas_add_word(atlas, &words[i], &error));
  g_assert_true(ty_atlas_each_word(atlas, NULL, NULL, tell_word, told, &error));
  g_assert_no_error(error);
  g_assert_cmpstr(told->str, ==,
                  "advertisement 私信我=私信我/- 2.5 -\nstopword 的=的/- nan - out\n"
                  "word 臥佛院=卧佛院/ns nan -\n");
  g_string_truncate(told, 0);
  g_assert_true(ty_atlas_drop_word(atlas, "word", "臥佛院", &there, &error) && there);
  g_assert_true(ty_atlas_drop_word(atlas, "word", "臥佛院", &there, &error) && !there);
  g_assert_true(ty_atlas_each_word(atlas, "word", NULL, tell_word, told, &error));
  g_assert_true(ty_atlas_each_word(atlas, "stopword", "他", tell_word, told, &error));
  g_assert_cmpstr(told->str, ==, "");
  const TyLexiconWord bad = {"verb", "a", "a", NULL, NAN, NULL, FALSE};
  g_assert_false(ty_atlas_add_word(atlas, &bad, &error));
  assert_fails(&error, TY_ERROR_SYSTEM, "cannot write: found CHECK constraint failed");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/atlas/word/kept", test_keeps_words);
  return run_tests();
}
