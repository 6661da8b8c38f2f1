/* SPDX-License-Identifier: Apache-2.0 */
/** A small lexicon and random texts for the tests of the text room. */
#pragma once
#include <glib/gstdio.h>
#include <string.h>
#include <tuyou/text.h>
#include <unistd.h>

static inline char *temporary_path(void) {
  char *path = g_build_filename(g_get_tmp_dir(), "tuyou-text-XXXXXX", NULL);
  close(g_mkstemp(path));
  return path;
}

/** Compiles a list, given as text, and opens the result. */
static inline TyLexicon *lexicon_of(const char *list) {
  g_autofree char *source = temporary_path(), *compiled = temporary_path();
  g_autoptr(GError) error = NULL;

  g_file_set_contents(source, list, -1, &error);
  g_assert_no_error(error);
  ty_lexicon_compile((const char *const[]){source}, 1, compiled, &error);
  g_assert_no_error(error);
  TyLexicon *lexicon = ty_lexicon_open(compiled, &error);
  g_assert_no_error(error);
  g_unlink(source);
  g_unlink(compiled);
  return lexicon;
}

static const char small_list[] = "的 318825 uj\n"
                                 "一 217830 m\n"
                                 "二 3000 m\n"
                                 "三 5000 m\n"
                                 "十 4000 m\n"
                                 "百 900 m\n"
                                 "千 900 m\n"
                                 "万 900 m\n"
                                 "个 20000 q\n"
                                 "三个 500 m\n"
                                 "一个 9000 m\n"
                                 "百年 90 t\n"
                                 "年度 900 n\n"
                                 "月底 900 t\n"
                                 "第 4000 m\n"
                                 "年 30000 m\n"
                                 "月 10000 m\n"
                                 "日 10000 m\n"
                                 "元 2000 q\n"
                                 "公里 900 q\n"
                                 "米 900 q\n"
                                 "上午 500 t\n"
                                 "农历 100 t\n"
                                 "我们 39000 r\n"
                                 "去 20000 v\n"
                                 "了 50000 ul\n"
                                 "和 50000 c\n"
                                 "看 20000 v\n"
                                 "是 70000 v\n"
                                 "大足 40 ns\n"
                                 "石刻 120 n\n"
                                 "大 14000 a\n"
                                 "足 500 q\n"
                                 "安岳 10 ns\n"
                                 "安岳县 5 ns\n"
                                 "县 300 n\n"
                                 "圆觉 3 nz\n"
                                 "洞 600 n\n"
                                 "摩崖 10 n\n"
                                 "造像 20 n\n"
                                 "卧佛 12 n\n"
                                 "院 800 n\n"
                                 "物质 2000 n\n"
                                 "文化 6000 n\n"
                                 "遗产 400 n\n"
                                 "非 5000 h\n"
                                 "文化遗产 90 n\n"
                                 "北京 34488 ns\n"
                                 "大学 20025 n\n"
                                 "北京大学 2053 nt\n"
                                 "学生 8000 n\n"
                                 "大学生 900 n\n"
                                 "生 3000 v\n"
                                 "研究 30000 vn\n"
                                 "研究生 900 n\n"
                                 "生命 8000 n\n"
                                 "起源 900 n\n"
                                 "命 900 n\n"
                                 "T恤 30 n\n"
                                 "卡拉OK 5 n\n"
                                 "AT&T 3 nz\n"
                                 "B超 3 n\n"
                                 "乾隆 900 nr\n"
                                 "困 300 v\n"
                                 "佛 900 n\n";

