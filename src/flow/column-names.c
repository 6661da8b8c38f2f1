/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/column-names.h"

#include <string.h>
#include <tuyou/base.h>

/* The columns of each kind of table and what Chinese tables call them, best first. A unit stands in
 * the name where it matters: 距离米 is not known, and must not be taken for kilometres. */
static const struct {
  const char *kinds, *column, *names; /* separated by spaces */
} usual[] = {
    {"sites", "name",
     "名称 景点名称 景区名称 景点 景区 站点名称 站点 点位名称 资源名称 遗产名称 遗产点 文物名称 "
     "单位名称 "
     "项目名称"},
    {"entities", "name", "名称 实体名称 实体 资源名称 项目名称 遗产名称 条目 条目名称"},
    {"sites entities", "aliases", "别名 又名 别称 其他名称 曾用名 简称"},
    {"sites entities", "kind", "种类 实体种类 实体类型"},
    {"sites entities", "category", "类别 类型 分类 门类 景点类型 项目类别"},
    {"sites entities", "level", "级别 等级 保护级别 文保级别 景区等级 项目级别"},
    {"sites", "official_id", "编号 文保编号 国保编号 官方编号 公布编号"},
    {"sites", "era", "时代 年代 朝代 建造年代 始建年代"},
    {"sites entities calendar", "county",
     "县 区县 县区 县市区 区县名称 所属区县 所在区县 所属县区 所在县 所在县区"},
    {"sites entities", "town", "镇 乡镇 镇街 街道 乡镇街道 镇乡 所在乡镇 所在镇"},
    {"sites", "address", "地址 详细地址 所在地 位置"},
    {"sites", "lat", "纬度 北纬 latitude 纬度度"},
    {"sites", "lon", "经度 东经 longitude lng 经度度"},
    {"sites", "crs", "坐标系 坐标系统 坐标类型"},
    {"sites", "coord_confidence", "坐标可信度 坐标置信度"},
    {"sites", "coord_source", "坐标来源"},
    {"sites", "open_hours", "开放时间 营业时间 开放时段 开放时间段"},
    {"sites", "open_from", "开门时间 开园时间 开馆时间 开放起 开门"},
    {"sites", "open_to", "关门时间 闭园时间 闭馆时间 开放止 关门"},
    {"sites", "last_entry",
     "停止入园时间 停止入馆时间 停止入场时间 停止售票时间 最晚入园时间 停止入园 "
     "最晚入园"},
    {"sites", "closed_days", "闭馆日 闭园日 休馆日 休息日 休园日"},
    {"sites", "ticket_cny", "门票 票价 门票元 票价元 门票价格 门票价格元 门票元/人 票价元/人"},
    {"sites", "dwell_min_minutes",
     "最短停留分钟 最短游览分钟 最短停留时间分钟 最短游览时间分钟 最少停留分钟 停留分钟 游览分钟 "
     "游览时间分钟 游览时长分钟 停留时间分钟 建议游览时间分钟 建议游览时长分钟"},
    {"sites", "dwell_max_minutes", "最长停留分钟 最长游览分钟 最长停留时间分钟 最长游览时间分钟"},
    {"facts", "subject", "主体 主语 实体"},
    {"facts", "predicate", "谓词 关系 属性 关系或属性"},
    {"facts", "object", "客体 宾语 关联实体 对象"},
    {"facts", "value", "值 取值 属性值"},
    {"facts", "unit", "单位"},
    {"facts", "qualifier", "限定 限定词"},
    {"facts", "valid_from", "起始时间 起始 生效时间 自"},
    {"facts", "valid_to", "截止时间 截止 失效时间 至"},
    {"legs", "from", "起点 起点名称 出发地 始点 出发点"},
    {"legs", "to", "终点 终点名称 目的地 到达地 到达点"},
    {"legs", "km", "公里 里程公里 距离公里 里程千米 距离千米 里程km 距离km 公里数 里程 距离"},
    {"legs", "minutes", "分钟 车程分钟 用时分钟 时长分钟 耗时分钟 时间分钟 行车时间分钟"},
    {"legs", "mode", "方式 交通方式 出行方式"},
    {"legs", "origin", "里程来源 里程依据 来源类型"},
    {"legs themes", "theme", "主题 线路主题 主题名称 主题线路 线路 线路名称 路线 路线名称"},
    {"themes", "site", "景点 景点名称 站点 站点名称 景区 名称"},
    {"themes", "optional", "可选 是否可选"},
    {"themes", "weight", "权重 得分 分值"},
    {"calendar", "event", "活动 活动名称 节庆 节庆名称 节日 节会 事件 名称"},
    {"calendar", "kind", "种类 类型 类别"},
    {"calendar", "site", "地点 场所 举办地 举办地点 景点 景点名称"},
    {"calendar", "calendar", "历法 日历"},
    {"calendar", "from", "开始日期 起始日期 开始 起 日期"},
    {"calendar", "to", "结束日期 截止日期 结束 止"},
    {"calendar", "hours", "时段 活动时间 时间"},
    {"sites entities facts legs themes calendar", "confidence", "可信度 置信度 可靠性"},
    {"sites entities facts legs themes calendar", "source", "来源 出处 资料来源 数据来源 依据"},
    {"sites entities facts legs themes calendar", "note", "备注 说明 附注 注"},
    {"ontology kinds", "id", ""},
    {"ontology kinds", "label", ""},
    {"ontology", "kind", ""},
    {"ontology", "inverse", ""},
    {"ontology", "inverse_label", ""},
    {"ontology", "transitive", ""},
    {"ontology", "symmetric", ""},
    {"ontology", "domain", ""},
    {"ontology", "range", ""},
    {"ontology", "unit", ""},
    {"ontology kinds", "crm", ""},
    {"ontology kinds", "schema_org", ""},
    {"rules", "name", ""},
    {"rules", "if", ""},
    {"rules", "then", ""},
    {"rules", "confidence", ""},
    {"rules", "note", ""},
};

