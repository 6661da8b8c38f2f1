/* SPDX-License-Identifier: Apache-2.0 */
/* The committed questionnaires carry the marginals that the study published, and are what
 * tools/survey-sample prints. Run from the top of the tree, or with TY_TOP_SRCDIR naming it;
 * TY_SURVEY_SAMPLE names the built program (build/tools/survey-sample when unset). */
#include <glib.h>
#include <string.h>

enum { N_PEOPLE = 265, N_COLUMNS = 20 }; /* a number and 19 fields */

typedef struct {
  char *text;
  char **lines; /* without the heading */
  char **heading;
} Survey;

static char *in_tree(const char *path) {
  const char *top = g_getenv("TY_TOP_SRCDIR");

  return g_build_filename(top ? top : ".", path, NULL);
}

static void survey_read(Survey *survey, gconstpointer unused) {
  g_autofree char *path = in_tree("corpus/survey/generated-questionnaires.csv");
  g_autoptr(GError) error = NULL;

  (void) unused;
  g_file_get_contents(path, &survey->text, NULL, &error);
  g_assert_no_error(error);
  g_auto(GStrv) all = g_strsplit(survey->text, "\n", -1);
  survey->heading = g_strsplit(all[0], ",", -1);
  survey->lines = g_strdupv(all + 1);
}

static void survey_free(Survey *survey, gconstpointer unused) {
  (void) unused;
  g_strfreev(survey->lines);
  g_strfreev(survey->heading);
  g_free(survey->text);
}

static guint column(const Survey *survey, const char *name) {
  for (guint i = 0; survey->heading[i]; i++)
    if (!strcmp(survey->heading[i], name))
      return i;
  g_error("no column %s in the questionnaires", name);
}

static char *answer(const Survey *survey, guint person, const char *field) {
  g_auto(GStrv) cells = g_strsplit(survey->lines[person], ",", -1);

  return g_strdup(cells[column(survey, field)]);
}

static int number(const Survey *survey, guint person, const char *field) {
  g_autofree char *text = answer(survey, person, field);
  gint64 value = 0;

  g_assert_true(g_ascii_string_to_signed(text, 10, 0, 100000, &value, NULL));
  return (int) value;
}

static guint count(const Survey *survey, const char *field, const char *value) {
  guint n = 0;

  for (guint person = 0; person < N_PEOPLE; person++) {
    g_autofree char *text = answer(survey, person, field);
    n += !strcmp(text, value);
  }
  return n;
}

/* How many of those whose `field` is `value` have `other` as `wanted`, in per cent. */
static double share(const Survey *survey, const char *field, const char *value, const char *other,
                    const char *wanted) {
  guint all = 0, hits = 0;

  for (guint person = 0; person < N_PEOPLE; person++) {
    g_autofree char *text = answer(survey, person, field);
    g_autofree char *second = answer(survey, person, other);
    if (!g_str_equal(text, value) || !*second)
      continue;
    all++;
    hits += !strcmp(second, wanted);
  }
  g_assert_cmpuint(all, >, 0);
  return 100.0 * hits / all;
}

static double mean(const Survey *survey, const char *field, const char *value,
                   const char *numeric) {
  guint all = 0;
  double sum = 0;

  for (guint person = 0; person < N_PEOPLE; person++) {
    g_autofree char *text = answer(survey, person, field);
    if (!g_str_equal(text, value))
      continue;
    all++;
    sum += number(survey, person, numeric);
  }
  g_assert_cmpuint(all, >, 0);
  return sum / all;
}

static void test_has_the_published_shape(Survey *survey, gconstpointer unused) {
  (void) unused;
  g_assert_cmpuint(g_strv_length(survey->heading), ==, N_COLUMNS);
  g_assert_cmpuint(g_strv_length(survey->lines), ==, N_PEOPLE + 1); /* empty after the last \n */
  g_assert_cmpstr(survey->lines[N_PEOPLE], ==, "");
  for (guint person = 0; person < N_PEOPLE; person++) {
    g_auto(GStrv) cells = g_strsplit(survey->lines[person], ",", -1);
    g_assert_cmpuint(g_strv_length(cells), ==, N_COLUMNS);
    g_assert_cmpint(number(survey, person, "编号"), ==, (int) person + 1);
    for (guint i = 0; i < N_COLUMNS; i++) /* only the route question may stay open */
      g_assert_true(*cells[i] || !strcmp(survey->heading[i], "线路偏好"));
  }
}

