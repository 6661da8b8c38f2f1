/* SPDX-License-Identifier: Apache-2.0 */
#include "text/quantity-time.h"

#include "text/numeral.h"

#include <string.h>

static const char *const until[] = {"到", "至", "-", "—", "–", "~", NULL};

/* A whole number up to `most`; -1 when none stands at `*at`, which else goes over it. */
static int eat_number(const char **at, const char *end, int most) {
  TyNumeral number;
  gsize n = ty_numeral_read(*at, (gsize) (end - *at), &number);

  if (n == 0 || number.hedge || number.is_span || number.value > most ||
      number.value != (int) number.value)
    return -1;
  *at += n;
  return (int) number.value;
}

/* Years -----------------------------------------------------------------------------------------
 */

static int eat_reign_year(const char **at, const char *end) {
  const char *p = *at;
  int last, first = ty_reign_eat(&p, end, &last);
  int number = first == 0 ? -1 : ty_text_eat(&p, end, "元") ? 1 : eat_number(&p, end, 100);

  if (number < 1 || first + number - 1 > last || !ty_text_eat(&p, end, "年"))
    return 0;
  *at = p;
  return first + number - 1;
}

/* A year with four digits, or three behind 公元. */
static int eat_year(const char **at, const char *end) {
  const char *p = *at;
  gboolean era = ty_text_eat(&p, end, "公元");
  TyNumeral number;
  gsize n = ty_numeral_read(p, (gsize) (end - p), &number);
  int year =
      n > 0 && number.is_digits && !number.hedge && number.value < 3000 ? (int) number.value : 0;

  if (year < (era ? 100 : 1000) || year >= 3000)
    return 0;
  *at = p + n;
  return year;
}

gsize ty_quantity_read_year(const char *text, const char *end, TyQuantity *quantity) {
  const char *at = text;
  int year = eat_reign_year(&at, end);

  if (year == 0) {
    year = eat_year(&at, end);
    if (year == 0 || !ty_text_eat(&at, end, "年") || ty_text_eat(&at, end, "代"))
      return 0;
    const char *p = at;
    int month = eat_number(&p, end, 12);
    if (month > 0 && ty_text_eat(&p, end, "月"))
      at = p;
  }
  g_snprintf(quantity->value, sizeof quantity->value, "%d", year);
  return (gsize) (at - text);
}

/* Hours -----------------------------------------------------------------------------------------
 */

/* Minutes after midnight of 8:30, 八点半, 下午五点; -1 for none. `half`: the half of the day is
 * said. */
static int eat_time(const char **at, const char *end, gboolean *said) {
  static const char *const morning[] = {"上午", "早上", "早晨", "凌晨", "清晨", "早", NULL};
  static const char *const evening[] = {"下午", "晚上", "傍晚", "夜里", "晚", NULL};
  const char *p = *at;
  gboolean late = FALSE;
  int minutes = 0;

  *said = ty_text_eat_one(&p, end, morning) >= 0;
  if (!*said)
    *said = late = ty_text_eat_one(&p, end, evening) >= 0;
  int hour = eat_number(&p, end, 24);
  if (hour < 0)
    return -1;
  if (ty_text_eat(&p, end, ":")) {
    if (end - p < 2 || !g_ascii_isdigit(p[0]) || !g_ascii_isdigit(p[1]))
      return -1;
    minutes = (p[0] - '0') * 10 + (p[1] - '0');
    p += 2;
    *said = TRUE;
  } else if (ty_text_eat(&p, end, "点") || ty_text_eat(&p, end, "时")) {
    const char *q = p;
    int more = ty_text_eat(&q, end, "半") ? 30 : eat_number(&q, end, 59);
    if (more >= 0 && (more == 30 || ty_text_eat(&q, end, "分"))) {
      minutes = more;
      p = q;
    }
    ty_text_eat(&p, end, "钟");
  } else {
    return -1;
  }
  if (late && hour < 12)
    hour += 12;
  if (hour * 60 + minutes > 24 * 60 || minutes > 59)
    return -1;
  *at = p;
  return hour * 60 + minutes;
}

