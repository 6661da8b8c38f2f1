/* SPDX-License-Identifier: Apache-2.0 */
#include "survey/resource-sheet.h"

#include "base/csv.h"
#include "base/number.h"

#include <string.h>

const TySheetItem ty_sheet_items[TY_SHEET_ITEMS] = {
    {"viewing", "资源要素价值", "观赏游憩使用价值", 1, 30},
    {"science", "资源要素价值", "历史文化科学艺术价值", 1, 25},
    {"rarity", "资源要素价值", "珍稀奇特程度", 1, 15},
    {"scale", "资源要素价值", "规模、丰度与几率", 1, 10},
    {"wholeness", "资源要素价值", "完整性", 1, 5},
    {"fame", "资源影响力", "知名度和影响力", 1, 10},
    {"season", "资源影响力", "适游期或使用范围", 1, 5},
    {"environment", "附加值", "环境保护与环境安全", -5, 3}};

/* Of the 110 basic types those that heritage and villages are of; the first that fits is proposed,
 * and an expert may say otherwise. */
static const TySheetType types[] = {
    {"EBC", "独立厅、室、馆", "建筑与设施", "博物馆|纪念馆|展览馆|体验馆|馆"},
    {"EBI", "洞窟", "建筑与设施", "石窟|石窟群|石窟寺|洞窟"},
    {"ECE", "雕塑", "建筑与设施", "摩崖造像|造像|石刻|大佛|卧佛"},
    {"ECI", "塔形建筑", "建筑与设施", "古塔|塔"},
    {"ECG", "牌坊牌楼、影壁", "建筑与设施", "牌坊"},
    {"EBJ", "陵墓", "建筑与设施", "名人墓|古墓葬|墓|陵"},
    {"EAG", "宗教与祭祀活动场所", "建筑与设施", "寺观|寺|庙|观|庵|宫"},
    {"EAI", "纪念地与纪念活动场所", "建筑与设施", "纪念地|红色旅游区|故居|故里|陵园"},
    {"EBA", "特色街区", "建筑与设施", "古镇|街区|美食街|古城|老街|街"},
    {"EBB", "特性屋舍", "建筑与设施", "古建筑|会馆|大院|民居"},
    {"EAE", "文化活动场所", "建筑与设施", "剧场|演出场地|基地|传习所|广场|文创园"},
    {"EAF", "康体游乐休闲度假地", "建筑与设施", "公园|度假区|主题乐园|乡村旅游点|园区|温泉"},
    {"EBK", "景观农田", "建筑与设施", "农旅园区|稻田|花海|柠檬园"},
    {"FAA", "建筑遗迹", "历史遗迹", "遗址|古道遗存|遗存|遗迹"},
    {"BBA", "游憩湖区", "水域景观", "湖|水库"},
    {"BAA", "游憩河段", "水域景观", "河|溪"},
    {"AAA", "山丘型景观", "地文景观", "山|森林公园"}};

int ty_sheet_item(const char *name) {
  for (int i = 0; i < TY_SHEET_ITEMS; i++)
    if (g_str_equal(ty_sheet_items[i].id, name) || g_str_equal(ty_sheet_items[i].name, name))
      return i;
  return -1;
}

const char *ty_sheet_grade(double points) {
  static const struct {
    double least;
    const char *name;
  } grades[] = {{90, "五级"}, {75, "四级"}, {60, "三级"}, {45, "二级"}, {30, "一级"}};

  for (gsize i = 0; i < G_N_ELEMENTS(grades); i++)
    if (points >= grades[i].least)
      return grades[i].name;
  return "未获等级";
}

static char *ending_of(const char *words, const char *text) {
  g_auto(GStrv) list = g_strsplit(words, "|", -1);
  for (char **word = list; *word; word++)
    if (g_str_has_suffix(text, *word))
      return g_strdup(*word);
  return NULL;
}

const TySheetType *ty_sheet_type(const char *category, const char *name, char **word) {
  const char *const texts[] = {category ? category : "", name ? name : ""};

  for (gsize t = 0; t < G_N_ELEMENTS(texts); t++)
    for (gsize i = 0; *texts[t] && i < G_N_ELEMENTS(types); i++) {
      g_autofree char *found = ending_of(types[i].words, texts[t]);
      if (!found)
        continue;
      if (word)
        *word = g_steal_pointer(&found);
      return &types[i];
    }
  return NULL;
}

