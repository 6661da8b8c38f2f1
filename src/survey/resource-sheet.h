/* SPDX-License-Identifier: Apache-2.0 */
/** The sheet of GB/T 18972-2017 (分类、调查与评价) for one tourism resource: eight items with
 * points, and the grade by their sum. */
#pragma once
#include <tuyou/base.h>

#define TY_SHEET_ITEMS 8

typedef struct {
  const char *id, *factor, *name;
  int least, most; /**< points */
} TySheetItem;

/** In the standard's order: 资源要素价值 85, 资源影响力 15, 附加值 −5 … 3. */
extern const TySheetItem ty_sheet_items[TY_SHEET_ITEMS];

/** Index of the item with that id or name; −1 when there is none. */
int ty_sheet_item(const char *name);

/** "五级" from 90, "四级" 75, "三级" 60, "二级" 45, "一级" 30, else "未获等级". */
const char *ty_sheet_grade(double points);

/** A basic type of the standard that a resource may be of. */
typedef struct {
  const char *code, *type, *class_name; /**< "EBI", "洞窟", "建筑与设施" */
  const char *words;                    /**< joined by '|': what a category or name says of it */
} TySheetType;

/** The first type one of whose words ends the category, else the name; NULL when none does.
 * @param word  out: that word, to be freed; may be NULL */
const TySheetType *ty_sheet_type(const char *category, const char *name, char **word);

/** Points that an expert gave. */
typedef struct {
  char *resource, *expert; /**< expert "" where none is named */
  int item;
  double points;
  gsize line;
} TySheetPoints;

/** Reads a sheet that experts filled in: a table with the columns resource, item, points and, when
 * there are several, expert (or 资源, 项目, 得分, 专家); others are passed over, and rows without
 * points are still open. A ' before a text that a spreadsheet would take for a formula is dropped.
 * @return a GArray of TySheetPoints in their order; NULL with TY_ERROR_INPUT (file and line): a
 *         column is missing, an unknown item, points that are no number or outside the item's,
 *         an expert's second verdict on an item */
GArray *ty_sheet_read(const char *file, const char *text, gsize length, GError **error);

/** A cell of a table that no spreadsheet takes for a formula: with a ' before =, +, -, @ and tabs.
 * To be freed. */
char *ty_sheet_cell(const char *text);
