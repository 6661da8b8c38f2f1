/* SPDX-License-Identifier: Apache-2.0 */
/* Maps of columns kept in the atlas, and the usual Chinese headings of curated tables. */
#include "flow/column-names.h"
#include "support.h"

/* Imports a file with a map. @return what was said, or the error's message */
static char *import(TyWorkspace *workspace, const char *kind, const char *name, const char *text,
                    const char *map) {
  g_autofree char *path = test_file(name, text);
  const char *files[] = {name, NULL};
  g_autoptr(GString) messages = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  TyImportOptions options = {
      .map = map, .folder = test_folder(), .message = keep_message, .message_data = messages};
  json_t *answer = ty_import(workspace, kind, files, &options, &error);

  if (!answer)
    return g_strdup(error->message);
  json_decref(answer);
  return g_string_free(g_steal_pointer(&messages), FALSE);
}

static void check(TyWorkspace *workspace, const char *kind, const char *name, const char *text,
                  const char *map, const char *expected) {
  g_autofree char *said = import(workspace, kind, name, text, map);
  g_assert_cmpstr(said, ==, expected);
}

static gboolean keep_text(const TyStoredDocument *stored, gpointer data, GError **error) {
  (void) error;
  g_string_append_printf(data, "%s/%s;", stored->title ? stored->title : "",
                         stored->text ? stored->text : "");
  return TRUE;
}

static void check_texts(TyWorkspace *workspace, const char *expected) {
  g_autoptr(GString) texts = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(
      ty_atlas_each_document(ty_workspace_atlas(workspace), NULL, keep_text, texts, &error));
  g_assert_cmpstr(texts->str, ==, expected);
}

#define KEPT "read by the map kept for files with these columns: "

static void test_posts_are_read_by_the_map_kept(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("posts.atlas");

  check(workspace, "posts", "a.csv", "大标题,话语\n甲,一\n", "text=话语,title=大标题", "");
  check(workspace, "posts", "b.csv", "大标题,话语\n乙,二\n", NULL,
        "b.csv: " KEPT "text=话语,title=大标题\n");
  /* The same headings in another order are the same set. */
  check(workspace, "posts", "c.csv", "话语;大标题\n三;丙\n", NULL,
        "c.csv: " KEPT "text=话语,title=大标题\n");
  check_texts(workspace, "甲/一;乙/二;丙/三;");
  /* A new map takes the place of the one before. */
  check(workspace, "posts", "d.csv", "大标题,话语\n丁,四\n", "text=大标题", "");
  check(workspace, "posts", "e.csv", "大标题,话语\n戊,五\n", NULL, "e.csv: " KEPT "text=大标题\n");
  check_texts(workspace, "甲/一;乙/二;丙/三;/丁;/戊;");
  /* An empty one forgets it; other headings, other kinds are asked anew. */
  g_autofree char *forgotten = import(workspace, "posts", "f.csv", "大标题,话语\n己,六\n", "");
  assert_contains(forgotten, "none of them for the text");
  g_autofree char *again = import(workspace, "posts", "f.csv", "大标题,话语\n己,六\n", NULL);
  assert_contains(again, "none of them for the text");
  check(workspace, "posts", "i.csv", "正文,话语\n己,六\n", "text=话语", "");
  check(workspace, "posts", "j.csv", "正文,话语\n庚,七\n", "",
        "j.csv: forgets the map kept for files with these columns: text=话语\n");
  check(workspace, "posts", "k.csv", "正文,话语\n辛,八\n", NULL, "");
  check(workspace, "posts", "l.txt", "圆觉洞在山里。\n", "",
        ""); /* running text stays what it is */
  check_texts(workspace, "甲/一;乙/二;丙/三;/丁;/戊;/六;/庚;/辛;/圆觉洞在山里。;");
  g_autofree char *other = import(workspace, "posts", "g.csv", "大标题,话语,又\n己,六,\n", NULL);
  assert_contains(other, "none of them for the text");
  g_autofree char *papers = import(workspace, "papers", "h.csv", "大标题,话语\n己,六\n", NULL);
  assert_contains(papers, "none of them for the text");
}

