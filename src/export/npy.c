/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <tuyou/export.h>

/* NumPy's format 1.0: magic, version, length of the header, the header padded with spaces to a
 * multiple of 64 bytes, the values in the machine's (little-endian) order. */
GBytes *ty_export_npy(const float *values, gsize rows, gsize columns) {
  g_autofree char *header = g_strdup_printf(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (%zu, %zu), }", rows, columns);
  gsize length = strlen(header), padded = (10 + length + 1 + 63) / 64 * 64 - 10;
  gsize n_bytes = rows * columns * sizeof *values;
  guint8 *file = g_malloc(10 + padded + n_bytes);

  memcpy(file, "\x93NUMPY\x01\x00", 8);
  file[8] = (guint8) (padded & 0xff);
  file[9] = (guint8) (padded >> 8);
  memset(file + 10, ' ', padded);
  memcpy(file + 10, header, length);
  file[10 + padded - 1] = '\n';
  if (n_bytes > 0)
    memcpy(file + 10 + padded, values, n_bytes);
  return g_bytes_new_take(file, 10 + padded + n_bytes);
}
