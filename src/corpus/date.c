/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/date.h"

#include <string.h>

#define CHINA_OFFSET_S (8 * 3600)

typedef struct {
  int year, month, day; /* month, day 0: not said */
  int hour, minute, second;
  gboolean has_time;
  char zone[8]; /* "", "Z" or "+08:00" */
} Date;

static gboolean is_valid(const Date *date) {
  if (date->year < 1000 || date->year > 2999 || date->month > 12 || date->month < 0)
    return FALSE;
  if (date->day > 0 &&
      !g_date_valid_dmy((GDateDay) date->day, (GDateMonth) date->month, (GDateYear) date->year))
    return FALSE;
  return !date->has_time ||
         (date->day > 0 && date->hour < 24 && date->minute < 60 && date->second < 61);
}

/* Two digits after `mark`, unless that is NUL. Every post has a date: printf would cost more than
 * the rest of it. */
static char *put_two(char *to, char mark, int value) {
  if (mark)
    *to++ = mark;
  *to++ = (char) ('0' + value / 10);
  *to++ = (char) ('0' + value % 10);
  return to;
}

static char *format(const Date *date) {
  if (!is_valid(date))
    return NULL;
  char text[sizeof "2024-05-01T12:30:00+08:00"], *to = put_two(text, '\0', date->year / 100);
  to = put_two(to, '\0', date->year % 100);
  if (date->month > 0)
    to = put_two(to, '-', date->month);
  if (date->day > 0)
    to = put_two(to, '-', date->day);
  if (date->has_time) {
    to = put_two(to, 'T', date->hour);
    to = put_two(to, ':', date->minute);
    to = put_two(to, ':', date->second);
    to = g_stpcpy(to, date->zone);
  }
  return g_strndup(text, (gsize) (to - text));
}

/* Reads one to `most` digits; their count. */
static int digits(const char **at, int most, int *value) {
  int n = 0;
  for (*value = 0; n < most && g_ascii_isdigit(**at); n++, (*at)++)
    *value = *value * 10 + (**at - '0');
  return n;
}

static gboolean skip(const char **at, const char *what) {
  gsize n = strlen(what);
  if (**at != *what || strncmp(*at, what, n) != 0)
    return FALSE;
  *at += n;
  return TRUE;
}

static void skip_space(const char **at) {
  while (g_ascii_isspace(**at) || skip(at, "\u3000") || skip(at, "\u00A0"))
    *at += g_ascii_isspace(**at) ? 1 : 0;
}

/* "+0800", "+08:00", "Z" */
static gboolean read_zone(const char **at, Date *date) {
  const char *p = *at;
  int hours, minutes = 0;

  if (skip(&p, "Z") || skip(&p, "z"))
    g_strlcpy(date->zone, "Z", sizeof date->zone);
  else if (*p == '+' || *p == '-') {
    char sign = *p++;
    if (digits(&p, 2, &hours) != 2 || hours > 14)
      return FALSE;
    (void) skip(&p, ":");
    if (digits(&p, 2, &minutes) == 1 || minutes > 59)
      return FALSE;
    g_snprintf(date->zone, sizeof date->zone, "%c%02d:%02d", sign, hours, minutes);
  } else
    return FALSE;
  *at = p;
  return TRUE;
}

/* "12:30", "12:30:00.000", "12时30分" */
static gboolean read_time(const char **at, Date *date) {
  const char *p = *at;
  gboolean is_afternoon = skip(&p, "下午") || skip(&p, "晚上");
  gboolean is_morning = !is_afternoon && skip(&p, "上午");
  int ignored;

  skip_space(&p);
  if (!digits(&p, 2, &date->hour) || !(skip(&p, ":") || skip(&p, "：") || skip(&p, "时")) ||
      digits(&p, 2, &date->minute) != 2)
    return FALSE;
  if (skip(&p, ":") || skip(&p, "：") || (skip(&p, "分") && g_ascii_isdigit(*p))) {
    if (digits(&p, 2, &date->second) != 2)
      return FALSE;
    if (*p == '.' && g_ascii_isdigit(p[1]))
      for (p++; digits(&p, 9, &ignored) == 9;)
        ;
    (void) skip(&p, "秒");
  }
  const char *after = p;
  skip_space(&after);
  gboolean is_pm = g_ascii_strncasecmp(after, "PM", 2) == 0;
  if (is_pm || g_ascii_strncasecmp(after, "AM", 2) == 0) {
    p = after + 2;
    is_morning = !is_pm;
    is_afternoon = is_pm;
  }
  if (is_afternoon && date->hour < 12)
    date->hour += 12;
  else if (is_morning && date->hour == 12)
    date->hour = 0;
  date->has_time = TRUE;
  *at = p;
  return TRUE;
}

