/* SPDX-License-Identifier: Apache-2.0 */
/* Values as people write them. */
#include "text/quantity.h"

#include <glib.h>
#include <string.h>

static void assert_value(TyQuantityType type, const char *text, const char *value,
                         const char *hedge, const char *rest) {
  TyQuantity quantity;
  gsize n = ty_quantity_read(type, text, strlen(text), &quantity);

  if (n == 0)
    g_error("%s: found no %s", text, ty_quantity_name(type));
  g_assert_cmpstr(quantity.value, ==, value);
  g_assert_cmpstr(quantity.hedge, ==, hedge);
  g_assert_cmpstr(text + n, ==, rest);
}

static void assert_none(TyQuantityType type, const char *text) {
  TyQuantity quantity;
  if (ty_quantity_read(type, text, strlen(text), &quantity) != 0)
    g_error("%s: found %s", text, quantity.value);
}

static void test_lengths(void) {
  assert_value(TY_QUANTITY_LENGTH, "31米高", "31", NULL, "高");
  assert_value(TY_QUANTITY_LENGTH, "22.24m", "22.24", NULL, "");
  assert_value(TY_QUANTITY_LENGTH, "二十二米多高", "22", "余", "高");
  assert_value(TY_QUANTITY_LENGTH, "二十余米", "20", "余", "");
  assert_value(TY_QUANTITY_LENGTH, "约七米", "7", "约", "");
  assert_value(TY_QUANTITY_LENGTH, "十米半,", "10.5", NULL, ",");
  assert_value(TY_QUANTITY_LENGTH, "一米八的", "1.8", NULL, "的");
  assert_value(TY_QUANTITY_LENGTH, "五到八米的大像", "5-8", NULL, "的大像");
  assert_value(TY_QUANTITY_LENGTH, "三四里", "1500-2000", NULL, "");
  assert_value(TY_QUANTITY_LENGTH, "三丈", "10", NULL, "");
  assert_value(TY_QUANTITY_LENGTH, "九尺", "3", NULL, "");
  assert_value(TY_QUANTITY_LENGTH, "38.7公里", "38700", NULL, "");
  assert_value(TY_QUANTITY_LENGTH, "80cm宽", "0.8", NULL, "宽");
  assert_none(TY_QUANTITY_LENGTH, "三分钟");
  assert_none(TY_QUANTITY_LENGTH, "3mix");
  assert_none(TY_QUANTITY_LENGTH, "多少米");
  assert_value(TY_QUANTITY_AREA, "1300亩", "866666.67", NULL, "");
  assert_value(TY_QUANTITY_AREA, "三百多平方米", "300", "余", "");
}

static void test_counts(void) {
  assert_value(TY_QUANTITY_COUNT, "1293尊", "1293", NULL, "");
  assert_value(TY_QUANTITY_COUNT, "1,293尊", "1293", NULL, "");
  assert_value(TY_QUANTITY_COUNT, "五万余尊造像", "50000", "余", "造像");
  assert_value(TY_QUANTITY_COUNT, "四十万字", "400000", NULL, "");
  assert_value(TY_QUANTITY_COUNT, "两百八十多级", "280", "余", "");
  assert_value(TY_QUANTITY_COUNT, "十几尊", "10", "余", "");
  assert_value(TY_QUANTITY_COUNT, "八百三十只", "830", NULL, "");
  assert_value(TY_QUANTITY_COUNT, "一万二尊", "12000", NULL, "");
  assert_value(TY_QUANTITY_COUNT, "一百零二龛", "102", NULL, "");
  assert_none(TY_QUANTITY_COUNT, "一座");
  assert_none(TY_QUANTITY_COUNT, "三平方米");
  assert_none(TY_QUANTITY_COUNT, "百尊");
  assert_value(TY_QUANTITY_ORDINAL, "第三批", "第3批", NULL, "");
  assert_value(TY_QUANTITY_ORDINAL, "首批", "第1批", NULL, "");
  assert_none(TY_QUANTITY_ORDINAL, "三批");
}

