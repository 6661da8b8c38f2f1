/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/headings.h"
#include "fuzz/drive.h"

/* The keys of the first record are among all keys, each once. */
int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_auto(TyDecoded) decoded = {0};
  g_auto(GStrv) first = NULL, all = NULL;

  if (!ty_encoding_decode("f", (const char *) data, size, &decoded, NULL))
    return 0;
  ty_headings_of_json(decoded.text, decoded.length, TY_DOCUMENT_POST, &first, &all);
  g_assert_nonnull(all);
  for (guint i = 0; first && first[i]; i++)
    g_assert_cmpstr(first[i], ==, all[i]);
  for (guint i = 0; all[i]; i++)
    g_assert_true(g_utf8_validate(all[i], -1, NULL) &&
                  !g_strv_contains((const char *const *) all + i + 1, all[i]));
  return 0;
}
