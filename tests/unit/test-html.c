/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/reading.h"

#define HEAD                                                                                       \
  "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>资阳旅行_游记网</title>"       \
  "<style>p{color:red}</style><script>var text = '<p>不是正文</p>';</script></head><body>"     \
  "<nav><a href='/'>首页</a><a href='/x'>目的地</a></nav><div class='topbar'>登录 | 注册</div>"
#define FOOT "<footer>版权所有 ©2024 旅行网</footer></body></html>"

static void test_reads_articles(void) {
  g_auto(Reading) reading = read_text(
      HEAD
      "<h1>资阳旅行 相关游记</h1>\n<article id='n1'><header><h2><a href='https://www.mafengwo.cn"
      "/i/1.html'>安岳&amp;大足</a></h2><div class='meta'>作者：<span class='author'>小山</span>"
      "&nbsp;|&nbsp;发表于 <time datetime='2024-05-01T12:30:00+08:00'>5月1日</time>"
      "&nbsp;|&nbsp;浏览 15</div></header>\n<div class='body'><p>第一段，<b>圆觉洞</b>\n  很美。"
      "</p><p>第二段<br>换行</p><ul><li>一</li><li>二</li></ul></div>"
      "<div class='tags'><a rel='tag'>安岳</a><a rel='tag'>#石刻</a></div>"
      "<form><button>收藏</button></form><footer>顶 412 分享到微博</footer></article>\n"
      "<article data-id='7' data-term='资阳旅行'><p class='author'>云</p><p>只有一段。</p>"
      "</article>\n<article><script>x</script><div class='share'>分享</div></article>" FOOT);
  const TyDocument *first = document_at(&reading, 0), *second = document_at(&reading, 1);

  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpstr(first->title, ==, "安岳&大足");
  g_assert_cmpstr(first->text, ==, "第一段，圆觉洞 很美。\n第二段\n换行\n一\n二");
  g_assert_cmpstr(first->author, ==, "小山");
  g_assert_cmpstr(first->date, ==, "2024-05-01T12:30:00+08:00");
  g_assert_cmpstr(first->url, ==, "https://www.mafengwo.cn/i/1.html");
  g_assert_cmpstr(first->platform, ==, "mafengwo");
  g_assert_cmpstr(first->native_id, ==, "n1");
  g_assert_cmpstr(first->tags, ==, "安岳;石刻");
  g_assert_cmpuint(first->line, ==, 2);
  g_assert_cmpstr(second->text, ==, "只有一段。");
  g_assert_cmpstr(second->author, ==, "云");
  g_assert_cmpstr(second->native_id, ==, "7");
  g_assert_cmpstr(second->term, ==, "资阳旅行");
  g_assert_cmpstr(second->title, ==, NULL);
  assert_lines(reading.rejects, "6: found neither title nor text, expected one of them\n");
}

#define PARAGRAPH "安岳石窟以唐宋造像著称，圆觉洞、卧佛院、毗卢洞各有看头，走完一圈要两天时间。"

static void test_finds_the_main_text_without_articles(void) {
  g_auto(Reading) reading = read_text(
      HEAD "<div id='sidebar'><p>" PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH "</p></div>"
           "<ul><li><a href='/1'>" PARAGRAPH "</a></li><li><a href='/2'>" PARAGRAPH "</a></li></ul>"
           "<h1>安岳两日</h1><span class='pub-date date'>2024-05-01</span>"
           "<div class='content'><p>" PARAGRAPH "</p>\n<p>" PARAGRAPH "</p><p>短句。</p></div>"
           "<div class='comments'><p>" PARAGRAPH PARAGRAPH PARAGRAPH "</p></div>" FOOT);
  const TyDocument *document = document_at(&reading, 0);

  g_assert_cmpuint(reading.documents->len, ==, 1);
  g_assert_cmpstr(document->title, ==, "安岳两日");
  g_assert_cmpstr(document->text, ==, PARAGRAPH "\n" PARAGRAPH "\n短句。");
  g_assert_cmpstr(document->date, ==, "2024-05-01");
}

static void test_reads_text_between_line_breaks(void) {
  g_auto(Reading) reading = read_text(
      "<html><head><title>题</title><link rel='canonical' href='https://www.zhihu.com/p/1'>"
      "</head><body><div class='menu'>菜单</div><div>" PARAGRAPH "<br>" PARAGRAPH
      "<br></div></body></html>");
  const TyDocument *document = document_at(&reading, 0);
  g_assert_cmpstr(document->title, ==, "题");
  g_assert_cmpstr(document->text, ==, PARAGRAPH "\n" PARAGRAPH);
  g_assert_cmpstr(document->url, ==, "https://www.zhihu.com/p/1");
  g_assert_cmpstr(document->platform, ==, "zhihu");
}

