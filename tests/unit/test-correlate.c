/* SPDX-License-Identifier: Apache-2.0 */
/* Tails, measures and corrections against closed forms, enumeration and published examples. */
#include "survey-fixture.h"

#include "base/random.h"
#include "survey/distribution.h"
#include "survey/measure.h"

static void near_to(double found, double expected) {
  g_assert_cmpfloat_with_epsilon(found, expected, 1e-10 * MAX(fabs(expected), 1e-3));
}

/* χ² with an even number of degrees is a finite sum of Poisson terms; with one it is erfc; t with
 * one is an arc tangent, with two an algebraic function; F with two on top a power. */
static void test_tails_by_closed_forms(void) {
  for (double x = .01; x < 80; x *= 1.7) {
    double term = exp(-x / 2), sum = 0;
    for (int i = 0; i < 6; i++) {
      sum += term;
      term *= x / 2 / (i + 1);
      near_to(ty_chi_squared_tail(x, 2.0 * (i + 1)), sum);
    }
    near_to(ty_chi_squared_tail(x, 1), erfc(sqrt(x / 2)));
    near_to(ty_t_tails(x, 1), 2 * atan2(1, x) / G_PI);
    near_to(ty_t_tails(-x, 2), 1 - x / sqrt(2 + x * x));
    near_to(ty_f_tail(x, 2, 7), pow(1 + 2 * x / 7, -3.5));
    near_to(ty_f_tail(x, 1, 11), ty_t_tails(sqrt(x), 11)); /* F(1, n) = t² */
  }
  /* Critical values as tables print them. */
  g_assert_cmpfloat_with_epsilon(ty_chi_squared_tail(3.841459, 1), .05, 1e-7);
  g_assert_cmpfloat_with_epsilon(ty_chi_squared_tail(18.307038, 10), .05, 1e-7);
  g_assert_cmpfloat_with_epsilon(ty_t_tails(2.228139, 10), .05, 1e-7);
  g_assert_cmpfloat_with_epsilon(ty_f_tail(3.325835, 5, 10), .05, 1e-6);
  /* Far out, where 1 − P has no digits left. */
  near_to(ty_chi_squared_tail(500, 2) / exp(-250), 1);
  g_assert_cmpfloat(ty_chi_squared_tail(0, 3), ==, 1);
}

/* Fisher's tea (1935): 3 of 4 right, p = 34/70; and all tables of 8 with even margins by hand. */
static void test_fisher_by_enumeration(void) {
  near_to(ty_fisher_exact(3, 1, 1, 3), 34.0 / 70);
  near_to(ty_fisher_exact(4, 0, 0, 4), 2.0 / 70);
  near_to(ty_fisher_exact(2, 2, 2, 2), 1);
  near_to(ty_fisher_exact(0, 5, 0, 7), 1); /* an empty column */
}

/* R, chisq.test(matrix(c(762, 484, 327, 239, 468, 477), 3)) of Agresti 2007, table 2.5: party by
 * gender, X² = 30.07, df 2, p 2.954e-07. */
static void test_cramer_on_agresti(void) {
  static const guint cells[2][3] = {{762, 327, 468}, {484, 239, 477}};
  gsize n = 0;
  guint32 a[2757], b[2757];

  for (guint32 i = 0; i < 2; i++)
    for (guint32 j = 0; j < 3; j++)
      for (guint k = 0; k < cells[i][j]; k++, n++) {
        a[n] = i;
        b[n] = j;
      }
  g_assert_cmpuint(n, ==, 2757);
  TyMeasured found = ty_measure_cramer(a, 2, b, 3, n);
  g_assert_cmpfloat_with_epsilon(found.statistic, 30.070, .001);
  g_assert_cmpfloat_with_epsilon(found.p, 2.954e-7, 1e-10);
  g_assert_cmpfloat(found.df1, ==, 2);
  g_assert_false(found.weak);
  double phi2 = found.statistic / 2757 - 2.0 / 2756, room = 2 - 1.0 / 2756 - 1;
  near_to(found.effect, sqrt(phi2 / room));
}

/* Kendall's ten students (Rank Correlation Methods, 1948, mathematics and music): ρ = −.1030;
 * and Conover's form for ties: Pearson of the mean ranks. */
static void test_spearman(void) {
  const double a[] = {7, 4, 3, 10, 6, 2, 9, 8, 1, 5}, b[] = {5, 7, 3, 10, 1, 9, 6, 2, 8, 4};
  double sum = 0, rank[6];
  TyMeasured found = ty_measure_spearman(a, b, 10);

  for (int i = 0; i < 10; i++)
    sum += (a[i] - b[i]) * (a[i] - b[i]);
  near_to(found.effect, 1 - 6 * sum / 990);
  near_to(found.p, ty_t_tails(found.effect * sqrt(8 / (1 - found.effect * found.effect)), 8));
  double ties = ty_mid_ranks((const double[]){5, 1, 5, 3, 5, 1}, 6, rank);
  near_to(ties, 24 + 6);
  near_to(rank[0], 5);
  near_to(rank[1], 1.5);
  near_to(rank[3], 3);
}

