/* SPDX-License-Identifier: Apache-2.0 */
#include <tuyou/export.h>

/* NumPy's format 1.0: magic, version, length of the header, the header padded with spaces to a
 * multiple of 64 bytes and ended by a line feed, the values in little-endian order. */
GBytes *ty_export_npy(const float *values, gsize rows, gsize columns) {
  static const guint8 magic[] = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  g_autoptr(GString) header = g_string_new(NULL);
  GByteArray *file = g_byte_array_new();

  g_string_printf(header, "{'descr': '<f4', 'fortran_order': False, 'shape': (%zu, %zu), }", rows,
                  columns);
  while ((sizeof magic + 2 + header->len + 1) % 64 != 0)
    g_string_append_c(header, ' ');
  g_string_append_c(header, '\n');
  guint8 length[] = {(guint8) (header->len & 0xff), (guint8) (header->len >> 8)};
  g_byte_array_append(file, magic, sizeof magic);
  g_byte_array_append(file, length, sizeof length);
  g_byte_array_append(file, (const guint8 *) header->str, (guint) header->len);
  g_byte_array_append(file, (const guint8 *) values, (guint) (rows * columns * sizeof *values));
  return g_byte_array_free_to_bytes(file);
}
