/* SPDX-License-Identifier: Apache-2.0 */
#include "base/parallel.h"
#include "unit/text-fixture.h"

#include <math.h>

static char *segmented(const TyLexicon *lexicon, const char *text, TySegmentMode mode) {
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
  GString *out = g_string_new(NULL);
  ty_segmenter_lines(segmenter, text, strlen(text), mode, FALSE, out);
  return g_string_free(out, FALSE);
}

static void assert_words(const TyLexicon *lexicon, const char *text, const char *expected) {
  g_autofree char *words = segmented(lexicon, text, TY_SEGMENT_PRECISE);
  g_assert_cmpstr(words, ==, expected);
}

static void test_known_sentences(void) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);

  assert_words(lexicon, "", "");
  assert_words(lexicon, "\n\n", "\n\n");
  assert_words(lexicon, "研究生命起源", "研究 生命 起源");
  assert_words(lexicon, "我们去看了大足石刻。\n安岳县", "我们 去 看 了 大足 石刻 。\n安岳县");
  assert_words(lexicon, "北京大学生和北京大学学生", "北京 大学生 和 北京大学 学生");
  assert_words(lexicon, "  大足 　石刻\t", "大足 石刻");
  assert_words(lexicon, "魑魅魍魉", "魑 魅 魍 魉");
  assert_words(lexicon, "乾隆和睏", "乾隆 和 睏");
}

static void test_merges_by_type(void) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);

  assert_words(lexicon, "2024年5月1日上午9:30", "2024年 5月 1日 上午 9:30");
  assert_words(lexicon, "二○○一年十二月三十一日", "二○○一年 十二月 三十一日");
  assert_words(lexicon, "三百二十一个和三个", "三百二十一 个 和 三 个");
  assert_words(lexicon, "第三十二个", "第三十二 个");
  assert_words(lexicon, "１，０００元和3.5万元，50%", "１，０００ 元 和 3.5万 元 ， 50%");
  assert_words(lexicon, "三年2024-05-01", "三 年 2024-05-01");
  assert_words(lexicon, "一个和二十一个和第一个和百年和三百年",
               "一个 和 二十一 个 和 第一 个 和 百年 和 三百 年");
  assert_words(lexicon, "2001年度和2001年底和十二月底和3月",
               "2001 年度 和 2001年 底 和 十二月 底 和 3月");
  assert_words(lexicon, "百分之三点五和三分之一", "百分之三点五 和 三分之一");
  assert_words(lexicon, "……——！！！（（", "…… —— ！！！ （ （");
  assert_words(lexicon, "T恤和AT&T和卡拉OK和B超", "T恤 和 AT&T 和 卡拉OK 和 B超");
  assert_words(lexicon, "Wi-Fi和iPhone15和don't", "Wi-Fi 和 iPhone15 和 don't");
  assert_words(lexicon, "看https://a.cn/b?c=1。和me@a.cn", "看 https://a.cn/b?c=1 。 和 me@a.cn");
  assert_words(lexicon, "@张三 去#大足#了", "@张三 去 # 大足 # 了");
  assert_words(lexicon, "12km和120㎡和¥115和36.5℃", "12km 和 120㎡ 和 ¥115 和 36.5℃");
  assert_words(lexicon, "👩‍👩‍👧‍👦🇨🇳1️⃣👍🏽☀️",
               "👩‍👩‍👧‍👦 🇨🇳 1️⃣ 👍🏽 ☀️");
}

static void test_coarse_and_search_modes(void) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);
  g_autofree char *coarse =
      segmented(lexicon, "2024年5月1日上午9:30，115元和23米和农历二月十九", TY_SEGMENT_COARSE);
  g_autofree char *search = segmented(lexicon, "北京大学和文化遗产", TY_SEGMENT_SEARCH);

  g_assert_cmpstr(coarse, ==, "2024年5月1日上午9:30 ， 115元 和 23米 和 农历二月十九");
  g_assert_cmpstr(search, ==, "北京大学 北京 大学 和 文化遗产 文化 遗产");
}

/* White space is not printed, so nothing may hide in it. */
static void test_marks_behind_white_space(void) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);
  static const char *const spaces[] = {" ", "\t", "\u3000", "\u00A0"};
  static const char *const marks[] = {"\u0E31", "\u0301", "\uFE0F", "🏻"};

  for (gsize i = 0; i < G_N_ELEMENTS(spaces); i++)
    for (gsize k = 0; k < G_N_ELEMENTS(marks); k++) {
      g_autofree char *text = g_strconcat("ab", spaces[i], marks[k], "石刻", NULL);
      g_autofree char *expected = g_strconcat("ab ", marks[k], " 石刻", NULL);
      assert_words(lexicon, text, expected);
    }
}

