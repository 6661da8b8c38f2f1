/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <tuyou/export.h>

#define MAGIC "\x93NUMPY\x01"
#define MAGIC_BYTES 8 /* with the minor version, 0 */

/* NumPy's format 1.0: magic, version, length of the header, the header padded with spaces to a
 * multiple of 64 bytes and ended by a line feed, the values in little-endian order. */
GBytes *ty_export_npy(const float *values, gsize rows, gsize columns) {
  g_autoptr(GString) head = g_string_new_len(MAGIC, MAGIC_BYTES);
  gsize n_bytes = rows * columns * sizeof *values;

  g_string_append_len(head, "\0\0", 2);
  g_string_append_printf(head, "{'descr': '<f4', 'fortran_order': False, 'shape': (%zu, %zu), }",
                         rows, columns);
  while ((head->len + 1) % 64 != 0)
    g_string_append_c(head, ' ');
  g_string_append_c(head, '\n');
  gsize length = head->len - MAGIC_BYTES - 2;
  head->str[MAGIC_BYTES] = (char) (length & 0xff);
  head->str[MAGIC_BYTES + 1] = (char) (length >> 8);

  guint8 *file = g_malloc(head->len + n_bytes);
  memcpy(file, head->str, head->len);
  if (n_bytes > 0)
    memcpy(file + head->len, values, n_bytes);
  return g_bytes_new_take(file, head->len + n_bytes);
}
