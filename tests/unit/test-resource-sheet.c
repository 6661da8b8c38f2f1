/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"
#include "survey/resource-sheet.h"

static void assert_refused(const char *text, const char *part) {
  g_autoptr(GError) error = NULL;
  g_assert_null(ty_sheet_read("s.csv", text, strlen(text), &error));
  assert_fails(&error, TY_ERROR_INPUT, part);
}

/* The standard's sums: 85 and 15, and from −5 to 3 more. */
static void test_items(void) {
  int value = 0, influence = 0;

  for (int i = 0; i < TY_SHEET_ITEMS; i++) {
    value += g_str_equal(ty_sheet_items[i].factor, "资源要素价值") ? ty_sheet_items[i].most : 0;
    influence += g_str_equal(ty_sheet_items[i].factor, "资源影响力") ? ty_sheet_items[i].most : 0;
    g_assert_cmpint(ty_sheet_item(ty_sheet_items[i].name), ==, i);
  }
  g_assert_cmpint(value, ==, 85);
  g_assert_cmpint(influence, ==, 15);
  g_assert_cmpstr(ty_sheet_grade(90), ==, "五级");
  g_assert_cmpstr(ty_sheet_grade(89.9), ==, "四级");
  g_assert_cmpstr(ty_sheet_grade(60), ==, "三级");
  g_assert_cmpstr(ty_sheet_grade(45), ==, "二级");
  g_assert_cmpstr(ty_sheet_grade(30), ==, "一级");
  g_assert_cmpstr(ty_sheet_grade(29), ==, "未获等级");
}

static void test_types(void) {
  g_autofree char *word = NULL;

  g_assert_cmpstr(ty_sheet_type("石窟", "北山", &word)->code, ==, "EBI");
  g_assert_cmpstr(word, ==, "石窟");
  g_assert_cmpstr(ty_sheet_type("", "峰山寺摩崖造像", NULL)->code, ==, "ECE");
  g_assert_null(ty_sheet_type(NULL, "某处", NULL));
}

static void test_read(void) {
  static const char text[] = "\xef\xbb\xbf资源,项目,得分,专家,备注\n"
                             "北山,viewing,28,甲,\n北山,观赏游憩使用价值,26,乙,\n"
                             "'=cmd(),environment,-5,甲,\n北山,fame,,甲,空着\n";
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) points = ty_sheet_read("s.csv", text, strlen(text), &error);

  g_assert_no_error(error);
  g_assert_cmpuint(points->len, ==, 3);
  const TySheetPoints *last = &g_array_index(points, TySheetPoints, 2);
  g_assert_cmpstr(last->resource, ==, "=cmd()");
  g_assert_cmpfloat(last->points, ==, -5);
  g_autofree char *cell = ty_sheet_cell(last->resource);
  g_assert_cmpstr(cell, ==, "'=cmd()");
}

static void test_refused(void) {
  assert_refused("", "s.csv");
  assert_refused("resource,points\na,1\n", "found no column item (or 项目)");
  assert_refused("resource,item,points\na,size,1\n", "s.csv:2: found the item 'size'");
  assert_refused("resource,item,points\n,fame,1\n", "found the resource ''");
  assert_refused("resource,item,points\na,fame,11\n", "expected a number from 1 to 10");
  assert_refused("resource,item,points\na,fame,viel\n", "found the points 'viel'");
  assert_refused("resource,item,points\na,fame,1\na,fame,2\n",
                 "s.csv:3: found 知名度和影响力 of a twice");
  assert_refused("resource,item,points\na,fame\n", "s.csv:2: ");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/resource-sheet/items", test_items);
  g_test_add_func("/resource-sheet/types", test_types);
  g_test_add_func("/resource-sheet/read", test_read);
  g_test_add_func("/resource-sheet/refused", test_refused);
  return run_tests();
}
