/* SPDX-License-Identifier: Apache-2.0 */
#include "survey-fixture.h"

#include "base/random.h"

/* People of `k` groups: each group has usual answers to five questions, given with some noise, and
 * means of two numbers. `truth`: n. */
static TyQuestionnaire *planted(guint k, gsize n, double noise, guint64 seed, guint32 *truth) {
  static const char *const aims[] = {"美食", "学习", "美食;学习", "观光", "学习;观光"};
  static const double places[] = {0, 3, 1, 4, 2};
  TyRandom random = ty_random(seed, 1);
  g_autoptr(GString) table = g_string_new("甲,乙,丙,丁,目的,天数,花费\n");

  for (gsize i = 0; i < n; i++) {
    guint32 group = truth[i] = (guint32) ty_random_below(&random, k);
    for (guint q = 0; q < 4; q++) {
      guint answer =
          ty_random_double(&random) < noise ? (guint) ty_random_below(&random, 6) : (group + q) % 6;
      if (ty_random_double(&random) < .05)
        g_string_append_c(table, ','); /* not answered */
      else
        g_string_append_printf(table, "题%u答%u,", q, answer);
    }
    g_string_append_printf(table, "%s;%s,", aims[group],
                           ty_random_below(&random, 3) ? "放松" : "陪伴");
    double bell = 0;
    for (int t = 0; t < 12; t++)
      bell += ty_random_double(&random);
    g_string_append_printf(table, "%.2f,%.0f\n", 10 + 4.0 * group + (bell - 6),
                           2000 + 900.0 * places[group] + 300 * (bell - 6));
  }
  return new_questionnaire(table->str);
}

static void test_finds_planted_groups(void) {
  g_autoptr(GString) said = g_string_new(NULL);

  for (guint k = 2; k <= 5; k++)
    for (guint64 seed = 0; seed < 3; seed++) {
      enum { N = 300 };
      guint32 truth[N];
      g_autoptr(TyQuestionnaire) all = planted(k, N, .2, seed, truth);
      g_autoptr(GError) error = NULL;
      g_autoptr(TySegments) found = ty_segments_new(all, NULL, &error);
      g_assert_no_error(error);
      g_assert_cmpuint(found->k, ==, k);
      double agreement = ty_adjusted_rand_index(truth, found->segment, N);
      g_string_append_printf(said, " %u:%.3f", k, agreement);
      g_assert_cmpfloat(agreement, >=, .95);
    }
  g_test_message("adjusted Rand index by planted groups:%s", said->str);
}

static void test_agreement_by_hand(void) {
  /* Hubert and Arabie's index of {0,0,1,1,2,2} and {0,0,1,2,2,2}: pairs 3, 4 of 15; 2 in both. */
  const guint32 a[] = {0, 0, 1, 1, 2, 2}, b[] = {0, 0, 1, 2, 2, 2}, renamed[] = {5, 5, 3, 3, 1, 1};

  g_assert_cmpfloat_with_epsilon(ty_adjusted_rand_index(a, b, 6),
                                 (2 - 12.0 / 15) / (3.5 - 12.0 / 15), 1e-12);
  g_assert_cmpfloat(ty_adjusted_rand_index(a, renamed, 6), ==, 1);
}

static void test_same_on_any_number_of_threads(void) {
  guint32 truth[200];
  g_autoptr(TyQuestionnaire) all = planted(3, 200, .4, 5, truth);
  g_autoptr(TySegments) one = ty_segments_new(all, &(TySegmentOptions){.n_threads = 1}, NULL);
  g_autoptr(TySegments) four = ty_segments_new(all, &(TySegmentOptions){.n_threads = 4}, NULL);

  g_assert_cmpuint(one->k, ==, four->k);
  g_assert_cmpmem(one->segment, 200 * sizeof(guint32), four->segment, 200 * sizeof(guint32));
  g_assert_cmpmem(one->silhouette, 200 * sizeof(double), four->silhouette, 200 * sizeof(double));
  g_assert_cmpuint(one->choice->len, ==, 7);
  for (guint i = 0; i < one->choice->len; i++) {
    const TySegmentChoice *choice = &g_array_index(one->choice, TySegmentChoice, i);
    g_assert_cmpfloat(choice->silhouette, <=, 1);
    if (i > 0) /* another prototype never costs more than the best of many starts with fewer */
      g_assert_cmpfloat(choice->cost, <=, g_array_index(one->choice, TySegmentChoice, i - 1).cost);
  }
}