static void test_types_and_tags(void) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
  static const struct {
    const char *text, *type, *tag;
  } expected[] = {{"大足", "word", "ns"},     {"abc", "latin", "eng"},  {"12", "number", "m"},
                  {"三百", "number", "m"},    {"2024年", "date", "t"},  {"9:30", "time", "t"},
                  {"¥5", "money", "m"},       {"5km", "measure", "mq"}, {"www.a.cn", "url", "x"},
                  {"@a", "user", "x"},        {"#", "topic", "x"},      {"☀", "emoji", "x"},
                  {"，", "punctuation", "w"}, {"\n", "space", "x"},     {"魑", "word", "x"}};
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
    gsize n;
    g_autofree char *text =
        g_strconcat(expected[i].text, *expected[i].text == '#' ? "a#" : "", NULL);
    const TyToken *tokens =
        ty_segmenter_tokens(segmenter, text, strlen(text), TY_SEGMENT_PRECISE, &n);
    g_assert_cmpuint(n, ==, *expected[i].text == '#' ? 3 : 1);
    g_assert_cmpstr(ty_token_type_name(tokens[0].type), ==, expected[i].type);
    g_assert_cmpstr(tokens[0].tag, ==, expected[i].tag);
  }
}

static void test_own_words_win(void) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);
  static const char list[] = "# own\n非物质文化遗产\n大足石刻 5 ns\n5A nz\n觉洞\n";

  g_assert_cmpuint(ty_lexicon_add_list(lexicon, "own.txt", list, strlen(list), NULL, NULL), ==, 0);
  ty_lexicon_add(lexicon, "圆觉洞", "ns");
  ty_lexicon_add(lexicon, "学和", NULL);
  ty_lexicon_add(lexicon, "𠀀𠀁院", NULL);
  ty_lexicon_add(lexicon, "", NULL);
  assert_words(lexicon, "非物质文化遗产和大足石刻", "非物质文化遗产 和 大足石刻");
  assert_words(lexicon, "圓覺洞摩崖造像", "圓覺洞 摩崖 造像"); /* traditional; leftmost */
  assert_words(lexicon, "北京大学和大足", "北京 大 学和 大足");
  assert_words(lexicon, "15AB和5A和５ａ", "15AB 和 5A 和 ５ａ"); /* not within a run */
  assert_words(lexicon, "看𠀀𠀁院", "看 𠀀𠀁院");
}

static void test_tokens_join_to_the_text(void) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list), with_own = lexicon_of(small_list);
  g_autoptr(GRand) random = g_rand_new_with_seed(2);

  ty_lexicon_add(with_own, "足石", NULL);
  ty_lexicon_add(with_own, "安岳，", NULL);
  ty_lexicon_add(with_own, "佛院 圆", NULL);
  ty_lexicon_add(with_own, "iPhone15", NULL);
  g_autoptr(TySegmenter) plain = ty_segmenter_new(lexicon), own = ty_segmenter_new(with_own);
  for (int round = 0; round < 4000; round++) {
    g_autoptr(GString) text = random_text(random, round % 400 == 0 ? 3000 : 24);
    for (int which = 0; which < 4; which++) {
      gsize n;
      TySegmenter *segmenter = which % 2 ? own : plain;
      const TyToken *tokens = ty_segmenter_tokens(
          segmenter, text->str, text->len, which < 2 ? TY_SEGMENT_PRECISE : TY_SEGMENT_COARSE, &n);
      check_tokens(text->str, text->len, tokens, n);
    }
  }
}

