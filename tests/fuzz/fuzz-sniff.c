/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/sniff.h"
#include "fuzz/drive.h"

/* A text has one format, the same each time, and reading by it keeps every promise. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_auto(TyDecoded) decoded = {0};

  if (!ty_encoding_decode("f", (const char *) data, size, &decoded, NULL))
    return 0;
  TyFormat format = ty_sniff_text(decoded.text, decoded.length);
  g_assert_cmpint(format, ==, ty_sniff_text(decoded.text, decoded.length));
  g_assert_nonnull(ty_format_name(format));
  return 0;
}
