/* SPDX-License-Identifier: Apache-2.0 */
/** The words of several lists as the compiler wants them: normalised, weighed, coded, sorted. */
#pragma once
#include "text/lexicon.h"

typedef struct {
  guint32 *cp; /**< n normalised characters */
  guint16 *code;
  guint n;
  guint cost; /**< -ln p in units of 1 / TY_COST_UNIT */
  guint tag;
  double frequency; /**< 0: as high as needed */
  char tag_name[8];
  gsize list; /**< the list that it is from */
} TyListWord;

typedef struct {
  GPtrArray *words; /**< TyListWord, sorted by their codes */
  TyTagName tags[TY_N_TAGS];
  guint16 *codes; /**< of the 65536 characters, as in the file */
  guint n_codes;
  double total;
  guint unknown_cost;
} TyWordList;

/** Reads the lists and does everything but lay out the double array.
 * @return NULL with TY_ERROR_INPUT (file and line) or TY_ERROR_MISSING */
TyWordList *ty_word_list_read(const char *const *lists, gsize n_lists, GError **error);
void ty_word_list_free(TyWordList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TyWordList, ty_word_list_free)

/** The numerals of Chinese: 〇 一 … 九 十 百 千 万 亿 两 几 and the forms of bankers; ends with 0.
 */
extern const gunichar2 ty_numerals[];
/** The characters that make more than a number of one: 年 月 日 时 点 分 之 份 代 度 级 号 半; ends
 * with 0. */
extern const gunichar2 ty_number_units[];

/** Lays the words out as a double array.
 * @return n_cells cells, NULL when more than TY_BASE_MAX would be needed */
guint64 *ty_double_array_build(const TyWordList *list, gsize *n_cells);
