/* SPDX-License-Identifier: Apache-2.0 */
/* What is wished for, and what becomes of wishes that contradict each other or cannot be met. */
#include "support.h"

/* A road 甲–乙–丙–丁 of 10, 20 and 30 km; 戊 is optional; 己 hangs on nothing; the theme 空 has no
 * site that a leg reaches. */
static TyWorkspace *workspace;

static void make_workspace(void) {
  workspace = new_workspace("wishes.atlas");
  import_all(workspace, "sites",
             "name,aliases,open_from,open_to,closed_days,dwell_min_minutes,dwell_max_minutes\n"
             "甲寺,甲摩崖,,,,,\n乙寺,,09:00,17:00,,,\n丙寺,,,,周一,,\n丁寺,,,,,60,300\n戊寺,,,,,,\n"
             "己寺,,,,,,\n庚寺,,,,,,\n");
  import_all(workspace, "legs",
             "from,to,km,origin\n甲寺,乙寺,10,published\n乙寺,丙寺,20,published\n"
             "丙寺,丁寺,30,inferred\n丁寺,戊寺,5,published\n");
  import_all(workspace, "themes",
             "theme,site,optional,weight\n石刻,甲寺,0,5\n石刻,乙寺,0,4\n石刻,丙寺,0,3\n"
             "石刻,丁寺,0,2\n石刻,戊寺,1,1\n石刻,己寺,0,1\n空,己寺,0,1\n空,庚寺,0,1\n");
  import_all(workspace, "calendar",
             "event,kind,site,calendar,from,to\n歇业,closure,乙寺,solar,2026-03-02,2026-03-31\n"
             "上九会,festival,甲寺,lunar,01-09,01-09\n跨年,festival,甲寺,solar,12-31,01-02\n");
}

static json_t *plan(TyPlanRequest request) {
  g_autoptr(GError) error = NULL;
  json_t *answer = ty_plan(workspace, &request, &error);
  g_assert_no_error(error);
  return answer;
}

static void assert_stops(TyPlanRequest request, const char *stops) {
  g_auto_json answer = plan(request);
  g_autofree char *found = texts_of(answer, "stops");
  g_assert_cmpstr(found, ==, stops);
}

static void refuses(TyPlanRequest request, int code, const char *message) {
  g_autoptr(GError) error = NULL;
  g_auto_json answer = ty_plan(workspace, &request, &error);
  if (answer) {
    g_autofree char *stops = texts_of(answer, "stops");
    g_error("found the tour %s, expected “%s”", stops, message);
  }
  assert_fails(&error, code, message);
}

#define PLAN(...) ((TyPlanRequest){__VA_ARGS__})

static void test_keeps_wishes(void) {
  assert_stops(PLAN(.theme = "石刻"), "甲寺 乙寺 丙寺 丁寺");
  assert_stops(PLAN(.theme = "石刻", .start = "丁寺"), "丁寺 丙寺 乙寺 甲寺");
  assert_stops(PLAN(.theme = "石刻", .start = "乙寺", .end = "甲寺"), "乙寺 丙寺 丁寺 甲寺");
  assert_stops(PLAN(.theme = "石刻", .optional = TRUE), "甲寺 乙寺 丙寺 丁寺 戊寺");
  assert_stops(PLAN(.theme = "石刻", .include = "戊寺"), "甲寺 乙寺 丙寺 丁寺 戊寺");
  assert_stops(PLAN(.theme = "石刻", .avoid = "乙寺，丁寺"), "甲寺 丙寺");
  assert_stops(PLAN(.theme = "石刻", .avoid = "甲寺"), "乙寺 丙寺 丁寺");
  assert_stops(PLAN(.include = "甲摩崖,丁寺"), "甲寺 丁寺");
  assert_stops(PLAN(.order = "乙寺,甲寺"), "乙寺 甲寺");
  assert_stops(PLAN(.order = "乙寺,甲寺", .start = "乙寺", .end = "甲寺", .rule = "given"),
               "乙寺 甲寺");
  assert_stops(PLAN(.order = "甲寺"), "甲寺");
}

