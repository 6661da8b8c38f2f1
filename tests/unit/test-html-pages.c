/* SPDX-License-Identifier: Apache-2.0 */
/* The main text of saved pages of several shapes, none of which marks it as an article. */
#include "unit/reading.h"

#define ONE                                                                                        \
  "清早从镇上出发，沿着田埂走到山脚，石阶被雨水磨得发亮，拐过第三个弯就看见了崖壁上的卧佛。"
#define TWO "守窟的老人说，这尊像刻了十几年，主事的僧人没有等到完工，后面的题记换了一个人的口气。"
#define THREE "下山以后在桥头吃了一碗凉粉，辣子是现舂的，老板娘不肯说里面还放了什么。"
#define NOISE "本站每日更新各地旅行资讯，欢迎收藏，转载请注明出处，投稿请发送到编辑部的邮箱。"

static void assert_text(const Reading *reading, const char *title, const char *text) {
  g_assert_no_error(reading->error);
  g_assert_cmpuint(reading->documents->len, ==, 1);
  g_assert_cmpstr(document_at(reading, 0)->text, ==, text);
  g_assert_cmpstr(document_at(reading, 0)->title, ==, title);
}

static void test_reads_a_news_page(void) {
  g_auto(Reading) reading = read_text(
      "<!DOCTYPE html><html><head><title>卧佛修缮完成-资阳新闻网</title></head><body>"
      "<div class=\"top-bar\"><a href=/>首页</a> | <a href=/a>县区</a> | <a href=/b>视频</a></div>"
      "<div class=\"crumb\"><a href=/>首页</a> &gt; <a href=/n>要闻</a> &gt; 正文</div>"
      "<div class=\"wrap\"><div class=\"left\"><h1>卧佛修缮完成</h1>"
      "<p class=\"source\">来源：县融媒体中心 <span class=\"date\">2024-05-01 09:30</span></p>"
      "<div class=\"text\"><p>　　" ONE "</p>\n<p>　　" TWO "</p><p><img src=1.jpg></p>"
      "<p>　　" THREE "</p></div>"
      "<ul class=\"xgxw\"><li><a href=/1>灯舞进城，三十支队伍在广场上舞了一夜</a></li>"
      "<li><a href=/2>凉粉摊前排长队，桥头的老店又开了一家</a></li>"
      "<li><a href=/3>古镇的木楼修好了，住在里面的人说屋顶不再漏雨</a></li></ul>"
      "<div id=\"comment-list\"><p>" NOISE NOISE "</p></div></div>"
      "<div class=\"right\"><h3>热榜</h3><ul><li><a href=/4>春游好去处</a></li></ul></div></div>"
      "<div class=\"bottom\"><p>版权所有 资阳新闻网 蜀ICP备00000000号 未经许可不得转载或建立镜像，"
      "违者依法追究责任，举报电话见首页。</p></div></body></html>");
  assert_text(&reading, "卧佛修缮完成", ONE "\n" TWO "\n" THREE);
  g_assert_cmpstr(document_at(&reading, 0)->date, ==, "2024-05-01T09:30:00");
}

static void test_reads_a_blog_with_a_sidebar(void) {
  g_auto(Reading) reading = read_text(
      "<html><head><title>石阶 | 山路</title></head><body class=\"home-page\">"
      "<div "
      "id=\"header\"><h2>山路</h2><p>一个人的博客，写走过的路和吃过的东西，每个月写一两篇。</p>"
      "</div><div id=\"main\"><div class=\"entry\"><h1 class=\"entry-title\">石阶</h1>"
      "<div class=\"entry-content\"><p>" ONE "</p><blockquote><p>" TWO "</p></blockquote>"
      "<p>" THREE "</p><p><a href=/prev>上一篇：过河</a> <a href=/next>下一篇：灯舞</a></p></div>"
      "</div></div>"
      "<div id=\"secondary\" class=\"widget-area\"><div class=\"widget\"><h3>关于</h3><p>" NOISE
          NOISE NOISE "</p></div><div class=\"widget\"><p>" NOISE NOISE NOISE "</p></div></div>"
      "<div class=\"site-info\">Copyright &copy; 2024 山路. All rights reserved. Powered by a "
      "program that many people use for their pages.</div></body></html>");
  assert_text(&reading, "石阶", ONE "\n" TWO "\n" THREE);
}

