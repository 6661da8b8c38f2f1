/* SPDX-License-Identifier: Apache-2.0 */
/* Running text cut out of pages: what is joined, what is left out, where sections begin. */
#include "corpus/page-join.h"
#include "unit/reading.h"

static Reading read_paper(const char *text) {
  TyReadOptions options = {.kind = TY_DOCUMENT_PAPER};
  return read_bytes(text, strlen(text), &options);
}

static void assert_section(const Reading *reading, guint i, gsize line, const char *title,
                           const char *text) {
  const TyDocument *document = document_at(reading, i);
  g_assert_cmpuint(document->line, ==, line);
  g_assert_cmpstr(document->title, ==, title);
  g_assert_cmpstr(document->text, ==, text);
  g_assert_cmpint(document->kind, ==, TY_DOCUMENT_PAPER);
}

/* The paragraph in lines of `width` characters, the first two short (its indent was lost), an empty
 * line after each, as some converters write them. */
static void append_wrapped(GString *out, const char *paragraph, glong width) {
  glong room = width - 2;
  for (const char *p = paragraph; *p; p = g_utf8_next_char(p), room--) {
    if (room == 0) {
      g_string_append(out, "\n\n");
      room = width;
    }
    g_string_append_len(out, p, g_utf8_next_char(p) - p);
  }
  g_string_append(out, "\n\n");
}

static const char *const samples[] = {
    "安岳的石刻多在山腰，北宋的工匠依着岩壁开龛造像，题记里留下了他们的名字和年月，后来的人据此"
    "知道工程用了多少个春秋。又过了几百年，村里人在龛前搭起了木檐，雨水才不再打到菩萨的衣纹。",
    "灯舞则在正月里，从初九一直舞到十五，各村的队伍轮流进镇，锣鼓声隔着河也听得见，老人说这样一年"
    "才算开了头。",
    "县里的凉粉摊多在桥头，早上只卖到十点，晚来的人要等到傍晚。",
};

static void test_joins_spaced_lines(void) {
  for (glong width = 18; width <= 36; width++) {
    g_autoptr(GString) text = g_string_new("一、石刻与灯舞\n\n"), expected = g_string_new(NULL);
    for (gsize i = 0; i < 4 * G_N_ELEMENTS(samples); i++) {
      const char *sample = samples[i % G_N_ELEMENTS(samples)];
      append_wrapped(text, sample, width);
      g_string_append_printf(expected, "%s\n", sample);
    }
    g_string_append(text, "（一）路线\n\n先看石刻，再看灯舞。\n");
    g_string_append(expected, "（一）路线\n先看石刻，再看灯舞。");
    g_auto(Reading) reading = read_paper(text->str);
    assert_lines(reading.rejects, "");
    g_assert_cmpuint(reading.documents->len, ==, 2);
    g_string_truncate(expected,
                      strlen(expected->str) - strlen("\n（一）路线\n先看石刻，再看灯舞。"));
    assert_section(&reading, 0, 1, "一、石刻与灯舞", expected->str);
    g_assert_cmpstr(document_at(&reading, 1)->title, ==, "（一）路线");
    g_assert_cmpstr(document_at(&reading, 1)->text, ==, "先看石刻，再看灯舞。");
  }
}

static void test_joins_latin_words_and_undoes_hyphens(void) {
  g_auto(Reading) reading = read_paper("Introduction\n"
                                       "The carvings at the foot of the hill are heri-\n"
                                       "tage of the county, and most of the visitors who\n"
                                       "come for them in spring also walk to the lantern\n"
                                       "dance, which is held nearby.\n"
                                       "\n"
                                       "A second paragraph begins after an empty line and\n"
                                       "goes on for some words more than one line can take\n"
                                       "on this page.\n");
  g_assert_cmpuint(reading.documents->len, ==, 1);
  assert_section(&reading, 0, 1, "Introduction",
                 "The carvings at the foot of the hill are heritage of the county, and most of the "
                 "visitors who come for them in spring also walk to the lantern dance, which is "
                 "held nearby.\n"
                 "A second paragraph begins after an empty line and goes on for some words more "
                 "than one line can take on this page.");
}

