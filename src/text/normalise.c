/* SPDX-License-Identifier: Apache-2.0 */
#include "text/fold.h"

#include <tuyou/text.h>

/* Characters of most texts, which stand for themselves and take no more bytes when folded: ASCII,
 * U+4000 to U+9FFF. @return bytes at p < end, 0 for any other */
static guint read_plain(const guchar *p, const guchar *end, guint32 *folded) {
  guint32 cp = p[0];
  guint n = 1;

  if (p[0] >= 0xe4 && p[0] <= 0xe9 && end - p >= 3 && (p[1] & 0xc0) == 0x80 &&
      (p[2] & 0xc0) == 0x80) {
    cp = (guint32) (p[0] & 0xf) << 12 | (guint32) (p[1] & 0x3f) << 6 | (p[2] & 0x3f);
    n = 3;
  } else if (p[0] >= 0x80) {
    return 0;
  }
  if ((ty_class_table[cp] & TY_CLASS_COMPLEX) || (p + n < end && !ty_begins_cluster(p + n, end)))
    return 0;
  *folded = ty_fold_table[cp];
  return (n == 1) == (*folded < 0x80) && (n == 3) == (*folded >= 0x800) ? n : 0;
}

static void put_three(char *out, guint32 cp) {
  out[0] = (char) (0xe0 | cp >> 12);
  out[1] = (char) (0x80 | (cp >> 6 & 0x3f));
  out[2] = (char) (0x80 | (cp & 0x3f));
}

TyNormalised ty_normalise(const char *text, gsize length) {
  const guchar *start = (const guchar *) (text ? text : ""), *p = start, *end = start + length;
  gsize room = length + TY_CLUSTER_MAX * 4 + 1, n = 0;
  TyNormalised result = {g_malloc(room), 0, g_new(guint32, room)};

  while (p < end) {
    TyCluster cluster;
    guint32 source = (guint32) (p - start), folded;
    guint plain = read_plain(p, end, &folded);
    if (plain == 1)
      result.text[n] = (char) folded;
    else if (plain == 3)
      put_three(result.text + n, folded);
    for (guint b = 0; b < plain; b++)
      result.source[n + b] = source;
    n += plain;
    p += plain;
    if (plain)
      continue;
    p += ty_cluster_read(p, end, &cluster);
    gsize wanted = n + (gsize) cluster.n * 4 + (gsize) (end - p) + 1;
    if (wanted > room) {
      room = wanted + wanted / 2;
      result.text = g_realloc(result.text, room);
      result.source = g_renew(guint32, result.source, room);
    }
    for (guint i = 0; i < cluster.n; i++) {
      guint bytes = ty_utf8_encode(cluster.cp[i], result.text + n);
      for (guint b = 0; b < bytes; b++)
        result.source[n++] = source;
    }
  }
  result.text[n] = '\0';
  result.source[n] = (guint32) length;
  result.length = n;
  return result;
}

void ty_normalised_clear(TyNormalised *normalised) {
  g_clear_pointer(&normalised->text, g_free);
  g_clear_pointer(&normalised->source, g_free);
  normalised->length = 0;
}
