/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/columns.h"
#include "corpus/platform.h"
#include "unit/reading.h"

/* The headings of the usual crawlers: weibo-crawler, weibo-search, MediaCrawler. */
#define WEIBO_CRAWLER                                                                                                     \
  "id,bid,正文,头条文章url,原始图片url,视频url,Live Photo视频url,位置,日期,工具,点赞数,评论数," \
  "转发数,话题,@用户,完整日期,是否编辑过,编辑次数,是否原创,源用户id,源用户昵称\n"
#define WEIBO_SEARCH                                                                                                      \
  "id,bid,user_id,用户昵称,微博正文,发布位置,艾特用户,话题,转发数,评论数,点赞数,发布时间," \
  "发布工具,微博图片url,微博视频url,retweet_id\n"
#define MEDIACRAWLER_XHS                                                                           \
  "note_id,type,title,desc,video_url,time,last_update_time,creator_hash,nickname,liked_count,"     \
  "collected_count,comment_count,share_count,image_list,tag_list,last_modify_ts,note_url,"         \
  "source_keyword,xsec_token\n"
#define MEDIACRAWLER_WEIBO                                                                         \
  "note_id,content,create_time,create_date_time,liked_count,comments_count,shared_count,"          \
  "last_modify_ts,note_url,creator_hash,nickname,source_keyword\n"

static void test_reads_weibo_crawler(void) {
  g_auto(Reading) reading = read_text(
      "\xEF\xBB\xBF" WEIBO_CRAWLER
      "5012345678901234\t,Nabc,\"#安岳石刻# 圆觉洞&amp;卧佛院<br />太美了\",,,,,资阳,"
      "2024-05-01,iPhone,1,2,3,\"安岳石刻,资阳旅行\",,2024-05-01 12:30:05,False,0,True,,\n");
  const TyDocument *document = document_at(&reading, 0);

  g_assert_no_error(reading.error);
  g_assert_cmpint(document->kind, ==, TY_DOCUMENT_POST);
  g_assert_cmpstr(document->platform, ==, "weibo");
  g_assert_cmpstr(document->native_id, ==, "5012345678901234");
  g_assert_cmpstr(document->title, ==, NULL);
  g_assert_cmpstr(document->text, ==, "#安岳石刻# 圆觉洞&卧佛院\n太美了");
  g_assert_cmpstr(document->date, ==, "2024-05-01T12:30:05"); /* the full one, not 日期 */
  g_assert_cmpstr(document->tags, ==, "安岳石刻;资阳旅行");
  g_assert_cmpstr(document->place, ==, NULL); /* where it was written says not what it is about */
  g_assert_cmpstr(document->author, ==, NULL);
  g_assert_cmpuint(document->line, ==, 2);
  g_assert_cmpuint(reading.rejects->len, ==, 0);
}

static void test_reads_weibo_search(void) {
  g_auto(Reading) reading =
      read_text(WEIBO_SEARCH
                "501,Nabc,77,山水,大足石刻一日游,大足,,大足石刻,0,0,0,2024-05-01 12:30,网页,,,\n");
  const TyDocument *document = document_at(&reading, 0);

  g_assert_cmpstr(document->platform, ==, "weibo");
  g_assert_cmpstr(document->native_id, ==, "501");
  g_assert_cmpstr(document->author, ==, "山水");
  g_assert_cmpstr(document->text, ==, "大足石刻一日游");
  g_assert_cmpstr(document->date, ==, "2024-05-01T12:30:00");
  g_assert_cmpstr(document->tags, ==, "大足石刻");
}

