/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <tuyou/base.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_autofree char *text = g_strndup((const char *) data, size);
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_auto(GStrv) names = ty_author_names(valid);

  for (gsize i = 0; names[i]; i++) {
    g_assert_true(*names[i] && g_utf8_validate(names[i], -1, NULL));
    g_assert_null(strchr(names[i], ';'));
    g_assert_cmpuint(strlen(names[i]), <=, strlen(valid));
  }
  return 0;
}
