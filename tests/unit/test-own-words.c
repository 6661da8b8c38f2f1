/* SPDX-License-Identifier: Apache-2.0 */
/* Own words win over frequencies by rule: against a second reading of the rule. */
#include "unit/text-fixture.h"

/* Characters of the small list, of no list, beyond the plane; two that normalise to others. */
static const char *const characters[] = {"大", "足", "石", "刻", "安", "岳", "龘",
                                         "靐", "𠀀", "𠀁", "縣", "县", "臥", "卧"};

static char *random_word(GRand *random, gint most) {
  GString *word = g_string_new(NULL);

  for (gint n = g_rand_int_range(random, 1, most + 1); n-- > 0;)
    g_string_append(word, characters[g_rand_int_range(random, 0, G_N_ELEMENTS(characters))]);
  return g_string_free(word, FALSE);
}

static char *normal_of(const char *word) {
  TyNormalised normal = ty_normalise(word, strlen(word));
  return normal.source ? (g_free(normal.source), normal.text) : NULL;
}

/* The longest own word at `text`, in bytes. */
static gsize longest_at(GHashTable *own, const char *text) {
  GHashTableIter iter;
  gpointer word;
  gsize longest = 0;

  g_hash_table_iter_init(&iter, own);
  while (g_hash_table_iter_next(&iter, &word, NULL))
    if (g_str_has_prefix(text, word))
      longest = MAX(longest, strlen(word));
  return longest;
}

/* The leftmost, and of those the longest: each is a token, with the tag it was last given. */
static void check_rule(const TyLexicon *lexicon, GHashTable *own, const char *text) {
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
  g_autofree char *normal = normal_of(text);
  gsize n, i = 0, token_at = 0;
  const TyToken *tokens =
      ty_segmenter_tokens(segmenter, text, strlen(text), TY_SEGMENT_PRECISE, &n);

  check_spans(text, strlen(text), tokens, n);
  for (const char *at = normal; *at;) {
    gsize length = longest_at(own, at);
    if (length == 0) {
      at = g_utf8_next_char(at);
      continue;
    }
    gsize offset = (gsize) (at - normal);
    while (i < n && token_at < offset)
      token_at += tokens[i++].length;
    g_autofree char *word = g_strndup(at, length);
    g_assert_cmpuint(token_at, ==, offset);
    g_assert_cmpmem(tokens[i].text, tokens[i].length, word, length);
    g_assert_cmpstr(tokens[i].tag, ==, g_hash_table_lookup(own, word));
    at += length;
  }
}

static void test_the_leftmost_and_longest_win(void) {
  static const char *const tags[] = {"ns", "nr", "nz"};
  g_autoptr(GRand) random = g_rand_new_with_seed(7);

  for (int round = 0; round < 150; round++) {
    g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);
    g_autoptr(GHashTable) own = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gint n_words = g_rand_int_range(random, 1, round % 10 == 0 ? 400 : 12);
    while (n_words-- > 0) {
      g_autofree char *word = random_word(random, 6);
      const char *tag = tags[g_rand_int_range(random, 0, 3)];
      if (round % 2) {
        g_autofree char *line = g_strdup_printf("%s 3 %s\n", word, tag);
        ty_lexicon_add_list(lexicon, "own", line, strlen(line), NULL, NULL);
      } else {
        ty_lexicon_add(lexicon, word, tag);
      }
      g_hash_table_replace(own, normal_of(word), (gpointer) tag); /* the last one holds */
      if (g_rand_int_range(random, 0, 8) == 0) {                  /* in the middle, some go again */
        g_autofree char *gone = random_word(random, 3), *key = normal_of(gone);
        ty_lexicon_remove(lexicon, gone);
        g_hash_table_remove(own, key);
      }
    }
    for (int text_round = 0; text_round < 15; text_round++) {
      g_autofree char *text = random_word(random, 60);
      check_rule(lexicon, own, text);
    }
  }
}

static void test_words_are_added_between_texts(void) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);

  for (int round = 0; round < 3; round++) {
    g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
    g_autoptr(GString) out = g_string_new(NULL);
    ty_segmenter_lines(segmenter, "去大足石刻", strlen("去大足石刻"), TY_SEGMENT_PRECISE, FALSE,
                       out);
    g_assert_cmpstr(out->str, ==, round == 1 ? "去 大足石刻" : "去 大足 石刻");
    if (round == 0)
      ty_lexicon_add(lexicon, "大足石刻", "ns");
    else
      ty_lexicon_remove(lexicon, "大足石刻");
  }
}

static void test_takes_compiled_words_out(void) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list), other = lexicon_of(small_list);
  double before, after;

  g_assert_true(ty_lexicon_find(lexicon, "北京大学", strlen("北京大学"), &before, NULL));
  ty_lexicon_remove(lexicon, "北京大学");
  ty_lexicon_remove(lexicon, "大");   /* characters stay */
  ty_lexicon_remove(lexicon, "没有"); /* never there */
  ty_lexicon_remove(lexicon, "");
  g_assert_false(ty_lexicon_find(lexicon, "北京大学", strlen("北京大学"), &after, NULL));
  g_assert_cmpfloat(after, <=, before);
  g_assert_true(ty_lexicon_find(lexicon, "北京", strlen("北京"), NULL, NULL));
  g_assert_true(ty_lexicon_find(lexicon, "大", strlen("大"), NULL, NULL));
  g_assert_true(ty_lexicon_find(other, "北京大学", strlen("北京大学"), NULL, NULL));
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
  g_autoptr(GString) out = g_string_new(NULL);
  ty_segmenter_lines(segmenter, "去北京大学", strlen("去北京大学"), TY_SEGMENT_SEARCH, FALSE, out);
  g_assert_cmpstr(out->str, ==, "去 北京 大学");
  ty_lexicon_add(lexicon, "北京大学", "nt"); /* and back in, as an own word */
  g_autoptr(TySegmenter) again = ty_segmenter_new(lexicon);
  g_string_truncate(out, 0);
  ty_segmenter_lines(again, "去北京大学", strlen("去北京大学"), TY_SEGMENT_PRECISE, FALSE, out);
  g_assert_cmpstr(out->str, ==, "去 北京大学");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text/own-words/rule", test_the_leftmost_and_longest_win);
  g_test_add_func("/text/own-words/between-texts", test_words_are_added_between_texts);
  g_test_add_func("/text/own-words/taken-out", test_takes_compiled_words_out);
  return g_test_run();
}
