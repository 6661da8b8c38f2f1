/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the text room: numbers as Chinese texts write them. */
#pragma once
#include <tuyou/base.h>

/** A number, and what it may stand for: 二十多 says 20 and means 20 to 30. */
typedef struct {
  double value;       /**< what is said; of a span (四五十) its lower end */
  double low, high;   /**< value - … + */
  double place;       /**< the place of its last digit that is said: 10 of 280, 1 of 22 */
  const char *hedge;  /**< "余" (多 余 来 几), NULL when it is plain */
  gboolean is_span;   /**< 四五十 */
  gboolean is_digits; /**< nothing but digits: 1988, 二〇〇六 */
} TyNumeral;

/** Reads the number that `text` (normalised) begins with: 1,293 · 22.24 · 4万 · 三百二 · 二〇〇六 ·
 * 四十余万 · 十几 · 四五十.
 * @return its bytes; 0 when there is none. O(length) */
gsize ty_numeral_read(const char *text, gsize length, TyNumeral *numeral);

/** Goes over `word` at `*at`. @return FALSE when something else stands there */
gboolean ty_text_eat(const char **at, const char *end, const char *word);
/** Goes over the first of the words of a list (NULL-terminated) that stands at `*at`.
 * @return its index, -1 when there is none */
int ty_text_eat_one(const char **at, const char *end, const char *const *words);