/* Reading ----------------------------------------------------------------------------------------
 */

typedef struct {
  GArray *points;
  GHashTable *said; /* "resource\nitem\nexpert" */
} Reading;

static const char *cell_of(const TyCsvRow *row, const char *heading, const char *other) {
  return ty_csv_get(row, ty_csv_column(row, heading) >= 0 ? heading : other);
}

static gboolean take_points(const TyCsvRow *row, gpointer data, GError **error) {
  static const char *const wanted[][2] = {
      {"resource", "资源"}, {"item", "项目"}, {"points", "得分"}};
  Reading *reading = data;

  for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
    if (ty_csv_column(row, wanted[i][0]) < 0 && ty_csv_column(row, wanted[i][1]) < 0) {
      g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                  "%s:1: found no column %s (or %s), expected resource, item and points", row->file,
                  wanted[i][0], wanted[i][1]);
      return FALSE;
    }
  const char *resource = cell_of(row, "resource", "资源"), *item = cell_of(row, "item", "项目");
  const char *points = cell_of(row, "points", "得分"), *expert = cell_of(row, "expert", "专家");
  TySheetPoints one = {.item = ty_sheet_item(item), .line = row->line};
  if (!*points)
    return TRUE;
  resource += *resource == '\'';
  if (!*resource || one.item < 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT, "%s:%zu: found the %s '%s', expected %s",
                row->file, row->line, *resource ? "item" : "resource", *resource ? item : "",
                *resource ? "one of the sheet's eight (viewing, science, rarity, scale, wholeness, "
                            "fame, season, environment)"
                          : "its name");
    return FALSE;
  }
  const TySheetItem *known = &ty_sheet_items[one.item];
  if (!ty_number_parse(points, &one.points) || one.points < known->least ||
      one.points > known->most) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s:%zu: found the points '%s' for %s of %s, expected a number from %d to %d",
                row->file, row->line, points, known->name, resource, known->least, known->most);
    return FALSE;
  }
  if (!g_hash_table_add(reading->said, g_strdup_printf("%s\n%d\n%s", resource, one.item, expert))) {
    g_set_error(error, TY_ERROR, TY_ERROR_INPUT,
                "%s:%zu: found %s of %s twice%s%s, expected one verdict an expert", row->file,
                row->line, known->name, resource, *expert ? " by " : "", expert);
    return FALSE;
  }
  one.resource = g_strdup(resource);
  one.expert = g_strdup(expert);
  g_array_append_val(reading->points, one);
  return TRUE;
}

static void points_clear(gpointer points) {
  g_free(((TySheetPoints *) points)->resource);
  g_free(((TySheetPoints *) points)->expert);
}

typedef struct {
  Reading *reading;
  char *reject; /* the first row that is none */
} Table;

static gboolean take_row(const TyCsvRow *row, gpointer data, GError **error) {
  return take_points(row, ((Table *) data)->reading, error);
}

static void take_reject(const TyReject *reject, gpointer data) {
  Table *table = data;
  if (!table->reject)
    table->reject = g_strdup_printf("%s:%zu: %s", reject->file, reject->line, reject->reason);
}

GArray *ty_sheet_read(const char *file, const char *text, gsize length, GError **error) {
  g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(TySheetPoints));
  g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Reading reading = {points, said};
  Table table = {&reading, NULL};

  g_array_set_clear_func(points, points_clear);
  gboolean whole = ty_csv_read(file, text, length, take_row, take_reject, &table, error);
  if (whole && table.reject) {
    g_set_error_literal(error, TY_ERROR, TY_ERROR_INPUT, table.reject);
    whole = FALSE;
  }
  g_free(table.reject);
  return whole ? g_steal_pointer(&points) : NULL;
}

char *ty_sheet_cell(const char *text) {
  return g_strconcat(*text && strchr("=+-@\t\r", *text) ? "'" : "", text, NULL);
}
