/* SPDX-License-Identifier: Apache-2.0 */
/** A hash of bytes for tables: fast, the same on every machine, none against those who mean harm.
 */
#pragma once
#include "base/random.h"

#include <string.h>

static inline guint64 ty_hash_bytes(const void *bytes, gsize length, guint64 seed) {
  const char *p = bytes;
  guint64 hash = seed ^ (length * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)), word;

  for (; length >= sizeof word; length -= sizeof word, p += sizeof word) {
    memcpy(&word, p, sizeof word);
    hash = ty_mix64(hash ^ GUINT64_FROM_LE(word));
  }
  word = 0;
  memcpy(&word, p, length);
  return ty_mix64(hash ^ GUINT64_FROM_LE(word));
}
