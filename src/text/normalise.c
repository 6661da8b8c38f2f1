/* SPDX-License-Identifier: Apache-2.0 */
#include "text/fold.h"

#include <tuyou/text.h>

TyNormalised ty_normalise(const char *text, gsize length) {
  const guchar *start = (const guchar *) (text ? text : ""), *p = start, *end = start + length;
  gsize room = length + TY_CLUSTER_MAX * 4 + 1, n = 0;
  TyNormalised result = {g_malloc(room), 0, g_new(guint32, room)};

  while (p < end) {
    TyCluster cluster;
    guint32 source = (guint32) (p - start);
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