/* A token's number is that of its text: the same wherever the word stands, in every mode. */
static void test_numbers_of_words(void) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  guint32 compiled = ty_lexicon_n_words(lexicon), known = ty_lexicon_word(lexicon, "石刻", 6);

  ty_lexicon_add(lexicon, "大足石刻", NULL);
  ty_lexicon_add(lexicon, "石刻", "ns"); /* compiled, too */
  ty_lexicon_add(lexicon, "佛院 圆", NULL);
  ty_lexicon_add(lexicon, "iPhone15", NULL);
  ty_lexicon_add(lexicon, "大足石刻", "ns"); /* again */
  guint32 n_words = ty_lexicon_n_words(lexicon), own = ty_lexicon_word(lexicon, "大足石刻", 12);
  guint32 latin = ty_lexicon_word(lexicon, "IPHONE15", 8);
  g_assert_cmpuint(ty_lexicon_word(lexicon, "石刻", 6), ==, known);
  g_assert_cmpuint(known, <, compiled);
  g_assert_cmpuint(own, >=, compiled);
  g_assert_cmpuint(own, <, n_words);
  g_assert_cmpuint(latin, >=, compiled);
  g_assert_cmpuint(latin, <, n_words);
  g_assert_cmpuint(latin, !=, own);
  g_assert_cmpuint(ty_lexicon_word(lexicon, "大足石", 9), ==, TY_NO_WORD);
  g_assert_cmpuint(ty_lexicon_word(lexicon, "安岳县城", 12), ==, TY_NO_WORD);
  g_assert_cmpuint(ty_lexicon_word(lexicon, "", 0), ==, TY_NO_WORD);

  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
  for (int round = 0; round < 3000; round++) {
    g_autoptr(GString) text = random_text(random, round % 300 == 0 ? 3000 : 24);
    gsize n;
    const TyToken *tokens =
        ty_segmenter_tokens(segmenter, text->str, text->len, (TySegmentMode) (round % 3), &n);
    for (gsize i = 0; i < n; i++) {
      guint32 id = ty_lexicon_word(lexicon, tokens[i].text, tokens[i].length);
      g_assert_cmpuint(tokens[i].id, ==, tokens[i].type == TY_TOKEN_WORD ? id : TY_NO_WORD);
      g_assert_true(id == TY_NO_WORD || id < ty_lexicon_n_words(lexicon));
    }
  }
}

typedef struct {
  const TyToken *tokens;
  gsize n, at;
} Expected;

static void compare_token(const TyToken *token, gpointer data) {
  Expected *expected = data;
  const TyToken *other = &expected->tokens[expected->at++];

  g_assert_cmpuint(expected->at, <=, expected->n);
  g_assert_cmpmem(token->text, token->length, other->text, other->length);
  g_assert_cmpuint(token->start, ==, other->start);
  g_assert_cmpuint(token->end, ==, other->end);
  g_assert_cmpuint(token->type, ==, other->type);
  g_assert_cmpuint(token->id, ==, other->id);
  g_assert_cmpstr(token->tag, ==, other->tag);
}

/* Tokens, bare tokens, callback and lines are four ways to one result. */
static void test_the_ways_agree(void) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon), other = ty_segmenter_new(lexicon);
  g_autoptr(GRand) random = g_rand_new_with_seed(3);

  for (int round = 0; round < 600; round++) {
    g_autoptr(GString) text = random_text(random, round % 60 == 0 ? 3000 : 40);
    for (int mode = TY_SEGMENT_PRECISE; mode <= TY_SEGMENT_COARSE; mode++)
      for (int normalised = 0; normalised < 2; normalised++) {
        g_autoptr(GString) lines = g_string_new("kept "), expected = g_string_new("kept ");
        gsize n, line = expected->len;
        const TyToken *tokens =
            ty_segmenter_tokens(segmenter, text->str, text->len, (TySegmentMode) mode, &n);
        Expected callback = {tokens, n, 0};
        gsize n_bare = n;
        const TyBareToken *bare =
            mode == TY_SEGMENT_PRECISE
                ? ty_segmenter_bare(other, text->str, text->len, NULL, &n_bare)
                : NULL;
        g_assert_cmpuint(n_bare, ==, n);
        for (gsize i = 0; bare && i < n; i++) {
          g_assert_cmpuint(bare[i].id, ==, tokens[i].id);
          g_assert_cmpuint(bare[i].start, ==, tokens[i].start);
          g_assert_cmpuint(bare[i].end, ==, tokens[i].end);
          g_assert_cmpuint(bare[i].type, ==, tokens[i].type);
          guint32 length;
          const char *same = ty_segmenter_token_text(other, &bare[i], &length);
          g_assert_cmpmem(same, length, tokens[i].text, tokens[i].length);
        }
        ty_segment(lexicon, text->str, text->len, (TySegmentMode) mode, compare_token, &callback);
        g_assert_cmpuint(callback.at, ==, n);
        for (gsize i = 0; i < n; i++) {
          const TyToken *token = &tokens[i];
          if (token->type == TY_TOKEN_SPACE) {
            if (token->length == 1 && *token->text == '\n') {
              g_string_append_c(expected, '\n');
              line = expected->len;
            }
            continue;
          }
          if (expected->len > line)
            g_string_append_c(expected, ' ');
          if (normalised)
            g_string_append_len(expected, token->text, token->length);
          else
            g_string_append_len(expected, text->str + token->start, token->end - token->start);
        }
        ty_segmenter_lines(other, text->str, text->len, (TySegmentMode) mode, normalised, lines);
        g_assert_cmpmem(lines->str, lines->len, expected->str, expected->len);
      }
  }
}

