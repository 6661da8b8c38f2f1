/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/bags.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size) {
  g_autoptr(GArray) start = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) word = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GError) error = NULL;
  gboolean read =
      ty_bags_parse("fuzz", size ? (const char *) data : "", size, 5000, start, word, &error);

  g_assert_true(read == !error);
  for (guint i = 1; i < start->len; i++)
    g_assert_cmpuint(g_array_index(start, guint32, i - 1), <=, g_array_index(start, guint32, i));
  if (read)
    g_assert_cmpuint(g_array_index(start, guint32, start->len - 1), ==, word->len);
  for (guint i = 0; i < word->len; i++)
    g_assert_cmpuint(g_array_index(word, guint32, i), <, 5000);
  return 0;
}
