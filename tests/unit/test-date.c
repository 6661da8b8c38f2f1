/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/date.h"

static void test_reads_what_platforms_write(void) {
  static const struct {
    const char *raw, *iso;
  } dates[] = {
      {"2024-05-01 12:30:00", "2024-05-01T12:30:00"},
      {"2024-05-01 12:30", "2024-05-01T12:30:00"},
      {"2024/5/1", "2024-05-01"},
      {"2024/5/1 9:05", "2024-05-01T09:05:00"},
      {"2024.5.1", "2024-05-01"},
      {"2024年05月01日 12:30", "2024-05-01T12:30:00"},
      {"2024年5月1日12时30分05秒", "2024-05-01T12:30:05"},
      {"2024年5月1日", "2024-05-01"},
      {"2024年5月", "2024-05"},
      {"2024年", "2024"},
      {"2024-05", "2024-05"},
      {"2024", "2024"},
      {" 2024 ", "2024"},
      {"20240501", "2024-05-01"},
      {"202405", "2024-05"},
      {"20240501123005", "2024-05-01T12:30:05"},
      {"1714537800", "2024-05-01T12:30:00+08:00"},
      {"1714537800000", "2024-05-01T12:30:00+08:00"},
      {"1714537800123", "2024-05-01T12:30:00+08:00"},
      {"1714537800.0", "2024-05-01T12:30:00+08:00"},
      {"2019.0", "2019"},
      {"1714579200", "2024-05-02T00:00:00+08:00"}, /* the day of China, not of Greenwich */
      {"Wed May 01 12:30:00 +0800 2024", "2024-05-01T12:30:00+08:00"},
      {"Wed May 01 12:30:00 2024", "2024-05-01T12:30:00"},
      {"2024-05-01T12:30:00Z", "2024-05-01T12:30:00Z"},
      {"2024-05-01T12:30:00.123456Z", "2024-05-01T12:30:00Z"},
      {"2024-05-01T12:30:00+08:00", "2024-05-01T12:30:00+08:00"},
      {"2024-05-01T12:30:00+0800", "2024-05-01T12:30:00+08:00"},
      {"2024-05-01 12:30:00 -05:30", "2024-05-01T12:30:00-05:30"},
      {"2024/5/1 下午 3:20:00", "2024-05-01T15:20:00"},
      {"2024/5/1 上午12:20", "2024-05-01T00:20:00"},
      {"2024/5/1 3:20 PM", "2024-05-01T15:20:00"},
      {"发布于 2024-05-01", "2024-05-01"},
      {"编辑于2024-05-01 四川", "2024-05-01"},
      {"2024-05-01 12:30 来自 微博", "2024-05-01T12:30:00"},
      {"2024-02-29", "2024-02-29"},
      {"2024-05-01\t", "2024-05-01"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(dates); i++) {
    g_autofree char *iso = ty_date_normalise(dates[i].raw);
    g_assert_cmpstr(iso, ==, dates[i].iso);
    g_autofree char *again = ty_date_normalise(iso);
    g_assert_cmpstr(again, ==, iso);
  }
}

static void test_passes_over_what_is_no_date(void) {
  static const char *const none[] = {"",
                                     "昨天",
                                     "3小时前",
                                     "05-01",
                                     "05月01日 12:30",
                                     "12:30",
                                     "2023-02-29",
                                     "2024-13-01",
                                     "2024-00-10",
                                     "2024-05-32",
                                     "20241301",
                                     "2024-5-1-6",
                                     "0",
                                     "12345",
                                     "999999999999999999999",
                                     "2024-05-01 25:00",
                                     "Wed Foo 01 12:30:00 +0800 2024",
                                     "Wed May 01 12:30:00 +0800 2024 x",
                                     "abc",
                                     "2024-",
                                     "2024/5/",
                                     "5/1/2024",
                                     "2024-05-01 12:3",
                                     "2024-05-01T12:30:00+99:00",
                                     "1234567890123456"};
  for (gsize i = 0; i < G_N_ELEMENTS(none); i++) {
    g_autofree char *iso = ty_date_normalise(none[i]);
    g_assert_cmpstr(iso, ==, NULL);
  }
}

/* Every day of some years, in three ways of writing. */
static void test_reads_every_day(void) {
  g_autoptr(GDateTime) day = g_date_time_new_utc(2019, 1, 1, 0, 0, 0);
  while (g_date_time_get_year(day) < 2029) {
    static const char *const forms[] = {"%Y-%m-%d", "%Y/%-m/%-d", "%Y年%-m月%-d日", "%Y%m%d"};
    g_autofree char *iso = g_date_time_format(day, "%Y-%m-%d");
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
      g_autofree char *raw = g_date_time_format(day, forms[i]);
      g_autofree char *read = ty_date_normalise(raw);
      g_assert_cmpstr(read, ==, iso);
    }
    GDateTime *next = g_date_time_add_days(day, 1);
    g_date_time_unref(day);
    day = next;
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/corpus/date/forms", test_reads_what_platforms_write);
  g_test_add_func("/corpus/date/none", test_passes_over_what_is_no_date);
  g_test_add_func("/corpus/date/every-day", test_reads_every_day);
  return g_test_run();
}