/* R's PlantGrowth (Dobson 1983): one-way F(2, 27) = 4.846, p .01591; Kruskal–Wallis χ² = 7.9882,
 * df 2, p .01842. */
static void test_eta_on_plant_growth(void) {
  static const double weight[] = {4.17, 5.58, 5.18, 6.11, 4.50, 4.61, 5.17, 4.53, 5.33, 5.14,
                                  4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69,
                                  6.31, 5.12, 5.54, 5.50, 5.37, 5.29, 4.92, 6.15, 5.80, 5.26};
  guint32 group[30];
  double rank[30];

  for (guint32 i = 0; i < 30; i++)
    group[i] = i / 10;
  TyMeasured f = ty_measure_eta(group, 3, weight, 30, FALSE);
  g_assert_cmpfloat_with_epsilon(f.statistic, 4.846, .0005);
  g_assert_cmpfloat_with_epsilon(f.p, .01591, .000005);
  g_assert_cmpfloat_with_epsilon(f.effect, sqrt(3.766 / (3.766 + 10.492)), .0001);
  ty_mid_ranks(weight, 30, rank);
  TyMeasured h = ty_measure_eta(group, 3, rank, 30, TRUE);
  g_assert_cmpfloat_with_epsilon(h.statistic, 7.9882, .00005);
  g_assert_cmpfloat_with_epsilon(h.p, .01842, .000005);
}

/* Benjamini and Hochberg's own fifteen p values (1995, section 3.1): four are significant at .05,
 * by Bonferroni's and Holm's way three. */
static void test_corrections(void) {
  static const double p[] = {.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344,
                             .0459, .3240, .4262, .5719, .6528, .7590, 1};
  double bh[15], holm[15];
  int found_bh = 0, found_holm = 0;

  ty_adjust_p(p, 15, TY_ADJUST_BH, bh);
  ty_adjust_p(p, 15, TY_ADJUST_HOLM, holm);
  for (int i = 0; i < 15; i++) {
    found_bh += bh[i] <= .05;
    found_holm += holm[i] <= .05;
    g_assert_cmpfloat(bh[i], >=, p[i]);
    g_assert_cmpfloat(holm[i], >=, bh[i]);
  }
  g_assert_cmpint(found_bh, ==, 4);
  g_assert_cmpint(found_holm, ==, 3);
  near_to(bh[3], .0095 * 15 / 4);
  near_to(holm[2], .0019 * 13);
}

static const TyCorrelation *pair_of(const GArray *found, guint a, guint b) {
  for (guint i = 0; i < found->len; i++) {
    const TyCorrelation *one = &g_array_index(found, TyCorrelation, i);
    if (one->a == a && one->b == b)
      return one;
  }
  return NULL;
}

/* With 4 + 4 rows all 70 ways to deal are as likely: the drawn p must be near the exact one. */
static void test_permutation_is_near_the_exact_p(void) {
  g_autoptr(TyQuestionnaire) all =
      new_questionnaire("甲,乙\n红,是\n红,是\n红,是\n红,否\n蓝,否\n蓝,否\n蓝,否\n蓝,是\n");
  g_autoptr(GArray) found = ty_correlate(all, NULL, NULL);
  const TyCorrelation *one = &g_array_index(found, TyCorrelation, 0);

  g_assert_cmpuint(found->len, ==, 1);
  g_assert_true(one->permuted);
  g_assert_cmpfloat_with_epsilon(one->p, 34.0 / 70, .2); /* ended early: 20 as extreme seen */
  g_autoptr(TyQuestionnaire) sure = new_questionnaire(
      "甲,乙\n红,是\n红,是\n红,是\n红,是\n蓝,否\n蓝,否\n蓝,否\n蓝,否\n红,是\n蓝,否\n");
  g_autoptr(GArray) strong = ty_correlate(sure, NULL, NULL);
  g_assert_cmpfloat_with_epsilon(g_array_index(strong, TyCorrelation, 0).p, 2.0 / 252, .004);
}