static void test_reads_mediacrawler(void) {
  g_auto(Reading) xhs = read_text(
      MEDIACRAWLER_XHS "6a,normal,安岳两日,去了圆觉洞,,1714537800000,1714624200000,h1,小鱼,"
                       "1,2,3,4,,\"安岳,石刻\",1,https://www.xiaohongshu.com/explore/6a,"
                       "资阳旅行,T\n");
  const TyDocument *note = document_at(&xhs, 0);
  g_assert_cmpstr(note->platform, ==, "xiaohongshu");
  g_assert_cmpstr(note->native_id, ==, "6a");
  g_assert_cmpstr(note->title, ==, "安岳两日");
  g_assert_cmpstr(note->text, ==, "去了圆觉洞");
  g_assert_cmpstr(note->author, ==, "小鱼");
  g_assert_cmpstr(note->date, ==, "2024-05-01T12:30:00+08:00");
  g_assert_cmpstr(note->term, ==, "资阳旅行");
  g_assert_cmpstr(note->tags, ==, "安岳;石刻");
  g_assert_cmpstr(note->url, ==, "https://www.xiaohongshu.com/explore/6a");

  g_auto(Reading) weibo =
      read_text(MEDIACRAWLER_WEIBO "5,宝顶山,1714537800,2024-05-01 12:30:00,1,2,3,1,"
                                   "https://m.weibo.cn/detail/5,h,云,大足旅行\n");
  const TyDocument *post = document_at(&weibo, 0);
  g_assert_cmpstr(post->platform, ==, "weibo");
  g_assert_cmpstr(post->text, ==, "宝顶山");
  g_assert_cmpstr(post->date, ==, "2024-05-01T12:30:00");
  g_assert_cmpstr(post->term, ==, "大足旅行");
}

static void test_reads_the_headings_of_people(void) {
  g_auto(Reading) reading =
      read_text("标题,正文,作者,发布时间,平台,搜索词,链接\n"
                "卧佛院,值得,甲,2024/5/1,马蜂窝,资阳旅行,https://x.example/1\n"
                ",只有正文,乙,昨天,小红书,,\n只有标题,,,,,,\n");
  const TyDocument *document = document_at(&reading, 0);

  g_assert_cmpstr(document->platform, ==, "mafengwo");
  g_assert_cmpstr(document->title, ==, "卧佛院");
  g_assert_cmpstr(document->date, ==, "2024-05-01");
  g_assert_cmpstr(document->term, ==, "资阳旅行");
  g_assert_cmpstr(document_at(&reading, 1)->platform, ==, "xiaohongshu");
  g_assert_cmpstr(document_at(&reading, 1)->date, ==, NULL); /* no date, but a post */
  g_assert_cmpstr(document_at(&reading, 2)->title, ==, "只有标题");
  g_assert_cmpstr(document_at(&reading, 2)->text, ==, NULL);
}

static void test_fills_gaps_from_the_options(void) {
  TyReadOptions options = {.place = "资阳", .term = "资阳旅行", .platform = "马蜂窝"};
  const char *text = "text,platform,keyword,region\na,,,\nb,知乎,大足旅行,大足\n";
  g_auto(Reading) reading = read_bytes(text, strlen(text), &options);

  g_assert_cmpstr(document_at(&reading, 0)->platform, ==, "mafengwo");
  g_assert_cmpstr(document_at(&reading, 0)->place, ==, "资阳");
  g_assert_cmpstr(document_at(&reading, 0)->term, ==, "资阳旅行");
  g_assert_cmpstr(document_at(&reading, 1)->platform, ==, "zhihu");
  g_assert_cmpstr(document_at(&reading, 1)->place, ==, "大足");
  g_assert_cmpstr(document_at(&reading, 1)->term, ==, "大足旅行");
}

static void test_reads_papers_in_tables(void) {
  TyReadOptions options = {.kind = TY_DOCUMENT_PAPER};
  const char *text = "题名,作者,机构,刊名,年,关键词,摘要\n"
                     "石刻研究,甲;乙;,1.四川大学;2.重庆大学,文物,2019,石刻;;安岳;石刻,摘要文\n"
                     "只有题名,丙,,,,,\n";
  g_auto(Reading) reading = read_bytes(text, strlen(text), &options);
  const TyDocument *paper = document_at(&reading, 0);

  g_assert_cmpint(paper->kind, ==, TY_DOCUMENT_PAPER);
  g_assert_cmpstr(paper->author, ==, "甲;乙");
  g_assert_cmpstr(paper->organ, ==, "四川大学;重庆大学");
  g_assert_cmpstr(paper->venue, ==, "文物");
  g_assert_cmpstr(paper->date, ==, "2019");
  g_assert_cmpstr(paper->tags, ==, "石刻;安岳");
  g_assert_cmpstr(paper->text, ==, "摘要文");
  g_assert_cmpstr(paper->term, ==, NULL);
  g_assert_cmpuint(reading.documents->len, ==, 2);
}

static Reading read_mapped(const char *text, const char *map) {
  TyReadOptions options = {.map = map};
  return read_bytes(text, strlen(text), &options);
}

