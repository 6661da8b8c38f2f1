/* SPDX-License-Identifier: Apache-2.0 */
/* The published tours of the sample region, to the last figure, and what an answer must hold. */
#include "support.h"

#define SHIKE_START "宝顶山"
#define CHUANJU_START "资阳市雁江区振声川剧非遗体验基地"
/* The order that the study printed (课题二). */
#define SHIKE_PRINTED                                                                                                                    \
  "宝顶山,北山,孔雀洞,茗山寺,塔坡,紫竹公园,圆觉洞,安岳县文化馆,安岳县非物质文化遗产展示体验馆," \
  "黄桷大佛旅游景区,玄妙观,睏佛寺摩崖造像,石匣寺摩崖造像,木门寺,卧佛院"
#define CHUANJU_PRINTED CHUANJU_START ",乐至县川剧团,香国公园,昌州古城,雍溪古镇,巴岳山"

static TyWorkspace *workspace;

static json_t *plan(const TyPlanRequest *request) {
  g_autoptr(GError) error = NULL;
  json_t *answer = ty_plan(workspace, request, &error);
  g_assert_no_error(error);
  g_assert_nonnull(answer);
  return answer;
}

/* One figure: what is asked for, and the length that must come out. */
typedef struct {
  TyPlanRequest request;
  double total_km;
  gboolean proven;
} Figure;

static void test_published_figures(void) {
  static const Figure figures[] = {
      /* 石刻: rule, legs as printed, with the inferred leg */
      {{.theme = "石刻", .start = SHIKE_START, .rule = "nearest", .legs = "published"}, 204.42, 0},
      {{.theme = "石刻", .start = SHIKE_START, .rule = "nearest", .legs = "inferred"}, 178.42, 1},
      {{.theme = "石刻", .start = SHIKE_START, .rule = "exact", .legs = "published"}, 201.42, 1},
      {{.theme = "石刻", .start = SHIKE_START, .rule = "exact", .legs = "inferred"}, 178.42, 1},
      {{.theme = "石刻", .rule = "exact", .legs = "published", .end = "卧佛院"}, 202.22, 1},
      {{.theme = "石刻", .rule = "exact", .legs = "published", .back_to_start = TRUE}, 324.48, 1},
      {{.theme = "石刻", .rule = "exact", .legs = "inferred", .back_to_start = TRUE}, 300.68, 1},
      {{.theme = "石刻", .rule = "nearest", .legs = "published", .back_to_start = TRUE}, 334.68, 0},
      {{.theme = "石刻", .rule = "nearest", .legs = "inferred", .back_to_start = TRUE}, 308.68, 0},
      {{.theme = "石刻", .order = SHIKE_PRINTED, .legs = "published"}, 205.14, 0},
      {{.theme = "石刻", .order = SHIKE_PRINTED, .legs = "inferred"}, 179.14, 0},
      /* 川剧; 乐至县川剧团 is 127 km from both parks: the first in the theme is taken, which costs
       * the way back 1 km */
      {{.theme = "川剧", .start = CHUANJU_START, .rule = "nearest", .legs = "published"}, 261, 1},
      {{.theme = "川剧", .start = CHUANJU_START, .rule = "nearest", .legs = "inferred"}, 217, 1},
      {{.theme = "川剧", .rule = "exact", .legs = "published"}, 261, 1},
      {{.theme = "川剧", .rule = "exact", .legs = "inferred"}, 217, 1},
      {{.theme = "川剧", .rule = "exact", .legs = "published", .back_to_start = TRUE}, 400, 1},
      {{.theme = "川剧", .rule = "exact", .legs = "inferred", .back_to_start = TRUE}, 400, 1},
      {{.theme = "川剧", .rule = "nearest", .legs = "published", .back_to_start = TRUE}, 401, 0},
      {{.theme = "川剧", .rule = "nearest", .legs = "inferred", .back_to_start = TRUE}, 401, 0},
      {{.theme = "川剧", .order = CHUANJU_PRINTED, .legs = "published"}, 282, 0},
      {{.theme = "川剧", .order = CHUANJU_PRINTED, .legs = "inferred"}, 217, 1},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(figures); i++) {
    g_auto_json answer = plan(&figures[i].request);
    const char *rule = figures[i].request.order ? "given" : figures[i].request.rule;
    g_test_message("figure %zu", i);
    g_assert_cmpfloat(number_of(answer, "total_km"), ==, figures[i].total_km);
    g_assert_cmpstr(text_of(answer, "rule"), ==, rule);
    if (g_str_equal(rule, "exact"))
      g_assert_true(json_is_true(json_object_get(answer, "proven_optimal")));
    g_assert_cmpint(json_is_true(json_object_get(answer, "proven_optimal")), ==, figures[i].proven);
    g_assert_cmpfloat(number_of(answer, "gap"), >=, 0);
    if (figures[i].proven)
      g_assert_cmpfloat(number_of(answer, "gap"), ==, 0);
  }
}