/* A hint is followed: it must not take who wrote for what was written. */
static void test_a_hint_proposes_no_author(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("hint.atlas");
  static const struct {
    const char *table, *hint;
  } cases[] = {{"说的话,谁\n一,甲\n", "such as text=说的话"},
               {"作者,编号\n甲,1\n", "such as text=COLUMN"},
               {"user_id,谁,发帖人的昵称\n1,甲,乙\n", "such as text=COLUMN"}};

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *said = import(workspace, "posts", "a.csv", cases[i].table, NULL);
    assert_contains(said, cases[i].hint);
  }
}

static void test_keys_of_json_are_columns(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("json.atlas");

  check(workspace, "posts", "a.jsonl",
        "{\"题\":\"甲\",\"话\":\"一\"}\n{\"题\":\"乙\",\"话\":\"二\",\"时\":1}\n",
        "text=话,title=题,date=时", ""); /* a key of a later record */
  check(workspace, "posts", "b.json", "[{\"\\u8bdd\":\"三\",\"题\":\"丙\"}]", NULL,
        "b.json: " KEPT "text=话,title=题,date=时\n");
  check(workspace, "posts", "c.json", "{\"data\":{\"items\":[{\"题\":\"丁\",\"话\":\"四\"}]}}",
        NULL, "c.json: " KEPT "text=话,title=题,date=时\n");
  check_texts(workspace, "甲/一;乙/二;丙/三;丁/四;");
  check(workspace, "posts", "d.json", "[{\"题\":\"戊\",\"话\":\"五\"}]", "text=没有",
        "d.json: found the columns 题, 话, expected 没有 for the text as the map says");
}

static void test_a_wrong_map_is_not_kept(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("wrong.atlas");
  static const char table[] = "景名,维,精\n甲寺,30,105\n";

  check(workspace, "sites", "a.csv", table, "name=景名,lat=纬",
        "a.csv:1: found the columns 景名, 维, 精, expected 纬 for the lat as the map says");
  g_autofree char *field = import(workspace, "sites", "a.csv", table, "nmae=景名");
  assert_contains(field, "map: found nmae=景名, expected FIELD=COLUMN with one of the fields name, "
                         "aliases, kind,");
  g_autofree char *broken = import(workspace, "sites", "a.csv", table, "name");
  assert_contains(broken, "map: found name, expected FIELD=COLUMN");
  check(workspace, "sites", "a.csv", table, "name=景名,era=景名",
        "map: found 景名 for both name and era, expected one field for a column");
  check(workspace, "sites", "a.csv", table, NULL,
        "a.csv:1: found the columns 景名, 维, 精; the column name is missing, expected name (名称, "
        "景点名称, 景区名称 … or a map such as name=景名)");
  check(workspace, "sites", "a.csv", table, "name=景名,lat=维,lon=精", "");
  check(workspace, "sites", "b.csv", table, NULL, "b.csv: " KEPT "name=景名,lat=维,lon=精\n");
  g_assert_cmpint(count_of(ty_workspace_atlas(workspace), "coordinate"), ==, 2);
}

static void test_formats_with_names_of_their_own_use_no_map(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("own.atlas");
  check(workspace, "papers", "a.ris", "TY  - JOUR\nTI  - 一\nER  - \n", "title=题",
        "a.ris: the map is not used: the file has no columns or keys to name\n");
  check_texts(workspace, "一/;");
}

static void test_a_survey_takes_any_field(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("survey.atlas");
  check(workspace, "survey", "a.csv", "年龄,喜好\n18-24,石刻\n", "age=年龄", "");
  check(workspace, "survey", "b.csv", "年龄,喜好\n25-34,川剧\n", NULL, "b.csv: " KEPT "age=年龄\n");
  g_assert_cmpint(count_of(ty_workspace_atlas(workspace), "answer"), ==, 4);
}

