/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <tuyou/base.h>

static void test_every_code_has_a_sentence_and_an_exit_code(void) {
  for (int code = 0; code < TY_N_ERRORS; code++) {
    const char *sentence = ty_error_sentence((TyErrorCode) code);
    g_autoptr(GError) error = g_error_new_literal(TY_ERROR, code, "x");
    g_assert_cmpuint(strlen(sentence), >, 10);
    g_assert_false(g_str_has_suffix(sentence, "."));
    g_assert_cmpint(ty_error_exit_code(error), >=, 1);
    g_assert_cmpint(ty_error_exit_code(error), <=, 5);
    for (int other = 0; other < code; other++)
      g_assert_cmpstr(sentence, !=, ty_error_sentence((TyErrorCode) other));
  }
}

static void test_exit_codes_are_those_of_the_manual(void) {
  static const int expected[TY_N_ERRORS] = {
      [TY_ERROR_NOT_FOUND] = 1, [TY_ERROR_INFEASIBLE] = 1, [TY_ERROR_USAGE] = 2,
      [TY_ERROR_INPUT] = 3,     [TY_ERROR_ENCODING] = 3,   [TY_ERROR_MISSING] = 3,
      [TY_ERROR_DAMAGED] = 4,   [TY_ERROR_SYSTEM] = 5,     [TY_ERROR_CANCELLED] = 5};

  g_assert_cmpint(ty_error_exit_code(NULL), ==, 0);
  for (int code = 0; code < TY_N_ERRORS; code++) {
    g_autoptr(GError) error = g_error_new_literal(TY_ERROR, code, "x");
    g_assert_cmpint(ty_error_exit_code(error), ==, expected[code]);
  }
  g_autoptr(GError) foreign = g_error_new_literal(G_FILE_ERROR, G_FILE_ERROR_IO, "x");
  g_assert_cmpint(ty_error_exit_code(foreign), ==, 5);
  g_autoptr(GError) unknown = g_error_new_literal(TY_ERROR, TY_N_ERRORS, "x");
  g_assert_cmpint(ty_error_exit_code(unknown), ==, 5);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/base/error/sentences", test_every_code_has_a_sentence_and_an_exit_code);
  g_test_add_func("/base/error/exit-codes", test_exit_codes_are_those_of_the_manual);
  return g_test_run();
}