static const struct {
  const char *column, *words, *value;
} values[] = {
    {"calendar", "农历 阴历 夏历", "lunar"},
    {"calendar", "公历 阳历 新历", "solar"},
    {"optional", "是 可选", "1"},
    {"optional", "否 必去", "0"},
    {"crs", "WGS-84", "WGS84"},
    {"crs", "GCJ-02 火星坐标 火星坐标系 高德 高德坐标 腾讯 腾讯坐标", "GCJ02"},
    {"crs", "BD-09 百度 百度坐标 百度坐标系", "BD09"},
    {"origin", "公布 发布 已发表 发表", "published"},
    {"origin", "路网 导航", "road"},
    {"origin", "推算 推断", "inferred"},
    {"origin", "估计 估算", "estimated"},
    {"mode", "汽车 驾车 自驾", "car"},
    {"kind", "景点 景区 遗产地", "site"},
    {"kind", "非遗 非物质文化遗产", "ich"},
};

static gboolean is_among(const char *words, const char *word, gsize n) {
  for (const char *at = words; *at; at += strspn(at, " ")) {
    gsize length = strcspn(at, " ");
    if (length == n && memcmp(at, word, n) == 0)
      return TRUE;
    at += length;
  }
  return FALSE;
}

static gboolean has_kind(gsize i, const char *kind) {
  return is_among(usual[i].kinds, kind, strlen(kind));
}

const char **ty_column_names(const char *kind) {
  GPtrArray *names = g_ptr_array_new();

  for (gsize i = 0; i < G_N_ELEMENTS(usual); i++)
    if (has_kind(i, kind))
      g_ptr_array_add(names, (gpointer) usual[i].column);
  if (names->len == 0) {
    g_ptr_array_free(names, TRUE);
    return NULL;
  }
  g_ptr_array_add(names, NULL);
  return (const char **) g_ptr_array_free(names, FALSE);
}

char *ty_column_usual(const char *kind, const char *column) {
  for (gsize i = 0; i < G_N_ELEMENTS(usual); i++)
    if (has_kind(i, kind) && g_str_equal(usual[i].column, column) && *usual[i].names) {
      g_auto(GStrv) names = g_strsplit(usual[i].names, " ", 4);
      if (g_strv_length(names) > 3)
        g_clear_pointer(&names[3], g_free);
      return g_strjoinv(", ", names);
    }
  return NULL;
}

gboolean ty_column_has_words(const char *column) {
  for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
    if (g_str_equal(values[i].column, column))
      return TRUE;
  return FALSE;
}

const char *ty_column_value(const char *column, const char *cell) {
  for (gsize i = 0; *cell && i < G_N_ELEMENTS(values); i++)
    if (g_str_equal(values[i].column, column) && is_among(values[i].words, cell, strlen(cell)))
      return values[i].value;
  return cell;
}

/* In lower case, without spaces, brackets and invisible marks: "里程（公里）" is 里程公里. */
static char *plain(const char *heading) {
  static const char *const passed[] = {"（", "）", "\u3000", "\uFEFF", "\u200B"};
  GString *out = g_string_new(NULL);

  for (const char *p = heading; *p;) {
    gsize n = strchr(" \t\r\n()[]", *p) ? 1 : 0;
    for (gsize i = 0; n == 0 && i < G_N_ELEMENTS(passed); i++)
      n = g_str_has_prefix(p, passed[i]) ? strlen(passed[i]) : 0;
    if (n == 0)
      g_string_append_c(out, g_ascii_tolower(*p));
    p += MAX(n, 1);
  }
  return g_string_free(out, FALSE);
}