static void test_reads_all_posts_of_a_thread(void) {
  g_auto(Reading) reading = read_text(
      "<html><head><title>卧佛怎么走 - 论坛</title></head><body>"
      "<div id=\"nav\"><a href=/>论坛</a> &raquo; <a href=/f>自驾</a></div>"
      "<div class=\"thread\"><h1>卧佛怎么走</h1>"
      "<div class=\"post\"><div class=\"user\">山人 <i>楼主</i></div><div class=\"message\">" ONE
      "</div><div class=\"sign\"></div></div>"
      "<div class=\"post\"><div class=\"user\">云</div><div class=\"message\"><p>" TWO "</p></div>"
      "</div>"
      "<div class=\"post\"><div class=\"user\">石头</div><div class=\"message\">" THREE
      "<br>顶。</div></div></div>"
      "<div class=\"pagination\"><a href=/2>下一页</a></div>"
      "<form><textarea>发表回复</textarea></form></body></html>");
  assert_text(&reading, "卧佛怎么走", ONE "\n" TWO "\n" THREE "\n顶。");
}

static const char table_page[] =
    "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">"
    "<title>石刻介绍</title></head><body bgcolor=#ffffff><table width=760 align=center>"
    "<tr><td colspan=2><table><tr><td><a href=a.htm>首页</a></td><td><a href=b.htm>县情</a></td>"
    "<td><a href=c.htm>物产</a></td></tr></table></td></tr>"
    "<tr><td width=160 valign=top><table><tr><td><a href=1.htm>卧佛</a></td></tr>"
    "<tr><td><a href=2.htm>圆觉洞的十二尊坐像以及洞口的题记</a></td></tr>"
    "<tr><td><a href=3.htm>毗卢洞的紫竹观音和后来补刻的供养人</a></td></tr></table></td>"
    "<td><table><tr><td align=center><font size=5><b>卧佛</b></font></td></tr><tr><td>"
    "<font color=black>&nbsp;&nbsp;" ONE "<br>&nbsp;&nbsp;" TWO "<br><br>" THREE "</font></td></tr>"
    "</table></td></tr>"
    "<tr><td colspan=2 align=center>版权所有：县文物管理所　地址：县城正街十二号　邮编：000000<br>"
    "建议使用八百乘六百分辨率浏览本站，您是第 12345 位访客</td></tr></table></body></html>";

static void test_reads_a_page_laid_out_by_tables(void) {
  g_auto(Reading) reading = read_text(table_page);
  assert_text(&reading, "石刻介绍", ONE "\n" TWO "\n\n" THREE);
}

static void test_reads_a_page_declared_gb2312(void) {
  gsize length;
  g_autofree char *bytes = encoded(table_page, "GB18030", &length);
  g_auto(Reading) reading = read_bytes(bytes, length, NULL);
  assert_text(&reading, "石刻介绍", ONE "\n" TWO "\n\n" THREE);
  /* A declaration that does not hold: what the bytes are counts. */
  gsize wide_length;
  g_autofree char *wide = encoded(table_page, "UTF-16LE", &wide_length);
  g_auto(Reading) again = read_bytes(wide, wide_length, NULL);
  assert_text(&again, "石刻介绍", ONE "\n" TWO "\n\n" THREE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/html-pages/news", test_reads_a_news_page);
  g_test_add_func("/corpus/html-pages/blog", test_reads_a_blog_with_a_sidebar);
  g_test_add_func("/corpus/html-pages/thread", test_reads_all_posts_of_a_thread);
  g_test_add_func("/corpus/html-pages/tables", test_reads_a_page_laid_out_by_tables);
  g_test_add_func("/corpus/html-pages/gb2312", test_reads_a_page_declared_gb2312);
  return g_test_run();
}
