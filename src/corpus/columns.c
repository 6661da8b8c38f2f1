/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/columns.h"

#include <string.h>

static const char *const field_names[TY_N_FIELDS + 1] = {"platform", "native_id", "title", "text",
                                                         "author",   "date",      "place", "term",
                                                         "url",      "tags",      "venue", "organ"};

/* The usual headings, best first. MediaCrawler, weibo-crawler and weibo-search write the English
 * and Chinese ones in the first lines; the rest is what people and other programs write. */
static const struct {
  TyField field;
  const char *names; /* separated by spaces */
} usual[] = {
    {TY_FIELD_PLATFORM, "platform 平台 来源平台 发布平台 数据来源 网站 site"},
    {TY_FIELD_NATIVE_ID, "comment_id note_id aweme_id mblogid id 编号 序号 帖子id 笔记id 微博id "
                         "评论id post_id doc_id uuid mid bid"},
    {TY_FIELD_TITLE, "title 标题 题名 篇名 题目 笔记标题 帖子标题 文章标题 游记标题 论文题目 "
                     "文献标题 article_title primary_title"},
    {TY_FIELD_TEXT, "正文 微博正文 full_text text content desc 内容 文本 博文 博文内容 微博内容 "
                    "笔记内容 笔记正文 帖子内容 评论内容 点评内容 评价内容 游记内容 游记正文 "
                    "文章内容 全文 评论 点评 评价 摘要 中文摘要 abstract body review comment "
                    "description summary 描述 简介"},
    {TY_FIELD_AUTHOR, "screen_name nickname 用户昵称 作者 author authors 昵称 用户名 用户 博主 "
                      "发布者 发布人 发表人 评论者 作者昵称 博主昵称 user_name username user "
                      "creator writer 第一责任人"},
    {TY_FIELD_DATE, "完整日期 full_created_at create_date_time created_at create_time time 日期 "
                    "发布时间 发布日期 发表时间 发表日期 出版时间 创建时间 评论时间 点评时间 时间 "
                    "游记时间 publish_time pubtime publish_date pub_date published date datetime "
                    "timestamp ctime 年份 年 year 出版年 last_update_time"},
    {TY_FIELD_PLACE, "place 地区 地域 区域 采集地区 目的地 region destination"},
    {TY_FIELD_TERM,
     "source_keyword 搜索词 检索词 搜索关键词 search_term search_keyword query term"},
    {TY_FIELD_URL, "note_url url 链接 网址 原文链接 帖子链接 笔记链接 微博链接 文章链接 地址链接 "
                   "link href permalink source_url"},
    {TY_FIELD_TAGS, "话题 topics tag_list tags 标签 话题标签 hashtags tag topic"},
    {TY_FIELD_VENUE,
     "venue 刊名 期刊 期刊名称 文献来源 journal 来源刊名 secondary_title 报纸名 会议名称 "
     "学位授予单位 出版社 publisher"},
    {TY_FIELD_ORGAN, "organ 机构 单位 作者单位 作者机构 affiliation affiliations institution "
                     "author_address"},
};

/* A word that means the search term of a post but the subject of a paper. */
static const char keywords[] = "关键词 关键字 keyword keywords 主题词 中文关键词";

#define MAPPED_RANK 0
#define FIRST_RANK 1
#define KEYWORDS_RANK 100

typedef struct {
  TyField field;
  guint rank;
} Meaning;

struct TyColumns {
  TyDocumentKind kind;
  GHashTable *meanings;      /* plain heading → Meaning */
  char *mapped[TY_N_FIELDS]; /* the heading as the map names it, or NULL */
};

const char *ty_field_name(TyField field) {
  g_return_val_if_fail(field < TY_N_FIELDS, NULL);
  return field_names[field];
}

/* In lower case, without spaces, '_', '-' and invisible characters. */
static char *plain(const char *heading) {
  GString *out = g_string_new(NULL);

  for (const char *p = heading; *p; p++) {
    if (g_ascii_isspace(*p) || *p == '_' || *p == '-')
      continue;
    gboolean is_invisible = g_str_has_prefix(p, "\u200B") || g_str_has_prefix(p, "\uFEFF");
    if (is_invisible || g_str_has_prefix(p, "\u3000"))
      p += 2;
    else
      g_string_append_c(out, g_ascii_tolower(*p));
  }
  return g_string_free(out, FALSE);
}