static void test_the_nearest_rule_goes_to_yuanjuedong_first(void) {
  g_auto_json answer = plan(&(TyPlanRequest){.theme = "石刻", .rule = "nearest"});
  g_autofree char *stops = texts_of(answer, "stops");
  g_assert_cmpstr(stops, ==,
                  "宝顶山 北山 孔雀洞 茗山寺 塔坡 圆觉洞 紫竹公园 安岳县文化馆 "
                  "安岳县非物质文化遗产展示体验馆 黄桷大佛旅游景区 玄妙观 睏佛寺摩崖造像 "
                  "石匣寺摩崖造像 木门寺 卧佛院");
}

static void test_a_given_order_is_kept(void) {
  g_auto_json answer = plan(&(TyPlanRequest){.theme = "石刻", .order = SHIKE_PRINTED});
  g_autofree char *stops = texts_of(answer, "stops");
  g_autofree char *expected = g_strdelimit(g_strdup(SHIKE_PRINTED), ",", ' ');
  g_assert_cmpstr(stops, ==, expected);
  /* Wide commas, spaces and aliases are names too. */
  g_auto_json wide = plan(&(TyPlanRequest){.order = "宝顶山， 北山 ,孔雀洞"});
  g_autofree char *three = texts_of(wide, "stops");
  g_assert_cmpstr(three, ==, "宝顶山 北山 孔雀洞");
}

static void test_sites_without_a_leg_are_left_out_by_name(void) {
  static const char *const sites[] = {"华严洞", "毗卢洞", "安岳朝阳洞道观", "半月山大佛",
                                      "安岳县卧佛书院非遗体验基地"};
  g_auto_json answer = plan(&(TyPlanRequest){.theme = "石刻"});

  g_assert_cmpuint(size_of(answer, "stops"), ==, 15);
  g_assert_cmpuint(size_of(answer, "left_out"), ==, G_N_ELEMENTS(sites));
  for (gsize i = 0; i < G_N_ELEMENTS(sites); i++) {
    const json_t *left = item_with(answer, "left_out", "name", sites[i]);
    g_assert_nonnull(left);
    g_assert_cmpstr(text_of(left, "reason"), ==, "no leg leads there");
  }
}

static void test_every_key_is_there(void) {
  static const char *const keys[] = {
      "theme",          "start", "rule", "total_km", "stops", "left_out", "proven_optimal",
      "lower_bound_km", "gap",   "legs", "n_days",   "days",  "notes",    NULL};
  static const char *const of_leg[] = {"from", "to", "km", "minutes", "origin", NULL};
  static const char *const of_stop[] = {"name", "arrive", "begin", "depart", "dwell_minutes", NULL};
  g_auto_json answer = plan(&(TyPlanRequest){.theme = "石刻", .legs = "published"});
  json_t *leg, *day, *stop;
  gsize i, k;

  for (gsize key = 0; keys[key]; key++)
    g_assert_nonnull(json_object_get(answer, keys[key]));
  json_array_foreach(json_object_get(answer, "legs"), i, leg) {
    for (gsize key = 0; of_leg[key]; key++)
      g_assert_nonnull(json_object_get(leg, of_leg[key]));
    g_assert_cmpstr(text_of(leg, "origin"), ==, "published");
    g_assert_cmpuint(size_of(leg, "sources"), ==, size_of(leg, "via") + 1);
  }
  g_assert_cmpuint(i, ==, 14);
  json_array_foreach(json_object_get(answer, "days"), i, day)
      json_array_foreach(json_object_get(day, "stops"), k, stop) {
    for (gsize key = 0; of_stop[key]; key++)
      g_assert_nonnull(json_object_get(stop, of_stop[key]));
  }
}

static void test_only_inferred_legs_say_so(void) {
  g_auto_json answer = plan(&(TyPlanRequest){.theme = "石刻"});
  json_t *leg;
  gsize i, inferred = 0;

  json_array_foreach(json_object_get(answer, "legs"), i, leg) {
    gboolean between = g_str_equal(text_of(leg, "from"), "睏佛寺摩崖造像") &&
                       g_str_equal(text_of(leg, "to"), "石匣寺摩崖造像");
    g_assert_cmpstr(text_of(leg, "origin"), ==, between ? "inferred" : "published");
    if (between)
      g_assert_cmpfloat(number_of(leg, "km"), ==, 11);
    inferred += between;
  }
  g_assert_cmpuint(inferred, ==, 1);
}

static void test_the_tour_takes_the_days_it_takes(void) {
  g_auto_json answer = plan(&(TyPlanRequest){.theme = "石刻"});
  gsize days = size_of(answer, "days");
  g_autofree char *notes = texts_of(answer, "notes");
  g_autofree char *says = g_strdup_printf("15 stops take %zu days", days);

  g_assert_cmpuint(days, >=, 5);
  g_assert_cmpuint(days, <=, 8);
  g_assert_cmpint((int) number_of(answer, "n_days"), ==, (int) days);
  assert_contains(notes, says);
  for (gsize d = 0; d < days; d++) {
    gsize stops = size_of(item_of(answer, "days", d), "stops");
    g_assert_cmpuint(stops, >=, 2);
    g_assert_cmpuint(stops, <=, 3);
  }
}