static gint64 cost_of(const TyLexicon *lexicon, const char *word, gsize length, gboolean *known) {
  double log_probability;
  *known = ty_lexicon_find(lexicon, word, length, &log_probability, NULL);
  return llround(-log_probability * 1024);
}

/* A second reading of the rule, over all substrings: on random words over a few characters the
 * segmenter's way costs what the best way costs. */
static void test_finds_the_cheapest_way(void) {
  static const char *const characters[] = {"天", "地", "人", "山", "水", "火", "風"};
  g_autoptr(GRand) random = g_rand_new_with_seed(4);

  for (int round = 0; round < 60; round++) {
    g_autoptr(GString) list = g_string_new(NULL);
    for (int w = 0; w < 60; w++) {
      for (int n = g_rand_int_range(random, 1, 6); n-- > 0;)
        g_string_append(list, characters[g_rand_int_range(random, 0, 6)]);
      g_string_append_printf(list, " %d n\n", g_rand_int_range(random, 1, 5000));
    }
    g_autoptr(TyLexicon) lexicon = lexicon_of(list->str);
    g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);
    for (int text_round = 0; text_round < 20; text_round++) {
      g_autoptr(GString) text = g_string_new(NULL);
      for (int n = g_rand_int_range(random, 1, 60); n-- > 0;)
        g_string_append(text, characters[g_rand_int_range(random, 0, G_N_ELEMENTS(characters))]);
      gsize n = text->len / 3, n_tokens;
      gint64 best[64] = {0}, found = 0;
      for (gsize i = n; i-- > 0;) {
        best[i] = G_MAXINT64;
        for (gsize length = 1; i + length <= n && length <= 6; length++) {
          gboolean known;
          gint64 cost = cost_of(lexicon, text->str + 3 * i, 3 * length, &known);
          if (known || length == 1)
            best[i] = MIN(best[i], cost + best[i + length]);
        }
      }
      const TyToken *tokens =
          ty_segmenter_tokens(segmenter, text->str, text->len, TY_SEGMENT_PRECISE, &n_tokens);
      for (gsize i = 0; i < n_tokens; i++) {
        gboolean known;
        found += cost_of(lexicon, tokens[i].text, tokens[i].length, &known);
        g_assert_true(known || tokens[i].length == 3);
      }
      g_assert_cmpint(found, ==, best[0]);
    }
  }
}

static void assert_covered(TySegmenter *segmenter, const GString *text) {
  gsize n;
  const TyToken *tokens =
      ty_segmenter_tokens(segmenter, text->str, text->len, TY_SEGMENT_PRECISE, &n);
  check_tokens(text->str, text->len, tokens, n);
}

static void test_long_lines(void) {
  static const char *const repeated[] = {"大足石刻", "大", "，",  "a",  "1",      "👍", "\xcc\x81",
                                         "é",        "ﷺ",  "1a,", "@",  "#",      ".", " ",
                                         "\xff",     "か", "二",  "a@", "http://"};
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);

  for (gsize r = 0; r < G_N_ELEMENTS(repeated); r++)
    for (int before = 0; before < 3; before++) {
      g_autoptr(GString) text = g_string_new(before == 1 ? "看" : before == 2 ? "a" : "");
      while (text->len < 100000)
        g_string_append(text, repeated[r]);
      assert_covered(segmenter, text);
    }
}

/* A sentence has the same words wherever in a long line or among short ones it stands. */
static void test_where_a_sentence_stands(void) {
  static const char sentence[] = "也不贵，", words[] = "也 不 贵 ，";
  g_autoptr(TyLexicon) lexicon =
      lexicon_of("也 90000 d\n不 90000 d\n贵 90000 a\n不贵 2 a\n也不 2 d\n");

  for (int before = 0; before < 12; before++)
    for (int lines = 0; lines < 2; lines++) {
      g_autoptr(GString) text = g_string_new(NULL), expected = g_string_new(NULL);
      for (int i = 0; i < before; i++) {
        g_string_append(text, i % 2 ? "，" : "“");
        g_string_append(expected, i % 2 ? "，" : "“");
        g_string_append_c(expected, i + 1 < before || !lines ? ' ' : '\n');
      }
      if (lines && before > 0)
        g_string_append_c(text, '\n');
      for (int i = 0; i < 900; i++) {
        g_string_append_printf(text, "%s%s", i && lines ? "\n" : "", sentence);
        g_string_append_printf(expected, "%s%s", !i ? "" : lines ? "\n" : " ", words);
      }
      assert_words(lexicon, text->str, expected->str);
    }
}