static void add_words(TyColumns *columns, TyField field, const char *words, guint rank) {
  g_auto(GStrv) names = g_strsplit(words, " ", -1);

  if (columns->mapped[field])
    return;
  for (guint i = 0; names[i]; i++) {
    g_autofree char *key = plain(names[i]);
    if (*key && !g_hash_table_contains(columns->meanings, key)) {
      Meaning *meaning = g_new(Meaning, 1);
      *meaning = (Meaning){field, rank + i};
      g_hash_table_insert(columns->meanings, g_steal_pointer(&key), meaning);
    }
  }
}

/* The Chinese half of "Source-刊名", as CNKI heads its tables; NULL when the heading has no halves.
 */
static const char *chinese_half(const char *heading) {
  const char *dash = strchr(heading, '-');
  return dash && dash > heading && (dash[1] & 0x80) ? dash + 1 : NULL;
}

/* The position of `name` in field_names, else TY_N_FIELDS. */
static guint find_field(const char *name) {
  guint field = 0;
  while (field < TY_N_FIELDS && !g_str_equal(field_names[field], name))
    field++;
  return field;
}

static gboolean read_map(TyColumns *columns, const char *map, GError **error) {
  g_auto(GStrv) pairs = g_strsplit(map, ",", -1);

  for (guint i = 0; pairs[i]; i++) {
    if (!*g_strstrip(pairs[i]))
      continue;
    char *heading = strchr(pairs[i], '=');
    if (heading)
      *heading++ = '\0';
    guint field = find_field(g_strstrip(pairs[i]));
    if (!heading || !*g_strstrip(heading) || field == TY_N_FIELDS) {
      g_autofree char *names = g_strjoinv(", ", (char **) field_names);
      g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                  "map: found %s%s%s, expected FIELD=HEADING with one of the fields %.*s", pairs[i],
                  heading ? "=" : "", heading ? heading : "", (int) strlen(names), names);
      return FALSE;
    }
    g_free(columns->mapped[field]);
    columns->mapped[field] = g_strdup(heading);
    Meaning *meaning = g_new(Meaning, 1);
    *meaning = (Meaning){(TyField) field, MAPPED_RANK};
    g_hash_table_insert(columns->meanings, plain(heading), meaning);
  }
  return TRUE;
}

TyColumns *ty_columns_new(TyDocumentKind kind, const char *map, GError **error) {
  g_autoptr(TyColumns) columns = g_new0(TyColumns, 1);

  columns->kind = kind;
  columns->meanings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  if (map && !read_map(columns, map, error))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS(usual); i++)
    add_words(columns, usual[i].field, usual[i].names, FIRST_RANK);
  add_words(columns, kind == TY_DOCUMENT_PAPER ? TY_FIELD_TAGS : TY_FIELD_TERM, keywords,
            KEYWORDS_RANK);
  return g_steal_pointer(&columns);
}

void ty_columns_free(TyColumns *columns) {
  g_hash_table_unref(columns->meanings);
  for (guint i = 0; i < TY_N_FIELDS; i++)
    g_free(columns->mapped[i]);
  g_free(columns);
}

static const Meaning *find_meaning(const TyColumns *columns, const char *heading) {
  g_autofree char *key = plain(heading);
  return g_hash_table_lookup(columns->meanings, key);
}

gboolean ty_columns_find(const TyColumns *columns, const char *heading, TyField *field,
                         guint *rank) {
  const Meaning *meaning = find_meaning(columns, heading);
  const char *chinese = meaning ? NULL : chinese_half(heading);

  if (chinese) {
    g_autofree char *english = g_strndup(heading, (gsize) (chinese - heading) - 1);
    meaning = find_meaning(columns, english);
    meaning = meaning ? meaning : find_meaning(columns, chinese);
  }
  if (!meaning)
    return FALSE;
  *field = meaning->field;
  *rank = meaning->rank;
  return TRUE;
}

/* "a, b, c" of at most a dozen headings. */
static char *list(gsize n, const char *const *headings) {
  GString *out = g_string_new(NULL);

  for (gsize i = 0; i < MIN(n, 12); i++) {
    g_autofree char *cut =
        g_utf8_substring(headings[i], 0, MIN(g_utf8_strlen(headings[i], -1), 40));
    g_string_append_printf(out, "%s%s", i > 0 ? ", " : "", cut);
  }
  if (n > 12)
    g_string_append_printf(out, " and %zu more", n - 12);
  return g_string_free(out, FALSE);
}

