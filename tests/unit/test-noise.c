/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/noise.h"
#include "support.h"

#include "base/file.h"
#include <tuyou/corpus.h>
#include <tuyou/text.h>

static TyNoise *open_noise(void) {
  g_autoptr(GError) error = NULL;
  TyNoise *noise = ty_noise_open(data_folder(), &error);
  g_assert_no_error(error);
  return noise;
}

static TyLexicon *open_lexicon(void) {
  g_autofree char *path = g_build_filename(data_folder(), "lexicon.bin", NULL);
  g_autoptr(GError) error = NULL;
  TyLexicon *lexicon = ty_lexicon_open(path, &error);
  g_assert_no_error(error);
  return lexicon;
}

/* The words of a text that count, joined by spaces. */
static char *words_of(const char *text) {
  g_autoptr(TyNoise) noise = open_noise();
  g_autoptr(TyLexicon) lexicon = open_lexicon();
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
  GString *words = g_string_new(NULL);
  gsize n;
  const TyToken *tokens =
      ty_segmenter_tokens(segmenter, text, strlen(text), TY_SEGMENT_PRECISE, &n);

  for (gsize i = 0; i < n;) {
    gsize furniture = ty_noise_furniture(noise, tokens + i, n - i);
    if (furniture == 0 && ty_noise_counts(noise, &tokens[i])) {
      g_string_append_len(words, tokens[i].text, (gssize) tokens[i].length);
      g_string_append_c(words, ' ');
    }
    i += MAX(furniture, 1);
  }
  return g_string_free(words, FALSE);
}

static void test_takes_furniture_out(void) {
  static const char *const cases[][2] = {
      {"安岳石刻 展开全文c", "安岳石刻 "},
      {"#安岳石刻[话题]# 柠檬", "安岳石刻 柠檬 "},
      {"川剧的微博视频", "川剧 "},
      {"O网页链接 川剧", "川剧 "},
      {"", ""},
      {"2024年，的、了！🍋", ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *words = words_of(cases[i][0]);
    g_assert_cmpstr(words, ==, cases[i][1]);
  }
}

/* A single character of furniture is some only where it stands alone. */
static void test_parts_at_furniture(void) {
  static const char *const cases[][2] = {
      {"安岳石刻 顶 举报", "安岳石刻 | |"},
      {"濂顶沄 展开", "濂顶沄 |"},
  };

  g_autoptr(TyNoise) noise = open_noise();
  g_autoptr(TyLexicon) lexicon = open_lexicon();
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
    g_autoptr(GString) shown = g_string_new(NULL);
    gsize n;
    const TyToken *tokens =
        ty_segmenter_tokens(segmenter, cases[i][0], strlen(cases[i][0]), TY_SEGMENT_PRECISE, &n);
    g_autofree TyToken *own = g_memdup2(tokens, n * sizeof *tokens);
    ty_noise_part(noise, own, n);
    for (gsize k = 0; k < n; k++)
      if (own[k].type == TY_TOKEN_PUNCTUATION)
        g_string_append_c(shown, '|');
      else
        g_string_append_len(shown, own[k].text, (gssize) own[k].length);
    g_assert_cmpstr(shown->str, ==, cases[i][1]);
  }
}

static void test_knows_an_advertisement(void) {
  g_autoptr(TyNoise) noise = open_noise();

  g_assert_true(ty_noise_advertises(noise, "【广告】大足一日游"));
  g_assert_true(ty_noise_advertises(noise, "【 廣 告 】大足一日遊")); /* however it is written */
  g_assert_true(ty_noise_advertises(noise, "限时特惠，下单立减，原价199"));
  g_assert_false(ty_noise_advertises(noise, "景区里的广告牌太多了"));
  g_assert_false(ty_noise_advertises(noise, ""));
}

static gboolean count_advertisement(gsize line, gsize n, char *const *heading, char *const *cells,
                                    gpointer data, GError **error) {
  guint *advertisements = data;
  (void) line, (void) error;
  for (gsize i = 0; i < n; i++)
    *advertisements += g_str_equal(heading[i], "label") && g_str_equal(cells[i], "advertisement");
  return TRUE;
}

static void ignore(const TyReject *reject, gpointer data) { (void) reject, (void) data; }

/* What the sample's own labels call advertisements is what the atlas leaves out of the mining. */
static void test_the_sample_leaves_its_advertisements_out(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_autofree char *labels = source_path("corpus/labels.csv");
  guint advertisements = 0;
  TyDocumentFilter posts = {.kind = "post", .duplicates = TRUE};
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_corpus_read_table(labels, count_advertisement, ignore, &advertisements, &error));
  g_auto_json answer = ty_keywords(workspace, &posts, 1, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(advertisements, >, 0);
  g_assert_cmpfloat(number_of(answer, "advertisements"), ==, advertisements);
}

static void test_says_what_is_wrong_with_a_list(void) {
  static const char *const names[] = {"stopwords.txt", "furniture.txt", "advertisement.txt"};
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    g_assert_null(ty_noise_open(test_folder(), &error));
    assert_fails(&error, TY_ERROR_MISSING, names[i]);
    g_free(test_file(names[i], i < 2 ? "# 注\n\n的\n" : "广告\t很多\n"));
  }
  g_assert_null(ty_noise_open(test_folder(), &error));
  assert_fails(&error, TY_ERROR_INPUT, "advertisement.txt:1: found the points '很多', expected");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/noise/furniture", test_takes_furniture_out);
  g_test_add_func("/flow/noise/parts-at-furniture", test_parts_at_furniture);
  g_test_add_func("/flow/noise/advertisement", test_knows_an_advertisement);
  g_test_add_func("/flow/noise/sample", test_the_sample_leaves_its_advertisements_out);
  g_test_add_func("/flow/noise/lists", test_says_what_is_wrong_with_a_list);
  return run_tests();
}