static void test_meets_the_published_counts(Survey *survey, gconstpointer unused) {
  guint three_days = 0, explorers = 0, students = 0, in_range = 0;

  (void) unused;
  for (guint person = 0; person < N_PEOPLE; person++) {
    g_autofree char *job = answer(survey, person, "职业");
    int budget_cny = number(survey, person, "旅行预算_元");
    three_days += number(survey, person, "旅行天数") == 3;
    explorers += number(survey, person, "学习探索意愿") >= 4;
    students += !strcmp(job, "学生");
    in_range += !strcmp(job, "学生") && budget_cny >= 1000 && budget_cny <= 3000;
  }
  g_assert_cmpuint(explorers, ==, 84);
  g_assert_cmpuint(three_days, ==, 135); /* 51 % */
  g_assert_cmpuint(in_range * 10, >=, students * 8);

  guint two_hours = count(survey, "单个景点时长", "0-2小时");
  guint four_hours = count(survey, "单个景点时长", "2-4小时");
  g_assert_cmpuint(two_hours + four_hours, ==, 225); /* 85 % */
  g_assert_cmpuint(four_hours, >, N_PEOPLE / 2);

  g_assert_cmpuint(N_PEOPLE - count(survey, "线路偏好", ""), ==, 113);
  g_assert_cmpuint(count(survey, "线路偏好", "热门景点穿插小众景点"), ==, 62);
  g_assert_cmpuint(count(survey, "非遗体验意愿", "愿意") * 10, >, N_PEOPLE * 7);
  g_assert_cmpuint(count(survey, "交通工具", "火车") + count(survey, "交通工具", "飞机"), >,
                   N_PEOPLE / 2);
  g_assert_cmpuint(count(survey, "交通工具", "自驾"), <, N_PEOPLE / 5);
  g_assert_cmpuint(count(survey, "景观偏好", "自然与人文兼顾"), >, N_PEOPLE / 2);
}

static void test_shows_the_published_relations(Survey *survey, gconstpointer unused) {
  (void) unused;
  /* habit x age */
  g_assert_cmpfloat(share(survey, "年龄", "18-25岁", "旅行习惯", "自由行"), >,
                    share(survey, "年龄", "46-60岁", "旅行习惯", "自由行") + 40);
  /* habit x route preference */
  g_assert_cmpfloat(share(survey, "旅行习惯", "跟团", "线路偏好", "以热门景点为主"), >,
                    share(survey, "旅行习惯", "自由行", "线路偏好", "以热门景点为主") + 40);
  /* company x trip length */
  g_assert_cmpfloat(mean(survey, "旅行同伴", "独自", "旅行天数"), >,
                    mean(survey, "旅行同伴", "家人", "旅行天数") + 1);
  /* distance x transport; distance x trip length through it */
  g_assert_cmpfloat(mean(survey, "交通工具", "飞机", "旅行距离_公里"), >,
                    mean(survey, "交通工具", "自驾", "旅行距离_公里") + 500);
  g_assert_cmpfloat(mean(survey, "交通工具", "飞机", "旅行天数"), >,
                    mean(survey, "交通工具", "自驾", "旅行天数") + 1);
}

static void test_is_what_the_program_prints(Survey *survey, gconstpointer unused) {
  const char *set = g_getenv("TY_SURVEY_SAMPLE");
  g_autofree char *program = set ? g_strdup(set) : in_tree("build/tools/survey-sample");
  g_autofree char *printed = NULL;
  g_autoptr(GError) error = NULL;
  char *argv[] = {program, NULL};

  (void) unused;
  if (!g_file_test(program, G_FILE_TEST_IS_EXECUTABLE)) {
    g_test_skip("tools/survey-sample is not built");
    return;
  }
  g_spawn_sync(NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &printed, NULL, NULL, &error);
  g_assert_no_error(error);
  g_assert_true(!strcmp(printed, survey->text));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define ADD(name, test)                                                                            \
  g_test_add("/corpus/survey/" name, Survey, NULL, survey_read, test, survey_free)
  ADD("shape", test_has_the_published_shape);
  ADD("counts", test_meets_the_published_counts);
  ADD("relations", test_shows_the_published_relations);
  ADD("printed-by-the-program", test_is_what_the_program_prints);
  return g_test_run();
}