static void test_maps_unknown_columns(void) {
  g_auto(Reading) reading =
      read_mapped("甲列,乙列,正文,日期\n一,二,三,2024-01-01\n", "title=甲列, text = 乙列");
  const TyDocument *document = document_at(&reading, 0);
  g_assert_cmpstr(document->title, ==, "一");
  g_assert_cmpstr(document->text, ==, "二");         /* the map's column, not the usual one */
  g_assert_cmpstr(document->date, ==, "2024-01-01"); /* not in the map: by its usual name */

  g_auto(Reading) unknown = read_mapped("a,text\n1,2\n", "body=a");
  assert_failed(&unknown, TY_ERROR_USAGE, "found body=a, expected FIELD=HEADING");
  assert_failed(&unknown, TY_ERROR_USAGE, "native_id");
  g_auto(Reading) no_heading = read_mapped("a,text\n1,2\n", "text=");
  assert_failed(&no_heading, TY_ERROR_USAGE, "expected FIELD=HEADING");
  g_auto(Reading) no_sign = read_mapped("a,text\n1,2\n", "text");
  assert_failed(&no_sign, TY_ERROR_USAGE, "expected FIELD=HEADING");
  g_auto(Reading) missing = read_mapped("a,text\n1,2\n", "text=内文");
  assert_failed(&missing, TY_ERROR_INPUT, "found the columns a, text, expected 内文 for the text");
}

static void test_names_the_columns_that_are_missing(void) {
  g_auto(Reading) reading = read_text("编号,年龄\n1,30\n");
  assert_failed(&reading, TY_ERROR_INPUT, ":1: found the columns 编号, 年龄, none of them");
  assert_failed(&reading, TY_ERROR_INPUT, "正文");
  assert_failed(&reading, TY_ERROR_INPUT, "text=年龄");
  g_auto(Reading) no_rows = read_text("编号,年龄\n");
  assert_failed(&no_rows, TY_ERROR_INPUT, "编号");
  g_auto(Reading) known_no_rows = read_text("编号,正文\n");
  g_assert_true(known_no_rows.done);
  g_assert_cmpuint(known_no_rows.documents->len, ==, 0);
}

static void test_rejects_rows_and_reads_on(void) {
  g_auto(Reading) reading = read_text("标题,正文,作者\n一,甲\n , &nbsp; ,某人\n二,乙,丙,丁\n"
                                      "三,\"未闭合,x\n四,丁,\"戊\"\n");
  g_assert_true(reading.done);
  g_assert_cmpuint(reading.documents->len, ==, 1);
  g_assert_cmpstr(document_at(&reading, 0)->title, ==, "四");
  g_assert_cmpuint(document_at(&reading, 0)->line, ==, 6);
  assert_lines(reading.rejects, "2: found 2 fields, expected 3 as in the heading\n"
                                "3: found neither title nor text, expected one of them\n"
                                "4: found 4 fields, expected 3 as in the heading\n"
                                "5: found a quote that is never closed, expected a second one\n");
  /* What is kept of a record without text does not say who wrote it. */
  g_assert_null(strstr(reading.raws->pdata[1], "某人"));
}