static void test_says_why_a_site_is_out(void) {
  g_auto_json answer = plan(PLAN(.theme = "石刻", .avoid = "乙寺"));
  static const char *const why[][2] = {
      {"乙寺", "avoided, as asked"},
      {"戊寺", "optional stop; ask for it with --optional or --include"},
      {"己寺", "no leg leads there"}};

  g_assert_cmpuint(size_of(answer, "left_out"), ==, G_N_ELEMENTS(why));
  for (gsize i = 0; i < G_N_ELEMENTS(why); i++)
    g_assert_cmpstr(text_of(item_with(answer, "left_out", "name", why[i][0]), "reason"), ==,
                    why[i][1]);
}

static void test_names_conflicts(void) {
  refuses(PLAN(.theme = "石刻", .include = "乙寺", .avoid = "乙寺"), TY_ERROR_INFEASIBLE,
          "乙寺 is both to be visited and to be avoided");
  refuses(PLAN(.theme = "石刻", .start = "乙寺", .avoid = "乙寺"), TY_ERROR_INFEASIBLE,
          "乙寺 is both to be visited and to be avoided");
  refuses(PLAN(.theme = "石刻", .end = "乙寺", .avoid = "乙寺"), TY_ERROR_INFEASIBLE,
          "乙寺 is both to be visited and to be avoided");
  refuses(PLAN(.order = "甲寺,乙寺", .avoid = "乙寺"), TY_ERROR_INFEASIBLE,
          "乙寺 is both to be visited and to be avoided");
  refuses(PLAN(.order = "甲寺,乙寺", .include = "丙寺"), TY_ERROR_INFEASIBLE,
          "丙寺 is to be visited, but the order given does not name it");
  refuses(PLAN(.order = "甲寺,乙寺", .end = "丙寺"), TY_ERROR_INFEASIBLE,
          "丙寺 is to be visited, but the order given does not name it");
  refuses(PLAN(.order = "甲寺,乙寺,丙寺", .end = "乙寺"), TY_ERROR_INFEASIBLE,
          "the order given does not end with 乙寺");
  refuses(PLAN(.order = "甲寺,乙寺", .start = "乙寺"), TY_ERROR_INFEASIBLE,
          "the order given does not begin with 乙寺");
  refuses(PLAN(.theme = "石刻", .start = "甲寺", .end = "甲摩崖"), TY_ERROR_USAGE,
          "found the start 甲摩崖 as --end");
  refuses(PLAN(.theme = "石刻", .end = "丁寺", .back_to_start = TRUE), TY_ERROR_USAGE,
          "found --end and --return, expected one of them");
  refuses(PLAN(.order = "甲寺,乙寺,甲摩崖"), TY_ERROR_USAGE, "--order: found 甲寺 twice");
  refuses(PLAN(.order = " , ，"), TY_ERROR_USAGE, "--order: found no site");
  refuses(PLAN(.legs = NULL), TY_ERROR_USAGE, "found neither --theme nor --order nor --include");
  refuses(PLAN(.theme = "石刻", .rule = "given"), TY_ERROR_USAGE, "needs --order");
  refuses(PLAN(.theme = "石刻", .rule = "guess"), TY_ERROR_USAGE, "found the rule guess, expected");
  refuses(PLAN(.theme = "石刻", .legs = "guessed"), TY_ERROR_USAGE,
          "found the legs 'guessed', expected published, road, inferred or estimated");
}

static void test_names_what_it_does_not_know(void) {
  refuses(PLAN(.theme = "剪纸"), TY_ERROR_NOT_FOUND,
          "剪纸: no such theme in the atlas, expected one of: 石刻、空");
  refuses(PLAN(.theme = "石刻", .start = "丙"), TY_ERROR_NOT_FOUND,
          "丙: no such entity in the atlas (near: 丙寺)");
  refuses(PLAN(.theme = "石刻", .end = "无处"), TY_ERROR_NOT_FOUND, "无处: no such entity");
  refuses(PLAN(.theme = "石刻", .include = "甲寺,无处"), TY_ERROR_NOT_FOUND, "无处");
  refuses(PLAN(.theme = "石刻", .avoid = "无处"), TY_ERROR_NOT_FOUND, "无处");
  refuses(PLAN(.order = "甲寺,无处"), TY_ERROR_NOT_FOUND, "无处");
}