/* Silhouettes and Gower's distance of four rows by hand: 天数 spans 10, 性别 differs or not. */
static void test_silhouette_by_hand(void) {
  g_autoptr(TyQuestionnaire) all = new_questionnaire("性别,天数\n男,0\n男,1\n女,9\n女,10\n");
  g_autoptr(TySegments) found = ty_segments_new(all, &(TySegmentOptions){.k = 2}, NULL);
  double inside = .05, outside = ((.9 + 1) / 2 + 1) / 2; /* of the first row */

  g_assert_cmpuint(found->segment[0], ==, found->segment[1]);
  g_assert_cmpuint(found->segment[2], ==, found->segment[3]);
  g_assert_cmpuint(found->segment[0], !=, found->segment[2]);
  g_assert_cmpfloat_with_epsilon(found->silhouette[0], (outside - inside) / outside, 1e-6);
}

static void test_marks_tell_the_groups_apart(void) {
  guint32 truth[300];
  g_autoptr(TyQuestionnaire) all = planted(2, 300, .2, 3, truth);
  g_autoptr(TySegments) found = ty_segments_new(all, NULL, NULL);
  g_autoptr(GArray) marks = ty_segments_marks(all, found);
  gboolean days = FALSE;

  for (guint i = 0; i < marks->len; i++) {
    const TyMark *mark = &g_array_index(marks, TyMark, i);
    g_assert_true(mark->p >= 0 && mark->p <= 1 && mark->p_adjusted >= mark->p);
    if (mark->option >= 0) {
      g_assert_true(mark->inside >= 0 && mark->inside <= 1);
      g_assert_cmpfloat_with_epsilon(mark->lift, mark->inside / mark->overall, 1e-12);
    } else if (g_str_equal(all->field[mark->field].name, "天数")) {
      days = TRUE;
      g_assert_cmpfloat(fabs(mark->effect), >, 2);
      g_assert_cmpfloat(mark->p_adjusted, <, 1e-20);
    }
  }
  g_assert_true(days);
}

static void test_bad_wishes(void) {
  static const struct {
    const char *table;
    TySegmentOptions options;
    int code;
    const char *message;
  } cases[] = {
      {"甲,乙\n男,1\n女,2\n男,3\n",
       {.k = 9},
       TY_ERROR_INPUT,
       "found 3 respondents, expected at least 9"},
      {"甲,乙\n男,1\n女,2\n男,3\n", {.k = 1}, TY_ERROR_USAGE, "found 1 segments"},
      {"甲,乙\n男,1\n女,2\n男,3\n", {.gamma = -1}, TY_ERROR_USAGE, "γ -1"},
      {"甲\n男\n男\n男\n", {0}, TY_ERROR_INPUT, "no field whose answers can be compared"},
      {"甲\n男\n女\n男\n女\n", {0}, TY_ERROR_INPUT, "found 2 different sets of answers"},
      {"甲,乙\n男,1\n", {0}, TY_ERROR_INPUT, "no field whose answers"},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(TyQuestionnaire) all = new_questionnaire(cases[i].table);
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_segments_new(all, &cases[i].options, &error));
    assert_fails(&error, cases[i].code, cases[i].message);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/survey/segments/planted", test_finds_planted_groups);
  g_test_add_func("/survey/segments/agreement", test_agreement_by_hand);
  g_test_add_func("/survey/segments/threads", test_same_on_any_number_of_threads);
  g_test_add_func("/survey/segments/silhouette", test_silhouette_by_hand);
  g_test_add_func("/survey/segments/marks", test_marks_tell_the_groups_apart);
  g_test_add_func("/survey/segments/bad", test_bad_wishes);
  return run_tests();
}
