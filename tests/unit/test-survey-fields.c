/* SPDX-License-Identifier: Apache-2.0 */
#include "survey-fixture.h"

static void test_ranges(void) {
  static const struct {
    const char *text;
    double from, to;
    const char *unit;
  } cases[] = {{"18-25岁", 18, 25, "岁"},
               {"18岁以下", -INFINITY, 18, "岁"},
               {"60岁及以上", 60, INFINITY, "岁"},
               {"2～4小时", 2, 4, "小时"},
               {"2小时-4小时", 2, 4, "小时"},
               {"不到1000元", -INFINITY, 1000, "元"},
               {"1,000-3,000元", 1000, 3000, "元"},
               {"1万元以上", 10000, INFINITY, "元"},
               {"5千至1万元", 5000, 10000, "元"},
               {"三天", 3, 3, "天"},
               {"十五天及以上", 15, INFINITY, "天"},
               {"两到三天", 2, 3, "天"},
               {"半天", .5, .5, "天"},
               {">=5", 5, INFINITY, ""},
               {"0.5-1.5 km", .5, 1.5, "km"}};
  static const char *const none[] = {"",      "岁",   "成都", "5-3天",
                                     "1-2-3", "以上", "-",    "3天左右吧12"};

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    double from, to;
    g_autofree char *unit = NULL;
    g_assert_true(ty_range_parse(cases[i].text, &from, &to, &unit));
    g_assert_cmpfloat(from, ==, cases[i].from);
    g_assert_cmpfloat(to, ==, cases[i].to);
    g_assert_cmpstr(unit, ==, cases[i].unit);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(none); i++) {
    double from, to;
    g_assert_false(ty_range_parse(none[i], &from, &to, NULL));
  }
}

static void check_order(const char *given, const char *expected) {
  g_autoptr(TyScales) scales = usual_scales();
  g_auto(GStrv) answers = g_strsplit(given, ",", -1);
  gsize n = g_strv_length(answers);
  g_autofree guint *order = g_new(guint, n);
  const char *scale;
  g_autoptr(GString) found = g_string_new(NULL);

  if (ty_scales_order(scales, (const char *const *) answers, n, order, &scale))
    for (gsize i = 0; i < n; i++)
      g_string_append_printf(found, "%s%s", i ? "," : "", answers[order[i]]);
  g_assert_cmpstr(found->str, ==, expected);
}

static void test_known_scales(void) {
  check_order("满意,非常不满意,一般,不满意,非常满意", "非常不满意,不满意,一般,满意,非常满意");
  check_order("60岁以上,18-25岁,18岁以下,26-59岁", "18岁以下,18-25岁,26-59岁,60岁以上");
  check_order("本科,大专,研究生,高中及以下", "高中及以下,大专,本科,研究生");
  check_order("愿意,看情况,不愿意", "不愿意,看情况,愿意");
  check_order("6小时以上,0-2小时,2-4小时,4-6小时", "0-2小时,2-4小时,4-6小时,6小时以上");
  check_order("1-3天,2-5天", ""); /* they overlap */
  check_order("1-3天,4-5元", ""); /* of two units */
  check_order("男,女", "");
  check_order("1,2,3", ""); /* numbers, no ranges */
}

static void test_kinds_are_found(void) {
  g_autoptr(TyQuestionnaire) all = new_questionnaire(
      "编号,年龄,性别,天数,目的,空列,同一,手机号,建议\n"
      "1,18-25岁,女,3天,放松;美食,,是,138,很好\n2,18岁以下,男,2天,美食,,是,139,再来\n"
      "3,26-59岁,女,5天,放松;美食;学习,,是,137,路远\n4,18-25岁,(跳过),1天,学习,,是,136,不错\n"
      "5,60岁以上,男,,放松;学习,,是,135,停车难\n6,60岁以上,男,4天,放松,,是,134,还行\n");
  static const char *const kinds[] = {"identifier", "ordinal",  "nominal",  "numeric", "multiple",
                                      "empty",      "constant", "personal", "nominal"};

  g_assert_cmpuint(all->n_fields, ==, G_N_ELEMENTS(kinds));
  for (gsize f = 0; f < all->n_fields; f++)
    g_assert_cmpstr(ty_field_kind_name(all->field[f].kind), ==, kinds[f]);
  const TyField *age = &all->field[1], *gender = &all->field[2], *days = &all->field[3],
                *aims = &all->field[4];
  g_assert_cmpstr(age->option->pdata[0], ==, "18岁以下");
  g_assert_cmpstr(age->option->pdata[3], ==, "60岁以上");
  g_assert_cmpfloat(age->value[4], ==, 3);
  g_assert_cmpuint(gender->n_answered, ==, 5);
  g_assert_cmpuint(gender->code[3], ==, TY_NO_ANSWER);
  g_assert_cmpfloat(days->value[2], ==, 5);
  g_assert_true(isnan(days->value[4]));
  g_assert_cmpuint(aims->option->len, ==, 3);
  g_assert_cmpstr(aims->separator, ==, ";");
  g_assert_cmpstr(aims->option->pdata[0], ==, "放松");
  g_assert_cmpuint(aims->count[0], ==, 4);
  g_assert_cmpuint(all->field[7].option->len, ==, 0); /* no number is kept */
}