static void test_reads_every_encoding_and_delimiter(void) {
  static const char *const encodings[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"};
  static const char *const texts[] = {"标题,正文\r\n安岳,石刻;甲\r\n",
                                      "标题;正文\r\n安岳;石刻;甲\r\n",
                                      "标题\t正文\r\n安岳\t石刻;甲\r\n"};
  for (gsize e = 0; e < G_N_ELEMENTS(encodings); e++)
    for (gsize t = 0; t < G_N_ELEMENTS(texts); t++) {
      gsize length;
      g_autofree char *bytes = encoded(texts[t], encodings[e], &length);
      g_auto(Reading) reading = read_bytes(bytes, length, NULL);
      g_assert_no_error(reading.error);
      if (t == 1) { /* here the semicolon parts the fields */
        assert_lines(reading.rejects, "2: found 3 fields, expected 2 as in the heading\n");
        continue;
      }
      g_assert_cmpstr(document_at(&reading, 0)->title, ==, "安岳");
      g_assert_cmpstr(document_at(&reading, 0)->text, ==, "石刻;甲");
    }
}

static void test_reports_broken_bytes_and_keeps_the_record(void) {
  static const char text[] = "标题,正文\n安岳,石刻\xFF很美\n大足,石刻\n";
  g_auto(Reading) reading = read_bytes(text, sizeof text - 1, NULL);

  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_assert_cmpstr(document_at(&reading, 0)->text, ==, "石刻\uFFFD很美");
  g_assert_cmpuint(reading.rejects->len, ==, 1);
  g_assert_true(
      g_str_has_prefix(reading.rejects->pdata[0],
                       "2: found 1 broken characters in UTF-8, the first at byte offset"));
}

static void test_refuses_what_is_no_text(void) {
  static const struct {
    const char *bytes;
    gsize length;
    int code;
    const char *part;
  } files[] = {
      {"", 0, TY_ERROR_INPUT, "found an empty file"},
      {" \n\t\r\n", 5, TY_ERROR_INPUT, "found an empty file"},
      {"\xEF\xBB\xBF", 3, TY_ERROR_INPUT, "found an empty file"},
      {"%PDF-1.7\n", 9, TY_ERROR_INPUT, "found a PDF file"},
      {"\x89PNG\r\n\x1A\n\0\0", 10, TY_ERROR_INPUT, "found a picture"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, TY_ERROR_INPUT, "old Excel workbook"},
      {"\x1F\x8B\x08\0\0", 5, TY_ERROR_INPUT, "gzip"},
      {"SQLite format 3\0abc", 19, TY_ERROR_INPUT, "SQLite"},
      {"\x7F"
       "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\xE8\0\1",
       21, TY_ERROR_ENCODING, "byte offset"},
      {"*Vertices 3\n1 \"a\"\n", 18, TY_ERROR_INPUT, "found a Pajek network"},
      {"<?xml version=\"1.0\"?><x/>", 25, TY_ERROR_INPUT, "found an XML file"},
      {"alpha,beta\n1,2\n3,4\n", 19, TY_ERROR_INPUT, "found the columns alpha, beta"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
    g_auto(Reading) reading = read_bytes(files[i].bytes, files[i].length, NULL);
    assert_failed(&reading, files[i].code, files[i].part);
  }
}

static void test_refuses_missing_files_and_folders(void) {
  g_autoptr(GError) missing = NULL, folder = NULL;
  Reading reading = reading_new();

  g_assert_false(
      ty_corpus_read("/nonexistent/a.csv", NULL, keep_document, keep_reject, &reading, &missing));
  g_assert_error(missing, TY_ERROR, TY_ERROR_MISSING);
  g_assert_true(g_str_has_prefix(missing->message, "/nonexistent/a.csv: "));
  g_assert_false(
      ty_corpus_read(g_get_tmp_dir(), NULL, keep_document, keep_reject, &reading, &folder));
  g_assert_error(folder, TY_ERROR, TY_ERROR_MISSING);
  reading_clear(&reading);
}

static void test_stops_when_told(void) {
  Reading reading = reading_new();
  g_autofree char *path = temporary_file("text\na\nb\nc\n", 11);

  reading.stop_after = 2;
  reading.done = ty_corpus_read(path, NULL, keep_document, NULL, &reading, &reading.error);
  g_assert_error(reading.error, TY_ERROR, TY_ERROR_CANCELLED);
  g_assert_cmpuint(reading.documents->len, ==, 2);
  g_remove(path);
  reading_clear(&reading);
}

static void test_names_platforms(void) {
  static const struct {
    const char *found, *name;
  } names[] = {{"微博", "weibo"},
               {" Weibo ", "weibo"},
               {"XHS", "xiaohongshu"},
               {"百度地图", "baidu_map"},
               {"某某网", "某某网"},
               {"MyBlog", "myblog"},
               {" ", NULL}};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *name = ty_platform_of_name(names[i].found);
    g_assert_cmpstr(name, ==, names[i].name);
  }
  g_assert_cmpstr(ty_platform_of_url("https://m.weibo.cn/detail/1"), ==, "weibo");
  g_assert_cmpstr(ty_platform_of_url("http://www.mafengwo.cn:80/i/1.html"), ==, "mafengwo");
  g_assert_cmpstr(ty_platform_of_url("https://map.baidu.com"), ==, "baidu_map");
  g_assert_cmpstr(ty_platform_of_url("https://notweibo.com/weibo.com"), ==, NULL);
  g_assert_cmpstr(ty_platform_of_url("x"), ==, NULL);
  g_assert_cmpstr(ty_platform_of_url(""), ==, NULL);
}

/* Every field name can be mapped, and no usual name means two fields. */
static void test_every_field_has_a_name(void) {
  for (int i = 0; i < TY_N_FIELDS; i++) {
    g_autofree char *map = g_strdup_printf("%s=Some Heading", ty_field_name((TyField) i));
    g_autoptr(GError) error = NULL;
    g_autoptr(TyColumns) columns = ty_columns_new(TY_DOCUMENT_POST, map, &error);
    TyField field;
    guint rank;
    g_assert_no_error(error);
    g_assert_true(ty_columns_find(columns, "some_heading", &field, &rank));
    g_assert_cmpint(field, ==, i);
  }
}

static void test_a_repost_has_what_it_passes_on(void) {
  g_auto(Reading) reading = read_text("id,bid,正文,日期,源用户昵称,源微博id,源微博正文\n"
                                      "1,a,转发微博,2024-05-01,某人,9,圆觉洞值得一去\n"
                                      "2,b,去过,2024-05-01,某,8,卧佛院在山里\n"
                                      "3,c,自己的话,2024-05-01,,,\n"
                                      "4,d,,2024-05-01,某人,7,毗卢洞\n");
  static const char *const texts[] = {"转发微博//@原文:圆觉洞值得一去", "去过", "自己的话",
                                      "转发微博//@原文:毗卢洞"};

  g_assert_no_error(reading.error);
  g_assert_cmpuint(reading.documents->len, ==, G_N_ELEMENTS(texts));
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    g_assert_cmpstr(document_at(&reading, i)->text, ==, texts[i]);
}

/* Commas of prose part no columns where no heading can be: a line without an end. */
static void test_an_endless_line_is_text(void) {
  g_autoptr(GString) text = g_string_new(NULL);

  while (text->len < ((gsize) 17 << 20))
    g_string_append(text, "去了圆觉洞,看了卧佛院,time, 又去毗卢洞。");
  g_auto(Reading) reading = read_text(text->str);
  gsize n_bytes = 0;

  g_assert_no_error(reading.error);
  for (guint i = 0; i < reading.documents->len; i++)
    n_bytes += strlen(document_at(&reading, i)->text);
  g_assert_cmpuint(reading.documents->len, >, 1);
  g_assert_cmpuint(n_bytes, >, text->len / 100 * 99);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/posts-csv/weibo-crawler", test_reads_weibo_crawler);
  g_test_add_func("/corpus/posts-csv/weibo-search", test_reads_weibo_search);
  g_test_add_func("/corpus/posts-csv/mediacrawler", test_reads_mediacrawler);
  g_test_add_func("/corpus/posts-csv/people", test_reads_the_headings_of_people);
  g_test_add_func("/corpus/posts-csv/options", test_fills_gaps_from_the_options);
  g_test_add_func("/corpus/posts-csv/papers", test_reads_papers_in_tables);
  g_test_add_func("/corpus/posts-csv/map", test_maps_unknown_columns);
  g_test_add_func("/corpus/posts-csv/missing-columns", test_names_the_columns_that_are_missing);
  g_test_add_func("/corpus/posts-csv/rejects", test_rejects_rows_and_reads_on);
  g_test_add_func("/corpus/posts-csv/encodings", test_reads_every_encoding_and_delimiter);
  g_test_add_func("/corpus/posts-csv/broken", test_reports_broken_bytes_and_keeps_the_record);
  g_test_add_func("/corpus/posts-csv/no-text", test_refuses_what_is_no_text);
  g_test_add_func("/corpus/posts-csv/missing", test_refuses_missing_files_and_folders);
  g_test_add_func("/corpus/posts-csv/stop", test_stops_when_told);
  g_test_add_func("/corpus/posts-csv/platforms", test_names_platforms);
  g_test_add_func("/corpus/posts-csv/fields", test_every_field_has_a_name);
  g_test_add_func("/corpus/posts-csv/repost", test_a_repost_has_what_it_passes_on);
  g_test_add_func("/corpus/posts-csv/endless", test_an_endless_line_is_text);
  return g_test_run();
}