/* Heads, numbers and contents go; a sentence goes on over the page's end. */
static void test_leaves_out_what_belongs_to_the_page(void) {
  static const char *const names[] = {"甲", "乙", "丙", "丁", "戊", "己"};
  g_autoptr(GString) text = g_string_new("目 录\n"
                                         "一、石刻的保护 .......... 1\n"
                                         "二、灯舞的传承与各乡镇\n"
                                         "的队伍 ................ 2\n");
  for (gsize page = 0; page < G_N_ELEMENTS(names); page++)
    g_string_append_printf(text,
                           "\f县域非遗调查报告\n"
                           "%s页的开头，这一行刚好写满了二十四个字哦哦哦哦哦\n"
                           "%s页正文里的第二行，也刚好写满了二十四个字呀呀呀\n"
                           "%s页正文里的第三行，句子在页末还没有写完要接到下\n"
                           "- %zu -\n",
                           names[page], names[page], names[page], page + 1);
  g_auto(Reading) reading = read_paper(text->str);
  g_assert_cmpuint(reading.documents->len, ==, 1);
  const TyDocument *document = document_at(&reading, 0);
  g_assert_null(strstr(document->text, "目"));
  g_assert_null(strstr(document->text, "灯舞"));
  g_assert_null(strstr(document->text, "调查报告"));
  g_assert_null(strstr(document->text, "- "));
  g_assert_nonnull(strstr(document->text, "要接到下乙页的开头，这一行"));
  g_assert_null(strchr(document->text, '\n'));
  g_assert_null(document->title);
}

static void test_keeps_numbers_that_are_no_pages(void) {
  g_auto(Reading) reading = read_paper("各乡镇的石刻数目\n3\n2\n5\n12\n2024\n以上为普查的结果。\n");
  g_assert_cmpuint(reading.documents->len, ==, 1);
  assert_section(&reading, 0, 1, "各乡镇的石刻数目", "3\n2\n5\n12\n2024\n以上为普查的结果。");
}

/* Sections by headings once there is text enough; a bare number takes its words from the next line;
 * short ones stay together. */
static void test_parts_by_headings(void) {
  g_autoptr(GString) words = g_string_new(NULL), text = g_string_new(NULL);
  for (int i = 0; i < 40; i++)
    g_string_append(words, "石窟的造像需要长期监测。");
  g_string_append_printf(text,
                         "课题一\n石刻保护的路径研究\n%s\n（一）监测\n%s\n## 结语\n%s\n"
                         "1.57 万元用于修缮。\n图 1 石窟分布\n1．短节。\n话少。\n（2）很少。\n",
                         words->str, words->str, words->str);
  g_auto(Reading) reading = read_paper(text->str);
  g_assert_cmpuint(reading.documents->len, ==, 4);
  assert_section(&reading, 0, 1, "课题一 石刻保护的路径研究", words->str);
  assert_section(&reading, 1, 4, "（一）监测", words->str);
  g_assert_cmpstr(document_at(&reading, 2)->title, ==, "结语");
  g_assert_true(
      g_str_has_suffix(document_at(&reading, 2)->text, "1.57 万元用于修缮。\n图 1 石窟分布"));
  g_assert_cmpstr(document_at(&reading, 3)->title, ==, "1．短节。");
  g_assert_cmpstr(document_at(&reading, 3)->text, ==, "话少。\n（2）很少。");
}

static void test_parts_by_pages_without_headings(void) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int page = 0; page < 4; page++) {
    for (int i = 0; i < 100; i++)
      g_string_append(text, "沿着山路走过三座小桥。");
    g_string_append(text, "\n\f");
  }
  g_auto(Reading) reading = read_paper(text->str);
  g_assert_cmpuint(reading.documents->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint(document_at(&reading, i)->line, ==, i + 1);
}

static void test_takes_posts_too(void) {
  g_auto(Reading) reading = read_text("just a line of prose\nand another\n");
  g_assert_cmpuint(reading.documents->len, ==, 1);
  g_assert_cmpint(document_at(&reading, 0)->kind, ==, TY_DOCUMENT_POST);
  g_assert_cmpstr(document_at(&reading, 0)->title, ==, "just a line of prose");
}

