/* SPDX-License-Identifier: Apache-2.0 */
/* Ranges of numbers as questionnaires write them: 18-25岁, 60岁以上, 不到1000元, 三天及以上. */
#include "base/number.h"

#include <math.h>
#include <string.h>
#include <tuyou/survey.h>

/* Takes `word` off the beginning of the text. */
static gboolean take(const char **at, const char *word) {
  if (!g_str_has_prefix(*at, word))
    return FALSE;
  *at += strlen(word);
  return TRUE;
}

static gboolean take_any(const char **at, const char *const *words, gsize n) {
  for (gsize i = 0; i < n; i++)
    if (take(at, words[i]))
      return TRUE;
  return FALSE;
}

static void skip_blanks(const char **at) {
  while (take(at, " ") || take(at, "\t") || take(at, "　"))
    continue;
}

/* 一 … 九十九; 两 is 2, 半 a half. */
static gboolean take_numeral(const char **at, double *value) {
  static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
  double tens = 0, ones = 0;
  gboolean any = FALSE;

  if (take(at, "半")) {
    *value = .5;
    return TRUE;
  }
  for (int part = 0; part < 2; part++) {
    double digit = take(at, "两") || take(at, "俩") ? 2 : 0;
    for (gsize i = 0; i < G_N_ELEMENTS(digits) && digit == 0; i++)
      digit = take(at, digits[i]) ? (double) i + 1 : 0;
    any = any || digit > 0;
    if (part == 0 && take(at, "十")) {
      tens = digit > 0 ? digit : 1;
      any = TRUE;
    } else {
      ones = digit;
      break;
    }
  }
  *value = 10 * tens + ones;
  return any;
}

/* Digits with a point and commas between thousands. */
static gboolean take_digits(const char **at, double *value) {
  char digits[32];
  gsize n = 0, point = 0;
  const char *text = *at;

  for (; g_ascii_isdigit(*text) || (n > 0 && !point && *text == '.' && g_ascii_isdigit(text[1])) ||
         (n > 0 && *text == ',' && g_ascii_isdigit(text[1]) && g_ascii_isdigit(text[2]) &&
          g_ascii_isdigit(text[3]));
       text++) {
    if (n + 1 == sizeof digits)
      return FALSE;
    point |= *text == '.';
    if (*text != ',')
      digits[n++] = *text;
  }
  digits[n] = '\0';
  if (n == 0 || !ty_number_parse(digits, value))
    return FALSE;
  *at = text;
  return TRUE;
}

static gboolean take_amount(const char **at, double *value) {
  skip_blanks(at);
  if (!take_digits(at, value) && !take_numeral(at, value))
    return FALSE;
  if (take(at, "万"))
    *value *= 10000;
  else if (take(at, "千") || take(at, "k") || take(at, "K"))
    *value *= 1000;
  else if (take(at, "百"))
    *value *= 100;
  return TRUE;
}

/* Where the unit ends: before a word of the range, or at the end. */
static gsize unit_length(const char *text) {
  static const char *const ends[] = {"及", "或", "以", "之", "-", "－", "–", "—",
                                     "~",  "～", "至", "到", "(", "（", " "};
  gsize n = strlen(text);

  for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
    const char *end = strstr(text, ends[i]);
    if (end && (gsize) (end - text) < n)
      n = (gsize) (end - text);
  }
  return n;
}

/* The unit of one end of the range; a second one takes the place of the first. A unit has no
 * digits.
 */
static gboolean take_unit(const char **at, GString *unit) {
  skip_blanks(at);
  gsize n = unit_length(*at);
  if (n > 0) {
    g_string_truncate(unit, 0);
    g_string_append_len(unit, *at, (gssize) n);
  }
  *at += n;
  skip_blanks(at);
  return strpbrk(unit->str, "0123456789") == NULL;
}

static gboolean read_range(const char *at, double *from, double *to, GString *unit) {
  static const char *const below[] = {"不足", "不到", "少于", "小于", "低于", "<=", "≤", "<", "＜"};
  static const char *const above[] = {"超过", "多于", "大于", "高于", ">=", "≥", ">", "＞"};
  static const char *const dashes[] = {"-", "－", "–", "—", "~", "～", "至", "到"};
  static const char *const lower[] = {"及以下", "或以下", "以下", "以内", "之内", "及以内"};
  static const char *const upper[] = {"及以上", "或以上", "以上", "之上",
                                      "及更多", "或更多", "以外"};

  skip_blanks(&at);
  gboolean is_below = take_any(&at, below, G_N_ELEMENTS(below));
  gboolean is_above = !is_below && take_any(&at, above, G_N_ELEMENTS(above));
  if (!take_amount(&at, from))
    return FALSE;
  *to = *from;
  if (!take_unit(&at, unit))
    return FALSE;
  if (take_any(&at, dashes, G_N_ELEMENTS(dashes))) {
    if (is_below || is_above || !take_amount(&at, to) || *to < *from)
      return FALSE;
    return take_unit(&at, unit) && !*at;
  }
  if (is_below || take_any(&at, lower, G_N_ELEMENTS(lower)))
    *from = -INFINITY;
  else if (is_above || take_any(&at, upper, G_N_ELEMENTS(upper)))
    *to = INFINITY;
  skip_blanks(&at);
  return !*at;
}

gboolean ty_range_parse(const char *text, double *from, double *to, char **unit) {
  g_autoptr(GString) found = g_string_new(NULL);

  if (!read_range(text, from, to, found))
    return FALSE;
  if (unit)
    *unit = g_string_free(g_steal_pointer(&found), FALSE);
  return TRUE;
}