static void test_prices_and_hours(void) {
  assert_value(TY_QUANTITY_PRICE, "115元", "115", NULL, "");
  assert_value(TY_QUANTITY_PRICE, "七十块的门票", "70", NULL, "的门票");
  assert_value(TY_QUANTITY_PRICE, "¥50", "50", NULL, "");
  assert_value(TY_QUANTITY_PRICE, "免费", "0", NULL, "");
  assert_none(TY_QUANTITY_PRICE, "115米");
  assert_value(TY_QUANTITY_HOURS, "8:30-18:00", "08:30-18:00", NULL, "");
  assert_value(TY_QUANTITY_HOURS, "九点到五点开放", "09:00-17:00", NULL, "开放");
  assert_value(TY_QUANTITY_HOURS, "早八点到晚六点", "08:00-18:00", NULL, "");
  assert_value(TY_QUANTITY_HOURS, "上午九点半", "09:30", NULL, "");
  assert_none(TY_QUANTITY_HOURS, "25:00");
  assert_none(TY_QUANTITY_HOURS, "九个");
}

static void test_years_and_days(void) {
  assert_value(TY_QUANTITY_YEAR, "1988年公布", "1988", NULL, "公布");
  assert_value(TY_QUANTITY_YEAR, "二〇〇六年", "2006", NULL, "");
  assert_value(TY_QUANTITY_YEAR, "1999年12月,", "1999", NULL, ",");
  assert_value(TY_QUANTITY_YEAR, "乾隆三年就", "1738", NULL, "就");
  assert_value(TY_QUANTITY_YEAR, "开元元年", "713", NULL, "");
  assert_none(TY_QUANTITY_YEAR, "嘉熙九年"); /* it had but four */
  assert_none(TY_QUANTITY_YEAR, "八年");
  assert_none(TY_QUANTITY_YEAR, "1980年代");
  assert_value(TY_QUANTITY_DAY, "农历二月十九,", "lunar 02-19", NULL, ",");
  assert_value(TY_QUANTITY_DAY, "正月初一至十五", "lunar 01-01/01-15", NULL, "");
  assert_value(TY_QUANTITY_DAY, "腊月廿三", "lunar 12-23", NULL, "");
  assert_value(TY_QUANTITY_DAY, "6月9日", "06-09", NULL, "");
  assert_value(TY_QUANTITY_DAY, "2023年6月9日至6月11日", "2023-06-09/06-11", NULL, "");
  assert_none(TY_QUANTITY_DAY, "2月30日");
  assert_none(TY_QUANTITY_DAY, "13月1日");
  assert_none(TY_QUANTITY_DAY, "6月");
}

static void test_intervals(void) {
  double low, high;

  g_assert_true(ty_quantity_interval("20", "（余）", &low, &high));
  g_assert_cmpfloat(low, ==, 20);
  g_assert_cmpfloat(high, ==, 30);
  g_assert_true(ty_quantity_interval("22", "余", &low, &high));
  g_assert_cmpfloat(high, ==, 23);
  g_assert_true(ty_quantity_interval("180-240", NULL, &low, &high));
  g_assert_cmpfloat(low, ==, 180);
  g_assert_cmpfloat(high, ==, 240);
  g_assert_false(ty_quantity_interval("lunar 02-19", NULL, &low, &high));
  g_assert_false(ty_quantity_interval("", NULL, &low, &high));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/text/quantity/lengths", test_lengths);
  g_test_add_func("/text/quantity/counts", test_counts);
  g_test_add_func("/text/quantity/prices-hours", test_prices_and_hours);
  g_test_add_func("/text/quantity/years-days", test_years_and_days);
  g_test_add_func("/text/quantity/intervals", test_intervals);
  return g_test_run();
}
