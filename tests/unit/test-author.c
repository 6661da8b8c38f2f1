/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <tuyou/base.h>

static void test_parts_as_exports_write_them(void) {
  static const char *const cases[][2] = {
      {"样例甲;样例乙;", "样例甲|样例乙"},
      {"样例甲；样例乙", "样例甲|样例乙"},
      {"样例甲,样例乙，样例丙、样例丁", "样例甲|样例乙|样例丙|样例丁"},
      {" 样例甲 ; ;样例甲", "样例甲"},
      {"样例甲1,2*,样例乙2", "样例甲|样例乙"},
      {"样例甲,样例乙,等", "样例甲|样例乙"},
      {"Doe, Jane and Roe, Richard", "Doe, Jane|Roe, Richard"},
      {"Doe, Jane", "Doe, Jane"},
      {"Doe, J. A.; de Roe, Jan Willem", "Doe, J. A.|de Roe, Jan Willem"},
      {"Jane Doe, Richard Roe, et al.", "Jane Doe|Richard Roe"},
      {"Doe J, Roe R", "Doe J|Roe R"},
      {"Jane  Doe & Richard\tRoe", "Jane Doe|Richard|Roe"},
      {"Anderson Sand", "Anderson Sand"},
      {"", ""},
      {";;,，", ""},
  };

  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(GStrv) names = ty_author_names(cases[i][0]);
    g_autofree char *joined = g_strjoinv("|", names);
    g_assert_cmpstr(joined, ==, cases[i][1]);
  }
  g_auto(GStrv) none = ty_author_names(NULL);
  g_assert_null(none[0]);
}

/* Parting what was parted changes nothing, whatever the text. */
static void test_is_idempotent(void) {
  static const char *const pieces[] = {"甲",    "乙丙", "Li", "Si", ", ", ",",  "；", ";",
                                       " and ", "&",    "1",  "*",  " ",  "、", "等", "†"};
  g_autoptr(GRand) random = g_rand_new_with_seed(11);

  for (int round = 0; round < 3000; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int n = g_rand_int_range(random, 0, 12); n > 0; n--)
      g_string_append(text, pieces[g_rand_int_range(random, 0, (gint32) G_N_ELEMENTS(pieces))]);
    g_auto(GStrv) names = ty_author_names(text->str);
    for (gsize i = 0; names[i]; i++) {
      g_assert_true(*names[i] && names[i][0] != ' ' && names[i][strlen(names[i]) - 1] != ' ');
      g_assert_null(strchr(names[i], ';'));
      for (gsize k = 0; k < i; k++)
        g_assert_cmpstr(names[i], !=, names[k]);
    }
    g_autofree char *joined = g_strjoinv(";", names);
    g_auto(GStrv) again = ty_author_names(joined);
    if (names[0] && names[1])
      g_assert_true(g_strv_equal((const char *const *) names, (const char *const *) again));
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/base/author/exports", test_parts_as_exports_write_them);
  g_test_add_func("/base/author/idempotent", test_is_idempotent);
  return g_test_run();
}