/* "2024-05-01", "2024年5月", "2024" */
static gboolean read_day(const char **at, Date *date) {
  static const char *const separators[] = {"-", "/", ".", "年", "－"};
  const char *p = *at;

  if (digits(&p, 4, &date->year) != 4)
    return FALSE;
  *at = p;
  for (gsize i = 0; i < G_N_ELEMENTS(separators); i++) {
    const char *separator = separators[i];
    gboolean is_year_word = g_str_equal(separator, "年");
    if (!skip(&p, separator))
      continue;
    if (is_year_word)
      *at = p;
    if (!digits(&p, 2, &date->month)) {
      date->month = 0;
      return is_year_word;
    }
    if (date->month == 0)
      return FALSE;
    *at = p;
    if (skip(&p, is_year_word ? "月" : separator)) {
      if (is_year_word)
        *at = p;
      if (digits(&p, 2, &date->day)) {
        if (date->day == 0)
          return FALSE;
        if (is_year_word)
          (void) (skip(&p, "日") || skip(&p, "号"));
        *at = p;
      } else if (!is_year_word)
        return FALSE;
    }
    return TRUE;
  }
  return TRUE;
}

/* "Wed May 01 12:30:00 +0800 2024", as Weibo's and Twitter's interfaces write it. */
static char *read_english(const char *p) {
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  Date date = {0};

  if (strlen(p) < 24 || p[3] != ' ' || p[7] != ' ')
    return NULL;
  for (int i = 0; i < 12; i++)
    if (strncmp(p + 4, months + (gsize) i * 3, 3) == 0)
      date.month = i + 1;
  p += 8;
  if (date.month == 0 || !digits(&p, 2, &date.day) || date.day == 0 || !skip(&p, " ") ||
      !read_time(&p, &date) || !skip(&p, " "))
    return NULL;
  if (read_zone(&p, &date) && !skip(&p, " "))
    return NULL;
  if (digits(&p, 4, &date.year) != 4 || *p)
    return NULL;
  return format(&date);
}

static char *from_epoch(gint64 seconds) {
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(seconds + CHINA_OFFSET_S);
  return time ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%S+08:00") : NULL;
}

/* Digits only: the count says what they are. */
static char *read_number(const char *p, gsize n) {
  gint64 value = g_ascii_strtoll(p, NULL, 10);
  Date date = {0};

  if ((n == 10 || n == 9) && value >= G_GINT64_CONSTANT(315532800)) /* 1980 */
    return from_epoch(value);
  if (n == 13 || n == 12)
    return value >= G_GINT64_CONSTANT(315532800000) ? from_epoch(value / 1000) : NULL;
  if (n != 4 && n != 6 && n != 8 && n != 14)
    return NULL;
  (void) digits(&p, 4, &date.year);
  if (n >= 6 && (!digits(&p, 2, &date.month) || date.month == 0))
    return NULL;
  if (n >= 8 && (!digits(&p, 2, &date.day) || date.day == 0))
    return NULL;
  if (n == 14) {
    date.has_time = TRUE;
    (void) (digits(&p, 2, &date.hour) && digits(&p, 2, &date.minute) &&
            digits(&p, 2, &date.second));
  }
  return format(&date);
}

char *ty_date_normalise(const char *raw) {
  static const char *const before[] = {"发布于", "编辑于", "发表于", "发布时间", "时间", "更新于"};
  const char *p = raw;
  Date date = {0};

  skip_space(&p);
  for (gsize i = 0; i < G_N_ELEMENTS(before); i++)
    if (skip(&p, before[i])) {
      (void) (skip(&p, ":") || skip(&p, "："));
      skip_space(&p);
      break;
    }
  gsize n = strspn(p, "0123456789");
  const char *after = p + n;
  if (g_str_has_prefix(after, ".0") && after[2 + strspn(after + 2, "0")] == '\0' && n >= 4)
    after += strlen(after); /* a number that a spreadsheet wrote: 1714537800.0 */
  skip_space(&after);
  if (n > 0 && *after == '\0')
    return read_number(p, n);
  if (g_ascii_isalpha(*p))
    return read_english(p);
  if (!read_day(&p, &date))
    return NULL;
  const char *end = p;
  if (!skip(&p, "T"))
    skip_space(&p);
  if (date.day > 0 && read_time(&p, &date)) {
    end = p;
    skip_space(&p);
    if (read_zone(&p, &date))
      end = p;
  }
  /* Where the post came from may stand behind; more figures mean that this was no date. */
  if (g_ascii_isalnum(*end) || *end == '-' || *end == '/' || *end == ':' ||
      strpbrk(end, "0123456789"))
    return NULL;
  return format(&date);
}