/** A random text of every script: words, numbers, emoji, marks, broken bytes. */
static inline GString *random_text(GRand *random, guint n_pieces) {
  static const char *const pieces[] = {"大足石刻",
                                       "安岳",
                                       "北京大学生",
                                       "研究生命起源",
                                       "，",
                                       "。",
                                       "……",
                                       "——",
                                       "！",
                                       "！！！",
                                       " ",
                                       "\t",
                                       "\n",
                                       "2024年5月1日",
                                       "９：３０",
                                       "3.5",
                                       "1,000",
                                       "50%",
                                       "三百二十一",
                                       "第三个",
                                       "二○○一年",
                                       "百分之五",
                                       "¥115",
                                       "23米",
                                       "12km",
                                       "㎡",
                                       "①",
                                       "㈱",
                                       "½",
                                       "ﷺ",
                                       "ﬁ",
                                       "Ａ",
                                       "Wi-Fi",
                                       "T恤",
                                       "AT&T",
                                       "iPhone15",
                                       "C++",
                                       "don't",
                                       "https://例.cn/a?b=1",
                                       "http://a.cn/x,",
                                       "www.a.org",
                                       "a@b.com",
                                       "@张三_2",
                                       "@",
                                       "#大足#",
                                       "#",
                                       "##",
                                       "臥佛院",
                                       "睏佛寺",
                                       "圓覺洞",
                                       "乾隆",
                                       "𠀀𠀁",
                                       "👩‍👩‍👧‍👦",
                                       "🇨🇳",
                                       "🇨",
                                       "1️⃣",
                                       "👍🏽",
                                       "☀️",
                                       "é",
                                       "e\xcc\x81",
                                       "が",
                                       "か\xe3\x82\x99",
                                       "ｶﾞ",
                                       "カラオケ",
                                       "한국",
                                       "ᄒ\xe1\x85\xa1\xe1\x86\xab",
                                       "Привет",
                                       "Ελλάδα",
                                       "العربية",
                                       "ไทย",
                                       "हिन्दी",
                                       "\xcc\x81",
                                       "\xe2\x80\x8d",
                                       "\xef\xb8\x8f",
                                       "\xff",
                                       "\xe5\xa4",
                                       "\xf0\x9f",
                                       "\xed\xa0\x80",
                                       "\xc0\xaf",
                                       "\xef\xbb\xbf",
                                       "\xe2\x80\x8b",
                                       "",
                                       "\r\n",
                                       "\"",
                                       "“",
                                       "《",
                                       "》",
                                       "-",
                                       "+",
                                       "=",
                                       "~",
                                       "$",
                                       "$5",
                                       "°c",
                                       "36.5℃",
                                       "3/4",
                                       "2024-05-01"};
  GString *text = g_string_new(NULL);

  for (guint i = 0; i < n_pieces; i++) {
    gint kind = g_rand_int_range(random, 0, 10);
    if (kind == 0)
      g_string_append_unichar(text, (gunichar) g_rand_int_range(random, 1, 0xd800));
    else if (kind == 1)
      g_string_append_unichar(text, (gunichar) g_rand_int_range(random, 0x1f000, 0x20100));
    else if (kind == 2)
      g_string_append_c(text, (char) g_rand_int_range(random, 0, 256));
    else
      g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
  }
  return text;
}

/** The texts of the tokens join to the normalised text; the spans follow each other and cover the
 * source; each token's text is the normalisation of its span. */
static inline void check_tokens(const char *text, gsize length, const TyToken *tokens, gsize n) {
  TyNormalised normal = ty_normalise(text, length);
  gsize at = 0, source = 0;

  for (gsize i = 0; i < n; i++) {
    g_assert_cmpuint(tokens[i].start, ==, source);
    g_assert_cmpuint(tokens[i].end, >, tokens[i].start);
    g_assert_cmpuint(at + tokens[i].length, <=, normal.length);
    g_assert_cmpmem(tokens[i].text, tokens[i].length, normal.text + at, tokens[i].length);
    g_assert_cmpuint(normal.source[at], ==, tokens[i].start);
    source = tokens[i].end;
    at += tokens[i].length;
    g_assert_nonnull(tokens[i].tag);
  }
  g_assert_cmpuint(at, ==, normal.length);
  g_assert_cmpuint(source, ==, length);
  ty_normalised_clear(&normal);
}

/** The same, and each span of source bytes alone normalises to its token's text. */
static inline void check_spans(const char *text, gsize length, const TyToken *tokens, gsize n) {
  check_tokens(text, length, tokens, n);
  for (gsize i = 0; i < n; i++) {
    TyNormalised alone = ty_normalise(text + tokens[i].start, tokens[i].end - tokens[i].start);
    g_assert_cmpmem(tokens[i].text, tokens[i].length, alone.text, alone.length);
    ty_normalised_clear(&alone);
  }
}
