/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <math.h>
#include <tuyou/survey.h>

static json_t *survey_of(TyWorkspace *workspace, const TySurveyOptions *options) {
  g_autoptr(GError) error = NULL;
  json_t *answer = ty_survey(workspace, options, &error);
  g_assert_no_error(error);
  return answer;
}

/* The questionnaires are drawn with two groups: whoever has 学习探索意愿 of 4 or 5 is of the
 * second. */
static void test_finds_the_groups_of_the_sample(void) {
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_auto_json answer = survey_of(workspace, NULL);
  const json_t *segments = json_object_get(answer, "segments");
  g_autofree char *path = source_path("corpus/survey/generated-questionnaires.csv");
  g_autofree char *text = read_file(path, NULL);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  guint32 truth[265], found[265];

  g_assert_cmpint((int) number_of(answer, "respondents"), ==, 265);
  g_assert_cmpint((int) number_of(segments, "k"), ==, 2);
  for (gsize i = 0; i < 265; i++) {
    const json_t *member = item_of(segments, "members", i);
    gsize line = (gsize) number_of(member, "line");
    const char *curiosity = strrchr(lines[line - 1], ',') + 1;
    truth[i] = *curiosity >= '4';
    found[i] = (guint32) number_of(member, "segment");
  }
  double agreement = ty_adjusted_rand_index(truth, found, 265);
  g_test_message("adjusted Rand index on the generated questionnaires: %.3f", agreement);
  g_assert_cmpfloat(agreement, >=, .95);
  const json_t *learners = item_of(segments, "list", 1);
  const json_t *profile = json_object_get(learners, "profile");
  const json_t *tourists = json_object_get(item_of(segments, "list", 0), "profile");
  g_assert_cmpint((int) number_of(learners, "size"), ==, 84);
  g_assert_cmpfloat(number_of(profile, "novelty"), >, number_of(tourists, "novelty"));
  g_assert_cmpfloat(number_of(profile, "days"), >, number_of(tourists, "days"));
}

static const json_t *pair_of(const json_t *answer, const char *a, const char *b) {
  json_t *pair;
  gsize i;

  json_array_foreach(json_object_get(json_object_get(answer, "correlations"), "pairs"), i, pair) {
    if (g_str_equal(text_of(pair, "a"), a) && g_str_equal(text_of(pair, "b"), b))
      return pair;
  }
  g_error("found no pair %s, %s", a, b);
}

/* What the study printed as related is found to be. */
static void test_finds_the_published_relations(void) {
  static const char *const related[][2] = {{"年龄", "旅行习惯"},
                                           {"旅行习惯", "线路偏好"},
                                           {"旅行同伴", "旅行天数"},
                                           {"旅行天数", "旅行距离_公里"},
                                           {"旅行距离_公里", "交通工具"}};
  g_autoptr(TyWorkspace) workspace = sample_workspace();
  g_auto_json answer =
      survey_of(workspace, &(TySurveyOptions){.clusters = "none", .adjust = "holm"});

  for (gsize i = 0; i < G_N_ELEMENTS(related); i++)
    g_assert_cmpfloat(number_of(pair_of(answer, related[i][0], related[i][1]), "p_adjusted"), <,
                      .05);
  g_assert_cmpfloat(number_of(pair_of(answer, "性别", "居住地"), "p_adjusted"), >, .05);
  g_assert_null(json_object_get(answer, "segments"));
}

static const char *kind_of(const json_t *answer, const char *field) {
  return text_of(item_with(answer, "fields", "name", field), "kind");
}