static void test_says_what_cannot_be_reached(void) {
  refuses(PLAN(.theme = "空"), TY_ERROR_INFEASIBLE,
          "no leg leads from 己寺 to any other site of 空: found 0 reachable sites");
  refuses(PLAN(.theme = "石刻", .include = "己寺"), TY_ERROR_INFEASIBLE,
          "己寺 cannot be reached from 甲寺 over published and inferred legs");
  refuses(PLAN(.order = "甲寺,丁寺", .legs = "published"), TY_ERROR_INFEASIBLE,
          "丁寺 cannot be reached from 甲寺 over published legs");
  refuses(PLAN(.theme = "石刻", .start = "己寺"), TY_ERROR_INFEASIBLE, "no leg leads from 己寺");
}

static void test_checks_the_day(void) {
  refuses(PLAN(.theme = "石刻", .day_start = "9点"), TY_ERROR_USAGE, "--day-start: found 9点");
  refuses(PLAN(.theme = "石刻", .day_start = "24:00"), TY_ERROR_USAGE, "--day-start: found 24:00");
  refuses(PLAN(.theme = "石刻", .day_hours = 25), TY_ERROR_USAGE, "--day-hours: found 25");
  refuses(PLAN(.theme = "石刻", .day_hours = -1), TY_ERROR_USAGE, "--day-hours: found -1");
  refuses(PLAN(.theme = "石刻", .n_days = 400), TY_ERROR_USAGE, "--days: found 400");
  refuses(PLAN(.theme = "石刻", .date = "2026-02-30"), TY_ERROR_USAGE, "--date: ");
  refuses(PLAN(.theme = "石刻", .date = "明天"), TY_ERROR_USAGE, "--date: ");
  refuses(PLAN(.theme = "石刻", .date = "2500-01-01"), TY_ERROR_USAGE, "2500");
}

/* Days ------------------------------------------------------------------------------------------
 */

static void test_a_start_that_is_closed(void) {
  /* The tour is planned from where it can begin, and says so, or there is none. */
  g_autoptr(GError) error = NULL;
  g_auto_json answer =
      ty_plan(workspace, &PLAN(.theme = "石刻", .start = "乙寺", .date = "2026-03-02"), &error);
  if (answer) {
    g_autofree char *notes = texts_of(answer, "notes");
    g_assert_cmpstr(text_of(answer, "start"), !=, "乙寺");
    assert_contains(notes, "乙寺 was asked for and is left out");
  } else
    assert_fails(&error, TY_ERROR_INFEASIBLE, "乙寺");
}

/* The date on which a stop is visited; NULL when it is left out. */
static const char *date_of(const json_t *answer, const char *name) {
  json_t *day;
  gsize i;
  json_array_foreach(json_object_get(answer, "days"), i, day) {
    if (item_with(day, "stops", "name", name))
      return text_of(day, "date");
  }
  return NULL;
}

static void test_a_closed_site_waits_or_is_left_out(void) {
  /* 乙寺 is closed in March 2026, 丙寺 on Mondays: 2 March 2026 is one. */
  g_auto_json march = plan(PLAN(.theme = "石刻", .date = "2026-03-02"));
  g_assert_null(date_of(march, "乙寺"));
  g_assert_cmpstr(text_of(item_with(march, "left_out", "name", "乙寺"), "reason"), ==,
                  "closed on every day of the tour");
  g_assert_cmpstr(date_of(march, "丙寺"), !=, "2026-03-02");
  g_assert_nonnull(date_of(march, "丙寺"));
  g_auto_json april = plan(PLAN(.theme = "石刻", .date = "2026-04-01"));
  g_assert_nonnull(date_of(april, "乙寺"));
  /* A wish that no day can meet is named: the rest is planned. */
  g_auto_json wished = plan(PLAN(.theme = "石刻", .include = "乙寺", .date = "2026-03-02"));
  g_autofree char *notes = texts_of(wished, "notes");
  assert_contains(notes, "乙寺 was asked for and is left out: closed on every day of the tour");
}

