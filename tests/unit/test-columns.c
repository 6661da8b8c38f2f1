/* SPDX-License-Identifier: Apache-2.0 */
/* The headings that the usual crawlers write, each with a record of invented values: what becomes
 * of them, and which platform they give away. */
#include "corpus/columns.h"
#include "unit/reading.h"
#include <jansson.h>

/* A crawler's columns with one row: "heading=value|…", and what is expected of the fields. */
typedef struct {
  const char *name;
  TyDocumentKind kind;
  const char *cells;
  const char *expected;
} Sample;

static const Sample samples[] = {
    {"mediacrawler_xhs_contents", TY_DOCUMENT_POST,
     "note_id=6a1|type=normal|title=安岳两日|desc=去了圆觉洞|video_url=|time=1714537800000|"
     "last_update_time=1714624200000|creator_hash=h|nickname=小鱼|liked_count=1|collected_count=2|"
     "comment_count=3|share_count=4|image_list=|tag_list=安岳,石刻|last_modify_ts=1|"
     "note_url=https://www.xiaohongshu.com/explore/6a1|source_keyword=资阳旅行|xsec_token=T",
     "xiaohongshu|6a1|安岳两日|去了圆觉洞|小鱼|2024-05-01T12:30:00+08:00||资阳旅行|"
     "https://www.xiaohongshu.com/explore/6a1|安岳;石刻||"},
    {"mediacrawler_xhs_comments", TY_DOCUMENT_POST,
     "comment_id=c1|create_time=1714537800000|note_id=6a1|content=值得去|creator_hash=h|nickname="
     "云|"
     "sub_comment_count=0|pictures=|parent_comment_id=0|last_modify_ts=1|like_count=2",
     "xiaohongshu|c1||值得去|云|2024-05-01T12:30:00+08:00||||||"},
    {"mediacrawler_xhs_contents, mediacrawler_legacy_extra", TY_DOCUMENT_POST,
     "user_id=77|nickname=小鱼|avatar=a.jpg|ip_location=四川|note_id=6a2|title=题|desc=文|"
     "time=1714537800000|xsec_token=T",
     "xiaohongshu|6a2|题|文|小鱼|2024-05-01T12:30:00+08:00||||||"},
    {"mediacrawler_weibo_contents", TY_DOCUMENT_POST,
     "note_id=5|content=宝顶山|create_time=1714537800|create_date_time=2024-05-01 12:30:00|"
     "liked_count=1|comments_count=2|shared_count=3|last_modify_ts=1|"
     "note_url=https://m.weibo.cn/detail/5|creator_hash=h|nickname=云|source_keyword=大足旅行",
     "weibo|5||宝顶山|云|2024-05-01T12:30:00||大足旅行|https://m.weibo.cn/detail/5|||"},
    {"mediacrawler_weibo_comments", TY_DOCUMENT_POST,
     "comment_id=c9|create_time=1714537800|create_date_time=2024-05-01 "
     "12:30:00|note_id=5|content=好|"
     "sub_comment_count=0|comment_like_count=1|last_modify_ts=1|parent_comment_id=0|creator_hash=h|"
     "nickname=云",
     "weibo|c9||好|云|2024-05-01T12:30:00||||||"},
    {"weibo_crawler_csv", TY_DOCUMENT_POST,
     "id=501|bid=N1|正文=卧佛院|头条文章url=|原始图片url=|视频url=|Live Photo视频url=|位置=资阳|"
     "日期=2024-05-01|工具=手机|点赞数=1|评论数=2|转发数=3|话题=安岳石刻|@用户=某|"
     "完整日期=2024-05-01 "
     "12:30:05|是否编辑过=False|编辑次数=0|是否原创=True|源用户id=|源用户昵称=|源微博*=",
     "weibo|501||卧佛院||2024-05-01T12:30:05||||安岳石刻||"},
    {"weibo_crawler_json_weibo", TY_DOCUMENT_POST,
     "user_id=77|screen_name=云|id=501|bid=N1|text=卧佛院|pics=|video_url=|location=资阳|"
     "created_at=2024-05-01|source=手机|attitudes_count=1|comments_count=2|reposts_count=3|"
     "topics=安岳石刻|at_users=某|retweet=",
     "weibo|501||卧佛院|云|2024-05-01||||安岳石刻||"},
    {"weibo_search_csv", TY_DOCUMENT_POST,
     "id=501|bid=N1|user_id=77|用户昵称=山水|微博正文=大足一日|发布位置=大足|艾特用户=某|话题="
     "大足石刻|"
     "转发数=0|评论数=0|点赞数=0|发布时间=2024-05-01 12:30|发布工具=网页|微博图片url=|微博视频url=|"
     "retweet_id=",
     "weibo|501||大足一日|山水|2024-05-01T12:30:00||||大足石刻||"},
    {"cnki_estudy", TY_DOCUMENT_PAPER,
     "DataType=1|Title-题名=石刻研究|Author-作者=甲;乙|Source-刊名=某刊|Year-年=2008|"
     "PubTime-出版时间=2008-06-15|Keyword-关键词=石刻;;安岳|Summary-摘要=摘要文|Period-期=03|"
     "PageCount-页数=6|Page-页码=90-95|SrcDatabase-来源库=期刊|Organ-机构=某大学;某馆|"
     "Link-链接=https://x.example/1",
     "cnki||石刻研究|摘要文|甲;乙|2008-06-15|||https://x.example/1|石刻;安岳|某刊|某大学;某馆"},
    {"cnki_noteexpress", TY_DOCUMENT_PAPER,
     "Reference Type=Journal Article|Title=石刻研究|Author=甲;乙|Author Address=1.某大学;2.某馆|"
     "Journal=某刊|Year=2019|Issue=01|Volume=2|Pages=1-2|Keywords=石刻;安岳|Abstract=摘要文|"
     "ISBN/ISSN=1000-0000|Notes=n|Database Provider=CNKI|Publisher=某社|Type of Work=硕士|"
     "Tertiary Author=导师|Secondary Title=某会|Date=2019-01-09|SrcDatabase=期刊",
     "cnki||石刻研究|摘要文|甲;乙|2019-01-09||||石刻;安岳|某刊|某大学;某馆"},
};