static void test_what_tells_a_person_is_not_kept(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("personal.atlas");

  import_all(workspace, "survey",
             "序号,您的手机号,性别,来自IP,天数\n1,13800001111,女,1.2.3.4,1\n2,13800002222,男,"
             "1.2.3.5,2\n3,13800003333,女,1.2.3.6,3\n4,,男,1.2.3.7,4\n");
  g_auto_json answer = survey_of(workspace, NULL);
  g_autofree char *all = dumped(answer);
  g_autofree char *path = test_path("personal.atlas");
  gsize length;

  g_assert_cmpstr(kind_of(answer, "您的手机号"), ==, "personal");
  g_assert_cmpstr(kind_of(answer, "来自IP"), ==, "personal");
  g_assert_cmpint((int) number_of(item_with(answer, "fields", "name", "您的手机号"), "answered"),
                  ==, 3);
  g_assert_null(strstr(all, "1380000"));
  g_clear_pointer(&workspace, ty_workspace_free);
  g_autofree char *bytes = read_file(path, &length);
  g_assert_null(g_strstr_len(bytes, (gssize) length, "1380000"));
  g_assert_null(g_strstr_len(bytes, (gssize) length, "1.2.3.5"));
}

static void test_no_spreadsheet_runs_a_cell(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("formula.atlas");

  import_all(workspace, "survey",
             "=HYPERLINK(1),城市\n=cmd(),成都\n+1+1,重庆\n=cmd(),成都\n@x,重庆\n-2x,成都\n");
  g_auto_json answer = survey_of(workspace, NULL);
  g_autoptr(GHashTable) tables = ty_survey_tables(answer);
  static const char *const names[] = {"fields.csv",   "options.csv", "correlations.csv",
                                      "segments.csv", "marks.csv",   "members.csv"};

  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    gsize length;
    const char *text = g_bytes_get_data(g_hash_table_lookup(tables, names[i]), &length);
    g_autofree char *table = g_strndup(text, length);
    g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
    for (char **line = lines + 1; *line; line++) {
      g_assert_true(!**line || !strchr("=+@", **line));
      g_assert_null(strstr(*line, ",="));
      g_assert_null(strstr(*line, ",@"));
    }
  }
  gsize length;
  assert_contains(g_bytes_get_data(g_hash_table_lookup(tables, "options.csv"), &length),
                  "'=HYPERLINK(1),'=cmd(),2");
}

static void test_workbooks_too(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("sheet.atlas");
  g_autofree char *path = source_path("corpus/ziyang/baidu-lvxing.xlsx");
  const char *files[] = {path, NULL};
  g_autoptr(GError) error = NULL;
  g_auto_json imported = ty_import(workspace, "survey", files, NULL, &error);

  g_assert_no_error(error);
  g_auto_json answer = survey_of(workspace, &(TySurveyOptions){.clusters = "none"});
  g_assert_cmpint((int) number_of(answer, "respondents"), ==, 14);
  g_assert_cmpstr(text_of(item_of(answer, "fields", 0), "name"), ==, "标题"); /* in their order */
  g_assert_cmpstr(kind_of(answer, "平台"), ==, "constant");
}

static void test_odd_columns(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("odd.atlas");

  import_all(workspace, "survey",
             "空,同,性别,满意度\n,是,女,满意\n,是,男,不满意\n,是,女,非常满意\n,,,\n,是,男,一般\n");
  g_auto_json answer = survey_of(workspace, NULL);
  g_assert_cmpstr(kind_of(answer, "空"), ==, "empty");
  g_assert_cmpstr(kind_of(answer, "同"), ==, "constant");
  g_assert_cmpstr(kind_of(answer, "满意度"), ==, "ordinal");
  g_assert_cmpint((int) number_of(answer, "respondents"), ==, 4);
  g_auto_json given =
      survey_of(workspace, &(TySurveyOptions){.clusters = "none", .types = "满意度=nominal"});
  g_assert_cmpstr(kind_of(given, "满意度"), ==, "nominal");
  g_assert_cmpstr(text_of(pair_of(given, "性别", "满意度"), "measure"), ==, "cramer_v");
}

