/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the text room: values as Chinese texts write them, made comparable. */
#pragma once
#include <tuyou/base.h>

typedef enum {
  TY_QUANTITY_LENGTH, /**< 31米, 二十二米多, 三丈 → metres */
  TY_QUANTITY_AREA,   /**< 三百多平方米, 1300亩 → square metres */
  TY_QUANTITY_COUNT,  /**< 1293尊, 五万余尊, 十一组 */
  TY_QUANTITY_NUMBER, /**< 115 */
  TY_QUANTITY_PRICE,  /**< 115元, 七十块, ¥70, 免费 → CNY */
  TY_QUANTITY_YEAR,   /**< 1988年, 二〇〇六年, 1999年12月, 乾隆三年 */
  TY_QUANTITY_HOURS, /**< 8:30-18:00, 九点到五点, 早八点到晚六点; 八点 alone is 08:00 */
  TY_QUANTITY_DAY,   /**< 农历二月十九, 正月初一至十五, 6月9日, 2023年6月9日 */
  TY_QUANTITY_ORDINAL, /**< 第三批, 首批 */
  TY_N_QUANTITIES
} TyQuantityType;

#define TY_QUANTITY_BYTES 48

/** A value. */
typedef struct {
  char value[TY_QUANTITY_BYTES]; /**< plain number, "5-8", "08:30-18:00", "06-09", "lunar 02-19",
                                      "lunar 01-01/01-15", "第3批" */
  const char *unit;              /**< m, m², CNY; NULL */
  const char *hedge;             /**< 余, 约; NULL when it is plain */
  char counted[16];              /**< the word that counts: 尊, 级; "" */
} TyQuantity;

/** "length", "count", … */
const char *ty_quantity_name(TyQuantityType type);
/** @return FALSE when there is no type of that name */
gboolean ty_quantity_parse_name(const char *name, TyQuantityType *type);

/** Reads the value of a type that `text` (normalised UTF-8) begins with, words of approximation
 * before (约, 近, 大约) and behind (多, 余) included.
 * @return its bytes; 0 when there is none. O(length of the value) */
gsize ty_quantity_read(TyQuantityType type, const char *text, gsize length, TyQuantity *quantity);

/** What a value says as an interval of numbers: "22.24", "180-240"; `hedge` (NULL for none) widens
 * it: 余 up to the next of its last place, 约 by a tenth both ways. FALSE when it is no number. */
gboolean ty_quantity_interval(const char *value, const char *hedge, double *low, double *high);
