/* SPDX-License-Identifier: Apache-2.0 */
#include "text/fold.h"

#include <string.h>
#include <utf8proc.h>

guint ty_utf8_decode_any(const guchar *p, const guchar *end, guint32 *cp) {
  gsize left = (gsize) (end - p);

  if (p[0] < 0x80) {
    *cp = p[0];
    return 1;
  }
  if (p[0] >= 0xc2 && p[0] < 0xe0 && left >= 2 && (p[1] & 0xc0) == 0x80) {
    *cp = (guint32) (p[0] & 0x1f) << 6 | (p[1] & 0x3f);
    return 2;
  }
  if (p[0] >= 0xe0 && p[0] < 0xf0 && left >= 3 && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80) {
    *cp = (guint32) (p[0] & 0xf) << 12 | (guint32) (p[1] & 0x3f) << 6 | (p[2] & 0x3f);
    if (*cp >= 0x800 && (*cp < 0xd800 || *cp > 0xdfff))
      return 3;
  }
  if (p[0] >= 0xf0 && p[0] < 0xf5 && left >= 4 && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80 &&
      (p[3] & 0xc0) == 0x80) {
    *cp = (guint32) (p[0] & 7) << 18 | (guint32) (p[1] & 0x3f) << 12 |
          (guint32) (p[2] & 0x3f) << 6 | (p[3] & 0x3f);
    if (*cp >= 0x10000 && *cp <= 0x10ffff)
      return 4;
  }
  *cp = 0xfffd;
  return 1;
}

guint ty_class_of_high(guint32 cp) {
  const utf8proc_property_t *property = utf8proc_get_property((gint32) cp);

  if (cp >= 0x20000 && cp <= 0x3ffff)
    return TY_CLASS_HAN | TY_CLASS_COMPLEX;
  if ((cp >= 0x1f3fb && cp <= 0x1f3ff) || (cp >= 0xe0020 && cp <= 0xe007f))
    return TY_CLASS_EMOJI | TY_CLASS_GLUE | TY_CLASS_COMPLEX;
  if (property->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC ||
      property->boundclass == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR)
    return TY_CLASS_EMOJI | TY_CLASS_COMPLEX;
  switch (property->category) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_NL:
  case UTF8PROC_CATEGORY_ND:
    return (cp >= 0x1b000 && cp <= 0x1b16f ? TY_CLASS_KANA : TY_CLASS_LETTER) | TY_CLASS_COMPLEX;
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME:
    return TY_CLASS_MARK | TY_CLASS_GLUE | TY_CLASS_COMPLEX;
  case UTF8PROC_CATEGORY_CC:
  case UTF8PROC_CATEGORY_CF:
    return TY_CLASS_CONTROL | TY_CLASS_COMPLEX;
  default:
    return TY_CLASS_SYMBOL | TY_CLASS_COMPLEX;
  }
}

/* Lower case and simplified form of a character that NFKC has been applied to. */
static guint32 fold_one(guint32 cp) {
  if (cp < 0x10000)
    return ty_class_table[cp] & TY_CLASS_COMPLEX ? (guint32) utf8proc_tolower((gint32) cp)
                                                 : ty_fold_table[cp];
  return (guint32) utf8proc_tolower((gint32) cp);
}

/* NFKC of n characters in place, with room for TY_CLUSTER_MAX. @return how many; 0 when there is no
 * room */
static guint compose(guint32 *cp, guint n) {
  char text[TY_CLUSTER_MAX * 4];
  gint32 buffer[TY_CLUSTER_MAX];
  gsize length = 0;

  for (guint i = 0; i < n; i++)
    length += ty_utf8_encode(cp[i], text + length);
  gssize found = utf8proc_decompose((guint8 *) text, (gssize) length, buffer, TY_CLUSTER_MAX,
                                    UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STABLE);
  if (found <= 0 || found > TY_CLUSTER_MAX)
    return 0;
  found = utf8proc_normalize_utf32(buffer, found, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
  if (found <= 0)
    return 0;
  memcpy(cp, buffer, (gsize) found * sizeof *cp);
  return (guint) found;
}

gsize ty_cluster_read(const guchar *p, const guchar *end, TyCluster *cluster) {
  const guchar *start = p;
  guint32 cp, next;
  guint n = 1;

  p += ty_utf8_decode(p, end, &cp);
  guint class = ty_class_of(cp);
  cluster->class = (TyClass) (class & TY_CLASS_MASK);
  cluster->cp[0] = cp;
  cluster->n = 1;
  /* A mark behind white space stands by itself, for white space is no part of any word. */
  gboolean joins = cp != '\n' && cluster->class != TY_CLASS_SPACE;
  while (joins && n < TY_CLUSTER_SOURCE_MAX && p < end && *p >= 0x80) {
    guint bytes = ty_utf8_decode(p, end, &next);
    if (!(ty_class_of(next) & TY_CLASS_GLUE))
      break;
    cluster->cp[n++] = next;
    p += bytes;
  }
  if (n == 1 && !(class & TY_CLASS_COMPLEX)) {
    cluster->cp[0] = ty_fold_table[cp];
    return (gsize) (p - start);
  }

  /* Twice, for folding may make a character that NFKC joins with the next or takes apart. */
  for (int round = 0; round < 2; round++) {
    guint found = compose(cluster->cp, n);
    n = found ? found : n;
    for (guint i = 0; i < n; i++)
      cluster->cp[i] = fold_one(cluster->cp[i]);
  }
  cluster->n = n;
  return (gsize) (p - start);
}