/* How well a heading stands for a column: 1 by its name, then by the order of the usual ones; 0 not
 * at all. */
static guint rank_of(const char *heading, gsize i) {
  g_autofree char *key = plain(heading);
  guint rank = 2;

  if (g_str_equal(heading, usual[i].column) || g_str_equal(key, usual[i].column))
    return 1;
  for (const char *at = usual[i].names; *at; at += strspn(at, " "), rank++) {
    gsize n = strcspn(at, " ");
    if (strlen(key) == n && memcmp(at, key, n) == 0)
      return rank;
    at += n;
  }
  return 0;
}

/* The map -------------------------------------------------------------------------------------- */

static gssize find_heading(const char *name, gsize n, const char *const *headings) {
  g_autofree char *wanted = plain(name);

  for (gsize i = 0; i < n; i++) {
    g_autofree char *key = plain(headings[i]);
    if (g_str_equal(key, wanted))
      return (gssize) i;
  }
  return -1;
}

static gboolean is_column(const char *kind, const char *name) {
  g_autofree const char **columns = ty_column_names(kind);
  return !columns || g_strv_contains(columns, name);
}

static gboolean refuse_pair(const char *kind, const char *pair, GError **error) {
  g_autofree const char **columns = ty_column_names(kind);
  g_autofree char *list = columns ? g_strjoinv(", ", (char **) columns) : NULL;

  g_set_error(error, TY_ERROR, TY_ERROR_USAGE, "map: found %s, expected FIELD=COLUMN%s%s", pair,
              list ? " with one of the fields " : "", list ? list : "");
  return FALSE;
}

/* Gives the map's columns to their headings: names[i] is set where it does. */
static gboolean apply_map(const char *kind, const char *map, gsize n, const char *const *headings,
                          const char *where, char **names, GError **error) {
  g_auto(GStrv) pairs = g_strsplit(map, ",", -1);

  for (guint i = 0; pairs[i]; i++) {
    if (!*g_strstrip(pairs[i]))
      continue;
    const char *equals = strchr(pairs[i], '=');
    g_autofree char *column =
        g_strstrip(g_strndup(pairs[i], equals ? (gsize) (equals - pairs[i]) : 0));
    g_autofree char *wanted = g_strstrip(g_strdup(equals ? equals + 1 : ""));
    if (!*column || !*wanted || !is_column(kind, column))
      return refuse_pair(kind, pairs[i], error);
    gssize at = find_heading(wanted, n, headings);
    if (at < 0) {
      g_autoptr(GString) list = g_string_new(NULL);
      for (gsize j = 0; j < n; j++)
        g_string_append_printf(list, "%s%s", j ? ", " : "", headings[j]);
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "%s: found the columns %s, expected %s for the %s as the map says", where,
                  list->str, wanted, column);
      return FALSE;
    }
    if (names[at]) {
      g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                  "map: found %s for both %s and %s, expected one field for a column", wanted,
                  names[at], column);
      return FALSE;
    }
    names[at] = g_steal_pointer(&column);
  }
  return TRUE;
}

static gboolean is_given(char *const *names, gsize n, const char *column) {
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0(names[i], column) == 0)
      return TRUE;
  return FALSE;
}

char **ty_column_names_of(const char *kind, const char *map, gsize n, const char *const *headings,
                          const char *where, GError **error) {
  char **names = g_new0(char *, n + 1);

  if (map && !apply_map(kind, map, n, headings, where, names, error)) {
    for (gsize i = 0; i < n; i++)
      g_free(names[i]);
    g_free(names);
    return NULL;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(usual); i++) {
    gsize best = n;
    guint best_rank = 0;
    if (!has_kind(i, kind) || is_given(names, n, usual[i].column))
      continue;
    for (gsize j = 0; j < n; j++) {
      guint rank = names[j] ? 0 : rank_of(headings[j], i);
      if (rank > 0 && (best == n || rank < best_rank)) {
        best = j;
        best_rank = rank;
      }
    }
    if (best < n)
      names[best] = g_strdup(usual[i].column);
  }
  for (gsize i = 0; i < n; i++)
    if (!names[i])
      names[i] = g_strdup(is_given(names, n, headings[i]) ? "" : headings[i]);
  return names;
}