static void test_names_wishes_that_the_days_cannot_hold(void) {
  g_auto_json answer = plan(PLAN(.theme = "石刻", .include = "甲寺,乙寺,丙寺,丁寺", .n_days = 1));
  g_autofree char *notes = texts_of(answer, "notes");

  g_assert_cmpuint(size_of(answer, "stops"), <, 4);
  assert_contains(notes, "was asked for and is left out: the days are full");
}

static void test_tells_festivals(void) {
  g_auto_json lunar = plan(PLAN(.order = "甲寺", .date = "2026-02-25")); /* 正月初九 */
  g_auto_json turn = plan(PLAN(.order = "甲寺", .date = "2027-01-01"));
  g_auto_json none = plan(PLAN(.order = "甲寺", .date = "2027-01-03"));
  g_autofree char *first = texts_of(item_of(lunar, "days", 0), "events");
  g_autofree char *second = texts_of(item_of(turn, "days", 0), "events");

  g_assert_cmpstr(first, ==, "上九会");
  g_assert_cmpstr(second, ==, "跨年");
  g_assert_cmpuint(size_of(item_of(none, "days", 0), "events"), ==, 0);
}

static void test_dwell_is_kept_within_two_to_four_hours(void) {
  g_auto_json usual = plan(PLAN(.order = "丁寺"));
  g_auto_json brief = plan(PLAN(.order = "甲寺", .dwell_hours = .5));
  g_auto_json late = plan(PLAN(.order = "甲寺", .day_start = "10:30"));
  const json_t *stop = item_of(item_of(usual, "days", 0), "stops", 0);

  /* 60–300 minutes are stretched to 120 and cut to 240: 180 are wished for. */
  g_assert_cmpfloat(number_of(stop, "dwell_minutes"), ==, 180);
  g_assert_cmpfloat(number_of(item_of(item_of(brief, "days", 0), "stops", 0), "dwell_minutes"), <=,
                    240);
  g_assert_cmpstr(text_of(item_of(item_of(late, "days", 0), "stops", 0), "arrive"), ==, "10:30");
}

static void test_hours_in_unknown_words_bind_nobody(void) {
  g_autoptr(TyWorkspace) other = new_workspace("words.atlas");
  import_all(other, "sites", "name,closed_days\n甲寺,看守人赶场的日子\n乙寺,\n");
  import_all(other, "facts", "subject,predicate,value\n乙寺,open_hours,天亮-天黑\n");
  import_all(other, "legs", "from,to,km\n甲寺,乙寺,1\n");
  g_autoptr(GError) error = NULL;
  g_auto_json answer = ty_plan(other, &PLAN(.order = "甲寺,乙寺"), &error);

  g_assert_no_error(error);
  g_assert_cmpuint(size_of(answer, "stops"), ==, 2);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  make_workspace();
  g_test_add_func("/flow/wishes/kept", test_keeps_wishes);
  g_test_add_func("/flow/wishes/left-out", test_says_why_a_site_is_out);
  g_test_add_func("/flow/wishes/conflicts", test_names_conflicts);
  g_test_add_func("/flow/wishes/unknown", test_names_what_it_does_not_know);
  g_test_add_func("/flow/wishes/unreachable", test_says_what_cannot_be_reached);
  g_test_add_func("/flow/wishes/day", test_checks_the_day);
  g_test_add_func("/flow/wishes/closed", test_a_closed_site_waits_or_is_left_out);
  g_test_add_func("/flow/wishes/start-closed", test_a_start_that_is_closed);
  g_test_add_func("/flow/wishes/too-many", test_names_wishes_that_the_days_cannot_hold);
  g_test_add_func("/flow/wishes/festivals", test_tells_festivals);
  g_test_add_func("/flow/wishes/dwell", test_dwell_is_kept_within_two_to_four_hours);
  g_test_add_func("/flow/wishes/words", test_hours_in_unknown_words_bind_nobody);
  int failed = run_tests();
  ty_workspace_free(workspace);
  return failed;
}