/* Every kind of table with Chinese headings and no map. */
static void test_chinese_tables_need_no_map(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("chinese.atlas");

  check(workspace, "sites", "s.csv",
        "景点名称,别名,区（县）,乡镇,纬度,经度（度）,坐标系,门票（元）,最短停留（分钟）,开放时间,"
        "时代,"
        "保护级别,可信度,来源\n"
        "甲寺,甲摩崖|甲石刻,安岳县,石羊镇,30.1,105.2,高德,20,60,8:30—17：00,宋,国保,A,某志\n"
        "乙寺,,安岳县,,,,,,,全天,,,,\n",
        NULL, "");
  check(workspace, "entities", "e.csv",
        "名称,种类,项目类别,级别,所在区县\n丙舞,非遗,传统舞蹈,省级,乐至县\n", NULL, "");
  check(workspace, "legs", "l.csv",
        "起点,终点,里程（公里）,车程（分钟）,里程来源\n甲寺,乙寺,12,20,推算\n", NULL, "");
  check(workspace, "themes", "t.csv", "主题,景点,是否可选,权重\n石刻,甲寺,是,2\n石刻,乙寺,否,1\n",
        NULL, "");
  check(workspace, "calendar", "c.csv",
        "活动名称,地点,历法,开始日期,结束日期\n庙会,甲寺,农历,02-19,02-20\n", NULL, "");
  check(workspace, "facts", "f.csv", "主体,谓词,客体,值,来源\n丙舞,located_in,石羊镇,,某网\n", NULL,
        "");

  TyAtlas *atlas = ty_workspace_atlas(workspace);
  g_assert_cmpint(count_of(atlas, "rejected"), ==, 0);
  g_assert_cmpint(count_of(atlas, "leg"), ==, 1);
  g_assert_cmpint(count_of(atlas, "theme_site"), ==, 2);
  g_assert_cmpint(count_of(atlas, "calendar"), ==, 1);
  g_auto_json card = ty_show(workspace, "甲石刻", NULL);
  g_assert_cmpstr(text_of(item_with(card, "facts", "predicate", "open_hours"), "value"), ==,
                  "8:30-17:00");
  g_assert_cmpstr(text_of(item_with(card, "facts", "predicate", "dwell_minutes"), "value"), ==,
                  "60");
  g_assert_cmpstr(text_of(item_with(card, "facts", "predicate", "ticket_cny"), "value"), ==, "20");
  g_assert_cmpstr(text_of(item_of(card, "coordinates", 0), "crs"), ==, "GCJ02");
  g_auto_json second = ty_show(workspace, "乙寺", NULL);
  g_assert_cmpstr(text_of(item_with(second, "facts", "predicate", "open_hours"), "value"), ==,
                  "00:00-24:00");
}

static void test_units_are_part_of_a_name(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("units.atlas");
  g_autofree char *said =
      import(workspace, "legs", "l.csv", "起点,终点,里程（米）\n甲,乙,12000\n", NULL);
  assert_contains(said, "the column km is missing, expected from,to,km (公里, ");
  check(workspace, "sites", "s.csv", "名称,开放时间\n甲,每天早上\n", NULL,
        "s.csv:2: found the hours 每天早上, expected two times such as 09:00-17:30\n");
}

/* Whatever the headings: names are as many, and no column is named twice. */
static void test_no_column_is_named_twice(void) {
  static const char *const kinds[] = {"sites",  "entities", "facts",    "legs",
                                      "themes", "calendar", "ontology", "survey"};
  static const char *const headings[] = {"name", "名称", "景点名称", "NAME", "Name ",
                                         "from", "起点", "",         "未知", "纬度",
                                         "lat",  "备注", "说明",     "name"};
  for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
    g_auto(GStrv) names =
        ty_column_names_of(kinds[i], NULL, G_N_ELEMENTS(headings) - 1, headings, "f:1", NULL);
    g_assert_cmpuint(g_strv_length(names), ==, G_N_ELEMENTS(headings) - 1);
    g_autofree const char **columns = ty_column_names(kinds[i]);
    for (gsize j = 0; columns && columns[j]; j++) {
      guint n = 0;
      for (gsize k = 0; names[k]; k++)
        n += g_str_equal(names[k], columns[j]);
      g_assert_cmpuint(n, <=, 1);
    }
    if (columns && g_strv_contains(columns, "name"))
      g_assert_cmpstr(names[0], ==, "name"); /* its own name is the best */
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/flow/column-map/posts", test_posts_are_read_by_the_map_kept);
  g_test_add_func("/flow/column-map/hint", test_a_hint_proposes_no_author);
  g_test_add_func("/flow/column-map/json", test_keys_of_json_are_columns);
  g_test_add_func("/flow/column-map/wrong", test_a_wrong_map_is_not_kept);
  g_test_add_func("/flow/column-map/own", test_formats_with_names_of_their_own_use_no_map);
  g_test_add_func("/flow/column-map/survey", test_a_survey_takes_any_field);
  g_test_add_func("/flow/column-names/chinese", test_chinese_tables_need_no_map);
  g_test_add_func("/flow/column-names/units", test_units_are_part_of_a_name);
  g_test_add_func("/flow/column-names/once", test_no_column_is_named_twice);
  return run_tests();
}