static void test_reads_the_heads_of_pages(void) {
  g_auto(Reading) reading = read_text(
      "<html><head><meta property='og:title' content='分享题'><meta property='og:site_name' "
      "content='马蜂窝'><meta property='og:url' content='https://x.example/1'><title>题_站</title>"
      "</head><body><p>" PARAGRAPH "</p></body></html>");
  g_assert_cmpstr(document_at(&reading, 0)->title, ==, "分享题");
  g_assert_cmpstr(document_at(&reading, 0)->platform, ==, "mafengwo");
  g_assert_cmpstr(document_at(&reading, 0)->url, ==, "https://x.example/1");
}

static void test_reads_pages_in_gb18030(void) {
  gsize length;
  g_autofree char *bytes =
      encoded("<html><head><meta charset=\"gb2312\"></head><body><article><h2>安岳</h2><p>石刻很美"
              "</p></article></body></html>",
              "GB18030", &length);
  g_auto(Reading) reading = read_bytes(bytes, length, NULL);
  g_assert_cmpstr(document_at(&reading, 0)->title, ==, "安岳");
  g_assert_cmpstr(document_at(&reading, 0)->text, ==, "石刻很美");
}

static void test_refuses_pages_without_text(void) {
  static const char *const pages[] = {
      "<html></html>", "<!DOCTYPE html>", "<html><body></body></html>",
      "<html><head><title>题</title></head><body><script>var a = 'xxxxxxxxxxxxxxxxxxxxxxxxxxx';"
      "</script><nav><p>" PARAGRAPH "</p></nav></body></html>",
      "<html><body><img src='a.jpg'></body></html>"};
  for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
    g_auto(Reading) reading = read_text(pages[i]);
    g_assert_error(reading.error, TY_ERROR, TY_ERROR_INPUT);
    g_assert_cmpuint(reading.documents->len, ==, 0);
  }
}

/* No page reads another file, and broken ones give what they have. */
static void test_survives_damage(void) {
  g_auto(Reading) entity = read_text("<!DOCTYPE html [<!ENTITY e SYSTEM "
                                     "\"file:///etc/passwd\">]><html><body><article><p>前&e;后</p>"
                                     "</article></body></html>");
  g_assert_cmpuint(entity.documents->len, ==, 1);
  g_assert_null(strstr(document_at(&entity, 0)->text, "root:"));
  g_auto(Reading) open = read_text("<html><body><article><h2>题</h2><p>没有闭合<b>的");
  g_assert_cmpstr(document_at(&open, 0)->text, ==, "没有闭合的");
  g_autoptr(GString) deep = g_string_new("<html><body><article><p>浅</p></article>");
  for (int i = 0; i < 50000; i++)
    g_string_append(deep, "<div>");
  g_string_append(deep, "深");
  g_auto(Reading) nested = read_text(deep->str);
  g_assert_cmpstr(document_at(&nested, 0)->text, ==, "浅");
  g_assert_cmpuint(nested.rejects->len, ==, 1);
}

static void test_stops_when_told(void) {
  const char *text = "<html><article><p>一</p></article><article><p>二</p></article></html>";
  g_autofree char *path = temporary_file(text, strlen(text));
  Reading reading = reading_new();
  reading.stop_after = 1;
  reading.done = ty_corpus_read(path, NULL, keep_document, NULL, &reading, &reading.error);
  g_assert_error(reading.error, TY_ERROR, TY_ERROR_CANCELLED);
  g_assert_cmpuint(reading.documents->len, ==, 1);
  g_remove(path);
  reading_clear(&reading);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/html/articles", test_reads_articles);
  g_test_add_func("/corpus/html/main-text", test_finds_the_main_text_without_articles);
  g_test_add_func("/corpus/html/line-breaks", test_reads_text_between_line_breaks);
  g_test_add_func("/corpus/html/head", test_reads_the_heads_of_pages);
  g_test_add_func("/corpus/html/gb18030", test_reads_pages_in_gb18030);
  g_test_add_func("/corpus/html/no-text", test_refuses_pages_without_text);
  g_test_add_func("/corpus/html/damage", test_survives_damage);
  g_test_add_func("/corpus/html/stop", test_stops_when_told);
  return g_test_run();
}
