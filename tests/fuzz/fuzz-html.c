/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/markup.h"
#include "fuzz/drive.h"

/* Whole pages, and traces of markup in a text. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_autofree char *text = g_strndup((const char *) data, size);
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_autoptr(GString) plain = g_string_new(NULL);

  ty_markup_append_plain(plain, valid);
  g_assert_true(g_utf8_validate(plain->str, -1, NULL));
  return drive_reader(ty_html_read, data, size);
}