typedef struct {
  const TyLexicon *lexicon;
  const GString *text;
  const gsize *ends;
  GString **out;
  TySegmenter **segmenters;
} Blocks;

static void segment_block(gsize task, guint thread, gpointer data) {
  Blocks *blocks = data;
  gsize from = task ? blocks->ends[task - 1] : 0;

  if (!blocks->segmenters[thread])
    blocks->segmenters[thread] = ty_segmenter_new(blocks->lexicon);
  ty_segmenter_lines(blocks->segmenters[thread], blocks->text->str + from,
                     blocks->ends[task] - from, TY_SEGMENT_PRECISE, FALSE, blocks->out[task]);
}

static void test_threads_and_blocks(void) {
  g_autoptr(TyLexicon) lexicon = lexicon_of(small_list);
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  g_autoptr(GString) text = random_text(random, 20000), whole = g_string_new(NULL);
  g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(gsize));
  g_autoptr(TySegmenter) segmenter = ty_segmenter_new(lexicon);

  ty_lexicon_add(lexicon, "足石", NULL);
  ty_segmenter_lines(segmenter, text->str, text->len, TY_SEGMENT_PRECISE, FALSE, whole);
  for (gsize at = 0; at < text->len;) {
    at += ty_segment_block_end(text->str + at, text->len - at, 3000);
    g_array_append_val(ends, at);
  }
  g_assert_cmpuint(ends->len, >, 10);
  for (guint threads = 1; threads <= 4; threads *= 2) {
    GString **out = g_new0(GString *, ends->len);
    TySegmenter *segmenters[4] = {NULL};
    Blocks blocks = {lexicon, text, (const gsize *) (void *) ends->data, out, segmenters};
    g_autoptr(GString) joined = g_string_new(NULL);
    for (guint i = 0; i < ends->len; i++)
      out[i] = g_string_new(NULL);
    ty_parallel_for(threads, ends->len, segment_block, &blocks);
    for (guint i = 0; i < ends->len; i++) {
      g_string_append_len(joined, out[i]->str, (gssize) out[i]->len);
      g_string_free(out[i], TRUE);
    }
    for (guint i = 0; i < threads; i++)
      ty_segmenter_free(segmenters[i]);
    g_assert_cmpmem(joined->str, joined->len, whole->str, whole->len);
    g_free(out);
  }
}

static void test_block_ends(void) {
  g_autoptr(GString) line = g_string_new(NULL);

  g_assert_cmpuint(ty_segment_block_end("", 0, 10), ==, 0);
  g_assert_cmpuint(ty_segment_block_end("ab\ncd\nef", 8, 7), ==, 6);
  g_assert_cmpuint(ty_segment_block_end("abcdef\ng", 8, 3), ==, 7);
  g_assert_cmpuint(ty_segment_block_end("abc", 3, 1), ==, 3);
  while (line->len < 9000)
    g_string_append(line, "大足");
  gsize end = ty_segment_block_end(line->str, line->len, 1000);
  g_assert_cmpuint(end, >, 1000);
  g_assert_cmpuint(end, <=, 4000);
  g_assert_cmpuint(end % 3, ==, 0);
  memcpy(line->str + 2997, "，", 3);
  g_assert_cmpuint(ty_segment_block_end(line->str, line->len, 1000), ==, 3000);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text/segment/known-sentences", test_known_sentences);
  g_test_add_func("/text/segment/merges-by-type", test_merges_by_type);
  g_test_add_func("/text/segment/modes", test_coarse_and_search_modes);
  g_test_add_func("/text/segment/types-and-tags", test_types_and_tags);
  g_test_add_func("/text/segment/marks-behind-space", test_marks_behind_white_space);
  g_test_add_func("/text/segment/own-words-win", test_own_words_win);
  g_test_add_func("/text/segment/joins-to-the-text", test_tokens_join_to_the_text);
  g_test_add_func("/text/segment/numbers", test_numbers_of_words);
  g_test_add_func("/text/segment/the-ways-agree", test_the_ways_agree);
  g_test_add_func("/text/segment/cheapest-way", test_finds_the_cheapest_way);
  g_test_add_func("/text/segment/long-lines", test_long_lines);
  g_test_add_func("/text/segment/where-a-sentence-stands", test_where_a_sentence_stands);
  g_test_add_func("/text/segment/threads-and-blocks", test_threads_and_blocks);
  g_test_add_func("/text/segment/block-ends", test_block_ends);
  return g_test_run();
}
