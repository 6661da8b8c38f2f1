/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <tuyou/route.h>

static TyDate date(const char *text) {
  TyDate found;
  g_autoptr(GError) error = NULL;
  g_assert_true(ty_date_parse(text, &found, &error));
  g_assert_no_error(error);
  return found;
}

static TyCalendarDay day(const char *text) {
  TyCalendarDay found;
  g_assert_true(ty_calendar_day(date(text), &found, NULL));
  return found;
}

static void test_dates(void) {
  const char *const good[] = {"2025-03-18", "2025/3/18", "2025年3月18日", "2025-3-18"};
  const char *const bad[] = {"",           "2025",        "2025-02-29",  "2025-13-01",
                             "18.3.2025",  "2025-03-18 ", " 2025-03-18", "2025-+3-18",
                             "0000-01-01", "2025-3"};

  for (gsize i = 0; i < G_N_ELEMENTS(good); i++) {
    g_autofree char *text = ty_date_text(date(good[i]));
    g_assert_cmpstr(text, ==, "2025-03-18");
  }
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    TyDate found;
    g_autoptr(GError) error = NULL;
    g_assert_false(ty_date_parse(bad[i], &found, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  }
  g_assert_cmpint(ty_date_number(date("1970-01-01")), ==, 0);
  g_assert_cmpint(ty_date_number(date("2000-03-01")), ==, 11017);
  g_assert_cmpuint(ty_date_weekday(date("2025-03-18")), ==, 2);
  g_assert_cmpuint(ty_date_weekday(date("1900-01-01")), ==, 1);
  g_assert_cmpstr(ty_weekday_name(7), ==, "周日");
  g_assert_null(ty_weekday_name(0));
  g_assert_null(ty_weekday_name(8));
}

/* Every day of ten thousand years, against GDate. */
static void test_dates_agree_with_gdate(void) {
  g_autoptr(GDate) glib = g_date_new_dmy(1, 1, 1);

  for (gint32 number = ty_date_number((TyDate){1, 1, 1});
       number <= ty_date_number((TyDate){9999, 12, 31}); number += 1) {
    TyDate found = ty_date_from_number(number);
    g_assert_true(found.year == g_date_get_year(glib) &&
                  found.month == (guint) g_date_get_month(glib) &&
                  found.day == g_date_get_day(glib));
    g_assert_true(ty_date_number(found) == number && ty_date_valid(found));
    g_assert_true(ty_date_weekday(found) == (guint) g_date_get_weekday(glib));
    g_date_add_days(glib, 1);
  }
}

static void test_lunar_dates(void) {
  static const struct {
    const char *solar;
    TyLunarDate lunar;
    const char *text;
  } known[] = {{"2025-03-18", {2025, 2, 19, FALSE}, "农历二月十九"},
               {"2024-02-10", {2024, 1, 1, FALSE}, "农历正月初一"},
               {"2025-01-28", {2024, 12, 29, FALSE}, "农历十二月二十九"},
               {"2025-07-25", {2025, 6, 1, TRUE}, "农历闰六月初一"},
               {"2023-03-22", {2023, 2, 1, TRUE}, "农历闰二月初一"},
               {"2033-12-22", {2033, 11, 1, TRUE}, "农历闰十一月初一"},
               {"2024-02-09", {2023, 12, 30, FALSE}, "农历十二月三十"},
               {"2025-10-06", {2025, 8, 15, FALSE}, "农历八月十五"},
               {"2025-05-31", {2025, 5, 5, FALSE}, "农历五月初五"},
               {"2024-03-30", {2024, 2, 21, FALSE}, "农历二月二十一"}};

  for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
    TyLunarDate lunar, parsed;
    TyDate back;
    g_assert_true(ty_lunar_from_date(date(known[i].solar), &lunar, NULL));
    g_autofree char *text = ty_lunar_text(lunar);
    g_assert_cmpstr(text, ==, known[i].text);
    g_assert_cmpint(lunar.year, ==, known[i].lunar.year);
    g_assert_true(ty_lunar_to_date(known[i].lunar, &back, NULL));
    g_autofree char *solar = ty_date_text(back);
    g_assert_cmpstr(solar, ==, known[i].solar);
    g_assert_true(ty_lunar_parse(text, &parsed, NULL));
    g_assert_true(parsed.month == lunar.month && parsed.day == lunar.day &&
                  parsed.leap == lunar.leap && parsed.year == 0);
  }
  TyLunarDate parsed;
  g_assert_true(ty_lunar_parse("腊月廿三", &parsed, NULL));
  g_assert_true(parsed.month == 12 && parsed.day == 23);
  g_assert_true(ty_lunar_parse("冬月初十", &parsed, NULL));
  g_assert_true(parsed.month == 11 && parsed.day == 10);
  const char *const bad[] = {"",           "农历",       "二月",  "二月三十一",
                             "十三月初一", "二月初十一", "2月19", "初一"};
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(ty_lunar_parse(bad[i], &parsed, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  }
}

static void test_lunar_dates_that_are_not(void) {
  TyDate found;
  const TyLunarDate none[] = {{2025, 2, 1, TRUE}, {2025, 12, 30, FALSE}, {2024, 6, 1, TRUE}};
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS(none); i++) {
    if (i == 1) /* the twelfth month of 2025 has 29 days */
      g_assert_true(ty_lunar_to_date((TyLunarDate){2025, 12, 29, FALSE}, &found, NULL));
    g_assert_false(ty_lunar_to_date(none[i], &found, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_NOT_FOUND);
    g_clear_error(&error);
  }
  TyLunarDate lunar;
  g_assert_false(ty_lunar_from_date((TyDate){1899, 12, 31}, &lunar, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_clear_error(&error);
  g_assert_false(ty_lunar_from_date((TyDate){2025, 2, 30}, &lunar, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_clear_error(&error);
  g_assert_false(ty_lunar_to_date((TyLunarDate){0, 1, 1, FALSE}, &found, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
}

/* There and back on some days of three centuries; months have 29 or 30 days and run on. */
static void test_lunar_round_trips(void) {
  gint32 last = ty_date_number((TyDate){2199, 1, 1});

  for (gint32 number = ty_date_number((TyDate){1901, 1, 1}); number < last; number += 97) {
    TyLunarDate lunar, next;
    TyDate back;
    g_assert_true(ty_lunar_from_date(ty_date_from_number(number), &lunar, NULL));
    g_assert_true(ty_lunar_from_date(ty_date_from_number(number + 1), &next, NULL));
    g_assert_true(ty_lunar_to_date(lunar, &back, NULL));
    g_assert_cmpint(ty_date_number(back), ==, number);
    g_assert_true(next.day == lunar.day + 1 || (next.day == 1 && lunar.day >= 29));
    g_assert_cmpuint(lunar.day, <=, 30);
  }
}

static void test_festivals(void) {
  static const struct {
    const char *date, *festival;
    gboolean holiday;
  } known[] = {{"2025-01-01", "元旦", TRUE},   {"2025-01-28", "除夕", TRUE},
               {"2024-02-09", "除夕", FALSE},  {"2025-01-29", "春节", TRUE},
               {"2025-01-31", NULL, TRUE},     {"2025-02-01", NULL, FALSE},
               {"2024-04-04", "清明节", TRUE}, {"2025-04-04", "清明节", TRUE},
               {"2026-04-05", "清明节", TRUE}, {"2023-04-05", "清明节", TRUE},
               {"2023-04-04", NULL, FALSE},    {"2025-05-01", "劳动节", TRUE},
               {"2025-05-02", NULL, TRUE},     {"2024-05-02", NULL, FALSE},
               {"2025-05-31", "端午节", TRUE}, {"2025-10-06", "中秋节", TRUE},
               {"2025-10-03", NULL, TRUE},     {"2025-10-04", NULL, FALSE},
               {"2025-03-18", NULL, FALSE},    {"2025-10-29", "重阳节", FALSE},
               {"2025-07-25", NULL, FALSE},    {"2025-08-29", "七夕节", FALSE}};
  for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
    TyCalendarDay found = day(known[i].date);
    g_assert_cmpstr(ty_calendar_festival(&found), ==, known[i].festival);
    g_assert_true(ty_calendar_holiday(&found) == known[i].holiday);
  }
}

static gboolean matches(const char *rule_text, const char *date_text) {
  g_autoptr(GError) error = NULL;
  g_autoptr(TyDateRule) rule = ty_date_rule_parse(rule_text, &error);
  TyCalendarDay on = day(date_text);
  g_assert_no_error(error);
  return ty_date_rule_matches(rule, &on);
}

static void test_sets_of_days(void) {
  static const struct {
    const char *rule, *in, *out;
  } known[] = {{"周一、周二", "2025-03-18", "2025-03-19"},
               {"周二至周五", "2025-03-21", "2025-03-22"},
               {"周六至周一", "2025-03-23", "2025-03-18"},
               {"周末", "2025-03-22", "2025-03-21"},
               {"每周日", "2025-03-23", "2025-03-24"},
               {"星期天", "2025-03-23", "2025-03-24"},
               {"10月1日", "2025-10-01", "2025-10-02"},
               {"10-01", "2031-10-01", "2025-10-02"},
               {"4月-10月", "2025-10-31", "2025-11-01"},
               {"4月1日-10月15日", "2025-10-15", "2025-10-16"},
               {"11-01~03-31", "2026-01-15", "2025-04-01"},
               {"11月至次年3月", "2026-01-15", "2025-04-01"},
               {"2025-10-01至2025-10-07", "2025-10-07", "2026-10-03"},
               {"2025年10月1日", "2025-10-01", "2024-10-01"},
               {"农历二月十九", "2025-03-18", "2025-03-19"},
               {"二月十九", "2025-03-18", "2025-02-19"},
               {"农历六月", "2025-07-24", "2025-07-25"},
               {"闰六月", "2025-07-25", "2025-07-24"},
               {"农历腊月廿三至正月十五", "2025-02-12", "2025-02-13"},
               {"春节", "2025-01-30", "2025-02-01"},
               {"中秋", "2025-10-06", "2025-10-07"},
               {"法定节假日", "2025-10-02", "2025-10-04"},
               {"4月-10月 周一", "2025-04-07", "2025-03-17"},
               {"周一、10月1日 9月-10月", "2025-10-01", "2025-03-17"},
               {"每天", "2025-03-18", NULL}};
  for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
    g_assert_true(matches(known[i].rule, known[i].in));
    if (known[i].out)
      g_assert_false(matches(known[i].rule, known[i].out));
  }
  const char *const bad[] = {"",     "周八",   "13月",     "2月30日", "周一至", "周一至10月",
                             "大概", "周一、", "10月1日x", "农历",    "周一 每"};
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_date_rule_parse(bad[i], &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  }
}

static void assert_hours(const TyOpeningRules *rules, const char *on, const char *expected) {
  TyCalendarDay found = day(on);
  TyOpening hours = ty_opening_rules_on(rules, &found);
  g_autofree char *text = g_strdup_printf("%g-%g %g %g-%g", hours.open_s / 3600.,
                                          hours.close_s / 3600., hours.last_entry_s / 3600.,
                                          hours.break_from_s / 3600., hours.break_until_s / 3600.);
  g_assert_cmpstr(text, ==, expected);
}

static void test_opening_hours(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(TyOpeningRules) rules = ty_opening_rules_parse(
      "08:30-18:00 停止入园17:00；11月-3月 09：00～17:00; 周一 休（法定节假日除外）\n"
      "2025-10-05 全天; 农历二月十九 06:00-12:00,14:00-22:00 (香会)",
      &error);

  g_assert_no_error(error);
  assert_hours(rules, "2025-06-04", "8.5-18 17 0-0");
  assert_hours(rules, "2025-12-03", "9-17 0 0-0");
  assert_hours(rules, "2025-06-02", "0-0 0 0-0");     /* a Monday */
  assert_hours(rules, "2028-05-01", "8.5-18 17 0-0"); /* a Monday and a day off */
  assert_hours(rules, "2025-10-05", "0-24 0 0-0");
  assert_hours(rules, "2025-03-18", "6-22 0 12-14");
  g_assert_cmpstr(ty_opening_rules_note(rules), ==, "香会");

  g_autoptr(TyOpeningRules) summer = ty_opening_rules_parse("4月-10月 08:00-18:00", NULL);
  assert_hours(summer, "2025-12-03", "0-0 0 0-0");
  g_autoptr(TyOpeningRules) night = ty_opening_rules_parse("18:00-02:00", NULL);
  assert_hours(night, "2025-12-03", "18-26 0 0-0");
  g_autoptr(TyOpeningRules) always = ty_opening_rules_parse("", NULL);
  assert_hours(always, "2025-12-03", "0-24 0 0-0");
  g_autoptr(TyOpeningRules) tuesday = ty_opening_rules_parse("周二闭馆", NULL);
  assert_hours(tuesday, "2025-03-18", "0-0 0 0-0");
  assert_hours(tuesday, "2025-03-19", "0-24 0 0-0");
}

static void test_opening_columns(void) {
  g_autoptr(TyOpeningRules) museum =
      ty_opening_rules_from_columns("09:00", "17:00", "周一(法定节假日除外)", NULL);
  assert_hours(museum, "2025-03-17", "0-0 0 0-0");
  assert_hours(museum, "2025-03-18", "9-17 0 0-0");
  assert_hours(museum, "2029-01-01", "9-17 0 0-0"); /* a Monday and new year's day */
  g_autoptr(TyOpeningRules) two = ty_opening_rules_from_columns(NULL, "", "周一、周二", NULL);
  assert_hours(two, "2025-03-18", "0-0 0 0-0");
  assert_hours(two, "2025-03-19", "0-24 0 0-0");
  g_autoptr(TyOpeningRules) never = ty_opening_rules_from_columns("8:30", "18:00", "无", NULL);
  assert_hours(never, "2025-03-17", "8.5-18 0 0-0");
  g_autoptr(GError) error = NULL;
  g_assert_null(ty_opening_rules_from_columns("08:30", "", "", &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
}

static void test_opening_that_is_not(void) {
  const char *const bad[] = {"25:00-26:00",
                             "08:30",
                             "08:30-",
                             "8-18",
                             "08:30-18:00 休",
                             "周一",
                             "周一 大概",
                             "08:30-18:00 (门票",
                             "停止入园17:00",
                             "08:30-24:30",
                             "周一至 休",
                             "08:60-09:00",
                             "8:00-9:00,8:30-10:00",
                             "8:00-9:00,10:00-11:00,12:00-13:00"};
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(TyOpeningRules) rules = ty_opening_rules_parse(bad[i], &error);
    if (rules)
      g_test_message("taken: %s", bad[i]);
    g_assert_null(rules);
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
    g_assert_nonnull(strstr(error->message, "found"));
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/route/calendar/dates", test_dates);
  g_test_add_func("/route/calendar/dates-agree-with-gdate", test_dates_agree_with_gdate);
  g_test_add_func("/route/calendar/lunar-dates", test_lunar_dates);
  g_test_add_func("/route/calendar/no-such-lunar-date", test_lunar_dates_that_are_not);
  g_test_add_func("/route/calendar/lunar-round-trips", test_lunar_round_trips);
  g_test_add_func("/route/calendar/festivals", test_festivals);
  g_test_add_func("/route/calendar/sets-of-days", test_sets_of_days);
  g_test_add_func("/route/calendar/opening-hours", test_opening_hours);
  g_test_add_func("/route/calendar/opening-columns", test_opening_columns);
  g_test_add_func("/route/calendar/opening-that-is-not", test_opening_that_is_not);
  return g_test_run();
}
