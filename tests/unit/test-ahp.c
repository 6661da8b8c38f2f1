/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"
#include "support.h"
#include "survey/ahp.h"

#include <math.h>

static GPtrArray *read_text(const char *text) {
  g_autoptr(GError) error = NULL;
  GPtrArray *blocks = ty_ahp_read("a.csv", text, strlen(text), &error);
  g_assert_no_error(error);
  return blocks;
}

static void assert_refused(const char *text, const char *part) {
  g_autoptr(GError) error = NULL;
  g_assert_null(ty_ahp_read("a.csv", text, strlen(text), &error));
  assert_fails(&error, TY_ERROR_INPUT, part);
}

static void assert_near(double found, double expected, double within) {
  if (fabs(found - expected) > within)
    g_error("found %.6f, expected %.6f ± %g", found, expected, within);
}

/* "Analytic hierarchy process – leader example" (Wikipedia, after Saaty's method): criteria .547,
 * .127, .270, .056 with an inconsistency of .044; Dick .493, Tom .358, Harry .149. */
static void test_leader(void) {
  static const double criteria[] = {.547, .127, .270, .056}, totals[] = {.358, .493, .149};
  g_autoptr(GPtrArray) blocks =
      read_text(",Experience,Education,Charisma,Age\nExperience,1,4,3,7\nEducation,1/4,1,1/3,3\n"
                "Charisma,1/3,3,1,5\nAge,1/7,1/3,1/5,1\n"
                "[Experience]\n,Tom,Dick,Harry\nTom,1,1/4,4\nDick,4,1,9\nHarry,1/4,1/9,1\n"
                "[Education]\n,Tom,Dick,Harry\nTom,1,3,1/5\nDick,1/3,1,1/7\nHarry,5,7,1\n"
                "[Charisma]\n,Tom,Dick,Harry\nTom,1,5,9\nDick,1/5,1,4\nHarry,1/9,1/4,1\n"
                "[Age]\n,Tom,Dick,Harry\nTom,1,1/3,5\nDick,3,1,9\nHarry,1/5,1/9,1\n");
  const TyAhp *goal = blocks->pdata[0];
  double sum[3] = {0};

  g_assert_cmpuint(blocks->len, ==, 5);
  for (guint i = 0; i < 4; i++) {
    const TyAhp *one = ty_ahp_of_goal(blocks, goal->names[i]);
    assert_near(goal->weight[i], criteria[i], .001); /* .5476 is printed as .547, to sum to 1 */
    g_assert_true(ty_ahp_check(one, "a.csv", NULL));
    for (guint k = 0; k < 3; k++)
      sum[k] += goal->weight[i] * one->weight[k];
  }
  assert_near(goal->ratio, .044, .0005);
  for (guint k = 0; k < 3; k++)
    assert_near(sum[k], totals[k], .0011); /* printed from rounded local priorities */
  g_test_message("weights %.4f %.4f %.4f %.4f, λ %.4f, CR %.4f", goal->weight[0], goal->weight[1],
                 goal->weight[2], goal->weight[3], goal->lambda, goal->ratio);
}

/* "Analytic hierarchy process – car example" (Wikipedia): cost .510, safety .234, style .041,
 * capacity .215, with an inconsistency of .074; the parts of cost .488, .252, .100, .161. */
static void test_car(void) {
  static const double criteria[] = {.510, .234, .041, .215}, parts[] = {.488, .252, .100, .161};
  g_autoptr(GPtrArray) blocks =
      read_text(",cost,safety,style,capacity\ncost,1,3,7,3\nsafety,1/3,1,9,1\n"
                "style,1/7,1/9,1,1/7\ncapacity,1/3,1,7,1\n"
                "[cost]\n,price,fuel,upkeep,resale\nprice,1,2,5,3\nfuel,1/2,1,2,2\n"
                "upkeep,1/5,1/2,1,1/2\nresale,1/3,1/2,2,1\n");
  const TyAhp *goal = blocks->pdata[0], *cost = blocks->pdata[1];

  for (guint i = 0; i < 4; i++) {
    assert_near(goal->weight[i], criteria[i], .0006);
    assert_near(cost->weight[i], parts[i], .0006);
  }
  assert_near(goal->ratio, .074, .0005);
  g_test_message("weights %.4f %.4f %.4f %.4f, λ %.4f, CR %.4f", goal->weight[0], goal->weight[1],
                 goal->weight[2], goal->weight[3], goal->lambda, goal->ratio);
}

/* Saaty 1977: brightness of four chairs, the second trial (λ 4.1, accepted) and the first (λ 4.39:
 * an index of .13, a ratio of .144, refused). */