static void test_bad_questionnaires(void) {
  static const struct {
    const char *table;
    TySurveyOptions options;
    int code;
    const char *message;
  } cases[] = {
      {"甲,乙\n男,1\n", {0}, TY_ERROR_INPUT, "no field whose answers can be compared"},
      {"甲,乙\n,\n,\n", {0}, TY_ERROR_INPUT, "found 2 fields and no answer"},
      {"甲,乙\n男,1\n女,2\n男,3\n",
       {.clusters = "7"},
       TY_ERROR_INPUT,
       "found 3 respondents, expected at least 7"},
      {"甲,乙\n男,1\n女,2\n男,3\n", {.clusters = "1"}, TY_ERROR_USAGE, "found --clusters 1"},
      {"甲,乙\n男,1\n女,2\n男,3\n",
       {.fields = "丙"},
       TY_ERROR_NOT_FOUND,
       "expected one of: 甲、乙"},
      {"甲,乙\n男,1\n女,2\n男,3\n", {.types = "甲=numeric"}, TY_ERROR_INPUT, "甲: found 男"},
      {"甲,乙\n男,1\n女,2\n男,3\n", {.types = "甲"}, TY_ERROR_USAGE, "found the type 甲"},
      {"甲,乙\n男,1\n女,2\n男,3\n", {.adjust = "none"}, TY_ERROR_USAGE, "expected bh or holm"},
      {"甲,乙\n男,1\n女,2\n男,3\n",
       {.file = "x.csv"},
       TY_ERROR_NOT_FOUND,
       "x.csv: no such questionnaire"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(TyWorkspace) workspace = new_workspace("bad.atlas");
    g_autoptr(GError) error = NULL;
    g_auto_json imported = try_import(workspace, "survey", "bad.csv", cases[i].table, NULL, &error);
    g_assert_no_error(error);
    g_assert_null(ty_survey(workspace, &cases[i].options, &error));
    assert_fails(&error, cases[i].code, cases[i].message);
  }
  g_autoptr(TyWorkspace) workspace = new_workspace("none.atlas");
  g_autoptr(GError) error = NULL;
  g_assert_null(ty_survey(workspace, NULL, &error));
  assert_fails(&error, TY_ERROR_NOT_FOUND, "found no questionnaire in the atlas");
  g_assert_null(try_import(workspace, "survey", "twice.csv", "甲,甲\n1,2\n", NULL, &error));
  assert_fails(&error, TY_ERROR_INPUT, "甲");
}

static void test_ten_thousand_columns(void) {
  g_autoptr(TyWorkspace) workspace = new_workspace("wide.atlas");
  g_autoptr(GString) table = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  for (int f = 0; f < 10000; f++)
    g_string_append_printf(table, "%s题%d", f ? "," : "", f);
  for (int row = 0; row < 6; row++)
    for (int f = 0; f < 10000; f++)
      g_string_append_printf(table, "%s%s", f ? "," : "\n", (row + f) % 2 ? "是" : "否");
  g_string_append_c(table, '\n');
  import_all(workspace, "survey", table->str);
  g_assert_null(ty_survey(workspace, NULL, &error));
  assert_fails(&error, TY_ERROR_INPUT, "found 10000 questions and options to compare");
  g_auto_json answer =
      survey_of(workspace, &(TySurveyOptions){.fields = "题3,题4,题77", .clusters = "2"});
  g_assert_cmpuint(size_of(answer, "fields"), ==, 3);
}

static void test_same_on_any_number_of_threads(void) {
  g_autoptr(TyWorkspace) one = open_workspace(sample_on(1), FALSE, 1);
  g_autoptr(TyWorkspace) three = open_workspace(sample_on(1), FALSE, 3);
  TySurveyOptions options = {.seed = 11};
  g_auto_json a = survey_of(one, &options), b = survey_of(three, &options);
  g_autofree char *x = dumped(a), *y = dumped(b);

  g_assert_cmpstr(x, ==, y);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/survey/groups", test_finds_the_groups_of_the_sample);
  g_test_add_func("/survey/relations", test_finds_the_published_relations);
  g_test_add_func("/survey/personal", test_what_tells_a_person_is_not_kept);
  g_test_add_func("/survey/formula", test_no_spreadsheet_runs_a_cell);
  g_test_add_func("/survey/workbook", test_workbooks_too);
  g_test_add_func("/survey/odd", test_odd_columns);
  g_test_add_func("/survey/bad", test_bad_questionnaires);
  g_test_add_func("/survey/wide", test_ten_thousand_columns);
  g_test_add_func("/survey/threads", test_same_on_any_number_of_threads);
  return run_tests();
}
