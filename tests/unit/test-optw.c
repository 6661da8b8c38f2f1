/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <tuyou/route.h>

static TyOptw *read_text(const char *text, int decimals, GError **error) {
  return ty_optw_read("a.txt", text, strlen(text), decimals, error);
}

static void refuse(const char *text, const char *message) {
  g_autoptr(GError) error = NULL;
  g_assert_null(read_text(text, -1, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_assert_true(g_utf8_validate(error->message, -1, NULL));
  if (!g_str_has_prefix(error->message, message))
    g_error("found “%s”, expected it to begin with “%s”", error->message, message);
}

#define DEPOT "0 10 10 0 0 0 0 0 200\n"

static void test_reads_what_counts(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(TyOptw) optw = read_text("9 9 2 9\n\n"
                                     " 0 10.000 10.000 0 0 0 0 0 200\r\n"
                                     "\t7 11 11 2.5 4 1 2 3 5 20 30\n\n"
                                     "8 13 14 10 6 1 4 1 2 4 8 0 150",
                                     -1, &error);
  TyOrienteeringDay days[2];

  g_assert_no_error(error);
  g_assert_cmpuint(optw->n, ==, 3);
  g_assert_cmpuint(optw->decimals, ==, 1);
  const guint32 numbers[] = {0, 7, 8};
  g_assert_cmpmem(optw->number, 3 * sizeof *optw->number, numbers, sizeof numbers);
  const gint32 travel[] = {0, 14, 50, 14, 0, 36, 50, 36, 0}; /* √2, 5, √13 */
  g_assert_cmpmem(optw->travel, 9 * sizeof *optw->travel, travel, sizeof travel);
  g_assert_cmpint(optw->service[1], ==, 25);
  g_assert_cmpfloat(optw->score[2], ==, 6);
  g_assert_cmpint(optw->windows[1].open, ==, 200);
  g_assert_cmpint(optw->windows[1].close, ==, 300);

  TyOrienteering problem = ty_optw_problem(optw, days, 2);
  g_autoptr(TyOrienteeringPlan) plan = ty_orienteering_solve(&problem, NULL, 1, &error);
  g_assert_no_error(error);
  g_assert_cmpfloat(plan->score, ==, 10);
  g_assert_true(plan->proven);
  g_assert_true(ty_orienteering_check(&problem, plan, &error));
}

static void test_cuts_distances(void) {
  g_autoptr(GError) error = NULL;
  /* 0.03, 0.04, 0.05 and their like: the binary fractions next to them must not cost a unit. */
  g_autoptr(TyOptw) fine = read_text("1 1 2 1\n1\n0 -0.03 0.04 0 0 0 0 0 9\n"
                                     "1 0 0 1 1 0 0 0 9\n2 0.57 0.04 1 1 0 0 0 9\n",
                                     -1, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(fine->decimals, ==, 2);
  g_assert_cmpint(fine->travel[1], ==, 5);
  g_assert_cmpint(fine->travel[2], ==, 60);
  g_assert_cmpint(fine->travel[5], ==, 57); /* √(0.57² + 0.04²) = 0.5714 */
  g_assert_cmpint(fine->windows[0].close, ==, 900);

  g_autoptr(TyOptw) coarse = read_text("1 1 1 1\n\n" DEPOT "1 11 11 1 1 0 0 0 9\n", 3, &error);
  g_assert_no_error(error);
  g_assert_cmpint(coarse->travel[1], ==, 1414);
  g_autoptr(TyOptw) whole = read_text("1 1 1 1\n\n" DEPOT "1 11 11 1 1 0 0 0 9\n", 0, &error);
  g_assert_cmpint(whole->travel[1], ==, 1);
  g_assert_null(read_text("1 1 0 1\n\n" DEPOT, 4, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_USAGE);
}

/* Cut is cut: no distance is more than the true one, none a whole unit less. */
static void test_cuts_down_and_no_further(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  g_autoptr(GString) text = g_string_new("0 0 60 0\n0\n");
  gint64 x[61], y[61];

  for (int i = 0; i <= 60; i++) {
    x[i] = g_rand_int_range(random, -99999, 99999);
    y[i] = g_rand_int_range(random, -99999, 99999);
    g_string_append_printf(text, "%d %s%d.%03d %s%d.%03d 1 1 0 0 0 9\n", i, x[i] < 0 ? "-" : "",
                           (int) ABS(x[i]) / 1000, (int) ABS(x[i]) % 1000, y[i] < 0 ? "-" : "",
                           (int) ABS(y[i]) / 1000, (int) ABS(y[i]) % 1000);
  }
  g_autoptr(TyOptw) optw = read_text(text->str, -1, NULL);
  g_assert_nonnull(optw);
  for (gsize i = 0; i <= 60; i++)
    for (gsize j = 0; j <= 60; j++) {
      gint64 square = (x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]);
      gint64 cut = 10 * (gint64) optw->travel[i * 61 + j]; /* thousandths */
      g_assert_cmpint(cut * cut, <=, square);
      g_assert_cmpint((cut + 10) * (cut + 10), >, square);
    }
}

static void test_says_what_is_wrong(void) {
  refuse("", "a.txt:1: found nothing, expected “k v N t”");
  refuse("\n\n", "a.txt:1: found a blank line, expected “k v N t”");
  refuse("NAME: berlin52\n", "a.txt:1: found 2 fields, expected “k v N t”");
  refuse("1 2 x 4\n", "a.txt:1: found “x”, expected “k v N t”");
  refuse("1 2 -3 4\n", "a.txt:1: found “-3”, expected");
  refuse("1 2 3.5 4\n", "a.txt:1: found 3.5, expected");
  refuse("1 2 9999999 4\n", "a.txt:1: found “9999999”, expected");
  refuse("1 2 1 4\n0 0\n" DEPOT, "a.txt:3: found the end after 1 vertices, expected 2 with");
  refuse("1 2 0 4\n0 0\n" DEPOT DEPOT, "a.txt:4: found a further line, expected the end: 1");
  refuse("1 2 1 4\n0 0\n" DEPOT DEPOT, "a.txt:4: found 0, expected a number no other vertex has");
  refuse("1 2 0 4\n0 0\n0 1 2 3 4\n", "a.txt:3: found 5 fields, expected “i x y d S f a list O C”");
  refuse("1 2 0 4\n0 0\n0 nan 10 0 0 0 0 0 9\n", "a.txt:3: found “nan”, expected a coordinate");
  refuse("1 2 0 4\n0 0\n0 1 1e300 0 0 0 0 0 9\n", "a.txt:3: found “1e300”, expected a coordinate");
  refuse("1 2 0 4\n0 0\n0 1 1 -2 0 0 0 0 9\n", "a.txt:3: found “-2”, expected a duration");
  refuse("1 2 0 4\n0 0\n0 1 1 0 -5 0 0 0 9\n", "a.txt:3: found “-5”, expected a score");
  refuse("1 2 0 4\n0 0\n0 1 1 0 0 0 0 -1 9\n", "a.txt:3: found “-1”, expected a window's opening");
  refuse("1 2 0 4\n0 0\n0 1 1 0 0 0 0 9 inf\n",
         "a.txt:3: found “inf”, expected a window's closing");
  refuse("1 2 0 4\n0 0\n0 1 1 0 0 0 0 9 8\n", "a.txt:3: found a window from 9 to 8, expected one");
  refuse("1 2 0 4\n0 0\n0.5 1 1 0 0 0 0 9 9\n", "a.txt:3: found 0.5, expected the whole number");
  refuse("1 2 0 4\n0 0\n0 1 1 0 0 0 0 9 \xff\xfe\n", "a.txt:3: found “");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/route/optw/reads", test_reads_what_counts);
  g_test_add_func("/route/optw/cuts", test_cuts_distances);
  g_test_add_func("/route/optw/cuts-down", test_cuts_down_and_no_further);
  g_test_add_func("/route/optw/says-what-is-wrong", test_says_what_is_wrong);
  return g_test_run();
}