/* Words that head a column as well as a section. */
static void test_tells_text_from_tables(void) {
  static const struct {
    const char *text;
    gboolean is_table;
  } files[] = {
      {"正文\n石刻很美\n灯舞也是\n", TRUE},
      {"正文\n\n石刻很美。\n", FALSE},
      {"摘要\n本文研究石刻。\n", FALSE},
      {"[摘要] 本文研究石刻。\n", FALSE},
      {"标题,正文\n圆觉洞,很美\n", TRUE},
      {"id,正文\n", TRUE},
      {"We walked, and walked, up the hill.\nIt rained.\nThen, at last, we were there.\n", FALSE},
      {"石刻，灯舞；凉粉。\n都在一个县里。\n", FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
    g_auto(Reading) reading = read_paper(files[i].text);
    g_autofree char *all = NULL;
    for (guint k = 0; k < reading.documents->len; k++)
      if (!all)
        all =
            g_strconcat(document_at(&reading, k)->title ? document_at(&reading, k)->title : "",
                        document_at(&reading, k)->text ? document_at(&reading, k)->text : "", NULL);
    /* A text keeps its first line, a table has it as its heading. */
    g_autofree char *first = g_strndup(files[i].text, 6);
    g_assert_true(files[i].is_table == !(all && strstr(all, first)));
  }
}

static gsize count_text(const Reading *reading) {
  gsize bytes = 0;
  for (guint i = 0; i < reading->documents->len; i++)
    bytes += strlen(document_at(reading, i)->text);
  return bytes;
}

/* A line longer than what is looked at once: nothing is lost, and each part is of bounded size. */
static void test_cuts_long_lines(void) {
  g_autoptr(GString) text = g_string_new(NULL);
  while (text->len < (gsize) 9 << 20)
    g_string_append(text, "岩壁上的题记记下了年月。");
  g_string_append(text, "\n第二行。\n");
  g_auto(Reading) reading = read_paper(text->str);
  g_assert_cmpuint(reading.rejects->len, ==, 1);
  g_assert_true(g_str_has_prefix(reading.rejects->pdata[0], "1: found a line of more than 4 MiB"));
  g_assert_cmpuint(count_text(&reading), ==, text->len - 1 /* the last line end */);
  for (guint i = 0; i < reading.documents->len; i++)
    g_assert_cmpuint(strlen(document_at(&reading, i)->text), <=, 60001);
}

/* The bytes of a text that no joining may change. */
static void append_solid(GString *out, const char *text, gsize length) {
  for (gsize i = 0; i < length; i++)
    if (!strchr(" -*#", text[i]))
      g_string_append_c(out, text[i]);
}

/* Of each of the papers: no byte is lost but those of furniture, little is furniture. */
static void test_loses_nothing_of_real_papers(void) {
  static const char folder[] = "../shared/data/papers";
  const char *source = g_getenv("TUYOU_SOURCE");
  g_autofree char *path = g_build_filename(source ? source : ".", folder, NULL);
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);

  if (!dir) {
    g_test_skip("the papers are not there");
    return;
  }
  for (const char *name; (name = g_dir_read_name(dir));) {
    g_autofree char *file = g_build_filename(path, name, NULL);
    g_autofree char *text = NULL;
    gsize length, kept = 0, all = 0;
    if (!g_file_get_contents(file, &text, &length, NULL))
      continue;
    g_autoptr(GArray) lines = ty_page_lines_split(text, length, 1);
    g_autoptr(GString) joined = g_string_new(NULL), in = g_string_new(NULL),
                       out = g_string_new(NULL);
    ty_page_lines_mark(lines);
    TyPageShape shape = ty_page_lines_shape(lines);
    g_autoptr(GArray) paragraphs = ty_page_join(lines, &shape, joined);
    for (guint i = 0; i < lines->len; i++) {
      const TyPageLine *line = &g_array_index(lines, TyPageLine, i);
      all += line->length;
      kept += line->is_furniture ? 0 : line->length;
      if (!line->is_furniture)
        append_solid(in, line->text, line->length);
    }
    append_solid(out, joined->str, joined->len);
    g_assert_cmpstr(in->str, ==, out->str);
    g_assert_cmpfloat((double) kept, >=, 0.98 * (double) all);
    g_assert_cmpuint(paragraphs->len, >, 0);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/plain/spaced", test_joins_spaced_lines);
  g_test_add_func("/corpus/plain/latin", test_joins_latin_words_and_undoes_hyphens);
  g_test_add_func("/corpus/plain/furniture", test_leaves_out_what_belongs_to_the_page);
  g_test_add_func("/corpus/plain/numbers", test_keeps_numbers_that_are_no_pages);
  g_test_add_func("/corpus/plain/headings", test_parts_by_headings);
  g_test_add_func("/corpus/plain/pages", test_parts_by_pages_without_headings);
  g_test_add_func("/corpus/plain/posts", test_takes_posts_too);
  g_test_add_func("/corpus/plain/tables", test_tells_text_from_tables);
  g_test_add_func("/corpus/plain/long-line", test_cuts_long_lines);
  g_test_add_func("/corpus/plain/papers", test_loses_nothing_of_real_papers);
  return g_test_run();
}
