/* SPDX-License-Identifier: Apache-2.0 */
#include "base/checksum.h"

#include <string.h>

static inline guint64 mix(guint64 lane, guint64 word) {
  lane += word * G_GUINT64_CONSTANT(0xc2b2ae3d27d4eb4f);
  return (lane << 31 | lane >> 33) * G_GUINT64_CONSTANT(0x9e3779b185ebca87);
}

static inline guint64 word_at(const guchar *p) {
  guint64 word;

  memcpy(&word, p, 8);
  return word;
}

guint64 ty_checksum(const void *bytes, gsize length, guint64 seed) {
  guint64 a = seed, b = seed + 1, c = seed + 2, d = seed + 3;
  const guchar *p = bytes;

  for (; length >= 32; length -= 32, p += 32) {
    a = mix(a, word_at(p));
    b = mix(b, word_at(p + 8));
    c = mix(c, word_at(p + 16));
    d = mix(d, word_at(p + 24));
  }
  for (; length > 0; length--, p++)
    a = mix(a, *p);
  return mix(mix(mix(a, b), c), d);
}