static void test_chairs(void) {
  static const double second[] = {.62, .22, .10, .06}, first[] = {.61, .24, .10, .05};
  g_autoptr(GPtrArray) blocks =
      read_text("[second]\n,C1,C2,C3,C4\nC1,1,4,6,7\nC2,,1,3,4\nC3,,,1,2\nC4,,,,1\n"
                "[first]\n,C1,C2,C3,C4\nC1,1,5,6,7\nC2,,1,4,6\nC3,,,1,4\nC4,,,,1\n");
  const TyAhp *good = blocks->pdata[0], *bad = blocks->pdata[1];
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 4; i++) {
    assert_near(good->weight[i], second[i], .0051);
    assert_near(bad->weight[i], first[i], .011);
  }
  assert_near(good->lambda, 4.1, .005);
  assert_near(bad->lambda, 4.39, .005);
  g_assert_true(ty_ahp_check(good, "a.csv", NULL));
  g_assert_false(ty_ahp_check(bad, "a.csv", &error));
  assert_contains(error->message, "a.csv:8: ");
  assert_contains(error->message, "C1, C2 and C4");
  assert_fails(&error, TY_ERROR_INPUT, "C1 : C2 = 5 and C2 : C4 = 6 make C1 : C4 = 30, not 7");
}

/* Judgements drawn from weights give these back, with no inconsistency. */
static void test_consistent(void) {
  for (guint n = 1; n <= TY_AHP_MOST; n++) {
    g_autoptr(TyAhp) ahp = g_new0(TyAhp, 1);
    double weight[TY_AHP_MOST], sum = 0;
    TyRandom random = ty_random(5, n);
    ahp->n = n;
    ahp->matrix = g_new(double, n *n);
    for (guint i = 0; i < n; i++)
      sum += weight[i] = 1 + (double) (ty_random_bits(&random) % 700) / 100;
    for (guint i = 0; i < n * n; i++)
      ahp->matrix[i] = weight[i / n] / weight[i % n];
    ty_ahp_weigh(ahp);
    for (guint i = 0; i < n; i++)
      assert_near(ahp->weight[i], weight[i] / sum, 1e-9);
    assert_near(ahp->lambda, n, 1e-9);
    assert_near(ahp->ratio, 0, 1e-9);
  }
}

static void test_forms(void) {
  g_autoptr(GPtrArray) blocks =
      read_text("\xef\xbb\xbf# said by two\n\t关注\t权威\t\r\n关注\t1\t.5\t\r\n权威\t2\t1\t\r\n\n");
  const TyAhp *ahp = blocks->pdata[0];

  g_assert_cmpstr(ahp->goal, ==, "");
  g_assert_cmpstr(ahp->names[1], ==, "权威");
  assert_near(ahp->weight[0], 1.0 / 3, 1e-9);
  g_autoptr(GPtrArray) one = read_text(",a\na,1\n");
  assert_near(((TyAhp *) one->pdata[0])->weight[0], 1, 0);
  g_autoptr(GPtrArray) rounded = read_text(",a,b\na,1,3\nb,0.33,1\n");
  assert_near(((TyAhp *) rounded->pdata[0])->weight[0], .75, 1e-9);
}

static void test_refused(void) {
  assert_refused("", "found no matrix, expected one");
  assert_refused("[a]\n", "found no matrix for a");
  assert_refused("x,a,b\na,1,2\nb,1/2,1\n", "a.csv:1: found 'x', expected the heading");
  assert_refused(",a,b\na,1,2\nb,1/3,1\n", "expected reciprocals (0.5)");
  assert_refused(",a,b\na,1,0\nb,,1\n", "a.csv:2: found '0' for a : b");
  assert_refused(",a,b\na,1,-2\nb,,1\n", "found '-2' for a : b");
  assert_refused(",a,b\na,1,1/0\nb,,1\n", "found '1/0'");
  assert_refused(",a,b\na,1,12\nb,,1\n", "expected a number from 1/9 to 9");
  assert_refused(",a,b\na,1,zwei\nb,,1\n", "found 'zwei'");
  assert_refused(",a,b\na,2,2\nb,,1\n", "found '2' for a with itself, expected 1");
  assert_refused(",a,b\na,1,2\n", "found the end after 1 rows, expected 2");
  assert_refused(",a,b\na,1,2,3\nb,1/2,1\n", "found 3 judgements, expected 2");
  assert_refused(",a,b\na,1\nb,1/2,1\n", "found 1 judgements, expected 2");
  assert_refused(",a,b\nb,1,2\na,1/2,1\n", "found the row 'b', expected 'a'");
  assert_refused(",a,a\na,1,2\na,1/2,1\n", "found the name 'a' twice");
  assert_refused(",a,b\na,1,\nb,,1\n", "found no judgement of a : b");
  assert_refused("[a]\n,x\nx,1\n[a]\n,y\ny,1\n", "found the goal 'a' twice");
  assert_refused("[a]\n,x,y\nx,1,2\n[b]\n", "found the goal [b] after 1 rows, expected 2");
  assert_refused(",a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p\n", "found 16 items, expected 1 to 15");
  assert_refused(",a,b\na,1,\xff\n", "found bytes that are no UTF-8");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ahp/leader", test_leader);
  g_test_add_func("/ahp/car", test_car);
  g_test_add_func("/ahp/chairs", test_chairs);
  g_test_add_func("/ahp/consistent", test_consistent);
  g_test_add_func("/ahp/forms", test_forms);
  g_test_add_func("/ahp/refused", test_refused);
  return run_tests();
}