static char *fields_of(const TyDocument *document) {
  const char *const fields[] = {document->platform, document->native_id, document->title,
                                document->text,     document->author,    document->date,
                                document->place,    document->term,      document->url,
                                document->tags,     document->venue,     document->organ};
  GString *out = g_string_new(NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    g_string_append_printf(out, "%s%s", i ? "|" : "", fields[i] ? fields[i] : "");
  return g_string_free(out, FALSE);
}

static void check(const Sample *sample, const char *text) {
  TyReadOptions options = {.kind = sample->kind};
  g_auto(Reading) reading = read_bytes(text, strlen(text), &options);
  g_assert_no_error(reading.error);
  assert_lines(reading.rejects, "");
  g_autofree char *found = fields_of(document_at(&reading, 0));
  g_assert_cmpstr(found, ==, sample->expected);
}

/* The same record as CSV and as JSON. */
static void test_reads_what_crawlers_write(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
    g_auto(GStrv) cells = g_strsplit(samples[i].cells, "|", -1);
    g_autoptr(GString) heading = g_string_new(NULL), row = g_string_new(NULL);
    json_t *object = json_object();
    for (guint j = 0; cells[j]; j++) {
      char *value = strchr(cells[j], '=');
      *value++ = '\0';
      g_string_append_printf(heading, "%s\"%s\"", j ? "," : "", cells[j]);
      g_string_append_printf(row, "%s\"%s\"", j ? "," : "", value);
      json_object_set_new(object, cells[j], json_string(value));
    }
    g_autofree char *table = g_strconcat(heading->str, "\n", row->str, "\n", NULL);
    char *json = json_dumps(object, 0);
    check(&samples[i], table);
    check(&samples[i], json);
    free(json);
    json_decref(object);
  }
}

/* No set of the list is one that this test knows nothing of. */
static void test_knows_every_listed_crawler(void) {
  g_autofree char *text = NULL;
  gsize length;
  const char *name;
  json_t *headings;

  if (!g_file_get_contents("../shared/data/formats/crawler_headers.json", &text, &length, NULL)) {
    g_test_skip("no list of crawlers at hand");
    return;
  }
  json_t *sets = json_loadb(text, length, 0, NULL);
  json_object_foreach(sets, name, headings) {
    const char *cells = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(samples); i++)
      if (strstr(samples[i].name, name) && (!cells || g_str_equal(samples[i].name, name)))
        cells = samples[i].cells;
    g_assert_nonnull(cells);
    g_autofree char *all = g_strconcat("|", cells, NULL);
    json_t *heading;
    gsize i;
    json_array_foreach(headings, i, heading) {
      g_autofree char *cell = g_strdup_printf("|%s=", json_string_value(heading));
      if (!strstr(all, cell))
        g_error("%s: the heading %s is not tested", name, json_string_value(heading));
    }
  }
  json_decref(sets);
}

static void test_maps_are_checked(void) {
  static const struct {
    const char *map, *message;
    int code;
  } bad[] = {
      {"titel=标题",
       "map: found titel=标题, expected FIELD=HEADING with one of the fields platform",
       TY_ERROR_USAGE},
      {"title", "map: found title, expected FIELD=HEADING", TY_ERROR_USAGE},
      {"text=没有", "found the columns 甲, 乙, expected 没有 for the text as the map says",
       TY_ERROR_INPUT},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    TyReadOptions options = {.map = bad[i].map};
    g_auto(Reading) reading = read_bytes("甲,乙\n1,2\n", strlen("甲,乙\n1,2\n"), &options);
    assert_failed(&reading, bad[i].code, bad[i].message);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/columns/crawlers", test_reads_what_crawlers_write);
  g_test_add_func("/corpus/columns/list", test_knows_every_listed_crawler);
  g_test_add_func("/corpus/columns/map", test_maps_are_checked);
  return g_test_run();
}
