/* SPDX-License-Identifier: Apache-2.0 */
/** Inside the atlas: numbers as SQLite and FTS5 write them: seven bits a byte, the highest first,
 * each byte but the last with its top bit set; a ninth byte holds eight bits. */
#pragma once
#include <glib.h>

#define TY_VARINT_BYTES 9

/** Writes `value` to `out`, at most TY_VARINT_BYTES bytes. @return how many */
static inline gsize ty_put_varint(guint8 *out, guint64 value) {
  guint8 reversed[TY_VARINT_BYTES];
  gsize n = 0;

  if (value <= 0x7f) {
    out[0] = (guint8) value;
    return 1;
  }
  if (value >> 56) {
    out[8] = (guint8) value;
    value >>= 8;
    for (gsize i = 8; i-- > 0; value >>= 7)
      out[i] = (guint8) ((value & 0x7f) | 0x80);
    return TY_VARINT_BYTES;
  }
  for (; value; value >>= 7)
    reversed[n++] = (guint8) ((value & 0x7f) | 0x80);
  reversed[0] &= 0x7f;
  for (gsize i = 0; i < n; i++)
    out[i] = reversed[n - 1 - i];
  return n;
}

/** Reads a number from the `n` bytes at `in`. @return how many bytes it has; 0 when it is cut off
 */
static inline gsize ty_get_varint(const guint8 *in, gsize n, guint64 *value) {
  guint64 read = 0;

  for (gsize i = 0; i < MIN(n, TY_VARINT_BYTES); i++) {
    if (i == TY_VARINT_BYTES - 1) {
      *value = read << 8 | in[i];
      return TY_VARINT_BYTES;
    }
    read = read << 7 | (in[i] & 0x7f);
    if (in[i] < 0x80) {
      *value = read;
      return i + 1;
    }
  }
  return 0;
}