/* What to propose as the text: a heading that stands for no field, and not for who wrote or a
 * number in other words; the longest, for want of anything better. */
static const char *likely_text(const TyColumns *columns, gsize n, const char *const *headings) {
  static const char *const others[] = {
      "id", "name", "author", "user", "nick", "date", "time", "url",  "谁",   "人", "者",
      "名", "号",   "昵称",   "用户", "时间", "日期", "数",   "链接", "地址", "题", "title"};
  const char *best = NULL;
  TyField field;
  guint rank;

  for (gsize i = 0; i < n; i++) {
    g_autofree char *key = plain(headings[i]);
    gboolean is_other =
        !*key || strchr(headings[i], ',') || ty_columns_find(columns, headings[i], &field, &rank);
    for (gsize j = 0; !is_other && j < G_N_ELEMENTS(others); j++)
      is_other = strstr(key, others[j]) != NULL;
    if (!is_other && (!best || strlen(headings[i]) > strlen(best)))
      best = headings[i];
  }
  return best && strlen(best) <= 60 ? best : "COLUMN";
}

gboolean ty_columns_check(const TyColumns *columns, const char *where, gsize n,
                          const char *const *headings, GError **error) {
  gboolean has[TY_N_FIELDS] = {FALSE};
  g_autofree char *found = list(n, headings);
  TyField field;
  guint rank;

  for (gsize i = 0; i < n; i++)
    if (ty_columns_find(columns, headings[i], &field, &rank))
      has[field] = TRUE;
  for (guint i = 0; i < TY_N_FIELDS; i++)
    if (columns->mapped[i] && !has[i]) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "%s: found the columns %s, expected %s for the %s as the map says", where, found,
                  columns->mapped[i], field_names[i]);
      return FALSE;
    }
  if (has[TY_FIELD_TEXT] || (columns->kind == TY_DOCUMENT_PAPER && has[TY_FIELD_TITLE]))
    return TRUE;
  g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
              "%s: found the columns %s, none of them for the text; expected one called 正文, "
              "微博正文, 内容, 摘要, text, content, desc or abstract, or a map such as text=%s",
              where, found, likely_text(columns, n, headings));
  return FALSE;
}

/* Headings that, together, only one platform's crawler writes. Comments of Xiaohongshu have no sign
 * of their own but pictures. */
static const struct {
  const char *headings, *platform;
} signs[] = {
    {"aweme_id", "douyin"},
    {"bid", "weibo"},
    {"微博正文", "weibo"},
    {"微博内容", "weibo"},
    {"mblogid", "weibo"},
    {"attitudes_count", "weibo"},
    {"create_date_time", "weibo"},
    {"笔记内容", "xiaohongshu"},
    {"笔记标题", "xiaohongshu"},
    {"xsec_token", "xiaohongshu"},
    {"comment_id note_id pictures", "xiaohongshu"},
    {"collected_count", "xiaohongshu"},
    {"SrcDatabase", "cnki"},
    {"SrcDatabase-来源库", "cnki"},
    {"Title-题名", "cnki"},
};

static gboolean is_heading(const char *name, gsize length, gsize n, const char *const *headings) {
  for (gsize i = 0; i < n; i++)
    if (strlen(headings[i]) == length && memcmp(headings[i], name, length) == 0)
      return TRUE;
  return FALSE;
}

/* Whether all the names, separated by spaces, are among the headings. */
static gboolean are_headings(const char *names, gsize n, const char *const *headings) {
  while (*names) {
    gsize length = strcspn(names, " ");
    if (!is_heading(names, length, n, headings))
      return FALSE;
    names += length + (names[length] == ' ');
  }
  return TRUE;
}

const char *ty_columns_platform(gsize n, const char *const *headings) {
  for (gsize sign = 0; sign < G_N_ELEMENTS(signs); sign++)
    if (are_headings(signs[sign].headings, n, headings))
      return signs[sign].platform;
  return NULL;
}

gboolean ty_columns_is_sign(const char *heading) {
  gsize length = strlen(heading);

  for (gsize sign = 0; sign < G_N_ELEMENTS(signs); sign++)
    for (const char *name = signs[sign].headings; *name;) {
      gsize n = strcspn(name, " ");
      if (n == length && memcmp(name, heading, n) == 0)
        return TRUE;
      name += n + (name[n] == ' ');
    }
  return FALSE;
}
