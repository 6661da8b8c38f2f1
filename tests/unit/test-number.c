/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"

#include <locale.h>
#include <math.h>
#include <string.h>

static void test_parses_decimals(void) {
  static const struct {
    const char *text;
    double value;
  } good[] = {{"0", 0},       {" 12.5 ", 12.5}, {"-3", -3},          {"+4", 4},
              {"1e3", 1000},  {".5", 0.5},      {"5.", 5},           {"1E-2", 0.01},
              {"\t7\r\n", 7}, {"0012", 12},     {"105.354", 105.354}};
  static const char *const bad[] = {"",       " ",   "abc", "1,5", "12px", "0x10", "inf",  "nan",
                                    "1e9999", "1 2", "--1", "1e",  ".",    "-",    "１２", "1.2.3"};
  double value;

  for (gsize i = 0; i < G_N_ELEMENTS(good); i++) {
    g_assert_true(ty_number_parse(good[i].text, &value));
    g_assert_cmpfloat(value, ==, good[i].value);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
    g_assert_false(ty_number_parse(bad[i], &value));
}

static void assert_written(double value, int decimals, const char *expected) {
  g_autoptr(GString) out = g_string_new(NULL);
  ty_number_append(out, value, decimals);
  g_assert_cmpstr(out->str, ==, expected);
}

static void test_writes_without_trailing_zeros(void) {
  assert_written(204.42, 2, "204.42");
  assert_written(204.40, 2, "204.4");
  assert_written(204, 2, "204");
  assert_written(200, 0, "200");
  assert_written(100, 3, "100");
  assert_written(0, 0, "0");
  assert_written(-0.0, 2, "0");
  assert_written(-0.001, 2, "0");
  assert_written(-1.5, 1, "-1.5");
  assert_written(0.1 + 0.2, 9, "0.3");
}

static void test_rounds_half_away_from_zero(void) {
  g_assert_cmpfloat(ty_number_round(2.5, 0), ==, 3);
  g_assert_cmpfloat(ty_number_round(-2.5, 0), ==, -3);
  g_assert_cmpfloat(ty_number_round(204.424, 2), ==, 204.42);
  g_assert_cmpfloat(ty_number_round(1e308, 9), ==, 1e308);
  g_assert_false(signbit(ty_number_round(-0.2, 0)));
}

/* What is written is read back as the rounded value. */
static void test_round_trips(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(3);

  for (int i = 0; i < 5000; i++) {
    double value = g_rand_double_range(random, -1e6, 1e6), back;
    int decimals = g_rand_int_range(random, 0, 7);
    g_autoptr(GString) out = g_string_new(NULL);
    ty_number_append(out, value, decimals);
    g_assert_true(ty_number_parse(out->str, &back));
    g_assert_cmpfloat_with_epsilon(back, value, 0.5 * pow(10, -decimals) + 1e-9);
    const char *point = strchr(out->str, '.');
    g_assert_true(!point || out->str[out->len - 1] != '0');
  }
}

/* A locale with a decimal comma changes nothing. */
static void test_is_the_same_in_every_locale(void) {
  if (!setlocale(LC_ALL, "de_DE.UTF-8") && !setlocale(LC_ALL, "fr_FR.UTF-8")) {
    g_test_skip("there is no locale with a decimal comma");
    return;
  }
  test_writes_without_trailing_zeros();
  test_parses_decimals();
  setlocale(LC_ALL, "C.UTF-8");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/base/number/parse", test_parses_decimals);
  g_test_add_func("/base/number/write", test_writes_without_trailing_zeros);
  g_test_add_func("/base/number/round", test_rounds_half_away_from_zero);
  g_test_add_func("/base/number/round-trip", test_round_trips);
  g_test_add_func("/base/number/locale", test_is_the_same_in_every_locale);
  return g_test_run();
}