static void test_measures_fit_the_kinds(void) {
  g_autoptr(GString) table = g_string_new("年龄,性别,天数,目的,费用,空\n");
  TyRandom random = ty_random(7, 0);
  static const char *const ages[] = {"18-25岁", "26-59岁", "60岁以上"}, *const aims[] = {
                                                                            "美食", "美食;学习",
                                                                            "学习", "放松",
                                                                            "放松;学习"};

  for (int i = 0; i < 120; i++) {
    guint age = (guint) ty_random_below(&random, 3), woman = (guint) ty_random_below(&random, 2);
    guint days = 1 + age + (guint) ty_random_below(&random, 3);
    double spent = exp(3 * ty_random_double(&random)) * 100 * (woman ? 3 : 1);
    g_string_append_printf(table, "%s,%s,%u,%s,%.0f,\n", ages[age], woman ? "女" : "男", days,
                           aims[ty_random_below(&random, 5)], spent);
  }
  g_autoptr(TyQuestionnaire) all = new_questionnaire(table->str);
  g_autoptr(GArray) found = ty_correlate(all, &(TyCorrelateOptions){.n_threads = 1}, NULL);
  g_autoptr(GArray) again = ty_correlate(all, &(TyCorrelateOptions){.n_threads = 4}, NULL);

  g_assert_cmpint(pair_of(found, 0, 1)->measure, ==, TY_MEASURE_RANK_ETA);
  g_assert_cmpint(pair_of(found, 0, 2)->measure, ==, TY_MEASURE_SPEARMAN);
  g_assert_cmpint(pair_of(found, 1, 2)->measure, ==, TY_MEASURE_ETA);
  g_assert_cmpint(pair_of(found, 1, 3)->measure, ==, TY_MEASURE_CRAMER_V);
  g_assert_cmpint(pair_of(found, 1, 4)->measure, ==, TY_MEASURE_RANK_ETA); /* leans to one side */
  g_assert_null(pair_of(found, 0, 5));
  g_assert_cmpfloat(pair_of(found, 0, 2)->p_adjusted, <, 1e-6);
  g_assert_cmpfloat(pair_of(found, 1, 4)->p_adjusted, <, 1e-4);
  g_assert_cmpfloat(pair_of(found, 0, 1)->p, >, .001);
  g_assert_cmpuint(found->len, ==, again->len);
  for (guint i = 0; i < found->len; i++) {
    const TyCorrelation *x = &g_array_index(found, TyCorrelation, i),
                        *y = &g_array_index(again, TyCorrelation, i);
    g_assert_true(x->a == y->a && x->b == y->b && x->option_a == y->option_a &&
                  x->option_b == y->option_b && x->p == y->p && x->p_adjusted == y->p_adjusted);
    g_assert_true(x->a != x->b && x->p >= 0 && x->p <= 1 && x->p_adjusted >= x->p);
    g_assert_cmpfloat(fabs(x->effect), <=, 1);
  }
}

/* Of independent answers, p below .05 comes up about once in twenty. */
static void test_p_is_calibrated(void) {
  guint low = 0, tests = 0;

  for (guint64 seed = 0; seed < 40; seed++) {
    TyRandom random = ty_random(seed, 9);
    g_autoptr(GString) table = g_string_new("甲,乙,丙,丁\n");
    for (int i = 0; i < 60; i++)
      g_string_append_printf(table, "甲%u,乙%u,%u,%.3f\n", (guint) ty_random_below(&random, 3),
                             (guint) ty_random_below(&random, 9),
                             (guint) ty_random_below(&random, 9), ty_random_double(&random));
    g_autoptr(TyQuestionnaire) all = new_questionnaire(table->str);
    g_autoptr(GArray) found =
        ty_correlate(all, &(TyCorrelateOptions){.seed = seed, .n_permutations = 999}, NULL);
    for (guint i = 0; i < found->len; i++, tests++)
      low += g_array_index(found, TyCorrelation, i).p < .05;
  }
  g_assert_cmpuint(tests, ==, 240);
  g_assert_cmpuint(low, >, 3); /* expected 12, four deviations either way */
  g_assert_cmpuint(low, <, 26);
}

static void test_too_many_pairs(void) {
  g_autoptr(GString) table = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  for (int f = 0; f < 2500; f++)
    g_string_append_printf(table, "%s题%d", f ? "," : "", f);
  for (int row = 0; row < 4; row++)
    for (int f = 0; f < 2500; f++)
      g_string_append_printf(table, "%s%s", f ? "," : "\n", row % 2 ? "是" : "否");
  g_autoptr(TyQuestionnaire) all = new_questionnaire(table->str);
  g_assert_null(ty_correlate(all, NULL, &error));
  assert_fails(&error, TY_ERROR_INPUT, "found 2500 questions and options");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/survey/tails/closed-forms", test_tails_by_closed_forms);
  g_test_add_func("/survey/tails/fisher", test_fisher_by_enumeration);
  g_test_add_func("/survey/measures/cramer", test_cramer_on_agresti);
  g_test_add_func("/survey/measures/spearman", test_spearman);
  g_test_add_func("/survey/measures/eta", test_eta_on_plant_growth);
  g_test_add_func("/survey/corrections", test_corrections);
  g_test_add_func("/survey/correlate/permutation", test_permutation_is_near_the_exact_p);
  g_test_add_func("/survey/correlate/kinds", test_measures_fit_the_kinds);
  g_test_add_func("/survey/correlate/calibrated", test_p_is_calibrated);
  g_test_add_func("/survey/correlate/too-many", test_too_many_pairs);
  return run_tests();
}
