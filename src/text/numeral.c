/* SPDX-License-Identifier: Apache-2.0 */
#include "text/numeral.h"

#include <math.h>
#include <string.h>

/* More is no number of anything. */
#define MOST 1e15

static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六",
                                     "七", "八", "九", "〇", "○",  "两", NULL};
static const char *const hedges[] = {"多", "余", "来", "几", NULL};

gboolean ty_text_eat(const char **at, const char *end, const char *word) {
  gsize n = strlen(word);

  if ((gsize) (end - *at) < n || memcmp(*at, word, n) != 0)
    return FALSE;
  *at += n;
  return TRUE;
}

int ty_text_eat_one(const char **at, const char *end, const char *const *words) {
  for (int i = 0; words[i]; i++)
    if (ty_text_eat(at, end, words[i]))
      return i;
  return -1;
}

static int eat_digit(const char **at, const char *end) {
  int digit = ty_text_eat_one(at, end, digits);
  return digit == 10 || digit == 11 ? 0 : digit == 12 ? 2 : digit;
}

static double eat_unit(const char **at, const char *end) {
  return ty_text_eat(at, end, "十")   ? 10
         : ty_text_eat(at, end, "百") ? 100
         : ty_text_eat(at, end, "千") ? 1000
                                      : 0;
}

static double eat_great_unit(const char **at, const char *end) {
  return ty_text_eat(at, end, "万") ? 1e4 : ty_text_eat(at, end, "亿") ? 1e8 : 0;
}

/* 1,293 or 22.24; FALSE when no digit stands there. */
static gboolean read_ascii(const char **at, const char *end, TyNumeral *n) {
  const char *p = *at;
  double part = 1, zeros = 1;
  gsize n_digits = 0;

  if (p == end || !g_ascii_isdigit(*p))
    return FALSE;
  for (; p < end && n_digits < 15; p++) {
    if (*p == ',' && n_digits > 0 && end - p > 3 && g_ascii_isdigit(p[1]) &&
        g_ascii_isdigit(p[2]) && g_ascii_isdigit(p[3]) && (end - p == 4 || !g_ascii_isdigit(p[4])))
      continue;
    if (!g_ascii_isdigit(*p))
      break;
    n->value = n->value * 10 + (*p - '0');
    zeros = *p == '0' ? zeros * 10 : 1;
    n_digits++;
  }
  n->place = n->value > 0 ? zeros : 1;
  n->is_digits = TRUE;
  if (end - p > 1 && *p == '.' && g_ascii_isdigit(p[1]))
    for (p++; p < end && g_ascii_isdigit(*p) && part > 1e-9; p++) {
      part /= 10;
      n->value += part * (*p - '0');
      n->place = part;
      n->is_digits = FALSE;
    }
  n->value = round(n->value * 1e9) / 1e9;
  *at = p;
  return TRUE;
}

/* 二〇〇六, 一九八八: digits in a row. */
static gboolean read_row(const char **at, const char *end, TyNumeral *n) {
  const char *p = *at;
  double value = 0;
  guint n_digits = 0;
  int digit;

  while (n_digits < 15 && (digit = eat_digit(&p, end)) >= 0) {
    value = value * 10 + digit;
    n_digits++;
  }
  if (n_digits < 3 || eat_unit(&p, end) != 0)
    return FALSE;
  n->value = value;
  n->place = 1;
  n->is_digits = TRUE;
  *at = p;
  return TRUE;
}

/* Below ten thousand: 三百二, 二十, 十, 四五十. FALSE when no numeral stands there. */
static gboolean read_small(const char **at, const char *end, TyNumeral *n) {
  const char *p = *at;
  double total = 0, last_unit = 0, place = 1, span = 0;
  gboolean any = FALSE;

  for (;;) {
    const char *before = p;
    int digit = eat_digit(&p, end);
    int next = -1;
    if (digit > 0) { /* 四五十: from the one to the other */
      const char *second = p;
      next = eat_digit(&second, end);
      if (next == digit + 1)
        p = second;
      else
        next = -1;
    }
    double unit = eat_unit(&p, end);
    if (digit < 0 && unit == 0)
      break;
    if (unit > 0 && last_unit > 0 && unit >= last_unit) { /* 十百 is no number */
      p = before;
      break;
    }
    if (digit < 0 && unit != 10) { /* 百 alone is a word */
      p = before;
      break;
    }
    any = TRUE;
    if (digit == 0 && unit == 0) {
      last_unit = last_unit > 10 ? 10 : last_unit; /* 一百零二 */
      continue;
    }
    double worth = unit > 0 ? unit : last_unit >= 100 ? last_unit / 10 : 1;
    total += (digit < 0 ? 1 : digit) * worth;
    place = worth;
    if (next > 0) {
      span = worth;
      break;
    }
    if (unit == 0)
      break;
    last_unit = unit;
  }
  if (!any)
    return FALSE;
  n->value = total;
  n->place = place;
  n->is_span = span > 0;
  *at = p;
  return TRUE;
}

/* 十来米, 二百余, 四十多万, 300多; but 三来 and 多少 are something else. */
static void eat_hedge(const char **at, const char *end, TyNumeral *n) {
  const char *p = *at;

  if (n->hedge || (n->place < 10 && !n->is_digits))
    return;
  int hedge = ty_text_eat_one(&p, end, hedges);
  if (hedge < 0 || (n->place < 10 && hedge > 1) || ty_text_eat(&p, end, "少"))
    return;
  n->hedge = "余";
  *at = p;
}

gsize ty_numeral_read(const char *text, gsize length, TyNumeral *numeral) {
  const char *at = text, *end = text + length;
  TyNumeral n = {.place = 1};

  if (ty_text_eat(&at, end, "廿") || ty_text_eat(&at, end, "卅")) {
    int digit = eat_digit(&at, end);
    n.value = (memcmp(text, "廿", strlen("廿")) == 0 ? 20 : 30) + MAX(digit, 0);
  } else if (!read_ascii(&at, end, &n) && !read_row(&at, end, &n) && !read_small(&at, end, &n)) {
    return 0;
  }
  eat_hedge(&at, end, &n);
  for (double great; n.value < MOST && (great = eat_great_unit(&at, end)) > 0;) {
    TyNumeral rest = {.place = 1};
    n.value *= great;
    n.place *= great;
    n.is_digits = FALSE;
    if (!n.hedge && great == 1e4 && read_small(&at, end, &rest)) { /* 一万二, 三万五千 */
      n.value += rest.value < 10 && rest.place == 1 ? rest.value * 1e3 : rest.value;
      n.place = rest.value < 10 && rest.place == 1 ? 1e3 : rest.place;
      n.is_span |= rest.is_span;
    }
    eat_hedge(&at, end, &n);
  }
  if (!isfinite(n.value) || n.value >= MOST)
    return 0;
  n.low = n.value;
  n.high = n.hedge || n.is_span ? n.value + n.place : n.value;
  *numeral = n;
  return (gsize) (at - text);
}
