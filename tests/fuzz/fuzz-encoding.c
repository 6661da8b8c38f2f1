/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/date.h"
#include "corpus/decode.h"
#include "corpus/sniff.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* What is decoded is UTF-8, and decoding it again changes nothing. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_auto(TyDecoded) decoded = {0}, again = {0};
  g_autoptr(GError) error = NULL;

  gboolean done = ty_encoding_decode("f", (const char *) data, size, &decoded, &error);
  g_assert_true(done == !error);
  if (!done) {
    g_assert_null(decoded.text);
    return 0;
  }
  g_assert_cmpuint(strlen(decoded.text), ==, decoded.length);
  g_assert_true(g_utf8_validate(decoded.text, -1, NULL));
  g_assert_cmpuint(decoded.first_broken, <=, size);
  if (!g_str_has_prefix(decoded.text, "\xEF\xBB\xBF")) {
    g_assert_true(ty_encoding_decode("f", decoded.text, decoded.length, &again, NULL));
    g_assert_cmpstr(again.text, ==, decoded.text);
  }
  g_assert_nonnull(ty_format_name(ty_sniff_text(decoded.text, decoded.length)));
  g_autofree char *date = ty_date_normalise(decoded.text);
  g_autofree char *same = date ? ty_date_normalise(date) : NULL;
  g_assert_cmpstr(date, ==, same);
  return 0;
}