gsize ty_quantity_read_hours(const char *text, const char *end, TyQuantity *quantity) {
  const char *at = text;
  gboolean said, said_too;
  int from = eat_time(&at, end, &said);
  const char *p = at;

  if (from < 0)
    return 0;
  int to = ty_text_eat_one(&p, end, until) >= 0 ? eat_time(&p, end, &said_too) : -1;
  if (to >= 0 && to <= from && !said_too && to + 12 * 60 > from) /* 九点到五点 */
    to += 12 * 60;
  if (to > from && to <= 24 * 60) {
    g_snprintf(quantity->value, sizeof quantity->value, "%02d:%02d-%02d:%02d", from / 60, from % 60,
               to / 60, to % 60);
    return (gsize) (p - text);
  }
  g_snprintf(quantity->value, sizeof quantity->value, "%02d:%02d", from / 60, from % 60);
  return (gsize) (at - text);
}

/* Days ------------------------------------------------------------------------------------------
 */

typedef struct {
  int year, month, day; /* year and month 0: not said */
  gboolean lunar;
} Day;

/* 正月, 腊月, 二月, 6月; `named`: by a name that only the lunar calendar has. */
static int eat_month(const char **at, const char *end, gboolean *named) {
  static const char *const months[] = {"正月", "冬月", "腊月", NULL};
  static const int numbers[] = {1, 11, 12};
  const char *p = *at;
  int name = ty_text_eat_one(at, end, months);

  *named = name >= 0;
  if (name >= 0)
    return numbers[name];
  int month = eat_number(&p, end, 12);
  if (month < 1 || !ty_text_eat(&p, end, "月"))
    return 0;
  *at = p;
  return month;
}

/* 初六, 十九, 廿三 of the lunar month, 9日, 9号 of the other. */
static int eat_day(const char **at, const char *end, gboolean lunar) {
  const char *p = *at;
  gboolean first = ty_text_eat(&p, end, "初");
  int day = eat_number(&p, end, first ? 10 : 31);

  if (day < 1 || (lunar && day > 30))
    return 0;
  if (!first && !lunar && !ty_text_eat(&p, end, "日") && !ty_text_eat(&p, end, "号"))
    return 0;
  if (lunar)
    ty_text_eat(&p, end, "日");
  *at = p;
  return day;
}

/* `before`: a day from which this one goes on (正月初一至十五). */
static gboolean eat_whole_day(const char **at, const char *end, const Day *before, Day *day) {
  const char *p = *at, *q;
  gboolean named;

  *day = (Day){.lunar = before && before->lunar};
  if (ty_text_eat(&p, end, "农历") || ty_text_eat(&p, end, "阴历") || ty_text_eat(&p, end, "旧历"))
    day->lunar = TRUE;
  q = p;
  int year = eat_year(&q, end);
  if (year > 0 && ty_text_eat(&q, end, "年")) {
    day->year = year;
    p = q;
  }
  day->month = eat_month(&p, end, &named);
  day->lunar |= named;
  if (day->month == 0 && !before)
    return FALSE;
  if (day->month == 0) {
    day->month = before->month;
    day->year = before->year;
  }
  q = p;
  day->lunar |= ty_text_eat(&q, end, "初"); /* 二月初二 */
  day->day = eat_day(&p, end, day->lunar);
  if (day->day == 0 ||
      (!day->lunar && !g_date_valid_dmy((GDateDay) day->day, (GDateMonth) day->month,
                                        (GDateYear) (day->year ? day->year : 2000))))
    return FALSE;
  *at = p;
  return TRUE;
}

static void append_day(GString *out, const Day *day) {
  if (day->year)
    g_string_append_printf(out, "%04d-", day->year);
  g_string_append_printf(out, "%02d-%02d", day->month, day->day);
}

gsize ty_quantity_read_day(const char *text, const char *end, TyQuantity *quantity) {
  g_autoptr(GString) value = g_string_new(NULL);
  const char *at = text, *p;
  Day first, last;

  if (!eat_whole_day(&at, end, NULL, &first))
    return 0;
  g_string_append(value, first.lunar ? "lunar " : "");
  append_day(value, &first);
  p = at;
  if (ty_text_eat_one(&p, end, until) >= 0 && eat_whole_day(&p, end, &first, &last) &&
      last.lunar == first.lunar) {
    g_string_append_c(value, '/');
    append_day(value, &last);
    at = p;
  }
  g_strlcpy(quantity->value, value->str, sizeof quantity->value);
  return (gsize) (at - text);
}