/* Words that only look like lists stay whole: their parts never recombine. */
static void test_a_comma_within_an_option_is_no_list(void) {
  g_autoptr(TyQuestionnaire) all =
      new_questionnaire("同伴\n家人、亲戚\n朋友\n家人、亲戚\n朋友\n独自\n家人、亲戚\n独自\n");
  g_assert_cmpint(all->field[0].kind, ==, TY_FIELD_NOMINAL);
}

static void test_free_text_is_not_compared(void) {
  g_autoptr(GString) table = g_string_new("建议\n");
  for (int i = 0; i < 60; i++)
    g_string_append_printf(table, "第%d号的话甚多\n", i);
  g_autoptr(TyQuestionnaire) all = new_questionnaire(table->str);
  g_assert_cmpint(all->field[0].kind, ==, TY_FIELD_TEXT);
}

static void test_the_user_decides(void) {
  g_autoptr(GError) error = NULL;
  TyFieldKind ordinal[] = {TY_FIELD_ORDINAL}, numeric[] = {TY_FIELD_NUMERIC},
              nominal[] = {TY_FIELD_NOMINAL};
  g_autoptr(TyQuestionnaire) rated = try_questionnaire("分\n3\n1\n5\n10\n3\n", ordinal, &error);

  g_assert_no_error(error);
  g_assert_cmpint(rated->field[0].kind, ==, TY_FIELD_ORDINAL);
  g_assert_cmpstr(rated->field[0].option->pdata[3], ==, "10");
  g_autoptr(TyQuestionnaire) coded = try_questionnaire("分\n3\n1\n5\n10\n3\n", nominal, &error);
  g_assert_cmpint(coded->field[0].kind, ==, TY_FIELD_NOMINAL);
  g_assert_null(try_questionnaire("城市\n成都\n重庆\n", numeric, &error));
  assert_fails(&error, TY_ERROR_INPUT, "城市: found 成都");
  g_assert_null(try_questionnaire("城市\n成都\n重庆\n", ordinal, &error));
  assert_fails(&error, TY_ERROR_INPUT, "expected the steps of a scale");
}

static void test_bad_tables(void) {
  g_autoptr(GError) error = NULL;

  g_assert_null(try_questionnaire("甲,甲\n1,2\n", NULL, &error));
  assert_fails(&error, TY_ERROR_INPUT, "two fields called 甲");
  g_autoptr(TyQuestionnaire) one = new_questionnaire("甲,乙\n1,男\n");
  g_assert_cmpint(one->field[0].kind, ==, TY_FIELD_CONSTANT);
  g_autoptr(TyQuestionnaire) none = new_questionnaire("甲,乙\n,\n(跳过), \n");
  g_assert_cmpint(none->field[1].kind, ==, TY_FIELD_EMPTY);
  g_autoptr(TyScales) scales = ty_scales_new("s", "a: x <", 6, &error);
  g_assert_null(scales);
  assert_fails(&error, TY_ERROR_INPUT, "s:1: found “a: x <”");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/survey/fields/ranges", test_ranges);
  g_test_add_func("/survey/fields/known-scales", test_known_scales);
  g_test_add_func("/survey/fields/kinds", test_kinds_are_found);
  g_test_add_func("/survey/fields/no-list", test_a_comma_within_an_option_is_no_list);
  g_test_add_func("/survey/fields/free-text", test_free_text_is_not_compared);
  g_test_add_func("/survey/fields/user", test_the_user_decides);
  g_test_add_func("/survey/fields/bad", test_bad_tables);
  return run_tests();
}