static void test_three_days_hold_the_best_sites(void) {
  g_auto_json answer = plan(&(TyPlanRequest){.theme = "石刻", .n_days = 3});
  g_autofree char *notes = texts_of(answer, "notes");
  gsize stops = size_of(answer, "stops");
  g_autofree char *says =
      g_strdup_printf("3 days hold the best %zu of 15 stops; %zu are left out", stops, 15 - stops);
  json_t *left;
  gsize i, full = 0;

  g_assert_cmpuint(size_of(answer, "days"), ==, 3);
  g_assert_cmpuint(stops, >=, 6);
  g_assert_cmpuint(stops, <=, 9);
  g_assert_cmpuint(stops + size_of(answer, "left_out"), ==, 20);
  assert_contains(notes, says);
  g_assert_cmpstr(json_string_value(json_array_get(json_object_get(answer, "stops"), 0)), ==,
                  SHIKE_START);
  json_array_foreach(json_object_get(answer, "left_out"), i, left) full +=
      strstr(text_of(left, "reason"), "the days are full") != NULL;
  g_assert_cmpuint(full, ==, 15 - stops);
}

static void test_a_wish_is_kept_in_few_days(void) {
  TyPlanRequest request = {.theme = "石刻", .n_days = 2, .include = "卧佛院,木门寺"};
  g_auto_json answer = plan(&request);
  g_autofree char *stops = texts_of(answer, "stops");

  assert_contains(stops, "卧佛院");
  assert_contains(stops, "木门寺");
}

/* Dates -----------------------------------------------------------------------------------------
 */

static char *events_of(const json_t *answer) {
  GString *all = g_string_new(NULL);
  json_t *day;
  gsize i;
  json_array_foreach(json_object_get(answer, "days"), i, day) {
    g_autofree char *events = texts_of(day, "events");
    g_string_append_printf(all, "%s:%s\n", text_of(day, "date"), events);
  }
  return g_string_free(all, FALSE);
}

static void test_a_lunar_festival_falls_on_its_day(void) {
  /* 农历二月十九 was 18 March in 2025 and is 6 April in 2026. */
  TyPlanRequest request = {.order = "宝顶山,北山", .date = "2025-03-18"};
  g_auto_json on_the_day = plan(&request);
  g_autofree char *events = events_of(on_the_day);
  assert_contains(events, "2025-03-18:宝顶架香庙会");
  request.date = "2026-04-06";
  g_auto_json next_year = plan(&request);
  g_autofree char *later = events_of(next_year);
  assert_contains(later, "宝顶架香庙会");
  request.date = "2026-10-18"; /* nor does its season reach so far */
  g_auto_json other_day = plan(&request);
  g_autofree char *none = events_of(other_day);
  g_assert_null(strstr(none, "架香庙会"));
  request.date = NULL;
  g_auto_json undated = plan(&request);
  g_autofree char *nothing = events_of(undated);
  g_assert_null(strstr(nothing, "架香庙会"));
  g_assert_null(json_object_get(item_of(undated, "days", 0), "date"));
}

static void test_days_count_on_over_month_and_year(void) {
  g_auto_json answer = plan(&(TyPlanRequest){.theme = "石刻", .date = "2027-12-30"});
  g_assert_cmpstr(text_of(item_of(answer, "days", 0), "date"), ==, "2027-12-30");
  g_assert_cmpstr(text_of(item_of(answer, "days", 2), "date"), ==, "2028-01-01");
}

static void test_the_same_request_has_the_same_answer(void) {
  TyPlanRequest requests[] = {{.theme = "石刻", .rule = "ant", .seed = 5},
                              {.theme = "石刻", .rule = "search", .seed = 5},
                              {.theme = "石刻", .n_days = 3, .seed = 9}};
  for (gsize i = 0; i < G_N_ELEMENTS(requests); i++) {
    g_auto_json one = plan(&requests[i]), two = plan(&requests[i]);
    g_autofree char *first = dumped(one), *second = dumped(two);
    g_assert_cmpstr(first, ==, second);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  workspace = sample_workspace();
  g_test_add_func("/flow/plan/figures", test_published_figures);
  g_test_add_func("/flow/plan/nearest", test_the_nearest_rule_goes_to_yuanjuedong_first);
  g_test_add_func("/flow/plan/order", test_a_given_order_is_kept);
  g_test_add_func("/flow/plan/left-out", test_sites_without_a_leg_are_left_out_by_name);
  g_test_add_func("/flow/plan/keys", test_every_key_is_there);
  g_test_add_func("/flow/plan/inferred", test_only_inferred_legs_say_so);
  g_test_add_func("/flow/plan/days", test_the_tour_takes_the_days_it_takes);
  g_test_add_func("/flow/plan/three-days", test_three_days_hold_the_best_sites);
  g_test_add_func("/flow/plan/wish", test_a_wish_is_kept_in_few_days);
  g_test_add_func("/flow/plan/festival", test_a_lunar_festival_falls_on_its_day);
  g_test_add_func("/flow/plan/dates", test_days_count_on_over_month_and_year);
  g_test_add_func("/flow/plan/same", test_the_same_request_has_the_same_answer);
  int failed = run_tests();
  ty_workspace_free(workspace);
  return failed;
}
